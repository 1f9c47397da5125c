import { deliverPush } from '@rogatoria/api/notifications/push.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { sent } from '../factories.ts';
import { type Caller, type TestHouse, testHouse } from '../harness/house.ts';
import { device, type Outside, outside } from '../harness/outside.ts';

let t: TestHouse;
let service: Outside;
let duty: Caller;
let key: string;
beforeAll(async () => {
  service = await outside();
  t = await testHouse({ trustedHosts: [service.host] });
  duty = await t.as('duty', 'CHL');
  key = (await duty.get('/api/devices')).body.key;
});
afterAll(async () => {
  await service.close();
  await t.close();
});
beforeEach(() => {
  service.status = 201;
});

const push = () => deliverPush(t.house, 'CHL', t.house.clock.now());
const devicesOf = async (who: Caller) => (await who.get('/api/devices')).body.items;

test('what is urgent reaches the device of a duty officer, for its eyes only: that it is, the number, the State', async () => {
  const phone = device(service);
  const { status, body } = await duty.post('/api/devices', { name: 'Teléfono', ...phone.subscription });
  expect(status).toBe(201);
  const { number } = await sent(t, 'preservation');
  await push();
  expect(phone.pushed()).toHaveLength(1);
  const [pushed] = phone.pushed();
  if (!pushed) throw new Error('nothing was pushed');
  expect(pushed.method).toBe('POST');
  expect(pushed.headers).toMatchObject({ urgency: 'high', 'content-encoding': 'aes128gcm' });
  expect(Number(pushed.headers.ttl)).toBeGreaterThan(0);
  expect(pushed.body.toString('latin1')).not.toContain(number);
  expect(await phone.read(pushed, key)).toEqual({
    title: 'Rogatoria: urgente',
    body: `${number} · Brasil`,
    tag: number,
  });
  // Once, and not of what is not urgent.
  await push();
  expect(phone.pushed()).toHaveLength(1);
  expect((await devicesOf(duty))[0]).toMatchObject({ id: body.id, name: 'Teléfono', used_at: t.house.clock.now() });
  const officer = await t.as('officer', 'CHL');
  expect((await officer.post('/api/devices', { name: 'x', ...device(service).subscription })).status).toBe(403);
});

test('a push service that stumbles is asked again; one that says the device is gone is not, and the device is forgotten', async () => {
  const tablet = device(service);
  const { id } = (await duty.post('/api/devices', { name: 'Tableta', ...tablet.subscription })).body;
  expect((await duty.post(`/api/devices/${id}/test`)).status).toBe(204);
  service.status = 503;
  await push();
  expect(tablet.pushed()).toHaveLength(1);
  service.status = 201;
  t.forward(120_000);
  await push();
  const [, again] = tablet.pushed();
  if (!again) throw new Error('it was not pushed again');
  expect(await tablet.read(again, key)).toMatchObject({ title: 'Rogatoria: una prueba' });
  expect((await duty.post(`/api/devices/${id}/test`)).status).toBe(204);
  service.status = 410;
  await push();
  expect((await devicesOf(duty)).map((one: { id: string }) => one.id)).not.toContain(id);
  t.forward(120_000);
  service.status = 201;
  await push();
  expect(tablet.pushed()).toHaveLength(3);
});

test('a device is its officer’s: nobody else removes or tries it, and none is subscribed twice', async () => {
  const laptop = device(service);
  const { id } = (await duty.post('/api/devices', { name: 'Portátil', ...laptop.subscription })).body;
  expect((await duty.post('/api/devices', { name: 'Portátil nuevo', ...laptop.subscription })).body.id).toBe(id);
  const other = await t.officer('CHL', ['duty']);
  const foreign = await t.as('duty', 'BRA');
  for (const who of [other, foreign]) {
    expect((await who.post('/api/devices', { name: 'x', ...laptop.subscription })).status).toBe(422);
    expect((await who.post(`/api/devices/${id}/test`)).status).toBe(404);
    const removed = await t.app.inject({
      method: 'DELETE',
      url: `/api/devices/${id}`,
      headers: { authorization: `Bearer ${who.token}` },
    });
    expect(removed.statusCode).toBe(404);
  }
  const removed = await t.app.inject({
    method: 'DELETE',
    url: `/api/devices/${id}`,
    headers: { authorization: `Bearer ${duty.token}` },
  });
  expect(removed.statusCode).toBe(204);
  expect((await devicesOf(duty)).map((one: { id: string }) => one.id)).not.toContain(id);
});

test.each([
  ['an address without TLS', { endpoint: 'http://push.example/x' }, 'endpoint'],
  ['no address', { endpoint: 'push' }, 'endpoint'],
  ['a password in it', { endpoint: 'https://a:b@push.example/x' }, 'endpoint'],
  ['a key that is no point', { keys: { p256dh: 'A'.repeat(87), auth: 'A'.repeat(22) } }, 'keys'],
  ['a short secret', { keys: { ...({} as { p256dh: string }), auth: 'AA' } }, 'keys'],
])('%s is refused', async (_what, change: Record<string, unknown>, field) => {
  const { subscription } = device(service);
  const keys = { ...subscription.keys, ...(change.keys as object) };
  const { status, body } = await duty.post('/api/devices', { name: 'x', ...subscription, ...change, keys });
  expect(status).toBe(422);
  expect(body.errors[0].field).toBe(field);
});

test('an address inside our own walls is not called', async () => {
  const near = device({ ...service, url: 'https://127.0.0.1:1' });
  const { id } = (await duty.post('/api/devices', { name: 'x', ...near.subscription })).body;
  await duty.post(`/api/devices/${id}/test`);
  const warnings: string[] = [];
  const { log } = t.house;
  t.house.log = { ...log, warn: (detail) => warnings.push(JSON.stringify(detail)) };
  await push();
  t.house.log = log;
  expect(warnings.join()).toContain('address_inside');
});
