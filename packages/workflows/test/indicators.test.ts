import fc from 'fast-check';
import { expect, test } from 'vitest';
import { flowHolds, indicators, nearestRank, rateOf, timesOf } from '../src/indicators.ts';
import { languages } from '../src/types.ts';
import { vocabulary } from '../src/vocabulary/index.ts';

test('a nearest rank is an observation with at least that share at or below it, and the first such', () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { minLength: 1 }), fc.integer({ min: 1, max: 100 }), (values, percent) => {
      const ascending = [...values].sort((a, b) => a - b);
      const found = nearestRank(ascending, percent);
      const share = (limit: (value: number) => boolean) => values.filter(limit).length * 100;
      expect(values).toContain(found);
      expect(share((value) => value <= found)).toBeGreaterThanOrEqual(percent * values.length);
      expect(share((value) => value < found)).toBeLessThan(percent * values.length);
    }),
  );
  expect(() => nearestRank([], 50)).toThrow(RangeError);
});

test('fewer than five observations have no percentile', () => {
  const day = 86_400_000;
  expect(timesOf([1, 2, 3, 4], 'days')).toEqual({ n: 4, median: null, p90: null, unit: 'days' });
  expect(timesOf([5 * day, 1 * day, 3 * day, 2 * day, 4 * day], 'days')).toEqual({
    n: 5,
    median: 3,
    p90: 5,
    unit: 'days',
  });
  expect(timesOf([day, day, day, day, day], 'hours')).toMatchObject({ median: 24 });
});

test('a flow that does not balance is found out', () => {
  const flow = { pending_start: 3, opened: 5, reopened: 1, closed: 4, pending_end: 5, outcomes: { refused: 4 } };
  expect(flowHolds(flow)).toBe(true);
  expect(flowHolds({ ...flow, pending_end: 4 })).toBe(false);
  expect(flowHolds({ ...flow, outcomes: { refused: 3 } })).toBe(false);
});

test('nothing to divide by is not zero', () => {
  expect(rateOf('M7', { numerator: 1, denominator: 4 })).toBe(25);
  expect(rateOf('M8.rounds', { numerator: 6, denominator: 4 })).toBe(1.5);
  expect(rateOf('M7', { numerator: 0, denominator: 4 })).toBe(0);
  expect(rateOf('M7', { numerator: 0, denominator: 0 })).toBeNull();
});

test.each(languages)('every indicator has its name and its formula in %s', (language) => {
  for (const id of Object.keys(indicators)) {
    for (const key of [`indicator.${id}`, `indicator.${id}.formula`])
      expect(vocabulary[key]?.[language], key).toBeTruthy();
  }
});
