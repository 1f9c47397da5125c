/** Timed test calls between the 24/7 desks of one installation: a row, an urgent notice, one click, the house's clock. */
import { randomUUID } from 'node:crypto';
import { lock, type Trx } from '@rogatoria/db';
import { isState } from '@rogatoria/workflows';
import { quietHours } from '@rogatoria/workflows/test-calls.ts';
import { noteAudit } from '../engine/chains.ts';
import { DomainError, notFound } from '../errors.ts';
import type { Editor } from './entries.ts';
import type { TestCallView } from './schemas.ts';

const hourMs = 3_600_000;
/** Figures and lists look back so far. */
export const yearMs = 365 * 24 * hourMs;

export const before = (now: string, ms: number): string => new Date(Date.parse(now) - ms).toISOString();

/** Starts a test call; the desk hears of it with the next round of work. Throws 422 (`test_call_desk`, `test_call_recent`). */
export async function startCall(trx: Trx, by: Editor, desk: string, now: string): Promise<{ id: string; at: string }> {
  const refuse = (rule: string, params: Record<string, string | number> = {}) =>
    new DomainError(422, 'invalid', { errors: [{ field: 'desk', rule, params }] });
  const known = isState(desk) && desk !== by.participant;
  const here =
    known && (await trx.selectFrom('participant').select('code').where('code', '=', desk).executeTakeFirst());
  if (!here) throw refuse('test_call_desk');
  await lock(trx, `test calls to ${desk}`);
  const recent = await trx
    .selectFrom('test_call')
    .select('id')
    .where('desk', '=', desk)
    .where('at', '>', before(now, quietHours * hourMs))
    .executeTakeFirst();
  if (recent) throw refuse('test_call_recent', { hours: quietHours });
  const id = randomUUID();
  await trx.insertInto('test_call').values({ id, state: by.participant, desk, at: now }).execute();
  await noteAudit(trx, {
    participant: by.participant,
    at: now,
    account_id: by.id,
    action: 'test_call.start',
    detail: { id, desk },
  });
  return { id, at: now };
}

/** The desk answers, once. Throws 404, 409 (`test_call_answered`). */
export async function answerCall(trx: Trx, by: Editor, id: string, now: string): Promise<{ id: string; at: string }> {
  const call = await trx
    .selectFrom('test_call')
    .select('state')
    .where('id', '=', id)
    .where('desk', '=', by.participant)
    .executeTakeFirst();
  if (!call) throw notFound();
  const answered = await trx
    .insertInto('test_call_answer')
    .values({ id, state: by.participant, at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!answered) throw new DomainError(409, 'test_call_answered');
  await noteAudit(trx, {
    participant: by.participant,
    at: now,
    account_id: by.id,
    action: 'test_call.answer',
    detail: { id, from: call.state },
  });
  return { id, at: now };
}

/** Test calls of the last twelve months, newest first. */
export function callsSince(trx: Trx, now: string): Promise<TestCallView[]> {
  return trx
    .selectFrom('test_call')
    .leftJoin('test_call_answer', 'test_call_answer.id', 'test_call.id')
    .select([
      'test_call.id',
      'test_call.state as from',
      'test_call.desk',
      'test_call.at',
      'test_call_answer.at as answered_at',
    ])
    .where('test_call.at', '>', before(now, yearMs))
    .orderBy('test_call.at', 'desc')
    .orderBy('test_call.id')
    .execute();
}
