/**
 * What a machine may ask of the engine. A machine never acts: `transition()` returns these as plain objects, and
 * `apps/api/src/engine/handle.ts` is their interpreter. So one file per procedure shows states, who may act, which
 * clock runs, what is sent and who is told.
 */
import type { Role } from './types.ts';

/** Send a message to the counterpart. Without `body` the event's payload is the body. */
export interface Send {
  type: string;
  body?: Record<string, unknown>;
}
/**
 * Start a clock of `deadlines.ts`; a running clock of the same kind is replaced. `fixed_due` is an instant, `until` a plain
 * date that an officer set: the clock ends with that day where it is counted. Without either its policy's budget counts.
 * `until: null` says that there is nothing to wait for: no clock of the kind runs on.
 */
export interface Start {
  kind: string;
  fixed_due?: string;
  until?: string | null;
}
/** Stop clocks as met; `all` stops every clock of the case but those that outlive its outcome (deadline-policies.ts). */
export interface Stop {
  kinds: readonly string[] | 'all';
}
/** Let clocks stand still, with the reason that the explanation will show. */
export interface Suspend {
  kinds: readonly string[];
  reason: string;
}
export interface Resume {
  kinds: readonly string[];
}
/** Tell officers: in the page and by mail. Text: `notice.<key>`. */
export interface Notify {
  roles: readonly Role[];
  key: string;
  urgent?: boolean;
}
/** Hand an event to this participant's own files on the linked preservation requests. */
export interface Link {
  event: string;
  payload?: Record<string, unknown>;
}

export interface Effects {
  send: Send;
  start: Start;
  stop: Stop;
  suspend: Suspend;
  resume: Resume;
  notify: Notify;
  link: Link;
}
export type Effect = { [K in keyof Effects]: { type: K } & { params: Effects[K] } }[keyof Effects];

/** The same names as XState actions: they do nothing, their parameters are the result. */
export const effects = {
  send: (_: unknown, _params: Send) => {},
  start: (_: unknown, _params: Start) => {},
  stop: (_: unknown, _params: Stop) => {},
  suspend: (_: unknown, _params: Suspend) => {},
  resume: (_: unknown, _params: Resume) => {},
  notify: (_: unknown, _params: Notify) => {},
  link: (_: unknown, _params: Link) => {},
};

/** An event as a machine sees it. `at` is an ISO instant, `by` an account id or the counterpart's code. */
export interface MachineEvent<T extends string = string> {
  type: T;
  at: string;
  by: string;
  // biome-ignore lint/suspicious/noExplicitAny: payloads are checked against their schema before a machine sees them
  payload: any;
}

/** The last record of each kind, as it was received or done. The full history is the event log. */
export type Records = Record<string, { at: string; by: string } & Record<string, unknown>>;

/** Keeps an event's payload as the latest record under its short name: `message.refusal` → `refusal`. */
export function remember(records: Records, event: MachineEvent): Records {
  const name = event.type.slice(event.type.indexOf('.') + 1);
  return { ...records, [name]: { ...event.payload, at: event.at, by: event.by } };
}
