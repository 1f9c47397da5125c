// The mutation check at a small size: its faults are real ones, and it tells a fault that a test sees from none.
import { expect, test } from 'vitest';
import { allMutants, type Mutant, mutantsOf } from './mutants.ts';
import { drawn, fateOf, mutation, relatedTests } from './run.ts';

/** Whole test runs stand behind these, at the lowest priority; nothing is measured. */
const patient = 900_000;

const made = (file: string, text: string) =>
  mutantsOf(file, text).map(({ start, end, replacement }) => text.slice(0, start) + replacement + text.slice(end));

test('each fault is one small change', () => {
  expect(made('x.ts', 'if (a < 3 && !b) f(c);')).toEqual(
    expect.arrayContaining([
      'if (a <= 3 && !b) f(c);',
      'if (a < 4 && !b) f(c);',
      'if (a < 3 || !b) f(c);',
      'if (a < 3 && b) f(c);',
      'if (true) f(c);',
      'if (false) f(c);',
      'if (a < 3 && !b) ;',
    ]),
  );
  expect(made('x.ts', 'const l = x.filter(f).some((y) => ({ rule: g, n: 1 } as T));')).toEqual(
    expect.arrayContaining([
      'const l = x.some((y) => ({ rule: g, n: 1 } as T));',
      'const l = x.filter(f).every((y) => ({ rule: g, n: 1 } as T));',
      'const l = x.filter(f).some((y) => ({  n: 1 } as T));',
      'const l = x.filter(f).some((y) => ({ rule: g, n: 2 } as T));',
    ]),
  );
});

test('a machine can lose a transition, an action, a guard, and go somewhere else', () => {
  const text =
    "const m = { on: { 'message.a': { guard: 'g', target: 'x', actions: ['p', 'q'] }, 'message.b': { target: 'y' } } };";
  expect(made('m.machine.ts', text)).toEqual(
    expect.arrayContaining([
      "const m = { on: {  'message.b': { target: 'y' } } };",
      text.replace(" guard: 'g',", ' '),
      text.replace("'p', ", ' '),
      text.replace("target: 'x'", "target: 'y'"),
    ]),
  );
});

test('types, imports and words to programmers are left alone', () => {
  expect(
    made('x.ts', "import { a } from 'b';\ntype T = { a: 1 | 2 };\nif (x) throw new Error(String(1 + 2));"),
  ).toHaveLength(2);
});

test('every part of the logic is in reach of a test', () => {
  const related = relatedTests();
  const files = [...new Set(allMutants().map(({ file }) => file))];
  expect(files.length).toBeGreaterThan(12);
  expect(files.filter((file) => (related.get(file) ?? []).length === 0)).toEqual([]);
  expect(drawn([1, 2, 3, 4, 5], 3, 7)).toEqual(drawn([1, 2, 3, 4, 5], 3, 7));
  expect(new Set(drawn([1, 2, 3, 4, 5], 5, 7)).size).toBe(5);
});

test('a planted fault is seen, and no fault is none', { timeout: patient }, async () => {
  const faults = allMutants().filter(({ file }) => file === 'rules.ts');
  const early = faults.find(({ kind, original }) => kind === '< → <=' && original === '<') as Mutant;
  expect(await fateOf(early)).toBe('killed');
  const harmless = allMutants().find(({ file }) => file === 'indicators.ts') as Mutant;
  expect(await fateOf({ ...harmless, replacement: harmless.original })).toBe('survived');
});

test('a run counts what became of every fault it drew', { timeout: patient }, async () => {
  const { mutants, killed, survived, score, ok } = await mutation({ sample: 3, seed: 1, file: 'indicators' });
  expect(mutants).toBe(3);
  expect(killed + survived).toBe(3);
  expect(score).toBeCloseTo(killed / 3, 3);
  expect(ok).toBe(score >= 0.9);
});
