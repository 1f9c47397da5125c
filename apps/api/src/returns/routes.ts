/** The annual return (REMJA recommendation 20): a State's own, and the rounds of the Secretariat. */
import { createHash } from 'node:crypto';
import { as } from '@rogatoria/db';
import { type ReturnCommand, returnCommands } from '@rogatoria/workflows/annual-return/commands.ts';
import { type Content, coverages, emptyContent, unknowns } from '@rogatoria/workflows/annual-return/content.ts';
import type { Entry } from '@rogatoria/workflows/annual-return/entries.ts';
import type { ReturnContext } from '@rogatoria/workflows/annual-return/machine.ts';
import { sheetsOf } from '@rogatoria/workflows/annual-return/spreadsheet.ts';
import { schemaErrors } from '@rogatoria/workflows/decide.ts';
import { zoneOf } from '@rogatoria/workflows/states.ts';
import { type Static, type TSchema, Type } from 'typebox';
import { fingerprint } from '../engine/once.ts';
import { isConnected, openRound, returnCommand } from '../engine/returns.ts';
import { DomainError } from '../errors.ts';
import type { House } from '../house.ts';
import { demandOneOf } from '../permissions.ts';
import { Language, Participant } from '../schemas.ts';
import { type App, keyOf, problems, versionOf } from '../server.ts';
import { Done, ReturnList, ReturnView } from './schemas.ts';
import { readReturn, takeReturn } from './spreadsheet.ts';
import { returnList, returnView } from './views.ts';
import { type Derive, entered, filledIn, workingCopy } from './work.ts';
import { workbookLimits, writeWorkbook } from './workbook.ts';

const params = Type.Object({ year: Type.String({ pattern: '^2[01]\\d\\d$' }), state: Participant });
const versionHeader = Type.Object({ 'if-match': Type.Optional(Type.String({ maxLength: 40 })) });
const line = (maxLength: number) => Type.Optional(Type.String({ maxLength }));

const Figures = Type.Object(
  {
    entries: Type.Array(
      Type.Object(
        {
          cell: Type.String({ maxLength: 120, description: 'flow.incoming.evidence.ETS185.CHL.opened, domestic.C1 …' }),
          value: Type.Union([Type.Number(), Type.Enum([...unknowns])]),
          reason: Type.Optional(Type.String({ maxLength: 500, description: 'why it is not the derived value' })),
        },
        { additionalProperties: false },
      ),
      { maxItems: 5_000 },
    ),
    notes: Type.Optional(
      Type.Object(
        {
          entity: line(200),
          official: line(200),
          coverage: Type.Optional(Type.Enum([...coverages])),
          source: line(2_000),
          method: line(2_000),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);

export async function returnRoutes(app: App, { house, derive }: { house: House; derive: Derive }): Promise<void> {
  app.addHook('onRequest', app.authenticate);
  const of = ({ year, state }: { year: string; state: string }) => ({ year: Number(year), state });

  app.get(
    '/returns',
    {
      schema: {
        summary: 'Annual returns: a State’s own, or those of a round',
        tags: ['annual return'],
        response: { 200: ReturnList, ...problems(401) },
      },
    },
    ({ officer }) => as(house.db, officer.participant, (trx) => returnList(trx, officer, house.clock.now())),
  );

  app.post(
    '/returns/rounds',
    {
      schema: {
        summary: 'Open the round of a year that has ended: every State is asked for its return',
        tags: ['annual return'],
        body: Type.Object(
          { year: Type.Integer({ minimum: 2000, maximum: 2199 }), due: Type.String({ format: 'date' }) },
          { additionalProperties: false },
        ),
        response: {
          201: Type.Object({ year: Type.Integer(), due: Type.String(), states: Type.Integer() }),
          ...problems(401, 403, 404, 409, 422),
        },
      },
    },
    async (request, reply) => {
      const { officer, body } = request;
      demandOneOf(officer, ['desk']);
      return reply.code(201).send(await openRound(house, officer, body, keyOf(request)));
    },
  );

  app.get(
    '/returns/:year/:state',
    {
      schema: {
        summary: 'One return with its figures, what stands against them, and its history',
        tags: ['annual return'],
        params,
        response: { 200: ReturnView, ...problems(401, 404, 422) },
      },
    },
    ({ officer, params: asked }) =>
      as(house.db, officer.participant, (trx) => returnView(trx, officer, of(asked), house.clock.now())),
  );

  app.put(
    '/returns/:year/:state/figures',
    {
      schema: {
        summary: 'Enter figures; of a prefilled return, one that is not the derived one with its reason',
        tags: ['annual return'],
        params,
        headers: versionHeader,
        body: Figures,
        response: { 200: Done, ...problems(401, 403, 404, 409, 412, 422, 428) },
      },
    },
    (request) => {
      const { officer, params: asked, body } = request;
      demandOneOf(officer, returnCommands.reporting.enter.roles);
      const given = { version: versionOf(request), key: keyOf(request), request: body };
      const said = Object.fromEntries(Object.entries(body.notes ?? {}).filter(([, value]) => value !== undefined));
      return returnCommand(house, officer, of(asked), 'enter', {}, given, entered(body.entries as Entry[], said));
    },
  );

  const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

  app.get(
    '/returns/:year/:state/spreadsheet',
    {
      schema: {
        summary: 'The return as a spreadsheet: the template of its State and year, with the figures that stand',
        tags: ['annual return'],
        params,
        querystring: Type.Object({ language: Type.Optional(Language) }, { additionalProperties: false }),
        response: {
          200: { content: { [workbook]: { schema: Type.Unsafe<Buffer>({ type: 'string', format: 'binary' }) } } },
          ...problems(401, 404, 422),
        },
      },
    },
    async ({ officer, params: asked, query }, reply) => {
      const { year, state } = of(asked);
      const content = await as(house.db, officer.participant, async (trx) => {
        const view = await returnView(trx, officer, { year, state }, house.clock.now());
        return (view.content as Content | null) ?? emptyContent(state, year, zoneOf(state));
      });
      const file = writeWorkbook(sheetsOf(content, query.language ?? officer.language));
      reply.header('content-disposition', `attachment; filename="annual-return-${state}-${year}.xlsx"`);
      return reply.type(workbook).send(file);
    },
  );

  app.addContentTypeParser(
    'application/octet-stream',
    { parseAs: 'buffer', bodyLimit: workbookLimits.file },
    (_request, payload, done) => done(null, payload),
  );

  app.post(
    '/returns/:year/:state/spreadsheet',
    {
      bodyLimit: workbookLimits.file,
      schema: {
        summary: 'Take a filled spreadsheet: a State its own; the Secretariat that of a State which is not connected',
        tags: ['annual return'],
        consumes: ['application/octet-stream'],
        params,
        headers: versionHeader,
        querystring: Type.Object(
          { reason: Type.Optional(Type.String({ minLength: 1, maxLength: 2_000, description: 'why it is restated' })) },
          { additionalProperties: false },
        ),
        response: { 200: Done, ...problems(401, 403, 404, 409, 412, 413, 415, 422, 428) },
      },
    },
    async (request) => {
      const { officer, params: asked, query, body } = request;
      demandOneOf(officer, ['statistics', 'desk']);
      const { year, state } = of(asked);
      const version = versionOf(request);
      if (!(body instanceof Uint8Array) || body.length === 0)
        throw new DomainError(422, 'invalid', { errors: [{ field: 'file', rule: 'file_empty' }] });
      const own = officer.participant === state;
      const sha256 = createHash('sha256').update(body).digest('hex');
      const given = { version, key: keyOf(request), request: { sha256, ...query } };
      if (own)
        return returnCommand(house, officer, { year, state }, 'import', {}, given, async (row) => {
          const read = readReturn(body, { state, year });
          return { content: takeReturn(read, workingCopy(row), row.derived as Content | null, { certified: false }) };
        });
      return returnCommand(house, officer, { year, state }, 'record', query, given, async (row, trx) => {
        if (await isConnected(trx, state)) throw new DomainError(409, 'connected');
        const revision = (row.context as ReturnContext).revision + 1;
        const reason = query.reason?.trim() || null;
        if (revision > 1 && !reason)
          throw new DomainError(422, 'invalid', {
            errors: [{ field: 'reason', rule: 'return_reason', source: { instrument: 'POLICY', verified: true } }],
          });
        const empty = emptyContent(state, year, zoneOf(state));
        const content = takeReturn(readReturn(body, { state, year }), empty, null, { certified: true });
        return { revision: { revision, content, sha256: fingerprint(content), signature: null, reason } };
      });
    },
  );

  const commands = Object.values(returnCommands).flatMap((side) => Object.entries(side)) as [string, ReturnCommand][];
  // what is entered, imported or recorded comes with its figures, at addresses of its own; the year's report publishes
  const elsewhere = ['enter', 'import', 'record', 'publish'];
  for (const [name, { roles, payload }] of commands.filter(([name]) => !elsewhere.includes(name)))
    app.post(
      `/returns/:year/:state/commands/${name}`,
      {
        // The schema documents; `decideReturnCommand` validates, after role and state, so that each refusal is the right one.
        validatorCompiler: ({ schema, httpPart }) =>
          httpPart === 'params' ? (value) => checkParams(schema as TSchema, value) : () => true,
        schema: {
          summary: `Annual return: ${name}`,
          tags: ['annual return'],
          params,
          headers: versionHeader,
          body: payload as TSchema,
          response: { 200: Done, ...problems(401, 403, 404, 409, 412, 422, 428) },
        },
      },
      async (request) => {
        const { officer } = request;
        demandOneOf(officer, roles);
        const body = (request.body ?? {}) as unknown;
        if (typeof body !== 'object' || body === null || Array.isArray(body))
          throw new DomainError(422, 'invalid', { errors: [{ field: 'body', rule: 'schema_type' }] });
        const asked = of(request.params as Static<typeof params>);
        const given = { version: versionOf(request), key: keyOf(request) };
        return returnCommand(
          house,
          officer,
          asked,
          name,
          body,
          given,
          name === 'prefill' ? filledIn(derive, house.clock.now()) : undefined,
        );
      },
    );
}

function checkParams(schema: TSchema, value: unknown): true | { error: Error } {
  const errors = schemaErrors(schema, value);
  return errors.length === 0 || { error: new DomainError(422, 'invalid', { errors }) };
}
