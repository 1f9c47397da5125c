import { describe, expect, test } from 'vitest';
import { assign, setup } from 'xstate';
import { initial, run, step } from '../src/decide.ts';
import { effects } from '../src/effects.ts';

const event = (type: string, payload: Record<string, unknown> = {}) => ({
  type,
  at: '2026-10-08T12:00:00.000Z',
  by: 'x',
  payload,
});

/** A machine that is none of a file's: a door that is knocked at. */
const door = setup({
  types: { context: {} as { knocks: number }, events: {} as ReturnType<typeof event> },
  actions: { ...effects, knock: assign({ knocks: ({ context }) => context.knocks + 1 }) },
}).createMachine({
  context: { knocks: 0 },
  initial: 'shut',
  states: {
    shut: {
      on: {
        'command.knock': { actions: 'knock' },
        'command.open': {
          target: 'open',
          guard: ({ context }) => context.knocks > 1,
          actions: [
            { type: 'send', params: { type: 'acknowledgement' } },
            { type: 'send', params: { type: 'status', body: { own: true } } },
            { type: 'start', params: { kind: 'review_draft' } },
          ],
        },
      },
    },
    open: {},
  },
});

describe('one event through a machine', () => {
  test('gives the next state and its memory, and leaves what was stored as it is', () => {
    const stored = { state: 'shut', context: { knocks: 1 } };
    expect(run(door, stored, event('command.knock'))).toEqual({ state: 'shut', context: { knocks: 2 }, effects: [] });
    expect(stored).toEqual({ state: 'shut', context: { knocks: 1 } });
  });

  test('sends the words of the event, unless the machine has its own, and asks for the other effects as they are', () => {
    const opened = run(door, { state: 'shut', context: { knocks: 2 } }, event('command.open', { complete: true }));
    expect(opened).toEqual({
      state: 'open',
      context: { knocks: 2 },
      effects: [
        { type: 'send', params: { type: 'acknowledgement', body: { complete: true } } },
        { type: 'send', params: { type: 'status', body: { own: true } } },
        { type: 'start', params: { kind: 'review_draft' } },
      ],
    });
  });

  test.each([
    ['the state does not know it', 'open', 2, 'command.open'],
    ['no state knows it', 'shut', 2, 'command.lock'],
    ['the memory forbids it', 'shut', 1, 'command.open'],
  ])('is nothing where %s', (_, state, knocks, type) => {
    expect(run(door, { state, context: { knocks } }, event(type))).toBeNull();
  });

  test('of a file goes through the machine of its workflow', () => {
    expect(step(initial('evidence.outgoing'), event('command.submit'))?.state).toBe('ca_review');
    expect(step(initial('evidence.incoming'), event('command.submit'))).toBeNull();
  });
});
