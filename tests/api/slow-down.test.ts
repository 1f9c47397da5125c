// Who guesses the password of an account is slowed down wherever they sit, and its holder is not locked out.
import { randomUUID } from 'node:crypto';
import { buildApp } from '@rogatoria/api/app.ts';
import { demoPassword } from '@rogatoria/api/demo/people.ts';
import type { App } from '@rogatoria/api/server.ts';
import { as, sql } from '@rogatoria/db';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startOfTests, type TestHouse, testHouse } from '../harness/house.ts';

let t: TestHouse;
/** Another process of the same installation. */
let second: App;
beforeAll(async () => {
  t = await testHouse();
  second = await buildApp(t.house);
  await second.ready();
});
afterAll(async () => {
  await second.close();
  await t.close();
});

let guests = 0;
/** One try, each from an address of its own and by either process in turn. */
async function attempt(email: string, password: string, device?: string) {
  const n = guests++;
  const answer = await (n % 2 ? second : t.app).inject({
    method: 'POST',
    url: '/api/session',
    remoteAddress: `10.77.${n >> 8}.${n & 255}`,
    payload: { email, password },
    ...(device ? { cookies: { rogatoria_device: device } } : {}),
  });
  return {
    status: answer.statusCode,
    wait: Number(answer.headers['retry-after'] ?? 0),
    body: answer.json(),
    device: answer.cookies.find(({ name }) => name === 'rogatoria_device')?.value,
  };
}
const guess = (email: string, device?: string) => attempt(email, 'a guess', device);

async function account(state = 'BRA'): Promise<{ id: string; email: string }> {
  const [id, email] = [randomUUID(), `${randomUUID()}@demo.test`];
  await as(t.house.db, state, async (trx) => {
    const { password } = await trx.selectFrom('account').select('password').limit(1).executeTakeFirstOrThrow();
    const person = { id, participant: state, email, name: 'Outra Pessoa', roles: ['drafter'], password };
    await trx
      .insertInto('account')
      .values({ ...person, language: 'pt', created_at: startOfTests })
      .execute();
  });
  return { id, email };
}
const noticesOf = (id: string) =>
  as(t.house.db, 'BRA', (trx) => trx.selectFrom('notification').select('key').where('account_id', '=', id).execute());
/** Minutes pass for every count. */
const pass = (minutes: number) =>
  sql`update sign_in_attempt set last_at = last_at - make_interval(mins => ${minutes})`.execute(t.house.db);

test('ten wrong passwords from ten addresses: the eleventh waits, right or wrong; the holder’s own browser gets in', async () => {
  const { id, email } = await account();
  const { device } = await attempt(email, demoPassword);
  for (let n = 0; n < 10; n++) expect((await guess(email)).status).toBe(401);
  const refused = await attempt(email.toUpperCase(), demoPassword);
  expect([refused.status, refused.body.code, refused.wait]).toEqual([429, 'too_many', refused.body.retry_after]);
  expect(refused.wait).toBeGreaterThan(0);
  expect(refused.wait).toBeLessThanOrEqual(60);
  expect((await attempt(email, demoPassword, device)).status).toBe(200);
  // Whose browser is known for another account is a stranger to this one.
  const { device: other } = await attempt((await account()).email, demoPassword);
  expect((await attempt(email, demoPassword, other)).status).toBe(429);
  expect((await attempt(email, demoPassword, 'A'.repeat(43))).status).toBe(429);
  // An account of another name goes on as if nothing were.
  expect((await guess((await account()).email)).status).toBe(401);
  expect(await noticesOf(id)).toEqual([{ key: 'account.sign_in_slowed' }]);
});

test('a known browser is counted by itself: who sits at it is slowed too, and only there', async () => {
  const { email } = await account();
  const { device } = await attempt(email, demoPassword);
  for (let n = 0; n < 10; n++) expect((await guess(email, device)).status).toBe(401);
  expect((await attempt(email, demoPassword, device)).status).toBe(429);
  expect((await attempt(email, demoPassword)).status).toBe(200);
});

test('an address that nobody has is answered alike', async () => {
  const nobody = `${randomUUID()}@demo.test`;
  for (let n = 0; n < 10; n++) expect((await guess(nobody)).status).toBe(401);
  const [theirs, ours] = [await guess(nobody), await account()];
  for (let n = 0; n < 10; n++) await guess(ours.email);
  const refused = await guess(ours.email);
  expect([theirs.status, Object.keys(theirs.body)]).toEqual([refused.status, Object.keys(refused.body)]);
});

test('waits double, one try each; a day later the count begins anew', async () => {
  const { email } = await account();
  for (let n = 0; n < 10; n++) await guess(email);
  for (const minutes of [1, 2, 4, 8]) {
    const { status, wait } = await guess(email);
    expect([status, Math.ceil(wait / 60)]).toEqual([429, minutes]);
    await pass(minutes);
    expect((await guess(email)).status).toBe(401);
  }
  await pass(24 * 60);
  for (let n = 0; n < 10; n++) expect((await guess(email)).status).toBe(401);
  expect((await guess(email)).status).toBe(429);
});

test('of few tries at once none has to wait, whichever of them comes first', async () => {
  for (let round = 0; round < 5; round++) {
    const { email } = await account();
    const answers = await Promise.all(Array.from({ length: 8 }, () => guess(email)));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(401));
  }
});

test('of many guesses at once no more than ten are looked at', async () => {
  const { email } = await account();
  const answers = await Promise.all(Array.from({ length: 30 }, () => guess(email)));
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(10);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(20);
});

test('signing in from a new browser is no failure, and does not wipe out what others failed', async () => {
  const { email } = await account();
  for (let n = 0; n < 12; n++) expect((await attempt(email, demoPassword)).status).toBe(200);
  for (let n = 0; n < 9; n++) await guess(email);
  expect((await attempt(email, demoPassword)).status).toBe(200);
  expect((await guess(email)).status).toBe(401);
  expect((await guess(email)).status).toBe(429);
});

test('the holder is told in the page and by mail, once a day', async () => {
  const { id, email } = await account();
  for (let n = 0; n < 10; n++) await guess(email);
  const mails: { to: string; text: string }[] = [];
  const send = async (mail: { to: string; text: string }) => {
    mails.push(mail);
  };
  for (let n = 0; n < 3; n++) {
    await pass(60);
    await guess(email);
  }
  await t.work(send);
  expect(await noticesOf(id)).toHaveLength(1);
  expect(mails.filter(({ to }) => to === email)).toHaveLength(1);
  expect(mails.find(({ to }) => to === email)?.text).toContain('10 senhas erradas');
  t.forward(86_400_000);
  await pass(60);
  await guess(email);
  expect(await noticesOf(id)).toHaveLength(2);
});

test('the table names nobody', async () => {
  const { email } = await account();
  await attempt(email, demoPassword);
  const { rows } = await sql<{ all: string }>`select string_agg(a::text, ' ') as all from sign_in_attempt a`.execute(
    t.house.db,
  );
  expect(rows[0]?.all).not.toContain('@');
});
