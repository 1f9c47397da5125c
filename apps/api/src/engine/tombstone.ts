/**
 * What remains of a file whose content was erased, and the participant's signature over it. A tombstone is made once, before
 * the content goes, over columns that the erasure does not touch; who has the database and not the keys can make none.
 */
import { createHash } from 'node:crypto';
import { sql, type Trx } from '@rogatoria/db';
import canonicalize from 'canonicalize';
import { CompactSign, type CryptoKey, compactVerify, importJWK, type JWK } from 'jose';

export interface Tombstone {
  participant: string;
  case_id: string;
  number: string | null;
  /** id of the erasure that was decided */
  erasure: string;
  at: string;
  /** last day on which the file was to be kept, and the rule that day came from */
  until: string;
  rule: { kind: string; years: number; note: string | null };
  proposed_by: string;
  confirmed_by: string;
  /** where its log stood */
  log: { length: number; head: string };
  /** SHA-256 over everything that remains, in hex */
  remains: string;
}

const typ = 'rogatoria-tombstone';
const textOf = (tombstone: Tombstone) => canonicalize(tombstone) as string;
export const tombstoneHash = (tombstone: Tombstone) => createHash('sha256').update(textOf(tombstone)).digest('hex');

export function signTombstone(tombstone: Tombstone, key: CryptoKey): Promise<string> {
  return new CompactSign(Buffer.from(textOf(tombstone))).setProtectedHeader({ alg: 'EdDSA', typ }).sign(key);
}

/** Whether the participant signed this tombstone, under the key it publishes. */
export async function isSignedTombstone(tombstone: Tombstone, signature: string, key: JWK): Promise<boolean> {
  try {
    const { payload, protectedHeader } = await compactVerify(signature, await importJWK(key, 'EdDSA'), {
      algorithms: ['EdDSA'],
    });
    return protectedHeader.typ === typ && Buffer.from(payload).toString() === textOf(tombstone);
  } catch {
    return false;
  }
}

/**
 * One hash over what an erasure leaves of a file: whose it was and when it moved, every entry of its log but what it said,
 * hashes of messages and files, clocks and figures. `at`: messages that came later are none of it, nobody took them.
 */
export async function remainsOf(trx: Trx, caseId: string, at: string): Promise<string> {
  const file = await trx
    .selectFrom('case_file')
    .select(['id', 'participant', 'kind', 'direction', 'request_id', 'number', 'counterpart', 'parent_case'])
    .select(['own_reference', 'their_reference', 'urgency', 'bases', 'form_version', 'form_language'])
    .select(['letter_language', 'drafter', 'authors', 'workflow', 'workflow_version', 'state', 'ball', 'outcome'])
    .select(['version', 'log_length', 'log_head', 'law_version', 'created_at', 'updated_at'])
    .where('id', '=', caseId)
    .executeTakeFirstOrThrow();
  const events = await trx
    .selectFrom('case_event')
    .select(['case_id', 'sequence', 'at', 'zone', 'origin', 'type', 'actor', 'actor_role', 'state', 'sent'])
    .select(['previous_hash', 'hash', 'deputy_of'])
    .where('case_id', '=', caseId)
    .orderBy('sequence')
    .execute();
  const messages = await trx
    .selectFrom('message')
    .select(['id', 'request_id', 'counterpart', 'direction', 'sequence', 'type', 'version', 'status', 'at'])
    .select(['receipt', 'receipt_at'])
    .where('case_id', '=', caseId)
    .where('at', '<=', at)
    .orderBy('direction')
    .orderBy('sequence')
    .execute();
  const files = await trx
    .selectFrom('file')
    .select(['id', 'shared_id', 'purpose', 'origin', 'media_type', 'size', 'sha256', 'delivery', 'verified_at'])
    .select('created_at')
    .where('case_id', '=', caseId)
    .orderBy('id')
    .execute();
  const deadlines = await trx
    .selectFrom('deadline')
    .select(['id', 'kind', 'holder', 'rule', 'started_at', 'suspensions', 'due_at', 'original_due_at', 'calendar'])
    .select(['status', 'stopped_at'])
    .where('case_id', '=', caseId)
    .orderBy('id')
    .execute();
  const fact = await trx
    .selectFrom('case_fact')
    .select(['kind', 'direction', 'counterpart', 'urgency', 'basis', 'sent_at', 'received_at', 'acknowledged_at'])
    .select(['acknowledge_due_at', 'decided_at', 'executed_at', 'preserved_at', 'followed_up_at', 'waited_ms'])
    .select(['rounds', 'extensions', 'ground', 'outcome', 'channel', 'offence', 'data_categories', 'supplementary'])
    .select(['answered_at', 'receipt_confirmed_at', 'postponed_at', 'postponements', 'postponed_ms', 'conditions'])
    .select(['conditions_accepted', 'disputes', 'disclosures', 'third_states', 'cause'])
    .where('case_id', '=', caseId)
    .execute();
  const flow = await trx
    .selectFrom('case_flow')
    .select(['sequence', 'at', 'step', 'outcome'])
    .where('case_id', '=', caseId)
    .orderBy('sequence')
    .execute();
  const links = await trx
    .selectFrom('case_link')
    .select('follows_request_id')
    .where('case_id', '=', caseId)
    .orderBy('follows_request_id')
    .execute();
  const everything = { file, events, messages, files, deadlines, fact, flow, links };
  return createHash('sha256')
    .update(canonicalize(everything) as string)
    .digest('hex');
}

/** Whether every place where content stood is empty. */
export async function isEmptied(trx: Trx, caseId: string, at: string): Promise<boolean> {
  const { rows } = await sql<{ left: boolean }>`
    select exists (select from case_file where id = ${caseId} and (title <> '—' or form <> '{}' or translations <> '{}' or context <> '{}'))
      or exists (select from case_event where case_id = ${caseId} and payload <> '{}')
      or exists (select from message where case_id = ${caseId} and at <= ${at} and (body <> '{}' or envelope is not null or reason is not null))
      or exists (select from file where case_id = ${caseId} and (name <> '' or wrapped_key <> '')) as left`.execute(
    trx,
  );
  return rows[0]?.left === false;
}
