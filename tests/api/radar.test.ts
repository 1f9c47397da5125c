import { afterAll, beforeAll, expect, test } from 'vitest';
import { acknowledged, preserved, sent } from '../factories.ts';
import { type Caller, type TestHouse, testHouse } from '../harness/house.ts';

let t: TestHouse;
let drafter: Caller;
let officer: Caller;
const day = 86_400_000;
beforeAll(async () => {
  t = await testHouse();
  [drafter, officer] = await Promise.all([t.as('drafter', 'BRA'), t.as('officer', 'CHL')]);
});
afterAll(() => t.close());

const radar = async (who: Caller) => (await who.get('/api/radar')).body;
const silentIn = async (who: Caller) =>
  (await radar(who)).groups.flatMap(
    (group: { counterpart: string; files: { case: { id: string }; silent: string }[] }) =>
      group.files.map(({ case: { id }, silent }) => [group.counterpart, id, silent]),
  );

test('a file is silent after the days of its kind, on the side that has the ball; asking is no word, an answer is', async () => {
  const request = await acknowledged(t, 'evidence');
  t.forward(29 * day);
  expect(await silentIn(drafter)).toEqual([]);
  t.forward(2 * day);
  expect(await silentIn(drafter)).toEqual([['CHL', request.outgoing, 'them']]);
  expect(await silentIn(officer)).toEqual([['BRA', request.incoming, 'us']]);
  const [group] = (await radar(drafter)).groups;
  expect(group.files[0]).toMatchObject({ days: 31, may_ask: true });
  expect((await radar(officer)).groups[0].files[0].may_ask).toBe(false);
  // The question is the command of the file, and does not end the silence.
  expect((await drafter.command(request.outgoing, 'ask_status')).status).toBe(200);
  await t.work();
  expect((await radar(drafter)).groups[0].files[0]).toMatchObject({ may_ask: false, days: 31 });
  expect((await silentIn(officer)).length).toBe(1);
  // The day after, this State is left alone; the day after that it may be asked again.
  t.forward(day);
  const wait = (await radar(drafter)).groups[0].ask_from;
  expect(Date.parse(wait) - Date.parse(t.house.clock.now())).toBe(day);
  t.forward(day);
  expect((await radar(drafter)).groups[0].ask_from).toBe(t.house.clock.now());
  expect((await officer.command(request.incoming, 'give_status', { status: 'En curso.' })).status).toBe(200);
  await t.work();
  expect(await silentIn(drafter)).toEqual([]);
  expect(await silentIn(officer)).toEqual([]);
});

test('the days are the authority’s to decide', async () => {
  const request = await sent(t, 'evidence');
  t.forward(4 * day);
  const days = { evidence: 3, preservation: 7, information: 30, consultation: 20 };
  const approver = await t.as('approver', 'BRA');
  const body = { days, reason: 'Prova.' };
  expect((await approver.put('/api/ladders/silence', body, { 'if-match': '"0"' })).status).toBe(200);
  expect((await approver.put('/api/ladders/silence', body, { 'if-match': '"0"' })).status).toBe(412);
  expect((await silentIn(drafter)).map(([, id]: string[]) => id)).toContain(request.outgoing);
  expect((await silentIn(officer)).map(([, id]: string[]) => id)).not.toContain(request.incoming);
  const none = { days: { ...days, evidence: 0 }, reason: 'x' };
  expect((await approver.put('/api/ladders/silence', none, { 'if-match': '"1"' })).status).toBe(422);
});

test('preserved data that lapse soon and that nothing follows stand there with what can be done, the soonest first', async () => {
  const orphan = await preserved(t);
  const later = await preserved(t);
  const followed = await preserved(t);
  await sent(t, 'evidence', { follows: [followed.requestId] });
  const { context } = (await drafter.get(`/api/cases/${orphan.outgoing}`)).body;
  expect((await radar(drafter)).orphans).toEqual([]);
  t.forward(new Date(Date.parse(context.expires_at) - 20 * day).toISOString());
  const { orphans } = await radar(drafter);
  expect(orphans.map((one: { case: { id: string } }) => one.case.id).sort()).toEqual(
    [orphan.outgoing, later.outgoing].sort(),
  );
  expect(orphans[0]).toMatchObject({ may_extend: true, may_release: true, expires_at: context.expires_at });
  // Data that we keep for others are theirs to follow up.
  expect((await radar(officer)).orphans).toEqual([]);
});
