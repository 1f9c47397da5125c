import { as, sql, type Trx } from '@rogatoria/db';
import {
  basesFor,
  basisCodes,
  commands,
  completeness,
  draftersOf,
  formSchema,
  isState,
  type Kind,
  kinds,
  languages,
  proposedBases,
  type RequestKind,
  requestFrom,
  requestKinds,
  schemaErrors,
  zoneOf,
} from '@rogatoria/workflows';
import { type TSchema, Type } from 'typebox';
import { command, factsOf, linkRequests, lockCase, type Officer, openDraft } from '../engine/handle.ts';
import { lawInForce } from '../engine/law.ts';
import type { CaseRow } from '../engine/log.ts';
import { notify } from '../engine/notify.ts';
import { once } from '../engine/once.ts';
import { opening, openingBeside } from '../engine/openings.ts';
import { DomainError, notFound } from '../errors.ts';
import type { House } from '../house.ts';
import { Cursor } from '../paging.ts';
import { demand, demandDrafting } from '../permissions.ts';
import { Basis, Direction, Id, Kind as KindSchema, Language, Nullable, Participant } from '../schemas.ts';
import { type App, keyOf, problems, versionOf } from '../server.ts';
import { hintsOf } from './hints.ts';
import { homeOf } from './home.ts';
import { caseView, eventsOf, listCases } from './queries.ts';
import { radarOf } from './radar.ts';
import { CaseSummary, CaseView, CompletenessView, EventView, HomeView, RadarView } from './schemas.ts';
import { editableBy } from './views.ts';

const params = Type.Object({ id: Id });
const flag = Type.Optional(Type.Enum(['true', 'false']));
const versionHeader = Type.Object({ 'if-match': Type.Optional(Type.String({ maxLength: 40 })) });

const Draft = Type.Object(
  {
    kind: KindSchema,
    counterpart: Participant,
    title: Type.String({ minLength: 1, maxLength: 300, pattern: '\\S' }),
    bases: Type.Array(Basis, { maxItems: basisCodes.length, uniqueItems: true }),
    form_language: Language,
    form: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    parent: Type.Optional(
      Type.String({
        format: 'uuid',
        description:
          'our sent request that this one adds to (evidence, same State), or that found a third State (preservation)',
      }),
    ),
    translations: Type.Optional(
      Type.Partial(
        Type.Object(
          Object.fromEntries(languages.map((l) => [l, Type.Record(Type.String(), Type.String({ maxLength: 20_000 }))])),
        ),
      ),
    ),
  },
  { additionalProperties: false },
);

export async function caseRoutes(app: App, { house }: { house: House }): Promise<void> {
  app.addHook('onRequest', app.authenticate);

  app.get(
    '/cases',
    {
      schema: {
        summary: 'Cases of one’s own participant, the latest first',
        tags: ['cases'],
        querystring: Type.Object(
          {
            direction: Type.Optional(Direction),
            kind: Type.Optional(KindSchema),
            state: Type.Optional(Type.String({ maxLength: 40 })),
            counterpart: Type.Optional(Participant),
            open: flag,
            late: flag,
            q: Type.Optional(Type.String({ maxLength: 200 })),
            cursor: Type.Optional(Cursor),
            limit: Type.Optional(Type.String({ pattern: '^(?:[1-9]|[1-9]\\d|100)$' })),
          },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({ items: Type.Array(CaseSummary), next: Nullable(Type.String()), total: Type.Integer() }),
          ...problems(401, 403, 422),
        },
      },
    },
    async ({ officer, query }) => {
      demand(officer, 'read_cases');
      const { open, late, limit, ...rest } = query;
      return as(house.db, officer.participant, (trx) =>
        listCases(
          trx,
          { ...rest, ...(open ? { open: open === 'true' } : {}), late: late === 'true', limit: Number(limit ?? 25) },
          house.clock.now(),
        ),
      );
    },
  );

  app.post(
    '/cases',
    {
      schema: {
        summary: 'Draft a request, information or a consultation',
        tags: ['cases'],
        body: Draft,
        response: { 201: Type.Object({ id: Id, version: Type.Integer() }), ...problems(401, 403, 422) },
      },
    },
    async (request, reply) => {
      const { officer, body } = request;
      demandDrafting(officer, body.kind);
      const now = house.clock.now();
      const answer = await as(house.db, officer.participant, async (trx) => {
        await checkDraft(trx, officer, now, body);
        return once(trx, officer, keyOf(request), body, { now }, async () => {
          if (body.parent) await checkParent(trx, body.parent, body);
          const row = await openDraft(
            trx,
            officer,
            {
              ...body,
              form: body.form ?? {},
              translations: body.translations ?? {},
              parent_case: body.parent ?? null,
            },
            { now },
          );
          await keepLinks(trx, row, body.form ?? {});
          if (officer.scopes) await tellDrafters(trx, row, officer, now);
          return { id: row.id, version: row.version };
        });
      });
      if (officer.scopes) house.wake(officer.participant);
      return reply.code(201).send(answer);
    },
  );

  app.get(
    '/home',
    { schema: { summary: 'What needs me now', tags: ['cases'], response: { 200: HomeView, ...problems(401, 403) } } },
    async ({ officer }) => {
      demand(officer, 'read_cases');
      return as(house.db, officer.participant, (trx) => homeOf(trx, officer, house.clock.now(), house.untold));
    },
  );

  app.get(
    '/radar',
    {
      schema: {
        summary: 'Files without a word for too long, and preserved data that nothing follows',
        tags: ['cases'],
        response: { 200: RadarView, ...problems(401, 403) },
      },
    },
    async ({ officer }) => {
      demand(officer, 'read_cases');
      return as(house.db, officer.participant, (trx) => radarOf(trx, officer, house.clock.now(), house.untold));
    },
  );

  app.get(
    '/cases/:id',
    {
      schema: { summary: 'One case', tags: ['cases'], params, response: { 200: CaseView, ...problems(401, 403, 404) } },
    },
    async ({ officer, params: { id } }, reply) => {
      demand(officer, 'read_cases');
      const { view, seen } = await as(house.db, officer.participant, (trx) =>
        opening(trx, house, officer, () => caseView(trx, id, officer, house.clock.now())),
      );
      seen();
      reply.header('etag', `"${view.version}"`);
      return view;
    },
  );

  app.get(
    '/cases/:id/events',
    {
      schema: {
        summary: 'The log of a case, newest first',
        tags: ['cases'],
        params,
        response: { 200: Type.Object({ items: Type.Array(EventView) }), ...problems(401, 403, 404) },
      },
    },
    async ({ officer, params: { id } }) => {
      demand(officer, 'read_cases');
      const { view, seen } = await as(house.db, officer.participant, (trx) =>
        openingBeside(trx, house, officer, id, () => eventsOf(trx, id)),
      );
      seen();
      return { items: view };
    },
  );

  app.put(
    '/cases/:id/form',
    {
      schema: {
        summary: 'Save a draft, complete or not',
        tags: ['cases'],
        params,
        headers: versionHeader,
        body: Type.Partial(Type.Omit(Draft, ['kind', 'counterpart', 'parent']), { additionalProperties: false }),
        response: { 200: Type.Object({ version: Type.Integer() }), ...problems(401, 403, 404, 409, 412, 422, 428) },
      },
    },
    async (request) => {
      const {
        officer,
        body,
        params: { id },
      } = request;
      demandDrafting(officer);
      const version = versionOf(request);
      const now = house.clock.now();
      const save = async (trx: Trx) => {
        const row = await lockCase(trx, id);
        demandDrafting(officer, row.kind);
        // What others write is as unknown to a system that drafts as another State's file.
        if (officer.scopes && !row.authors.includes(officer.id)) throw notFound();
        if (!editableBy(row, officer)) throw new DomainError(409, 'state', { state: row.state, possible: [] });
        if (row.version !== version) throw new DomainError(412, 'stale', { version: row.version });
        await checkDraft(trx, officer, now, {
          kind: row.kind,
          counterpart: row.counterpart,
          bases: body.bases ?? [],
          form: body.form ?? {},
        });
        const form = body.form ?? row.form;
        await trx
          .updateTable('case_file')
          .set({
            form: JSON.stringify(form),
            own_reference: (form as { own_reference?: string }).own_reference ?? null,
            translations: JSON.stringify(body.translations ?? row.translations),
            form_language: body.form_language ?? row.form_language,
            title: body.title ?? row.title,
            bases: body.bases ?? row.bases,
            // Nobody approves words of his own (four eyes): everyone who wrote is remembered.
            drafter: officer.id,
            authors: [...new Set([...row.authors, officer.id])],
            // What was asked as an emergency stays one.
            urgency:
              row.number === null ? ((form as { urgency?: CaseRow['urgency'] }).urgency ?? 'ordinary') : row.urgency,
            version: row.version + 1,
            updated_at: now,
          })
          .where('id', '=', id)
          .execute();
        await keepLinks(trx, row, form as Record<string, unknown>);
        return { version: row.version + 1 };
      };
      return as(house.db, officer.participant, (trx) =>
        once(trx, officer, keyOf(request), { caseId: id, form: body }, { now }, () => save(trx)),
      );
    },
  );

  app.get(
    '/cases/:id/completeness',
    {
      schema: {
        summary: 'What the chosen bases still require',
        tags: ['cases'],
        params,
        response: { 200: CompletenessView, ...problems(401, 403, 404) },
      },
    },
    async ({ officer, params: { id } }) => {
      demand(officer, 'read_cases');
      const read = async (trx: Trx) => {
        const row = await trx.selectFrom('case_file').selectAll().where('id', '=', id).executeTakeFirst();
        if (!row) throw notFound();
        const { kind, form, bases, requesting, requested, form_language: language, translations } = factsOf(row);
        const today = Temporal.Instant.from(house.clock.now())
          .toZonedDateTimeISO(zoneOf(requesting))
          .toPlainDate()
          .toString();
        const law = await lawInForce(trx);
        const asked = { kind, form, bases, requesting, requested, language, translations, today, law };
        const { gaps, checklist } = completeness(asked);
        const hints = row.direction === 'outgoing' ? await hintsOf(trx, row) : null;
        return { complete: !gaps.some((gap) => gap.severity === 'error'), gaps, checklist, hints };
      };
      const { view, seen } = await as(house.db, officer.participant, (trx) =>
        openingBeside(trx, house, officer, id, () => read(trx)),
      );
      seen();
      return view;
    },
  );

  app.post(
    '/cases/:id/request',
    {
      schema: {
        summary: 'Make a request of a consultation: a draft with what it already says',
        tags: ['cases'],
        params,
        body: Type.Object({ kind: Type.Enum([...requestKinds]) }, { additionalProperties: false }),
        response: { 201: Type.Object({ id: Id, version: Type.Integer() }), ...problems(401, 403, 404, 409, 422) },
      },
    },
    async (request, reply) => {
      const {
        officer,
        body: { kind },
        params: { id },
      } = request;
      demandDrafting(officer, kind);
      const now = house.clock.now();
      const answer = await as(house.db, officer.participant, (trx) =>
        once(trx, officer, keyOf(request), { caseId: id, request: kind }, { now }, () =>
          requestOf(trx, officer, id, kind, now),
        ),
      );
      return reply.code(201).send(answer);
    },
  );

  for (const name of commandNames()) {
    app.post(
      `/cases/:id/commands/${name}`,
      {
        // The schema documents; `decideCommand` validates, after role and state, so that each refusal is the right one.
        validatorCompiler: ({ schema, httpPart }) =>
          httpPart === 'params' ? (value) => checkParams(schema as TSchema, value) : () => true,
        schema: {
          summary: `Command: ${name}`,
          tags: ['commands'],
          params,
          headers: versionHeader,
          body: payloadOf(name),
          response: {
            200: Type.Object({ state: Type.String(), version: Type.Integer() }),
            ...problems(401, 403, 404, 409, 412, 422, 428),
          },
        },
      },
      async (request) => {
        const body = (request.body ?? {}) as unknown;
        if (typeof body !== 'object' || body === null || Array.isArray(body))
          throw new DomainError(422, 'invalid', { errors: [{ field: 'body', rule: 'schema_type' }] });
        const { id } = request.params as { id: string };
        return command(house, request.officer, id, name, body as Record<string, unknown>, {
          version: versionOf(request),
          key: keyOf(request),
        });
      },
    );
  }
}

/** A system began a draft: somebody who may submit it has to take it up. */
function tellDrafters(trx: Trx, row: CaseRow, { name }: { name: string }, at: string): Promise<void> {
  return notify(trx, row, {
    roles: draftersOf(row.kind),
    key: 'service_draft',
    params: { name },
    urgent: false,
    occasion: `service_draft:${row.id}`,
    at,
  });
}

/** Opens the draft of a request with what the consultation says, linked to it; bases as they are proposed for the pair. */
async function requestOf(
  trx: Trx,
  officer: Officer,
  id: string,
  kind: RequestKind,
  now: string,
): Promise<{ id: string; version: number }> {
  const row = await lockCase(trx, id);
  // A draft has asked nothing yet, and what another State asked is theirs to pursue.
  if (row.kind !== 'consultation' || row.direction === 'incoming' || row.number === null) {
    throw new DomainError(409, 'state', { state: row.state, possible: [] });
  }
  const findings = basesFor({
    requesting: officer.participant,
    requested: row.counterpart,
    date: now.slice(0, 10),
    kind,
  });
  const { title, counterpart, form_language } = row;
  const draft = await openDraft(
    trx,
    officer,
    { kind, counterpart, title, bases: proposedBases(findings, kind), form_language, ...requestFrom(kind, row) },
    { now },
  );
  await linkRequests(trx, draft, [row]);
  return { id: draft.id, version: draft.version };
}

function checkParams(schema: TSchema, value: unknown): boolean | { error: Error } {
  return schemaErrors(schema, value).length === 0 ? true : { error: notFound() };
}

function commandNames(): string[] {
  return [...new Set(kinds.flatMap((kind) => Object.values(commands[kind]).flatMap((set) => Object.keys(set))))];
}

/** The payload of a command; where the kinds differ, any of theirs. */
function payloadOf(name: string): TSchema {
  const schemas = kinds.flatMap((kind) =>
    Object.values(commands[kind]).flatMap((set) => (set as Record<string, { payload: TSchema }>)[name]?.payload ?? []),
  );
  const distinct = [...new Map(schemas.map((schema) => [JSON.stringify(schema), schema])).values()];
  return distinct.length === 1 ? (distinct[0] as TSchema) : Type.Union(distinct);
}

/** A draft may be incomplete, never impossible: an unknown State, a basis that does not bind the pair, a field the form does not have. */
async function checkDraft(
  trx: Trx,
  officer: Officer,
  now: string,
  draft: { kind: Kind; counterpart: string; bases: string[]; form?: Record<string, unknown> },
): Promise<void> {
  if (!isState(draft.counterpart) || draft.counterpart === officer.participant || !isState(officer.participant)) {
    throw new DomainError(422, 'invalid', { errors: [{ field: 'counterpart', rule: 'counterpart_unknown' }] });
  }
  const known = await trx
    .selectFrom('participant')
    .select('code')
    .where('code', '=', draft.counterpart)
    .executeTakeFirst();
  if (!known)
    throw new DomainError(422, 'invalid', { errors: [{ field: 'counterpart', rule: 'counterpart_unknown' }] });
  const findings = basesFor({
    requesting: officer.participant,
    requested: draft.counterpart,
    date: now.slice(0, 10),
    kind: draft.kind,
    law: await lawInForce(trx),
  });
  const wrong = draft.bases.find((basis) => !findings.some((f) => f.basis === basis && f.applies && f.usable));
  if (wrong)
    throw new DomainError(422, 'invalid', {
      errors: [{ field: 'bases', rule: 'basis_not_applicable', params: { basis: wrong } }],
    });
  const errors = schemaErrors(formSchema(draft.kind), draft.form ?? {});
  if (errors.length > 0)
    throw new DomainError(422, 'invalid', { errors: errors.map((e) => ({ ...e, field: `form.${e.field}` })) });
}

/** A request adds to one that we sent to the same State; a preservation may follow one that found a third State (Budapest 30). */
async function checkParent(trx: Trx, parent: string, draft: { kind: Kind; counterpart: string }): Promise<void> {
  const found = await trx
    .selectFrom('case_file')
    .select('counterpart')
    .where('id', '=', parent)
    .where('kind', '=', draft.kind)
    .where('direction', '=', 'outgoing')
    .where('number', 'is not', null)
    .executeTakeFirst();
  if (!found || (draft.kind === 'evidence' && found.counterpart !== draft.counterpart))
    throw new DomainError(422, 'invalid', { errors: [{ field: 'parent', rule: 'parent_unknown' }] });
}

/** Which of our preservation requests this evidence request follows, from its form; only those sent to the same State count. */
async function keepLinks(
  trx: Trx,
  row: Pick<CaseRow, 'id' | 'participant' | 'kind' | 'counterpart'>,
  form: Record<string, unknown>,
): Promise<void> {
  if (row.kind !== 'evidence') return;
  const asked = [...new Set((form.preservations as string[] | undefined) ?? [])];
  await trx
    .deleteFrom('case_link')
    .where('case_id', '=', row.id)
    .where('follows_request_id', 'in', (eb) =>
      eb.selectFrom('case_file').select('request_id').where('kind', '=', 'preservation'),
    )
    .execute();
  if (asked.length === 0) return;
  const ours = await trx
    .selectFrom('case_file')
    .select('request_id')
    .where(sql<string>`request_id::text`, 'in', asked)
    .where('kind', '=', 'preservation')
    .where('direction', '=', 'outgoing')
    .where('counterpart', '=', row.counterpart)
    .where('number', 'is not', null)
    .execute();
  if (ours.length < asked.length) {
    throw new DomainError(422, 'invalid', { errors: [{ field: 'form.preservations', rule: 'preservation_unknown' }] });
  }
  await linkRequests(trx, row, ours);
}
