/** Deadlines as a calendar program reads them (iCalendar, RFC 5545): numbers, kinds and dates, and never what a case is about. */
import { deriveDeadline, type Language, type Text, versionParts, type WorkingCalendar } from '@rogatoria/workflows';
import { zoneOf } from '@rogatoria/workflows/states.ts';
import { say } from '@rogatoria/workflows/vocabulary/index.ts';
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type { DeadlineRow } from '../engine/deadlines.ts';

export interface CalendarEntry {
  deadline: DeadlineRow;
  /** that counted it */
  countedBy: WorkingCalendar;
  number: string;
  case_id: string;
  counterpart: string;
}

/** Half an hour that ends when a deadline of hours does. */
const halfHour = 30 * 60_000;

/**
 * The calendar of these deadlines in the reader's language. A deadline of days is a whole day, the last one in the zone of
 * the State that governs it; one of hours ends at its minute. The same deadline keeps its identity, and each change of its
 * date is a new version of it, so that a program moves it instead of showing it twice.
 */
export function calendarText(
  name: Text,
  entries: readonly CalendarEntry[],
  { language, publicUrl, now }: { language: Language; publicUrl: string; now: string },
): string {
  const calendar = ical({
    name: say(language, name),
    prodId: { company: 'Rogatoria', product: 'Rogatoria', language: language.toUpperCase() },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 3600,
  });
  for (const { deadline, countedBy, number, case_id, counterpart } of entries) {
    const { id, kind, holder, rule, started_at, suspensions, status } = deadline;
    const due_at =
      status === 'suspended' ? deriveDeadline(rule, started_at, suspensions, now, countedBy).due_at : deadline.due_at;
    const due = new Date(due_at);
    const what = say(language, `deadline.${kind}`);
    const url = `${publicUrl}/cases/${case_id}`;
    const still = status === 'suspended' ? [say(language, 'calendar.suspended')] : [];
    calendar.createEvent({
      id: `${id}@rogatoria`,
      stamp: new Date(now),
      ...(rule.unit === 'hours' && rule.fixed_due === undefined
        ? { start: new Date(due.getTime() - halfHour), end: due }
        : wholeDay(due_at, zoneOf(rule.governs))),
      // Rises with every change: what stood still and the version of the calendar are both kept with the deadline.
      sequence:
        suspensions.length * 2 +
        (status === 'suspended' ? 1 : 0) +
        (versionParts(deadline.calendar ?? '')?.version ?? 0),
      summary: say(language, { key: `calendar.${holder}`, params: { number, what, state: counterpart } }),
      description: [...still, say(language, { key: 'mail.body.link', params: { url } })].join('\n\n'),
      url,
      status: status === 'suspended' ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED,
    });
  }
  return calendar.toString();
}

/** The local day of an instant, as the library wants it: by its date in UTC. */
function wholeDay(at: string, zone: string) {
  const day = Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate();
  const noon = (date: Temporal.PlainDate) => new Date(`${date}T12:00:00.000Z`);
  return { allDay: true, start: noon(day), end: noon(day.add({ days: 1 })) };
}
