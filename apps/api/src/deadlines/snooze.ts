import { as } from '@rogatoria/db';
import { Type } from 'typebox';
import { once } from '../engine/once.ts';
import { snooze } from '../engine/snooze.ts';
import type { House } from '../house.ts';
import { demand } from '../permissions.ts';
import { Id, Instant } from '../schemas.ts';
import { type App, keyOf, problems } from '../server.ts';
import { LadderKind } from './schemas.ts';

export async function snoozeRoutes(app: App, { house }: { house: House }): Promise<void> {
  app.post(
    '/cases/:id/deadlines/:kind/snooze',
    {
      onRequest: app.authenticate,
      schema: {
        summary: 'Put the reminders of a running clock off, with a reason; no date moves',
        tags: ['deadlines'],
        params: Type.Object({ id: Id, kind: LadderKind }),
        body: Type.Object(
          {
            until: Type.String({
              format: 'date',
              pattern: '^20\\d\\d-',
              description: 'local day of the authority, before the clock is due; reminded that morning',
            }),
            reason: Type.String({ minLength: 1, maxLength: 1000, pattern: '\\S' }),
          },
          { additionalProperties: false },
        ),
        response: { 200: Type.Object({ until: Instant }), ...problems(401, 403, 404, 422) },
      },
    },
    async (request) => {
      const { officer, params, body } = request;
      demand(officer, 'handle_files');
      const now = house.clock.now();
      return as(house.db, officer.participant, (trx) =>
        once(trx, officer, keyOf(request), { ...params, snooze: body }, { now }, () =>
          snooze(trx, officer, params.id, params.kind, body, now),
        ),
      );
    },
  );
}
