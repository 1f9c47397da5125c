/**
 * Erasure of a file's content: proposed by an administrator, who reads no file, decided by a head of authority, who does.
 * The clock only makes it possible. What remains is a tombstone (engine/tombstone.ts).
 */
import { randomUUID } from 'node:crypto';
import { as, sql, type Trx } from '@rogatoria/db';
import { noteAudit } from '../engine/chains.ts';
import { lockCase, type Officer } from '../engine/handle.ts';
import { notify } from '../engine/notify.ts';
import { remainsOf, signTombstone, type Tombstone, tombstoneHash } from '../engine/tombstone.ts';
import { discard } from '../engine/vault.ts';
import { DomainError } from '../errors.ts';
import type { House } from '../house.ts';
import { type KeptCase, keptCase } from './periods.ts';

/** Whether a file's log, and all that stands beside it, is what it should be: what is wrong is not erased. */
export type Sound = (trx: Trx, caseId: string) => Promise<boolean>;

/** A file of ours, locked, that may be erased now. Throws 404, 409 (`erased`, `not_due`). */
async function dueCase(trx: Trx, id: string, now: string): Promise<KeptCase> {
  await lockCase(trx, id);
  const kept = (await keptCase(trx, id, now)) as KeptCase;
  if (!kept.due) throw new DomainError(409, 'not_due');
  return kept;
}

const openErasure = (trx: Trx, caseId: string) =>
  trx.selectFrom('erasure').selectAll().where('case_id', '=', caseId).where('decision', 'is', null).executeTakeFirst();

/** Proposes to erase a file whose day has come. A second proposal changes nothing. */
export async function propose(trx: Trx, officer: Officer, caseId: string, now: string): Promise<void> {
  const { number, counterpart, own_reference } = await dueCase(trx, caseId, now);
  if (await openErasure(trx, caseId)) return;
  const id = randomUUID();
  const { participant } = officer;
  await trx
    .insertInto('erasure')
    .values({ id, participant, case_id: caseId, proposed_by: officer.id, proposed_at: now })
    .execute();
  const detail = { case_id: caseId, number, erasure: id };
  await noteAudit(trx, { participant, at: now, account_id: officer.id, action: 'erasure.propose', detail });
  await notify(
    trx,
    { id: caseId, number, own_reference, counterpart },
    { roles: ['approver'], key: 'erasure_proposed', params: {}, urgent: false, occasion: `erasure:${id}`, at: now },
  );
}

/** Says no to a proposal; whoever made it takes it back. Throws 404, 409. */
export async function refuse(trx: Trx, officer: Officer, caseId: string, reason: string, now: string): Promise<void> {
  const row = await lockCase(trx, caseId);
  const proposal = await openErasure(trx, caseId);
  if (!proposal) throw new DomainError(409, 'not_proposed');
  const decision = proposal.proposed_by === officer.id ? 'withdrawn' : 'refused';
  await trx
    .updateTable('erasure')
    .set({ decision, decided_by: officer.id, decided_at: now, reason })
    .where('id', '=', proposal.id)
    .execute();
  const detail = { case_id: caseId, number: row.number, erasure: proposal.id };
  const action = decision === 'withdrawn' ? 'erasure.withdraw' : 'erasure.refuse';
  await noteAudit(trx, { participant: officer.participant, at: now, account_id: officer.id, action, detail });
}

/**
 * Erases: signs the tombstone, empties the rows, and then deletes what the vault holds. Once the rows are committed the keys
 * of its files are gone, so a crash before the deletion leaves nothing that could be read; the sweep deletes it.
 * Throws 404, 409 (`not_proposed`, `not_due`, `record_unsound`), 403 (`erasure_alone`).
 */
export async function confirm(
  house: House,
  officer: Officer,
  caseId: string,
  now: string,
  sound: Sound,
): Promise<void> {
  const { participant } = officer;
  const { signing } = await house.keys.own(participant);
  const files = await as(house.db, participant, async (trx) => {
    await lockCase(trx, caseId);
    const proposal = await openErasure(trx, caseId);
    if (!proposal) throw new DomainError(409, 'not_proposed');
    if (proposal.proposed_by === officer.id) throw new DomainError(403, 'erasure_alone');
    const kept = await dueCase(trx, caseId, now);
    if (!(await sound(trx, caseId))) throw new DomainError(409, 'record_unsound');
    const { log_length, log_head } = await trx
      .selectFrom('case_file')
      .select(['log_length', 'log_head'])
      .where('id', '=', caseId)
      .executeTakeFirstOrThrow();
    const { kind, years, note } = kept.rule;
    const tombstone: Tombstone = {
      participant,
      case_id: caseId,
      number: kept.number,
      erasure: proposal.id,
      at: now,
      until: kept.until as string,
      rule: { kind, years, note },
      proposed_by: proposal.proposed_by,
      confirmed_by: officer.id,
      log: { length: log_length, head: log_head },
      remains: await remainsOf(trx, caseId, now),
    };
    await trx
      .updateTable('erasure')
      .set({
        decision: 'confirmed',
        decided_by: officer.id,
        decided_at: now,
        tombstone: JSON.stringify(tombstone),
        signature: await signTombstone(tombstone, signing),
      })
      .where('id', '=', proposal.id)
      .execute();
    const own = await trx.selectFrom('file').select('id').where('case_id', '=', caseId).execute();
    await sql`select erase_case(${proposal.id})`.execute(trx);
    const detail = { case_id: caseId, number: kept.number, erasure: proposal.id, tombstone: tombstoneHash(tombstone) };
    await noteAudit(trx, { participant, at: now, account_id: officer.id, action: 'case.erase', detail });
    return own;
  });
  for (const { id } of files) await discard(house, participant, id);
}
