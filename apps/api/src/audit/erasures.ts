/** Cases whose content was erased under a rule: what remains is what the signed tombstone says. */
import { sql, type Trx } from '@rogatoria/db';
import type { CaseRow } from '../engine/log.ts';
import { isEmptied, isSignedTombstone, remainsOf, type Tombstone, tombstoneHash } from '../engine/tombstone.ts';
import type { CaseRecord } from './cases.ts';
import { keyOf } from './checkpoint.ts';
import { type Fault, inCase } from './faults.ts';
import { same } from './recount.ts';

/** What is known of an erasure, when a case is erased or an erasure of it was confirmed. */
export interface Erasure {
  tombstone: Tombstone | null;
  /** signed under the key that is published, of this case and this erasure */
  genuine: boolean;
  /** in the audit chain */
  noted: boolean;
  emptied: boolean;
  /** as it is now */
  remains: string;
}

export async function erasuresOf(trx: Trx, rows: readonly CaseRow[]): Promise<Map<string, Erasure>> {
  const confirmed = await trx
    .selectFrom('erasure')
    .selectAll()
    .where(
      'case_id',
      'in',
      rows.map(({ id }) => id),
    )
    .where('decision', '=', 'confirmed')
    .execute();
  const found = new Map<string, Erasure>();
  for (const row of rows) {
    const erasure = confirmed.find(({ case_id }) => case_id === row.id);
    if (!row.erased_at && !erasure) continue;
    const tombstone = (erasure?.tombstone ?? null) as Tombstone | null;
    const genuine =
      tombstone !== null &&
      same(
        [tombstone.participant, tombstone.case_id, tombstone.erasure, tombstone.proposed_by, tombstone.confirmed_by],
        [row.participant, row.id, erasure?.id, erasure?.proposed_by, erasure?.decided_by],
      ) &&
      (await isSignedTombstone(tombstone, erasure?.signature ?? '', await keyOf(trx, row.participant)));
    const noted =
      tombstone !== null &&
      (await trx
        .selectFrom('audit_event')
        .select('sequence')
        .where('action', '=', 'case.erase')
        .where(sql`detail ->> 'tombstone'`, '=', tombstoneHash(tombstone))
        .executeTakeFirst()) !== undefined;
    const at = tombstone?.at ?? row.erased_at ?? '';
    const [emptied, remains] = [await isEmptied(trx, row.id, at), await remainsOf(trx, row.id, at)];
    found.set(row.id, { tombstone, genuine, noted, emptied, remains });
  }
  return found;
}

/** An erased case: a genuine tombstone, noted when it was made, and everything else as that says. */
export function erasureFault({ row, events }: CaseRecord, erasure: Erasure): Fault | null {
  const at = inCase(row);
  const { tombstone } = erasure;
  if (!tombstone) return at(null, 'erasure_unfounded', 'no erasure was decided');
  if (!erasure.genuine) return at(null, 'erasure_unfounded', 'its tombstone is not signed by us, or of another case');
  if (!erasure.noted) return at(null, 'erasure_unfounded', 'its tombstone was never noted');
  let previous = '';
  for (const [index, { sequence, previous_hash, hash }] of events.entries()) {
    if (sequence !== index + 1) return at(index + 1, 'entry_missing', `next is ${sequence}`);
    if (previous_hash !== previous) return at(sequence, 'chain_broken', '');
    previous = hash;
  }
  if (events.length !== tombstone.log.length || previous !== tombstone.log.head)
    return at(null, 'erasure_altered', 'its log ends otherwise');
  if (row.erased_at !== tombstone.at) return at(null, 'erasure_altered', 'when it was erased');
  if (!erasure.emptied) return at(null, 'erasure_altered', 'content is there');
  if (erasure.remains !== tombstone.remains) return at(null, 'erasure_altered', 'what remains');
  return null;
}

/** A case that was erased keeps its row: where it is gone too, somebody took away what was to remain. */
export async function tombstonesWithoutCase(trx: Trx, participant: string): Promise<Fault[]> {
  const { rows } = await sql<{ case_id: string; number: string | null }>`
    select detail ->> 'case_id' as case_id, detail ->> 'number' as number from audit_event
    where action = 'case.erase' and not exists (
      select from case_file where id::text = detail ->> 'case_id' and erased_at is not null)
    order by sequence`.execute(trx);
  return rows.map(({ case_id: id, number }) =>
    inCase({ participant, id, number })(
      null,
      'erasure_altered',
      'what was to remain of it is gone, or it was brought back',
    ),
  );
}
