/**
 * A lost second factor (ADR 0011): one administrator proposes the reset, another confirms, and the holder's mailbox and
 * password together open it. Nobody of them alone – nor two administrators – gets into the account.
 */
import { createHash, randomUUID } from 'node:crypto';
import { lock, sql, type Trx } from '@rogatoria/db';
import { noteAudit } from '../engine/chains.ts';
import { resetToken } from '../engine/invitation.ts';
import { notFound } from '../errors.ts';
import type { House } from '../house.ts';
import {
  type Administrator,
  administer,
  hasSecondFactor,
  isAlone,
  notOneself,
  personOf,
  record,
  refuse,
  tell,
} from './officers.ts';

/** For so long the link opens something, in days: policy. */
const validDays = 2;

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

/**
 * Proposes that an officer's authenticator, recovery codes and passkeys go. Where the administrator is alone it counts at
 * once, and the auditors are told. Throws 403, 404, 422 (`officer_oneself`, `officer_last_admin`, `officer_inactive`,
 * `second_factor_none`, `second_factor_reset_open`).
 */
export async function proposeReset(
  trx: Trx,
  house: House,
  admin: Administrator,
  id: string,
  now: string,
): Promise<void> {
  await administer(trx, admin);
  const { name, active } = await personOf(trx, id);
  await notOneself(trx, admin, id, 'id');
  if (!active) throw refuse('id', 'officer_inactive', { name });
  const strong = await trx
    .selectFrom('account')
    .select('id')
    .where('id', '=', id)
    .where(hasSecondFactor)
    .executeTakeFirst();
  if (!strong) throw refuse('id', 'second_factor_none', { name });
  const alone = await isAlone(trx, admin, now);
  const reset = await trx
    .insertInto('second_factor_reset')
    .values({
      id: randomUUID(),
      participant: admin.participant,
      account_id: id,
      proposed_by: admin.id,
      proposed_at: now,
      alone,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!reset) throw refuse('id', 'second_factor_reset_open');
  await record(trx, admin, 'officer.second_factor_reset_proposed', { officer: id, reset: reset.id }, now);
  const news = { name, by: admin.name };
  if (alone) {
    await send(trx, house, admin, { reset: reset.id, officer: id }, now);
    await tell(trx, admin, { roles: ['auditor'] }, 'second_factor_reset_alone', news, now);
  } else await tell(trx, admin, { roles: ['admin'] }, 'second_factor_reset_proposed', news, now);
}

/** Confirms or refuses a reset; who proposed it may take it back. Throws 403, 404, 422 (`officer_confirm_own`, `officer_oneself`, `officer_inactive`). */
export async function decideReset(
  trx: Trx,
  house: House,
  admin: Administrator,
  id: string,
  decision: 'confirmed' | 'refused',
  now: string,
): Promise<void> {
  await administer(trx, admin);
  const { name, active } = await personOf(trx, id);
  const reset = await trx
    .selectFrom('second_factor_reset')
    .select(['id', 'proposed_by'])
    .where('account_id', '=', id)
    .where('decision', 'is', null)
    .executeTakeFirst();
  if (!reset) throw notFound();
  if (decision === 'confirmed') {
    await notOneself(trx, admin, id, 'id');
    if (reset.proposed_by === admin.id) throw refuse('id', 'officer_confirm_own');
    if (!active) throw refuse('id', 'officer_inactive', { name });
    await send(trx, house, admin, { reset: reset.id, officer: id }, now);
  } else {
    await trx
      .updateTable('second_factor_reset')
      .set({ decision, decided_by: admin.id, decided_at: now })
      .where('id', '=', reset.id)
      .execute();
    await record(trx, admin, 'officer.second_factor_reset_refused', { officer: id, reset: reset.id }, now);
  }
  const told = { accounts: [reset.proposed_by] };
  await tell(trx, admin, told, `second_factor_reset_${decision}`, { name, by: admin.name }, now);
}

/** It is decided: every session ends, and the link goes to the holder. */
async function send(
  trx: Trx,
  house: House,
  admin: Administrator,
  { reset, officer }: { reset: string; officer: string },
  now: string,
): Promise<void> {
  await trx
    .updateTable('second_factor_reset')
    .set({
      decision: 'confirmed',
      decided_by: admin.id,
      decided_at: now,
      token_hash: hashOf(resetToken(house, admin.participant, reset)),
      expires_at: new Date(Date.parse(now) + validDays * 86_400_000).toISOString(),
    })
    .where('id', '=', reset)
    .execute();
  await sql`update session set revoked_at = now() where account_id = ${officer} and revoked_at is null`.execute(trx);
  const { email } = await personOf(trx, officer);
  await trx
    .insertInto('mail')
    .values({
      id: randomUUID(),
      participant: admin.participant,
      reset_id: reset,
      address: email,
      at: now,
      next_attempt_at: now,
    })
    .execute();
  await record(trx, admin, 'officer.second_factor_reset_confirmed', { officer, reset }, now);
}

/** Whose second factor a link resets. Throws 404 for one that never was, was used, or is too old – they look the same. */
export async function opened(
  trx: Trx,
  token: string,
  now: string,
): Promise<{ id: string; email: string; password: string }> {
  const row = await trx
    .selectFrom('second_factor_reset')
    .innerJoin('account', 'account.id', 'second_factor_reset.account_id')
    .select(['account.id', 'account.email', 'account.password'])
    .where('token_hash', '=', hashOf(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .where('account.active', '=', true)
    .executeTakeFirst();
  if (!row) throw notFound();
  return row;
}

/**
 * Uses the link up: authenticator, recovery codes and passkeys go, what is open ends, and the account must set up a second
 * factor before it does anything else. The caller has checked the password. Throws 404 where its twin was quicker.
 */
export async function reset(trx: Trx, participant: string, token: string, now: string): Promise<void> {
  const { id } = await opened(trx, token, now);
  // One link is enough: those sent before it die with it.
  const { numUpdatedRows } = await trx
    .updateTable('second_factor_reset')
    .set({ used_at: now })
    .where('account_id', '=', id)
    .where('token_hash', 'is not', null)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw notFound();
  await remove(trx, id);
  await record(trx, { id, participant }, 'second_factor_reset', {}, now);
}

/** Authenticator, recovery codes and passkeys go, what is open ends, and another must be set up before anything else. */
async function remove(trx: Trx, id: string): Promise<void> {
  await sql`update account set totp = null, totp_pending = null, totp_step = 0, recovery_codes = '{}',
    otp_failures = 0, otp_paused_until = null, second_factor_due = true where id = ${id}`.execute(trx);
  await trx.deleteFrom('passkey').where('account_id', '=', id).execute();
  await sql`update session set revoked_at = now() where account_id = ${id} and revoked_at is null`.execute(trx);
}

/**
 * What the operator of the machine does for a single administrator who lost the own second factor, since nobody else can
 * (`pnpm admin second-factor remove`). The password stays theirs; the auditors are told, and the holder's mailbox.
 * @returns why it is refused, or null
 */
export async function removeByOperator(
  trx: Trx,
  participant: string,
  email: string,
  now: string,
): Promise<'unknown' | 'no_administrator' | 'not_alone' | 'none' | null> {
  await lock(trx, `officers of ${participant}`);
  const holder = await trx
    .selectFrom('account')
    .select(['id', 'name', 'roles', hasSecondFactor.as('strong')])
    .where('email', '=', email)
    .where('active', '=', true)
    .executeTakeFirst();
  if (!holder) return 'unknown';
  if (!holder.roles.includes('admin')) return 'no_administrator';
  const other = await trx
    .selectFrom('account')
    .select('id')
    .where('id', '<>', holder.id)
    .where('active', '=', true)
    .where(sql<boolean>`'admin' = any(roles)`)
    .executeTakeFirst();
  if (other) return 'not_alone';
  if (!holder.strong) return 'none';
  await remove(trx, holder.id);
  await noteAudit(trx, {
    participant,
    at: now,
    account_id: null,
    action: 'operator.second_factor_removed',
    detail: { officer: holder.id },
  });
  const told = { roles: ['auditor' as const], accounts: [holder.id] };
  await tell(trx, { participant }, told, 'second_factor_removed', { name: holder.name }, now);
  return null;
}
