/** THE one writer of annual returns: every command, message and tick of the clock about one goes through `apply`. */
import { randomUUID } from 'node:crypto';
import { as, lock, sql, type Tables, type Trx } from '@rogatoria/db';
import { messageVersion, type Rejection, zoneOf } from '@rogatoria/workflows';
import { type ReturnSide, returnMessages } from '@rogatoria/workflows/annual-return/commands.ts';
import { type Content, sorted } from '@rogatoria/workflows/annual-return/content.ts';
import {
  type Decided,
  decideReturnCommand,
  decideReturnMessage,
  firstState,
  isEditable,
  possibleReturnCommands,
  type ReturnState,
  returnVersion,
  type StoredReturn,
} from '@rogatoria/workflows/annual-return/decide.ts';
import { findingsOf } from '@rogatoria/workflows/annual-return/identities.ts';
import type { ReturnContext } from '@rogatoria/workflows/annual-return/machine.ts';
import { schemaErrors } from '@rogatoria/workflows/decide.ts';
import { states } from '@rogatoria/workflows/states.ts';
import canonicalize from 'canonicalize';
import { CompactSign, compactVerify } from 'jose';
import type { Selectable } from 'kysely';
import { DomainError, notFound } from '../errors.ts';
import type { House } from '../house.ts';
import { noteAudit } from './chains.ts';
import type { Moment, Officer } from './handle.ts';
import type { Keyring } from './keys.ts';
import { notify } from './notify.ts';
import { fingerprint, once } from './once.ts';

export type ReturnRow = Selectable<Tables['annual_return']>;
export type RevisionRow = Selectable<Tables['annual_return_revision']>;
export type ReturnEventRow = Selectable<Tables['annual_return_event']>;
type MessageRow = Pick<
  Selectable<Tables['message']>,
  'request_id' | 'sequence' | 'type' | 'counterpart' | 'body' | 'at'
>;

export const storedReturn = (row: ReturnRow): StoredReturn => ({
  side: row.side,
  state: row.stage as ReturnState,
  context: row.context as ReturnContext,
});

/** What a State signs of a revision, apart from the envelope it is sent in. */
interface ReturnSeal {
  state: string;
  year: number;
  revision: number;
  /** SHA-256 of the content's canonical JSON (RFC 8785), hex */
  sha256: string;
}

const encode = (seal: ReturnSeal) => new TextEncoder().encode(canonicalize({ ...seal }));

/** The State's signature over one revision: compact JWS, EdDSA. */
export async function signReturn(keys: Keyring, seal: ReturnSeal): Promise<string> {
  const { signing } = await keys.own(seal.state);
  return new CompactSign(encode(seal)).setProtectedHeader({ alg: 'EdDSA' }).sign(signing);
}

/** Whether a State signed exactly this. */
export async function isReturnSigned(keys: Keyring, seal: ReturnSeal, signature: string): Promise<boolean> {
  try {
    const { signing } = await keys.published(seal.state);
    const { payload } = await compactVerify(signature, signing, { algorithms: ['EdDSA'] });
    return Buffer.from(payload).equals(Buffer.from(encode(seal)));
  } catch {
    return false;
  }
}

/* ------------------------------------------------------------------- reading */

/** The participant's file on a State's return of a year, or undefined. */
export const findReturn = (trx: Trx, state: string, year: number): Promise<ReturnRow | undefined> =>
  trx.selectFrom('annual_return').selectAll().where('state', '=', state).where('year', '=', year).executeTakeFirst();

/** The revisions of a return, the first one first. */
export const revisionsOf = (trx: Trx, { return_id }: Pick<ReturnRow, 'return_id'>): Promise<RevisionRow[]> =>
  trx.selectFrom('annual_return_revision').selectAll().where('return_id', '=', return_id).orderBy('revision').execute();

/** The last revision of the State's return of the year before, where this participant has one. */
export async function returnBefore(
  trx: Trx,
  { state, year }: Pick<ReturnRow, 'state' | 'year'>,
): Promise<Content | undefined> {
  const before = await findReturn(trx, state, year - 1);
  return before && ((await revisionsOf(trx, before)).at(-1)?.content as Content | undefined);
}

/* ------------------------------------------------------------------- writing */

async function lockReturn(trx: Trx, state: string, year: number): Promise<ReturnRow> {
  const row = await trx
    .selectFrom('annual_return')
    .selectAll()
    .where('state', '=', state)
    .where('year', '=', year)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw notFound();
  return row;
}

interface Happened {
  type: string;
  account: string | null;
  payload: object;
  at: string;
}

/** What changes beside the stage: the working figures, or a revision that from now on stands. */
interface Change {
  content?: Content;
  derived?: Content;
  revision?: Omit<RevisionRow, 'participant' | 'return_id' | 'at'> & { content: Content };
}

/** Stores a decision: stage, event, audit, revision, messages and notices, all or nothing. */
async function apply(trx: Trx, row: ReturnRow, decided: Decided, event: Happened, change: Change = {}): Promise<void> {
  const { participant, return_id, state, year } = row;
  const { at, type, account } = event;
  const { revision, content, derived } = change;
  await trx
    .updateTable('annual_return')
    .set({
      stage: decided.state,
      context: JSON.stringify(decided.context),
      version: row.version + 1,
      updated_at: at,
      ...(content ? { content: JSON.stringify(content) } : {}),
      ...(derived ? { derived: JSON.stringify(derived), derived_at: at } : {}),
    })
    .where('id', '=', row.id)
    .execute();
  if (revision)
    await trx
      .insertInto('annual_return_revision')
      .values({ participant, return_id, at, ...revision, content: JSON.stringify(revision.content) })
      .execute();
  // the whole of what was said is in the revision
  const payload = revision ? { revision: revision.revision, sha256: revision.sha256 } : event.payload;
  const entry = entrySeal(await note(trx, row, { ...event, payload }, decided.state), revision && { ...revision, at });
  const sent: string[] = [];
  for (const effect of decided.effects) {
    if (effect.type === 'send') {
      const message = await send(trx, row, effect.params.type, bodyOf(effect.params, row, change, event), at);
      if (message) sent.push(messageSeal(message));
    } else if (effect.type === 'notify')
      await notify(trx, subject(row), {
        roles: effect.params.roles,
        key: effect.params.key,
        params: { year },
        urgent: false,
        occasion: `${return_id}:${row.version + 1}:${effect.params.key}`,
        at,
      });
    else throw new Error(`an annual return asks for no ${effect.type}`);
  }
  await noteAudit(trx, {
    participant,
    at,
    account_id: account,
    action: actionOf(type),
    detail: { state, year, return_id, entry, sent, ...(revision ? payload : {}) },
  });
}

/** What a notice is about: no case; the State, and the Secretariat for a State. */
const subject = (row: ReturnRow) => ({
  id: null,
  number: null,
  own_reference: null,
  counterpart: row.side === 'receiving' ? row.state : 'OAS',
});

/** What the audit calls an entry of a file's history. */
export const actionOf = (type: string): string => `return.${type.slice(type.indexOf('.') + 1)}`;

/** What the audit keeps of an entry of a file's history and of the revision that it made: SHA-256 of both, hex. */
export const entrySeal = (
  { return_id, sequence, at, type, account_id, payload, stage }: ReturnEventRow,
  revision?: Pick<RevisionRow, 'reason' | 'signature' | 'at'>,
): string =>
  fingerprint({
    ...{ return_id, sequence, at, type, account_id, payload, stage },
    revision: revision ? { reason: revision.reason, signature: revision.signature, at: revision.at } : null,
  });

/** What the audit keeps of a message about a return that was sent: SHA-256, hex. */
export const messageSeal = ({ request_id, sequence, type, counterpart, body, at }: MessageRow): string =>
  fingerprint({ request_id, sequence, type, counterpart, body, at });

/** What the audit keeps of a round's opening: of the first entries of its files and the messages that tell of it. */
export const roundSeal = (opened: readonly ReturnEventRow[], sent: readonly MessageRow[]): string =>
  fingerprint([...opened.map((event) => entrySeal(event)), ...sent.map(messageSeal)].toSorted());

function note(
  trx: Trx,
  row: ReturnRow,
  { type, account, payload, at }: Happened,
  stage: string,
): Promise<ReturnEventRow> {
  const { participant, return_id } = row;
  return trx
    .insertInto('annual_return_event')
    .values(({ selectFrom, fn, val }) => ({
      participant,
      return_id,
      sequence: selectFrom('annual_return_event')
        .select(({ eb }) => eb(fn.count<number>('sequence'), '+', val(1)).as('next'))
        .where('return_id', '=', return_id),
      at,
      type,
      account_id: account,
      payload: JSON.stringify(payload),
      stage,
    }))
    .returningAll()
    .executeTakeFirstOrThrow();
}

function bodyOf(
  { type, body }: { type: string; body?: Record<string, unknown> },
  row: ReturnRow,
  { revision }: Change,
  { payload }: Happened,
): object {
  if (type === 'annual_return' && revision) {
    const { content, signature, reason } = revision;
    return { year: row.year, revision: revision.revision, reason, content, signature };
  }
  if (type === 'return_acceptance' || type === 'return_publication')
    return { revision: (row.context as ReturnContext).revision };
  return body ?? payload;
}

/** Into the outbox, in the order of sending; to a State that is not connected nothing is sent, the desk writes to it. */
async function send(trx: Trx, row: ReturnRow, type: string, body: object, at: string): Promise<MessageRow | null> {
  const counterpart = row.side === 'receiving' ? row.state : await secretariatOf(trx);
  if (!(await isConnected(trx, counterpart))) return null;
  return trx
    .insertInto('message')
    .values(({ selectFrom, fn, val }) => ({
      participant: row.participant,
      id: randomUUID(),
      case_id: null,
      request_id: row.return_id,
      counterpart,
      direction: 'out' as const,
      sequence: selectFrom('message')
        .select(({ eb }) => eb(fn.count<number>('id'), '+', val(1)).as('next'))
        .where('request_id', '=', row.return_id)
        .where('direction', '=', 'out'),
      type,
      version: messageVersion,
      body: JSON.stringify(body),
      envelope: null,
      status: 'waiting' as const,
      at,
      receipt: null,
      receipt_at: null,
      reason: null,
      next_attempt_at: at,
    }))
    .returning(['request_id', 'sequence', 'type', 'counterpart', 'body', 'at'])
    .executeTakeFirstOrThrow();
}

/** Whether a State or the Secretariat can be reached over the exchange. */
export const isConnected = async (trx: Trx, code: string): Promise<boolean> =>
  (await trx.selectFrom('participant').select('code').where('code', '=', code).executeTakeFirst()) !== undefined;

export async function secretariatOf(trx: Trx): Promise<string> {
  const { code } = await trx
    .selectFrom('participant')
    .select('code')
    .where('kind', '=', 'secretariat')
    .executeTakeFirstOrThrow();
  return code;
}

/* ------------------------------------------------------------------- the round */

/** The default last day of a round [P]: 31 March of the next year, as Reg. (EU) 2023/1543 art. 28(2) has it. */
export const defaultDue = (year: number): string => `${year + 1}-03-31`;

function insertReturn(
  trx: Trx,
  side: ReturnSide,
  values: Pick<ReturnRow, 'participant' | 'state' | 'year' | 'return_id' | 'due'>,
  at: string,
): Promise<ReturnRow> {
  const { state: stage, context } = firstState(side);
  return trx
    .insertInto('annual_return')
    .values({
      ...values,
      id: randomUUID(),
      side,
      workflow_version: returnVersion,
      stage,
      context: JSON.stringify(context),
      content: null,
      derived: null,
      derived_at: null,
      version: 1,
      created_at: at,
      updated_at: at,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/**
 * Opens a year's round: a file on every member State, and to each that is connected the message that opens its own.
 * @throws DomainError 404 to a State, 409 when the round is open, 422 when the year has not ended or the day is no later
 */
export async function openRound(
  house: House,
  officer: Officer,
  { year, due }: { year: number; due: string },
  key: string | undefined,
  moment: Moment = { now: house.clock.now() },
): Promise<{ year: number; due: string; states: number }> {
  const { participant } = officer;
  const { now: at } = moment;
  const answer = await as(house.db, participant, (trx) =>
    once(trx, officer, key, { round: year, due }, moment, async () => {
      if ((await secretariatOf(trx)) !== participant) throw notFound();
      const today = Temporal.Instant.from(at).toZonedDateTimeISO(zoneOf(participant)).toPlainDate().toString();
      const wrong = [
        ...(Number(today.slice(0, 4)) <= year ? [{ field: 'year', rule: 'return_year_runs' }] : []),
        ...(due < today || due.slice(0, 4) <= String(year) ? [{ field: 'due', rule: 'return_due' }] : []),
      ];
      if (wrong.length > 0) throw new DomainError(422, 'invalid', { errors: wrong });
      await lock(trx, `annual round ${year}`);
      const open = await trx.selectFrom('annual_return').select('id').where('year', '=', year).executeTakeFirst();
      if (open) throw new DomainError(409, 'round_open');
      const opened: ReturnEventRow[] = [];
      const sent: MessageRow[] = [];
      for (const { code: state } of states) {
        const row = await insertReturn(
          trx,
          'receiving',
          { participant, state, year, return_id: randomUUID(), due },
          at,
        );
        const event = { type: 'command.open', account: officer.id, payload: { due }, at };
        opened.push(await note(trx, row, event, row.stage));
        const message = await send(trx, row, 'round_opening', { year, due }, at);
        if (message) sent.push(message);
      }
      const detail = { year, due, states: states.length, entries: roundSeal(opened, sent) };
      await noteAudit(trx, { participant, at, account_id: officer.id, action: 'return.open_round', detail });
      return { year, due, states: states.length };
    }),
  );
  house.wake(participant);
  return answer;
}

/* ------------------------------------------------------------------- commands */

/** Works on figures: a State's working copy before and after, and what its cases gave. */
export type Work = (row: ReturnRow, trx: Trx) => Promise<Change>;

/**
 * Gives a command to a return of the officer's own participant, in one transaction.
 * @param work what it does to the figures, once the return is known to take it
 * @throws DomainError 403, 404, 409, 412, 422
 */
export async function returnCommand(
  house: House,
  officer: Officer,
  { state, year }: { state: string; year: number },
  name: string,
  payload: object,
  { version, key, request = {} }: { version: number; key: string | undefined; request?: object },
  work: Work = async () => ({}),
  moment: Moment = { now: house.clock.now() },
): Promise<{ state: ReturnState; version: number }> {
  // Read before the transaction that signs with it: it takes a connection of its own.
  if (name === 'approve' && state === officer.participant) await house.keys.own(state);
  const answer = await as(house.db, officer.participant, (trx) =>
    once(trx, officer, key, { state, year, name, payload, request }, moment, async () => {
      const row = await lockReturn(trx, state, year);
      const decision = decideReturnCommand(storedReturn(row), name, payload, officer, moment.now);
      if (!decision.ok && decision.status === 403) throw new DomainError(403, 'role');
      if (row.version !== version) throw new DomainError(412, 'stale', { version: row.version });
      if (!decision.ok) {
        if (decision.status === 409)
          throw new DomainError(409, 'state', { state: decision.state, possible: decision.possible });
        throw new DomainError(422, 'invalid', { errors: decision.errors });
      }
      const change =
        name === 'approve'
          ? await approved(house, trx, row, decision)
          : name === 'abandon'
            ? { content: (await revisionsOf(trx, row)).at(-1)?.content as Content }
            : await work(row, trx);
      if (change.content && !isEditable(storedReturn(row))) throw new Error('what was sent does not change');
      await apply(
        trx,
        row,
        decision,
        { type: `command.${name}`, account: officer.id, payload, at: moment.now },
        change,
      );
      return { state: decision.state, version: row.version + 1 };
    }),
  );
  house.wake(officer.participant);
  return answer;
}

/** Locks the Secretariat's files on a year's returns, by State: in this order everywhere, so that nobody waits in a ring. */
export const lockReturns = (trx: Trx, year: number, of?: readonly string[]): Promise<ReturnRow[]> =>
  trx
    .selectFrom('annual_return')
    .selectAll()
    .where('side', '=', 'receiving')
    .where('year', '=', year)
    .$if(of !== undefined, (query) => query.where('state', 'in', [...(of ?? [])]))
    .orderBy('state')
    .forUpdate()
    .execute();

/** Whether the Secretariat can ask the State about its return now. */
export const isAskable = (row: ReturnRow): boolean => possibleReturnCommands(storedReturn(row)).includes('query');

/** Asks a State about a return that `lockReturns` locked. Throws 409 where it cannot be asked now. */
export const queryReturn = (trx: Trx, officer: Officer, row: ReturnRow, text: string, at: string): Promise<void> =>
  within(trx, officer, row, 'query', { text }, at);

/** Says of a return that `lockReturns` locked that the year's report has it. Throws 409 unless it is accepted. */
export const publishReturn = (trx: Trx, officer: Officer, row: ReturnRow, at: string): Promise<void> =>
  within(trx, officer, row, 'publish', {}, at);

/** A command that is part of something larger, in the transaction of that. */
async function within(trx: Trx, officer: Officer, row: ReturnRow, name: string, payload: object, at: string) {
  const decision = decideReturnCommand(storedReturn(row), name, payload, officer, at);
  if (!decision.ok) {
    if (decision.status === 403) throw new DomainError(403, 'role');
    if (decision.status === 409)
      throw new DomainError(409, 'state', { state: decision.state, possible: decision.possible });
    throw new DomainError(422, 'invalid', { errors: decision.errors });
  }
  await apply(trx, row, decision, { type: `command.${name}`, account: officer.id, payload, at });
}

/** The revision that an approval makes: checked, whole, signed. */
async function approved(house: House, trx: Trx, row: ReturnRow, decision: Decided): Promise<Change> {
  const content = sorted(row.content as Content);
  const errors = findingsOf(content, await returnBefore(trx, row))
    .filter(({ severity }) => severity === 'error')
    .map(({ cells, rule, source, params }) => ({ field: cells.join(' '), rule, source, params }));
  if (errors.length > 0) throw new DomainError(422, 'invalid', { errors });
  const { revision, records } = decision.context;
  const { at: correctedAt = '', reason: correction } = (records.correct ?? {}) as { at?: string; reason?: string };
  const { at: restatedAt = '', reason: restatement } = (records.restate ?? {}) as { at?: string; reason?: string };
  const last = correctedAt > restatedAt ? correction : restatement;
  const sha256 = fingerprint(content);
  const { state, year } = row;
  const signature = await signReturn(house.keys, { state, year, revision, sha256 });
  return { revision: { revision, content, sha256, signature, reason: revision > 1 ? (last ?? null) : null } };
}

/* ------------------------------------------------------------------- messages */

const no = (reason: Rejection['reason'], detail: string) => ({ rejection: { reason, detail } });

/** Takes a message about an annual return, in the transaction that marks it handled. Returns why not, or null. */
export async function takeReturnMessage(
  keys: Keyring,
  trx: Trx,
  participant: string,
  message: { type: string; body: Record<string, unknown>; from: string; return_id: string },
  { now: at }: Moment,
): Promise<{ rejection: Rejection } | null> {
  const { type, body, from, return_id } = message;
  const row = await trx
    .selectFrom('annual_return')
    .selectAll()
    .where('return_id', '=', return_id)
    .forUpdate()
    .executeTakeFirst();
  if (type === 'round_opening') return row ? no('unexpected', type) : openOwn(trx, participant, message, at);
  const expected = row?.side === 'receiving' ? row.state : await secretariatOf(trx);
  if (!row || from !== expected) return no('unexpected', `${type} on an unknown return`);
  const decision = decideReturnMessage(storedReturn(row), { type, body, from }, at);
  if (!decision.ok) return no(decision.reason, decision.detail);
  const event = { type: `message.${type}`, account: null, payload: body, at };
  if (type !== 'annual_return') {
    await apply(trx, row, decision, event);
    return null;
  }
  const { year, revision, content, signature, reason } = body as {
    year: number;
    revision: number;
    content: Content;
    signature: string;
    reason: string | null;
  };
  const wrong = await wrongReturn(keys, trx, row, { year, revision, content, signature, reason });
  if (wrong) return no('malformed', wrong);
  const sha256 = fingerprint(content);
  await apply(trx, row, withoutContent(decision), event, {
    revision: { revision, content, sha256, signature, reason },
  });
  return null;
}

/** The machine's record of a message names it; the figures themselves are in the revision. */
function withoutContent(decided: Decided): Decided {
  const { annual_return: said, ...records } = decided.context.records;
  if (!said) return decided;
  const { content: _, signature: __, ...kept } = said as Record<string, unknown>;
  return { ...decided, context: { ...decided.context, records: { ...records, annual_return: kept as typeof said } } };
}

async function wrongReturn(
  keys: Keyring,
  trx: Trx,
  row: ReturnRow,
  {
    year,
    revision,
    content,
    signature,
    reason,
  }: {
    year: number;
    revision: number;
    content: Content;
    signature: string;
    reason: string | null;
  },
): Promise<string | null> {
  const { state } = row;
  if (year !== row.year || content.year !== year || content.state !== state) return 'year or State';
  if (revision !== (row.context as ReturnContext).revision + 1) return 'revision';
  if (revision > 1 && !reason) return 'a restatement without its reason';
  if (!(await isReturnSigned(keys, { state, year, revision, sha256: fingerprint(content) }, signature)))
    return 'signature';
  const [broken] = findingsOf(content, await returnBefore(trx, row)).filter(({ severity }) => severity === 'error');
  return broken ? `${broken.rule}: ${broken.cells.join(' ')}` : null;
}

/** The Secretariat opened a round: our own return of that year begins. */
async function openOwn(
  trx: Trx,
  participant: string,
  { body, from, return_id }: { body: Record<string, unknown>; from: string; return_id: string },
  at: string,
): Promise<{ rejection: Rejection } | null> {
  if (from !== (await secretariatOf(trx)) || !states.some(({ code }) => code === participant))
    return no('unexpected', 'round_opening');
  const [wrong] = schemaErrors(returnMessages.reporting.round_opening, body);
  if (wrong) return no('malformed', wrong.field);
  const { year, due } = body as { year: number; due: string };
  if (await findReturn(trx, participant, year)) return no('unexpected', 'a second return of the year');
  const row = await insertReturn(trx, 'reporting', { participant, state: participant, year, return_id, due }, at);
  const event = { type: 'message.round_opening', account: null, payload: body, at };
  const entry = entrySeal(await note(trx, row, event, row.stage));
  await noteAudit(trx, {
    participant,
    at,
    account_id: null,
    action: 'return.round_opening',
    detail: { state: participant, year, return_id, due, entry },
  });
  await notify(trx, subject(row), {
    roles: ['statistics'],
    key: 'return_opened',
    params: { year, due: noonOf(due) },
    urgent: false,
    occasion: `${return_id}:opened`,
    at,
  });
  return null;
}

/** Notices write a day by its noon in UTC, in milliseconds (vocabulary/notices.ts). */
const noonOf = (day: string) => Date.parse(`${day}T12:00:00Z`);

/* ------------------------------------------------------------------- reminders */

/** Days from the due day at which a State is reminded [P]: domain.md §5 has 1 and 15 March, and afterwards. */
export const returnRungs = [-30, -16, -3, 0, 7, 30] as const;

const daysBetween = (from: string, to: string) =>
  Math.round(Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to)).total({ unit: 'days' }));

/**
 * The days on which connected States are reminded of a round by `sweepReturns`: the last that came, and the next. What is due
 * before the round is opened comes with its opening.
 * @param days `YYYY-MM-DD`
 */
export function remindersOf(days: { opened: string; due: string; today: string }): {
  last: string | null;
  next: string | null;
} {
  const all = returnRungs.map((rung) => Temporal.PlainDate.from(days.due).add({ days: rung }).toString());
  const last = all.findLast((day) => day <= days.today) ?? null;
  return {
    last: last !== null && last < days.opened ? days.opened : last,
    next: all.find((day) => day > days.today) ?? null,
  };
}

/** Reminds of every return that is the State's to send: the last rung that came, once; those before it are over. */
export async function sweepReturns(house: House, participant: string, now: string): Promise<number> {
  return as(house.db, participant, async (trx) => {
    const open = await trx
      .selectFrom('annual_return')
      .selectAll()
      .where('side', '=', 'reporting')
      .where((eb) => eb.or([eb('stage', 'in', ['open', 'queried']), eb('stage', '=', 'in_work')]))
      .forUpdate()
      .skipLocked()
      .execute();
    let told = 0;
    for (const row of open) {
      // A restatement under way has no day to be late for: what stands was accepted.
      const { before } = row.context as ReturnContext;
      if (before === 'accepted' || before === 'published') continue;
      const today = Temporal.Instant.from(now).toZonedDateTimeISO(zoneOf(participant)).toPlainDate().toString();
      const days = daysBetween(row.due, today);
      const due = returnRungs.filter((rung) => rung <= days && !row.reminded.includes(rung));
      const last = due.at(-1);
      if (last === undefined) continue;
      await trx
        .updateTable('annual_return')
        .set({ reminded: sql`reminded || ${due}::integer[]` })
        .where('id', '=', row.id)
        .execute();
      await notify(trx, subject(row), {
        roles: last > 0 ? ['statistics', 'approver'] : ['statistics'],
        key: days > 0 ? 'return_overdue' : 'return_due',
        params: { year: row.year, due: noonOf(row.due), days: Math.abs(days) },
        urgent: false,
        reminder: 'reminder',
        occasion: `${row.return_id}:due:${last}`,
        at: now,
      });
      told++;
    }
    return told;
  });
}
