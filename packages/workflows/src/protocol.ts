/**
 * Explores what two files can do to each other: every interleaving of the outgoing and the incoming machine of one
 * request, of the messages between them and, for preservation, of the evidence requests linked to it. Each direction
 * hands messages over in the sender's order (design.md §4) but as late as it likes; loops are bounded. Run by
 * `pnpm check protocol` and by `test/protocol.test.ts`; nothing in the running system depends on it.
 */
import type { TSchema } from 'typebox';
import { type AnyStateMachine, transition } from 'xstate';
import { commands } from './commands.ts';
import {
  machines as houseMachines,
  initial,
  isDecided,
  outcomeOf,
  type Stored,
  schemaErrors,
  type Workflow,
} from './decide.ts';
import type { Effect } from './effects.ts';
import { incomingMessages } from './messages.ts';
import type { Direction, Kind } from './types.ts';

type Payload = Record<string, unknown>;
type Machines = Record<Workflow, AnyStateMachine>;

/** What must hold in every state that can be reached. */
export type Property =
  /** a message came that the file's state does not take, or whose body breaks its schema */
  | 'unexpected_reception'
  /** a file is not decided, nothing is in flight and nobody can do anything */
  | 'deadlock'
  /** nothing is in flight and both are decided, differently */
  | 'different_outcomes'
  /** nothing is in flight and the files stand in states that do not belong together */
  | 'different_states'
  /** nothing is in flight and the files promise different last instants of preservation */
  | 'different_expiry'
  /** nothing is in flight and the files remember differently what binds or is owed */
  | 'different_memory'
  /** a withdrawal, a lapse or a release is asked, and no answer is on its way */
  | 'question_lost'
  /** an evidence request that is not decided holds the data, and yet they can expire (29(7)) */
  | 'hold_broken'
  /** from here both files can never be decided */
  | 'no_way_out';

export interface Finding {
  property: Property;
  detail: string;
  /** the shortest way there */
  trace: string[];
}

export interface Exploration {
  kind: Kind;
  states: number;
  steps: number;
  /** in how many different orders everything can happen, from the draft to where nothing more can */
  interleavings: number;
  /** longest queue of one direction that was seen */
  queue: number;
  /** outcome → number of final states in which both files have it */
  ends: Record<string, number>;
  findings: Finding[];
}

export interface Options {
  machines?: Partial<Machines>;
  /** a file gives no command while this many of its messages are under way */
  queue?: number;
  /** how often a looping command or link may be used: see `loops` */
  bounds?: Partial<Record<Loop, number>>;
  /** stop after this many findings */
  findings?: number;
}

type Loop =
  | 'correct'
  | 'refer'
  | 'clarify'
  | 'postpone'
  | 'part'
  | 'dispute'
  | 'withdraw'
  | 'extend'
  | 'release'
  | 'consult'
  | 'condition'
  | 'warn'
  | 'inquire'
  | 'news'
  | 'afterwards'
  | 'emergency'
  | 'disclose'
  | 'links';
const loops = [
  'correct',
  'refer',
  'clarify',
  'postpone',
  'part',
  'dispute',
  'withdraw',
  'extend',
  'release',
  'consult',
  'condition',
  'warn',
  'inquire',
  'news',
  'afterwards',
  'emergency',
  'disclose',
] as const;
const defaults: Record<Loop, number> = {
  correct: 0,
  refer: 1,
  clarify: 2,
  postpone: 2,
  part: 2,
  dispute: 1,
  withdraw: 2,
  extend: 2,
  release: 2,
  consult: 0,
  condition: 0,
  warn: 0,
  inquire: 0,
  news: 0,
  afterwards: 0,
  emergency: 0,
  disclose: 0,
  links: 2,
};

const quiet: Partial<Record<Loop, number>> = { refer: 0, clarify: 0, postpone: 0, part: 0, dispute: 0, withdraw: 1 };
/**
 * Everything at once is more than any machine can explore; these are the ways in which the parts of a procedure meet.
 * Each is explored exhaustively within its bounds, the first with the bounds above.
 */
export const variants: Record<Kind, Record<string, Partial<Record<Loop, number>>>> = {
  evidence: {
    core: {},
    questions: { ...quiet, clarify: 1, postpone: 1, part: 1, consult: 1, condition: 1, warn: 1 },
    conditions: { ...quiet, consult: 2, condition: 2, postpone: 1, withdraw: 2 },
    inquiries: { ...quiet, clarify: 1, postpone: 1, part: 1, inquire: 2, news: 1 },
    afterwards: { ...quiet, part: 1, dispute: 1, condition: 1, afterwards: 2 },
    emergency: { ...quiet, clarify: 1, part: 1, dispute: 1, withdraw: 1, emergency: 1, inquire: 1 },
  },
  preservation: {
    core: {},
    findings: { extend: 1, release: 1, warn: 2, disclose: 1, links: 1 },
    emergency: { extend: 1, release: 1, emergency: 1, warn: 1, links: 1 },
  },
};

const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
const now = '2026-10-08T12:00:00.000Z';
const first = '2026-12-08T02:59:59.000Z';
const grace = '2027-01-08T02:59:59.000Z';
const longer = '2027-03-08T02:59:59.000Z';

interface Move {
  type: string;
  payload: Payload;
  loop?: Loop;
}

const refusal = {
  ground: 'essential',
  reasons: 'r',
  consultation_held: false,
  consultation: 'c',
  basis: 'ETS185',
  article: '27(4)(b)',
};
const acknowledgement = { reference: 'R', officer: 'O', complete: true };
const manifest = [{ id: id(0), name: 'f', media_type: 'text/plain', size: 1, sha256: '0'.repeat(64) }];
const delivery = (final: boolean, complete: boolean): Payload => ({
  files: [id(0)],
  number: 1,
  manifest,
  final,
  complete,
  ...(final && !complete ? { not_executed: 'n' } : {}),
  ...(final ? { to_return: 'o', return_by: '2026-12-01', use_limits: 'u' } : {}),
});

/** A valid payload for every command, completed as `rules.ts` completes it; one for each way a payload can turn. */
export const samples: Record<Workflow, Record<string, { payload: Payload; loop?: Loop }[]>> = {
  'evidence.outgoing': {
    ...drafting(),
    answer_clarification: [{ payload: { answers: 'a' } }],
    answer_consultation: [{ payload: { answer: 'a' } }],
    accept_conditions: [{ payload: {} }],
    decline_conditions: [{ payload: { reasons: 'r' } }],
    proceed: [{ payload: {} }],
    ask_status: [{ payload: {}, loop: 'inquire' }],
    ask_wider_use: [{ payload: { purpose: 'p', reasons: 'r' }, loop: 'afterwards' }],
    report_use: [{ payload: { outcome: 'charges', report: 'r' }, loop: 'afterwards' }],
    discharge: [{ payload: { obligation: 'return', date: '2026-10-08' }, loop: 'afterwards' }],
    confirm_receipt: [{ payload: { hashes_verified: true } }],
    dispute_delivery: [{ payload: { defects: 'd' }, loop: 'dispute' }],
    withdraw: [{ payload: { reason: 'r', release_preservation: false }, loop: 'withdraw' }],
  },
  'evidence.incoming': {
    acknowledge: [{ payload: acknowledgement }],
    ask_clarification: [{ payload: { questions: 'q' }, loop: 'clarify' }],
    consult: [{ payload: { considered: 'refusal', proposal: 'p' }, loop: 'consult' }],
    propose_conditions: [{ payload: { subjects: ['use'], conditions: 'c' }, loop: 'condition' }],
    warn_confidentiality: [{ payload: { warning: 'w' }, loop: 'warn' }],
    report_progress: [{ payload: { steps: 's' }, loop: 'news' }],
    notify_delay: [{ payload: { cause: 'workload', reasons: 'r', planned: '2026-12-01' }, loop: 'news' }],
    give_status: [{ payload: { status: 's' } }],
    answer_wider_use: [{ payload: { granted: true, reasons: 'r' } }],
    ask_use_report: [{ payload: {}, loop: 'afterwards' }],
    waive: [{ payload: { obligation: 'return' }, loop: 'afterwards' }],
    accept: [{ payload: {} }],
    deliver: [
      { payload: delivery(false, false), loop: 'part' },
      { payload: delivery(true, true) },
      { payload: delivery(true, false) },
    ],
    refer: [{ payload: { authority: 'a', reason: 'r' }, loop: 'refer' }],
    postpone: [{ payload: { reasons: 'r', review: '2026-12-01' }, loop: 'postpone' }],
    resume: [{ payload: {} }],
    refuse: [{ payload: refusal }],
    return: [{ payload: { reason: 'r' } }],
    propose_lapse: [{ payload: { reason: 'r' } }],
  },
  'preservation.outgoing': {
    ...drafting(),
    proceed: [{ payload: {} }],
    request_extension: [{ payload: { until: '2027-03-07', reason: 'r' }, loop: 'extend' }],
    release: [{ payload: { reason: 'r' }, loop: 'release' }],
  },
  'preservation.incoming': {
    acknowledge: [{ payload: acknowledgement }],
    order: [{ payload: { provider: 'p', secrecy: true } }],
    confirm: [
      { payload: { what: 'w', preserved_from: '2026-10-08', preserved_until: '2026-12-07', expires_at: first } },
    ],
    warn: [{ payload: { risk: 'not_secured', warning: 'w' }, loop: 'warn' }],
    disclose_traffic: [{ payload: { provider: 'p', state: 'USA', path: 'p', traffic: 't' }, loop: 'disclose' }],
    withhold_traffic: [
      {
        payload: { ground: 'POLITICAL_OFFENCE', reasons: 'r', basis: 'ETS185', article: '30(2)(a)' },
        loop: 'disclose',
      },
    ],
    report_impossible: [{ payload: { cause: 'deleted', reasons: 'r' } }],
    refuse: [{ payload: refusal }],
    grant_extension: [{ payload: { preserved_until: '2027-03-07', expires_at: longer } }],
    deny_extension: [{ payload: { reasons: 'r' } }],
  },
};

function drafting(): Record<string, { payload: Payload; loop?: Loop }[]> {
  return {
    submit: [{ payload: {} }],
    return_for_correction: [{ payload: { defects: 'd' }, loop: 'correct' }],
    approve: [{ payload: {} }],
    transmit: [{ payload: {} }],
    transmit_emergency: [{ payload: { danger: 'd' }, loop: 'emergency' }],
    confirm_in_writing: [{ payload: {} }],
    discard: [{ payload: { reason: 'r' } }],
  };
}

/** The body of a request as the engine builds it from the approved form. */
export function requestBody(kind: Kind): Payload {
  return { kind, number: 'BRA-CHL-2026-00001-A', urgency: 'ordinary', ...content, preservations: [] };
}

const content = {
  title: 't',
  bases: ['ETS185'],
  form_version: '1',
  form: {},
  form_language: 'pt',
  translations: {},
};

/** States that ask the other side a question: something must always be under way while a file is in one. */
const questions = ['withdrawing', 'releasing', 'lapsing'];
/** What both files must remember alike at rest: always, and while the request is open. */
const sharedAlways = ['obligations', 'unconfirmed', 'use_asked', 'disclosures'];
const sharedWhileOpen = ['status_asked', 'warned', 'extension_pending', 'rounds', 'consultations', 'proposal'];
/** Pairs of states, outgoing and incoming, that are the same picture under two names. */
const samePicture: Record<string, string[]> = { sent: ['received'], acknowledged: ['acknowledged', 'in_progress'] };

/** A file reduced to what can influence its future: the state, the context without records, and its outcome. */
interface Local {
  stored: Stored;
  decided: boolean;
  outcome: string | null;
  moves: Move[];
}
interface Message {
  type: string;
  body: Payload;
  label: string;
}
interface Taken {
  local: number;
  sent: number[];
}

/** Interns files and messages and remembers every local step, so that the product is explored on integers. */
class Side {
  readonly locals: Local[] = [];
  readonly #ids = new Map<string, number>();
  readonly #steps = new Map<string, Taken | { rejected: string }>();
  readonly #workflow: Workflow;
  readonly #machine: AnyStateMachine;
  readonly #post: Post;

  constructor(workflow: Workflow, machine: AnyStateMachine, post: Post) {
    this.#workflow = workflow;
    this.#machine = machine;
    this.#post = post;
  }

  add(stored: Stored): number {
    const { records, ...context } = stored.context as { records: Record<string, { complete?: boolean }> };
    const complete = (records.delivery ?? records.deliver)?.complete;
    const key = JSON.stringify([stored.state, context, complete]);
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const moves: Move[] = [];
    const [kind, direction] = this.#workflow.split('.') as [Kind, Direction];
    for (const name of Object.keys(commands[kind][direction])) {
      const type = `command.${name}`;
      for (const sample of samples[this.#workflow][name] ?? []) {
        if (this.#can(stored, type, sample.payload)) moves.push({ type, ...sample });
      }
    }
    this.#ids.set(key, this.locals.length);
    this.locals.push({ stored, decided: isDecided(stored), outcome: outcomeOf(stored), moves });
    return this.locals.length - 1;
  }

  receive(local: number, message: number): Taken | { rejected: string } {
    const { type, body } = this.#post.message(message);
    return this.step(local, `message.${type}`, body, `m${message}`);
  }

  /** `name` identifies event and payload together. */
  step(local: number, type: string, payload: Payload, name: string): Taken | { rejected: string } {
    const key = `${local} ${name}`;
    let taken = this.#steps.get(key);
    if (!taken) {
      taken = this.#step(this.locals[local]?.stored as Stored, type, payload);
      this.#steps.set(key, taken);
    }
    return taken;
  }

  #step(stored: Stored, type: string, payload: Payload): Taken | { rejected: string } {
    const [origin, name = ''] = type.split('.');
    if (origin === 'message') {
      const schema = (incomingMessages[this.#workflow] as Record<string, TSchema>)[name];
      const errors = schema ? schemaErrors(schema, payload) : [{ field: 'type', rule: 'unknown' }];
      if (errors.length > 0) {
        return { rejected: `${type}: ${errors.map(({ field, rule }) => `${field} ${rule}`).join(', ')}` };
      }
    }
    if (!this.#can(stored, type, payload)) return { rejected: `${type} in ${this.#workflow} ${stored.state}` };
    const event = { type, at: now, by: 'x', payload };
    const [next, actions] = transition(this.#machine, this.#snapshot(stored), event) as unknown as [
      { value: string; context: Payload },
      Effect[],
    ];
    const sent = actions
      .filter((effect) => effect.type === 'send')
      .map(({ params }) => {
        const said = params.body ?? payload;
        if (params.type === 'request') {
          return this.#post.add('request', { ...requestBody(this.#workflow.split('.')[0] as Kind), ...said });
        }
        return this.#post.add(params.type, params.type === 'written_confirmation' ? content : said);
      });
    return { local: this.add({ ...stored, state: next.value, context: next.context }), sent };
  }

  #snapshot(stored: Stored) {
    return this.#machine.resolveState({ value: stored.state, context: stored.context });
  }

  #can(stored: Stored, type: string, payload: Payload): boolean {
    return this.#snapshot(stored).can({ type, at: now, by: 'x', payload });
  }
}

class Post {
  readonly #messages: Message[] = [];
  readonly #ids = new Map<string, number>();

  add(type: string, body: Payload): number {
    const label = `${type}${JSON.stringify(body)}`;
    const known = this.#ids.get(label);
    if (known !== undefined) return known;
    this.#ids.set(label, this.#messages.length);
    this.#messages.push({ type, body, label });
    return this.#messages.length - 1;
  }

  message(index: number): Message {
    return this.#messages[index] as Message;
  }
}

/** One reachable state of the whole. */
interface Whole {
  out: number;
  inn: number;
  /** under way to the requested and to the requesting side */
  there: number[];
  back: number[];
  used: number[];
  /** each linked evidence request: 0 none, 1 sent, 2 holds, 3 decided */
  links: number[];
}

interface Edge {
  label: string;
  next: Whole;
}

/** Explores one kind of request exhaustively within the bounds. Deterministic. */
export function explore(kind: Kind, options: Options = {}): Exploration {
  const post = new Post();
  const machines = { ...houseMachines, ...options.machines } as Machines;
  const outgoing: Workflow = `${kind}.outgoing`;
  const incoming: Workflow = `${kind}.incoming`;
  const out = new Side(outgoing, machines[outgoing], post);
  const inn = new Side(incoming, machines[incoming], post);
  const bounds = { ...defaults, ...options.bounds };
  const maxQueue = options.queue ?? 4;
  const maxFindings = options.findings ?? 10;

  const start: Whole = {
    out: out.add(initial(outgoing)),
    inn: inn.add(initial(incoming)),
    there: [],
    back: [],
    used: loops.map(() => 0),
    links: kind === 'preservation' ? Array.from({ length: bounds.links }, () => 0) : [],
  };
  const ids = new Map<string, number>();
  const wholes: Whole[] = [];
  const parents: { from: number; label: string }[] = [];
  const successors: number[][] = [];
  const findings: Finding[] = [];
  const ends: Record<string, number> = {};
  const good: number[] = [];
  let steps = 0;
  let queue = 0;

  const add = (whole: Whole, from: number, label: string): number => {
    const key = [whole.out, whole.inn, whole.there, whole.back, whole.used, whole.links].join('|');
    const known = ids.get(key);
    if (known !== undefined) return known;
    ids.set(key, wholes.length);
    wholes.push(whole);
    parents.push({ from, label });
    return wholes.length - 1;
  };
  const report = (property: Property, detail: string, at: number, last?: string) => {
    if (findings.some((finding) => finding.property === property && finding.detail === detail)) return;
    const trace = last ? [last] : [];
    for (let i = at; i > 0; i = parents[i]?.from ?? 0) trace.unshift(parents[i]?.label ?? '');
    findings.push({ property, detail, trace });
  };

  add(start, -1, '');
  for (let at = 0; at < wholes.length && findings.length < maxFindings; at++) {
    const whole = wholes[at] as Whole;
    const { edges, rejected } = move(whole, out, inn, post, bounds, maxQueue);
    for (const { label, detail } of rejected) report('unexpected_reception', detail, at, label);
    const next = edges.map((edge) => add(edge.next, at, edge.label));
    successors.push(next);
    steps += next.length;
    queue = Math.max(queue, whole.there.length, whole.back.length);

    const ours = out.locals[whole.out] as Local;
    const theirs = inn.locals[whole.inn] as Local;
    const names = `${ours.stored.state} / ${theirs.stored.state}`;
    const holds = (theirs.stored.context.holds ?? []) as string[];
    if (holds.length > 0 && theirs.stored.state === 'preserved') report('hold_broken', names, at);
    if (whole.there.length > 0 || whole.back.length > 0) continue;
    const opened = theirs.stored.state !== 'arriving';
    const ended = ours.decided && (theirs.decided || !opened);
    if (ended) good.push(at);
    else if (next.length === 0) report('deadlock', names, at);
    if (!opened) continue;
    for (const { stored } of [ours, theirs]) {
      if (questions.includes(stored.state)) report('question_lost', names, at);
    }
    const pictures = samePicture[ours.stored.state] ?? [ours.stored.state];
    if (!pictures.includes(theirs.stored.state)) report('different_states', names, at);
    const [a, b] = [ours.stored.context.expires_at, theirs.stored.context.expires_at];
    if (!ours.decided && a !== b) report('different_expiry', `${names}: ${a} / ${b}`, at);
    for (const key of [...sharedAlways, ...(ours.decided ? [] : sharedWhileOpen)]) {
      const [x, y] = [ours.stored.context[key], theirs.stored.context[key]].map((value) => JSON.stringify(value));
      if (x !== y) report('different_memory', `${names}: ${key} ${x} / ${y}`, at);
    }
    if (ours.decided && theirs.decided) {
      if (ours.outcome !== theirs.outcome) report('different_outcomes', `${ours.outcome} / ${theirs.outcome}`, at);
      else ends[`${ours.outcome}`] = (ends[`${ours.outcome}`] ?? 0) + 1;
    }
  }

  if (findings.length === 0) {
    const stuck = unable(successors, good);
    if (stuck !== null) {
      const whole = wholes[stuck] as Whole;
      report('no_way_out', `${out.locals[whole.out]?.stored.state} / ${inn.locals[whole.inn]?.stored.state}`, stuck);
    }
  }
  return { kind, states: wholes.length, steps, interleavings: ways(successors), queue, ends, findings };
}

/** Everything that can happen next: a delivery, a command of either side, the clock, a linked evidence request. */
function move(
  whole: Whole,
  out: Side,
  inn: Side,
  post: Post,
  bounds: Record<Loop, number>,
  maxQueue: number,
): { edges: Edge[]; rejected: { label: string; detail: string }[] } {
  const edges: Edge[] = [];
  const rejected: { label: string; detail: string }[] = [];
  const ours = out.locals[whole.out] as Local;
  const theirs = inn.locals[whole.inn] as Local;

  const outgoing = (label: string, taken: Taken | { rejected: string }, change: Partial<Whole>) => {
    if ('rejected' in taken) return rejected.push({ label, detail: taken.rejected });
    const there = [...whole.there, ...taken.sent];
    return edges.push({ label, next: { ...whole, ...change, out: taken.local, there } });
  };
  const incoming = (label: string, taken: Taken | { rejected: string }, change: Partial<Whole>) => {
    if ('rejected' in taken) return rejected.push({ label, detail: taken.rejected });
    const back = [...whole.back, ...taken.sent];
    return edges.push({ label, next: { ...whole, ...change, inn: taken.local, back } });
  };

  const [toThem, ...laterThere] = whole.there;
  if (toThem !== undefined) {
    incoming(`they receive ${post.message(toThem).type}`, inn.receive(whole.inn, toThem), { there: laterThere });
  }
  const [toUs, ...laterBack] = whole.back;
  if (toUs !== undefined) {
    outgoing(`we receive ${post.message(toUs).type}`, out.receive(whole.out, toUs), { back: laterBack });
  }
  const sides = [
    { local: ours, index: whole.out, side: out, queue: whole.there, act: outgoing, who: 'we' },
    { local: theirs, index: whole.inn, side: inn, queue: whole.back, act: incoming, who: 'they' },
  ];
  for (const { local, index, side, queue, act, who } of sides) {
    if (queue.length >= maxQueue) continue;
    for (const [n, { type, payload, loop }] of local.moves.entries()) {
      const position = loop ? loops.indexOf(loop as (typeof loops)[number]) : -1;
      if (loop && (whole.used[position] ?? 0) >= bounds[loop]) continue;
      const used = loop ? whole.used.with(position, (whole.used[position] ?? 0) + 1) : whole.used;
      act(`${who} ${type.slice('command.'.length)}`, side.step(index, type, payload, `c${n} ${type}`), { used });
    }
  }

  for (const [n, phase] of whole.links.entries()) {
    const payload = { request_id: id(n + 1), number: `BRA-CHL-2026-0000${n + 1}-A` };
    const sent = !['draft', 'ca_review', 'approved', 'discarded'].includes(ours.stored.state);
    const opened = theirs.stored.state !== 'arriving';
    if (phase === 0 && sent) {
      const taken = out.step(whole.out, 'linked.follow_up', payload, `follow_up ${n}`);
      outgoing(`we send linked request ${n + 1}`, taken, { links: whole.links.with(n, 1) });
    } else if (phase === 1 && opened) {
      const taken = inn.step(whole.inn, 'linked.hold', payload, `hold ${n}`);
      incoming(`linked request ${n + 1} arrives`, taken, { links: whole.links.with(n, 2) });
    } else if (phase === 2) {
      for (const outcome of ['executed', 'not executed', 'withdrawn, data released']) {
        const executed = outcome === 'executed';
        const release = outcome === 'withdrawn, data released';
        const decision = {
          request_id: payload.request_id,
          executed,
          ...(executed ? {} : { grace_until: grace, release }),
        };
        const taken = inn.step(whole.inn, 'linked.decided', decision, `decided ${n} ${outcome}`);
        const label = `linked request ${n + 1} ${outcome}`;
        incoming(label, taken, { links: whole.links.with(n, 3) });
      }
    }
  }
  if (theirs.stored.workflow === 'preservation.incoming' && theirs.stored.state === 'preserved') {
    const taken = inn.step(whole.inn, 'clock.preservation_expiry', {}, 'expiry');
    incoming('preservation expires', taken, {});
  }
  return { edges, rejected };
}

/** How many ways lead from the first state to one without a successor; infinite if one can go in a circle. */
function ways(successors: number[][]): number {
  const before = new Uint32Array(successors.length);
  for (const next of successors) for (const to of next) before[to] = (before[to] ?? 0) + 1;
  const from = new Float64Array(successors.length);
  from[0] = 1;
  const open = [0];
  let passed = 0;
  let ended = 0;
  for (let at = open.pop(); at !== undefined; at = open.pop(), passed++) {
    const next = successors[at] ?? [];
    if (next.length === 0) ended += from[at] ?? 0;
    for (const to of next) {
      from[to] = (from[to] ?? 0) + (from[at] ?? 0);
      before[to] = (before[to] ?? 0) - 1;
      if (before[to] === 0) open.push(to);
    }
  }
  return passed < successors.length ? Number.POSITIVE_INFINITY : ended;
}

/** The first state from which no end can be reached; null when there is none. */
function unable(successors: number[][], ends: number[]): number | null {
  const before: number[][] = successors.map(() => []);
  for (const [from, next] of successors.entries()) for (const to of next) before[to]?.push(from);
  const able = new Uint8Array(successors.length);
  const open = [...ends];
  for (const end of ends) able[end] = 1;
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const from of before[at] ?? []) {
      if (able[from]) continue;
      able[from] = 1;
      open.push(from);
    }
  }
  const stuck = able.indexOf(0);
  return stuck < 0 ? null : stuck;
}
