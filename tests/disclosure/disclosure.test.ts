import { random as randomOf } from '@rogatoria/api/demo/teller.ts';
import { type Cell, disclosurePolicy, type Equation, protect, Unprotectable } from '@rogatoria/workflows/disclosure.ts';
import { describe, expect, it, vi } from 'vitest';
import { attack } from './attacker.ts';
import { disclosure, linesOf, primaryOnly, publish, whisperOf } from './disclosure.ts';

// a solver that is asked thousands of times, on a machine that has more to do
vi.setConfig({ testTimeout: 400_000 });
const seed = Number(process.env.SEED ?? 20261121);

const sum = (whole: string, ...parts: string[]): Equation => ({ left: [whole], right: parts });
const cells = (values: Record<string, number>): Cell[] => Object.entries(values).map(([id, value]) => ({ id, value }));
const hidden = ({ concealed }: Awaited<ReturnType<typeof protect>>) =>
  Object.fromEntries([...concealed].filter(([, how]) => how !== 'shown'));

describe('what is hidden', () => {
  it('hides nothing where nothing is small', async () => {
    expect(hidden(await protect(cells({ all: 30, a: 10, b: 20, c: 0 }), [sum('all', 'a', 'b', 'c')]))).toEqual({});
  });

  it('hides another cell beside a small one, and leaves what is left open wide enough', async () => {
    const protection = await protect(cells({ all: 33, a: 3, b: 10, c: 20 }), [sum('all', 'a', 'b', 'c')]);
    expect(hidden(protection)).toEqual({ a: 'primary', b: 'secondary' });
    for (const [least, greatest] of protection.between.values())
      expect(greatest - least).toBeGreaterThanOrEqual(disclosurePolicy.protection);
  });

  it('takes the total along where its parts are all too small to hide each other', async () => {
    const protection = await protect(cells({ all: 3, a: 1, b: 2 }), [sum('all', 'a', 'b')]);
    expect(hidden(protection)).toEqual({ a: 'primary', all: 'primary', b: 'primary' });
  });

  it('hides in a square what a row and a column would both give back', async () => {
    const table = cells({ all: 75, r1: 23, r2: 52, c1: 33, c2: 42, a: 3, b: 20, d: 30, e: 22 });
    const equations = [sum('all', 'r1', 'r2'), sum('all', 'c1', 'c2'), sum('r1', 'a', 'b'), sum('r2', 'd', 'e')];
    const protection = await protect(table, [...equations, sum('c1', 'a', 'd'), sum('c2', 'b', 'e')]);
    expect(hidden(protection)).toEqual({ a: 'primary', b: 'secondary', d: 'secondary', e: 'secondary' });
  });

  it('gives the same answer whatever order the cells and equations come in', async () => {
    const table = cells({ all: 40, a: 3, b: 12, c: 12, d: 13 });
    const forward = await protect(table, [sum('all', 'a', 'b', 'c', 'd')]);
    const backward = await protect(table.toReversed(), [sum('all', 'd', 'c', 'b', 'a')]);
    expect(backward).toEqual(forward);
  });

  it('says that a cell is lost when what was printed before gives it away', async () => {
    const printed: Cell[] = [
      { id: 'all', value: 33, printed: 'shown' },
      { id: 'a', value: 3 },
      { id: 'b', value: 30, printed: 'shown' },
    ];
    await expect(protect(printed, [sum('all', 'a', 'b')])).rejects.toThrow(Unprotectable);
  });

  it('hides a restated count whose difference from the earlier one is small', async () => {
    const restatement: Cell[] = [
      { id: 'before', value: 20, printed: 'shown' },
      { id: 'after', value: 22 },
      { id: 'difference', value: 2, unprinted: 'small_is_hidden' },
    ];
    const protection = await protect(restatement, [{ left: ['before', 'difference'], right: ['after'] }]);
    expect(hidden(protection)).toEqual({ after: 'secondary' });
  });

  it('refuses what is no count', async () => {
    await expect(protect(cells({ a: -1 }), [])).rejects.toThrow(RangeError);
    await expect(protect(cells({ a: 1 }), [sum('a', 'b')])).rejects.toThrow(RangeError);
  });
});

describe('the attacker', () => {
  it('recovers nothing from reports of two years and a restatement', async () => {
    const figures = await disclosure({ sample: 1, seed, states: 4 }, () => {});
    console.log(JSON.stringify(figures));
    expect(figures).toMatchObject({ ok: true, recovered: 0, narrow: 0, reports: 3 });
    expect(figures.suppressed).toBeGreaterThan(50);
  });

  it('gets the counts back from a publisher who hides small cells and nothing else', async () => {
    const editions = await publish(randomOf(seed), { states: 4, years: [2024], density: 0.6 });
    const loot = await attack({
      lines: editions.flatMap((edition) => linesOf(edition.report, primaryOnly(edition))),
      ...disclosurePolicy,
      whisper: whisperOf(editions),
    });
    expect(loot.by.subtraction).toBeGreaterThan(20);
    // the correct report of the same returns gives away none of these
    const sound = await attack({
      lines: editions.flatMap(({ report }) => linesOf(report, report.observations)),
      ...disclosurePolicy,
      whisper: whisperOf(editions),
    });
    expect(sound.recovered).toBe(0);
  });
});
