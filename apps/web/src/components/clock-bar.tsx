import { useNow } from '../app/session.tsx';
import { useTexts } from '../texts/index.tsx';

export interface ClockBarProps {
  /** instants, ISO 8601 */
  start: string;
  end: string;
  /** instants of the reminders on the way: ticks */
  reminders?: readonly string[];
  /** zone the dates are said in; ours by default */
  zone?: string;
  /** the bar alone, without the dates above it */
  plain?: boolean;
  /** what runs through the bar: green as it should, amber ours to do, red late, grey stopped */
  tone?: 'done' | 'us' | 'them' | 'late' | 'off';
}

/** A clock as a picture: elapsed, today, reminders as ticks, the date. */
export function ClockBar({ start, end, reminders = [], zone, plain = false, tone = 'done' }: ClockBarProps) {
  const { t, date, duration } = useTexts();
  const now = useNow();
  const [from, to] = [Date.parse(start), Date.parse(end)];
  const at = (instant: number) => Math.min(100, Math.max(0, ((instant - from) / Math.max(1, to - from)) * 100));
  const over = now > to;
  const left = over ? t('clock.over') : t('clock.left', { duration: duration(to - now) });
  const today = at(now);
  return (
    <div className={`clock clock-${tone}${plain ? ' clock-plain' : ''}`}>
      {plain ? null : (
        <div className="clock-dates" aria-hidden="true">
          <span>{date(start, zone)}</span>
          <span>{date(end, zone)}</span>
        </div>
      )}
      <div
        className="clock-track"
        role="img"
        aria-label={t('clock.label', { start: date(start, zone), end: date(end, zone), left })}
      >
        <span className="clock-elapsed" style={{ width: `${today}%` }} />
        {reminders.map((reminder) => (
          <span key={reminder} className="clock-tick" style={{ left: `${at(Date.parse(reminder))}%` }} />
        ))}
        {over || plain ? null : <span className="clock-today" style={{ left: `${today}%` }} />}
      </div>
      {plain || over ? null : (
        <div className="clock-now" aria-hidden="true">
          <span style={{ marginInlineStart: `clamp(0%, calc(${today}% - 2rem), calc(100% - 5rem))` }}>
            {t('clock.today')}
          </span>
        </div>
      )}
    </div>
  );
}
