import Holidays from 'date-holidays';
import {
  type AuthorityCalendar,
  type CalendarVersion,
  dayOf,
  isDay,
  isInRecess,
  isOnce,
  isRule,
  unchanged,
  versionText,
  weekdayOf,
} from './authority-calendar.ts';
import type { Invalid } from './rules.ts';
import { secretariat, stateOf } from './states.ts';
import type { ParticipantCode } from './types.ts';

/** Why no work is done on a day. A weekly rest day has no name. */
export type Rest = { kind: 'weekend' } | { kind: 'holiday' | 'recess'; name: string };

/** The working days of one participant. Dates are local dates `YYYY-MM-DD`. */
export interface WorkingCalendar {
  state: ParticipantCode;
  /** what it was made of, stored beside a deadline: `PER v7 date-holidays 3.37.0`, without `v7` as the library has it */
  version: string;
  /** why a day is no working day; null when it is one. A holiday on a weekly rest day is that rest day */
  rest(date: string): Rest | null;
  isWorkingDay(date: string): boolean;
  /** the holiday's own-language name, null when the date is not a public holiday (a weekend alone has no name) */
  nameOfHoliday(date: string): string | null;
}

/** Version of the holiday library's data; a test keeps it equal to the installed one. */
export const holidayData = 'date-holidays 3.37.0';

/**
 * Days the library files as `bank` on which the State's public offices are closed: Brazil's federal "ponto facultativo"
 * (Carnival, Corpus Christi) and Argentina's Maundy Thursday. Elsewhere `bank` means banks only and is a working day.
 */
const officesCloseOnBankHolidays = new Set(['BRA', 'ARG']);

/** Canada's list in the library holds only what all provinces share; the capital's province adds the federal days. */
const regionOfSeat: Record<string, string> = { CAN: 'ON' };

const dayMs = 86_400_000;
const libraries = new Map<ParticipantCode, (year: number) => ReadonlyMap<string, string>>();
const calendars = new Map<ParticipantCode, WorkingCalendar>();

/**
 * The holidays of a State's year as the library knows them: local date → name. Each year is computed once, because the
 * library is slow. Holidays starting during the day (e.g. 24 December from noon) do not make a day off. National days
 * only: no provincial or municipal ones; those are the authority's to add. Throws RangeError on an unknown code.
 */
export function publicHolidays(code: ParticipantCode, year: number): ReadonlyMap<string, string> {
  let ofYear = libraries.get(code);
  if (!ofYear) {
    const a2 = code === secretariat.code ? 'US' : stateOf(code).a2;
    const library = regionOfSeat[code] ? new Holidays(a2, regionOfSeat[code]) : new Holidays(a2);
    ofYear = eachOnce((one) => holidaysOf(library, one, officesCloseOnBankHolidays.has(code)));
    libraries.set(code, ofYear);
  }
  return ofYear(year);
}

/**
 * The working calendar of a State (or of `OAS`: that of its seat, the United States): the library's holidays, and over
 * them what the authority says in a version of its own. Throws RangeError on an unknown code.
 */
export function calendarOf(code: ParticipantCode, { version, own }: CalendarVersion = noneOwn): WorkingCalendar {
  if (own) return calendarWith(code, version, own);
  let calendar = calendars.get(code);
  if (!calendar) {
    stateOf(code);
    calendar = calendarWith(code, 0, unchanged);
    calendars.set(code, calendar);
  }
  return calendar;
}

/** Of an authority that has made no calendar of its own. */
export const noneOwn: CalendarVersion = { version: 0, own: null };

function calendarWith(code: ParticipantCode, version: number, own: AuthorityCalendar): WorkingCalendar {
  const yearOf = eachOnce((year) => {
    const days = new Map(publicHolidays(code, year));
    for (const { on } of own.removed) days.delete(dayOf(on, year) ?? '');
    for (const { name, on } of own.holidays) {
      const day = dayOf(on, year);
      if (day) days.set(day, name);
    }
    return days;
  });
  const suspending = own.recesses.filter(({ suspends }) => suspends);
  const nameOfHoliday = (date: string) => yearOf(Number(date.slice(0, 4))).get(date) ?? null;
  const rest = (date: string): Rest | null => {
    if (own.rest_days.includes(weekdayOf(date))) return { kind: 'weekend' };
    const holiday = nameOfHoliday(date);
    if (holiday !== null) return { kind: 'holiday', name: holiday };
    const recess = suspending.find((one) => isInRecess(one, date));
    return recess ? { kind: 'recess', name: recess.name } : null;
  };
  return {
    state: code,
    version: versionText(code, version, holidayData),
    rest,
    isWorkingDay: (date) => rest(date) === null,
    nameOfHoliday,
  };
}

/**
 * What an authority's calendar cannot mean, line by line: `field` names the line (`holidays.2.on`). Nothing of it is ever
 * left out silently.
 */
export function calendarRefusals(code: ParticipantCode, own: AuthorityCalendar): Invalid[] {
  const refused: Invalid[] = [];
  const refuse = (field: string, rule: string, params?: Invalid['params']) =>
    refused.push({ field, rule: `calendar_${rule}`, ...(params ? { params } : {}) });
  const known = (rule: string) => years.every((year) => has(publicHolidays(code, year), rule, year));
  const isRemoved = (rule: string) =>
    own.removed.some(({ on }) => on === rule || (isOnce(rule) && dayOf(on, Number(rule.slice(0, 4))) === rule));

  const removed = new Set<string>();
  for (const [line, { on }] of own.removed.entries()) {
    const field = `removed.${line}.on`;
    if (!isRule(on)) refuse(field, 'no_day');
    else if (removed.has(on)) refuse(field, 'twice');
    else if (!(isOnce(on) ? publicHolidays(code, Number(on.slice(0, 4))).has(on) : known(on)))
      refuse(field, 'not_a_holiday');
    removed.add(on);
  }
  const added: { on: string; name: string }[] = [];
  for (const [line, { on, name }] of own.holidays.entries()) {
    const field = `holidays.${line}.on`;
    const year = Number(on.slice(0, 4));
    const other = added.find((one) => one.on === on || (isOnce(on) && dayOf(one.on, year) === on));
    const later = added.find((one) => isOnce(one.on) && dayOf(on, Number(one.on.slice(0, 4))) === one.on);
    if (!isRule(on)) refuse(field, 'no_day');
    else if (other ?? later) refuse(field, 'two_on_one_day', { name: (other ?? later)?.name ?? '' });
    else if (!isRemoved(on) && (isOnce(on) ? publicHolidays(code, year).has(on) : known(on)))
      refuse(field, 'already_a_holiday');
    added.push({ on, name });
  }
  for (const [line, { from, until, suspends, source }] of own.recesses.entries()) {
    const at = (field: string) => `recesses.${line}.${field}`;
    const isEdge = (edge: string) => (isOnce(edge) ? isDay(edge) : isRule(edge));
    if (!isEdge(from)) refuse(at('from'), 'no_day');
    if (!isEdge(until)) refuse(at('until'), 'no_day');
    else if (isOnce(from) !== isOnce(until)) refuse(at('until'), 'recess_mixed');
    else if (isOnce(from) && until < from) refuse(at('until'), 'recess_order');
    else if (isEdge(from) && lengthOf(from, until) > longestRecess)
      refuse(at('until'), 'recess_too_long', { days: longestRecess });
    if (suspends && source.trim() === '') refuse(at('source'), 'recess_source');
  }
  const { office_hours: hours } = own;
  if (hours && hours.closes <= hours.opens) refuse('office_hours.closes', 'hours_order');
  return refused;
}

/** Longer than any court recess of the region: a year entered for a month is a mistake. */
const longestRecess = 92;

function lengthOf(from: string, until: string): number {
  const year = until < from ? 2025 : 2024;
  const first = Date.parse(`${isOnce(from) ? from : `2024-${from}`}T00:00:00Z`);
  const last = Date.parse(`${isOnce(until) ? until : `${year}-${until === '02-29' ? '03-01' : until}`}T00:00:00Z`);
  return (last - first) / dayMs + 1;
}

/** Years in which a rule of every year is compared with the library. */
const years = Array.from({ length: 8 }, (_, n) => 2026 + n);

/** Where a rule names no day of a year (29 February), nothing contradicts it there. */
const has = (days: ReadonlyMap<string, string>, rule: string, year: number): boolean => {
  const day = dayOf(rule, year);
  return day === null || days.has(day);
};

function eachOnce<T>(compute: (year: number) => T): (year: number) => T {
  const known = new Map<number, T>();
  return (year) => {
    let value = known.get(year);
    if (value === undefined) {
      value = compute(year);
      known.set(year, value);
    }
    return value;
  };
}

/** Whole-day holidays of one year: local date → name. */
function holidaysOf(library: Holidays, year: number, withBank: boolean): Map<string, string> {
  const found = new Map<string, string>();
  for (const holiday of library.getHolidays(year) ?? []) {
    if (holiday.type !== 'public' && !(withBank && holiday.type === 'bank')) continue;
    const date = holiday.date.slice(0, 10);
    if (holiday.date.slice(11, 19) !== '00:00:00') continue;
    // 25 hours happen when clocks change; several days when a carnival lasts
    const days = Math.max(1, Math.round((holiday.end.getTime() - holiday.start.getTime()) / dayMs));
    const first = Date.parse(`${date}T00:00:00Z`);
    for (let n = 0; n < days; n++) {
      const day = new Date(first + n * dayMs).toISOString().slice(0, 10);
      if (!found.has(day)) found.set(day, holiday.name);
    }
  }
  return found;
}
