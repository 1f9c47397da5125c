// How an account proves itself and keeps its sessions: renewal, theft, ending, password.

import { randomUUID } from 'node:crypto';
import { weakness } from '@rogatoria/api/auth/password.ts';
import { demoEmail, demoPassword } from '@rogatoria/api/demo/people.ts';
import { as, sql } from '@rogatoria/db';
import type { Role } from '@rogatoria/workflows';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Authenticator, type Twist } from '../harness/authenticator.ts';
import { startOfTests, type TestHouse, testHouse } from '../harness/house.ts';
import { codeOf } from '../harness/totp.ts';

let t: TestHouse;
beforeAll(async () => {
  t = await testHouse();
});
afterAll(() => t.close());

let guests = 0;
/** A browser with its cookies, at an address of its own. */
class Browser {
  readonly cookies = new Map<string, string>();
  readonly address = `10.2.${Math.floor(guests / 250)}.${guests++ % 250}`;
  agent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

  async ask(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) {
    const answer = await t.app.inject({
      method,
      url,
      remoteAddress: this.address,
      headers: {
        'x-requested-with': 'rogatoria',
        'user-agent': this.agent,
        // a cookie goes where its path says
        cookie: [...this.cookies]
          .filter(([name]) => name !== 'rogatoria_refresh' || url === '/api/session/refresh')
          .map(([name, value]) => `${name}=${value}`)
          .join('; '),
      },
      ...(payload ? { payload } : {}),
    });
    for (const { name, value } of answer.cookies) {
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }
  signIn = (email: string, password = demoPassword, otp?: string) =>
    this.ask('POST', '/api/session', { email, password, ...(otp ? { otp } : {}) });
  refresh = () => this.ask('POST', '/api/session/refresh');
  who = () => this.ask('GET', '/api/session');
  get token() {
    return this.cookies.get('rogatoria_refresh') as string;
  }
  set token(value: string) {
    this.cookies.set('rogatoria_refresh', value);
  }
}

async function signedIn(email: string): Promise<Browser> {
  const browser = new Browser();
  expect((await browser.signIn(email)).statusCode).toBe(200);
  return browser;
}

/** An account of its own, with the demonstration's password, so that what one test ends is not another's. */
async function account(roles: Role[] = ['drafter'], state = 'BRA'): Promise<string> {
  const email = `${randomUUID()}@demo.test`;
  await as(t.house.db, state, async (trx) => {
    const { password } = await trx.selectFrom('account').select('password').limit(1).executeTakeFirstOrThrow();
    const person = { id: randomUUID(), participant: state, email, name: 'Outra Pessoa', roles, password };
    await trx
      .insertInto('account')
      .values({ ...person, language: 'en', created_at: startOfTests })
      .execute();
  });
  return email;
}

const change = (statement: string) => as(t.house.db, 'BRA', (trx) => sql.raw(statement).execute(trx));
const audited = async (action: string) =>
  as(t.house.db, 'BRA', (trx) => trx.selectFrom('audit_event').selectAll().where('action', '=', action).execute());
const sidOf = (browser: Browser): string =>
  JSON.parse(Buffer.from((browser.cookies.get('rogatoria') as string).split('.')[1] as string, 'base64url').toString())
    .sid;

describe('renewal', () => {
  test('gives the next token, and another session lives on untouched', async () => {
    const email = await account();
    const [one, two] = [await signedIn(email), await signedIn(email)];
    const first = one.token;
    for (let n = 0; n < 3; n++) {
      const before = one.token;
      const answer = await one.refresh();
      expect(answer.statusCode).toBe(200);
      expect(answer.json().user.email).toBe(email);
      expect(one.token).not.toBe(before);
      const headers = { authorization: `Bearer ${answer.json().token}` };
      expect((await t.app.inject({ url: '/api/session', headers })).statusCode).toBe(200);
    }
    expect(one.token).not.toBe(first);
    expect(one.token).not.toBe(two.token);
    expect((await two.refresh()).statusCode).toBe(200);
  });

  test('keeps no token: what the database holds cannot be presented', async () => {
    const browser = await signedIn(await account());
    const { rows } = await as(t.house.db, 'BRA', (trx) =>
      sql<{ all: string }>`select string_agg(r::text, ' ') || string_agg(s::text, ' ') as all
        from refresh_token r, session s`.execute(trx),
    );
    expect(rows[0]?.all).toContain(sidOf(browser));
    expect(rows[0]?.all).not.toContain(browser.token.slice(4));
    browser.token = `BRA.${'A'.repeat(43)}`;
    expect((await browser.refresh()).statusCode).toBe(401);
  });

  test('a lost answer may be asked for once more, and is the same', async () => {
    const browser = await signedIn(await account());
    const lost = browser.token;
    await browser.refresh();
    const next = browser.token;
    browser.token = lost;
    expect((await browser.refresh()).statusCode).toBe(200);
    expect(browser.token).toBe(next);
    expect((await browser.refresh()).statusCode).toBe(200);
  });

  test('of two that come at once neither ends the session', async () => {
    const browser = await signedIn(await account());
    const answers = await Promise.all([browser.refresh(), browser.refresh()]);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
    expect((await browser.refresh()).statusCode).toBe(200);
  });

  test.each<[string, (browser: Browser) => Promise<void>]>([
    ['a third time', async (browser) => void (await browser.refresh())],
    [
      'after the few seconds',
      async (browser) =>
        void (await change(
          `update refresh_token set used_at = used_at - interval '11 seconds' where session_id = '${sidOf(browser)}' and used_at is not null`,
        )),
    ],
    [
      'when its successor has been used',
      async (browser) => {
        const stolen = browser.token;
        browser.token = successorOf.get(browser) as string;
        await browser.refresh();
        browser.token = stolen;
      },
    ],
  ])('a used token that comes back %s ends the whole session, and is in the audit trail', async (_when, before) => {
    const browser = await signedIn(await account());
    const stolen = browser.token;
    await browser.refresh();
    successorOf.set(browser, browser.token);
    browser.token = stolen;
    await before(browser);
    browser.token = stolen;
    const access = browser.cookies.get('rogatoria') as string;
    const session = sidOf(browser);
    const answer = await browser.refresh();
    expect([answer.statusCode, answer.json().code]).toEqual([401, 'unauthenticated']);
    expect([...browser.cookies.keys()]).toEqual(['rogatoria_device']);
    // neither the newest token nor the access token is worth anything now
    browser.token = successorOf.get(browser) as string;
    expect((await browser.refresh()).statusCode).toBe(401);
    browser.cookies.set('rogatoria', access);
    expect((await browser.who()).statusCode).toBe(401);
    const entries = (await audited('refresh_replayed')).filter(({ detail }) => detail.session === session);
    expect(entries.map(({ detail }) => detail)).toEqual([{ session, address: browser.address }]);
  });
  const successorOf = new Map<Browser, string>();

  test('a stranger who knows no token can end nothing', async () => {
    const browser = await signedIn(await account());
    const own = browser.token;
    for (const token of ['', 'x', `BRA.${sidOf(browser)}`, `${own}x`, `CHL.${own.slice(4)}`, `bra.${own.slice(4)}`]) {
      browser.token = token;
      expect([token, (await browser.refresh()).statusCode]).toEqual([token, 401]);
    }
    browser.token = own;
    expect((await browser.refresh()).statusCode).toBe(200);
  });

  test('another site cannot renew, and without the cookie nobody can', async () => {
    const browser = await signedIn(await account());
    const cookie = `rogatoria_refresh=${browser.token}`;
    const answer = await t.app.inject({ method: 'POST', url: '/api/session/refresh', headers: { cookie } });
    expect(answer.statusCode).toBe(403);
    expect((await new Browser().refresh()).statusCode).toBe(401);
    expect((await browser.refresh()).statusCode).toBe(200);
  });

  test.each([
    ['two hours without use', "renewed_at = now() - interval '2 hours 1 second'"],
    ['twelve hours in any case', 'expires_at = now()'],
    ['being revoked', 'revoked_at = now()'],
  ])('ends after %s', async (_what, set) => {
    const browser = await signedIn(await account());
    expect((await browser.refresh()).statusCode).toBe(200);
    await change(`update session set ${set} where id = '${sidOf(browser)}'`);
    expect((await browser.refresh()).statusCode).toBe(401);
    expect([...browser.cookies.keys()]).toEqual(['rogatoria_device']);
  });

  test('does not outlive the account', async () => {
    const email = await account();
    const browser = await signedIn(email);
    await change(`update account set active = false where email = '${email}'`);
    expect((await browser.refresh()).statusCode).toBe(401);
  });
});

describe('the list of sessions', () => {
  test('says where, from which browser and since when; one or all can be ended', async () => {
    const email = await account();
    const [here, there] = [await signedIn(email), new Browser()];
    there.agent = 'Telephone';
    await there.signIn(email);
    const { items } = (await here.ask('GET', '/api/account/sessions')).json();
    expect(items).toHaveLength(2);
    expect(items.filter((item: { current: boolean }) => item.current)).toMatchObject([
      { id: sidOf(here), agent: here.agent, address: here.address },
    ]);
    expect(items).toContainEqual(
      expect.objectContaining({ agent: 'Telephone', address: there.address, current: false }),
    );
    expect((await here.ask('DELETE', `/api/account/sessions/${sidOf(there)}`)).statusCode).toBe(204);
    expect((await there.who()).statusCode).toBe(401);
    expect((await there.refresh()).statusCode).toBe(401);
    expect((await here.ask('DELETE', `/api/account/sessions/${sidOf(here)}`)).statusCode).toBe(204);
    expect([...here.cookies.keys()]).toEqual(['rogatoria_device']);
  });

  test('shows and ends nobody else’s', async () => {
    const [mine, colleague] = [await signedIn(await account()), await signedIn(await account())];
    const foreign = await signedIn(await account(['drafter'], 'CHL'));
    for (const other of [colleague, foreign]) {
      expect((await mine.ask('DELETE', `/api/account/sessions/${sidOf(other)}`)).statusCode).toBe(404);
      expect((await other.who()).statusCode).toBe(200);
    }
    const { items } = (await mine.ask('GET', '/api/account/sessions')).json();
    expect(JSON.stringify(items)).not.toContain(sidOf(colleague));
  });

  test('signing out everywhere ends all of them, and only this account’s', async () => {
    const email = await account();
    const [one, two, other] = [await signedIn(email), await signedIn(email), await signedIn(await account())];
    expect((await one.ask('DELETE', '/api/account/sessions')).statusCode).toBe(204);
    for (const browser of [one, two]) {
      expect((await browser.who()).statusCode).toBe(401);
      expect((await browser.refresh()).statusCode).toBe(401);
    }
    expect((await other.who()).statusCode).toBe(200);
  });
});

describe('the password', () => {
  const good = 'vela cobre lluvia nueve';

  test('is changed with the old one; everything that was signed in before is out, this browser goes on', async () => {
    const email = await account();
    const [here, there] = [await signedIn(email), await signedIn(email)];
    const before = here.cookies.get('rogatoria') as string;
    const answer = await here.ask('PUT', '/api/account/password', { current: demoPassword, password: good });
    expect([answer.statusCode, answer.json().user.email]).toEqual([200, email]);
    expect((await here.who()).statusCode).toBe(200);
    expect((await here.refresh()).statusCode).toBe(200);
    expect((await there.who()).statusCode).toBe(401);
    expect((await there.refresh()).statusCode).toBe(401);
    const old = await t.app.inject({ url: '/api/session', headers: { authorization: `Bearer ${before}` } });
    expect(old.statusCode).toBe(401);
    expect((await new Browser().signIn(email)).statusCode).toBe(401);
    expect((await new Browser().signIn(email, good)).statusCode).toBe(200);
    expect(JSON.stringify(await audited('password_changed'))).not.toContain(good);
  });

  test.each([
    ['current', 'password_wrong', 'not the old one', good],
    ['password', 'password_same', demoPassword, demoPassword],
    ['password', 'password_short', demoPassword, 'Kx9#vQ2!m'],
    ['password', 'password_common', demoPassword, 'password1234'],
    ['password', 'password_common', demoPassword, 'qwertyuiop[]'],
    ['password', 'password_common', demoPassword, 'aaaaaaaaaaaaaaaa'],
  ])('is refused at %s: %s', async (field, rule, current, password) => {
    const email = await account();
    const browser = await signedIn(email);
    const answer = await browser.ask('PUT', '/api/account/password', { current, password });
    expect([answer.statusCode, answer.json().errors]).toEqual([422, [expect.objectContaining({ field, rule })]]);
    expect(answer.json().errors[0].message).not.toContain('_');
    expect((await browser.who()).statusCode).toBe(200);
    expect((await new Browser().signIn(email)).statusCode).toBe(200);
  });

  test('may not be made of what is known of the account', () => {
    const known = ['fernanda.albuquerque@justica.example', 'Fernanda Albuquerque'];
    expect(weakness('Fernanda Albuquerque', known)).toBe('password_common');
    expect(weakness('albuquerque1', known)).toBe('password_common');
    expect(weakness(good, known)).toBeNull();
  });
});

test('the codes here are those of RFC 6238, appendix B', () => {
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  for (const [seconds, code] of [
    [59, '287082'],
    [1111111109, '081804'],
    [2000000000, '279037'],
  ] as const)
    expect(codeOf(secret, seconds * 1000)).toBe(code);
});

describe('the second factor', () => {
  const base = '/api/account/second-factor';
  const password = demoPassword;
  /** An account with an authenticator; `unused` forgets which step was used, so that no test waits for the next. */
  async function enrolled() {
    const email = await account();
    const browser = await signedIn(email);
    const { secret, uri } = (await browser.ask('POST', `${base}/totp`, { password })).json();
    const used = codeOf(secret);
    const answer = await browser.ask('POST', `${base}/totp/confirm`, { code: used });
    expect(answer.statusCode).toBe(200);
    const unused = () => change(`update account set totp_step = 0 where email = '${email}'`);
    return {
      email,
      browser,
      secret: secret as string,
      uri: uri as string,
      codes: answer.json().recovery_codes as string[],
      /** the code that confirmed */
      used,
      unused,
    };
  }

  test('is asked for after the password, and never says more to who does not know that', async () => {
    const { email, secret, unused } = await enrolled();
    const stranger = await new Browser().signIn(email, 'wrong', codeOf(secret));
    expect([stranger.statusCode, stranger.json().code]).toEqual([401, 'bad_credentials']);
    const asked = await new Browser().signIn(email);
    expect([asked.statusCode, asked.json().code, asked.headers['set-cookie']]).toEqual([
      401,
      'otp_required',
      undefined,
    ]);
    const wrong = await new Browser().signIn(email, password, codeOf(secret, Date.now() + 3_600_000));
    expect([wrong.statusCode, wrong.json().code]).toEqual([401, 'otp_wrong']);
    await unused();
    expect((await new Browser().signIn(email, password, codeOf(secret))).statusCode).toBe(200);
  });

  test('a code counts once, also for two who come at the same moment', async () => {
    const { email, secret, used, unused } = await enrolled();
    // the code that confirmed is used up too
    expect((await new Browser().signIn(email, password, used)).json().code).toBe('otp_wrong');
    await unused();
    const code = codeOf(secret);
    const answers = await Promise.all([1, 2, 3].map(() => new Browser().signIn(email, password, code)));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 401, 401]);
  });

  test('nothing of it is readable in the database, and no recovery code stands there', async () => {
    const { email, secret, uri, codes } = await enrolled();
    expect(uri).toContain(`secret=${secret}`);
    expect(uri).toMatch(/^otpauth:\/\/totp\/Rogatoria/);
    const row = await as(t.house.db, 'BRA', (trx) =>
      trx.selectFrom('account').selectAll().where('email', '=', email).executeTakeFirstOrThrow(),
    );
    const kept = JSON.stringify([row, await audited('second_factor_set')]);
    expect(row.totp).toMatch(/^[\w+/=]{60,}$/);
    for (const clear of [secret, ...codes, ...codes.map((code) => code.replace('-', ''))])
      expect(kept).not.toContain(clear);
  });

  test('what is sealed for one account opens no other', async () => {
    const [one, two] = [await enrolled(), await enrolled()];
    await change(`update account set totp = (select totp from account where email = '${one.email}'), totp_step = 0
      where email = '${two.email}'`);
    expect((await new Browser().signIn(two.email, password, codeOf(one.secret))).statusCode).not.toBe(200);
  });

  test('ten recovery codes let in once each, however they are typed', async () => {
    const { email, browser, codes } = await enrolled();
    expect(new Set(codes).size).toBe(10);
    const [first = '', second = ''] = codes;
    expect((await new Browser().signIn(email, password, first)).statusCode).toBe(200);
    expect((await new Browser().signIn(email, password, first)).json().code).toBe('otp_wrong');
    const typed = ` ${second.toLowerCase().replace('-', ' ')} `;
    expect((await new Browser().signIn(email, password, typed)).statusCode).toBe(200);
    expect((await browser.ask('GET', base)).json()).toEqual({ totp: true, recovery_codes: 8 });
    const used = (await audited('signed_in')).filter(({ detail }) => detail.second === 'recovery_code');
    expect(used.length).toBeGreaterThanOrEqual(2);
  });

  test('after five wrong codes even the right one waits; and then it counts', async () => {
    const { email, secret, unused } = await enrolled();
    await unused();
    for (let n = 0; n < 5; n++)
      expect((await new Browser().signIn(email, password, '00000000')).json().code).toBe('otp_wrong');
    const paused = await new Browser().signIn(email, password, codeOf(secret));
    expect([paused.statusCode, paused.json().code]).toEqual([429, 'too_many']);
    await change(`update account set otp_paused_until = now() where email = '${email}'`);
    expect((await new Browser().signIn(email, password, codeOf(secret))).statusCode).toBe(200);
  });

  test('setting it up signs out every other browser, and counts only from its first code on', async () => {
    const email = await account();
    const [browser, other] = [await signedIn(email), await signedIn(email)];
    const { secret } = (await browser.ask('POST', `${base}/totp`, { password })).json();
    expect((await new Browser().signIn(email)).statusCode).toBe(200);
    const wrong = await browser.ask('POST', `${base}/totp/confirm`, { code: codeOf(secret, 0) });
    expect([wrong.statusCode, wrong.json().errors[0].rule]).toEqual([422, 'otp_wrong']);
    expect((await other.who()).statusCode).toBe(200);
    expect((await browser.ask('POST', `${base}/totp/confirm`, { code: codeOf(secret) })).statusCode).toBe(200);
    expect((await browser.who()).statusCode).toBe(200);
    expect((await other.who()).statusCode).toBe(401);
  });

  test('no change without the password and the present factor', async () => {
    const { browser, secret, codes, unused } = await enrolled();
    for (const path of ['totp', 'totp/remove', 'recovery-codes']) {
      const ask = async (payload: object) => {
        const answer = await browser.ask('POST', `${base}/${path}`, payload);
        return [answer.statusCode, answer.json().errors?.[0]?.field, answer.json().errors?.[0]?.rule];
      };
      expect(await ask({ password: 'wrong', otp: codes[9] })).toEqual([422, 'password', 'password_wrong']);
      expect(await ask({ password })).toEqual([422, 'otp', 'required']);
      expect(await ask({ password, otp: '000000000' })).toEqual([422, 'otp', 'otp_wrong']);
    }
    expect((await browser.ask('GET', base)).json()).toEqual({ totp: true, recovery_codes: 10 });
    await unused();
    const fresh = await browser.ask('POST', `${base}/recovery-codes`, { password, otp: codeOf(secret) });
    expect(fresh.json().recovery_codes).toHaveLength(10);
    const gone = await browser.ask('POST', `${base}/totp/remove`, { password, otp: codes[0] as string });
    expect(gone.statusCode).toBe(422);
    const otp = fresh.json().recovery_codes[0];
    expect((await browser.ask('POST', `${base}/totp/remove`, { password, otp })).json()).toEqual({
      totp: false,
      recovery_codes: 0,
    });
    const none = await browser.ask('POST', `${base}/recovery-codes`, { password });
    expect([none.statusCode, none.json().code]).toEqual([409, 'no_second_factor']);
  });
});

describe('passkeys', () => {
  const password = demoPassword;
  const begin = async (browser: Browser) =>
    (await browser.ask('POST', '/api/account/passkeys/options', { password })).json();
  const add = async (browser: Browser, device: Authenticator, twist?: Twist) =>
    browser.ask('POST', '/api/account/passkeys', {
      name: 'Laptop',
      credential: device.create(await begin(browser), twist),
    });
  const challenge = async () => (await new Browser().ask('POST', '/api/session/passkey/options')).json();
  const enter = (credential: object) => new Browser().ask('POST', '/api/session/passkey', { credential });
  async function registered() {
    const email = await account();
    const [browser, device] = [await signedIn(email), new Authenticator()];
    expect((await add(browser, device)).statusCode).toBe(201);
    return { email, browser, device };
  }

  test('signs in alone, without address or password, and opens a session like any other', async () => {
    const { email, browser, device } = await registered();
    const options = await challenge();
    expect(options).toMatchObject({ rpId: 'localhost', userVerification: 'required' });
    expect(options.allowCredentials ?? []).toEqual([]);
    const answer = await enter(device.get(options));
    expect([answer.statusCode, answer.json().user?.email]).toEqual([200, email]);
    const { items } = (await browser.ask('GET', '/api/account/passkeys')).json();
    expect(items).toEqual([
      { id: device.id, name: 'Laptop', created_at: expect.any(String), used_at: expect.any(String) },
    ]);
  });

  test('a challenge is answered once, and only one of ours', async () => {
    const { device } = await registered();
    const options = await challenge();
    expect((await enter(device.get(options))).statusCode).toBe(200);
    const again = await enter(device.get(options, { counter: 2 }));
    expect([again.statusCode, again.json().code]).toEqual([401, 'passkey_refused']);
    expect((await enter(device.get({ challenge: 'A'.repeat(43) }, { counter: 3 }))).statusCode).toBe(401);
    const late = await challenge();
    await sql`delete from challenge where value = ${late.challenge}`.execute(t.house.db);
    await sql`insert into challenge (value, expires_at) values (${late.challenge}, now())`.execute(t.house.db);
    expect((await enter(device.get(late, { counter: 4 }))).statusCode).toBe(401);
  });

  test.each<[string, Twist]>([
    ['another site’s origin', { origin: 'https://rogatoria.example' }],
    ['another site’s key', { rpId: 'rogatoria.example' }],
    ['a device that nobody unlocked', { verified: false }],
  ])('%s is refused, when registering and when signing in', async (_what, twist) => {
    const refused = await add(await signedIn(await account()), new Authenticator(), twist);
    expect([refused.statusCode, refused.json().errors[0].rule]).toEqual([422, 'passkey_refused']);
    const { device } = await registered();
    expect((await enter(device.get(await challenge(), twist))).statusCode).toBe(401);
    expect((await enter(device.get(await challenge()))).statusCode).toBe(200);
  });

  test('a device that was copied is found out by its counter', async () => {
    const { device } = await registered();
    expect((await enter(device.get(await challenge(), { counter: 7 }))).statusCode).toBe(200);
    expect((await enter(device.get(await challenge(), { counter: 7 }))).statusCode).toBe(401);
  });

  test('another key under a known name is refused, and so is a name nobody knows', async () => {
    const { device } = await registered();
    const { userHandle } = device.get(await challenge()).response;
    const stranger = new Authenticator();
    stranger.create({ challenge: 'A', user: { id: userHandle } });
    const unknown = stranger.get(await challenge());
    expect((await enter(unknown)).statusCode).toBe(401);
    expect((await enter({ ...stranger.get(await challenge()), id: device.id, rawId: device.id })).statusCode).toBe(401);
    expect((await enter(device.get(await challenge()))).statusCode).toBe(200);
  });

  test('is registered only with the password, for the account that asked', async () => {
    const [mine, other] = [await signedIn(await account()), await signedIn(await account())];
    const wrong = await mine.ask('POST', '/api/account/passkeys/options', { password: 'wrong' });
    expect([wrong.statusCode, wrong.json().errors[0].rule]).toEqual([422, 'password_wrong']);
    const credential = new Authenticator().create(await begin(mine));
    expect((await other.ask('POST', '/api/account/passkeys', { name: 'x', credential })).statusCode).toBe(422);
    expect((await mine.ask('POST', '/api/account/passkeys', { name: 'x', credential })).statusCode).toBe(201);
  });

  test('is named and removed by its owner alone; removed or with its account closed it opens nothing', async () => {
    const { email, browser, device } = await registered();
    const other = await signedIn(await account());
    const url = `/api/account/passkeys/${device.id}`;
    expect((await other.ask('PUT', url, { name: 'x' })).statusCode).toBe(404);
    expect((await other.ask('DELETE', url)).statusCode).toBe(404);
    expect((await browser.ask('PUT', url, { name: ' Office ' })).json().name).toBe('Office');
    await change(`update account set active = false where email = '${email}'`);
    expect((await enter(device.get(await challenge()))).statusCode).toBe(401);
    await change(`update account set active = true where email = '${email}'`);
    expect((await enter(device.get(await challenge()))).statusCode).toBe(200);
    expect((await browser.ask('DELETE', url)).statusCode).toBe(204);
    expect((await enter(device.get(await challenge()))).statusCode).toBe(401);
  });
});

test('an account of the demonstration signs in as before', async () => {
  const answer = await new Browser().signIn(demoEmail('approver', 'CHL'));
  expect(answer.json()).toMatchObject({ token: expect.any(String), user: { roles: ['approver'], participant: 'CHL' } });
});
