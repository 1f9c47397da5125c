/** Idempotency-Key: the same request twice has one effect and one answer. */
import { createHash } from 'node:crypto';
import type { Trx } from '@rogatoria/db';
import canonicalize from 'canonicalize';
import { DomainError } from '../errors.ts';
import type { Moment, Officer } from './handle.ts';

/** Runs `work` once per Idempotency-Key: a repeated request gets the first answer, in the same transaction as the effect. */
export async function once<T extends object>(
  trx: Trx,
  officer: Officer,
  key: string | undefined,
  request: object,
  { now }: Moment,
  work: () => Promise<T>,
): Promise<T> {
  if (key === undefined) return work();
  // The row is claimed before the work: a twin waits here for the first to end.
  const claimed = await trx
    .insertInto('idempotency')
    .values({
      participant: officer.participant,
      account_id: officer.id,
      key,
      fingerprint: fingerprint(request),
      status: 200,
      answer: '{}',
      at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('key')
    .executeTakeFirst();
  if (!claimed) {
    const first = await answered<T>(trx, officer, key, request);
    if (!first) throw new DomainError(409, 'state');
    return first;
  }
  const answer = await work();
  await trx
    .updateTable('idempotency')
    .set({ answer: JSON.stringify(answer) })
    .where('account_id', '=', officer.id)
    .where('key', '=', key)
    .execute();
  return answer;
}

/** The answer that this key got before, where it did: for work that is done outside the transaction. */
export async function answered<T extends object>(
  trx: Trx,
  officer: Officer,
  key: string | undefined,
  request: object,
): Promise<T | undefined> {
  if (key === undefined) return undefined;
  const first = await trx
    .selectFrom('idempotency')
    .select(['fingerprint', 'answer'])
    .where('account_id', '=', officer.id)
    .where('key', '=', key)
    .executeTakeFirst();
  if (first && first.fingerprint !== fingerprint(request)) throw new DomainError(422, 'idempotency_mismatch');
  return first?.answer as T | undefined;
}

export function fingerprint(value: object): string {
  return createHash('sha256')
    .update(canonicalize(value) as string)
    .digest('hex');
}
