import { versionParts } from './authority-calendar.ts';
import type { WorkingCalendar } from './calendar.ts';
import { zoneOf } from './states.ts';
import type { DeadlineRule, DerivedDeadline, ParticipantCode, Source, Suspension, Text } from './types.ts';

export {
  type DeadlineKind,
  type DeadlinePolicy,
  deadlineKinds,
  deadlinePolicies,
  outliving,
  policyFor,
  type Reminder,
  type Rung,
  reminderTimes,
} from './deadline-policies.ts';

/* Instants are ISO 8601 UTC with milliseconds, as Date.toISOString() writes them, so that they compare as text. */

const maxDays = 4000;

/**
 * The date a deadline falls on and why (design.md §6; counting rules of domain.md §5).
 *
 * - `hours` are absolute: start + budget + every instant the clock stood still.
 * - `calendar_days` and `working_days` are counted on local dates of `rule.governs`: the day of the start is day 0, the
 *   deadline ends at 23:59:59 of the last day. Working days skip the days of rest of `calendar`, that State's.
 * - `months` end on the day of the same number; in a month that has none, on its last (31 January + 1 month is 28 or 29
 *   February, 28 February + 1 month is 28 March).
 * - A suspension stops a day when it is running at that day's end (23:59:59 local): stopping on Monday and resuming on
 *   Wednesday stops two days, stopping and resuming within one day stops none. Day 0 moves on while stopped.
 * - A suspension that begins after the deadline has passed does not revive it; an open one (`to: null`) counts to `now`.
 * - `fixed_due` never moves, whatever is suspended; nor does a rule with `suspendable: false` (Budapest 29(7)).
 *
 * `original_due_at` is the date without suspensions. `calendar` is the calendar's version for working days, the State and
 * zone for calendar days and months, `absolute` for hours, `fixed` for a fixed date. `parts` add up: to the start's day
 * they add the days, or to the start the minutes, that make the end.
 * Throws RangeError on a malformed instant, an unknown State, another State's calendar or a budget that is not a whole
 * number ≥ 0.
 */
export function deriveDeadline(
  rule: DeadlineRule,
  startedAt: string,
  suspensions: readonly Suspension[],
  now: string,
  calendar: WorkingCalendar,
): DerivedDeadline {
  if (calendar.state !== rule.governs) throw new RangeError(`calendar of ${calendar.state} for ${rule.governs}`);
  const zone = zoneOf(rule.governs);
  const start = Temporal.Instant.from(startedAt);
  const began = textAt('time.start', start, zone, rule.governs);
  if (rule.fixed_due !== undefined) {
    const due = Temporal.Instant.from(rule.fixed_due);
    const due_at = iso(due);
    const steps = [began, textAt('time.fixed', due, zone, rule.governs), sourceText(rule.source)];
    return { due_at, original_due_at: due_at, calendar: 'fixed', steps, parts: null };
  }
  if (!Number.isSafeInteger(rule.budget) || rule.budget < 0) throw new RangeError(`bad budget ${rule.budget}`);
  const stops = rule.suspendable ? merged(suspensions, start, Temporal.Instant.from(now)) : [];
  const plain = count(rule, start, [], zone, calendar);
  const counted = stops.length === 0 ? plain : count(rule, start, stops, zone, calendar);
  const budget: Text = { key: `time.budget.${rule.unit}`, params: { budget: rule.budget, state: rule.governs } };
  const steps = [began, budget, ...skipTexts(counted), ...stopTexts(counted, zone)];
  if (rule.unit === 'working_days') steps.push(calendarText(calendar.version));
  if (!rule.suspendable && suspensions.length > 0) steps.push({ key: 'time.not_suspendable' });
  steps.push(textAt('time.end', counted.due, zone, rule.governs), sourceText(rule.source));
  const { unit, budget: counting, weekendDays: weekend, holidays, recessDays, stops: stood } = counted;
  const skipped = weekend + holidays.length + [...recessDays.values()].reduce((sum, days) => sum + days, 0);
  const stoodStill = stood.reduce((sum, { days, minutes }) => sum + (unit === 'days' ? days : minutes), 0);
  return {
    due_at: iso(counted.due),
    original_due_at: iso(plain.due),
    calendar: counted.calendar,
    steps,
    parts: { unit, budget: counting, skipped, stood_still: stoodStill },
  };
}

/** How near a deadline is. `text` says it in words; `minutes_left` is negative when it has passed. */
export interface DueStatus {
  status: 'later' | 'soon' | 'overdue';
  minutes_left: number;
  text: Text;
}

/** How near `due_at` is at `now`: `soon` within 72 hours, `overdue` after it. Both ISO instants. */
export function dueStatus(due_at: string, now: string): DueStatus {
  const minutes_left = Math.floor((Date.parse(due_at) - Date.parse(now)) / 60_000);
  const status = minutes_left < 0 ? 'overdue' : minutes_left <= 72 * 60 ? 'soon' : 'later';
  const side = minutes_left < 0 ? 'late' : 'left';
  const minutes = Math.abs(minutes_left);
  const [unit, n] =
    minutes < 60 ? ['minutes', minutes] : minutes < 2880 ? ['hours', minutes / 60] : ['days', minutes / 1440];
  return { status, minutes_left, text: { key: `time.${side}.${unit}`, params: { n: Math.floor(Number(n)) } } };
}

/* ------------------------------------------------------------- counting */

interface Stop {
  from: Temporal.Instant;
  to: Temporal.Instant;
  open: boolean;
  reason: string;
}

interface Counted {
  due: Temporal.Instant;
  calendar: string;
  unit: 'minutes' | 'days';
  /** the period itself in that unit: of a period of months, its days */
  budget: number;
  weekendDays: number;
  holidays: { date: string; name: string }[];
  /** name of a recess → its days that would have been working days */
  recessDays: Map<string, number>;
  /** each stop that moved the date, with the whole days or minutes it added */
  stops: { stop: Stop; days: number; minutes: number }[];
}

/** Suspensions in order, clipped to the start, without overlap, so that no time is counted twice. */
function merged(suspensions: readonly Suspension[], start: Temporal.Instant, now: Temporal.Instant): Stop[] {
  const { compare } = Temporal.Instant;
  const stops = suspensions
    .map(({ from, to, reason }) => ({
      from: Temporal.Instant.from(from),
      to: to === null ? now : Temporal.Instant.from(to),
      open: to === null,
      reason,
    }))
    .sort((a, b) => compare(a.from, b.from));
  const result: Stop[] = [];
  let reached = start;
  for (const stop of stops) {
    const from = compare(stop.from, reached) < 0 ? reached : stop.from;
    if (compare(stop.to, from) <= 0) continue;
    result.push({ ...stop, from });
    reached = stop.to;
  }
  return result;
}

function count(
  rule: DeadlineRule,
  start: Temporal.Instant,
  stops: Stop[],
  zone: string,
  calendar: WorkingCalendar,
): Counted {
  if (rule.unit === 'hours') return countHours(rule.budget, start, stops);
  return countDays(rule, start, stops, zone, rule.unit === 'working_days' ? calendar : null);
}

function countHours(budget: number, start: Temporal.Instant, stops: Stop[]): Counted {
  const counted: Counted = {
    due: start.add({ hours: budget }),
    calendar: 'absolute',
    unit: 'minutes',
    budget: budget * 60,
    weekendDays: 0,
    holidays: [],
    recessDays: new Map(),
    stops: [],
  };
  for (const stop of stops) {
    if (Temporal.Instant.compare(stop.from, counted.due) >= 0) break;
    const stood = stop.from.until(stop.to);
    counted.due = counted.due.add(stood);
    counted.stops.push({ stop, days: 0, minutes: Math.round(stood.total('minutes')) });
  }
  return counted;
}

/** Days of a period that is counted by dates: itself, or from the day of the start to the same day so many months later. */
function daysOf({ budget, unit }: DeadlineRule, first: string): number {
  if (unit !== 'months') return budget;
  return dayNumber(Temporal.PlainDate.from(first).add({ months: budget }).toString()) - dayNumber(first);
}

function countDays(
  rule: DeadlineRule,
  start: Temporal.Instant,
  stops: Stop[],
  zone: string,
  calendar: WorkingCalendar | null,
): Counted {
  const perStop = stops.map((stop) => ({
    stop,
    first: dayNumber(localDate(stop.from, zone)),
    /** the day it resumes, no longer stopped at its end */
    until: dayNumber(localDate(stop.to, zone)),
    days: 0,
    minutes: 0,
  }));
  const counted: Counted = {
    due: start,
    calendar: calendar?.version ?? `${rule.governs} ${zone}`,
    unit: 'days',
    budget: daysOf(rule, localDate(start, zone)),
    weekendDays: 0,
    holidays: [],
    recessDays: new Map(),
    stops: [],
  };
  let day = dayNumber(localDate(start, zone));
  let left = counted.budget;
  let zeroFound = false;
  for (let n = 0; ; n++) {
    if (n > maxDays) throw new RangeError(`deadline '${rule.kind}' does not end within ${maxDays} days`);
    const stop = perStop.find((s) => s.first <= day && day < s.until);
    const date = calendar ? dateOf(day) : '';
    const rest = calendar?.rest(date) ?? null;
    if (stop && !rest) {
      stop.days++;
    } else if (!stop && !zeroFound) {
      zeroFound = true;
      if (left === 0) break;
    } else if (!rest) {
      left--;
      if (left === 0) break;
    } else if (rest.kind === 'weekend') {
      counted.weekendDays++;
    } else if (rest.kind === 'holiday') {
      counted.holidays.push({ date, name: rest.name });
    } else {
      counted.recessDays.set(rest.name, (counted.recessDays.get(rest.name) ?? 0) + 1);
    }
    day++;
  }
  counted.stops = perStop.filter((stop) => stop.days > 0);
  const midnight = Temporal.PlainDate.from(dateOf(day + 1)).toZonedDateTime(zone);
  counted.due = midnight.toInstant().subtract({ seconds: 1 });
  return counted;
}

function localDate(instant: Temporal.Instant, zone: string): string {
  return instant.toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** Days since 1970: plain arithmetic, because periods are counted day by day, thousands of times. */
function dayNumber(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / 86_400_000;
}

function dateOf(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

/* ---------------------------------------------------------- explanation */

const stopReasons = new Set(['clarification', 'conditions', 'consultation', 'postponement', 'warning']);

function iso(instant: Temporal.Instant): string {
  return instant.toString({ smallestUnit: 'millisecond' });
}

/** Noon UTC of a local date: prints as that date in every zone of the Americas and Europe. */
function noon(date: string): number {
  return Date.parse(`${date}T12:00:00Z`);
}

function textAt(key: string, instant: Temporal.Instant, zone: string, state: ParticipantCode): Text {
  const local = instant.toZonedDateTimeISO(zone);
  const time = local.toPlainTime().toString({ smallestUnit: 'minute' });
  return { key, params: { date: noon(local.toPlainDate().toString()), time, zone, state } };
}

function skipTexts(counted: Counted): Text[] {
  const texts: Text[] = [];
  if (counted.weekendDays > 0) texts.push({ key: 'time.skipped.weekends', params: { days: counted.weekendDays } });
  for (const { date, name } of counted.holidays) {
    texts.push({ key: 'time.skipped.holiday', params: { date: noon(date), name } });
  }
  for (const [name, days] of counted.recessDays) texts.push({ key: 'time.skipped.recess', params: { days, name } });
  return texts;
}

/** Which State's calendar, and which version of it. */
function calendarText(calendar: string): Text {
  const { state = '', version = 0, data = calendar } = versionParts(calendar) ?? {};
  return { key: 'time.calendar', params: { state, version, data } };
}

function stopTexts(counted: Counted, zone: string): Text[] {
  return counted.stops.map(({ stop, days, minutes }) => {
    const from = noon(localDate(stop.from, zone));
    const to = noon(localDate(stop.to, zone));
    const reason = stopReasons.has(stop.reason) ? stop.reason : 'other';
    const stood = days > 0 ? { days } : { hours: Math.floor(minutes / 60), minutes: minutes % 60 };
    const key = `time.stood_still.${days > 0 ? 'days' : 'hours'}${stop.open ? '.open' : ''}`;
    return { key, params: { ...stood, from, to, reason } };
  });
}

function sourceText(source: Source): Text {
  if (source.instrument === 'POLICY') return { key: 'time.source.policy' };
  if (source.instrument === 'PRACTICE' || source.instrument === 'TEMPLATE') return { key: 'time.source.practice' };
  const params = { instrument: source.instrument.replaceAll('-', ''), article: source.article ?? '' };
  return { key: source.verified ? 'time.source.law' : 'time.source.unverified', params };
}
