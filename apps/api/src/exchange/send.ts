/** Takes what is in a participant's outbox to its addressees, and keeps their signed receipts. */
import { as, type Trx } from '@rogatoria/db';
import { isReturnMessage } from '@rogatoria/workflows/annual-return/commands.ts';
import { type Cause, exhausted, later, backOff as patient, tellAdministrators } from '../engine/deliveries.ts';
import type { Moment } from '../engine/handle.ts';
import { notify } from '../engine/notify.ts';
import { traceOf } from '../errors.ts';
import type { House } from '../house.ts';
import { BadEnvelope, openReceipt, wrap } from './envelope.ts';
import { local } from './transports/local.ts';

/** What a transport carries: a sealed envelope; files are fetched by the addressee, by their shared id. */
export interface Parcel {
  from: string;
  to: string;
  sealed: string;
}

/** Hands a parcel over and brings back the signed receipt, or null when the addressee holds it back for now. Throws when it cannot be delivered now. */
export type Transport = (house: House, parcel: Parcel, moment: Moment) => Promise<string | null>;

const leaseMs = 60_000;
const batch = 20;
/** Waits between attempts: doubling from five seconds, an hour at most. */
const backOff = (attempts: number) => patient(attempts, 5_000);
/** So many attempts, some five minutes: then our officers hear that a message is still here. */
const tellAfter = 6;

/**
 * Delivers what is due in the outbox of `participant`, one request's messages in their order. Claims by a lease, so that
 * several workers share the work and a dead one's share is taken up again. Returns how many were delivered.
 */
export async function deliverOutbox(
  house: House,
  participant: string,
  moment: Moment,
  only?: { cases: string[] },
): Promise<number> {
  let delivered = 0;
  for (;;) {
    const claimed = await as(house.db, participant, async (trx) => {
      let query = trx
        .selectFrom('message')
        .select('id')
        .where('direction', '=', 'out')
        .where('status', '=', 'waiting')
        .where('next_attempt_at', '<=', moment.now)
        .orderBy('at')
        .orderBy('sequence')
        .limit(batch)
        .forUpdate()
        .skipLocked();
      if (only) query = query.where('case_id', 'in', only.cases);
      else if (house.untold.size > 0) query = query.where('request_id', 'not in', [...house.untold]);
      const due = await query.execute();
      if (due.length === 0) return [];
      return trx
        .updateTable('message')
        .set(({ eb }) => ({ next_attempt_at: later(moment.now, leaseMs), attempts: eb('attempts', '+', 1) }))
        .where(
          'id',
          'in',
          due.map(({ id }) => id),
        )
        .returningAll()
        .execute();
    });
    if (claimed.length === 0) return delivered;
    claimed.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.sequence - b.sequence));
    for (const message of claimed) {
      const { id, request_id, sequence, type, version, at, body, counterpart } = message;
      try {
        const { sealed, signed } = await wrap(house.keys, {
          id,
          from: participant,
          to: counterpart,
          request_id,
          sequence,
          type,
          version,
          at,
          body,
        });
        const receipt = await local(house, { from: participant, to: counterpart, sealed }, moment);
        if (receipt === null) throw new HeldBack('held back by the addressee until what came before has arrived');
        const opened = await openReceipt(house.keys, counterpart, { id, signed }, receipt);
        await as(house.db, participant, async (trx) => {
          const row = await trx
            .updateTable('message')
            .set({
              status: opened.positive ? 'delivered' : 'rejected',
              envelope: signed,
              receipt,
              receipt_at: opened.at,
              reason: opened.reason,
              failure: null,
              next_attempt_at: null,
            })
            .where('id', '=', id)
            .where('status', '=', 'waiting')
            .returning('case_id')
            .executeTakeFirst();
          if (row && !opened.positive) await tell(trx, message, 'rejected', id, moment);
        });
        delivered++;
        house.wake(counterpart);
      } catch (error) {
        const problem = error instanceof BadEnvelope ? 'bad receipt' : 'not delivered';
        house.log.warn({ message: id, attempts: message.attempts, ...traceOf(error) }, problem);
        await as(house.db, participant, (trx) => failed(trx, participant, message, error as Error, moment));
      }
    }
  }
}

/** The addressee takes it when what came before has arrived. */
class HeldBack extends Error {}

/**
 * Nothing is lost, it is tried on; our officers hear of it once. After days without end it is given up openly: they hear of
 * that too, and the administrators, who can have it tried again.
 */
async function failed(
  trx: Trx,
  participant: string,
  message: { id: string; case_id: string | null; type: string; counterpart: string; at: string; attempts: number },
  error: Error,
  moment: Moment,
): Promise<void> {
  const { id, attempts } = message;
  const dead = exhausted(message.at, attempts, moment.now);
  const cause: Cause =
    error instanceof HeldBack ? 'held_back' : error instanceof BadEnvelope ? 'bad_receipt' : 'unreachable';
  const { numUpdatedRows } = await trx
    .updateTable('message')
    .set({
      failure: error.message.slice(0, 500),
      ...(dead
        ? { status: 'dead' as const, dead_at: moment.now, cause, next_attempt_at: null }
        : { next_attempt_at: later(moment.now, backOff(attempts)) }),
    })
    .where('id', '=', id)
    .where('status', '=', 'waiting')
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) return;
  if (dead) {
    await tell(trx, message, 'undelivered', `${id}:${moment.now}`, moment);
    await tellAdministrators(trx, participant, moment.now);
  } else if (attempts === tellAfter) await tell(trx, message, 'delayed', id, moment);
}

/** Our officers hear, once, that a message of theirs was not taken or is still here. */
async function tell(
  trx: Trx,
  { case_id, type, counterpart }: { case_id: string | null; type: string; counterpart: string },
  what: 'rejected' | 'delayed' | 'undelivered',
  id: string,
  { now }: Moment,
): Promise<void> {
  const occasion = `${what}:${id}`;
  if (isReturnMessage(type))
    await notify(
      trx,
      { id: null, number: null, own_reference: null, counterpart },
      {
        roles: ['statistics', 'desk'],
        key: `return_message_${what}`,
        params: {},
        urgent: false,
        occasion,
        at: now,
      },
    );
  if (!case_id) return;
  const file = await trx.selectFrom('case_file').selectAll().where('id', '=', case_id).executeTakeFirstOrThrow();
  await notify(trx, file, {
    roles: ['approver', 'officer', 'duty'],
    key: `message_${what}`,
    params: {},
    urgent: true,
    occasion,
    at: now,
  });
}
