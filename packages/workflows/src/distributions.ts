/** Times as the figures tell them: percentiles that occurred, the median that counts open cases too, and counts that merge. */

/** Below this many observations a percentile says more about one request than about the year (domain.md §6.2). */
export const fewest = 5;

/** The observation of rank ⌈p·n/100⌉ in ascending order: a value that occurred. `percent` is whole; RangeError on none. */
export function nearestRank(ascending: readonly number[], percent: number): number {
  const value = ascending[Math.max(1, Math.ceil((percent * ascending.length) / 100)) - 1];
  if (value === undefined) throw new RangeError('no observations');
  return value;
}

const hour = 3_600_000;
const day = 24 * hour;
export const millisecondsOf = { hours: hour, days: day } as const;
export type TimeUnit = keyof typeof millisecondsOf;

const inUnit = (ms: number, unit: TimeUnit) => Math.round((ms / millisecondsOf[unit]) * 100) / 100;

/** Median and p90 of durations in milliseconds, in `unit` to two decimals; null where there are fewer than `fewest`. */
export function timesOf(
  durations: readonly number[],
  unit: TimeUnit,
): { n: number; median: number | null; p90: number | null; unit: TimeUnit } {
  const n = durations.length;
  if (n < fewest) return { n, median: null, p90: null, unit };
  const ascending = [...durations].sort((a, b) => a - b);
  const rank = (percent: number) => inUnit(nearestRank(ascending, percent), unit);
  return { n, median: rank(50), p90: rank(90), unit };
}

/**
 * The Kaplan-Meier median of a cohort, in `unit`: the first time by which at least half would have ended, with those that
 * did not end counted for as long as they were watched (`censored`, milliseconds). Where everything ended it is the
 * nearest-rank median. `not_reached` when even the longest watched leave more than half; `suppressed` below `fewest`.
 */
export function survivalMedian(
  ended: readonly number[],
  censored: readonly number[],
  unit: TimeUnit,
): number | 'none' | 'suppressed' | 'not_reached' {
  let watched = ended.length + censored.length;
  if (watched === 0) return 'none';
  if (watched < fewest) return 'suppressed';
  const ends = [...ended].sort((a, b) => a - b);
  const leaves = [...censored].sort((a, b) => a - b);
  let share = 1;
  let left = 0;
  for (let i = 0; i < ends.length; ) {
    const at = ends[i] as number;
    // One that left at the very moment of an end was still watched then.
    while (left < leaves.length && (leaves[left] as number) < at) {
      left++;
      watched--;
    }
    let events = 0;
    while (i < ends.length && ends[i] === at) {
      events++;
      i++;
    }
    share *= 1 - events / watched;
    watched -= events;
    // a half is a half, whatever the last binary digit of the product says
    if (share <= 0.5 + 1e-9) return inUnit(at, unit);
  }
  return 'not_reached';
}

/**
 * Upper bounds of the buckets in which times are kept, in milliseconds; the last bucket has none. They are part of what
 * States exchange: a bound may be added in a new version, never moved, or two histograms could no longer be added up.
 */
export const bucketBounds: readonly number[] = [
  ...[1, 2, 4, 8, 12, 24, 48, 72, 120].map((hours) => hours * hour),
  ...[7, 10, 14, 21, 30, 45, 60, 90, 120, 150, 180, 240, 300, 365, 545, 730, 1095].map((days) => days * day),
];

/** How many durations (milliseconds) fall into each bucket: above the bound before, up to and with its own. */
export function histogramOf(durations: readonly number[]): number[] {
  const counts = new Array<number>(bucketBounds.length + 1).fill(0);
  for (const duration of durations) {
    const index = bucketBounds.findIndex((bound) => duration <= bound);
    const bucket = index < 0 ? bucketBounds.length : index;
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  }
  return counts;
}

/** Two histograms added up: what counting their durations together gives. Throws RangeError when buckets differ. */
export function mergeHistograms(a: readonly number[], b: readonly number[]): number[] {
  if (a.length !== b.length) throw new RangeError('different buckets');
  return a.map((count, index) => count + (b[index] ?? 0));
}

/**
 * Between which bounds (milliseconds) the nearest-rank percentile of a histogram lies; `to` is null in the last bucket.
 * The percentile of a region from what its States return: never their medians averaged.
 */
export function percentileBetween(
  histogram: readonly number[],
  percent: number,
): { from: number; to: number | null } | null {
  const n = histogram.reduce((sum, count) => sum + count, 0);
  if (n === 0) return null;
  const rank = Math.max(1, Math.ceil((percent * n) / 100));
  let seen = 0;
  const index = histogram.findIndex((count) => {
    seen += count;
    return seen >= rank;
  });
  return { from: bucketBounds[index - 1] ?? 0, to: bucketBounds[index] ?? null };
}
