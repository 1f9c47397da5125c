/**
 * Deadlines of all 35 States over thirty years, drawn by a seed where reckoning goes wrong – leap days, ends of months, the
 * nights when clocks change – and lived through a ledger of suspensions and calendar versions by both sides:
 * `pnpm check calendar [--sample N] [--seed N]`, N deadlines for each State and year.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { random as randomOf } from '@rogatoria/api/demo/teller.ts';
import {
  type AuthorityCalendar,
  type CalendarVersion,
  calendarOf,
  calendarRefusals,
  type DeadlineRule,
  type DerivedDeadline,
  dayOf,
  deriveDeadline,
  isDay,
  policyFor,
  publicHolidays,
  type Suspension,
  states,
  unchanged,
  units,
  zoneOf,
} from '@rogatoria/workflows';

export interface CalendarFigures {
  ok: boolean;
  seed: number;
  states: number;
  years: number;
  deadlines: number;
  /** suspensions, resumptions and calendar versions that they lived through */
  events: number;
  /** dates that a calendar's version brought forward, or put back: each with its cause */
  moved_by_calendar: number;
  moved_by_suspension: number;
  /** preservation dates, of which none moved */
  preservations: number;
  /** time zones of the computing machine under which every date is the same */
  machines: number;
  findings: number;
  /** over all dates, so that two machines can be compared */
  digest: string;
}

const firstYear = 2013;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
type Random = () => number;

/** One drawn deadline with everything that happens to it; instants are ISO 8601, UTC. */
interface Ledger {
  rule: DeadlineRule;
  started_at: string;
  /** in the order in which it happens */
  events: ({ at: string; what: 'suspend' | 'resume' } | { at: string; what: 'calendar'; version: CalendarVersion })[];
}

/** Lives every ledger through as both sides would. Says each finding; the digest is over every date on the way. */
export function live(
  { sample, years, seed }: { sample: number; years: number; seed: number },
  say: (finding: string) => void,
): Omit<CalendarFigures, 'ok' | 'machines'> {
  const figures = {
    seed,
    states: states.length,
    years,
    deadlines: 0,
    events: 0,
    moved_by_calendar: 0,
    moved_by_suspension: 0,
    preservations: 0,
    findings: 0,
  };
  const digest = createHash('sha256');
  const find = (ledger: object, what: string) => {
    figures.findings++;
    if (figures.findings <= 20) say(`${what}: ${JSON.stringify(ledger)}`);
  };
  for (const [place, { code }] of states.entries()) {
    const random = randomOf(seed + place);
    for (let year = firstYear; year < firstYear + years; year++) {
      if (calendarRefusals(code, unchanged).length > 0) find({ code }, 'the plain calendar is refused');
      for (let n = 0; n < sample; n++) {
        const ledger = drawn(code, year, random);
        figures.deadlines++;
        figures.events += ledger.events.length;
        for (const { due, cause } of lived(ledger, (what) => find(ledger, what))) {
          digest.update(`${due}\n`);
          if (cause === 'calendar') figures.moved_by_calendar++;
          if (cause === 'suspension') figures.moved_by_suspension++;
        }
        if (ledger.rule.kind === 'preservation_expiry') figures.preservations++;
      }
    }
  }
  return { ...figures, digest: digest.digest('hex') };
}

/* --------------------------------------------------------------- drawing */

const pick = <T>(random: Random, of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
const whole = (random: Random, from: number, to: number) => from + Math.floor(random() * (to - from + 1));

/** An instant of a year, half of the time near a leap day, the end of a month or a change of the clocks. */
function instantIn(code: string, year: number, random: Random): number {
  const zone = zoneOf(code);
  const anywhere = Date.UTC(year, 0, 1) + Math.floor(random() * 365 * 24 * 60) * 60_000;
  const [kind] = [random()];
  if (kind < 0.5) return anywhere;
  const near = whole(random, -36 * 60, 36 * 60) * 60_000;
  if (kind < 0.65) return Date.UTC(year, 2, 1) + near;
  if (kind < 0.8) return Date.UTC(year, whole(random, 0, 11), 1) + near;
  const change = Temporal.Instant.fromEpochMilliseconds(Date.UTC(year, 0, 1))
    .toZonedDateTimeISO(zone)
    .getTimeZoneTransition('next');
  return change && change.year === year ? change.epochMilliseconds + near : anywhere;
}

function drawn(code: string, year: number, random: Random): Ledger {
  const start = instantIn(code, year, random);
  const rule = drawnRule(code, start, random);
  const events: Ledger['events'] = [];
  let at = start;
  let stopped = false;
  let version = 0;
  let own: AuthorityCalendar = unchanged;
  for (let n = whole(random, 0, 5); n > 0; n--) {
    at += whole(random, 1, 30 * 24 * 60) * 60_000;
    const instant = new Date(at).toISOString();
    if (random() < 0.5) {
      const next = drawnCalendar(code, year, own, random);
      if (calendarRefusals(code, next).length > 0) continue;
      own = next;
      events.push({ at: instant, what: 'calendar', version: { version: ++version, own } });
    } else {
      events.push({ at: instant, what: stopped ? 'resume' : 'suspend' });
      stopped = !stopped;
    }
  }
  return { rule, started_at: new Date(start).toISOString(), events };
}

function drawnRule(code: string, start: number, random: Random): DeadlineRule {
  if (random() < 0.15) {
    const { rule } = policyFor('preservation_expiry');
    const fixed = random() < 0.5 ? { fixed_due: new Date(start + whole(random, 1, 180) * dayMs).toISOString() } : {};
    return { ...rule, governs: code, ...fixed };
  }
  const unit = pick(random, units);
  const longest = { hours: 400, calendar_days: 180, working_days: 90, months: 18 }[unit];
  return {
    kind: 'evidence_execute',
    unit,
    budget: whole(random, 0, longest),
    governs: code,
    source: { instrument: 'POLICY', verified: true },
    suspendable: random() < 0.8,
  };
}

/** One edit more than the version before; now and then one that cannot be meant, which is not made. */
function drawnCalendar(code: string, year: number, own: AuthorityCalendar, random: Random): AuthorityCalendar {
  const two = (n: number) => String(n).padStart(2, '0');
  const monthDay = `${two(whole(random, 1, 12))}-${two(whole(random, 1, 31))}`;
  const date = `${year + whole(random, 0, 1)}-${monthDay}`;
  const name = `Feriado ${monthDay}`;
  const edit = whole(random, 0, 5);
  if (edit === 0) return { ...own, holidays: [...own.holidays, { name, on: date }] };
  if (edit === 1) return { ...own, holidays: [...own.holidays, { name, on: monthDay }] };
  if (edit === 2)
    return { ...own, holidays: [...own.holidays, { name, on: `easter ${pick(random, ['-48', '-47', '+60'])}` }] };
  if (edit === 3) {
    const [on = date, known = name] = pick(random, [...publicHolidays(code, year)]) ?? [];
    return { ...own, removed: [...own.removed, { name: known, on }] };
  }
  if (edit === 4) return { ...own, rest_days: pick(random, [[6, 7], [5, 6], [7], [1, 6, 7]]) };
  const from = pick(random, ['12-20', '01-05', '07-01', `${year}-07-10`]);
  const until = from.length === 10 ? `${year}-07-25` : pick(random, ['12-31', '01-31', '07-20']);
  const suspends = random() < 0.7;
  return {
    ...own,
    recesses: [...own.recesses, { name: 'Receso', from, until, suspends, source: suspends ? 'Ley' : '' }],
  };
}

/* ---------------------------------------------------------------- living */

/** Plays a ledger, and holds every date on the way against all that must hold of it. */
function lived(
  ledger: Ledger,
  find: (what: string) => void,
): { due: string; cause: 'start' | 'calendar' | 'suspension' | null }[] {
  const { rule, started_at } = ledger;
  const suspensions: Suspension[] = [];
  let version: CalendarVersion = { version: 0, own: null };
  const dates: { due: string; cause: 'start' | 'calendar' | 'suspension' | null }[] = [];
  const dueNow = (now: string): DerivedDeadline => {
    const ours = deriveDeadline(rule, started_at, suspensions, now, calendarOf(rule.governs, version));
    // The other side: from its own copy of the same ledger, in whatever order it was read.
    const copy = JSON.parse(JSON.stringify({ rule, suspensions, version })) as {
      rule: DeadlineRule;
      suspensions: Suspension[];
      version: CalendarVersion;
    };
    const theirs = deriveDeadline(
      copy.rule,
      started_at,
      copy.suspensions.reverse(),
      now,
      calendarOf(rule.governs, copy.version),
    );
    if (JSON.stringify(ours) !== JSON.stringify(theirs)) find('the two sides differ');
    addsUp(rule, started_at, ours, version, suspensions, find);
    return ours;
  };
  let due = dueNow(started_at).due_at;
  dates.push({ due, cause: 'start' });
  if (due < started_at) find('ends before it starts');
  for (const event of ledger.events) {
    if (event.what === 'suspend') suspensions.push({ from: event.at, to: null, reason: 'clarification' });
    else if (event.what === 'resume') {
      const open = suspensions.at(-1);
      if (open) suspensions[suspensions.length - 1] = { ...open, to: event.at };
    } else if (event.what === 'calendar') version = event.version;
    const next = dueNow(event.at).due_at;
    const moved = next !== due;
    const cause = moved ? (event.what === 'calendar' ? 'calendar' : 'suspension') : null;
    // A clock that still stands has its date counted to now: that is no cause but time.
    if (next < due && event.what !== 'calendar') find(`went back from ${due} to ${next} without a cause`);
    if (moved && event.what === 'calendar' && rule.unit !== 'working_days' && suspensions.at(-1)?.to !== null)
      find('a calendar moved what no day of rest decides');
    if (moved && (rule.kind === 'preservation_expiry' || rule.fixed_due)) find('preservation moved');
    if (moved && event.what !== 'calendar' && !rule.suspendable) find('moved and is never suspended');
    dates.push({ due: next, cause });
    due = next;
  }
  return dates;
}

/** The parts of the explanation make the date, and a slower reckoning of its own finds the same day. */
function addsUp(
  rule: DeadlineRule,
  started_at: string,
  { due_at, parts, original_due_at }: DerivedDeadline,
  { own }: CalendarVersion,
  suspensions: readonly Suspension[],
  find: (what: string) => void,
): void {
  if (rule.fixed_due !== undefined) {
    if (parts !== null || due_at !== new Date(rule.fixed_due).toISOString()) find('a fixed date is not itself');
    return;
  }
  if (!parts) {
    find('no parts');
    return;
  }
  const sum = parts.budget + parts.skipped + parts.stood_still;
  if (parts.unit === 'minutes') {
    if (Date.parse(due_at) !== Date.parse(started_at) + sum * 60_000) find('the minutes do not add up');
    return;
  }
  const zone = zoneOf(rule.governs);
  const local = (at: string) => Temporal.Instant.from(at).toZonedDateTimeISO(zone);
  const [first, last] = [local(started_at).toPlainDate(), local(due_at)];
  if (first.add({ days: sum }).toString() !== last.toPlainDate().toString()) find('the days do not add up');
  if (last.toPlainTime().toString() !== '23:59:59') find(`ends at ${last.toPlainTime()}`);
  if (suspensions.length > 0) return;
  if (due_at !== original_due_at) find('moved from its first date by nothing');
  const slow = slowly(rule, first, own ?? unchanged);
  if (slow.toString() !== last.toPlainDate().toString()) find(`the slow reckoning says ${slow}`);
}

/** The last day of a period as one would count it on a calendar on the wall. */
function slowly(
  { unit, budget, governs }: DeadlineRule,
  first: Temporal.PlainDate,
  own: AuthorityCalendar,
): Temporal.PlainDate {
  if (unit === 'calendar_days') return first.add({ days: budget });
  if (unit === 'months') {
    const month = Temporal.PlainYearMonth.from(first).add({ months: budget });
    return month.toPlainDate({ day: Math.min(first.day, month.daysInMonth) });
  }
  let day = first;
  for (let left = budget; left > 0; ) {
    day = day.add({ days: 1 });
    if (!isRest(governs, own, day)) left--;
  }
  return day;
}

function isRest(code: string, own: AuthorityCalendar, day: Temporal.PlainDate): boolean {
  if (own.rest_days.includes(day.dayOfWeek)) return true;
  const date = day.toString();
  const on = ({ on: rule }: { on: string }) => dayOf(rule, day.year) === date;
  if (own.holidays.some(on)) return true;
  if (publicHolidays(code, day.year).has(date) && !own.removed.some(on)) return true;
  return own.recesses.some(({ from, until, suspends }) => {
    if (!suspends) return false;
    if (from.length === 10) return date >= from && date <= until;
    // every recess of every year that can reach this day, as two dates
    return [day.year - 1, day.year].some((year) => {
      const end = `${until < from ? year + 1 : year}-${until}`;
      return date >= `${year}-${from}` && date <= (isDay(end) ? end : `${end.slice(0, 4)}-02-28`);
    });
  });
}

/* ------------------------------------------------------------------ proof */

/** Zones of machines that must not matter: one a day ahead of the Americas, one with half an hour. */
const elsewhere = ['Pacific/Kiritimati', 'America/St_Johns'] as const;

/** The proof: lives the ledgers here, and again on machines set to other time zones, which must find the same dates. */
export async function calendars(
  { sample = 20, years = 30, seed = 20261121 }: { sample?: number | undefined; years?: number; seed?: number } = {},
  say: (line: string) => void = () => {},
): Promise<CalendarFigures> {
  const here = live({ sample, years, seed }, say);
  let machines = 1;
  let findings = here.findings;
  for (const zone of elsewhere) {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [import.meta.filename, String(sample), String(years), String(seed)],
      {
        env: { ...process.env, TZ: zone },
      },
    );
    if (stdout.trim() === here.digest) machines++;
    else {
      findings++;
      say(`other dates on a machine in ${zone}`);
    }
  }
  return { ok: findings === 0, ...here, machines, findings };
}

if (process.argv[1] === import.meta.filename) {
  const [, , sample = 1, years = 1, seed = 0] = process.argv.map(Number);
  console.log(live({ sample, years, seed }, () => {}).digest);
}
