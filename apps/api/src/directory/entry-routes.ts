/** The directory: read by every participant, written by each State's own editor; call-backs, confirmations, test calls. */
import { as, type Trx } from '@rogatoria/db';
import { isState } from '@rogatoria/workflows';
import { type Authority, type Entry, entryKinds, entrySchemas, roleRank } from '@rogatoria/workflows/directory.ts';
import { zoneOf } from '@rogatoria/workflows/states.ts';
import { callFigures } from '@rogatoria/workflows/test-calls.ts';
import { Type } from 'typebox';
import {
  addressedOf,
  type DirectoryRows,
  type InForce,
  inForce,
  pendingOf,
  readDirectory,
  sinceOf,
  versionKey,
} from '../engine/directory.ts';
import type { Officer } from '../engine/handle.ts';
import { once } from '../engine/once.ts';
import { notFound } from '../errors.ts';
import type { House } from '../house.ts';
import { demand, may } from '../permissions.ts';
import { Id, Participant } from '../schemas.ts';
import { type App, keyOf, problems, versionOf } from '../server.ts';
import { attest, type Change, changeEntry, decideEntry } from './entries.ts';
import {
  DirectoryView,
  type EntryView,
  RequestAddressView,
  StateDirectory,
  type StateEntries,
  TestCallView,
} from './schemas.ts';
import { dueOf } from './sweep.ts';
import { answerCall, callsSince, startCall } from './test-calls.ts';

const tags = ['directory'];
const params = Type.Object({ id: Id });
const headers = Type.Object({ 'if-match': Type.Optional(Type.String({ maxLength: 40 })) });
const words = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '\\S' });
const reason = words(2_000);
const Changed = Type.Object({
  entry: Id,
  version: Type.Integer(),
  call_back: Type.Boolean({ description: 'true: it waits until a second officer has called back' }),
});
const Decided = Type.Object({ entry: Id, version: Type.Integer() });
const Happened = Type.Object({ id: Id, at: Type.String({ format: 'date-time' }) });

export async function entryRoutes(app: App, { house }: { house: House }): Promise<void> {
  app.addHook('onRequest', app.authenticate);

  /** One write of an officer to the own State's directory, once for each Idempotency-Key. */
  const write = async <T extends object>(
    officer: Officer,
    key: string | undefined,
    request: object,
    work: (trx: Trx, now: string) => Promise<T>,
  ): Promise<T> => {
    const now = house.clock.now();
    const answer = await as(house.db, officer.participant, (trx) =>
      once(trx, officer, key, request, { now }, () => work(trx, now)),
    );
    house.wake(officer.participant);
    return answer;
  };

  app.get(
    '/directory',
    {
      schema: {
        summary:
          'What every State says of its authorities and providers, when it confirmed it, and how its desk answers',
        tags,
        response: { 200: DirectoryView, ...problems(401) },
      },
    },
    ({ officer }) => {
      const now = house.clock.now();
      return as(house.db, officer.participant, async (trx) => {
        const rows = await readDirectory(trx);
        const calls = await callsSince(trx, now);
        const states = await trx.selectFrom('participant').select('code').orderBy('code').execute();
        const standing = inForce(rows, now);
        return { items: states.map(({ code }) => stateEntries(code, rows, standing, calls, now)) };
      });
    },
  );

  app.get(
    '/directory/:state',
    {
      schema: {
        summary: 'The directory of one State, with its history; to its own officers what waits for them',
        tags,
        params: Type.Object({ state: Participant }),
        response: { 200: StateDirectory, ...problems(401, 404, 422) },
      },
    },
    ({ officer, params: { state } }) => {
      const now = house.clock.now();
      return as(house.db, officer.participant, async (trx) => {
        const known = await trx.selectFrom('participant').select('kind').where('code', '=', state).executeTakeFirst();
        if (!known) throw notFound();
        const rows = await readDirectory(trx, state);
        const own = state === officer.participant;
        const names = new Map(
          own
            ? (await trx.selectFrom('account').select(['id', 'name']).execute()).map((row) => [row.id, row.name])
            : [],
        );
        const writers = own ? await attestersOf(trx) : new Map<string, string | null>();
        return {
          ...stateEntries(state, rows, inForce(rows, now), await callsSince(trx, now), now),
          may_edit: own && may(officer, 'keep_directory'),
          may_confirm: own && may(officer, 'confirm_contact'),
          may_call: !own && isState(state) && may(officer, 'start_test_call'),
          history: historyOf(rows, officer, names),
          attestations: rows.attestations
            .map(({ id, at, entries }) => ({
              at,
              entries: (entries as unknown[]).length,
              by: names.get(writers.get(id) ?? '') ?? null,
            }))
            .reverse(),
        };
      });
    },
  );

  for (const kind of entryKinds) {
    const body = Type.Object({ said: entrySchemas[kind], reason }, { additionalProperties: false });
    const change = (
      request: { officer: Officer; body: unknown },
      key: string | undefined,
      entry?: string,
      seen = 0,
    ) => {
      const { said, reason: why } = request.body as { said: Entry; reason: string };
      demand(request.officer, 'keep_directory');
      const given: Change = { kind, said, reason: why, seen, ...(entry ? { entry } : {}) };
      return write(request.officer, key, given, (trx, now) => changeEntry(trx, request.officer, given, now));
    };

    app.post(
      `/directory/entries/${kind}`,
      {
        schema: {
          summary: `Add an entry to one’s own State’s directory: ${kind}`,
          tags,
          body,
          response: { 201: Changed, ...problems(401, 403, 422) },
        },
      },
      async (request, reply) => reply.code(201).send(await change(request, keyOf(request))),
    );

    app.put(
      `/directory/entries/${kind}/:id`,
      {
        schema: {
          summary: `Correct an entry of one’s own State by a new version: ${kind}`,
          tags,
          params,
          headers,
          body,
          response: { 200: Changed, ...problems(401, 403, 404, 412, 422, 428) },
        },
      },
      (request) => {
        demand(request.officer, 'keep_directory');
        return change(request, keyOf(request), (request.params as { id: string }).id, versionOf(request));
      },
    );
  }

  app.post(
    '/directory/entries/:id/withdraw',
    {
      schema: {
        summary: 'Take an entry of one’s own State out; it stays in the history',
        tags,
        params,
        headers,
        body: Type.Object({ reason }, { additionalProperties: false }),
        response: { 200: Changed, ...problems(401, 403, 404, 412, 422, 428) },
      },
    },
    async (request) => {
      const { officer, body, params: named } = request;
      demand(officer, 'keep_directory');
      const seen = versionOf(request);
      return write(officer, keyOf(request), { ...named, seen, withdraw: body }, async (trx, now) => {
        const { versions } = await readDirectory(trx, officer.participant);
        const kind = versions.find(({ entry }) => entry === named.id)?.kind;
        if (!kind) throw notFound();
        return changeEntry(trx, officer, { entry: named.id, seen, kind, said: null, ...body }, now);
      });
    },
  );

  app.post(
    '/directory/entries/:id/confirm',
    {
      schema: {
        summary: 'Record a call-back: the change of an address is right, and comes into force',
        tags,
        params,
        headers,
        body: Type.Object({ called: words(320), spoken_with: words(200) }, { additionalProperties: false }),
        response: { 200: Decided, ...problems(401, 403, 404, 412, 422, 428) },
      },
    },
    async (request) => {
      const { officer, body, params: named } = request;
      demand(officer, 'confirm_contact');
      const which = { entry: named.id, seen: versionOf(request) };
      return write(officer, keyOf(request), { ...which, confirm: body }, (trx, now) =>
        decideEntry(trx, officer, which, { decision: 'confirmed', ...body }, now),
      );
    },
  );

  app.post(
    '/directory/entries/:id/refuse',
    {
      schema: {
        summary: 'Refuse the change of an address that waits for its call-back: what was in force stays',
        tags,
        params,
        headers,
        body: Type.Object({ reason }, { additionalProperties: false }),
        response: { 200: Decided, ...problems(401, 403, 404, 412, 422, 428) },
      },
    },
    async (request) => {
      const { officer, body, params: named } = request;
      demand(officer, 'confirm_contact');
      const which = { entry: named.id, seen: versionOf(request) };
      return write(officer, keyOf(request), { ...which, refuse: body }, (trx, now) =>
        decideEntry(trx, officer, which, { decision: 'refused', ...body }, now),
      );
    },
  );

  app.post(
    '/directory/attest',
    {
      schema: {
        summary: 'The State confirms that all its entries in force are right, as they were seen',
        tags,
        body: Type.Object(
          { entries: Type.Array(Decided, { maxItems: 1_000, description: 'what was seen' }) },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({ at: Type.String({ format: 'date-time' }), entries: Type.Integer() }),
          ...problems(401, 403, 412, 422),
        },
      },
    },
    async (request) => {
      const { officer, body } = request;
      demand(officer, 'keep_directory');
      return write(officer, keyOf(request), body, (trx, now) => attest(trx, officer, body.entries, now));
    },
  );

  app.get(
    '/test-calls',
    {
      schema: {
        summary: 'Test calls of the last twelve months to one’s own 24/7 desk, and those one’s own officers started',
        tags,
        response: {
          200: Type.Object({ items: Type.Array(TestCallView), may_answer: Type.Boolean() }),
          ...problems(401),
        },
      },
    },
    ({ officer }) =>
      as(house.db, officer.participant, async (trx) => ({
        items: (await callsSince(trx, house.clock.now())).filter(({ from, desk }) =>
          [from, desk].includes(officer.participant),
        ),
        may_answer: may(officer, 'answer_test_call'),
      })),
  );

  app.post(
    '/test-calls',
    {
      schema: {
        summary: 'Start a timed test call to the 24/7 desk of another State',
        tags,
        body: Type.Object({ desk: Participant }, { additionalProperties: false }),
        response: { 201: Happened, ...problems(401, 403, 422) },
      },
    },
    async (request, reply) => {
      const { officer, body } = request;
      demand(officer, 'start_test_call');
      const answer = await write(officer, keyOf(request), { test_call: body }, (trx, now) =>
        startCall(trx, officer, body.desk, now),
      );
      house.wake(body.desk);
      return reply.code(201).send(answer);
    },
  );

  app.post(
    '/test-calls/:id/answer',
    {
      schema: {
        summary: 'Answer a test call to one’s own desk: the house’s clock stops',
        tags,
        params,
        body: Type.Object({}, { additionalProperties: false }),
        response: { 200: Happened, ...problems(401, 403, 404, 409, 422) },
      },
    },
    async (request) => {
      const { officer, params: named } = request;
      demand(officer, 'answer_test_call');
      const answer = await write(officer, keyOf(request), { ...named, answer: true }, (trx, now) =>
        answerCall(trx, officer, named.id, now),
      );
      return answer;
    },
  );

  app.get(
    '/cases/:id/address',
    {
      schema: {
        summary: 'To which addresses of the directory a request of ours was sent; before that, where it would go now',
        tags,
        params,
        response: { 200: Type.Object({ items: Type.Array(RequestAddressView) }), ...problems(401, 403, 404, 422) },
      },
    },
    ({ officer, params: { id } }) => {
      demand(officer, 'read_cases');
      return as(house.db, officer.participant, async (trx) => {
        const row = await trx
          .selectFrom('case_file')
          .select(['id', 'direction', 'counterpart', 'kind', 'bases', 'urgency', 'number'])
          .where('id', '=', id)
          .executeTakeFirst();
        if (!row) throw notFound();
        if (row.direction === 'incoming') return { items: [] };
        const sent = await trx
          .selectFrom('request_address')
          .innerJoin('directory_version', (join) =>
            join
              .onRef('directory_version.state', '=', 'request_address.state')
              .onRef('directory_version.entry', '=', 'request_address.entry')
              .onRef('directory_version.version', '=', 'request_address.version'),
          )
          .select([
            'request_address.entry',
            'request_address.version',
            'directory_version.said',
            'request_address.confirmed_at',
            'request_address.at',
          ])
          .where('case_id', '=', id)
          .execute();
        if (sent.length > 0 || row.number !== null) return { items: byRole(sent) };
        const found = inForce(await readDirectory(trx, row.counterpart), house.clock.now());
        const items = addressedOf(found, row).map(({ entry, version, said, confirmed_at }) => {
          return { entry, version, said: said as Authority, confirmed_at, at: null };
        });
        return { items: byRole(items) };
      });
    },
  );
}

const byRole = <T extends { said: Authority }>(items: readonly T[]): T[] =>
  items.toSorted((a, b) => roleRank(a.said.role) - roleRank(b.said.role));

/** What a State says now, authorities before providers, with what a year of test calls says of its desk. */
export function stateEntries(
  state: string,
  rows: DirectoryRows,
  standing: readonly InForce[],
  calls: readonly TestCallView[],
  now: string,
): StateEntries {
  const own = standing.filter((one) => one.state === state);
  const rank = ({ kind, said }: InForce) => (kind === 'authority' ? roleRank((said as Authority).role) : 99);
  const entries = own
    .toSorted((a, b) => rank(a) - rank(b) || a.said.name.localeCompare(b.said.name) || (a.entry < b.entry ? -1 : 1))
    .map(({ entry, version, kind, said, since, confirmed_at }): EntryView => {
      return { entry, version, kind, said, since, confirmed_at };
    });
  return {
    state,
    zone: zoneOf(state),
    attested_at: rows.attestations.findLast((row) => row.state === state)?.at ?? null,
    due_at: dueOf(own, zoneOf(state)),
    entries,
    calls: callFigures(
      calls.filter(({ desk }) => desk === state),
      now,
    ),
  };
}

/** Every entry with its versions, newest first. What waits, and who did what, is for the own State alone. */
function historyOf(
  rows: DirectoryRows,
  officer: Officer,
  names: ReadonlyMap<string, string>,
): StateDirectory['history'] {
  const entries = new Map<string, StateDirectory['history'][number]>();
  for (const row of rows.versions) {
    const own = row.state === officer.participant;
    const since = sinceOf(rows, row);
    if (since === null && !own) continue;
    const decision = rows.decisions.get(versionKey(row));
    const waiting = own ? pendingOf(rows, row.entry) : undefined;
    const known = entries.get(row.entry) ?? {
      entry: row.entry,
      kind: row.kind,
      waiting: waiting ? { version: waiting.version, mine: waiting.proposed_by === officer.id } : null,
      versions: [],
    };
    known.versions.unshift({
      version: row.version,
      said: row.said,
      withdrawn: row.withdrawn,
      reason: row.reason,
      at: row.at,
      since,
      by: names.get(row.proposed_by) ?? null,
      call_back: row.call_back ? (decision?.decision ?? 'waiting') : null,
      decided_by: (decision && names.get(decision.decided_by)) ?? null,
      decided_at: decision?.at ?? null,
    });
    entries.set(row.entry, known);
  }
  return [...entries.values()];
}

/** Who of ours confirmed the directory each time: their own State's audit knows. */
async function attestersOf(trx: Trx): Promise<Map<string, string | null>> {
  const rows = await trx
    .selectFrom('audit_event')
    .select(['account_id', 'detail'])
    .where('action', '=', 'directory.attest')
    .execute();
  return new Map(rows.map(({ account_id, detail }) => [String((detail as { id?: string }).id), account_id]));
}
