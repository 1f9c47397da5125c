import type { Deadline } from '@rogatoria/api/deadlines/schemas.ts';
import { versionParts } from '@rogatoria/workflows/authority-calendar.ts';
import { Link } from '@tanstack/react-router';
import { useNow } from '../app/session.tsx';
import { ClockBar, Pill, type Tone } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';

const barTone = (deadline: Deadline, late: boolean) => {
  if (deadline.status === 'missed' || late) return 'late';
  if (deadline.status === 'met') return 'done';
  return deadline.status === 'cancelled' || deadline.status === 'suspended' ? 'off' : 'done';
};

/** A clock as a picture: elapsed, today, the reminders on the way, the date. */
export function Clock({ deadline }: { deadline: Deadline }) {
  const now = useNow();
  const running = deadline.status === 'running' || deadline.status === 'suspended';
  const late = running && Date.parse(deadline.due_at) < now;
  const reminders = deadline.reminders
    .map(({ at }) => at)
    .filter((at) => at > deadline.started_at && at < deadline.due_at);
  return (
    <ClockBar
      start={deadline.started_at}
      end={deadline.due_at}
      reminders={[...new Set(reminders)]}
      zone={deadline.zone}
      tone={barTone(deadline, late)}
      plain={!running}
    />
  );
}

/** The words beside the picture: how long is left, or how it ended. */
export function ClockWords({ deadline }: { deadline: Deadline }) {
  const { t, dateTime, duration } = useTexts();
  const now = useNow();
  const left = Date.parse(deadline.due_at) - now;
  const ended = deadline.stopped_at;
  const [tone, word]: [Tone, string] =
    deadline.status === 'met'
      ? ['done', t('case.deadline.met')]
      : deadline.status === 'missed'
        ? ['late', t('case.deadline.missed')]
        : deadline.status === 'cancelled'
          ? ['plain', t('case.deadline.cancelled')]
          : deadline.status === 'suspended'
            ? ['plain', t('case.deadline.suspended')]
            : left < 0
              ? ['late', t('clock.late', { duration: duration(-left) })]
              : [deadline.holder, t('clock.left', { duration: duration(left) })];
  return (
    <p className="clock-words">
      <Pill tone={tone}>{word}</Pill>{' '}
      <span className="muted">
        {ended
          ? t('case.deadline.ended', { date: dateTime(ended, deadline.zone) })
          : t('case.deadline.due', { date: dateTime(deadline.due_at, deadline.zone) })}
      </span>
    </p>
  );
}

/** “Why this date?” – every step of the reckoning, the time it stood still, and the reminders. */
export function WhyThisDate({ deadline, open = false }: { deadline: Deadline; open?: boolean }) {
  const { t, first, date, dateTime, has, duration } = useTexts();
  const now = useNow();
  // only working days are counted by a calendar that can be opened
  const by = deadline.explanation.some(({ key }) => key === 'time.calendar') ? versionParts(deadline.calendar) : null;
  return (
    <details className="why" open={open}>
      <summary>{t('case.why_date')}</summary>
      <ol className="why-steps">
        {deadline.explanation.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps of a reckoning, in their order
          <li key={`${index} ${step.key}`}>{has(step.key) ? t(step) : first([step.key])}</li>
        ))}
      </ol>
      {by ? (
        <p>
          <Link to="/calendar" search={{ state: by.state }}>
            {t('case.deadline.calendar', { state: by.state, version: by.version })}
          </Link>
        </p>
      ) : null}
      {deadline.original_due_at !== deadline.due_at ? (
        <p className="muted">
          {t('case.deadline.originally', { date: date(deadline.original_due_at, deadline.zone) })}
        </p>
      ) : null}
      {deadline.suspensions.length > 0 ? (
        <>
          <h4>{t('case.deadline.stood_still')}</h4>
          <ul className="plain-list">
            {deadline.suspensions.map(({ from, to, reason }) => (
              <li key={from}>
                {date(from, deadline.zone)} – {to ? date(to, deadline.zone) : t('clock.today')} (
                {duration(Date.parse(to ?? new Date(now).toISOString()) - Date.parse(from))}):{' '}
                {first([`case.suspension.${reason}`, reason])}
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {deadline.reminders.length > 0 ? (
        <>
          <h4>{t('case.deadline.reminders')}</h4>
          <ul className="plain-list">
            {deadline.reminders.map(({ rung, at, sent_at }) => (
              <li key={rung}>
                {dateTime(at, deadline.zone)} · {t(sent_at ? 'case.reminder.sent' : 'case.reminder.waiting')}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </details>
  );
}
