import { describe, expect, test } from 'vitest';
import { type AnyStateMachine, createMachine } from 'xstate';
import { machines, type Workflow } from '../src/decide.ts';
import { type Exploration, explore, type Options, variants } from '../src/protocol.ts';
import { kinds } from '../src/types.ts';

/** The same machine with a fault: `breakIt` gets a copy of its configuration. */
function faulty(
  workflow: Workflow,
  // biome-ignore lint/suspicious/noExplicitAny: a configuration is edited as plain data
  breakIt: (config: { on: any; states: Record<string, { on: any }> }) => void,
): Options {
  const machine = machines[workflow] as unknown as AnyStateMachine;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  const config = copy(machine.config) as any;
  breakIt(config);
  return { machines: { [workflow]: createMachine(config, machine.implementations as never) } };
}

/** A deep copy that keeps functions: some parameters are computed. */
function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copy);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copy(inner)]));
}

const kindsFound = ({ findings }: Exploration) => new Set(findings.map(({ property }) => property));

describe('two files over a channel that delays', () => {
  const explored = new Map<string, Exploration>();
  const all = kinds.flatMap((kind) =>
    Object.entries(variants[kind]).map(([variant, bounds]) => ({ kind, variant, bounds })),
  );

  test.each(all)('$kind, $variant: no deadlock, no unexpected reception, one picture at rest, one outcome', (one) => {
    const exploration = explore(one.kind, { bounds: one.bounds });
    explored.set(`${one.kind} ${one.variant}`, exploration);
    console.log(
      `${one.kind} ${one.variant}: states explored ${exploration.states}, steps ${exploration.steps},`,
      `longest queue ${exploration.queue}, ends ${JSON.stringify(exploration.ends)}`,
    );
    expect(exploration.findings).toEqual([]);
  });

  test('every outcome is reached in both files', () => {
    const ends = (kind: 'evidence' | 'preservation') => Object.keys(explored.get(`${kind} core`)?.ends ?? {}).sort();
    expect(ends('evidence')).toEqual([
      'executed_full',
      'executed_partial',
      'lapsed',
      'refused',
      'returned',
      'withdrawn',
    ]);
    expect(ends('preservation')).toEqual(['consumed', 'expired', 'impossible', 'refused', 'released']);
  });
});

describe('a planted fault is found', () => {
  const small = { bounds: { refer: 0, postpone: 1, part: 1, dispute: 0, clarify: 1, withdraw: 1 } };

  test('a withdrawal that arrives during execution is forgotten', () => {
    const options = faulty('evidence.incoming', ({ states }) => {
      delete states['accepted']?.on['message.withdrawal'];
    });
    const exploration = explore('evidence', { ...options, ...small });
    expect(kindsFound(exploration)).toContain('question_lost');
    expect(exploration.findings[0]?.trace).toContain('they receive withdrawal');
  });

  test('an answer is not taken', () => {
    const options = faulty('evidence.outgoing', ({ on }) => {
      delete on['message.withdrawal_answer'];
    });
    expect(kindsFound(explore('evidence', { ...options, ...small }))).toContain('unexpected_reception');
  });

  test('a refusal that crosses our answer is not taken', () => {
    const options = faulty('evidence.outgoing', ({ states }) => {
      delete states['partial']?.on['message.refusal'];
    });
    const { findings } = explore('evidence', { ...options, ...small });
    expect(findings[0]).toMatchObject({
      property: 'unexpected_reception',
      detail: 'message.refusal in evidence.outgoing partial',
    });
  });

  test('execution has no way out', () => {
    const options = faulty('evidence.incoming', ({ states }) => {
      delete states['partial']?.on['command.deliver'];
      delete states['partial']?.on['command.ask_clarification'];
      delete states['partial']?.on['message.withdrawal'];
    });
    const found = kindsFound(explore('evidence', { ...options, ...small }));
    expect([...found].some((property) => property === 'deadlock' || property === 'question_lost')).toBe(true);
  });

  test('a hold does not stop the clock', () => {
    const options = faulty('preservation.incoming', ({ states }) => {
      delete states['preserved']?.on['linked.hold'];
    });
    expect(kindsFound(explore('preservation', options))).toContain('hold_broken');
  });

  test('an extension is granted and its new date is not remembered', () => {
    const options = faulty('preservation.outgoing', ({ states }) => {
      const [granted] = states['preserved']?.on['message.extension_answer'] ?? [];
      granted.actions = granted.actions.filter((action: unknown) => action !== 'setExpiry');
    });
    expect(kindsFound(explore('preservation', options))).toContain('different_expiry');
  });

  test('an answer is taken for that of an earlier consultation', () => {
    const options = faulty('evidence.incoming', ({ states }) => {
      const [, ...rest] = states['consulting']?.on['message.consultation_answer'] ?? [];
      (states['consulting'] as { on: Record<string, unknown> }).on['message.consultation_answer'] = rest;
    });
    const { findings } = explore('evidence', { ...options, bounds: variants.evidence.conditions ?? {} });
    expect(findings.map(({ property }) => property)).toContain('different_states');
  });

  test('conditions that were accepted while the request was refused are forgotten', () => {
    const options = faulty('evidence.incoming', ({ on }) => {
      on['message.conditions_answer'] = { actions: 'remember' };
    });
    const { findings } = explore('evidence', { ...options, bounds: variants.evidence.conditions ?? {} });
    expect(findings.map(({ property }) => property)).toContain('different_memory');
  });

  test('what is confirmed in writing is not remembered as confirmed', () => {
    const options = faulty('preservation.incoming', ({ on }) => {
      on['message.written_confirmation'].actions = ['remember'];
    });
    const { findings } = explore('preservation', { ...options, bounds: variants.preservation.emergency ?? {} });
    expect(findings.map(({ property }) => property)).toContain('different_memory');
  });
});
