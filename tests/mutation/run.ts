/**
 * Plants faults and looks whether a test sees each: `pnpm check mutation [--sample N] [--seed N] [--workers N]
 * [--file PART]`. A fault that no test sees is a rule that nothing holds. Tests that read what the machines once did (`golden`) are asked last and
 * counted apart; those that compare documents or words, and the acceptance of the whole house, are not asked.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { allMutants, type Mutant, source } from './mutants.ts';

const config = fileURLToPath(new URL('vitest.config.ts', import.meta.url));
const tests = path.resolve(source, '../test');
/** What compares documents, words or letters says nothing of a rule. */
const documents = ['guide', 'vocabulary', 'letter'];
/** A mutant that does not end is seen; on a crowded machine an honest run takes long too. */
const patience = 180_000;

export type Fate = 'killed' | 'golden' | 'timeout' | 'survived';

export interface MutationFigures extends Record<string, unknown> {
  ok: boolean;
  seed: number;
  /** of all that there are, those that were tried */
  mutants: number;
  of: number;
  killed: number;
  /** of the killed, those that only the golden rows showed */
  golden: number;
  /** of the killed, those that did not end */
  timeouts: number;
  survived: number;
  score: number;
}

export interface MutationOptions {
  sample?: number | undefined;
  seed?: number | undefined;
  workers?: number | undefined;
  /** only files whose path holds this */
  file?: string | undefined;
}

/** The score at which the tests are thought to hold the rules. */
const enough = 0.9;

export async function mutation(options: MutationOptions = {}): Promise<MutationFigures> {
  const { sample, seed = 1, workers = 2, file: part = '' } = options;
  const all = allMutants().filter(({ file }) => file.includes(part));
  const chosen = sample === undefined ? all : drawn(all, sample, seed);
  const fates = new Map<Mutant, Fate>();
  const related = relatedTests();
  const asked = [...new Set(chosen.flatMap((mutant) => roundsOf(mutant, related).flatMap(({ tests }) => tests)))];
  if ((await vitest(asked, null)) !== 'passed') throw new Error('the tests do not pass without a fault');
  const open = [...chosen];
  await Promise.all(
    Array.from({ length: workers }, async () => {
      for (let mutant = open.shift(); mutant; mutant = open.shift()) {
        const fate = await fateOf(mutant, related);
        fates.set(mutant, fate);
        if (fates.size % 25 === 0) console.error(`${fates.size} of ${chosen.length}`);
        if (fate === 'survived' || fate === 'golden') console.error(`${fate}: ${described(mutant)}`);
      }
    }),
  );
  const count = (...wanted: Fate[]) => [...fates.values()].filter((fate) => wanted.includes(fate)).length;
  const killed = count('killed', 'golden', 'timeout');
  const score = chosen.length === 0 ? 0 : Math.round((killed / chosen.length) * 1000) / 1000;
  return {
    ok: score >= enough,
    seed,
    mutants: chosen.length,
    of: all.length,
    killed,
    golden: count('golden'),
    timeouts: count('timeout'),
    survived: count('survived'),
    score,
  };
}

interface Round {
  fate: Fate;
  tests: string[];
  /** of these tests, by name; all when not given */
  only?: string;
}

/** Which tests are asked about a mutant, and in which order: those that reach its file, the protocol, the golden rows. */
function roundsOf({ file }: Mutant, related: Map<string, string[]>): Round[] {
  const tests = related.get(file) ?? [];
  const rounds: Round[] = [{ fate: 'killed', tests }];
  if (!tests.includes('machines')) return rounds;
  return [
    ...rounds,
    { fate: 'killed', tests: ['protocol'], only: 'two files over' },
    { fate: 'golden', tests: ['golden'] },
  ];
}

/** What becomes of one mutant. */
export async function fateOf(mutant: Mutant, related = relatedTests()): Promise<Fate> {
  for (const { fate, tests, only } of roundsOf(mutant, related)) {
    const result = await vitest(tests, mutant, only === undefined ? [] : ['-t', only]);
    if (result !== 'passed') return result === 'timeout' ? 'timeout' : fate;
  }
  return 'survived';
}

function described({ file, line, kind, original, replacement }: Mutant): string {
  const short = (text: string) => {
    const flat = text.replaceAll(/\s+/g, ' ');
    return flat.length > 70 ? `${flat.slice(0, 67)}…` : flat;
  };
  return `packages/workflows/src/${file}:${line}  ${kind}: ${short(original)}${replacement ? ` → ${short(replacement)}` : ''}`;
}

/** By source file, the names of the tests that reach it through imports, without those that have their own round. */
export function relatedTests(): Map<string, string[]> {
  const importsOf = (file: string) =>
    [...fs.readFileSync(file, 'utf8').matchAll(/from '(\.{1,2}\/[^']+)'/g)].map(([, to = '']) =>
      path.resolve(path.dirname(file), to),
    );
  const related = new Map<string, string[]>();
  for (const name of fs.readdirSync(tests).filter((file) => file.endsWith('.test.ts'))) {
    const test = name.slice(0, -'.test.ts'.length);
    if ([...documents, 'golden', 'protocol'].includes(test)) continue;
    const reached = new Set([path.join(tests, name)]);
    for (const file of reached) for (const next of importsOf(file)) if (fs.existsSync(next)) reached.add(next);
    for (const file of reached) {
      const key = path.relative(source, file).replaceAll(path.sep, '/');
      related.set(key, [...(related.get(key) ?? []), test]);
    }
  }
  return related;
}

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});
for (const [signal, number] of [
  ['SIGINT', 2],
  ['SIGTERM', 15],
] as const) {
  process.once(signal, () => process.exit(128 + number));
}

/** Runs tests by name in a process of its own, at the lowest priority. */
function vitest(names: string[], mutant: Mutant | null, more: string[] = []): Promise<'passed' | 'failed' | 'timeout'> {
  const cli = path.join(path.dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
  const files = names.map((name) => path.join(tests, `${name}.test.ts`));
  const { VITEST, VITEST_WORKER_ID, VITEST_POOL_ID, VITEST_MODE, NODE_ENV, ...env } = process.env;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, 'run', '--config', config, ...files, ...more], {
      env: { ...env, ...(mutant ? { MUTANT: JSON.stringify(mutant) } : {}) },
      stdio: 'ignore',
    });
    running.add(child);
    if (child.pid !== undefined) os.setPriority(child.pid, os.constants.priority.PRIORITY_LOW);
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, patience);
    child.once('error', reject);
    child.once('exit', (code) => {
      clearTimeout(timer);
      running.delete(child);
      resolve(late ? 'timeout' : code === 0 ? 'passed' : 'failed');
    });
  });
}

/** `n` of the list without repetition, by a small generator: the same seed draws the same from the same sources. */
export function drawn<T>(list: readonly T[], n: number, seed: number): T[] {
  const rest = [...list];
  let state = seed >>> 0;
  const random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return Array.from({ length: Math.min(n, rest.length) }, () =>
    rest.splice(Math.floor(random() * rest.length), 1),
  ).flat();
}
