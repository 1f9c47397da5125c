// The edges of the HTTP floor: tokens of other makers, JSON that says two things, headers, limits, and what the log keeps.
import { generateKeyPairSync } from 'node:crypto';
import { buildApp } from '@rogatoria/api/app.ts';
import { demoPassword } from '@rogatoria/api/demo/people.ts';
import { doubledKey } from '@rogatoria/api/json.ts';
import { perMinute } from '@rogatoria/api/server.ts';
import { as, connect, sql } from '@rogatoria/db';
import { vocabulary } from '@rogatoria/workflows/vocabulary/index.ts';
import { exportJWK, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { delivered, draft } from '../factories.ts';
import { type Caller, type TestHouse, testHouse } from '../harness/house.ts';

let t: TestHouse;
let drafter: Caller;
beforeAll(async () => {
  t = await testHouse();
  drafter = await t.as('drafter', 'BRA');
});
afterAll(() => t.close());

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1] as string, 'base64url').toString());

describe('tokens (the rest of them: session.test.ts)', () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

  test.each<[string, () => Promise<string>]>([
    [
      'signed with a key pair that the token brings along',
      async () =>
        new SignJWT(claimsOf(drafter.token))
          .setProtectedHeader({ alg: 'RS256', jwk: await exportJWK(publicKey) })
          .sign(privateKey),
    ],
    [
      'a public key used as the secret',
      async () =>
        new SignJWT(claimsOf(drafter.token))
          .setProtectedHeader({ alg: 'HS256' })
          .sign(Buffer.from(publicKey.export({ type: 'spki', format: 'pem' }).toString())),
    ],
    [
      'our signature under other claims',
      async () => {
        const [header, , signature] = drafter.token.split('.');
        const claims = { ...claimsOf(drafter.token), participant: 'CHL' };
        return `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`;
      },
    ],
    ['our claims without the signature', async () => `${drafter.token.split('.').slice(0, 2).join('.')}.`],
    ['two tokens in one', async () => `${drafter.token}.${drafter.token}`],
    [
      'a key named by a path',
      async () =>
        new SignJWT(claimsOf(drafter.token))
          .setProtectedHeader({ alg: 'HS256', kid: '../../../../dev/null' })
          .sign(Buffer.alloc(32)),
    ],
  ])('%s: 401', async (_what, make) => {
    const answer = await t.app.inject({ url: '/api/session', headers: bearer(await make()) });
    expect([answer.statusCode, answer.json().code]).toEqual([401, 'unauthenticated']);
  });

  test('the session of a colleague or of an officer of another State is not mine to name', async () => {
    const others = [(await t.as('approver', 'BRA')).token, (await t.as('officer', 'CHL')).token].map(claimsOf);
    const secret = Buffer.from(t.house.keys.secret('session tokens').toString('base64url'));
    const sign = (claims: object) => new SignJWT({ ...claims }).setProtectedHeader({ alg: 'HS256' }).sign(secret);
    const mine = claimsOf(drafter.token);
    expect((await t.app.inject({ url: '/api/session', headers: bearer(await sign(mine)) })).statusCode).toBe(200);
    for (const { sid, sub } of others)
      for (const claims of [
        { ...mine, sid },
        { ...mine, sub },
        { ...mine, sid, sub, participant: 'USA' },
      ]) {
        const answer = await t.app.inject({ url: '/api/session', headers: bearer(await sign(claims)) });
        expect(answer.statusCode).toBe(401);
      }
  });

  test('an account that is closed is out at once', async () => {
    const who = await t.officer('BRA', ['drafter']);
    const { user } = (await who.get('/api/session')).body;
    await as(t.house.db, 'BRA', (trx) =>
      trx.updateTable('account').set({ active: false }).where('id', '=', user.id).execute(),
    );
    expect((await who.get('/api/cases')).status).toBe(401);
  });
});

describe('JSON', () => {
  const give = async (payload: string, url = '/api/account/language', method: 'PUT' | 'POST' = 'PUT') =>
    t.app.inject({
      method,
      url,
      headers: { ...bearer(drafter.token), 'content-type': 'application/json', 'if-match': '"1"' },
      payload,
    });

  test.each([
    ['{"language":"pt","language":"fr"}', 'language'],
    ['{"language":"pt","l\\u0061nguage":"fr"}', 'language'],
    ['{ "language" : "pt" , "x":{"a":[{"b":1,"c":"\\"b\\":","b":2}]}}', 'b'],
    [`{"language":"pt","x":[${'{"a":1},'.repeat(5000)}{"a":1,"a":1}]}`, 'a'],
  ])('a key that is given twice is named: %#', async (payload, key) => {
    const answer = await give(payload);
    expect(answer.statusCode).toBe(422);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json().errors).toEqual([
      { field: key, rule: 'doubled_key', message: vocabulary['rule.doubled_key']?.pt },
    ]);
    expect((await drafter.get('/api/session')).body.user.language).toBe('pt');
  });

  test('the same key in two objects, and a text that looks like one, are no doubles', () => {
    for (const text of [
      '{"a":{"a":[{"a":1},{"a":1}]},"b":"a"}',
      '["a","a"]',
      '{"a":"a\\\\","b":"\\"a\\":1"}',
      '"a"',
      '7',
      '{}',
      '[]',
    ])
      expect([text, doubledKey(text)]).toEqual([text, null]);
    expect(doubledKey('{"":1,"":2}')).toBe('');
    expect(doubledKey('{"a":[],"b":{},"a":{}}')).toBe('a');
  });

  test.each([
    ['a prototype', '{"language":"fr","__proto__":{"roles":["approver"]}}', 400],
    ['a prototype, written otherwise', '{"language":"fr","\\u005f_proto__":{"x":1}}', 400],
    ['a constructor', '{"language":"fr","constructor":{"prototype":{"x":1}}}', 400],
    ['a hundred thousand lists', '['.repeat(100_000), 400],
    ['lists a thousand deep', `{"language":"fr","x":${'['.repeat(1000)}${']'.repeat(1000)}}`, 422],
    ['three megabytes', JSON.stringify({ language: 'x'.repeat(3_000_000) }), 413],
    ['nothing', '', 400],
    ['two values', '{"language":"fr"}{"language":"fr"}', 400],
  ])('%s is refused', async (_what, payload, status) => {
    const answer = await give(payload);
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([
      status,
      expect.stringContaining('application/problem+json'),
    ]);
    expect(({} as { x?: unknown; roles?: unknown }).x).toBeUndefined();
    expect(({} as { roles?: unknown }).roles).toBeUndefined();
    expect((await drafter.get('/api/session')).body.user.language).toBe('pt');
  });

  test('a draft and a command with a key twice change nothing', async () => {
    const id = await draft(t, 'preservation');
    for (const [url, method] of [
      [`/api/cases/${id}/form`, 'PUT'],
      [`/api/cases/${id}/commands/submit`, 'POST'],
    ] as const)
      expect((await give('{"title":"a","title":"b"}', url, method)).statusCode).toBe(422);
    expect((await drafter.get(`/api/cases/${id}`)).body).toMatchObject({ version: 1, state: 'draft' });
  });
});

test('a download is saved, never run: another type, no guessing, and no origin if it is opened after all', async () => {
  const { outgoing } = await delivered(t, { content: Buffer.from('<script>alert(1)</script>') });
  const { files } = (await drafter.get(`/api/cases/${outgoing}`)).body;
  const file = await drafter.get(`/api/cases/${outgoing}/files/${files[0].id}`);
  const csv = await (await t.as('statistics', 'BRA')).get('/api/statistics/2026/csv');
  for (const { status, headers } of [file, csv]) {
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-disposition': expect.stringMatching(/^attachment;/),
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringMatching(/default-src 'none'.*sandbox/),
      'cache-control': 'no-store',
      'cross-origin-resource-policy': 'same-origin',
    });
  }
  expect(file.headers['content-type']).toBe('application/octet-stream');
});

test('who is signed in is counted by account: one who asks without end stops nobody else at the same address', async () => {
  const [restless, calm] = [await t.officer('BRA', ['drafter']), await t.officer('BRA', ['drafter'])];
  const ask = (who: Caller) =>
    t.app.inject({ method: 'GET', url: '/api/session', headers: bearer(who.token), remoteAddress: '10.77.0.1' });
  const first = await ask(restless);
  expect(Number(first.headers['x-ratelimit-limit'])).toBe(perMinute.account);
  await Promise.all(Array.from({ length: 20 }, () => ask(restless)));
  const [his, hers] = [await ask(restless), await ask(calm)];
  expect(Number(his.headers['x-ratelimit-remaining'])).toBe(perMinute.account - 22);
  expect(Number(hers.headers['x-ratelimit-remaining'])).toBe(perMinute.account - 1);
  // Nor does another address give him more.
  const elsewhere = await t.app.inject({
    method: 'GET',
    url: '/api/session',
    headers: bearer(restless.token),
    remoteAddress: '10.77.0.2',
  });
  expect(Number(elsewhere.headers['x-ratelimit-remaining'])).toBe(perMinute.account - 23);
});

test('one address has an end too, signed in or not', async () => {
  const ask = (remoteAddress: string) => t.app.inject({ method: 'GET', url: '/api/session', remoteAddress });
  const { address } = perMinute;
  perMinute.address = 20;
  try {
    const seen: number[] = [];
    for (let n = 0; n < 25; n++) seen.push((await ask('10.78.0.1')).statusCode);
    expect(seen).toEqual([...Array(20).fill(401), ...Array(5).fill(429)]);
    expect((await ask('10.78.0.2')).statusCode).toBe(401);
  } finally {
    perMinute.address = address;
  }
});

test('the log says where something failed, and no word of the case it failed on', async () => {
  const lines: string[] = [];
  const app = await buildApp(t.house, { logger: { write: (line: string) => void lines.push(line) } });
  const word = 'zqlogmarkerword';
  const owner = connect(t.ownerUrl, 1);
  try {
    await app.ready();
    const ask = (method: 'GET' | 'POST', url: string, payload?: object) =>
      app.inject({
        method,
        url,
        headers: { ...bearer(drafter.token), 'if-match': '"1"' },
        ...(payload ? { payload } : {}),
      });
    const body = {
      kind: 'evidence',
      counterpart: 'CHL',
      title: `Caso ${word}`,
      bases: [],
      form_language: 'pt',
      form: { own_reference: word },
    };
    const made = await ask('POST', '/api/cases', body);
    expect(made.statusCode).toBe(201);
    const { id } = made.json();
    // Read, searched, refused and signed in to.
    for (const url of [`/api/cases/${id}`, `/api/cases?q=${word}`, `/api/cases/${word}`, `/api/${word}`])
      await ask('GET', url);
    await ask('POST', `/api/cases/${id}/commands/submit`, { note: word, invented: word });
    await app.inject({
      method: 'POST',
      url: '/api/session',
      payload: { email: `${word}@demo.test`, password: demoPassword + word },
    });
    // And now something breaks in the middle of writing it: PostgreSQL quotes the whole row.
    await sql`alter table case_file add constraint never_again check (title not like '%again%')`.execute(owner);
    const broken = await ask('POST', '/api/cases', { ...body, title: `${word} again` });
    expect([broken.statusCode, broken.json()]).toEqual([500, expect.objectContaining({ code: 'internal' })]);
    expect(broken.body).not.toContain(word);
    const log = lines.join('');
    expect(log).toContain('internal error');
    expect(log).toContain('never_again');
    expect(log).toContain('23514');
    expect(log).toMatch(/at .*\.ts:\d+/);
    expect(log).not.toContain(word);
    expect(log).not.toContain(demoPassword);
    expect(log).not.toContain(drafter.token);
  } finally {
    await sql`alter table case_file drop constraint if exists never_again`.execute(owner);
    await owner.destroy();
    await app.close();
  }
});
