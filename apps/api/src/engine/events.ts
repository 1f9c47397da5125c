/** What happened, for a participant's own systems: rows of the transaction in which it did (ADR 0015). */
import { sql, type Trx } from '@rogatoria/db';
import type { CaseRow } from './log.ts';

/** Texts: `webhook.event.<type>`. */
export const webhookEvents = ['case.received', 'case.changed', 'case.closed'] as const;
export type WebhookEvent = (typeof webhookEvents)[number];

/** What an event did to a case, in one word: a system that chose several hears of it once. */
export function webhookEventOf(before: CaseRow, after: CaseRow): WebhookEvent {
  if (before.outcome === null && after.outcome !== null) return 'case.closed';
  return before.log_length === 0 ? 'case.received' : 'case.changed';
}

/** Writes a delivery for each system that wants to hear of it; no word of what the case is about. */
export async function announce(trx: Trx, before: CaseRow, after: CaseRow, now: string): Promise<void> {
  const event = webhookEventOf(before, after);
  const body = { case: after.id, reference: after.number ?? after.own_reference, version: after.version };
  await sql`insert into webhook_delivery (id, participant, webhook_id, event, body, at, next_attempt_at)
    select gen_random_uuid(), participant, id, ${event}, ${JSON.stringify(body)}::jsonb, ${now}, ${now}
    from webhook where removed_at is null and ${event} = any(events)`.execute(trx);
}
