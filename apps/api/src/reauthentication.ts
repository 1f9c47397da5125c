/**
 * What an open session alone does not do: whoever asks for one of these has proved who they are within the last ten minutes
 * – by signing in, or anew (auth/proof.ts). A computer left open commits no State. Policy; no treaty sets it.
 */
import type { FastifyRequest } from 'fastify';

/** For so long a proof counts, in minutes. */
export const proofMinutes = 10;

/** Commands that commit the State, decide on what another asked, or hand evidence over. */
const commands = [
  'approve',
  'confirm_in_writing',
  'transmit',
  'transmit_emergency',
  'accept_conditions',
  'accept',
  'refuse',
  'deliver',
  'disclose_traffic',
] as const;

/** By method and route. Keys of a participant are made by the operator (`pnpm admin`), never over HTTP. */
export const needProof: ReadonlySet<string> = new Set([
  ...commands.map((name) => `POST /api/cases/:id/commands/${name}`),
  // the annual return is signed in the State’s name
  'POST /api/returns/:year/:state/commands/approve',
  // what is published stays published
  'POST /api/publications/:year',
  // who holds a powerful role, and who shall
  'POST /api/officers/:id/roles',
  'POST /api/officers/:id/roles/:role/confirm',
  'POST /api/officers/:id/second-factor/reset',
  'POST /api/officers/:id/second-factor/reset/confirm',
  'POST /api/officers/:id/reactivate',
  'POST /api/officers/invitations',
  'POST /api/officers/invitations/:id/send-again',
  'POST /api/deputies',
  'POST /api/deputies/:id/confirm',
  // a token that opens without signing in
  'POST /api/service-accounts',
  'POST /api/service-accounts/:id/renew',
  'POST /api/service-accounts/:id/confirm',
  // an address that opens without signing in
  'PUT /api/calendar/:scope',
  // the authenticator and its recovery codes ask for the proof in the request itself
  'DELETE /api/account/passkeys/:id',
]);

/** Whether this request wants a fresh proof. */
export const needsProof = ({ method, routeOptions }: FastifyRequest): boolean =>
  needProof.has(`${method} ${routeOptions.url ?? ''}`);

/** Ways to prove oneself anew: those that are as strong as the account and its session can show. */
export const proofWays = ['password', 'password_and_code', 'passkey', 'identity_provider'] as const;
export type ProofWay = (typeof proofWays)[number];

/**
 * How a session can prove itself: through the identity provider if that opened it, otherwise with the password and a code
 * of the authenticator; with a passkey in any case; with the password alone only where the account has neither.
 */
export function waysOf(session: { identity_provider: boolean; totp: boolean; passkey: boolean }): ProofWay[] {
  const ways: ProofWay[] = session.passkey ? ['passkey'] : [];
  if (session.identity_provider) return ['identity_provider', ...ways];
  if (session.totp) return ['password_and_code', ...ways];
  return session.passkey ? ways : ['password'];
}
