// Signing in through a ministry's identity provider: a real one, and what a hostile browser or provider may try.
import { randomUUID } from 'node:crypto';
import http from 'node:http';
import { demoEmail, demoPassword } from '@rogatoria/api/demo/people.ts';
import { as, sql } from '@rogatoria/db';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestHouse, testHouse } from '../harness/house.ts';
import { type TestIdentityProvider, testIdentityProvider, through } from '../harness/identity-provider.ts';

const callback = 'http://localhost:8080/api/session/oidc/callback';

let ministry: TestIdentityProvider;
let t: TestHouse;
beforeAll(async () => {
  ministry = await testIdentityProvider(callback);
  const { issuer, clientId, clientSecret } = ministry;
  t = await testHouse({
    reauthenticate: true,
    identityProvider: { issuer, clientId, clientSecret, participant: 'BRA', name: 'Acesso de teste', hosts: [] },
  });
});
afterAll(async () => {
  await t.close();
  await ministry.close();
});

type Cookies = Record<string, string>;

async function visit(url: string, cookies: Cookies = {}) {
  const response = await t.app.inject({ url, cookies });
  const set = Object.fromEntries(response.cookies.map(({ name, value }) => [name, value]));
  return { status: response.statusCode, location: String(response.headers.location ?? ''), set, all: response.cookies };
}

/** Leaves for the identity provider; what the browser keeps, and where it is sent. */
async function leave(to?: string) {
  const { status, location, set } = await visit(`/api/session/oidc${to ? `?${new URLSearchParams({ to })}` : ''}`);
  expect(status).toBe(302);
  return { location, kept: set };
}

/** The whole way of a person; what the last answer was. */
async function signIn(login: string, to?: string) {
  const { location, kept } = await leave(to);
  const here = await through(location, login, callback);
  return visit(`${here.pathname}${here.search}`, kept);
}

const whoami = async (cookies: Cookies) => {
  const response = await t.app.inject({ url: '/api/session', cookies });
  return response.statusCode === 200 ? (response.json().user.email as string) : null;
};

describe('the way in', () => {
  test('leads to the identity provider and back to where one was, into the account of the verified address', async () => {
    ministry.people.set('ana', { email: demoEmail('approver', 'BRA'), email_verified: true });
    const done = await signIn('ana', '/cases?open=all');
    expect([done.status, done.location]).toEqual([302, '/cases?open=all']);
    expect(await whoami(done.set)).toBe(demoEmail('approver', 'BRA'));
    const session = done.all.find(({ name }) => name === 'rogatoria');
    expect(session).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
    // what the browser kept for the way is gone
    expect(done.set.rogatoria_oidc).toBe('');
  });

  test('the sign-in page is told the identity provider’s name', async () => {
    const { identity_provider } = (await t.app.inject({ url: '/api/health' })).json();
    expect(identity_provider).toBe('Acesso de teste');
  });

  test('a person stays bound to the account, whatever address the identity provider says later', async () => {
    ministry.people.set('ana', { email: demoEmail('drafter', 'BRA'), email_verified: true });
    const done = await signIn('ana');
    expect(await whoami(done.set)).toBe(demoEmail('approver', 'BRA'));
  });

  test('an account that is bound goes to nobody else with the same address', async () => {
    ministry.people.set('impostor', { email: demoEmail('approver', 'BRA'), email_verified: true });
    const done = await signIn('impostor');
    expect(done.location).toBe('/sign-in?problem=identity_provider_unknown');
    expect(done.set.rogatoria ?? '').toBe('');
  });

  test.each([
    [
      'an address that the identity provider has not verified',
      { email: demoEmail('officer', 'BRA'), email_verified: false },
    ],
    ['an address that has no account', { email: 'nobody@demo.test', email_verified: true }],
    ['no address at all', {}],
    ['an account of another State', { email: demoEmail('officer', 'CHL'), email_verified: true }],
  ])('%s signs nobody in', async (_, claims) => {
    const login = randomUUID();
    ministry.people.set(login, claims);
    const done = await signIn(login, '/figures');
    expect(done.location).toBe('/sign-in?problem=identity_provider_unknown&to=%2Ffigures');
    expect(done.set.rogatoria ?? '').toBe('');
  });

  test('an account that was closed here stays closed', async () => {
    ministry.people.set('rui', { email: demoEmail('duty', 'BRA'), email_verified: true });
    expect(await whoami((await signIn('rui')).set)).toBe(demoEmail('duty', 'BRA'));
    await as(t.house.db, 'BRA', (trx) =>
      trx.updateTable('account').set({ active: false }).where('email', '=', demoEmail('duty', 'BRA')).execute(),
    );
    expect((await signIn('rui')).location).toBe('/sign-in?problem=identity_provider_unknown');
  });
});

describe('a hostile browser', () => {
  test('gains nothing from an answer that another browser asked for', async () => {
    ministry.people.set('eva', { email: demoEmail('statistics', 'BRA'), email_verified: true });
    const { location } = await leave();
    const here = await through(location, 'eva', callback);
    const address = `${here.pathname}${here.search}`;
    expect((await visit(address)).location).toBe('/sign-in?problem=identity_provider_denied');
    const { kept } = await leave();
    expect((await visit(address, kept)).location).toBe('/sign-in?problem=identity_provider_denied');
  });

  test('cannot use an answer twice', async () => {
    const { location, kept } = await leave();
    const here = await through(location, 'eva', callback);
    const address = `${here.pathname}${here.search}`;
    expect((await visit(address, kept)).location).toBe('/');
    expect((await visit(address, kept)).location).toMatch(/^\/sign-in\?problem=/);
  });

  test('cannot change what it keeps, nor what it brings back', async () => {
    const { location, kept } = await leave();
    const here = await through(location, 'eva', callback);
    const broken = `${kept.rogatoria_oidc!.slice(0, -4)}AAAA`;
    expect((await visit(`${here.pathname}${here.search}`, { rogatoria_oidc: broken })).location).toBe(
      '/sign-in?problem=identity_provider_denied',
    );
    here.searchParams.set('code', 'invented');
    expect((await visit(`${here.pathname}${here.search}`, kept)).location).toMatch(
      /^\/sign-in\?problem=identity_provider_/,
    );
    expect((await visit(`${here.pathname}?error=access_denied`, kept)).location).toBe(
      '/sign-in?problem=identity_provider_denied',
    );
  });

  test.each([
    'https://elsewhere.example/',
    '//elsewhere.example',
    '/\\elsewhere.example',
    'javascript:alert(1)',
    '/api/session',
  ])('is not led to %s', async (to) => {
    expect((await signIn('eva', to)).location).toBe('/');
  });
});

test('an identity provider that is away is said to be; one that names hosts that are not its own leads nowhere, and they are not asked', async () => {
  const { issuer, clientId, clientSecret } = ministry;
  const other = await testHouse({
    identityProvider: {
      issuer: 'http://127.0.0.1:9',
      clientId,
      clientSecret,
      participant: 'BRA',
      name: 'x',
      hosts: [],
    },
  });
  const lying = http.createServer((request, response) => {
    const own = `http://127.0.0.1:${(lying.address() as { port: number }).port}`;
    response.setHeader('content-type', 'application/json');
    if (request.url?.includes('.well-known'))
      response.end(
        JSON.stringify({
          issuer: own,
          authorization_endpoint: `${own}/auth`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/jwks`,
          response_types_supported: ['code'],
        }),
      );
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => lying.listen(0, '127.0.0.1', resolve));
  const own = `http://127.0.0.1:${(lying.address() as { port: number }).port}`;
  const third = await testHouse({
    identityProvider: { issuer: own, clientId, clientSecret, participant: 'BRA', name: 'x', hosts: [] },
  });
  try {
    const away = await other.app.inject({ url: '/api/session/oidc' });
    expect([away.statusCode, away.headers.location]).toEqual([302, '/sign-in?problem=identity_provider_away']);
    const sent = await third.app.inject({ url: '/api/session/oidc' });
    const there = new URL(String(sent.headers.location));
    const before = ministry.asked.length;
    const back = await third.app.inject({
      url: `/api/session/oidc/callback?${new URLSearchParams({ code: 'x', state: there.searchParams.get('state') ?? '', iss: own })}`,
      cookies: Object.fromEntries(sent.cookies.map(({ name, value }) => [name, value])),
    });
    expect(back.headers.location).toBe('/sign-in?problem=identity_provider_denied');
    expect(ministry.asked.length).toBe(before);
  } finally {
    lying.close();
    await other.close();
    await third.close();
  }
});

test('whoever signed in there proves themselves anew there, where they are asked again, and for that session alone', async () => {
  ministry.people.set('olga', { email: demoEmail('officer', 'BRA'), email_verified: true });
  const [{ set: session }, { set: elsewhere }] = [await signIn('olga'), await signIn('olga')];
  const step = async (cookies: Cookies) => {
    const headers = { 'x-requested-with': 'rogatoria' };
    const answer = await t.app.inject({ method: 'PUT', url: '/api/calendar/mine', cookies, headers });
    return answer.statusCode === 403 ? (answer.json().ways ?? answer.body) : answer.statusCode;
  };
  // It has not said when it last asked who they are, so signing in alone is no proof.
  expect(await step(session)).toEqual(['identity_provider']);
  const password = await t.app.inject({
    method: 'POST',
    url: '/api/session/proof',
    cookies: session,
    headers: { 'x-requested-with': 'rogatoria' },
    payload: { password: demoPassword },
  });
  expect(password.json()).toMatchObject({ status: 403, ways: ['identity_provider'] });

  const round = async (login: string) => {
    const { location, set } = await visit('/api/session/oidc/proof', session);
    expect(new URL(location).searchParams.get('prompt')).toBe('login');
    const here = await through(location, login, callback);
    return visit(`${here.pathname}${here.search}`, set);
  };
  const stranger = await round('ana');
  expect(stranger.location).toMatch(/^\/proven\?problem=identity_provider_denied/);
  expect(await step(session)).toEqual(['identity_provider']);
  const done = await round('olga');
  expect([done.location, done.set.rogatoria]).toEqual(['/proven', undefined]);
  expect(await step(session)).toBe(200);
  expect(await step(elsewhere)).toEqual(['identity_provider']);
  expect((await visit('/api/session/oidc/proof')).status).toBe(401);
});

test('who is bound to what is seen by no other State', async () => {
  const rows = await as(t.house.db, 'CHL', (trx) => sql`select * from account_subject`.execute(trx));
  expect(rows.rows).toEqual([]);
});
