/**
 * The only caller of XState's transition API. Pure: a stored row and an event in, a decision out. The engine stores it;
 * a test replays it; the web page asks it what is possible.
 */
import type { TSchema } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import { type AnyStateMachine, transition } from 'xstate';
import { type CommandSpec, commands, primaryCommands } from './commands.ts';
import { consultationIncoming } from './consultation/incoming.machine.ts';
import { consultationOutgoing } from './consultation/outgoing.machine.ts';
import type { Effect, MachineEvent } from './effects.ts';
import { evidenceIncoming } from './evidence/incoming.machine.ts';
import { evidenceOutgoing } from './evidence/outgoing.machine.ts';
import { informationIncoming } from './information/incoming.machine.ts';
import { informationOutgoing } from './information/outgoing.machine.ts';
import { incomingMessages } from './messages.ts';
import { preservationIncoming } from './preservation/incoming.machine.ts';
import { preservationOutgoing } from './preservation/outgoing.machine.ts';
import { type CaseFacts, checkCommand, type Invalid } from './rules.ts';
import type { Direction, Kind, Role } from './types.ts';

export const machines = {
  'evidence.outgoing': evidenceOutgoing,
  'evidence.incoming': evidenceIncoming,
  'preservation.outgoing': preservationOutgoing,
  'preservation.incoming': preservationIncoming,
  'information.outgoing': informationOutgoing,
  'information.incoming': informationIncoming,
  'consultation.outgoing': consultationOutgoing,
  'consultation.incoming': consultationIncoming,
} as const;
export type Workflow = keyof typeof machines;

/** What a case row keeps of its machine. `context` is plain JSON. */
export interface Stored {
  workflow: Workflow;
  version: string;
  state: string;
  context: Record<string, unknown>;
}

/** Who gives a command. */
export interface Actor {
  id: string;
  roles: readonly Role[];
}

export type Refusal =
  | { status: 403; code: 'role' | 'four_eyes'; role?: readonly Role[] }
  | { status: 409; code: 'state'; state: string; possible: string[] }
  | { status: 422; code: 'invalid'; errors: Invalid[] };

export type Decision =
  | { ok: true; state: string; context: Record<string, unknown>; effects: Effect[] }
  | { ok: false; refusal: Refusal };

export function workflowOf(kind: Kind, direction: Direction): Workflow {
  return `${kind}.${direction}`;
}

/** The commands of one file's procedure, by name. */
export function commandsOf(kind: Kind, direction: Direction): Record<string, CommandSpec> {
  return commands[kind][direction];
}

/** A new file in its machine's first state. */
export function initial(workflow: Workflow): Stored {
  const machine = machines[workflow];
  const stored = machine.config as unknown as { initial: string; context: Record<string, unknown> };
  return { workflow, version: '1', state: stored.initial, context: structuredClone(stored.context) };
}

// The machines differ in context and events; here they are one: rows in, rows out.
// biome-ignore lint/suspicious/noExplicitAny: the union of the machines has no usable common type
function resolve(stored: Stored): { machine: any; snapshot: any } {
  // biome-ignore lint/suspicious/noExplicitAny: as above
  const machine = machines[stored.workflow] as any;
  return { machine, snapshot: machine.resolveState({ value: stored.state, context: stored.context }) };
}

/** Runs one event through a machine. `null` when the state does not take it. */
export function run(
  machine: AnyStateMachine,
  { state, context }: { state: string; context: object },
  event: MachineEvent,
): { state: string; context: Record<string, unknown>; effects: Effect[] } | null {
  const snapshot = machine.resolveState({ value: state, context });
  if (!snapshot.can(event)) return null;
  const [next, actions] = transition(machine, snapshot, event as never) as unknown as [
    { value: string; context: Record<string, unknown> },
    Effect[],
  ];
  return {
    state: next.value,
    context: next.context,
    effects: actions.map(({ type, params }) => {
      if (type !== 'send' || params.body) return { type, params } as Effect;
      return { type, params: { ...params, body: event.payload as Record<string, unknown> } };
    }),
  };
}

/** Runs one event through the machine of a file, whoever may cause it. `null` when the state does not take it. */
export const step = (stored: Stored, event: MachineEvent) => run(machines[stored.workflow], stored, event);

const validators = new Map<TSchema, Validator>();
/** Schema errors of a value as field and rule; empty when it is valid. Compiled once per schema. */
export function schemaErrors(schema: TSchema, value: unknown): Invalid[] {
  let validator = validators.get(schema);
  if (!validator) {
    validator = Compile(schema);
    validators.set(schema, validator);
  }
  if (validator.Check(value)) return [];
  // An unknown field is said twice, once as a value that nothing allows: once is enough.
  const errors = validator.Errors(value);
  const said = errors.filter(({ keyword }) => keyword !== 'boolean');
  return (said.length > 0 ? said : errors).map((error) => {
    const params = error.params as Record<string, unknown>;
    const missing = (params.requiredProperties as string[] | undefined)?.[0];
    const extra = (params.additionalProperties as string[] | undefined)?.[0];
    const parent = error.instancePath.slice(1).replaceAll('/', '.');
    const field = [parent, missing ?? extra].filter(Boolean).join('.') || 'body';
    return { field, rule: missing ? 'required' : extra ? 'unknown_field' : `schema_${error.keyword}` };
  });
}

/** Commands that the machine takes in this state, whoever asks. */
export function possibleCommands(stored: Stored): string[] {
  const [kind, direction] = stored.workflow.split('.') as [Kind, Direction];
  return Object.keys(commandsOf(kind, direction)).filter((name) => takes(stored, `command.${name}`));
}

/** True when the state takes this event type at all (a guard on the payload may still choose between targets). */
function takes(stored: Stored, type: string): boolean {
  const { snapshot } = resolve(stored);
  return snapshot.can({ type, at: '', by: '', payload: {} });
}

/** Whether this person may give the command here, and if not, why: role first, then four eyes, then state. */
export function permitted(
  stored: Stored,
  name: string,
  actor: Actor,
  facts: Pick<CaseFacts, 'kind' | 'direction' | 'authors'>,
): Refusal | null {
  const spec = commandsOf(facts.kind, facts.direction)[name];
  if (!spec || !takes(stored, `command.${name}`)) {
    return { status: 409, code: 'state', state: stored.state, possible: possibleCommands(stored) };
  }
  if (!spec.roles.some((role) => actor.roles.includes(role))) return { status: 403, code: 'role', role: spec.roles };
  if (spec.fourEyes && facts.authors.includes(actor.id)) return { status: 403, code: 'four_eyes' };
  return null;
}

/**
 * Decides on a command of one of our own officers.
 * Refuses with 403 (role, four eyes), 409 (state; lists what is possible) or 422 (field, rule, legal source).
 */
export function decideCommand(
  stored: Stored,
  name: string,
  payload: Record<string, unknown>,
  actor: Actor,
  facts: CaseFacts,
  now: string,
): Decision {
  const spec = commandsOf(facts.kind, facts.direction)[name];
  // A stranger to the command learns nothing about the state.
  if (spec && !spec.roles.some((role) => actor.roles.includes(role))) {
    return { ok: false, refusal: { status: 403, code: 'role', role: spec.roles } };
  }
  const refusal = permitted(stored, name, actor, facts);
  if (refusal || !spec) return { ok: false, refusal: refusal as Refusal };
  const errors = schemaErrors(spec.payload, payload);
  if (errors.length > 0) return { ok: false, refusal: { status: 422, code: 'invalid', errors } };
  const checked = checkCommand(name, payload, stored, facts, now);
  if (checked.errors.length > 0)
    return { ok: false, refusal: { status: 422, code: 'invalid', errors: checked.errors } };
  const next = step(stored, { type: `command.${name}`, at: now, by: actor.id, payload: checked.payload });
  if (!next)
    return {
      ok: false,
      refusal: { status: 409, code: 'state', state: stored.state, possible: possibleCommands(stored) },
    };
  return { ok: true, ...next };
}

/** Why a message cannot be taken: goes into the signed negative receipt. */
export type Rejection = { reason: 'unknown_type' | 'newer_version' | 'malformed' | 'unexpected'; detail: string };

/** Decides on a message of the counterpart. A rejection is receipted negatively and shown to an officer. */
export function decideMessage(
  stored: Stored,
  message: { type: string; body: unknown; from: string },
  now: string,
):
  | { ok: true; state: string; context: Record<string, unknown>; effects: Effect[] }
  | { ok: false; rejection: Rejection } {
  const schema = (incomingMessages[stored.workflow] as Record<string, TSchema>)[message.type];
  if (!schema) return { ok: false, rejection: { reason: 'unknown_type', detail: message.type } };
  const errors = schemaErrors(schema, message.body);
  if (errors.length > 0) {
    return {
      ok: false,
      rejection: { reason: 'malformed', detail: errors.map((e) => `${e.field}: ${e.rule}`).join('; ') },
    };
  }
  const next = step(stored, { type: `message.${message.type}`, at: now, by: message.from, payload: message.body });
  // The state of our file is not theirs to know: the answer names only what they sent.
  if (!next) return { ok: false, rejection: { reason: 'unexpected', detail: message.type } };
  return { ok: true, ...next };
}

/** An event of the clock or of a linked file of our own. `null` when it no longer applies (the state moved on). */
export function decideInternal(
  stored: Stored,
  type: `clock.${string}` | `linked.${string}`,
  payload: Record<string, unknown>,
  now: string,
) {
  return step(stored, { type, at: now, by: type.slice(0, type.indexOf('.')), payload });
}

/**
 * Who has the ball: `us`, `them` or `nobody`. A preservation is theirs to keep and ours to follow up; an extension that
 * was asked is the requested side's to answer.
 */
export function ballOf(stored: Stored): 'us' | 'them' | 'nobody' {
  const tags = tagsOf(stored);
  const { extension_pending: pending, follow_ups: followUps } = stored.context as {
    extension_pending?: boolean;
    follow_ups?: string[];
  };
  const owed = owedOf(stored);
  if (owed) return owed.by;
  if (stored.workflow === 'preservation.incoming' && pending && !tags.includes('decided')) return 'us';
  if (stored.workflow === 'preservation.outgoing' && stored.state === 'preserved' && (pending || followUps?.length))
    return 'them';
  return tags.includes('us') ? 'us' : tags.includes('them') ? 'them' : 'nobody';
}

/** Answers that are owed beside what the state waits for, and the command that gives each. */
export const owedCommands = {
  written_confirmation: 'confirm_in_writing',
  warning: 'proceed',
  status: 'give_status',
  use: 'answer_wider_use',
} as const;
export type Owed = keyof typeof owedCommands;

/** The answer owed that no state speaks of: in writing, to a warning, to a status query, to a request for wider use. */
export function owedOf({ workflow, state, context }: Stored): { what: Owed; by: 'us' | 'them' } | null {
  const { unconfirmed, warned, status_asked, use_asked } = context as Record<string, boolean | undefined>;
  const closed = isDecided({ workflow, state });
  if (workflow.endsWith('outgoing')) {
    if (unconfirmed) return { what: 'written_confirmation', by: 'us' };
    // Asking to release is an answer too.
    if (warned && !closed && state !== 'releasing') return { what: 'warning', by: 'us' };
    return use_asked ? { what: 'use', by: 'them' } : null;
  }
  if (use_asked) return { what: 'use', by: 'us' };
  if (status_asked && !closed) return { what: 'status', by: 'us' };
  return unconfirmed && closed ? { what: 'written_confirmation', by: 'them' } : null;
}

/** The one next action of a file, shown first; null when it waits for nothing of ours. */
export function primaryOf(stored: Stored): string | null {
  const owed = owedOf(stored);
  if (owed?.by === 'us') return owedCommands[owed.what];
  return primaryCommands[stored.workflow]?.[stored.state] ?? null;
}

/** True once a request counts as closed (domain.md §6.2): decided, whatever receipt or return still follows. */
export function isDecided(stored: Pick<Stored, 'workflow' | 'state'>): boolean {
  return tagsOf(stored).includes('decided');
}

function tagsOf({ workflow, state }: Pick<Stored, 'workflow' | 'state'>): readonly string[] {
  const node = (machines[workflow].states as Record<string, { tags: string[] }>)[state];
  if (!node) throw new Error(`machine ${workflow} has no state '${state}'`);
  return node.tags;
}

/** The outcome of a decided file in the words of the statistics (domain.md §6.2), or null while pending. */
export function outcomeOf(stored: Stored): string | null {
  if (!isDecided(stored) || stored.state === 'discarded') return null;
  if (stored.state !== 'transmitted' && stored.state !== 'received_by_req') return stored.state;
  const records = stored.context.records as Record<string, { complete?: boolean }>;
  return (records.delivery ?? records.deliver)?.complete ? 'executed_full' : 'executed_partial';
}
