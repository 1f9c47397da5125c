// The demonstration's past year, in small: every story comes to its end, and every log of it replays.
import { verify } from '@rogatoria/api/audit/verify.ts';
import { demoParticipants } from '@rogatoria/api/demo/people.ts';
import { fillYear } from '@rogatoria/api/demo/year.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestHouse, testHouse } from '../harness/house.ts';

let t: TestHouse;
beforeAll(async () => {
  t = await testHouse();
});
afterAll(() => t.close());

test('every story of a year is told, and what it left behind is sound', async () => {
  const faults: unknown[] = [];
  const log = { ...t.house.log, error: (fault: unknown) => faults.push(fault) };
  const year = await fillYear({ ...t.house, log } as typeof t.house, 40);
  year.begin();
  await year.told;
  expect(faults).toEqual([]);
  const { done, total } = year.progress();
  expect([done, total]).toEqual([50, 50]);
  await year.stop();
  const states = demoParticipants.map(({ code }) => code);
  expect(await verify(t.house.db, states)).toMatchObject({ ok: true, faults: 0 });
}, 240_000);
