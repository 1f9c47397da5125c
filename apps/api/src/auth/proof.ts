/** Proving oneself anew in an open session, and what a proof by password is: where both are asked for, it is this one. */
import { verify } from '@node-rs/argon2';
import { as, sql } from '@rogatoria/db';
import { type Static, Type } from 'typebox';
import { DomainError } from '../errors.ts';
import type { House } from '../house.ts';
import { type App, problems } from '../server.ts';
import { proveSecond } from './second-factor.ts';
import { audit, type SignedIn } from './session.ts';

const invalid = (field: string, rule: string) => new DomainError(422, 'invalid', { errors: [{ field, rule }] });
/** Proofs a session may try before it ends: whoever sits at somebody else's computer cannot guess on. */
const tries = 5;

/** The password, and a code of the authenticator or a recovery code where there is an authenticator. */
export const PasswordProof = Type.Object(
  {
    password: Type.String({ minLength: 1, maxLength: 1000 }),
    otp: Type.Optional(Type.String({ maxLength: 20, description: 'code of the authenticator, or a recovery code' })),
  },
  { additionalProperties: false },
);
export type PasswordProof = Static<typeof PasswordProof>;

/** Throws 422 unless the password and, where there is one, the second factor are right; 429 while codes wait. A wrong try is kept. */
export async function provePassword(
  house: House,
  officer: { id: string; participant: string },
  { password, otp }: PasswordProof,
): Promise<void> {
  const { password: kept } = await as(house.db, officer.participant, (trx) =>
    trx.selectFrom('account').select('password').where('id', '=', officer.id).executeTakeFirstOrThrow(),
  );
  if (!(await verify(kept, password))) throw invalid('password', 'password_wrong');
  const second = await as(house.db, officer.participant, (trx) => proveSecond(house, trx, officer.id, otp));
  if (second === 'paused') throw new DomainError(429, 'too_many');
  if (second === 'required') throw invalid('otp', 'required');
  if (second === 'wrong') throw invalid('otp', 'otp_wrong');
}

/** Notes that a session begins to prove itself. Throws 401 and ends it once it tried too often. */
export async function beginProof(house: House, officer: SignedIn): Promise<void> {
  const { rows } = await as(house.db, officer.participant, (trx) =>
    sql<{ over: boolean }>`update session set proof_tries = proof_tries + 1,
        revoked_at = case when proof_tries >= ${tries} then now() else revoked_at end
      where id = ${officer.session} returning proof_tries > ${tries} as over`.execute(trx),
  );
  if (!rows[0]?.over) return;
  await audit(house, officer.participant, officer.id, 'proof_failed', { session: officer.session });
  throw new DomainError(401, 'unauthenticated');
}

/**
 * Marks a session as proved.
 * @param at when the person showed who they are; now where it is left out
 */
export async function markProven(
  house: House,
  officer: Pick<SignedIn, 'id' | 'participant' | 'session'>,
  way: string,
  at?: Date,
): Promise<void> {
  await as(house.db, officer.participant, (trx) =>
    sql`update session set proof_tries = 0, proven_at = least(now(), ${at?.toISOString() ?? null}::timestamptz)
      where id = ${officer.session} and account_id = ${officer.id} and revoked_at is null`.execute(trx),
  );
  await audit(house, officer.participant, officer.id, 'proved', { by: way });
}

/** Proving oneself anew with the password; the passkey's and the identity provider's ways stand with their sign-in. */
export async function proofRoutes(app: App, { house }: { house: House }): Promise<void> {
  app.post(
    '/session/proof',
    {
      onRequest: app.authenticate,
      config: { rateLimit: { max: 20, timeWindow: '1 minute' } },
      schema: {
        summary: 'Prove oneself anew with the password, and a code where there is an authenticator',
        description: `Asked for by 403 \`reauthenticate\`, whose \`ways\` say which proof counts; good for ten minutes of this session, which ends after ${tries} proofs that failed.`,
        tags: ['session'],
        body: PasswordProof,
        response: { 204: Type.Null(), ...problems(401, 403, 422, 429) },
      },
    },
    async ({ officer, body }, reply) => {
      if (!officer.ways.some((way) => way.startsWith('password')))
        throw new DomainError(403, 'reauthenticate', { ways: officer.ways });
      await beginProof(house, officer);
      await provePassword(house, officer, body);
      await markProven(house, officer, officer.ways.includes('password') ? 'password' : 'password_and_code');
      return reply.code(204).send(null);
    },
  );
}
