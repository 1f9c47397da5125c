import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { type CompletenessInput, completeness, demandsOf } from '../src/completeness.ts';
import { plainExamples } from '../src/example-answers.ts';
import { exampleForm, exampleStories } from '../src/examples.ts';
import { fieldsOf } from '../src/forms.ts';
import { checkIdentifier } from '../src/identifiers.ts';
import { askable, type Law, lawOf, type ProfileLine } from '../src/instruments/index.ts';
import {
  type BasisCode,
  basisCodes,
  type FormValues,
  type IdentifierValue,
  type Kind,
  kinds,
  languages,
  requestKinds,
} from '../src/types.ts';
import { say } from '../src/vocabulary/index.ts';
import { amendments, treatyLine } from './law-lines.ts';

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

describe('to the word and to the day', () => {
  const rulesOf = (input: CompletenessInput) =>
    completeness(input).gaps.map(({ field, path, rule, severity }) =>
      [field, path, rule, severity].filter(Boolean).join(' '),
    );
  const prose = (words: number) => Array.from({ length: words }, (_, n) => `w${n}`).join(' ');

  it.each([
    ['facts', 25, 'facts_thin'],
    ['relation', 8, 'relation_thin'],
    ['dual_criminality', 15, 'dual_criminality_thin'],
  ])('%s of fewer than %i words is thin', (field, enough, rule) => {
    expect(rulesOf(filled('evidence', ['ETS185'], { [field]: prose(enough) }))).toEqual([]);
    expect(rulesOf(filled('evidence', ['ETS185'], { [field]: prose(enough - 1) }))).toEqual([
      `${field} ${rule} warning`,
    ]);
  });

  it('says where the remark on prose comes from', () => {
    const source = (bases: BasisCode[], change: FormValues) => warnings(filled('evidence', bases, change))[0]?.source;
    expect(source(['ETS185'], { dual_criminality: 'x' })).toEqual({
      instrument: 'ETS185',
      article: '25(5)',
      verified: true,
    });
    expect(source(['OAS-A55'], { dual_criminality: 'x' })).toEqual({
      instrument: 'OAS-A55',
      article: '5',
      verified: false,
    });
    expect(source(['OAS-A55'], { facts: 'x' })).toEqual({ instrument: 'OAS-A55', article: '26(a)', verified: true });
  });

  it('warns of letters that turn the direction of a text', () => {
    expect(rulesOf(filled('evidence', ['ETS185'], { relation: `${prose(8)} \u202etxt.exe` }))).toEqual([
      'relation text_direction warning',
    ]);
  });

  it('counts today as a day to come, and as past only where the past is meant', () => {
    const dated = (field: string, value: string, more: FormValues = {}) =>
      rulesOf(filled('evidence', ['ETS185'], { [field]: value, ...more })).filter((said) =>
        said.startsWith(`${field} `),
      );
    expect(dated('deadline', '2026-11-21')).toEqual([]);
    expect(dated('deadline', '2026-11-20')).toEqual(['deadline date_past error']);
    expect(dated('deadline', 'soon')).toEqual(['deadline date_syntax error']);
    const again = { request_status: 'supplementary', previous_reference: 'R' };
    expect(dated('previous_date', '2026-11-21', again)).toEqual([]);
    expect(dated('previous_date', '2026-11-22', again)).toEqual(['previous_date date_in_future error']);
    expect(dated('previous_date', '2026-11-20', again)).toEqual([]);
    const extended = (previous_expiry: string) =>
      rulesOf(
        filled('preservation', ['ETS185'], { request_status: 'extension', previous_reference: 'R', previous_expiry }),
      );
    expect(extended('2026-11-21')).toEqual([]);
    expect(extended('2026-11-20')).toEqual(['previous_expiry extension_after_expiry warning']);
    expect(extended('2027-11-20')).toEqual([]);
  });

  it('asks that the evidence request follows while the data are kept', () => {
    const follows = (follow_up_date: string, period_days?: number) =>
      warnings(filled('preservation', ['ETS185'], { follow_up_date, period_days })).map(({ rule, params }) => [
        rule,
        params?.days,
      ]);
    expect(follows('2027-01-20')).toEqual([]); // sixty days
    expect(follows('2027-01-21')).toEqual([['follow_up_late', 60]]);
    expect(follows('2027-01-21', 61)).toEqual([]);
    expect(follows('2027-01-22', 61)).toEqual([['follow_up_late', 61]]);
  });

  it('takes whole days of preservation, sixty at least under Budapest, and doubts more than ninety', () => {
    const period = (period_days: unknown, bases: BasisCode[] = ['ETS185']) =>
      rulesOf(filled('preservation', bases, { period_days, follow_up_date: '2026-11-22' })).filter((said) =>
        said.startsWith('period_days'),
      );
    expect(period(60)).toEqual([]);
    expect(period(59)).toEqual(['period_days period_too_short error']);
    expect(period(90)).toEqual([]);
    expect(period(91)).toEqual(['period_days period_over_90 warning']);
    expect(period(60.5)).toEqual(['period_days period_invalid error']);
    expect(period(0)).toEqual(['period_days period_invalid error']);
    expect(period(1, ['RECIPROCITY'])).toEqual([]);
    expect(period(59, ['UNCC', 'RECIPROCITY'])).toEqual(['period_days period_too_short warning']);
  });

  it('names who is concerned where a treaty or the practice asks', () => {
    const persons = (bases: BasisCode[], value?: unknown) => {
      const gaps = completeness(filled('evidence', bases, { persons: value })).gaps;
      return gaps.filter(({ field }) => field === 'persons');
    };
    const uncac = { instrument: 'UNCAC', article: '46(15)(e)', verified: true };
    const practice = { instrument: 'PRACTICE', verified: true };
    expect(persons(['UNCAC'])).toMatchObject([{ rule: 'persons_missing', severity: 'warning', source: uncac }]);
    expect(persons(['UNTOC'], [])).toMatchObject([{ rule: 'persons_missing', source: practice }]);
    expect(persons(['RECIPROCITY'])).toMatchObject([{ rule: 'persons_missing' }]);
    expect(persons(['ETS185'])).toEqual([]);
    expect(persons(['UNCAC'], [{ name: 'A' }, { aliases: 'b' }])).toEqual([]);
    expect(persons(['UNCAC'], [{ name: 'A' }, { name: ' ', address: 'x' }])).toMatchObject([
      { path: '1.name', rule: 'person_unnamed', severity: 'warning', source: uncac, params: { line: 2 } },
    ]);
  });

  it('reads from the measure which data are meant', () => {
    const line = (type: string, more: object = {}) =>
      rulesOf(
        filled('evidence', ['OAS-A55'], {
          measures: [
            {
              type,
              description: 'd',
              provider: 'p',
              identifiers: [{ type: 'email', value: 'a@example.org' }],
              ...more,
            },
          ],
        }),
      );
    // subscriber data of an account need no period; what passed over it does
    expect(line('subscriber_production')).toEqual([]);
    const period = line('traffic_production');
    expect(period).toHaveLength(1);
    expect(period[0]).toMatch(/^measures 0\.identifiers\.0\.\w+ \w+ /);
    expect(line('content_production')).toEqual(period);
    expect(line('subscriber_production', { category: 'TRAFFIC' })).toEqual(period);
    // what is still to come may lie ahead, what is stored may not
    const ahead = {
      identifiers: [{ type: 'email', value: 'a@example.org', from: '2026-11-22', to: '2026-12-22', offset: '-03:00' }],
    };
    for (const type of ['real_time_traffic', 'interception']) {
      expect(line(type)).toEqual(period);
      expect(line(type, ahead)).toEqual([]);
    }
    expect(line('content_production', ahead)).toEqual([
      'measures 0.identifiers.0.from time_in_future error',
      'measures 0.identifiers.0.to time_in_future warning',
    ]);
    expect(line('subscriber_production', { provider: ' ' })).toEqual([
      'measures 0.provider measure_provider_missing warning',
    ]);
    expect(line('testimony', { provider: undefined, identifiers: undefined })).toEqual([]);
    for (const type of ['subscriber_production', 'content_production', 'real_time_traffic', 'interception'])
      expect(line(type, { identifiers: [] })).toEqual(['measures 0.identifiers measure_identifiers_missing error']);
  });

  it('cites what asks for a translation', () => {
    const asked = (bases: BasisCode[]) => warnings({ ...filled('evidence', bases), translations: {} })[0]?.source;
    expect(asked(['OAS-A55', 'UNCAC'])).toEqual({ instrument: 'OAS-A55', article: '28', verified: false });
    expect(asked(['UNCAC'])).toEqual({ instrument: 'UNCAC', article: '46(14)', verified: true });
    expect(asked(['RECIPROCITY'])).toEqual({ instrument: 'PRACTICE', verified: false });
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

describe('the law of the requested State and of the pair', () => {
  const at = (law: Law, kind: Kind, bases: BasisCode[], change: FormValues = {}) => ({
    ...filled(kind, bases, change),
    law,
  });
  const profile = (more: Partial<ProfileLine>): Law =>
    lawOf(
      amendments([
        'CHL',
        {
          kind: 'profile',
          citation: 'Ley 00.000',
          evidence_fields: [],
          preservation_fields: [],
          document_languages: [],
          source_port: false,
          ...more,
        },
      ]),
    );
  const theirs = { instrument: 'PROFILE', article: 'Ley 00.000', verified: true };

  it('adds what the profile asks to what the bases ask, and names it', () => {
    const law = profile({ evidence_fields: ['limitation', 'facts'] });
    const input = at(law, 'evidence', ['OAS-A55'], { limitation: undefined, facts: undefined });
    expect(errors(input)).toMatchObject([
      { field: 'limitation', rule: 'missing', source: theirs, example: { key: 'form.evidence.limitation.example' } },
      { field: 'facts', source: { instrument: 'OAS-A55' } },
    ]);
    expect(completeness(input).checklist.at(-1)).toMatchObject({
      basis: 'PROFILE',
      items: [
        { fields: ['limitation'], ok: false },
        { fields: ['facts'], ok: false },
      ],
    });
    expect(errors({ ...input, requested: 'ARG' }).map(({ field }) => field)).toEqual(['facts']);
    expect(errors(at(law, 'preservation', ['ETS185']))).toEqual([]);
  });

  it('makes of a missing source port what the State makes of it', () => {
    const change = {
      identifiers: [
        {
          type: 'ipv4',
          value: '203.0.113.91',
          from: '2026-11-01T10:00:00',
          offset: '-03:00',
          categories: ['SUBSCRIBER'],
        },
      ],
    };
    expect(warnings(at(profile({}), 'preservation', ['ETS185'], change)).map(({ rule }) => rule)).toContain(
      'ipv4_port_missing',
    );
    expect(errors(at(profile({ source_port: true }), 'preservation', ['ETS185'], change))).toMatchObject([
      { rule: 'port_required', path: '0.port', source: theirs, params: { line: 1 } },
    ]);
  });

  it('warns of a period and of data beyond what is kept there', () => {
    const law = profile({ preservation_days: 90, retention_days: 100 });
    const old = {
      period_days: 120,
      identifiers: [
        {
          type: 'ipv4',
          value: '203.0.113.91',
          port: 51514,
          from: '2026-08-01T10:00:00',
          offset: '-03:00',
          categories: ['TRAFFIC'],
        },
      ],
    };
    expect(warnings(at(law, 'preservation', ['ETS185'], old))).toMatchObject([
      { rule: 'data_older_than_kept', params: { days: 112, kept: 100 }, source: theirs },
      { rule: 'period_over_profile', params: { days: 120, kept: 90 }, source: theirs },
    ]);
    expect(warnings(at(law, 'preservation', ['ETS185'], { period_days: 90 }))).toEqual([]);
    expect(errors(at(law, 'preservation', ['ETS185'], old))).toEqual([]);
  });

  it('asks no translation where the State reads the language of the form', () => {
    const untranslated = (law: Law) => ({ ...at(law, 'evidence', ['OAS-A55']), translations: {} });
    expect(warnings(untranslated(profile({ document_languages: ['es', 'pt'] })))).toEqual([]);
    expect(warnings(untranslated(profile({ document_languages: ['es'] })))[0]).toMatchObject({
      rule: 'translation_missing',
      source: theirs,
    });
  });

  it('asks what the bilateral treaty asks: an error where its text was read, a warning where not', () => {
    const treaty = (text_verified: boolean) =>
      lawOf(
        amendments([
          'CHL',
          treatyLine('BRA', '2000-01-01', { text_verified, contents_article: '5', evidence_fields: ['purpose'] }),
        ]),
      );
    const gap = (law: Law) =>
      completeness(at(law, 'evidence', ['BILAT'], { purpose: undefined })).gaps.find(
        ({ field }) => field === 'purpose',
      );
    expect(gap(treaty(true))).toMatchObject({
      severity: 'error',
      source: { instrument: 'BILAT', article: '5', verified: true },
    });
    expect(gap(treaty(false))?.severity).toBe('warning');
    expect(gap(lawOf([]))).toBeUndefined();
    // The treaty is there and was not chosen: it asks nothing.
    const under = (basis: BasisCode) =>
      demandsOf({
        kind: 'evidence',
        bases: [basis],
        requesting: 'BRA',
        requested: 'CHL',
        today: '2026-10-07',
        law: treaty(true),
      }).map(({ field }) => field);
    expect([under('BILAT'), under('OAS-A55')]).toEqual([['purpose'], []]);
    const unread = (law: Law) => warnings(at(law, 'evidence', ['BILAT'])).map(({ rule }) => rule);
    expect(unread(treaty(true))).toEqual([]);
    expect(unread(treaty(false))).toEqual(['basis_contents_unread']);
  });
});

it('can be asked for any field that a State may demand, and says so with an example', () => {
  for (const kind of requestKinds) {
    const law = lawOf(
      amendments([
        'CHL',
        {
          kind: 'profile',
          citation: 'Ley 00.000',
          evidence_fields: askable.evidence,
          preservation_fields: askable.preservation,
          document_languages: [],
          source_port: false,
        },
      ]),
    );
    const { gaps } = completeness({ ...filled(kind, ['RECIPROCITY']), form: {}, law });
    const demanded = gaps.filter(({ rule, severity }) => rule === 'missing' && severity === 'error');
    expect(demanded.map(({ field }) => field)).toEqual(askable[kind]);
    for (const gap of demanded) {
      expect(gap.example, gap.field).toBeDefined();
      for (const language of languages) expect(say(language, gap.example!)).toMatch(/\S/);
    }
  }
});

describe('examples', () => {
  it('stand beside every missing field, in four languages', () => {
    for (const kind of kinds)
      for (const { gaps } of [
        completeness({ ...filled(kind, [...basisCodes]), form: {} }),
        completeness({ ...filled(kind, [...basisCodes]), form: { request_status: 'extension', urgency: 'urgent' } }),
      ])
        for (const gap of gaps.filter(({ severity }) => severity === 'error')) {
          expect(gap.example, `${kind} ${gap.field} ${gap.rule}`).toBeDefined();
          for (const language of languages) expect(say(language, gap.example!)).toMatch(/\S/);
        }
  });

  it('satisfy the rules they stand beside', () => {
    const typeOf: Record<string, IdentifierValue> = {
      ipv4_syntax: { type: 'ipv4' },
      ipv6_syntax: { type: 'ipv6' },
      ip_other_version: { type: 'ipv4' },
      email_syntax: { type: 'email' },
      phone_syntax: { type: 'phone' },
      imsi_syntax: { type: 'imsi' },
      imei_syntax: { type: 'imei' },
      imei_check_digit: { type: 'imei' },
      iccid_syntax: { type: 'iccid' },
      iccid_check_digit: { type: 'iccid' },
      mac_syntax: { type: 'mac' },
      url_syntax: { type: 'profile_url' },
      domain_syntax: { type: 'domain' },
      message_id_syntax: { type: 'message_id' },
      hash_syntax: { type: 'file_hash', qualifier: plainExamples.hash_algorithm_missing! },
      hash_length: { type: 'file_hash', qualifier: plainExamples.hash_algorithm_missing! },
      crypto_syntax: { type: 'crypto_address', qualifier: plainExamples.crypto_chain_missing! },
      crypto_other_chain: { type: 'crypto_address', qualifier: plainExamples.crypto_chain_missing! },
      crypto_tx_syntax: { type: 'crypto_transaction', qualifier: plainExamples.crypto_chain_missing! },
    };
    const when = {
      from: plainExamples.time_syntax!,
      offset: plainExamples.offset_syntax!,
      categories: ['CONTENT' as const],
      port: Number(plainExamples.port_range),
    };
    for (const [rule, line] of Object.entries(typeOf))
      expect(
        checkIdentifier({ ...line, value: plainExamples[rule]!, ...when }, { kind: 'preservation', today }),
        rule,
      ).toEqual([]);
  });
});
