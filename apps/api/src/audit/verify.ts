/**
 * What an auditor can run instead of believing us: every chain of hashes computed again, every log played through the
 * machines, which must end in the case, the figures, the clocks, the messages and the files as they are stored, and every
 * checkpoint – stored here or kept by an auditor – held against the record of today. Only reads.
 */
import { type Database, sql, type Tables, type Trx } from '@rogatoria/db';
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
import { calendarSeal, calendarsOf } from '../engine/calendars.ts';
import { linkHash } from '../engine/chains.ts';
import { addressedOf, attestationSeal, inForce, readDirectory, versionSeal } from '../engine/directory.ts';
import { type CaseRow, entryHash } from '../engine/log.ts';
import { fingerprint } from '../engine/once.ts';
import { movedEntry } from '../engine/recalculate.ts';
import { brokenSeals } from '../engine/seals.ts';
import { isEmptied, isSignedTombstone, remainsOf, type Tombstone, tombstoneHash } from '../engine/tombstone.ts';
import { type Checkpoint, type CheckpointBody, type Head, isSigned, keyOf, leavesHash } from './checkpoint.ts';
import {
  type Beside,
  differing,
  fileDifference,
  identityDifferences,
  type MoveEntry,
  messageDifference,
  recountDifference,
  same,
} from './recount.ts';
import { type TimeStamp, verifyTimeStamp } from './time-stamp.ts';

export type EventRow = Selectable<Tables['case_event']>;
type FormSent = Pick<Selectable<Tables['message']>, 'type' | 'body'>;

/** What can be wrong, in one word; the texts `record.fault.*` say it in sentences. */
export const problems = [
  /** an entry that the sequence needs is not there */
  'entry_missing',
  /** an entry beyond the end that the case or the chain knows */
  'entry_added',
  /** the entry does not name its predecessor */
  'chain_broken',
  /** the entry is not what was hashed when it was written */
  'entry_altered',
  /** the request that was received or sent is not the one whose fingerprint was logged */
  'request_altered',
  /** the machine does not take this entry, or goes elsewhere with it */
  'replay_differs',
  /** the case as stored is not what its log gives */
  'case_altered',
  /** a number was given to a case that is not there */
  'case_missing',
  /** a message that the log names is not there, is another, or was never logged */
  'message_altered',
  /** a file is not what came, or not what was delivered */
  'file_altered',
  /** the figures of the case are not what its log gives */
  'figures_altered',
  /** the clocks of the case are not what its log gives */
  'clocks_altered',
  /** a version of the calendar is not what the audit sealed, is not there, or was never made */
  'calendar_altered',
  /** the directory, a test call or the address a request was sent to is not what was recorded */
  'directory_altered',
  /**
   * a meeting, a progress report, an item of the portal or an edition of the year's report is not what the audit sealed, is
   * not there, or was never made
   */
  'publication_altered',
  /** a revision of an annual return is not what the audit sealed, is not there, or was never approved or received */
  'return_altered',
  /** a checkpoint is not there */
  'checkpoint_missing',
  /** a checkpoint is not what was signed */
  'checkpoint_altered',
  /** the record is not the one that a checkpoint bound */
  'checkpoint_contradicted',
  /** a time stamp is not one of its checkpoint, or not by an authority that is trusted */
  'time_stamp_wrong',
  /** content is gone, and no tombstone that the participant signed and noted says why */
  'erasure_unfounded',
  /** what remains of an erased case is not what its tombstone says */
  'erasure_altered',
] as const;
export type FaultKind = (typeof problems)[number];

/** Where a fault is: in a case, or in one of the chains beside the cases. */
export type Chain = 'case' | 'audit' | 'custody' | 'law' | 'checkpoint';

/** What is wrong, and from which entry on. */
export interface Fault {
  participant: string;
  chain: Chain;
  case_id: string | null;
  number: string | null;
  /** the first bad entry; null when the log is right and what is stored beside it is not */
  sequence: number | null;
  problem: FaultKind;
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
  /** of those, the ones whose content was erased under a rule, and of which the rest is as it was left */
  erased: number;
  /** of the cases' logs */
  entries: number;
  audit: number;
  custody: number;
  law: number;
  checkpoints: number;
  /** time stamps of an outside authority that were verified; where no root certificates are given, none */
  stamps: number;
  faults: number;
  first: Fault | null;
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
  const fault = (sequence: number | null, problem: Fault['problem'], detail: string) => ({
    fault: {
      participant: row.participant,
      chain: 'case' as const,
      case_id: row.id,
      number: row.number,
      sequence,
      problem,
      detail,
    },
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

/** Everything about one case: its log, then whatever stands beside it. The first fault, or null. */
export function caseFault(record: CaseRecord): Fault | null {
  if (record.erasure) return erasureFault(record, record.erasure);
  const { row, events, forms, beside } = record;
  const { fault, steps } = replay(row, events, forms);
  if (fault) return fault;
  const at = (sequence: number | null, problem: FaultKind, detail: string): Fault => ({
    participant: row.participant,
    chain: 'case',
    case_id: row.id,
    number: row.number,
    sequence,
    problem,
    detail,
  });
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

/** An erased case: a genuine tombstone, noted when it was made, and everything else as that says. */
function erasureFault({ row, events }: CaseRecord, erasure: Erasure): Fault | null {
  const at = (sequence: number | null, problem: FaultKind, detail: string): Fault => ({
    participant: row.participant,
    chain: 'case',
    case_id: row.id,
    number: row.number,
    sequence,
    problem,
    detail,
  });
  const { tombstone } = erasure;
  if (!tombstone) return at(null, 'erasure_unfounded', 'no erasure was decided');
  if (!erasure.genuine) return at(null, 'erasure_unfounded', 'its tombstone is not signed by us, or of another case');
  if (!erasure.noted) return at(null, 'erasure_unfounded', 'its tombstone was never noted');
  let previous = '';
  for (const [index, { sequence, previous_hash, hash }] of events.entries()) {
    if (sequence !== index + 1) return at(index + 1, 'entry_missing', `next is ${sequence}`);
    if (previous_hash !== previous) return at(sequence, 'chain_broken', '');
    previous = hash;
  }
  if (events.length !== tombstone.log.length || previous !== tombstone.log.head)
    return at(null, 'erasure_altered', 'its log ends otherwise');
  if (row.erased_at !== tombstone.at) return at(null, 'erasure_altered', 'when it was erased');
  if (!erasure.emptied) return at(null, 'erasure_altered', 'content is there');
  if (erasure.remains !== tombstone.remains) return at(null, 'erasure_altered', 'what remains');
  return null;
}

/** What is known of an erasure, when a case is erased or an erasure of it was confirmed. */
interface Erasure {
  tombstone: Tombstone | null;
  /** signed under the key that is published, of this case and this erasure */
  genuine: boolean;
  /** in the audit chain */
  noted: boolean;
  emptied: boolean;
  /** as it is now */
  remains: string;
}

async function erasuresOf(trx: Trx, rows: readonly CaseRow[]): Promise<Map<string, Erasure>> {
  const confirmed = await trx
    .selectFrom('erasure')
    .selectAll()
    .where(
      'case_id',
      'in',
      rows.map(({ id }) => id),
    )
    .where('decision', '=', 'confirmed')
    .execute();
  const found = new Map<string, Erasure>();
  for (const row of rows) {
    const erasure = confirmed.find(({ case_id }) => case_id === row.id);
    if (!row.erased_at && !erasure) continue;
    const tombstone = (erasure?.tombstone ?? null) as Tombstone | null;
    const genuine =
      tombstone !== null &&
      same(
        [tombstone.participant, tombstone.case_id, tombstone.erasure, tombstone.proposed_by, tombstone.confirmed_by],
        [row.participant, row.id, erasure?.id, erasure?.proposed_by, erasure?.decided_by],
      ) &&
      (await isSignedTombstone(tombstone, erasure?.signature ?? '', await keyOf(trx, row.participant)));
    const noted =
      tombstone !== null &&
      (await trx
        .selectFrom('audit_event')
        .select('sequence')
        .where('action', '=', 'case.erase')
        .where(sql`detail ->> 'tombstone'`, '=', tombstoneHash(tombstone))
        .executeTakeFirst()) !== undefined;
    const at = tombstone?.at ?? row.erased_at ?? '';
    const [emptied, remains] = [await isEmptied(trx, row.id, at), await remainsOf(trx, row.id, at)];
    found.set(row.id, { tombstone, genuine, noted, emptied, remains });
  }
  return found;
}

/** Whether one case is what its log gives. Of an erased one, what its tombstone says. */
export async function isSound(trx: Trx, caseId: string): Promise<boolean> {
  const rows = await trx.selectFrom('case_file').selectAll().where('id', '=', caseId).execute();
  const [record] = await recordsOf(trx, rows);
  return record !== undefined && caseFault(record) === null;
}

const batch = 100;

/** How a verification is told what it finds, and what it holds the record against. */
export interface Options {
  /** checkpoints that somebody kept: each must be one of those stored here, under the key published now */
  kept?: readonly Checkpoint[];
  /** root certificates (PEM) that time stamps must descend from; without them stamps are not judged */
  roots?: string | undefined;
  /** is told each case whose content was erased, with its tombstone */
  erased?: (tombstone: Tombstone) => void;
}

/**
 * Verifies everything of these participants, each as of one instant, while the house works on.
 * @param report is told each fault as it is found
 */
export async function verify(
  db: Database,
  participants: readonly string[],
  report: (fault: Fault) => void = () => {},
  options: Options = {},
): Promise<Verification> {
  const result: Verification = {
    ok: true,
    participants: 0,
    cases: 0,
    erased: 0,
    entries: 0,
    audit: 0,
    custody: 0,
    law: 0,
    checkpoints: 0,
    stamps: 0,
    faults: 0,
    first: null,
  };
  const found = (fault: Fault) => {
    result.ok = false;
    result.faults++;
    result.first ??= fault;
    report(fault);
  };
  for (const participant of participants) {
    result.participants++;
    await reading(db, participant, (trx) => verifyWithin(trx, participant, result, found, options));
  }
  return result;
}

/** Works on one snapshot of a participant's record. */
export function reading<T>(db: Database, participant: string, work: (trx: Trx) => Promise<T>): Promise<T> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => {
      await sql`select set_config('app.participant', ${participant}, true)`.execute(trx);
      return work(trx);
    });
}

/** Verifies one participant within a transaction that reads as that participant. */
export async function verifyWithin(
  trx: Trx,
  participant: string,
  result: Verification,
  found: (fault: Fault) => void,
  options: Options = {},
): Promise<void> {
  const faulty = new Set<string>();
  for await (const record of casesOf(trx)) {
    result.cases++;
    result.entries += record.events.length;
    const fault = caseFault(record);
    if (!fault && record.erasure) {
      result.erased++;
      options.erased?.(record.erasure.tombstone as Tombstone);
    }
    if (!fault) continue;
    faulty.add(record.row.id);
    found(fault);
  }
  await verifyBeside(trx, participant, result, found, { ...options, faulty });
}

const beside = (participant: string) => ({ participant, chain: 'audit' as const, case_id: null, number: null });

/** Everything that is no case: numbers, chains, checkpoints. A case in `faulty` is not reported again. */
export async function verifyBeside(
  trx: Trx,
  participant: string,
  result: Pick<Verification, 'audit' | 'custody' | 'law' | 'checkpoints' | 'stamps'>,
  found: (fault: Fault) => void,
  { kept = [], roots, faulty = new Set() }: Options & { faulty?: ReadonlySet<string> } = {},
): Promise<void> {
  for (const fault of await numbersWithoutCase(trx, participant)) found(fault);
  for (const fault of await calendarFaults(trx, participant)) found(fault);
  for (const fault of await directoryFaults(trx, participant)) found(fault);
  for (const { row, sequence } of await brokenSeals(trx, participant))
    found({ ...beside(participant), sequence, problem: 'publication_altered', detail: row });
  for (const fault of await returnFaults(trx, participant)) found(fault);
  for (const fault of await tombstonesWithoutCase(trx, participant)) found(fault);
  const broken = new Set<Chain>();
  for (const chain of ['audit', 'custody', 'law'] as const) {
    const { length, fault } = await chainFault(trx, participant, chain);
    result[chain] += length;
    if (!fault) continue;
    broken.add(chain);
    found(fault);
  }
  result.checkpoints += await verifyCheckpoints(trx, participant, found, { kept, faulty, broken });
  if (roots) result.stamps += await verifyStamps(trx, participant, found, { kept, roots });
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

/** Every case of the participant of this transaction, in the order of their ids. */
export async function* casesOf(trx: Trx): AsyncGenerator<CaseRecord> {
  for (let after: string | undefined = ''; after !== undefined; ) {
    const slice: { records: CaseRecord[]; next: string | undefined } = await someCases(trx, after);
    yield* slice.records;
    after = slice.next;
  }
}

const noCase = '00000000-0000-0000-0000-000000000000';

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

interface Link {
  previous_hash: string;
  hash: string;
  place: number;
}

/** Plays one of the chains beside the cases. Law has no head of its own: its end is bound by the checkpoints alone. */
async function chainFault(
  trx: Trx,
  participant: string,
  chain: 'audit' | 'custody' | 'law',
): Promise<{ length: number; fault: Fault | null }> {
  const head =
    chain === 'law'
      ? null
      : ((await trx
          .selectFrom('chain_head')
          .select(['length', 'head'])
          .where('chain', '=', chain)
          .executeTakeFirst()) ?? {
          length: 0,
          head: '',
        });
  let length = 0;
  let previous = '';
  const fault = (sequence: number, problem: FaultKind, detail: string) => ({
    length,
    fault: { participant, chain, case_id: null, number: null, sequence, problem, detail } satisfies Fault,
  });
  for await (const { place, previous_hash, hash, computed } of linksOf(trx, chain)) {
    length++;
    // Numbers of the law may have been skipped before they were hashed.
    if (chain !== 'law' && place !== length) return fault(length, 'entry_missing', `next is ${place}`);
    if (head && length > head.length) return fault(length, 'entry_added', `the chain knows ${head.length}`);
    if (previous_hash !== previous) return fault(length, 'chain_broken', '');
    if (computed !== hash) return fault(length, 'entry_altered', '');
    previous = hash;
  }
  if (head && length < head.length) return fault(length + 1, 'entry_missing', `the chain knows ${head.length}`);
  if (head && head.head !== previous) return fault(length, 'entry_altered', 'the chain ends otherwise');
  return { length, fault: null };
}

async function* linksOf(trx: Trx, chain: 'audit' | 'custody' | 'law'): AsyncGenerator<Link & { computed: string }> {
  const size = 1_000;
  for (let after = 0; ; ) {
    const rows =
      chain === 'law'
        ? (
            await trx
              .selectFrom('law_amendment')
              .selectAll()
              .where('id', '>', after)
              .orderBy('id')
              .limit(size)
              .execute()
          ).map(({ hash, ...said }) => ({ place: said.id, hash, said }))
        : (
            await trx
              .selectFrom(chain === 'audit' ? 'audit_event' : 'custody_event')
              .selectAll()
              .where('sequence', '>', after)
              .orderBy('sequence')
              .limit(size)
              .execute()
          ).map(({ id: _, hash, ...said }) => ({ place: said.sequence, hash, said }));
    for (const { place, hash, said } of rows)
      yield { place, hash, previous_hash: said.previous_hash, computed: linkHash(chain, said) };
    const last = rows.at(-1);
    if (!last || rows.length < size) return;
    after = last.place;
  }
}

/** Holds the record against every checkpoint stored here, and those against the ones that were kept. */
async function verifyCheckpoints(
  trx: Trx,
  participant: string,
  found: (fault: Fault) => void,
  { kept, faulty, broken }: { kept: readonly Checkpoint[]; faulty: ReadonlySet<string>; broken: ReadonlySet<Chain> },
): Promise<number> {
  const fault = (sequence: number | null, problem: FaultKind, detail: string, of: Partial<Fault> = {}) =>
    found({ participant, chain: 'checkpoint', case_id: null, number: null, sequence, problem, detail, ...of });
  const key = await keyOf(trx, participant);
  const stored = await trx.selectFrom('checkpoint').selectAll().orderBy('number').execute();
  const leaves = await trx.selectFrom('checkpoint_case').selectAll().orderBy('number').execute();
  const leavesOf = Map.groupBy(leaves, ({ number }) => number);
  const hashes = new Map(stored.map(({ number, hash }) => [number, hash]));
  let previous = '';
  let sound = true;
  for (const [index, row] of stored.entries()) {
    const number = index + 1;
    const body = row.body as CheckpointBody;
    const own = leavesOf.get(row.number) ?? [];
    const bad = (problem: FaultKind, detail: string) => {
      sound = false;
      fault(number, problem, detail);
    };
    if (row.number !== number) bad('checkpoint_missing', `next is ${row.number}`);
    else if (!(await isSigned({ body, hash: row.hash, signature: row.signature }, key)))
      bad('checkpoint_altered', 'hash or signature');
    else if (!same([body.participant, body.number, body.at], [participant, number, row.at]))
      bad('checkpoint_altered', 'participant, number or instant');
    else if (body.previous !== previous) bad('checkpoint_altered', 'another predecessor');
    else if (own.length !== body.cases.count || leavesHash(own) !== body.cases.hash) bad('checkpoint_altered', 'cases');
    if (!sound) break;
    previous = row.hash;
  }
  const beyond = leaves.find(({ number }) => !hashes.has(number));
  if (sound && beyond) fault(beyond.number, 'checkpoint_missing', 'its cases are there');
  for (const { body, hash, signature, key: then } of kept.filter(
    ({ body: { participant: of } }) => of === participant,
  )) {
    const { number } = body;
    if (!(await isSigned({ body, hash, signature }, then)))
      fault(number, 'checkpoint_altered', 'the file that was kept');
    else if (!same(then, key))
      fault(number, 'checkpoint_contradicted', 'signed with a key that is no longer published');
    else if (!hashes.has(number)) fault(number, 'checkpoint_missing', 'it was kept, and is not here');
    else if (hashes.get(number) !== hash) fault(number, 'checkpoint_contradicted', 'another was kept');
  }
  if (!sound) return stored.length;
  const { rows: gone } = await sql<{ number: number; case_id: string; log_length: number }>`
    select c.number, c.case_id, c.log_length from checkpoint_case c
    left join case_event e on e.case_id = c.case_id and e.sequence = c.log_length and e.hash = c.log_head
    where e.case_id is null order by c.number`.execute(trx);
  for (const { number, case_id, log_length } of gone)
    if (!faulty.has(case_id))
      fault(log_length, 'checkpoint_contradicted', `checkpoint ${number}`, { chain: 'case', case_id });
  for (const chain of ['audit', 'custody', 'law'] as const) {
    if (broken.has(chain)) continue;
    const places = await headsAt(
      trx,
      chain,
      stored.map(({ body }) => (body as CheckpointBody)[chain].length),
    );
    const first = stored.find(({ body }) => {
      const { length, head } = (body as CheckpointBody)[chain] as Head;
      return length > 0 && places.get(length) !== head;
    });
    if (first)
      fault((first.body as CheckpointBody)[chain].length, 'checkpoint_contradicted', `checkpoint ${first.number}`, {
        chain,
      });
  }
  return stored.length;
}

/** Verifies every time stamp, of the checkpoints stored here and of those that were kept. */
async function verifyStamps(
  trx: Trx,
  participant: string,
  found: (fault: Fault) => void,
  { kept, roots }: { kept: readonly Checkpoint[]; roots: string },
): Promise<number> {
  const fault = (sequence: number, detail: string) =>
    found({
      participant,
      chain: 'checkpoint',
      case_id: null,
      number: null,
      sequence,
      problem: 'time_stamp_wrong',
      detail,
    });
  /** what is wrong with a stamp, or null */
  const wrong = (stamp: TimeStamp, hash: string, at?: string): string | null => {
    try {
      const said = verifyTimeStamp(stamp, hash, roots);
      return at !== undefined && at !== said ? 'stored with another instant' : null;
    } catch (error) {
      return (error as Error).message;
    }
  };
  const stamps = await trx
    .selectFrom('time_stamp')
    .leftJoin('checkpoint', 'checkpoint.number', 'time_stamp.number')
    .select(['time_stamp.number', 'token', 'nonce', 'time_stamp.at', 'hash'])
    .orderBy('time_stamp.number')
    .execute();
  for (const { number, hash, at, ...stamp } of stamps) {
    const problem = hash === null ? 'of a checkpoint that is not there' : wrong(stamp, hash, at);
    if (problem) fault(number, problem);
  }
  const stored = new Set(stamps.map(({ number }) => number));
  for (const { body, hash, stamp } of kept) {
    if (body.participant !== participant || !stamp) continue;
    const problem = stored.has(body.number) ? wrong(stamp, hash) : 'it was kept, and is not here';
    if (problem) fault(body.number, problem);
  }
  return stamps.length;
}

/** The hashes of a chain's entries at these places. */
async function headsAt(trx: Trx, chain: 'audit' | 'custody' | 'law', wanted: number[]): Promise<Map<number, string>> {
  const places = [...new Set(wanted)].filter((place) => place > 0);
  if (places.length === 0) return new Map();
  const rows =
    chain === 'law'
      ? await trx.selectFrom('law_amendment').select(['id as place', 'hash']).where('id', 'in', places).execute()
      : await trx
          .selectFrom(chain === 'audit' ? 'audit_event' : 'custody_event')
          .select(['sequence as place', 'hash'])
          .where('sequence', 'in', places)
          .execute();
  return new Map(rows.map(({ place, hash }) => [place, hash]));
}

/** Every version of a participant's own calendar is the one that its audit sealed, and every one that it sealed is there. */
async function calendarFaults(trx: Trx, participant: string): Promise<Fault[]> {
  const versions = await trx
    .selectFrom('calendar_version')
    .selectAll()
    .where('state', '=', participant)
    .orderBy('version')
    .execute();
  const entries = await trx
    .selectFrom('audit_event')
    .select(['sequence', 'detail'])
    .where('action', '=', 'calendar.change')
    .orderBy('sequence')
    .execute();
  const sealed = new Map(
    entries.map(({ sequence, detail }) => [Number(detail.version), { sequence, seal: String(detail.sha256) }]),
  );
  const fault = (sequence: number | null, detail: string): Fault => ({
    participant,
    chain: 'audit',
    case_id: null,
    number: null,
    sequence,
    problem: 'calendar_altered',
    detail,
  });
  const faults: Fault[] = [];
  for (const row of versions) {
    const entry = sealed.get(row.version);
    if (entry?.seal !== calendarSeal(row)) faults.push(fault(entry?.sequence ?? null, `version ${row.version}`));
    sealed.delete(row.version);
  }
  for (const [version, { sequence }] of sealed) faults.push(fault(sequence, `version ${version} is not there`));
  return faults;
}

/**
 * What a participant entered in the directory, decided, confirmed, called and answered is what its audit says of it, and
 * all of it is there. An address that a request was sent to is the one that the directory gave at that moment.
 */
async function directoryFaults(trx: Trx, participant: string): Promise<Fault[]> {
  const fault = (sequence: number | null, detail: string, case_id: string | null = null): Fault => ({
    participant,
    chain: case_id === null ? 'audit' : 'case',
    case_id,
    number: null,
    sequence,
    problem: 'directory_altered',
    detail,
  });
  const rows = await readDirectory(trx, participant);
  /** what is stored, as the audit would name it */
  const stored = new Map<string, string>();
  for (const row of rows.versions)
    stored.set(`directory.change ${row.entry} ${row.version}`, `${versionSeal(row)} ${row.proposed_by}`);
  for (const row of rows.decisions.values())
    stored.set(`directory.call_back ${row.entry} ${row.version}`, `${row.decision} ${row.at} ${row.decided_by}`);
  for (const row of rows.attestations) stored.set(`directory.attest ${row.id}`, attestationSeal(row));
  const calls = await trx.selectFrom('test_call').selectAll().where('state', '=', participant).execute();
  for (const { id, desk, at } of calls) stored.set(`test_call.start ${id}`, `${desk} ${at}`);
  const answers = await trx.selectFrom('test_call_answer').selectAll().where('state', '=', participant).execute();
  for (const { id, at } of answers) stored.set(`test_call.answer ${id}`, at);

  const faults: Fault[] = [];
  const entries = await trx
    .selectFrom('audit_event')
    .select(['sequence', 'action', 'detail', 'at', 'account_id'])
    .where((eb) => eb.or([eb('action', 'like', 'directory.%'), eb('action', 'like', 'test_call.%')]))
    .orderBy('sequence')
    .execute();
  for (const { sequence, action, detail, at, account_id } of entries) {
    const { entry, version, id, sha256, decision, desk } = detail as Record<string, string>;
    const name = `${action} ${entry === undefined ? id : `${entry} ${version}`}`;
    const said = {
      'directory.change': `${sha256} ${account_id}`,
      'directory.call_back': `${decision} ${at} ${account_id}`,
      'directory.attest': sha256,
      'test_call.start': `${desk} ${at}`,
      'test_call.answer': at,
    }[action];
    if (stored.get(name) !== said) faults.push(fault(sequence, name));
    stored.delete(name);
  }
  for (const name of stored.keys()) faults.push(fault(null, `${name} was never recorded`));
  return [...faults, ...(await addressFaults(trx, fault))];
}

/** The addresses that requests were sent to, found again from what the directory had at the moment the log names. */
async function addressFaults(
  trx: Trx,
  fault: (sequence: null, detail: string, case_id: string) => Fault,
): Promise<Fault[]> {
  const sent = await trx
    .selectFrom('case_event')
    .innerJoin('case_file', 'case_file.id', 'case_event.case_id')
    .select(['case_id', 'at', 'counterpart', 'kind', 'bases', 'urgency'])
    .where('type', 'in', ['command.transmit', 'command.transmit_emergency'])
    .orderBy('case_id')
    .execute();
  const noted = new Map<string, string[]>();
  const name = (one: { entry: string; version: number; confirmed_at: string }) =>
    `${one.entry} ${one.version} ${one.confirmed_at}`;
  for (const row of await trx.selectFrom('request_address').selectAll().execute())
    noted.set(row.case_id, [...(noted.get(row.case_id) ?? []), `${name(row)} ${row.at}`]);
  const rows = await readDirectory(trx);
  const faults: Fault[] = [];
  for (const row of sent) {
    const kept = (noted.get(row.case_id) ?? []).sort().join();
    noted.delete(row.case_id);
    // What changed in the same millisecond may have come just before it, or just after.
    const right = (['at', 'before'] as const).some(
      (edge) =>
        addressedOf(inForce(rows, row.at, edge), row)
          .map((one) => `${name(one)} ${row.at}`)
          .sort()
          .join() === kept,
    );
    if (!right) faults.push(fault(null, `addresses: ${kept}`, row.case_id));
  }
  for (const case_id of noted.keys()) faults.push(fault(null, 'an address of what was never sent', case_id));
  return faults;
}

/** Every revision of an annual return is the one that the audit sealed, and every one that it sealed is there. */
async function returnFaults(trx: Trx, participant: string): Promise<Fault[]> {
  const { rows: sealed } = await sql<{ sequence: number; name: string; sha256: string }>`
    select sequence, detail ->> 'return_id' || ' ' || (detail ->> 'revision') as name, detail ->> 'sha256' as sha256
    from audit_event where action in ('return.approve', 'return.annual_return', 'return.record')
    order by sequence`.execute(trx);
  const seals = new Map(sealed.map((one) => [one.name, one]));
  const revisions = trx
    .selectFrom('annual_return_revision')
    .innerJoin('annual_return', (join) =>
      join
        .onRef('annual_return.participant', '=', 'annual_return_revision.participant')
        .onRef('annual_return.return_id', '=', 'annual_return_revision.return_id'),
    )
    .select([
      'annual_return_revision.return_id',
      'revision',
      'sha256',
      'annual_return_revision.content',
      'state',
      'year',
    ])
    .orderBy('year')
    .orderBy('state')
    .orderBy('revision');
  const fault = (sequence: number | null, detail: string): Fault => ({
    participant,
    chain: 'audit',
    case_id: null,
    number: null,
    sequence,
    problem: 'return_altered',
    detail,
  });
  const faults: Fault[] = [];
  for (const { return_id, revision, sha256, content, state, year } of await revisions.execute()) {
    const name = `${return_id} ${revision}`;
    const seal = seals.get(name);
    if (seal?.sha256 !== sha256 || fingerprint(content) !== sha256)
      faults.push(fault(seal?.sequence ?? null, `${state} ${year}, revision ${revision}`));
    seals.delete(name);
  }
  for (const { sequence } of seals.values()) faults.push(fault(sequence, 'a revision is not there'));
  return faults;
}

/** A case that was erased keeps its row: where it is gone too, somebody took away what was to remain. */
async function tombstonesWithoutCase(trx: Trx, participant: string): Promise<Fault[]> {
  const { rows } = await sql<{ case_id: string; number: string | null }>`
    select detail ->> 'case_id' as case_id, detail ->> 'number' as number from audit_event
    where action = 'case.erase' and not exists (
      select from case_file where id::text = detail ->> 'case_id' and erased_at is not null)
    order by sequence`.execute(trx);
  return rows.map(({ case_id, number }) => ({
    participant,
    chain: 'case' as const,
    case_id,
    number,
    sequence: null,
    problem: 'erasure_altered' as const,
    detail: 'what was to remain of it is gone, or it was brought back',
  }));
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
        chain: 'case' as const,
        case_id: null,
        number: number.slice(number.indexOf(' ') + 1),
        sequence: null,
        problem: 'case_missing' as const,
        detail: `no outgoing ${number.slice(0, number.indexOf(' '))} has the number ${participant}-…-${number.slice(number.indexOf(' ') + 1)}`,
      })),
  );
}
