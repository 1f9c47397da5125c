/** Before a meeting: who has not yet said how far the authority is with what the last one recommended is reminded. */
import { as } from '@rogatoria/db';
import { nextMeeting, reports } from '@rogatoria/workflows/recommendations/meetings.ts';
import { zoneOf } from '@rogatoria/workflows/states.ts';
import { meetingsIn } from '../engine/meetings.ts';
import { notify } from '../engine/notify.ts';
import type { House } from '../house.ts';

/** Days before the first day of a meeting. Policy of this installation: no rule of the Working Group sets them. */
const warnings = [60, 30, 7];

/**
 * Tells whoever writes and releases reports that some recommendations of the last meeting have none of ours, once for each
 * distance: where a warning's day was missed, on the first day after it.
 */
export async function sweepMeetings(house: House, participant: string, now: string): Promise<void> {
  const today = Temporal.Instant.from(now).toZonedDateTimeISO(zoneOf(participant)).toPlainDate();
  await as(house.db, participant, async (trx) => {
    const meetings = await meetingsIn(trx);
    const next = nextMeeting(meetings, today.toString());
    const last = meetings.find(({ body }) => body.from <= today.toString());
    if (!next || !last) return;
    const days = today.until(next.body.from).days;
    const warning = warnings.filter((one) => days <= one).at(-1);
    if (warning === undefined) return;
    const released = await trx
      .selectFrom('progress_report')
      .select('recommendation')
      .where('state', '=', participant)
      .where('meeting', '=', last.meeting)
      .where('released', '=', true)
      .execute();
    const count = last.body.recommendations.filter(
      (one, index) => reports(one, participant) && !released.some(({ recommendation }) => recommendation === index + 1),
    ).length;
    if (count === 0) return;
    await notify(
      trx,
      { id: null, number: null, own_reference: null, counterpart: participant },
      {
        roles: ['approver', 'statistics', 'desk'],
        key: 'meeting_ahead',
        params: { count, meeting: last.meeting, days },
        urgent: false,
        occasion: `meeting:${next.meeting}:${next.body.from}:${warning}`,
        at: now,
      },
    );
  });
}
