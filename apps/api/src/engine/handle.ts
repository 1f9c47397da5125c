/** THE one writer of case state. Every command, message and tick of the clock goes through `apply`. */
import { randomUUID } from 'node:crypto';
import { as, lock, sql, type Trx } from '@rogatoria/db';
import {
  type BasisCode,
  ballOf,
  type CaseFacts,
  carriesForm,
  commandsOf,
  type Decision,
  decideCommand,
  decideInternal,
  decideMessage,
  documentLanguageOf,
  type Effect,
  endOfDay,
  formFor,
  initial,
  openedBy,
  outcomeOf,
  type Rejection,
  type Role,
  type Stored,
  type Workflow,
  zoneOf,
} from '@rogatoria/workflows';
import type { Scope } from '@rogatoria/workflows/scopes.ts';
import { DomainError, notFound } from '../errors.ts';
import type { House } from '../house.ts';
import { demandOneOf } from '../permissions.ts';
import * as deadlines from './deadlines.ts';
import { actingAs, type StandIn } from './deputies.ts';
import { announce } from './events.ts';
import { count } from './facts.ts';
import { lawInForce } from './law.ts';
import { append, type CaseRow, type LogEntry } from './log.ts';
import { notify } from './notify.ts';
import { fingerprint, once } from './once.ts';
import { finishForm, formLeaving, makeReady, send } from './outbox.ts';

/** An officer at work, from the verified session. */
export interface Officer {
  id: string;
  participant: string;
  /** own ones and those held for others today */
  roles: Role[];
  /** which of them are held for others */
  stands_in?: StandIn[];
  /** of a service account: it has no roles, and what it may do follows from these */
  scopes?: readonly Scope[] | undefined;
}

/** When something happens, and whether it is a past being told again (demonstration year): then nobody is mailed. */
export interface Moment {
  now: string;
  past?: boolean;
}

/** Commands that the law in force decides on (rules.ts). */
const judged: ReadonlySet<string> = new Set([
  'submit',
  'approve',
  'refuse',
  'transmit_emergency',
  'confirm_in_writing',
]);

/** After a decision without evidence, linked data stay preserved for this many days [P] (domain.md §4.b P14). */
const graceDays = 15;

export function storedOf(row: CaseRow): Stored {
  return { workflow: row.workflow as Workflow, version: row.workflow_version, state: row.state, context: row.context };
}

export function factsOf(row: CaseRow): CaseFacts {
  const [requesting, requested] =
    row.direction === 'outgoing' ? [row.participant, row.counterpart] : [row.counterpart, row.participant];
  return {
    kind: row.kind,
    direction: row.direction,
    requesting,
    requested,
    bases: row.bases as BasisCode[],
    authors: row.authors,
    form: row.form,
    form_language: row.form_language,
    translations: row.translations,
    requested_zone: zoneOf(requested),
  };
}

/** A case of ours by id, locked until the transaction ends. Throws 404 when it is unknown or not ours, 409 when it was erased. */
export async function lockCase(trx: Trx, id: string): Promise<CaseRow> {
  const row = await trx.selectFrom('case_file').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) throw notFound();
  if (row.erased_at) throw new DomainError(409, 'erased');
  return row;
}

/** Opens an outgoing file as a draft. */
export async function openDraft(
  trx: Trx,
  officer: Officer,
  draft: Pick<CaseRow, 'kind' | 'counterpart' | 'title' | 'bases' | 'form_language'> & {
    form: Record<string, unknown>;
    translations: Record<string, unknown>;
    /** our own file that this one adds to or was prompted by */
    parent_case?: string | null;
    /** chosen by the demonstration, so that a second telling finds its own */
    request_id?: string;
  },
  { now }: Moment,
): Promise<CaseRow> {
  const stored = initial(`${draft.kind}.outgoing`);
  const row = await insertCase(trx, stored, {
    participant: officer.participant,
    kind: draft.kind,
    direction: 'outgoing',
    request_id: draft.request_id ?? randomUUID(),
    number: null,
    counterpart: draft.counterpart,
    title: draft.title,
    urgency: 'ordinary',
    bases: draft.bases,
    form: draft.form,
    form_language: draft.form_language,
    translations: draft.translations,
    drafter: officer.id,
    authors: [officer.id],
    parent_case: draft.parent_case ?? null,
    now,
  });
  const acting = actingAs(officer, officer.roles);
  const head = await append(trx, row, {
    ...entry(
      row,
      now,
      'command',
      'command.create',
      officer.id,
      officer.scopes ? 'service' : acting.role,
      {},
      row.state,
    ),
    deputy_of: acting.for?.id ?? null,
  });
  await trx
    .updateTable('case_file')
    .set({ log_length: head.sequence, log_head: head.hash })
    .where('id', '=', row.id)
    .execute();
  return { ...row, log_length: head.sequence, log_head: head.hash };
}

interface NewCase {
  participant: string;
  kind: CaseRow['kind'];
  direction: CaseRow['direction'];
  request_id: string;
  number: string | null;
  counterpart: string;
  title: string;
  urgency: CaseRow['urgency'];
  bases: string[];
  form: Record<string, unknown>;
  form_language: CaseRow['form_language'];
  translations: Record<string, unknown>;
  drafter: string | null;
  authors: string[];
  law_version?: string | null;
  parent_case: string | null;
  now: string;
}

function insertCase(trx: Trx, stored: Stored, { now, form, translations, ...values }: NewCase): Promise<CaseRow> {
  const requested = values.direction === 'outgoing' ? values.counterpart : values.participant;
  return trx
    .insertInto('case_file')
    .values({
      ...values,
      id: randomUUID(),
      own_reference: (form.own_reference as string | undefined) ?? null,
      their_reference: values.direction === 'incoming' ? ((form.own_reference as string | undefined) ?? null) : null,
      ...(values.direction === 'incoming' ? { own_reference: null } : {}),
      form_version: formFor(values.kind).version,
      form: JSON.stringify(form),
      letter_language: documentLanguageOf(requested),
      translations: JSON.stringify(translations),
      workflow: stored.workflow,
      workflow_version: stored.version,
      state: stored.state,
      context: JSON.stringify(stored.context),
      // `arriving` has no tag: the file gets its ball with its first event
      ball: stored.state === 'draft' ? 'us' : 'nobody',
      outcome: null,
      version: 1,
      log_length: 0,
      log_head: '',
      created_at: now,
      updated_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/**
 * Gives a command to a case of the officer's own participant, in one transaction of its own.
 * @param options.version what the officer saw (If-Match); a newer case is refused with 412
 * @param options.key Idempotency-Key: the same key and body answer alike, another body is refused with 422
 * @throws DomainError 403, 404, 409, 412, 422
 */
export async function command(
  house: House,
  officer: Officer,
  caseId: string,
  name: string,
  payload: Record<string, unknown>,
  options: { version?: number; key?: string | undefined } = {},
  moment: Moment = { now: house.clock.now() },
): Promise<{ state: string; version: number }> {
  const answer = await as(house.db, officer.participant, (trx) =>
    once(trx, officer, options.key, { caseId, name, payload }, moment, async () => {
      const row = await lockCase(trx, caseId);
      const spec = commandsOf(row.kind, row.direction)[name];
      // Who may never give this command hears so before anything about the state of the case.
      if (spec) demandOneOf(officer, spec.roles);
      if (options.version !== undefined && options.version !== row.version) {
        throw new DomainError(412, 'stale', { version: row.version });
      }
      const facts = {
        ...factsOf(row),
        ...(await fileFacts(trx, row, name)),
        ...(judged.has(name) ? { law: await lawInForce(trx) } : {}),
      };
      const decision = decideCommand(storedOf(row), name, payload, officer, facts, moment.now);
      if (!decision.ok) throw refused(decision.refusal);
      const leaving =
        name === 'transmit' || name === 'transmit_emergency'
          ? await makeReady(trx, row, moment.now)
          : name === 'confirm_in_writing'
            ? await finishForm(trx, row)
            : row;
      if (name === 'submit') await answerFor(trx, row, officer);
      const acting = actingAs(officer, spec?.roles ?? []);
      const done = await apply(
        trx,
        leaving,
        decision,
        {
          ...entry(
            row,
            moment.now,
            'command',
            `command.${name}`,
            officer.id,
            acting.role,
            payloadOf(decision, name),
            decision.state,
          ),
          deputy_of: acting.for?.id ?? null,
        },
        moment,
      );
      return { state: done.state, version: done.version };
    }),
  );
  house.wake(officer.participant);
  return answer;
}

/**
 * Whoever submits what a service account drafted answers for its words as their author: otherwise a single person could
 * submit and approve what no other has read.
 */
async function answerFor(trx: Trx, row: CaseRow, { id }: Officer): Promise<void> {
  await sql`update case_file set authors = array_append(authors, ${id}::uuid)
    where id = ${row.id} and not ${id}::uuid = any(authors)
      and exists (select from account where account.id = any(authors) and service)`.execute(trx);
}

function refused(refusal: Extract<Decision, { ok: false }>['refusal']): DomainError {
  if (refusal.status === 403) return new DomainError(403, refusal.code);
  if (refusal.status === 409)
    return new DomainError(409, 'state', { state: refusal.state, possible: refusal.possible });
  return new DomainError(422, 'invalid', { errors: refusal.errors });
}

/** The payload as the machine recorded it, with what the rules added. */
function payloadOf(decision: { context: Record<string, unknown> }, name: string): Record<string, unknown> {
  const records = decision.context.records as Record<string, Record<string, unknown>>;
  const { at: _at, by: _by, ...payload } = records[name] ?? {};
  return payload;
}

/**
 * Takes a message of the counterpart, in the transaction that marks it handled. A request opens the file.
 * Returns why it cannot be taken, or null.
 */
export async function takeMessage(
  trx: Trx,
  participant: string,
  message: { type: string; body: Record<string, unknown>; from: string; request_id: string },
  moment: Moment,
): Promise<{ rejection: Rejection } | { caseId: string }> {
  let row = await trx
    .selectFrom('case_file')
    .selectAll()
    .where('request_id', '=', message.request_id)
    .where('counterpart', '=', message.from)
    .forUpdate()
    .executeTakeFirst();
  if (row?.erased_at) return { rejection: { reason: 'unexpected', detail: 'the content of this file was erased' } };
  const opens = row ? undefined : openedBy(message.type, message.body);
  if (!row && opens) {
    // A preservation and the evidence request that follows it may come at once, in either order: each must see the other.
    await lock(trx, `requests of ${message.from} to ${participant}`);
    const impostor = await impossibleRequest(trx, participant, message);
    if (impostor) return { rejection: { reason: 'malformed', detail: impostor } };
    const stored = initial(`${opens}.incoming`);
    const decision = decideMessage(stored, message, moment.now);
    if (!decision.ok) return { rejection: decision.rejection };
    row = await insertCase(trx, stored, {
      participant,
      kind: opens,
      direction: 'incoming',
      request_id: message.request_id,
      number: message.body.number as string,
      counterpart: message.from,
      title: message.body.title as string,
      urgency: message.body.urgency as CaseRow['urgency'],
      bases: message.body.bases as string[],
      form: message.body.form as Record<string, unknown>,
      form_language: message.body.form_language as CaseRow['form_language'],
      translations: message.body.translations as Record<string, unknown>,
      drafter: null,
      authors: [],
      law_version: (message.body.law_version as string | undefined) ?? null,
      parent_case: await parentOf(trx, message.from, message.body.supplements as { request_id: string } | undefined),
      now: moment.now,
    });
    const { preservations = [], consultation } = message.body as { preservations?: Link[]; consultation?: Link };
    await linkRequests(trx, row, consultation ? [...preservations, consultation] : preservations);
  }
  if (!row) return { rejection: { reason: 'unexpected', detail: `${message.type} on an unknown request` } };
  const decision = decideMessage(storedOf(row), message, moment.now);
  if (!decision.ok) return { rejection: decision.rejection };
  // The form is in the case row; the log keeps its fingerprint, every other message whole.
  const carries = carriesForm(message.type);
  const { number } = message.body;
  if (carries && number !== undefined && number !== row.number) {
    return { rejection: { reason: 'malformed', detail: 'number' } };
  }
  const payload = carries
    ? { ...(number === undefined ? {} : { number }), sha256: fingerprint(message.body) }
    : message.body;
  const taken = await apply(
    trx,
    carries && !opens ? await replaceForm(trx, row, message.body) : row,
    decision,
    entry(row, moment.now, 'message', `message.${message.type}`, message.from, null, payload, decision.state),
    moment,
  );
  if (message.type === 'request' && row.kind === 'preservation') await takeHolds(trx, taken, moment);
  return { caseId: row.id };
}

/**
 * What came in writing stands in place of what was asked in an emergency, and the content of information in place of its
 * offer (Budapest 26(2)); the first message is kept.
 */
async function replaceForm(trx: Trx, row: CaseRow, body: Record<string, unknown>): Promise<CaseRow> {
  const { title, bases, form_version, form, form_language, translations } = body as Pick<
    CaseRow,
    'title' | 'bases' | 'form_version' | 'form' | 'form_language' | 'translations'
  >;
  await trx
    .updateTable('case_file')
    .set({
      title,
      bases,
      form_version,
      form: JSON.stringify(form),
      form_language,
      translations: JSON.stringify(translations),
    })
    .where('id', '=', row.id)
    .execute();
  return { ...row, title, bases, form_version, form, form_language, translations };
}

/** Our own file of the request that a message says it adds to; null when it is not of the same pair. */
async function parentOf(trx: Trx, from: string, parent: { request_id: string } | undefined): Promise<string | null> {
  if (!parent) return null;
  const found = await trx
    .selectFrom('case_file')
    .select('id')
    .where('request_id', '=', parent.request_id)
    .where('counterpart', '=', from)
    .where('direction', '=', 'incoming')
    .executeTakeFirst();
  return found?.id ?? null;
}

/** A sender cannot take an identity that is not his: a request id of another pair, or a number of another State. */
async function impossibleRequest(
  trx: Trx,
  participant: string,
  { from, request_id, body }: { from: string; request_id: string; body: Record<string, unknown> },
): Promise<string | null> {
  if (!String(body.number).startsWith(`${from}-${participant}-`)) return 'number';
  const taken = await trx.selectFrom('case_file').select('id').where('request_id', '=', request_id).executeTakeFirst();
  return taken ? 'request_id' : null;
}

/** Tells a case that its clock has run out. Nothing happens when the state has moved on. */
export async function tick(trx: Trx, row: CaseRow, kind: string, moment: Moment): Promise<boolean> {
  return (await internal(trx, row, `clock.${kind}`, {}, moment)) !== null;
}

async function internal(
  trx: Trx,
  row: CaseRow,
  type: `clock.${string}` | `linked.${string}`,
  payload: Record<string, unknown>,
  moment: Moment,
): Promise<CaseRow | null> {
  const decision = decideInternal(storedOf(row), type, payload, moment.now);
  if (!decision) return null;
  const origin = type.startsWith('clock') ? 'clock' : 'linked';
  return apply(trx, row, decision, entry(row, moment.now, origin, type, origin, null, payload, decision.state), moment);
}

function entry(
  row: CaseRow,
  at: string,
  origin: LogEntry['origin'],
  type: string,
  actor: string,
  actor_role: string | null,
  payload: Record<string, unknown>,
  state: string,
): LogEntry {
  return { at, zone: zoneOf(row.participant), origin, type, actor, actor_role, payload, state };
}

/** Stores a decision: state, log, clocks, messages, notices, figures – or nothing of it. */
async function apply(
  trx: Trx,
  row: CaseRow,
  decision: { state: string; context: Record<string, unknown>; effects: Effect[] },
  event: LogEntry,
  moment: Moment,
): Promise<CaseRow> {
  const before = storedOf(row);
  const after: Stored = { ...before, state: decision.state, context: decision.context };
  const form = await formSent(trx, row, decision.effects);
  const head = await append(trx, row, form ? { ...event, sent: fingerprint(form) } : event);
  const changed: CaseRow = {
    ...row,
    state: after.state,
    context: after.context,
    ball: ballOf(after),
    outcome: outcomeOf(after),
    version: row.version + 1,
    log_length: head.sequence,
    log_head: head.hash,
    updated_at: moment.now,
    ...references(row, event),
  };
  await trx
    .updateTable('case_file')
    .set({
      state: changed.state,
      context: JSON.stringify(changed.context),
      ball: changed.ball,
      outcome: changed.outcome,
      version: changed.version,
      log_length: changed.log_length,
      log_head: changed.log_head,
      updated_at: changed.updated_at,
      own_reference: changed.own_reference,
      their_reference: changed.their_reference,
    })
    .where('id', '=', row.id)
    .execute();
  const seen: Seen = { waited_ms: 0, acknowledge_due_at: null, form };
  for (const [index, effect] of decision.effects.entries()) {
    await carryOut(trx, changed, effect, `${head.hash}:${index}`, event, moment, seen);
  }
  await count(trx, changed, before, after, {
    type: event.type,
    at: moment.now,
    sequence: head.sequence,
    payload: event.payload,
    waited_ms: seen.waited_ms,
    acknowledge_due_at: seen.acknowledge_due_at,
  });
  if (!moment.past) await announce(trx, row, changed, moment.now);
  return changed;
}

/** An acknowledgement brings the other side's reference. */
function references(_row: CaseRow, event: LogEntry): Partial<CaseRow> {
  if (event.type === 'command.acknowledge') return { own_reference: event.payload.reference as string };
  if (event.type === 'message.acknowledgement') return { their_reference: event.payload.reference as string };
  return {};
}

/** What the effects of one event learn of each other. */
interface Seen {
  waited_ms: number;
  acknowledge_due_at: string | null;
  form: Record<string, unknown> | null;
}

/** The form that an event sends; no event sends two. */
async function formSent(trx: Trx, row: CaseRow, effects: Effect[]): Promise<Record<string, unknown> | null> {
  for (const effect of effects) {
    if (effect.type !== 'send') continue;
    const form = await formLeaving(trx, row, effect.params.type, effect.params.body ?? {});
    if (form) return form;
  }
  return null;
}

async function carryOut(
  trx: Trx,
  row: CaseRow,
  effect: Effect,
  occasion: string,
  event: LogEntry,
  moment: Moment,
  seen: Seen,
): Promise<void> {
  switch (effect.type) {
    case 'start': {
      const { due_at } = await deadlines.start(trx, row, effect.params, moment.now);
      if (effect.params.kind.endsWith('_acknowledge')) seen.acknowledge_due_at = due_at;
      return;
    }
    case 'stop':
      return deadlines.stop(trx, row, effect.params, moment.now);
    case 'suspend':
      return deadlines.suspend(trx, row, effect.params, moment.now);
    case 'resume':
      seen.waited_ms += await deadlines.resume(trx, row, effect.params, moment.now);
      return;
    case 'send':
      return send(
        trx,
        row,
        effect.params.type,
        (carriesForm(effect.params.type) ? seen.form : effect.params.body) ?? {},
        moment,
      );
    case 'notify':
      return notify(trx, row, {
        roles: effect.params.roles,
        key: effect.params.key,
        params: {},
        urgent: effect.params.urgent ?? false,
        occasion,
        at: moment.now,
        except: event.origin === 'command' ? event.actor : undefined,
        past: moment.past,
      });
    case 'link':
      return handToLinked(trx, row, effect.params.event as `linked.${string}`, effect.params.payload ?? {}, moment);
  }
}

type Link = { request_id: string };

/** Records what a request follows: preservations, a consultation. Unknown ones are kept: their file may come later. */
export async function linkRequests(
  trx: Trx,
  row: Pick<CaseRow, 'id' | 'participant'>,
  links: readonly Link[],
): Promise<void> {
  if (links.length === 0) return;
  await trx
    .insertInto('case_link')
    .values(
      links.map(({ request_id }) => ({
        participant: row.participant,
        case_id: row.id,
        follows_request_id: request_id,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Evidence requests that came before the preservation they follow hold it from its first moment. */
async function takeHolds(trx: Trx, row: CaseRow, moment: Moment): Promise<void> {
  const open = await trx
    .selectFrom('case_link')
    .innerJoin('case_file', 'case_file.id', 'case_link.case_id')
    .select(['case_file.request_id', 'case_file.number'])
    .where('case_link.follows_request_id', '=', row.request_id)
    .where('case_file.direction', '=', 'incoming')
    .where('case_file.counterpart', '=', row.counterpart)
    .where('case_file.outcome', 'is', null)
    .orderBy('case_file.id')
    // One that is being decided at this moment is waited for: a decision made could no longer end the hold.
    .forUpdate('case_file')
    .execute();
  let current = row;
  for (const { request_id, number } of open) {
    current = (await internal(trx, current, 'linked.hold', { request_id, number: number ?? '' }, moment)) ?? current;
  }
}

/** Hands an event to our own files on the preservations this request follows; locked in one order, so nobody waits in a ring. */
async function handToLinked(
  trx: Trx,
  row: CaseRow,
  type: `linked.${string}`,
  payload: Record<string, unknown>,
  moment: Moment,
): Promise<void> {
  const linked = await trx
    .selectFrom('case_file')
    .selectAll()
    .where('kind', '=', 'preservation')
    .where('counterpart', '=', row.counterpart)
    .where('direction', '=', row.direction)
    .where('erased_at', 'is', null)
    .where('request_id', 'in', (eb) =>
      eb.selectFrom('case_link').select('follows_request_id').where('case_id', '=', row.id),
    )
    .orderBy('id')
    .forUpdate()
    .execute();
  const zone = zoneOf(row.participant);
  const today = Temporal.Instant.from(moment.now).toZonedDateTimeISO(zone).toPlainDate();
  for (const preservation of linked) {
    const details = { request_id: row.request_id, number: row.number ?? '', ...payload };
    const grace =
      type === 'linked.decided' ? { grace_until: endOfDay(today.add({ days: graceDays }).toString(), zone) } : {};
    await internal(trx, preservation, type, { ...details, ...grace }, moment);
  }
}

/** What the rules need to know of the case's files. */
async function fileFacts(
  trx: Trx,
  row: CaseRow,
  name: string,
): Promise<Pick<CaseFacts, 'deliverable' | 'hashes_verified'>> {
  if (name === 'deliver') {
    const files = await trx
      .selectFrom('file')
      .select(['id', 'shared_id', 'name', 'media_type', 'size', 'sha256'])
      .where('case_id', '=', row.id)
      .where('origin', '=', 'ours')
      .where('purpose', '=', 'evidence')
      .where('delivery', 'is', null)
      .execute();
    return {
      deliverable: Object.fromEntries(files.map(({ id, shared_id, ...file }) => [id, { id: shared_id, ...file }])),
    };
  }
  if (name === 'confirm_receipt') {
    // What was delivered before we disputed it has been replaced.
    const disputed = (row.context.records as Record<string, { at: string } | undefined>).dispute_delivery?.at;
    const files = await trx
      .selectFrom('file')
      .select('verified_at')
      .where('case_id', '=', row.id)
      .where('origin', '=', 'theirs')
      .where('created_at', '>=', disputed ?? '-infinity')
      .execute();
    return { hashes_verified: files.length > 0 && files.every((file) => file.verified_at !== null) };
  }
  return {};
}
