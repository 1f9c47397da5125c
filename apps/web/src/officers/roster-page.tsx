import type { RosterView } from '@rogatoria/api/officers/schemas.ts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Page } from '../app/page.tsx';
import {
  Button,
  Card,
  DateField,
  Dialog,
  ErrorSummary,
  LoadError,
  Pill,
  Select,
  Skeleton,
  TextField,
} from '../components/index.ts';
import { formatLongDate } from '../texts/format.ts';
import { useTexts } from '../texts/index.tsx';
import { rosterQuery, useOfficerChange } from './queries.ts';
import './officers.css';

const dayMs = 86_400_000;
const moved = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

/** Who is on duty at the 24/7 desk, a week at a time; a gap is red and says what happens then. */
export function RosterPage() {
  const { t, place, zone } = useTexts();
  const [from, setFrom] = useState<string | null>(null);
  const { data, error, refetch } = useQuery(rosterQuery(from));
  const [entering, setEntering] = useState(false);
  const first = data?.days[0]?.day;
  return (
    <Page
      className="officers"
      title={t('shell.roster')}
      lead={t('roster.lead', { place: place(zone) })}
      actions={
        data?.may_edit ? (
          <Button variant="primary" onPress={() => setEntering(true)}>
            {t('roster.enter')}
          </Button>
        ) : null
      }
    >
      {error ? (
        <LoadError error={error} retry={() => void refetch()} />
      ) : !data || !first ? (
        <Skeleton lines={8} />
      ) : (
        <Card>
          <div className="row">
            <Button small onPress={() => setFrom(moved(first, -7))}>
              {t('roster.before')}
            </Button>
            <Button small onPress={() => setFrom(moved(first, 7))}>
              {t('roster.after')}
            </Button>
          </div>
          <ol className="officers-list">
            {data.days.map((day) => (
              <Day key={day.day} day={day} mayEdit={data.may_edit} />
            ))}
          </ol>
        </Card>
      )}
      {entering && data ? <ShiftDialog data={data} onClose={() => setEntering(false)} /> : null}
    </Page>
  );
}

function Day({ day, mayEdit }: { day: RosterView['days'][number]; mayEdit: boolean }) {
  const { t, time, language } = useTexts();
  const change = useOfficerChange();
  return (
    <li className="roster-day">
      <h2>{formatLongDate(language, `${day.day}T12:00:00Z`, 'UTC')}</h2>
      <ErrorSummary error={change.error} idOf={() => undefined} />
      <ul className="officers-list">
        {day.stretches.map(({ from, until, shifts, now }, index) => (
          <li key={from} className={shifts.length === 0 ? 'roster-stretch roster-gap' : 'roster-stretch'}>
            <span className="number">
              {time(from)}–{index === day.stretches.length - 1 ? '24:00' : time(until)}
            </span>
            <span className="roster-who">
              {shifts.length === 0 ? t('roster.gap') : null}
              {shifts.map(({ id, name }) => (
                <span key={id} className="roster-name">
                  {name}
                  {mayEdit ? (
                    <Button
                      small
                      variant="quiet"
                      aria-label={t('roster.remove', { name })}
                      isPending={change.isPending}
                      onPress={() => change.mutate({ path: `/roster/${id}/remove` })}
                    >
                      ×
                    </Button>
                  ) : null}
                </span>
              ))}
              {now ? <Pill tone={shifts.length === 0 ? 'late' : 'done'}>{t('roster.now')}</Pill> : null}
            </span>
          </li>
        ))}
      </ul>
    </li>
  );
}

const clock = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

function ShiftDialog({ data, onClose }: { data: RosterView; onClose(): void }) {
  const { t } = useTexts();
  const [officer, setOfficer] = useState(data.officers.length === 1 ? (data.officers[0]?.id ?? '') : '');
  const [from, setFrom] = useState(data.today);
  const [until, setUntil] = useState(data.today);
  const [begins, setBegins] = useState('08:00');
  const [ends, setEnds] = useState('20:00');
  const [weeks, setWeeks] = useState('1');
  const [tried, setTried] = useState(false);
  const change = useOfficerChange();
  const missing = (value: string) => (tried && value === '' ? t('ui.required') : undefined);
  const wrong = (value: string) => (tried && !clock.test(value) ? t('roster.time.help') : undefined);
  const send = async () => {
    setTried(true);
    if (officer === '' || from === '' || until === '' || !clock.test(begins) || !clock.test(ends)) return;
    const body = { officer, from: `${from}T${begins}`, until: `${until}T${ends}`, weeks: Number(weeks) };
    await change.mutateAsync({ path: '/roster', body });
    onClose();
  };
  return (
    <Dialog
      title={t('roster.enter')}
      isOpen
      onOpenChange={(open) => (open ? undefined : onClose())}
      actions={
        <Button variant="primary" isPending={change.isPending} onPress={() => void send().catch(() => {})}>
          {t('roster.enter')}
        </Button>
      }
    >
      <div className="schema-form">
        <ErrorSummary error={change.error} idOf={({ field }) => `roster-${field}`} />
        <Select
          id="roster-officer"
          label={t('roster.officer')}
          value={officer || null}
          onChange={setOfficer}
          options={data.officers.map(({ id, name }) => ({ id, label: name }))}
          error={missing(officer)}
        />
        <DateField id="roster-from" label={t('roster.from')} value={from} onChange={setFrom} error={missing(from)} />
        <TextField
          label={t('roster.from.time')}
          hint={t('roster.time.help')}
          size="short"
          value={begins}
          onChange={setBegins}
          error={wrong(begins)}
        />
        <DateField
          id="roster-until"
          label={t('roster.until')}
          value={until}
          onChange={setUntil}
          error={missing(until)}
        />
        <TextField
          label={t('roster.until.time')}
          hint={t('roster.time.help')}
          size="short"
          value={ends}
          onChange={setEnds}
          error={wrong(ends)}
        />
        <Select
          label={t('roster.weeks')}
          size="short"
          value={weeks}
          onChange={setWeeks}
          options={['1', '2', '4', '8', '13', '26'].map((count) => ({ id: count, label: count }))}
        />
      </div>
    </Dialog>
  );
}
