/**
 * The second factor: codes of an authenticator (TOTP, RFC 6238) and ten recovery codes for the day it is lost. The secret
 * is sealed with a key of the installation and of this account alone; recovery codes are kept as keyed hashes.
 */
import { createHmac, randomInt } from 'node:crypto';
import { sql, type Trx } from '@rogatoria/db';
import { Secret, TOTP } from 'otpauth';
import { seal, unseal } from '../engine/keys.ts';
import type { House } from '../house.ts';

/** A code counts in its own thirty seconds and in those beside them: clocks differ. */
const window = 1;
/** Wrong codes before each further one costs a wait. They come after the right password, so only its knower can cause it. */
const freeTries = 5;
/** Crockford's base 32: nothing in it can be taken for something else. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const keyOf = (house: House, account: string) => house.keys.secret(`second factor ${account}`);
const totpOf = (email: string, secret: string) =>
  new TOTP({ issuer: 'Rogatoria', label: email, secret: Secret.fromBase32(secret) });
const hashOf = (house: House, account: string, code: string) =>
  createHmac('sha256', keyOf(house, account)).update(code.toUpperCase().replaceAll(/[\s-]/g, '')).digest('hex');

/** `none`: the account has no second factor. `paused`: too many wrong codes, for a while. */
export type Proof = 'none' | 'required' | 'wrong' | 'paused' | 'totp' | 'recovery_code';

/**
 * Checks a code and uses it up. Commits what it learnt – a step used, a wrong try –, so its caller must not roll back on
 * a refusal. The account row stays locked until then: of two with the same code one is refused.
 */
export async function proveSecond(house: House, trx: Trx, account: string, code: string | undefined): Promise<Proof> {
  const { rows } = await sql<{
    email: string;
    totp: string | null;
    step: number;
    recovery_codes: string[];
    failures: number;
    paused: boolean;
  }>`
    select email, totp, totp_step as step, recovery_codes, otp_failures as failures,
      coalesce(otp_paused_until > now(), false) as paused
    from account where id = ${account} for update`.execute(trx);
  const [row] = rows;
  if (!row?.totp) return 'none';
  if (!code) return 'required';
  if (row.paused) return 'paused';
  if (/^\d{6}$/.test(code.trim())) {
    const totp = totpOf(row.email, unseal(keyOf(house, account), Buffer.from(row.totp, 'base64')).toString());
    const delta = totp.validate({ token: code.trim(), window });
    const step = delta === null ? 0 : totp.counter() + delta;
    if (step > row.step) {
      await sql`update account set totp_step = ${step}, otp_failures = 0 where id = ${account}`.execute(trx);
      return 'totp';
    }
  }
  const hash = hashOf(house, account, code);
  if (row.recovery_codes.includes(hash)) {
    await sql`update account set recovery_codes = array_remove(recovery_codes, ${hash}), otp_failures = 0
      where id = ${account}`.execute(trx);
    return 'recovery_code';
  }
  const minutes = row.failures + 1 < freeTries ? 0 : Math.min(2 ** (row.failures + 1 - freeTries), 60);
  await sql`update account set otp_failures = otp_failures + 1,
    otp_paused_until = now() + make_interval(mins => ${minutes}) where id = ${account}`.execute(trx);
  return 'wrong';
}

/** A new secret, which counts once a code of it has been shown. `uri` is what the authenticator reads from the QR code. */
export async function beginTotp(house: House, trx: Trx, account: { id: string; email: string }) {
  const secret = new Secret({ size: 20 }).base32;
  const sealed = seal(keyOf(house, account.id), Buffer.from(secret)).toString('base64');
  await trx.updateTable('account').set({ totp_pending: sealed }).where('id', '=', account.id).execute();
  return { secret, uri: totpOf(account.email, secret).toString() };
}

/** Takes the new secret into use when the code is its own. False when it is not, or none was begun. */
export async function confirmTotp(house: House, trx: Trx, account: string, code: string): Promise<boolean> {
  const { rows } = await sql<{ email: string; totp_pending: string | null }>`
    select email, totp_pending from account where id = ${account} for update`.execute(trx);
  const [row] = rows;
  if (!row?.totp_pending) return false;
  const totp = totpOf(row.email, unseal(keyOf(house, account), Buffer.from(row.totp_pending, 'base64')).toString());
  const delta = totp.validate({ token: code.trim(), window });
  if (delta === null) return false;
  await sql`update account set totp = totp_pending, totp_pending = null, totp_step = ${totp.counter() + delta},
    otp_failures = 0, otp_paused_until = null, second_factor_due = false where id = ${account}`.execute(trx);
  return true;
}

/** Ten new recovery codes in place of all before. Given out here, once: only their hashes are kept. */
export async function newRecoveryCodes(house: House, trx: Trx, account: string): Promise<string[]> {
  const letters = (count: number) => Array.from({ length: count }, () => alphabet[randomInt(32)]).join('');
  const codes = Array.from({ length: 10 }, () => `${letters(5)}-${letters(5)}`);
  await trx
    .updateTable('account')
    .set({ recovery_codes: codes.map((code) => hashOf(house, account, code)) })
    .where('id', '=', account)
    .execute();
  return codes;
}

/** Takes the authenticator and the recovery codes away. */
export async function removeTotp(trx: Trx, account: string): Promise<void> {
  await sql`update account set totp = null, totp_pending = null, totp_step = 0, recovery_codes = '{}'
    where id = ${account}`.execute(trx);
}
