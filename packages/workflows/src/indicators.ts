import type { Direction, RequestKind } from './types.ts';

/**
 * The indicators (domain.md §6.3), defined once: the figures, the screens and the exports follow this table. Names:
 * vocabulary `indicator.<id>`; formula in words: `indicator.<id>.formula`. The catalogue is our proposal for REMJA
 * recommendation 20, which asks for annual figures and fixes none; it follows Reg. (EU) 2023/1543 art. 28 (grounds,
 * times), FATF rec. 33 (sent, received, outcome) and the CEPEJ (clearance rate, disposition time).
 */
export interface Indicator {
  unit: 'requests' | 'percent' | 'hours' | 'days' | 'rounds' | 'extensions';
  /**
   * `flow`: events of the year, whenever the request began: workload. `stock`: what is pending at an instant.
   * `cohort`: the requests that began in the year, followed to the day of the report: shares and times.
   */
  population: 'flow' | 'stock' | 'cohort';
  /** how it is reported: a number of requests, numerator ÷ denominator, or median and p90 */
  shape: 'count' | 'rate' | 'times';
  directions: readonly Direction[];
  kinds: readonly RequestKind[];
}

const both = ['outgoing', 'incoming'] as const;
const each = ['evidence', 'preservation'] as const;
const evidence = ['evidence'] as const;
const preservation = ['preservation'] as const;

// biome-ignore format: a table, one indicator per line
export const indicators = {
  M1: { unit: 'requests', population: 'flow', shape: 'count', directions: both, kinds: each },
  M2: { unit: 'requests', population: 'stock', shape: 'count', directions: both, kinds: each },
  M3: { unit: 'requests', population: 'flow', shape: 'count', directions: both, kinds: each },
  M4: { unit: 'percent', population: 'flow', shape: 'rate', directions: both, kinds: evidence },
  M5: { unit: 'days', population: 'flow', shape: 'rate', directions: both, kinds: evidence },
  M6: { unit: 'percent', population: 'cohort', shape: 'rate', directions: both, kinds: evidence },
  'M6.partial': { unit: 'percent', population: 'cohort', shape: 'rate', directions: both, kinds: evidence },
  M7: { unit: 'percent', population: 'cohort', shape: 'rate', directions: both, kinds: evidence },
  'M7.ground': { unit: 'requests', population: 'flow', shape: 'count', directions: both, kinds: each },
  M8: { unit: 'percent', population: 'cohort', shape: 'rate', directions: both, kinds: evidence },
  'M8.rounds': { unit: 'rounds', population: 'cohort', shape: 'rate', directions: both, kinds: evidence },
  M9: { unit: 'percent', population: 'cohort', shape: 'rate', directions: both, kinds: evidence },
  M10: { unit: 'days', population: 'cohort', shape: 'times', directions: both, kinds: evidence },
  'M10.in_time': { unit: 'percent', population: 'cohort', shape: 'rate', directions: both, kinds: evidence },
  M11: { unit: 'days', population: 'cohort', shape: 'times', directions: both, kinds: evidence },
  M12: { unit: 'days', population: 'cohort', shape: 'times', directions: ['incoming'], kinds: evidence },
  'M12.net': { unit: 'days', population: 'cohort', shape: 'times', directions: ['incoming'], kinds: evidence },
  M13: { unit: 'days', population: 'cohort', shape: 'times', directions: ['outgoing'], kinds: evidence },
  M15: { unit: 'percent', population: 'stock', shape: 'rate', directions: both, kinds: evidence },
  P1: { unit: 'percent', population: 'cohort', shape: 'rate', directions: both, kinds: preservation },
  P2: { unit: 'hours', population: 'cohort', shape: 'times', directions: both, kinds: preservation },
  'P2.confirm': { unit: 'hours', population: 'cohort', shape: 'times', directions: both, kinds: preservation },
  P3: { unit: 'percent', population: 'cohort', shape: 'rate', directions: both, kinds: preservation },
  P4: { unit: 'percent', population: 'cohort', shape: 'rate', directions: both, kinds: preservation },
  P5: { unit: 'percent', population: 'cohort', shape: 'rate', directions: both, kinds: preservation },
  'P5.mean': { unit: 'extensions', population: 'cohort', shape: 'rate', directions: both, kinds: preservation },
} as const satisfies Record<string, Indicator>;

/** The time that is shown for each pair of States. */
export const pairTimes = {
  evidence: { incoming: 'M12', outgoing: 'M13' },
  preservation: { incoming: 'P2.confirm', outgoing: 'P2.confirm' },
} as const satisfies Record<RequestKind, Record<Direction, keyof typeof indicators>>;

export type IndicatorId = keyof typeof indicators;
type OfShape<S extends Indicator['shape']> = {
  [Id in IndicatorId]: (typeof indicators)[Id]['shape'] extends S ? Id : never;
}[IndicatorId];
export type RateId = OfShape<'rate'>;
export type TimesId = OfShape<'times'>;

/** The definition behind an id as the API sends it; undefined for an unknown one. */
export function indicatorOf(id: string): Indicator | undefined {
  return Object.hasOwn(indicators, id) ? indicators[id as IndicatorId] : undefined;
}

/** What came in, what went out and what was there; `outcomes` splits `closed` by the words of `outcome.<outcome>`. */
export interface Flow {
  pending_start: number;
  opened: number;
  reopened: number;
  closed: number;
  pending_end: number;
  outcomes: Record<string, number>;
}

/** pending_start + opened + reopened = closed + pending_end, and the outcomes add up to closed (domain.md §6.2). */
export function flowHolds({ pending_start, opened, reopened, closed, pending_end, outcomes }: Flow): boolean {
  const byOutcome = Object.values(outcomes).reduce((sum, count) => sum + count, 0);
  return pending_start + opened + reopened === closed + pending_end && byOutcome === closed;
}

/** Below this many observations a percentile says more about one request than about the year (domain.md §6.2). */
export const fewest = 5;

/** The observation of rank ⌈p·n/100⌉ in ascending order: a value that occurred. `percent` is whole; RangeError on none. */
export function nearestRank(ascending: readonly number[], percent: number): number {
  const value = ascending[Math.max(1, Math.ceil((percent * ascending.length) / 100)) - 1];
  if (value === undefined) throw new RangeError('no observations');
  return value;
}

const millisecondsOf = { hours: 3_600_000, days: 86_400_000 } as const;

/** Median and p90 of durations in milliseconds, in `unit` to two decimals; null where there are fewer than `fewest`. */
export function timesOf(
  durations: readonly number[],
  unit: 'hours' | 'days',
): { n: number; median: number | null; p90: number | null; unit: 'hours' | 'days' } {
  const n = durations.length;
  if (n < fewest) return { n, median: null, p90: null, unit };
  const ascending = [...durations].sort((a, b) => a - b);
  const rank = (percent: number) => Math.round((nearestRank(ascending, percent) / millisecondsOf[unit]) * 100) / 100;
  return { n, median: rank(50), p90: rank(90), unit };
}

/** A rate in its indicator's unit (percent, days, rounds…), or null where there is nothing to divide by. */
export function rateOf(
  id: string,
  { numerator, denominator }: { numerator: number; denominator: number },
): number | null {
  if (denominator === 0) return null;
  return (numerator / denominator) * (indicatorOf(id)?.unit === 'percent' ? 100 : 1);
}
