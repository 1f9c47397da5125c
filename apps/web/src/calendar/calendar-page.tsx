import type { CalendarMoves, WorkingCalendarView } from '@rogatoria/api/deadlines/schemas.ts';
import { type AuthorityCalendar, dayOf, unchanged } from '@rogatoria/workflows/authority-calendar.ts';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { actionKey, api } from '../api/client.ts';
import { Page } from '../app/page.tsx';
import { useSession } from '../app/session.tsx';
import {
  Button,
  Card,
  Dialog,
  ErrorSummary,
  LoadError,
  Pill,
  Select,
  Skeleton,
  TextArea,
} from '../components/index.ts';
import { formatLongDate } from '../texts/format.ts';
import { useTexts } from '../texts/index.tsx';
import { stateCodes } from '../texts/states.ts';
import { HolidayDialog, HoursDialog, RecessDialog } from './dialogs.tsx';
import { differences, nameOfDay, spanText } from './words.ts';
import { YearView } from './year-view.tsx';
import './calendar.css';

const calendarQuery = (state: string, year: number | null) =>
  queryOptions({
    queryKey: ['working-calendar', state, year],
    queryFn: ({ signal }) => api.get<WorkingCalendarView>(`/api/working-calendars/${state}`, { year }, signal),
  });

/** The working calendar of an authority: a year at a glance, what it says of its own, and what a change would move. */
export function CalendarPage() {
  const { t, stateName } = useTexts();
  const { user } = useSession();
  const { state = user.participant } = useSearch({ from: '/inside/calendar' });
  const navigate = useNavigate();
  const [year, setYear] = useState<number | null>(null);
  const { data, error, refetch } = useQuery(calendarQuery(state, year));
  const [draft, setDraft] = useState<AuthorityCalendar | null>(null);
  return (
    <Page
      className="workdays"
      title={t('workdays.title')}
      lead={data ? t('workdays.lead', { state: stateName(state), version: data.version }) : null}
      actions={
        <Select
          label={t('workdays.state')}
          hideLabel
          size="medium"
          value={state}
          onChange={(next) => {
            setDraft(null);
            void navigate({ to: '/calendar', search: next === user.participant ? {} : { state: next } });
          }}
          options={stateCodes.map((code) => ({ id: code, label: stateName(code) }))}
        />
      }
    >
      {error ? (
        <LoadError error={error} retry={() => void refetch()} />
      ) : data ? (
        <Calendar key={state} data={data} draft={draft} setDraft={setDraft} setYear={setYear} />
      ) : (
        <Skeleton lines={8} />
      )}
    </Page>
  );
}

interface CalendarProps {
  data: WorkingCalendarView;
  draft: AuthorityCalendar | null;
  setDraft(draft: AuthorityCalendar | null): void;
  setYear(year: number): void;
}

/** The days of a year under the calendar as it is being written: the library's, and the authority's own. */
function daysUnder({ days, year }: WorkingCalendarView, own: AuthorityCalendar): WorkingCalendarView['days'] {
  const removed = new Set(own.removed.map(({ on }) => dayOf(on, year)));
  const library = days
    .filter(({ origin }) => origin === 'library')
    .map((day) => ({ ...day, removed: removed.has(day.date) }));
  const added = own.holidays.flatMap(({ name, on }) => {
    const date = dayOf(on, year);
    return date ? [{ date, name, origin: 'authority' as const, removed: false }] : [];
  });
  return [...library, ...added].sort((a, b) => (a.date < b.date ? -1 : 1));
}

function Calendar({ data, draft, setDraft, setYear }: CalendarProps) {
  const { t } = useTexts();
  const [dialog, setDialog] = useState<'holiday' | 'recess' | 'hours' | 'preview' | null>(null);
  const own = draft ?? data.own;
  const days = daysUnder(data, own);
  const close = () => setDialog(null);
  const change = (next: AuthorityCalendar) => {
    setDraft(differences(next, data.own).length === 0 ? null : next);
    close();
  };
  return (
    <>
      {draft ? (
        <div className="workdays-unsaved" role="status">
          <p>{t('workdays.unsaved')}</p>
          <div className="row">
            <Button variant="primary" onPress={() => setDialog('preview')}>
              {t('workdays.preview')}
            </Button>
            <Button variant="quiet" onPress={() => setDraft(null)}>
              {t('workdays.discard')}
            </Button>
          </div>
        </div>
      ) : null}
      <Card>
        <div className="workdays-year">
          <Button small aria-label={t('workdays.before')} onPress={() => setYear(data.year - 1)}>
            ‹
          </Button>
          <h2>{data.year}</h2>
          <Button small aria-label={t('workdays.after')} onPress={() => setYear(data.year + 1)}>
            ›
          </Button>
        </div>
        <YearView year={data.year} today={data.today} own={own} days={days} />
      </Card>
      <div className="workdays-columns">
        <Days data={data} own={own} days={days} onChange={change} onAdd={() => setDialog('holiday')} />
        <div>
          <Recesses data={data} own={own} onChange={change} onAdd={() => setDialog('recess')} />
          <Office data={data} own={own} onChange={() => setDialog('hours')} />
          <Versions data={data} />
        </div>
      </div>
      {dialog === 'holiday' ? <HolidayDialog own={own} today={data.today} onTake={change} onClose={close} /> : null}
      {dialog === 'recess' ? <RecessDialog own={own} today={data.today} onTake={change} onClose={close} /> : null}
      {dialog === 'hours' ? <HoursDialog own={own} onTake={change} onClose={close} /> : null}
      {dialog === 'preview' && draft ? (
        <PreviewDialog data={data} draft={draft} onDone={() => setDraft(null)} onClose={close} />
      ) : null}
    </>
  );
}

interface PartProps {
  data: WorkingCalendarView;
  own: AuthorityCalendar;
  onChange(next: AuthorityCalendar): void;
  onAdd(): void;
}

function Days({ data, own, days, onChange, onAdd }: PartProps & { days: WorkingCalendarView['days'] }) {
  const { t, language } = useTexts();
  return (
    <Card title={t('workdays.days', { year: String(data.year) })}>
      <ol className="workdays-list">
        {days.map(({ date, name, origin, removed }) => {
          const line = own.holidays.find((one) => origin === 'authority' && dayOf(one.on, data.year) === date);
          const off = own.removed.find(({ on }) => dayOf(on, data.year) === date);
          return (
            <li key={`${date} ${origin} ${name}`}>
              <span className={removed ? 'workdays-worked' : undefined}>
                <span className="workdays-date">{formatLongDate(language, `${date}T12:00:00Z`, 'UTC')}</span>
                <span className="workdays-name">{name}</span>
                {line ? <Pill tone="us">{nameOfDay(line.on, t) || t('workdays.origin.authority')}</Pill> : null}
                {removed ? <Pill>{t('workdays.worked')}</Pill> : null}
              </span>
              {!data.may_edit ? null : line ? (
                <Button
                  small
                  variant="quiet"
                  onPress={() => onChange({ ...own, holidays: own.holidays.filter((one) => one !== line) })}
                >
                  {t('workdays.remove')}
                </Button>
              ) : off ? (
                <Button
                  small
                  variant="quiet"
                  onPress={() => onChange({ ...own, removed: own.removed.filter((one) => one !== off) })}
                >
                  {t('workdays.rest_again')}
                </Button>
              ) : (
                <Button
                  small
                  variant="quiet"
                  onPress={() => onChange({ ...own, removed: [...own.removed, { name, on: date }] })}
                >
                  {t('workdays.work')}
                </Button>
              )}
            </li>
          );
        })}
      </ol>
      {data.may_edit ? <Button onPress={onAdd}>{t('workdays.add')}</Button> : null}
    </Card>
  );
}

function Recesses({ data, own, onChange, onAdd }: PartProps) {
  const { t, language } = useTexts();
  return (
    <Card title={t('workdays.recesses')}>
      <p className="muted">{t('workdays.recesses.help')}</p>
      {own.recesses.length === 0 ? (
        <p>{t('workdays.recesses.none')}</p>
      ) : (
        <ul className="workdays-list">
          {own.recesses.map((recess) => (
            <li key={`${recess.name} ${recess.from} ${recess.until}`}>
              <span>
                <span className="workdays-date">{spanText(recess, language, t)}</span>
                <span className="workdays-name">{recess.name}</span>
                <span className="muted">
                  {recess.suspends
                    ? t('workdays.recess.counts', { source: recess.source })
                    : t('workdays.recess.announced')}
                </span>
              </span>
              {data.may_edit ? (
                <Button
                  small
                  variant="quiet"
                  onPress={() => onChange({ ...own, recesses: own.recesses.filter((one) => one !== recess) })}
                >
                  {t('workdays.remove')}
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {data.may_edit ? <Button onPress={onAdd}>{t('workdays.recess.add')}</Button> : null}
    </Card>
  );
}

function Office({ data, own, onChange }: { data: WorkingCalendarView; own: AuthorityCalendar; onChange(): void }) {
  const { t, language, place } = useTexts();
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
  // 5 January 2026 is a Monday
  const names = [...own.rest_days].sort().map((day) => weekday.format(Date.UTC(2026, 0, 4 + day)));
  return (
    <Card title={t('workdays.office')}>
      <dl className="workdays-facts">
        <dt>{t('workdays.rest_days')}</dt>
        <dd>{new Intl.ListFormat(language).format(names)}</dd>
        <dt>{t('workdays.hours')}</dt>
        <dd>
          {own.office_hours
            ? t('workdays.hours.value', { ...own.office_hours, place: place(data.zone) })
            : t('workdays.hours.none')}
        </dd>
      </dl>
      {data.may_edit ? <Button onPress={onChange}>{t('workdays.change')}</Button> : null}
    </Card>
  );
}

function Versions({ data }: { data: WorkingCalendarView }) {
  const { t, language, dateTime } = useTexts();
  return (
    <Card title={t('workdays.versions')}>
      {data.versions.length === 0 ? (
        <p>{t('workdays.versions.none')}</p>
      ) : (
        <ol className="workdays-versions">
          {data.versions.map(({ version, at, by, reason, own }, index) => (
            <li key={version}>
              <p>
                <strong>{t('workdays.version', { version })}</strong>{' '}
                <span className="muted">
                  {by ? t('workdays.by', { at: dateTime(at, data.zone), by }) : dateTime(at, data.zone)}
                </span>
              </p>
              <p className="workdays-reason">{reason}</p>
              <ul className="workdays-diff">
                {differences(own, data.versions[index + 1]?.own ?? unchanged).map(({ key, what }) => (
                  <li key={`${key} ${JSON.stringify(what)}`}>{t(key, { what: what(language, t) })}</li>
                ))}
              </ul>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}

/** What the new version moves, why it is made, and the last word. */
function PreviewDialog({
  data,
  draft,
  onDone,
  onClose,
}: {
  data: WorkingCalendarView;
  draft: AuthorityCalendar;
  onDone(): void;
  onClose(): void;
}) {
  const { t, stateName } = useTexts();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const [key] = useState(actionKey);
  const preview = useQuery({
    queryKey: ['working-calendar', 'preview', draft],
    queryFn: () => api.post<CalendarMoves>('/api/working-calendar/preview', { calendar: draft }),
    retry: false,
    gcTime: 0,
  });
  const save = useMutation({
    mutationFn: () => api.post('/api/working-calendar', { calendar: draft, reason }, { key, ifMatch: data.version }),
    onSuccess: async () => {
      await client.invalidateQueries();
      onDone();
      onClose();
    },
  });
  const error = save.error ?? preview.error;
  return (
    <Dialog
      title={t('workdays.preview')}
      isOpen
      onOpenChange={(open) => (open ? undefined : onClose())}
      actions={
        preview.data ? (
          <Button
            variant="primary"
            isPending={save.isPending}
            onPress={() => {
              setTried(true);
              if (reason.trim() !== '') save.mutate();
            }}
          >
            {t('workdays.save', { version: String(data.version + 1) })}
          </Button>
        ) : null
      }
    >
      <ErrorSummary error={error} idOf={() => undefined} labelOf={({ field }) => lineOf(draft, field)} />
      {preview.data ? (
        <>
          <p>{t('workdays.moves', { deadlines: preview.data.deadlines, cases: preview.data.cases })}</p>
          {preview.data.moves.length > 0 ? (
            <ul className="workdays-list">
              {preview.data.moves.map(({ kind, number, counterpart, from, to, case_id }, index) => (
                <li key={`${case_id ?? index} ${kind}`}>
                  <span>
                    <span className="workdays-date">{t(`deadline.${kind}`)}</span>
                    <span className="workdays-name">{number ?? stateName(counterpart)}</span>
                    <span>{t('workdays.move', { from: noon(from, data.zone), to: noon(to, data.zone) })}</span>
                  </span>
                </li>
              ))}
            </ul>
          ) : null}
          <p className="muted">{t('workdays.moves.others')}</p>
          <TextArea
            label={t('workdays.reason')}
            hint={t('workdays.reason.help')}
            rows={2}
            value={reason}
            onChange={setReason}
            error={tried && reason.trim() === '' ? t('ui.required') : undefined}
          />
        </>
      ) : error ? null : (
        <Skeleton lines={3} />
      )}
    </Dialog>
  );
}

/** A local day as the texts of time print it. */
const noon = (at: string, zone: string) =>
  `${new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone: zone }).format(new Date(at))}T12:00:00Z`;

/** The line of the calendar that a refusal is about: `holidays.2.on`. */
function lineOf(draft: AuthorityCalendar, field: string): string | undefined {
  const [list, index] = field.split('.');
  if (list !== 'holidays' && list !== 'removed' && list !== 'recesses') return undefined;
  return draft[list][Number(index)]?.name;
}
