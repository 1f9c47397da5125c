/**
 * The one place that appends to the chains beside the cases' own logs: what officers did (audit) and what happened to
 * files (custody), a chain for each participant, and what States recorded of their law, one for the installation. Every
 * entry hashes its predecessor.
 */
import { createHash } from 'node:crypto';
import type { Tables, Trx } from '@rogatoria/db';
import canonicalize from 'canonicalize';
import type { Selectable } from 'kysely';

type Linked = 'sequence' | 'previous_hash' | 'hash' | 'id';
export type AuditEntry = Omit<Selectable<Tables['audit_event']>, Linked | 'detail'> & { detail: object };
export type CustodyEntry = Omit<Selectable<Tables['custody_event']>, Linked>;
export type LawEntry = Omit<Selectable<Tables['law_amendment']>, 'previous_hash' | 'hash' | 'line'> & { line: object };

/** Hash of an entry over its canonical JSON (RFC 8785), the name of its chain and its predecessor's hash: SHA-256 in hex. */
export function linkHash(chain: 'audit' | 'custody' | 'law', entry: object): string {
  return createHash('sha256')
    .update(canonicalize({ chain, ...entry }) as string)
    .digest('hex');
}

/**
 * Takes the next place in a participant's chain. Whoever appends next waits until this transaction ends, so an entry comes
 * after everything that a transaction waits for – cases first, chains last.
 */
async function nextPlace(trx: Trx, participant: string, chain: 'audit' | 'custody') {
  const { length, head } = await trx
    .insertInto('chain_head')
    .values({ participant, chain, length: 1, head: '' })
    .onConflict((conflict) =>
      conflict.columns(['participant', 'chain']).doUpdateSet(({ eb }) => ({ length: eb('chain_head.length', '+', 1) })),
    )
    .returning(['length', 'head'])
    .executeTakeFirstOrThrow();
  return { sequence: length, previous_hash: head };
}

function moveHead(trx: Trx, participant: string, chain: 'audit' | 'custody', head: string) {
  return trx
    .updateTable('chain_head')
    .set({ head })
    .where('participant', '=', participant)
    .where('chain', '=', chain)
    .execute();
}

/** Notes what an officer did: who came and went, what was read, exported, recorded. Never the content of a case. */
export async function noteAudit(trx: Trx, entry: AuditEntry): Promise<void> {
  const linked = { ...entry, ...(await nextPlace(trx, entry.participant, 'audit')) };
  const hash = linkHash('audit', linked);
  await trx
    .insertInto('audit_event')
    .values({ ...linked, detail: JSON.stringify(entry.detail), hash })
    .execute();
  await moveHead(trx, entry.participant, 'audit', hash);
}

/** Notes a touch of a file: added, received, opened, verified, mismatch. */
export async function noteCustody(trx: Trx, entry: CustodyEntry): Promise<void> {
  const linked = { ...entry, ...(await nextPlace(trx, entry.participant, 'custody')) };
  const hash = linkHash('custody', linked);
  await trx
    .insertInto('custody_event')
    .values({ ...linked, hash })
    .execute();
  await moveHead(trx, entry.participant, 'custody', hash);
}

/** Adds an amendment. The caller holds the lock `law`, under which `entry.id` is the next number. */
export async function noteLaw(trx: Trx, entry: LawEntry): Promise<void> {
  const last = await trx.selectFrom('law_amendment').select('hash').orderBy('id', 'desc').limit(1).executeTakeFirst();
  const linked = { ...entry, previous_hash: last?.hash ?? '' };
  await trx
    .insertInto('law_amendment')
    .values({ ...linked, line: JSON.stringify(entry.line), hash: linkHash('law', linked) })
    .execute();
}
