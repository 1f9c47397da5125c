import { random as randomOf } from '@rogatoria/api/demo/teller.ts';
import pg from 'pg';
import { expect, test } from 'vitest';
import { testHouse } from '../harness/house.ts';
import { descriptionOf } from '../harness/openapi.ts';
import { isolation } from './isolation.ts';
import { callersOf, matrix, unaccounted } from './matrix.ts';
import { leaksIn, plant } from './plant.ts';

const seed = Number(process.env.SEED ?? 20261121);

test('nobody learns of another’s, with both walls and with the second alone', async () => {
  const faults: string[] = [];
  const figures = await isolation({ seed, full: false }, (fault) => faults.push(fault));
  console.log(`isolation: ${JSON.stringify(figures)}`);
  expect(faults).toEqual([]);
  expect(figures).toMatchObject({ ok: true, leaks: 0, leaksWithoutFirstWall: 0, toldApart: 0 });
  expect(figures.cells).toBeGreaterThan(1000);
}, 600_000);

test('the matrix sees a wall that is missing, an endpoint that nobody thought of, and one that is gone', async () => {
  const t = await testHouse();
  try {
    const { operations } = await descriptionOf(t.app);
    const secrets = await plant(t, randomOf(seed));
    const callers = (await callersOf(t, { seed, full: false }, secrets.systems)).filter(
      ({ role }) => role === 'drafter' || role === 'auditor',
    );
    const [word] = [...secrets.holders].find(([, holders]) => holders.has('BRA') && holders.size === 1) ?? [''];
    expect(leaksIn(secrets, 'CHL', `… ${word} …`)).toEqual([word]);
    expect(leaksIn(secrets, null, `… ${word} …`)).toEqual([word]);
    expect(leaksIn(secrets, 'BRA', `… ${word} …`)).toEqual([]);

    const reading = operations.filter(
      ({ method, path }) => method === 'get' && /^\/api\/cases(?:\/\{id\})?$/.test(path),
    );
    const look = () => matrix(t, reading, callers, secrets, { seed, full: false, firstWall: true });
    expect(await look()).toMatchObject({ leaks: [], told: [] });
    const client = new pg.Client({ connectionString: t.ownerUrl });
    await client.connect();
    await client.query('alter table case_file disable row level security');
    await client.end();
    const open = await look();
    expect(open.leaks.length).toBeGreaterThan(0);
    expect(open.told.length).toBeGreaterThan(0);

    const invented = { path: '/api/invented', method: 'get', responses: {} } as const;
    expect(unaccounted([...operations, invented])).toEqual(['get /api/invented: no expectation']);
    expect(unaccounted(operations.slice(1))).toHaveLength(1);
  } finally {
    await t.close();
  }
});
