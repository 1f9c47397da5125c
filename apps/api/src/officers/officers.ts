/** The officers of a participant: who they are, and what an administrator may change about them. */
import { randomUUID } from 'node:crypto';
import { lock, sql, type Trx } from '@rogatoria/db';
import { isPowerful, type Role, rolesIn } from '@rogatoria/workflows';
import { noteAudit } from '../engine/chains.ts';
import type { Officer } from '../engine/handle.ts';
import { notify } from '../engine/notify.ts';
import { DomainError, notFound } from '../errors.ts';
import type { OfficerView } from './schemas.ts';

/** An administrator at work: their name goes into what others are told. */
export type Administrator = Officer & { name: string };

/** SQL, beside `account`: whether it has an authenticator or a passkey. */
export const hasSecondFactor = sql<boolean>`(account.totp is not null
  or exists (select from passkey where passkey.account_id = account.id))`;

/** For so long after another administrator was there, one alone gives no powerful role: policy, no treaty sets it. */
export const aloneAfterDays = 7;

export const refuse = (field: string, rule: string, params: Record<string, string | number> = {}) =>
  new DomainError(422, 'invalid', { errors: [{ field, rule, params }] });

/**
 * Begins a change to the officers of a participant: changes come one at a time, and only from who is an active
 * administrator at this moment – two who remove each other at once cannot both succeed. Throws 403.
 */
export async function administer(trx: Trx, { id, participant }: Administrator): Promise<void> {
  await lock(trx, `officers of ${participant}`);
  const still = await trx
    .selectFrom('account')
    .select('id')
    .where('id', '=', id)
    .where('active', '=', true)
    .where(sql<boolean>`'admin' = any(roles)`)
    .executeTakeFirst();
  if (!still) throw new DomainError(403, 'role');
}

/**
 * Whether this administrator has no colleague who could confirm: none is active, and none was in the last seven days –
 * otherwise one could remove the other first and then give roles alone.
 */
export async function isAlone(trx: Trx, { id }: { id: string }, now: string): Promise<boolean> {
  const since = new Date(Date.parse(now) - aloneAfterDays * 86_400_000).toISOString();
  const other = await trx
    .selectFrom('account')
    .select('id')
    .where('id', '<>', id)
    .where((eb) =>
      eb.or([
        eb.and([eb('active', '=', true), sql<boolean>`'admin' = any(roles)`]),
        eb('administered_until', '>', since),
      ]),
    )
    .executeTakeFirst();
  return !other;
}

/** Notes in the participant's audit trail who changed what, in the transaction of the change. */
export async function record(
  trx: Trx,
  admin: { id: string; participant: string },
  action: string,
  detail: object,
  now: string,
): Promise<void> {
  await noteAudit(trx, { participant: admin.participant, at: now, account_id: admin.id, action, detail });
}

/** Tells people of their own account or of their colleagues': `notice.account.<key>`. Never about cases. */
export async function tell(
  trx: Trx,
  /** who caused it, and is not told; nobody of the participant where the operator did */
  { participant, id }: { participant: string; id?: string },
  to: { accounts?: string[]; roles?: Role[] },
  key: string,
  params: Record<string, string | number>,
  now: string,
): Promise<void> {
  await notify(
    trx,
    { id: null, number: null, own_reference: null, counterpart: participant },
    {
      roles: to.roles ?? [],
      accounts: to.accounts ?? [],
      key: `account.${key}`,
      params,
      urgent: false,
      occasion: `account.${key}:${randomUUID()}`,
      at: now,
      except: id,
    },
  );
}

export interface Person {
  id: string;
  name: string;
  email: string;
  roles: string[];
  active: boolean;
}

/** An officer of one's own participant. Throws 404. */
export async function personOf(trx: Trx, id: string): Promise<Person> {
  const person = await trx
    .selectFrom('account')
    .select(['id', 'name', 'email', 'roles', 'active'])
    .where('id', '=', id)
    .where('service', '=', false)
    .executeTakeFirst();
  if (!person) throw notFound();
  return person;
}

/** Refuses roles that this participant does not have. */
export function checkRoles(participant: string, asked: readonly Role[], field: string): void {
  const unknown = asked.find((role) => !rolesIn(participant).includes(role));
  if (unknown) throw refuse(field, 'officer_role_unknown', { role: unknown });
}

/** Refuses what an administrator does to their own account; the last one hears why nobody else can either. */
export async function notOneself(trx: Trx, admin: Administrator, id: string, field: string): Promise<void> {
  if (id !== admin.id) return;
  const other = await trx
    .selectFrom('account')
    .select('id')
    .where('id', '<>', id)
    .where('active', '=', true)
    .where(sql<boolean>`'admin' = any(roles)`)
    .executeTakeFirst();
  throw refuse(field, other ? 'officer_oneself' : 'officer_last_admin');
}

/**
 * Gives and takes roles. What is taken is gone at once. An ordinary role is given at once; a powerful one is proposed,
 * and given when another administrator confirms – or at once where the administrator is alone.
 * Throws 403, 404, 422 (`officer_oneself`, `officer_last_admin`, `officer_inactive`, `officer_role_unknown`).
 */
export async function changeRoles(
  trx: Trx,
  admin: Administrator,
  id: string,
  { give, take }: { give: readonly Role[]; take: readonly Role[] },
  now: string,
): Promise<void> {
  await administer(trx, admin);
  const person = await personOf(trx, id);
  await notOneself(trx, admin, id, give.length > 0 ? 'give' : 'take');
  if (!person.active) throw refuse(give.length > 0 ? 'give' : 'take', 'officer_inactive', { name: person.name });
  checkRoles(admin.participant, give, 'give');
  const taken = take.filter((role) => person.roles.includes(role));
  const left = person.roles.filter((role) => !take.includes(role as Role)) as Role[];
  if (taken.length > 0) {
    await setRoles(trx, id, left, now);
    await record(trx, admin, 'officer.roles_taken', { officer: id, roles: taken }, now);
    for (const role of taken) await tell(trx, admin, { accounts: [id] }, 'role_taken', { role, by: admin.name }, now);
  }
  await trx
    .updateTable('role_proposal')
    .set({ decision: 'withdrawn', decided_by: admin.id, decided_at: now })
    .where('account_id', '=', id)
    .where('decision', 'is', null)
    .where('role', 'in', [...take, ''])
    .execute();
  const wanted = give.filter((role) => !left.includes(role) && !take.includes(role));
  await giveRoles(trx, admin, { ...person, roles: left }, wanted, now);
}

/** Gives ordinary roles, and proposes or – alone – gives powerful ones. The caller has begun with `administer`. */
export async function giveRoles(
  trx: Trx,
  by: Administrator,
  person: Pick<Person, 'id' | 'name' | 'roles'>,
  wanted: readonly Role[],
  now: string,
  /** a new officer has just read in the invitation what they are given */
  who: 'new' | 'known' = 'known',
): Promise<void> {
  const alone = await isAlone(trx, by, now);
  const given = wanted.filter((role) => alone || !isPowerful(role));
  const proposed = wanted.filter((role) => !given.includes(role));
  if (given.length > 0) {
    await setRoles(trx, person.id, [...(person.roles as Role[]), ...given], now);
    await record(trx, by, 'officer.roles_given', { officer: person.id, roles: given, alone }, now);
    for (const role of given) {
      if (who === 'known') await tell(trx, by, { accounts: [person.id] }, 'role_given', { role, by: by.name }, now);
      // Where no second administrator looks, the auditors do.
      if (isPowerful(role))
        await tell(trx, by, { roles: ['auditor'] }, 'role_given_alone', { role, name: person.name, by: by.name }, now);
    }
  }
  for (const role of proposed) {
    const kept = await trx
      .insertInto('role_proposal')
      .values({
        id: randomUUID(),
        participant: by.participant,
        account_id: person.id,
        role,
        proposed_by: by.id,
        proposed_at: now,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!kept) continue;
    await record(trx, by, 'officer.role_proposed', { officer: person.id, role }, now);
    await tell(trx, by, { roles: ['admin'] }, 'role_proposed', { role, name: person.name, by: by.name }, now);
  }
}

/** Confirms or refuses a proposed role. Throws 403, 404, 422 (`officer_confirm_own`, `officer_oneself`, `officer_inactive`). */
export async function decideProposal(
  trx: Trx,
  admin: Administrator,
  id: string,
  role: Role,
  decision: 'confirmed' | 'refused',
  now: string,
): Promise<void> {
  await administer(trx, admin);
  const person = await personOf(trx, id);
  const proposal = await trx
    .selectFrom('role_proposal')
    .select(['id', 'proposed_by'])
    .where('account_id', '=', id)
    .where('role', '=', role)
    .where('decision', 'is', null)
    .executeTakeFirst();
  if (!proposal) throw notFound();
  if (decision === 'confirmed') {
    await notOneself(trx, admin, id, 'role');
    if (proposal.proposed_by === admin.id) throw refuse('role', 'officer_confirm_own');
    if (!person.active) throw refuse('role', 'officer_inactive', { name: person.name });
  }
  await trx
    .updateTable('role_proposal')
    .set({ decision, decided_by: admin.id, decided_at: now })
    .where('id', '=', proposal.id)
    .execute();
  await record(trx, admin, `officer.role_${decision}`, { officer: id, role, proposed_by: proposal.proposed_by }, now);
  if (decision === 'confirmed') {
    if (!person.roles.includes(role)) await setRoles(trx, id, [...(person.roles as Role[]), role], now);
    await tell(trx, admin, { accounts: [id] }, 'role_given', { role, by: admin.name }, now);
  }
  const accounts = [proposal.proposed_by];
  await tell(trx, admin, { accounts }, `role_${decision}`, { role, name: person.name, by: admin.name }, now);
}

/**
 * Ends an officer's access: sessions at once, open invitations they sent and proposals about them withdrawn. Their files
 * stay with the authority, whose drafters and approvers are told how many. Throws 403, 404, 422.
 */
export async function deactivate(
  trx: Trx,
  admin: Administrator,
  id: string,
  reason: string,
  now: string,
): Promise<void> {
  await administer(trx, admin);
  const person = await personOf(trx, id);
  await notOneself(trx, admin, id, 'id');
  if (!person.active) throw refuse('id', 'officer_inactive', { name: person.name });
  await trx.updateTable('account').set({ active: false }).where('id', '=', id).execute();
  if (person.roles.includes('admin')) await ceased(trx, id, now);
  // Sessions live in real time, whatever the demonstration's clock says.
  await sql`update session set revoked_at = now() where account_id = ${id} and revoked_at is null`.execute(trx);
  await trx
    .updateTable('role_proposal')
    .set({ decision: 'withdrawn', decided_by: admin.id, decided_at: now })
    .where('account_id', '=', id)
    .where('decision', 'is', null)
    .execute();
  await trx
    .updateTable('second_factor_reset')
    .set({ decision: 'withdrawn', decided_by: admin.id, decided_at: now })
    .where('account_id', '=', id)
    .where('decision', 'is', null)
    .execute();
  await record(trx, admin, 'officer.deactivated', { officer: id, reason }, now);
  const open = (await openFiles(trx, [id])).length;
  if (open > 0)
    await tell(trx, admin, { roles: ['drafter', 'approver'] }, 'files_left', { name: person.name, count: open }, now);
}

/** Lets an officer back in, with their ordinary roles; powerful ones are given anew. Throws 403, 404, 422. */
export async function reactivate(trx: Trx, admin: Administrator, id: string, now: string): Promise<void> {
  await administer(trx, admin);
  const person = await personOf(trx, id);
  if (person.active) throw refuse('id', 'officer_active', { name: person.name });
  const roles = person.roles as Role[];
  const ordinary = roles.filter((role) => !isPowerful(role));
  await trx.updateTable('account').set({ active: true, roles: ordinary }).where('id', '=', id).execute();
  await record(trx, admin, 'officer.reactivated', { officer: id, roles: ordinary }, now);
  await tell(trx, admin, { accounts: [id] }, 'reactivated', { by: admin.name }, now);
  await giveRoles(trx, admin, { ...person, roles: ordinary }, roles.filter(isPowerful), now);
}

async function setRoles(trx: Trx, id: string, roles: readonly Role[], now: string): Promise<void> {
  const before = await personOf(trx, id);
  await trx
    .updateTable('account')
    .set({ roles: [...new Set(roles)] })
    .where('id', '=', id)
    .execute();
  if (before.roles.includes('admin') && !roles.includes('admin')) await ceased(trx, id, now);
}

/** Somebody is no longer an administrator: since when, and the links they sent and tokens they gave wait for nobody any more. */
async function ceased(trx: Trx, id: string, now: string): Promise<void> {
  await trx.updateTable('account').set({ administered_until: now }).where('id', '=', id).execute();
  await trx
    .updateTable('invitation')
    .set({ withdrawn_at: now })
    .where('invited_by', '=', id)
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .execute();
  await trx
    .updateTable('service_token')
    .set({ decision: 'withdrawn', decided_by: id, decided_at: now })
    .where('issued_by', '=', id)
    .where('decision', 'is', null)
    .execute();
}

/** Files that these officers drafted and that are not closed. */
function openFiles(trx: Trx, drafters: readonly string[]) {
  return trx
    .selectFrom('case_file')
    .select(['id', 'drafter', 'kind', 'counterpart', 'number', 'created_at as since'])
    .where('drafter', 'in', [...drafters])
    .where('outcome', 'is', null)
    .where('state', '<>', 'discarded')
    .orderBy('created_at')
    .execute();
}

/** The officers of the reader's participant, or one of them: the active ones first, by name. */
export async function officersOf(trx: Trx, reader: { id: string }, only?: string): Promise<OfficerView[]> {
  let query = trx
    .selectFrom('account')
    .select(['id', 'name', 'email', 'language', 'roles', 'active', hasSecondFactor.as('second_factor')])
    .select((eb) =>
      eb
        .selectFrom('session')
        .whereRef('session.account_id', '=', 'account.id')
        .select(({ fn }) => fn.max('session.created_at').as('at'))
        .as('last_sign_in'),
    )
    .where('service', '=', false)
    .orderBy('active', 'desc')
    .orderBy('name')
    .orderBy('id');
  if (only) query = query.where('id', '=', only);
  const rows = await query.execute();
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const files = await openFiles(trx, ids);
  const proposals = await trx
    .selectFrom('role_proposal')
    .innerJoin('account', 'account.id', 'role_proposal.proposed_by')
    .select(['account_id', 'role', 'proposed_at', 'proposed_by', 'account.name'])
    .where('decision', 'is', null)
    .where('account_id', 'in', ids)
    .orderBy('proposed_at')
    .execute();
  const resets = await trx
    .selectFrom('second_factor_reset')
    .innerJoin('account', 'account.id', 'second_factor_reset.proposed_by')
    .select(['account_id', 'proposed_at', 'proposed_by', 'account.name'])
    .where('decision', 'is', null)
    .where('account_id', 'in', ids)
    .execute();
  const resetOf = (id: string) => {
    const found = resets.find(({ account_id }) => account_id === id);
    if (!found) return null;
    return { proposed_by: found.name, proposed_at: found.proposed_at, mine: found.proposed_by === reader.id };
  };
  return rows.map((row) => ({
    ...row,
    roles: row.roles as Role[],
    self: row.id === reader.id,
    second_factor_reset: resetOf(row.id),
    proposals: proposals
      .filter(({ account_id }) => account_id === row.id)
      .map(({ role, proposed_at, proposed_by, name }) => ({
        role: role as Role,
        proposed_by: name,
        proposed_at,
        mine: proposed_by === reader.id,
      })),
    open_files: files
      .filter(({ drafter }) => drafter === row.id)
      .map(({ id, kind, counterpart, number, since }) => ({ id, kind, counterpart, number, since })),
  }));
}
