/** The rules of an annual return: a stored file and an event in, a decision out. */

import { run, schemaErrors } from '../decide.ts';
import type { Effect } from '../effects.ts';
import type { Invalid } from '../rules.ts';
import type { Role, Source } from '../types.ts';
import { type ReturnCommand, type ReturnSide, returnCommands, returnMessages } from './commands.ts';
import { type ReturnContext, returnReceiving, returnReporting } from './machine.ts';

export const returnMachines = { reporting: returnReporting, receiving: returnReceiving } as const;
/** In the order of the procedure. Text: `return.state.<state>`. */
export const returnStates = [
  'open',
  'awaited',
  'in_work',
  'sent',
  'received',
  'queried',
  'accepted',
  'published',
] as const;
export type ReturnState = (typeof returnStates)[number];

/** What a row keeps of its machine. */
export interface StoredReturn {
  side: ReturnSide;
  state: ReturnState;
  context: ReturnContext;
}

export const returnVersion = '1';

export function firstState(side: ReturnSide): StoredReturn {
  const { initial, context } = returnMachines[side].config as { initial: ReturnState; context: ReturnContext };
  return { side, state: initial, context: structuredClone(context) };
}

/** Whether figures may be entered: before the first approval, or while a correction or restatement is under way. */
export const isEditable = ({ side, state }: Pick<StoredReturn, 'side' | 'state'>): boolean =>
  side === 'reporting' && (state === 'open' || state === 'in_work');

export type Decided = { state: ReturnState; context: ReturnContext; effects: Effect[] };
export type ReturnDecision =
  | ({ ok: true } & Decided)
  | { ok: false; status: 403; code: 'role' }
  | { ok: false; status: 409; code: 'state'; state: ReturnState; possible: string[] }
  | { ok: false; status: 422; code: 'invalid'; errors: Invalid[] };

const step = (stored: StoredReturn, event: { type: string; at: string; by: string; payload: object }): Decided | null =>
  run(returnMachines[stored.side], stored, event) as Decided | null;

const commandOf = (side: ReturnSide, name: string): ReturnCommand | undefined =>
  Object.hasOwn(returnCommands[side], name) ? (returnCommands[side] as Record<string, ReturnCommand>)[name] : undefined;

/** Commands that this state takes, of those that one of the roles may give. */
export function possibleReturnCommands(stored: StoredReturn, roles?: readonly string[]): string[] {
  return Object.entries(returnCommands[stored.side])
    .filter(([, spec]: [string, ReturnCommand]) => !roles || spec.roles.some((role: Role) => roles.includes(role)))
    .map(([name]) => name)
    .filter((name) => step(stored, { type: `command.${name}`, at: '', by: '', payload: {} }) !== null);
}

/** Decides on an officer's command: role, then state, then what it says. Unknown commands are refused as 409. */
export function decideReturnCommand(
  stored: StoredReturn,
  name: string,
  payload: object,
  actor: { id: string; roles: readonly string[] },
  now: string,
): ReturnDecision {
  const spec = commandOf(stored.side, name);
  if (spec && !spec.roles.some((role) => actor.roles.includes(role))) return { ok: false, status: 403, code: 'role' };
  const next = spec && step(stored, { type: `command.${name}`, at: now, by: actor.id, payload });
  if (!spec || !next)
    return {
      ok: false,
      status: 409,
      code: 'state',
      state: stored.state,
      possible: possibleReturnCommands(stored, actor.roles),
    };
  const errors = schemaErrors(spec.payload, payload).map(sourced);
  if (errors.length > 0) return { ok: false, status: 422, code: 'invalid', errors };
  return { ok: true, ...next };
}

const policy: Source = { instrument: 'POLICY', verified: true };
/** That a correction and a restatement say why is the network's own rule: no text of recommendation 20 asks for it. */
const sourced = (error: Invalid): Invalid =>
  error.field === 'reason' ? { field: 'reason', rule: 'return_reason', source: policy } : error;

/** Decides on a message of the other side. `null` when it is none that this side takes now. */
export function decideReturnMessage(
  stored: StoredReturn,
  message: { type: string; body: object; from: string },
  now: string,
): ({ ok: true } & Decided) | { ok: false; reason: 'malformed' | 'unexpected'; detail: string } {
  const schemas: Record<string, Parameters<typeof schemaErrors>[0]> = returnMessages[stored.side];
  const schema = Object.hasOwn(schemas, message.type) ? schemas[message.type] : undefined;
  if (!schema) return { ok: false, reason: 'unexpected', detail: message.type };
  const [wrong] = schemaErrors(schema, message.body);
  if (wrong) return { ok: false, reason: 'malformed', detail: `${wrong.field}: ${wrong.rule}` };
  const next = step(stored, { type: `message.${message.type}`, at: now, by: message.from, payload: message.body });
  return next ? { ok: true, ...next } : { ok: false, reason: 'unexpected', detail: message.type };
}
