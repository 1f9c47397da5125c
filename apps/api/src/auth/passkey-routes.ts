/**
 * Passkeys (WebAuthn): registered, named, removed, and signing in with one alone. A passkey is two factors in one – the
 * device, and the finger or number that unlocks it –, so user verification is always demanded and no password is asked.
 */
import { as, sql } from '@rogatoria/db';
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { Type } from 'typebox';
import { DomainError, notFound } from '../errors.ts';
import type { House } from '../house.ts';
import { type App, problems } from '../server.ts';
import { beginProof, markProven, PasswordProof, provePassword } from './proof.ts';
import { Passkey, User } from './schemas.ts';
import { audit, openSession } from './session.ts';

const invalid = (field: string, rule: string) => new DomainError(422, 'invalid', { errors: [{ field, rule }] });
const minutes = 5;
/** Ed25519, ES256, RS256 (COSE): what authenticators sign with today. */
const supportedAlgorithmIDs = [-8, -7, -257];
const Base64url = (maxLength: number) => Type.String({ pattern: '^[A-Za-z0-9_-]+$', maxLength });
const Name = Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' });
/** What the browser adds of its own is not read. */
const credential = <T extends Parameters<typeof Type.Object>[0]>(response: T) =>
  Type.Object({
    id: Base64url(1400),
    rawId: Base64url(1400),
    type: Type.Literal('public-key'),
    clientExtensionResults: Type.Object({}),
    authenticatorAttachment: Type.Optional(Type.String({ maxLength: 40 })),
    response: Type.Object(response),
  });
const Registration = credential({
  clientDataJSON: Base64url(4000),
  attestationObject: Base64url(20_000),
  transports: Type.Optional(Type.Array(Type.String({ maxLength: 40 }), { maxItems: 10 })),
});
const Assertion = credential({
  clientDataJSON: Base64url(4000),
  authenticatorData: Base64url(4000),
  signature: Base64url(8000),
  userHandle: Type.Optional(Base64url(100)),
});
/** Options as the browser takes them (WebAuthn, PublicKeyCredential…OptionsJSON). */
const Options = Type.Record(Type.String(), Type.Unknown(), {
  description: 'for navigator.credentials, by PublicKeyCredential.parse…OptionsFromJSON',
});

export async function passkeyRoutes(app: App, { house }: { house: House }): Promise<void> {
  const limited = { rateLimit: { max: 30, timeWindow: '1 minute' } };
  const origin = () => new URL(house.config.publicUrl).origin;
  const rpId = () => new URL(house.config.publicUrl).hostname;

  /** Remembers a challenge for a few minutes; those nobody answered go. */
  async function remember(value: string, account: string | null): Promise<void> {
    await sql`delete from challenge where expires_at < now()`.execute(house.db);
    await sql`insert into challenge (value, account_id, expires_at)
      values (${value}, ${account}, now() + make_interval(mins => ${minutes}))`.execute(house.db);
  }
  /** Uses a challenge up. False when it was not ours, not for this account, used or too old. */
  async function takes(value: string, account: string | null): Promise<boolean> {
    const { rows } = await sql`delete from challenge where value = ${value} and expires_at > now()
      and account_id is not distinct from ${account}::uuid returning value`.execute(house.db);
    return rows.length === 1;
  }

  /**
   * Whose passkey signed a challenge of ours; the passkey's counter moves on. Throws 401 `passkey_refused`, and never says why.
   * @param failed what the audit trail calls a try that did not succeed
   */
  async function ownerOf(
    assertion: AuthenticationResponseJSON,
    failed = 'sign_in_failed',
  ): Promise<{ participant: string; account: string }> {
    const owner = /^([A-Z]{3})\.([0-9a-f-]{36})$/.exec(
      Buffer.from(assertion.response.userHandle ?? '', 'base64url').toString(),
    );
    const refused = new DomainError(401, 'passkey_refused');
    if (!owner) throw refused;
    const [, participant = '', account = ''] = owner;
    const known = await as(house.db, participant, (trx) =>
      trx
        .selectFrom('passkey')
        .innerJoin('account', 'account.id', 'passkey.account_id')
        .select(['passkey.public_key', 'passkey.counter'])
        .where('passkey.id', '=', assertion.id)
        .where(sql<boolean>`account.id::text = ${account}`)
        .where('account.active', '=', true)
        .executeTakeFirst(),
    );
    if (!known) throw refused;
    const proof = await verifyAuthenticationResponse({
      response: assertion,
      expectedChallenge: (challenge) => takes(challenge, null),
      expectedOrigin: origin(),
      expectedRPID: rpId(),
      requireUserVerification: true,
      credential: {
        id: assertion.id,
        publicKey: new Uint8Array(Buffer.from(known.public_key, 'base64url')),
        counter: known.counter,
      },
    }).catch(() => null);
    if (!proof?.verified) {
      await audit(house, participant, account, failed, { second: 'passkey' });
      throw refused;
    }
    const { newCounter } = proof.authenticationInfo;
    await as(house.db, participant, (trx) =>
      sql`update passkey set counter = greatest(counter, ${newCounter}), used_at = now()
        where id = ${assertion.id}`.execute(trx),
    );
    return { participant, account };
  }

  app.get(
    '/account/passkeys',
    {
      onRequest: app.authenticate,
      schema: {
        summary: 'The passkeys of this account',
        tags: ['account'],
        response: { 200: Type.Object({ items: Type.Array(Passkey) }), ...problems(401) },
      },
    },
    async ({ officer }) => ({
      items: await as(house.db, officer.participant, (trx) =>
        trx
          .selectFrom('passkey')
          .select(['id', 'name', 'created_at', 'used_at'])
          .where('account_id', '=', officer.id)
          .orderBy('created_at')
          .execute(),
      ),
    }),
  );

  app.post(
    '/account/passkeys/options',
    {
      onRequest: app.authenticate,
      config: limited,
      schema: {
        summary: 'Begin to register a passkey: the password, and a code where there is an authenticator',
        tags: ['account'],
        body: PasswordProof,
        response: { 200: Options, ...problems(401, 403, 422, 429) },
      },
    },
    async ({ officer, body }) => {
      await provePassword(house, officer, body);
      const known = await as(house.db, officer.participant, (trx) =>
        trx.selectFrom('passkey').select('id').where('account_id', '=', officer.id).execute(),
      );
      const options = await generateRegistrationOptions({
        rpName: 'Rogatoria',
        rpID: rpId(),
        userName: officer.email,
        userDisplayName: officer.name,
        // where to look the passkey up when it signs in by itself
        userID: new Uint8Array(Buffer.from(`${officer.participant}.${officer.id}`)),
        attestationType: 'none',
        supportedAlgorithmIDs,
        excludeCredentials: known,
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      });
      await remember(options.challenge, officer.id);
      return { ...options };
    },
  );

  app.post(
    '/account/passkeys',
    {
      onRequest: app.authenticate,
      config: limited,
      schema: {
        summary: 'Register a passkey',
        tags: ['account'],
        body: Type.Object({ name: Name, credential: Registration }, { additionalProperties: false }),
        response: { 201: Passkey, ...problems(401, 403, 422, 429) },
      },
    },
    async ({ officer, body }, reply) => {
      const proof = await verifyRegistrationResponse({
        supportedAlgorithmIDs,
        response: body.credential as RegistrationResponseJSON,
        expectedChallenge: (challenge) => takes(challenge, officer.id),
        expectedOrigin: origin(),
        expectedRPID: rpId(),
        requireUserVerification: true,
      }).catch(() => null);
      if (!proof?.verified) throw invalid('credential', 'passkey_refused');
      const { id, publicKey, counter } = proof.registrationInfo.credential;
      const passkey = await as(house.db, officer.participant, (trx) =>
        trx
          .insertInto('passkey')
          .values({
            id,
            participant: officer.participant,
            account_id: officer.id,
            name: body.name.trim(),
            public_key: Buffer.from(publicKey).toString('base64url'),
            counter,
            transports: body.credential.response.transports ?? [],
            created_at: new Date().toISOString(),
            used_at: null,
          })
          .onConflict((conflict) => conflict.doNothing())
          .returning(['id', 'name', 'created_at', 'used_at'])
          .executeTakeFirst(),
      );
      if (!passkey) throw invalid('credential', 'passkey_refused');
      await as(house.db, officer.participant, (trx) =>
        trx.updateTable('account').set({ second_factor_due: false }).where('id', '=', officer.id).execute(),
      );
      await audit(house, officer.participant, officer.id, 'passkey_added', { passkey: id });
      return reply.code(201).send(passkey);
    },
  );

  const params = Type.Object({ id: Base64url(1400) });

  app.put(
    '/account/passkeys/:id',
    {
      onRequest: app.authenticate,
      schema: {
        summary: 'Name a passkey',
        tags: ['account'],
        params,
        body: Type.Object({ name: Name }, { additionalProperties: false }),
        response: { 200: Passkey, ...problems(401, 403, 404, 422) },
      },
    },
    async ({ officer, params, body }) => {
      const passkey = await as(house.db, officer.participant, (trx) =>
        trx
          .updateTable('passkey')
          .set({ name: body.name.trim() })
          .where('id', '=', params.id)
          .where('account_id', '=', officer.id)
          .returning(['id', 'name', 'created_at', 'used_at'])
          .executeTakeFirst(),
      );
      if (!passkey) throw notFound();
      return passkey;
    },
  );

  app.delete(
    '/account/passkeys/:id',
    {
      onRequest: app.authenticate,
      schema: {
        summary: 'Remove a passkey',
        tags: ['account'],
        params,
        response: { 204: Type.Null(), ...problems(401, 403, 404, 422) },
      },
    },
    async ({ officer, params }, reply) => {
      const { numDeletedRows } = await as(house.db, officer.participant, (trx) =>
        trx.deleteFrom('passkey').where('id', '=', params.id).where('account_id', '=', officer.id).executeTakeFirst(),
      );
      if (numDeletedRows === 0n) throw notFound();
      await audit(house, officer.participant, officer.id, 'passkey_removed', { passkey: params.id });
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/session/passkey/options',
    {
      config: limited,
      schema: {
        summary: 'Begin to sign in with a passkey',
        tags: ['session'],
        security: [],
        response: { 200: Options, ...problems(429) },
      },
    },
    async () => {
      // No list of credentials: the device knows which of its passkeys are for this address, and we tell nobody.
      const options = await generateAuthenticationOptions({ rpID: rpId(), userVerification: 'required' });
      await remember(options.challenge, null);
      return { ...options };
    },
  );

  app.post(
    '/session/passkey',
    {
      config: limited,
      schema: {
        summary: 'Sign in with a passkey',
        tags: ['session'],
        security: [],
        body: Type.Object({ credential: Assertion }, { additionalProperties: false }),
        response: { 200: Type.Object({ token: Type.String(), user: User }), ...problems(401, 422, 429) },
      },
    },
    async (request, reply) => {
      const { participant, account } = await ownerOf(request.body.credential as AuthenticationResponseJSON);
      await audit(house, participant, account, 'signed_in', { second: 'passkey' });
      return openSession(app, house, request, reply, { id: account, participant });
    },
  );

  app.post(
    '/session/proof/passkey',
    {
      onRequest: app.authenticate,
      config: limited,
      schema: {
        summary: 'Prove oneself anew with a passkey',
        description: 'Begun as signing in with one is: `/api/session/passkey/options`.',
        tags: ['session'],
        body: Type.Object({ credential: Assertion }, { additionalProperties: false }),
        response: { 204: Type.Null(), ...problems(401, 403, 422, 429) },
      },
    },
    async ({ officer, body }, reply) => {
      await beginProof(house, officer);
      const { account } = await ownerOf(body.credential as AuthenticationResponseJSON, 'proof_failed').catch(
        (error: Error) => {
          // Their session stands: the passkey is what was refused.
          throw error instanceof DomainError ? invalid('credential', 'passkey_refused') : error;
        },
      );
      if (account !== officer.id) throw invalid('credential', 'passkey_refused');
      await markProven(house, officer, 'passkey');
      return reply.code(204).send(null);
    },
  );
}
