/** Timed test calls to 24/7 desks: what a year of them says of a desk, and never of a person. Policy: no treaty asks for them. */
import { fewest, survivalMedian } from './distributions.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** A desk is not called again before this long: nobody is woken for every State's curiosity. */
export const quietHours = 24;

/** For so many days the desk is shown a call that nobody answered; it stays unanswered in the figures. */
export const shownDays = 7;

/** A test call to a desk; instants in ISO 8601, UTC. */
export interface TestCall {
  at: string;
  answered_at: string | null;
}

export interface TestCallFigures {
  made: number;
  /** not answered yet, and younger than a day: they count neither way */
  open: number;
  within_hour: number;
  within_day: number;
  /** after more than a day */
  later: number;
  /** no answer, a day after it was made */
  unanswered: number;
  /** hours to two decimals; calls without an answer count for as long as they have waited. `suppressed` below five calls */
  median_hours: number | 'none' | 'suppressed' | 'not_reached';
}

export { fewest as fewestCalls };

/** The figures of a desk over the calls that are given. */
export function callFigures(calls: readonly TestCall[], now: string): TestCallFigures {
  const took = calls.flatMap(({ at, answered_at }) => (answered_at ? [Date.parse(answered_at) - Date.parse(at)] : []));
  const waiting = calls.flatMap(({ at, answered_at }) => (answered_at ? [] : [Date.parse(now) - Date.parse(at)]));
  const open = waiting.filter((ms) => ms < dayMs).length;
  const within_hour = took.filter((ms) => ms <= hourMs).length;
  const within_day = took.filter((ms) => ms > hourMs && ms <= dayMs).length;
  return {
    made: calls.length,
    open,
    within_hour,
    within_day,
    later: took.length - within_hour - within_day,
    unanswered: waiting.length - open,
    median_hours: survivalMedian(took, waiting, 'hours'),
  };
}
