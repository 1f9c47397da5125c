/**
 * Accounts of a ministry's own systems (docs/adr/0017-service-accounts.md). A token opens files, and administrators see
 * none: so each token is given by one administrator and in force once another confirms it, the first and every later one.
 */
import { randomUUID } from 'node:crypto';
import { as, sql, type Trx } from '@rogatoria/db';
import type { Language } from '@rogatoria/workflows';
import { overlapHours, type Scope } from '@rogatoria/workflows/scopes.ts';
import { newToken, opens } from '../auth/service-token.ts';
import { notify } from '../engine/notify.ts';
import { notFound } from '../errors.ts';
import type { House } from '../house.ts';
import { type Administrator, administer, isAlone, record, refuse, tell } from './officers.ts';
import type { ServiceAccountView } from './service-account-views.ts';

/** As many at a time: policy, against lists that nobody reads. */
const most = 20;
const day = 86_400_000;

interface Service {
  id: string;
  name: string;
  revoked_at: string | null;
}

const later = (now: string, ms: number) => new Date(Date.parse(now) + ms).toISOString();

/**
 * Enters a system and gives it its first token, which the caller shows once and keeps nowhere.
 * Throws 403, 422 (`service_name_taken`, `service_too_many`).
 */
export async function createService(
  trx: Trx,
  admin: Administrator & { language: Language },
  { name, purpose, scopes, days }: { name: string; purpose: string; scopes: readonly Scope[]; days: number },
  now: string,
): Promise<{ id: string; token: string }> {
  await administer(trx, admin);
  const { participant } = admin;
  // The record names it: it may not be taken for an officer, nor for another system that stands.
  const taken = await trx
    .selectFrom('account')
    .leftJoin('service_account', 'account_id', 'account.id')
    .select('account.id')
    .where(sql`lower(account.name)`, '=', name.toLowerCase())
    .where('service_account.revoked_at', 'is', null)
    .executeTakeFirst();
  if (taken) throw refuse('name', 'service_name_taken', { name });
  const { count } = await trx
    .selectFrom('service_account')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('revoked_at', 'is', null)
    .executeTakeFirstOrThrow();
  if (count >= most) throw refuse('name', 'service_too_many', { count: most });
  const id = randomUUID();
  const { language } = admin;
  await trx
    .insertInto('account')
    .values({
      id,
      participant,
      email: null,
      password: null,
      name,
      roles: [],
      language,
      active: false,
      service: true,
      created_at: now,
    })
    .execute();
  await trx
    .insertInto('service_account')
    .values({ account_id: id, participant, purpose, scopes: [...scopes], created_by: admin.id, created_at: now })
    .execute();
  await record(trx, admin, 'service_account.created', { service_account: id, name, scopes }, now);
  return { id, token: await issue(trx, admin, { id, name }, days, now) };
}

/**
 * Gives a system a new token; the one before opens for a day after the new one is confirmed.
 * Throws 403, 404, 422 (`service_revoked`, `service_waiting`).
 */
export async function renewService(
  trx: Trx,
  admin: Administrator,
  id: string,
  days: number,
  now: string,
): Promise<string> {
  await administer(trx, admin);
  const service = await standing(trx, id);
  if (await waitingToken(trx, id)) throw refuse('id', 'service_waiting', { name: service.name });
  return issue(trx, admin, service, days, now);
}

async function issue(
  trx: Trx,
  admin: Administrator,
  { id, name }: { id: string; name: string },
  days: number,
  now: string,
): Promise<string> {
  const { token, hash } = newToken(admin.participant);
  const alone = await isAlone(trx, admin, now);
  const expires_at = later(now, days * day);
  const issued = randomUUID();
  await trx
    .insertInto('service_token')
    .values({
      id: issued,
      participant: admin.participant,
      account_id: id,
      token_hash: hash,
      issued_by: admin.id,
      issued_at: now,
      expires_at,
      alone,
    })
    .execute();
  const detail = { service_account: id, token: issued, expires_at, alone };
  await record(trx, admin, 'service_account.token_issued', detail, now);
  const news = { name, by: admin.name };
  if (alone) {
    await enforce(trx, admin, { id: issued, account_id: id }, now);
    await tell(trx, admin, { roles: ['auditor'] }, 'service_alone', news, now);
  } else await tell(trx, admin, { roles: ['admin'] }, 'service_proposed', news, now);
  return token;
}

/**
 * Confirms a token that another administrator gave, refuses it, or takes one's own back. A system whose first token is
 * refused is revoked. Throws 403, 404, 422 (`service_confirm_own`).
 */
export async function decideToken(
  trx: Trx,
  admin: Administrator,
  id: string,
  decision: 'confirmed' | 'refused',
  now: string,
): Promise<void> {
  await administer(trx, admin);
  const { name } = await standing(trx, id);
  const token = await waitingToken(trx, id);
  if (!token) throw notFound();
  if (decision === 'confirmed') {
    if (token.issued_by === admin.id) throw refuse('id', 'service_confirm_own');
    await enforce(trx, admin, { id: token.id, account_id: id }, now);
  } else {
    await trx
      .updateTable('service_token')
      .set({ decision, decided_by: admin.id, decided_at: now })
      .where('id', '=', token.id)
      .execute();
    await record(trx, admin, 'service_account.token_refused', { service_account: id, token: token.id }, now);
    const before = await trx
      .selectFrom('service_token')
      .select('id')
      .where('account_id', '=', id)
      .where('decision', '=', 'confirmed')
      .executeTakeFirst();
    if (!before) await end(trx, admin, id, now);
  }
  const told = { accounts: [token.issued_by] };
  await tell(trx, admin, told, `service_${decision}`, { name, by: admin.name }, now);
}

/** A token is in force: the account is open, and the token before has its last day. */
async function enforce(
  trx: Trx,
  admin: Administrator,
  { id, account_id }: { id: string; account_id: string },
  now: string,
): Promise<void> {
  await trx
    .updateTable('service_token')
    .set({ replaced_until: later(now, overlapHours * 3_600_000) })
    .where('account_id', '=', account_id)
    .where('decision', '=', 'confirmed')
    .where('replaced_until', 'is', null)
    .execute();
  await trx
    .updateTable('service_token')
    .set({ decision: 'confirmed', decided_by: admin.id, decided_at: now })
    .where('id', '=', id)
    .execute();
  await trx.updateTable('account').set({ active: true }).where('id', '=', account_id).execute();
  await record(trx, admin, 'service_account.token_confirmed', { service_account: account_id, token: id }, now);
}

/** Shuts a system out, at once and for good. Throws 403, 404, 422 (`service_revoked`). */
export async function revokeService(trx: Trx, admin: Administrator, id: string, now: string): Promise<void> {
  await administer(trx, admin);
  const { name } = await standing(trx, id);
  await end(trx, admin, id, now);
  await tell(trx, admin, { roles: ['admin'] }, 'service_revoked', { name, by: admin.name }, now);
}

async function end(trx: Trx, admin: Administrator, id: string, now: string): Promise<void> {
  await trx
    .updateTable('service_account')
    .set({ revoked_by: admin.id, revoked_at: now })
    .where('account_id', '=', id)
    .execute();
  await trx.updateTable('account').set({ active: false }).where('id', '=', id).execute();
  await trx
    .updateTable('service_token')
    .set({ decision: 'withdrawn', decided_by: admin.id, decided_at: now })
    .where('account_id', '=', id)
    .where('decision', 'is', null)
    .execute();
  await record(trx, admin, 'service_account.revoked', { service_account: id }, now);
}

/** A system of one's own participant that was not revoked. Throws 404, 422 (`service_revoked`). */
async function standing(trx: Trx, id: string): Promise<Service> {
  const service = await trx
    .selectFrom('service_account')
    .innerJoin('account', 'account.id', 'account_id')
    .select(['account.id', 'account.name', 'revoked_at'])
    .where('account_id', '=', id)
    .executeTakeFirst();
  if (!service) throw notFound();
  if (service.revoked_at) throw refuse('id', 'service_revoked', { name: service.name });
  return service;
}

const waitingToken = (trx: Trx, account: string) =>
  trx
    .selectFrom('service_token')
    .select(['id', 'issued_by'])
    .where('account_id', '=', account)
    .where('decision', 'is', null)
    .executeTakeFirst();

/** The systems of the reader's participant, or one of them: those that stand first, by name. */
export async function servicesOf(
  trx: Trx,
  reader: { id: string },
  now: string,
  only?: string,
): Promise<ServiceAccountView[]> {
  let query = trx
    .selectFrom('service_account')
    .innerJoin('account', 'account.id', 'account_id')
    .innerJoin('account as creator', 'creator.id', 'created_by')
    .leftJoin('account as revoker', 'revoker.id', 'revoked_by')
    .select(['account.id', 'account.name', 'purpose', 'scopes', 'creator.name as created_by'])
    .select(['service_account.created_at', 'revoker.name as revoked_by', 'revoked_at'])
    .orderBy(sql`revoked_at is not null`)
    .orderBy('account.name')
    .orderBy('account.id')
    .limit(200);
  if (only) query = query.where('account_id', '=', only);
  const services = await query.execute();
  if (services.length === 0) return [];
  const tokens = await trx
    .selectFrom('service_token')
    .innerJoin('account as issuer', 'issuer.id', 'issued_by')
    .leftJoin('account as decider', 'decider.id', 'decided_by')
    .select(['account_id', 'issued_by', 'issuer.name as issuer', 'issued_at', 'expires_at', 'decision', 'alone'])
    .select(['decider.name as decider', 'decided_at', 'replaced_until', 'last_used_at', opens(now).as('opens')])
    .where(
      'account_id',
      'in',
      services.map(({ id }) => id),
    )
    .orderBy('issued_at', 'desc')
    .execute();
  return services.map((service) => {
    const own = tokens.filter(({ account_id }) => account_id === service.id);
    const last = own.find(({ decision }) => decision === 'confirmed');
    const open = own.find(({ decision }) => decision === null);
    const before = own.find((token) => token.opens && token.replaced_until !== null);
    const status = service.revoked_at
      ? ('revoked' as const)
      : own.some((token) => token.opens)
        ? ('in_force' as const)
        : open
          ? ('waiting' as const)
          : ('lapsed' as const);
    return {
      ...service,
      scopes: service.scopes as Scope[],
      status,
      token:
        last?.decided_at != null
          ? {
              issued_by: last.issuer,
              confirmed_by: last.alone ? null : last.decider,
              confirmed_at: last.decided_at,
              expires_at: last.expires_at,
            }
          : null,
      waiting: open
        ? {
            issued_by: open.issuer,
            issued_at: open.issued_at,
            expires_at: open.expires_at,
            mine: open.issued_by === reader.id,
          }
        : null,
      replaced_until: status === 'in_force' ? (before?.replaced_until ?? null) : null,
      last_used_at:
        own
          .map((token) => token.last_used_at)
          .filter((at) => at !== null)
          .sort()
          .at(-1) ?? null,
    };
  });
}

/** Days before the end at which the administrators are told, as long as half the validity is over; 0: it has ended. */
const warnings = [0, 1, 7, 30] as const;

/** Tells the administrators ahead of each token that ends, and when it has: once for each distance. */
export async function sweepServices(house: House, participant: string, now: string): Promise<void> {
  await as(house.db, participant, async (trx) => {
    const ending = await trx
      .selectFrom('service_token')
      .innerJoin('service_account', 'service_account.account_id', 'service_token.account_id')
      .innerJoin('account', 'account.id', 'service_token.account_id')
      .select(['service_token.id', 'account.name', 'issued_at', 'expires_at'])
      .where('decision', '=', 'confirmed')
      .where('replaced_until', 'is', null)
      .where('revoked_at', 'is', null)
      .where('expires_at', '<', later(now, 30 * day))
      .where('expires_at', '>', later(now, -7 * day))
      .execute();
    for (const { id, name, issued_at, expires_at } of ending) {
      const left = (Date.parse(expires_at) - Date.parse(now)) / day;
      const validity = (Date.parse(expires_at) - Date.parse(issued_at)) / day;
      const days = warnings.find((one) => left <= one && one <= validity / 2);
      if (days === undefined) continue;
      await notify(
        trx,
        { id: null, number: null, own_reference: null, counterpart: participant },
        {
          roles: ['admin'],
          key: days === 0 ? 'account.service_expired' : 'account.service_expires',
          params: { name, until: Date.parse(expires_at) },
          urgent: false,
          occasion: `service_token:${id}:${days}`,
          at: now,
        },
      );
    }
  });
}
