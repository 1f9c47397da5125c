/** Invitations by link: who has the mailbox chooses the password, and nobody else ever knows it. */
import { createHash, randomUUID } from 'node:crypto';
import { lock, sql, type Trx } from '@rogatoria/db';
import type { Language, Role } from '@rogatoria/workflows';
import { invitationToken } from '../engine/invitation.ts';
import { notFound } from '../errors.ts';
import type { House } from '../house.ts';
import { type Administrator, administer, checkRoles, giveRoles, record, refuse, tell } from './officers.ts';
import type { InvitationView, InvitedView } from './schemas.ts';

const validDays = 7;

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

const expiry = (now: string) => new Date(Date.parse(now) + validDays * 86_400_000).toISOString();

/** Invites somebody. Throws 403, 422 (`invitation_account_exists`, `invitation_open`, `officer_role_unknown`). */
export async function invite(
  trx: Trx,
  house: House,
  admin: Administrator,
  { email, roles, language }: { email: string; roles: Role[]; language: Language },
  now: string,
): Promise<string> {
  await administer(trx, admin);
  checkRoles(admin.participant, roles, 'roles');
  // Only our own accounts are looked at: whether another State's officer has this address is not ours to learn.
  const known = await trx.selectFrom('account').select('id').where('email', '=', email).executeTakeFirst();
  if (known) throw refuse('email', 'invitation_account_exists');
  const id = randomUUID();
  const kept = await trx
    .insertInto('invitation')
    .values({
      id,
      participant: admin.participant,
      email,
      roles,
      language,
      invited_by: admin.id,
      created_at: now,
      issue: 1,
      token_hash: hashOf(invitationToken(house, admin.participant, id, 1)),
      expires_at: expiry(now),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!kept) throw refuse('email', 'invitation_open');
  await mailLink(trx, { id, participant: admin.participant, email }, now);
  await record(trx, admin, 'invitation.sent', { invitation: id, email, roles }, now);
  return id;
}

async function mailLink(trx: Trx, to: { id: string; participant: string; email: string }, now: string): Promise<void> {
  await trx
    .insertInto('mail')
    .values({
      id: randomUUID(),
      participant: to.participant,
      invitation_id: to.id,
      address: to.email,
      at: now,
      next_attempt_at: now,
    })
    .execute();
}

async function openInvitation(trx: Trx, id: string) {
  const row = await trx.selectFrom('invitation').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw notFound();
  if (row.accepted_at) throw refuse('id', 'invitation_accepted');
  if (row.withdrawn_at) throw refuse('id', 'invitation_withdrawn');
  return row;
}

/** Sends a new link, valid from now; the old one opens nothing any more. Throws 403, 404, 422. */
export async function reissue(trx: Trx, house: House, admin: Administrator, id: string, now: string): Promise<void> {
  await administer(trx, admin);
  const { participant, email, issue } = await openInvitation(trx, id);
  await trx
    .updateTable('invitation')
    .set({
      issue: issue + 1,
      token_hash: hashOf(invitationToken(house, participant, id, issue + 1)),
      expires_at: expiry(now),
      // who sends it answers for it
      invited_by: admin.id,
    })
    .where('id', '=', id)
    .execute();
  await mailLink(trx, { id, participant, email }, now);
  await record(trx, admin, 'invitation.sent_again', { invitation: id, issue: issue + 1 }, now);
}

/** Takes an invitation back: its link opens nothing any more. Throws 403, 404, 422. */
export async function withdraw(trx: Trx, admin: Administrator, id: string, now: string): Promise<void> {
  await administer(trx, admin);
  await openInvitation(trx, id);
  await trx.updateTable('invitation').set({ withdrawn_at: now }).where('id', '=', id).execute();
  await record(trx, admin, 'invitation.withdrawn', { invitation: id }, now);
}

/** What a link opens: 404 for one that never was, was replaced, used, taken back or is too old – they look the same. */
export async function invited(trx: Trx, token: string, now: string): Promise<InvitedView & { id: string }> {
  const row = await trx
    .selectFrom('invitation')
    .innerJoin('participant', 'participant.code', 'invitation.participant')
    .select([
      'invitation.id',
      'invitation.participant',
      'participant.authority',
      'invitation.email',
      'invitation.roles',
      'invitation.language',
      'invitation.expires_at',
    ])
    .where('token_hash', '=', hashOf(token))
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  if (!row) throw notFound();
  return { ...row, roles: row.roles as Role[] };
}

/**
 * Makes the account of an invited person, once. Ordinary roles count at once; powerful ones as if the inviting
 * administrator had proposed them now. Throws 404 as `invited`, 422 (`invitation_address_taken`).
 * @param person.password the hash, never the password
 */
export async function accept(
  trx: Trx,
  token: string,
  person: { name: string; language: Language; password: string },
  now: string,
): Promise<void> {
  const { id, participant } = await invited(trx, token, now);
  // In turn with whatever administrators change: one who ceases to be one takes their invitations with them.
  await lock(trx, `officers of ${participant}`);
  const account_id = randomUUID();
  const invitation = await trx
    .updateTable('invitation')
    .set({ accepted_at: now })
    .where('id', '=', id)
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .returning(['email', 'roles', 'invited_by'])
    .executeTakeFirst();
  if (!invitation) throw notFound(); // its twin was quicker
  const { email, invited_by } = invitation;
  const made = await trx
    .insertInto('account')
    .values({ id: account_id, participant, email, roles: [], created_at: now, ...person })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!made) throw refuse('token', 'invitation_address_taken');
  await trx.updateTable('invitation').set({ account_id }).where('id', '=', id).execute();
  const inviter = await trx
    .selectFrom('account')
    .select(['id', 'participant', 'name', 'roles'])
    .where('id', '=', invited_by)
    .executeTakeFirstOrThrow();
  const by: Administrator = { ...inviter, roles: inviter.roles as Role[] };
  await record(trx, { id: account_id, participant }, 'invitation.accepted', { invitation: id }, now);
  await giveRoles(trx, by, { id: account_id, name: person.name, roles: [] }, invitation.roles as Role[], now, 'new');
  const news = { name: person.name, email };
  await tell(trx, { id: account_id, participant }, { accounts: [invited_by] }, 'joined', news, now);
}

/** The invitations of a participant, the newest first. */
export async function invitationsOf(trx: Trx, now: string): Promise<InvitationView[]> {
  const rows = await trx
    .selectFrom('invitation')
    .innerJoin('account', 'account.id', 'invitation.invited_by')
    .select([
      'invitation.id',
      'invitation.email',
      'invitation.roles',
      'invitation.language',
      'account.name as invited_by',
      'invitation.created_at',
      'invitation.expires_at',
      'accepted_at',
      'withdrawn_at',
      sql<'waiting' | 'sent' | 'failed'>`(select case when sent_at is not null then 'sent'
        when failure is not null then 'failed' else 'waiting' end
        from mail where invitation_id = invitation.id order by at desc, id limit 1)`.as('mail'),
    ])
    .orderBy('invitation.created_at', 'desc')
    .orderBy('invitation.id')
    .limit(100)
    .execute();
  return rows.map(({ accepted_at, withdrawn_at, ...row }) => ({
    ...row,
    roles: row.roles as Role[],
    status: accepted_at ? 'accepted' : withdrawn_at ? 'withdrawn' : row.expires_at <= now ? 'expired' : 'open',
  }));
}
