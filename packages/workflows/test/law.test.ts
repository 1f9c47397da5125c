import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { schemaErrors } from '../src/decide.ts';
import {
  type Amendment,
  basesFor,
  bilateralIn,
  catalogueLaw,
  contradictions,
  groundCodes,
  instrumentIn,
  joinable,
  type Law,
  type Line,
  lawOf,
  lineKinds,
  lineSchemas,
  type ProfileLine,
  preservationMinimum,
  refusalGrounds,
  refusalOf,
  requiredContents,
  type StatusLine,
  scopeLimits,
} from '../src/instruments/index.ts';
import { lineText } from '../src/law-text.ts';
import { stateName } from '../src/states.ts';
import { type BasisCode, languages } from '../src/types.ts';
import { say } from '../src/vocabulary/index.ts';
import { amendments, treatyLine } from './law-lines.ts';

const seed = Number(process.env.SEED ?? 20261121);
const today = '2026-11-21';
const profile = (more: Partial<ProfileLine> = {}): ProfileLine => ({
  kind: 'profile',
  citation: 'Ley 00.000',
  evidence_fields: [],
  preservation_fields: [],
  document_languages: [],
  source_port: false,
  ...more,
});
const status = (instrument: BasisCode, more: Partial<StatusLine> = {}): StatusLine => ({
  kind: 'status',
  instrument,
  standing: 'party',
  ...more,
});
const reservation = (article: string, from: string, until?: string): Line => ({
  kind: 'reservation',
  instrument: 'ETS185',
  nature: 'reservation',
  article,
  text: 'x',
  from,
  ...(until ? { until } : {}),
});
const rules = (found: { rule: string }[]) => found.map(({ rule }) => rule);
const finding = (law: Law, basis: BasisCode, requesting: string, requested: string, date = today, offence = {}) =>
  basesFor({ requesting, requested, date, kind: 'evidence', law, offence }).find((one) => one.basis === basis)!;

describe('the law in force', () => {
  test('is the catalogue until somebody records something', () => {
    expect(catalogueLaw.version).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(contradictions([])).toEqual([]);
    expect(lawOf([])).toEqual(catalogueLaw);
  });

  test('a correction of its own status takes the place of the catalogue’s line, for that State alone', () => {
    const law = lawOf(amendments(['URY', status('ETS185', { from: '2026-06-01' })]));
    expect(law.version).toBe(`${catalogueLaw.version}+1`);
    expect(finding(catalogueLaw, 'ETS185', 'URY', 'CHL').applies).toBe(false);
    expect(finding(law, 'ETS185', 'URY', 'CHL').applies).toBe(true);
    expect(finding(law, 'ETS185', 'URY', 'CHL', '2026-05-31').reason.key).toBe('basis.reason.not_yet');
    expect(finding(law, 'ETS185', 'MEX', 'CHL').applies).toBe(false);
    const left = lawOf(amendments(['CHL', status('OAS-A55', { from: '2004-05-28', until: '2025-12-31' })]));
    expect(finding(left, 'OAS-A55', 'BRA', 'CHL', '2025-12-31').applies).toBe(true);
    expect(finding(left, 'OAS-A55', 'BRA', 'CHL').reason).toMatchObject({
      key: 'basis.reason.left',
      params: { state: 'CHL' },
    });
    const never = lawOf(amendments(['CHL', status('ETS185', { standing: 'not_party' })]));
    expect(finding(never, 'ETS185', 'BRA', 'CHL').reason.key).toBe('basis.reason.not_party');
  });

  test('what both States say of themselves needs no further confirmation', () => {
    expect(finding(catalogueLaw, 'SICA-MLA', 'CRI', 'PAN').usable).toBe(false);
    const one = amendments(['CRI', status('SICA-MLA', { from: '1994-01-01' })]);
    expect(finding(lawOf(one), 'SICA-MLA', 'CRI', 'PAN').usable).toBe(false);
    const both = amendments(
      ['CRI', status('SICA-MLA', { from: '1994-01-01' })],
      ['PAN', status('SICA-MLA', { from: '1994-01-01' })],
    );
    expect(finding(lawOf(both), 'SICA-MLA', 'CRI', 'PAN')).toMatchObject({ usable: true, applies: true });
  });

  test('an instrument enters into force without a release: the Secretariat says so, then its parties', () => {
    const entry: Line = { kind: 'entry_into_force', instrument: 'CETS224', from: '2026-09-01' };
    const party = status('CETS224', { from: '2026-10-01' });
    expect(rules(refusalOf([], amendments(['CHL', party])[0]!))).toEqual(['law_not_in_force']);
    const all = amendments(['OAS', entry], ['CHL', party], ['PER', party]);
    expect(contradictions(all)).toEqual([]);
    expect(finding(lawOf(all), 'CETS224', 'PER', 'CHL')).toMatchObject({ applies: true, usable: true });
    expect(finding(lawOf(all), 'CETS224', 'PER', 'CHL', '2026-08-01').applies).toBe(false);
    expect(rules(contradictions(amendments(['OAS', { ...entry, instrument: 'OAS-A55' }])))).toEqual([
      'law_in_force_already',
    ]);
    expect(preservationMinimum('UNCC')).toBeNull();
    expect(preservationMinimum('UNCC', lawOf(amendments(['OAS', { ...entry, instrument: 'UNCC' }])))).toMatchObject({
      days: 60,
      source: { verified: false },
    });
  });

  test('a bilateral treaty is seen from both sides, with its contents and grounds, and takes the hint’s place', () => {
    const hint = finding(catalogueLaw, 'BILAT', 'BRA', 'USA');
    expect(hint).toMatchObject({ applies: true, usable: false });
    const line = treatyLine('USA', '2001-02-21', {
      until: '2030-01-01',
      contents_article: '4(2)',
      evidence_fields: ['purpose'],
      grounds_article: '3(1)',
      grounds: ['MILITARY_OFFENCE'],
    });
    const law = lawOf(amendments(['BRA', line]));
    for (const [a, b] of [
      ['BRA', 'USA'],
      ['USA', 'BRA'],
    ] as const) {
      expect(finding(law, 'BILAT', a, b)).toMatchObject({ applies: true, usable: true, cautions: [] });
      expect(finding(law, 'BILAT', a, b, '2001-02-20').applies).toBe(false);
      expect(finding(law, 'BILAT', a, b, '2030-01-02').applies).toBe(false);
      const between = { law, requesting: a, requested: b, date: today };
      expect(requiredContents('BILAT', 'evidence', between)).toMatchObject([
        { article: '4(2)', source: { instrument: 'BILAT', verified: true } },
      ]);
      const grounds = refusalGrounds({ ...between, kind: 'evidence', bases: ['BILAT'] });
      expect(grounds).toContainEqual(
        expect.objectContaining({ code: 'MILITARY_OFFENCE', basis: 'BILAT', article: '3(1)', verified: true }),
      );
    }
    expect(bilateralIn(law, 'BRA', 'USA', '2000-01-01')).toBeUndefined();
    const unread = lawOf(amendments(['BRA', { ...line, text_verified: false }]));
    expect(finding(unread, 'BILAT', 'BRA', 'USA').cautions).toContainEqual({ key: 'basis.caution.text_to_confirm' });
    expect(
      requiredContents('BILAT', 'evidence', { law: unread, requesting: 'BRA', requested: 'USA', date: today })[0]!
        .source.verified,
    ).toBe(false);
  });

  test('a line taken back or amended no longer counts, and the earlier law can be put together again', () => {
    const first = amendments(['URY', status('ETS185', { from: '2026-06-01' }), 'a']);
    const then: Amendment = { ...first[0]!, id: 2, version: 2, withdrawn: true };
    expect(finding(lawOf([...first, then]), 'ETS185', 'URY', 'CHL').applies).toBe(false);
    expect(finding(lawOf([...first, then].filter(({ id }) => id <= 1)), 'ETS185', 'URY', 'CHL').applies).toBe(true);
    expect(lawOf([then, ...first])).toEqual(lawOf([...first, then]));
  });

  test('a declaration under Budapest 27(9)(e) is said to whoever asks that State', () => {
    const line: Line = {
      kind: 'reservation',
      nature: 'declaration',
      instrument: 'ETS185',
      article: '27(9)(e)',
      text: 'x',
      from: '2020-01-01',
    };
    const law = lawOf(amendments(['CHL', line]));
    const caution = { key: 'basis.caution.central_only', params: { state: 'CHL' } };
    expect(finding(law, 'ETS185', 'BRA', 'CHL').cautions).toContainEqual(caution);
    expect(finding(law, 'ETS185', 'CHL', 'BRA').cautions).not.toContainEqual(caution);
  });
});

describe('the offence', () => {
  const of = (basis: BasisCode, offence: object) => finding(catalogueLaw, basis, 'BRA', 'CHL', today, offence);
  test('a checked limit decides, an unchecked one cautions, what is not said stays open', () => {
    expect(of('UNCAC', { corruption: false })).toMatchObject({
      applies: false,
      reason: { key: 'basis.scope.corruption' },
    });
    expect(of('UNCAC', { corruption: true })).toMatchObject({ applies: true, usable: true });
    expect(of('UNCAC', {}).applies).toBe(true);
    const petty = of('UNTOC', { maximum_years: 2, transnational: false, organized_group: false });
    expect(petty.applies).toBe(true);
    expect(petty.cautions.map(({ key }) => key)).toEqual(
      expect.arrayContaining(
        ['serious', 'transnational', 'organized_group'].map((code) => `basis.scope.${code}.caution`),
      ),
    );
    expect(of('OAS-A55', { military: true, maximum_years: 0.5 }).cautions.map(({ key }) => key)).toEqual(
      expect.arrayContaining(['basis.scope.not_military.caution', 'basis.scope.one_year.caution']),
    );
    expect(of('OAS-A55', { military: false, maximum_years: 4 }).cautions).toEqual([]);
    // Four years make an offence serious (UNTOC 2(b)), one is enough for Nassau: exactly these, too.
    const serious = of('UNTOC', { maximum_years: 4, transnational: true, organized_group: true }).cautions;
    expect(serious.map(({ key }) => key)).not.toContain('basis.scope.serious.caution');
    expect(of('OAS-A55', { military: false, maximum_years: 1 }).cautions).toEqual([]);
    expect(of('ETS185', { military: true, corruption: false })).toMatchObject({
      applies: true,
      scope: [{ key: 'basis.scope.any_offence' }],
    });
  });

  test('every limit has its words', () => {
    for (const code of scopeLimits)
      for (const language of languages)
        for (const key of [`basis.scope.${code}`, `basis.scope.${code}.caution`])
          expect(say(language, key)).toMatch(/\S/);
    for (const item of catalogueLaw.instruments)
      for (const language of languages)
        for (const { text } of [...item.barred, ...item.provisions]) expect(say(language, text)).toMatch(/\S/);
  });
});

test('nobody amends the line of another State by taking its name', () => {
  const [own] = amendments(['CHL', profile({ source_port: true }), 'a']);
  const thief: Amendment = { ...own!, id: 2, state: 'BRA', version: 2, withdrawn: true };
  expect(lawOf([own!, thief]).profiles.CHL?.source_port).toBe(true);
});

describe('contradictions', () => {
  test.each<[string, [string, Line][]]>([
    [
      'law_overlap',
      [
        ['CHL', status('ETS185', { from: '2017-08-01', until: '2020-01-01' })],
        ['CHL', status('ETS185', { from: '2020-01-01' })],
      ],
    ],
    [
      'law_overlap',
      [
        ['CHL', status('ETS185', { from: '2017-08-01' })],
        ['CHL', status('ETS185', { standing: 'not_party' })],
      ],
    ],
    ['law_until_before_from', [['CHL', status('ETS185', { from: '2017-08-01', until: '2017-07-31' })]]],
    ['law_before_instrument', [['CHL', status('ETS185', { from: '2004-06-30' })]]],
    ['law_not_in_force', [['CHL', status('CETS224', { from: '2026-06-30' })]]],
    ['law_from_missing', [['CHL', status('ETS185')]]],
    ['law_dates_without_party', [['CHL', status('ETS185', { standing: 'not_party', from: '2020-01-01' })]]],
    ['law_deposit_after_from', [['CHL', status('ETS185', { from: '2017-08-01', deposit: '2017-08-02' })]]],
    ['law_bilateral_self', [['CHL', treatyLine('CHL', '2000-01-01')]]],
    ['counterpart_unknown', [['CHL', treatyLine('XXX', '2000-01-01')]]],
    [
      'law_bilateral_overlap',
      [
        ['CHL', treatyLine('PER', '2000-01-01')],
        ['PER', treatyLine('CHL', '2010-01-01')],
      ],
    ],
    ['law_reservation_not_party', [['MEX', reservation('29(4)', '2020-01-01')]]],
    ['law_reservation_not_party', [['CHL', reservation('29(4)', '2017-07-31')]]],
    [
      'law_reservation_not_party',
      [
        ['CHL', reservation('29(4)', '2018-01-01')],
        ['CHL', status('ETS185', { from: '2017-08-01', until: '2030-01-01' })],
      ],
    ],
    [
      'law_reservation_overlap',
      [
        ['CHL', reservation('29(4)', '2018-01-01')],
        ['CHL', reservation('29(4)', '2019-01-01')],
      ],
    ],
    [
      'law_profile_twice',
      [
        ['CHL', profile()],
        ['CHL', profile({ citation: 'otra' })],
      ],
    ],
    ['law_own_language', [['CHL', profile({ document_languages: ['en'] })]]],
    ['law_protocol_without_convention', [['CHL', status('OAS-A55', { from: '2004-05-28', until: '2025-12-31' })]]],
    ['law_protocol_without_convention', [['DOM', status('OAS-A59', { from: '2010-01-01' })]]],
    ['law_not_yours', [['OAS', profile()]]],
    ['law_not_yours', [['CHL', { kind: 'entry_into_force', instrument: 'UNCC', from: '2026-01-01' }]]],
  ])('%s, naming both lines in four languages', (rule, given) => {
    const all = amendments(...given);
    const found = refusalOf(all.slice(0, -1), all.at(-1)!);
    expect(rules(found)).toContain(rule);
    for (const { rule, sides } of found)
      for (const language of languages) {
        const [first, second] = sides.map((side) => lineText(language, side)) as [string, string];
        const text = say(language, { key: `rule.${rule}`, params: { first, second } });
        expect(text).not.toMatch(/[{}]|undefined|NaN/);
        if (sides[0] !== sides[1] && rule !== 'law_own_language') expect(text).toContain(second);
      }
  });

  test('a treaty that ended leaves room for its successor, and a State may come back', () => {
    const all = amendments(
      ['CHL', treatyLine('PER', '2000-01-01', { until: '2009-12-31' })],
      ['PER', treatyLine('CHL', '2010-01-01')],
      ['CHL', status('ETS185', { from: '2017-08-01', until: '2019-12-31' })],
      ['CHL', status('ETS185', { from: '2022-01-01' })],
      ['CHL', reservation('29(4)', '2022-01-01')],
      ['MEX', profile({ document_languages: ['es', 'en'] })],
    );
    expect(contradictions(all)).toEqual([]);
    expect(finding(lawOf(all), 'ETS185', 'BRA', 'CHL', '2020-06-01').reason.key).toBe('basis.reason.not_yet');
  });

  test('of others block nobody', () => {
    const wrong = amendments(['MEX', reservation('29(4)', '2020-01-01')]);
    const next: Amendment = { ...amendments(['CHL', profile()])[0]!, id: 9, record: 'p' };
    expect(contradictions([...wrong, next])).toHaveLength(1);
    expect(refusalOf(wrong, next)).toEqual([]);
  });
});

describe('whatever is recorded, in any order', () => {
  const date = fc.integer({ min: 1990, max: 2030 }).map((year) => `${year}-06-15`);
  const dates = fc.record({ from: date, until: fc.option(date, { nil: undefined }) }).map(({ from, until }) => ({
    from,
    ...(until ? { until } : {}),
  }));
  const states = ['BRA', 'CHL', 'DOM', 'USA'];
  const instruments: BasisCode[] = ['ETS185', 'OAS-A55', 'OAS-A59', 'CETS224', 'MERCOSUR-SL'];
  const line: fc.Arbitrary<Line> = fc.oneof(
    fc.tuple(fc.constantFrom(...instruments), dates).map(([code, period]) => status(code, period)),
    fc.constantFrom(...instruments).map((code) => status(code, { standing: 'not_party' })),
    fc
      .tuple(fc.constantFrom(...states), dates)
      .map(([other, { from, until }]) => treatyLine(other, from, until ? { until } : {})),
    dates.map(({ from, until }) => reservation('29(4)', from, until)),
    fc.constant(profile()),
  );
  const step = fc.record({
    state: fc.constantFrom(...states),
    line,
    record: fc.nat(5),
    withdrawn: fc.boolean(),
  });

  test('what was accepted never binds a State twice, before its time, or to a branch without its stem', () => {
    let accepted = 0;
    let refused = 0;
    fc.assert(
      fc.property(fc.array(step, { maxLength: 14 }), (steps) => {
        const log: Amendment[] = [];
        for (const { state, line, record: place, withdrawn } of steps) {
          const record = `${state} ${place}`;
          const version = log.filter((one) => one.record === record).length + 1;
          const next: Amendment = {
            id: log.length + 1,
            state,
            record,
            version,
            withdrawn: withdrawn && version > 1,
            line,
          };
          const found = refusalOf(log, next);
          if (found.length > 0) {
            refused++;
            continue;
          }
          accepted++;
          log.push(next);
        }
        const law = lawOf(log);
        for (let year = 1991; year <= 2031; year++) {
          const day = `${year}-06-15`;
          const on = (from: string | null, until?: string | null) => (from ?? '') <= day && day <= (until ?? '9999');
          for (const state of states) {
            const bound = (code: BasisCode) =>
              instrumentIn(law, code).parties.filter(
                (p) => p.state === state && on(p.from ?? instrumentIn(law, code).in_force, p.until),
              ).length;
            for (const code of instruments) {
              expect(bound(code)).toBeLessThanOrEqual(1);
              if (bound(code) > 0 && instrumentIn(law, code).in_force_verified)
                expect(day >= instrumentIn(law, code).in_force!).toBe(true);
            }
            if (bound('OAS-A59') > 0) expect(bound('OAS-A55')).toBe(1);
            const reserved = instrumentIn(law, 'ETS185').reservations.filter(
              (r) => r.state === state && on(r.from, r.until),
            );
            expect(reserved.length).toBeLessThanOrEqual(1);
            if (reserved.length > 0) expect(bound('ETS185')).toBe(1);
            for (const other of states) {
              const treaties = law.bilateral.filter(
                ({ recorded_by, states: pair, from, until }) =>
                  recorded_by && [state, other].sort().join() === [...pair].sort().join() && on(from, until),
              );
              expect(treaties.length).toBeLessThanOrEqual(state === other ? 0 : 1);
              const ask = (a: string, b: string) =>
                basesFor({ requesting: a, requested: b, date: day, kind: 'evidence', law })
                  .filter(({ applies }) => applies)
                  .map(({ basis }) => basis);
              if (year % 10 === 0) expect(ask(state, other).sort()).toEqual(ask(other, state).sort());
            }
          }
          expect(law.bilateral.some(({ states: [a, b] }) => a === b)).toBe(false);
        }
      }),
      { seed, numRuns: 150 },
    );
    console.log(`law: seed ${seed}, ${accepted} lines accepted, ${refused} refused`);
    expect(accepted).toBeGreaterThan(200);
    expect(refused).toBeGreaterThan(200);
  });
});

test('the schemas take what they should, and every choice and field has its words', () => {
  expect(schemaErrors(lineSchemas.profile, { ...profile(), kind: undefined })).not.toEqual([]);
  const { kind: _, ...body } = profile({ evidence_fields: ['purpose'], preservation_days: 90 });
  expect(schemaErrors(lineSchemas.profile, body)).toEqual([]);
  expect(schemaErrors(lineSchemas.profile, { ...body, evidence_fields: ['nonsense'] })).not.toEqual([]);
  expect(joinable).not.toContain('BILAT');
  for (const kind of lineKinds)
    for (const language of languages) {
      expect(say(language, `law.kind.${kind}`)).toMatch(/\S/);
      for (const [name, schema] of Object.entries(lineSchemas[kind].properties)) {
        expect(say(language, `payload.law.${name}`), name).toMatch(/\S/);
        const { items, ...own } = schema as { items?: { enum?: string[] }; enum?: string[]; 'x-label'?: string };
        for (const choice of items?.enum ?? own.enum ?? []) {
          const label = own['x-label']?.replace('{}', choice) ?? `payload.law.${name}.${choice}`;
          expect(say(language, label), label).toMatch(/\S/);
        }
      }
    }
  expect(groundCodes.length).toBeGreaterThan(10);
  expect(stateName('CHL', 'fr')).toBe('Chili');
});
