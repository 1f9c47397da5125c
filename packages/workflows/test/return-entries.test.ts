import { describe, expect, test } from 'vitest';
import {
  type Content,
  domesticCells,
  emptyContent,
  flowCell,
  flowColumns,
  groundCell,
  outcomes,
} from '../src/annual-return/content.ts';
import { changesBetween, type Entry, emptyRow, enter, placeOf, prefill } from '../src/annual-return/entries.ts';
import { key, row, whole } from './example-return.ts';

const opened = flowCell(key, 'opened');
const policy = { instrument: 'POLICY', verified: true };
/** Of a State that has no cases here. */
const blank = () => emptyContent('BRA', 2025, 'America/Sao_Paulo');
/** Entered, and taken. */
function entered(
  content: Content,
  derived: Content | null,
  entries: Entry[],
  notes?: Partial<Content['notes']>,
): Content {
  const done = enter(content, derived, entries, notes);
  expect(done.errors).toEqual([]);
  return done.content as Content;
}

describe('the name of a cell', () => {
  const { direction, kind } = key;
  test('says where it stands', () => {
    for (const column of flowColumns) expect(placeOf(flowCell(key, column))).toEqual({ table: 'flow', ...key, column });
    const preserving = { ...key, direction: 'outgoing', kind: 'preservation', basis: 'not_available' } as const;
    for (const outcome of outcomes.preservation)
      expect(placeOf(flowCell(preserving, `outcomes.${outcome}`))).toEqual({
        table: 'flow',
        ...preserving,
        column: `outcomes.${outcome}`,
      });
    for (const ground of ['DUAL_CRIMINALITY', 'not_available'] as const)
      expect(placeOf(groundCell({ direction, kind, ground }))).toEqual({ table: 'ground', direction, kind, ground });
    for (const cell of domesticCells) expect(placeOf(`domestic.${cell}`)).toEqual({ table: 'domestic', cell });
  });

  test.each([
    ['another table', 'flaw.incoming.evidence.ETS185.CHL.opened'],
    ['no table', '.incoming.evidence.ETS185.CHL.opened'],
    ['another direction', 'flow.both.evidence.ETS185.CHL.opened'],
    ['another kind', 'flow.incoming.information.ETS185.CHL.opened'],
    ['another basis', 'flow.incoming.evidence.NONE.CHL.opened'],
    ['no State', 'flow.incoming.evidence.ETS185.OAS.opened'],
    ['another column', 'flow.incoming.evidence.ETS185.CHL.lost'],
    ['no column', 'flow.incoming.evidence.ETS185.CHL'],
    ['no State and no column', 'flow.incoming.evidence.ETS185'],
    ['more than a column', 'flow.incoming.evidence.ETS185.CHL.opened.more'],
    ['an end of the other kind', 'flow.incoming.evidence.ETS185.CHL.outcomes.expired'],
    ['an end that is none of its own', 'flow.incoming.evidence.ETS185.CHL.refused'],
    ['a ground of another direction', 'ground.both.evidence.TAX_OFFENCE'],
    ['a ground of another kind', 'ground.incoming.information.TAX_OFFENCE'],
    ['another ground', 'ground.incoming.evidence.OTHER'],
    ['no ground', 'ground.incoming.evidence'],
    ['more than a ground', 'ground.incoming.evidence.TAX_OFFENCE.more'],
    ['another figure', 'domestic.C9'],
    ['a share, which is derived', 'domestic.C7'],
    ['a figure without its part', 'domestic.C2'],
    ['no figure', 'domestic'],
  ])('%s: no return has it', (_, cell) => expect(placeOf(cell)).toBeNull());
});

test('an empty row has every column and every end of its kind, none of them known, or all the same', () => {
  const preserving = { ...key, kind: 'preservation' } as const;
  expect(emptyRow(preserving)).toEqual({
    ...preserving,
    pending_start: 'not_available',
    opened: 'not_available',
    reopened: 'not_available',
    closed: 'not_available',
    pending_end: 'not_available',
    in_transit_start: 'not_available',
    in_transit_end: 'not_available',
    outcomes: {
      consumed: 'not_available',
      released: 'not_available',
      expired: 'not_available',
      impossible: 'not_available',
      refused: 'not_available',
    },
  });
  expect(new Set(Object.values(emptyRow(key, 0).outcomes))).toEqual(new Set([0]));
  expect(emptyRow(key, 0)).toMatchObject({ opened: 0, in_transit_end: 0 });
});

describe('what is refused', () => {
  const refusals = (entries: unknown[], derived: Content | null = null) =>
    enter(whole(), derived, entries as Entry[]).errors;

  test.each([-1, 0.5, 1_000_000_001, Number.NaN, '3', '', null, true, 'none', 'suppressed'])(
    '%s is no value',
    (value) => expect(refusals([{ cell: opened, value }])).toEqual([{ field: opened, rule: 'return_value' }]),
  );
  test.each([0, 1_000_000_000, 'not_available', 'not_applicable'] as const)('%s is one', (value) => {
    expect(entered(whole(), null, [{ cell: opened, value }]).flows[0]?.opened).toBe(value);
  });
  test('a cell that no return has, by so much of its name as can be a name', () => {
    expect(refusals([{ cell: 'x'.repeat(121), value: 1 }])).toEqual([{ field: 'x'.repeat(120), rule: 'return_cell' }]);
  });
  test('a request to oneself', () => {
    const cell = flowCell({ ...key, counterpart: 'BRA' }, 'opened');
    expect(refusals([{ cell, value: 1 }])).toEqual([{ field: cell, rule: 'return_own_state' }]);
    expect(refusals([{ cell: opened, value: 10 }])).toEqual([]);
  });
  test('a cell said twice, unless the first was no value', () => {
    const [one, none] = [
      { cell: opened, value: 10 },
      { cell: opened, value: -1 },
    ];
    expect(refusals([one, one])).toEqual([{ field: opened, rule: 'return_twice' }]);
    expect(refusals([none, one])).toEqual([{ field: opened, rule: 'return_value' }]);
  });
  test('everything at once, in the order it was said, and then nothing is taken', () => {
    const before = whole();
    const done = enter(before, before, [
      { cell: 'domestic.C1', value: 5 },
      { cell: opened, value: 11 },
      { cell: 'domestic.C9', value: 1 },
    ]);
    expect(done).toEqual({
      content: null,
      errors: [
        {
          field: opened,
          rule: 'return_adjustment_reason',
          params: { derived: 10, reported: 11 },
          source: policy,
        },
        { field: 'domestic.C9', rule: 'return_cell' },
      ],
    });
    expect(before).toEqual(whole());
  });
});

describe('where a value goes', () => {
  test('into the row of its direction, kind, basis and State, and no other', () => {
    const others = [
      { direction: 'outgoing' },
      { kind: 'preservation' },
      { basis: 'BILAT' },
      { counterpart: 'PER' },
    ] as const;
    for (const other of others) {
      const at = { ...key, ...other };
      const content = entered(whole(), null, [{ cell: flowCell(at, 'closed'), value: 3 }]);
      expect(content.flows.length).toBe(2);
      expect(content.flows).toContainEqual(row());
      expect(content.flows).toContainEqual({ ...emptyRow(at), closed: 3 });
    }
  });
  test('a column or an end of the row that is there', () => {
    const content = entered(whole(), null, [
      { cell: flowCell(key, 'reopened'), value: 2 },
      { cell: flowCell(key, 'outcomes.lapsed'), value: 'not_applicable' },
    ]);
    expect(content.flows).toEqual([row({ reopened: 2, outcomes: { lapsed: 'not_applicable' } })]);
  });
  test('a new row is empty but for it: of zeroes where the cases are known, unknown where they are not', () => {
    const at = { ...key, counterpart: 'ARG' };
    const entry = { cell: flowCell(at, 'outcomes.refused'), value: 1, reason: 'Papel' };
    const typed = entered(blank(), null, [entry]).flows;
    expect(typed).toEqual([{ ...emptyRow(at), outcomes: { ...emptyRow(at).outcomes, refused: 1 } }]);
    const [first] = entered(whole(), whole(), [entry]).flows;
    expect(first).toEqual({ ...emptyRow(at, 0), outcomes: { ...emptyRow(at, 0).outcomes, refused: 1 } });
  });
  test('into the ground of its direction and kind, and no other', () => {
    const ground = { direction: 'incoming', kind: 'evidence', ground: 'DUAL_CRIMINALITY' } as const;
    expect(entered(whole(), null, [{ cell: groundCell(ground), value: 7 }]).grounds).toEqual([
      { ...ground, refused: 7 },
    ]);
    for (const other of [{ direction: 'outgoing' }, { kind: 'preservation' }, { ground: 'DE_MINIMIS' }] as const) {
      const at = { ...ground, ...other };
      const { grounds } = entered(whole(), null, [{ cell: groundCell(at), value: 7 }]);
      expect(grounds.length).toBe(2);
      expect(grounds).toEqual(
        expect.arrayContaining([
          { ...ground, refused: 2 },
          { ...at, refused: 7 },
        ]),
      );
    }
  });
  test('a domestic figure by itself, whatever the cases give', () => {
    const content = entered(whole(), whole(), [{ cell: 'domestic.C4.persons.plea', value: 3 }]);
    expect(content).toEqual({ ...whole(), domestic: { ...whole().domestic, 'C4.persons.plea': 3 } });
  });
  test('notes that are given, and only those', () => {
    expect(entered(whole(), null, [], { method: 'Só capitais' }).notes).toEqual({
      ...whole().notes,
      method: 'Só capitais',
    });
    expect(entered(whole(), null, [])).toEqual(whole());
  });
});

test('a ground on which nothing was refused is not named, unless it was adjusted to none', () => {
  const cell = groundCell({ direction: 'incoming', kind: 'evidence', ground: 'DUAL_CRIMINALITY' });
  expect(entered(whole(), null, [{ cell, value: 0 }]).grounds).toEqual([]);
  expect(entered(whole(), null, [{ cell, value: 1 }]).grounds).toMatchObject([{ refused: 1 }]);
  expect(entered(whole(), null, [{ cell, value: 'not_available' }]).grounds).toMatchObject([
    { refused: 'not_available' },
  ]);
  const adjusted = entered(whole(), whole(), [{ cell, value: 0, reason: 'Contados duas vezes' }]);
  expect(adjusted.grounds).toEqual(whole().grounds.map((one) => ({ ...one, refused: 0 })));
  // another ground was adjusted: this one is still not named
  const other = groundCell({ direction: 'incoming', kind: 'evidence', ground: 'DE_MINIMIS' });
  expect(entered(adjusted, whole(), [{ cell: other, value: 0 }]).grounds).toEqual(adjusted.grounds);
});

describe('what is not as derived', () => {
  const adjusted = (derived: number, reported: number, reason: string, cell = opened) => ({
    cell,
    derived,
    reported,
    reason,
  });
  const derived = whole();

  test('says why: the words as they are, without the space around them', () => {
    const content = entered(derived, derived, [{ cell: opened, value: 12, reason: '  Dois em papel\n' }]);
    expect(content.adjustments).toEqual([adjusted(10, 12, 'Dois em papel')]);
    expect(content.flows[0]?.opened).toBe(12);
  });
  test('said once it need not be said again; said anew, the new reason counts', () => {
    const once = entered(derived, derived, [{ cell: opened, value: 12, reason: 'Dois em papel' }]);
    for (const reason of [{}, { reason: ' ' }])
      expect(entered(once, derived, [{ cell: opened, value: 13, ...reason }]).adjustments).toEqual([
        adjusted(10, 13, 'Dois em papel'),
      ]);
    expect(entered(once, derived, [{ cell: opened, value: 13, reason: 'Três' }]).adjustments).toEqual([
      adjusted(10, 13, 'Três'),
    ]);
    // the reason of one cell is none of another
    expect(enter(once, derived, [{ cell: flowCell(key, 'closed'), value: 8 }]).errors).toMatchObject([
      { rule: 'return_adjustment_reason', params: { derived: 9, reported: 8 } },
    ]);
  });
  test('an unknown for a number is an adjustment too', () => {
    expect(enter(derived, derived, [{ cell: opened, value: 'not_available' }]).errors).toMatchObject([
      { params: { derived: 10, reported: 'not_available' } },
    ]);
  });
  test('a cell that the cases do not know was derived as zero', () => {
    const cell = flowCell({ ...key, counterpart: 'PER' }, 'opened');
    expect(entered(derived, derived, [{ cell, value: 0 }]).adjustments).toEqual([]);
    expect(entered(derived, derived, [{ cell, value: 1, reason: 'Papel' }]).adjustments).toEqual([
      adjusted(0, 1, 'Papel', cell),
    ]);
    const ground = groundCell({ direction: 'outgoing', kind: 'evidence', ground: 'TAX_OFFENCE' });
    expect(enter(derived, derived, [{ cell: ground, value: 1 }]).errors).toMatchObject([
      { field: ground, params: { derived: 0, reported: 1 } },
    ]);
  });
  test('is one no longer when it is the derived one again, or when nothing is derived', () => {
    const once = entered(derived, derived, [{ cell: opened, value: 12, reason: 'Dois em papel' }]);
    expect(entered(once, derived, [{ cell: opened, value: 10 }])).toEqual(derived);
    expect(entered(once, null, [{ cell: opened, value: 13 }]).adjustments).toEqual([]);
    expect(entered(once, derived, [{ cell: 'domestic.C1', value: 1 }]).adjustments).toEqual(once.adjustments);
  });
  test('stands in the order of cells', () => {
    const cells = [opened, flowCell(key, 'closed'), flowCell(key, 'reopened')];
    const content = entered(
      derived,
      derived,
      cells.map((cell) => ({ cell, value: 99, reason: 'x' })),
    );
    expect(content.adjustments.map(({ cell }) => cell)).toEqual(cells.toSorted());
  });
});

describe('filling in again', () => {
  test('takes everything from the cases but what was typed, said and adjusted', () => {
    const worked = entered(
      whole(),
      whole(),
      [
        { cell: opened, value: 12, reason: 'Dois em papel' },
        { cell: 'domestic.C1', value: 7 },
      ],
      { method: 'Só capitais' },
    );
    const later: Content = {
      ...whole(),
      zone: 'America/Manaus',
      flows: [row({ opened: 11, reopened: 3 }), row({ counterpart: 'PER' })],
      grounds: [],
      domestic: { ...whole().domestic, C1: 99 },
      notes: { ...whole().notes, entity: 'Outra' },
    };
    expect(prefill(worked, later)).toEqual({
      ...later,
      flows: [row({ opened: 12, reopened: 3 }), row({ counterpart: 'PER' })],
      domestic: worked.domestic,
      notes: worked.notes,
      adjustments: [{ cell: opened, derived: 11, reported: 12, reason: 'Dois em papel' }],
    });
  });
  test('an adjustment of a cell that there is no more is no work of ours', () => {
    const strange = { ...whole(), adjustments: [{ cell: 'flow.lost', derived: 0, reported: 1, reason: 'x' }] };
    expect(() => prefill(strange, whole())).toThrow('no longer fits');
  });
});

test('two revisions differ in these cells, with what stood before and what stands now', () => {
  expect(changesBetween(whole(), whole())).toEqual([]);
  const after: Content = {
    ...whole(),
    flows: [row({ opened: 12 })],
    grounds: [{ direction: 'incoming', kind: 'evidence', ground: 'DE_MINIMIS', refused: 2 }],
    domestic: { ...whole().domestic, C1: 5 },
  };
  expect(changesBetween(whole(), after)).toEqual([
    { cell: opened, before: 10, after: 12 },
    { cell: 'ground.incoming.evidence.DUAL_CRIMINALITY', before: 2, after: null },
    { cell: 'domestic.C1', before: 'not_available', after: 5 },
    { cell: 'ground.incoming.evidence.DE_MINIMIS', before: null, after: 2 },
  ]);
});
