/** A calendar year as instants, as the figures count it. */
export interface Period {
  start: string;
  /** the first instant not counted: the end of the year, or right after now while it runs */
  end: string;
  zone: string;
  now: string;
  /** 365, or the days so far of a year under way */
  days: number;
  /** months begun: a month to come is not a zero */
  months: number;
}

/** The instant a calendar year begins in a zone, in milliseconds since the epoch. */
export const newYear = (year: number, zone: string): number =>
  Temporal.PlainDate.from({ year, month: 1, day: 1 }).toZonedDateTime(zone).epochMilliseconds;

/** The calendar year in a zone, as instants; cut after `now` while it runs, empty before it begins. */
export function periodOf(year: number, zone: string, now: string): Period {
  const today = Date.parse(now) + 1;
  const start = Math.min(newYear(year, zone), today);
  const end = Math.min(newYear(year + 1, zone), today);
  const last = Temporal.Instant.fromEpochMilliseconds(end - 1).toZonedDateTimeISO(zone);
  return {
    start: new Date(start).toISOString(),
    end: new Date(end).toISOString(),
    zone,
    now,
    days: Math.min(365, Math.ceil((end - start) / 86_400_000)),
    months: end > start ? last.month : 0,
  };
}
