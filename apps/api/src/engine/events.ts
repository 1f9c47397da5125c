/** What happened, for a participant's own systems: rows of the transaction in which it did (ADR 0015). */
import { sql, type Trx } from '@rogatoria/db';
import type { CaseRow } from './log.ts';

/** Texts: `webhook.event.<type>`. */
export const webhookEvents = ['case.received', 'case.changed', 'case.closed', 'deadline.reminder'] as const;
export type WebhookEvent = (typeof webhookEvents)[number];

/** What an event did to a case, in one word: a system that chose several hears of it once. */
export function webhookEventOf(before: CaseRow, after: CaseRow): Exclude<WebhookEvent, 'deadline.reminder'> {
  if (before.outcome === null && after.outcome !== null) return 'case.closed';
  return before.log_length === 0 ? 'case.received' : 'case.changed';
}

/** Tells the participant's systems what an event did to a case. */
export const announce = (trx: Trx, before: CaseRow, after: CaseRow, now: string): Promise<void> =>
  write(trx, webhookEventOf(before, after), after, {}, now);

/** Tells them that officers were reminded of a clock: which one, and when it ends. */
export const announceReminder = (
  trx: Trx,
  row: CaseRow,
  { kind, due_at }: { kind: string; due_at: string },
  now: string,
): Promise<void> => write(trx, 'deadline.reminder', row, { deadline: kind, due_at }, now);

/** A delivery for each system that wants to hear of it; no word of what the case is about. */
async function write(trx: Trx, event: WebhookEvent, row: CaseRow, more: object, now: string): Promise<void> {
  const body = { case: row.id, reference: row.number ?? row.own_reference, version: row.version, ...more };
  await sql`insert into webhook_delivery (id, participant, webhook_id, event, body, at, next_attempt_at)
    select gen_random_uuid(), participant, id, ${event}, ${JSON.stringify(body)}::jsonb, ${now}, ${now}
    from webhook where removed_at is null and ${event} = any(events)`.execute(trx);
}
