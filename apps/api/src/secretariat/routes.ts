/** The Secretariat's home: what waits for its desk, put together from what the other rooms keep. */
import { as } from '@rogatoria/db';
import type { House } from '../house.ts';
import { demandOneOf } from '../permissions.ts';
import { type App, problems } from '../server.ts';
import { homeOf } from './home.ts';
import { SecretariatHome } from './schemas.ts';

export async function secretariatRoutes(app: App, { house }: { house: House }): Promise<void> {
  app.addHook('onRequest', app.authenticate);

  app.get(
    '/secretariat/home',
    {
      schema: {
        summary: 'Who has answered, what disagrees, what is stale and what is to be published (Secretariat)',
        tags: ['annual return'],
        response: { 200: SecretariatHome, ...problems(401, 403, 404) },
      },
    },
    ({ officer }) => {
      demandOneOf(officer, ['desk']);
      return as(house.db, officer.participant, (trx) =>
        homeOf(trx, officer, { now: house.clock.now(), publicUrl: house.config.publicUrl }),
      );
    },
  );
}
