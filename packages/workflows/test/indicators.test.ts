import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  bucketBounds,
  histogramOf,
  mergeHistograms,
  nearestRank,
  percentileBetween,
  survivalMedian,
  timesOf,
} from '../src/distributions.ts';
import {
  cohortTerms,
  type Durations,
  durationTerms,
  figureOf,
  flowHolds,
  flowTerms,
  indicatorIds,
  indicatorOf,
  indicatorSources,
  indicators,
  pairTimes,
  type Term,
} from '../src/indicators.ts';
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

const times = (ended: number[], open: number[] = [], otherwise: number[] = []): Durations => ({
  ended,
  open,
  otherwise,
});
function figure(id: string, sums: Partial<Record<Term, number>>, durations: Durations = times([])) {
  const indicator = indicatorOf(id);
  if (!indicator) throw new Error(id);
  return figureOf(indicator, { sum: (term) => sums[term] ?? 0, durations: () => durations });
}

test('zero, none, not available, suppressed and not reached are five different answers', () => {
  expect(figure('M7', { refused: 1, decided: 4 })).toMatchObject({ value: 25, absent: null, n: 4 });
  expect(figure('M8.rounds', { rounds: 6, begun: 4 })).toMatchObject({ value: 1.5, absent: null });
  expect(figure('M7', { refused: 0, decided: 4 })).toMatchObject({ value: 0, absent: null });
  expect(figure('M7', {})).toMatchObject({ value: null, absent: 'none' });
  expect(figure('M1', {})).toMatchObject({ value: 0, absent: null });
  // three withdrawals of which none says why: how many were too slow is not known, and not zero
  expect(figure('M19', { withdrawn: 3, withdrawn_uncaused: 3 })).toMatchObject({
    value: null,
    absent: 'not_available',
  });
  expect(figure('M19', { withdrawn: 3, withdrawn_uncaused: 1 })).toMatchObject({ value: 0, n: 2, missing: 1 });
  expect(figure('M19', {})).toMatchObject({ value: 0, absent: null });
  const day = 86_400_000;
  expect(figure('M12', {}, times([day, day]))).toMatchObject({ value: null, absent: 'suppressed', n: 2 });
  expect(figure('M12', {}, times([]))).toMatchObject({ value: null, absent: 'none' });
  expect(figure('M12', {}, times([day, day], [9 * day, 9 * day, 9 * day, 9 * day])).times).toMatchObject({
    open: 4,
    survival: { value: null, absent: 'not_reached' },
  });
  expect(figure('M14', {}, times([day])).times?.survival).toBeNull();
});

/* ---------------------------------------------------------- distributions */

const durations = fc.array(fc.integer({ min: 0, max: 1500 * 86_400_000 }), { maxLength: 60 });

test('where everything ended, the Kaplan-Meier median is the nearest-rank one', () => {
  fc.assert(
    fc.property(durations, (ended) => {
      const { n, median } = timesOf(ended, 'days');
      expect(survivalMedian(ended, [], 'days')).toBe(n === 0 ? 'none' : (median ?? 'suppressed'));
    }),
  );
});

test('requests still open can only make the median longer, never shorter', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 1e9 }), { minLength: 5 }), durations, (ended, open) => {
      const closed = survivalMedian(ended, [], 'hours');
      const told = survivalMedian(ended, open, 'hours');
      const asNumber = (value: typeof told) => (typeof value === 'number' ? value : Number.POSITIVE_INFINITY);
      expect(asNumber(told)).toBeGreaterThanOrEqual(asNumber(closed));
    }),
  );
});

test('the Kaplan-Meier median of an example worked by hand', () => {
  const h = 3_600_000;
  // at risk 7: one of 7 at 6 h, then one leaves at 7 h, one of 5 at 10 h, one of 4 at 12 h: 6/7 × 4/5 × 3/4 = 0.514
  expect(survivalMedian([6 * h, 10 * h, 12 * h], [7 * h, 20 * h, 20 * h, 20 * h], 'hours')).toBe('not_reached');
  // and one of 3 at 15 h: 0.343
  expect(survivalMedian([6 * h, 10 * h, 12 * h, 15 * h], [7 * h, 20 * h, 20 * h], 'hours')).toBe(15);
  // one that leaves at the moment of an end was still watched: 1/5 left of 5 × 4/5 …
  expect(survivalMedian([h, h, h], [h, 2 * h], 'hours')).toBe(1);
});

test('two histograms merge into the histogram of all, and tell between which bounds a percentile lies', () => {
  expect([...bucketBounds].sort((a, b) => a - b)).toEqual(bucketBounds);
  fc.assert(
    fc.property(durations, durations, fc.integer({ min: 1, max: 100 }), (a, b, percent) => {
      const merged = mergeHistograms(histogramOf(a), histogramOf(b));
      expect(merged).toEqual(histogramOf([...a, ...b]));
      expect(merged.reduce((sum, count) => sum + count, 0)).toBe(a.length + b.length);
      const between = percentileBetween(merged, percent);
      const all = [...a, ...b].sort((x, y) => x - y);
      if (all.length === 0) expect(between).toBeNull();
      else {
        const exact = nearestRank(all, percent);
        expect(exact).toBeGreaterThanOrEqual(between?.from ?? Number.NaN);
        expect(exact).toBeLessThanOrEqual(between?.to ?? Number.POSITIVE_INFINITY);
      }
    }),
  );
  expect(() => mergeHistograms([1], [1, 2])).toThrow(RangeError);
});

// the table of domain.md §6, entered a second time: what is counted, over which requests, of which side and kind
// biome-ignore format: a table, one indicator per line
test.each([
    ['M1', 'requests', 'flow', 'count', 'outgoing incoming', 'evidence preservation'],
    ['M2.start', 'requests', 'stock', 'count', 'outgoing incoming', 'evidence preservation'],
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
    ['M14', 'hours', 'cohort', 'times', 'outgoing', 'evidence'],
    ['M15', 'percent', 'stock', 'rate', 'outgoing incoming', 'evidence'],
    ['M16.90', 'percent', 'stock', 'rate', 'outgoing incoming', 'evidence'],
    ['M16.180', 'percent', 'stock', 'rate', 'outgoing incoming', 'evidence'],
    ['M16.365', 'percent', 'stock', 'rate', 'outgoing incoming', 'evidence'],
    ['M16.more', 'percent', 'stock', 'rate', 'outgoing incoming', 'evidence'],
    ['M17', 'requests', 'cohort', 'count', 'outgoing incoming', 'evidence'],
    ['M17.days', 'days', 'cohort', 'times', 'outgoing incoming', 'evidence'],
    ['M18', 'percent', 'cohort', 'rate', 'outgoing incoming', 'evidence'],
    ['M18.accepted', 'percent', 'cohort', 'rate', 'outgoing incoming', 'evidence'],
    ['M19', 'requests', 'cohort', 'count', 'outgoing incoming', 'evidence'],
    ['M19.unanswered', 'requests', 'cohort', 'count', 'outgoing incoming', 'evidence'],
    ['M20', 'percent', 'cohort', 'rate', 'outgoing incoming', 'evidence'],
    ['M20.disputed', 'percent', 'cohort', 'rate', 'outgoing incoming', 'evidence'],
    ['P1', 'percent', 'cohort', 'rate', 'outgoing incoming', 'preservation'],
    ['P1.impossible', 'percent', 'cohort', 'rate', 'outgoing incoming', 'preservation'],
    ['P1.refused', 'percent', 'cohort', 'rate', 'outgoing incoming', 'preservation'],
    ['P2', 'hours', 'cohort', 'times', 'outgoing incoming', 'preservation'],
    ['P2.confirm', 'hours', 'cohort', 'times', 'outgoing incoming', 'preservation'],
    ['P3', 'percent', 'cohort', 'rate', 'outgoing incoming', 'preservation'],
    ['P4', 'percent', 'cohort', 'rate', 'outgoing incoming', 'preservation'],
    ['P5', 'percent', 'cohort', 'rate', 'outgoing incoming', 'preservation'],
    ['P5.mean', 'extensions', 'cohort', 'rate', 'outgoing incoming', 'preservation'],
    ['P6', 'days', 'cohort', 'times', 'outgoing incoming', 'preservation'],
    ['P7', 'percent', 'cohort', 'rate', 'outgoing incoming', 'preservation'],
    ['P8', 'disclosures', 'cohort', 'count', 'outgoing incoming', 'preservation'],
    ['P8.third_state', 'disclosures', 'cohort', 'count', 'outgoing incoming', 'preservation'],
    ['X1', 'requests', 'cohort', 'count', 'outgoing incoming', 'evidence preservation'],
    ['X1.answer', 'hours', 'cohort', 'times', 'outgoing incoming', 'evidence preservation'],
] as const)('%s is counted as agreed: %s, %s, %s, %s, %s', (id, unit, population, shape, directions, kinds) => {
  const found = indicatorOf(id);
  expect(found).toMatchObject({ unit, population, shape });
  expect(found?.directions.join(' ')).toBe(directions);
  expect(found?.kinds.join(' ')).toBe(kinds);
});

test('the table above has every indicator', () => {
  expect(indicatorIds.length).toBe(48);
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
  const words = [
    ...[...flowTerms, ...cohortTerms, ...durationTerms].map((term) => `term.${term}`),
    ...Object.keys(indicatorSources).map((source) => `indicator.source.${source}`),
  ];
  for (const key of words) expect(vocabulary[key]?.[language], key).toBeTruthy();
});

test('every term that is counted or timed is one that an indicator is made of, and the other way round', () => {
  const made = new Set(
    Object.values(indicators).flatMap(({ of, ...rest }) => [...of, ...('coverage' in rest ? rest.coverage : [])]),
  );
  const flow = ['opened', 'closed', 'pending_start', 'pending_end', 'pending_days'];
  for (const term of [...cohortTerms, ...durationTerms]) expect([...made], term).toContain(term);
  const listed = new Set<string>([...cohortTerms, ...durationTerms, ...flowTerms]);
  for (const term of [...made, ...flow]) expect([...listed], term).toContain(term);
});
