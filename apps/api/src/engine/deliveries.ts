/**
 * What is carried out of the house by rows that say so: claimed by a lease, tried again with patience, and given up
 * openly (ADR 0015). A dead row stays, with its reason in words, until somebody has it tried again.
 */
import { as, sql, type Trx } from '@rogatoria/db';
import { traceOf } from '../errors.ts';
import type { House } from '../house.ts';
import { notify } from './notify.ts';

/** Tables of such rows; they share `at`, `attempts`, `next_attempt_at`, `sent_at`, `dead_at`, `cause` and `failure`. */
export type Outgoing = 'mail' | 'push_delivery' | 'webhook_delivery';

/** Why something is given up; text `undelivered.cause.<cause>`. */
export type Cause = 'refused' | 'unreachable' | 'bounced' | 'held_back' | 'bad_receipt';

/** Thrown by who carries: it was refused for good, and to try again would be in vain. */
export class Refused extends Error {}

/** A lease outlives its batch even where a server is slow; otherwise another worker would send the rest again. */
const leaseMs = 120_000;
/** What of the lease must be left to begin one more. */
const reserveMs = 60_000;
const batch = 10;

export interface Patience {
  attempts: number;
  ms: number;
}

/** Nothing is given up before both. */
const days: Patience = { attempts: 12, ms: 3 * 86_400_000 };

/** Whether something of that age, tried so often, is given up. */
export const exhausted = (at: string, attempts: number, now: string, patience = days): boolean =>
  attempts >= patience.attempts && Date.parse(now) - Date.parse(at) >= patience.ms;

/** How long to wait after so many attempts, in milliseconds: doubling, an hour at most. */
export const backOff = (attempts: number, firstMs = 30_000): number =>
  Math.min(firstMs * 2 ** Math.min(attempts, 12), 3_600_000);

export const later = (now: string, ms: number): string => new Date(Date.parse(now) + ms).toISOString();

interface Due {
  id: string;
  at: string;
  attempts: number;
}

/**
 * Carries what is due of a participant. Returns how many went.
 * @param read the claimed rows, with whatever is needed to carry them
 * @param carry throws when it did not go: `Refused` when it never will
 * @param givenUp told in the transaction that gives one up
 */
export async function deliver<T extends Due>(
  house: House,
  participant: string,
  table: Outgoing,
  now: string,
  read: (trx: Trx, ids: string[]) => Promise<T[]>,
  carry: (row: T) => Promise<void>,
  givenUp: (trx: Trx, row: T, cause: Cause) => Promise<void>,
  patience = days,
): Promise<number> {
  let sent = 0;
  for (;;) {
    const leased = Date.now();
    const claimed = await as(house.db, participant, async (trx) => {
      const { rows } = await sql<{ id: string }>`
        update ${sql.table(table)} set attempts = attempts + 1, next_attempt_at = ${later(now, leaseMs)}
        where id in (select id from ${sql.table(table)}
          where sent_at is null and dead_at is null and next_attempt_at <= ${now}
          order by at limit ${batch} for update skip locked)
        returning id`.execute(trx);
      return rows.length === 0
        ? []
        : read(
            trx,
            rows.map(({ id }) => id),
          );
    });
    if (claimed.length === 0) return sent;
    for (const row of claimed) {
      // The lease is nearly over: the rest is taken up when it is.
      if (Date.now() - leased > leaseMs - reserveMs) return sent;
      const failure = await carry(row).then(
        () => null,
        (error: Error) => error,
      );
      if (failure) house.log.warn({ [table]: row.id, ...traceOf(failure) }, `${table} not sent`);
      else sent++;
      await as(house.db, participant, (trx) => settle(trx, table, row, failure, now, givenUp, patience));
    }
  }
}

async function settle<T extends Due>(
  trx: Trx,
  table: Outgoing,
  row: T,
  failure: Error | null,
  now: string,
  givenUp: (trx: Trx, row: T, cause: Cause) => Promise<void>,
  patience: Patience,
): Promise<void> {
  if (!failure) {
    await sql`update ${sql.table(table)} set sent_at = ${now}, failure = null where id = ${row.id}`.execute(trx);
    return;
  }
  const cause: Cause | null =
    failure instanceof Refused ? 'refused' : exhausted(row.at, row.attempts, now, patience) ? 'unreachable' : null;
  await sql`update ${sql.table(table)} set failure = ${failure.message.slice(0, 500)}, cause = ${cause},
      dead_at = ${cause && now}::timestamptz, next_attempt_at = ${later(now, backOff(row.attempts))}
    where id = ${row.id}`.execute(trx);
  if (cause) await givenUp(trx, row, cause);
}

/** Has a dead row tried again, from the beginning. */
export const reviveRows = (trx: Trx, table: Outgoing, now: string, id?: string) =>
  sql`update ${sql.table(table)}
    set sent_at = null, dead_at = null, cause = null, failure = null, attempts = 0, next_attempt_at = ${now}
    where dead_at is not null and (${id ?? null}::uuid is null or id = ${id ?? null})`.execute(trx);

/** Has dead messages tried again, from the beginning; those of one request go in their order as always. */
export const reviveMessages = (trx: Trx, now: string, id?: string) =>
  trx
    .updateTable('message')
    .set({ status: 'waiting', dead_at: null, cause: null, failure: null, attempts: 0, next_attempt_at: now })
    .where('status', '=', 'dead')
    .$if(id !== undefined, (query) => query.where('id', '=', id as string))
    .executeTakeFirstOrThrow();

/** The administrators hear once a day that something could not be delivered; the page says what. */
export async function tellAdministrators(trx: Trx, participant: string, now: string): Promise<void> {
  await notify(
    trx,
    { id: null, number: null, own_reference: null, counterpart: participant },
    {
      roles: ['admin'],
      key: 'undelivered',
      params: {},
      urgent: false,
      occasion: `undelivered:${now.slice(0, 10)}`,
      at: now,
    },
  );
}
