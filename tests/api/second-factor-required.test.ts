// Outside the demonstration, roles that commit a State need more than a password: until then there is only the own account.
import { demoEmail, demoPassword } from '@rogatoria/api/demo/people.ts';
import type { Role } from '@rogatoria/workflows';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, type TestHouse, testHouse } from '../harness/house.ts';
import { testIdentityProvider, through } from '../harness/identity-provider.ts';
import { codeOf } from '../harness/totp.ts';

const callback = 'http://localhost:8080/api/session/oidc/callback';
let ministry: Awaited<ReturnType<typeof testIdentityProvider>>;
let t: TestHouse;
beforeAll(async () => {
  ministry = await testIdentityProvider(callback);
  const { issuer, clientId, clientSecret } = ministry;
  const identityProvider = { issuer, clientId, clientSecret, participant: 'CHL', name: 'Prueba', hosts: [] };
  t = await testHouse({ demo: false, identityProvider });
});
afterAll(async () => {
  await t.close();
  await ministry.close();
});

const missing = async (who: Caller) => (await who.get('/api/session')).body.second_factor_missing;

test.each<[Role, string, string]>([
  ['approver', 'BRA', '/api/cases'],
  ['duty', 'BRA', '/api/cases'],
  ['admin', 'BRA', '/api/officers'],
  ['desk', 'OAS', '/api/law'],
  ['editor', 'OAS', '/api/law'],
])('a password alone opens the %s’s own account and nothing else', async (role, state, closed) => {
  const who = await t.as(role, state);
  expect(await missing(who)).toBe(true);
  const refused = await who.get(closed);
  expect([refused.status, refused.body.code]).toEqual([403, 'second_factor_required']);
  expect((await who.get('/api/account/second-factor')).status).toBe(200);
  expect((await who.get('/api/notifications')).status).toBe(403);
});

test.each<Role>(['drafter', 'officer', 'statistics', 'auditor'])('a password is enough for the %s', async (role) => {
  const who = await t.as(role, 'BRA');
  expect(await missing(who)).toBe(false);
  expect((await who.get('/api/law')).status).toBe(200);
});

test('with an authenticator everything opens', async () => {
  const who = await t.as('approver', 'BRA');
  const begun = await who.post('/api/account/second-factor/totp', { password: demoPassword });
  expect(begun.status).toBe(200);
  const confirmed = await who.post('/api/account/second-factor/totp/confirm', { code: codeOf(begun.body.secret) });
  expect(confirmed.status).toBe(200);
  expect(await missing(who)).toBe(false);
  expect((await who.get('/api/cases')).status).toBe(200);
});

test('whoever the ministry’s identity provider vouches for has proved enough', async () => {
  ministry.people.set('ines', { email: demoEmail('approver', 'CHL'), email_verified: true });
  const left = await t.app.inject({ url: '/api/session/oidc' });
  const here = await through(String(left.headers.location), 'ines', callback);
  const jar = (cookies: { name: string; value: string }[]) =>
    Object.fromEntries(cookies.map(({ name, value }) => [name, value]));
  const back = await t.app.inject({ url: `${here.pathname}${here.search}`, cookies: jar(left.cookies) });
  const { rogatoria } = jar(back.cookies);
  const cases = await t.app.inject({ url: '/api/cases', cookies: { rogatoria: rogatoria as string } });
  expect(cases.statusCode).toBe(200);
  // The same person with the password alone has not.
  expect(await missing(await t.as('approver', 'CHL'))).toBe(true);
});

test('who stands in for an approver needs what the approver needs', async () => {
  const colleague = await t.officer('CHL', ['drafter']);
  expect(await missing(colleague)).toBe(false);
  const { id } = (await colleague.get('/api/session')).body.user;
  const approver = await t.officer('CHL', ['approver'], 'es');
  const begun = await approver.post('/api/account/second-factor/totp', { password: demoPassword });
  await approver.post('/api/account/second-factor/totp/confirm', { code: codeOf(begun.body.secret) });
  const today = new Date(t.house.clock.now()).toISOString().slice(0, 10);
  const named = await approver.post('/api/deputies', { role: 'approver', deputy: id, from: today, until: today });
  expect(named.status).toBe(201);
  expect(await missing(colleague)).toBe(true);
  expect((await colleague.get('/api/cases')).body.code).toBe('second_factor_required');
});
