/**
 * The drawn procedure of one file: what we did above, what they told us below, messages crossing between. Derived from
 * the log and the machines, never by hand: the log says what happened, the machine what can happen next.
 */
import { commands, primaryCommands } from './commands.ts';
import {
  ballOf,
  decideInternal,
  initial,
  isDecided,
  machines,
  possibleCommands,
  primaryOf,
  type Stored,
  type Workflow,
} from './decide.ts';
import type { Direction, Kind, ParticipantCode, Text } from './types.ts';

export interface DrawingNode {
  id: string;
  lane: 'ours' | 'theirs';
  label: Text;
  at: string | null;
  status: 'done' | 'current' | 'possible';
  /** who has the ball at the current node */
  holder: 'us' | 'them' | null;
}

export interface DrawingEdge {
  from: string;
  to: string;
  kind: 'step' | 'message';
  status: 'done' | 'possible';
  /** milliseconds from sending to the signed receipt; null while none has come */
  receipt_ms: number | null;
}

/** Nodes in reading order; every node but the first is the end of an edge. */
export interface Drawing {
  nodes: DrawingNode[];
  edges: DrawingEdge[];
}

/** One entry of the case log; `state` is the state after it. */
export interface LoggedEvent {
  sequence: number;
  at: string;
  /** `command.submit`, `message.acknowledgement`, `clock.…`, `linked.…`, `reminder` */
  type: string;
  state: string;
  payload: unknown;
}

export interface LoggedMessage {
  direction: 'out' | 'in';
  type: string;
  at: string;
  receipt_at: string | null;
}

export interface DrawingInput {
  workflow: Workflow;
  state: string;
  /** the machine's memory as stored; where it is not given the log is replayed */
  context?: Record<string, unknown>;
  log: readonly LoggedEvent[];
  messages: readonly LoggedMessage[];
  /** code of the other State, a parameter of every label */
  counterpart: ParticipantCode;
}

/** At most this many possible next steps. */
const possibleLimit = 4;
type Payload = Record<string, unknown>;
type Transitions = Record<string, unknown>;

/** Draws a file. Pure; works for drafts, for files under way and for closed ones. */
export function drawingOf(input: DrawingInput): Drawing {
  const history = replay(input);
  const pen = new Pen(input);
  for (const { event, sends } of history.steps) pen.event(event, sends);
  const stored: Stored = {
    workflow: input.workflow,
    version: '1',
    state: input.state,
    context: input.context ?? history.context,
  };
  pen.current(stored);
  return pen.drawing;
}

interface Sent {
  type: string;
  body: Payload;
}

/** What each logged event sent, by asking the machine again. An event the machine does not take has sent nothing. */
function replay({ workflow, log }: DrawingInput): {
  steps: { event: LoggedEvent; sends: Sent[] }[];
  context: Record<string, unknown>;
} {
  let stored = initial(workflow);
  const steps = log
    .filter((event) => event.type !== 'reminder')
    .map((event) => {
      const next = take(stored, event.type, (event.payload ?? {}) as Payload, event.at);
      stored = { ...stored, state: event.state, context: next?.context ?? stored.context };
      return { event, sends: next?.sends ?? [] };
    });
  return { steps, context: stored.context };
}

function take(stored: Stored, type: string, payload: Payload, at = '') {
  // A step that the machine takes or not; whose event it is makes no difference to the drawing.
  const next = decideInternal(stored, type as `clock.${string}`, payload, at);
  if (!next) return null;
  const sends = next.effects.filter((effect) => effect.type === 'send').map((effect) => effect.params);
  return { ...next, sends: sends.map(({ type, body }): Sent => ({ type, body: body ?? payload })) };
}

class Pen {
  readonly drawing: Drawing = { nodes: [], edges: [] };
  readonly #input: DrawingInput;
  readonly #unread: LoggedMessage[];
  #last: Record<'ours' | 'theirs', DrawingNode | null> = { ours: null, theirs: null };
  /** their latest message that our lane has not answered to yet */
  #arrived: { node: DrawingNode; receipt: number | null } | null = null;
  /** our latest message while no receipt has come */
  #under_way: DrawingNode | null = null;
  /** the step that brought the file into its state */
  #turning: { state: string | null; node: DrawingNode | null } = { state: null, node: null };

  constructor(input: DrawingInput) {
    this.#input = input;
    this.#unread = [...input.messages];
  }

  event(event: LoggedEvent, sends: Sent[]): void {
    const [origin = '', name = ''] = event.type.split('.');
    const id = `e${event.sequence}`;
    const payload = (event.payload ?? {}) as Payload;
    if (origin === 'message') {
      const message = this.#next('in', name);
      const node = this.#theirs(id, stepOf(name, payload), event.at);
      this.#arrived = { node, receipt: delay(message) };
    }
    // Correcting a draft is not a step forward: the draft is drawn once, as it was last submitted.
    if (name === 'submit' || name === 'return_for_correction' || name === 'discard') this.#eraseDraft();
    for (const [index, sent] of sends.entries()) {
      const node = this.#ours(
        index === 0 && origin !== 'message' ? id : `${id}.${sent.type}`,
        stepOf(sent.type, sent.body),
        event.at,
      );
      this.#send(node, this.#next('out', sent.type));
    }
    if (sends.length === 0 && (origin === 'command' || event.type === 'linked.follow_up')) {
      this.#ours(id, `step.${name}`, event.at);
    }
    if (event.state !== this.#turning.state) {
      const node = this.drawing.nodes.findLast((node) => node.label.key !== 'step.received') ?? null;
      this.#turning = { state: event.state, node };
    }
  }

  /** Rings the node where the file stands and draws what can happen next. */
  current(stored: Stored): void {
    const here = this.#here(stored);
    here.status = 'current';
    let beyond = here;
    if (this.#under_way && !isDecided(stored)) {
      beyond = this.#node('under-way', 'theirs', 'step.on_its_way', null, 'possible');
      this.#edge(this.#under_way, beyond, 'message', 'possible', null);
    }
    for (const [index, step] of possibleSteps(stored).entries()) {
      this.#possible(`p${index + 1}`, step, step.lane === 'ours' ? (this.#last.ours ?? here) : beyond);
    }
  }

  #here(stored: Stored): DrawingNode {
    const ball = ballOf(stored);
    if (ball === 'us') {
      const primary = primaryOf(stored);
      const able = primary && possibleCommands(stored).includes(primary);
      const todo = this.#ours('current', able ? commandKey(stored, primary) : 'step.to_follow_up', null);
      todo.holder = 'us';
      return todo;
    }
    const waiting = ball === 'them' ? (this.#under_way ?? this.#last.theirs) : this.#turning.node;
    const here = waiting ?? this.#last.ours ?? this.#ours('current', `state.${stored.workflow}.${stored.state}`, null);
    here.holder = ball === 'them' ? 'them' : null;
    return here;
  }

  #possible(id: string, step: Possible, from: DrawingNode): void {
    const node = this.#node(id, step.lane, step.label, null, 'possible');
    this.#edge(from, node, from.lane === step.lane ? 'step' : 'message', 'possible', null);
    if (step.then) this.#possible(`${id}.1`, step.then, node);
  }

  #ours(id: string, key: string, at: string | null): DrawingNode {
    const before = this.#last.ours;
    if (before?.label.key === key && !this.#arrived && at !== null) {
      before.at = at;
      return before;
    }
    const node = this.#node(id, 'ours', key, at);
    if (this.#arrived) this.#edge(this.#arrived.node, node, 'message', 'done', this.#arrived.receipt);
    else if (before) this.#edge(before, node, 'step', 'done', null);
    this.#arrived = null;
    this.#last.ours = node;
    return node;
  }

  #theirs(id: string, key: string, at: string): DrawingNode {
    const before = this.#last.theirs;
    this.#under_way = null;
    if (before?.label.key === key && this.#arrived?.node === before) {
      before.at = at;
      return before;
    }
    const node = this.#node(id, 'theirs', key, at);
    if (before) this.#edge(before, node, 'step', 'done', null);
    else if (this.#last.ours) this.#edge(this.#last.ours, node, 'step', 'done', null);
    this.#last.theirs = node;
    return node;
  }

  #send(from: DrawingNode, message: LoggedMessage | undefined): void {
    const receipt = delay(message);
    if (!message || receipt === null) {
      this.#under_way = from;
      return;
    }
    this.#under_way = null;
    // Of the same message sent again and again, the last arrival is drawn.
    const again = this.drawing.edges.find((edge) => edge.from === from.id && edge.kind === 'message');
    if (again) {
      again.receipt_ms = receipt;
      const arrival = this.drawing.nodes.find((node) => node.id === again.to);
      if (arrival) arrival.at = message.receipt_at;
      return;
    }
    const node = this.#node(`${from.id}.received`, 'theirs', 'step.received', message.receipt_at);
    this.#edge(from, node, 'message', 'done', receipt);
    this.#last.theirs = node;
  }

  #eraseDraft(): void {
    this.drawing.nodes = this.drawing.nodes.filter((node) => node.lane !== 'ours');
    this.drawing.edges = [];
    this.#last.ours = null;
  }

  /** The next message of this kind in the order they were logged. */
  #next(direction: 'out' | 'in', type: string): LoggedMessage | undefined {
    const index = this.#unread.findIndex((message) => message.direction === direction && message.type === type);
    return index < 0 ? undefined : this.#unread.splice(index, 1)[0];
  }

  #node(
    id: string,
    lane: DrawingNode['lane'],
    key: string,
    at: string | null,
    status: DrawingNode['status'] = 'done',
  ): DrawingNode {
    const label: Text = { key, params: { state: this.#input.counterpart } };
    const node: DrawingNode = { id, lane, label, at, status, holder: null };
    this.drawing.nodes.push(node);
    return node;
  }

  #edge(
    from: DrawingNode,
    to: DrawingNode,
    kind: DrawingEdge['kind'],
    status: DrawingEdge['status'],
    receipt_ms: number | null,
  ): void {
    this.drawing.edges.push({ from: from.id, to: to.id, kind, status, receipt_ms });
  }
}

function delay(message: LoggedMessage | undefined): number | null {
  return message?.receipt_at ? Math.max(0, Date.parse(message.receipt_at) - Date.parse(message.at)) : null;
}

/** Answers, with the field that says yes or no. */
const answers: Record<string, string> = {
  withdrawal_answer: 'accepted',
  lapse_answer: 'accepted',
  release_answer: 'accepted',
  extension_answer: 'granted',
  conditions_answer: 'accepted',
  use_answer: 'granted',
  hold_end: 'executed',
};

/** The words of a step: an answer that says no has its own, and so have a delivery that is not the last and an emergency. */
function stepOf(type: string, body: Payload): string {
  if (type === 'delivery' && body['final'] === false) return 'step.delivery.partial';
  if (type === 'request' && body['emergency']) return 'step.request.emergency';
  const field = answers[type];
  return field && body[field] === false ? `step.${type}.declined` : `step.${type}`;
}

function commandKey({ workflow }: Stored, name: string): string {
  return workflow.startsWith('preservation') && name === 'refuse' ? 'command.preservation.refuse' : `command.${name}`;
}

interface Possible {
  lane: 'ours' | 'theirs';
  label: string;
  rank: number;
  then?: Possible;
}

/** A payload that says yes to everything, so that the machine shows where each event leads when it goes well. */
const affirmative: Payload = {
  accepted: true,
  complete: true,
  executed: true,
  expires_at: '9999-12-31T23:59:59.999Z',
  final: true,
  grace_until: '9999-12-31T23:59:59.999Z',
  granted: true,
  request_id: '',
};

/** Best first: what the holder of the ball should do, then what it may do, then what would end the procedure. */
function possibleSteps(stored: Stored): Possible[] {
  const [kind, direction] = stored.workflow.split('.') as [Kind, Direction];
  const ball = ballOf(stored);
  if (ball === 'nobody') return [];
  const steps: Possible[] = [];
  for (const name of possibleCommands(stored)) {
    const spec = (commands[kind][direction] as Record<string, { rare?: true }>)[name];
    const primary = primaryOf(stored) === name;
    // While they have the ball, what we could still break off is not what comes next.
    if (ball === 'them' && spec?.rare) continue;
    const next = take(stored, `command.${name}`, affirmative);
    if (!next) continue;
    const sent = next.sends[0];
    const label = sent ? stepOf(sent.type, sent.body) : `state.${stored.workflow}.${next.state}`;
    steps.push({ lane: 'ours', label, rank: primary ? 0 : rankOf(stored, next.state, spec?.rare) });
  }
  const own = Object.keys(transitionsOf(stored.workflow, stored.state));
  if (ball === 'us') {
    steps.push(...followUp(stored, own));
  } else {
    const counterpart = mirror(stored.workflow);
    for (const type of own.filter((type) => !type.startsWith('command.'))) {
      const [origin, name = ''] = type.split('.');
      const next = take(stored, type, affirmative);
      if (!next) continue;
      const sent = next.sends[0];
      if (origin === 'message') {
        const { primary, rare } = senderOf(counterpart, name, stored.state);
        steps.push({ lane: 'theirs', label: `step.${name}`, rank: primary ? 0 : rankOf(stored, next.state, rare) });
      } else if (next.state !== stored.state && sent) {
        const rank = origin === 'linked' ? 0 : rankOf(stored, next.state, true);
        steps.push({ lane: 'ours', label: stepOf(sent.type, sent.body), rank });
      }
    }
  }
  return steps.sort((a, b) => a.rank - b.rank).slice(0, possibleLimit);
}

/** Ordinary steps before rare ones; of these, those that end the procedure before those that delay it. */
function rankOf(stored: Stored, target: string, rare: boolean | undefined): number {
  if (!rare) return 1;
  if (isDecided({ workflow: stored.workflow, state: target })) return 2;
  return target === stored.state ? 4 : 3;
}

/** A preservation waits for an evidence request of ours: sent, it holds the data until it is decided. */
function followUp(stored: Stored, own: string[]): Possible[] {
  const held = own.find((type) => type === 'message.hold_notice');
  if (!held) return [];
  const then: Possible = { lane: 'theirs', label: 'step.hold_notice', rank: 0 };
  const sent = ((stored.context.follow_ups as string[] | undefined) ?? []).length > 0;
  return [sent ? then : { lane: 'ours', label: 'step.follow_up', rank: 0, then }];
}

function transitionsOf(workflow: Workflow, state: string): Transitions {
  const states = machines[workflow].config.states as unknown as Record<string, { on?: Transitions }>;
  return states[state]?.on ?? {};
}

function mirror(workflow: Workflow): Workflow {
  const [kind, direction] = workflow.split('.') as [Kind, Direction];
  return `${kind}.${direction === 'outgoing' ? 'incoming' : 'outgoing'}`;
}

/** Whose command of the other file sends this message, and whether it is the one that file waits for here. */
function senderOf(workflow: Workflow, message: string, ours: string): { primary: boolean; rare: boolean } {
  const [kind, direction] = workflow.split('.') as [Kind, Direction];
  const specs = commands[kind][direction] as Record<string, { rare?: true }>;
  const theirs = ours === 'sent' ? 'received' : ours;
  const context = { ...initial(workflow).context, extension_pending: direction === 'incoming' };
  for (const state of Object.keys(machines[workflow].states)) {
    for (const type of Object.keys(transitionsOf(workflow, state))) {
      const name = type.slice('command.'.length);
      if (!type.startsWith('command.') || !specs[name]) continue;
      const next = take({ workflow, version: '1', state, context }, type, affirmative);
      if (!next?.sends.some((sent) => sent.type === message)) continue;
      return { primary: primaryCommands[workflow]?.[theirs] === name, rare: specs[name].rare === true };
    }
  }
  return { primary: true, rare: false };
}
