import Holidays from 'date-holidays';
import { secretariat, stateOf } from './states.ts';
import type { ParticipantCode } from './types.ts';

/** The working days of one participant. Dates are local dates `YYYY-MM-DD`. */
export interface WorkingCalendar {
  /** which data was used, stored beside a deadline, e.g. `CHL date-holidays 3.37.0` */
  version: string;
  /** false on Saturdays, Sundays and public holidays */
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
const calendars = new Map<ParticipantCode, WorkingCalendar>();

/**
 * The working calendar of a State (or of `OAS`: that of its seat, the United States). One object per code, each year
 * computed once, because the library is slow. Holidays starting during the day (e.g. 24 December from noon) do not
 * make a day off. National days only: no provincial or municipal ones. Throws RangeError on an unknown code.
 */
export function calendarOf(code: ParticipantCode): WorkingCalendar {
  const known = calendars.get(code);
  if (known) return known;
  const a2 = code === secretariat.code ? 'US' : stateOf(code).a2;
  const years = new Map<string, Map<string, string>>();
  let library: Holidays | undefined;

  function yearOf(date: string): Map<string, string> {
    const year = date.slice(0, 4);
    let holidays = years.get(year);
    if (!holidays) {
      library ??= regionOfSeat[code] ? new Holidays(a2, regionOfSeat[code]) : new Holidays(a2);
      holidays = holidaysOf(library, Number(year), officesCloseOnBankHolidays.has(code));
      years.set(year, holidays);
    }
    return holidays;
  }

  const calendar: WorkingCalendar = {
    version: `${code} ${holidayData}`,
    isWorkingDay: (date) => !isWeekend(date) && !yearOf(date).has(date),
    nameOfHoliday: (date) => yearOf(date).get(date) ?? null,
  };
  calendars.set(code, calendar);
  return calendar;
}

/** True on Saturday and Sunday, the weekly rest days of all 35 States. `date` is `YYYY-MM-DD`. */
export function isWeekend(date: string): boolean {
  const day = new Date(`${date}T00:00:00Z`).getUTCDay();
  return day === 0 || day === 6;
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
