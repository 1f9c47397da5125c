import { createHmac, timingSafeEqual } from 'node:crypto';
import { sweep } from '@rogatoria/api/deadlines/sweep.ts';
import { deliverWebhooks } from '@rogatoria/api/notifications/webhooks.ts';
import { as } from '@rogatoria/db';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { draft, sent } from '../factories.ts';
import { type Caller, type TestHouse, testHouse } from '../harness/house.ts';
import { type Asked, type Outside, outside } from '../harness/outside.ts';

const hour = 3_600_000;
let t: TestHouse;
let system: Outside;
let admin: Caller;
beforeAll(async () => {
  system = await outside();
  t = await testHouse({ trustedHosts: [system.host] });
  admin = await t.as('admin', 'CHL');
});
afterAll(async () => {
  await system.close();
  await t.close();
});
beforeEach(() => {
  system.status = 204;
  system.asked.length = 0;
});

const tell = () => deliverWebhooks(t.house, 'CHL', t.house.clock.now());
const add = async (events: string[], path = '/hook') =>
  (await admin.post('/api/webhooks', { url: `${system.url}${path}`, events })).body as { id: string; secret: string };

/** As a receiver verifies it, by the text of Standard Webhooks. */
function isSigned({ headers, body }: Asked, secret: string): boolean {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const content = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const wanted = createHmac('sha256', key).update(content).digest();
  const [version, given = ''] = String(headers['webhook-signature']).split(',');
  const fresh = Math.abs(Date.now() / 1000 - Number(headers['webhook-timestamp'])) < 300;
  return version === 'v1' && fresh && timingSafeEqual(Buffer.from(given, 'base64'), wanted);
}

test('a system hears of what it chose, signed, without a word of the case', async () => {
  const { id, secret } = await add(['case.received', 'case.closed']);
  const { incoming, number } = await sent(t, 'preservation');
  await tell();
  expect(system.asked).toHaveLength(1);
  const [asked] = system.asked;
  if (!asked) throw new Error('nothing came');
  expect(isSigned(asked, secret)).toBe(true);
  expect(isSigned(asked, `whsec_${Buffer.alloc(32).toString('base64')}`)).toBe(false);
  expect(isSigned({ ...asked, body: Buffer.from(`${asked.body} `) }, secret)).toBe(false);
  expect(JSON.parse(asked.body.toString())).toEqual({
    type: 'case.received',
    timestamp: expect.any(String),
    data: { case: incoming, reference: number, version: 2 },
  });
  expect((await admin.get('/api/webhooks')).body.items).toMatchObject([
    { id, events: ['case.received', 'case.closed'], waiting: 0, sent_at: t.house.clock.now() },
  ]);
  // Brazil's files are Brazil's: nothing of them is told Chile's system.
  await draft(t, 'preservation');
  await tell();
  expect(system.asked).toHaveLength(1);
  expect((await admin.post(`/api/webhooks/${id}/remove`)).status).toBe(204);
});

test('a system hears which clock officers were reminded of, once, and when it ends', async () => {
  const { id } = await add(['deadline.reminder']);
  const { incoming, number } = await sent(t, 'preservation');
  const officer = await t.as('officer', 'CHL');
  const { deadlines } = (await officer.get(`/api/cases/${incoming}`)).body;
  const [clock] = deadlines.filter((one: { reminders: object[] }) => one.reminders.length > 0);
  const [{ at }] = clock.reminders;
  const moment = { now: new Date(Date.parse(at) + 1000).toISOString() };
  await Promise.all([1, 2].map(() => sweep(t.house, 'CHL', moment, { cases: [incoming] })));
  await deliverWebhooks(t.house, 'CHL', moment.now);
  const told = system.asked.map(({ body }) => JSON.parse(body.toString()).data);
  expect(told.filter(({ deadline }) => deadline === clock.kind)).toEqual([
    { case: incoming, reference: number, version: 2, deadline: clock.kind, due_at: clock.due_at },
  ]);
  expect((await admin.post(`/api/webhooks/${id}/remove`)).status).toBe(204);
});

test('what an event that is rolled back would have told, nobody is told', async () => {
  const { id } = await add(['case.changed']);
  const { incoming } = await sent(t, 'preservation');
  const officer = await t.as('officer', 'CHL');
  const refused = await officer.command(incoming, 'confirm_preservation', {});
  expect(refused.status).toBeGreaterThanOrEqual(400);
  const rows = await as(t.house.db, 'CHL', (trx) =>
    trx.selectFrom('webhook_delivery').select('event').where('webhook_id', '=', id).execute(),
  );
  expect(rows).toEqual([]);
  await admin.post(`/api/webhooks/${id}/remove`);
});

test('a system that fails is told again under the same id, and given up after days', async () => {
  const { id, secret } = await add(['case.received'], '/failing');
  system.status = 500;
  await sent(t, 'preservation');
  await tell();
  t.forward(hour);
  system.status = 200;
  await tell();
  const [first, second] = system.asked.filter(({ path }) => path === '/failing');
  if (!first || !second) throw new Error('it was not told twice');
  expect(second.headers['webhook-id']).toBe(first.headers['webhook-id']);
  expect(isSigned(second, secret)).toBe(true);

  system.status = 500;
  await sent(t, 'preservation');
  for (let hours = 0; hours < 84; hours += 6) {
    await tell();
    t.forward(6 * hour);
  }
  const { items } = (await admin.get('/api/undelivered')).body;
  const dead = items.filter(({ what }: { what: string }) => what === 'webhook');
  expect(dead).toMatchObject([{ to: `${system.url}/failing`, cause: 'unreachable', failure: 'answered with 500' }]);
  system.status = 200;
  system.asked.length = 0;
  expect((await admin.post(`/api/undelivered/${dead[0].id}/retry`)).status).toBe(204);
  await tell();
  expect(system.asked.map(({ headers }) => headers['webhook-id'])).toEqual([dead[0].id]);
  await admin.post(`/api/webhooks/${id}/remove`);
});

test('a test says how it went; an address inside our walls is not called', async () => {
  const { id, secret } = await add(['case.closed'], '/test');
  expect((await admin.post(`/api/webhooks/${id}/test`)).body).toEqual({ status: 204, trouble: null });
  const [asked] = system.asked;
  if (!asked) throw new Error('nothing came');
  expect(isSigned(asked, secret)).toBe(true);
  system.status = 302;
  expect((await admin.post(`/api/webhooks/${id}/test`)).body).toEqual({ status: null, trouble: 'redirected' });
  const inside = await admin.post('/api/webhooks', { url: 'https://169.254.169.254/latest', events: ['case.closed'] });
  expect((await admin.post(`/api/webhooks/${inside.body.id}/test`)).body.trouble).toBe('address_inside');
  // Removed is gone.
  expect((await admin.post(`/api/webhooks/${id}/remove`)).status).toBe(204);
  expect((await admin.post(`/api/webhooks/${id}/remove`)).status).toBe(404);
  expect((await admin.post(`/api/webhooks/${id}/test`)).status).toBe(404);
});

test('only an administrator of the State keeps them, at addresses that can be called', async () => {
  const body = { url: 'https://system.example/hook', events: ['case.closed'] };
  expect((await (await t.as('approver', 'CHL')).post('/api/webhooks', body)).status).toBe(403);
  for (const url of ['http://system.example/', 'ftp://x', 'x', 'https://a:b@system.example/'])
    expect((await admin.post('/api/webhooks', { ...body, url })).status).toBe(422);
  for (const events of [[], ['case.deleted'], ['case.closed', 'case.closed']])
    expect((await admin.post('/api/webhooks', { ...body, events })).status).toBe(422);
  const { id } = (await admin.post('/api/webhooks', body)).body;
  const foreign = await t.as('admin', 'BRA');
  expect((await foreign.get('/api/webhooks')).body.items).toEqual([]);
  expect((await foreign.post(`/api/webhooks/${id}/remove`)).status).toBe(404);
  const actions = (await admin.get('/api/record/entries')).body.items.map(({ action }: { action: string }) => action);
  expect(actions).toContain('webhook.add');
  expect(actions).toContain('webhook.remove');
});
