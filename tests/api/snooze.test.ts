import { sweep } from '@rogatoria/api/deadlines/sweep.ts';
import { as } from '@rogatoria/db';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { acknowledged, preserved } from '../factories.ts';
import { type Caller, type TestHouse, testHouse } from '../harness/house.ts';

let t: TestHouse;
let officer: Caller;
let drafter: Caller;
const day = 86_400_000;
beforeAll(async () => {
  t = await testHouse();
  [officer, drafter] = await Promise.all([t.as('officer', 'CHL'), t.as('drafter', 'BRA')]);
});
afterAll(() => t.close());

const inDays = (days: number) => new Date(Date.parse(t.house.clock.now()) + days * day).toISOString().slice(0, 10);
const clockOf = async (who: Caller, id: string, kind: string) =>
  (await who.get(`/api/cases/${id}`)).body.deadlines.find((one: { kind: string }) => one.kind === kind);
const snooze = (who: Caller, id: string, kind: string, until: string, reason = 'Audiencia fijada.') =>
  who.post(`/api/cases/${id}/deadlines/${kind}/snooze`, { until, reason });
const rule = (answer: { status: number; body: { errors?: { rule: string }[] } }) => [
  answer.status,
  answer.body.errors?.[0]?.rule,
];

test('reminders put off are one on that morning; no date moves, colleagues see who and why, and the record stands', async () => {
  const { incoming } = await acknowledged(t, 'evidence');
  const before = await clockOf(officer, incoming, 'evidence_decide');
  expect(before.reminders.map((r: { rung: string }) => r.rung)).toEqual(['T-7d', 'T', 'T+7d', 'T+30d']);
  const until = inDays(27);
  const answer = await snooze(officer, incoming, 'evidence_decide', until);
  expect([answer.status, answer.body.until]).toEqual([200, `${until}T11:00:00.000Z`]);
  const colleague = await t.as('approver', 'CHL');
  const after = await clockOf(colleague, incoming, 'evidence_decide');
  expect(after).toMatchObject({
    due_at: before.due_at,
    snoozed: { until: `${until}T11:00:00.000Z`, by: expect.any(String), reason: 'Audiencia fijada.' },
  });
  expect(after.reminders.map((r: { rung: string; at: string }) => [r.rung, r.at])).toEqual([
    ['T-7d', `${until}T11:00:00.000Z`],
    ...before.reminders.slice(1).map((r: { rung: string; at: string }) => [r.rung, r.at]),
  ]);
  const { items } = (await colleague.get(`/api/cases/${incoming}/events`)).body;
  expect(items[0]).toMatchObject({
    type: 'command.snooze',
    payload: { deadline: 'evidence_decide' },
    actor_role: 'officer',
  });
  // A changed ladder does not bring back what was put off.
  const rungs = ['T-9d', 'T-8d', 'T-2d'].map((at) => ({ at, tone: 'reminder', to: ['requested'], roles: [] }));
  const body = { rungs, reason: 'Más temprano.' };
  expect((await colleague.put('/api/ladders/evidence_decide/ordinary', body, { 'if-match': '"0"' })).status).toBe(200);
  const changed = await clockOf(colleague, incoming, 'evidence_decide');
  expect(changed.reminders.map((r: { rung: string }) => r.rung)).toEqual(['T-8d', 'T-2d']);
  t.forward(29 * day);
  const now = t.house.clock.now();
  await Promise.all([1, 2, 3].map(() => sweep(t.house, 'CHL', { now }, { cases: [incoming] })));
  const told = await as(t.house.db, 'CHL', (trx) =>
    trx
      .selectFrom('notification')
      .select(['at', 'occasion'])
      .where('case_id', '=', incoming)
      .where('key', 'like', '%.evidence_decide')
      .orderBy('at')
      .execute(),
  );
  expect(told.map(({ at, occasion }) => [at, occasion.split(':')[1]])).toEqual([
    [`${until}T11:00:00.000Z`, 'T-8d'],
    [changed.reminders[1].at, 'T-2d'],
  ]);
  const verified = await (await t.as('auditor', 'CHL')).post('/api/record/verify');
  expect(verified.body.faults).toEqual([]);
  // Verification sees a clock whose reminders were put off behind the record's back.
  await as(t.house.db, 'CHL', (trx) =>
    trx.updateTable('deadline').set({ snoozed_until: null }).where('case_id', '=', incoming).execute(),
  );
  const forged = await (await t.as('auditor', 'CHL')).post('/api/record/verify');
  expect(forged.body.faults).toMatchObject([{ problem: 'clocks_altered' }]);
});

test('what may not be put off is refused, and by whom it may not', async () => {
  const { incoming } = await acknowledged(t, 'evidence');
  const of = (until: string, who = officer) => snooze(who, incoming, 'evidence_decide', until);
  expect(rule(await of(inDays(0)))).toEqual([422, 'snooze_past']);
  expect(rule(await of(inDays(30)))).toEqual([422, 'snooze_beyond_due']);
  expect(rule(await of(inDays(3)))).toEqual([422, 'snooze_nothing']);
  expect((await of('2026-13-01')).status).toBe(422);
  expect((await of(inDays(25), await t.as('drafter', 'CHL'))).status).toBe(403);
  expect((await of(inDays(25), await t.as('auditor', 'CHL'))).status).toBe(403);
  expect((await of(inDays(25), drafter)).status).toBe(404);
  expect((await snooze(officer, incoming, 'evidence_execute', inDays(25))).status).toBe(404);
});

test('the last warning before preserved data lapse comes when it comes', async () => {
  const { outgoing } = await preserved(t);
  const both = ['requesting', 'requested'];
  const rungs = ['T-21d', 'T-14d', 'T-7d'].map((at) => ({ at, tone: 'reminder', to: both, roles: [] }));
  const approver = await t.as('approver', 'BRA');
  const body = { rungs, reason: 'Mais cedo.' };
  await approver.put('/api/ladders/preservation_expiry/ordinary', body, { 'if-match': '"0"' });
  const { due_at, reminders } = await clockOf(drafter, outgoing, 'preservation_expiry');
  const left = Math.floor((Date.parse(due_at) - Date.parse(t.house.clock.now())) / day);
  const before = (days: number) => snooze(drafter, outgoing, 'preservation_expiry', inDays(left - days));
  expect(rule(await before(5))).toEqual([422, 'snooze_last_warning']);
  expect((await before(9)).status).toBe(200);
  const after = await clockOf(drafter, outgoing, 'preservation_expiry');
  expect(after.reminders.map((r: { rung: string }) => r.rung)).toEqual(['T-14d', 'T-7d']);
  expect(after.reminders.at(-1)).toEqual(reminders.at(-1));
});

test('the morning, and the mail of who has said nothing, keep the office hours of the authority’s calendar', async () => {
  const { incoming } = await acknowledged(t, 'evidence');
  const keeper = await t.as('directory', 'CHL');
  const calendar = { rest_days: [6, 7], holidays: [], removed: [], recesses: [] };
  const hours = { opens: '10:30', closes: '16:00' };
  const body = { calendar: { ...calendar, office_hours: hours }, reason: 'Horario de verano.' };
  expect((await keeper.post('/api/working-calendar', body, { 'if-match': '"0"' })).status).toBe(201);
  expect((await officer.get('/api/account/mail')).body).toMatchObject({ from_time: '10:30', until_time: '16:00' });
  expect((await drafter.get('/api/account/mail')).body).toMatchObject({ from_time: '08:00', until_time: '18:00' });
  const until = inDays(27);
  const { body: put } = await snooze(officer, incoming, 'evidence_decide', until);
  const opens = Temporal.PlainDate.from(until).toZonedDateTime({ timeZone: 'America/Santiago', plainTime: '10:30' });
  expect(Date.parse(put.until)).toBe(opens.epochMilliseconds);
  const { reminders } = await clockOf(officer, incoming, 'evidence_decide');
  expect(reminders[0].at).toBe(put.until);
});
