import fc from 'fast-check';
import { expect, test } from 'vitest';
import { flowHolds, indicatorOf, indicators, nearestRank, pairTimes, rateOf, timesOf } from '../src/indicators.ts';
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

// the table of domain.md §6, entered a second time: what is counted, over which requests, of which side and kind
// biome-ignore format: a table, one indicator per line
test.each([
    ['M1', 'requests', 'flow', 'count', 'outgoing incoming', 'evidence preservation'],
    ['M2', 'requests', 'stock', 'count', 'outgoing incoming', 'evidence preservation'],
    ['M3', 'requests', 'flow', 'count', 'outgoing incoming', 'evidence preservation'],
    ['M4', 'percent', 'flow', 'rate', 'outgoing incoming', 'evidence'],
    ['M5', 'days', 'flow', 'rate', 'outgoing incoming', 'evidence'],
    ['M6', 'percent', 'cohort', 'rate', 'outgoing incoming', 'evidence'],
    ['M6.partial', 'percent', 'cohort', 'rate', 'outgoing incoming', 'evidence'],
    ['M7', 'percent', 'cohort', 'rate', 'outgoing incoming', 'evidence'],
    ['M7.ground', 'requests', 'flow', 'count', 'outgoing incoming', 'evidence preservation'],
    ['M8', 'percent', 'cohort', 'rate', 'outgoing incoming', 'evidence'],
    ['M8.rounds', 'rounds', 'cohort', 'rate', 'outgoing incoming', 'evidence'],
    ['M9', 'percent', 'cohort', 'rate', 'outgoing incoming', 'evidence'],
    ['M10', 'days', 'cohort', 'times', 'outgoing incoming', 'evidence'],
    ['M10.in_time', 'percent', 'cohort', 'rate', 'outgoing incoming', 'evidence'],
    ['M11', 'days', 'cohort', 'times', 'outgoing incoming', 'evidence'],
    ['M12', 'days', 'cohort', 'times', 'incoming', 'evidence'],
    ['M12.net', 'days', 'cohort', 'times', 'incoming', 'evidence'],
    ['M13', 'days', 'cohort', 'times', 'outgoing', 'evidence'],
    ['M15', 'percent', 'stock', 'rate', 'outgoing incoming', 'evidence'],
    ['P1', 'percent', 'cohort', 'rate', 'outgoing incoming', 'preservation'],
    ['P2', 'hours', 'cohort', 'times', 'outgoing incoming', 'preservation'],
    ['P2.confirm', 'hours', 'cohort', 'times', 'outgoing incoming', 'preservation'],
    ['P3', 'percent', 'cohort', 'rate', 'outgoing incoming', 'preservation'],
    ['P4', 'percent', 'cohort', 'rate', 'outgoing incoming', 'preservation'],
    ['P5', 'percent', 'cohort', 'rate', 'outgoing incoming', 'preservation'],
    ['P5.mean', 'extensions', 'cohort', 'rate', 'outgoing incoming', 'preservation'],
] as const)('%s is counted as agreed: %s, %s, %s, %s, %s', (id, unit, population, shape, directions, kinds) => {
  const found = indicatorOf(id);
  expect(found).toMatchObject({ unit, population, shape });
  expect(found?.directions.join(' ')).toBe(directions);
  expect(found?.kinds.join(' ')).toBe(kinds);
});

test('the time shown for a pair of States is the one of its side', () => {
  expect(pairTimes).toMatchObject({
    evidence: { incoming: 'M12', outgoing: 'M13' },
    preservation: { incoming: 'P2.confirm', outgoing: 'P2.confirm' },
  });
  expect(indicatorOf('toString')).toBeUndefined();
});

test.each(languages)('every indicator has its name and its formula in %s', (language) => {
  for (const id of Object.keys(indicators)) {
    for (const key of [`indicator.${id}`, `indicator.${id}.formula`])
      expect(vocabulary[key]?.[language], key).toBeTruthy();
  }
});
