import { randomUUID } from 'node:crypto';
import { as, connect, type Database } from '@rogatoria/db';
import { type Direction, directions, type Kind, requestKinds } from '@rogatoria/workflows';
import { flowHolds } from '@rogatoria/workflows/indicators.ts';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../tests/harness/database.ts';
import { statisticsCsv } from '../src/statistics/csv.ts';
import type { StatisticsView } from '../src/statistics/schemas.ts';
import { statisticsOf } from '../src/statistics/statistics.ts';

const zone = 'America/Sao_Paulo';
const later = '2028-01-01T12:00:00.000Z';
const hour = 3_600_000;
const day = 24 * hour;

let database: TestDatabase;
let db: Database;
let owner: pg.Client;

beforeAll(async () => {
  database = await testDatabase();
  db = connect(database.appUrl, 3);
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  for (const code of ['BRA', 'CHL', 'URY']) {
    await owner.query(`insert into participant values ($1, 'state', 'UTC', 'en', 'Authority', null, '{}', '{}')`, [
      code,
    ]);
  }
});

beforeEach(() => owner.query('truncate case_file cascade'));

afterAll(async () => {
  await db?.destroy();
  await owner?.end();
  await database?.drop();
});

interface Step {
  step: 'opened' | 'closed' | 'reopened';
  at: string;
  outcome?: string;
}

/** One request in one participant's file: its flow and, where a test needs it, what else is known of it. */
interface Known {
  participant: string;
  direction: Direction;
  kind: Kind;
  counterpart: string;
  basis?: string;
  steps: Step[];
  facts?: {
    acknowledged_at?: string;
    acknowledge_due_at?: string;
    decided_at?: string;
    executed_at?: string;
    preserved_at?: string;
    followed_up_at?: string;
    waited_ms?: number;
    rounds?: number;
    extensions?: number;
    ground?: string;
  };
  deadline?: { due_at: string; stopped_at?: string; holder?: 'us' | 'them' };
}

async function store(cases: Known[]): Promise<void> {
  for (const participant of new Set(cases.map((one) => one.participant))) {
    const own = cases.filter((one) => one.participant === participant).map((one) => ({ ...one, id: randomUUID() }));
    await as(db, participant, async (trx) => {
      await trx
        .insertInto('case_file')
        .values(
          own.map(({ id, direction, kind, counterpart, steps }) => ({
            id,
            participant,
            kind,
            direction,
            request_id: randomUUID(),
            number: 'N',
            counterpart,
            own_reference: null,
            their_reference: null,
            title: 'T',
            urgency: 'ordinary' as const,
            bases: [],
            form_version: '1',
            form: '{}',
            form_language: 'en' as const,
            letter_language: 'en' as const,
            translations: '{}',
            drafter: null,
            authors: [],
            workflow: `${kind}.${direction}`,
            workflow_version: '1',
            state: 'any',
            context: '{}',
            ball: 'us' as const,
            outcome: null,
            version: 1,
            log_length: 0,
            log_head: '',
            created_at: steps[0]!.at,
            updated_at: steps[0]!.at,
          })),
        )
        .execute();
      await trx
        .insertInto('case_fact')
        .values(
          own.map(({ id, kind, direction, counterpart, basis, steps, facts }) => ({
            case_id: id,
            participant,
            kind,
            direction,
            counterpart,
            urgency: 'ordinary',
            basis: basis ?? 'ETS185',
            sent_at: direction === 'outgoing' ? steps[0]!.at : null,
            received_at: direction === 'incoming' ? steps[0]!.at : null,
            acknowledged_at: facts?.acknowledged_at ?? null,
            acknowledge_due_at: facts?.acknowledge_due_at ?? null,
            decided_at: facts?.decided_at ?? null,
            executed_at: facts?.executed_at ?? null,
            preserved_at: facts?.preserved_at ?? null,
            followed_up_at: facts?.followed_up_at ?? null,
            waited_ms: facts?.waited_ms ?? 0,
            rounds: facts?.rounds ?? 0,
            extensions: facts?.extensions ?? 0,
            ground: facts?.ground ?? null,
            outcome: steps.at(-1)?.outcome ?? null,
          })),
        )
        .execute();
      await trx
        .insertInto('case_flow')
        .values(
          own.flatMap(({ id, steps }) =>
            steps.map(({ step, at, outcome }, index) => ({
              participant,
              case_id: id,
              sequence: index * 3 + 1,
              at,
              step,
              outcome: outcome ?? null,
            })),
          ),
        )
        .execute();
      const clocks = own.flatMap(({ id, direction, steps, deadline }) =>
        deadline
          ? [
              {
                id: randomUUID(),
                participant,
                case_id: id,
                kind: 'evidence_execute',
                holder: deadline.holder ?? (direction === 'incoming' ? ('us' as const) : ('them' as const)),
                rule: '{}',
                started_at: steps[0]!.at,
                suspensions: '[]',
                due_at: deadline.due_at,
                original_due_at: deadline.due_at,
                status: deadline.stopped_at ? ('missed' as const) : ('running' as const),
                stopped_at: deadline.stopped_at ?? null,
              },
            ]
          : [],
      );
      if (clocks.length > 0) await trx.insertInto('deadline').values(clocks).execute();
    });
  }
}

function figures(participant: string, year: number, now = later): Promise<StatisticsView> {
  return as(db, participant, (trx) => statisticsOf(trx, { participant, zone, year, now }));
}

const flowOf = (view: StatisticsView, direction: Direction, kind: Kind = 'evidence') =>
  view.flows.find((flow) => flow.direction === direction && flow.kind === kind)!;
const figureOf = (view: StatisticsView, id: string, direction: Direction) =>
  view.figures.find((f) => f.indicator === id && f.direction === direction)!;
const rateOf = (view: StatisticsView, id: string, direction: Direction) => {
  const { numerator, denominator } = figureOf(view, id, direction);
  return [numerator, denominator];
};
const timesOf = (view: StatisticsView, id: string, direction: Direction) => {
  const { n, median, p90, unit } = figureOf(view, id, direction).times!;
  return { n, median, p90, unit };
};

const opened = (at: string): Step => ({ step: 'opened', at });
const closed = (at: string, outcome: string): Step => ({ step: 'closed', at, outcome });
const reopened = (at: string): Step => ({ step: 'reopened', at });
const received = (steps: Step[], facts: NonNullable<Known['facts']> = {}, more: Partial<Known> = {}): Known => ({
  participant: 'BRA',
  direction: 'incoming',
  kind: 'evidence',
  counterpart: 'CHL',
  steps,
  facts,
  ...more,
});

/* ---------------------------------------------------------------- identity */

const minute = 60_000;
const firstDay = Date.parse('2024-11-01T00:00:00Z');
const arbitraryCase: fc.Arbitrary<Known> = fc
  .record({
    direction: fc.constantFrom(...directions),
    kind: fc.constantFrom(...requestKinds),
    counterpart: fc.constantFrom('CHL', 'URY'),
    basis: fc.constantFrom('ETS185', 'OAS-A55', ''),
    ground: fc.option(fc.constantFrom('ESSENTIAL_INTERESTS', 'DUAL_CRIMINALITY')),
    start: fc.integer({ min: 0, max: 800 * 24 * 60 }),
    gaps: fc.array(
      fc.record({
        minutes: fc.integer({ min: 0, max: 250 * 24 * 60 }),
        outcome: fc.constantFrom('executed_full', 'executed_partial', 'refused', 'returned', 'withdrawn', 'lapsed'),
      }),
      { maxLength: 4 },
    ),
    acknowledged: fc.option(fc.integer({ min: 0, max: 20 * 24 * 60 })),
  })
  .map(({ direction, kind, counterpart, basis, ground, start, gaps, acknowledged }) => {
    let at = firstDay + start * minute;
    const steps = [opened(new Date(at).toISOString())];
    gaps.forEach(({ minutes, outcome }, index) => {
      at += minutes * minute;
      const iso = new Date(at).toISOString();
      steps.push(index % 2 === 0 ? closed(iso, outcome) : reopened(iso));
    });
    const acknowledgedAt = acknowledged === null ? {} : { acknowledged_at: plus(steps[0]!.at, acknowledged * minute) };
    return {
      participant: 'BRA',
      direction,
      kind,
      counterpart,
      basis,
      steps,
      facts: { ...acknowledgedAt, ...(ground === null ? {} : { ground }) },
    };
  });

function plus(iso: string, ms: number): string {
  return new Date(Date.parse(iso) + ms).toISOString();
}

/** Year and month on the wall in Brasília, without any library's idea of a calendar year. */
const wall = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit' });
const yearOf = (iso: string) => Number(wall.format(new Date(iso)).slice(0, 4));
const monthOf = (iso: string) => Number(wall.format(new Date(iso)).slice(5, 7));

/** The counts of one slice, one request at a time. */
function naive(cases: Known[], year: number) {
  const flow = { pending_start: 0, opened: 0, reopened: 0, closed: 0, pending_end: 0 };
  const outcomes: Record<string, number> = {};
  for (const { steps } of cases) {
    const pendingBefore = (limit: number) => {
      let pending = false;
      for (const { step, at } of steps) if (yearOf(at) < limit) pending = step !== 'closed';
      return pending;
    };
    if (pendingBefore(year)) flow.pending_start++;
    if (pendingBefore(year + 1)) flow.pending_end++;
    for (const { step, at, outcome } of steps) {
      if (yearOf(at) !== year) continue;
      flow[step]++;
      if (outcome) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    }
  }
  return { ...flow, outcomes };
}

test('every slice balances and agrees with counting one by one', async () => {
  const seed = Number(process.env.SEED ?? 20261121);
  console.log(`fast-check seed ${seed}`);
  await fc.assert(
    fc.asyncProperty(fc.array(arbitraryCase, { minLength: 1, maxLength: 40 }), async (cases) => {
      await owner.query('truncate case_file cascade');
      await store(cases);
      for (const year of [2024, 2025, 2026, 2027]) {
        const view = await figures('BRA', year);
        for (const { direction, kind, ...flow } of view.flows) {
          const own = cases.filter((one) => one.direction === direction && one.kind === kind);
          expect(flow).toEqual(naive(own, year));
          expect(flowHolds(flow)).toBe(true);
          for (const month of [1, 2, 6, 12]) {
            const inMonth = (step: Step['step']) =>
              own
                .flatMap(({ steps }) => steps)
                .filter((s) => s.step === step && yearOf(s.at) === year && monthOf(s.at) === month).length;
            expect(view.months).toContainEqual({
              month,
              direction,
              kind,
              opened: inMonth('opened'),
              closed: inMonth('closed'),
            });
          }
          for (const counterpart of ['CHL', 'URY']) {
            const pair = naive(
              own.filter((one) => one.counterpart === counterpart),
              year,
            );
            const shown = view.by_counterpart.find(
              (p) => p.direction === direction && p.kind === kind && p.counterpart === counterpart,
            );
            if (!shown)
              expect(pair).toEqual({
                pending_start: 0,
                opened: 0,
                reopened: 0,
                closed: 0,
                pending_end: 0,
                outcomes: {},
              });
            else {
              expect(shown).toMatchObject(pair);
              expect(flowHolds(shown)).toBe(true);
            }
          }
        }
        for (const direction of directions) {
          const sum = (rows: { direction: Direction; count: number }[]) =>
            rows.filter((row) => row.direction === direction).reduce((all, { count }) => all + count, 0);
          const both = view.flows.filter((flow) => flow.direction === direction);
          expect(sum(view.bases)).toBe(both.reduce((all, flow) => all + flow.opened, 0));
          expect(sum(view.grounds)).toBe(both.reduce((all, flow) => all + (flow.outcomes['refused'] ?? 0), 0));
          for (const [id, kind] of [
            ['M10', 'evidence'],
            ['P2', 'preservation'],
          ] as const) {
            const ms = cases
              .filter((one) => one.direction === direction && one.kind === kind && yearOf(one.steps[0]!.at) === year)
              .flatMap(({ steps, facts }) =>
                facts?.acknowledged_at ? [Date.parse(facts.acknowledged_at) - Date.parse(steps[0]!.at)] : [],
              )
              .sort((a, b) => a - b);
            const unit = id === 'M10' ? day : hour;
            const at = (rank: number) => (ms.length < 5 ? null : Math.round((ms[rank - 1]! / unit) * 100) / 100);
            expect(timesOf(view, id, direction)).toEqual({
              n: ms.length,
              median: at(Math.ceil(ms.length / 2)),
              p90: at(Math.ceil((ms.length * 9) / 10)),
              unit: id === 'M10' ? 'days' : 'hours',
            });
          }
        }
      }
    }),
    { seed, numRuns: 25 },
  );
}, 120_000);

/* ------------------------------------------------------------------- cases */

test('the year turns at midnight where the participant is', async () => {
  await store([
    // 23:59 on 31 December in Brasília, already the new year in UTC
    received([opened('2026-01-01T02:59:59.999Z')]),
    received([opened('2026-01-01T03:00:00.000Z')]),
  ]);
  expect(flowOf(await figures('BRA', 2025), 'incoming')).toMatchObject({ pending_start: 0, opened: 1, pending_end: 1 });
  const view = await figures('BRA', 2026);
  expect(flowOf(view, 'incoming')).toMatchObject({ pending_start: 1, opened: 1, pending_end: 2 });
  expect(view.months.find((m) => m.month === 1 && m.direction === 'incoming' && m.kind === 'evidence')?.opened).toBe(1);
});

test('a request closed, reopened and closed again closes twice', async () => {
  await store([
    received([
      opened('2025-11-03T12:00:00.000Z'),
      closed('2026-02-01T12:00:00.000Z', 'executed_full'),
      reopened('2026-03-01T12:00:00.000Z'),
      closed('2026-05-01T12:00:00.000Z', 'executed_partial'),
    ]),
  ]);
  const flow = flowOf(await figures('BRA', 2026), 'incoming');
  expect(flow).toMatchObject({
    pending_start: 1,
    opened: 0,
    reopened: 1,
    closed: 2,
    pending_end: 0,
    outcomes: { executed_full: 1, executed_partial: 1 },
  });
  expect(flowHolds(flow)).toBe(true);
});

test('a year under way ends now; months to come are absent, not zero', async () => {
  const now = '2026-03-15T15:00:00.000Z';
  await store([
    received(
      [opened('2026-02-01T12:00:00.000Z')],
      { acknowledge_due_at: '2026-02-08T12:00:00.000Z' },
      {
        deadline: { due_at: '2026-03-01T12:00:00.000Z' },
      },
    ),
    received([opened(now)], { acknowledge_due_at: '2026-03-22T12:00:00.000Z' }),
    received([opened('2026-04-01T12:00:00.000Z')]),
  ]);
  const view = await figures('BRA', 2026, now);
  expect(flowOf(view, 'incoming')).toMatchObject({ opened: 2, pending_end: 2 });
  expect([...new Set(view.months.map(({ month }) => month))]).toEqual([1, 2, 3]);
  expect(rateOf(view, 'M15', 'incoming')).toEqual([1, 2]);
  // the first is late, the second not yet due
  expect(rateOf(view, 'M10.in_time', 'incoming')).toEqual([0, 1]);
  // 74 days so far, none closed
  expect(rateOf(view, 'M5', 'incoming')).toEqual([2 * 74, 0]);
  const next = await figures('BRA', 2027, now);
  expect(next.months).toEqual([]);
  expect(flowOf(next, 'incoming')).toMatchObject({ pending_start: 2, opened: 0, pending_end: 2 });
});

test('overdue counts the clocks of the requested State that ran at the end of the year', async () => {
  const open = [opened('2026-02-01T12:00:00.000Z')];
  const due = '2026-06-01T12:00:00.000Z';
  await store([
    received(open, {}, { deadline: { due_at: due } }),
    received(open, {}, { deadline: { due_at: due, stopped_at: '2027-02-01T12:00:00.000Z' } }),
    received(open, {}, { deadline: { due_at: due, stopped_at: '2026-07-01T12:00:00.000Z' } }),
    received(open, {}, { deadline: { due_at: due, holder: 'them' } }),
    received(open, {}, { deadline: { due_at: '2027-06-01T12:00:00.000Z' } }),
  ]);
  expect(rateOf(await figures('BRA', 2026), 'M15', 'incoming')).toEqual([2, 5]);
});

test('rates follow the requests begun in the year', async () => {
  const at = '2026-02-01T12:00:00.000Z';
  const end = plus(at, 40 * day);
  const asked = { rounds: 2 };
  await store([
    received([opened(at), closed(end, 'executed_full')], { executed_at: end }),
    received([opened(at), closed(end, 'executed_full')], { executed_at: end, waited_ms: 30 * day, ...asked }),
    received([opened(at), closed(end, 'executed_partial')], { executed_at: end }),
    received([opened(at), closed(end, 'refused')], { ground: 'ESSENTIAL_INTERESTS' }),
    received([opened(at), closed(end, 'withdrawn')]),
    received([opened(at)], { rounds: 1 }),
    // begun a year before: in the flows of 2026, not in its cohort
    received([opened('2025-06-01T12:00:00.000Z'), closed(end, 'refused')], { ground: 'TAX_OFFENCE' }),
  ]);
  const view = await figures('BRA', 2026);
  expect(flowOf(view, 'incoming').outcomes).toEqual({
    executed_full: 2,
    executed_partial: 1,
    refused: 2,
    withdrawn: 1,
  });
  expect(view.grounds).toEqual([
    { direction: 'incoming', ground: 'ESSENTIAL_INTERESTS', count: 1 },
    { direction: 'incoming', ground: 'TAX_OFFENCE', count: 1 },
  ]);
  expect(rateOf(view, 'M4', 'incoming')).toEqual([6, 6]);
  expect(rateOf(view, 'M6', 'incoming')).toEqual([2, 4]);
  expect(rateOf(view, 'M6.partial', 'incoming')).toEqual([1, 4]);
  expect(rateOf(view, 'M7', 'incoming')).toEqual([1, 4]);
  expect(rateOf(view, 'M8', 'incoming')).toEqual([2, 6]);
  expect(rateOf(view, 'M8.rounds', 'incoming')).toEqual([3, 6]);
  expect(rateOf(view, 'M9', 'incoming')).toEqual([2, 4]);
  expect(rateOf(view, 'M6', 'outgoing')).toEqual([0, 0]);
  expect(timesOf(view, 'M12', 'incoming')).toEqual({ n: 3, median: null, p90: null, unit: 'days' });
});

test('times: gross, net of waiting, and only from five on', async () => {
  const at = '2026-02-01T12:00:00.000Z';
  const days = [40, 10, 30, 20, 50];
  const executed = (n: number, more: Partial<Known> = {}) =>
    received(
      [opened(at), closed(plus(at, n * day), 'executed_full')],
      { executed_at: plus(at, n * day), waited_ms: n === 50 ? 45 * day : 0 },
      more,
    );
  await store([...days.map((n) => executed(n)), executed(5, { counterpart: 'URY' })]);
  const view = await figures('BRA', 2026);
  expect(timesOf(view, 'M12', 'incoming')).toEqual({ n: 6, median: 20, p90: 50, unit: 'days' });
  expect(timesOf(view, 'M12.net', 'incoming')).toEqual({ n: 6, median: 10, p90: 40, unit: 'days' });
  expect(view.by_counterpart.map(({ counterpart, times }) => [counterpart, times])).toEqual([
    ['CHL', { n: 5, median: 30, p90: 50, unit: 'days' }],
    ['URY', { n: 1, median: null, p90: null, unit: 'days' }],
  ]);
});

test('a follow-up counts when it came before the data were let go', async () => {
  const at = '2026-02-01T12:00:00.000Z';
  const preserved_at = plus(at, 2 * day);
  const expiry = plus(at, 62 * day);
  const sent = (steps: Step[], facts: Known['facts'] = {}): Known => ({
    ...received([opened(at), ...steps], facts),
    direction: 'outgoing',
    kind: 'preservation',
  });
  await store([
    sent([], { preserved_at, followed_up_at: plus(at, 30 * day), extensions: 2 }),
    sent([closed(expiry, 'expired')], { preserved_at }),
    sent([closed(expiry, 'expired')], { preserved_at, followed_up_at: plus(expiry, day) }),
    sent([closed(expiry, 'expired')], { preserved_at, followed_up_at: plus(expiry, -day) }),
    sent([closed(expiry, 'impossible')]),
  ]);
  const view = await figures('BRA', 2026);
  expect(rateOf(view, 'P1', 'outgoing')).toEqual([4, 5]);
  expect(rateOf(view, 'P3', 'outgoing')).toEqual([2, 4]);
  expect(rateOf(view, 'P4', 'outgoing')).toEqual([2, 4]);
  expect(rateOf(view, 'P5', 'outgoing')).toEqual([1, 4]);
  expect(rateOf(view, 'P5.mean', 'outgoing')).toEqual([2, 4]);
});

test('what one State sent is what the other received', async () => {
  const sent = fc.sample(arbitraryCase, { numRuns: 60, seed: 1 }).map((one) => ({
    ...one,
    direction: 'outgoing' as const,
    counterpart: 'CHL',
  }));
  await store([
    ...sent,
    ...sent.map((one) => ({ ...one, participant: 'CHL', direction: 'incoming' as const, counterpart: 'BRA' })),
  ]);
  for (const year of [2024, 2025, 2026, 2027]) {
    const [asking, asked] = [await figures('BRA', year), await figures('CHL', year)];
    for (const kind of requestKinds) {
      const { direction: _, ...ours } = flowOf(asking, 'outgoing', kind);
      const { direction: __, ...theirs } = flowOf(asked, 'incoming', kind);
      expect(ours).toEqual(theirs);
    }
    expect(asking.grounds.map(({ ground, count }) => [ground, count])).toEqual(
      asked.grounds.map(({ ground, count }) => [ground, count]),
    );
  }
  expect(flowOf(await figures('BRA', 2025), 'incoming')).toMatchObject({ opened: 0, pending_end: 0 });
});

test('the table for spreadsheets has every figure and no formula', async () => {
  const at = '2026-02-01T12:00:00.000Z';
  await store([received([opened(at), closed(plus(at, day), 'refused')], { ground: '=HYPERLINK("x")' })]);
  const csv = statisticsCsv(await figures('BRA', 2026));
  const [header, ...rows] = csv.trimEnd().split('\r\n');
  expect(header).toBe(
    'participant,year,indicator,measure,direction,kind,counterpart,month,outcome,ground,basis,value,unit,n,missing,note,zone,as_of',
  );
  expect(rows).toContain(`BRA,2026,M1,opened,incoming,evidence,CHL,,,,,1,requests,,,,${zone},${later}`);
  expect(rows).toContain(`BRA,2026,M3,closed,incoming,evidence,,,refused,,,1,requests,,,,${zone},${later}`);
  expect(rows).toContain(`BRA,2026,M7,rate,incoming,evidence,,,,,,100,percent,1,0,,${zone},${later}`);
  expect(rows).toContain(`BRA,2026,M7,rate,outgoing,evidence,,,,,,,percent,0,0,none,${zone},${later}`);
  expect(rows).toContain(`BRA,2026,M12,median,incoming,evidence,,,,,,,days,0,0,none,${zone},${later}`);
  expect(csv).toContain(`"'=HYPERLINK(""x"")"`);
});
