/** When a reader is at work: mail that can wait waits for it. Instants are ISO 8601 UTC with milliseconds. */
import type { WorkingCalendar } from './calendar.ts';

export interface OfficeHours {
  /** IANA zone in which the hours are meant */
  zone: string;
  /** wall times `HH:MM`; `until` is no longer at work */
  from: string;
  until: string;
}

/** Until an officer or the authority's calendar says otherwise: 08:00 to 18:00 on working days, where the authority is [P]. */
export const usualHours: Pick<OfficeHours, 'from' | 'until'> = { from: '08:00', until: '18:00' };

/** A calendar without a working day in so many days has a fault; mail must not wait for ever. */
const mostDays = 31;

/** `at` itself while the reader is at work, else when the reader's next working hours begin. */
export function whenAtWork(at: string, hours: OfficeHours, calendar: Pick<WorkingCalendar, 'isWorkingDay'>): string {
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(hours.zone);
  const time = local.toPlainTime().toString({ smallestUnit: 'minute' });
  const working = calendar.isWorkingDay(local.toPlainDate().toString());
  return working && time >= hours.from && time < hours.until ? at : nextOpening(at, hours, calendar);
}

/** The first beginning of working hours after `at`. */
export function nextOpening(at: string, hours: OfficeHours, calendar: Pick<WorkingCalendar, 'isWorkingDay'>): string {
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(hours.zone);
  const opening = Temporal.PlainTime.from(hours.from);
  for (let days = 0; days <= mostDays; days++) {
    const day = local.toPlainDate().add({ days });
    const opens = day.toZonedDateTime({ timeZone: hours.zone, plainTime: opening });
    if (Temporal.ZonedDateTime.compare(opens, local) > 0 && calendar.isWorkingDay(day.toString()))
      return opens.toInstant().toString({ smallestUnit: 'millisecond' });
  }
  return at;
}
