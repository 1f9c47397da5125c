/** What a case's log gives beside its state: figures, flow, clocks and messages, computed again and compared. Only reads. */
import type { Tables } from '@rogatoria/db';
import {
  carriesForm,
  deriveDeadline,
  type Effects,
  endOfDay,
  outliving,
  policyFor,
  zoneOf,
} from '@rogatoria/workflows';
import type { Suspension } from '@rogatoria/workflows/types.ts';
import canonicalize from 'canonicalize';
import type { Selectable } from 'kysely';
import { type calendarsOf, restsCount } from '../engine/calendars.ts';
import { type DeadlineRow, sideOf } from '../engine/deadlines.ts';
import { changeOf, counters } from '../engine/facts.ts';
import type { CaseRow } from '../engine/log.ts';
import { fingerprint } from '../engine/once.ts';
import { told } from '../engine/outbox.ts';
import type { EventRow, ReplayedStep } from './cases.ts';

export type MessageRow = Pick<
  Selectable<Tables['message']>,
  'case_id' | 'type' | 'direction' | 'sequence' | 'status' | 'body' | 'counterpart' | 'request_id' | 'at'
>;
export type FileRow = Selectable<Tables['file']>;
export type FactRow = Selectable<Tables['case_fact']>;
export type FlowRow = Selectable<Tables['case_flow']>;

/** What is stored beside a case's log. */
export interface Beside {
  messages: MessageRow[];
  files: FileRow[];
  /** the first touch of each file: it came to us, with this hash */
  arrivals: { file_id: string; action: string; sha256: string }[];
  fact: FactRow | null;
  flows: FlowRow[];
  deadlines: DeadlineRow[];
  countedBy: Awaited<ReturnType<typeof calendarsOf>>;
}

/** A date that moved with its calendar, as the log says it. */
export interface MoveEntry {
  kind: string;
  started_at: string;
  from: string;
  to: string;
}

export const same = (a: unknown, b: unknown) => canonicalize(a) === canonicalize(b);

/** The names of those of `expected` that `row` has otherwise. */
export function differing(row: object, expected: Record<string, unknown>): string[] {
  return Object.entries(expected)
    .filter(([name, value]) => !same((row as Record<string, unknown>)[name], value))
    .map(([name]) => name);
}

/** Whose the case is, as its log and its messages say. */
export function identityDifferences(row: CaseRow, events: readonly EventRow[], { messages }: Beside): string[] {
  const first = events[0];
  if (!first) return [];
  const reference = events.findLast(({ type }) => type === 'command.acknowledge' || type === 'message.acknowledgement');
  const of = reference?.type === 'command.acknowledge' ? 'own_reference' : 'their_reference';
  const expected: Record<string, unknown> = {
    workflow: `${row.kind}.${row.direction}`,
    created_at: first.at,
    ...(reference ? { [of]: (reference.payload as { reference?: string }).reference ?? null } : {}),
  };
  const differences = differing(row, expected);
  // Who wrote last is the drafter, and saving a draft is no entry: of the writers the log knows the first.
  const writers = row.direction === 'outgoing' ? [row.drafter, first.actor] : [];
  if (row.direction === 'incoming' && row.drafter !== null) differences.push('drafter');
  if (writers.some((writer) => !writer || !row.authors.includes(writer))) differences.push('authors');
  for (const column of ['counterpart', 'request_id'] as const)
    if (messages.some((message) => message[column] !== row[column])) differences.push(column);
  return differences;
}

/** What is wrong with the messages that left or came, or null. */
export function messageDifference(
  events: readonly EventRow[],
  steps: readonly ReplayedStep[],
  { messages }: Beside,
): { sequence: number | null; detail: string } | null {
  const out = messages.filter(({ direction }) => direction === 'out');
  const sent = steps.flatMap(({ event, effects }) =>
    effects.flatMap((effect) => (effect.type === 'send' ? [{ event, ...effect.params }] : [])),
  );
  for (const [index, { event, type, body }] of sent.entries()) {
    const { sequence } = event;
    const message = out[index];
    if (!message || message.sequence !== index + 1 || message.type !== type)
      return { sequence, detail: `${type} is not there` };
    const right = carriesForm(type)
      ? !event.sent || event.sent === fingerprint(message.body)
      : // Before files were named by the manifest, they were by our own ids.
        same(message.body, told(type, body ?? {})) || same(message.body, body ?? {});
    if (!right || message.at !== event.at) return { sequence, detail: `${type} is not what was sent` };
  }
  if (out.length > sent.length) return { sequence: null, detail: `${out[sent.length]?.type} was not sent by the log` };
  const came = messages.filter(({ direction, status }) => direction === 'in' && status === 'delivered');
  const taken = events.filter(({ origin }) => origin === 'message');
  for (const [index, { sequence, type, payload }] of taken.entries()) {
    const message = came[index];
    if (!message || `message.${message.type}` !== type) return { sequence, detail: `${type.slice(8)} is not there` };
    if (carriesForm(message.type)) continue; // compared by its fingerprint
    if (!same(message.body, payload)) return { sequence, detail: `${message.type} is not what came` };
  }
  if (came.length > taken.length) return { sequence: null, detail: `${came[taken.length]?.type} is not in the log` };
  return null;
}

/** What is wrong with the case's files, or null: each as it came, and as the delivery that carried it says. */
export function fileDifference({ messages, files, arrivals }: Beside): string | null {
  const arrived = new Map(arrivals.map((arrival) => [arrival.file_id, arrival]));
  for (const { id, name, origin, sha256 } of files) {
    const arrival = arrived.get(id);
    if (arrival?.action !== (origin === 'ours' ? 'added' : 'received')) return `${name}: nobody knows how it came`;
    if (arrival.sha256 !== sha256) return `${name}: sha256`;
  }
  const carried = messages
    .filter(({ type, direction, status }) => type === 'delivery' && (direction === 'out' || status === 'delivered'))
    .flatMap(({ body }) =>
      (body.manifest as Record<string, unknown>[]).map((item) => ({ ...item, delivery: body.number ?? null })),
    );
  for (const { id, ...item } of carried as Record<string, unknown>[]) {
    const file = files.find(({ shared_id }) => shared_id === id);
    if (!file) return `${item.name}: not there`;
    const differences = differing(file, item);
    if (differences.length > 0) return `${item.name}: ${differences.join(', ')}`;
  }
  const delivered = files.filter(({ delivery }) => delivery !== null);
  return delivered.length > carried.length ? `${delivered[0]?.name}: not in a delivery` : null;
}

interface Clock {
  kind: string;
  holder: 'us' | 'them';
  started_at: string;
  fixed_due: string | null;
  suspensions: Suspension[];
  status: 'open' | 'stopped' | 'cancelled';
  stopped_at: string | null;
  snoozed_until: string | null;
}

/** Plays clocks and figures along a log. Which day a working day is stands with the stored clock: calendars change. */
class Recount {
  clocks: Clock[] = [];
  fact: Record<string, unknown> | null = null;
  flows: { sequence: number; at: string; step: string; outcome: string | null }[] = [];
  row: CaseRow;
  stored: readonly DeadlineRow[];

  constructor(row: CaseRow, stored: readonly DeadlineRow[]) {
    this.row = row;
    this.stored = stored;
  }

  take({ event, before, after, effects }: ReplayedStep): void {
    const { row } = this;
    const { at, type, sequence } = event;
    const payload = event.payload as Record<string, unknown>;
    let waited_ms = 0;
    let acknowledge_due_at: string | null = null;
    for (const effect of effects) {
      if (effect.type === 'start') {
        this.start(effect.params, at);
        if (effect.params.kind.endsWith('_acknowledge') && effect.params.until !== null) {
          acknowledge_due_at = this.storedOf(effect.params.kind, at)?.original_due_at ?? null;
        }
      } else if (effect.type === 'stop') this.stop(effect.params.kinds, at, 'stopped');
      else if (effect.type === 'suspend') this.suspend(effect.params, at);
      else if (effect.type === 'resume') waited_ms += this.resume(effect.params, at);
    }
    if (type === 'command.snooze')
      for (const clock of this.open((kind) => kind === payload.deadline)) clock.snoozed_until = String(payload.until);
    const change = changeOf(row, before, after, { type, at, sequence, payload, waited_ms, acknowledge_due_at });
    if (change.flow) this.flows.push({ sequence, at, ...change.flow });
    if (change.opened)
      this.fact = { ...change.opened, ...Object.fromEntries(counters.map((name): [string, number] => [name, 0])) };
    else if (this.fact) {
      const { fact } = this;
      Object.assign(fact, change.set);
      for (const name of change.first) fact[name] ??= at;
      for (const name of counters) fact[name] = Number(fact[name]) + (change.adds[name] ?? 0);
    }
  }

  storedOf(kind: string, started_at: string): DeadlineRow | undefined {
    return this.stored.find((clock) => clock.kind === kind && clock.started_at === started_at);
  }

  private start({ kind, until, ...effect }: Effects['start'], at: string): void {
    this.stop([kind], at, until === null ? 'stopped' : 'cancelled');
    if (until === null) return;
    const { row } = this;
    const policy = policyFor(kind, row.urgency);
    const side = sideOf(row);
    const governs = policy.governs === side ? row.participant : row.counterpart;
    const fixed_due = until === undefined ? effect.fixed_due : endOfDay(until, zoneOf(governs));
    this.clocks.push({
      kind,
      holder: policy.holder === side ? 'us' : 'them',
      started_at: at,
      fixed_due: fixed_due ?? null,
      suspensions: [],
      status: 'open',
      stopped_at: null,
      snoozed_until: null,
    });
  }

  private stop(kinds: 'all' | readonly string[], at: string, status: 'stopped' | 'cancelled'): void {
    for (const clock of this.open((kind) =>
      kinds === 'all' ? !outliving.includes(kind as never) : kinds.includes(kind),
    ))
      Object.assign(clock, { status, stopped_at: at });
  }

  private suspend({ kinds, reason }: Effects['suspend'], at: string): void {
    for (const clock of this.open((kind) => kinds.includes(kind as never)))
      if (clock.suspensions.at(-1)?.to !== null) clock.suspensions.push({ from: at, to: null, reason });
  }

  private resume({ kinds }: Effects['resume'], at: string): number {
    let waited = 0;
    for (const clock of this.open((kind) => kinds.includes(kind as never))) {
      const last = clock.suspensions.at(-1);
      if (last?.to !== null) continue;
      last.to = at;
      if (last.reason === 'clarification') waited = Date.parse(at) - Date.parse(last.from);
    }
    return waited;
  }

  private open(of: (kind: string) => boolean): Clock[] {
    return this.clocks.filter(({ kind, status }) => status === 'open' && of(kind));
  }
}

/** What of the figures or the clocks is not as the log gives it; null when all is. */
export function recountDifference(
  row: CaseRow,
  steps: readonly ReplayedStep[],
  { messages, fact, flows, deadlines, countedBy }: Beside,
  moves: readonly MoveEntry[] = [],
): { what: 'figures' | 'clocks'; detail: string } | null {
  // Counted as it was opened: what came in writing later may name other bases.
  const opened = messages.find(
    ({ type, status }) => carriesForm(type) && type !== 'written_confirmation' && status !== 'rejected',
  );
  const { urgency = row.urgency, bases = row.bases, form = row.form } = (opened?.body ?? {}) as Partial<CaseRow>;
  const recount = new Recount({ ...row, urgency, bases, form }, deadlines);
  for (const step of steps) recount.take(step);
  if (!recount.fact !== !fact) return { what: 'figures', detail: fact ? 'counted before it was sent' : 'not counted' };
  const wrong = fact && recount.fact ? differing(fact, recount.fact) : [];
  if (wrong.length > 0) return { what: 'figures', detail: wrong.join(', ') };
  const stored = flows.map(({ sequence, at, step, outcome }) => ({ sequence, at, step, outcome }));
  if (!same(stored, recount.flows)) return { what: 'figures', detail: 'flow' };
  if (deadlines.length !== recount.clocks.length) return { what: 'clocks', detail: `${deadlines.length} clocks` };
  const left = [...deadlines];
  for (const { fixed_due, status, ...clock } of recount.clocks) {
    const index = left.findIndex(
      ({ kind, started_at, stopped_at }) =>
        kind === clock.kind && started_at === clock.started_at && stopped_at === clock.stopped_at,
    );
    const [one] = index < 0 ? [] : left.splice(index, 1);
    if (!one) return { what: 'clocks', detail: clock.kind };
    const standing = clock.suspensions.at(-1)?.to === null ? 'suspended' : 'running';
    const ended = clock.stopped_at !== null && one.due_at < clock.stopped_at ? 'missed' : 'met';
    const differences = differing(one, {
      ...clock,
      status: status === 'open' ? standing : status === 'cancelled' ? 'cancelled' : ended,
      ...dueOf(one, fixed_due, countedBy(one), moves),
    });
    if (differences.length > 0) return { what: 'clocks', detail: `${clock.kind}: ${differences.join(', ')}` };
  }
  return null;
}

/**
 * When a clock ends: by the calendar it was counted by, and by the log where its date moved. What another release knew of
 * holidays is no forgery.
 */
function dueOf(
  row: DeadlineRow,
  fixed_due: string | null,
  { calendar, exact }: ReturnType<Beside['countedBy']>,
  moves: readonly MoveEntry[],
) {
  const { rule, started_at, suspensions, stopped_at } = row;
  if (fixed_due) return { due_at: fixed_due, original_due_at: fixed_due };
  if (rule.fixed_due !== undefined || !exact) return {};
  const ended = (suspensions as Suspension[]).filter(({ to }) => to !== null);
  const { due_at, original_due_at } = deriveDeadline(rule, started_at, ended, stopped_at ?? started_at, calendar);
  if (!restsCount(rule)) return { due_at, original_due_at };
  // Before calendars had versions nobody wrote down which one counted.
  if (row.calendar === null) return {};
  const own = moves.filter((entry) => entry.kind === row.kind && entry.started_at === started_at);
  return { due_at, ...(ended.length === 0 ? { original_due_at: own[0]?.from ?? original_due_at } : {}) };
}
