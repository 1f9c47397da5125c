import { buildApp } from '@rogatoria/api/app.ts';
import type { App } from '@rogatoria/api/server.ts';
import { as, sql } from '@rogatoria/db';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { draft, sent } from '../factories.ts';
import { type Line, listenTo } from '../harness/events.ts';
import { type Caller, type TestHouse, testHouse } from '../harness/house.ts';

let t: TestHouse;
let url: string;
let drafter: Caller;
let officer: Caller;
const lines: Line[] = [];
beforeAll(async () => {
  t = await testHouse();
  url = await t.app.listen({ port: 0, host: '127.0.0.1' });
  [drafter, officer] = await Promise.all([t.as('drafter', 'BRA'), t.as('officer', 'CHL')]);
});
afterEach(() => {
  for (const line of lines.splice(0)) line.close();
});
afterAll(() => t.close());

/** A line that is open: it has been told to read everything once. */
async function listen(token: string, where = url): Promise<Line> {
  const line = await listenTo(where, token);
  lines.push(line);
  expect(line.status).toBe(200);
  await line.until((heard) => heard.some(({ event }) => event === 'resync'));
  return line;
}

const told = (line: Line, event: string, id: string) =>
  line.until((heard) => heard.some((one) => one.event === event && one.data.id === id));

test('is for who is signed in and asks for events; everybody else gets a problem at once', async () => {
  const plain = await drafter.get('/api/events');
  expect(plain).toMatchObject({ status: 406, body: { code: 'not_acceptable' } });
  const nobody = await listenTo(url, 'x');
  expect(nobody.status).toBe(401);
});

test('each State hears of its own rows: ids and versions, no word of a file', async () => {
  const admin = await t.as('admin', 'BRA');
  const [ours, theirs, third, admins] = await Promise.all([
    listen(drafter.token),
    listen(officer.token),
    listen((await t.as('officer', 'USA')).token),
    listen(admin.token),
  ]);
  const { outgoing, incoming, requestId } = await sent(t, 'preservation');
  await told(ours, 'case', outgoing);
  await told(theirs, 'case', incoming);
  const [notice] = (await officer.get('/api/notifications')).body.items;
  await told(theirs, 'notification', notice.id);
  await officer.post(`/api/notifications/${notice.id}/read`);
  await theirs.until((heard) => heard.filter(({ data }) => data.id === notice.id).length === 2);

  expect(ours.heard.map(({ data }) => data.id)).not.toContain(incoming);
  expect(theirs.heard.map(({ data }) => data.id)).not.toContain(outgoing);
  expect(third.heard).toEqual([{ event: 'resync', data: {} }]);
  // An administrator reads no case, and is told of none.
  expect(admins.heard.filter(({ event }) => event === 'case')).toEqual([]);
  const { title, number } = (await drafter.get(`/api/cases/${outgoing}`)).body;
  for (const { heard, text } of [ours, theirs]) {
    for (const { event, data } of heard)
      expect(Object.keys(data).sort()).toEqual({ resync: [], case: ['id', 'version'], notification: ['id'] }[event]);
    for (const word of [title, number, requestId, 'BRA', 'CHL']) expect(text()).not.toContain(word);
  }
});

test('a colleague’s notices are not told', async () => {
  const line = await listen(drafter.token);
  const approvers = await listen((await t.as('approver', 'BRA')).token);
  const id = await draft(t, 'preservation');
  expect((await drafter.command(id, 'submit')).status).toBe(200);
  await approvers.until((heard) => heard.some(({ event }) => event === 'notification'));
  await line.until((heard) => heard.some(({ data }) => data.id === id && data.version === 2));
  expect(line.heard.filter(({ event }) => event === 'notification')).toEqual([]);
});

test('what was rolled back is not told; a message that was carried is', async () => {
  const id = await draft(t, 'preservation');
  const line = await listen(drafter.token);
  await as(t.house.db, 'BRA', async (trx) => {
    await trx.updateTable('case_file').set({ version: 99 }).where('id', '=', id).execute();
    throw new Error('given up');
  }).catch(() => {});
  await drafter.command(id, 'submit');
  await told(line, 'case', id);
  expect(line.heard.map(({ data }) => data.version)).not.toContain(99);
  const approver = await t.as('approver', 'BRA');
  await approver.command(id, 'approve');
  await approver.command(id, 'transmit');
  await line.until((heard) => heard.some(({ data }) => data.version === 4));
  const before = line.heard.length;
  await t.work();
  await line.until((heard) => heard.slice(before).some(({ data }) => data.id === id));
});

test('another process hears it too', async () => {
  const other: App = await buildApp(t.house);
  const where = await other.listen({ port: 0, host: '127.0.0.1' });
  try {
    const [here, there] = [await listen(drafter.token), await listen(drafter.token, where)];
    const id = await draft(t, 'preservation');
    await Promise.all([told(here, 'case', id), told(there, 'case', id)]);
  } finally {
    // A process that closes does not wait for those who listen.
    await other.close();
  }
  await lines.at(-1)?.ended;
});

test('a listening connection that breaks is made anew, and everybody reads again', async () => {
  const line = await listen(drafter.token);
  const { rows } = await sql<{ ended: boolean }>`select pg_terminate_backend(pid) as ended from pg_stat_activity
    where datname = current_database() and query ilike 'listen rogatoria_changed'
      or datname = current_database() and pid <> pg_backend_pid() and query = 'select'`.execute(t.house.db);
  expect(rows.map(({ ended }) => ended)).toContain(true);
  await line.until((heard) => heard.filter(({ event }) => event === 'resync').length === 2);
  const id = await draft(t, 'preservation');
  await told(line, 'case', id);
});

test('the line ends with its session, at once, and with its officer', async () => {
  const leaver = await t.officer('BRA', ['drafter']);
  const line = await listen(leaver.token);
  const stays = await listen(drafter.token);
  await t.app.inject({
    method: 'DELETE',
    url: '/api/session',
    headers: { authorization: `Bearer ${leaver.token}` },
  });
  await line.ended;
  expect(line.heard.at(-1)?.event).toBe('over');
  const closed = await t.officer('BRA', ['drafter']);
  const { id } = (await closed.get('/api/session')).body.user;
  const other = await listen(closed.token);
  expect((await (await t.as('admin', 'BRA')).post(`/api/officers/${id}/deactivate`, { reason: 'x' })).status).toBe(200);
  await other.ended;
  const made = await draft(t, 'preservation');
  await told(stays, 'case', made);
  expect(line.text() + other.text()).not.toContain(made);
});

test('one session has a few lines and no more', async () => {
  const many = await t.officer('BRA', ['drafter']);
  for (let n = 0; n < 10; n++) await listen(many.token);
  const refused = await listenTo(url, many.token);
  expect(refused.status).toBe(429);
});
