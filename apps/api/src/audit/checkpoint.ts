/**
 * Signed checkpoints: what a participant's record was at an instant. Whoever keeps one can show later that the record of
 * that day is still in the record of today (docs/adr/0010-record.md). They are stored, exported, and sent to nobody.
 */
import { createHash } from 'node:crypto';
import { as, lock, type Tables, type Trx } from '@rogatoria/db';
import canonicalize from 'canonicalize';
import { CompactSign, compactVerify, importJWK, type JWK } from 'jose';
import type { Selectable } from 'kysely';
import { CallFailed } from '../engine/outside.ts';
import { traceOf } from '../errors.ts';
import type { House } from '../house.ts';
import { askTimeStamp, BadTimeStamp, type TimeStamp } from './time-stamp.ts';

/** Where a chain stood: the place of its last entry (of law, its number), and that entry's hash. */
export interface Head {
  length: number;
  head: string;
}

/** What is signed. */
export interface CheckpointBody {
  participant: string;
  /** counts from 1, without gaps */
  number: number;
  at: string;
  /** hash of the checkpoint before; '' in the first */
  previous: string;
  /** cases whose log grew since the checkpoint before, and one hash over where each then stood */
  cases: { count: number; hash: string };
  audit: Head;
  custody: Head;
  law: Head;
}

/** A checkpoint as it is exported: verified with nothing but itself and the record. */
export interface Checkpoint {
  rogatoria: 'checkpoint';
  body: CheckpointBody;
  /** SHA-256 in hex over the canonical JSON of `body` (RFC 8785) */
  hash: string;
  /** JWS (EdDSA, RFC 8037) over that same JSON, compact */
  signature: string;
  /** the key the participant published then: whoever keeps the file can tell when it was exchanged */
  key: JWK;
  /** over `hash`, by an outside authority (RFC 3161); null where it was not stamped yet */
  stamp: TimeStamp | null;
}

export type CheckpointRow = Selectable<Tables['checkpoint']>;
type Leaf = Pick<Selectable<Tables['checkpoint_case']>, 'case_id' | 'log_length' | 'log_head'>;

const hourMs = 3_600_000;
/** So many entries of audit and custody do not wait for the hour. */
const many = 1_000;
const empty: Head = { length: 0, head: '' };

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** The text that is hashed and signed: canonical JSON (RFC 8785). */
export const signedText = (body: CheckpointBody) => canonicalize(body) as string;
export const checkpointHash = (body: CheckpointBody) => sha256(signedText(body));

/** One hash over cases and where their logs stood, in the order of their ids. */
export function leavesHash(leaves: readonly Leaf[]): string {
  const sorted = leaves
    .map(({ case_id, log_length, log_head }) => [case_id, log_length, log_head] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return sha256(canonicalize(sorted) as string);
}

/**
 * Makes the next checkpoint of a participant when it is due: an hour after the last, or after a thousand entries, and only
 * when something was added. Two workers make one.
 * @returns its number, or null when none was due
 */
export async function makeCheckpoint(house: House, participant: string, now: string): Promise<number | null> {
  const due = await as(house.db, participant, (trx) => isDue(trx, now));
  return due ? writeCheckpoint(house, participant, now) : null;
}

async function isDue(trx: Trx, now: string): Promise<boolean> {
  const last = await lastOf(trx);
  if (!last || Date.parse(now) - Date.parse(last.at) >= hourMs) return true;
  const { audit, custody } = await headsOf(trx);
  const before = last.body as CheckpointBody;
  return audit.length + custody.length - before.audit.length - before.custody.length >= many;
}

/** Makes the next checkpoint now, unless nothing was added since the last: then null. */
export async function writeCheckpoint(house: House, participant: string, now: string): Promise<number | null> {
  const { signing } = await house.keys.own(participant);
  return as(house.db, participant, async (trx) => {
    await lock(trx, `checkpoint of ${participant}`);
    const last = await lastOf(trx);
    const grown = await grownSince(trx);
    const heads = await headsOf(trx);
    const before = last?.body as CheckpointBody | undefined;
    const still =
      grown.length === 0 &&
      (['audit', 'custody', 'law'] as const).every((chain) => heads[chain].length === (before?.[chain].length ?? 0));
    if (still) return null;
    const body: CheckpointBody = {
      participant,
      number: (last?.number ?? 0) + 1,
      at: now,
      previous: last?.hash ?? '',
      cases: { count: grown.length, hash: leavesHash(grown) },
      ...heads,
    };
    const text = signedText(body);
    const signature = await new CompactSign(Buffer.from(text))
      .setProtectedHeader({ alg: 'EdDSA', typ: 'rogatoria-checkpoint' })
      .sign(signing);
    const { number } = body;
    await trx
      .insertInto('checkpoint')
      .values({ participant, number, at: now, body: JSON.stringify(body), hash: sha256(text), signature })
      .execute();
    for (let from = 0; from < grown.length; from += 1_000)
      await trx
        .insertInto('checkpoint_case')
        .values(grown.slice(from, from + 1_000).map((leaf) => ({ participant, number, ...leaf })))
        .execute();
    return number;
  });
}

/** How long an authority that failed is left alone. */
const patienceMs = 300_000;
const notBefore = new WeakMap<House, number>();

/**
 * Has the last checkpoint of a participant stamped, where an authority is configured and it is not yet. The checkpoints
 * before it are bound by its hash, so those that were missed while the authority was away need none of their own. An
 * authority that fails stops nothing: it is asked again five minutes later.
 * @returns the number of the checkpoint, or null when none was stamped
 */
export async function stampCheckpoint(house: House, participant: string, now: string): Promise<number | null> {
  const { timeStamps, trustedHosts } = house.config;
  if (!timeStamps || Date.parse(now) < (notBefore.get(house) ?? 0)) return null;
  const last = await as(house.db, participant, async (trx) => {
    const row = await lastOf(trx);
    const stamp = row && (await stampOf(trx, row.number));
    return stamp ? undefined : row;
  });
  if (!last) return null;
  const { number, hash } = last;
  try {
    const stamp = await askTimeStamp(timeStamps, hash, trustedHosts);
    await as(house.db, participant, (trx) =>
      trx
        .insertInto('time_stamp')
        .values({ participant, number, ...stamp })
        .onConflict((conflict) => conflict.doNothing())
        .execute(),
    );
    return number;
  } catch (error) {
    if (!(error instanceof CallFailed || error instanceof BadTimeStamp)) throw error;
    notBefore.set(house, Date.parse(now) + patienceMs);
    house.log.warn({ participant, checkpoint: number, ...traceOf(error) }, 'not stamped');
    return null;
  }
}

async function stampOf(trx: Trx, number: number): Promise<TimeStamp | null> {
  const row = await trx
    .selectFrom('time_stamp')
    .select(['token', 'nonce'])
    .where('number', '=', number)
    .executeTakeFirst();
  return row ?? null;
}

function lastOf(trx: Trx): Promise<CheckpointRow | undefined> {
  return trx.selectFrom('checkpoint').selectAll().orderBy('number', 'desc').limit(1).executeTakeFirst();
}

/** Cases whose log is longer than any checkpoint knows. */
function grownSince(trx: Trx): Promise<Leaf[]> {
  return trx
    .selectFrom('case_file')
    .select(['id as case_id', 'log_length', 'log_head'])
    .where('log_length', '>', ({ selectFrom, fn, val }) =>
      selectFrom('checkpoint_case')
        .whereRef('checkpoint_case.case_id', '=', 'case_file.id')
        .select(({ fn: { max } }) => fn.coalesce(max('checkpoint_case.log_length'), val(0)).as('known')),
    )
    .orderBy('id')
    .execute();
}

/** Where the chains beside the cases' logs stand; law is one chain for the whole installation. */
async function headsOf(trx: Trx): Promise<Record<'audit' | 'custody' | 'law', Head>> {
  const rows = await trx.selectFrom('chain_head').select(['chain', 'length', 'head']).execute();
  const law = await trx
    .selectFrom('law_amendment')
    .select(['id as length', 'hash as head'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  const of = (name: string) => {
    const { length, head } = rows.find(({ chain }) => chain === name) ?? empty;
    return { length, head };
  };
  return { audit: of('audit'), custody: of('custody'), law: law ?? empty };
}

/** A checkpoint of the participant of this transaction as a file to keep; the last one unless its number is given. */
export async function exportCheckpoint(trx: Trx, participant: string, number?: number): Promise<Checkpoint | null> {
  const row =
    number === undefined
      ? await lastOf(trx)
      : await trx.selectFrom('checkpoint').selectAll().where('number', '=', number).executeTakeFirst();
  if (!row) return null;
  const { body, hash, signature } = row;
  const [key, stamp] = [await keyOf(trx, participant), await stampOf(trx, row.number)];
  return { rogatoria: 'checkpoint', body: body as CheckpointBody, hash, signature, key, stamp };
}

export async function keyOf(trx: Trx, participant: string): Promise<JWK> {
  const { signing_key } = await trx
    .selectFrom('participant')
    .select('signing_key')
    .where('code', '=', participant)
    .executeTakeFirstOrThrow();
  return signing_key as JWK;
}

/** Whether a body is what its hash and its signature, under this key, say. */
export async function isSigned(
  { body, hash, signature }: Pick<Checkpoint, 'body' | 'hash' | 'signature'>,
  key: JWK,
): Promise<boolean> {
  const text = signedText(body);
  if (sha256(text) !== hash) return false;
  try {
    const { payload } = await compactVerify(signature, await importJWK(key, 'EdDSA'), { algorithms: ['EdDSA'] });
    return Buffer.from(payload).toString() === text;
  } catch {
    return false;
  }
}

/** Reads an exported checkpoint. Throws an error that says what is wrong with the text. */
export function parseCheckpoint(text: string): Checkpoint {
  const given = JSON.parse(text) as Partial<Checkpoint>;
  const { rogatoria, body, hash, signature, key, stamp = null } = given;
  if (rogatoria !== 'checkpoint' || !body || typeof body.number !== 'number' || !hash || !signature || !key)
    throw new Error('This is not an exported checkpoint.');
  return { rogatoria, body, hash, signature, key, stamp };
}
