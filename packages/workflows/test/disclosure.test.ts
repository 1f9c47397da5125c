import highs from 'highs';
import { afterEach, describe, expect, it, test, vi } from 'vitest';
import { type Cell, disclosurePolicy, type Equation, isSmall, protect, Unprotectable } from '../src/disclosure.ts';

// on a machine that has more to do
vi.setConfig({ testTimeout: 60_000 });
// the solver itself, but compiled once for all of this file
vi.mock('highs', async (original) => {
  const { default: load } = await original<{ default: typeof highs.default }>();
  const solver = load();
  return { default: () => solver };
});

/** Counts by id: a number, or what else is known of the cell. */
type Table = Record<string, number | Omit<Cell, 'id'>>;
const cellsOf = (table: Table): Cell[] =>
  Object.entries(table).map(([id, of]) => ({ id, ...(typeof of === 'number' ? { value: of } : of) }));
const equals = (left: string, right: string): Equation => ({ left: left.split(' + '), right: right.split(' + ') });
const known = (value: number) => ({ value, printed: 'shown' }) as const;
const hiddenBefore = (value: number) => ({ value, printed: 'hidden' }) as const;
const rest = (value: number) => ({ value, unprinted: 'free' }) as const;

/** What is hidden, and within which bounds a reader is left; `K` is known to everybody. */
async function hidden(table: Table, equations: Equation[], policy = {}) {
  const { concealed, between } = await protect(cellsOf(table), equations, { ...disclosurePolicy, ...policy });
  expect([...between.keys()].sort()).toEqual(
    [...concealed].flatMap(([id, how]) => (how === 'shown' ? [] : [id])).sort(),
  );
  return Object.fromEntries(
    [...between].map(([id, bounds]) => [id, `${concealed.get(id)} ${bounds.join('–')}`] as const),
  );
}

afterEach(() => vi.restoreAllMocks());

test('the policy is a proposal: its threshold, its protection, where it stands, and that no State has adopted it', () => {
  expect(disclosurePolicy).toEqual({ threshold: 5, protection: 4, source: 'domain.md §6.2', verified: false });
});

test.each([
  [0, false],
  [1, true],
  [4, true],
  [5, false],
])('whether %i is too few to show: %s', (value, small) => {
  expect(isSmall(value, disclosurePolicy)).toBe(small);
});

describe('what is not hidden', () => {
  it('is everything where nothing is small, but what is never printed is not told of', async () => {
    const { concealed, between } = await protect(cellsOf({ all: 33, a: 10, b: 20, c: 0, r: rest(3) }), [
      equals('all', 'a + b + c + r'),
    ]);
    expect(concealed).toEqual(new Map(['all', 'a', 'b', 'c'].map((id) => [id, 'shown'])));
    expect(between).toEqual(new Map());
    expect(await protect([], [])).toEqual({ concealed: new Map(), between: new Map(), narrow: [] });
  });

  it('is what no equation ties to a small count', async () => {
    const table = { all: 33, a: 3, b: 10, c: 20, other: 30, d: 10, e: 20 };
    const { concealed } = await protect(cellsOf(table), [equals('all', 'a + b + c'), equals('other', 'd + e')]);
    expect(Object.fromEntries(concealed)).toEqual({
      ...{ all: 'shown', a: 'primary', b: 'secondary', c: 'shown' },
      ...{ other: 'shown', d: 'shown', e: 'shown' },
    });
  });

  it('is what an equation tells of itself only', async () => {
    expect(
      await hidden({ a: 3, x: { value: 10, weight: 0.001 }, b: 10, K: known(13) }, [equals('a + b + x', 'K + x')]),
    ).toEqual({ a: 'primary 3–7', b: 'secondary 6–10' });
    expect(await hidden({ a: 3, b: 10 }, [equals('a', 'a')])).toEqual({ a: 'primary 3–7' });
  });

  it('is what was printed, however small it is', async () => {
    expect(await hidden({ K: known(3), L: known(3), a: 10 }, [equals('K', 'L')])).toEqual({});
    // an equation of what is known beside one that is not
    expect(await hidden({ K: known(3), L: known(3), a: 3 }, [equals('K', 'L'), equals('K', 'L')])).toEqual({
      a: 'primary 3–7',
    });
  });
});

describe('a small count', () => {
  it('is hidden alone where nothing is tied to it', async () => {
    expect(await hidden({ a: 4, b: 5 }, [])).toEqual({ a: 'primary 4–8' });
  });

  it('takes along what costs the reader least', async () => {
    const equation = [equals('all', 'a + b + c')];
    expect(await hidden({ all: 33, a: 3, b: 10, c: 20 }, equation)).toEqual({ a: 'primary 3–7', b: 'secondary 6–10' });
    expect(await hidden({ all: 33, a: 3, b: { value: 10, weight: 2 }, c: 20 }, equation)).toEqual({
      ...{ a: 'primary 3–7', c: 'secondary 16–20' },
    });
    expect(await hidden({ all: { value: 33, weight: 0.5 }, a: 3, b: 10, c: 20 }, equation)).toEqual({
      ...{ a: 'primary 3–7', all: 'secondary 33–37' },
    });
  });

  it('hides others that are small in their turn', async () => {
    expect(await hidden({ all: 3, a: 1, b: 2 }, [equals('all', 'a + b')])).toMatchObject({
      all: expect.stringMatching(/^primary/),
      a: expect.stringMatching(/^primary/),
      b: expect.stringMatching(/^primary/),
    });
  });

  it('is hidden in a square as well: what a row and a column would give back', async () => {
    const table = { all: 75, r1: 23, r2: 52, c1: 33, c2: 42, a: 3, b: 20, d: 30, e: 22 };
    const rows = [equals('all', 'r1 + r2'), equals('r1', 'a + b'), equals('r2', 'd + e')];
    const columns = [equals('all', 'c1 + c2'), equals('c1', 'a + d'), equals('c2', 'b + e')];
    expect(await hidden(table, [...rows, ...columns])).toEqual({
      ...{ a: 'primary 3–7', b: 'secondary 16–20' },
      ...{ d: 'secondary 26–30', e: 'secondary 22–26' },
    });
  });

  it('moves whatever is tied to it through others', async () => {
    const chain = [equals('a', 'b'), equals('c', 'a'), equals('d', 'b'), equals('e', 'd'), equals('b', 'e')];
    expect(await hidden({ a: 3, b: 3, c: 3, d: 3, e: 3, f: 9 }, chain)).toEqual(
      Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((id) => [id, 'primary 3–7'])),
    );
  });

  it('is protected where it counts twice, and so is what it hides', async () => {
    // a rises by 4 with b's 2; b has to be open by 4 itself, and takes a along
    const table = { a: 3, b: { value: 10, weight: 0.1 }, c: { value: 17, weight: 6 } };
    expect(await hidden(table, [equals('b + b', 'a + c')])).toEqual({ a: 'primary 3–11', b: 'secondary 10–14' });
    expect(await hidden(table, [equals('a + c', 'b + b')])).toEqual({ a: 'primary 3–11', b: 'secondary 10–14' });
  });

  it('is protected by whole requests, where halves would cost less', async () => {
    const table = { a: 3, b: { value: 10, weight: 0.1 }, c: { value: 17, weight: 6 } };
    const found = await hidden(table, [equals('b + b', 'a + c')], { protection: 3 });
    expect(Object.entries(found).map(([id, how]) => `${id} ${how.split(' ')[0]}`)).toEqual([
      'a primary',
      'b secondary',
      'c secondary',
    ]);
  });
});

describe('up or down', () => {
  it('goes up where it costs the same', async () => {
    expect(await hidden({ a: 4, b: 20, K: known(24) }, [equals('a + b', 'K')])).toEqual({
      ...{ a: 'primary 4–8', b: 'secondary 16–20' },
    });
  });

  it('goes down to nothing where it can only go down', async () => {
    expect(await hidden({ a: 4, r: rest(0), K: known(4) }, [equals('a + r', 'K')])).toEqual({ a: 'primary 0–4' });
  });

  // b can make room for a, c for what a leaves: r only ever grows
  test.each([
    { b: 0.3, c: 0.1, found: { a: 'primary 0–4', c: 'secondary 50–54' } },
    { b: 1, c: 0.1, found: { a: 'primary 0–4', c: 'secondary 50–54' } },
    { b: 1, c: 2, found: { a: 'primary 4–8', b: 'secondary 16–20' } },
  ])('goes where it costs less: b $b, c $c', async ({ b, c, found }) => {
    const table = {
      ...{ a: 4, b: { value: 20, weight: b }, c: { value: 50, weight: c } },
      ...{ r: rest(0), K: known(24), L: known(50) },
    };
    expect(await hidden(table, [equals('a + b + r', 'K'), equals('L + r', 'c')])).toEqual(found);
  });

  it('goes some of it up and the rest down where neither way is free', async () => {
    const both = (a: number, b: number) => hidden({ a, b, K: known(a + b) }, [equals('a + b', 'K')]);
    expect(await both(3, 1)).toEqual({ a: 'primary 0–4', b: 'primary 0–4' });
    expect(await both(2, 2)).toEqual({ a: 'primary 0–4', b: 'primary 0–4' });
    expect(await both(1, 3)).toEqual({ a: 'primary 0–4', b: 'primary 0–4' });
  });

  it('takes what room earlier editions leave, and says so', async () => {
    const both = (a: number, b: number) => protect(cellsOf({ a, b, K: known(a + b) }), [equals('a + b', 'K')]);
    expect(await both(1, 2)).toMatchObject({
      between: new Map([
        ['a', [0, 3]],
        ['b', [0, 3]],
      ]),
      narrow: ['a', 'b'],
    });
    expect(await both(1, 0)).toMatchObject({
      between: new Map([
        ['a', [0, 1]],
        ['b', [0, 1]],
      ]),
      narrow: ['a', 'b'],
    });
    expect(await both(3, 1)).toMatchObject({ narrow: [] });
    // a restatement by one, where what stands leaves room for two
    const restated = {
      before: known(28),
      after: 29,
      by: { value: 1, unprinted: 'small_is_hidden' as const },
      r: rest(1),
      K: known(30),
    };
    const found = await protect(cellsOf(restated), [equals('before + by', 'after'), equals('after + r', 'K')]);
    expect(found).toMatchObject({ between: new Map([['after', [28, 30]]]), narrow: ['after', 'by'] });
  });

  it('looks no further than what is hidden already, in both directions', async () => {
    // a rises with b, r and s; b rises with a; none of it shows
    const table = { a: hiddenBefore(10), b: hiddenBefore(2), r: rest(20), s: rest(20), K: known(32) };
    expect(await hidden(table, [equals('a + b + r', 'K'), equals('r', 's')])).toEqual({
      ...{ a: 'secondary 6–14', b: 'primary 0–6' },
    });
  });
});

describe('what it costs to hide a count', () => {
  it('is next to nothing for what is hidden anyway', async () => {
    const table = { a: 3, b: { value: 10, weight: 0.1 }, h: hiddenBefore(30), K: known(43) };
    expect(await hidden(table, [equals('a + b + h', 'K')])).toEqual({ a: 'primary 3–7', h: 'secondary 26–30' });
    const unprinted = { a: 3, b: { value: 20, weight: 0.5 }, r: rest(20), K: known(43) };
    expect(await hidden(unprinted, [equals('a + b + r', 'K')])).toEqual({ a: 'primary 3–7' });
  });

  // 1 + log2(7 + 1) / 8 = 1.375 of a 7, 1 + log2(1023 + 1) / 8 = 2.25 of 1023, times its weight
  test.each([
    [0.62, 'b'],
    [0.6, 'c'],
  ])('grows with the count slowly: 7 against 1023 of the weight %d', async (weight, chosen) => {
    const table = { a: 3, b: 7, c: { value: 1023, weight }, K: known(1033) };
    expect(Object.keys(await hidden(table, [equals('a + b + c', 'K')]))).toEqual(['a', chosen]);
  });

  // of two zeros: 40 of z, or 40 · 0.01 of y and 1.375 · weight of the 7 that goes down when y goes up
  test.each([
    [29, ['a', 'z']],
    [28.7, ['a', 'b', 'y']],
  ])('is 40 of a zero: against a 7 of the weight %d', async (weight, chosen) => {
    const table = { a: 3, b: { value: 7, weight }, y: { value: 0, weight: 0.01 }, z: 0, K: known(3), L: known(7) };
    const equations = [equals('a + y + z', 'K'), equals('y + b', 'L')];
    expect(Object.keys(await hidden(table, equations, { protection: 1 }))).toEqual(chosen);
  });
});

describe('a zero', () => {
  const policy = { protection: 2 };

  it('is hidden where nothing else helps', async () => {
    expect(await hidden({ a: 3, z: 0, K: known(3) }, [equals('a + z', 'K')], policy)).toEqual({
      ...{ a: 'primary 1–3', z: 'secondary 0–2' },
    });
  });

  it('stays where anything else does, whatever that costs', async () => {
    const table = { a: 3, b: { value: 30, weight: 60 }, z: 0, K: known(33) };
    expect(await hidden(table, [equals('a + b + z', 'K')], policy)).toEqual({
      ...{ a: 'primary 3–5', b: 'secondary 28–30' },
    });
    // of two small counts the first needs a zero, the second does not
    const two = { a: 3, z: 0, K: known(3), c: 3, d: { value: 30, weight: 60 }, y: 0, L: known(33), M: known(3) };
    expect(await hidden(two, [equals('a + z', 'K'), equals('c + d + y', 'L')], policy)).toEqual({
      ...{ a: 'primary 1–3', z: 'secondary 0–2', c: 'primary 3–5', d: 'secondary 28–30' },
    });
  });

  it('that was hidden before is as good as any other', async () => {
    expect(await hidden({ a: 3, b: 9, z: hiddenBefore(0), K: known(12) }, [equals('a + b + z', 'K')], policy)).toEqual({
      ...{ a: 'primary 1–3', z: 'secondary 0–2' },
    });
  });

  test.each(['b', 'c', 'd', 'e'])('of several is the cheapest: %s, wherever the small one stands', async (cheapest) => {
    for (const small of ['a', 'x']) {
      const zeros = Object.fromEntries(
        ['b', 'c', 'd', 'e'].map((id) => [id, { value: 0, weight: id === cheapest ? 0.5 : 1 }]),
      );
      const found = await hidden(
        { ...zeros, [small]: 3, K: known(3) },
        [equals(`b + c + d + e + ${small}`, 'K')],
        policy,
      );
      expect(found).toEqual({ [small]: 'primary 1–3', [cheapest]: 'secondary 0–2' });
    }
  });
});

describe('what earlier editions printed', () => {
  it('keeps hidden what was hidden, however large', async () => {
    expect(await hidden({ all: 80, h: hiddenBefore(50), c: 30 }, [equals('all', 'h + c')])).toEqual({
      ...{ h: 'secondary 50–54', c: 'secondary 26–30' },
    });
  });

  test.each([
    ['small_is_hidden', 1, true],
    ['small_is_hidden', 4, true],
    ['small_is_hidden', 5, false],
    ['free', 4, false],
  ] as const)('a difference (%s) of %i hides the restated count: %s', async (unprinted, value, hides) => {
    const table = { before: known(20), after: 20 + value, difference: { value, unprinted } };
    expect(await hidden(table, [equals('before + difference', 'after')])).toEqual(
      hides ? { after: `secondary ${20 + value}–${24 + value}` } : {},
    );
  });

  it('may give a count away, and then it is said which', async () => {
    const lost = protect(cellsOf({ all: known(33), a: 3, b: known(30), c: 7 }), [equals('all', 'a + b')]);
    await expect(lost).rejects.toThrow(new Unprotectable('a'));
    await expect(lost).rejects.toMatchObject({
      cell: 'a',
      message: 'the cell a cannot be protected: earlier editions give it away',
    });
  });
});

it('gives the same answer in whatever order cells and equations come', async () => {
  const table = cellsOf({ all: 52, a: 3, b: 12, c: 12, d: 13, e: 12, half: 15 });
  const forward = await protect(table, [equals('all', 'a + b + c + d + e'), equals('half', 'a + b')]);
  const backward = await protect(table.toReversed(), [equals('half', 'b + a'), equals('all', 'e + d + c + b + a')]);
  expect([...backward.concealed]).toEqual([...forward.concealed]);
  expect([...backward.between]).toEqual([...forward.between]);
});

test.each([-1, 1.5, Number.NaN, 2 ** 53])('%d is no count', async (value) => {
  await expect(protect(cellsOf({ a: value }), [])).rejects.toThrow(RangeError);
});

test('an equation names cells only, on either side', async () => {
  for (const equation of [equals('a', 'b'), equals('b', 'a')])
    await expect(protect(cellsOf({ a: 9 }), [equation])).rejects.toThrow(RangeError);
});

test('the solver gets its memory back, also where nothing can be protected', async () => {
  const solver = await (highs as unknown as typeof highs.default)();
  const model = solver.createModel();
  const dispose = vi.spyOn(Object.getPrototypeOf(model), 'dispose');
  model.dispose();
  dispose.mockClear();
  await protect(cellsOf({ all: 33, a: 3, b: 30 }), [equals('all', 'a + b')]);
  expect(dispose).toHaveBeenCalledTimes(1);
  await expect(protect(cellsOf({ all: known(33), a: 3, b: known(30) }), [equals('all', 'a + b')])).rejects.toThrow();
  expect(dispose).toHaveBeenCalledTimes(2);
});
