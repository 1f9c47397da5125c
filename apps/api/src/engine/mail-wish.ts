/** How an officer wishes to be mailed. What is shown in the page never waits. */
import type { Tables } from '@rogatoria/db';
import { type CalendarVersion, zoneOf } from '@rogatoria/workflows';
import type { OfficeHours } from '@rogatoria/workflows/office-hours.ts';
import type { Selectable } from 'kysely';
import { officeHoursIn } from './calendars.ts';

export type MailWish = Pick<
  Selectable<Tables['mail_wish']>,
  'reminders' | 'hours' | 'from_time' | 'until_time' | 'zone'
>;

/** What holds while an officer of this participant has said nothing: the office hours of the authority's calendar. */
export function defaultWish(participant: string, version: CalendarVersion): MailWish {
  const { from, until } = officeHoursIn(version);
  return { reminders: 'digest', hours: 'working', from_time: from, until_time: until, zone: zoneOf(participant) };
}

export function wishOf(
  participant: string,
  said: MailWish | null,
  version: CalendarVersion,
): { reminders: MailWish['reminders']; hours: OfficeHours } {
  const { reminders, zone, from_time, until_time } = said ?? defaultWish(participant, version);
  return { reminders, hours: { zone, from: from_time, until: until_time } };
}
