import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { type CompletenessInput, completeness } from '../src/completeness.ts';
import { exampleForm, exampleStories } from '../src/examples.ts';
import { fieldsOf } from '../src/forms.ts';
import { type BasisCode, basisCodes, type FormValues, type Kind, kinds, languages } from '../src/types.ts';
import { say } from '../src/vocabulary/index.ts';

vi.setConfig({ testTimeout: 60_000 });

const today = '2026-11-21';

function filled(kind: Kind, bases: BasisCode[], change: FormValues = {}, seed = 0): CompletenessInput {
  const { form, translations } = exampleForm(kind, { lang: 'pt', seed, today });
  const changed = Object.fromEntries(Object.entries({ ...form, ...change }).filter(([, value]) => value !== undefined));
  return { kind, form: changed, bases, requesting: 'BRA', requested: 'CHL', language: 'pt', translations, today };
}
const errors = (input: CompletenessInput) => completeness(input).gaps.filter(({ severity }) => severity === 'error');
const warnings = (input: CompletenessInput) =>
  completeness(input).gaps.filter(({ severity }) => severity === 'warning');

describe('Budapest 29(2)', () => {
  it.each([
    ['requesting_authority', '29(2)(a)', 'a'],
    ['offences', '29(2)(b)', 'b'],
    ['provisions', '29(2)(b)', 'b'],
    ['facts', '29(2)(b)', 'b'],
    ['identifiers', '29(2)(c)', 'c'],
    ['relation', '29(2)(c)', 'c'],
    ['custodian', '29(2)(d)', 'd'],
    ['necessity', '29(2)(e)', 'e'],
    ['follow_up', '29(2)(f)', 'f'],
  ])('misses %s by its article %s', (field, article, letter) => {
    const input = filled('preservation', ['ETS185'], { [field]: undefined });
    const gap = errors(input).find((found) => found.field === field);
    expect(gap?.source).toEqual({ instrument: 'ETS185', article, verified: true });
    const list = completeness(input).checklist.find(({ basis }) => basis === 'ETS185')!;
    expect(list.article).toBe('29(2)');
    expect(list.items.map((item) => item.letter).join('')).toBe('abcdef');
    expect(list.items.filter(({ ok }) => !ok).map((item) => item.letter)).toEqual([letter]);
  });

  it('takes the location where the custodian is not known', () => {
    expect(errors(filled('preservation', ['ETS185'], { custodian: undefined, system_location: 'Santiago' }))).toEqual(
      [],
    );
  });

  it('does not ask for dual criminality', () => {
    expect(fieldsOf('preservation').some(({ name }) => name === 'dual_criminality')).toBe(false);
  });

  it('grants no less than sixty days', () => {
    expect(errors(filled('preservation', ['ETS185'], { period_days: 59 }))).toMatchObject([
      { field: 'period_days', rule: 'period_too_short', source: { instrument: 'ETS185', article: '29(7)' } },
    ]);
    expect(errors(filled('preservation', ['ETS185'], { period_days: 60 }))).toEqual([]);
    expect(errors(filled('preservation', ['RECIPROCITY'], { period_days: 59 }))).toEqual([]);
    expect(errors(filled('preservation', ['ETS185'], { period_days: 60.5 }))).toMatchObject([
      { rule: 'period_invalid' },
    ]);
    expect(warnings(filled('preservation', ['ETS185'], { period_days: 120 }))).toMatchObject([
      { rule: 'period_over_90', source: { article: '16(2)' } },
    ]);
  });

  it('asks an extension for what it extends', () => {
    const gaps = errors(filled('preservation', ['ETS185'], { request_status: 'extension' }));
    expect(gaps.map(({ field }) => field)).toEqual(['previous_reference', 'previous_expiry']);
  });

  it('carries the remarks on each line of data', () => {
    const gaps = errors(filled('preservation', ['ETS185'], { identifiers: [{ type: 'ipv4', value: '203.0.113.91' }] }));
    expect(gaps.map(({ path, rule }) => `${path} ${rule}`)).toEqual([
      '0.categories categories_missing',
      '0.from ip_time_missing',
    ]);
    expect(gaps[0]).toMatchObject({ field: 'identifiers', source: { article: '29(2)(c)' }, params: { line: 1 } });
  });
});

describe('Nassau 26', () => {
  it.each([
    ['offences', '26(a)'],
    ['facts', '26(a)'],
    ['proceeding_stage', '26(a)'],
    ['originating_act', '26(b)'],
    ['special_procedure', '26(c)'],
    ['special_procedure_text', '26(c)'],
    ['measures', '26(d)'],
  ])('misses %s by its article %s', (field, article) => {
    const gap = errors(filled('evidence', ['OAS-A55'], { [field]: undefined })).find((found) => found.field === field);
    expect(gap?.source).toEqual({ instrument: 'OAS-A55', article, verified: true });
  });

  it('is content with no special procedure, said so', () => {
    const change = { special_procedure: 'none', special_procedure_text: undefined };
    expect(errors(filled('evidence', ['OAS-A55'], change))).toEqual([]);
  });

  it('looks into each measure', () => {
    const gaps = errors(
      filled('evidence', ['OAS-A55'], { measures: [{}, { type: 'traffic_production', description: 'x' }] }),
    );
    expect(gaps.map(({ path, rule }) => `${path} ${rule}`)).toEqual([
      '0.type measure_type_missing',
      '0.description measure_description_missing',
      '1.identifiers measure_identifiers_missing',
    ]);
  });
});

describe('a complete request', () => {
  const combinations: BasisCode[][] = [
    ['ETS185'],
    ['OAS-A55'],
    ['RECIPROCITY'],
    ['UNCAC'],
    ['ETS185', 'OAS-A55', 'UNTOC', 'RECIPROCITY'],
  ];
  it.each(kinds.flatMap((kind) => combinations.map((bases) => [kind, bases] as const)))(
    '%s under %s',
    (kind, bases) => {
      for (let seed = 0; seed < exampleStories * 2; seed++) {
        const { gaps, checklist } = completeness(filled(kind, bases, {}, seed));
        expect(gaps).toEqual([]);
        for (const { items } of checklist) expect(items.every(({ ok }) => ok)).toBe(true);
      }
    },
  );
});

describe('severity', () => {
  it('refuses to guess a basis', () => {
    expect(errors(filled('evidence', []))).toMatchObject([{ field: 'bases', rule: 'basis_missing' }]);
    expect(errors(filled('evidence', ['MEDELLIN']))).toMatchObject([{ field: 'bases', rule: 'basis_not_alone' }]);
    expect(errors(filled('evidence', ['MEDELLIN', 'OAS-A55']))).toEqual([]);
  });

  it('never makes an error of an article nobody has checked', () => {
    for (const kind of kinds)
      for (const basis of basisCodes) {
        const input = { ...filled(kind, [basis]), form: {} };
        for (const gap of completeness(input).gaps) if (!gap.source.verified) expect(gap.severity).toBe('warning');
      }
    expect(warnings(filled('evidence', ['UNTOC'], { purpose: undefined }))).toMatchObject([
      { field: 'purpose', rule: 'missing', source: { instrument: 'UNTOC', article: '18(15)(f)', verified: false } },
    ]);
  });

  it('takes the union of the bases, and lets the checked article win', () => {
    const gap = errors(filled('evidence', ['UNTOC', 'UNCAC'], { purpose: undefined }))[0];
    expect(gap).toMatchObject({ field: 'purpose', source: { instrument: 'UNCAC', article: '46(15)(f)' } });
    const [both, one, other] = [['OAS-A55', 'RECIPROCITY'], ['OAS-A55'], ['RECIPROCITY']].map((bases) => {
      const input = { ...filled('evidence', bases as BasisCode[]), form: {} };
      return new Set(errors(input).map(({ field }) => field));
    });
    expect(both).toEqual(one!.union(other!));
  });

  it('warns where a translation or the conduct is missing', () => {
    const untranslated = { ...filled('evidence', ['OAS-A55']), translations: {} };
    expect(warnings(untranslated)[0]).toMatchObject({
      rule: 'translation_missing',
      source: { instrument: 'OAS-A55', article: '28', verified: false },
      params: { language: 'es' },
    });
    expect(errors(untranslated)).toEqual([]);
    expect(warnings({ ...untranslated, requested: 'ARG', language: 'es' })).toEqual([]);
    expect(warnings(filled('evidence', ['ETS185'], { dual_criminality: undefined }))).toMatchObject([
      { rule: 'dual_criminality_missing', source: { article: '25(5)' } },
    ]);
    expect(warnings(filled('evidence', ['ETS185'], { dual_criminality: 'art. 154-A' }))).toMatchObject([
      { rule: 'dual_criminality_thin' },
    ]);
  });

  it('heeds only days to come, and reasons for them', () => {
    expect(errors(filled('evidence', ['UNCAC'], { deadline: '2026-11-20' }))).toMatchObject([{ rule: 'date_past' }]);
    expect(warnings(filled('evidence', ['UNCAC'], { deadline_reason: undefined }))).toMatchObject([
      { rule: 'deadline_unreasoned', source: { article: '46(24)' } },
    ]);
    expect(warnings(filled('preservation', ['ETS185'], { follow_up_date: '2027-06-01' }))).toMatchObject([
      { rule: 'follow_up_late', params: { days: 90 } },
    ]);
  });
});

it('explains every gap and every item of a checklist in four languages, on any half-filled form', () => {
  const field = (kind: Kind) => fc.subarray(fieldsOf(kind).map(({ name }) => name));
  for (const kind of kinds)
    fc.assert(
      fc.property(field(kind), fc.subarray([...basisCodes]), fc.nat(11), (dropped, bases, seed) => {
        const change = Object.fromEntries(dropped.map((name) => [name, undefined]));
        const { gaps, checklist } = completeness({ ...filled(kind, bases, change, seed), translations: {} });
        for (const language of languages) {
          for (const { rule, params } of gaps) {
            const text = say(language, params ? { key: `rule.${rule}`, params } : `rule.${rule}`);
            expect(text).not.toMatch(/[{}]/);
            say(language, `rule.${rule}.why`);
          }
          for (const { items } of checklist) for (const { label } of items) say(language, label);
        }
      }),
      { seed: 20_261_121, numRuns: 100 },
    );
});

it('asks for the contents of article 26, and for conditions only where there are some', () => {
  const missing = (change: FormValues) =>
    completeness(filled('information', ['ETS185'], change))
      .gaps.filter(({ severity }) => severity === 'error')
      .map(({ field, source }) => `${field} ${source.article ?? ''}`.trim());
  const empty = { conditions: '', facts: '', origin: '', purpose: '' };
  const content = ['facts 26(1)', 'origin 26(1)', 'purpose 26(1)'];
  expect(missing({ ...empty, handling: 'free' })).toEqual(content);
  expect(missing({ ...empty, handling: 'conditions' })).toEqual(['conditions 26(2)', ...content]);
  const [list] = completeness(filled('information', ['ETS185'], { ...empty, handling: 'conditions' })).checklist;
  expect(list?.items.map(({ letter, ok }) => [letter, ok])).toEqual([
    ['1', false],
    ['2', false],
  ]);
  expect(completeness(filled('consultation', [])).gaps.filter(({ severity }) => severity === 'error')).toEqual([]);
});
