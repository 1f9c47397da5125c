// A year of the demonstration, counted: what is kept for counting is what the log says, also after the migration.
import { verify } from '@rogatoria/api/audit/verify.ts';
import { demoParticipants } from '@rogatoria/api/demo/people.ts';
import { fillYear } from '@rogatoria/api/demo/year.ts';
import { casesBehind } from '@rogatoria/api/statistics/cases.ts';
import { breakdownOf, statisticsOf } from '@rogatoria/api/statistics/statistics.ts';
import { as, connect, sql } from '@rogatoria/db';
import { up } from '@rogatoria/db/migrations/0015_counting.ts';
import { zoneOf } from '@rogatoria/workflows';
import { breakdowns, flowHolds, indicatorOf, isFrozen } from '@rogatoria/workflows/indicators.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recount } from '../counting.ts';
import { accepted, delivered, draft, preserved } from '../factories.ts';
import { type TestHouse, testHouse } from '../harness/house.ts';

const states = demoParticipants.map(({ code }) => code);
const added = [
  'channel',
  'offence',
  'data_categories',
  'supplementary',
  'answered_at',
  'receipt_confirmed_at',
  'postponed_at',
  'postponements',
  'postponed_ms',
  'conditions',
  'conditions_accepted',
  'disputes',
  'disclosures',
  'third_states',
  'cause',
];

let t: TestHouse;
beforeAll(async () => {
  t = await testHouse();
  const year = await fillYear(t.house, 50);
  year.begin();
  await year.told;
  await year.stop();
  await whatNoStoryTells();
}, 280_000);
afterAll(() => t.close());

/** Conditions, a third State, a disputed delivery, a spoken emergency, a withdrawal that says why. */
async function whatNoStoryTells(): Promise<void> {
  const [drafter, approver, caller] = [
    await t.as('drafter', 'BRA'),
    await t.as('approver', 'BRA'),
    await t.as('duty', 'BRA'),
  ];
  const [officer, duty] = [await t.as('officer', 'CHL'), await t.as('duty', 'CHL')];
  const give = async (who: typeof drafter, id: string, name: string, payload: object) => {
    t.forward(1_000);
    const { status, body } = await who.command(id, name, payload as Record<string, unknown>);
    expect([name, status], JSON.stringify(body)).toEqual([name, 200]);
    await t.work();
  };
  const request = await accepted(t);
  await give(officer, request.incoming, 'propose_conditions', {
    subjects: ['use'],
    conditions: 'Solo para esta causa.',
  });
  await give(approver, request.outgoing, 'accept_conditions', {});
  await give(officer, request.incoming, 'postpone', { reasons: 'Juicio en curso.', review: '2027-06-01' });
  t.forward(5 * 86_400_000);
  await give(officer, request.incoming, 'resume', {});
  await give(drafter, request.outgoing, 'withdraw', {
    reason: 'Demorou demais.',
    withdrawal_cause: 'too_slow',
    release_preservation: false,
  });
  const kept = await preserved(t);
  const found = { provider: 'Red Austral', path: 'Salto', traffic: '203.0.113.9:443', state: 'USA' };
  await give(duty, kept.incoming, 'disclose_traffic', found);
  const { outgoing } = await delivered(t);
  await give(drafter, outgoing, 'dispute_delivery', { defects: 'Corrompido.' });
  const urgent = await draft(t, 'evidence', {
    form: { urgency: 'emergency', urgency_reason: 'Uma pessoa está sequestrada.', request_status: 'supplementary' },
  });
  await give(caller, urgent, 'transmit_emergency', { danger: 'Ameaça de morte.', spoken_to: 'Oficial de plantão' });
}

test('what was written before the migration is counted from its log, as if it had always been', async () => {
  expect(await verify(t.house.db, states)).toMatchObject({ ok: true, faults: 0 });
  const url = new URL(process.env.TEST_DATABASE_SUPERUSER_URL as string);
  url.pathname = new URL(t.ownerUrl).pathname;
  const superuser = connect(url.href, 1);
  const facts = async () => (await sql`select * from case_fact order by case_id`.execute(superuser)).rows;
  const before = await facts();
  // something of each kind happened, or the comparison would say nothing
  const happened = (name: string) =>
    new Set((before as Record<string, unknown>[]).map((row) => JSON.stringify(row[name]))).size - 1;
  for (const name of added.filter((one) => one !== 'postponed_at')) expect(happened(name), name).toBeGreaterThan(0);
  await superuser.transaction().execute(async (trx) => {
    await sql.raw(`alter table case_fact ${added.map((name) => `drop column ${name}`).join(', ')}`).execute(trx);
    await sql`set local role rogatoria_owner`.execute(trx);
    await up(trx);
  });
  expect(await facts()).toEqual(before);
  await superuser.destroy();
  expect(await verify(t.house.db, states)).toMatchObject({ ok: true, faults: 0 });
}, 120_000);

test('every figure of every State is what a second count of its log gives', async () => {
  const now = t.house.clock.now();
  const seen = new Set<string>();
  for (const state of states) {
    const zone = zoneOf(state);
    const question = { participant: state, zone, year: Number(now.slice(0, 4)), now };
    const { figures } = await as(t.house.db, state, (trx) => statisticsOf(trx, question));
    const expected = await recount(t.house.db, state, zone, now);
    expect(figures.length).toBe(expected.size);
    for (const { indicator, direction, kind, numerator, denominator, n, times } of figures) {
      const name = `${indicator} ${direction} ${kind}`;
      const survival = times?.survival ? (times.survival.value ?? times.survival.absent) : null;
      const { median = null, p90 = null } = times ?? {};
      expect({ name, state, numerator, denominator, n, median, p90, survival }).toEqual({
        name,
        state,
        ...expected.get(name),
      });
      if (n > 0 && numerator !== 0) seen.add(indicator);
    }
  }
  // a year in which hardly anything happened would agree with anything
  expect(seen.size).toBeGreaterThan(30);
}, 120_000);

test('a breakdown adds up to the whole, balances in every cell, and each figure to the cases behind it', async () => {
  const now = t.house.clock.now();
  const question = { participant: 'BRA', zone: zoneOf('BRA'), year: Number(now.slice(0, 4)), now };
  await as(t.house.db, 'BRA', async (trx) => {
    const whole = await statisticsOf(trx, question);
    for (const by of breakdowns) {
      const { cells, counted } = await breakdownOf(trx, question, by);
      if (by !== 'ground') expect(cells.length, by).toBeGreaterThan(0);
      for (const { flows, cell } of cells) {
        expect(flows === null, `${by} ${cell}`).toBe(!isFrozen(by));
        for (const flow of flows ?? []) expect(flowHolds(flow), `${by} ${cell}`).toBe(true);
      }
      if (!isFrozen(by) || counted === 'measures') continue;
      for (const { indicator, direction, kind, numerator } of whole.figures) {
        const parts = cells.flatMap(({ figures }) =>
          figures.filter((one) => one.indicator === indicator && one.direction === direction && one.kind === kind),
        );
        const sum = parts.reduce((total, part) => total + (part.numerator ?? 0), 0);
        expect([by, indicator, sum]).toEqual([by, indicator, numerator ?? 0]);
      }
    }
    for (const { indicator: id, direction, kind, numerator, denominator, n, times } of whole.figures) {
      const indicator = indicatorOf(id);
      if (!indicator) throw new Error(id);
      const { total, items } = await casesBehind(trx, { ...question, indicator, direction, kind });
      expect(items.length).toBe(total);
      const sum = (name: 'counted' | 'base') => items.reduce((all, item) => all + item[name], 0);
      if (times) expect([id, sum('counted'), total]).toEqual([id, n, n + times.open + times.ended_otherwise]);
      else expect([id, sum('counted'), sum('base')]).toEqual([id, numerator, denominator ?? 0]);
    }
  });
}, 120_000);
