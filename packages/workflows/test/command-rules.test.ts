import { describe, expect, test } from 'vitest';
import { initial, type Stored, type Workflow } from '../src/decide.ts';
import { exampleForm } from '../src/examples.ts';
import { lawOf } from '../src/instruments/index.ts';
import { type CaseFacts, checkCommand } from '../src/rules.ts';
import type { BasisCode, Direction, Kind } from '../src/types.ts';
import { amendments, treatyLine } from './law-lines.ts';

/** Midday in Brazil and in Chile. */
const now = '2026-10-08T15:00:00.000Z';
const file = '00000000-0000-4000-8000-000000000001';
const policy = { instrument: 'POLICY', verified: true };
const of = (instrument: string, article: string, verified = true) => ({ instrument, article, verified });

const stored = (workflow: Workflow, context: Record<string, unknown> = {}): Stored => ({
  workflow,
  version: '1',
  state: initial(workflow).state,
  context: { ...initial(workflow).context, ...context },
});
/** A command on a request of Brazil to Chile, whose form is complete. */
function check(
  name: string,
  workflow: Workflow,
  payload: Record<string, unknown>,
  more: Omit<Partial<CaseFacts>, 'form'> & { form?: Record<string, unknown> } = {},
  context: Record<string, unknown> = {},
  at = now,
) {
  const [kind, direction] = workflow.split('.') as [Kind, Direction];
  const { form, translations } = exampleForm(kind, { lang: 'pt', seed: 0, today: '2026-10-08' });
  const { form: change = {}, ...rest } = more;
  const facts: CaseFacts = {
    kind,
    direction,
    requesting: 'BRA',
    requested: 'CHL',
    bases: ['ETS185'],
    authors: [],
    form: { ...form, ...change },
    form_language: 'pt',
    translations,
    requested_zone: 'America/Santiago',
    ...rest,
  };
  return checkCommand(name, payload, stored(workflow, context), facts, at);
}
const errors = (...asked: Parameters<typeof check>) => check(...asked).errors;

describe('the bases bind the two States on the day', () => {
  const unbound = (basis: BasisCode) => ({ field: 'bases', rule: 'basis_not_applicable', params: { basis } });
  const today = (bases: BasisCode[], more: Partial<CaseFacts> = {}, at = now) =>
    errors('approve', 'evidence.outgoing', {}, { bases, ...more } as never, {}, at);

  test('each of them, confirmed', () => {
    expect(today(['ETS185', 'OAS-A55', 'RECIPROCITY'])).toEqual([]);
    expect(today(['ETS185', 'MERCOSUR-SL', 'UNCC'])).toEqual([unbound('MERCOSUR-SL'), unbound('UNCC')]);
    // between the two and not to be chosen until somebody confirms it
    expect(today(['BILAT'], { requested: 'CAN' })).toEqual([unbound('BILAT')]);
  });
  test('by the calendar of the requesting State', () => {
    // Budapest has bound Brazil since 1 March 2023: it is still February there when March begins in Greenwich
    expect(today(['ETS185'], {}, '2023-03-01T02:59:59.000Z')).toEqual([unbound('ETS185')]);
    expect(today(['ETS185'], {}, '2023-03-01T03:00:00.000Z')).toEqual([]);
  });
  test('by the law that is in force', () => {
    expect(today(['BILAT'])).toEqual([unbound('BILAT')]);
    expect(today(['BILAT'], { law: lawOf(amendments(['CHL', treatyLine('BRA', '2000-01-01')])) })).toEqual([]);
  });
  test('when a draft is submitted, approved, or confirmed in writing', () => {
    const bases: BasisCode[] = ['OAS-A55', 'MERCOSUR-SL'];
    for (const command of ['submit', 'approve', 'confirm_in_writing'])
      expect(errors(command, 'evidence.outgoing', {}, { bases }), command).toEqual([unbound('MERCOSUR-SL')]);
  });
});

test('what is submitted is complete, by the law and the calendar of the day', () => {
  const submitted = (form: Record<string, unknown>, more: Partial<CaseFacts> = {}, at = now) =>
    errors('submit', 'evidence.outgoing', {}, { bases: ['OAS-A55'], form, ...more } as never, {}, at).map(
      ({ field, rule }) => `${field} ${rule}`,
    );
  expect(submitted({ facts: 'thin' })).toEqual([]);
  expect(submitted({ facts: '' })).toEqual(['facts missing']);
  expect(submitted({ hearing_date: '2026-10-08' })).toEqual([]);
  expect(submitted({ hearing_date: '2026-10-07' })).toEqual(['hearing_date date_past']);
  // still the 7th in Brazil
  expect(submitted({ hearing_date: '2026-10-07' }, {}, '2026-10-08T02:30:00.000Z')).toEqual([]);
  const law = lawOf(amendments(['CHL', treatyLine('BRA', '2000-01-01', { evidence_fields: ['limitation'] })]));
  expect(submitted({ limitation: '' }, { law, bases: ['BILAT'] })).toEqual(['limitation missing']);
});

test('a consultation is checked as it leaves, and a request when it was approved', () => {
  const left = (workflow: Workflow) => errors('transmit', workflow, {}, { form: { facts: '' } });
  expect(left('consultation.outgoing').map(({ field }) => field)).toEqual(['facts']);
  expect(left('evidence.outgoing')).toEqual([]);
});

test('whether information is offered under conditions follows from its form (Budapest 26(2))', () => {
  const approved = (workflow: Workflow, handling: string) =>
    check('approve', workflow, { note: 'n' }, { form: { handling } }).payload;
  expect(approved('information.outgoing', 'conditions')).toEqual({ note: 'n', conditional: true });
  expect(approved('information.outgoing', 'free')).toEqual({ note: 'n', conditional: false });
  expect(approved('evidence.outgoing', 'conditions')).toEqual({ note: 'n' });
});

describe('an emergency', () => {
  const asked = (
    workflow: Workflow,
    form: Record<string, unknown> = {},
    payload: Record<string, unknown> = {},
    bases: BasisCode[] = ['ETS185'],
  ) => errors('transmit_emergency', workflow, payload, { form: { urgency: 'emergency', ...form }, bases });

  test('says so, on a basis, and asks for something', () => {
    for (const workflow of ['evidence.outgoing', 'preservation.outgoing'] as const) {
      expect(asked(workflow)).toEqual([]);
      for (const urgency of ['urgent', 'ordinary', undefined])
        expect(asked(workflow, { urgency })).toEqual([
          { field: 'urgency', rule: 'emergency_not_stated', source: of('CETS224', '3', false) },
        ]);
      expect(asked(workflow, {}, {}, [])).toEqual([{ field: 'bases', rule: 'basis_missing', source: policy }]);
      expect(asked(workflow, {}, {}, ['UNCC'])).toEqual([
        { field: 'bases', rule: 'basis_not_applicable', params: { basis: 'UNCC' } },
      ]);
      // the rest is checked when it is in writing
      expect(asked(workflow, { facts: '', signatory_name: '' })).toEqual([]);
    }
    for (const none of [[], undefined, 'x']) {
      expect(asked('preservation.outgoing', { identifiers: none })).toEqual([
        { field: 'identifiers', rule: 'missing', source: of('ETS185', '29(2)(c)') },
      ]);
      expect(asked('evidence.outgoing', { measures: none })).toEqual([
        { field: 'measures', rule: 'missing', source: of('UNCAC', '46(15)') },
      ]);
    }
  });

  test('was spoken of before it is written down', () => {
    expect(asked('evidence.outgoing', {}, { spoken_at: now })).toEqual([]);
    expect(asked('evidence.outgoing', {}, { spoken_at: '2026-10-08T15:00:00.001Z' })).toEqual([
      { field: 'spoken_at', rule: 'date_in_future', source: policy },
    ]);
    expect(check('transmit_emergency', 'evidence.outgoing', { spoken_at: now }).payload).toEqual({ spoken_at: now });
  });
});

describe('under UNCAC 46(26) nothing is refused or postponed before a consultation', () => {
  const owed = (field: string) => [{ field, rule: 'consultation_required', source: of('UNCAC', '46(26)') }];
  const refused = (
    payload: object,
    bases: BasisCode[],
    context: Record<string, unknown> = {},
    kind: Kind = 'evidence',
  ) =>
    errors(
      'refuse',
      `${kind}.incoming`,
      { ground: 'ESSENTIAL_INTERESTS', reasons: 'r', ...payload },
      { bases },
      context,
    );
  test('a refusal', () => {
    expect(refused({}, ['UNCAC'])).toEqual(owed('consultation_held'));
    expect(refused({ consultation_held: false }, ['OAS-A55', 'UNCAC'])).toEqual(owed('consultation_held'));
    expect(refused({ consultation_held: true }, ['UNCAC'])).toEqual([]);
    expect(refused({}, ['UNCAC'], { records: { consult: { at: now, by: 'x' } } })).toEqual([]);
    expect(refused({}, ['OAS-A55'])).toEqual([]);
    expect(refused({}, ['UNCAC'], {}, 'preservation')).toEqual([]);
  });
  test('a postponement', () => {
    const postponed = (payload: object, bases: BasisCode[]) =>
      errors('postpone', 'evidence.incoming', { reasons: 'r', review: '2026-10-08', ...payload }, { bases });
    expect(postponed({}, ['UNCAC'])).toEqual(owed('consultation'));
    expect(postponed({ consultation: 'by telephone' }, ['UNCAC'])).toEqual([]);
    expect(postponed({}, ['OAS-A55'])).toEqual([]);
    expect(postponed({ review: '2026-10-07' }, ['UNCAC'])).toEqual([
      { field: 'review', rule: 'date_in_past', source: policy },
      ...owed('consultation'),
    ]);
  });
  test('a refusal carries the ground of the law in force on the day', () => {
    const law = lawOf(
      amendments(['CHL', treatyLine('BRA', '2000-01-01', { grounds: ['TAX_OFFENCE'], grounds_article: '7' })]),
    );
    const tax = (more: object) =>
      check('refuse', 'evidence.incoming', { ground: 'TAX_OFFENCE' }, { bases: ['BILAT'], ...more });
    expect(tax({ law }).payload).toEqual({ ground: 'TAX_OFFENCE', basis: 'BILAT', article: '7' });
    expect(tax({}).errors).toMatchObject([{ field: 'ground', rule: 'ground_not_allowed' }]);
  });
});

describe('traffic data disclosed on the way (Budapest 30)', () => {
  const source = of('ETS185', '30(1)');
  const disclosed = (state: string, bases: BasisCode[] = ['ETS185']) =>
    errors('disclose_traffic', 'preservation.incoming', { state }, { bases });
  test('name a third State, under that treaty', () => {
    expect(disclosed('ARG')).toEqual([]);
    for (const state of ['BRA', 'CHL', 'OAS', 'XXX'])
      expect(disclosed(state), state).toEqual([{ field: 'state', rule: 'third_state_expected', source }]);
    expect(disclosed('ARG', ['OAS-A55'])).toEqual([{ field: 'body', rule: 'disclosure_without_basis', source }]);
  });
  test('are withheld on its two grounds only', () => {
    const withheld = (ground: string, bases: BasisCode[] = ['ETS185']) =>
      check('withhold_traffic', 'preservation.incoming', { ground, reasons: 'r' }, { bases });
    for (const [ground, article] of [
      ['POLITICAL_OFFENCE', '30(2)(a)'],
      ['ESSENTIAL_INTERESTS', '30(2)(b)'],
    ] as const)
      expect(withheld(ground)).toEqual({ payload: { ground, reasons: 'r', basis: 'ETS185', article }, errors: [] });
    expect(withheld('TAX_OFFENCE').errors).toEqual([
      { field: 'ground', rule: 'ground_not_allowed', source: of('ETS185', '30(2)') },
    ]);
    expect(withheld('POLITICAL_OFFENCE', ['OAS-A55']).errors).toEqual([
      { field: 'body', rule: 'disclosure_without_basis', source: of('ETS185', '30(2)') },
    ]);
  });
});

test('a partial acceptance names measures there are, not all of them, and says why (27(6)-(7))', () => {
  const form = { measures: [{}, {}] };
  const accepted = (payload: object, more: object = { form }) =>
    errors('accept', 'evidence.incoming', { planned: '2026-10-08', ...payload }, more).map(
      ({ field, rule, source }) => [field, rule, source],
    );
  const source = of('ETS185', '27(7)');
  const why = { declined_reasons: 'r' };
  expect(accepted({})).toEqual([]);
  expect(accepted({ declined: [] })).toEqual([]);
  expect(accepted({ declined: [1], ...why })).toEqual([]);
  expect(accepted({ declined: [1] })).toEqual([['declined_reasons', 'required', source]]);
  expect(accepted({ declined: [2], ...why })).toEqual([['declined', 'measure_unknown', source]]);
  expect(accepted({ declined: [0, 1], ...why })).toEqual([['declined', 'all_measures_declined', source]]);
  expect(accepted({ declined: [0], ...why }, { form: { measures: undefined } })).toEqual([
    ['declined', 'measure_unknown', source],
  ]);
  expect(accepted({ planned: '2026-10-07', declined: [1] })).toEqual([
    ['planned', 'date_in_past', policy],
    ['declined_reasons', 'required', source],
  ]);
});

test('what is done or waived was owed, and done by today where it was asked for', () => {
  const owed = (kind: string, done: object | null = null) => ({ obligations: [{ kind, done }] });
  for (const command of ['discharge', 'waive']) {
    const settled = (payload: object, context: Record<string, unknown>, at = now) =>
      errors(command, 'evidence.outgoing', { obligation: 'return', ...payload }, {}, context, at);
    const nothing = { field: 'obligation', rule: 'nothing_owed', source: policy };
    const ahead = { field: 'date', rule: 'date_in_future', source: policy };
    expect(settled({}, owed('return'))).toEqual([]);
    expect(settled({}, owed('destruction'))).toEqual([nothing]);
    expect(settled({}, owed('return', { how: 'waived' }))).toEqual([nothing]);
    expect(settled({ date: '2026-10-08' }, owed('return'))).toEqual([]);
    expect(settled({ date: '2026-10-09' }, owed('return'))).toEqual([ahead]);
    expect(settled({ date: '2026-10-08' }, owed('return'), '2026-10-08T02:30:00.000Z')).toEqual([ahead]);
  }
});

test.each<[string, Workflow, string]>([
  ['ask_clarification', 'evidence.incoming', 'reply_by'],
  ['consult', 'evidence.incoming', 'reply_by'],
  ['propose_conditions', 'evidence.incoming', 'reply_by'],
  ['warn_confidentiality', 'evidence.incoming', 'reply_by'],
  ['notify_delay', 'evidence.incoming', 'planned'],
  ['give_status', 'evidence.incoming', 'expected'],
  ['accept', 'evidence.incoming', 'planned'],
  ['postpone', 'evidence.incoming', 'review'],
])('%s: %s %s is not over already', (name, workflow, field) => {
  expect(check(name, workflow, { [field]: '2026-10-08' })).toEqual({ payload: { [field]: '2026-10-08' }, errors: [] });
  expect(errors(name, workflow, { [field]: '2026-10-07' })).toEqual([{ field, rule: 'date_in_past', source: policy }]);
  expect(errors(name, workflow, {})).toEqual([]);
});

test('a delivery brings something, unless it ends those before; its days lie ahead', () => {
  const delivered = (payload: object, deliveries = 0) =>
    errors(
      'deliver',
      'evidence.incoming',
      { files: [file], final: true, complete: true, ...payload },
      { deliverable: { [file]: { id: file } } },
      { deliveries },
    ).map(({ field, rule }) => `${field} ${rule}`);
  expect(delivered({})).toEqual([]);
  expect(delivered({ files: [] })).toEqual(['files required']);
  expect(delivered({ files: [] }, 1)).toEqual([]);
  expect(delivered({ files: [], final: false }, 1)).toEqual(['files required']);
  expect(delivered({ return_by: '2026-10-08', destroy_by: '2026-10-08' })).toEqual([]);
  expect(delivered({ return_by: '2026-10-07', destroy_by: '2026-10-07' })).toEqual([
    'return_by date_in_past',
    'destroy_by date_in_past',
  ]);
});
