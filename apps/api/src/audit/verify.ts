/**
 * What an auditor can run instead of believing us: every log's chain of hashes computed again, and every log played
 * through the machines, which must end in the case as it is stored. Only reads.
 */
import { type Database, sql, type Tables, type Trx } from '@rogatoria/db';
import { ballOf, type Effect, initial, outcomeOf, type Stored, step, type Workflow } from '@rogatoria/workflows';
import canonicalize from 'canonicalize';
import type { Selectable } from 'kysely';
import { type CaseRow, entryHash } from '../engine/log.ts';
import { fingerprint } from '../engine/once.ts';

export type EventRow = Selectable<Tables['case_event']>;
type Request = Pick<Selectable<Tables['message']>, 'body'>;

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
 * Checks one case against its log, in order. `request` is the request as it was sent or received, `written` what
 * confirmed it in writing after an emergency.
 * @returns the first fault, and the steps up to it
 */
export function replay(
  row: CaseRow,
  events: EventRow[],
  request: Request | undefined,
  written: Request | undefined,
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
    if (event.type === 'message.request') {
      // The log keeps the request's fingerprint; the machine saw the whole of it.
      if (!request) return fault(sequence, 'request_altered', 'the request is not there');
      if (fingerprint(request.body) !== payload.sha256)
        return fault(sequence, 'request_altered', 'another fingerprint');
      payload = request.body as Record<string, unknown>;
    }
    if (event.type === 'message.written_confirmation') {
      if (!written || fingerprint(written.body) !== payload.sha256)
        return fault(sequence, 'request_altered', 'another fingerprint of what came in writing');
      payload = written.body as Record<string, unknown>;
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
  const differences = [
    ...Object.entries({
      log_head: previous_hash,
      workflow_version: stored.version,
      state: stored.state,
      context: stored.context,
      ball: ballOf(stored),
      outcome: outcomeOf(stored),
    }),
    ...requestFields(row, request, written),
  ].filter(([name, value]) => !same(row[name as keyof CaseRow], value));
  if (differences.length > 0) return fault(null, 'case_altered', differences.map(([name]) => name).join(', '));
  return { fault: null, steps };
}

/** What the case row must still say once its request has been sent or received, and confirmed in writing. */
function requestFields(row: CaseRow, request: Request | undefined, written: Request | undefined): [string, unknown][] {
  if (!request) return [];
  const { kind, number, urgency, ...said } = request.body as Record<string, unknown>;
  const { preservations: _, supplements: _s, emergency: _e, ...content } = (written?.body ?? said) as typeof said;
  // What was asked in an emergency is still being put in writing.
  const settled = row.direction === 'outgoing' && row.context.unconfirmed ? {} : content;
  return Object.entries({ kind, number, urgency, ...settled });
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
        for await (const { row, events, request, written } of casesOf(trx)) {
          result.cases++;
          result.entries += events.length;
          const { fault } = replay(row, events, request, written);
          if (fault) found(fault);
        }
        for (const fault of await numbersWithoutCase(trx, participant)) found(fault);
      });
  }
  return result;
}

/** Every case of the participant of this transaction with its log and its request. */
export async function* casesOf(trx: Trx): AsyncGenerator<{
  row: CaseRow;
  events: EventRow[];
  request: Request | undefined;
  written: Request | undefined;
}> {
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
    const requests = await trx
      .selectFrom('message')
      .select(['case_id', 'type', 'body'])
      .where('case_id', 'in', ids)
      .where('type', 'in', ['request', 'written_confirmation'])
      .where((eb) => eb.or([eb('direction', '=', 'out'), eb('status', '<>', 'rejected')]))
      .execute();
    const eventsOf = Map.groupBy(events, ({ case_id }) => case_id);
    const requestOf = new Map(requests.map((message) => [`${message.type} ${message.case_id}`, message]));
    for (const row of rows)
      yield {
        row,
        events: eventsOf.get(row.id) ?? [],
        request: requestOf.get(`request ${row.id}`),
        written: requestOf.get(`written_confirmation ${row.id}`),
      };
    after = ids.at(-1) as string;
  }
}

/** The numbers of a year are gapless: one that is missing belonged to a case that was taken away with its log. */
async function numbersWithoutCase(trx: Trx, participant: string): Promise<Fault[]> {
  const counters = await trx.selectFrom('counter').selectAll().where('name', 'like', 'request %').execute();
  if (counters.length === 0) return [];
  const cases = await trx
    .selectFrom('case_file')
    .select('number')
    .where('direction', '=', 'outgoing')
    .where('number', 'is not', null)
    .execute();
  // BRA-CHL-2026-00042-P: year and count
  const given = new Set(cases.map(({ number }) => (number as string).split('-').slice(2, 4).join('-')));
  return counters.flatMap(({ name, value }) =>
    Array.from({ length: value }, (_, n) => `${name.slice('request '.length)}-${String(n + 1).padStart(5, '0')}`)
      .filter((number) => !given.has(number))
      .map((number) => ({
        participant,
        case_id: null,
        number,
        sequence: null,
        problem: 'case_missing' as const,
        detail: `no outgoing case has the number ${participant}-…-${number}`,
      })),
  );
}
