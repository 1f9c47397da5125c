/**
 * What an auditor can run instead of believing us: every log's chain of hashes computed again, and every log played
 * through the machines, which must end in the case as it is stored. Only reads.
 */
import { type Database, sql, type Tables, type Trx } from '@rogatoria/db';
import {
  ballOf,
  carriesForm,
  type Effect,
  formMessages,
  initial,
  offerOf,
  outcomeOf,
  type Stored,
  step,
  type Workflow,
} from '@rogatoria/workflows';
import canonicalize from 'canonicalize';
import type { Selectable } from 'kysely';
import { type CaseRow, entryHash } from '../engine/log.ts';
import { fingerprint } from '../engine/once.ts';

export type EventRow = Selectable<Tables['case_event']>;
type FormSent = Pick<Selectable<Tables['message']>, 'type' | 'body'>;

/** What is wrong with a case, and from which entry of its log on. */
export interface Fault {
  participant: string;
  case_id: string | null;
  number: string | null;
  /** the first bad entry; null when the log is right and the case stored beside it is not */
  sequence: number | null;
  problem: /** an entry that the sequence needs is not there */
    | 'entry_missing'
    /** an entry beyond the end that the case knows */
    | 'entry_added'
    /** the entry does not name its predecessor */
    | 'chain_broken'
    /** the entry is not what was hashed when it was written */
    | 'entry_altered'
    /** the request that was received is not the one whose fingerprint was logged */
    | 'request_altered'
    /** the machine does not take this entry, or goes elsewhere with it */
    | 'replay_differs'
    /** the case as stored is not what its log gives */
    | 'case_altered'
    /** a number was given to a case that is not there */
    | 'case_missing';
  detail: string;
}

/** One entry as the machine takes it. */
export interface ReplayedStep {
  event: EventRow;
  before: Stored;
  after: Stored;
  effects: Effect[];
}

export interface Verification {
  ok: boolean;
  participants: number;
  cases: number;
  entries: number;
  faults: number;
  first: Fault | null;
}

const same = (a: unknown, b: unknown) => canonicalize(a) === canonicalize(b);

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
  const fault = (sequence: number | null, problem: Fault['problem'], detail: string) => ({
    fault: { participant: row.participant, case_id: row.id, number: row.number, sequence, problem, detail },
    steps,
  });
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
  const differences = Object.entries<unknown>({
    log_head: previous_hash,
    workflow_version: stored.version,
    state: stored.state,
    context: stored.context,
    ball: ballOf(stored),
    outcome: outcomeOf(stored),
  }).filter(([name, value]) => !same(row[name as keyof CaseRow], value));
  differences.push(...formDifferences(row, forms));
  if (differences.length > 0) return fault(null, 'case_altered', differences.map(([name]) => name).join(', '));
  return { fault: null, steps };
}

/** What the case row no longer says of what was sent or received last. Of an offer, only what was offered. */
function formDifferences(row: CaseRow, forms: readonly FormSent[]): [string, unknown][] {
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
  return Object.entries({ ...settled, kind, number, urgency }).filter(
    ([name, value]) => !same(said[name as keyof CaseRow], value),
  );
}

const batch = 100;

/**
 * Verifies every case of these participants, each participant as of one instant, while the house works on.
 * @param report is told each fault as it is found
 */
export async function verify(
  db: Database,
  participants: readonly string[],
  report: (fault: Fault) => void = () => {},
): Promise<Verification> {
  const result: Verification = { ok: true, participants: 0, cases: 0, entries: 0, faults: 0, first: null };
  const found = (fault: Fault) => {
    result.ok = false;
    result.faults++;
    result.first ??= fault;
    report(fault);
  };
  for (const participant of participants) {
    result.participants++;
    await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (trx) => {
        await sql`select set_config('app.participant', ${participant}, true)`.execute(trx);
        for await (const { row, events, forms } of casesOf(trx)) {
          result.cases++;
          result.entries += events.length;
          const { fault } = replay(row, events, forms);
          if (fault) found(fault);
        }
        for (const fault of await numbersWithoutCase(trx, participant)) found(fault);
      });
  }
  return result;
}

/** Every case of the participant of this transaction with its log and the messages that carried its form, in order. */
export async function* casesOf(trx: Trx): AsyncGenerator<{ row: CaseRow; events: EventRow[]; forms: FormSent[] }> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const rows = await trx
      .selectFrom('case_file')
      .selectAll()
      .where('id', '>', after)
      .orderBy('id')
      .limit(batch)
      .execute();
    const ids = rows.map(({ id }) => id);
    if (ids.length === 0) return;
    const events = await trx
      .selectFrom('case_event')
      .selectAll()
      .where('case_id', 'in', ids)
      .orderBy('case_id')
      .orderBy('sequence')
      .execute();
    const carried = await trx
      .selectFrom('message')
      .select(['case_id', 'type', 'body'])
      .where('case_id', 'in', ids)
      .where('type', 'in', formMessages)
      // one that came and was not taken changed nothing here
      .where((eb) => eb.or([eb('direction', '=', 'out'), eb('status', '<>', 'rejected')]))
      .orderBy('sequence')
      .execute();
    const eventsOf = Map.groupBy(events, ({ case_id }) => case_id);
    const formsOf = Map.groupBy(carried, ({ case_id }) => case_id);
    for (const row of rows) yield { row, events: eventsOf.get(row.id) ?? [], forms: formsOf.get(row.id) ?? [] };
    after = ids.at(-1) as string;
  }
}

/** The numbers of a year are gapless: one that is missing belonged to a case that was taken away with its log. */
async function numbersWithoutCase(trx: Trx, participant: string): Promise<Fault[]> {
  const counted = await trx.selectFrom('counter').selectAll().execute();
  const counters = counted.filter(({ name }) => /^(request|information|consultation) \d{4}$/.test(name));
  if (counters.length === 0) return [];
  const cases = await trx
    .selectFrom('case_file')
    .select(['kind', 'number'])
    .where('direction', '=', 'outgoing')
    .where('number', 'is not', null)
    .execute();
  // BRA-CHL-2026-00042-P: year and count; requests of both kinds share one count
  const countOf = (kind: string) => (kind === 'information' || kind === 'consultation' ? kind : 'request');
  const given = new Set(
    cases.map(({ kind, number }) => `${countOf(kind)} ${(number as string).split('-').slice(2, 4).join('-')}`),
  );
  return counters.flatMap(({ name, value }) =>
    Array.from({ length: value }, (_, n) => `${name}-${String(n + 1).padStart(5, '0')}`)
      .filter((number) => !given.has(number))
      .map((number) => ({
        participant,
        case_id: null,
        number: number.slice(number.indexOf(' ') + 1),
        sequence: null,
        problem: 'case_missing' as const,
        detail: `no outgoing ${number.slice(0, number.indexOf(' '))} has the number ${participant}-…-${number.slice(number.indexOf(' ') + 1)}`,
      })),
  );
}
