/** Meetings of the Working Group with their recommendations: those of the release, and what the Secretariat recorded. */
import type { Trx } from '@rogatoria/db';
import { type MeetingVersion, meetingsOf } from '@rogatoria/workflows/recommendations/meetings.ts';

/** Every meeting as it stands, the newest first. */
export async function meetingsIn(trx: Trx): Promise<MeetingVersion[]> {
  const rows = await trx.selectFrom('meeting_version').select(['meeting', 'version', 'body']).execute();
  return meetingsOf(rows);
}
