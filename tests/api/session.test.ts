import { randomUUID } from 'node:crypto';
import { demoEmail, demoPassword } from '@rogatoria/api/demo/people.ts';
import { as, connect, sql } from '@rogatoria/db';
import { type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { draft } from '../factories.ts';
import { type TestHouse, testHouse } from '../harness/house.ts';

interface Asking {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  url?: string;
  headers?: Record<string, string>;
  payload?: string | object;
  remoteAddress?: string;
}

let t: TestHouse;
const email = demoEmail('drafter', 'BRA');
beforeAll(async () => {
  t = await testHouse();
});
afterAll(() => t.close());

// Each test comes from its own address, so that none uses up another's tries.
let guests = 0;
const from = () => `10.0.0.${++guests}`;
const signIn = (payload: unknown, headers: Record<string, string> = {}, remoteAddress = from()) =>
  t.app.inject({ method: 'POST', url: '/api/session', payload: payload as object, headers, remoteAddress });
const ask = (options: Asking) => t.app.inject({ method: 'GET', url: '/api/session', ...options });
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

describe('signing in', () => {
  test('says who it is and gives a token', async () => {
    const answer = await signIn({ email: email.toUpperCase(), password: demoPassword });
    expect(answer.statusCode).toBe(200);
    const { token, user } = answer.json();
    expect(user).toMatchObject({ email, participant: 'BRA', roles: ['drafter'], language: 'pt' });
    expect(JSON.stringify(answer.json())).not.toContain('argon2');
    expect((await ask({ headers: bearer(token) })).json().user).toEqual(user);
  });

  test('a wrong password, an unknown address and a closed account are told alike', async () => {
    const closed = await t.officer('BRA', ['drafter']);
    const { user } = (await closed.get('/api/session')).body;
    await as(t.house.db, 'BRA', (trx) =>
      trx.updateTable('account').set({ active: false }).where('id', '=', user.id).execute(),
    );
    const answers = [
      await signIn({ email, password: 'wrong' }),
      await signIn({ email, password: `${demoPassword} ` }),
      await signIn({ email: 'nobody@demo.test', password: demoPassword }),
      await signIn({ email: "' or true --", password: demoPassword }),
      await signIn({ email: '%', password: demoPassword }).then((a) =>
        a.statusCode === 422 ? signIn({ email: '%%%', password: demoPassword }) : a,
      ),
      await signIn({ email: user.email, password: demoPassword }),
    ];
    for (const answer of answers) {
      expect(answer.statusCode).toBe(401);
      expect(answer.json()).toEqual(answers[0]?.json());
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
    expect(answers[0]?.json().code).toBe('bad_credentials');
    // Being closed takes effect at once, for sessions that were open too.
    expect((await closed.get('/api/session')).status).toBe(401);
  });

  test('speaks the language that the reader asks for', async () => {
    for (const [asked, words] of [
      ['pt-BR,pt;q=0.9', 'senha'],
      ['fr', 'mot de passe'],
      ['de, es;q=0.5', 'contraseña'],
      ['xx', 'password'],
    ] as const) {
      const answer = await signIn({ email, password: 'wrong' }, { 'accept-language': asked });
      expect(answer.json().title.toLowerCase(), asked).toContain(words);
    }
  });

  test.each([
    ['no body', undefined, 422],
    ['no password', { email }, 422],
    ['a list for a password', { email, password: ['x'] }, 422],
    ['an operator for an address', { email: { $ne: '' }, password: 'x' }, 422],
    ['a property too many', { email, password: demoPassword, admin: true }, 422],
    ['a password too long', { email, password: 'x'.repeat(1001) }, 422],
    ['NUL in the address', { email: 'a\0b@demo.test', password: 'x' }, 422],
  ])('%s is refused', async (_what, payload, status) => {
    const answer = await signIn(payload);
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });

  test('too many tries from one address are slowed down, others are not', async () => {
    const guesser = from();
    const answers: number[] = [];
    // The shape is refused, and counted: guessing costs the guesser, not our processor.
    for (let n = 0; n < 31; n++) answers.push((await signIn({ email }, {}, guesser)).statusCode);
    expect(answers.slice(0, 30)).toEqual(Array(30).fill(422));
    expect(answers[30]).toBe(429);
    const refused = await signIn({ email, password: demoPassword }, { 'accept-language': 'fr' }, guesser);
    expect(refused.statusCode).toBe(429);
    expect(refused.json()).toMatchObject({ code: 'too_many', status: 429 });
    expect(refused.json().title).not.toBe('too_many');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await signIn({ email, password: demoPassword })).statusCode).toBe(200);
    // Who is signed in already goes on working from there.
    const { token } = (await signIn({ email, password: demoPassword })).json();
    expect((await ask({ headers: bearer(token), remoteAddress: guesser })).statusCode).toBe(200);
  });

  test('attempts are in the audit trail, without the password', async () => {
    await signIn({ email, password: 'canary-password' });
    const events = await as(t.house.db, 'BRA', (trx) =>
      trx.selectFrom('audit_event').select(['action', 'detail']).execute(),
    );
    expect(events.some(({ action }) => action === 'sign_in_failed')).toBe(true);
    expect(events.some(({ action }) => action === 'signed_in')).toBe(true);
    expect(JSON.stringify(events)).not.toContain('canary');
  });
});

describe('tokens', () => {
  let sub: string;
  let sid: string;
  let good: JWTPayload;
  const secret = () => Buffer.from(t.house.keys.secret('session tokens').toString('base64url'));
  const sign = (payload: JWTPayload, key: Uint8Array = secret(), header: object = {}) =>
    new SignJWT(payload).setProtectedHeader({ alg: 'HS256', typ: 'JWT', ...header }).sign(key);
  beforeAll(async () => {
    const { token } = (await signIn({ email, password: demoPassword })).json();
    good = JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString());
    ({ sub, sid } = good as { sub: string; sid: string });
  });

  test('one that we would have written ourselves is taken: so the refusals below mean something', async () => {
    expect((await ask({ headers: bearer(await sign(good)) })).statusCode).toBe(200);
    expect(Object.keys(good).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'participant', 'sid', 'sub']);
  });

  const now = () => Math.floor(Date.now() / 1000);
  test.each<[string, () => Promise<string> | string]>([
    ['nothing', () => ''],
    ['garbage', () => 'a.b.c'],
    ['no algorithm', () => new UnsecuredJWT(good).encode()],
    [
      'no algorithm in capitals',
      () =>
        `${Buffer.from('{"alg":"NONE"}').toString('base64url')}.${Buffer.from(JSON.stringify(good)).toString('base64url')}.`,
    ],
    ['another key', () => sign(good, Buffer.alloc(32, 1))],
    ['an empty key', () => sign(good, Buffer.from(' '))],
    ['another algorithm with our key', () => sign(good, secret(), { alg: 'HS512' })],
    ['a key of its own in the header', () => sign(good, secret(), { alg: 'HS384', jwk: { kty: 'oct', k: 'AAAA' } })],
    ['another audience', () => sign({ ...good, aud: 'elsewhere' })],
    ...['iss', 'aud', 'exp', 'sub', 'sid', 'participant'].map((claim): [string, () => Promise<string>] => [
      `no ${claim}`,
      () => sign(Object.fromEntries(Object.entries(good).filter(([name]) => name !== claim))),
    ]),
    ['another issuer', () => sign({ ...good, iss: 'elsewhere' })],
    ['a time that is over', () => sign({ ...good, exp: now() - 5 })],
    ['a time to come', () => sign({ ...good, nbf: now() + 3600 })],
    ['an unknown session', () => sign({ ...good, sid: randomUUID() })],
    ['another person on this session', () => sign({ ...good, sub: randomUUID() })],
    ['another State on this session', () => sign({ ...good, participant: 'CHL' })],
    ['no State', () => sign({ ...good, participant: '' })],
    ['an object for a State', () => sign({ ...good, participant: { code: 'BRA' } })],
  ])('%s: 401', async (_what, make) => {
    const token = await make();
    for (const headers of [bearer(token), { cookie: `rogatoria=${token}` }]) {
      const answer = await ask({ headers });
      const code = _what === 'a time that is over' ? 'token_expired' : 'unauthenticated';
      expect([answer.statusCode, answer.json().code], _what).toEqual([401, code]);
    }
  });

  test.each([
    ['no header at all', {}],
    ['another scheme', { authorization: 'Basic YTpi' }],
    ['a scheme alone', { authorization: 'Bearer' }],
    ['a cookie that is broken', { cookie: 'rogatoria=%E0%A4%A' }],
    ['a cookie of another name', { cookie: 'session=x' }],
  ])('%s: 401', async (_what, headers) => {
    expect((await ask({ headers: headers as Record<string, string> })).statusCode).toBe(401);
  });

  test('signing out ends the session, and only that one', async () => {
    const [one, two] = [
      (await signIn({ email, password: demoPassword })).json().token,
      (await signIn({ email, password: demoPassword })).json().token,
    ];
    const out = await ask({ method: 'DELETE', headers: bearer(one) });
    expect([out.statusCode, out.body]).toEqual([204, '']);
    expect(String(out.headers['set-cookie'])).toMatch(/^rogatoria=;.*,rogatoria_refresh=;/);
    for (const url of ['/api/session', '/api/cases', '/api/home', '/api/notifications'])
      expect((await ask({ url, headers: bearer(one) })).statusCode).toBe(401);
    expect((await ask({ headers: bearer(two) })).statusCode).toBe(200);
    expect((await ask({ method: 'DELETE', headers: bearer(one) })).statusCode).toBe(401);
  });

  test('a session that the database says is over is over, whatever the token says', async () => {
    await as(t.house.db, 'BRA', (trx) =>
      sql`update session set expires_at = now() - interval '1 second' where id = ${sid}`.execute(trx),
    );
    expect((await ask({ headers: bearer(await sign(good)) })).statusCode).toBe(401);
    await as(t.house.db, 'BRA', (trx) =>
      sql`update session set expires_at = now() + interval '1 hour' where id = ${sid}`.execute(trx),
    );
    expect((await ask({ headers: bearer(await sign(good)) })).statusCode).toBe(200);
    expect(sub).toBeTruthy();
  });

  test('roles are those of now, not those of the token', async () => {
    const who = await t.officer('BRA', ['drafter']);
    expect((await who.get('/api/cases')).status).toBe(200);
    const { user } = (await who.get('/api/session')).body;
    await as(t.house.db, 'BRA', (trx) =>
      trx
        .updateTable('account')
        .set({ roles: ['statistics'] })
        .where('id', '=', user.id)
        .execute(),
    );
    expect((await who.get('/api/cases')).status).toBe(403);
  });

  test('every address but the public ones wants a session', async () => {
    const { paths } = (await ask({ url: '/api/openapi.json' })).json() as {
      paths: Record<string, Record<string, { security?: unknown[] }>>;
    };
    const open: string[] = [];
    for (const [path, methods] of Object.entries(paths))
      for (const [method, { security }] of Object.entries(methods)) {
        const url = path.replaceAll(/\{[^}]+\}/g, path.includes('year') ? '2026' : randomUUID());
        const { statusCode } = await t.app.inject({
          method: method.toUpperCase() as 'GET',
          url,
          ...(method === 'get' ? {} : { payload: {} }),
        });
        if (security?.length === 0) open.push(`${method} ${path}`);
        else expect([method, path, statusCode]).toEqual([method, path, 401]);
      }
    expect(open.sort()).toEqual([
      'get /api/calendars/{file}',
      'get /api/demo/clock',
      'get /api/health',
      'get /api/openapi.json',
      'post /api/invitation',
      'post /api/invitation/accept',
      'post /api/second-factor-reset',
      'post /api/session',
      'post /api/session/passkey',
      'post /api/session/passkey/options',
    ]);
  });
});

describe('the cookie', () => {
  const cookieOf = (answer: { headers: Record<string, unknown> }) => String(answer.headers['set-cookie']);

  test('is for our origin, our eyes and a quarter of an hour only; the one that renews it for one address', async () => {
    const plain = cookieOf(await signIn({ email, password: demoPassword }));
    expect(plain.split(',')).toEqual([
      expect.stringMatching(/^rogatoria=[^;]+; Max-Age=900; Path=\/; HttpOnly; SameSite=Strict$/),
      expect.stringMatching(
        /^rogatoria_refresh=[^;]+; Max-Age=43200; Path=\/api\/session\/refresh; HttpOnly; SameSite=Strict$/,
      ),
      expect.stringMatching(
        /^rogatoria_device=[^;]+; Max-Age=15552000; Path=\/api\/session; HttpOnly; SameSite=Strict$/,
      ),
    ]);
    t.house.config.publicUrl = 'https://rogatoria.example';
    const secure = cookieOf(await signIn({ email, password: demoPassword }));
    t.house.config.publicUrl = 'http://localhost:8080';
    for (const one of secure.split(',')) expect(one).toContain('Secure');
  });

  test('reads by itself, and writes only with a word that no other site can say for us', async () => {
    const id = await draft(t, 'preservation');
    const cookie = cookieOf(await signIn({ email, password: demoPassword })).split(';')[0] as string;
    const before = (await ask({ url: `/api/cases/${id}`, headers: { cookie } })).json();
    expect(before.state).toBe('draft');
    const writes: Asking[] = [
      { method: 'POST', url: `/api/cases/${id}/commands/submit`, payload: {} },
      { method: 'PUT', url: `/api/cases/${id}/form`, payload: { title: 'x' } },
      { method: 'POST', url: '/api/cases', payload: {} },
      { method: 'PUT', url: '/api/account/language', payload: { language: 'fr' } },
      { method: 'POST', url: '/api/notifications/read-all', payload: {} },
      { method: 'DELETE', url: '/api/session' },
      { method: 'POST', url: '/api/demo/clock', payload: { advance: 'P1D' } },
      { method: 'POST', url: `/api/cases/${id}/files?name=a`, payload: 'x' },
    ];
    for (const write of writes)
      for (const word of [{}, { 'x-requested-with': 'XMLHttpRequest' }, { 'x-requested-with': '' }]) {
        const answer = await ask({
          ...write,
          headers: { cookie, 'if-match': '"1"', ...word } as Record<string, string>,
        });
        expect([write.url, answer.statusCode]).toEqual([write.url, 403]);
      }
    expect((await ask({ url: `/api/cases/${id}`, headers: { cookie } })).json()).toEqual(before);
    const done = await ask({
      ...(writes[0] as Asking),
      headers: { cookie, 'if-match': '"1"', 'x-requested-with': 'rogatoria' },
    });
    expect(done.statusCode).toBe(200);
    // A broken header does not let the cookie in by the back door.
    const odd = await ask({ ...(writes[3] as Asking), headers: { cookie, authorization: 'Bearer x' } });
    expect(odd.statusCode).toBe(401);
  });
});

describe('the language', () => {
  test('is the account’s: of the page, of refusals and of mail, from the next answer on', async () => {
    const who = await t.officer('BRA', ['drafter'], 'pt');
    const title = async () => (await who.get(`/api/cases/${randomUUID()}`)).body.title;
    expect(await title()).toBe('Não encontrado');
    const { body, status } = await who.put('/api/account/language', { language: 'fr' });
    expect([status, body.language]).toEqual([200, 'fr']);
    expect(await title()).toBe('Introuvable');
    expect((await who.get('/api/session')).body.user.language).toBe('fr');
    for (const language of ['de', '', null, 'FR', ['es']])
      expect((await who.put('/api/account/language', { language })).status).toBe(422);
    expect((await who.get('/api/session')).body.user.language).toBe('fr');
  });
});

test('what the browser may do with an answer is said in every answer', async () => {
  for (const url of ['/api/health', '/api/session', '/api/nothing']) {
    const { headers } = await ask({ url });
    expect(headers, url).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
      'strict-transport-security': expect.stringContaining('max-age='),
    });
    expect(headers['x-powered-by']).toBeUndefined();
    expect(headers['access-control-allow-origin']).toBeUndefined();
  }
});

test('when the database is away the answer says so, and nobody is let in', async () => {
  const { token } = (await signIn({ email, password: demoPassword })).json();
  const away = connect(t.appUrl.replace(/:\d+\//, ':1/'), 1);
  const db = t.house.db;
  t.house.db = away;
  try {
    for (const answer of [
      await ask({ url: '/api/health' }),
      await ask({ headers: bearer(token) }),
      await signIn({ email, password: demoPassword }),
    ]) {
      expect(answer.statusCode).toBe(503);
      expect(answer.json()).toMatchObject({ code: 'unavailable' });
    }
  } finally {
    t.house.db = db;
    await away.destroy();
  }
  expect((await ask({ headers: bearer(token) })).statusCode).toBe(200);
});
