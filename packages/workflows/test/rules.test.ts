import { describe, expect, test } from 'vitest';
import {
  type Actor,
  ballOf,
  commandsOf,
  decideCommand,
  decideInternal,
  decideMessage,
  initial,
  isDecided,
  outcomeOf,
  permitted,
  possibleCommands,
  type Stored,
  schemaErrors,
  type Workflow,
} from '../src/decide.ts';
import { exampleForm } from '../src/examples.ts';
import { incomingMessages } from '../src/messages.ts';
import { requestBody } from '../src/protocol.ts';
import { type CaseFacts, checkCommand, endOfDay } from '../src/rules.ts';
import type { Direction, Kind, Role } from '../src/types.ts';

const now = '2026-10-08T12:00:00.000Z';
const file = '00000000-0000-4000-8000-000000000001';
const law = (article: string) => ({ instrument: 'ETS185', article, verified: true });
const policy = { instrument: 'POLICY', verified: true };

/** A request of Brazil to Chile: Chile's days count, three hours behind UTC in October. */
function facts(kind: Kind, direction: Direction, more: Partial<CaseFacts> = {}): CaseFacts {
  const { form, translations } = exampleForm(kind, { lang: 'pt', seed: 0, today: '2026-10-08' });
  return {
    kind,
    direction,
    requesting: 'BRA',
    requested: 'CHL',
    bases: ['ETS185'],
    authors: ['author'],
    form,
    form_language: 'pt',
    translations,
    requested_zone: 'America/Santiago',
    ...more,
  };
}
const stored = (workflow: Workflow, state: string, context: Record<string, unknown> = {}): Stored => ({
  workflow,
  version: '1',
  state,
  context: { ...initial(workflow).context, ...context },
});
const person = (id: string, ...roles: Role[]): Actor => ({ id, roles });
const check = (
  name: string,
  payload: Record<string, unknown>,
  row: Stored,
  more: Partial<CaseFacts> = {},
  at = now,
) => {
  const [kind, direction] = row.workflow.split('.') as [Kind, Direction];
  return checkCommand(name, payload, row, facts(kind, direction, more), at);
};

describe('who may give a command', () => {
  const review = stored('evidence.outgoing', 'ca_review');
  const give = (actor: Actor, name = 'approve', row = review, payload: Record<string, unknown> = {}) =>
    decideCommand(row, name, payload, actor, facts('evidence', 'outgoing'), now);

  test('an approver who did not draft it approves', () => {
    expect(give(person('other', 'approver'))).toMatchObject({
      ok: true,
      state: 'approved',
      context: { records: { approve: { at: now, by: 'other' } } },
      effects: [{ type: 'stop', params: { kinds: ['review_draft'] } }],
    });
  });

  test('its author does not, whatever role he has (four eyes)', () => {
    expect(give(person('author', 'approver'))).toEqual({ ok: false, refusal: { status: 403, code: 'four_eyes' } });
    expect(give(person('author', 'drafter', 'approver', 'duty'))).toMatchObject({ refusal: { code: 'four_eyes' } });
    // his own draft he may submit
    expect(give(person('author', 'drafter'), 'submit', stored('evidence.outgoing', 'draft'))).toMatchObject({
      ok: true,
      state: 'ca_review',
    });
  });

  test('one role among several is enough; without it, the state is not told', () => {
    expect(give(person('other', 'auditor', 'approver')).ok).toBe(true);
    const refused = { ok: false, refusal: { status: 403, code: 'role', role: ['approver'] } };
    expect(give(person('other', 'drafter', 'duty'))).toEqual(refused);
    expect(give(person('other', 'drafter'), 'approve', stored('evidence.outgoing', 'sent'))).toEqual(refused);
    expect(permitted(review, 'approve', person('other', 'drafter'), facts('evidence', 'outgoing'))).toEqual(
      refused.refusal,
    );
    expect(permitted(review, 'approve', person('other', 'approver'), facts('evidence', 'outgoing'))).toBeNull();
  });

  test('a command that the state does not take says which it takes', () => {
    const conflict = {
      ok: false,
      refusal: {
        status: 409,
        code: 'state',
        state: 'ca_review',
        possible: ['return_for_correction', 'approve', 'transmit_emergency'],
      },
    };
    expect(give(person('other', 'approver'), 'transmit')).toEqual(conflict);
    expect(give(person('other', 'approver'), 'no_such_command')).toEqual(conflict);
  });

  test('a body that does not fit its schema is refused field by field', () => {
    expect(
      give(person('other', 'approver'), 'return_for_correction', review, { defects: ' ', extra: 1 }),
    ).toMatchObject({
      ok: false,
      refusal: {
        status: 422,
        code: 'invalid',
        errors: expect.arrayContaining([
          { field: 'defects', rule: 'schema_pattern' },
          { field: 'extra', rule: 'unknown_field' },
        ]),
      },
    });
    const errors = schemaErrors(commandsOf('evidence', 'outgoing').return_for_correction!.payload, {});
    expect(errors).toEqual([{ field: 'defects', rule: 'required' }]);
    expect(
      schemaErrors(incomingMessages['preservation.outgoing'].hold_notice, { request_id: 'x', number: 'N' }),
    ).toEqual([{ field: 'request_id', rule: 'schema_format' }]);
    const delivery = { files: [file, 7], final: true, complete: true };
    expect(schemaErrors(commandsOf('evidence', 'incoming').deliver!.payload, delivery)).toEqual([
      { field: 'files.1', rule: 'schema_type' },
    ]);
    expect(schemaErrors(commandsOf('evidence', 'outgoing').approve!.payload, 'text')[0]?.field).toBe('body');
  });

  test('what the law refuses is not done', () => {
    const accepted = stored('evidence.incoming', 'acknowledged');
    const given = decideCommand(
      accepted,
      'accept',
      { planned: '2026-10-07' },
      person('x', 'officer'),
      facts('evidence', 'incoming'),
      now,
    );
    expect(given).toEqual({
      ok: false,
      refusal: { status: 422, code: 'invalid', errors: [{ field: 'planned', rule: 'date_in_past', source: policy }] },
    });
  });
});

describe('a message of the counterpart', () => {
  const sent = stored('evidence.outgoing', 'sent');
  const message = (type: string, body: unknown, row = sent) => decideMessage(row, { type, body, from: 'CHL' }, now);
  const acknowledgement = { reference: 'R', officer: 'O', complete: true };

  test('moves the file and is kept with its sender', () => {
    expect(message('acknowledgement', acknowledgement)).toMatchObject({
      ok: true,
      state: 'acknowledged',
      context: { records: { acknowledgement: { ...acknowledgement, at: now, by: 'CHL' } } },
    });
  });

  test('is rejected with its reason: unknown, malformed, unexpected – and never told where our file stands', () => {
    expect(message('greeting', {})).toEqual({ ok: false, rejection: { reason: 'unknown_type', detail: 'greeting' } });
    expect(message('acknowledgement', { reference: 'R', officer: 'O' })).toEqual({
      ok: false,
      rejection: { reason: 'malformed', detail: 'complete: required' },
    });
    expect(message('acknowledgement', acknowledgement, stored('evidence.outgoing', 'refused'))).toEqual({
      ok: false,
      rejection: { reason: 'unexpected', detail: 'acknowledgement' },
    });
    // a message of another procedure is none of this one
    expect(message('hold_notice', { request_id: file, number: 'N' })).toMatchObject({
      rejection: { reason: 'unknown_type' },
    });
  });

  test('names everything that is wrong with it', () => {
    const result = message('acknowledgement', { reference: '', officer: '' });
    expect(result.ok ? '' : result.rejection.detail.split('; ').sort()).toEqual(
      expect.arrayContaining(['complete: required', 'officer: schema_minLength', 'reference: schema_minLength']),
    );
  });
});

describe('an event of our own', () => {
  test('an expiry ends a preservation that nothing holds, and no other', () => {
    const preserved = stored('preservation.incoming', 'preserved', { expires_at: now });
    expect(decideInternal(preserved, 'clock.preservation_expiry', {}, now)).toMatchObject({
      state: 'expired',
      context: { records: { preservation_expiry: { by: 'clock', at: now } } },
    });
    const held = stored('preservation.incoming', 'held', { holds: [file] });
    expect(decideInternal(held, 'clock.preservation_expiry', {}, now)).toBeNull();
  });

  test('a body that the machine gives goes out instead of the event’s', () => {
    const opened = decideInternal(
      stored('preservation.incoming', 'held', { holds: [file], expires_at: now }),
      'linked.decided',
      { request_id: file, executed: false, grace_until: '2026-11-07T12:00:00.000Z' },
      now,
    );
    expect(opened?.effects).toContainEqual({
      type: 'send',
      params: { type: 'hold_end', body: { request_id: file, executed: false, expires_at: '2026-11-07T12:00:00.000Z' } },
    });
    expect(opened?.context.holds).toEqual([]);
  });
});

describe('where a file stands', () => {
  test('the ball', () => {
    expect(ballOf(stored('evidence.incoming', 'received'))).toBe('us');
    expect(ballOf(stored('evidence.outgoing', 'sent'))).toBe('them');
    expect(ballOf(stored('evidence.outgoing', 'refused'))).toBe('nobody');
    // an extension that was asked is the requested side's to answer, as long as nothing has ended it
    expect(ballOf(stored('preservation.incoming', 'preserved'))).toBe('them');
    expect(ballOf(stored('preservation.incoming', 'preserved', { extension_pending: true }))).toBe('us');
    expect(ballOf(stored('preservation.incoming', 'held', { extension_pending: true }))).toBe('us');
    expect(ballOf(stored('preservation.incoming', 'expired', { extension_pending: true }))).toBe('nobody');
    expect(ballOf(stored('preservation.outgoing', 'preserved'))).toBe('us');
    expect(ballOf(stored('preservation.outgoing', 'preserved', { extension_pending: true }))).toBe('them');
    expect(ballOf(stored('preservation.outgoing', 'preserved', { follow_ups: [file] }))).toBe('them');
    expect(ballOf(stored('preservation.outgoing', 'expired', { follow_ups: [file] }))).toBe('nobody');
    expect(ballOf(stored('preservation.outgoing', 'draft', { follow_ups: [file] }))).toBe('us');
  });

  test('the outcome, as the statistics count it', () => {
    const delivered = (complete: boolean, by: 'delivery' | 'deliver') => ({ records: { [by]: { complete } } });
    expect(outcomeOf(stored('evidence.outgoing', 'transmitted', delivered(true, 'delivery')))).toBe('executed_full');
    expect(outcomeOf(stored('evidence.outgoing', 'transmitted', delivered(false, 'delivery')))).toBe(
      'executed_partial',
    );
    expect(outcomeOf(stored('evidence.outgoing', 'received_by_req', delivered(true, 'delivery')))).toBe(
      'executed_full',
    );
    expect(outcomeOf(stored('evidence.incoming', 'transmitted', delivered(true, 'deliver')))).toBe('executed_full');
    expect(outcomeOf(stored('evidence.incoming', 'received_by_req', delivered(false, 'deliver')))).toBe(
      'executed_partial',
    );
    expect(outcomeOf(stored('evidence.outgoing', 'refused'))).toBe('refused');
    expect(outcomeOf(stored('preservation.incoming', 'expired'))).toBe('expired');
    expect(outcomeOf(stored('evidence.outgoing', 'discarded'))).toBeNull();
    expect(outcomeOf(stored('evidence.outgoing', 'accepted'))).toBeNull();
    expect(isDecided({ workflow: 'evidence.outgoing', state: 'transmitted' })).toBe(true);
    expect(isDecided({ workflow: 'evidence.outgoing', state: 'accepted' })).toBe(false);
    expect(() => isDecided({ workflow: 'evidence.outgoing', state: 'nowhere' })).toThrow('nowhere');
  });

  test('a new file starts where its machine does, with a memory of its own', () => {
    const first = initial('preservation.incoming');
    expect(first).toMatchObject({ workflow: 'preservation.incoming', version: '1', state: 'arriving' });
    (first.context.holds as string[]).push(file);
    expect(initial('preservation.incoming').context.holds).toEqual([]);
    const arrived = decideMessage(first, { type: 'request', body: requestBody('preservation'), from: 'BRA' }, now);
    expect(arrived).toMatchObject({ ok: true, state: 'received' });
    expect(possibleCommands(stored('preservation.incoming', 'received'))).toEqual(['acknowledge']);
  });
});

describe('a day', () => {
  test('ends in its last second where the requested State is', () => {
    expect(endOfDay('2026-12-07', 'America/Santiago')).toBe('2026-12-08T02:59:59.000Z');
    expect(endOfDay('2026-12-07', 'UTC')).toBe('2026-12-07T23:59:59.000Z');
    // the day on which Chile puts its clocks forward has 23 hours
    expect(endOfDay('2026-09-05', 'America/Santiago')).toBe('2026-09-06T03:59:59.000Z');
    expect(() => endOfDay('2026-13-07', 'UTC')).toThrow(RangeError);
  });

  test.each([
    ['postpone', 'review', 'acknowledged'],
    ['ask_clarification', 'reply_by', 'acknowledged'],
    ['accept', 'planned', 'acknowledged'],
  ])('%s: %s is today at the earliest, by the calendar of the requested State', (name, field, state) => {
    const row = stored('evidence.incoming', state);
    const late = '2026-10-09T02:30:00.000Z'; // still the 8th in Santiago
    expect(check(name, { [field]: '2026-10-08' }, row, {}, late).errors).toEqual([]);
    expect(check(name, { [field]: '2026-10-07' }, row, {}, late)).toEqual({
      payload: { [field]: '2026-10-07' },
      errors: [{ field, rule: 'date_in_past', source: policy }],
    });
    expect(check(name, {}, row).errors).toEqual([]);
  });
});

describe('a draft', () => {
  const draft = stored('preservation.outgoing', 'draft');

  test('is submitted complete', () => {
    expect(check('submit', {}, draft)).toEqual({ payload: {}, errors: [] });
  });

  test('is refused for what is missing, by field and article, and not for what is only doubtful', () => {
    const { form } = facts('preservation', 'outgoing');
    const { necessity: _, ...rest } = form;
    const { errors } = check('submit', {}, draft, { form: rest });
    expect(errors).toEqual([expect.objectContaining({ field: 'necessity', source: law('29(2)(e)') })]);
    expect(errors[0]).not.toHaveProperty('severity');
  });
});

describe('a refusal', () => {
  const row = stored('preservation.incoming', 'acknowledged');
  const refuse = (ground: string, bases: CaseFacts['bases'] = ['ETS185'], kind: Kind = 'preservation') =>
    check(
      'refuse',
      { ground, reasons: 'r' },
      kind === 'preservation' ? row : stored('evidence.incoming', 'acknowledged'),
      {
        bases,
      },
    );

  test('carries the basis and article of its ground', () => {
    expect(refuse('ESSENTIAL_INTERESTS')).toEqual({
      payload: { ground: 'ESSENTIAL_INTERESTS', reasons: 'r', basis: 'ETS185', article: '29(5)(b)' },
      errors: [],
    });
  });

  test('on a ground that the bases do not give is none', () => {
    expect(refuse('DOMESTIC_LAW').errors).toEqual([
      { field: 'ground', rule: 'ground_not_allowed', source: { instrument: 'ETS185', verified: true } },
    ]);
    expect(refuse('NO_SUCH', ['OAS-A55'], 'evidence').errors[0]?.source).toEqual({
      instrument: 'OAS-A55',
      verified: true,
    });
    expect(refuse('NO_SUCH', [], 'evidence').errors[0]?.source).toEqual(policy);
  });
});

describe('a preservation', () => {
  const row = stored('preservation.incoming', 'acknowledged');
  const confirm = (preserved_from: string, preserved_until: string, more: Partial<CaseFacts> = {}) =>
    check('confirm', { preserved_from, preserved_until }, row, more);

  test('lasts at least sixty days under Budapest 29(7), to the end of a day of the requested State', () => {
    expect(confirm('2026-10-08', '2026-12-07')).toEqual({
      payload: {
        preserved_from: '2026-10-08',
        preserved_until: '2026-12-07',
        expires_at: '2026-12-08T02:59:59.000Z',
      },
      errors: [],
    });
    expect(confirm('2026-10-08', '2026-12-06').errors).toEqual([
      {
        field: 'preserved_until',
        rule: 'preservation_too_short',
        source: law('29(7)'),
        params: { days: 59, minimum: 60 },
      },
    ]);
  });

  test('on another basis lasts a day at least, and is not over already', () => {
    const other: Partial<CaseFacts> = { bases: ['RECIPROCITY'] };
    expect(confirm('2026-10-08', '2026-10-09', other).errors).toEqual([]);
    expect(confirm('2026-10-08', '2026-10-08', other).errors).toEqual([
      { field: 'preserved_until', rule: 'preservation_too_short', source: policy, params: { days: 0, minimum: 1 } },
    ]);
    expect(confirm('2026-08-01', '2026-10-07').errors).toEqual([
      { field: 'preserved_until', rule: 'date_in_past', source: policy },
    ]);
    expect(confirm('2026-08-01', '2026-10-08').errors).toEqual([]);
  });

  test('is only ever extended', () => {
    const current = '2026-12-08T02:59:59.000Z';
    const preserved = stored('preservation.incoming', 'preserved', { expires_at: current, extension_pending: true });
    expect(check('grant_extension', { preserved_until: '2026-12-08' }, preserved)).toEqual({
      payload: { preserved_until: '2026-12-08', expires_at: '2026-12-09T02:59:59.000Z' },
      errors: [],
    });
    expect(check('grant_extension', { preserved_until: '2026-12-07' }, preserved).errors).toEqual([
      { field: 'preserved_until', rule: 'extension_not_later', source: policy, params: { current } },
    ]);
    const ours = stored('preservation.outgoing', 'preserved', { expires_at: current });
    expect(check('request_extension', { until: '2026-12-08', reason: 'r' }, ours)).toEqual({
      payload: { until: '2026-12-08', reason: 'r' },
      errors: [],
    });
    expect(check('request_extension', { until: '2026-12-07', reason: 'r' }, ours).errors).toEqual([
      { field: 'until', rule: 'extension_not_later', source: policy, params: { current } },
    ]);
  });
});

describe('a delivery', () => {
  const other = '00000000-0000-4000-8000-000000000002';
  const manifest = { id: file, name: 'f', sha256: 'a' };
  const row = stored('evidence.incoming', 'accepted', { deliveries: 2 });
  const deliver = (payload: Record<string, unknown>) =>
    check('deliver', { files: [file], final: true, complete: true, ...payload }, row, {
      deliverable: { [file]: manifest },
    });

  test('is numbered after the ones before and carries what its files are', () => {
    expect(deliver({}).payload).toMatchObject({ number: 3, manifest: [manifest] });
    expect(deliver({}).errors).toEqual([]);
  });

  test('holds only complete files of this case', () => {
    expect(deliver({ files: [file, other] }).errors).toEqual([
      { field: 'files', path: '1', rule: 'file_not_deliverable', source: policy },
    ]);
    expect(deliver({ files: [other] }).errors).toMatchObject([{ path: '0' }]);
    expect(check('deliver', { files: [file], final: true, complete: true }, row).errors).toMatchObject([{ path: '0' }]);
  });

  test('that is the last and not complete says what was not executed and why (27(7))', () => {
    expect(deliver({ complete: false }).errors).toEqual([
      { field: 'not_executed', rule: 'required', source: law('27(7)') },
    ]);
    expect(deliver({ complete: false, not_executed: 'Measure 2: no data held' }).errors).toEqual([]);
    expect(deliver({ complete: false, final: false }).errors).toEqual([]);
  });

  test('is confirmed only when every hash matches', () => {
    const received = stored('evidence.outgoing', 'transmitted');
    expect(check('confirm_receipt', { remark: 'r' }, received, { hashes_verified: true })).toEqual({
      payload: { remark: 'r', hashes_verified: true },
      errors: [],
    });
    const mismatch = [{ field: 'files', rule: 'hash_mismatch', source: { instrument: 'PRACTICE', verified: true } }];
    expect(check('confirm_receipt', {}, received, { hashes_verified: false }).errors).toEqual(mismatch);
    expect(check('confirm_receipt', {}, received).errors).toEqual(mismatch);
  });
});

test('a request lapses ninety days after a question that nobody answered, not before', () => {
  const asked = stored('evidence.incoming', 'info_requested', {
    records: { ask_clarification: { at: '2026-07-10T12:00:00.000Z', by: 'x' } },
  });
  expect(check('propose_lapse', { reason: 'r' }, asked)).toEqual({ payload: { reason: 'r' }, errors: [] });
  expect(check('propose_lapse', { reason: 'r' }, asked, {}, '2026-10-08T11:59:59.000Z').errors).toEqual([
    { field: 'reason', rule: 'lapse_too_early', source: policy, params: { days: 89, minimum: 90 } },
  ]);
});

test('a command without a rule of its own is taken as it is', () => {
  const row = stored('evidence.outgoing', 'ca_review');
  expect(check('approve', { note: 'n' }, row)).toEqual({ payload: { note: 'n' }, errors: [] });
});
