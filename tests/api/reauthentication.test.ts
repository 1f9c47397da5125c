// What commits a State wants a proof of the last ten minutes, whoever left the computer open: by password, code, passkey.
import { randomUUID } from 'node:crypto';
import { demoPassword } from '@rogatoria/api/demo/people.ts';
import { needProof } from '@rogatoria/api/reauthentication.ts';
import { as, sql } from '@rogatoria/db';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Authenticator } from '../harness/authenticator.ts';
import { type Caller, type TestHouse, testHouse } from '../harness/house.ts';
import { descriptionOf } from '../harness/openapi.ts';
import { codeOf } from '../harness/totp.ts';

let t: TestHouse;
beforeAll(async () => {
  t = await testHouse({ reauthenticate: true });
});
afterAll(() => t.close());

const password = demoPassword;
const idOf = async (who: Caller) => (await who.get('/api/session')).body.user.id as string;
/** Lets minutes pass since the officer last proved who they are: sessions live in the database's time. */
const pass = async (who: Caller, minutes: number) => {
  const id = await idOf(who);
  await as(t.house.db, 'BRA', (trx) =>
    sql`update session set proven_at = proven_at - make_interval(mins => ${minutes}) where account_id = ${id}`.execute(
      trx,
    ),
  );
};
const today = () => t.house.clock.now().slice(0, 10);
/** A step that wants a proof: naming a deputy; whether it was let in, else how to prove oneself. */
const step = async (who: Caller, key: string = randomUUID()) => {
  const deputy = await idOf(await t.as('officer', 'BRA'));
  const body = { role: 'drafter', deputy, from: today(), until: today() };
  const answer = await who.post('/api/deputies', body, { 'idempotency-key': key });
  return answer.status === 403 ? [answer.body.code, answer.body.ways] : answer.status;
};
const count = async () =>
  (await as(t.house.db, 'BRA', (trx) => trx.selectFrom('deputy').select('id').execute())).length;
const prove = (who: Caller, body: object) => who.post('/api/session/proof', body);
const audited = async (who: Caller, action: string) => {
  const id = await idOf(who);
  return as(t.house.db, 'BRA', (trx) =>
    trx.selectFrom('audit_event').select('detail').where('action', '=', action).where('account_id', '=', id).execute(),
  );
};

test('exactly the named endpoints want it, and say so in the description', async () => {
  const { operations } = await descriptionOf(t.app);
  const who = await t.officer('BRA', ['drafter', 'approver', 'officer', 'duty', 'admin', 'directory', 'statistics']);
  await pass(who, 11);
  const wanting = new Set<string>();
  for (const { method, path, description, security } of operations) {
    const name = `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`;
    if (description?.includes('`reauthenticate` says')) wanting.add(name);
    if (security?.length === 0 || name === 'DELETE /api/session' || name === 'DELETE /api/account/sessions') continue;
    const url = path
      .replaceAll(/\{role\}/g, 'duty')
      .replaceAll(/\{scope\}/g, 'mine')
      .replaceAll(/\{number\}/g, '1')
      .replaceAll(/\{year\}/g, '2026')
      .replaceAll(/\{\w+\}/g, randomUUID());
    const { statusCode, body } = await t.app.inject({
      method: method.toUpperCase() as 'GET',
      url,
      headers: { authorization: `Bearer ${who.token}`, 'if-match': '"1"' },
      ...(method === 'get' || method === 'delete' ? {} : { payload: {} }),
    });
    const refused = statusCode === 403 && JSON.parse(body).code === 'reauthenticate';
    expect([name, refused]).toEqual([name, needProof.has(name)]);
  }
  expect([...wanting].sort()).toEqual([...needProof].sort());
});

describe('a proof', () => {
  test('is signing in, for ten minutes; then the password, once for all that follows, and nothing is done twice', async () => {
    const who = await t.officer('BRA', ['drafter']);
    expect(await step(who)).toBe(201);
    await pass(who, 11);
    const [key, before] = [randomUUID(), await count()];
    expect(await step(who, key)).toEqual(['reauthenticate', ['password']]);
    expect(await count()).toBe(before);
    expect((await prove(who, { password })).status).toBe(204);
    expect([await step(who, key), await step(who, key)]).toEqual([201, 201]);
    expect(await count()).toBe(before + 1);
    await pass(who, 11);
    expect(await step(who)).toEqual(['reauthenticate', ['password']]);
    expect(await audited(who, 'proved')).toEqual([{ detail: { by: 'password' } }]);
  });

  test('is of one session, not of the account', async () => {
    const [here, there] = [await t.officer('BRA', ['drafter']), await t.officer('BRA', ['drafter'])];
    await pass(here, 11);
    await pass(there, 11);
    expect((await prove(here, { password })).status).toBe(204);
    expect(await step(here)).toBe(201);
    expect(await step(there)).toEqual(['reauthenticate', ['password']]);
  });

  test('wants the code where there is an authenticator; a recovery code does', async () => {
    const who = await t.officer('BRA', ['drafter']);
    const { secret } = (await who.post('/api/account/second-factor/totp', { password })).body;
    const { recovery_codes } = (await who.post('/api/account/second-factor/totp/confirm', { code: codeOf(secret) }))
      .body;
    await pass(who, 11);
    expect(await step(who)).toEqual(['reauthenticate', ['password_and_code']]);
    const said = async (body: object) => {
      const answer = await prove(who, body);
      return [answer.status, answer.body.errors?.[0]?.field, answer.body.errors?.[0]?.rule];
    };
    expect(await said({ password })).toEqual([422, 'otp', 'required']);
    expect(await said({ password, otp: '000000000' })).toEqual([422, 'otp', 'otp_wrong']);
    expect(await said({ password: 'wrong', otp: recovery_codes[0] })).toEqual([422, 'password', 'password_wrong']);
    expect(await step(who)).toEqual(['reauthenticate', ['password_and_code']]);
    expect((await prove(who, { password, otp: recovery_codes[0] })).status).toBe(204);
    expect(await step(who)).toBe(201);
    // A new password, for which no code was asked, is none.
    await pass(who, 11);
    const changed = await who.put('/api/account/password', {
      current: password,
      password: 'sete gatos sobre o muro velho',
    });
    expect(changed.status).toBe(200);
    const renewed = await t.app.inject({
      method: 'PUT',
      url: '/api/calendar/mine',
      headers: { authorization: `Bearer ${changed.body.token}` },
    });
    expect(renewed.json()).toMatchObject({ code: 'reauthenticate', ways: ['password_and_code'] });
  });

  test('is a passkey of the account, and where it has one the password alone is none', async () => {
    const [who, other] = [await t.officer('BRA', ['drafter']), await t.officer('BRA', ['drafter'])];
    const register = async (one: Caller) => {
      const device = new Authenticator();
      const options = (await one.post('/api/account/passkeys/options', { password })).body;
      await one.post('/api/account/passkeys', { name: 'Laptop', credential: device.create(options) });
      return device;
    };
    const [device, foreign] = [await register(who), await register(other)];
    await pass(who, 11);
    expect(await step(who)).toEqual(['reauthenticate', ['passkey']]);
    expect((await prove(who, { password })).status).toBe(403);
    const show = async (one: Authenticator, counter: number, verified = true) => {
      const options = (await who.post('/api/session/passkey/options')).body;
      return (await who.post('/api/session/proof/passkey', { credential: one.get(options, { counter, verified }) }))
        .status;
    };
    expect(await show(foreign, 1)).toBe(422);
    expect(await show(device, 1, false)).toBe(422);
    expect(await step(who)).toEqual(['reauthenticate', ['passkey']]);
    expect(await show(device, 2)).toBe(204);
    expect(await step(who)).toBe(201);
  });

  test('tried too often in vain ends that session, and no other of the account', async () => {
    const who = await t.officer('BRA', ['drafter']);
    const { email } = (await who.get('/api/session')).body.user;
    const second = await t.app.inject({ method: 'POST', url: '/api/session', payload: { email, password } });
    const elsewhere = { authorization: `Bearer ${second.json().token}` };
    for (let n = 0; n < 5; n++) expect((await prove(who, { password: 'wrong' })).status).toBe(422);
    expect((await prove(who, { password })).status).toBe(401);
    expect((await who.get('/api/session')).status).toBe(401);
    expect((await t.app.inject({ url: '/api/session', headers: elsewhere })).statusCode).toBe(200);
  });
});

test('in the demonstration signing in is enough for good', async () => {
  const demo = await testHouse();
  try {
    const who = await demo.as('drafter', 'BRA');
    await as(demo.house.db, 'BRA', (trx) =>
      sql`update session set proven_at = proven_at - interval '1 day'`.execute(trx),
    );
    const answer = await who.put('/api/calendar/mine', {});
    expect(answer.status).toBe(200);
  } finally {
    await demo.close();
  }
});
