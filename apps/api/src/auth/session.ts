/**
 * Who is asking (ADR 0009): a session in the database, revocable at once; a signed token (JWT) of minutes that names it,
 * in a header or a strict cookie; and a refresh token that gives the next.
 */
import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import jwt from '@fastify/jwt';
import { hash, verify } from '@node-rs/argon2';
import { as, sql, type Trx } from '@rogatoria/db';
import { type Language, needsSecondFactor, zoneOf } from '@rogatoria/workflows';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { Type } from 'typebox';
import { noteAudit } from '../engine/chains.ts';
import { rolesHeld, standingIn } from '../engine/deputies.ts';
import type { Officer } from '../engine/handle.ts';
import { DomainError } from '../errors.ts';
import type { House } from '../house.ts';
import { needProof, needsProof, type ProofWay, proofMinutes, waysOf } from '../reauthentication.ts';
import { scopesOf } from '../scopes.ts';
import { type App, people, problems } from '../server.ts';
import { firstToken, renew, sessionHours } from './refresh.ts';
import { SessionView, User } from './schemas.ts';
import { proveSecond } from './second-factor.ts';
import { serviceOf, shownToken } from './service-token.ts';
import * as slowDown from './slow-down.ts';

/** ASVS 5.0 appendix C: Argon2id, 46 MiB, one pass. */
const argon = { memoryCost: 47_104, timeCost: 1, parallelism: 1 } as const;
/** Life of an access token, in minutes: the page renews it shortly before (client.ts). */
const accessMinutes = 15;
const cookieName = 'rogatoria';
const refreshCookie = 'rogatoria_refresh';
const refreshPath = '/api/session/refresh';

/** What stays open to who still has to set up a second factor. */
const ownAccount = /^\/api\/(?:session|account)(?:\/|$)/;

export function hashPassword(password: string): Promise<string> {
  return hash(password, argon);
}

declare module '@fastify/jwt' {
  interface FastifyJWT {
    payload: { sub: string; sid: string; participant: string };
    user: { sub: string; sid: string; participant: string };
  }
}
/** A signed-in officer. */
export type SignedIn = Officer & {
  email: string;
  name: string;
  language: Language;
  session: string;
  /** needs a second factor that the account does not have: for its roles, or since it was reset */
  weak: boolean;
  /** the ministry's identity provider opened the session */
  identity_provider: boolean;
  /** when they last proved who they are */
  proven_at: string;
  /** how they can prove it anew */
  ways: ProofWay[];
};

declare module 'fastify' {
  interface FastifyRequest {
    /** only after `authenticate` */
    officer: SignedIn;
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
      sign: { algorithm: 'HS256', iss: 'rogatoria', aud: 'rogatoria-api', expiresIn: `${accessMinutes}m` },
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
      const shown = shownToken(request);
      if (shown !== null) {
        request.officer = await serviceOf(house, request, shown);
        return;
      }
      await request.jwtVerify().catch((error: { code?: string }) => {
        const late = error.code === 'FST_JWT_AUTHORIZATION_TOKEN_EXPIRED';
        throw new DomainError(401, late ? 'token_expired' : 'unauthenticated');
      });
      const byCookie = !request.headers.authorization;
      const writes = request.method !== 'GET' && request.method !== 'HEAD';
      if (byCookie && writes) refuseForgery(request);
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
            'account.second_factor_due',
            'session.identity_provider',
            'session.proven_at',
            sql<boolean>`session.proven_at > now() - make_interval(mins => ${proofMinutes})`.as('proven'),
            sql<boolean>`account.totp is not null`.as('totp'),
            sql<boolean>`exists (select from passkey where passkey.account_id = account.id)`.as('passkey'),
          ])
          .where('session.id', '=', sid)
          .where('account.id', '=', sub)
          .where('account.active', '=', true)
          .where('session.revoked_at', 'is', null)
          .where('session.expires_at', '>', sql<string>`now()`)
          .executeTakeFirst(),
      );
      if (!row) throw new DomainError(401, 'unauthenticated');
      const roles = rolesHeld(row.roles, row.stands_in);
      const strong = row.identity_provider || row.totp || row.passkey;
      const weak = !strong && (row.second_factor_due || (!house.config.demo && needsSecondFactor(roles)));
      if (weak && !ownAccount.test(request.routeOptions.url ?? ''))
        throw new DomainError(403, 'second_factor_required');
      const ways = waysOf(row);
      request.officer = { ...row, roles, session: sid, weak, ways };
      if (house.config.reauthenticate && !row.proven && needsProof(request))
        throw new DomainError(403, 'reauthenticate', { ways });
    });
    // The description says of each such endpoint what it wants, and which scope opens it to a service account.
    app.addHook('onRoute', ({ method, url, schema }) => {
      const opening = scopesOf(String(method), url);
      if (schema && opening.length > 0)
        schema.security = [...people, ...opening.map((scope) => ({ service: [scope] }))];
      if (schema && needProof.has(`${method} ${url}`))
        schema.description =
          `${schema.description ?? ''} Wants a proof of the last ${proofMinutes} minutes: 403 \`reauthenticate\` says how to give one. In the demonstration only with REAUTHENTICATE=on.`.trim();
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
            otp: Type.Optional(
              Type.String({ maxLength: 20, description: 'code of the authenticator, or a recovery code' }),
            ),
          },
          { additionalProperties: false },
        ),
        response: { 200: Type.Object({ token: Type.String(), user: User }), ...problems(401, 422, 429) },
      },
    },
    async (request, reply) => {
      const { email, password, otp } = request.body;
      const attempt = await slowDown.begin(house, request, email);
      const { rows } = await sql<{ id: string; participant: string; password: string; active: boolean }>`
        select * from account_by_email(${email})`.execute(house.db);
      const [account] = rows;
      const right = await verify(account?.password ?? nobody, password);
      if (!account || !right || !account.active) {
        if (account) await audit(house, account.participant, account.id, 'sign_in_failed');
        if (account?.active) await slowDown.warn(house, attempt, account);
        throw new DomainError(401, 'bad_credentials');
      }
      const second = await as(house.db, account.participant, (trx) => proveSecond(house, trx, account.id, otp));
      // Whoever knows the password does not guess it; wrong codes have a wait of their own.
      await slowDown.forgive(house, attempt);
      if (second === 'paused') throw new DomainError(429, 'too_many');
      if (second === 'required') throw new DomainError(401, 'otp_required');
      if (second === 'wrong') {
        await audit(house, account.participant, account.id, 'sign_in_failed', { second });
        throw new DomainError(401, 'otp_wrong');
      }
      await audit(house, account.participant, account.id, 'signed_in', second === 'none' ? {} : { second });
      return openSession(app, house, request, reply, account);
    },
  );

  app.post(
    '/session/refresh',
    {
      config: { rateLimit: { max: 60, timeWindow: '1 minute' } },
      schema: {
        summary: 'Renew the session: a new access token for the refresh token',
        description: `Takes the cookie ${refreshCookie} that signing in sets, for ${refreshPath} alone, and sets the next. A refresh token is used once: one that comes back used ends its session. Only for the browser or program that holds the cookie.`,
        tags: ['session'],
        security: [{ refresh: [] }],
        response: { 200: Type.Object({ token: Type.String(), user: User }), ...problems(401, 403) },
      },
    },
    async (request, reply) => {
      const given = request.cookies[refreshCookie];
      if (given === undefined) throw new DomainError(401, 'unauthenticated');
      refuseForgery(request);
      const renewal = await renew(house, given);
      if (renewal.outcome === 'replayed')
        await audit(house, renewal.participant, renewal.account, 'refresh_replayed', {
          session: renewal.session,
          address: request.ip,
        });
      if (renewal.outcome !== 'renewed') {
        clearCookies(reply);
        throw new DomainError(401, 'unauthenticated');
      }
      const { account, participant, session, token, seconds } = renewal;
      const user = await as(house.db, participant, (trx) => userOf(trx, account));
      return { token: give(app, house, reply, { account, participant, session, token, seconds }), user };
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
      const { demo } = house.config;
      return { user: userView(officer), now: house.clock.now(), demo, unread, second_factor_missing: officer.weak };
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
      clearCookies(reply);
      return reply.code(204).send(null);
    },
  );
}

/** A cookie travels by itself; this header cannot be sent from another site without our consent (CSRF). */
function refuseForgery(request: FastifyRequest): void {
  if (request.headers['x-requested-with'] !== 'rogatoria') throw new DomainError(403, 'role');
}

/**
 * Opens a session for an account that has proved itself: access token in the answer and in its cookie, refresh token in a
 * cookie of its own.
 * @param how whether the ministry's identity provider vouched for it; when the officer proved who they are, if not now
 */
export async function openSession(
  app: FastifyInstance,
  house: House,
  request: FastifyRequest,
  reply: FastifyReply,
  account: { id: string; participant: string },
  how: { identity_provider: boolean; proven_at?: string } = { identity_provider: false },
): Promise<{ token: string; user: User }> {
  const session = randomUUID();
  const { participant } = account;
  const agent = String(request.headers['user-agent'] ?? '')
    .toWellFormed()
    .slice(0, 300);
  const { user, token } = await as(house.db, participant, async (trx) => {
    // What renewed sessions that are long over is of no more use.
    await sql`delete from refresh_token using session
      where session.id = session_id and account_id = ${account.id} and expires_at < now() - interval '1 day'`.execute(
      trx,
    );
    await sql`insert into session
      (id, participant, account_id, created_at, expires_at, agent, address, identity_provider, proven_at)
      values (${session}, ${participant}, ${account.id}, now(), now() + make_interval(hours => ${sessionHours}),
        ${agent}, ${request.ip}, ${how.identity_provider}, least(now(), ${how.proven_at ?? null}::timestamptz))`.execute(
      trx,
    );
    return { user: await userOf(trx, account.id), token: await firstToken(trx, participant, session) };
  });
  const seconds = sessionHours * 3600;
  const access = give(app, house, reply, { account: account.id, participant, session, token, seconds });
  // Coming back from the identity provider's site a browser shows no strict cookie: whether it is known cannot be told.
  if (!how.identity_provider) await slowDown.know(house, request, reply, user.email);
  return { token: access, user };
}

/** Signs an access token and sets both cookies. `seconds` is what is left of the session. */
function give(
  app: FastifyInstance,
  house: House,
  reply: FastifyReply,
  session: { account: string; participant: string; session: string; token: string; seconds: number },
): string {
  const { account, participant, session: sid, token, seconds } = session;
  const access = app.jwt.sign({ sub: account, sid, participant });
  const secure = house.config.publicUrl.startsWith('https:');
  const strict = { httpOnly: true, sameSite: 'strict', secure } as const;
  reply.setCookie(cookieName, access, { ...strict, path: '/', maxAge: accessMinutes * 60 });
  reply.setCookie(refreshCookie, token, { ...strict, path: refreshPath, maxAge: seconds });
  return access;
}

export function clearCookies(reply: FastifyReply): void {
  reply.clearCookie(cookieName, { path: '/' });
  reply.clearCookie(refreshCookie, { path: refreshPath });
}

async function userOf(trx: Trx, account: string): Promise<User> {
  const row = await trx
    .selectFrom('account')
    .select(['id', 'email', 'name', 'participant', 'roles', 'language'])
    .where('id', '=', account)
    .executeTakeFirstOrThrow();
  return userView(row);
}

export function userView(row: {
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
    noteAudit(trx, { participant, at: house.clock.now(), account_id: account, action, detail }),
  );
}
