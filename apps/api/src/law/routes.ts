import { randomUUID } from 'node:crypto';
import { as, lock, sql, type Trx } from '@rogatoria/db';
import {
  type Amendment,
  asOf,
  type Law,
  type Line,
  type LineKind,
  lawOf,
  lineKinds,
  lineOf,
  lineSchemas,
  refusalOf,
  type Side,
} from '@rogatoria/workflows';
import { lineText } from '@rogatoria/workflows/law-text.ts';
import canonicalize from 'canonicalize';
import { Type } from 'typebox';
import { noteAudit, noteLaw } from '../engine/chains.ts';
import { amendmentsOf, lawAt, lawInForce } from '../engine/law.ts';
import { once } from '../engine/once.ts';
import { DomainError, notFound } from '../errors.ts';
import type { House } from '../house.ts';
import { demand } from '../permissions.ts';
import { Id } from '../schemas.ts';
import { type App, keyOf, problems, versionOf } from '../server.ts';
import { LawRecordView, LawView } from './schemas.ts';

const params = Type.Object({ id: Id });
const versionHeader = Type.Object({ 'if-match': Type.Optional(Type.String({ maxLength: 40 })) });
const reason = Type.String({ minLength: 1, maxLength: 2_000, pattern: '\\S' });
const Recorded = Type.Object({
  record: Id,
  version: Type.Integer({ description: 'of the line; the next amendment names it in If-Match' }),
  law: Type.String({ description: 'version of the law that this made' }),
});

type Writer = { id: string; participant: string; roles: string[]; language: Parameters<typeof lineText>[0] };

export async function lawRoutes(app: App, { house }: { house: House }): Promise<void> {
  app.addHook('onRequest', app.authenticate);

  app.get(
    '/law',
    {
      schema: {
        summary: 'The law in force here: instruments with their parties, bilateral treaties, profiles',
        tags: ['law'],
        querystring: Type.Object(
          {
            version: Type.Optional(
              Type.String({
                pattern: '^\\d{4}-\\d\\d-\\d\\d(?:\\+\\d{1,9})?$',
                description: 'as it was: 2026-11-21+7',
              }),
            ),
          },
          { additionalProperties: false },
        ),
        response: { 200: LawView, ...problems(401, 404, 422) },
      },
    },
    async ({ officer, query: { version } }) => {
      const law = await as(house.db, officer.participant, (trx) =>
        version === undefined ? lawInForce(trx) : lawAt(trx, version),
      );
      if (!law) throw notFound();
      return { ...law, as_of: asOf } as unknown as LawView;
    },
  );

  app.get(
    '/law/records',
    {
      schema: {
        summary: 'Every line that States have recorded of their own law, with its versions, newest first',
        tags: ['law'],
        response: { 200: Type.Object({ items: Type.Array(LawRecordView) }), ...problems(401) },
      },
    },
    ({ officer }) => as(house.db, officer.participant, async (trx) => ({ items: await recordsOf(trx) })),
  );

  for (const kind of lineKinds) {
    const body = Type.Object({ line: lineSchemas[kind], reason }, { additionalProperties: false });

    app.post(
      `/law/records/${kind}`,
      {
        schema: {
          summary: `Record a line of one’s own law: ${kind}`,
          tags: ['law'],
          body,
          response: { 201: Recorded, ...problems(401, 403, 422) },
        },
      },
      async (request, reply) => {
        const { officer } = request;
        demand(officer, 'record_law');
        const given = request.body as unknown as Given;
        const answer = await write(house, officer, keyOf(request), { kind, given }, (trx) =>
          amend(trx, house, officer, { record: randomUUID(), version: 1, withdrawn: false, ...lineIn(kind, given) }),
        );
        return reply.code(201).send(answer);
      },
    );

    app.put(
      `/law/records/${kind}/:id`,
      {
        schema: {
          summary: `Amend a line of one’s own law by a new version of it: ${kind}`,
          tags: ['law'],
          params,
          headers: versionHeader,
          body,
          response: { 200: Recorded, ...problems(401, 403, 404, 412, 422, 428) },
        },
      },
      async (request) => {
        const { officer } = request;
        const { id } = request.params as { id: string };
        demand(officer, 'record_law');
        const version = versionOf(request);
        const given = request.body as unknown as Given;
        return write(house, officer, keyOf(request), { id, kind, given }, async (trx) => {
          const last = await latest(trx, officer, id, version);
          if (last.line.kind !== kind) throw notFound();
          const next = lineIn(kind, given);
          if (!last.withdrawn && canonicalize(last.line) === canonicalize(next.line))
            throw new DomainError(422, 'invalid', { errors: [{ field: 'line', rule: 'law_unchanged' }] });
          return amend(trx, house, officer, { record: id, version: version + 1, withdrawn: false, ...next });
        });
      },
    );
  }

  app.post(
    '/law/records/:id/withdraw',
    {
      schema: {
        summary: 'Take a line of one’s own law back: it no longer counts, and stays in the history',
        tags: ['law'],
        params,
        headers: versionHeader,
        body: Type.Object({ reason }, { additionalProperties: false }),
        response: { 200: Recorded, ...problems(401, 403, 404, 412, 422, 428) },
      },
    },
    async (request) => {
      const {
        officer,
        body,
        params: { id },
      } = request;
      demand(officer, 'record_law');
      const version = versionOf(request);
      return write(house, officer, keyOf(request), { id, withdraw: body }, async (trx) => {
        const { line, withdrawn } = await latest(trx, officer, id, version);
        if (withdrawn) throw new DomainError(422, 'invalid', { errors: [{ field: 'line', rule: 'law_unchanged' }] });
        return amend(trx, house, officer, { record: id, version: version + 1, withdrawn: true, line, ...body });
      });
    },
  );
}

interface Given {
  line: Record<string, unknown>;
  reason: string;
}

const lineIn = (kind: LineKind, { line, reason }: Given) => ({ line: lineOf(kind, line), reason });

/** Amendments come one at a time, so that each is judged by all before it and numbers rise as they are committed. */
function write<T extends object>(
  house: House,
  officer: Parameters<typeof once>[1] & Writer,
  key: string | undefined,
  request: object,
  work: (trx: Trx) => Promise<T>,
): Promise<T> {
  return as(house.db, officer.participant, (trx) =>
    once(trx, officer, key, request, { now: house.clock.now() }, async () => {
      await lock(trx, 'law');
      return work(trx);
    }),
  );
}

/** The last version of a line of ours. Throws 404 when it is unknown or not ours, 412 when it is newer than was seen. */
async function latest(trx: Trx, { participant }: Writer, record: string, seen: number) {
  const row = await trx
    .selectFrom('law_amendment')
    .select(['version', 'withdrawn', 'line'])
    .where('state', '=', participant)
    .where('record', '=', record)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) throw notFound();
  if (row.version !== seen) throw new DomainError(412, 'stale', { version: row.version });
  return row as { version: number; withdrawn: boolean; line: Line };
}

/** Adds one amendment, or refuses it with every two lines that would then disagree. */
async function amend(
  trx: Trx,
  house: House,
  { participant, language, id: account_id }: Writer,
  next: Omit<Amendment, 'id' | 'state'> & { reason: string },
): Promise<{ record: string; version: number; law: string }> {
  const { record, version, withdrawn, line, reason } = next;
  const before = await amendmentsOf(trx);
  const id = (before.at(-1)?.id ?? 0) + 1;
  const refused = refusalOf(before, { id, state: participant, record, version, withdrawn, line });
  if (refused.length > 0) {
    const text = (side: Side) => lineText(language, side);
    throw new DomainError(422, 'invalid', {
      errors: refused.map(({ rule, field, sides }) => ({
        field: field === 'kind' ? 'line' : `line.${field}`,
        rule,
        params: { first: text(sides[0]), second: text(sides[1]) },
      })),
    });
  }
  const at = house.clock.now();
  await noteLaw(trx, { id, state: participant, record, version, withdrawn, line, reason, at });
  // Who of ours did it is ours to know; the line itself is everybody's.
  await noteAudit(trx, { participant, at, account_id, action: 'law.amend', detail: { id, record, version } });
  const law: Law = lawOf([...before, { id, state: participant, record, version, withdrawn, line }]);
  return { record, version, law: law.version };
}

/** Every line with its versions; the names of those who wrote them for their own participant alone. */
async function recordsOf(trx: Trx): Promise<LawRecordView[]> {
  const rows = await trx
    .selectFrom('law_amendment')
    .leftJoin(
      (eb) =>
        eb
          .selectFrom('audit_event')
          .innerJoin('account', 'account.id', 'audit_event.account_id')
          .select(['account.name', sql<string>`audit_event.detail->>'id'`.as('amendment')])
          .where('audit_event.action', '=', 'law.amend')
          .as('writer'),
      (join) => join.on(sql<boolean>`writer.amendment = law_amendment.id::text`),
    )
    .select(['id', 'state', 'record', 'version', 'withdrawn', 'line', 'reason', 'at', 'writer.name'])
    .orderBy('id', 'desc')
    .execute();
  const records = new Map<string, LawRecordView>();
  for (const { record, state, version, withdrawn, line, reason, at, name, id } of rows) {
    const { kind, ...said } = line as Line;
    const entry = { version, law: id, withdrawn, line: said as Record<string, unknown>, reason, at, by: name };
    const key = `${state} ${record}`;
    const known = records.get(key);
    if (known) known.versions.push(entry);
    else records.set(key, { record, state, kind, version, withdrawn, versions: [entry] });
  }
  return [...records.values()];
}
