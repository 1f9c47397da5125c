import { histogramOf, survivalMedian, type TimeUnit, timesOf } from './distributions.ts';
import type { Direction, RequestKind } from './types.ts';

/* -------------------------------------------------------------------- terms */

/** What is counted of events and stocks of the year (text: `term.<term>`). */
export const flowTerms = [
  'opened',
  'reopened',
  'closed',
  'pending_start',
  'pending_end',
  'refusals',
  'overdue',
  'age_90',
  'age_180',
  'age_365',
  'age_more',
  /** pending at the end × days of the year so far: the numerator of the disposition time */
  'pending_days',
] as const;
export type FlowTerm = (typeof flowTerms)[number];

/** What is counted of the requests begun in the year, as they stand now. Each is a number a request, mostly 0 or 1. */
export const cohortTerms = [
  'begun',
  'decided',
  'executed_full',
  'executed_partial',
  'executed_unasked',
  'refused',
  'asked',
  'rounds',
  'acknowledge_due',
  'acknowledged_in_time',
  'postponed',
  'conditioned',
  'conditions',
  'conditions_accepted',
  'withdrawn',
  'withdrawn_uncaused',
  'too_slow',
  'lapsed',
  'delivered',
  'receipt_confirmed',
  'disputed',
  'preserved',
  'impossible',
  'deleted',
  'followed',
  'expired',
  'extended',
  'extensions',
  'disclosures',
  'third_states',
  'emergency',
] as const;
export type CohortTerm = (typeof cohortTerms)[number];
export type Term = FlowTerm | CohortTerm;

/** What is timed, from the beginning of a request: when it was sent (outgoing) or received (incoming). */
export const durationTerms = [
  'to_acknowledge',
  'to_decide',
  'to_execute',
  'to_execute_net',
  'transit',
  'postponement',
  'to_preserve',
  'to_follow_up',
  'to_answer',
] as const;
export type DurationTerm = (typeof durationTerms)[number];

/* -------------------------------------------------------------- definitions */

/**
 * Where an indicator comes from; `verified: false` where domain.md could not read the text. `proposal` is our own, for
 * REMJA recommendation 20, which asks for annual figures and fixes none. Text: `indicator.source.<source>`.
 */
export const indicatorSources = {
  remja: { verified: true },
  eu: { verified: true },
  fatf: { verified: true },
  cepej: { verified: false },
  un: { verified: false },
  budapest: { verified: true },
  proposal: { verified: true },
} as const;
export type IndicatorSource = keyof typeof indicatorSources;

interface Counted {
  unit: 'requests' | 'percent' | 'hours' | 'days' | 'rounds' | 'extensions' | 'disclosures';
  /**
   * `flow`: events of the year, whenever the request began: workload. `stock`: what is pending at an instant.
   * `cohort`: the requests that began in the year, followed to the day of the report: shares and times.
   */
  population: 'flow' | 'stock' | 'cohort';
  directions: readonly Direction[];
  kinds: readonly RequestKind[];
  sources: readonly IndicatorSource[];
  /** how many the figure is about, and how many of them lack what it needs */
  coverage?: readonly [base: Term, without: Term];
}

/** How it is reported: a number, numerator ÷ denominator, or median and p90 of a time. */
export type Indicator =
  | (Counted & { shape: 'count'; of: readonly [Term] })
  | (Counted & { shape: 'rate'; of: readonly [numerator: Term, denominator: Term] })
  | (Counted & {
      shape: 'times';
      unit: TimeUnit;
      of: readonly [DurationTerm];
      /** whether the requests still open are counted too, as a Kaplan-Meier median beside the closed-only one */
      survival: boolean;
    });

const both = ['outgoing', 'incoming'] as const;
const outgoing = ['outgoing'] as const;
const incoming = ['incoming'] as const;
const each = ['evidence', 'preservation'] as const;
const evidence = ['evidence'] as const;
const preservation = ['preservation'] as const;

/**
 * The indicators (domain.md §6.3), defined once: SQL, figures, screens and exports follow this table. Names: vocabulary
 * `indicator.<id>`; what they mean: `indicator.<id>.formula`; the formula itself is said from `of` (`term.<term>`).
 */
// biome-ignore format: a table, one indicator per line
export const indicators = {
  M1: { unit: 'requests', population: 'flow', shape: 'count', of: ['opened'], directions: both, kinds: each, sources: ['remja', 'fatf'] },
  'M2.start': { unit: 'requests', population: 'stock', shape: 'count', of: ['pending_start'], directions: both, kinds: each, sources: ['fatf'] },
  M2: { unit: 'requests', population: 'stock', shape: 'count', of: ['pending_end'], directions: both, kinds: each, sources: ['fatf'] },
  M3: { unit: 'requests', population: 'flow', shape: 'count', of: ['closed'], directions: both, kinds: each, sources: ['remja', 'fatf', 'eu'] },
  M4: { unit: 'percent', population: 'flow', shape: 'rate', of: ['closed', 'opened'], directions: both, kinds: evidence, sources: ['cepej'] },
  M5: { unit: 'days', population: 'flow', shape: 'rate', of: ['pending_days', 'closed'], directions: both, kinds: evidence, sources: ['cepej'] },
  M6: { unit: 'percent', population: 'cohort', shape: 'rate', of: ['executed_full', 'decided'], directions: both, kinds: evidence, sources: ['eu'] },
  'M6.partial': { unit: 'percent', population: 'cohort', shape: 'rate', of: ['executed_partial', 'decided'], directions: both, kinds: evidence, sources: ['eu'] },
  M7: { unit: 'percent', population: 'cohort', shape: 'rate', of: ['refused', 'decided'], directions: both, kinds: evidence, sources: ['eu'] },
  'M7.ground': { unit: 'requests', population: 'flow', shape: 'count', of: ['refusals'], directions: both, kinds: each, sources: ['eu'] },
  M8: { unit: 'percent', population: 'cohort', shape: 'rate', of: ['asked', 'begun'], directions: both, kinds: evidence, sources: ['proposal'] },
  'M8.rounds': { unit: 'rounds', population: 'cohort', shape: 'rate', of: ['rounds', 'begun'], directions: both, kinds: evidence, sources: ['proposal'] },
  M9: { unit: 'percent', population: 'cohort', shape: 'rate', of: ['executed_unasked', 'decided'], directions: both, kinds: evidence, sources: ['proposal'] },
  M10: { unit: 'days', population: 'cohort', shape: 'times', of: ['to_acknowledge'], survival: true, directions: both, kinds: evidence, sources: ['proposal'] },
  'M10.in_time': { unit: 'percent', population: 'cohort', shape: 'rate', of: ['acknowledged_in_time', 'acknowledge_due'], directions: both, kinds: evidence, sources: ['proposal'] },
  M11: { unit: 'days', population: 'cohort', shape: 'times', of: ['to_decide'], survival: true, directions: both, kinds: evidence, sources: ['proposal'] },
  M12: { unit: 'days', population: 'cohort', shape: 'times', of: ['to_execute'], survival: true, directions: incoming, kinds: evidence, sources: ['eu'] },
  'M12.net': { unit: 'days', population: 'cohort', shape: 'times', of: ['to_execute_net'], survival: true, directions: incoming, kinds: evidence, sources: ['proposal'] },
  M13: { unit: 'days', population: 'cohort', shape: 'times', of: ['to_execute'], survival: true, directions: outgoing, kinds: evidence, sources: ['eu'] },
  M14: { unit: 'hours', population: 'cohort', shape: 'times', of: ['transit'], survival: false, directions: outgoing, kinds: evidence, sources: ['proposal'] },
  M15: { unit: 'percent', population: 'stock', shape: 'rate', of: ['overdue', 'pending_end'], directions: both, kinds: evidence, sources: ['proposal'] },
  'M16.90': { unit: 'percent', population: 'stock', shape: 'rate', of: ['age_90', 'pending_end'], directions: both, kinds: evidence, sources: ['cepej'] },
  'M16.180': { unit: 'percent', population: 'stock', shape: 'rate', of: ['age_180', 'pending_end'], directions: both, kinds: evidence, sources: ['cepej'] },
  'M16.365': { unit: 'percent', population: 'stock', shape: 'rate', of: ['age_365', 'pending_end'], directions: both, kinds: evidence, sources: ['cepej'] },
  'M16.more': { unit: 'percent', population: 'stock', shape: 'rate', of: ['age_more', 'pending_end'], directions: both, kinds: evidence, sources: ['cepej'] },
  M17: { unit: 'requests', population: 'cohort', shape: 'count', of: ['postponed'], directions: both, kinds: evidence, sources: ['proposal'] },
  'M17.days': { unit: 'days', population: 'cohort', shape: 'times', of: ['postponement'], survival: false, directions: both, kinds: evidence, sources: ['proposal'] },
  M18: { unit: 'percent', population: 'cohort', shape: 'rate', of: ['conditioned', 'begun'], directions: both, kinds: evidence, sources: ['proposal'] },
  'M18.accepted': { unit: 'percent', population: 'cohort', shape: 'rate', of: ['conditions_accepted', 'conditions'], directions: both, kinds: evidence, sources: ['proposal'] },
  M19: { unit: 'requests', population: 'cohort', shape: 'count', of: ['too_slow'], coverage: ['withdrawn', 'withdrawn_uncaused'], directions: both, kinds: evidence, sources: ['proposal'] },
  'M19.unanswered': { unit: 'requests', population: 'cohort', shape: 'count', of: ['lapsed'], directions: both, kinds: evidence, sources: ['proposal'] },
  M20: { unit: 'percent', population: 'cohort', shape: 'rate', of: ['receipt_confirmed', 'delivered'], directions: both, kinds: evidence, sources: ['proposal'] },
  'M20.disputed': { unit: 'percent', population: 'cohort', shape: 'rate', of: ['disputed', 'delivered'], directions: both, kinds: evidence, sources: ['proposal'] },
  P1: { unit: 'percent', population: 'cohort', shape: 'rate', of: ['preserved', 'begun'], directions: both, kinds: preservation, sources: ['eu'] },
  'P1.impossible': { unit: 'percent', population: 'cohort', shape: 'rate', of: ['impossible', 'begun'], directions: both, kinds: preservation, sources: ['eu'] },
  'P1.refused': { unit: 'percent', population: 'cohort', shape: 'rate', of: ['refused', 'begun'], directions: both, kinds: preservation, sources: ['eu'] },
  P2: { unit: 'hours', population: 'cohort', shape: 'times', of: ['to_acknowledge'], survival: true, directions: both, kinds: preservation, sources: ['proposal'] },
  'P2.confirm': { unit: 'hours', population: 'cohort', shape: 'times', of: ['to_preserve'], survival: true, directions: both, kinds: preservation, sources: ['proposal'] },
  P3: { unit: 'percent', population: 'cohort', shape: 'rate', of: ['followed', 'preserved'], directions: both, kinds: preservation, sources: ['proposal'] },
  P4: { unit: 'percent', population: 'cohort', shape: 'rate', of: ['expired', 'preserved'], directions: both, kinds: preservation, sources: ['proposal'] },
  P5: { unit: 'percent', population: 'cohort', shape: 'rate', of: ['extended', 'preserved'], directions: both, kinds: preservation, sources: ['proposal'] },
  'P5.mean': { unit: 'extensions', population: 'cohort', shape: 'rate', of: ['extensions', 'preserved'], directions: both, kinds: preservation, sources: ['proposal'] },
  P6: { unit: 'days', population: 'cohort', shape: 'times', of: ['to_follow_up'], survival: false, directions: both, kinds: preservation, sources: ['proposal'] },
  P7: { unit: 'percent', population: 'cohort', shape: 'rate', of: ['deleted', 'begun'], directions: both, kinds: preservation, sources: ['proposal'] },
  P8: { unit: 'disclosures', population: 'cohort', shape: 'count', of: ['disclosures'], directions: both, kinds: preservation, sources: ['budapest'] },
  'P8.third_state': { unit: 'disclosures', population: 'cohort', shape: 'count', of: ['third_states'], directions: both, kinds: preservation, sources: ['budapest'] },
  X1: { unit: 'requests', population: 'cohort', shape: 'count', of: ['emergency'], directions: both, kinds: each, sources: ['eu'] },
  'X1.answer': { unit: 'hours', population: 'cohort', shape: 'times', of: ['to_answer'], survival: true, directions: both, kinds: each, sources: ['eu'] },
} as const satisfies Record<string, Indicator>;

/** The time that is shown for each pair of States. */
export const pairTimes = {
  evidence: { incoming: 'M12', outgoing: 'M13' },
  preservation: { incoming: 'P2.confirm', outgoing: 'P2.confirm' },
} as const satisfies Record<RequestKind, Record<Direction, IndicatorId>>;

export type IndicatorId = keyof typeof indicators;
export const indicatorIds = Object.keys(indicators) as IndicatorId[];

/** The definition behind an id as the API sends it; undefined for an unknown one. */
export function indicatorOf(id: string): Indicator | undefined {
  return Object.hasOwn(indicators, id) ? indicators[id as IndicatorId] : undefined;
}

/* ----------------------------------------------------------- disaggregation */

export const breakdowns = [
  'counterpart',
  'basis',
  'channel',
  'urgency',
  'offence',
  'data_category',
  'supplementary',
  'outcome',
  'ground',
] as const;
/**
 * By what figures are split. All but `outcome` and `ground` are frozen when a request begins, so that the flow identity
 * holds in every cell. `offence` is the principal one. `data_category` counts measures and not requests: one request may
 * ask for several (domain.md §6.2).
 */
export type Breakdown = (typeof breakdowns)[number];

/** Whether cells of this breakdown stay where they began: only then do their flows balance. */
export const isFrozen = (by: Breakdown): boolean => by !== 'outcome' && by !== 'ground';

/* ------------------------------------------------------------------ figures */

export const absences = ['none', 'not_available', 'not_reported', 'suppressed', 'not_reached'] as const;
/**
 * Why there is no number. None of them is zero, and none is another: `none`, there was nothing to count a share or a time
 * of; `not_available`, it happened and the data to count it by were not recorded; `not_reported`, a State has not said;
 * `suppressed`, too few to show; `not_reached`, of a median: more than half had not ended when last looked at.
 */
export type Absence = (typeof absences)[number];

/** A value that is there, or why it is not: exactly one of the two is null. */
export type Value = { value: number; absent: null } | { value: null; absent: Absence };

const there = (value: number): Value => ({ value: Math.round(value * 100) / 100, absent: null });
const absent = (why: Absence): Value => ({ value: null, absent: why });
const either = (value: number | Absence): Value => (typeof value === 'number' ? there(value) : absent(value));

/** Durations in milliseconds: of those that ended, of those that ended otherwise, and of those open until now. */
export interface Durations {
  ended: readonly number[];
  otherwise: readonly number[];
  open: readonly number[];
}

/** A distribution: closed-only percentiles, what is open beside them, and buckets that add up with another State's. */
export interface TimesFigure {
  n: number;
  median: number | null;
  p90: number | null;
  unit: TimeUnit;
  open: number;
  ended_otherwise: number;
  /** the Kaplan-Meier median; null where it is not told */
  survival: Value | null;
  /** counts by `bucketBounds` */
  histogram: number[];
}

/** One figure as it is shown, exported and reported. */
export type Figure = Value & {
  /** of rates; of a count its `numerator` alone */
  numerator: number | null;
  denominator: number | null;
  /** how many it rests on, and how many more it should rest on but lacks the data of */
  n: number;
  missing: number;
  times: TimesFigure | null;
};

/** What a figure is computed from: sums of terms over a population. */
export interface Measured {
  sum: (term: Term) => number;
  durations: (term: DurationTerm) => Durations;
}

/** One figure from its definition: the only place where numbers become a figure. */
export function figureOf(indicator: Indicator, { sum, durations }: Measured): Figure {
  if (indicator.shape === 'times') {
    const { ended, otherwise, open } = durations(indicator.of[0]);
    const { unit } = indicator;
    const { n, median, p90 } = timesOf(ended, unit);
    const survival = indicator.survival ? either(survivalMedian(ended, [...otherwise, ...open], unit)) : null;
    return {
      ...either(median ?? (n === 0 ? 'none' : 'suppressed')),
      numerator: null,
      denominator: null,
      n,
      missing: 0,
      times: {
        n,
        median,
        p90,
        unit,
        open: open.length,
        ended_otherwise: otherwise.length,
        survival,
        histogram: histogramOf(ended),
      },
    };
  }
  const [over, under] = indicator.of;
  const numerator = sum(over);
  const denominator = under ? sum(under) : null;
  const [base, without] = indicator.coverage ?? [];
  const missing = without ? sum(without) : 0;
  const n = base ? sum(base) - missing : (denominator ?? numerator);
  const value =
    n === 0 && missing > 0 ? absent('not_available') : either(shareOf(indicator.unit, numerator, denominator));
  return { ...value, numerator, denominator, n, missing, times: null };
}

function shareOf(unit: Indicator['unit'], numerator: number, denominator: number | null): number | Absence {
  if (denominator === null) return numerator;
  if (denominator === 0) return 'none';
  return (numerator / denominator) * (unit === 'percent' ? 100 : 1);
}

/* -------------------------------------------------------------------- flows */

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
