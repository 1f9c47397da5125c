// Whoever lost the second factor gets another by two administrators, the own mailbox and the own password, and no fewer.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { demoPassword } from '@rogatoria/api/demo/people.ts';
import { as, sql } from '@rogatoria/db';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Authenticator } from '../harness/authenticator.ts';
import { type Caller, type TestHouse, testHouse } from '../harness/house.ts';
import { codeOf } from '../harness/totp.ts';

let t: TestHouse;
let [admin, second]: Caller[] = [];
beforeAll(async () => {
  t = await testHouse();
  admin = await t.as('admin', 'BRA');
  second = await t.officer('BRA', ['admin'], 'pt');
});
afterAll(() => t.close());

const password = demoPassword;
const me = async (who: Caller) => (await who.get('/api/session')).body.user as { id: string; email: string };
const rule = (answer: { body: { errors?: { rule: string }[] } }) => answer.body.errors?.[0]?.rule;
const by = (who: Caller | undefined, id: string, word = '') =>
  (who as Caller).post(`/api/officers/${id}/second-factor/reset${word}`);
const signIn = async (email: string, otp?: string) => {
  const payload = { email, password, ...(otp ? { otp } : {}) };
  const { statusCode, body } = await t.app.inject({ method: 'POST', url: '/api/session', payload });
  return { status: statusCode, ...JSON.parse(body) };
};
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** An officer with an authenticator, ten recovery codes and a passkey. */
async function enrolled(state = 'BRA') {
  const who = await t.officer(state, ['drafter'], 'fr');
  const { id, email } = await me(who);
  const device = new Authenticator();
  const options = (await who.post('/api/account/passkeys/options', { password })).body;
  await who.post('/api/account/passkeys', { name: 'Laptop', credential: device.create(options) });
  const { secret } = (await who.post('/api/account/second-factor/totp', { password })).body;
  const { recovery_codes } = (await who.post('/api/account/second-factor/totp/confirm', { code: codeOf(secret) })).body;
  return { who, id, email, device, codes: recovery_codes as string[] };
}

/** The link that went to an address, and what stands around it. */
async function linkTo(address: string): Promise<{ token: string; text: string } | undefined> {
  const sent: { to: string; text: string }[] = [];
  await t.work(async (mail) => {
    sent.push(mail);
  });
  const text = sent.find((mail) => mail.to === address && mail.text.includes('/second-factor#'))?.text;
  return text ? { text, token: /#(\S+)/.exec(text)?.[1] as string } : undefined;
}
const open = async (token: string, given = password) => {
  const payload = { token, password: given };
  const { statusCode, body } = await t.app.inject({ method: 'POST', url: '/api/second-factor-reset', payload });
  return { status: statusCode, body: body ? JSON.parse(body) : {} };
};

describe('a lost second factor', () => {
  test('is reset by two administrators, mailbox and password; then another must be set up before anything else', async () => {
    const { who, id, email, device, codes } = await enrolled();
    const proposed = await by(admin, id);
    expect(proposed.body).toMatchObject({ second_factor: true, second_factor_reset: { mine: true } });
    expect(rule(await by(second, id))).toBe('second_factor_reset_open');
    expect(rule(await by(admin, id, '/confirm'))).toBe('officer_confirm_own');
    // Proposed alone it changes nothing, and tells the mailbox nothing.
    expect((await who.get('/api/session')).status).toBe(200);
    expect(await linkTo(email)).toBeUndefined();

    expect((await by(second, id, '/confirm')).body).toMatchObject({ second_factor_reset: null });
    expect((await who.get('/api/session')).status).toBe(401);
    const link = await linkTo(email);
    expect(link?.text).toContain('codes de secours');
    const token = link?.token as string;
    // Until the link is opened the old factor is still asked for: the mailbox or the administrators alone are not enough.
    expect((await signIn(email)).code).toBe('otp_required');
    const wrong = await open(token, 'not the password');
    expect([wrong.status, rule(wrong)]).toEqual([422, 'password_wrong']);
    expect((await open(token)).status).toBe(204);
    expect((await open(token)).status).toBe(404);

    const { token: session, status } = await signIn(email);
    expect(status).toBe(200);
    const ask = (url: string, payload?: object) =>
      t.app.inject({
        method: payload ? 'POST' : 'GET',
        url,
        headers: bearer(session),
        ...(payload ? { payload } : {}),
      });
    expect((await ask('/api/session')).json()).toMatchObject({ second_factor_missing: true });
    expect((await ask('/api/cases')).json()).toMatchObject({ status: 403, code: 'second_factor_required' });
    const options = (await t.app.inject({ method: 'POST', url: '/api/session/passkey/options' })).json();
    const gone = { credential: device.get(options, { counter: 9 }) };
    const refused = await t.app.inject({ method: 'POST', url: '/api/session/passkey', payload: gone });
    expect(refused.statusCode).toBe(401);

    const { secret } = (await ask('/api/account/second-factor/totp', { password })).json();
    expect((await ask('/api/account/second-factor/totp/confirm', { code: codeOf(secret) })).statusCode).toBe(200);
    expect((await ask('/api/cases')).statusCode).toBe(200);
    expect((await signIn(email, codes[0])).code).toBe('otp_wrong');
  });

  test('stands in the record, each step by whom', async () => {
    const { id, email } = await enrolled();
    await by(admin, id);
    await by(second, id, '/confirm');
    const token = (await linkTo(email))?.token as string;
    await open(token, 'not the password');
    await open(token);
    const [one, two] = [await me(admin as Caller), await me(second as Caller)];
    const rows = await as(t.house.db, 'BRA', (trx) =>
      trx
        .selectFrom('audit_event')
        .select(['account_id', 'action'])
        .where('action', 'like', '%second_factor_reset%')
        .where((eb) => eb.or([eb('account_id', '=', id), sql<boolean>`detail->>'officer' = ${id}`]))
        .orderBy('sequence')
        .execute(),
    );
    expect(rows.map(({ account_id, action }) => [account_id, action])).toEqual([
      [one.id, 'officer.second_factor_reset_proposed'],
      [two.id, 'officer.second_factor_reset_confirmed'],
      [id, 'second_factor_reset_failed'],
      [id, 'second_factor_reset'],
    ]);
  });

  test('is not reset by whom it concerns, for who has none, nor by who is no administrator', async () => {
    expect(rule(await by(admin, (await me(admin as Caller)).id))).toBe('officer_oneself');
    const plain = await t.officer('BRA', ['drafter']);
    expect(rule(await by(admin, (await me(plain)).id))).toBe('second_factor_none');
    const { id, who } = await enrolled();
    expect((await by(plain, id)).status).toBe(403);
    expect((await by(await t.as('admin', 'CHL'), id)).status).toBe(404);
    expect((await by(second, id, '/confirm')).status).toBe(404);
    // An administrator who lost theirs cannot confirm for themselves.
    await as(t.house.db, 'BRA', (trx) => sql`update account set roles = '{admin}' where id = ${id}`.execute(trx));
    expect((await by(admin, id)).status).toBe(200);
    expect(rule(await by(who, id, '/confirm'))).toBe('officer_oneself');
    expect((await by(admin, id, '/refuse')).body).toMatchObject({ second_factor_reset: null });
    await as(t.house.db, 'BRA', (trx) =>
      sql`update account set roles = '{drafter}', administered_until = null where id = ${id}`.execute(trx),
    );
  });

  test('has a link that is dead after two days, and with the account', async () => {
    const [late, closed] = [await enrolled(), await enrolled()];
    for (const { id } of [late, closed]) {
      await by(admin, id);
      await by(second, id, '/confirm');
    }
    const mails: { to: string; text: string }[] = [];
    await t.work(async (mail) => {
      mails.push(mail);
    });
    const tokenOf = (email: string) =>
      /second-factor#(\S+)/.exec(mails.find(({ to, text }) => to === email && text.includes('#'))?.text ?? '')?.[1] ??
      '';
    await admin?.post(`/api/officers/${closed.id}/deactivate`, { reason: 'Mudou de serviço.' });
    expect((await open(tokenOf(closed.email))).status).toBe(404);
    t.forward(2 * 86_400_000);
    expect((await open(tokenOf(late.email))).status).toBe(404);
    expect((await open(`BRA.${'A'.repeat(43)}`)).status).toBe(404);
  });

  test('is kept from one pair of eyes by the database too', async () => {
    const { id } = await enrolled();
    await by(admin, id);
    const proposer = (await me(admin as Caller)).id;
    for (const decider of [proposer, id])
      await expect(
        as(t.house.db, 'BRA', (trx) =>
          sql`update second_factor_reset set decision = 'confirmed', decided_by = ${decider}, decided_at = now()
            where account_id = ${id} and decision is null`.execute(trx),
        ),
      ).rejects.toThrow(/check constraint/);
    await by(second, id, '/refuse');
  });

  test('where there is one administrator is reset at once, and the auditors are told', async () => {
    const alone = await t.as('admin', 'HTI');
    const { id, email } = await enrolled('HTI');
    expect((await by(alone, id)).body).toMatchObject({ second_factor_reset: null });
    expect((await linkTo(email))?.token).toMatch(/^HTI\./);
    const { items } = (await (await t.as('auditor', 'HTI')).get('/api/notifications')).body;
    expect(items.map((item: { text: { key: string } }) => item.text.key)).toContain(
      'notice.account.second_factor_reset_alone',
    );
  });
});

test('a single administrator who lost it is let in again by the operator of the machine, and by nobody else', async () => {
  const run = (args: string[], url = t.appUrl) => {
    const script = fileURLToPath(import.meta.resolve('@rogatoria/api/admin.ts'));
    const env = { ...process.env, DATABASE_URL: url };
    return spawnSync(process.execPath, [script, 'second-factor', 'remove', ...args], { encoding: 'utf8', env });
  };
  const { who: keeper, id, email, device } = await enrolled('USA');
  const first = await me(await t.as('admin', 'USA'));
  await as(t.house.db, 'USA', (trx) => sql`update account set roles = '{admin}' where id = ${id}`.execute(trx));
  const untouched = async (args: string[], why: string, url?: string) => {
    const { status, stderr } = run(args, url);
    expect([status, stderr]).toEqual([1, expect.stringContaining(why)]);
    expect((await keeper.get('/api/account/second-factor')).body).toMatchObject({ totp: true });
  };
  // While somebody else could do it, the operator cannot; nor for somebody who is no administrator, or of another State.
  await untouched(['USA', email], 'another active administrator');
  await as(t.house.db, 'USA', (trx) => sql`update account set active = false where id = ${first.id}`.execute(trx));
  await untouched(['CHL', email], 'no active account of CHL');
  await untouched(['USA', (await me(await t.as('drafter', 'USA'))).email], 'no administrator of USA');
  await untouched(['USA', email], 'rogatoria_app', t.ownerUrl);
  expect(run(['USA']).status).toBe(2);

  const done = run(['USA', email]);
  expect([done.status, done.stderr]).toEqual([0, '']);
  expect((await keeper.get('/api/session')).status).toBe(401);
  const { status, token } = await signIn(email);
  expect(status).toBe(200);
  const closed = await t.app.inject({ url: '/api/officers', headers: bearer(token) });
  expect(closed.json()).toMatchObject({ status: 403, code: 'second_factor_required' });
  const options = (await t.app.inject({ method: 'POST', url: '/api/session/passkey/options' })).json();
  const gone = { credential: device.get(options, { counter: 9 }) };
  const refused = await t.app.inject({ method: 'POST', url: '/api/session/passkey', payload: gone });
  expect(refused.statusCode).toBe(401);
  expect(run(['USA', email])).toMatchObject({ status: 1, stderr: expect.stringContaining('neither') });

  const auditor = await t.as('auditor', 'USA');
  const { items } = (await auditor.get('/api/record/entries')).body;
  expect(items.find((entry: { action: string }) => entry.action === 'operator.second_factor_removed')).toMatchObject({
    officer: null,
  });
  const notices = (await auditor.get('/api/notifications')).body.items;
  expect(notices[0].text.key).toBe('notice.account.second_factor_removed');
  expect((await auditor.post('/api/record/verify')).body).toMatchObject({ faults: [] });
});
