// Small faults, one at a time, in the logic of the law and the procedure: what a tired hand might write. StrykerJS 10 was
// tried (2.5 s a mutant): it leans on the compiler API that TypeScript 7 no longer has, draws no sample, and leaves out no
// single transition, action or guard, which is where a machine goes wrong.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAst } from 'vitest/node';

export interface Mutant {
  /** below packages/workflows/src */
  file: string;
  line: number;
  kind: string;
  start: number;
  end: number;
  /** what stands between start and end, and what stands there instead */
  original: string;
  replacement: string;
}

export const source = fileURLToPath(new URL('../../packages/workflows/src/', import.meta.url));

/** Logic, not tables of words or of treaties: what decides. */
const scope = [
  '**/*.machine.ts',
  'calendar.ts',
  'completeness.ts',
  'deadline-policies.ts',
  'deadlines.ts',
  'decide.ts',
  'drafting.ts',
  'effects.ts',
  'identifiers.ts',
  'indicators.ts',
  'instruments/bases.ts',
  'instruments/grounds.ts',
  'obligations.ts',
  'rules.ts',
];

/** Every mutant of the scope, in the order of files and lines. */
export function allMutants(): Mutant[] {
  return fs
    .globSync(scope, { cwd: source })
    .sort()
    .flatMap((file) => mutantsOf(file, fs.readFileSync(path.join(source, file), 'utf8')));
}

interface Node {
  type: string;
  start: number;
  end: number;
  [key: string]: unknown;
}
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

const swapped: Record<string, string> = {
  '===': '!==',
  '!==': '===',
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '&&': '||',
  '||': '&&',
  '??': '&&',
};
const methods: Record<string, string> = { some: 'every', every: 'some', min: 'max', max: 'min' };
/** What a machine is made of; each can be forgotten. Any event can, too. */
const parts = ['guard', 'actions', 'target', 'entry', 'exit'];
/** Types hold no logic; a value inside one of these is still a value. */
const transparent = ['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression'];

/** The mutants of one file. Pure: the text in, every single fault out. */
export function mutantsOf(file: string, text: string): Mutant[] {
  const mutants: Mutant[] = [];
  const machine = file.endsWith('.machine.ts') || file.endsWith('drafting.ts');
  const of = (node: Node) => text.slice(node.start, node.end);
  const put = (kind: string, start: number, end: number, replacement: string) => {
    const original = text.slice(start, end);
    const line = text.slice(0, start).split('\n').length;
    if (original !== replacement) mutants.push({ file, line, kind, start, end, original, replacement });
  };
  /** Takes an item out of a list, with the comma that follows it. */
  const drop = (kind: string, node: Node) => {
    const comma = /^\s*,/.exec(text.slice(node.end))?.[0].length ?? 0;
    put(kind, node.start, node.end + comma, '');
  };
  const program = parseAst(text, { lang: 'ts' }, file) as unknown as Node;
  const said = wordsByKey(program);

  const visit = (node: Node, parent: Node | null): void => {
    if (node.type.startsWith('TS') && !transparent.includes(node.type)) return;
    if (['ImportDeclaration', 'ExportAllDeclaration'].includes(node.type)) return;
    // the words of an error of ours to a programmer
    if (node.type === 'ThrowStatement') return;
    switch (node.type) {
      case 'BinaryExpression':
      case 'LogicalExpression': {
        const { operator, left, right } = node as unknown as { operator: string; left: Node; right: Node };
        const between = text.slice(left.end, right.start);
        const at = left.end + between.indexOf(operator);
        const prose = [left, right].some(({ type, value }) => type === 'TemplateLiteral' || typeof value === 'string');
        const other = swapped[operator];
        if (other && !(prose && operator === '+')) put(`${operator} → ${other}`, at, at + operator.length, other);
        break;
      }
      case 'UnaryExpression':
        if (node.operator === '!') put('! left out', node.start, node.start + 1, '');
        break;
      case 'ConditionalExpression':
      case 'IfStatement': {
        const test = node.test as Node;
        for (const value of ['true', 'false']) put(`condition is ${value}`, test.start, test.end, value);
        break;
      }
      case 'ExpressionStatement':
        if ((node.expression as Node).type !== 'Literal') put('statement left out', node.start, node.end, ';');
        break;
      case 'ContinueStatement':
      case 'BreakStatement':
        put('statement left out', node.start, node.end, ';');
        break;
      case 'CallExpression': {
        const callee = node.callee as Node;
        const property = callee.type === 'MemberExpression' && !callee.computed ? (callee.property as Node) : null;
        const name = property ? of(property) : '';
        const other = Object.hasOwn(methods, name) ? methods[name] : undefined;
        if (property && other) put(`${name} → ${other}`, property.start, property.end, other);
        if (property && name === 'filter') put('filter left out', (callee.object as Node).end, node.end, '');
        break;
      }
      case 'ArrayExpression':
        for (const element of (node.elements as (Node | null)[]).filter(isNode)) drop('element left out', element);
        break;
      case 'ObjectExpression':
        for (const property of node.properties as Node[]) {
          if (property.type !== 'Property') continue;
          const key = keyOf(property);
          const decides = machine ? parts.includes(key) || key.includes('.') : isRule(property);
          if (decides) drop(`${key} left out`, property);
        }
        break;
      case 'Literal': {
        const { value } = node;
        if (typeof value === 'number') put('other number', node.start, node.end, String(value + 1));
        if (typeof value === 'boolean') put('other answer', node.start, node.end, String(!value));
        if (typeof value === 'string' && parent?.type === 'Property' && parent.value === node) {
          const others = said.get(keyOf(parent)) ?? [];
          const next = others[(others.indexOf(value) + 1) % others.length];
          put('other word', node.start, node.end, `'${next === undefined || next === value ? `${value}x` : next}'`);
        }
        break;
      }
    }
    for (const [key, child] of Object.entries(node)) {
      if (node.type === 'Property' && key === 'key' && !node.computed) continue;
      for (const one of Array.isArray(child) ? child : [child]) if (isNode(one)) visit(one, node);
    }
  };
  visit(program, null);
  return mutants.sort((a, b) => a.start - b.start || a.end - b.end);
}

const keyOf = (property: Node): string => {
  const key = property.key as { name?: string; value?: unknown };
  return key.name ?? String(key.value ?? '');
};

/** An entry of a table of rules: its value is a function, by name, as it stands, or made by a call. */
function isRule(property: Node): boolean {
  const value = property.value as Node;
  if (property.shorthand || property.computed) return false;
  return ['ArrowFunctionExpression', 'FunctionExpression', 'CallExpression', 'Identifier'].includes(value.type);
}

/** Every string that a property of this name has in the file: a fault puts another one that could stand there. */
function wordsByKey(program: Node): Map<string, string[]> {
  const words = new Map<string, string[]>();
  const walk = (node: Node): void => {
    if (node.type === 'Property' && isNode(node.value) && typeof node.value.value === 'string') {
      const known = words.get(keyOf(node)) ?? [];
      if (!known.includes(node.value.value)) words.set(keyOf(node), [...known, node.value.value]);
    }
    for (const child of Object.values(node)) {
      for (const one of Array.isArray(child) ? child : [child]) if (isNode(one)) walk(one);
    }
  };
  walk(program);
  return words;
}
