// The Secretariat's home: what it says is what the rooms it is put together from say, and it is the desk's alone.
import { allOutcomes, isOutcomeOf } from '@rogatoria/workflows/annual-return/content.ts';
import { states } from '@rogatoria/workflows/states.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, type TestHouse, testHouse } from '../harness/house.ts';

let t: TestHouse;
let desk: Caller;
beforeAll(async () => {
  t = await testHouse();
  desk = await t.as('desk', 'OAS');
});
afterAll(() => t.close());

const year = 2025;
const day = 86_400_000;
const home = async () => {
  const { status, body } = await desk.get('/api/secretariat/home');
  expect(status).toBe(200);
  return body;
};
const of = (body: { states: { state: string }[] }, code: string) => body.states.find(({ state }) => state === code);
const version = async (who: Caller, state: string) => ({
  'if-match': `"${(await who.get(`/api/returns/${year}/${state}`)).body.version}"`,
});
const give = async (who: Caller, state: string, name: string, payload: object = {}) => {
  const path = `/api/returns/${year}/${state}/commands/${name}`;
  const answer = await who.post(path, payload, await version(who, state));
  expect([state, name, answer.status, answer.body.errors]).toEqual([state, name, 200, undefined]);
  await t.work();
};
const notes = { entity: 'Unidad (ejemplo)', official: 'Elena Cuenta', source: 'Registro (ejemplo)' };
/** Figures of one row on the Nassau Convention, whatever is not said zero. */
const row = (direction: string, counterpart: string, opened: number) => {
  const columns = [
    'pending_start',
    'opened',
    'reopened',
    'closed',
    'pending_end',
    'in_transit_start',
    'in_transit_end',
  ];
  const results = allOutcomes.filter((one) => isOutcomeOf('evidence', one)).map((outcome) => `outcomes.${outcome}`);
  const said: Record<string, number> = { opened, pending_end: opened };
  return [...columns, ...results].map((column) => ({
    cell: `flow.${direction}.evidence.OAS-A55.${counterpart}.${column}`,
    value: said[column] ?? 0,
  }));
};

test('before anything was opened it says what can be, and that nothing is known', async () => {
  const found = await home();
  expect(found.may_open).toEqual({ year, due: '2026-03-31' });
  expect(found).toMatchObject({ rounds: [], last_edition: null, directory: { confirmed: 0, contacts: 0 } });
  expect(found.directory.states).toEqual(
    ['BRA', 'CHL', 'HTI', 'USA'].map((state) => ({
      ...{ state, contacts: 0, confirmed_at: null, due_at: null, overdue: false, waiting: 0, waiting_since: null },
      calls: { made: 0, unanswered: 0 },
    })),
  );
  const { meeting, asked, states: each, own, next } = found.recommendations;
  expect([meeting, next, each.length]).toEqual([10, null, 35]);
  expect(asked).toBeGreaterThan(0);
  expect(own.asked).toBeGreaterThan(0);
  expect(each.every(({ reported }: { reported: number }) => reported === 0)).toBe(true);
});

test('it is the desk’s of the Secretariat: other roles are refused, and a State finds nothing there', async () => {
  for (const who of [await t.as('editor', 'OAS'), await t.as('statistics', 'BRA'), await t.as('admin', 'CHL')]) {
    const { status, body } = await who.get('/api/secretariat/home');
    expect([status, body.code]).toEqual([403, 'role']);
  }
  for (const state of ['BRA', 'USA']) {
    const { status, body } = await (await t.officer(state, ['desk', 'editor', 'admin'])).get('/api/secretariat/home');
    expect([status, body.code]).toEqual([404, 'not_found']);
  }
  expect((await t.app.inject('/api/secretariat/home')).statusCode).toBe(401);
  for (const method of ['POST', 'PUT', 'DELETE'] as const)
    expect((await t.app.inject({ method, url: '/api/secretariat/home' })).statusCode).toBe(404);
});

test('a round says who answered and who is late, what disagrees, what waits for the desk and what to publish', async () => {
  expect((await desk.post('/api/returns/rounds', { year, due: '2026-03-31' })).status).toBe(201);
  await t.work();
  const opened = await home();
  expect(opened.may_open).toBeNull();
  expect(opened.rounds).toMatchObject([
    {
      year,
      due: '2026-03-31',
      opened_at: t.house.clock.now(),
      edition: null,
      disagreements: { pairs: 0, largest: [] },
    },
  ]);
  expect(opened.rounds[0].states.map(({ state }: { state: string }) => state).toSorted()).toEqual(
    states.map(({ code }) => code).toSorted(),
  );
  // a rung that came before the round was opened came with its opening
  expect(opened.rounds[0].reminders).toEqual({ last: '2026-03-02', next: '2026-03-15' });

  const people = { BRA: await t.as('statistics', 'BRA'), CHL: await t.as('statistics', 'CHL') };
  for (const [state, entries] of [
    ['BRA', row('outgoing', 'CHL', 40)],
    ['CHL', row('incoming', 'BRA', 37)],
  ] as const) {
    const path = `/api/returns/${year}/${state}/figures`;
    expect((await people[state].put(path, { entries, notes }, await version(people[state], state))).status).toBe(200);
    await give(people[state], state, 'approve');
  }
  t.forward('2026-04-10T15:00:00.000Z');
  const [late] = (await home()).rounds;
  expect(late.reminders).toEqual({ last: '2026-04-07', next: '2026-04-30' });
  expect(of(late, 'BRA')).toMatchObject({ stage: 'received', revision: 1, overdue: false, connected: true });
  expect(of(late, 'HTI')).toMatchObject({ stage: 'awaited', revision: 0, overdue: true, connected: true });
  expect(of(late, 'PAN')).toMatchObject({ stage: 'awaited', overdue: true, connected: false });
  expect(late.states.filter(({ overdue }: { overdue: boolean }) => overdue)).toHaveLength(33);
  // the same as where it is settled
  const { work_list } = (await desk.get(`/api/publications/${year}`)).body;
  expect(work_list).toHaveLength(1);
  expect(late.disagreements).toEqual({
    ...{ pairs: 1, unasked: 1 },
    largest: [
      { requesting: 'BRA', requested: 'CHL', kind: 'evidence', remaining: work_list[0].remaining, asked: false },
    ],
  });
  expect(late.unpublished).toEqual({ first: [], restated: [] });

  const asked = await desk.post(`/api/publications/${year}/questions`, {
    ...{ requesting: 'BRA', requested: 'CHL', kind: 'evidence' },
  });
  expect(asked.status).toBe(200);
  expect((await home()).rounds[0].disagreements).toMatchObject({ pairs: 1, unasked: 0, largest: [{ asked: true }] });
  await t.work();
  for (const state of ['BRA', 'CHL'] as const) {
    await give(people[state], state, 'answer', { text: 'Conferido.' });
    await give(desk, state, 'accept');
  }
  expect((await home()).rounds[0]).toMatchObject({
    unpublished: { first: ['BRA', 'CHL'], restated: [] },
    edition: null,
  });

  expect((await desk.post(`/api/publications/${year}`)).status).toBe(201);
  await t.work();
  const published = await home();
  const edition = { year, edition: 1, address: `http://localhost:8080/portal/publications/${year}/1` };
  expect(published.last_edition).toMatchObject(edition);
  expect(published.rounds[0]).toMatchObject({ unpublished: { first: [], restated: [] }, edition });

  await give(people.CHL, 'CHL', 'restate', { reason: 'El registro fue corregido' });
  const entries = row('incoming', 'BRA', 40);
  const path = `/api/returns/${year}/CHL/figures`;
  expect((await people.CHL.put(path, { entries }, await version(people.CHL, 'CHL'))).status).toBe(200);
  await give(people.CHL, 'CHL', 'approve');
  // a correction to read
  expect(of((await home()).rounds[0], 'CHL')).toMatchObject({ stage: 'received', revision: 2 });
  await give(desk, 'CHL', 'accept');
  expect((await home()).rounds[0]).toMatchObject({
    ...{ unpublished: { first: [], restated: ['CHL'] }, disagreements: { pairs: 0, unasked: 0, largest: [] } },
  });
});

test('the directory: who has not confirmed it, whose change waits, whose desk did not answer – and no address', async () => {
  const editor = await t.as('directory', 'CHL');
  const said = {
    ...{ role: 'central_authority', name: 'Autoridad inventada', email: 'uno@autoridad.test' },
    ...{ instruments: [], networks: [], channels: [], languages: ['es'], valid_from: '2026-01-01' },
  };
  const unit = { ...said, role: 'cybercrime_unit', name: 'Brigada inventada', email: 'brigada@autoridad.test' };
  for (const one of [unit, said])
    expect((await editor.post('/api/directory/entries/authority', { said: one, reason: 'x' })).status).toBe(201);
  const since = t.house.clock.now();
  const call = await desk.post('/api/test-calls', { desk: 'CHL' });
  expect(call.status).toBe(201);
  const young = (await home()).directory;
  expect(young).toMatchObject({ confirmed: 1, contacts: 1 });
  expect(of(young, 'CHL')).toMatchObject({
    ...{ contacts: 1, confirmed_at: since, overdue: false, waiting: 1, waiting_since: since },
    calls: { made: 1, unanswered: 0 },
  });
  expect(JSON.stringify(young)).not.toMatch(/inventada|autoridad/i);
  t.forward(2 * day);
  expect(of((await home()).directory, 'CHL')).toMatchObject({ calls: { made: 1, unanswered: 1 } });
  t.forward('2027-04-20T15:00:00.000Z');
  const old = (await home()).directory;
  expect(old).toMatchObject({ confirmed: 0, contacts: 1 });
  // calls are told of for a year
  expect(of(old, 'CHL')).toMatchObject({ overdue: true, waiting: 1, calls: { made: 0 } });
});

test('recommendations: who has reported nothing that it released, and when the next meeting is', async () => {
  const report = async (who: Caller, number: number, released: boolean) => {
    const said = { status: 'done', text: 'x', evidence: [], as_of: '2026-03-01', released };
    const path = `/api/meetings/10/recommendations/${number}`;
    const { own } = (await who.get(path)).body;
    return who.post(`${path}/progress`, said, { 'if-match': `"${own[0]?.version ?? 0}"` });
  };
  const { body: meeting } = await desk.get('/api/meetings/10');
  const number = meeting.body.recommendations.findIndex(
    ({ asks, addressees }: { asks: boolean; addressees: string[] }) => asks && addressees.includes('states'),
  );
  const approver = await t.as('approver', 'BRA');
  expect((await report(approver, number + 1, false)).status).toBe(201);
  // a draft is nobody else's to know of
  expect(of((await home()).recommendations, 'BRA')).toEqual({ state: 'BRA', connected: true, reported: 0 });
  for (let version = 0; version < 2; version++) expect((await report(approver, number + 1, true)).status).toBe(201);
  const next = { from: '2027-09-01', until: '2027-09-02', place: 'Brasília', recommendations: [] };
  const recorded = await desk.put('/api/meetings/11', { meeting: next, reason: 'x' }, { 'if-match': '"0"' });
  expect(recorded.status).toBe(200);
  const { recommendations } = await home();
  expect(of(recommendations, 'BRA')).toEqual({ state: 'BRA', connected: true, reported: 1 });
  expect(of(recommendations, 'PAN')).toEqual({ state: 'PAN', connected: false, reported: 0 });
  expect(recommendations).toMatchObject({
    ...{ meeting: 10, own: { reported: 0 } },
    next: { meeting: 11, from: '2027-09-01', until: '2027-09-02', place: 'Brasília' },
  });
});

test('a year in which nothing is under way makes room for the next', async () => {
  const second = await desk.post('/api/returns/rounds', { year: 2026, due: '2027-04-30' });
  expect(second.status).toBe(201);
  // a restated return waits to be published: the year before stays, under the new one
  expect((await home()).rounds.map((round: { year: number }) => round.year)).toEqual([2026, 2025]);
  expect((await desk.post(`/api/publications/${year}`)).status).toBe(201);
  const { rounds, last_edition } = await home();
  expect(rounds.map((round: { year: number }) => round.year)).toEqual([2026]);
  expect(last_edition).toMatchObject({ year, edition: 2 });
});
