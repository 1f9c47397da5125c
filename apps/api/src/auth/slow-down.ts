/**
 * Slowing down who guesses passwords, by account and not by address, without locking its holder out (OWASP, device cookies):
 * tries from a browser in which the account has signed in before are counted by themselves, those of all other browsers
 * together. Addresses that nobody has here are counted alike, so that the answer does not tell them apart. The counts are
 * rows, so several API processes count as one.
 */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { as, sql } from '@rogatoria/db';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { notify } from '../engine/notify.ts';
import { DomainError } from '../errors.ts';
import type { House } from '../house.ts';

/** Failures before each further try costs a wait, which doubles from one minute to an hour: policy. */
const freeTries = 10;
const longestWaitMinutes = 60;
const cookieName = 'rogatoria_device';
const cookiePath = '/api/session';
/** For so long a browser stays known after it was last signed in with. */
const knownDays = 180;

/** SQL: how long the next try waits after the last failure. */
const wait = sql`make_interval(mins => case when a.failures < ${freeTries} then 0
  else least(2 ^ least(a.failures - ${freeTries}, 10), ${longestWaitMinutes})::integer end)`;

/** Which account is meant: a keyed hash, so that the table names nobody. */
const accountKey = ({ keys }: House, email: string) =>
  createHmac('sha256', keys.secret('sign-in attempts')).update(email.toLowerCase()).digest('hex');
const hashOf = (cookie: string) => createHash('sha256').update(cookie).digest('hex');

export interface Attempt {
  account: string;
  /** '' for a browser that the account is not known in */
  browser: string;
  /** this try counted */
  failures: number;
}

/** Counts a try as failed before its password is looked at: of many at once none slips through. Throws 429 with a wait. */
export async function begin(house: House, request: FastifyRequest, email: string): Promise<Attempt> {
  const account = accountKey(house, email);
  const cookie = request.cookies[cookieName];
  return house.db.transaction().execute(async (trx) => {
    await sql`delete from sign_in_attempt where last_at < now() - make_interval(days => case browser when '' then 1
      else ${knownDays} end)`.execute(trx);
    const known = cookie
      ? await trx
          .selectFrom('sign_in_attempt')
          .select('browser')
          .where('account', '=', account)
          .where('browser', '=', hashOf(cookie))
          .executeTakeFirst()
      : undefined;
    const browser = known?.browser ?? '';
    // The time of the statement, not of the transaction: of two at once the one that began first may come second.
    const { rows } = await sql<{ failures: number }>`
      insert into sign_in_attempt as a (account, browser, failures) values (${account}, ${browser}, 1)
      on conflict (account, browser) do update set failures = a.failures + 1, last_at = clock_timestamp()
        where a.last_at + ${wait} <= clock_timestamp()
      returning failures`.execute(trx);
    if (rows[0]) return { account, browser, failures: rows[0].failures };
    const { rows: waiting } = await sql<{ seconds: number }>`
      select greatest(ceil(extract(epoch from a.last_at + ${wait} - clock_timestamp())), 1)::integer as seconds
      from sign_in_attempt a where account = ${account} and browser = ${browser}`.execute(trx);
    throw new DomainError(429, 'too_many', { retry_after: waiting[0]?.seconds ?? 60 });
  });
}

/** Takes a counted try back, because it was none of guessing; what others failed before stays. */
export async function forgive(house: House, { account, browser }: Attempt): Promise<void> {
  await sql`update sign_in_attempt set failures = case browser when '' then greatest(failures - 1, 0) else 0 end
    where account = ${account} and browser = ${browser}`.execute(house.db);
}

/** Remembers that the account has signed in in this browser: from now on its tries are counted by themselves. */
export async function know(house: House, request: FastifyRequest, reply: FastifyReply, email: string): Promise<void> {
  const given = request.cookies[cookieName];
  const cookie = given && /^[\w-]{43}$/.test(given) ? given : randomBytes(32).toString('base64url');
  await sql`insert into sign_in_attempt (account, browser, failures) values (${accountKey(house, email)}, ${hashOf(cookie)}, 0)
    on conflict (account, browser) do update set failures = 0, last_at = now()`.execute(house.db);
  reply.setCookie(cookieName, cookie, {
    path: cookiePath,
    httpOnly: true,
    sameSite: 'strict',
    secure: house.config.publicUrl.startsWith('https:'),
    maxAge: knownDays * 86_400,
  });
}

/** Tells the holder, in the page and by mail, once a day at most, that somebody fails to sign in as them elsewhere. */
export async function warn(
  house: House,
  { browser, failures }: Attempt,
  holder: { id: string; participant: string },
): Promise<void> {
  if (browser !== '' || failures < freeTries) return;
  const now = house.clock.now();
  await as(house.db, holder.participant, (trx) =>
    notify(
      trx,
      { id: null, number: null, own_reference: null, counterpart: holder.participant },
      {
        roles: [],
        accounts: [holder.id],
        key: 'account.sign_in_slowed',
        params: { count: failures },
        urgent: false,
        occasion: `account.sign_in_slowed:${now.slice(0, 10)}`,
        at: now,
      },
    ),
  );
  house.wake(holder.participant);
}
