import { describe, expect, it } from 'vitest';
import { type Content, emptyContent, type FlowRow, outcomes } from '../src/annual-return/content.ts';
import {
  type Comparison,
  type Discrepancy,
  discrepancies,
  discrepancyMessage,
  reconcile,
} from '../src/reconciliation.ts';
import { languages } from '../src/types.ts';

const row = (changes: Partial<FlowRow>): FlowRow => ({
  direction: 'outgoing',
  kind: 'evidence',
  basis: 'ETS185',
  counterpart: 'CHL',
  pending_start: 0,
  opened: 0,
  reopened: 0,
  closed: 0,
  pending_end: 0,
  in_transit_start: 0,
  in_transit_end: 0,
  outcomes: Object.fromEntries(outcomes.evidence.map((outcome) => [outcome, 0])),
  ...changes,
});
const returned = (state: string, ...flows: FlowRow[]): Content => ({
  ...emptyContent(state, 2026, 'America/Lima'),
  flows,
});
const peru = (changes: Partial<FlowRow>) => returned('PER', row(changes));
const chile = (changes: Partial<FlowRow>) =>
  returned('CHL', row({ direction: 'incoming', counterpart: 'PER', ...changes }));
const all = (...contents: Content[]) => reconcile(contents).find(({ by }) => by === 'all')!;

describe('the mirror check', () => {
  it('agrees where both count the same', () => {
    expect(all(peru({ opened: 12 }), chile({ opened: 12 }))).toMatchObject({ standing: 'agrees', remaining: 0 });
    expect(discrepancies(reconcile([peru({ opened: 12 }), chile({ opened: 12 })]))).toEqual([]);
  });

  it('explains a difference by what was in transit at either end of the year, on either side', () => {
    const late = all(peru({ opened: 12, in_transit_end: 2 }), chile({ opened: 10 }));
    expect(late).toMatchObject({ sent: 12, received: 10, in_transit: 2, remaining: 0, standing: 'explained' });
    const early = all(peru({ opened: 10, in_transit_start: 3 }), chile({ opened: 13 }));
    expect(early).toMatchObject({ in_transit: -3, remaining: 0, standing: 'explained' });
    // midnight of the requested State comes first: it is the one that counted it before
    const midnight = all(peru({ opened: 10 }), chile({ opened: 11, in_transit_end: 1 }));
    expect(midnight).toMatchObject({ in_transit: -1, remaining: 0, standing: 'explained' });
  });

  it('leaves on the list what nothing explains, and nothing more', () => {
    const [item, ...others] = discrepancies(reconcile([peru({ opened: 12, in_transit_end: 1 }), chile({ opened: 9 })]));
    expect(others).toEqual([]);
    expect(item).toMatchObject({ requesting: 'PER', requested: 'CHL', kind: 'evidence', remaining: 2 });
  });

  it('finds the same requests counted on two bases, and closed with two outcomes', () => {
    const other = { ...row({}).outcomes };
    const [item] = discrepancies(
      reconcile([
        peru({ opened: 5, closed: 3, outcomes: { ...other, executed_full: 3 } }),
        chile({ opened: 5, basis: 'OAS-A55', closed: 3, outcomes: { ...other, executed_full: 1, refused: 2 } }),
      ]),
    );
    expect(item?.comparisons.map(({ by, remaining }) => [by, remaining])).toEqual([
      ['basis', 5],
      ['basis', -5],
      ['outcome', 2],
      ['outcome', -2],
    ]);
  });

  it('does not take silence for zero', () => {
    expect(all(peru({ opened: 7 }))).toMatchObject({
      received: 'not_reported',
      standing: 'not_comparable',
      remaining: null,
    });
    expect(all(peru({ opened: 'not_available' }), chile({ opened: 4 }))).toMatchObject({ standing: 'not_comparable' });
    // a State that reported and names no such request counted none
    expect(all(peru({ opened: 7 }), returned('CHL'))).toMatchObject({ received: 0, remaining: 7, standing: 'differs' });
  });

  it('writes to both States in each language, with both figures', () => {
    const [item] = discrepancies(reconcile([peru({ opened: 12, in_transit_end: 1 }), chile({ opened: 9 })]));
    for (const language of languages) {
      const text = discrepancyMessage(item!, 2026, language).join('\n');
      for (const figure of ['12', '9', '2026', 'Chil']) expect(text).toContain(figure);
    }
    const english = discrepancyMessage(item!, 2026, 'en');
    expect(english[1]).toBe(
      'Peru counts 12 sent, Chile counts 9 received; 1 are explained by the turn of the year, 2 are not.',
    );
  });
});

/** `PER→CHL evidence all: 12/9 in transit 1, 2: differs` */
const told = (one: Comparison) => {
  const what = one.by === 'all' ? 'all' : one.by === 'basis' ? one.basis : one.outcome;
  const figures = `${one.sent}/${one.received} in transit ${one.in_transit}, ${one.remaining}: ${one.standing}`;
  return `${one.requesting}→${one.requested} ${one.kind} ${what}: ${figures}`;
};
/** All that is compared of new requests. */
const compared = (...contents: Content[]) =>
  reconcile(contents)
    .filter(({ by }) => by !== 'outcome')
    .map(told);

describe('what is compared', () => {
  it('is all requests, then each basis that either names, then each outcome of the kind, of each pair in turn', () => {
    const kept = { kind: 'preservation', outcomes: {} } as const;
    const comparisons = reconcile([
      returned('PER', row({ basis: 'OAS-A55' }), row({}), row({ counterpart: 'BRA', ...kept })),
      returned('CHL', row({ direction: 'incoming', counterpart: 'PER', basis: 'UNCAC' }), row({ counterpart: 'PER' })),
    ]);
    const what = comparisons.map((one) =>
      [
        one.requesting,
        one.requested,
        one.kind,
        one.by === 'basis' ? one.basis : one.by === 'outcome' ? one.outcome : '',
      ]
        .join(' ')
        .trim(),
    );
    expect(what).toEqual([
      ...['', ' ETS185', ...outcomes.evidence.map((one) => ` ${one}`)].map((one) => `CHL PER evidence${one}`),
      ...['', ' ETS185', ...outcomes.preservation.map((one) => ` ${one}`)].map((one) => `PER BRA preservation${one}`),
      ...['', ' ETS185', ' OAS-A55', ' UNCAC', ...outcomes.evidence.map((one) => ` ${one}`)].map(
        (one) => `PER CHL evidence${one}`,
      ),
    ]);
    expect(reconcile([])).toEqual([]);
    expect(reconcile([returned('PER'), returned('CHL')])).toEqual([]);
  });

  it('adds up what was sent to that State, of that kind, and what it received from this one', () => {
    const sent = [
      row({ opened: 5, in_transit_end: 1 }),
      row({ opened: 7, in_transit_end: 2, basis: 'OAS-A55' }),
      // of another direction, another kind and to another State
      row({ opened: 100, in_transit_end: 100, direction: 'incoming' }),
      row({ opened: 200, in_transit_end: 200, kind: 'preservation', outcomes: {} }),
      row({ opened: 400, in_transit_end: 400, counterpart: 'BRA' }),
    ];
    const received = [
      row({ opened: 9, direction: 'incoming', counterpart: 'PER' }),
      row({ opened: 100, counterpart: 'PER' }),
    ];
    expect(compared(returned('PER', ...sent), returned('CHL', ...received))).toEqual([
      'CHL→PER evidence all: 100/100 in transit -100, 100: differs',
      'CHL→PER evidence ETS185: 100/100 in transit -100, 100: differs',
      'PER→BRA evidence all: 400/not_reported in transit 0, null: not_comparable',
      'PER→BRA evidence ETS185: 400/not_reported in transit 0, null: not_comparable',
      'PER→CHL evidence all: 12/9 in transit 3, 0: explained',
      'PER→CHL evidence ETS185: 5/9 in transit 1, -5: differs',
      'PER→CHL evidence OAS-A55: 7/0 in transit 2, 5: differs',
      'PER→CHL preservation all: 200/0 in transit 200, 0: explained',
      'PER→CHL preservation ETS185: 200/0 in transit 200, 0: explained',
    ]);
  });

  it('names the pair by who asks, whoever reported', () => {
    expect(all(chile({ opened: 4 }))).toEqual({
      ...{ by: 'all', requesting: 'PER', requested: 'CHL', kind: 'evidence' },
      ...{ sent: 'not_reported', received: 4, in_transit: 0, remaining: null, standing: 'not_comparable' },
    });
  });

  it('of closings has no transit', () => {
    const closed = { closed: 3, outcomes: { executed_full: 3 } };
    const both = reconcile([peru({ opened: 12, in_transit_end: 2, ...closed }), chile({ opened: 10, ...closed })]);
    expect(both.map(told)).toContain('PER→CHL evidence executed_full: 3/3 in transit 0, 0: agrees');
    // an outcome that a row does not name is none
    expect(both.map(told)).toContain('PER→CHL evidence refused: 0/0 in transit 0, 0: agrees');
  });
});

describe('how two figures stand to each other', () => {
  it.each<[string, Partial<FlowRow>, Partial<FlowRow>]>([
    ['7/7 in transit 0, 0: agrees', { opened: 7 }, { opened: 7 }],
    ['7/7 in transit 2, -2: differs', { opened: 7, in_transit_end: 2 }, { opened: 7 }],
    ['9/7 in transit 2, 0: explained', { opened: 9, in_transit_end: 5, in_transit_start: 3 }, { opened: 7 }],
    ['9/7 in transit 2, 0: explained', { opened: 9 }, { opened: 7, in_transit_end: 3, in_transit_start: 5 }],
    ['8/7 in transit 0, 1: differs', { opened: 8 }, { opened: 7 }],
    ['7/9 in transit 1, -3: differs', { opened: 7, in_transit_end: 1 }, { opened: 9 }],
    // without both ends of the year nothing is known to have been under way
    [
      '9/7 in transit 0, 2: differs',
      { opened: 9, in_transit_end: 2, in_transit_start: 'not_available' },
      { opened: 7 },
    ],
    [
      '7/9 in transit 0, -2: differs',
      { opened: 7, in_transit_start: 2, in_transit_end: 'not_available' },
      { opened: 9 },
    ],
    [
      'not_applicable/7 in transit 0, null: not_comparable',
      { opened: 'not_applicable', in_transit_end: 2 },
      { opened: 7 },
    ],
    ['7/not_available in transit 0, null: not_comparable', { opened: 7 }, { opened: 'not_available' }],
  ])('%s', (expected, sent, received) => {
    expect(told(all(peru(sent), chile(received)))).toBe(`PER→CHL evidence all: ${expected}`);
  });
});

describe('the work list', () => {
  const comparison = (of: Partial<Comparison>): Comparison => ({
    ...({ by: 'all', requesting: 'PER', requested: 'CHL', kind: 'evidence' } as const),
    ...({ sent: 0, received: 0, in_transit: 0, remaining: 0, standing: 'differs', ...of } as Comparison),
  });
  const aspects = (all: number, bases: number[], closings: number[]) => [
    comparison({ remaining: all }),
    ...bases.map((remaining) => comparison({ by: 'basis', basis: 'ETS185', remaining })),
    ...closings.map((remaining) => comparison({ by: 'outcome', outcome: 'refused', remaining })),
  ];

  it.each([
    [1, 1, [1], []],
    [1, -1, [-1], []],
    [2, 0, [1, -1], [1]],
    [3, 2, [-1], [-1, 2]],
    [4, 4, [1, -2], [2, 1]],
  ])('has to find the largest of the three accounts: %i', (expected, all, bases, closings) => {
    const [item, ...others] = discrepancies(aspects(all, bases, closings));
    expect(item).toMatchObject({ remaining: expected, comparisons: aspects(all, bases, closings) });
    expect(others).toEqual([]);
  });

  it('has the largest first, then in the order of the States and kinds, whatever order they came in', () => {
    const of = (requesting: string, requested: string, kind: 'evidence' | 'preservation', remaining: number) =>
      comparison({ requesting, requested, kind, remaining });
    const list = [
      of('PER', 'URY', 'preservation', 9),
      of('BRA', 'CHL', 'preservation', 8),
      of('BRA', 'ARG', 'evidence', 2),
      of('BRA', 'ARG', 'preservation', 2),
      of('BRA', 'CHL', 'evidence', 2),
      of('PER', 'ARG', 'evidence', -2),
      of('ARG', 'BRA', 'evidence', 1),
    ];
    for (const given of [list, list.toReversed()])
      expect(discrepancies(given).flatMap(({ comparisons }) => comparisons)).toEqual(list);
  });

  it('has nothing of what agrees, is explained or cannot be compared', () => {
    const settled = (['agrees', 'explained', 'not_comparable'] as const).map((standing) => comparison({ standing }));
    expect(discrepancies(settled)).toEqual([]);
    const open = comparison({ remaining: 3 });
    expect(discrepancies([...settled, open])).toEqual([
      { requesting: 'PER', requested: 'CHL', kind: 'evidence', remaining: 3, comparisons: [open] },
    ]);
  });
});

describe('the message to both States', () => {
  const figures = { sent: 1200, received: 9, in_transit: -3, remaining: -1194, standing: 'differs' } as const;
  const item = (requesting: string, kind: 'evidence' | 'preservation', ...about: object[]): Discrepancy => ({
    ...{ requesting, requested: 'CHL', kind, remaining: 1 },
    comparisons: about.map((one) => ({ requesting, requested: 'CHL', kind, ...figures, ...one }) as Comparison),
  });

  it('says what is compared and what is asked', () => {
    expect(discrepancyMessage(item('PER', 'preservation'), 2026, 'en')).toEqual([
      'Requests for preservation from Peru to Chile in 2026: the annual returns of the two States differ.',
      expect.stringMatching(/^Please compare your registers with each other\./),
    ]);
    expect(discrepancyMessage(item('PER', 'evidence'), 2026, 'pt')[0]).toBe(
      'Pedidos de provas de Peru a Chile em 2026: os relatórios anuais dos dois Estados divergem.',
    );
    // a State that has left the list keeps its code
    expect(discrepancyMessage(item('XXX', 'evidence'), 2026, 'en')[0]).toMatch(/ from XXX to Chile in 2026:/);
  });

  it('says each difference with both figures, by how much and not in which direction', () => {
    const about = [
      { by: 'all' },
      { by: 'basis', basis: 'ETS185' },
      { by: 'basis', basis: 'not_available' },
      { by: 'outcome', outcome: 'executed_full' },
    ];
    expect(discrepancyMessage(item('PER', 'evidence', ...about), 2026, 'en').slice(1, -1)).toEqual([
      'Peru counts 1200 sent, Chile counts 9 received; 3 are explained by the turn of the year, 1194 are not.',
      'On the basis of Budapest Convention: 1200 sent and 9 received; 1194 without explanation.',
      'On the basis of Not recorded: 1200 sent and 9 received; 1194 without explanation.',
      'Closed as “Executed”: Peru counts 1200, Chile counts 9.',
    ]);
  });
});
