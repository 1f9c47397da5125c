/** The systems of a participant that hear of events: entered, tried and removed by its administrators. */
import { randomUUID } from 'node:crypto';
import { as, sql } from '@rogatoria/db';
import { Type } from 'typebox';
import { noteAudit } from '../engine/chains.ts';
import { webhookEvents } from '../engine/events.ts';
import { CallFailed } from '../engine/outside.ts';
import { DomainError, notFound } from '../errors.ts';
import type { House } from '../house.ts';
import { demand } from '../permissions.ts';
import { Id, Nullable } from '../schemas.ts';
import { type App, problems } from '../server.ts';
import { WebhookView } from './schemas.ts';
import { testWebhook, webhookSecret } from './webhooks.ts';

const most = 10;

export async function webhookRoutes(app: App, { house }: { house: House }): Promise<void> {
  app.addHook('onRequest', app.authenticate);

  app.get(
    '/webhooks',
    {
      schema: {
        summary: 'Our systems that hear of events',
        tags: ['channels'],
        response: { 200: Type.Object({ items: Type.Array(WebhookView) }), ...problems(401) },
      },
    },
    async ({ officer }) => {
      demand(officer, 'keep_channels');
      return as(house.db, officer.participant, async (trx) => {
        const { rows } = await sql<WebhookView>`
          select id, url, events, created_at,
            (select max(sent_at) from webhook_delivery where webhook_id = webhook.id) as sent_at,
            (select count(*)::int from webhook_delivery
              where webhook_id = webhook.id and sent_at is null and dead_at is null) as waiting
          from webhook where removed_at is null order by created_at, id`.execute(trx);
        return { items: rows };
      });
    },
  );

  app.post(
    '/webhooks',
    {
      schema: {
        summary: 'Let a system of ours hear of events; its secret is shown once',
        tags: ['channels'],
        body: Type.Object(
          {
            url: Type.String({ minLength: 1, maxLength: 500 }),
            events: Type.Array(Type.Enum([...webhookEvents]), {
              minItems: 1,
              maxItems: webhookEvents.length,
              uniqueItems: true,
            }),
          },
          { additionalProperties: false },
        ),
        response: {
          201: Type.Object({
            id: Id,
            secret: Type.String({ description: '`whsec_` and base64, as Standard Webhooks libraries take it' }),
          }),
          ...problems(401, 409, 422),
        },
      },
    },
    async ({ officer, body }, reply) => {
      demand(officer, 'keep_channels');
      const url = URL.parse(body.url);
      const trusted = url !== null && house.config.trustedHosts.includes(url.host);
      if (!url || (url.protocol !== 'https:' && !trusted) || url.username || url.password)
        throw new DomainError(422, 'invalid', { errors: [{ field: 'url', rule: 'outside_url' }] });
      const { participant } = officer;
      const id = randomUUID();
      await as(house.db, participant, async (trx) => {
        const { count } = await trx
          .selectFrom('webhook')
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .where('removed_at', 'is', null)
          .executeTakeFirstOrThrow();
        if (count >= most) throw new DomainError(409, 'too_many_webhooks');
        const at = house.clock.now();
        await trx
          .insertInto('webhook')
          .values({
            id,
            participant,
            url: url.href,
            events: body.events,
            created_by: officer.id,
            created_at: at,
            removed_at: null,
          })
          .execute();
        const detail = { webhook: id, host: url.host, events: body.events };
        await noteAudit(trx, { participant, at, account_id: officer.id, action: 'webhook.add', detail });
      });
      return reply.code(201).send({ id, secret: `whsec_${webhookSecret(house, participant, id).toString('base64')}` });
    },
  );

  app.post(
    '/webhooks/:id/test',
    {
      config: { rateLimit: { max: 20, timeWindow: '1 minute' } },
      schema: {
        summary: 'Send a test to a system of ours, and say how it went',
        tags: ['channels'],
        params: Type.Object({ id: Id }),
        response: {
          200: Type.Object({
            status: Nullable(Type.Integer({ description: 'HTTP status it answered with' })),
            trouble: Nullable(Type.String({ description: 'text: trouble.<trouble>' })),
          }),
          ...problems(401, 404),
        },
      },
    },
    async ({ officer, params }) => {
      demand(officer, 'keep_channels');
      const { participant } = officer;
      const webhook = await as(house.db, participant, (trx) =>
        trx
          .selectFrom('webhook')
          .select(['id', 'url'])
          .where('id', '=', params.id)
          .where('removed_at', 'is', null)
          .executeTakeFirst(),
      );
      if (!webhook) throw notFound();
      return testWebhook(house, participant, webhook).then(
        (status) => ({ status, trouble: null }),
        (error) => {
          if (!(error instanceof CallFailed)) throw error;
          return { status: null, trouble: error.trouble };
        },
      );
    },
  );

  app.post(
    '/webhooks/:id/remove',
    {
      schema: {
        summary: 'Tell a system of ours nothing more',
        tags: ['channels'],
        params: Type.Object({ id: Id }),
        response: { 204: Type.Null(), ...problems(401, 404) },
      },
    },
    async ({ officer, params }, reply) => {
      demand(officer, 'keep_channels');
      const { participant } = officer;
      const at = house.clock.now();
      await as(house.db, participant, async (trx) => {
        const removed = await trx
          .updateTable('webhook')
          .set({ removed_at: at })
          .where('id', '=', params.id)
          .where('removed_at', 'is', null)
          .returning('id')
          .executeTakeFirst();
        if (!removed) throw notFound();
        // What waits for it is told nobody.
        await trx
          .deleteFrom('webhook_delivery')
          .where('webhook_id', '=', params.id)
          .where('sent_at', 'is', null)
          .execute();
        const detail = { webhook: params.id };
        await noteAudit(trx, { participant, at, account_id: officer.id, action: 'webhook.remove', detail });
      });
      return reply.code(204).send(null);
    },
  );
}
