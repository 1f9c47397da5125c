/**
 * The guide to a procedure: every state and every transition in the reader's words, read from the machine, the commands,
 * the messages and the timers. Pure. Nothing about a procedure is written here: a new state, command, message or kind of
 * file appears by itself.
 */
import { type CommandSpec, commands } from '../commands.ts';
import { deadlinePolicies, policyFor, type Side } from '../deadline-policies.ts';
import { commandsOf, machines, type Workflow } from '../decide.ts';
import type { Effect } from '../effects.ts';
import { carriesForm, incomingMessages } from '../messages.ts';
import { type Direction, type Kind, type Language, type Source, urgencies } from '../types.ts';
import { localeOf, say, vocabulary } from '../vocabulary/index.ts';

/** One transition. Every word is in the guide's language; `…_code` and `to` are codes. */
export interface GuideRow {
  /** `command.accept`, `message.refusal`, `clock.…`, `linked.…` */
  event: string;
  origin: 'command' | 'message' | 'clock' | 'linked';
  what: string;
  /** what the command does, in a sentence; null for what is not a command */
  explain: string | null;
  /** roles that may give the command, or where the event comes from; then what limits it (four eyes) */
  who: string[];
  /** when this alternative is taken; null when always */
  condition: string | null;
  /** code of the state it leads to; null when the file stays in its state */
  to: string | null;
  leads_to: string;
  /** what is recorded, field by field */
  recorded: string[];
  /** which clock starts, ends, stands still, runs again */
  clocks: string[];
  /** messages sent, people told, linked files informed */
  follows: string[];
  /** what provides for it, as a lawyer cites it */
  sources: string[];
}

export interface GuideState {
  code: string;
  name: string;
  explain: string;
  /** who has the ball here; null while a file is only being opened */
  ball: 'us' | 'them' | 'nobody' | null;
  ball_name: string;
  /** counts as decided (domain.md §6.2) */
  decided: boolean;
  begins: boolean;
  rows: GuideRow[];
}

export interface GuideClock {
  code: string;
  name: string;
  /** the period, then what it is for other urgencies */
  periods: string[];
  holder: string;
  suspendable: boolean;
  stands: string;
  source: string;
}

export interface Guide {
  workflow: Workflow;
  version: string;
  language: Language;
  /** “Evidence request · Outgoing” */
  name: string;
  lead: string;
  about: string;
  states: GuideState[];
  /** transitions of the whole machine: they apply where a state has none of its own for the event */
  anywhere: GuideRow[];
  clocks: GuideClock[];
}

interface Node {
  key: string;
  tags: readonly string[];
  entry: readonly unknown[];
  exit: readonly unknown[];
  transitions: Map<string, Transition[]>;
}
interface Transition {
  eventType: string;
  target?: readonly Node[];
  guard?: unknown;
  actions: readonly unknown[];
  reenter: boolean;
}
interface Schema {
  properties?: Record<string, unknown>;
  required?: readonly string[];
}
interface Machine {
  version?: string;
  config: { initial: string };
  root: Node & { states: Record<string, Node> };
}

const machineOf = (workflow: Workflow) => machines[workflow] as unknown as Machine;
const mirrorOf = (workflow: Workflow): Workflow => {
  const [kind, direction] = workflow.split('.') as [Kind, Direction];
  return `${kind}.${direction === 'outgoing' ? 'incoming' : 'outgoing'}`;
};

/** The guide to one procedure in one language. */
export function guideOf(workflow: Workflow, language: Language): Guide {
  const writer = new Writer(workflow, language);
  const machine = machineOf(workflow);
  const [kind, direction] = workflow.split('.') as [Kind, Direction];
  const states = Object.values(machine.root.states).map((node) => writer.state(node));
  const version = machine.version ?? '1';
  return {
    workflow,
    version,
    language,
    name: `${say(language, `kind.${kind}`)} · ${say(language, `direction.${direction}`)}`,
    lead: say(language, `direction.${direction}.explain`),
    about: say(language, { key: 'guide.about', params: { version } }),
    states,
    anywhere: writer.rows(machine.root, null),
    clocks: writer.clocks(),
  };
}

/* ------------------------------------------------------- reading machines */

/** What a function of a machine read to answer: `event.payload.reply_by`. */
const paths = new WeakMap<object, string>();

/**
 * Stands for the context or the event when a machine computes an effect's parameters: whatever is read from it is again
 * such a stand-in, which remembers where it came from.
 */
function standIn(path: string): object {
  const proxy: object = new Proxy(() => {}, {
    get: (_, name) => {
      if (name === Symbol.toPrimitive) return () => path;
      if (name === Symbol.iterator) return [][Symbol.iterator];
      return typeof name === 'string' ? standIn(`${path}.${name}`) : undefined;
    },
    apply: () => standIn(path),
  });
  paths.set(proxy, path);
  return proxy;
}

/** The last part of what was read: `reply_by`; null for a plain value. */
function fieldRead(value: unknown): string | null {
  const path = typeof value === 'function' ? paths.get(value) : undefined;
  if (path === undefined) return null;
  // the earliest day among what is owed, as it was set with the evidence
  return path.includes('obligations') ? 'return_by' : (path.split('.').at(-1) ?? null);
}

/** The effects among a transition's actions, in the order they run. */
function effectsOf(node: Node | null, transition: Transition): Effect[] {
  const target = transition.target?.[0];
  const moves = target !== undefined && (target !== node || transition.reenter);
  const actions = [...(moves && node ? node.exit : []), ...transition.actions, ...(moves ? target.entry : [])];
  return actions.flatMap((action) => {
    const { type, params } = action as { type?: string; params?: unknown };
    if (type === undefined || params === undefined) return [];
    const given =
      typeof params === 'function' ? params({ context: standIn('context'), event: standIn('event') }) : params;
    return [{ type, params: given } as Effect];
  });
}

/** Commands of a file that send a message of this type. */
function sendersOf(workflow: Workflow, message: string): string[] {
  const { root } = machineOf(workflow);
  const names = new Set<string>();
  for (const node of Object.values(root.states)) {
    for (const [type, transitions] of node.transitions) {
      if (!type.startsWith('command.')) continue;
      const sends = transitions.flatMap((one) => effectsOf(node, one)).filter((effect) => effect.type === 'send');
      if (sends.some(({ params }) => params.type === message)) names.add(type.slice('command.'.length));
    }
  }
  return [...names];
}

/* --------------------------------------------------------- writing lines */

class Writer {
  readonly #workflow: Workflow;
  readonly #kind: Kind;
  readonly #direction: Direction;
  readonly #language: Language;
  readonly #clocks = new Set<string>();

  constructor(workflow: Workflow, language: Language) {
    const [kind, direction] = workflow.split('.') as [Kind, Direction];
    this.#workflow = workflow;
    this.#kind = kind;
    this.#direction = direction;
    this.#language = language;
  }

  state(node: Node): GuideState {
    const ball = (['us', 'them', 'nobody'] as const).find((tag) => node.tags.includes(tag)) ?? null;
    return {
      code: node.key,
      name: this.#stateName(node.key),
      explain: this.#say(`state.${this.#workflow}.${node.key}.explain`),
      ball,
      ball_name: ball === null ? '' : this.#say(`ball.${ball}`),
      decided: node.tags.includes('decided'),
      begins: machineOf(this.#workflow).config.initial === node.key,
      rows: this.rows(node, node),
    };
  }

  /** The transitions listed at a node; `from` is the state they leave, null for those of the whole machine. */
  rows(node: Node, from: Node | null): GuideRow[] {
    return [...node.transitions.values()].flatMap((alternatives) =>
      alternatives.map((transition, index) => this.#row(from, transition, index)),
    );
  }

  clocks(): GuideClock[] {
    return Object.keys(deadlinePolicies)
      .filter((code) => this.#clocks.has(code))
      .map((code) => {
        const { rule, holder } = policyFor(code);
        const ordinary = this.#period(code);
        const others = urgencies.flatMap((urgency) => {
          const period = this.#period(code, urgency);
          if (period === ordinary) return [];
          return [this.#say('guide.clock.urgency', { urgency: this.#say(`urgency.${urgency}`), period })];
        });
        return {
          code,
          name: this.#say(`deadline.${code}`),
          periods: [ordinary, ...others],
          holder: this.#say(`guide.side.${this.#isOurs(holder) ? 'us' : 'them'}`),
          suspendable: rule.suspendable,
          stands: this.#say(rule.suspendable ? 'guide.yes' : 'guide.no'),
          source: this.#cite(rule.source),
        };
      });
  }

  #row(from: Node | null, transition: Transition, index: number): GuideRow {
    const event = transition.eventType;
    const origin = event.slice(0, event.indexOf('.')) as GuideRow['origin'];
    const name = event.slice(event.indexOf('.') + 1);
    const spec = origin === 'command' ? commandsOf(this.#kind, this.#direction)[name] : undefined;
    const schema = this.#schema(origin, name, spec);
    const target = transition.target?.[0];
    const to = target && target !== from ? target.key : null;
    const found = effectsOf(from, transition);
    const command = this.#first(`command.${this.#kind}.${name}`, `command.${name}`);
    return {
      event,
      origin,
      what: this.#say(origin === 'command' ? command : origin === 'message' ? `message.${name}` : `event.${event}`),
      explain: origin === 'command' ? this.#say(`${command}.explain`) : null,
      who: this.#who(origin, spec),
      condition: this.#condition(transition.guard, index),
      to,
      leads_to: to === null ? this.#say('guide.same_state') : this.#stateName(to),
      recorded: this.#recorded(origin, name, schema),
      clocks: found.flatMap((effect) => this.#clock(effect, schema?.required ?? [])),
      follows: found.flatMap((effect) => this.#follows(effect)),
      sources: this.#sources(origin, name, spec),
    };
  }

  #who(origin: GuideRow['origin'], spec: CommandSpec | undefined): string[] {
    if (origin !== 'command') return [this.#say(`guide.from.${origin}`)];
    const roles = (spec?.roles ?? []).map((role) => this.#say(`role.${role}`));
    const by = this.#say('guide.by', { who: this.#list(roles, 'disjunction') });
    return spec?.fourEyes ? [by, this.#say('guide.four_eyes')] : [by];
  }

  #condition(guard: unknown, index: number): string | null {
    if (guard === undefined) return index > 0 ? this.#say('guard.otherwise') : null;
    const { type, params } = (typeof guard === 'string' ? { type: guard } : guard) as {
      type?: string;
      params?: { state?: string };
    };
    const key = this.#first(`guard.${this.#workflow}.${type}`, `guard.${type}`, 'guard.other');
    return this.#say(key, { state: params?.state === undefined ? '' : this.#stateName(params.state) });
  }

  /** The body of a command or a message; an event of the clock or of a linked file has none. */
  #schema(origin: GuideRow['origin'], name: string, spec: CommandSpec | undefined): Schema | undefined {
    const received = incomingMessages[this.#workflow] as Record<string, unknown>;
    return (origin === 'command' ? spec?.payload : origin === 'message' ? received[name] : undefined) as
      | Schema
      | undefined;
  }

  #recorded(origin: GuideRow['origin'], name: string, schema: Schema | undefined): string[] {
    if (origin === 'message' && carriesForm(name)) return [this.#say('guide.recorded.request')];
    const command = origin === 'command' ? name : (sendersOf(mirrorOf(this.#workflow), name)[0] ?? name);
    const fields = Object.keys(schema?.properties ?? {}).map((field) => {
      const theirs = `guide.theirs.${field}`;
      const label = origin === 'message' && theirs in vocabulary ? this.#say(theirs) : this.#field(field, command);
      return schema?.required?.includes(field) ? label : this.#say('guide.optional', { field: label });
    });
    return fields.length > 0 ? fields : [this.#say('guide.recorded.moment')];
  }

  /** `required`: fields that the event always brings */
  #clock(effect: Effect, required: readonly string[]): string[] {
    const name = (kind: string) => this.#say(`deadline.${kind}`);
    switch (effect.type) {
      case 'start': {
        const { kind, fixed_due, until } = effect.params;
        this.#clocks.add(kind);
        const given = fieldRead(until);
        const fixed = fieldRead(fixed_due) ?? (given && required.includes(given) ? given : null);
        const policy = this.#period(kind);
        const period = fixed
          ? this.#say('guide.period.fixed', { field: this.#field(fixed) })
          : given
            ? this.#say('guide.period.given', { period: policy, field: this.#field(given) })
            : policy;
        const clock = this.#say('guide.period', { clock: name(kind), period });
        return [this.#say('guide.starts', { clock })];
      }
      case 'stop': {
        if (effect.params.kinds === 'all') return [this.#say('guide.stops.all')];
        return effect.params.kinds.map((kind) => this.#say('guide.stops', { clock: name(kind) }));
      }
      case 'suspend':
      case 'resume':
        return effect.params.kinds.map((kind) => this.#say(`guide.${effect.type}s`, { clock: name(kind) }));
      default:
        return [];
    }
  }

  #follows(effect: Effect): string[] {
    switch (effect.type) {
      case 'send': {
        const message = this.#say(`message.${effect.params.type}`);
        const words = Object.entries(effect.params.body ?? {}).flatMap(([field, value]) =>
          typeof value === 'boolean'
            ? [
                this.#say('guide.value', {
                  field: this.#field(field),
                  value: this.#say(value ? 'guide.yes' : 'guide.no'),
                }),
              ]
            : [],
        );
        if (words.length === 0) return [this.#say('guide.sends', { message })];
        return [this.#say('guide.sends.saying', { message, words: this.#list(words) })];
      }
      case 'notify': {
        const who = this.#list(effect.params.roles.map((role) => this.#say(`role.${role}`)));
        return [this.#say(effect.params.urgent ? 'guide.tells.urgent' : 'guide.tells', { who })];
      }
      case 'link':
        return [this.#say('guide.links')];
      default:
        return [];
    }
  }

  /** A message rests on what provides for the command that sent it, a clock on its rule. */
  #sources(origin: GuideRow['origin'], name: string, spec: CommandSpec | undefined): string[] {
    const cited = (): readonly Source[] => {
      if (origin === 'command') return spec?.sources ?? [];
      if (origin === 'clock') return name in deadlinePolicies ? [policyFor(name).rule.source] : [];
      if (origin === 'linked') return [];
      const theirs: Record<string, CommandSpec> =
        commands[this.#kind][this.#direction === 'outgoing' ? 'incoming' : 'outgoing'];
      return sendersOf(mirrorOf(this.#workflow), name).flatMap((sender) => theirs[sender]?.sources ?? []);
    };
    return [...new Set(cited().map((source) => this.#cite(source)))];
  }

  #cite({ instrument, article, verified }: Source): string {
    const name = this.#say(this.#first(`guide.source.${instrument}`, `instrument.${instrument}.short`));
    const source = article === undefined ? name : this.#say('guide.article', { instrument: name, article });
    return verified ? source : this.#say('guide.unverified', { source });
  }

  #period(kind: string, urgency: (typeof urgencies)[number] = 'ordinary'): string {
    const { budget, unit } = policyFor(kind, urgency).rule;
    return this.#say(`unit.${unit}`, { n: budget });
  }

  #isOurs(side: Side): boolean {
    return (side === 'requesting') === (this.#direction === 'outgoing');
  }

  #field(field: string, command?: string): string {
    return this.#say(
      this.#first(`payload.${this.#kind}.${command}.${field}`, `payload.${command}.${field}`, `payload.${field}`),
    );
  }

  #stateName(code: string): string {
    return this.#say(`state.${this.#workflow}.${code}`);
  }

  /** The first of these keys that the vocabulary knows; the last otherwise. */
  #first(...keys: string[]): string {
    return keys.find((key) => vocabulary[key] !== undefined) ?? (keys.at(-1) as string);
  }

  #list(items: readonly string[], type: 'conjunction' | 'disjunction' = 'conjunction'): string {
    return new Intl.ListFormat(localeOf(this.#language), { type }).format(items);
  }

  #say(key: string, params?: Record<string, string | number>): string {
    return say(this.#language, params ? { key, params } : key);
  }
}
