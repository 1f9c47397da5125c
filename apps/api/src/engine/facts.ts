import type { Tables, Trx } from '@rogatoria/db';
import { isDecided, isRequest, outcomeOf, type Stored } from '@rogatoria/workflows';
import { type Channel, classificationOf } from '@rogatoria/workflows/classification.ts';
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
const impossible = new Set(['command.report_impossible', 'message.impossibility']);
const proposing = new Set(['command.propose_conditions', 'message.conditions']);
const receiptConfirmed = new Set(['command.confirm_receipt', 'message.receipt_confirmation']);
const disputing = new Set(['command.dispute_delivery', 'message.delivery_dispute']);
const disclosing = new Set(['command.disclose_traffic', 'message.expedited_disclosure']);

/** What grows with the events of a case. */
export const counters = [
  'waited_ms',
  'rounds',
  'extensions',
  'postponements',
  'postponed_ms',
  'conditions',
  'conditions_accepted',
  'disputes',
  'disclosures',
  'third_states',
] as const;
type Counter = (typeof counters)[number];

/** What one event does to the figures of its case: opens them, or changes them. */
export type Change = { flow: { step: 'opened' | 'closed' | 'reopened'; outcome: string | null } | null } & (
  | { opened: Omit<Insertable<Tables['case_fact']>, Counter> }
  | {
      opened: null;
      set: Updateable<Tables['case_fact']>;
      /** of several the first counts: a request that follows this preservation up (P3), an answer on the substance (X1) */
      first: ('followed_up_at' | 'answered_at')[];
      adds: Partial<Record<Counter, number>>;
    }
);

type Subject = Pick<
  CaseRow,
  'id' | 'participant' | 'kind' | 'direction' | 'counterpart' | 'urgency' | 'bases' | 'number' | 'form'
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
        channel: channelOf(after),
        ...classificationOf(row.kind, row.form),
        sent_at: received ? null : at,
        received_at: received ? at : null,
        acknowledged_at: null,
        acknowledge_due_at: event.acknowledge_due_at,
        decided_at: null,
        executed_at: null,
        preserved_at: null,
        followed_up_at: null,
        answered_at: null,
        receipt_confirmed_at: null,
        postponed_at: null,
        ground: null,
        cause: null,
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
  const first = followed.has(type) ? (['followed_up_at'] as const) : [];
  const counted = { opened: null, flow, set };
  const waiting = {
    waited_ms: event.waited_ms,
    rounds: clarified.has(type) ? 1 : 0,
    extensions: Number(after.context.extensions ?? 0) - Number(before.context.extensions ?? 0),
  };
  if (!isRequest(row.kind)) return { ...counted, first: [...first], adds: waiting };
  const answers = set.decided_at ?? set.preserved_at ?? set.executed_at ?? (after.state === 'impossible' ? at : null);
  const cause = causeOf(event);
  if (cause !== null) set.cause = cause;
  if (receiptConfirmed.has(type)) set.receipt_confirmed_at = at;
  const postponed = after.state === 'postponed' && before.state !== 'postponed';
  const resumed = before.state === 'postponed' && after.state !== 'postponed';
  if (postponed || resumed) set.postponed_at = postponed ? at : null;
  const disclosed = disclosing.has(type);
  return {
    ...counted,
    first: answers ? [...first, 'answered_at'] : [...first],
    adds: {
      ...waiting,
      postponements: postponed ? 1 : 0,
      postponed_ms: resumed ? Date.parse(at) - postponedAt(before) : 0,
      conditions: proposing.has(type) ? 1 : 0,
      conditions_accepted:
        type === 'command.accept_conditions' ||
        (type === 'message.conditions_answer' && event.payload.accepted === true)
          ? 1
          : 0,
      disputes: disputing.has(type) ? 1 : 0,
      disclosures: disclosed ? 1 : 0,
      third_states: disclosed && ![row.participant, row.counterpart].includes(event.payload.state as string) ? 1 : 0,
    },
  };
}

/** An emergency may be spoken first (UNCAC 46(14)): then its file says to whom, or when. */
function channelOf({ context }: Stored): Channel {
  const { request, transmit_emergency } = (context.records ?? {}) as Record<
    string,
    Record<string, unknown> | undefined
  >;
  const emergency = (request?.emergency ?? transmit_emergency) as Record<string, unknown> | undefined;
  return emergency?.spoken_to !== undefined || emergency?.spoken_at !== undefined ? 'oral' : 'exchange';
}

/** Why data could not be preserved, or why a request was withdrawn; null where the event says neither. */
function causeOf({ type, payload }: Counted): string | null {
  const cause = payload.withdrawal_cause ?? (impossible.has(type) ? payload.cause : null);
  return (cause as string | undefined) ?? null;
}

/** Since when a postponed case stood so: its last postponement. */
function postponedAt({ context }: Stored): number {
  const { postpone, postponement } = context.records as Record<string, { at: string } | undefined>;
  return Date.parse((postpone ?? postponement)?.at ?? '');
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
  const { set, first, adds } = change;
  const grown = counters.flatMap((name) => (adds[name] ? [[name, adds[name]] as const] : []));
  if (Object.keys(set).length + first.length + grown.length === 0) return;
  await trx
    .updateTable('case_fact')
    .set(({ eb, fn, val }) => ({
      ...set,
      ...Object.fromEntries(first.map((name) => [name, fn.coalesce(name, val(at))])),
      ...Object.fromEntries(grown.map(([name, by]) => [name, eb(name, '+', by)])),
    }))
    .where('case_id', '=', row.id)
    .execute();
}
