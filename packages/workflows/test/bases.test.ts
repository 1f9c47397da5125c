import { describe, expect, test } from 'vitest';
import {
  type BasesQuestion,
  basesFor,
  catalogueLaw,
  type Instrument,
  type Law,
  lawOf,
  type Party,
  preservationMinimum,
  proposedBases,
  requiredContents,
} from '../src/instruments/index.ts';
import type { ScopeLimit } from '../src/instruments/types.ts';
import { type BasisCode, basisCodes } from '../src/types.ts';
import { amendments, treatyLine } from './law-lines.ts';

const date = '2026-11-21';
const noon = (day: string) => Date.parse(`${day}T12:00:00Z`);
const party = (state: string, more: Partial<Party> = {}): Party => ({
  state,
  from: '2010-01-01',
  verified: true,
  day_known: true,
  ...more,
});
const both = [party('BRA'), party('CHL')];

/** The law of this release with some instruments otherwise. */
function lawWith(changes: Partial<Record<BasisCode, Partial<Instrument>>>, law: Law = catalogueLaw): Law {
  return { ...law, instruments: law.instruments.map((item) => ({ ...item, ...changes[item.code] })) };
}
function findings(law: Law, more: Partial<BasesQuestion> = {}) {
  return basesFor({ requesting: 'BRA', requested: 'CHL', date, kind: 'evidence', law, ...more });
}
function finding(basis: BasisCode, change: Partial<Instrument>, more: Partial<BasesQuestion> = {}) {
  return findings(lawWith({ [basis]: change }), more).find((one) => one.basis === basis)!;
}
const keys = (texts: readonly { key: string }[]) => texts.map(({ key }) => key);

/** Every instrument in force between the two and confirmed. */
const everything = lawWith(
  Object.fromEntries(basisCodes.map((code) => [code, { in_force: '2000-01-01', parties: both, usable: true }])),
  lawOf(amendments(['CHL', treatyLine('BRA', '2000-01-01')])),
);

describe('the order of suggestion (domain.md §2.7)', () => {
  const rest = (...first: BasisCode[]) => {
    const order: BasisCode[] = [
      'BILAT',
      'OAS-A55',
      'OAS-A59',
      'MERCOSUR-SL',
      'SICA-MLA',
      'CARICOM-MLA',
      'ETS185',
      'CETS224',
      'UNCC',
      'UNTOC',
      'UNCAC',
      'CW-HARARE',
      'RECIPROCITY',
      // a channel carries a request and is never its basis
      'MEDELLIN',
    ];
    return [...first, ...order.filter((code) => !first.includes(code))];
  };
  test.each([
    ['evidence', rest()],
    ['consultation', rest()],
    ['preservation', rest('ETS185', 'CETS224', 'UNCC')],
    ['information', rest('ETS185', 'UNCAC', 'UNTOC')],
  ] as const)('%s', (kind, order) => {
    const found = findings(everything, { kind });
    expect(found.map(({ basis }) => basis)).toEqual(order);
    expect(found.map(({ primary_rank }) => primary_rank)).toEqual(order.map((_, index) => index + 1));
    expect(found.filter(({ usable }) => !usable).map(({ basis }) => basis)).toEqual(['MEDELLIN']);
  });

  test('what can be chosen comes before what is to be confirmed, and that before what does not apply', () => {
    const law = lawWith({ 'OAS-A55': { in_force: null }, ETS185: { usable: false } }, everything);
    const found = findings(law).map(({ basis, applies, usable }) => [basis, applies, usable]);
    expect(found.at(-4)).toEqual(['RECIPROCITY', true, true]);
    expect(found.slice(-3)).toEqual([
      ['ETS185', true, false],
      ['OAS-A55', false, false],
      ['MEDELLIN', false, false],
    ]);
  });

  test('is empty where there are not two States of the thirty-five', () => {
    for (const [requesting, requested] of [
      ['BRA', 'BRA'],
      ['OAS', 'BRA'],
      ['BRA', 'OAS'],
    ] as const)
      expect(findings(everything, { requesting, requested })).toEqual([]);
  });
});

describe('where two States stand towards an instrument', () => {
  const reasonOf = (first: readonly Party[], more: Partial<Instrument> = {}, at = date) => {
    const { applies, reason } = finding(
      'MERCOSUR-SL',
      { parties: first, in_force: '2000-01-01', ...more },
      { date: at },
    );
    return [applies, reason.key.replace('basis.reason.', ''), reason.params];
  };
  const chile = party('CHL', { from: '2005-05-05' });
  const parties = {
    requesting: 'BRA',
    requested: 'CHL',
    requesting_from: noon('2010-01-01'),
    requested_from: noon('2005-05-05'),
  };

  test('both parties, each since its day', () => {
    expect(reasonOf([party('BRA'), chile])).toEqual([true, 'both_parties', parties]);
    expect(reasonOf([party('BRA'), chile], {}, '2010-01-01')).toEqual([true, 'both_parties', parties]);
    expect(reasonOf([party('BRA'), chile], {}, '2010-01-01T23:00:00.000Z')).toEqual([true, 'both_parties', parties]);
    expect(reasonOf([party('BRA'), chile], {}, '2009-12-31')).toEqual([
      false,
      'not_yet',
      { state: 'BRA', from: noon('2010-01-01') },
    ]);
  });

  test('both listed, on a day that was not seen', () => {
    const names = { requesting: 'BRA', requested: 'CHL' };
    expect(reasonOf([party('BRA', { from: null }), chile])).toEqual([true, 'both_listed', names]);
    expect(reasonOf([party('BRA'), party('CHL', { from: null })])).toEqual([true, 'both_listed', names]);
    // bound with the instrument itself at the earliest
    expect(reasonOf([party('BRA', { from: null }), chile], { in_force: '2006-01-01' }, '2006-01-01')).toEqual([
      true,
      'both_listed',
      names,
    ]);
  });

  test('the first that is not bound says why', () => {
    const why = (mine: Party[], theirs: Party[], more: Partial<Instrument> = {}) =>
      reasonOf([...mine, ...theirs], more).slice(1);
    expect(why([], [])).toEqual(['neither_party', undefined]);
    expect(why([], [chile])).toEqual(['not_party', { state: 'BRA' }]);
    expect(why([party('BRA')], [])).toEqual(['not_party', { state: 'CHL' }]);
    const signatories = [{ state: 'BRA', signed: null }];
    expect(why([], [], { signatories })).toEqual(['signed_only', { state: 'BRA' }]);
    expect(why([], [chile], { signatories, unknown: ['BRA'] })).toEqual(['signed_only', { state: 'BRA' }]);
    expect(why([], [chile], { unknown: ['BRA'] })).toEqual(['status_unknown', { state: 'BRA' }]);
    expect(why([party('BRA')], [], { unknown: ['BRA', 'CHL'] })).toEqual(['status_unknown', { state: 'CHL' }]);
  });

  test('one that left was bound to its last day, and one that returns is bound from its new first', () => {
    const twice = [
      party('BRA', { from: '2001-01-01', until: '2004-12-31' }),
      party('BRA', { from: '2008-01-01', until: '2012-12-31' }),
      party('BRA', { from: '2030-01-01' }),
      party('BRA', { from: '2028-01-01', until: '2028-12-31' }),
    ];
    const chile = party('CHL', { from: '2000-06-01' });
    const said = (at: string) => reasonOf([...twice, chile], {}, at).slice(0, 2);
    expect(said('2004-12-31')).toEqual([true, 'both_parties']);
    expect(said('2012-12-31')).toEqual([true, 'both_parties']);
    // before a day to come, that day; the nearest first
    expect(reasonOf([...twice, chile], {}, '2005-01-01')).toEqual([
      false,
      'not_yet',
      { state: 'BRA', from: noon('2008-01-01') },
    ]);
    expect(reasonOf([...twice, chile], {}, '2013-01-01').at(-1)).toEqual({ state: 'BRA', from: noon('2028-01-01') });
    expect(reasonOf([...twice.slice(0, 2), chile], {}, '2013-01-01')).toEqual([
      false,
      'left',
      { state: 'BRA', until: noon('2012-12-31') },
    ]);
  });

  test('an instrument that is not in force binds nobody, whoever joined it', () => {
    const law = { parties: both };
    expect(finding('MERCOSUR-SL', { ...law, in_force: null, as_of: '2026-11-21' }).reason).toEqual({
      key: 'basis.reason.not_in_force',
      params: { as_of: noon('2026-11-21') },
    });
    expect(finding('MERCOSUR-SL', { ...law, in_force: '2026-11-22' })).toMatchObject({
      applies: false,
      usable: false,
      cautions: [],
      reason: { key: 'basis.reason.not_in_force_yet', params: { from: noon('2026-11-22') } },
    });
    expect(finding('MERCOSUR-SL', { ...law, in_force: '2026-11-21' }).applies).toBe(true);
  });

  test('a channel is open only to two that joined it', () => {
    const channel = (parties: Party[]) => finding('MEDELLIN', { parties }).reason.key;
    expect(channel(both)).toBe('basis.reason.channel_open');
    expect(channel([party('BRA')])).toBe('basis.reason.channel_closed');
    expect(channel([party('CHL')])).toBe('basis.reason.channel_closed');
    expect(channel([])).toBe('basis.reason.channel_closed');
  });

  test('an arrangement is one, whatever the days', () => {
    expect(finding('CW-HARARE', { parties: both }).reason).toEqual({ key: 'basis.reason.arrangement' });
    expect(finding('RECIPROCITY', {}).reason).toEqual({ key: 'basis.reason.reciprocity' });
  });
});

describe('what remains to be confirmed', () => {
  const cautions = (parties: Party[], more: Partial<Instrument> = {}) =>
    finding('OAS-A55', { parties, ...more }).cautions;

  test('that a State is a party, or since when, said of that State', () => {
    expect(cautions(both)).toEqual([]);
    expect(cautions([party('BRA', { verified: false }), party('CHL', { day_known: false })])).toEqual([
      { key: 'basis.caution.party_to_confirm', params: { state: 'BRA' } },
      { key: 'basis.caution.date_to_confirm', params: { state: 'CHL' } },
    ]);
    // what is in doubt altogether is not doubted again for its day
    expect(keys(cautions([party('BRA', { verified: false, day_known: false }), party('CHL')]))).toEqual([
      'basis.caution.party_to_confirm',
    ]);
    expect(cautions([party('BRA', { day_known: false }), party('CHL')], { kind: 'arrangement' })).toEqual([]);
  });

  test('not what both States recorded of themselves', () => {
    const usable = (mine: boolean, theirs: boolean, usable: boolean) =>
      finding('SICA-MLA', {
        in_force: '2000-01-01',
        usable,
        parties: [party('BRA', mine ? { recorded: true } : {}), party('CHL', theirs ? { recorded: true } : {})],
      }).usable;
    expect([usable(true, true, false), usable(true, false, false), usable(false, true, false)]).toEqual([
      true,
      false,
      false,
    ]);
    expect(usable(false, false, true)).toBe(true);
  });

  test('a text nobody read, and what it does not provide for', () => {
    const said = (kind: BasesQuestion['kind'], more: Partial<Instrument>) =>
      keys(finding('OAS-A55', { parties: both, ...more }, { kind }).cautions);
    const checked = { text_verified: true, preservation: true };
    expect(said('preservation', checked)).toEqual([]);
    expect(said('preservation', { ...checked, preservation: false })).toEqual([
      'basis.caution.nothing_on_preservation',
    ]);
    expect(said('evidence', { ...checked, preservation: false })).toEqual([]);
    expect(said('evidence', { ...checked, text_verified: false })).toEqual(['basis.caution.text_to_confirm']);
    const information = { instrument: 'OAS-A55', article: '1', verified: true } as const;
    expect(said('information', { ...checked, information: null })).toEqual(['basis.caution.information_not_seen']);
    expect(said('information', { ...checked, information })).toEqual([]);
    expect(said('information', { ...checked, information: { ...information, verified: false } })).toEqual([
      'basis.caution.information_to_confirm',
    ]);
    expect(said('evidence', { ...checked, information: null })).toEqual([]);
    // what the instrument always says comes first
    expect(said('evidence', { cautions: [{ key: 'own' }], text_verified: false })).toEqual([
      'own',
      'basis.caution.text_to_confirm',
    ]);
  });

  test('the articles that carry a file of its kind', () => {
    const sources = (kind: BasesQuestion['kind'], basis: BasisCode = 'ETS185') =>
      finding(basis, {}, { kind }).sources.map(({ article }) => article);
    expect(sources('evidence')).toEqual(['25', '29', '31']);
    expect(sources('preservation')).toEqual(['25', '29', '31']);
    expect(sources('information')).toEqual(['26']);
    expect(sources('information', 'OAS-A55')).toEqual([]);
    expect(sources('consultation')).toEqual([]);
  });

  test('that the requested State takes requests from central authorities only (Budapest 27(9)(e))', () => {
    const declaration = (state: string, article = '27(9)(e)') =>
      ({ state, article, nature: 'declaration', text: 't', from: '2020-01-01' }) as const;
    const central = { key: 'basis.caution.central_only', params: { state: 'CHL' } };
    const said = (state: string, article?: string) =>
      finding('ETS185', { reservations: [declaration(state, article)] }).cautions;
    expect(said('CHL')).toContainEqual(central);
    expect(said('BRA')).not.toContainEqual(central);
    expect(said('CHL', '29(4)')).not.toContainEqual(central);
    const nassau = findings(lawWith({ ETS185: { reservations: [declaration('CHL')] } })).find(
      ({ basis }) => basis === 'OAS-A55',
    );
    expect(nassau?.cautions).not.toContainEqual(central);
  });
});

describe('which offences an instrument serves', () => {
  const weighed = (code: ScopeLimit['code'], verified: boolean, offence: BasesQuestion['offence']) => {
    const limits = [{ code, source: { instrument: 'OAS-A55', article: '1', verified } } as const];
    const { applies, reason, cautions } = finding('OAS-A55', { parties: both, limits }, offence ? { offence } : {});
    return [applies, ...(applies ? [] : [reason.key]), ...keys(cautions)];
  };
  test.each<[ScopeLimit['code'], NonNullable<BasesQuestion['offence']>, NonNullable<BasesQuestion['offence']>]>([
    ['corruption', { corruption: true }, { corruption: false }],
    ['transnational', { transnational: true }, { transnational: false }],
    ['organized_group', { organized_group: true }, { organized_group: false }],
    // UNTOC 2(b): a maximum of at least four years; Nassau 6: of at least one
    ['serious', { maximum_years: 4 }, { maximum_years: 3.9 }],
    ['one_year', { maximum_years: 1 }, { maximum_years: 0.9 }],
    ['not_military', { military: false }, { military: true }],
  ])('%s', (code, within, outside) => {
    expect(weighed(code, true, within)).toEqual([true]);
    expect(weighed(code, false, within)).toEqual([true]);
    expect(weighed(code, true, outside)).toEqual([false, `basis.scope.${code}`]);
    // an article that nobody checked never decides
    expect(weighed(code, false, outside)).toEqual([true, `basis.scope.${code}.caution`]);
    // what is not said stays open
    expect(weighed(code, true, {})).toEqual([true]);
    expect(weighed(code, false, {})).toEqual([true]);
    expect(weighed(code, true, undefined)).toEqual([true]);
  });

  test('one unmet limit that was checked is enough', () => {
    const limits = (['serious', 'corruption'] as const).map((code) => ({
      code,
      source: { instrument: 'OAS-A55', article: '1', verified: code === 'corruption' } as const,
    }));
    const found = finding('OAS-A55', { parties: both, limits }, { offence: { corruption: false, maximum_years: 1 } });
    expect(found).toMatchObject({ applies: false, usable: false, reason: { key: 'basis.scope.corruption' } });
  });

  test('any offence at all, said once the offence is known', () => {
    const scope = (basis: BasisCode, offence?: BasesQuestion['offence']) =>
      finding(basis, {}, offence ? { offence } : {}).scope;
    expect(scope('ETS185', {})).toEqual([{ key: 'basis.scope.any_offence' }]);
    expect(scope('ETS185')).toEqual([]);
    expect(scope('OAS-A55', {})).toEqual([]);
  });
});

describe('Budapest 27 and 28 stand in where no treaty of mutual assistance binds the two (27(1))', () => {
  const nobody = Object.fromEntries(basisCodes.map((code) => [code, { parties: [] as Party[] }]));
  const beside = (basis: BasisCode | null, usable = true) => {
    const law = lawWith({
      ...nobody,
      ETS185: { parties: both },
      ...(basis && { [basis]: { parties: both, in_force: '2000-01-01', usable } }),
    });
    const budapest = findings(law).find((one) => one.basis === 'ETS185')!;
    return [budapest.fallback_27_28, keys(budapest.cautions).filter((key) => key.includes('fallback'))];
  };
  const fallback = [true, ['basis.caution.fallback']];
  test('alone', () => expect(beside(null)).toEqual(fallback));
  test.each(['OAS-A55', 'MERCOSUR-SL', 'SICA-MLA', 'CARICOM-MLA'] as const)('beside %s', (basis) => {
    expect(beside(basis)).toEqual([false, ['basis.caution.no_fallback']]);
    expect(beside(basis, false)).toEqual([true, ['basis.caution.fallback_uncertain']]);
  });
  test.each(['OAS-A59', 'UNTOC', 'UNCAC', 'UNCC', 'CETS224', 'CW-HARARE'] as const)('beside %s', (basis) => {
    expect(beside(basis)).toEqual(fallback);
    expect(beside(basis, false)).toEqual(fallback);
  });
  test('beside a bilateral treaty, recorded or known by repute', () => {
    const law = (one: Law) => lawWith({ ...nobody, ETS185: { parties: [...both, party('CAN')] } }, one);
    const said = (one: Law, requested: string) => {
      const budapest = findings(law(one), { requested }).find(({ basis }) => basis === 'ETS185')!;
      return [budapest.fallback_27_28, keys(budapest.cautions).at(-1)];
    };
    expect(said(lawOf(amendments(['CHL', treatyLine('BRA', '2000-01-01')])), 'CHL')).toEqual([
      false,
      'basis.caution.no_fallback',
    ]);
    expect(said(catalogueLaw, 'CAN')).toEqual([true, 'basis.caution.fallback_uncertain']);
  });
  test('nowhere where Budapest itself does not apply', () => {
    const found = findings(lawWith(nobody));
    expect(found.filter(({ fallback_27_28 }) => fallback_27_28)).toEqual([]);
    expect(found.flatMap(({ cautions }) => keys(cautions)).filter((key) => key.includes('fallback'))).toEqual([]);
  });
});

describe('a bilateral treaty', () => {
  const bilateral = (line: Parameters<typeof treatyLine>[2], kind: BasesQuestion['kind'] = 'evidence', at = date) => {
    const law = lawOf(amendments(['CHL', treatyLine('BRA', '2000-01-01', line)]));
    return findings(law, { kind, date: at }).find(({ basis }) => basis === 'BILAT')!;
  };
  test('recorded is a basis, with what its record says', () => {
    expect(bilateral({ title: 'T' })).toMatchObject({
      applies: true,
      usable: true,
      reason: {
        key: 'basis.reason.bilateral_recorded',
        params: { title: 'T', state: 'CHL', from: noon('2000-01-01') },
      },
      cautions: [],
      sources: [{ instrument: 'BILAT', verified: true }],
      fallback_27_28: false,
      scope: [],
    });
    expect(keys(bilateral({ text_verified: false }).cautions)).toEqual(['basis.caution.text_to_confirm']);
    expect(keys(bilateral({}, 'preservation').cautions)).toEqual(['basis.caution.nothing_on_preservation']);
    expect(bilateral({ preservation: true }, 'preservation').cautions).toEqual([]);
    expect(bilateral({ until: '2026-11-20' })).toMatchObject({
      applies: false,
      usable: false,
      reason: { key: 'basis.reason.no_bilateral' },
    });
    expect(bilateral({ until: '2026-11-20' }, 'evidence', '2026-11-20T12:00:00.000Z').applies).toBe(true);
  });
  test('known by repute may not be chosen', () => {
    const found = findings(catalogueLaw, { requested: 'CAN' }).find(({ basis }) => basis === 'BILAT')!;
    expect(found).toMatchObject({
      applies: true,
      usable: false,
      reason: { key: 'basis.reason.bilateral' },
      sources: [{ instrument: 'BILAT', verified: false }],
    });
    expect(keys(found.cautions)).toEqual(['basis.caution.bilateral_to_confirm', 'basis.caution.text_to_confirm']);
  });
  test('demands what its record names, of its kind of request and in its time', () => {
    const law = (text_verified: boolean, contents_article?: string) =>
      lawOf(
        amendments([
          'CHL',
          treatyLine('BRA', '2000-01-01', {
            text_verified,
            ...(contents_article && { contents_article }),
            evidence_fields: ['purpose', 'limitation'],
            preservation_fields: ['necessity'],
          }),
        ]),
      );
    const asked = (kind: 'evidence' | 'preservation', one: Law, at = date) =>
      requiredContents('BILAT', kind, { law: one, requesting: 'BRA', requested: 'CHL', date: at });
    expect(asked('evidence', law(true, '5'))).toEqual(
      ['purpose', 'limitation'].map((field, index) => ({
        letter: String(index + 1),
        article: '5',
        label: { key: `form.evidence.${field}.label` },
        source: { instrument: 'BILAT', article: '5', verified: true },
      })),
    );
    expect(asked('preservation', law(false))).toEqual([
      {
        letter: '1',
        article: '',
        label: { key: 'form.preservation.necessity.label' },
        source: { instrument: 'BILAT', verified: false },
      },
    ]);
    expect(asked('evidence', law(true), '1999-12-31')).toEqual([]);
    expect(asked('evidence', law(true), '2000-01-01T00:00:00.000Z')).toHaveLength(2);
    const ended = lawOf(
      amendments(['CHL', treatyLine('BRA', '2000-01-01', { until: '2026-11-20', evidence_fields: ['purpose'] })]),
    );
    expect(asked('evidence', ended, '2026-11-20T12:00:00.000Z')).toHaveLength(1);
    expect(asked('evidence', ended, '2026-11-21')).toEqual([]);
    expect(requiredContents('BILAT', 'evidence')).toEqual([]);
    // no other instrument borrows from it
    expect(
      requiredContents('ETS185', 'evidence', { law: law(true), requesting: 'BRA', requested: 'CHL', date }),
    ).toEqual([]);
  });
});

test('the least time of preservation counts only where the instrument is in force (Budapest 29(7), UNCC 42)', () => {
  const unverified = { days: 60, source: { instrument: 'UNCC', article: '42', verified: false } };
  expect(preservationMinimum('UNCC')).toBeNull();
  expect(preservationMinimum('UNCC', lawWith({ UNCC: { in_force: '2026-01-01' } }))).toEqual(unverified);
  expect(preservationMinimum('ETS185')).toEqual({
    days: 60,
    source: { instrument: 'ETS185', article: '29(7)', verified: true },
  });
  expect(preservationMinimum('RECIPROCITY')).toBeNull();
});

test('of what applies, the best treaty is proposed, and for evidence Budapest beside it', () => {
  const proposed = (kind: BasesQuestion['kind'], ...usable: BasisCode[]) =>
    proposedBases(
      usable.map((basis) => ({ basis, applies: true, usable: true })),
      kind,
    );
  expect(proposed('evidence', 'OAS-A55', 'ETS185', 'RECIPROCITY')).toEqual(['OAS-A55', 'ETS185']);
  expect(proposed('evidence', 'ETS185', 'OAS-A55', 'RECIPROCITY')).toEqual(['ETS185']);
  expect(proposed('evidence', 'OAS-A55', 'RECIPROCITY')).toEqual(['OAS-A55']);
  expect(proposed('preservation', 'ETS185', 'OAS-A55', 'RECIPROCITY')).toEqual(['ETS185']);
  expect(proposed('preservation', 'OAS-A55', 'ETS185', 'RECIPROCITY')).toEqual(['OAS-A55']);
  expect(proposed('information', 'OAS-A55', 'ETS185', 'RECIPROCITY')).toEqual(['OAS-A55']);
  // what serves some offences only is never proposed by itself, nor reciprocity where there is a treaty
  expect(proposed('evidence', 'UNTOC', 'UNCAC', 'RECIPROCITY')).toEqual(['RECIPROCITY']);
  expect(proposed('evidence', 'RECIPROCITY', 'OAS-A55')).toEqual(['OAS-A55']);
  expect(proposed('evidence', 'UNTOC', 'UNCAC')).toEqual([]);
  expect(proposed('evidence')).toEqual([]);
  expect(proposed('consultation', 'OAS-A55', 'RECIPROCITY')).toEqual([]);
  // what does not apply, or is to be confirmed, is not proposed
  expect(
    proposedBases(
      [
        { basis: 'BILAT', applies: true, usable: false },
        { basis: 'OAS-A55', applies: false, usable: true },
        { basis: 'MERCOSUR-SL', applies: true, usable: true },
      ],
      'evidence',
    ),
  ).toEqual(['MERCOSUR-SL']);
});
