import { notify } from '@rogatoria/api/engine/notify.ts';
import { as } from '@rogatoria/db';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, type TestHouse, testHouse } from '../harness/house.ts';

let t: TestHouse;
let first: Caller;
let second: Caller;
const ids: string[] = [];
const idOf = async (who: Caller): Promise<string> => (await who.get('/api/session')).body.user.id;
beforeAll(async () => {
  t = await testHouse();
  first = await t.as('duty', 'BRA');
  second = await t.officer('BRA', ['duty'], 'pt');
  ids.push(await idOf(first), await idOf(second));
});
afterAll(() => t.close());

// The clock of the tests stands at 09:00 in Brasília on Monday 2 March 2026.
const enter = (by: Caller, officer: string | undefined, from: string, until: string, more: object = {}) =>
  by.post('/api/roster', { officer, from: `2026-03-${from}`, until: `2026-03-${until}`, ...more });
const rule = (answer: { body: { errors?: { rule: string }[] } }) => answer.body.errors?.[0]?.rule;

/** Who of the two is told of something at an instant. */
let occasions = 0;
async function told(urgent: boolean, at: string): Promise<boolean[]> {
  const occasion = `test:${occasions++}`;
  await as(t.house.db, 'BRA', (trx) =>
    notify(
      trx,
      { id: null, number: 'N', own_reference: null, counterpart: 'CHL' },
      { roles: ['duty'], key: 'message_delayed', params: {}, urgent, occasion, at },
    ),
  );
  const rows = await as(t.house.db, 'BRA', (trx) =>
    trx.selectFrom('notification').select('account_id').where('occasion', '=', occasion).execute(),
  );
  return ids.map((id) => rows.some(({ account_id }) => account_id === id));
}

test('urgent notices go to those on duty, in a gap to every duty officer; what is not urgent to all', async () => {
  expect(await told(true, '2026-03-02T15:00:00.000Z')).toEqual([true, true]);
  expect((await enter(first, ids[0], '02T08:00', '02T20:00')).status).toBe(201);
  expect(await told(true, '2026-03-02T10:59:59.999Z')).toEqual([true, true]);
  expect(await told(true, '2026-03-02T11:00:00.000Z')).toEqual([true, false]);
  expect(await told(false, '2026-03-02T15:00:00.000Z')).toEqual([true, true]);
  expect(await told(true, '2026-03-02T23:00:00.000Z')).toEqual([true, true]);
  const { shifts } = (await enter(first, ids[1], '02T12:00', '02T18:00')).body;
  expect(await told(true, '2026-03-02T16:00:00.000Z')).toEqual([true, true]);
  expect((await first.post(`/api/roster/${shifts[0]}/remove`)).status).toBe(204);
  expect(await told(true, '2026-03-02T16:00:00.000Z')).toEqual([true, false]);
  expect((await first.post(`/api/roster/${shifts[0]}/remove`)).status).toBe(404);
});

test('who is on duty but no longer active leaves a gap, not silence', async () => {
  const admin = await t.as('admin', 'BRA');
  await enter(first, ids[1], '09T08:00', '09T20:00');
  expect(await told(true, '2026-03-09T15:00:00.000Z')).toEqual([false, true]);
  await admin.post(`/api/officers/${ids[1]}/deactivate`, { reason: 'Saiu' });
  expect(await told(true, '2026-03-09T15:00:00.000Z')).toEqual([true, false]);
});

test('the week shows shifts and gaps from midnight to midnight in the authority’s zone', async () => {
  const { body } = await (await t.as('officer', 'BRA')).get('/api/roster?from=2026-03-02');
  expect(body).toMatchObject({ zone: 'America/Sao_Paulo', today: '2026-03-02', may_edit: false });
  expect(body.days).toHaveLength(7);
  const told = body.days[0].stretches.map((one: { from: string; now: boolean; shifts: { name: string }[] }) => [
    one.from,
    one.now,
    one.shifts.map(({ name }) => name).join(),
  ]);
  expect(told).toEqual([
    ['2026-03-02T03:00:00.000Z', false, ''],
    ['2026-03-02T11:00:00.000Z', true, 'Davi Plantão'],
    ['2026-03-02T23:00:00.000Z', false, ''],
  ]);
});

test('a shift repeated weekly keeps its hour on the wall when the clocks change', async () => {
  const usa = await t.as('duty', 'USA');
  const { body } = await enter(usa, await idOf(usa), '06T08:00', '06T20:00', { weeks: 2 });
  expect(body.shifts).toHaveLength(2);
  const rows = await as(t.house.db, 'USA', (trx) =>
    trx.selectFrom('duty_shift').select('starts_at').orderBy('starts_at').execute(),
  );
  // Summer time begins there on 8 March 2026.
  expect(rows.map((row) => row.starts_at)).toEqual(['2026-03-06T13:00:00.000Z', '2026-03-13T12:00:00.000Z']);
});

test('is written by duty officers and administrators of the State alone, and sensibly', async () => {
  for (const role of ['drafter', 'approver', 'officer', 'auditor'] as const)
    expect((await enter(await t.as(role, 'BRA'), ids[0], '03T08:00', '03T20:00')).status).toBe(403);
  const hostile = await t.as('duty', 'CHL');
  expect((await enter(hostile, ids[0], '03T08:00', '03T20:00')).status).toBe(404);
  const { body } = await enter(first, ids[0], '03T08:00', '03T20:00');
  expect((await hostile.post(`/api/roster/${body.shifts[0]}/remove`)).status).toBe(404);
  expect(JSON.stringify((await hostile.get('/api/roster')).body)).not.toContain('Davi');
  const drafter = await idOf(await t.as('drafter', 'BRA'));
  expect(rule(await enter(first, drafter, '03T08:00', '03T20:00'))).toBe('roster_not_duty');
  expect(rule(await enter(first, ids[0], '03T20:00', '03T08:00'))).toBe('roster_order');
  expect(rule(await enter(first, ids[0], '03T08:00', '10T08:01'))).toBe('roster_too_long');
  expect(rule(await enter(first, ids[0], '01T08:00', '02T08:00'))).toBe('roster_past');
  expect(rule(await enter(first, ids[0], '40T08:00', '41T08:00'))).toBe('schema_format');
});
