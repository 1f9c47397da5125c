// Deadlines of every State over thirty years, at a small size: `pnpm check calendar` draws many more.
import { expect, test } from 'vitest';
import { calendars } from './calendars.ts';

test('every date is explained, is the same on both sides and every machine, and goes back only with a cause', async () => {
  const seed = Number(process.env.SEED ?? 20261121);
  console.log(`seed ${seed}`);
  const said: string[] = [];
  const figures = await calendars({ sample: 2, years: 4, seed }, (line) => said.push(line));
  expect(said).toEqual([]);
  expect(figures).toMatchObject({ ok: true, states: 35, years: 4, deadlines: 280, machines: 3, findings: 0 });
  // what never happens proves nothing
  for (const name of ['moved_by_calendar', 'moved_by_suspension', 'preservations'] as const)
    expect([name, figures[name] > 10]).toEqual([name, true]);
}, 120_000);
