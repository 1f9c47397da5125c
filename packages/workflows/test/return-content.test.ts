import { describe, expect, test } from 'vitest';
import {
  allOutcomes,
  basesOfReturn,
  Content,
  type Content as ContentType,
  cellsOf,
  contentVersion,
  coverages,
  domesticCell,
  domesticCells,
  emptyContent,
  flowCell,
  flowColumns,
  groundCell,
  isNumber,
  isOutcomeOf,
  largest,
  marks,
  outcomes,
  rateIds,
  sorted,
  timesIds,
  unknowns,
} from '../src/annual-return/content.ts';
import { emptyRow } from '../src/annual-return/entries.ts';
import { schemaErrors } from '../src/decide.ts';
import { key, row, whole } from './example-return.ts';

const times = {
  indicator: 'M12',
  direction: 'incoming',
  kind: 'evidence',
  n: 1,
  median: 3.25,
  p90: 'suppressed',
  survival: 'not_reached',
  open: 2,
  ended_otherwise: 0,
  histogram: [1, ...new Array<number>(26).fill(0)],
} as const;
const rate = {
  indicator: 'M6',
  direction: 'outgoing',
  kind: 'evidence',
  numerator: 1,
  denominator: 2,
  missing: 0,
} as const;
const adjustment = { cell: flowCell(key, 'opened'), derived: 9, reported: 10, reason: 'Papel' };
/** A return with a row in every table. */
const full = (): ContentType => ({
  ...whole(),
  times: [times as unknown as ContentType['times'][number]],
  rates: [rate],
  adjustments: [adjustment],
});
/** What the schema says of the whole return with something at a path: `flows.0.opened`. */
function saidOf(path: string, value: unknown): string[] {
  const content = structuredClone(full()) as unknown as Record<string, unknown>;
  const names = path.split('.');
  const last = names.pop() as string;
  const at = names.reduce((node, name) => node[name] as Record<string, unknown>, content);
  if (value === undefined) delete at[last];
  else at[last] = value;
  return schemaErrors(Content, content).map(({ field, rule }) => `${field} ${rule}`);
}

describe('the words of a return', () => {
  test('are these, in the order in which they are read', () => {
    expect(contentVersion).toBe(1);
    expect(largest).toBe(1_000_000_000);
    expect(unknowns).toEqual(['not_available', 'not_applicable']);
    expect(marks).toEqual(['not_available', 'not_applicable', 'none', 'not_reported', 'suppressed', 'not_reached']);
    expect(coverages).toEqual(['national', 'federal_only', 'partial']);
    expect(flowColumns).toEqual([
      'pending_start',
      'opened',
      'reopened',
      'closed',
      'pending_end',
      'in_transit_start',
      'in_transit_end',
    ]);
    expect([basesOfReturn.length, basesOfReturn[0], basesOfReturn.at(-1)]).toEqual([15, 'OAS-A55', 'not_available']);
    expect(basesOfReturn).toContain('RECIPROCITY');
  });

  test('each kind of request has its own ends; a refusal is one of both', () => {
    expect(outcomes).toEqual({
      evidence: ['executed_full', 'executed_partial', 'refused', 'returned', 'withdrawn', 'lapsed', 'transferred_out'],
      preservation: ['consumed', 'released', 'expired', 'impossible', 'refused'],
    });
    expect(allOutcomes).toEqual([...outcomes.evidence, 'consumed', 'released', 'expired', 'impossible']);
    for (const outcome of allOutcomes)
      expect([outcome, isOutcomeOf('evidence', outcome), isOutcomeOf('preservation', outcome)]).toEqual([
        outcome,
        allOutcomes.indexOf(outcome) < 7,
        allOutcomes.indexOf(outcome) > 6 || outcome === 'refused',
      ]);
    expect(isOutcomeOf('evidence', 'closed')).toBe(false);
  });

  test('only a number is a number', () =>
    expect([0, 7, ...unknowns].map(isNumber)).toEqual([true, true, false, false]));

  test('what is a time, what is a share or count of its own, and what flows tell by themselves', () => {
    expect(timesIds).toEqual([
      'M10',
      'M11',
      'M12',
      'M12.net',
      'M13',
      'M14',
      'M17.days',
      'P2',
      'P2.confirm',
      'P6',
      'X1.answer',
    ]);
    for (const id of ['M6', 'M7', 'M8.rounds', 'M16.90', 'M19', 'P1', 'P8', 'X1']) expect(rateIds).toContain(id);
    for (const id of ['M1', 'M2.start', 'M2', 'M3', 'M4', 'M5', 'M7.ground', ...timesIds])
      expect([id, (rateIds as readonly string[]).includes(id)]).toEqual([id, false]);
    expect(rateIds.length).toBe(30);
  });

  test('domestic cells are what a State types: figures without parts, else the parts; no share, nothing of ours', () => {
    expect(domesticCells.map((cell) => cell.replace(/\.[a-z0-9_]+$/, ''))).toEqual([
      'C1',
      ...new Array(5).fill('C2'),
      'C3',
      'C3',
      ...new Array(7).fill('C4'),
      ...new Array(7).fill('C4.persons'),
      ...new Array(12).fill('C5'),
      'C6',
      'C6',
    ]);
    expect(domesticCells.filter((cell) => /^C(2|3|6)/.test(cell))).toEqual([
      'C2.pending_start',
      'C2.opened',
      'C2.reopened',
      'C2.closed',
      'C2.pending_end',
      'C3',
      'C3.persons',
      'C6.need',
      'C6.sent',
    ]);
    expect(new Set(domesticCells).size).toBe(domesticCells.length);
  });
});

describe('the schema', () => {
  test('takes a return with every table filled', () => expect(schemaErrors(Content, full())).toEqual([]));

  // biome-ignore format: a table, one place per line
  test.each<[path: string, right: unknown[], wrong: unknown[]]>([
    ['version', [1], [0, 2, '1']],
    ['state', ['BRA', 'CHL'], ['XXX', 'OAS', '']],
    ['year', [2000, 2199], [1999, 2200, 2025.5]],
    ['zone', ['', 'z'.repeat(60)], ['z'.repeat(61), null]],
    ['flows', [[], new Array(4000).fill(row())], [new Array(4001).fill(row()), null]],
    ['grounds', [[], new Array(100).fill(full().grounds[0])], [new Array(101).fill(full().grounds[0])]],
    ['times', [[], new Array(100).fill(times)], [new Array(101).fill(times)]],
    ['rates', [[], new Array(200).fill(rate)], [new Array(201).fill(rate)]],
    ['adjustments', [[], new Array(500).fill(adjustment)], [new Array(501).fill(adjustment)]],
    ...flowColumns.map((column): [string, unknown[], unknown[]] =>
      [`flows.0.${column}`, [0, 1_000_000_000, ...unknowns], [-1, 1_000_000_001, 0.5, 'none', null]]),
    ...[...allOutcomes].map((outcome): [string, unknown[], unknown[]] =>
      [`flows.0.outcomes.${outcome}`, [0, 1_000_000_000, ...unknowns], [-1, 1_000_000_001, 'suppressed', null]]),
    ['flows.0.direction', ['outgoing', 'incoming'], ['both', null]],
    ['flows.0.kind', ['evidence', 'preservation'], ['information']],
    ['flows.0.basis', ['OAS-A55', 'RECIPROCITY', 'not_available'], ['not_applicable', 'NONE']],
    ['flows.0.counterpart', ['CHL', 'USA'], ['OAS', 'chl']],
    ['grounds.0.direction', ['outgoing', 'incoming'], ['both']],
    ['grounds.0.kind', ['evidence', 'preservation'], ['consultation']],
    ['grounds.0.ground', ['NE_BIS_IN_IDEM', 'DOMESTIC_LAW', 'not_available'], ['not_applicable', 'OTHER']],
    ['grounds.0.refused', [0, 1_000_000_000, ...unknowns], [-1, 1_000_000_001, null]],
    ['times.0.indicator', ['M10', 'X1.answer'], ['M6', 'M1', 'C1']],
    ['times.0.direction', ['outgoing', 'incoming'], ['both']],
    ['times.0.kind', ['evidence', 'preservation'], ['information']],
    ['times.0.n', [0, 1_000_000_000], [-1, 1_000_000_001, 'not_available']],
    ['times.0.open', [0, 1_000_000_000], [-1, 'not_available']],
    ['times.0.ended_otherwise', [0, 1_000_000_000], [-1, 'not_available']],
    ...['median', 'p90', 'survival'].map((name): [string, unknown[], unknown[]] =>
      [`times.0.${name}`, [0, 0.5, 1_000_000_000, 'none', 'not_available', 'not_reported', 'suppressed', 'not_reached'],
        [-0.5, 1_000_000_000.5, 'not_applicable', null]]),
    ['times.0.histogram', [times.histogram], [times.histogram.slice(1), [...times.histogram, 0], [-1, ...times.histogram.slice(1)]]],
    ['rates.0.indicator', ['M6', 'X1'], ['M12', 'M1', 'M7.ground']],
    ['rates.0.direction', ['outgoing', 'incoming'], ['both']],
    ['rates.0.kind', ['evidence', 'preservation'], ['information']],
    ['rates.0.numerator', [0, 1_000_000_000], [-1, 1_000_000_001, 'not_applicable']],
    ['rates.0.denominator', [0, 1_000_000_000, 'not_applicable'], [-1, 1_000_000_001, 'not_available']],
    ['rates.0.missing', [0, 1_000_000_000], [-1, 'not_available']],
    ['domestic.C1', [0, 1_000_000_000, ...unknowns], [-1, 1_000_000_001, 'not_reported', null]],
    ['notes.entity', ['', 'x'.repeat(200)], ['x'.repeat(201), null]],
    ['notes.official', ['', 'x'.repeat(200)], ['x'.repeat(201), null]],
    ['notes.coverage', ['national', 'federal_only', 'partial'], ['', 'local']],
    ['notes.source', ['', 'x'.repeat(2000)], ['x'.repeat(2001), null]],
    ['notes.method', ['', 'x'.repeat(2000)], ['x'.repeat(2001), null]],
    ['adjustments.0.cell', ['', 'x'.repeat(120)], ['x'.repeat(121), null]],
    ['adjustments.0.derived', [0, 1_000_000_000, ...unknowns], [-1, null]],
    ['adjustments.0.reported', [0, 1_000_000_000, ...unknowns], [-1, null]],
    ['adjustments.0.reason', ['x', 'x'.repeat(500)], ['', 'x'.repeat(501), null]],
  ])('%s', (path, right, wrong) => {
    for (const value of right) expect([value, saidOf(path, value)]).toEqual([value, []]);
    // what is said is said of this place, and not of something below or beside it
    for (const value of wrong) {
      const [first, ...more] = saidOf(path, value).map((said) => said.split(' ')[0]?.replace(/(histogram)\.0$/, '$1'));
      expect([value, first, more.filter((field) => field !== path)]).toEqual([value, path, []]);
    }
  });

  test('wants everything but an end of a request that was not said, and nothing else', () => {
    const tables = ['flows.0', 'grounds.0', 'times.0', 'rates.0', 'notes', 'adjustments.0'];
    const content = full() as unknown as Record<string, Record<string, unknown>>;
    const at = (path: string) => path.split('.').reduce((node, name) => node[name] as typeof content, content);
    for (const table of tables) {
      for (const name of Object.keys(at(table)))
        expect(saidOf(`${table}.${name}`, undefined)).toEqual([`${table}.${name} required`]);
      expect(saidOf(`${table}.more`, 1)).toEqual([`${table}.more unknown_field`]);
    }
    for (const name of Object.keys(content)) expect(saidOf(name, undefined)).toEqual([`${name} required`]);
    expect(saidOf('more', 1)).toEqual(['more unknown_field']);
    expect(saidOf('flows.0.outcomes.refused', undefined)).toEqual([]);
    expect(saidOf('flows.0.outcomes.closed', 1)).toEqual(['flows.0.outcomes.closed unknown_field']);
    for (const cell of domesticCells) {
      const { [cell]: _, ...rest } = content.domestic as Record<string, unknown>;
      expect(saidOf('domestic', rest)).toEqual([`domestic.${cell} required`]);
    }
    expect(saidOf('domestic.C7', 1)).toEqual(['domestic.C7 unknown_field']);
  });
});

test('of an empty return nothing is known: no request, no number, no name', () => {
  const content = emptyContent('CHL', 2024, 'America/Santiago');
  expect(content).toEqual({
    version: 1,
    state: 'CHL',
    year: 2024,
    zone: 'America/Santiago',
    flows: [],
    grounds: [],
    times: [],
    rates: [],
    domestic: expect.any(Object),
    notes: { entity: '', official: '', coverage: 'national', source: '', method: '' },
    adjustments: [],
  });
  expect(Object.keys(content.domestic)).toEqual(domesticCells);
  expect(new Set(Object.values(content.domestic))).toEqual(new Set(['not_available']));
});

describe('cells', () => {
  test('are named by what they are of', () => {
    expect(flowCell(key, 'opened')).toBe('flow.incoming.evidence.ETS185.CHL.opened');
    expect(flowCell({ ...key, direction: 'outgoing', basis: 'not_available' }, 'outcomes.refused')).toBe(
      'flow.outgoing.evidence.not_available.CHL.outcomes.refused',
    );
    expect(groundCell({ direction: 'incoming', kind: 'preservation', ground: 'DE_MINIMIS' })).toBe(
      'ground.incoming.preservation.DE_MINIMIS',
    );
    expect(domesticCell('C4.persons.plea')).toBe('domestic.C4.persons.plea');
  });

  test('are read row by row, columns before ends, then grounds, then what is domestic', () => {
    const preserved = { ...key, kind: 'preservation', counterpart: 'PER' } as const;
    const content: ContentType = {
      ...whole(),
      flows: [row({ in_transit_end: 3 }), { ...emptyRow(preserved, 0), opened: 5, outcomes: { released: 4 } }],
      domestic: { 'C6.sent': 2, C1: 'not_applicable' },
    };
    const cells = cellsOf(content);
    const of = (prefix: string) =>
      [...cells].filter(([cell]) => cell.startsWith(prefix)).map(([cell, value]) => [cell.slice(prefix.length), value]);
    expect(of('flow.incoming.evidence.ETS185.CHL.')).toEqual([
      ['pending_start', 4],
      ['opened', 10],
      ['reopened', 1],
      ['closed', 9],
      ['pending_end', 6],
      ['in_transit_start', 0],
      ['in_transit_end', 3],
      ['outcomes.executed_full', 5],
      ['outcomes.executed_partial', 2],
      ['outcomes.refused', 2],
      ['outcomes.returned', 0],
      ['outcomes.withdrawn', 0],
      ['outcomes.lapsed', 0],
      ['outcomes.transferred_out', 0],
    ]);
    expect(of('flow.incoming.preservation.ETS185.PER.').slice(-2)).toEqual([
      ['in_transit_end', 0],
      ['outcomes.released', 4],
    ]);
    expect([...cells].slice(-3)).toEqual([
      ['ground.incoming.evidence.DUAL_CRIMINALITY', 2],
      ['domestic.C1', 'not_applicable'],
      ['domestic.C6.sent', 2],
    ]);
    expect(cells.size).toBe(14 + 8 + 3);
  });
});

test('the same return stands in the same order, whatever order it came in', () => {
  const flows = (
    [
      ['incoming', 'evidence', 'CHL', 'ETS185'],
      ['incoming', 'evidence', 'CHL', 'OAS-A55'],
      ['incoming', 'evidence', 'PER', 'BILAT'],
      ['incoming', 'preservation', 'ARG', 'ETS185'],
      ['outgoing', 'evidence', 'ARG', 'ETS185'],
    ] as const
  ).map(([direction, kind, counterpart, basis]) => emptyRow({ direction, kind, counterpart, basis }));
  const slices = [
    { direction: 'incoming', kind: 'evidence' },
    { direction: 'incoming', kind: 'preservation' },
    { direction: 'outgoing', kind: 'evidence' },
  ] as const;
  const grounds = slices.flatMap((slice) =>
    (['DE_MINIMIS', 'TAX_OFFENCE'] as const).map((ground) => ({ ...slice, ground, refused: 1 })),
  );
  const histogram = [...times.histogram];
  const content: ContentType = {
    ...full(),
    flows,
    grounds,
    times: slices.flatMap((slice) =>
      (['M10', 'M12'] as const).map((indicator) => ({ ...times, histogram, ...slice, indicator })),
    ),
    rates: slices.flatMap((slice) => (['M6', 'M7'] as const).map((indicator) => ({ ...rate, ...slice, indicator }))),
    adjustments: ['a', 'b', 'c'].map((cell) => ({ ...adjustment, cell })),
  };
  const turned = {
    ...content,
    flows: content.flows.toReversed(),
    grounds: content.grounds.toReversed(),
    times: content.times.toReversed(),
    rates: content.rates.toReversed(),
    adjustments: content.adjustments.toReversed(),
  };
  expect(sorted(turned)).toEqual(content);
  expect(sorted(content)).toEqual(content);
  // what came in is not touched, and of two that are alike the first stays first
  expect(turned.flows[0]).toEqual(flows[4]);
  const twice = { ...content, adjustments: [1, 2, 3].map((derived) => ({ ...adjustment, derived })) };
  expect(sorted(twice).adjustments.map(({ derived }) => derived)).toEqual([1, 2, 3]);
});
