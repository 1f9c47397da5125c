import { type AuthorityCalendar, easterOf } from '@rogatoria/workflows/authority-calendar.ts';
import { type ReactNode, useState } from 'react';
import { Button, Checkbox, CheckboxGroup, DateField, Dialog, RadioGroup, TextField } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';

interface DialogProps {
  own: AuthorityCalendar;
  onTake(next: AuthorityCalendar): void;
  onClose(): void;
}

function Form({
  title,
  onTake,
  onClose,
  children,
}: {
  title: string;
  onTake(): void;
  onClose(): void;
  children: ReactNode;
}) {
  const { t } = useTexts();
  return (
    <Dialog
      title={title}
      isOpen
      onOpenChange={(open) => (open ? undefined : onClose())}
      actions={
        <Button variant="primary" onPress={onTake}>
          {t('workdays.take')}
        </Button>
      }
    >
      <div className="schema-form">{children}</div>
    </Dialog>
  );
}

const daysBetween = (from: string, to: string) =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);

/** A day with how it returns, as a rule: `2027-03-15`, `03-15`, `easter -47`. */
function ruleOf(day: string, repeat: string): string {
  if (repeat === 'yearly') return day.slice(5);
  if (repeat !== 'easter') return day;
  const offset = daysBetween(easterOf(Number(day.slice(0, 4))), day);
  return `easter ${offset < 0 ? '' : '+'}${offset}`;
}

export function HolidayDialog({ own, today, onTake, onClose }: DialogProps & { today: string }) {
  const { t } = useTexts();
  const [name, setName] = useState('');
  const [day, setDay] = useState(today);
  const [repeat, setRepeat] = useState('once');
  const [tried, setTried] = useState(false);
  const missing = (value: string) => (tried && value.trim() === '' ? t('ui.required') : undefined);
  const take = () => {
    setTried(true);
    if (name.trim() === '' || day === '') return;
    onTake({ ...own, holidays: [...own.holidays, { name: name.trim(), on: ruleOf(day, repeat) }] });
  };
  return (
    <Form title={t('workdays.add')} onTake={take} onClose={onClose}>
      <TextField
        label={t('workdays.name')}
        value={name}
        onChange={setName}
        maxLength={120}
        error={missing(name)}
        autoFocus
      />
      <DateField id="workdays-day" label={t('workdays.day')} value={day} onChange={setDay} error={missing(day)} />
      <RadioGroup
        label={t('workdays.repeat')}
        value={repeat}
        onChange={setRepeat}
        options={['once', 'yearly', 'easter'].map((id) => ({ id, label: t(`workdays.repeat.${id}`) }))}
      />
    </Form>
  );
}

export function RecessDialog({ own, today, onTake, onClose }: DialogProps & { today: string }) {
  const { t } = useTexts();
  const [name, setName] = useState('');
  const [from, setFrom] = useState(today);
  const [until, setUntil] = useState(today);
  const [yearly, setYearly] = useState(false);
  const [suspends, setSuspends] = useState(false);
  const [source, setSource] = useState('');
  const [tried, setTried] = useState(false);
  const missing = (value: string) => (tried && value.trim() === '' ? t('ui.required') : undefined);
  const take = () => {
    setTried(true);
    if ([name, from, until, ...(suspends ? [source] : [])].some((value) => value.trim() === '')) return;
    const edge = (day: string) => (yearly ? day.slice(5) : day);
    const recess = { name: name.trim(), from: edge(from), until: edge(until), suspends, source: source.trim() };
    onTake({ ...own, recesses: [...own.recesses, recess] });
  };
  return (
    <Form title={t('workdays.recess.add')} onTake={take} onClose={onClose}>
      <TextField
        label={t('workdays.name')}
        value={name}
        onChange={setName}
        maxLength={120}
        error={missing(name)}
        autoFocus
      />
      <DateField id="workdays-from" label={t('workdays.from')} value={from} onChange={setFrom} error={missing(from)} />
      <DateField
        id="workdays-until"
        label={t('workdays.until')}
        value={until}
        onChange={setUntil}
        error={missing(until)}
      />
      <Checkbox isSelected={yearly} onChange={setYearly}>
        {t('workdays.every_year')}
      </Checkbox>
      <Checkbox isSelected={suspends} onChange={setSuspends} hint={t('workdays.recesses.help')}>
        {t('workdays.suspends')}
      </Checkbox>
      {suspends ? (
        <TextField
          label={t('workdays.source')}
          value={source}
          onChange={setSource}
          maxLength={300}
          error={missing(source)}
        />
      ) : null}
    </Form>
  );
}

const clock = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

export function HoursDialog({ own, onTake, onClose }: DialogProps) {
  const { t, language } = useTexts();
  const [rest, setRest] = useState(own.rest_days.map(String));
  const [opens, setOpens] = useState(own.office_hours?.opens ?? '');
  const [closes, setCloses] = useState(own.office_hours?.closes ?? '');
  const [tried, setTried] = useState(false);
  const stated = opens !== '' || closes !== '';
  const wrong = (value: string) => (tried && stated && !clock.test(value) ? t('roster.time.help') : undefined);
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
  const take = () => {
    setTried(true);
    if (stated && !(clock.test(opens) && clock.test(closes))) return;
    onTake({ ...own, rest_days: rest.map(Number).sort(), office_hours: stated ? { opens, closes } : null });
  };
  return (
    <Form title={t('workdays.office')} onTake={take} onClose={onClose}>
      <CheckboxGroup
        label={t('workdays.rest_days')}
        value={rest}
        onChange={setRest}
        options={[1, 2, 3, 4, 5, 6, 7].map((day) => ({
          id: String(day),
          label: weekday.format(Date.UTC(2026, 0, 4 + day)),
        }))}
      />
      <TextField label={t('workdays.opens')} size="short" value={opens} onChange={setOpens} error={wrong(opens)} />
      <TextField label={t('workdays.closes')} size="short" value={closes} onChange={setCloses} error={wrong(closes)} />
    </Form>
  );
}
