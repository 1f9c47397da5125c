import { describe, expect, test } from 'vitest';
import { type CompletenessInput, completeness, demandsOf } from '../src/completeness.ts';
import { exampleForm } from '../src/examples.ts';
import { catalogueLaw, type Law, lawOf, type ProfileLine } from '../src/instruments/index.ts';
import { type BasisCode, type FormValues, type Gap, type Kind, requestKinds } from '../src/types.ts';
import { amendments, treatyLine } from './law-lines.ts';

const today = '2026-11-21';
const practice = { instrument: 'PRACTICE', verified: true };

/** A complete form, changed: what is undefined in the change is left out. */
function input(kind: Kind, bases: BasisCode[], change: FormValues = {}, more: Partial<CompletenessInput> = {}) {
  const { form, translations } = exampleForm(kind, { lang: 'pt', today });
  const changed = Object.fromEntries(Object.entries({ ...form, ...change }).filter(([, value]) => value !== undefined));
  const states = { requesting: 'BRA', requested: 'CHL' } as const;
  return { kind, form: changed, bases, ...states, language: 'pt', translations, today, ...more } as CompletenessInput;
}
/** The gaps, without the examples beside them. */
function gaps(...asked: Parameters<typeof input>): Omit<Gap, 'example'>[] {
  return completeness(input(...asked)).gaps.map(({ example: _, ...gap }) => gap);
}
const profile = (more: Partial<ProfileLine> = {}): Law =>
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

describe('the checklist of a basis', () => {
  const listed = (kind: Kind, basis: BasisCode, form: FormValues = {}) =>
    completeness({ ...input(kind, [basis]), form, translations: {} }).checklist.map(({ basis, article, items }) => [
      basis,
      article,
      ...items.map(({ letter, fields }) => `${letter}: ${fields.join(' ')}`),
    ]);

  test.each<[Kind, BasisCode, FormValues, string, string[]]>([
    [
      'preservation',
      'ETS185',
      {},
      '29(2)',
      [
        'a: requesting_authority',
        'b: offences provisions facts',
        'c: identifiers relation',
        // whichever is known
        'd: custodian system_location',
        'e: necessity',
        'f: follow_up',
      ],
    ],
    ['preservation', 'OAS-A55', {}, '26', ['a: offences facts', 'b: relation', 'd: identifiers']],
    [
      'evidence',
      'OAS-A55',
      {},
      '26',
      [
        'a: offences provisions proceeding_stage facts relation',
        'b: originating_act',
        'c: special_procedure',
        'd: measures',
      ],
    ],
    [
      'evidence',
      'OAS-A55',
      { special_procedure: 'requested' },
      '26',
      [
        'a: offences provisions proceeding_stage facts relation',
        'b: originating_act',
        'c: special_procedure special_procedure_text',
        'd: measures',
      ],
    ],
    ...(['UNCAC', 'UNTOC'] as const).map((basis): [Kind, BasisCode, FormValues, string, string[]] => [
      'evidence',
      basis,
      {},
      basis === 'UNCAC' ? '46(15)' : '18(15)',
      [
        'a: requesting_authority',
        'b: competent_authority offences proceeding_stage',
        'c: facts',
        'd: measures special_procedure',
        'e: persons',
        'f: purpose',
      ],
    ]),
    // what authorities publish as indispensable, and the reciprocity itself (domain.md §3.b)
    [
      'evidence',
      'RECIPROCITY',
      {},
      '',
      [
        '1: requested_authority',
        '2: requesting_authority competent_authority',
        '3: competent_authority_reference',
        '4: facts relation',
        '5: offences provisions penalty',
        '6: measures',
        '7: persons',
        '8: purpose necessity',
        '9: special_procedure special_procedure_text urgency',
        '10: ',
        '11: reciprocity_offered',
      ],
    ],
    [
      'preservation',
      'RECIPROCITY',
      {},
      '',
      [
        '1: requested_authority',
        '2: requesting_authority',
        '4: facts relation',
        '5: offences provisions penalty',
        '6: identifiers',
        '8: necessity',
        '9: urgency',
        '10: ',
        '11: reciprocity_offered',
      ],
    ],
    ['information', 'ETS185', {}, '26', ['1: facts origin purpose', '2: handling']],
    ['information', 'ETS185', { handling: 'conditions' }, '26', ['1: facts origin purpose', '2: handling conditions']],
  ])('%s under %s %j', (kind, basis, form, article, items) => {
    expect(listed(kind, basis, form)).toEqual([[basis, article, ...items]]);
  });

  test.each<[Kind, BasisCode]>([
    ['evidence', 'ETS185'],
    ['preservation', 'UNCAC'],
    ['preservation', 'UNTOC'],
    ['preservation', 'UNCC'],
    ['information', 'OAS-A55'],
    ['information', 'UNCAC'],
    ['information', 'RECIPROCITY'],
    ['consultation', 'ETS185'],
    ['consultation', 'RECIPROCITY'],
    ['evidence', 'BILAT'],
  ])('%s under %s: there is none', (kind, basis) => {
    expect(listed(kind, basis)).toEqual([]);
  });

  test('follows the bases in their order, each item named by its letter', () => {
    const { checklist } = completeness(input('evidence', ['UNCAC', 'ETS185', 'OAS-A55', 'RECIPROCITY']));
    expect(checklist.map(({ basis }) => basis)).toEqual(['UNCAC', 'OAS-A55', 'RECIPROCITY']);
    for (const { basis, items } of checklist)
      for (const { letter, label } of items) expect(label).toEqual({ key: `checklist.${basis}.${letter}` });
  });

  const open = (kind: Kind, basis: BasisCode, change: FormValues = {}, more: Partial<CompletenessInput> = {}) =>
    completeness(input(kind, [basis], change, more)).checklist.flatMap(({ items }) =>
      items.filter(({ ok }) => !ok).map(({ letter }) => letter),
    );
  test('is done when nothing is missing or wrong under a letter, whatever is only doubtful', () => {
    expect(open('evidence', 'RECIPROCITY')).toEqual([]);
    expect(open('evidence', 'RECIPROCITY', { facts: 'thin' })).toEqual([]);
    expect(open('evidence', 'RECIPROCITY', { measures: [{}] })).toEqual(['6']);
    expect(open('evidence', 'RECIPROCITY', { persons: undefined })).toEqual(['7']);
    expect(open('evidence', 'RECIPROCITY', { persons: [{}] })).toEqual([]);
    expect(open('evidence', 'RECIPROCITY', {}, { translations: {} })).toEqual(['10']);
    expect(open('evidence', 'RECIPROCITY', { urgency: undefined })).toEqual(['9']);
    // a demand still to be confirmed keeps its item open, though it blocks nothing
    expect(open('evidence', 'UNTOC', { purpose: undefined })).toEqual(['f']);
    expect(open('preservation', 'ETS185', { custodian: undefined, system_location: 'Santiago' })).toEqual([]);
    expect(open('preservation', 'ETS185', { custodian: undefined, system_location: ' ' })).toEqual(['d']);
  });

  test('beside it stand the lists of the treaty of the pair and of the requested State, numbered', () => {
    const fields = { evidence_fields: ['limitation', 'facts'], contents_article: '5' };
    const law = lawOf([
      ...amendments(['CHL', treatyLine('BRA', '2000-01-01', fields)]),
      ...amendments(['CHL', profile({ evidence_fields: ['purpose'] }).profiles.CHL!]).map((one) => ({
        ...one,
        id: 9,
        record: 'profile',
      })),
    ]);
    const change = { limitation: undefined, purpose: 'p' };
    const list = (bases: BasisCode[]) => completeness(input('evidence', bases, change, { law })).checklist;
    const item = (letter: string, field: string, ok: boolean) => ({
      letter,
      label: { key: `form.evidence.${field}.label` },
      fields: [field],
      ok,
    });
    const ofState = { basis: 'PROFILE', article: 'Ley 00.000', items: [item('1', 'purpose', true)] };
    expect(list(['BILAT'])).toEqual([
      { basis: 'BILAT', article: '5', items: [item('1', 'limitation', false), item('2', 'facts', true)] },
      ofState,
    ]);
    expect(list(['ETS185'])).toEqual([ofState]);
    const thin = completeness(input('evidence', ['BILAT'], { ...change, limitation: 'l', facts: 'thin' }, { law }));
    expect(thin.gaps.map(({ rule }) => rule)).toContain('facts_thin');
    expect(thin.checklist[0]?.items.map(({ ok }) => ok)).toEqual([true, true]);
    const wrong = completeness(
      input(
        'evidence',
        ['BILAT'],
        { measures: [{}] },
        {
          law: lawOf(amendments(['CHL', treatyLine('BRA', '2000-01-01', { evidence_fields: ['measures'] })])),
        },
      ),
    );
    expect(wrong.checklist[0]?.items.map(({ ok }) => ok)).toEqual([false]);
    // a State that asks nothing more has no list
    expect(completeness(input('evidence', ['ETS185'], {}, { law: profile() })).checklist).toEqual([]);
    const unread = lawOf(
      amendments(['CHL', treatyLine('BRA', '2000-01-01', { text_verified: false, evidence_fields: ['limitation'] })]),
    );
    expect(completeness(input('evidence', ['BILAT'], { limitation: undefined }, { law: unread })).checklist).toEqual([
      { basis: 'BILAT', article: '', items: [item('1', 'limitation', false)] },
    ]);
  });
});

test('demands beside the form are made of requests, by their kind', () => {
  const law = lawOf([
    ...amendments([
      'CHL',
      treatyLine('BRA', '2000-01-01', {
        contents_article: '5',
        evidence_fields: ['purpose'],
        preservation_fields: ['necessity'],
      }),
    ]),
    ...amendments([
      'CHL',
      profile({ evidence_fields: ['limitation'], preservation_fields: ['penalty'] }).profiles.CHL!,
    ]).map((one) => ({ ...one, id: 9, record: 'profile' })),
  ]);
  const asked = (kind: Kind, bases: BasisCode[] = ['BILAT'], at = today, requested = 'CHL') =>
    demandsOf({ kind, bases, requesting: 'BRA', requested, today: at, law });
  const treaty = { instrument: 'BILAT', article: '5', verified: true };
  expect(asked('evidence')).toEqual([
    { field: 'purpose', source: treaty },
    { field: 'limitation', source: theirs },
  ]);
  expect(asked('preservation')).toEqual([
    { field: 'necessity', source: treaty },
    { field: 'penalty', source: theirs },
  ]);
  expect(asked('information')).toEqual([]);
  expect(asked('consultation')).toEqual([]);
  expect(asked('evidence', ['OAS-A55'])).toEqual([{ field: 'limitation', source: theirs }]);
  expect(asked('evidence', ['BILAT'], '1999-12-31')).toEqual([{ field: 'limitation', source: theirs }]);
  expect(asked('evidence', ['BILAT'], today, 'ARG')).toEqual([]);
  expect(demandsOf({ kind: 'evidence', bases: ['OAS-A55'], requesting: 'BRA', requested: 'CHL', today })).toEqual([]);
});

describe('the bases', () => {
  const said = (kind: Kind, ...bases: BasisCode[]) =>
    gaps(kind, bases)
      .filter(({ field }) => field === 'bases')
      .map(({ rule, severity, params, source }) => [rule, severity, params?.basis, source]);
  const doubt = (rule: string, basis: BasisCode) => [rule, 'warning', basis, { instrument: basis, verified: false }];

  test('are there, but for a question that commits nobody', () => {
    for (const kind of ['evidence', 'preservation', 'information'] as const)
      expect(gaps(kind, [])[0]).toEqual({ field: 'bases', rule: 'basis_missing', severity: 'error', source: practice });
    expect(said('consultation')).toEqual([]);
    expect(said('consultation', 'SICA-MLA')).toEqual([doubt('basis_contents_unread', 'SICA-MLA')]);
  });

  test('are not a channel or a protocol alone (Nassau Protocol, Medellín)', () => {
    const alone = ['basis_not_alone', 'error', undefined, practice];
    expect(said('evidence', 'MEDELLIN')).toEqual([alone]);
    expect(said('evidence', 'OAS-A59')).toEqual([alone]);
    expect(said('evidence', 'MEDELLIN', 'OAS-A59')).toEqual([alone]);
    expect(said('evidence', 'OAS-A55', 'OAS-A59')).toEqual([]);
  });

  test('whose list of contents nobody read are said, each', () => {
    for (const basis of ['MERCOSUR-SL', 'SICA-MLA', 'CARICOM-MLA', 'CW-HARARE', 'BILAT'] as const)
      expect(said('evidence', basis), basis).toEqual([doubt('basis_contents_unread', basis)]);
    for (const basis of ['OAS-A55', 'ETS185', 'UNTOC', 'UNCAC', 'RECIPROCITY'] as const)
      expect(said('evidence', basis), basis).toEqual([]);
  });

  test('that are not in force are said, each', () => {
    for (const basis of ['CETS224', 'UNCC'] as const)
      expect(said('preservation', 'ETS185', basis), basis).toEqual([doubt('basis_not_in_force', basis)]);
  });

  test('a bilateral treaty counts as read when its record says so, on the day', () => {
    const read = (text_verified: boolean, more: object = {}) =>
      gaps(
        'evidence',
        ['BILAT'],
        {},
        {
          law: lawOf(amendments(['CHL', treatyLine('BRA', '2000-01-01', { text_verified, ...more })])),
        },
      ).map(({ rule }) => rule);
    expect(read(true)).toEqual([]);
    expect(read(false)).toEqual(['basis_contents_unread']);
    expect(read(true, { until: '2026-11-20' })).toEqual(['basis_contents_unread']);
  });
});

describe('who asks', () => {
  const authority = (kind: Kind, value: object, field = 'requesting_authority') =>
    gaps(kind, ['ETS185'], { [field]: { organisation: 'O', ...value } }).filter((gap) => gap.field === field);
  const template = { instrument: 'TEMPLATE', article: 'T-CY(2018)10, 5', verified: true };
  const hours = { office_hours: '9–17', zone: 'America/Sao_Paulo' };

  test('can be reached, in writing or by voice', () => {
    const unreachable = { path: 'email', rule: 'authority_unreachable', severity: 'error', source: template };
    expect(authority('evidence', {})).toEqual([{ field: 'requesting_authority', ...unreachable }]);
    expect(authority('evidence', { phone: ' ', email: ' ' })).toEqual([
      { field: 'requesting_authority', ...unreachable },
    ]);
    expect(authority('evidence', { phone: '+55 61 5550 0100' })).toEqual([]);
    expect(authority('evidence', { email: 'a@mail.example' })).toEqual([]);
    // the requested one need not be
    expect(authority('evidence', {}, 'requested_authority')).toEqual([]);
  });

  test('by an address that is one, whoever it is', () => {
    const syntax = { path: 'email', rule: 'email_syntax', severity: 'warning' };
    expect(authority('evidence', { email: 'a@mail' })).toEqual([
      { field: 'requesting_authority', ...syntax, source: template },
    ]);
    expect(authority('evidence', { email: ' a@mail.example ' })).toEqual([]);
    expect(authority('evidence', { email: 'a@mail' }, 'requested_authority')).toMatchObject([syntax]);
    // of an authority that nobody has to name, practice asks
    expect(authority('evidence', { email: 'a@mail' }, 'verification_contact')).toEqual([
      { field: 'verification_contact', ...syntax, source: practice },
    ]);
  });

  test('for preservation, at hours that are known in a zone that is known', () => {
    const unknown = [{ path: 'office_hours', rule: 'authority_hours', severity: 'warning' }];
    const reached = { phone: '+55 61 5550 0100' };
    expect(authority('preservation', { ...reached, ...hours })).toEqual([]);
    expect(authority('preservation', reached)).toMatchObject(unknown);
    expect(authority('preservation', { ...reached, ...hours, zone: '' })).toMatchObject(unknown);
    expect(authority('preservation', { ...reached, ...hours, office_hours: '' })).toMatchObject(unknown);
    expect(authority('evidence', reached)).toEqual([]);
  });
});

describe('what is said of a line', () => {
  const address = { type: 'ipv4', value: '203.0.113.91', port: 51_514, from: '2026-08-01T10:00:00', offset: '-03:00' };
  const lines = (identifiers: object[], law: Law = catalogueLaw) =>
    gaps('preservation', ['ETS185'], { identifiers }, { law });

  test('counts from one, is placed from nought, and keeps what the remark says', () => {
    const fine = { ...address, categories: ['CONTENT'] };
    expect(lines([fine, { ...fine, port: 0 }])).toEqual([
      {
        field: 'identifiers',
        path: '1.port',
        rule: 'port_range',
        severity: 'error',
        source: { instrument: 'ETS185', article: '29(2)(c)', verified: true },
        params: { port: 0, line: 2 },
      },
    ]);
    const measures = [
      { type: 'testimony', description: 'd' },
      { type: 'content_production', description: 'd', provider: 'p', identifiers: [fine, { ...fine, port: 0 }] },
    ];
    expect(gaps('evidence', ['OAS-A55'], { measures })).toMatchObject([
      { field: 'measures', path: '1.identifiers.1.port', source: { article: '26(d)' }, params: { port: 0, line: 2 } },
    ]);
    expect(gaps('evidence', ['OAS-A55'], { measures: [measures[0], {}] })).toMatchObject([
      { path: '1.type', rule: 'measure_type_missing', severity: 'error', params: { line: 2 } },
      { path: '1.description', rule: 'measure_description_missing', severity: 'error', params: { line: 2 } },
    ]);
  });

  test('a source port is asked as the State asks it', () => {
    const { port: _, ...without } = { ...address, categories: ['CONTENT'] };
    const at = { field: 'identifiers', path: '0.port', params: { value: '203.0.113.91', line: 1 } };
    expect(lines([without], profile({ source_port: true }))).toEqual([
      { ...at, rule: 'port_required', severity: 'error', source: theirs },
    ]);
    expect(lines([without], profile())).toMatchObject([{ ...at, rule: 'ipv4_port_missing', severity: 'warning' }]);
  });

  test('connection data older than the State’s providers keep them, to the day', () => {
    // 1 August to 21 November is 112 days
    const old = (days: number | undefined, categories: string[], more: object = {}) =>
      lines([{ ...address, categories, ...more }], profile(days === undefined ? {} : { retention_days: days }))
        .filter(({ rule }) => rule === 'data_older_than_kept')
        .map(({ severity, source, path, params }) => [severity, source, path, params]);
    const found = (kept: number, days = 112) => [['warning', theirs, '0.from', { days, kept, line: 1 }]];
    for (const category of ['TRAFFIC', 'IDENTIFICATION_ONLY']) {
      expect(old(111, [category])).toEqual(found(111));
      expect(old(112, [category])).toEqual([]);
    }
    expect(old(111, ['SUBSCRIBER', 'TRAFFIC'])).toEqual(found(111));
    expect(old(111, ['SUBSCRIBER', 'CONTENT'])).toEqual([]);
    expect(old(undefined, ['TRAFFIC'])).toEqual([]);
    // the youngest of a period decides
    expect(old(100, ['TRAFFIC'], { to: '2026-08-12' })).toEqual(found(100, 101));
    expect(old(100, ['TRAFFIC'], { to: '2026-08-12T23:59:59' })).toEqual(found(100, 101));
    expect(old(100, ['TRAFFIC'], { to: '2026-08-13T23:59:59' })).toEqual([]);
    expect(old(1, ['TRAFFIC'], { from: 'soon' })).toEqual([]);
    const measure = (category?: string) =>
      gaps(
        'evidence',
        ['OAS-A55'],
        {
          measures: [
            {
              type: 'traffic_production',
              description: 'd',
              provider: 'p',
              identifiers: [address],
              ...(category && { category }),
            },
          ],
        },
        { law: profile({ retention_days: 111 }) },
      ).map(({ rule }) => rule);
    // the measure says which data are meant where the line does not
    expect(measure()).toEqual(['data_older_than_kept']);
    expect(measure('CONTENT')).toEqual([]);
  });
});

describe('the time of a preservation', () => {
  const period = (period_days: number, bases: BasisCode[], law: Law = catalogueLaw) =>
    gaps('preservation', bases, { period_days, follow_up_date: '2026-11-22' }, { law }).filter(
      ({ field }) => field === 'period_days',
    );
  const gap = (rule: string, severity: string, source: object, params: object) => [
    { field: 'period_days', rule, severity, source, params },
  ];
  const ets = (article: string) => ({ instrument: 'ETS185', article, verified: true });

  test('is whole days', () => {
    for (const days of [0, -60, 60.5])
      expect(period(days, ['ETS185'])).toEqual(gap('period_invalid', 'error', practice, { days }));
    expect(period(1, ['OAS-A55'])).toEqual([]);
  });

  test('is sixty at least where the treaty says so', () => {
    expect(period(59, ['OAS-A55', 'ETS185'])).toEqual(gap('period_too_short', 'error', ets('29(7)'), { days: 59 }));
    expect(period(59, ['UNCC', 'RECIPROCITY'])).toEqual(
      gap('period_too_short', 'warning', { instrument: 'UNCC', article: '42', verified: false }, { days: 59 }),
    );
    expect(period(60, ['UNCC', 'RECIPROCITY'])).toEqual([]);
  });

  test('is ninety at most in most laws, or what the requested State says of its own', () => {
    expect(period(91, ['RECIPROCITY'])).toEqual(gap('period_over_90', 'warning', ets('16(2)'), { days: 91 }));
    const law = profile({ preservation_days: 120 });
    expect(period(120, ['ETS185'], law)).toEqual([]);
    expect(period(121, ['ETS185'], law)).toEqual(
      gap('period_over_profile', 'warning', theirs, { days: 121, kept: 120 }),
    );
    expect(period(91, ['ETS185'], profile())).toEqual(gap('period_over_90', 'warning', ets('16(2)'), { days: 91 }));
    expect(period(59, ['ETS185'], profile({ preservation_days: 30 }))).toEqual(
      gap('period_too_short', 'error', ets('29(7)'), { days: 59 }),
    );
  });
});

test('a day in the past, ahead, or without its reason is said with its source', () => {
  const dated = (kind: Kind, change: FormValues) =>
    gaps(kind, ['ETS185'], change).filter(({ field }) => Object.keys(change).includes(field));
  const at = (field: string, rule: string, severity: string, source: object = practice) => [
    { field, rule, severity, source },
  ];
  expect(dated('evidence', { deadline: 'soon' })).toEqual(at('deadline', 'date_syntax', 'error'));
  expect(dated('evidence', { deadline: '2026-11-21T10:00' })).toEqual(at('deadline', 'date_syntax', 'error'));
  expect(dated('evidence', { hearing_date: '2026-11-20' })).toEqual(at('hearing_date', 'date_past', 'error'));
  expect(dated('evidence', { hearing_date: '2026-11-21' })).toEqual([]);
  expect(dated('evidence', { deadline: '2026-12-21', deadline_reason: ' ' })).toEqual(
    at('deadline', 'deadline_unreasoned', 'warning', { instrument: 'UNCAC', article: '46(24)', verified: true }),
  );
  expect(dated('evidence', { deadline: undefined, deadline_reason: undefined })).toEqual([]);
  const again = { request_status: 'supplementary', previous_reference: 'R' };
  expect(dated('evidence', { ...again, previous_date: '2026-11-22' })).toEqual(
    at('previous_date', 'date_in_future', 'error'),
  );
  const extended = { request_status: 'extension', previous_reference: 'R' };
  expect(dated('preservation', { ...extended, previous_expiry: '2026-11-20' })).toEqual(
    at('previous_expiry', 'extension_after_expiry', 'warning'),
  );
  expect(dated('preservation', { period_days: 59, follow_up_date: '2027-01-21' }).at(-1)).toEqual({
    field: 'follow_up_date',
    rule: 'follow_up_late',
    severity: 'warning',
    source: { instrument: 'ETS185', article: '29(7)', verified: true },
    params: { days: 60 },
  });
});

describe('a translation', () => {
  const missing = (bases: BasisCode[], more: Partial<CompletenessInput> = {}) =>
    gaps('evidence', bases, {}, { translations: {}, ...more }).filter(({ rule }) => rule === 'translation_missing');

  test('is missed of every prose answer, at its place, in the language of the requested State', () => {
    const found = missing(['OAS-A55']);
    expect(found).toContainEqual({
      field: 'facts',
      rule: 'translation_missing',
      severity: 'warning',
      source: { instrument: 'OAS-A55', article: '28', verified: false },
      params: { language: 'es' },
    });
    expect(found.find(({ field }) => field === 'measures')).toMatchObject({ path: '0.description' });
    const facts = (es: object) =>
      missing(['OAS-A55'], { translations: { es } as never }).some(({ field }) => field === 'facts');
    expect([facts({ facts: 'Hechos' }), facts({ facts: ' ' }), facts({ relation: 'r' })]).toEqual([false, true, true]);
  });

  test('is asked by the State, else by the treaty, else by practice', () => {
    const source = (bases: BasisCode[], law: Law = catalogueLaw) => missing(bases, { law })[0]?.source;
    expect(source(['OAS-A55', 'UNCAC'], profile({ document_languages: ['es'] }))).toEqual(theirs);
    expect(source(['OAS-A55', 'UNCAC'], profile())).toMatchObject({ instrument: 'OAS-A55', article: '28' });
    expect(source(['UNCAC'])).toEqual({ instrument: 'UNCAC', article: '46(14)', verified: true });
    expect(source(['ETS185'])).toEqual({ instrument: 'PRACTICE', verified: false });
  });

  test('is not missed where the State, or the treaty of the pair, takes the language as it is', () => {
    expect(missing(['OAS-A55'], { requested: 'PRT' })).toEqual([]);
    expect(missing(['OAS-A55'], { language: 'es' })).toEqual([]);
    expect(missing(['OAS-A55'], { law: profile({ document_languages: ['es', 'pt'] }) })).toEqual([]);
    const law = lawOf(amendments(['CHL', treatyLine('BRA', '2000-01-01', { document_languages: ['es', 'pt'] })]));
    expect(missing(['BILAT'], { law })).toEqual([]);
    expect(missing(['OAS-A55'], { law })).not.toEqual([]);
  });
});

test('persons, prose and statements are missed as what they are', () => {
  const of = (kind: Kind, bases: BasisCode[], field: string, value: unknown) =>
    gaps(kind, bases, { [field]: value }).filter((gap) => gap.field === field);
  const uncac = { instrument: 'UNCAC', article: '46(15)(e)', verified: true };
  for (const none of [undefined, []]) {
    const missing = { field: 'persons', rule: 'persons_missing', severity: 'warning' };
    expect(of('evidence', ['UNCAC'], 'persons', none)).toEqual([{ ...missing, source: uncac }]);
    for (const basis of ['UNTOC', 'RECIPROCITY'] as const)
      expect(of('evidence', [basis], 'persons', none)).toEqual([{ ...missing, source: practice }]);
    expect(of('evidence', ['OAS-A55'], 'persons', none)).toEqual([]);
  }
  expect(of('evidence', ['OAS-A55'], 'persons', [{ name: 'A' }, {}])).toEqual([
    {
      field: 'persons',
      path: '1.name',
      rule: 'person_unnamed',
      severity: 'warning',
      source: practice,
      params: { line: 2 },
    },
  ]);
  expect(of('preservation', ['ETS185'], 'follow_up', undefined)).toMatchObject([
    { rule: 'statement_missing_follow_up', severity: 'error' },
  ]);
  expect(of('evidence', ['OAS-A55'], 'relation', '\u202e ')).toMatchObject([{ rule: 'missing' }]);
  // no field that has no answer is called thin
  expect(of('evidence', ['OAS-A55'], 'facts', '').map(({ rule }) => rule)).toEqual(['missing']);
  expect(of('evidence', ['OAS-A55'], 'dual_criminality', ' ')).toEqual([
    {
      field: 'dual_criminality',
      rule: 'dual_criminality_missing',
      severity: 'warning',
      source: { instrument: 'OAS-A55', article: '5', verified: false },
    },
  ]);
});

test('gaps stand in the order of the form, what is said of the bases before them, errors with an example', () => {
  for (const kind of requestKinds) {
    const { gaps } = completeness({ ...input(kind, []), form: {} });
    expect(gaps[0]?.field).toBe('bases');
    expect(gaps.filter(({ severity }) => severity === 'error').every(({ example }) => example !== undefined)).toBe(
      true,
    );
  }
  const names = gaps('preservation', ['ETS185'], {
    necessity: undefined,
    requested_authority: undefined,
    identifiers: [],
    signatory_name: undefined,
  }).map(({ field }) => field);
  expect(names).toEqual(['requested_authority', 'identifiers', 'necessity', 'signatory_name']);
  const mixed = gaps('evidence', ['SICA-MLA'], {
    signatory_name: undefined,
    facts: 'thin',
    requesting_authority: { organisation: 'O' },
  }).map(({ field }) => field);
  expect(mixed).toEqual(['bases', 'requesting_authority', 'facts', 'signatory_name']);
});

test('nothing is said of an answer that is no longer asked for, nor of what nobody typed', () => {
  const about = (field: string, change: FormValues) =>
    gaps('preservation', ['RECIPROCITY'], change).filter((gap) => gap.field === field);
  expect(about('follow_up_date', { follow_up: undefined, follow_up_date: '2020-01-01' })).toEqual([]);
  expect(about('follow_up_date', { follow_up: true, follow_up_date: '2020-01-01' })).toHaveLength(1);
  expect(about('period_days', { period_days: undefined })).toEqual([]);
  expect(about('relation', { relation: `${'word '.repeat(8)}\u2066` })).toEqual([
    { field: 'relation', rule: 'text_direction', severity: 'warning', source: practice },
  ]);
});
