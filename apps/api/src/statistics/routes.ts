import { as } from '@rogatoria/db';
import { zoneOf } from '@rogatoria/workflows';
import { Type } from 'typebox';
import { noteAudit } from '../engine/chains.ts';
import type { Officer } from '../engine/handle.ts';
import type { House } from '../house.ts';
import { StatisticsView } from '../schemas.ts';
import { type App, problems } from '../server.ts';
import { statisticsCsv } from './csv.ts';
import { statisticsOf } from './statistics.ts';

const params = Type.Object({ year: Type.String({ pattern: '^(?:20\\d\\d|2100)$' }) });

/** The participant's own figures. Counts only, so every one of its officers may see them. */
export async function statisticsRoutes(app: App, { house }: { house: House }): Promise<void> {
  app.addHook('onRequest', app.authenticate);

  const figures = ({ participant }: Officer, year: string) =>
    as(house.db, participant, (trx) =>
      statisticsOf(trx, { participant, zone: zoneOf(participant), year: Number(year), now: house.clock.now() }),
    );

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
