/** How an officer wishes to be mailed. What is shown in the page never waits. */
import type { Tables } from '@rogatoria/db';
import { zoneOf } from '@rogatoria/workflows';
import { type OfficeHours, usualHours } from '@rogatoria/workflows/office-hours.ts';
import type { Selectable } from 'kysely';

export type MailWish = Pick<
  Selectable<Tables['mail_wish']>,
  'reminders' | 'hours' | 'from_time' | 'until_time' | 'zone'
>;

/** What holds while an officer of this participant has said nothing. */
export const defaultWish = (participant: string): MailWish => ({
  reminders: 'digest',
  hours: 'working',
  from_time: usualHours.from,
  until_time: usualHours.until,
  zone: zoneOf(participant),
});

export function wishOf(
  participant: string,
  said: MailWish | null,
): { reminders: MailWish['reminders']; hours: OfficeHours } {
  const { reminders, zone, from_time, until_time } = said ?? defaultWish(participant);
  return { reminders, hours: { zone, from: from_time, until: until_time } };
}
