import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { type AnyStateMachine, transition } from 'xstate';
import { commands, primaryCommands } from '../src/commands.ts';
import { initial, machines, outcomeOf, owedOf, type Stored, type Workflow } from '../src/decide.ts';
import { type Effect, effects } from '../src/effects.ts';
import { carriesForm, incomingMessages } from '../src/messages.ts';
import type { Obligation } from '../src/obligations.ts';
import { requestBody, samples } from '../src/protocol.ts';
import type { Direction, Kind, RequestKind } from '../src/types.ts';
import { shapeOf } from './shape.ts';

const workflows = Object.keys(machines) as Workflow[];
const id = '00000000-0000-4000-8000-000000000001';
const other = '00000000-0000-4000-8000-000000000002';
const later = '2027-03-08T02:59:59.000Z';
const at = '2026-10-08T12:00:00.000Z';

interface Event {
  type: string;
  at: string;
  by: string;
  payload: Record<string, unknown>;
}
interface Transition {
  actions: unknown;
  target?: { key: string }[];
}
interface Snapshot {
  value: string;
  context: Record<string, unknown>;
  machine: AnyStateMachine;
  can(event: Event): boolean;
}

/** Every event a file can see, in every way its payload can turn. */
function eventsOf(workflow: Workflow): Event[] {
  const [kind] = workflow.split('.') as [Kind, Direction];
  const event = (type: string, payload: Record<string, unknown>): Event => ({ type, at, by: 'x', payload });
  const given = Object.entries(samples[workflow]).flatMap(([name, list]) =>
    list.map(({ payload }) => event(`command.${name}`, payload)),
  );
  const told = Object.keys(incomingMessages[workflow]).flatMap((type) =>
    carriesForm(type) && type !== 'written_confirmation'
      ? [
          event(`message.${type}`, requestBody(kind)),
          ...(type === 'request'
            ? [event('message.request', { ...requestBody(kind), emergency: { danger: 'd' } })]
            : []),
        ]
      : [
          event(`message.${type}`, {
            final: true,
            complete: true,
            accepted: true,
            granted: true,
            executed: true,
            held: true,
            request_id: id,
            expires_at: later,
            state: 'held',
            number: 1,
            subjects: ['use'],
            conditions: 'c',
            to_return: 'o',
            obligation: 'return',
          }),
          event(`message.${type}`, {
            final: false,
            complete: false,
            accepted: false,
            granted: false,
            executed: false,
            held: false,
            request_id: id,
            expires_at: later,
            state: 'held',
            subjects: ['use'],
            conditions: 'c',
          }),
          event(`message.${type}`, {
            final: true,
            complete: false,
            accepted: false,
            state: 'ended',
            request_id: id,
            expires_at: later,
            subjects: ['use'],
            conditions: 'c',
          }),
        ],
  );
  const links = [id, other].flatMap((request_id) => [
    event('linked.hold', { request_id, number: 'N' }),
    event('linked.follow_up', { request_id, number: 'N' }),
    event('linked.decided', { request_id, executed: true }),
    event('linked.decided', { request_id, executed: false, grace_until: later }),
    event('linked.decided', { request_id, executed: false, grace_until: later, release: true }),
  ]);
  return [...given, ...told, ...links, event('clock.preservation_expiry', {})];
}

const serialise = ({ value, context }: Snapshot) => shapeOf(value, context);

/** Transitions as the machine file lists them: one for each guarded alternative of a state or of the whole machine. */
function transitionsOf(machine: AnyStateMachine): Set<Transition> {
  const nodes = [machine.root, ...Object.values(machine.root.states)];
  return new Set(nodes.flatMap((node) => [...node.transitions.values()].flat()) as unknown as Transition[]);
}

interface Step {
  from: Snapshot;
  event: Event;
  to: Snapshot;
  effects: Effect[];
  taken: Transition | undefined;
}

/** Every step of the graph that all events generate, with the transition that was taken and the effects it asked for. */
function stepsOf(workflow: Workflow): Step[] {
  const machine = machines[workflow] as unknown as AnyStateMachine;
  const events = eventsOf(workflow);
  const first = machine.resolveState({
    value: initial(workflow).state,
    context: structuredClone(machine.config.context),
  }) as unknown as Snapshot;
  const seen = new Set([serialise(first)]);
  const open = [first];
  const steps: Step[] = [];
  for (let from = open.shift(); from; from = open.shift()) {
    for (const event of events) {
      const [taken] = (
        machine as never as { getTransitionData(s: unknown, e: unknown): Transition[] | undefined }
      ).getTransitionData(from, event) ?? [undefined];
      if (!taken) continue;
      const [next, actions] = transition(machine, from as never, event as never);
      const to = next as unknown as Snapshot;
      steps.push({
        from,
        event,
        to,
        effects: (actions as unknown as Effect[]).map(({ type, params }) => ({ type, params }) as Effect),
        taken,
      });
      const key = serialise(to);
      if (seen.has(key)) continue;
      seen.add(key);
      open.push(to);
    }
  }
  return steps;
}

const cache = new Map<Workflow, Step[]>();
function steps(workflow: Workflow): Step[] {
  const known = cache.get(workflow) ?? stepsOf(workflow);
  cache.set(workflow, known);
  return known;
}

const decided = ({ machine, value }: Snapshot) => machine.root.states[value]?.tags.includes('decided') === true;
const sends = ({ effects }: Step) => effects.flatMap((effect) => (effect.type === 'send' ? [effect.params.type] : []));

describe.each(workflows)('%s', (workflow) => {
  const machine = machines[workflow] as unknown as AnyStateMachine;

  test('goes by the name that stored rows give it', () => {
    expect(machine.id).toBe(workflow);
  });

  test('every state and every transition is reached by a generated path', () => {
    const configurations = new Map(steps(workflow).flatMap(({ from, to }) => [from, to].map((s) => [serialise(s), s])));
    const reached = new Set([...configurations.values()].map(({ value }) => value));
    const all = Object.keys(machine.root.states);
    const transitions = transitionsOf(machine);
    const taken = new Set(steps(workflow).map((step) => step.taken));
    const missed = [...transitions].filter((one) => !taken.has(one));
    console.log(
      `${workflow}: states ${reached.size} of ${all.length}, transitions ${transitions.size - missed.length} of ${transitions.size},`,
      `${configurations.size} configurations, ${steps(workflow).length} steps`,
    );
    expect([...reached].sort()).toEqual(all.sort());
    expect(missed.map((one) => ({ to: one.target?.[0]?.key, actions: one.actions }))).toEqual([]);
  });

  test('every command and every message is used, and nothing else', () => {
    const [kind, direction] = workflow.split('.') as [Kind, Direction];
    const used = new Set(steps(workflow).map(({ event }) => event.type));
    const of = (origin: string) =>
      [...used].filter((type) => type.startsWith(origin)).map((type) => type.slice(origin.length));
    expect(of('command.').sort()).toEqual(Object.keys(commands[kind][direction]).sort());
    expect(of('message.').sort()).toEqual(Object.keys(incomingMessages[workflow]).sort());
    expect(Object.keys(samples[workflow]).sort()).toEqual(Object.keys(commands[kind][direction]).sort());
  });

  test('every message sent is one that the other file knows', () => {
    const [kind, direction] = workflow.split('.') as [Kind, Direction];
    const mirror: Workflow = `${kind}.${direction === 'outgoing' ? 'incoming' : 'outgoing'}`;
    const sent = new Set(steps(workflow).flatMap(sends));
    expect([...sent].sort()).toEqual(Object.keys(incomingMessages[mirror]).sort());
  });

  test('every state says who has the ball, and a closed file takes no command but what outlives it', () => {
    const afterwards = [
      'confirm_in_writing',
      'ask_wider_use',
      'answer_wider_use',
      'ask_use_report',
      'report_use',
      'report_outcome',
      'discharge',
      'waive',
    ];
    for (const [name, { tags }] of Object.entries(machine.root.states)) {
      if (name === 'arriving') continue;
      expect(['us', 'them', 'nobody'].filter((tag) => tags.includes(tag))).toHaveLength(1);
      if (!tags.includes('nobody')) continue;
      expect(tags).toContain('decided');
      const given = steps(workflow)
        .filter(({ from, event }) => from.value === name && event.type.startsWith('command.'))
        .map(({ event }) => event.type.slice('command.'.length));
      expect(given.filter((command) => !afterwards.includes(command))).toEqual([]);
    }
  });

  test('a decided file never changes its outcome, but for a disputed delivery', () => {
    const row = ({ value, context }: Snapshot): Stored => ({ workflow, version: '1', state: value, context });
    for (const step of steps(workflow)) {
      if (
        !decided(step.from) ||
        step.event.type.endsWith('dispute_delivery') ||
        step.event.type.endsWith('delivery_dispute')
      ) {
        continue;
      }
      expect(decided(step.to)).toBe(true);
      expect(outcomeOf(row(step.to))).toBe(outcomeOf(row(step.from)));
    }
  });

  test('a decision stops every clock', () => {
    for (const step of steps(workflow)) {
      if (decided(step.from) || !decided(step.to) || step.from.value === 'arriving') continue;
      const stops = step.effects.filter(({ type }) => type === 'stop').map(({ params }) => params);
      expect(stops, `${step.from.value} ${step.event.type}`).toContainEqual({ kinds: 'all' });
    }
  });

  test('effects are plain data the engine knows', () => {
    const plain = (value: unknown) => isDeepStrictEqual(JSON.parse(JSON.stringify(value)), value);
    const seen = new Map(steps(workflow).flatMap((step) => step.effects.map((e) => [JSON.stringify(e), e] as const)));
    for (const { type, params } of seen.values()) {
      expect(Object.keys(effects)).toContain(type);
      // what is undefined is not said
      expect(plain(Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined)))).toBe(true);
    }
    expect(steps(workflow).filter(({ to }) => !plain(to.context))).toEqual([]);
  });

  test('the one next action of a state is a command it takes', () => {
    for (const [state, name] of Object.entries(primaryCommands[workflow] ?? {})) {
      expect(steps(workflow).some(({ from, event }) => from.value === state && event.type === `command.${name}`)).toBe(
        true,
      );
    }
  });

  test('a new file starts in the first state', () => {
    expect(initial(workflow).state).toBe((machine.config as { initial: string }).initial);
  });
});

test('an emergency opens a file as any other request does: with a clock, officers who are told, and what it holds', () => {
  for (const workflow of ['evidence.incoming', 'preservation.incoming'] as const) {
    const opened = steps(workflow).filter(({ from, to }) => from.value === 'arriving' && to.value !== 'arriving');
    expect(new Set(opened.map(({ taken }) => taken)).size, workflow).toBeGreaterThan(1);
    for (const { effects } of opened)
      expect(effects.map(({ type }) => type)).toEqual(expect.arrayContaining(['start', 'notify']));
    const [asks] = workflow.split('.');
    for (const { effects } of opened)
      expect(effects).toContainEqual({ type: 'start', params: { kind: `${asks}_acknowledge` } });
  }
});

test('who acted on a spoken request hears that it came in writing, and its clock stops', () => {
  for (const workflow of ['evidence.incoming', 'preservation.incoming'] as const) {
    const owed = steps(workflow).filter(
      ({ event, from }) =>
        event.type === 'message.written_confirmation' && (from.context as { unconfirmed?: boolean }).unconfirmed,
    );
    expect(owed.length, workflow).toBeGreaterThan(0);
    for (const { effects } of owed) {
      expect(effects).toContainEqual({ type: 'stop', params: { kinds: ['written_confirmation'] } });
      expect(effects).toContainEqual({
        type: 'notify',
        params: { roles: ['officer', 'duty'], key: 'confirmed_in_writing' },
      });
    }
  }
});

describe('the answer owed that no state speaks of', () => {
  const of = (workflow: Workflow, state: string, context: object) =>
    owedOf({ ...initial(workflow), state, context: { ...initial(workflow).context, ...context } });

  test('by us who asked: the request in writing, whether to go on after a warning; theirs: wider use', () => {
    expect(of('evidence.outgoing', 'sent', { unconfirmed: true })).toEqual({ what: 'written_confirmation', by: 'us' });
    expect(of('evidence.outgoing', 'accepted', { warned: true })).toEqual({ what: 'warning', by: 'us' });
    expect(of('evidence.outgoing', 'refused', { warned: true })).toBeNull();
    expect(of('preservation.outgoing', 'releasing', { warned: true })).toBeNull();
    expect(of('evidence.outgoing', 'transmitted', { use_asked: true })).toEqual({ what: 'use', by: 'them' });
    expect(of('evidence.outgoing', 'sent', {})).toBeNull();
  });

  test('by us who were asked: wider use, then the status of what is open; theirs after the end: the request in writing', () => {
    expect(of('evidence.incoming', 'transmitted', { use_asked: true })).toEqual({ what: 'use', by: 'us' });
    expect(of('evidence.incoming', 'accepted', { status_asked: true })).toEqual({ what: 'status', by: 'us' });
    expect(of('evidence.incoming', 'refused', { status_asked: true })).toBeNull();
    expect(of('evidence.incoming', 'refused', { unconfirmed: true })).toEqual({
      what: 'written_confirmation',
      by: 'them',
    });
    expect(of('evidence.incoming', 'accepted', { unconfirmed: true })).toBeNull();
  });
});

describe('the law of the procedure (domain.md §4)', () => {
  const decisions = ['refused', 'returned', 'lapsed', 'impossible', 'expired', 'consumed', 'transmitted'];
  const changes = (workflow: Workflow) => steps(workflow).filter(({ from, to }) => from.value !== to.value);

  test('only the requested side decides: what we asked for is decided by a message', () => {
    for (const workflow of ['evidence.outgoing', 'preservation.outgoing'] as const) {
      for (const { event, to, from } of changes(workflow)) {
        if (decisions.includes(to.value)) expect(event.type, `${from.value} → ${to.value}`).toMatch(/^message\./);
      }
    }
    for (const workflow of ['evidence.incoming', 'preservation.incoming'] as const) {
      for (const { event, to } of changes(workflow)) {
        // a lapse needs their answer, an expiry the clock, a consumption the decision on the linked request
        if (['lapsed', 'expired', 'consumed'].includes(to.value)) continue;
        if (decisions.includes(to.value)) expect(event.type).toMatch(/^command\./);
      }
    }
  });

  test('only the requesting side withdraws, releases and confirms receipt', () => {
    for (const workflow of ['evidence.incoming', 'preservation.incoming'] as const) {
      for (const { event, to } of changes(workflow)) {
        if (!['withdrawn', 'released', 'received_by_req'].includes(to.value)) continue;
        // Their withdrawal of the request that held the data reaches the preservation through our own files.
        if (event.type === 'linked.decided') expect(event.payload.release).toBe(true);
        else expect(event.type).toMatch(/^message\./);
      }
    }
  });

  test('nothing leaves before it is approved but an emergency, which then owes approval in writing', () => {
    for (const workflow of ['evidence.outgoing', 'preservation.outgoing'] as const) {
      for (const step of steps(workflow).filter((one) => sends(one).includes('request'))) {
        if (step.from.value === 'approved') expect(step.to.context['unconfirmed']).toBe(false);
        else {
          expect(step.event.type).toBe('command.transmit_emergency');
          expect(step.to.context['unconfirmed']).toBe(true);
        }
      }
      const early = steps(workflow).filter(
        ({ from, event }) => ['draft', 'ca_review'].includes(from.value) && event.type.startsWith('command.'),
      );
      expect(new Set(early.flatMap(sends))).toEqual(new Set(['request']));
      expect(commands[workflow.split('.')[0] as RequestKind].outgoing.confirm_in_writing.fourEyes).toBe(true);
    }
  });

  test('information leaves only approved; a question that commits nobody leaves at once', () => {
    const left = (workflow: Workflow) =>
      new Set(
        steps(workflow).flatMap((step) =>
          step.event.type.startsWith('command.') && sends(step).some(carriesForm) ? [step.from.value] : [],
        ),
      );
    expect(left('information.outgoing')).toEqual(new Set(['approved']));
    expect(left('consultation.outgoing')).toEqual(new Set(['draft']));
  });

  test('what was asked is replaced only by the writing that an emergency owes', () => {
    for (const workflow of ['evidence.incoming', 'preservation.incoming'] as const) {
      const written = steps(workflow).filter(({ event }) => event.type === 'message.written_confirmation');
      expect(written.length).toBeGreaterThan(0);
      for (const { from, to } of written)
        expect([from.context['unconfirmed'], to.context['unconfirmed']]).toEqual([true, false]);
    }
  });

  test('a condition binds only when the requesting State accepts it', () => {
    const bound = ({ context }: Snapshot) =>
      (context['obligations'] as Obligation[]).filter(({ kind }) => kind === 'condition').length;
    for (const workflow of ['evidence.outgoing', 'evidence.incoming'] as const) {
      for (const { from, event, to } of steps(workflow)) {
        if (bound(to) === bound(from)) continue;
        if (workflow === 'evidence.outgoing') expect(event.type).toBe('command.accept_conditions');
        else expect([event.type, event.payload.accepted]).toEqual(['message.conditions_answer', true]);
      }
    }
  });

  test('an answer of ours is told to the other side: every change by command in a sent request sends a message', () => {
    const silent = ['draft', 'ca_review', 'approved'];
    for (const workflow of workflows) {
      for (const step of changes(workflow)) {
        if (!step.event.type.startsWith('command.') || silent.includes(step.from.value)) continue;
        if (step.event.type === 'command.order') continue; // between us and the provider
        expect(sends(step), `${workflow} ${step.from.value} ${step.event.type}`).toHaveLength(1);
      }
    }
  });

  test('the content of information leaves once its conditions are accepted, and never before (Budapest 26(2))', () => {
    const content = steps('information.outgoing').filter((step) => sends(step).includes('information'));
    for (const { from, event } of content) {
      if (from.context['conditional'] === true) expect(event.type).toBe('message.offer_acceptance');
      else expect(event.type).toBe('command.transmit');
    }
    expect(new Set(content.map(({ from }) => from.value))).toEqual(new Set(['approved', 'offered', 'withdrawing']));
  });

  test('only the receiving State accepts or declines conditions, and only it is asked', () => {
    for (const { event, to } of changes('information.outgoing')) {
      if (to.value === 'declined') expect(event.type).toBe('message.offer_refusal');
    }
    for (const { event, to, from } of changes('information.incoming')) {
      if (to.value === 'awaited') expect([from.value, event.type]).toEqual(['offered', 'command.accept_offer']);
      if (to.value === 'withdrawn') expect(event.type).toBe('message.withdrawal');
    }
  });

  test('preservation expiry is never suspended, and runs in no file that is held', () => {
    for (const workflow of workflows) {
      for (const step of steps(workflow)) {
        for (const effect of step.effects) {
          if (effect.type === 'suspend') expect(effect.params.kinds).not.toContain('preservation_expiry');
        }
      }
    }
    const holds = (snapshot: Snapshot) => snapshot.context['holds'] as string[];
    for (const { from, event, to } of steps('preservation.incoming')) {
      if (event.type === 'clock.preservation_expiry') expect(holds(from)).toEqual([]);
      if (to.value === 'held') expect(holds(to).length).toBeGreaterThan(0);
      if (from.value === 'held' && event.type === 'message.release') expect(to.value).toBe('held');
    }
  });

  test('no expiry date moves but by a confirmation, an extension, or the end of a hold', () => {
    for (const { from, event, to } of steps('preservation.incoming')) {
      if (from.context['expires_at'] === to.context['expires_at']) continue;
      expect(['command.confirm', 'command.grant_extension', 'linked.decided']).toContain(event.type);
    }
  });

  test('while information is awaited the performer’s clocks stand still, and run again afterwards', () => {
    for (const workflow of ['evidence.outgoing', 'evidence.incoming'] as const) {
      for (const step of changes(workflow)) {
        const kinds = step.effects.map(({ type }) => type);
        const asks = ['info_requested', 'consulting', 'conditions_open', 'warned'];
        if (asks.includes(step.to.value)) expect(kinds).toContain('suspend');
        if (asks.includes(step.from.value) && !decided(step.to)) expect(kinds).toContain('resume');
      }
    }
  });
});
