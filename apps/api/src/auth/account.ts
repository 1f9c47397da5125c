/** What an officer keeps in order about the own account: language, password, and where it is signed in. */
import { verify } from '@node-rs/argon2';
import { as, sql } from '@rogatoria/db';
import type { Invalid } from '@rogatoria/workflows';
import { Type } from 'typebox';
import { DomainError, notFound } from '../errors.ts';
import type { House } from '../house.ts';
import { Id, Language } from '../schemas.ts';
import { type App, problems } from '../server.ts';
import { longestPassword, weakness } from './password.ts';
import { idleHours } from './refresh.ts';
import { OpenSession, User } from './schemas.ts';
import { audit, clearCookies, hashPassword, openSession, userView } from './session.ts';

const invalid = (field: string, rule: Invalid['rule']) =>
  new DomainError(422, 'invalid', { errors: [{ field, rule }] });

export async function accountRoutes(app: App, { house }: { house: House }): Promise<void> {
  app.put(
    '/account/language',
    {
      onRequest: app.authenticate,
      schema: {
        summary: 'Choose the language of the page and of mail',
        tags: ['account'],
        body: Type.Object({ language: Language }, { additionalProperties: false }),
        response: { 200: User, ...problems(401, 422) },
      },
    },
    async ({ officer, body }) => {
      await as(house.db, officer.participant, (trx) =>
        trx.updateTable('account').set({ language: body.language }).where('id', '=', officer.id).execute(),
      );
      return userView({ ...officer, language: body.language });
    },
  );

  app.put(
    '/account/password',
    {
      onRequest: app.authenticate,
      config: { rateLimit: { max: 10, timeWindow: '1 minute' } },
      schema: {
        summary: 'Change the password; every session ends and this browser gets a new one',
        tags: ['account'],
        body: Type.Object(
          {
            current: Type.String({ minLength: 1, maxLength: 1000 }),
            password: Type.String({ minLength: 1, maxLength: longestPassword }),
          },
          { additionalProperties: false },
        ),
        response: { 200: Type.Object({ token: Type.String(), user: User }), ...problems(401, 403, 422, 429) },
      },
    },
    async (request, reply) => {
      const { officer } = request;
      const { current, password } = request.body;
      const { password: kept } = await as(house.db, officer.participant, (trx) =>
        trx.selectFrom('account').select('password').where('id', '=', officer.id).executeTakeFirstOrThrow(),
      );
      if (!(await verify(kept, current))) {
        await audit(house, officer.participant, officer.id, 'password_change_failed');
        throw invalid('current', 'password_wrong');
      }
      if (password === current) throw invalid('password', 'password_same');
      const weak = weakness(password, [officer.email, officer.name]);
      if (weak) throw invalid('password', weak);
      const next = await hashPassword(password);
      await as(house.db, officer.participant, async (trx) => {
        // Only over the password that was proved: of two changes at once the second is refused.
        const { numUpdatedRows } = await trx
          .updateTable('account')
          .set({ password: next })
          .where('id', '=', officer.id)
          .where('password', '=', kept)
          .executeTakeFirst();
        if (numUpdatedRows === 0n) throw invalid('current', 'password_wrong');
        await sql`update session set revoked_at = now()
          where account_id = ${officer.id} and revoked_at is null`.execute(trx);
      });
      await audit(house, officer.participant, officer.id, 'password_changed');
      // The password alone is no fresh proof of whoever has an authenticator.
      return openSession(app, house, request, reply, officer, officer);
    },
  );

  app.get(
    '/account/sessions',
    {
      onRequest: app.authenticate,
      schema: {
        summary: 'Where this account is signed in',
        tags: ['account'],
        response: { 200: Type.Object({ items: Type.Array(OpenSession) }), ...problems(401) },
      },
    },
    async ({ officer }) => {
      const items = await as(house.db, officer.participant, (trx) =>
        trx
          .selectFrom('session')
          .select(['id', 'agent', 'address', 'created_at', 'renewed_at'])
          .where('account_id', '=', officer.id)
          .where('revoked_at', 'is', null)
          .where('expires_at', '>', sql<string>`now()`)
          .where('renewed_at', '>', sql<string>`now() - make_interval(hours => ${idleHours})`)
          .orderBy('renewed_at', 'desc')
          .limit(100)
          .execute(),
      );
      return { items: items.map((item) => ({ ...item, current: item.id === officer.session })) };
    },
  );

  app.delete(
    '/account/sessions/:id',
    {
      onRequest: app.authenticate,
      schema: {
        summary: 'Sign out there',
        tags: ['account'],
        params: Type.Object({ id: Id }),
        response: { 204: Type.Null(), ...problems(401, 403, 404) },
      },
    },
    async ({ officer, params }, reply) => {
      const { rows } = await as(house.db, officer.participant, (trx) =>
        sql`update session set revoked_at = now()
          where id = ${params.id} and account_id = ${officer.id} and revoked_at is null returning id`.execute(trx),
      );
      if (rows.length === 0) throw notFound();
      await audit(house, officer.participant, officer.id, 'signed_out', { session: params.id });
      if (params.id === officer.session) clearCookies(reply);
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/account/sessions',
    {
      onRequest: app.authenticate,
      schema: {
        summary: 'Sign out everywhere, here too',
        tags: ['account'],
        response: { 204: Type.Null(), ...problems(401, 403) },
      },
    },
    async ({ officer }, reply) => {
      await as(house.db, officer.participant, (trx) =>
        sql`update session set revoked_at = now()
          where account_id = ${officer.id} and revoked_at is null`.execute(trx),
      );
      await audit(house, officer.participant, officer.id, 'signed_out_everywhere');
      clearCookies(reply);
      return reply.code(204).send(null);
    },
  );
}
