/**
 * The token of a service account (docs/adr/0017-service-accounts.md): `rogatoria_`, so that scanners for leaked secrets
 * find it, the participant's code, under which row-level security lets it be looked up, and 256 bits. Sent as
 * `Authorization: Bearer`, never as a cookie, so that no other site can make a browser send it.
 */
import { createHash, randomBytes } from 'node:crypto';
import { as, sql } from '@rogatoria/db';
import type { Scope } from '@rogatoria/workflows/scopes.ts';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../errors.ts';
import type { House } from '../house.ts';
import { scopesOf } from '../scopes.ts';
import type { SignedIn } from './session.ts';

const pattern = /^rogatoria_([A-Z]{3})_[\w-]{43}$/;

/** A new token of a participant: the system gets it, the database its hash. */
export function newToken(participant: string): { token: string; hash: string } {
  const token = `rogatoria_${participant}_${randomBytes(32).toString('base64url')}`;
  return { token, hash: hashOf(token) };
}

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

/** What a request shows as a service account's token, well-formed or not; null where a person asks. */
export const shownToken = (request: FastifyRequest): string | null =>
  /^Bearer\s+(rogatoria_.*)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null;

/** SQL, beside `service_token`: whether it opens anything at an instant. */
export const opens = (at: string) => sql<boolean>`(service_token.decision = 'confirmed'
  and service_token.expires_at > ${at} and (service_token.replaced_until is null or service_token.replaced_until > ${at}))`;

/**
 * The service account that shows this token, if it may ask for this endpoint. Throws 401 for a token that never was, is not
 * confirmed, expired, was replaced or revoked – they look the same –, and 403 (`scope`) for what its scopes do not open.
 */
export async function serviceOf(house: House, request: FastifyRequest, token: string): Promise<SignedIn> {
  const participant = pattern.exec(token)?.[1];
  if (!participant) throw new DomainError(401, 'unauthenticated');
  const now = house.clock.now();
  const row = await as(house.db, participant, async (trx) => {
    const found = await trx
      .selectFrom('service_token')
      .innerJoin('service_account', 'service_account.account_id', 'service_token.account_id')
      .innerJoin('account', 'account.id', 'service_token.account_id')
      .select(['account.id', 'account.name', 'account.participant', 'account.language', 'service_account.scopes'])
      .select(['service_token.id as session', 'service_token.issued_at'])
      .where('token_hash', '=', hashOf(token))
      .where('account.active', '=', true)
      .where('service_account.revoked_at', 'is', null)
      .where(opens(now))
      .executeTakeFirst();
    // To the minute: not every request writes a row.
    if (found)
      await sql`update service_token set last_used_at = ${now} where id = ${found.session}
        and (last_used_at is null or last_used_at < ${now}::timestamptz - interval '1 minute')`.execute(trx);
    return found;
  });
  if (!row) throw new DomainError(401, 'unauthenticated');
  const { issued_at, ...account } = row;
  const scopes = row.scopes as Scope[];
  const service: SignedIn = {
    ...account,
    scopes,
    roles: [],
    email: '',
    weak: false,
    identity_provider: false,
    proven_at: issued_at,
    ways: [],
  };
  // A refusal, too, is said in the language of the account.
  request.officer = service;
  const opening = scopesOf(request.method, request.routeOptions.url ?? '');
  if (!opening.some((scope) => scopes.includes(scope))) throw new DomainError(403, 'scope');
  return service;
}
