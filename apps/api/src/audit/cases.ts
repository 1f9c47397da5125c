/** Cases against their logs: each log, played through the machines, must end in the case and in all that stands beside it. */
import type { Tables, Trx } from '@rogatoria/db';
import {
  ballOf,
  carriesForm,
  type Effect,
  initial,
  offerOf,
  outcomeOf,
  type Stored,
  step,
  type Workflow,
} from '@rogatoria/workflows';
import type { Selectable } from 'kysely';
import { calendarsOf } from '../engine/calendars.ts';
import { type CaseRow, entryHash } from '../engine/log.ts';
import { fingerprint } from '../engine/once.ts';
import { movedEntry } from '../engine/recalculate.ts';
import { type Erasure, erasureFault, erasuresOf } from './erasures.ts';
import { type Fault, inCase } from './faults.ts';
import {
  type Beside,
  differing,
  fileDifference,
  identityDifferences,
  type MoveEntry,
  messageDifference,
  recountDifference,
} from './recount.ts';

export type EventRow = Selectable<Tables['case_event']>;
type FormSent = Pick<Selectable<Tables['message']>, 'type' | 'body'>;
/** One entry as the machine takes it. */
export interface ReplayedStep {
  event: EventRow;
  before: Stored;
  after: Stored;
  effects: Effect[];
}

/**
 * Checks one case against its log, in order. `forms` are the messages that carried its form, as they were sent or received.
 * @returns the first fault, and the steps up to it
 */
export function replay(
  row: CaseRow,
  events: EventRow[],
  forms: readonly FormSent[],
): { fault: Fault | null; steps: ReplayedStep[] } {
  const steps: ReplayedStep[] = [];
  const at = inCase(row);
  const fault = (...what: Parameters<typeof at>) => ({ fault: at(...what), steps });
  let stored = initial(row.workflow as Workflow);
  let previous_hash = '';
  for (const [index, event] of events.entries()) {
    const sequence = index + 1;
    if (event.sequence !== sequence) return fault(sequence, 'entry_missing', `next is ${event.sequence}`);
    if (sequence > row.log_length) return fault(sequence, 'entry_added', `the case knows ${row.log_length}`);
    if (event.previous_hash !== previous_hash) return fault(sequence, 'chain_broken', event.type);
    const { participant: _, hash, ...hashed } = event;
    if (entryHash(hashed) !== hash) return fault(sequence, 'entry_altered', event.type);
    previous_hash = hash;
    if (event.type === 'command.create') continue; // the machine begins with the draft
    if (event.type === movedEntry) {
      // A date moves with its calendar and the procedure stands where it stood; the clocks are compared below.
      if (event.state !== stored.state)
        return fault(sequence, 'replay_differs', `${event.type} in ${stored.state}, not ${event.state}`);
      continue;
    }
    if (event.type === 'command.snooze') {
      // Reminders were put off: the machine knows nothing of them.
      if (stored.state !== event.state) return fault(sequence, 'replay_differs', `${event.type} in ${stored.state}`);
      steps.push({ event, before: stored, after: stored, effects: [] });
      continue;
    }
    let payload = event.payload as Record<string, unknown>;
    if (event.origin === 'message' && carriesForm(event.type.slice('message.'.length))) {
      // The log keeps the fingerprint; the machine saw the whole of it.
      const carried = forms.find(({ type }) => event.type === `message.${type}`);
      if (!carried) return fault(sequence, 'request_altered', 'the request is not there');
      if (fingerprint(carried.body) !== payload.sha256)
        return fault(sequence, 'request_altered', 'another fingerprint');
      payload = carried.body as Record<string, unknown>;
    }
    const before = stored;
    let next: ReturnType<typeof step>;
    try {
      next = step(before, { type: event.type, at: event.at, by: event.actor, payload });
    } catch (error) {
      return fault(sequence, 'replay_differs', `${event.type}: ${(error as Error).message}`);
    }
    if (!next) return fault(sequence, 'replay_differs', `${event.type} is not taken in ${before.state}`);
    stored = { ...before, state: next.state, context: next.context };
    if (stored.state !== event.state) {
      return fault(sequence, 'replay_differs', `${event.type} leads to ${stored.state}, not ${event.state}`);
    }
    steps.push({ event, before, after: stored, effects: next.effects });
  }
  if (events.length < row.log_length) {
    return fault(events.length + 1, 'entry_missing', `the case knows ${row.log_length}`);
  }
  const differences = differing(row, {
    log_head: previous_hash,
    workflow_version: stored.version,
    state: stored.state,
    context: stored.context,
    ball: ballOf(stored),
    outcome: outcomeOf(stored),
  });
  differences.push(...formDifferences(row, forms));
  if (differences.length > 0) return fault(null, 'case_altered', differences.join(', '));
  return { fault: null, steps };
}

/** What the case row no longer says of what was sent or received last. Of an offer, only what was offered. */
function formDifferences(row: CaseRow, forms: readonly FormSent[]): string[] {
  const opened = forms.find(({ type }) => type !== 'written_confirmation');
  const last = forms.at(-1);
  if (!opened || !last) return [];
  const { kind, number, urgency } = opened.body as Record<string, unknown>;
  const {
    preservations: _,
    consultation: _c,
    supplements: _s,
    emergency: _e,
    ...content
  } = last.body as Record<string, unknown>;
  // What was asked in an emergency is still being put in writing.
  const settled = row.direction === 'outgoing' && row.context.unconfirmed ? {} : content;
  const said = last.type === 'offer' ? { ...row, ...offerOf(row.form, row.translations) } : row;
  return differing(said, { ...settled, kind, number, urgency });
}

/** One case with its log and all that stands beside it. */
export interface CaseRecord {
  row: CaseRow;
  events: EventRow[];
  /** the messages that carried its form, as they were sent or taken, in order */
  forms: FormSent[];
  beside: Beside;
  /** where its content was erased, or is said to have been */
  erasure: Erasure | null;
}

/** Everything about one case: its log, then whatever stands beside it. The first fault, or null. */
export function caseFault(record: CaseRecord): Fault | null {
  if (record.erasure) return erasureFault(record, record.erasure);
  const { row, events, forms, beside } = record;
  const { fault, steps } = replay(row, events, forms);
  if (fault) return fault;
  const at = inCase(row);
  const identity = identityDifferences(row, events, beside);
  if (identity.length > 0) return at(null, 'case_altered', identity.join(', '));
  const message = messageDifference(events, steps, beside);
  if (message) return at(message.sequence, 'message_altered', message.detail);
  const file = fileDifference(beside);
  if (file) return at(null, 'file_altered', file);
  const moves = events.filter(({ type }) => type === movedEntry).map(({ payload }) => payload as MoveEntry);
  const counted = recountDifference(row, steps, beside, moves);
  return counted && at(null, `${counted.what}_altered`, counted.detail);
}

/** Every case of the participant of this transaction, in the order of their ids. */
export async function* casesOf(trx: Trx): AsyncGenerator<CaseRecord> {
  for (let after: string | undefined = ''; after !== undefined; ) {
    const slice: { records: CaseRecord[]; next: string | undefined } = await someCases(trx, after);
    yield* slice.records;
    after = slice.next;
  }
}

const noCase = '00000000-0000-0000-0000-000000000000';
const batch = 100;
/** The next hundred cases after an id ('' for the first). `next` is where the following hundred begin. */
export async function someCases(trx: Trx, after: string): Promise<{ records: CaseRecord[]; next: string | undefined }> {
  const rows = await trx
    .selectFrom('case_file')
    .selectAll()
    .where('id', '>', after || noCase)
    .orderBy('id')
    .limit(batch)
    .execute();
  return { records: await recordsOf(trx, rows), next: rows.length < batch ? undefined : rows.at(-1)?.id };
}

async function recordsOf(trx: Trx, rows: readonly CaseRow[]): Promise<CaseRecord[]> {
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  const of = <T extends { case_id: string | null }>(all: T[]) => {
    const grouped = Map.groupBy(all, ({ case_id }) => case_id);
    return (id: string) => grouped.get(id) ?? [];
  };
  const eventsOf = of(
    await trx.selectFrom('case_event').selectAll().where('case_id', 'in', ids).orderBy('sequence').execute(),
  );
  const messagesOf = of(
    await trx
      .selectFrom('message')
      .select(['case_id', 'type', 'direction', 'sequence', 'status', 'body', 'counterpart', 'request_id', 'at'])
      .where('case_id', 'in', ids)
      .orderBy('sequence')
      .execute(),
  );
  const files = await trx.selectFrom('file').selectAll().where('case_id', 'in', ids).orderBy('created_at').execute();
  const filesOf = of(files);
  const arrivals =
    files.length === 0
      ? []
      : await trx
          .selectFrom('custody_event')
          .distinctOn('file_id')
          .select(['file_id', 'action', 'sha256'])
          .where(
            'file_id',
            'in',
            files.map(({ id }) => id),
          )
          .orderBy('file_id')
          .orderBy('sequence')
          .execute();
  const factsOf = of(await trx.selectFrom('case_fact').selectAll().where('case_id', 'in', ids).execute());
  const flowsOf = of(
    await trx.selectFrom('case_flow').selectAll().where('case_id', 'in', ids).orderBy('sequence').execute(),
  );
  const clocks = await trx.selectFrom('deadline').selectAll().where('case_id', 'in', ids).execute();
  const deadlinesOf = of(clocks);
  const countedBy = await calendarsOf(trx, clocks);
  const erasures = await erasuresOf(trx, rows);
  return rows.map((row): CaseRecord => {
    const messages = messagesOf(row.id);
    const own = filesOf(row.id);
    const beside: Beside = {
      messages,
      files: own,
      arrivals: arrivals.filter(({ file_id }) => own.some(({ id }) => id === file_id)),
      fact: factsOf(row.id)[0] ?? null,
      flows: flowsOf(row.id),
      deadlines: deadlinesOf(row.id),
      countedBy,
    };
    // one that came and was not taken changed nothing here
    const forms = messages.filter(
      ({ type, direction, status }) => carriesForm(type) && (direction === 'out' || status !== 'rejected'),
    );
    return { row, events: eventsOf(row.id), forms, beside, erasure: erasures.get(row.id) ?? null };
  });
}

/** Whether one case is what its log gives. Of an erased one, what its tombstone says. */
export async function isSound(trx: Trx, caseId: string): Promise<boolean> {
  const rows = await trx.selectFrom('case_file').selectAll().where('id', '=', caseId).execute();
  const [record] = await recordsOf(trx, rows);
  return record !== undefined && caseFault(record) === null;
}
