import { describe, expect, test } from 'vitest';
import { type Content, emptyContent, type FlowRow, outcomes, type Reported } from '../src/annual-return/content.ts';
import { emptyRow } from '../src/annual-return/entries.ts';
import { type Finding, findingsOf } from '../src/annual-return/identities.ts';
import { investigationParts, personGroups } from '../src/domestic.ts';
import { key, row, whole } from './example-return.ts';

const policy = { instrument: 'POLICY', verified: true };
const flow = 'flow.incoming.evidence.ETS185.CHL';
const cells = (prefix: string, ...names: string[]) => names.map((name) => `${prefix}.${name}`);
const finding = (rule: string, cells: string[], params: object = {}, severity = 'error') => ({
  rule: `return_${rule}`,
  cells,
  severity,
  source: policy,
  params,
});
const warning = (rule: string, cells: string[], params: object = {}) => finding(rule, cells, params, 'warning');

/** What stands against a return that comes out but for this. */
const against = (change: Partial<Content>, previous?: Content) => findingsOf({ ...whole(), ...change }, previous);
const againstRow = (change: Partial<FlowRow>) => against({ flows: [row(change)] });
const againstDomestic = (values: Record<string, Reported>) =>
  against({ domestic: { ...whole().domestic, ...values } as Content['domestic'] });
const rules = (findings: Finding[]) => findings.map(({ rule }) => rule);

const preserving = { ...key, kind: 'preservation' } as const;
/** A row of preservation requests, three closed, each of another end. */
const preserved = (change: Partial<FlowRow> = {}): FlowRow => ({
  ...emptyRow(preserving, 0),
  opened: 4,
  closed: 3,
  pending_end: 1,
  ...change,
  outcomes: { ...emptyRow(preserving, 0).outcomes, consumed: 1, expired: 2, ...change.outcomes },
});

test('a return that comes out has nothing against it, nor has one of no request but its names', () => {
  expect(against({})).toEqual([]);
  expect(against({ flows: [row(), preserved()] })).toEqual([]);
  expect(against({ flows: [], grounds: [] })).toEqual([]);
});

describe('pending at the start + opened + reopened = closed + pending at the end', () => {
  const balance = cells(flow, 'pending_start', 'opened', 'reopened', 'closed', 'pending_end');

  test.each([
    ['pending_start', { left: 16, right: 15 }],
    ['opened', { left: 16, right: 15 }],
    ['reopened', { left: 16, right: 15 }],
    ['pending_end', { left: 15, right: 16 }],
  ] as const)('one more %s does not come out', (column, sums) => {
    expect(againstRow({ [column]: (row()[column] as number) + 1 })).toEqual([
      finding('flow_balance', balance, { ...sums, counterpart: 'CHL' }),
    ]);
  });
  test('one more closed does not come out, nor do its ends', () => {
    const ends = cells(`${flow}.outcomes`, ...outcomes.evidence);
    expect(againstRow({ closed: 10 })).toEqual([
      finding('flow_balance', balance, { left: 15, right: 16, counterpart: 'CHL' }),
      finding('outcomes_sum', [...ends, `${flow}.closed`], { left: 9, right: 10, counterpart: 'CHL' }),
    ]);
  });
  test('what is in transit is no part of it', () =>
    expect(againstRow({ in_transit_start: 3, in_transit_end: 2 })).toEqual([]));

  test.each(['pending_start', 'opened', 'reopened', 'pending_end'] as const)(
    'where %s is not known, that is a warning',
    (column) => {
      for (const unknown of ['not_available', 'not_applicable'] as const)
        expect(againstRow({ [column]: unknown })).toEqual([
          warning('unchecked', balance, { check: 'flow_balance', counterpart: 'CHL' }),
        ]);
    },
  );
  test('of a row of which nothing is known, nothing is said', () =>
    expect(against({ flows: [emptyRow(key)], grounds: [] })).toEqual([]));
  test('one number among what is not known is enough to say so, on either side', () => {
    for (const column of ['reopened', 'pending_end'] as const)
      expect(against({ flows: [{ ...emptyRow(key), [column]: 0 }], grounds: [] })).toEqual([
        warning('unchecked', balance, { check: 'flow_balance', counterpart: 'CHL' }),
      ]);
  });
});

describe('what was closed is split by how it ended', () => {
  test.each(outcomes.evidence)('one more %s does not come out', (outcome) => {
    const more = (row().outcomes[outcome] as number) + 1;
    const grounds = outcome === 'refused' ? [{ ...whole().grounds[0], refused: 3 } as Content['grounds'][number]] : [];
    expect(
      against({ flows: [row({ outcomes: { [outcome]: more } })], ...(grounds.length > 0 ? { grounds } : {}) }),
    ).toEqual([
      finding('outcomes_sum', [...cells(`${flow}.outcomes`, ...outcomes.evidence), `${flow}.closed`], {
        left: 10,
        right: 9,
        counterpart: 'CHL',
      }),
    ]);
  });
  test('a preservation request ends in its own ways', () => {
    const prefix = 'flow.incoming.preservation.ETS185.CHL';
    expect(against({ flows: [row(), preserved({ outcomes: { released: 1 } })] })).toEqual([
      finding('outcomes_sum', [...cells(`${prefix}.outcomes`, ...outcomes.preservation), `${prefix}.closed`], {
        left: 4,
        right: 3,
        counterpart: 'CHL',
      }),
    ]);
  });

  const of = { counterpart: 'CHL' };
  test('an end of the other kind is none, even of no request; the sum waits', () => {
    expect(againstRow({ outcomes: { consumed: 0, expired: 5 } })).toEqual([
      finding('outcome_kind', [`${flow}.outcomes.consumed`], of),
      finding('outcome_kind', [`${flow}.outcomes.expired`], of),
    ]);
    expect(againstRow({ outcomes: { consumed: 5 } })).toEqual([
      finding('outcome_kind', [`${flow}.outcomes.consumed`], of),
    ]);
  });
  const without = (...names: (keyof FlowRow['outcomes'])[]): FlowRow => {
    const one = row();
    for (const name of names) delete one.outcomes[name];
    return one;
  };
  test('an end of which nothing was said is asked for; the sum waits', () => {
    expect(against({ flows: [without('executed_full', 'lapsed')] })).toEqual([
      finding('outcome_missing', [`${flow}.outcomes.executed_full`], of),
      finding('outcome_missing', [`${flow}.outcomes.lapsed`], of),
    ]);
    expect(against({ flows: [without('executed_full')] })).toEqual([
      finding('outcome_missing', [`${flow}.outcomes.executed_full`], of),
    ]);
  });
  test('one of each: both are named, and the sum still waits', () => {
    const mixed = without('executed_full');
    mixed.outcomes.consumed = 1;
    expect(against({ flows: [mixed] })).toEqual([
      finding('outcome_kind', [`${flow}.outcomes.consumed`], of),
      finding('outcome_missing', [`${flow}.outcomes.executed_full`], of),
    ]);
  });
});

test('no State asks itself', () => {
  const [first] = againstRow({ counterpart: 'BRA' });
  expect(first).toEqual(finding('own_state', ['flow.incoming.evidence.ETS185.BRA.opened'], { counterpart: 'BRA' }));
  expect(rules(againstRow({ counterpart: 'BRA' }))).toEqual(['return_own_state']);
});

describe('what the other counts only next year was opened this year or waiting so before', () => {
  const limits = cells(flow, 'in_transit_end', 'opened', 'in_transit_start');
  test.each([
    [10, 0, []],
    [11, 0, [finding('in_transit', limits, { left: 11, right: 10 })]],
    [12, 2, []],
    [13, 2, [finding('in_transit', limits, { left: 13, right: 12 })]],
    ['not_available', 0, []],
    [13, 'not_available', []],
  ] as [Reported, Reported, unknown[]][])('%s at the end, %s at the start', (in_transit_end, in_transit_start, found) =>
    expect(againstRow({ in_transit_end, in_transit_start })).toEqual(found),
  );
});

describe('refusals by ground come to the refused', () => {
  const ground = { direction: 'incoming', kind: 'evidence', ground: 'DUAL_CRIMINALITY', refused: 2 } as const;
  const refused = `${flow}.outcomes.refused`;
  const cell = 'ground.incoming.evidence.DUAL_CRIMINALITY';
  const of = { direction: 'incoming', kind: 'evidence' };

  test('of all rows of a direction and kind, over all grounds', () => {
    const peru = row({ counterpart: 'PER', outcomes: { executed_full: 4, refused: 3 } });
    const other = { ...ground, ground: 'DE_MINIMIS' } as const;
    const both = [refused, 'flow.incoming.evidence.ETS185.PER.outcomes.refused'];
    const named = [cell, 'ground.incoming.evidence.DE_MINIMIS'];
    expect(against({ flows: [row(), peru], grounds: [ground, { ...other, refused: 3 }] })).toEqual([]);
    expect(against({ flows: [row(), peru], grounds: [ground, other] })).toEqual([
      finding('grounds_sum', [...named, ...both], { left: 4, right: 5, ...of }),
    ]);
  });
  test('refused without a ground, and a ground without a request', () => {
    expect(against({ grounds: [] })).toEqual([finding('grounds_sum', [refused], { left: 0, right: 2, ...of })]);
    expect(against({ flows: [] })).toEqual([finding('grounds_sum', [cell], { left: 2, right: 0, ...of })]);
  });
  test.each([
    ['direction', 'outgoing'],
    ['kind', 'preservation'],
  ] as const)('of another %s it is another sum', (name, value) => {
    const moved = { ...ground, [name]: value };
    const found = against({ grounds: [moved] });
    expect(found.map(({ rule, params }) => [rule, params])).toEqual(
      expect.arrayContaining([
        ['return_grounds_sum', { left: 0, right: 2, ...of }],
        ['return_grounds_sum', { left: 2, right: 0, ...of, [name]: value }],
      ]),
    );
    expect(found.length).toBe(2);
  });
  test('each direction and kind by itself', () => {
    const sent = row({ direction: 'outgoing', outcomes: { executed_full: 6, refused: 1 } });
    const kept = preserved({ outcomes: { expired: 1, refused: 1 } });
    const grounds = [
      ground,
      { ...ground, direction: 'outgoing' as const, refused: 1 },
      { ...ground, kind: 'preservation' as const, refused: 1 },
    ];
    expect(against({ flows: [row(), sent, kept], grounds })).toEqual([]);
  });
  test('an end that was not said counts as none refused', () => {
    const one = row({ closed: 7, pending_end: 8 });
    delete one.outcomes.refused;
    expect(rules(against({ flows: [one], grounds: [] }))).toEqual(['return_outcome_missing']);
  });
  test('where one is not known, that is a warning; where none is, nothing', () => {
    expect(against({ grounds: [{ ...ground, refused: 'not_available' }] })).toEqual([
      warning('unchecked', [cell, refused], { check: 'grounds_sum', ...of }),
    ]);
    expect(against({ flows: [emptyRow(key)], grounds: [{ ...ground, refused: 'not_applicable' }] })).toEqual([]);
  });
});

describe('domestic figures', () => {
  const C2 = Object.fromEntries(investigationParts.map((part, index) => [`C2.${part}`, [4, 10, 1, 9, 6][index] ?? 0]));

  test('investigations: pending at the start + opened + reopened = closed + pending at the end', () => {
    expect(againstDomestic(C2)).toEqual([]);
    const all = cells('domestic.C2', ...investigationParts);
    for (const [part, value] of Object.entries(C2)) {
      const left = ['C2.closed', 'C2.pending_end'].includes(part) ? 15 : 16;
      expect(againstDomestic({ ...C2, [part]: value + 1 })).toEqual([
        finding('investigations_balance', all, { left, right: 31 - left }),
      ]);
      expect(againstDomestic({ ...C2, [part]: 'not_available' })).toEqual([
        warning('unchecked', all, { check: 'investigations_balance' }),
      ]);
    }
  });

  test.each(Object.entries(personGroups))('persons by %s come to the persons of C3', (group, parts) => {
    const zero = Object.fromEntries(Object.values(personGroups).flatMap((each) => each.map((one) => [`C5.${one}`, 0])));
    for (const part of parts)
      expect(againstDomestic({ ...zero, 'C3.persons': 0, [`C5.${part}`]: 1 })).toEqual([
        finding('persons_sum', [...cells('domestic.C5', ...parts), 'domestic.C3.persons'], {
          left: 1,
          right: 0,
          group,
        }),
      ]);
    const said = Object.fromEntries(parts.map((part) => [`C5.${part}`, 2]));
    expect(rules(againstDomestic({ ...said, 'C3.persons': 2 * parts.length })).sort()).toEqual([
      'return_unchecked',
      'return_unchecked',
    ]);
    expect(againstDomestic(said)).toEqual([
      warning('unchecked', [...cells('domestic.C5', ...parts), 'domestic.C3.persons'], { check: 'persons_sum', group }),
    ]);
  });

  test.each([
    ['need', 'C6.need', 'C2.opened', { 'C6.sent': 0 }],
    ['asked', 'C6.sent', 'C6.need', {}],
  ] as const)('%s: %s is at most %s', (rule, small, limit, more) => {
    const found = (value: Reported, most: Reported) =>
      againstDomestic({ ...more, [small]: value, [limit]: most }).filter((one) => one.rule !== 'return_unchecked');
    expect(found(3, 3)).toEqual([]);
    expect(found(4, 3)).toEqual([finding(rule, [`domestic.${small}`, `domestic.${limit}`], { left: 4, right: 3 })]);
    expect(found(4, 'not_available')).toEqual([]);
    expect(found('not_available', 3)).toEqual([]);
  });

  test.each(['convicted', 'acquitted', 'dismissed', 'plea', 'diverted'])(
    'more cases than persons %s is worth a second look',
    (part) => {
      const [small, limit] = [`C4.${part}`, `C4.persons.${part}`];
      expect(againstDomestic({ [small]: 3, [limit]: 3 })).toEqual([]);
      expect(againstDomestic({ [small]: 4, [limit]: 3 })).toEqual([
        warning('cases_persons', [`domestic.${small}`, `domestic.${limit}`], { left: 4, right: 3 }),
      ]);
    },
  );
  test.each(['archived_unsolved', 'transferred_abroad'])('a case %s need have no person', (part) =>
    expect(againstDomestic({ [`C4.${part}`]: 4, [`C4.persons.${part}`]: 0 })).toEqual([]),
  );

  test('a figure that is not there is not known', () => {
    expect(against({ domestic: {} })).toEqual([]);
    expect(against({ domestic: { 'C2.opened': 1 } })).toEqual([
      warning('unchecked', cells('domestic.C2', ...investigationParts), { check: 'investigations_balance' }),
    ]);
  });
});

describe('what is derived and never typed', () => {
  const times = (n: number, ...histogram: number[]) =>
    against({
      times: [
        {
          ...{ indicator: 'M12', direction: 'incoming', kind: 'evidence', median: 1, p90: 1, survival: 1 },
          ...{ n, histogram, open: 0, ended_otherwise: 0 },
        } as Content['times'][number],
      ],
    });
  test('a histogram comes to those that ended', () => {
    expect(times(3, 1, 0, 2)).toEqual([]);
    expect(times(0)).toEqual([]);
    expect(times(4, 1, 0, 2)).toMatchObject([
      { ...finding('histogram_sum', [], { left: 3, right: 4 }), cells: ['times.M12.incoming.evidence', 'n'] },
    ]);
  });

  const share = (indicator: string, numerator: number, denominator: number | 'not_applicable') =>
    against({
      rates: [
        { indicator, direction: 'outgoing', kind: 'evidence', numerator, denominator, missing: 0 },
      ] as Content['rates'],
    });
  test('a share is at most the whole; a mean may be more, and a count is of nothing', () => {
    expect(share('M6', 3, 3)).toEqual([]);
    expect(share('M6', 4, 3)).toEqual([finding('share', ['rates.M6.outgoing.evidence'], { left: 4, right: 3 })]);
    expect(share('M6', 2, 3)).toEqual([]);
    expect(share('M8.rounds', 4, 3)).toEqual([]);
    expect(share('M19', 4, 'not_applicable')).toEqual([]);
    expect(share('M6', 4, 'not_applicable')).toEqual([]);
    expect(share('M99', 4, 3)).toEqual([]);
  });
});

describe('said once', () => {
  test('a row of the same direction, kind, basis and counterpart', () => {
    expect(findingsOf({ ...whole(), flows: [emptyRow(key), emptyRow(key), emptyRow(key)], grounds: [] })).toEqual([
      finding('twice', [`${flow}.opened`]),
      finding('twice', [`${flow}.opened`]),
    ]);
    for (const other of [{ basis: 'BILAT' }, { counterpart: 'PER' }, { direction: 'outgoing' }] as const)
      expect(against({ flows: [emptyRow(key), emptyRow({ ...key, ...other })], grounds: [] })).toEqual([]);
  });
  test('a ground', () => {
    const ground = {
      direction: 'incoming',
      kind: 'evidence',
      ground: 'TAX_OFFENCE',
      refused: 'not_available',
    } as const;
    expect(against({ flows: [], grounds: [ground, ground] })).toEqual([
      finding('twice', ['ground.incoming.evidence.TAX_OFFENCE']),
    ]);
  });
  test('an adjustment', () => {
    const one = { cell: `${flow}.opened`, derived: 9, reported: 10, reason: 'Papel' };
    expect(against({ adjustments: [one] })).toEqual([]);
    expect(against({ adjustments: [one, one] })).toEqual([finding('twice', [`adjustment.${one.cell}`])]);
  });
});

test('an adjustment says what stands in the return, and why', () => {
  const one = { cell: `${flow}.opened`, derived: 9, reported: 10, reason: 'Papel' };
  expect(against({ adjustments: [{ ...one, reported: 11 }] })).toEqual([finding('adjustment', [one.cell])]);
  expect(against({ adjustments: [{ ...one, reason: ' \n' }] })).toEqual([finding('adjustment_reason', [one.cell])]);
  const nowhere = `${flow}.outcomes.consumed`;
  expect(against({ adjustments: [{ ...one, cell: nowhere, reason: '' }, one] })).toEqual([
    finding('adjustment', [nowhere]),
    finding('adjustment_reason', [nowhere]),
  ]);
});

describe('what was pending at the end of the year before is pending at the start', () => {
  const lastYear = (...flows: FlowRow[]): Content => ({ ...whole(), year: 2024, flows });
  const at = (pending_end: Reported, more: Partial<FlowRow> = {}) => row({ pending_end, ...more });
  const start = `${flow}.pending_start`;

  test('or it is a warning', () => {
    expect(against({}, lastYear(at(4)))).toEqual([]);
    for (const then of [3, 5])
      expect(against({}, lastYear(at(then)))).toEqual([
        warning('carry_over', [start], { left: 4, right: then, direction: 'incoming', kind: 'evidence' }),
      ]);
  });
  test('only of the year before', () => {
    for (const year of [2023, 2025, 2026]) expect(against({}, { ...lastYear(at(3)), year })).toEqual([]);
  });
  test('where both are known', () => {
    expect(against({}, lastYear(at('not_available')))).toEqual([]);
    expect(rules(against({ flows: [row({ pending_start: 'not_available' })] }, lastYear(at(3))))).toEqual([
      'return_unchecked',
    ]);
  });
  test('over all States and bases of a direction and kind: one may give what another takes', () => {
    const peru = { counterpart: 'PER', basis: 'BILAT' } as const;
    const grounds = [{ direction: 'incoming', kind: 'evidence', ground: 'DE_MINIMIS', refused: 4 }] as const;
    const now = { flows: [row(), row(peru)], grounds: [...grounds] };
    expect(against(now, lastYear(at(1), at(7, peru)))).toEqual([]);
    expect(against(now, lastYear(at(1), at(6, peru)))).toEqual([
      warning('carry_over', [start, 'flow.incoming.evidence.BILAT.PER.pending_start'], {
        left: 8,
        right: 7,
        direction: 'incoming',
        kind: 'evidence',
      }),
    ]);
  });
  test.each([{ direction: 'outgoing' }, { kind: 'preservation' }] as const)('not what is of %o', (other) => {
    const moved = lastYear({ ...emptyRow({ ...key, ...other }, 0), pending_end: 4 });
    expect(against({}, moved)).toEqual(
      expect.arrayContaining([
        warning('carry_over', [start], { left: 4, right: 0, direction: 'incoming', kind: 'evidence' }),
        warning('carry_over', [], { left: 0, right: 4, direction: 'incoming', kind: 'evidence', ...other }),
      ]),
    );
    expect(against({}, moved).length).toBe(2);
  });
});

test('who certifies, for which entity and from which registers is said (recommendation 20); how it was counted may be', () => {
  const asked = { instrument: 'PRACTICE', article: 'REMJA 20', verified: true };
  for (const name of ['entity', 'official', 'source'] as const)
    expect(against({ notes: { ...whole().notes, [name]: ' ' } })).toEqual([
      { ...finding('note', [`notes.${name}`]), source: asked },
    ]);
  expect(rules(findingsOf(emptyContent('BRA', 2025, 'America/Sao_Paulo')))).toEqual([
    'return_note',
    'return_note',
    'return_note',
  ]);
});

test('errors stand before warnings, each in the order of the return', () => {
  const found = against(
    {
      flows: [row({ opened: 'not_available' }), row({ counterpart: 'PER', pending_end: 7 })],
      notes: { ...whole().notes, entity: '' },
    },
    { ...whole(), year: 2024 },
  );
  expect(rules(found)).toEqual([
    'return_flow_balance',
    'return_grounds_sum',
    'return_note',
    'return_unchecked',
    'return_carry_over',
  ]);
  expect(found.map(({ severity }) => severity)).toEqual(['error', 'error', 'error', 'warning', 'warning']);
});
