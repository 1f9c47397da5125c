/** No counterpart is chased on consecutive days (docs/adr/0014-ladders.md). */
import { lock, sql, type Trx } from '@rogatoria/db';
import { zoneOf } from '@rogatoria/workflows';

/** Clocks whose reminders are worded for both sides, and chase nobody. */
export const toldToBoth: readonly string[] = ['preservation_expiry', 'written_confirmation'];

/**
 * When to chase a counterpart that we are to chase at `at`: then, or at the same time of the first later day that follows
 * and precedes no day on which it was chased – by a reminder of ours about what it owes, or by asking how a case stands.
 * Several on one day are one chase. The lock keeps two workers from choosing neighbouring days at once.
 */
export async function dayToChase(
  trx: Trx,
  { participant, counterpart }: { participant: string; counterpart: string },
  at: string,
): Promise<string> {
  await lock(trx, `chasers of ${participant} to ${counterpart}`);
  const zone = zoneOf(participant);
  const first = Temporal.Instant.from(at).toZonedDateTimeISO(zone);
  const from = first.subtract({ days: 2 }).toInstant().toString();
  const { rows } = await sql<{ day: string }>`
    select distinct to_char(sent_at at time zone ${zone}, 'YYYY-MM-DD') as day
      from reminder join deadline on deadline.id = reminder.deadline_id
        join case_file on case_file.id = deadline.case_id
      where reminder.participant = ${participant} and sent_at >= ${from}
        and counterpart = ${counterpart} and holder = 'them' and deadline.kind <> all(${[...toldToBoth]}::text[])
    union select to_char(at at time zone ${zone}, 'YYYY-MM-DD') from message
      where direction = 'out' and type = 'status_query' and counterpart = ${counterpart} and at >= ${from}`.execute(
    trx,
  );
  const chased = new Set(rows.map(({ day }) => day));
  for (let later = 0; ; later++) {
    const moved = first.add({ days: later });
    const on = (days: number) => chased.has(moved.add({ days }).toPlainDate().toString());
    if (on(0) || !(on(-1) || on(1))) return moved.toInstant().toString({ smallestUnit: 'millisecond' });
  }
}
