import type { Tables, Trx } from '@rogatoria/db';
import { isDecided, outcomeOf, type Stored } from '@rogatoria/workflows';
import type { Updateable } from 'kysely';
import type { CaseRow } from './log.ts';

/** One event as the figures see it. */
export interface Counted {
  type: string;
  at: string;
  sequence: number;
  payload: Record<string, unknown>;
  /** milliseconds that clocks stood still for the requesting State's answer and now run again (M12 net) */
  waited_ms: number;
  acknowledge_due_at: string | null;
}

const acknowledged = new Set(['command.acknowledge', 'message.acknowledgement']);
const sent = new Set(['command.transmit', 'command.transmit_emergency']);
const clarified = new Set(['command.ask_clarification', 'message.clarification_request']);
const confirmed = new Set(['command.confirm', 'message.preservation_confirmation']);
const followed = new Set(['linked.follow_up', 'linked.hold']);

/** Keeps the case's row of metadata and its flow in step with its log (domain.md §6.2), in the same transaction. */
export async function count(trx: Trx, row: CaseRow, before: Stored, after: Stored, event: Counted): Promise<void> {
  const { type, at } = event;
  if (sent.has(type) || type === 'message.request') {
    await trx
      .insertInto('case_fact')
      .values({
        case_id: row.id,
        participant: row.participant,
        kind: row.kind,
        direction: row.direction,
        counterpart: row.counterpart,
        urgency: row.urgency,
        basis: row.bases[0] ?? '',
        sent_at: sent.has(type) ? at : null,
        received_at: type === 'message.request' ? at : null,
        acknowledged_at: null,
        acknowledge_due_at: event.acknowledge_due_at,
        decided_at: null,
        executed_at: null,
        preserved_at: null,
        followed_up_at: null,
        ground: null,
        outcome: null,
      })
      .execute();
    await flow(trx, row, event, 'opened', null);
    return;
  }
  const set: Updateable<Tables['case_fact']> = {};
  const wasDecided = isDecided(before);
  const decided = isDecided(after);
  if (acknowledged.has(type)) set.acknowledged_at = at;
  if (confirmed.has(type)) set.preserved_at = at;
  if (after.state === 'accepted' && before.state === 'acknowledged') set.decided_at = at;
  if (after.state === 'transmitted' && before.state !== 'transmitted') set.executed_at = at;
  if (after.state === 'refused') set.ground = event.payload.ground as string;
  if (decided && !wasDecided) {
    set.outcome = outcomeOf(after);
    if (after.state === 'refused' || after.state === 'returned') set.decided_at = at;
    await flow(trx, row, event, 'closed', set.outcome);
  } else if (wasDecided && !decided) {
    Object.assign(set, { outcome: null, executed_at: null });
    await flow(trx, row, event, 'reopened', null);
  }
  const rounds = clarified.has(type) ? 1 : 0;
  const extensions = Number(after.context.extensions ?? 0) - Number(before.context.extensions ?? 0);
  const follows = followed.has(type);
  if (Object.keys(set).length === 0 && !follows && rounds + extensions + event.waited_ms === 0) return;
  await trx
    .updateTable('case_fact')
    .set(({ eb, fn, val }) => ({
      ...set,
      // The first of several requests is the one that followed the preservation up (P3).
      ...(follows ? { followed_up_at: fn.coalesce('followed_up_at', val(at)) } : {}),
      rounds: eb('rounds', '+', rounds),
      extensions: eb('extensions', '+', extensions),
      waited_ms: eb('waited_ms', '+', event.waited_ms),
    }))
    .where('case_id', '=', row.id)
    .execute();
}

async function flow(
  trx: Trx,
  row: CaseRow,
  { at, sequence }: Counted,
  step: 'opened' | 'closed' | 'reopened',
  outcome: string | null,
) {
  // A draft that was never sent is discarded, not closed: nothing was opened.
  if (step !== 'opened' && row.number === null) return;
  await trx
    .insertInto('case_flow')
    .values({ participant: row.participant, case_id: row.id, sequence, at, step, outcome })
    .execute();
}
