/**
 * Renewing a session (ADR 0009). A refresh token is used once and gives out the next of its family; one that comes back
 * used ends the session, because two hold it. One exception: whose answer was lost may ask again at once, and gets the
 * same answer. Sessions live in real time, whatever the demonstration's clock says.
 */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { as, sql, type Trx } from '@rogatoria/db';
import type { House } from '../house.ts';

/** A session ends after this long without renewal, and after `sessionHours` in any case. */
export const idleHours = 2;
export const sessionHours = 12;
/** How long, in seconds, whose answer was lost may ask again. */
const graceSeconds = 10;

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

/** The next of a family: made from its predecessor, so that a lost answer can be given again without being kept. */
function successor(house: House, token: string): string {
  const next = createHmac('sha256', house.keys.secret('refresh tokens')).update(token).digest('base64url');
  return `${token.slice(0, 3)}.${next}`;
}

/** The first refresh token of a session. The participant in front says where to look it up. */
export async function firstToken(trx: Trx, participant: string, session: string): Promise<string> {
  const token = `${participant}.${randomBytes(32).toString('base64url')}`;
  await trx
    .insertInto('refresh_token')
    .values({ hash: hashOf(token), participant, session_id: session, generation: 1, used_at: null })
    .execute();
  return token;
}

export type Renewal =
  | { outcome: 'renewed'; session: string; account: string; participant: string; token: string; seconds: number }
  | { outcome: 'ended' }
  | { outcome: 'replayed'; account: string; participant: string; session: string };

/** Takes a refresh token for the next. `ended`: unknown, revoked, idle or over. `replayed`: it was used before. */
export async function renew(house: House, token: string): Promise<Renewal> {
  if (!/^[A-Z]{3}\.[\w-]{43}$/.test(token)) return { outcome: 'ended' };
  const participant = token.slice(0, 3);
  return as(house.db, participant, async (trx): Promise<Renewal> => {
    // Both rows locked: of two that come at once the second sees what the first did.
    const { rows } = await sql<{
      session: string;
      account: string;
      generation: number;
      used: boolean;
      recent: boolean;
      repeated: boolean;
      seconds: number;
    }>`
      select s.id as session, s.account_id as account, r.generation, r.used_at is not null as used, r.repeated,
        coalesce(r.used_at > now() - make_interval(secs => ${graceSeconds}), false) as recent,
        extract(epoch from s.expires_at - now())::integer as seconds
      from refresh_token r join session s on s.id = r.session_id join account a on a.id = s.account_id
      where r.hash = ${hashOf(token)} and a.active and s.revoked_at is null and s.expires_at > now()
        and s.renewed_at > now() - make_interval(hours => ${idleHours})
      for update of r, s`.execute(trx);
    const [row] = rows;
    if (!row) return { outcome: 'ended' };
    const { session, account, generation, seconds } = row;
    const next = successor(house, token);
    if (!row.used) {
      await sql`update refresh_token set used_at = now() where hash = ${hashOf(token)}`.execute(trx);
      await trx
        .insertInto('refresh_token')
        .values({ hash: hashOf(next), participant, session_id: session, generation: generation + 1, used_at: null })
        .execute();
      await sql`update session set renewed_at = now() where id = ${session}`.execute(trx);
      return { outcome: 'renewed', session, account, participant, token: next, seconds };
    }
    const unused = await trx
      .selectFrom('refresh_token')
      .select('hash')
      .where('hash', '=', hashOf(next))
      .where('used_at', 'is', null)
      .executeTakeFirst();
    if (unused && row.recent && !row.repeated) {
      await trx.updateTable('refresh_token').set({ repeated: true }).where('hash', '=', hashOf(token)).execute();
      return { outcome: 'renewed', session, account, participant, token: next, seconds };
    }
    await sql`update session set revoked_at = now() where id = ${session}`.execute(trx);
    return { outcome: 'replayed', account, participant, session };
  });
}
