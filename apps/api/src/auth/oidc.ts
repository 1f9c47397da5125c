/**
 * Signing in with a ministry's own identity provider (OpenID Connect Core 1.0: authorization code with PKCE, state, nonce
 * and a signed identity token). The identity provider says who somebody is; accounts, roles and duties stay ours: nobody gets an
 * account by having a name there.
 */
import { as } from '@rogatoria/db';
import type { FastifyReply } from 'fastify';
import { EncryptJWT, jwtDecrypt } from 'jose';
import * as client from 'openid-client';
import { Type } from 'typebox';
import type { IdentityProvider } from '../config.ts';
import { callOutside } from '../engine/outside.ts';
import { traceOf } from '../errors.ts';
import type { House } from '../house.ts';
import { proofMinutes } from '../reauthentication.ts';
import { type App, problems } from '../server.ts';
import { markProven } from './proof.ts';
import { audit, openSession } from './session.ts';

const cookieName = 'rogatoria_oidc';
const cookiePath = '/api/session/oidc';
const minutes = 10;

/** Why a way through the identity provider ended at our sign-in page again. */
type Trouble =
  /** the identity provider does not answer, or not as its own description says */
  | 'identity_provider_away'
  /** it says no, or does not stand by what it said, or this is not the answer to what this browser asked */
  | 'identity_provider_denied'
  /** it knows a person for whom there is no account here */
  | 'identity_provider_unknown';

/** What the browser keeps while it is away: encrypted with a key of this installation, for ten minutes. */
interface Journey {
  state: string;
  nonce: string;
  verifier: string;
  to: string;
  /** the session that proves itself anew, and whose it is */
  session?: string;
  account?: string;
}

/**
 * The way there and back, where the installation has an identity provider: `/session/oidc` leads to its sign-in, and
 * `/session/oidc/callback` opens a session for the account of the person it vouches for.
 */
export async function identityProviderRoutes(
  app: App,
  { house, identityProvider }: { house: House; identityProvider: IdentityProvider },
) {
  const key = house.keys.secret('identity provider');
  const callback = new URL(`${cookiePath}/callback`, house.config.publicUrl);
  const secure = callback.protocol === 'https:';
  const limited = { rateLimit: { max: 60, timeWindow: '1 minute' } };

  let discovered: Promise<client.Configuration> | undefined;
  /** The identity provider's description, read once; a failure is not remembered. */
  const configuration = () => {
    discovered ??= discover(identityProvider).catch((error) => {
      discovered = undefined;
      throw error;
    });
    return discovered;
  };
  const back = (reply: FastifyReply, trouble: Trouble, to = '/') =>
    reply.redirect(
      `${to === '/proven' ? to : '/sign-in'}?${new URLSearchParams({ problem: trouble, ...(to === '/' ? {} : { to }) })}`,
    );

  /** Sends the browser there; what it needs on its way back it keeps itself. */
  async function leave(reply: FastifyReply, place: Pick<Journey, 'to' | 'session' | 'account'>) {
    const journey: Journey = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      verifier: client.randomPKCECodeVerifier(),
      ...place,
    };
    let there: URL;
    try {
      there = client.buildAuthorizationUrl(await configuration(), {
        redirect_uri: callback.href,
        scope: 'openid email',
        state: journey.state,
        nonce: journey.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(journey.verifier),
        code_challenge_method: 'S256',
        // Asked again, and told when it answered, also whoever has a session there.
        ...(journey.session ? { prompt: 'login', max_age: String(proofMinutes * 60) } : {}),
      });
    } catch (error) {
      house.log.warn(traceOf(error), 'the identity provider does not answer');
      return back(reply, 'identity_provider_away', journey.to);
    }
    const kept = await new EncryptJWT({ ...journey })
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .setExpirationTime(`${minutes}m`)
      .encrypt(key);
    // Lax, since the way back begins at another site.
    reply.setCookie(cookieName, kept, {
      path: cookiePath,
      httpOnly: true,
      sameSite: 'lax',
      secure,
      maxAge: minutes * 60,
    });
    return reply.redirect(there.href);
  }

  app.get(
    '/session/oidc',
    {
      config: limited,
      schema: {
        summary: 'Sign in with the identity provider of the ministry: leads there',
        tags: ['session'],
        security: [],
        querystring: Type.Object(
          { to: Type.Optional(Type.String({ maxLength: 500 })) },
          { additionalProperties: false },
        ),
        response: { 302: Type.Null(), ...problems(422, 429) },
      },
    },
    ({ query }, reply) => leave(reply, { to: ownPlace(query.to) }),
  );

  app.get(
    '/session/oidc/proof',
    {
      onRequest: app.authenticate,
      config: limited,
      schema: {
        summary: 'Prove oneself anew through the identity provider: leads there, where it asks again',
        tags: ['session'],
        response: { 302: Type.Null(), ...problems(401, 429) },
      },
    },
    ({ officer }, reply) => leave(reply, { to: '/proven', session: officer.session, account: officer.id }),
  );

  app.get(
    '/session/oidc/callback',
    {
      config: limited,
      schema: {
        summary: 'Where the identity provider sends the browser back to',
        tags: ['session'],
        security: [],
        querystring: Type.Object({}, { additionalProperties: Type.String({ maxLength: 4000 }) }),
        response: { 302: Type.Null(), ...problems(422, 429) },
      },
    },
    async (request, reply) => {
      const journey = await journeyOf(request.cookies[cookieName], key);
      // Once only, whatever comes of it.
      reply.clearCookie(cookieName, { path: cookiePath });
      if (!journey) return back(reply, 'identity_provider_denied');
      let person: Person;
      try {
        const here = new URL(callback);
        here.search = new URL(request.url, callback).search;
        person = await personOf(await configuration(), here, journey);
      } catch (error) {
        house.log.warn(traceOf(error), 'the identity provider vouched for nobody');
        return back(reply, 'identity_provider_denied', journey.to);
      }
      const account = await accountOf(house, identityProvider, person);
      if (!account) {
        await audit(house, identityProvider.participant, null, 'sign_in_failed', {
          by: 'oidc',
          subject: person.subject,
        });
        return back(reply, 'identity_provider_unknown', journey.to);
      }
      const { participant } = identityProvider;
      const { proven_at } = person;
      if (journey.session) {
        // Only for the session that left, and by the person whose it is.
        if (account !== journey.account) return back(reply, 'identity_provider_denied', journey.to);
        const session = { id: account, participant, session: journey.session };
        await markProven(house, session, 'oidc', new Date(proven_at));
        return reply.redirect(journey.to);
      }
      await audit(house, participant, account, 'signed_in', { by: 'oidc' });
      await openSession(
        app,
        house,
        request,
        reply,
        { id: account, participant },
        { identity_provider: true, proven_at },
      );
      return reply.redirect(journey.to);
    },
  );
}

/** Reads the identity provider's description. It may send us to its own host, and to those that the operator names, and nowhere else. */
async function discover({ issuer, clientId, clientSecret, hosts }: IdentityProvider): Promise<client.Configuration> {
  const url = new URL(issuer);
  const limits = { trusted: [url.host, ...hosts], only: true };
  const callProvider: client.CustomFetch = (address, { method, headers, body, signal }) => {
    if (new URL(address).protocol !== url.protocol) throw new Error('the provider sends us from https to http');
    const sent = body instanceof Uint8Array ? body : body == null ? null : String(body);
    return callOutside(address, { method, headers, body: sent, signal }, limits);
  };
  const plain = url.protocol === 'http:' ? [client.allowInsecureRequests] : [];
  return client.discovery(url, clientId, clientSecret, undefined, {
    [client.customFetch]: callProvider,
    execute: [client.enableNonRepudiationChecks, ...plain],
  });
}

interface Person {
  issuer: string;
  subject: string;
  /** when it last asked who they are; 1970 where it does not say */
  proven_at: string;
  /** as the identity provider has verified it; null when it has not */
  email: string | null;
}

/** Redeems the code. Throws when anything is not as this browser asked for it. */
async function personOf(configuration: client.Configuration, here: URL, journey: Journey): Promise<Person> {
  const tokens = await client.authorizationCodeGrant(configuration, here, {
    expectedState: journey.state,
    expectedNonce: journey.nonce,
    pkceCodeVerifier: journey.verifier,
    idTokenExpected: true,
    ...(journey.session ? { maxAge: proofMinutes * 60 } : {}),
  });
  const identity = tokens.claims() as client.IDToken;
  const { sub, iss } = identity;
  const { email, email_verified } = identity.email
    ? identity
    : await client.fetchUserInfo(configuration, tokens.access_token, sub);
  const proven_at = new Date((identity.auth_time ?? 0) * 1000).toISOString();
  return {
    issuer: iss,
    subject: sub,
    proven_at,
    email: email_verified === true && typeof email === 'string' ? email : null,
  };
}

/**
 * The active account of a person, by what it was bound to; at the first time by the verified address, which binds it. An
 * account bound to somebody is never given to another with the same address.
 */
function accountOf(
  house: House,
  { participant }: IdentityProvider,
  { issuer, subject, email }: Person,
): Promise<string | null> {
  return as(house.db, participant, async (trx) => {
    const bound = await trx
      .selectFrom('account_subject')
      .innerJoin('account', 'account.id', 'account_subject.account_id')
      .select(['account.id', 'account.active'])
      .where('issuer', '=', issuer)
      .where('subject', '=', subject)
      .executeTakeFirst();
    if (bound) return bound.active ? bound.id : null;
    if (!email) return null;
    const named = await trx
      .selectFrom('account')
      .select('id')
      .where('email', '=', email)
      .where('active', '=', true)
      .executeTakeFirst();
    if (!named) return null;
    const binding = await trx
      .insertInto('account_subject')
      .values({ participant, account_id: named.id, issuer, subject, at: house.clock.now() })
      .onConflict((conflict) => conflict.doNothing())
      .returning('account_id')
      .executeTakeFirst();
    return binding?.account_id ?? null;
  });
}

async function journeyOf(kept: string | undefined, key: Buffer): Promise<Journey | null> {
  if (!kept) return null;
  try {
    const { payload } = await jwtDecrypt<Journey>(kept, key, { contentEncryptionAlgorithms: ['A256GCM'] });
    return payload;
  } catch {
    return null;
  }
}

/** A place inside this page; anything else is home. */
function ownPlace(to = '/'): string {
  return /^\/(?![/\\])[\x20-\x7e]*$/.test(to) && !to.startsWith('/api/') ? to : '/';
}
