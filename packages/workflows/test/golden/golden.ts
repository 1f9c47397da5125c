/**
 * Golden stored rows: for each procedure the shortest ways to everything its file can remember, and one more step for
 * every other thing that can happen, as rows are stored. A row names the row it follows and what happened, and says what
 * that changed; together the rows are the paths. What a version of a machine once stored must be readable for ever.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { initial, machines, type Stored, step, type Workflow } from '../../src/decide.ts';
import type { Effect } from '../../src/effects.ts';
import { incomingMessages } from '../../src/messages.ts';
import { requestBody, samples } from '../../src/protocol.ts';
import type { Kind } from '../../src/types.ts';
import { shapeOf } from '../shape.ts';

type Payload = Record<string, unknown>;
type Context = Stored['context'];

export interface GoldenRow {
  /** the row before and what happened to it; the first row has neither */
  from?: number;
  event?: string;
  state: string;
  /** what differs from the context of the row before; `records` by record */
  changed: Context;
  effects?: Effect[];
}

export interface Golden {
  workflow: Workflow;
  version: string;
  /** by name, as rows refer to them */
  events: Record<string, { type: string; payload: Payload }>;
  rows: GoldenRow[];
}

export const workflows = Object.keys(machines) as Workflow[];
export const versionOf = (workflow: Workflow): string => (machines[workflow] as { version?: string }).version ?? '1';

const at = '2026-10-08T12:00:00.000Z';
const later = '2027-03-08T02:59:59.000Z';
const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
const machineOf = (workflow: Workflow) =>
  machines[workflow] as unknown as { events: string[]; root: Node & { states: Record<string, Node> } };
interface Node {
  transitions: Map<string, { guard?: { params?: { state?: string } } }[]>;
}

/** Runs an event through the machine as the engine does; everything that comes out is plain JSON. */
export function happen(stored: Stored, { type, payload }: { type: string; payload: Payload }) {
  const next = step(stored, { type, at, by: 'x', payload });
  return next && (JSON.parse(JSON.stringify(next)) as NonNullable<typeof next>);
}

/** Every event a file can see, in every way its payload can turn: commands as sampled, the rest from schemas. */
function eventsOf(workflow: Workflow): { type: string; payload: Payload }[] {
  const given = Object.entries(samples[workflow]).flatMap(([name, list]) =>
    list.map(({ payload }) => ({ type: `command.${name}`, payload })),
  );
  const told = Object.entries(incomingMessages[workflow]).flatMap(([name, schema]) => {
    const type = `message.${name}`;
    if (name === 'request')
      return [{ type, payload: requestBody(workflow.split('.')[0] as Kind) as unknown as Payload }];
    return payloadsOf(schema as unknown as Schema, statesAsked(workflow, type)).map((payload) => ({ type, payload }));
  });
  const inner = machineOf(workflow).events.flatMap((type) => {
    if (type.startsWith('clock.')) return [{ type, payload: {} }];
    if (!type.startsWith('linked.')) return [];
    const decisions = [{ executed: true }, { executed: false }, { executed: false, release: true }];
    return [1, 2].flatMap((n) => {
      const link = { request_id: id(n), number: 'N' };
      if (!type.endsWith('decided')) return [{ type, payload: link }];
      return decisions.map((decision) => ({ type, payload: { ...link, ...decision, grace_until: later } }));
    });
  });
  return [...given, ...told, ...inner];
}

interface Schema {
  type?: string;
  format?: string;
  pattern?: string;
  enum?: unknown[];
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
}

/** Bodies of a message: every yes and no, and beyond what is required only dates and identities. */
function payloadsOf({ properties = {}, required = [] }: Schema, states: readonly string[]): Payload[] {
  let payloads: Payload[] = [{}];
  for (const [name, schema] of Object.entries(properties)) {
    const { type, format, anyOf } = schema;
    const values =
      type === 'boolean'
        ? [true, false]
        : name === 'state'
          ? states
          : required.includes(name) || format !== undefined || anyOf !== undefined
            ? [sampleOf(anyOf?.[0] ?? schema)]
            : [];
    if (values.length > 0)
      payloads = payloads.flatMap((payload) => values.map((value) => ({ ...payload, [name]: value })));
  }
  return payloads;
}

function sampleOf({ type, format, pattern, enum: choices }: Schema): unknown {
  if (choices) return choices[0];
  if (type === 'array') return [];
  if (type === 'integer' || type === 'number') return 1;
  if (format === 'date-time') return later;
  if (format === 'date') return later.slice(0, 10);
  if (format === 'uuid') return id(1);
  return pattern === '^[A-Z]{3}$' ? 'CHL' : 't';
}

/** What the conditions of a message ask of the state it names, and a state that none of them knows. */
function statesAsked(workflow: Workflow, type: string): string[] {
  const { root } = machineOf(workflow);
  const guards = [root, ...Object.values(root.states)]
    .flatMap(({ transitions }) => transitions.get(type) ?? [])
    .flatMap(({ guard }) => guard?.params?.state ?? []);
  return [...new Set(guards), 'ended'];
}

const serialise = ({ state, context }: Pick<Stored, 'state' | 'context'>) => shapeOf(state, context);

/** The golden rows of a procedure as its machine is now. Deterministic. */
export function goldenOf(workflow: Workflow): Golden {
  const first = initial(workflow);
  const events = eventsOf(workflow);
  const named: Golden['events'] = {};
  const names = new Map<object, string>();
  for (const event of events) {
    const short = event.type;
    let name = short;
    for (let n = 2; named[name]; n++) name = `${short} ${n}`;
    named[name] = event;
    names.set(event, name);
  }
  const rows: GoldenRow[] = [{ state: first.state, changed: first.context }];
  const known = new Set([serialise(first)]);
  const seen = new Set<string>();
  const open = [{ row: 0, stored: first }];
  for (const { row, stored } of open) {
    for (const event of events) {
      const next = happen(stored, event);
      if (!next) continue;
      const key = serialise(next);
      const isNew = !known.has(key);
      // another way of doing something: another target, other effects, another message
      const asked = next.effects.map(({ type, params }) => [type, type === 'send' ? params.type : '']);
      const step = JSON.stringify([stored.state, event.type, next.state, asked]);
      if (!isNew && seen.has(step)) continue;
      known.add(key);
      seen.add(step);
      const { state, context, effects } = next;
      rows.push({
        from: row,
        event: names.get(event) ?? '',
        state,
        changed: changes(stored.context, context),
        effects,
      });
      if (isNew) open.push({ row: rows.length - 1, stored: { ...stored, state, context } });
    }
  }
  const used = new Set(rows.map(({ event }) => event));
  return {
    workflow,
    version: versionOf(workflow),
    events: Object.fromEntries(Object.entries(named).filter(([name]) => used.has(name))),
    rows,
  };
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

function changes(before: Context, after: Context): Context {
  const changed: Context = {};
  for (const [key, value] of Object.entries(after)) {
    if (same(before[key], value)) continue;
    changed[key] = key === 'records' ? changes(before.records as Context, value as Context) : value;
  }
  return changed;
}

/** Every row of a golden file as it was stored. */
export function storedRows({ workflow, version, rows }: Golden): Stored[] {
  const stored: Stored[] = [];
  for (const { from, state, changed } of rows) {
    const before = from === undefined ? {} : (stored[from]?.context ?? {});
    const { records, ...rest } = changed;
    const context = { ...before, ...rest, records: { ...(before.records as object), ...(records as object) } };
    stored.push({ workflow, version, state, context });
  }
  return stored;
}

const folder = new URL('./', import.meta.url);

/** Golden files of every version that was ever written. */
export function goldenFiles(): { name: string; golden: Golden }[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => ({ name, golden: JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Golden }));
}

export const fileName = ({ workflow, version }: Pick<Golden, 'workflow' | 'version'>) => `${workflow}.v${version}.json`;

/** Writes the golden file of a procedure: one event and one row a line, so that a change reads as one. */
export function writeGolden(golden: Golden): void {
  const lines = (items: readonly string[]) => items.map((item) => `    ${item}`).join(',\n');
  const events = Object.entries(golden.events).map(
    ([name, event]) => `${JSON.stringify(name)}: ${JSON.stringify(event)}`,
  );
  const rows = golden.rows.map((row) => JSON.stringify(row));
  const head = `  "workflow": ${JSON.stringify(golden.workflow)},\n  "version": ${JSON.stringify(golden.version)},`;
  const text = `{\n${head}\n  "events": {\n${lines(events)}\n  },\n  "rows": [\n${lines(rows)}\n  ]\n}\n`;
  writeFileSync(new URL(fileName(golden), folder), text);
}
