/** The year's report on the Secretariat's desk: what stands, what the States do not agree on, and its publication. */
import { as, type Trx } from '@rogatoria/db';
import { documentLanguageOf, isState, type Language } from '@rogatoria/workflows';
import type { ReturnContext } from '@rogatoria/workflows/annual-return/machine.ts';
import { type Discrepancy, discrepancies, discrepancyMessage, reconcile } from '@rogatoria/workflows/reconciliation.ts';
import { say } from '@rogatoria/workflows/vocabulary/index.ts';
import { Type } from 'typebox';
import type { Officer } from '../engine/handle.ts';
import { once } from '../engine/once.ts';
import { isAskable, isConnected, lockReturns, queryReturn, secretariatOf, storedReturn } from '../engine/returns.ts';
import { DomainError, notFound } from '../errors.ts';
import type { House } from '../house.ts';
import { demandOneOf } from '../permissions.ts';
import { Participant, RequestKind } from '../schemas.ts';
import { type App, keyOf, problems } from '../server.ts';
import { isRunning, publish, returnsOf, sentContents, standingOf, workListOf } from './publish.ts';
import { Asked, PublicationView, Published } from './schemas.ts';

const closed = { additionalProperties: false } as const;
const params = Type.Object({ year: Type.String({ pattern: '^2[01]\\d\\d$' }) });
/** The longest question that a State's file takes, in characters (annual-return/commands.ts). */
const longest = 2_000;

export async function publicationRoutes(app: App, { house }: { house: House }): Promise<void> {
  app.addHook('onRequest', app.authenticate);

  app.get(
    '/publications/:year',
    {
      schema: {
        summary:
          'The report of a year: editions, which States stand in the next, what they do not agree on (Secretariat)',
        tags: ['annual return'],
        params,
        response: { 200: PublicationView, ...problems(401, 403, 404, 422) },
      },
    },
    ({ officer, params: { year } }) => {
      demandOneOf(officer, ['desk']);
      return as(house.db, officer.participant, (trx) => publicationView(trx, officer, Number(year)));
    },
  );

  app.post(
    '/publications/:year',
    {
      schema: {
        summary: 'Publish the next edition of the report, for good (Secretariat)',
        tags: ['annual return'],
        params,
        body: Type.Object({}, closed),
        response: { 201: Published, ...problems(401, 403, 404, 409, 422) },
      },
    },
    async (request, reply) => {
      const { officer, params: asked } = request;
      demandOneOf(officer, ['desk']);
      return reply.code(201).send(await publish(house, officer, Number(asked.year), keyOf(request)));
    },
  );

  app.post(
    '/publications/:year/questions',
    {
      schema: {
        summary: 'Ask both States why their returns differ, each in its own language (Secretariat)',
        tags: ['annual return'],
        params,
        body: Type.Object({ requesting: Participant, requested: Participant, kind: RequestKind }, closed),
        response: { 200: Asked, ...problems(401, 403, 404, 409, 422) },
      },
    },
    async (request) => {
      const { officer, params: asked, body } = request;
      demandOneOf(officer, ['desk']);
      const at = house.clock.now();
      const year = Number(asked.year);
      const answer = await as(house.db, officer.participant, (trx) =>
        once(trx, officer, keyOf(request), { year, ...body }, { now: at }, () => ask(trx, officer, year, body, at)),
      );
      house.wake(officer.participant);
      return answer;
    },
  );
}

/** Throws 404 to a State, and where no round of the year was opened. */
async function publicationView(
  trx: Trx,
  { participant, language }: { participant: string; language: Language },
  year: number,
): Promise<PublicationView> {
  if ((await secretariatOf(trx)) !== participant) throw notFound();
  const rows = await returnsOf(trx, year);
  if (rows.length === 0) throw notFound();
  const editions = await trx
    .selectFrom('publication')
    .select(['year', 'edition', 'at', 'sha256'])
    .where('year', '=', year)
    .orderBy('edition', 'desc')
    .execute();
  const sources = await trx.selectFrom('publication_source').select('edition').where('year', '=', year).execute();
  const standing = await standingOf(trx, year, rows);
  const found = await workListOf(trx, rows);
  return {
    year,
    editions: editions.map(({ edition, at, sha256 }) => ({
      ...{ edition, at, sha256 },
      states: sources.filter((one) => one.edition === edition).length,
    })),
    may_publish: rows.some(({ stage }) => stage === 'accepted'),
    running: isRunning(),
    states: standing.map(({ row, revision, published }) => ({
      state: row.state,
      stage: storedReturn(row).state,
      sent: (row.context as ReturnContext).revision,
      stands: revision,
      published,
    })),
    work_list: found.map((one) => ({
      requesting: one.requesting,
      requested: one.requested,
      kind: one.kind,
      remaining: one.remaining,
      sentences: discrepancyMessage(one, year, language),
      askable: one.askable,
      asked: one.asked,
    })),
  };
}

type Pair = Pick<Discrepancy, 'requesting' | 'requested' | 'kind'>;

/** Throws 404 to a State and for a year without returns of both, 409 where they agree or neither can be asked now. */
async function ask(
  trx: Trx,
  officer: Officer,
  year: number,
  { requesting, requested, kind }: Pair,
  at: string,
): Promise<Asked> {
  if ((await secretariatOf(trx)) !== officer.participant) throw notFound();
  if (!isState(requesting) || !isState(requested) || requesting === requested) throw notFound();
  const rows = await lockReturns(trx, year, [requesting, requested]);
  if (rows.length !== 2) throw notFound();
  const item = discrepancies(reconcile(await sentContents(trx, rows))).find(
    (one) => one.requesting === requesting && one.requested === requested && one.kind === kind,
  );
  if (!item) throw new DomainError(409, 'mirror_settled');
  const askable = rows.filter(isAskable);
  if (askable.length === 0) throw new DomainError(409, 'mirror_not_askable');
  const asked: Asked['asked'] = [];
  for (const row of askable) {
    const text = questionOf(item, year, documentLanguageOf(row.state));
    await queryReturn(trx, officer, row, text, at);
    asked.push({ state: row.state, connected: await isConnected(trx, row.state), text });
  }
  return { asked };
}

/** The message as one text. Where there is more than a file takes, the last figures are counted instead of told. */
export function questionOf(item: Discrepancy, year: number, language: Language): string {
  const [opening = '', ...rest] = discrepancyMessage(item, year, language);
  const figures = rest.slice(0, -1);
  const textOf = (told: number) =>
    [
      opening,
      ...figures.slice(0, told),
      ...(told < figures.length
        ? [say(language, { key: 'mirror.message.more', params: { count: figures.length - told } })]
        : []),
      ...rest.slice(-1),
    ].join('\n');
  let told = figures.length;
  while (told > 0 && textOf(told).length > longest) told--;
  return textOf(told);
}
