/** The account's second factor over HTTP: set up, new recovery codes, taken away. Each asks for what is there already. */
import { as, sql, type Trx } from '@rogatoria/db';
import { Type } from 'typebox';
import { DomainError } from '../errors.ts';
import type { House } from '../house.ts';
import { type App, problems } from '../server.ts';
import { PasswordProof, provePassword } from './proof.ts';
import { RecoveryCodes, SecondFactor } from './schemas.ts';
import { beginTotp, confirmTotp, newRecoveryCodes, removeTotp } from './second-factor.ts';
import { audit } from './session.ts';

const invalid = (field: string, rule: string) => new DomainError(422, 'invalid', { errors: [{ field, rule }] });

export async function secondFactorRoutes(app: App, { house }: { house: House }): Promise<void> {
  const limited = { rateLimit: { max: 20, timeWindow: '1 minute' } };

  const asOfficer = <T>(officer: { participant: string }, work: (trx: Trx) => Promise<T>) =>
    as(house.db, officer.participant, work);

  app.get(
    '/account/second-factor',
    {
      onRequest: app.authenticate,
      schema: {
        summary: 'The second factor of this account',
        tags: ['account'],
        response: { 200: SecondFactor, ...problems(401) },
      },
    },
    async ({ officer }) => {
      const row = await asOfficer(officer, (trx) =>
        trx
          .selectFrom('account')
          .select(['totp', 'recovery_codes'])
          .where('id', '=', officer.id)
          .executeTakeFirstOrThrow(),
      );
      return { totp: row.totp !== null, recovery_codes: row.recovery_codes.length };
    },
  );

  app.post(
    '/account/second-factor/totp',
    {
      onRequest: app.authenticate,
      config: limited,
      schema: {
        summary: 'Begin to set up an authenticator: it counts once a code of it is confirmed',
        tags: ['account'],
        body: PasswordProof,
        response: {
          200: Type.Object({
            secret: Type.String({ description: 'base 32, to be typed in where no code can be scanned' }),
            uri: Type.String({ description: 'otpauth:, as the QR code says it' }),
          }),
          ...problems(401, 403, 422, 429),
        },
      },
    },
    async ({ officer, body }) => {
      await provePassword(house, officer, body);
      return asOfficer(officer, (trx) => beginTotp(house, trx, officer));
    },
  );

  app.post(
    '/account/second-factor/totp/confirm',
    {
      onRequest: app.authenticate,
      config: limited,
      schema: {
        summary: 'Confirm the authenticator with its first code; every other session ends',
        tags: ['account'],
        body: Type.Object({ code: Type.String({ minLength: 6, maxLength: 20 }) }, { additionalProperties: false }),
        response: { 200: RecoveryCodes, ...problems(401, 403, 422, 429) },
      },
    },
    async ({ officer, body }) => {
      const codes = await asOfficer(officer, async (trx) => {
        if (!(await confirmTotp(house, trx, officer.id, body.code))) return null;
        await sql`update session set revoked_at = now()
          where account_id = ${officer.id} and id <> ${officer.session} and revoked_at is null`.execute(trx);
        return newRecoveryCodes(house, trx, officer.id);
      });
      if (!codes) throw invalid('code', 'otp_wrong');
      await audit(house, officer.participant, officer.id, 'second_factor_set');
      return { recovery_codes: codes };
    },
  );

  app.post(
    '/account/second-factor/totp/remove',
    {
      onRequest: app.authenticate,
      config: limited,
      schema: {
        summary: 'Take the authenticator and its recovery codes away',
        tags: ['account'],
        body: PasswordProof,
        response: { 200: SecondFactor, ...problems(401, 403, 422, 429) },
      },
    },
    async ({ officer, body }) => {
      await provePassword(house, officer, body);
      await asOfficer(officer, (trx) => removeTotp(trx, officer.id));
      await audit(house, officer.participant, officer.id, 'second_factor_removed');
      return { totp: false, recovery_codes: 0 };
    },
  );

  app.post(
    '/account/second-factor/recovery-codes',
    {
      onRequest: app.authenticate,
      config: limited,
      schema: {
        summary: 'Ten new recovery codes; all before are void',
        tags: ['account'],
        body: PasswordProof,
        response: { 200: RecoveryCodes, ...problems(401, 403, 409, 422, 429) },
      },
    },
    async ({ officer, body }) => {
      await provePassword(house, officer, body);
      const codes = await asOfficer(officer, async (trx) => {
        const { totp } = await trx
          .selectFrom('account')
          .select('totp')
          .where('id', '=', officer.id)
          .executeTakeFirstOrThrow();
        return totp === null ? null : newRecoveryCodes(house, trx, officer.id);
      });
      if (!codes) throw new DomainError(409, 'no_second_factor');
      await audit(house, officer.participant, officer.id, 'recovery_codes_made');
      return { recovery_codes: codes };
    },
  );
}
