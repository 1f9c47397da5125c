import type { Tables, Trx } from '@rogatoria/db';
import { isDecided, outcomeOf, type Stored } from '@rogatoria/workflows';
import type { Insertable, Updateable } from 'kysely';
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

/** What one event does to the figures of its case: opens them, or changes them. */
export type Change = { flow: { step: 'opened' | 'closed' | 'reopened'; outcome: string | null } | null } & (
  | { opened: Omit<Insertable<Tables['case_fact']>, 'waited_ms' | 'rounds' | 'extensions'> }
  | {
      opened: null;
      set: Updateable<Tables['case_fact']>;
      /** a request follows this preservation up: the first of several counts (P3) */
      follows: boolean;
      rounds: number;
      extensions: number;
      waited_ms: number;
    }
);

type Subject = Pick<
  CaseRow,
  'id' | 'participant' | 'kind' | 'direction' | 'counterpart' | 'urgency' | 'bases' | 'number'
>;

/** The figures of an event (domain.md §6.2), from the event alone: what is stored can be computed again. */
export function changeOf(row: Subject, before: Stored, after: Stored, event: Counted): Change {
  const { type, at } = event;
  const received = before.state === 'arriving';
  if (received || sent.has(type)) {
    return {
      opened: {
        case_id: row.id,
        participant: row.participant,
        kind: row.kind,
        direction: row.direction,
        counterpart: row.counterpart,
        urgency: row.urgency,
        basis: row.bases[0] ?? '',
        sent_at: received ? null : at,
        received_at: received ? at : null,
        acknowledged_at: null,
        acknowledge_due_at: event.acknowledge_due_at,
        decided_at: null,
        executed_at: null,
        preserved_at: null,
        followed_up_at: null,
        ground: null,
        outcome: null,
      },
      flow: { step: 'opened', outcome: null },
    };
  }
  let flow: Change['flow'] = null;
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
    // A draft that was never sent is discarded, not closed: nothing was opened.
    if (row.number !== null) flow = { step: 'closed', outcome: set.outcome };
  } else if (wasDecided && !decided) {
    Object.assign(set, { outcome: null, executed_at: null });
    if (row.number !== null) flow = { step: 'reopened', outcome: null };
  }
  return {
    opened: null,
    flow,
    set,
    follows: followed.has(type),
    rounds: clarified.has(type) ? 1 : 0,
    extensions: Number(after.context.extensions ?? 0) - Number(before.context.extensions ?? 0),
    waited_ms: event.waited_ms,
  };
}

/** Keeps the case's row of metadata and its flow in step with its log, in the same transaction. */
export async function count(trx: Trx, row: CaseRow, before: Stored, after: Stored, event: Counted): Promise<void> {
  const change = changeOf(row, before, after, event);
  const { at, sequence } = event;
  if (change.opened) await trx.insertInto('case_fact').values(change.opened).execute();
  if (change.flow) {
    await trx
      .insertInto('case_flow')
      .values({ participant: row.participant, case_id: row.id, sequence, at, ...change.flow })
      .execute();
  }
  if (change.opened) return;
  const { set, follows, rounds, extensions, waited_ms } = change;
  if (Object.keys(set).length === 0 && !follows && rounds + extensions + waited_ms === 0) return;
  await trx
    .updateTable('case_fact')
    .set(({ eb, fn, val }) => ({
      ...set,
      ...(follows ? { followed_up_at: fn.coalesce('followed_up_at', val(at)) } : {}),
      rounds: eb('rounds', '+', rounds),
      extensions: eb('extensions', '+', extensions),
      waited_ms: eb('waited_ms', '+', waited_ms),
    }))
    .where('case_id', '=', row.id)
    .execute();
}
