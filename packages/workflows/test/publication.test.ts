import type highs from 'highs';
import { describe, expect, it, test, vi } from 'vitest';
import {
  basesOfReturn,
  type Content,
  domesticCells,
  emptyContent,
  type FlowRow,
  type Mark,
  outcomes,
  type RateRow,
  type Reported,
  type TimesRow,
} from '../src/annual-return/content.ts';
import { type Cell, disclosurePolicy } from '../src/disclosure.ts';
import { bucketBounds } from '../src/distributions.ts';
import { groundCodes } from '../src/instruments/types.ts';
import {
  type Count,
  cellsAndEquations,
  compile,
  countsOf,
  dimensions,
  type Edition,
  flowMeasures,
  type Key,
  keyOf,
  type Report,
  type Table,
  tables,
} from '../src/publication.ts';
import { states } from '../src/states.ts';

// on a machine that has more to do
vi.setConfig({ testTimeout: 60_000 });
// the solver itself, but compiled once for all of this file
vi.mock('highs', async (original) => {
  const { default: load } = await original<{ default: typeof highs.default }>();
  const solver = load();
  return { default: () => solver };
});

const now = '2027-04-01T00:00:00Z';
const evidence = { direction: 'incoming', kind: 'evidence' } as const;

const row = (changes: Partial<FlowRow> = {}): FlowRow => ({
  ...{ ...evidence, basis: 'ETS185', counterpart: 'CHL' },
  ...{ pending_start: 0, opened: 0, reopened: 0, closed: 0, pending_end: 0, in_transit_start: 0, in_transit_end: 0 },
  outcomes: {},
  ...changes,
});
type Said = Partial<Omit<Content, 'domestic'>> & { domestic?: Record<string, Reported> };
const returned = (state: string, { domestic, ...rest }: Said = {}, year = 2026): Content => {
  const empty = emptyContent(state, year, 'America/Lima');
  return { ...empty, ...rest, domestic: { ...empty.domestic, ...domestic } };
};
const rate = (indicator: RateRow['indicator'], numerator: number, denominator: RateRow['denominator']): RateRow => ({
  ...{ ...evidence, indicator, numerator, denominator, missing: 0 },
});
const published = (contents: Content[], earlier: Edition[] = [], year = 2026) =>
  compile({ year, now, contents, earlier });

const whole: Key = {
  ...{ area: '_T', counterpart: '_T', direction: '_Z', kind: '_Z' },
  ...{ measure: 'opened', outcome: '_T', basis: '_T', ground: '_T' },
};
const stateCodes = states.map(({ code }) => code);

test('a report says its key, its tables and measures in one order', () => {
  expect(dimensions.join()).toBe('area,counterpart,direction,kind,measure,outcome,basis,ground');
  expect(tables).toEqual(['flows', 'outcomes', 'bases', 'grounds', 'pairs', 'cohorts', 'domestic']);
  expect(flowMeasures).toEqual(['pending_start', 'opened', 'reopened', 'closed', 'pending_end']);
  expect(keyOf({ ...whole, area: 'PER', kind: 'evidence', ground: 'DUAL_CRIMINALITY' })).toBe(
    'PER._T._Z.evidence.opened._T._T.DUAL_CRIMINALITY',
  );
});

/* -------------------------------------------------------------------- counts */

describe('what is counted', () => {
  /** Of a table what State `area` says, `value` or `mark` and what is missing, by the members of the key that are no total. */
  const said = (contents: Content[], table: Table, area: string) =>
    countsOf(2026, contents).flatMap((count) => {
      if (count.table !== table || count.area !== area) return [];
      const { area: _, ...key } = Object.fromEntries(dimensions.map((one) => [one, count[one]])) as Key;
      const name = Object.values(key).filter((one) => one !== '_T' && one !== '_Z');
      const missing = count.missing > 0 ? ` (${count.missing} missing)` : '';
      return [`${name.join(' ')}: ${count.value ?? count.mark}${missing}`];
    });
  /** Without those that are zero. */
  const some = (contents: Content[], table: Table, area: string) =>
    said(contents, table, area).filter((one) => !one.endsWith(': 0'));
  const mixed = [
    row({ pending_start: 1, opened: 2, reopened: 3, closed: 4, pending_end: 5 }),
    row({
      pending_start: 10,
      opened: 20,
      reopened: 30,
      closed: 40,
      pending_end: 50,
      counterpart: 'BRA',
      basis: 'UNCAC',
    }),
    row({ opened: 7, direction: 'outgoing' }),
    row({ opened: 8, kind: 'preservation' }),
  ];

  it('is of one year, and of each State once', () => {
    expect(() => countsOf(2026, [returned('PER'), returned('CHL', {}, 2025)])).toThrow(RangeError);
    expect(() => countsOf(2026, [returned('PER'), returned('PER')])).toThrow(RangeError);
    expect(() => countsOf(2026, [returned('PER'), returned('CHL')])).not.toThrow();
  });

  it('has every table, the region first, then each State, in reading order', () => {
    const counts = countsOf(2026, [returned('PER')]);
    const sizes = Object.fromEntries(
      tables.map((table) => [table, counts.filter((one) => one.table === table).length]),
    );
    const each = stateCodes.length + 1;
    expect(sizes).toMatchObject({
      flows: 4 * flowMeasures.length * each,
      outcomes: 2 * (outcomes.evidence.length + outcomes.preservation.length) * each,
      bases: 4 * basesOfReturn.length * each,
      grounds: 4 * (groundCodes.length + 1),
      pairs: 4 * (stateCodes.length - 1),
      domestic: domesticCells.length * each,
    });
    expect(counts.map(({ table }) => table)).toEqual(tables.flatMap((table) => Array(sizes[table]).fill(table)));
    expect(counts.slice(0, each).map(({ area }) => area)).toEqual(['_T', ...stateCodes]);
    expect(new Set(counts.map(keyOf)).size).toBe(counts.length);
  });

  it('tells none from not told: of a State that reported nothing, and of one that did not report', () => {
    expect(new Set(said([returned('PER')], 'flows', 'PER').map((one) => one.split(': ')[1]))).toEqual(new Set(['0']));
    expect(new Set(said([returned('PER')], 'flows', 'CHL').map((one) => one.split(': ')[1]))).toEqual(
      new Set(['not_reported']),
    );
    const unknown = domesticCells.map((one) => `${one}: not_available (1 missing)`);
    for (const content of [returned('PER'), { ...returned('PER'), domestic: {} }])
      expect(said([content], 'domestic', 'PER')).toEqual(unknown);
    // a State that did not report is no missing part: its return is missing, and that is said once
    expect(said([returned('PER')], 'flows', '_T')[0]).toBe('outgoing evidence pending_start: 0');
  });

  it('adds up rows of one direction and kind', () => {
    expect(some([returned('PER', { flows: mixed })], 'flows', 'PER')).toEqual([
      'outgoing evidence opened: 7',
      'incoming evidence pending_start: 11',
      'incoming evidence opened: 22',
      'incoming evidence reopened: 33',
      'incoming evidence closed: 44',
      'incoming evidence pending_end: 55',
      'incoming preservation opened: 8',
    ]);
  });

  it('adds up States, and says how many parts were not told', () => {
    const contents = [
      returned('PER', { flows: [row({ opened: 5, closed: 'not_applicable' }), row({ opened: 'not_available' })] }),
      returned('CHL', { flows: [row({ opened: 7, closed: 'not_applicable' })] }),
      returned('BRA', {
        flows: [row({ opened: 'not_available', closed: 'not_available', pending_end: 'not_applicable' })],
      }),
      returned('ARG', { flows: [row({ opened: 'not_available' }), row({ opened: 'not_applicable', closed: 2 })] }),
    ];
    const of = (area: string) => some(contents, 'flows', area);
    expect(of('PER')).toEqual(['incoming evidence opened: 5 (1 missing)', 'incoming evidence closed: 0 (1 missing)']);
    expect(of('CHL')).toEqual(['incoming evidence opened: 7', 'incoming evidence closed: not_applicable (1 missing)']);
    expect(of('BRA')).toEqual([
      'incoming evidence opened: not_available (1 missing)',
      'incoming evidence closed: not_available (1 missing)',
      'incoming evidence pending_end: not_applicable (1 missing)',
    ]);
    expect(of('ARG')).toEqual(['incoming evidence opened: not_available (2 missing)', 'incoming evidence closed: 2']);
    expect(of('_T')).toEqual([
      'incoming evidence opened: 12 (2 missing)',
      'incoming evidence closed: 2 (2 missing)',
      'incoming evidence pending_end: 0 (1 missing)',
    ]);
    const nobody = contents.slice(1, 3).map((content) => ({ ...content, flows: [row({ opened: 'not_applicable' })] }));
    expect(some(nobody, 'flows', '_T')).toEqual(['incoming evidence opened: not_applicable (2 missing)']);
  });

  it('is split by outcome', () => {
    const flows = [
      row({ closed: 9, outcomes: { executed_full: 5, refused: 4 } }),
      row({ closed: 3, outcomes: { refused: 3 }, counterpart: 'BRA' }),
      row({ closed: 2, outcomes: { expired: 2 }, kind: 'preservation' }),
      row({ closed: 6, outcomes: { lapsed: 6 }, direction: 'outgoing' }),
    ];
    const lines = some([returned('PER', { flows })], 'outcomes', 'PER');
    expect(lines).toEqual([
      'outgoing evidence closed lapsed: 6',
      'incoming evidence closed executed_full: 5',
      'incoming evidence closed refused: 7',
      'incoming preservation closed expired: 2',
    ]);
    expect(some([returned('PER', { flows })], 'outcomes', '_T')).toEqual(lines);
  });

  it('is split by basis', () => {
    const lines = some([returned('PER', { flows: mixed })], 'bases', 'PER');
    expect(lines).toEqual([
      'outgoing evidence opened ETS185: 7',
      'incoming evidence opened ETS185: 2',
      'incoming evidence opened UNCAC: 20',
      'incoming preservation opened ETS185: 8',
    ]);
  });

  it('is split by ground of the region only', () => {
    const grounds = [
      { ...evidence, ground: 'DUAL_CRIMINALITY', refused: 6 },
      { ...evidence, ground: 'not_available', refused: 1 },
      { direction: 'outgoing', kind: 'evidence', ground: 'DUAL_CRIMINALITY', refused: 2 },
      { direction: 'incoming', kind: 'preservation', ground: 'DUAL_CRIMINALITY', refused: 3 },
    ] as const;
    const contents = [returned('PER', { grounds: [...grounds] }), returned('CHL', { grounds: [grounds[0]] })];
    expect(some(contents, 'grounds', '_T')).toEqual([
      'outgoing evidence closed refused DUAL_CRIMINALITY: 2',
      'incoming evidence closed refused DUAL_CRIMINALITY: 12',
      'incoming evidence closed refused not_available: 1',
      'incoming preservation closed refused DUAL_CRIMINALITY: 3',
    ]);
    expect(said(contents, 'grounds', 'PER')).toEqual([]);
  });

  it('is split by counterpart of the States that reported, never with itself', () => {
    const contents = [returned('PER', { flows: [...mixed, row({ opened: 9 })] })];
    expect(some(contents, 'pairs', 'PER')).toEqual([
      'CHL outgoing evidence opened: 7',
      'BRA incoming evidence opened: 20',
      'CHL incoming evidence opened: 11',
      'CHL incoming preservation opened: 8',
    ]);
    const others = said(contents, 'pairs', 'PER').map((one) => one.split(' ')[0]);
    expect(others.slice(0, stateCodes.length - 1)).toEqual(stateCodes.filter((code) => code !== 'PER'));
    expect(said(contents, 'pairs', 'CHL')).toEqual([]);
    expect(said(contents, 'pairs', '_T')).toEqual([]);
  });

  it('is every term of a share once, however many shares say it', () => {
    const rates = [
      rate('M6', 6, 10),
      rate('M7', 3, 10),
      rate('M17', 2, 'not_applicable'),
      { ...rate('M6', 60, 100), direction: 'outgoing' } as const,
      { ...rate('P1', 70, 80), kind: 'preservation' } as const,
    ];
    const all = some([returned('PER', { rates })], 'cohorts', 'PER');
    // what no share says is not known, and no zero
    const lines = all.filter((line) => !line.endsWith(': not_available (1 missing)'));
    expect(all.length - lines.length).toBeGreaterThan(50);
    expect(lines).toEqual(
      [
        'outgoing evidence executed_full: 60',
        'outgoing evidence decided: 100',
        'incoming evidence executed_full: 6',
        'incoming evidence decided: 10',
        'incoming evidence refused: 3',
        'incoming evidence postponed: 2',
        'incoming preservation begun: 80',
        'incoming preservation preserved: 70',
      ].toSorted((a, b) => lines.indexOf(a) - lines.indexOf(b)),
    );
    const terms = (kind: string) =>
      said([], 'cohorts', 'PER').flatMap((one) => {
        const [, direction, of, term] = /^(\w+) (\w+) (\w+):/.exec(one) ?? [];
        return direction === 'incoming' && of === kind ? [term] : [];
      });
    expect(terms('evidence')).toEqual([
      ...['executed_full', 'decided', 'executed_partial', 'refused', 'asked', 'begun', 'rounds', 'executed_unasked'],
      ...[
        'acknowledged_in_time',
        'acknowledge_due',
        'overdue',
        'age_90',
        'age_180',
        'age_365',
        'age_more',
        'postponed',
      ],
      ...['conditioned', 'conditions_accepted', 'conditions', 'too_slow', 'lapsed', 'receipt_confirmed', 'delivered'],
      ...['disputed', 'emergency'],
    ]);
    expect(terms('preservation')).toEqual([
      ...['preserved', 'begun', 'impossible', 'refused', 'followed', 'expired', 'extended', 'extensions', 'deleted'],
      ...['disclosures', 'third_states', 'emergency'],
    ]);
  });

  it('is each domestic figure of a State', () => {
    const domestic = { C1: 12, 'C2.opened': 'not_applicable', 'C5.female': 0 } as const;
    expect(
      said([returned('PER', { domestic })], 'domestic', 'PER').filter((one) => !one.includes('available')),
    ).toEqual(['C1: 12', 'C2.opened: not_applicable (1 missing)', 'C5.female: 0']);
  });
});

/* -------------------------------------------------------- what a reader knows */

/** A count by the members of its key that matter here. */
const count = (key: Partial<Key>, value: number | null, table: Table = 'pairs'): Count => ({
  ...{ ...whole, ...evidence, ...key, table, value },
  ...{ mark: value === null ? 'not_available' : null, missing: 0 },
});
/** `2026/1/PER._T._T…` without year and edition and without totals */
const short = (id: string) => id.replaceAll('2026/1/', '').replaceAll(/(\._T)+(?=$|[.+≤])/g, '');
const equationsOf = (counts: Count[], edition = 1) =>
  cellsAndEquations(counts, { year: 2026, edition, earlier: [] }).equations.map(
    ({ left, right }) => `${left.map(short).join(' + ')} = ${right.map(short).join(' + ')}`,
  );

describe('what adds up', () => {
  test.each([
    ['area', 'PER', 'CHL'],
    ['counterpart', 'PER', 'CHL'],
    ['outcome', 'refused', 'lapsed'],
    ['basis', 'ETS185', 'UNCAC'],
    ['ground', 'DUAL_CRIMINALITY', 'TAX_OFFENCE'],
  ] as const)('the members of %s', (dimension, one, other) => {
    const table = (all: number | null, a: number | null, b: number | null) =>
      equationsOf([count({}, all), count({ [dimension]: one }, a), count({ [dimension]: other }, b)]);
    const key = (member: string) => short(keyOf({ ...whole, ...evidence, [dimension]: member }));
    expect(table(8, 5, 3)).toEqual([`${key('_T')} = ${key(one)} + ${key(other)}`]);
    expect(table(8, 8, 0)).toEqual([`${key('_T')} = ${key(one)} + ${key(other)}`]);
    // what is not told is not added, and what does not add up in fact ties nothing
    expect(table(8, 8, null)).toEqual([`${key('_T')} = ${key(one)}`]);
    expect(table(8, 5, 2)).toEqual([]);
    expect(table(8, 5, 4)).toEqual([]);
    expect(table(8, null, null)).toEqual([]);
    expect(table(null, 5, 3)).toEqual([]);
  });

  test('nothing else: neither directions, nor kinds, nor measures', () => {
    const apart = [{}, { direction: 'outgoing' }, { kind: 'preservation' }, { measure: 'closed' }];
    for (const other of apart.slice(1))
      expect(equationsOf([count({ area: 'PER' }, 8), count({ area: 'PER', ...other }, 8)])).toEqual([]);
  });
});

/** Counts of one State by measure. */
const measured = (table: Table, values: Record<string, number | null>, key: Partial<Key> = {}) =>
  Object.entries(values).map(([measure, value]) => count({ area: 'PER', ...key, measure }, value, table));
const prefix = /PER\.(incoming|outgoing|_Z)\.(evidence|preservation|_Z)\./g;
const tiesOf = (counts: Count[]) => equationsOf(counts).map((one) => one.replaceAll(prefix, ''));

describe('what came in went out or is still there', () => {
  const flow = { pending_start: 1, opened: 5, reopened: 2, closed: 6, pending_end: 2 };
  const identity = 'pending_start + opened + reopened = closed + pending_end';
  test('of flows', () => {
    expect(tiesOf(measured('flows', flow))).toEqual([identity]);
    expect(tiesOf(measured('flows', { ...flow, pending_end: 3 }))).toEqual([]);
    expect(tiesOf(measured('flows', { ...flow, reopened: null, closed: 4 }))).toEqual([
      'pending_start + opened = closed + pending_end',
    ]);
    for (const table of ['outcomes', 'domestic'] as const) expect(tiesOf(measured(table, flow))).toEqual([]);
  });
  test('of investigations', () => {
    const c2 = (values: object) =>
      tiesOf(
        measured('domestic', Object.fromEntries(Object.entries(values).map(([one, value]) => [`C2.${one}`, value])), {
          ...{ direction: '_Z', kind: '_Z' },
        }),
      );
    expect(c2(flow)).toEqual(['C2.pending_start + C2.opened + C2.reopened = C2.closed + C2.pending_end']);
    expect(c2({ ...flow, opened: 4 })).toEqual([]);
  });
});

describe('the same requests, told by the other side', () => {
  const pair = (area: string, counterpart: string, direction: string, value: number | null) =>
    count({ area, counterpart, direction }, value);
  const mirrored = 'PER.CHL.outgoing.evidence.opened = CHL.PER.incoming.evidence.opened';
  test('of a pair, even where the two differ', () => {
    const told = (sent: number, received: number | null) => [
      pair('PER', 'CHL', 'outgoing', sent),
      pair('CHL', 'PER', 'incoming', received),
    ];
    expect(equationsOf(told(9, 9))).toEqual([mirrored]);
    expect(equationsOf(told(9, 7))).toEqual([mirrored]);
    expect(equationsOf(told(9, null))).toEqual([]);
    // a restatement is held against what it restates, not against the other side
    expect(equationsOf(told(9, 9), 2)).toEqual([]);
    expect(equationsOf([pair('PER', 'CHL', 'outgoing', 9), pair('PER', 'CHL', 'incoming', 9)])).toEqual([]);
  });
  test('of the region where the two agree', () => {
    const told = (sent: number, received: number) => [
      count({ direction: 'outgoing' }, sent, 'flows'),
      count({ direction: 'incoming' }, received, 'flows'),
    ];
    expect(equationsOf(told(9, 9))).toEqual(['_T.outgoing.evidence.opened = _T.incoming.evidence.opened']);
    expect(equationsOf(told(9, 8))).toEqual([]);
  });
  test('never of one State and all others', () => {
    const told = [count({ area: 'PER', direction: 'outgoing' }, 9), count({ counterpart: 'PER' }, 9)];
    expect(equationsOf(told)).toEqual([]);
  });
});

describe('what is told of the requests begun', () => {
  /** Of one State beside new requests, which are as many as begun if not said otherwise. */
  const cohort = (values: Record<string, number | null>, kind = 'evidence') => [
    ...measured('flows', { opened: 50 }, { kind }),
    ...measured('cohorts', values, { kind }),
  ];
  const ties = (values: Record<string, number | null>, kind?: string) => [...new Set(tiesOf(cohort(values, kind)))];

  test('they are the new ones', () => {
    expect(ties({ begun: 50 })).toEqual(['begun = opened']);
    expect(ties({ begun: 49 })).toEqual([]);
  });

  test('those pending at the end are of some age', () => {
    const ages = { age_90: 1, age_180: 2, age_365: 3, age_more: 4 };
    const aged = (end: number) => tiesOf([...cohort(ages), ...measured('flows', { pending_end: end })]);
    expect(aged(10)[0]).toBe('age_90 + age_180 + age_365 + age_more = pending_end');
    expect(aged(11).filter((one) => one.startsWith('age_90 + age_180'))).toEqual([]);
  });

  test.each([
    ['evidence', 'executed_full + executed_partial + refused', 'decided'],
    ['evidence', 'executed_unasked', 'executed_full + executed_partial'],
    ['preservation', 'deleted', 'impossible'],
    ['evidence', 'executed_full', 'decided'],
    ['evidence', 'acknowledged_in_time', 'acknowledge_due'],
    ['evidence', 'conditions_accepted', 'conditions'],
    ['evidence', 'receipt_confirmed', 'delivered'],
    ['evidence', 'disputed', 'delivered'],
    ['preservation', 'followed', 'preserved'],
    ['preservation', 'extended', 'preserved'],
    ['evidence', 'overdue', 'pending_end'],
    ['evidence', 'age_180', 'pending_end'],
    ['evidence', 'asked', 'begun'],
    ['evidence', 'decided', 'begun'],
    ['evidence', 'postponed', 'begun'],
    ['evidence', 'too_slow', 'begun'],
    ['evidence', 'delivered', 'begun'],
    ['preservation', 'preserved', 'begun'],
    ['preservation', 'expired', 'begun'],
    ['preservation', 'emergency', 'begun'],
  ])('of %s: %s is at most %s', (kind, left, right) => {
    const [lesser, greater] = [left.split(' + '), right.split(' + ')];
    /** Each of the lesser told as 2, the greater as what they come to and `more`. */
    const told = (more: number) => {
      const all = {
        ...Object.fromEntries(lesser.map((one) => [one, 2])),
        ...Object.fromEntries(greater.map((one) => [one, 0])),
      };
      return { ...all, [greater[0]!]: 2 * lesser.length + more };
    };
    const tied = (more: number) => ties(told(more), kind).filter((one) => one.endsWith(` = ${right}`));
    const named = (one: string) => one.startsWith(`${left} + `);
    for (const more of [0, 3]) expect(tied(more).filter(named), `by ${more}`).toHaveLength(1);
    expect(tied(3).filter(named)[0]).toContain('≤');
    expect(tied(-1).filter(named)).toEqual([]);
    // only where all of it is told
    for (const missing of [...lesser, ...greater])
      expect(
        ties({ ...told(3), [missing]: null }, kind).filter((one) => named(one) && one.endsWith(` = ${right}`)),
      ).toEqual([]);
  });

  test('the rest of a part is a cell of its own, never printed, that may be deduced', () => {
    const { cells, equations } = cellsAndEquations(cohort({ disputed: 2, delivered: 5 }), {
      ...{ year: 2026, edition: 1, earlier: [] },
    });
    const key = (measure: string) => keyOf({ ...whole, ...evidence, area: 'PER', measure });
    const rest = `2026/1/${key('disputed')}≤${key('delivered')}`;
    expect(cells.filter(({ unprinted }) => unprinted)).toEqual([{ id: rest, value: 3, unprinted: 'free' }]);
    expect(equations).toEqual([{ left: [`2026/1/${key('disputed')}`, rest], right: [`2026/1/${key('delivered')}`] }]);
  });

  test.each([
    [
      'evidence',
      ['rounds', 'conditions', 'conditions_accepted', 'overdue', 'age_90', 'age_180', 'age_365', 'age_more'],
    ],
    ['preservation', ['extensions', 'disclosures', 'third_states']],
  ])('of %s one request can add several, or none of the year: %s', (kind, terms) => {
    for (const term of terms) expect(ties({ begun: 20, [term]: 10 }, kind), term).toEqual([]);
  });

  test('a ratio that is no share bounds nothing, nor do closings the new ones', () => {
    expect(ties({ preserved: 20, extensions: 10 }, 'preservation')).toEqual([]);
    expect(tiesOf(measured('flows', { opened: 50, closed: 20 }))).toEqual([]);
  });

  test('of one slice only', () => {
    const others = [{ area: 'CHL' }, { direction: 'outgoing' }, { kind: 'preservation' }];
    for (const other of others) {
      const counts = [...measured('flows', { opened: 50 }, other), ...measured('cohorts', { begun: 50 })];
      expect(equationsOf(counts), JSON.stringify(other)).toEqual([]);
    }
  });
});

describe('what is told of cases at home', () => {
  const domestic = (values: Record<string, number | null>) =>
    tiesOf(measured('domestic', { 'C2.closed': 8, ...values }, { direction: '_Z', kind: '_Z' }));
  const persons = {
    ...{ 'C5.female': 1, 'C5.male': 2, 'C5.sex_other': 3, 'C5.sex_unknown': 4 },
    ...{
      'C5.under_18': 5,
      'C5.age_18_29': 1,
      'C5.age_30_44': 1,
      'C5.age_45_59': 1,
      'C5.age_60': 1,
      'C5.age_unknown': 1,
    },
    ...{ 'C5.natural': 9, 'C5.legal': 1 },
  };
  const sex = 'C5.female + C5.male + C5.sex_other + C5.sex_unknown';
  const age = 'C5.under_18 + C5.age_18_29 + C5.age_30_44 + C5.age_45_59 + C5.age_60 + C5.age_unknown';

  const nature = 'C5.natural + C5.legal';

  test('persons by sex, by age and by nature are the same persons, and those of C3', () => {
    const splits = [`${sex} = ${age}`, `${sex} = ${nature}`, `${age} = ${nature}`];
    expect(domestic(persons)).toEqual(splits);
    expect(domestic({ ...persons, 'C3.persons': 10 })).toEqual([
      ...[splits[0], splits[1], `${sex} = C3.persons`],
      ...[splits[2], `${age} = C3.persons`, `${nature} = C3.persons`],
    ]);
    // what does not come out ties nothing, and what is left out does not untie the others
    expect(domestic({ ...persons, 'C5.legal': 2, 'C3.persons': 9 })).toEqual([`${sex} = ${age}`]);
    const some = Object.fromEntries(Object.entries(persons).filter(([one]) => !sex.includes(one)));
    expect(domestic({ ...some, 'C3.persons': 10 })).toEqual([
      splits[2],
      `${age} = C3.persons`,
      `${nature} = C3.persons`,
    ]);
  });

  test('of cases opened some needed something abroad, and of these some were asked for', () => {
    expect(domestic({ 'C6.need': 2, 'C2.opened': 5 })).toEqual(['C6.need + C6.need≤C2.opened = C2.opened']);
    expect(domestic({ 'C6.need': 6, 'C2.opened': 5 })).toEqual([]);
    expect(domestic({ 'C6.sent': 2, 'C6.need': 5 })).toEqual(['C6.sent + C6.sent≤C6.need = C6.need']);
    expect(domestic({ 'C6.sent': 6, 'C6.need': 5 })).toEqual([]);
    expect(domestic({ 'C6.sent': 2, 'C6.need': null })).toEqual([]);
  });
});

test('what is told beside an unknown figure adds up without it', () => {
  const persons = { 'C5.female': 3, 'C5.male': 7, 'C5.age_18_29': 10 };
  expect(tiesOf(measured('domestic', { 'C2.closed': null, ...persons }, { direction: '_Z', kind: '_Z' }))).toEqual([
    'C5.female + C5.male = C5.age_18_29',
  ]);
  expect(
    tiesOf([...measured('flows', { opened: null }), ...measured('cohorts', { disputed: 2, delivered: 5 })]),
  ).toEqual(['disputed + disputed≤delivered = delivered']);
});

test('a reader loses most by the region, least by a pair', () => {
  const weights = (table: Table, key: Partial<Key>) =>
    cellsAndEquations([count(key, 7, table)], { year: 2026, edition: 1, earlier: [] }).cells;
  const id = (key: Partial<Key>) => `2026/1/${keyOf({ ...whole, ...evidence, ...key })}`;
  const pair = { area: 'PER', counterpart: 'CHL' };
  const expected: [Table, Partial<Key>, number][] = [
    ['grounds', {}, 4],
    ['flows', {}, 40],
    ['domestic', {}, 40],
    ['pairs', {}, 40],
    ['pairs', pair, 1],
    ['flows', pair, 1],
    ['flows', { area: 'PER' }, 6],
    ['domestic', { area: 'PER' }, 6],
    ['outcomes', { area: 'PER' }, 2],
    ['cohorts', { area: 'PER' }, 2],
  ];
  for (const [table, key, weight] of expected)
    expect(weights(table, key), `${table} ${JSON.stringify(key)}`).toEqual([{ id: id(key), value: 7, weight }]);
  expect(
    weights('flows', {}).concat(cellsAndEquations([count({}, null)], { year: 2026, edition: 1, earlier: [] }).cells),
  ).toHaveLength(1);
});

/* ------------------------------------------------------------ earlier editions */

describe('what earlier editions told', () => {
  /** An edition as it stands, with what it printed of the domestic figures of Peru. */
  const edition = (
    year: number,
    number: number,
    domestic: Record<string, Reported>,
    flows: FlowRow[] = [],
  ): Edition => {
    const contents = [returned('PER', { domestic, flows }, year)];
    const observations = countsOf(year, contents).map((one) => {
      const small = one.value !== null && one.value > 0 && one.value < 5;
      return small ? { ...one, value: null, mark: 'suppressed' } : one;
    });
    return { report: { year, edition: number, observations } as Report, contents };
  };
  const key = (measure: string) => keyOf({ ...whole, area: 'PER', measure });
  const domestic = (values: Record<string, number | null>) =>
    measured('domestic', values, { direction: '_Z', kind: '_Z' });
  const held = (earlier: Edition[], counts: Count[], of: { year: number; edition: number }) => {
    const { cells, equations } = cellsAndEquations(counts, { ...of, earlier });
    const between = equations.filter(({ left, right }) => {
      const editions = [...left, ...right].map((id) => id.split('/', 2).join());
      return new Set(editions).size > 1 && left.some((id) => id.includes('PER.'));
    });
    return { cells, between };
  };

  it('is known if it was shown, stays hidden if it was hidden, and is restated by a difference that counts itself', () => {
    const before = { C1: 12, C3: 3, 'C3.persons': 14, 'C6.need': 14 };
    const after = { C1: 12, C3: 5, 'C3.persons': 5, 'C6.need': null };
    const restated = held([edition(2026, 1, before)], domestic(after), { year: 2026, edition: 2 });
    const id = (edition: number, measure: string) => `2026/${edition}/${key(measure)}`;
    const weight = 6;
    const differs = (measure: string) => `${id(2, measure)}−${id(1, measure)}`;
    const unprinted = 'small_is_hidden';
    expect(restated.cells.filter((cell) => cell.id.includes('PER.') && cell.value > 0)).toEqual([
      { id: id(1, 'C1'), value: 12, weight, printed: 'shown' },
      { id: id(1, 'C3'), value: 3, weight, printed: 'hidden' },
      { id: id(1, 'C3.persons'), value: 14, weight, printed: 'shown' },
      { id: id(1, 'C6.need'), value: 14, weight, printed: 'shown' },
      { id: id(2, 'C1'), value: 12, weight },
      { id: id(2, 'C3'), value: 5, weight },
      { id: id(2, 'C3.persons'), value: 5, weight },
      { id: differs('C3'), value: 2, unprinted },
      { id: differs('C3.persons'), value: 9, unprinted },
    ] satisfies Cell[]);
    expect(restated.between).toEqual([
      { left: [id(2, 'C1')], right: [id(1, 'C1')] },
      { left: [id(1, 'C3'), differs('C3')], right: [id(2, 'C3')] },
      { left: [id(2, 'C3.persons'), differs('C3.persons')], right: [id(1, 'C3.persons')] },
    ]);
  });

  it('is held against the edition before it, of the same year', () => {
    const earlier = [edition(2025, 1, { C1: 12 }), edition(2026, 1, { C1: 12 }), edition(2026, 2, { C1: 12 })];
    const { between } = held(earlier, domestic({ C1: 12 }), { year: 2026, edition: 3 });
    const about = between.filter(({ left }) => left[0]?.endsWith(key('C1')));
    expect(about.map(({ left, right }) => [...left, ...right].map((id) => id.slice(0, 6)))).toEqual([
      ['2026/2', '2026/1'],
      ['2026/3', '2026/2'],
    ]);
  });

  it('of what was pending at the end is what was pending at the start of the next year', () => {
    const kept = { pending_end: 8, kind: 'preservation' } as const;
    const before = edition(2025, 1, {}, [row({ pending_end: 7, pending_start: 6 }), row(kept)]);
    const stock = (kind: string) => measured('flows', { pending_start: 7, pending_end: 7 }, { kind });
    const next = (year: number) =>
      held([before], [...stock('evidence'), ...stock('preservation')], { year, edition: 1 }).between;
    const id = (measure: string) => keyOf({ ...whole, ...evidence, area: 'PER', measure });
    expect(next(2026)).toEqual([{ left: [`2025/1/${id('pending_end')}`], right: [`2026/1/${id('pending_start')}`] }]);
    expect(next(2027)).toEqual([]);
    expect(next(2024)).toEqual([]);
  });
});

/* ---------------------------------------------------------------- the report */

const observed = ({ observations }: Report, measure: string) =>
  Object.fromEntries(
    observations.flatMap(({ area, value, mark, measure: one, direction }) =>
      one === measure && direction === '_Z' ? [[area, value ?? mark]] : [],
    ),
  );

test('a report says what it is, what it rests on and who did not report', async () => {
  const notes = { ...returned('PER').notes, entity: 'Fiscalía', source: 'Registro', method: 'por causa' };
  const contents = [returned('PER', { notes })];
  const report = await published(contents);
  expect(report).toMatchObject({ version: 1, year: 2026, edition: 1, compiled_at: now, policy: disclosurePolicy });
  expect(report.licence).toEqual({
    name: 'CC-BY-4.0',
    title: 'Creative Commons Attribution 4.0 International',
    path: 'https://creativecommons.org/licenses/by/4.0/',
  });
  expect(report.reporting.map(({ state }) => state)).toEqual(stateCodes);
  const of = (state: string) => report.reporting.find((one) => one.state === state);
  expect(of('PER')).toEqual({
    ...{ state: 'PER', reported: true, zone: 'America/Lima', entity: 'Fiscalía' },
    ...{ coverage: 'national', source: 'Registro', method: 'por causa' },
  });
  expect(of('CHL')).toEqual({
    ...{ state: 'CHL', reported: false, zone: null, entity: null, coverage: null, source: null, method: null },
  });
  // one more than the last of its year
  const stands = (year: number, edition: number): Edition => ({
    report: { ...report, year, edition },
    contents: [returned('PER', { notes }, year)],
  });
  expect((await published([], [stands(2026, 2), stands(2025, 5)])).edition).toBe(3);
});

test('a report shows counts that are not small, and hides those beside them without which they could be computed', async () => {
  const domestic = (C1: number, C3: number) => ({ domestic: { C1, C3 } });
  const contents = [
    returned('PER', domestic(3, 30)),
    returned('CHL', domestic(20, 40)),
    returned('BRA', domestic(60, 0)),
    returned('ARG'),
  ];
  const report = await published(contents);
  expect(observed(report, 'C1')).toMatchObject({
    ...{ _T: 83, PER: 'suppressed', CHL: 'suppressed', BRA: 60, ARG: 'not_available', COL: 'not_reported' },
  });
  expect(observed(report, 'C3')).toMatchObject({ _T: 70, PER: 30, CHL: 40, BRA: 0 });
  const [region] = report.observations.filter(({ measure, area }) => measure === 'C1' && area === '_T');
  const count = { ...whole, measure: 'C1', table: 'domestic' };
  expect(region).toEqual({ ...count, area: '_T', value: 83, mark: null, missing: 1 });
  const peru = report.observations.find(({ measure, area }) => measure === 'C1' && area === 'PER');
  expect(peru).toEqual({ ...count, area: 'PER', value: null, mark: 'suppressed', missing: 0 });
  // restated: what was hidden stays hidden, what was shown is shown with what changed by enough
  const restated = contents.with(2, returned('BRA', domestic(80, 9)));
  const second = await published(restated, [{ report, contents }]);
  expect(second.edition).toBe(2);
  expect(observed(second, 'C1')).toMatchObject({ _T: 103, PER: 'suppressed', CHL: 'suppressed', BRA: 80 });
  expect(observed(second, 'C3')).toMatchObject({ _T: 79, BRA: 9 });
});

test('a report does not let persons be computed from another split of them, or from all of them', async () => {
  const persons = (female: number, male: number) => ({
    ...Object.fromEntries(domesticCells.filter((one) => one.startsWith('C5.')).map((one) => [one, 0])),
    ...{ 'C5.female': female, 'C5.male': male, 'C5.age_30_44': female + male, 'C5.natural': female + male },
  });
  // nothing is known of C2; the only split with two parts is the one by sex
  const domestic = { ...persons(3, 0), 'C5.sex_unknown': 40, 'C5.age_30_44': 43, 'C5.natural': 43, 'C3.persons': 43 };
  const report = await published([returned('PER', { domestic }), returned('CHL', { domestic: persons(0, 60) })]);
  const shown = (measure: string) => typeof observed(report, measure).PER === 'number';
  expect(shown('C5.female')).toBe(false);
  // something else by sex is hidden, or all three totals are
  const bySex = ['male', 'sex_other', 'sex_unknown'].some((one) => !shown(`C5.${one}`));
  expect(bySex || ['C5.age_30_44', 'C5.natural', 'C3.persons'].every((one) => !shown(one))).toBe(true);
});

/* ------------------------------------------------------------ shares and times */

describe('shares', () => {
  const shares = ({ derived }: Report, area = 'PER', direction = 'incoming', kind = 'evidence') => {
    const found = derived.filter((one) => one.measure === 'rate' && one.area === area && one.direction === direction);
    return Object.fromEntries(
      found.flatMap(({ indicator, kind: of, value, mark }) => (of === kind ? [[indicator, value ?? mark]] : [])),
    );
  };
  const figures = returned('PER', {
    flows: [
      row({ opened: 30, closed: 10, pending_start: 20, pending_end: 40 }),
      row({ opened: 8, kind: 'preservation' }),
    ],
    rates: [
      rate('M6', 20, 30),
      rate('M7', 10, 30),
      rate('M6.partial', 0, 30),
      rate('M8', 0, 30),
      rate('M8.rounds', 45, 30),
      rate('M15', 0, 40),
      rate('M17', 9, 'not_applicable'),
      rate('M18.accepted', 0, 0),
      rate('M20', 0, 0),
      { ...rate('P5.mean', 12, 8), kind: 'preservation' },
    ],
  });

  it('are computed from what is told: in percent, in days, or as they are', async () => {
    const report = await published([figures]);
    expect(shares(report)).toEqual({
      ...{ M4: 33.33, M5: 1460, M6: 66.67, 'M6.partial': 0, M7: 33.33, M8: 0, 'M8.rounds': 1.5, M9: 'not_available' },
      ...{ 'M10.in_time': 'not_available', M15: 0, 'M16.90': 'not_available', 'M16.180': 'not_available' },
      ...{ 'M16.365': 'not_available', 'M16.more': 'not_available', M18: 'not_available' },
      ...{ 'M18.accepted': 'none', M20: 'none', 'M20.disputed': 'not_available' },
    });
    expect(shares(report, 'PER', 'incoming', 'preservation')).toMatchObject({ P1: 'not_available', 'P5.mean': 1.5 });
    expect(shares(report, '_T')).toMatchObject({ M4: 33.33, M5: 1460, 'M8.rounds': 1.5 });
    expect(shares(report, 'PER', 'outgoing')).toMatchObject({ M4: 'none', M5: 'none' });
    expect(shares(report, 'CHL')).toMatchObject({ M4: 'not_reported', M6: 'not_reported' });
    const name = ({ indicator, area, direction }: Report['derived'][number]) => `${indicator} ${area} ${direction}`;
    expect(report.derived.find((one) => name(one) === 'M5 PER incoming')).toEqual({
      ...{
        indicator: 'M5',
        area: 'PER',
        ...evidence,
        measure: 'rate',
        unit: 'days',
        value: 1460,
        to: null,
        mark: null,
      },
    });
  });

  it('are not told where one of their numbers is not, for the gravest reason', async () => {
    const of = (state: string, changes: Partial<FlowRow>) =>
      returned(state, { flows: [row({ opened: 30, closed: 10, pending_start: 20, pending_end: 40, ...changes })] });
    const report = await published([
      of('PER', { closed: 'not_available', opened: 'not_applicable' }),
      of('CHL', { closed: 'not_applicable', opened: 'not_available' }),
      of('BRA', { closed: 'not_applicable' }),
    ]);
    const small = await published([of('ARG', { pending_end: 3, closed: 'not_available' })]);
    expect(shares(report, 'PER')).toMatchObject({ M4: 'not_available' });
    expect(shares(report, 'CHL')).toMatchObject({ M4: 'not_available' });
    expect(shares(report, 'BRA')).toMatchObject({ M4: 'not_applicable', M5: 'not_applicable' });
    expect(shares(small, 'ARG')).toMatchObject({ M4: 'not_available', M5: 'suppressed' });
  });

  it('of the region are of the same States, or there is none', async () => {
    const flows = (pending_end: number) => [row({ opened: 40, closed: 10, pending_start: 10, pending_end })];
    const rates = [rate('M15', 10, 40), rate('M8', 20, 40)];
    const bySheet = returned('CHL', { flows: flows(40) });
    const report = await published([returned('PER', { flows: flows(40), rates }), bySheet]);
    expect(shares(report, 'CHL')).toMatchObject({ M4: 25, M8: 'not_available', M15: 'not_available' });
    // the overdue of one State are no share of what is pending in two
    expect(shares(report, '_T')).toMatchObject({ M4: 25, M8: 50, M15: 'not_available' });
    const begun = report.observations.filter(
      ({ measure, direction }) => measure === 'begun' && direction === 'incoming',
    );
    expect(begun.find(({ area, kind }) => area === '_T' && kind === 'evidence')).toMatchObject({
      value: 40,
      missing: 1,
    });
    expect(begun.find(({ area, kind }) => area === 'CHL' && kind === 'evidence')).toMatchObject({
      ...{ value: null, mark: 'not_available', missing: 1 },
    });
    // what cannot happen in a State is not lacking there
    const domestic = (said: Record<string, Reported>) =>
      Object.fromEntries(
        domesticCells.filter((one) => one.startsWith('C4.persons.')).map((one) => [one, said[one] ?? 0]),
      );
    const home = await published([
      returned('PER', { domestic: domestic({ 'C4.persons.convicted': 10, 'C4.persons.plea': 'not_applicable' }) }),
      returned('CHL', { domestic: domestic({ 'C4.persons.convicted': 20, 'C4.persons.acquitted': 30 }) }),
    ]);
    expect(shares(home, '_T', '_Z', '_Z')).toMatchObject({ C7: 50 });
  });

  it('of cases at home are of whole figures, or of the part they name', async () => {
    const persons = domesticCells.filter((one) => one.startsWith('C4.persons.'));
    const domestic = {
      ...{ 'C2.pending_start': 7, 'C2.opened': 40, 'C6.need': 10, 'C6.sent': 5, 'C4.convicted': 90 },
      ...Object.fromEntries(persons.map((one) => [one, 0])),
      ...{ 'C4.persons.convicted': 6, 'C4.persons.acquitted': 8, 'C4.persons.plea': 10 },
    };
    const report = await published([returned('PER', { domestic })]);
    expect(shares(report, 'PER', '_Z', '_Z')).toEqual({ C6: 25, 'C6.asked': 50, C7: 25 });
    expect(shares(report, 'CHL', '_Z', '_Z')).toEqual({
      ...{ C6: 'not_reported', 'C6.asked': 'not_reported', C7: 'not_reported' },
    });
    const home = report.derived.filter(({ direction, area }) => direction === '_Z' && area === '_T');
    expect(home[0]).toEqual({
      ...{ indicator: 'C6', area: '_T', direction: '_Z', kind: '_Z', measure: 'rate', unit: 'percent' },
      ...{ value: 25, to: null, mark: null },
    });
    expect(home).toHaveLength(3);
  });
});

describe('times', () => {
  const histogram = (buckets: Record<number, number>) =>
    Array.from({ length: bucketBounds.length + 1 }, (_, index) => buckets[index] ?? 0);
  const time = (
    indicator: TimesRow['indicator'],
    buckets: Record<number, number>,
    more: Partial<TimesRow> = {},
  ): TimesRow => ({
    ...{ ...evidence, indicator, n: Object.values(buckets).reduce((a, b) => a + b, 0), median: 3, p90: 9 },
    ...{ survival: 4, open: 0, ended_otherwise: 0, histogram: histogram(buckets), ...more },
  });
  const last = bucketBounds.length;
  /** By indicator, area and percentile: `value`, `from–to`, or why there is none. */
  const times = async (...contents: Content[]) => {
    const { derived } = await published(contents);
    return (indicator: string, area: string, direction = 'incoming', kind = 'evidence') =>
      derived
        .filter(
          (one) => one.indicator === indicator && one.area === area && one.direction === direction && one.kind === kind,
        )
        .map(({ measure, value, to, mark }) => `${measure} ${mark ?? (area === '_T' ? `${value}–${to}` : value)}`);
  };
  const both = (what: string | number) => [`median ${what}`, `p90 ${what}`];

  it('are told of every indicator that is a time, in each of its directions and kinds', async () => {
    const { derived } = await published([]);
    const slices = derived.flatMap(({ indicator, area, kind, direction, measure, unit }) =>
      area === '_T' && measure === 'median' ? [`${indicator} ${kind} ${direction} ${unit}`] : [],
    );
    const each = (indicator: string, kind: string, unit: string) =>
      ['outgoing', 'incoming'].map((direction) => `${indicator} ${kind} ${direction} ${unit}`);
    expect(slices).toEqual([
      ...each('M10', 'evidence', 'days'),
      ...each('M11', 'evidence', 'days'),
      'M12 evidence incoming days',
      'M12.net evidence incoming days',
      'M13 evidence outgoing days',
      'M14 evidence outgoing hours',
      ...each('M17.days', 'evidence', 'days'),
      ...each('P2', 'preservation', 'hours'),
      ...each('P2.confirm', 'preservation', 'hours'),
      ...each('P6', 'preservation', 'days'),
      ...each('X1.answer', 'evidence', 'hours'),
      ...each('X1.answer', 'preservation', 'hours'),
    ]);
    const one = derived.filter(({ indicator, direction }) => indicator === 'M11' && direction === 'incoming');
    expect(one.map(({ measure, area }) => `${measure} ${area}`)).toEqual(
      ['median', 'p90'].flatMap((measure) => ['_T', ...stateCodes].map((area) => `${measure} ${area}`)),
    );
  });

  it('of the region lie between the bounds of all distributions added up', async () => {
    const of = await times(
      returned('PER', {
        times: [
          time('M11', { [last]: 900 }, { direction: 'outgoing' }),
          time('M12', { [last]: 900 }),
          time('X1.answer', { 0: 5, [last]: 5 }, { kind: 'preservation' }),
          time('M11', { 5: 30, 6: 40 }),
          time('M10', { 1: 900 }),
        ],
      }),
      returned('CHL', { times: [time('M11', { 5: 20, [last]: 10 })] }),
      returned('BRA'),
    );
    // 100 in all: the 50th took more than half a day and up to one, the 90th up to two, the 91st more than three years
    expect(of('M11', '_T')).toEqual(['median 0.5–1', 'p90 1–2']);
    expect(of('M11', '_T', 'outgoing')).toEqual(both('1095–null'));
    expect(of('X1.answer', '_T', 'incoming', 'preservation')).toEqual(['median 0–1', 'p90 26280–null']);
    expect(of('X1.answer', '_T')).toEqual(both('none'));
    // to two decimals
    expect(of('M10', '_T')).toEqual(both('0.04–0.08'));
  });

  it('of the region are not told of fewer than the threshold', async () => {
    const of = await times(
      returned('PER', {
        times: [time('M10', { 5: 2 }), time('M11', { 5: 3 }), time('M12', {}, { median: 'none', p90: 'none' })],
      }),
      returned('CHL', { times: [time('M10', { 5: 2 }), time('M11', { 5: 2 })] }),
    );
    expect(of('M10', '_T')).toEqual(both('suppressed'));
    expect(of('M11', '_T')).toEqual(both('0.5–1'));
    expect(of('M12', '_T')).toEqual(both('none'));
    expect(of('M12.net', '_T')).toEqual(both('none'));
  });

  it('of a State are what it said, but of too few', async () => {
    const said = (n: number, median: number | Mark, p90: number | Mark) =>
      time('M11', { 5: n }, { median: median as number, p90: p90 as number });
    const of = await times(
      returned('PER', { times: [time('M10', { 5: 9 }), said(5, 3, 9)] }),
      returned('CHL', { times: [said(4, 3, 9)] }),
      returned('BRA', { times: [said(1, 3, 9)] }),
      returned('ARG', { times: [said(0, 'none', 'not_reached')] }),
      returned('URY', { times: [said(9, 0, 'not_reached')] }),
      returned('COL'),
    );
    expect(of('M11', 'PER')).toEqual(['median 3', 'p90 9']);
    expect(of('M11', 'CHL')).toEqual(both('suppressed'));
    expect(of('M11', 'BRA')).toEqual(both('suppressed'));
    expect(of('M11', 'ARG')).toEqual(['median none', 'p90 not_reached']);
    expect(of('M11', 'URY')).toEqual(['median 0', 'p90 not_reached']);
    expect(of('M11', 'COL')).toEqual(both('not_available'));
    expect(of('M11', 'MEX')).toEqual(both('not_reported'));
    expect(of('M10', 'PER')).toEqual(['median 3', 'p90 9']);
  });

  it('are told with their unit, in one shape', async () => {
    const { derived } = await published([returned('PER', { times: [time('M11', { 5: 10 })] })]);
    const median = (area: string) =>
      derived.find((one) => one.indicator === 'M11' && one.area === area && one.direction === 'incoming');
    const of = { indicator: 'M11', ...evidence, measure: 'median', unit: 'days' };
    expect(median('_T')).toEqual({ ...of, area: '_T', value: 0.5, to: 1, mark: null });
    expect(median('PER')).toEqual({ ...of, area: 'PER', value: 3, to: null, mark: null });
    expect(median('CHL')).toEqual({ ...of, area: 'CHL', value: null, to: null, mark: 'not_reported' });
    expect(derived.find(({ indicator, area }) => `${indicator} ${area}` === 'M10 _T')).toEqual({
      ...{ ...of, indicator: 'M10', area: '_T', direction: 'outgoing', value: null, to: null, mark: 'none' },
    });
  });
});
