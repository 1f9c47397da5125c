/** The devices on which a duty officer wants to be told of what is urgent. */
import { createECDH, randomUUID } from 'node:crypto';
import { as } from '@rogatoria/db';
import { Type } from 'typebox';
import { DomainError, notFound } from '../errors.ts';
import type { House } from '../house.ts';
import { demand } from '../permissions.ts';
import { Id } from '../schemas.ts';
import { type App, problems } from '../server.ts';
import { vapidKeys } from './push.ts';
import { DeviceView } from './schemas.ts';

const most = 10;
const bytesOf = (text: string) => Buffer.from(text, 'base64url');

/** A point of P-256 that a key can be agreed with. */
function isPoint(key: Buffer): boolean {
  try {
    const pair = createECDH('prime256v1');
    pair.generateKeys();
    pair.computeSecret(key);
    return key.length === 65;
  } catch {
    return false;
  }
}

export async function deviceRoutes(app: App, { house }: { house: House }): Promise<void> {
  app.addHook('onRequest', app.authenticate);
  const invalid = (field: string, rule: string) => new DomainError(422, 'invalid', { errors: [{ field, rule }] });

  app.get(
    '/devices',
    {
      schema: {
        summary: 'My devices that urgent notices are pushed to, and the key to subscribe one with',
        tags: ['channels'],
        response: {
          200: Type.Object({
            key: Type.String({ description: 'applicationServerKey: P-256, uncompressed, base64url' }),
            items: Type.Array(DeviceView),
          }),
          ...problems(401),
        },
      },
    },
    async ({ officer }) => ({
      key: vapidKeys(house).publicKey,
      items: await as(house.db, officer.participant, (trx) =>
        trx
          .selectFrom('push_subscription')
          .select(['id', 'name', 'endpoint', 'created_at', 'used_at'])
          .where('account_id', '=', officer.id)
          .orderBy('created_at')
          .execute(),
      ),
    }),
  );

  app.post(
    '/devices',
    {
      schema: {
        summary: 'Have urgent notices pushed to this device (Web Push subscription)',
        tags: ['channels'],
        body: Type.Object(
          {
            name: Type.String({ minLength: 1, maxLength: 100 }),
            endpoint: Type.String({ minLength: 1, maxLength: 1000 }),
            keys: Type.Object(
              { p256dh: Type.String({ maxLength: 100 }), auth: Type.String({ maxLength: 40 }) },
              { additionalProperties: false },
            ),
          },
          { additionalProperties: false },
        ),
        response: { 201: Type.Object({ id: Id }), ...problems(401, 403, 409, 422) },
      },
    },
    async ({ officer, body }, reply) => {
      demand(officer, 'be_pushed');
      const { endpoint, keys, name } = body;
      const url = URL.parse(endpoint);
      const trusted = url !== null && house.config.trustedHosts.includes(url.host);
      if (!url || (url.protocol !== 'https:' && !trusted) || url.username || url.password)
        throw invalid('endpoint', 'outside_url');
      if (!isPoint(bytesOf(keys.p256dh)) || bytesOf(keys.auth).length !== 16) throw invalid('keys', 'push_keys');
      const id = await as(house.db, officer.participant, async (trx) => {
        const mine = trx.selectFrom('push_subscription').where('account_id', '=', officer.id);
        const { count } = await mine.select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow();
        if (count >= most) throw new DomainError(409, 'too_many_devices');
        const row = await trx
          .insertInto('push_subscription')
          .values({
            id: randomUUID(),
            participant: officer.participant,
            account_id: officer.id,
            endpoint,
            ...keys,
            name,
            created_at: house.clock.now(),
            used_at: null,
          })
          .onConflict((conflict) => conflict.column('endpoint').doNothing())
          .returning('id')
          .executeTakeFirst();
        if (row) return row.id;
        // The same browser again: it may have new keys. Somebody else's stays theirs.
        const known = await trx
          .updateTable('push_subscription')
          .set({ ...keys, name })
          .where('endpoint', '=', endpoint)
          .where('account_id', '=', officer.id)
          .returning('id')
          .executeTakeFirst();
        if (!known) throw invalid('endpoint', 'device_taken');
        return known.id;
      });
      return reply.code(201).send({ id });
    },
  );

  app.post(
    '/devices/:id/test',
    {
      schema: {
        summary: 'Push a test to one of my devices',
        tags: ['channels'],
        params: Type.Object({ id: Id }),
        response: { 204: Type.Null(), ...problems(401, 404) },
      },
    },
    async ({ officer, params }, reply) => {
      const now = house.clock.now();
      await as(house.db, officer.participant, async (trx) => {
        const device = await trx
          .selectFrom('push_subscription')
          .select('id')
          .where('id', '=', params.id)
          .where('account_id', '=', officer.id)
          .executeTakeFirst();
        if (!device) throw notFound();
        await trx
          .insertInto('push_delivery')
          .values({
            id: randomUUID(),
            participant: officer.participant,
            subscription_id: device.id,
            key: 'test',
            params: '{}',
            at: now,
            sent_at: null,
            next_attempt_at: now,
          })
          .execute();
      });
      house.wake(officer.participant);
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/devices/:id',
    {
      schema: {
        summary: 'Push nothing more to one of my devices',
        tags: ['channels'],
        params: Type.Object({ id: Id }),
        response: { 204: Type.Null(), ...problems(401, 404) },
      },
    },
    async ({ officer, params }, reply) => {
      const { numDeletedRows } = await as(house.db, officer.participant, (trx) =>
        trx
          .deleteFrom('push_subscription')
          .where('id', '=', params.id)
          .where('account_id', '=', officer.id)
          .executeTakeFirstOrThrow(),
      );
      if (numDeletedRows === 0n) throw notFound();
      return reply.code(204).send(null);
    },
  );
}
