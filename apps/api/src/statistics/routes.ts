import { as } from '@rogatoria/db';
import { zoneOf } from '@rogatoria/workflows';
import { breakdowns, indicatorIds, indicatorOf } from '@rogatoria/workflows/indicators.ts';
import { Type } from 'typebox';
import { noteAudit } from '../engine/chains.ts';
import type { Officer } from '../engine/handle.ts';
import { DomainError } from '../errors.ts';
import type { House } from '../house.ts';
import { demand } from '../permissions.ts';
import { Direction, RequestKind } from '../schemas.ts';
import { type App, problems } from '../server.ts';
import { casesBehind } from './cases.ts';
import { statisticsCsv } from './csv.ts';
import { BreakdownView, FigureCases, StatisticsView } from './schemas.ts';
import { breakdownOf, type StatisticsQuestion, statisticsOf } from './statistics.ts';

const Breakdown = Type.Enum([...breakdowns]);
const FigureQuery = Type.Object({
  indicator: Type.Enum([...indicatorIds]),
  direction: Direction,
  kind: RequestKind,
  by: Type.Optional(Breakdown),
  cell: Type.Optional(Type.String({ maxLength: 60 })),
});
const params = Type.Object({ year: Type.String({ pattern: '^(?:20\\d\\d|2100)$' }) });

/**
 * The participant's own figures. Counts only, so every one of its officers may see them; the cases behind a figure only
 * who may read cases.
 */
export async function statisticsRoutes(app: App, { house }: { house: House }): Promise<void> {
  app.addHook('onRequest', app.authenticate);

  const question = ({ participant }: Officer, year: string): StatisticsQuestion => ({
    participant,
    zone: zoneOf(participant),
    year: Number(year),
    now: house.clock.now(),
  });
  const figures = (officer: Officer, year: string) =>
    as(house.db, officer.participant, (trx) => statisticsOf(trx, question(officer, year)));

  app.get(
    '/statistics/:year',
    {
      schema: {
        summary: 'The figures of a calendar year, derived from the log',
        tags: ['statistics'],
        params,
        response: { 200: StatisticsView, ...problems(401, 422) },
      },
    },
    ({ officer, params: { year } }) => figures(officer, year),
  );

  app.get(
    '/statistics/:year/breakdown',
    {
      schema: {
        summary: 'The figures of a year split by one attribute, frozen when a request began',
        tags: ['statistics'],
        params,
        querystring: Type.Object({ by: Breakdown }),
        response: { 200: BreakdownView, ...problems(401, 422) },
      },
    },
    ({ officer, params: { year }, query: { by } }) =>
      as(house.db, officer.participant, (trx) => breakdownOf(trx, question(officer, year), by)),
  );

  app.get(
    '/statistics/:year/cases',
    {
      schema: {
        summary: 'The cases behind one figure; with `by` and `cell`, behind one cell of a breakdown',
        tags: ['statistics'],
        params,
        querystring: FigureQuery,
        response: { 200: FigureCases, ...problems(401, 403, 422) },
      },
    },
    ({ officer, params: { year }, query: { indicator: id, direction, kind, by, cell } }) => {
      demand(officer, 'read_cases');
      const indicator = indicatorOf(id);
      if (!indicator?.directions.includes(direction) || !indicator.kinds.includes(kind)) {
        throw new DomainError(422, 'invalid', { errors: [{ field: 'indicator', rule: 'figure_unknown' }] });
      }
      const asked = { ...question(officer, year), indicator, direction, kind };
      return as(house.db, officer.participant, (trx) =>
        casesBehind(trx, by ? { ...asked, in: { by, cell: cell ?? '' } } : asked),
      );
    },
  );

  app.get(
    '/statistics/:year/csv',
    {
      schema: {
        summary: 'The same figures, one a row',
        tags: ['statistics'],
        params,
        response: { 200: { content: { 'text/csv': { schema: Type.String() } } }, ...problems(401, 422) },
      },
    },
    async ({ officer, params: { year } }, reply) => {
      const csv = statisticsCsv(await figures(officer, year));
      const { participant, id: account_id } = officer;
      await as(house.db, participant, (trx) =>
        noteAudit(trx, {
          participant,
          at: house.clock.now(),
          account_id,
          action: 'statistics.export',
          detail: { year: Number(year) },
        }),
      );
      reply.header('content-disposition', `attachment; filename="rogatoria-${officer.participant}-${year}.csv"`);
      return reply.type('text/csv; charset=utf-8').send(csv);
    },
  );
}
