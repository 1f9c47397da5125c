/** How I wish to be mailed: at which hours, and reminders one by one or once a day. */
import { as } from '@rogatoria/db';
import { latestVersion } from '../engine/calendars.ts';
import { defaultWish } from '../engine/mail-wish.ts';
import { DomainError } from '../errors.ts';
import type { House } from '../house.ts';
import { type App, problems } from '../server.ts';
import { MailWish } from './schemas.ts';

const zones = new Set(Intl.supportedValuesOf('timeZone'));

export async function mailWishRoutes(app: App, { house }: { house: House }): Promise<void> {
  app.addHook('onRequest', app.authenticate);

  app.get(
    '/account/mail',
    {
      schema: {
        summary: 'How I wish to be mailed',
        tags: ['account'],
        response: { 200: MailWish, ...problems(401) },
      },
    },
    async ({ officer }) => {
      return as(house.db, officer.participant, async (trx) => {
        const said = await trx
          .selectFrom('mail_wish')
          .select(['reminders', 'hours', 'from_time', 'until_time', 'zone'])
          .where('account_id', '=', officer.id)
          .executeTakeFirst();
        return said ?? defaultWish(officer.participant, await latestVersion(trx, officer.participant));
      });
    },
  );

  app.put(
    '/account/mail',
    {
      schema: {
        summary: 'Say how I wish to be mailed; what is urgent comes at once all the same',
        tags: ['account'],
        body: MailWish,
        response: { 200: MailWish, ...problems(401, 422) },
      },
    },
    async ({ officer, body }) => {
      const refuse = (field: string, rule: string) => new DomainError(422, 'invalid', { errors: [{ field, rule }] });
      if (body.until_time <= body.from_time) throw refuse('until_time', 'mail_hours_order');
      if (!zones.has(body.zone)) throw refuse('zone', 'mail_zone_unknown');
      await as(house.db, officer.participant, (trx) =>
        trx
          .insertInto('mail_wish')
          .values({ participant: officer.participant, account_id: officer.id, ...body })
          .onConflict((conflict) => conflict.column('account_id').doUpdateSet(body))
          .execute(),
      );
      return body;
    },
  );
}
