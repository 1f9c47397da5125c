import { describe, expect, test } from 'vitest';
import { isReturnMessage, type ReturnSide, returnCommands, returnMessages } from '../src/annual-return/commands.ts';
import {
  decideReturnCommand,
  decideReturnMessage,
  firstState,
  isEditable,
  possibleReturnCommands,
  type ReturnState,
  returnMachines,
  returnStates,
  returnVersion,
  type StoredReturn,
} from '../src/annual-return/decide.ts';
import type { ReturnContext } from '../src/annual-return/machine.ts';
import { run, schemaErrors } from '../src/decide.ts';
import { whole } from './example-return.ts';

const at = '2026-02-01T12:00:00.000Z';
const policy = { instrument: 'POLICY', verified: true };
/** Whatever is asked, the payload has it. */
const payload = { revision: 7, text: 'Por quê?', reason: 'Papel' };
const earlier = { prefill: { at: '2026-01-15T12:00:00.000Z', by: 'ana' } };
const stored = (side: ReturnSide, state: ReturnState, context: Partial<ReturnContext> = {}): StoredReturn => ({
  side,
  state,
  context: { records: earlier, revision: 4, before: null, ...context },
});

const send = (type: string) => ({ type: 'send', params: { type, body: payload } });
const tell = (role: string, key: string) => ({ type: 'notify', params: { roles: [role], key } });

type Before = ReturnContext['before'];
interface Step {
  side: ReturnSide;
  from: ReturnState;
  /** what the revision that stands was, where one is being worked over */
  before?: Before;
  event: string;
  to: ReturnState;
  effect?: object;
  revision?: number;
  /** and what it is from then on */
  after?: Before;
}
const ours = (from: ReturnState, event: string, to: ReturnState, more: Partial<Step> = {}): Step => ({
  side: 'reporting',
  from,
  event,
  to,
  ...more,
});
const theirs = (from: ReturnState, event: string, to: ReturnState, more: Partial<Step> = {}): Step => ({
  ...ours(from, event, to, more),
  side: 'receiving',
});
const standing = ['queried', 'accepted', 'published'] as const;
const sent = { effect: send('annual_return'), revision: 5, after: null };
const taken = (key: string) => ({ effect: tell('desk', key), revision: 7 });
const recorded = { revision: 5 };

/** Everything that can happen to a return. What is not here does not happen. */
const steps: Step[] = [
  ours('open', 'command.prefill', 'in_work'),
  ours('open', 'command.enter', 'in_work'),
  ours('open', 'command.import', 'in_work'),
  ...[null, ...standing].flatMap((before) => [
    ours('in_work', 'command.prefill', 'in_work', { before, after: before }),
    ours('in_work', 'command.enter', 'in_work', { before, after: before }),
    ours('in_work', 'command.import', 'in_work', { before, after: before }),
    ours('in_work', 'command.approve', 'sent', { before, ...sent }),
    // what stands was accepted: it is published while we work it over
    ours('in_work', 'message.return_publication', 'in_work', {
      before,
      after: before === 'accepted' ? 'published' : before,
    }),
  ]),
  ...standing.map((before) => ours('in_work', 'command.abandon', before, { before, after: null })),
  ours('sent', 'message.return_query', 'queried', { effect: tell('statistics', 'return_queried') }),
  ours('sent', 'message.return_acceptance', 'accepted', { effect: tell('statistics', 'return_accepted') }),
  ours('sent', 'message.return_publication', 'sent'),
  ours('queried', 'command.answer', 'sent', { effect: send('return_answer') }),
  ours('queried', 'command.correct', 'in_work', { after: 'queried' }),
  ours('queried', 'message.return_publication', 'queried'),
  ours('accepted', 'command.restate', 'in_work', { after: 'accepted' }),
  ours('accepted', 'message.return_publication', 'published', { effect: tell('statistics', 'return_published') }),
  ours('published', 'command.restate', 'in_work', { after: 'published' }),
  ours('published', 'message.return_publication', 'published'),

  theirs('awaited', 'message.annual_return', 'received', taken('return_received')),
  theirs('awaited', 'command.record', 'received', recorded),
  theirs('received', 'command.query', 'queried', { effect: send('return_query') }),
  theirs('received', 'command.accept', 'accepted', { effect: send('return_acceptance') }),
  theirs('queried', 'message.return_answer', 'received', { effect: tell('desk', 'return_answered') }),
  theirs('queried', 'message.annual_return', 'received', taken('return_received')),
  theirs('queried', 'command.record', 'received', recorded),
  theirs('accepted', 'command.publish', 'published', { effect: send('return_publication') }),
  theirs('accepted', 'message.annual_return', 'received', taken('return_restated')),
  theirs('accepted', 'command.record', 'received', recorded),
  theirs('published', 'message.annual_return', 'received', taken('return_restated')),
  theirs('published', 'command.record', 'received', recorded),
];
const statesOf = {
  reporting: { open: 'us', in_work: 'us', sent: 'them', queried: 'us', accepted: 'nobody', published: 'nobody' },
  receiving: { awaited: 'them', received: 'us', queried: 'them', accepted: 'us', published: 'nobody' },
} as const;
const sides = ['reporting', 'receiving'] as const;

describe('every step', () => {
  test.each(steps.map((step) => [step.side, step.from, step.before ?? null, step.event, step] as const))(
    '%s, %s (before: %s): %s',
    (side, from, before, event, { to, effect, revision = 4, after = null }) => {
      const name = event.replace(/^\w+\./, '');
      const done = run(
        returnMachines[side],
        { state: from, context: stored(side, from, { before }).context },
        { type: event, at, by: 'rui', payload },
      );
      expect(done).toEqual({
        state: to,
        context: { records: { ...earlier, [name]: { ...payload, at, by: 'rui' } }, revision, before: after },
        effects: effect ? [effect] : [],
      });
    },
  );

  test.each(sides)('%s: nothing else happens', (side) => {
    const events = [
      ...Object.keys(returnCommands[side]).map((name) => `command.${name}`),
      ...Object.keys(returnMessages[side]).map((type) => `message.${type}`),
    ];
    for (const state of Object.keys(statesOf[side]) as ReturnState[])
      for (const before of [null, ...standing])
        for (const type of events) {
          const can = steps.some(
            (step) =>
              step.side === side &&
              step.from === state &&
              step.event === type &&
              (state !== 'in_work' || step.before === before),
          );
          const done = run(returnMachines[side], stored(side, state, { before }), { type, at, by: 'rui', payload });
          expect([state, before, type, done !== null]).toEqual([state, before, type, can]);
        }
  });

  test.each(sides)('%s: whose turn it is', (side) => {
    const machine = returnMachines[side];
    expect([machine.id, machine.version]).toEqual([`annual_return.${side}`, '1']);
    expect(Object.fromEntries(Object.values(machine.states).map(({ key, tags }) => [key, tags.join()]))).toEqual(
      statesOf[side],
    );
  });
});

test('the states, in the order of the procedure', () => {
  expect(returnStates).toEqual(['open', 'awaited', 'in_work', 'sent', 'received', 'queried', 'accepted', 'published']);
  expect(returnVersion).toBe('1');
});

test('a return begins with nothing, each by itself', () => {
  const context = { records: {}, revision: 0, before: null };
  expect(firstState('reporting')).toEqual({ side: 'reporting', state: 'open', context });
  expect(firstState('receiving')).toEqual({ side: 'receiving', state: 'awaited', context });
  firstState('reporting').context.records.enter = { at, by: 'rui' };
  expect(firstState('reporting').context).toEqual(context);
  expect(firstState('receiving').context).toEqual(context);
});

test('figures are entered by the State, until it approves and while it works over what it sent', () => {
  const editable = sides.flatMap((side) =>
    returnStates.filter((state) => isEditable({ side, state })).map((state) => `${side} ${state}`),
  );
  expect(editable).toEqual(['reporting open', 'reporting in_work']);
});

describe('who does what', () => {
  test('the statistics officer the State’s part, the desk the Secretariat’s', () => {
    const rolesOf = (side: ReturnSide) =>
      Object.fromEntries(Object.entries(returnCommands[side]).map(([name, { roles }]) => [name, roles.join()]));
    expect(rolesOf('reporting')).toEqual({
      prefill: 'statistics',
      enter: 'statistics',
      import: 'statistics',
      approve: 'statistics',
      answer: 'statistics',
      correct: 'statistics',
      restate: 'statistics',
      abandon: 'statistics',
    });
    expect(rolesOf('receiving')).toEqual({ record: 'desk', query: 'desk', accept: 'desk', publish: 'desk' });
  });

  test('what is possible is what the state takes of what one of the roles may do', () => {
    const possible = (side: ReturnSide, state: ReturnState, roles?: string[]) =>
      possibleReturnCommands(stored(side, state), roles);
    for (const roles of [undefined, ['statistics'], ['drafter', 'statistics']]) {
      expect(possible('reporting', 'open', roles)).toEqual(['prefill', 'enter', 'import']);
      expect(possible('reporting', 'in_work', roles)).toEqual(['prefill', 'enter', 'import', 'approve']);
      expect(possible('reporting', 'queried', roles)).toEqual(['answer', 'correct']);
      expect(possible('reporting', 'sent', roles)).toEqual([]);
    }
    for (const roles of [[], ['desk'], ['admin', 'drafter']])
      expect(possible('reporting', 'in_work', roles)).toEqual([]);
    expect(possible('receiving', 'received', ['desk'])).toEqual(['query', 'accept']);
    expect(possible('receiving', 'accepted', ['desk'])).toEqual(['record', 'publish']);
    expect(possible('receiving', 'accepted', ['statistics'])).toEqual([]);
    expect(possibleReturnCommands(stored('reporting', 'in_work', { before: 'queried' }))).toContain('abandon');
  });
});

describe('a command', () => {
  const rui = { id: 'rui', roles: ['officer', 'statistics'] };
  const ana = { id: 'ana', roles: ['drafter'] };

  test('is refused by role before state, by state before words', () => {
    const queried = stored('reporting', 'queried');
    expect(decideReturnCommand(queried, 'approve', {}, ana, at)).toEqual({ ok: false, status: 403, code: 'role' });
    expect(decideReturnCommand(queried, 'approve', { more: 1 }, rui, at)).toEqual({
      ok: false,
      status: 409,
      code: 'state',
      state: 'queried',
      possible: ['answer', 'correct'],
    });
    expect(decideReturnCommand(queried, 'answer', {}, rui, at)).toEqual({
      ok: false,
      status: 422,
      code: 'invalid',
      errors: [{ field: 'text', rule: 'required' }],
    });
  });
  test.each(['lose', 'record', 'constructor', 'toString'])('%s is none of the State’s', (name) => {
    for (const [actor, possible] of [
      [rui, ['prefill', 'enter', 'import']],
      [ana, []],
    ] as const)
      expect(decideReturnCommand(stored('reporting', 'open'), name, {}, actor, at)).toEqual({
        ok: false,
        status: 409,
        code: 'state',
        state: 'open',
        possible,
      });
  });
  test('that a reason is asked for is the network’s own rule, and says so', () => {
    const reason = { field: 'reason', rule: 'return_reason', source: policy };
    for (const [state, name] of [
      ['queried', 'correct'],
      ['published', 'restate'],
    ] as const)
      for (const body of [{}, { reason: '' }, { reason: ' ' }]) {
        const done = decideReturnCommand(stored('reporting', state), name, body, rui, at);
        expect(done).toMatchObject({ ok: false, status: 422, code: 'invalid' });
        const said = new Set(('errors' in done ? done.errors : []).map((error) => JSON.stringify(error)));
        expect([...said].map((error) => JSON.parse(error))).toEqual([reason]);
      }
    expect(
      decideReturnCommand(stored('reporting', 'queried'), 'answer', { text: 'x', more: 1 }, rui, at),
    ).toMatchObject({ errors: [{ field: 'more', rule: 'unknown_field' }] });
  });
  test('is done by whom, when and with which words', () => {
    const text = { text: 'Foi a capital' };
    expect(decideReturnCommand(stored('reporting', 'queried'), 'answer', text, rui, at)).toEqual({
      ok: true,
      state: 'sent',
      context: { records: { ...earlier, answer: { ...text, at, by: 'rui' } }, revision: 4, before: null },
      effects: [{ type: 'send', params: { type: 'return_answer', body: text } }],
    });
  });
});

describe('a message', () => {
  const told = (state: ReturnState, type: string, body: object, side: ReturnSide = 'reporting') =>
    decideReturnMessage(stored(side, state), { type, body, from: 'OAS' }, at);

  test('is taken as it was said, by whom and when', () =>
    expect(told('sent', 'return_query', { text: 'Por quê?' })).toEqual({
      ok: true,
      state: 'queried',
      context: {
        records: { ...earlier, return_query: { text: 'Por quê?', at, by: 'OAS' } },
        revision: 4,
        before: null,
      },
      effects: [tell('statistics', 'return_queried')],
    }));
  test('of the other side, or of no return, is unexpected', () => {
    for (const type of ['annual_return', 'return_answer', 'request', 'constructor'])
      expect(told('sent', type, { text: 'x' })).toEqual({ ok: false, reason: 'unexpected', detail: type });
    expect(told('received', 'return_query', { text: 'x' }, 'receiving')).toEqual({
      ok: false,
      reason: 'unexpected',
      detail: 'return_query',
    });
  });
  test('that comes too early or too late is unexpected, if it is whole', () => {
    expect(told('accepted', 'return_query', { text: 'x' })).toEqual({
      ok: false,
      reason: 'unexpected',
      detail: 'return_query',
    });
    expect(told('accepted', 'return_query', {})).toEqual({
      ok: false,
      reason: 'malformed',
      detail: 'text: required',
    });
  });
  test('that opens the round finds no return: what is there is not opened again', () => {
    const opening = { year: 2025, due: '2026-03-31' };
    expect(told('open', 'round_opening', opening)).toMatchObject({ ok: false, reason: 'unexpected' });
  });
});

describe('what is said with it', () => {
  const problems = (side: ReturnSide, table: 'command' | 'message', name: string, body: unknown) => {
    const found =
      table === 'command'
        ? (returnCommands[side] as Record<string, { payload: Parameters<typeof schemaErrors>[0] }>)[name]?.payload
        : (returnMessages[side] as Record<string, Parameters<typeof schemaErrors>[0]>)[name];
    return schemaErrors(found as never, body).map(({ field, rule }) => `${field} ${rule}`);
  };
  const annual = { year: 2025, revision: 2, reason: 'Papel', content: whole(), signature: 'e30' };
  // biome-ignore format: a table, one command or message per line
  const bodies: [ReturnSide, 'command' | 'message', string, Record<string, unknown>, optional?: string[]][] = [
    ['reporting', 'command', 'prefill', {}],
    ['reporting', 'command', 'enter', {}],
    ['reporting', 'command', 'import', {}],
    ['reporting', 'command', 'approve', {}],
    ['reporting', 'command', 'answer', { text: 'Papel' }],
    ['reporting', 'command', 'correct', { reason: 'Papel' }],
    ['reporting', 'command', 'restate', { reason: 'Papel' }],
    ['reporting', 'command', 'abandon', {}],
    ['receiving', 'command', 'record', { reason: 'Papel' }, ['reason']],
    ['receiving', 'command', 'query', { text: 'Papel' }],
    ['receiving', 'command', 'accept', {}],
    ['receiving', 'command', 'publish', {}],
    ['reporting', 'message', 'round_opening', { year: 2025, due: '2026-03-31' }],
    ['reporting', 'message', 'return_query', { text: 'Papel' }],
    ['reporting', 'message', 'return_acceptance', { revision: 2 }],
    ['reporting', 'message', 'return_publication', { revision: 2 }],
    ['receiving', 'message', 'annual_return', annual],
    ['receiving', 'message', 'return_answer', { text: 'Papel' }],
  ];
  test.each(bodies)('%s, %s %s: all of it, and nothing else', (side, table, name, body, optional = []) => {
    expect(problems(side, table, name, body)).toEqual([]);
    expect(problems(side, table, name, { ...body, more: 1 })).toEqual(['more unknown_field']);
    for (const field of Object.keys(body)) {
      const { [field]: _, ...rest } = body;
      expect(problems(side, table, name, rest)).toEqual(optional.includes(field) ? [] : [`${field} required`]);
    }
  });
  test('is every command and every message there is', () => {
    const names = (table: 'command' | 'message', all: Record<ReturnSide, object>) =>
      sides.map((side) => [
        Object.keys(all[side]),
        bodies.filter((one) => one[0] === side && one[1] === table).map(([, , name]) => name),
      ]);
    for (const [all, tried] of [...names('command', returnCommands), ...names('message', returnMessages)])
      expect(tried).toEqual(all);
  });

  // biome-ignore format: a table, one field per line
  test.each<[field: string, ReturnSide, 'command' | 'message', string, object, right: unknown[], wrong: unknown[]]>([
    ['text', 'reporting', 'command', 'answer', {}, ['.', 'x'.repeat(2000)], ['', ' \n', 'x'.repeat(2001), null]],
    ['reason', 'receiving', 'command', 'record', {}, ['Papel', 'x'.repeat(2000)], ['', ' ', 'x'.repeat(2001)]],
    ['revision', 'reporting', 'message', 'return_acceptance', {}, [1, 1000], [0, 1001, 1.5, '1']],
    ['year', 'reporting', 'message', 'round_opening', { due: '2026-03-31' }, [2000, 2199], [1999, 2200, 2025.5]],
    ['due', 'reporting', 'message', 'round_opening', { year: 2025 }, ['2026-03-31'], ['31/03/2026', '2026-02-30', '', 'soon']],
    ['year', 'receiving', 'message', 'annual_return', annual, [2000, 2199], [1999, 2200]],
    ['revision', 'receiving', 'message', 'annual_return', annual, [1, 1000], [0, 1001]],
    ['reason', 'receiving', 'message', 'annual_return', annual, [null, 'Papel'], ['', ' ', 'x'.repeat(2001)]],
    ['signature', 'receiving', 'message', 'annual_return', annual, ['', 'x'.repeat(4000)], ['x'.repeat(4001), null]],
  ])('%s (%s, %s %s)', (field, side, table, name, more, right, wrong) => {
    for (const value of right) expect([value, problems(side, table, name, { ...more, [field]: value })]).toEqual([value, []]);
    for (const value of wrong) expect(problems(side, table, name, { ...more, [field]: value })[0]).toMatch(`${field} `);
  });
  test('the content is what `Content` says', () => {
    const strange = { ...annual, content: { ...whole(), version: 2 } };
    expect(problems('receiving', 'message', 'annual_return', strange)).toEqual(['content.version schema_const']);
  });
});

test('a message is about a return or about something else', () => {
  const types = [
    'round_opening',
    'return_query',
    'return_acceptance',
    'return_publication',
    'annual_return',
    'return_answer',
  ];
  expect(types.filter(isReturnMessage)).toEqual(types);
  expect(['request', 'reporting', 'receiving', 'return', ''].filter(isReturnMessage)).toEqual([]);
});
