/** Who is asking: sessions as signed tokens (JWT, 12 hours), revocable in the database, in a header or a strict cookie. */
import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import jwt from '@fastify/jwt';
import { hash, verify } from '@node-rs/argon2';
import { as, sql } from '@rogatoria/db';
import { type Language, zoneOf } from '@rogatoria/workflows';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { Type } from 'typebox';
import { rolesHeld, standingIn } from '../engine/deputies.ts';
import type { Officer } from '../engine/handle.ts';
import { DomainError } from '../errors.ts';
import type { House } from '../house.ts';
import { Language as LanguageSchema, SessionView, User } from '../schemas.ts';
import { type App, problems } from '../server.ts';

/** ASVS 5.0 appendix C: Argon2id, 46 MiB, one pass. */
const argon = { memoryCost: 47_104, timeCost: 1, parallelism: 1 } as const;
const hours = 12;
const cookieName = 'rogatoria';

export function hashPassword(password: string): Promise<string> {
  return hash(password, argon);
}

declare module '@fastify/jwt' {
  interface FastifyJWT {
    payload: { sub: string; sid: string; participant: string };
    user: { sub: string; sid: string; participant: string };
  }
}
declare module 'fastify' {
  interface FastifyRequest {
    /** the signed-in officer; only after `authenticate` */
    officer: Officer & { email: string; name: string; language: Language; session: string };
  }
  interface FastifyInstance {
    authenticate: (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
  }
}

export const sessions = fp(
  async (app: FastifyInstance, { house }: { house: House }) => {
    await app.register(cookie);
    await app.register(jwt, {
      secret: house.keys.secret('session tokens').toString('base64url'),
      sign: { algorithm: 'HS256', iss: 'rogatoria', aud: 'rogatoria-api', expiresIn: `${hours}h` },
      verify: {
        algorithms: ['HS256'],
        allowedIss: 'rogatoria',
        allowedAud: 'rogatoria-api',
        requiredClaims: ['iss', 'aud', 'exp', 'sub', 'sid', 'participant'],
      },
      cookie: { cookieName, signed: false },
    });
    app.decorateRequest('officer');
    app.decorate('authenticate', async (request: FastifyRequest) => {
      await request.jwtVerify().catch(() => {
        throw new DomainError(401, 'unauthenticated');
      });
      const byCookie = !request.headers.authorization;
      const writes = request.method !== 'GET' && request.method !== 'HEAD';
      // A cookie travels by itself; this header cannot be sent from another site without our consent (CSRF).
      if (byCookie && writes && request.headers['x-requested-with'] !== 'rogatoria') throw new DomainError(403, 'role');
      const { sub, sid, participant } = request.user;
      const row = await as(house.db, participant, (trx) =>
        trx
          .selectFrom('session')
          .innerJoin('account', 'account.id', 'session.account_id')
          .select([
            'account.id',
            'account.email',
            'account.name',
            'account.roles',
            'account.language',
            'account.participant',
            standingIn(house.clock.now()),
          ])
          .where('session.id', '=', sid)
          .where('account.id', '=', sub)
          .where('account.active', '=', true)
          .where('session.revoked_at', 'is', null)
          .where('session.expires_at', '>', sql<string>`now()`)
          .executeTakeFirst(),
      );
      if (!row) throw new DomainError(401, 'unauthenticated');
      request.officer = { ...row, roles: rolesHeld(row.roles, row.stands_in), session: sid };
    });
  },
  { name: 'sessions' },
);

export async function sessionRoutes(app: App, { house }: { house: House }): Promise<void> {
  // Verified against when the address is unknown, so that the answer takes as long.
  const nobody = await hashPassword(randomUUID());

  app.post(
    '/session',
    {
      config: { rateLimit: { max: 30, timeWindow: '1 minute' } },
      schema: {
        summary: 'Sign in',
        tags: ['session'],
        security: [],
        body: Type.Object(
          {
            email: Type.String({ minLength: 3, maxLength: 200 }),
            password: Type.String({ minLength: 1, maxLength: 1000 }),
            otp: Type.Optional(Type.String({ maxLength: 20 })),
          },
          { additionalProperties: false },
        ),
        response: { 200: Type.Object({ token: Type.String(), user: User }), ...problems(401, 422, 429) },
      },
    },
    async (request, reply) => {
      const { email, password } = request.body;
      const { rows } = await sql<{ id: string; participant: string; password: string; active: boolean }>`
        select * from account_by_email(${email})`.execute(house.db);
      const [account] = rows;
      const right = await verify(account?.password ?? nobody, password);
      if (!account || !right || !account.active) {
        if (account) await audit(house, account.participant, account.id, 'sign_in_failed');
        throw new DomainError(401, 'bad_credentials');
      }
      const sid = randomUUID();
      const user = await as(house.db, account.participant, async (trx) => {
        // Sessions live in real time, whatever the demonstration's clock says.
        await sql`insert into session (id, participant, account_id, created_at, expires_at)
          values (${sid}, ${account.participant}, ${account.id}, now(), now() + make_interval(hours => ${hours}))`.execute(
          trx,
        );
        return trx
          .selectFrom('account')
          .select(['id', 'email', 'name', 'participant', 'roles', 'language'])
          .where('id', '=', account.id)
          .executeTakeFirstOrThrow();
      });
      await audit(house, account.participant, account.id, 'signed_in');
      const token = app.jwt.sign({ sub: account.id, sid, participant: account.participant });
      setCookie(reply, token, house);
      return { token, user: userView(user) };
    },
  );

  app.get(
    '/session',
    {
      onRequest: app.authenticate,
      schema: { summary: 'Who is signed in', tags: ['session'], response: { 200: SessionView, ...problems(401) } },
    },
    async ({ officer }) => {
      const { unread } = await as(house.db, officer.participant, (trx) =>
        trx
          .selectFrom('notification')
          .select(({ fn }) => fn.countAll<number>().as('unread'))
          .where('account_id', '=', officer.id)
          .where('read_at', 'is', null)
          .executeTakeFirstOrThrow(),
      );
      return { user: userView(officer), now: house.clock.now(), demo: house.config.demo, unread };
    },
  );

  app.delete(
    '/session',
    {
      onRequest: app.authenticate,
      schema: { summary: 'Sign out', tags: ['session'], response: { 204: Type.Null(), ...problems(401) } },
    },
    async ({ officer }, reply) => {
      await as(house.db, officer.participant, (trx) =>
        sql`update session set revoked_at = now() where id = ${officer.session}`.execute(trx),
      );
      await audit(house, officer.participant, officer.id, 'signed_out');
      reply.clearCookie(cookieName, { path: '/' });
      return reply.code(204).send(null);
    },
  );

  app.put(
    '/account/language',
    {
      onRequest: app.authenticate,
      schema: {
        summary: 'Choose the language of the page and of mail',
        tags: ['session'],
        body: Type.Object({ language: LanguageSchema }, { additionalProperties: false }),
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
}

function setCookie(reply: FastifyReply, token: string, house: House): void {
  const secure = house.config.publicUrl.startsWith('https:');
  reply.setCookie(cookieName, token, { path: '/', httpOnly: true, sameSite: 'strict', secure, maxAge: hours * 3600 });
}

function userView(row: {
  id: string;
  email: string;
  name: string;
  participant: string;
  roles: string[];
  language: Language;
}): User {
  const { id, email, name, participant, language } = row;
  return { id, email, name, participant, roles: row.roles as User['roles'], language, zone: zoneOf(participant) };
}

/** Notes who came and went. Never the content of a case. */
export function audit(
  house: House,
  participant: string,
  account: string | null,
  action: string,
  detail: object = {},
): Promise<unknown> {
  return as(house.db, participant, (trx) =>
    trx
      .insertInto('audit_event')
      .values({ participant, at: house.clock.now(), account_id: account, action, detail: JSON.stringify(detail) })
      .execute(),
  );
}
