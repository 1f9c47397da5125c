import type { Trx } from '@rogatoria/db';
import { directions, type KindApart, kindsApart, type RequestKind, requestKinds } from '@rogatoria/workflows';
import { timesOf } from '@rogatoria/workflows/distributions.ts';
import {
  type Breakdown,
  figureOf,
  type IndicatorId,
  indicatorIds,
  indicatorOf,
  indicators,
  isFrozen,
  type Measured,
  pairTimes,
} from '@rogatoria/workflows/indicators.ts';
import { periodOf } from './period.ts';
import {
  type CohortCell,
  cohortCells,
  type FlowCell,
  flowCells,
  flowOf,
  measuredOf,
  type Slice,
  total,
} from './scans.ts';
import type { BreakdownView, IndicatorFigure, StatisticsView } from './schemas.ts';

export interface StatisticsQuestion {
  participant: string;
  /** IANA zone in which the calendar year is cut: the participant's own (domain.md §6.2) */
  zone: string;
  year: number;
  now: string;
}

const slices = directions.flatMap((direction) => requestKinds.map((kind) => ({ direction, kind })));
const slicesApart = directions.flatMap((direction) => kindsApart.map((kind) => ({ direction, kind })));

interface AnySlice {
  direction: Slice['direction'];
  kind: RequestKind | KindApart;
}
const here = <T extends AnySlice>(rows: readonly T[], { direction, kind }: AnySlice) =>
  rows.filter((row) => row.direction === direction && row.kind === kind);
const areRequests = (cells: readonly FlowCell[]) =>
  cells.filter(({ kind }) => (requestKinds as readonly string[]).includes(kind));

/**
 * One year's figures of one participant, derived from the log's facts (`case_fact`, `case_flow`) when they are asked
 * for. Unit: the request, which begins when it is sent (outgoing) or received (incoming).
 *
 * - Flows and stocks (FATF rec. 33, CEPEJ): every event of the year. A request closed, reopened and closed again closes
 *   twice and reopens once, so that pending_start + opened + reopened = closed + pending_end. Both stocks are counted
 *   from what was open at that instant, not from the other numbers: the identity is a check.
 * - Cohorts (Reg. (EU) 2023/1543 art. 28): the requests begun in the year, as they stand now.
 * - Percentiles are nearest-rank and withheld below five observations.
 *
 * Spontaneous information and consultations are no requests: they stand in `apart` and in no other figure.
 *
 * What each figure means: `indicators.ts`. What it is in SQL: `terms.ts`.
 */
export async function statisticsOf(
  trx: Trx,
  { participant, zone, year, now }: StatisticsQuestion,
): Promise<StatisticsView> {
  const period = periodOf(year, zone, now);
  const all = await flowCells(trx, period);
  const cells = areRequests(all);
  const cohort = await cohortCells(trx, period, 'counterpart');
  const inYear = cells.filter(({ month }) => month !== null);

  return {
    participant,
    year,
    as_of: now,
    zone,
    flows: slices.map((slice) => ({ ...slice, ...flowOf(here(cells, slice)) })),
    apart: slicesApart.map((slice) => ({ ...slice, ...flowOf(here(all, slice)) })),
    by_counterpart: slices.flatMap((slice) => pairsOf(here(cells, slice), here(cohort, slice), slice)),
    months: Array.from({ length: period.months }, (_, index) => index + 1).flatMap((month) =>
      slices.map((slice) => {
        const own = here(cells, slice).filter((cell) => cell.month === month);
        return { month, ...slice, opened: total(own, 'opened'), closed: total(own, 'closed') };
      }),
    ),
    grounds: directions.flatMap((direction) =>
      tally(inYear, direction, 'ground', 'refusals').map(([ground, count]) => ({ direction, ground, count })),
    ),
    bases: directions.flatMap((direction) =>
      tally(inYear, direction, 'basis', 'opened').map(([basis, count]) => ({ direction, basis, count })),
    ),
    figures: figuresOf(indicatorIds, (slice) => measuredOf(here(cells, slice), here(cohort, slice))),
  };
}

/** The same figures split by what a request is counted under; `null` flows where cells change after the beginning. */
export async function breakdownOf(
  trx: Trx,
  { participant, zone, year, now }: StatisticsQuestion,
  by: Breakdown,
): Promise<BreakdownView> {
  const period = periodOf(year, zone, now);
  const cells = areRequests(await flowCells(trx, period, by)).filter(({ slice }) => slice !== null);
  const cohort = (await cohortCells(trx, period, by)).filter(({ slice }) => slice !== null);
  const keys = [...new Set([...cells, ...cohort].map(({ slice }) => slice ?? ''))].sort();
  const frozen = isFrozen(by);
  // Of a cell that follows from the end of a request, only its closings and its times say anything.
  const ids = frozen ? indicatorIds : indicatorIds.filter((id) => splitByEnd(id));
  return {
    participant,
    year,
    as_of: now,
    zone,
    by,
    counted: by === 'data_category' ? 'measures' : 'requests',
    cells: keys.map((key) => {
      const own = cells.filter(({ slice }) => slice === key);
      const begun = cohort.filter(({ slice }) => slice === key);
      return {
        cell: key,
        flows: frozen ? slices.map((slice) => ({ ...slice, ...flowOf(here(own, slice)) })) : null,
        figures: figuresOf(ids, (slice) => measuredOf(here(own, slice), here(begun, slice))),
      };
    }),
  };
}

function splitByEnd(id: IndicatorId): boolean {
  const { shape, population, of } = indicators[id];
  return of[0] === 'closed'
    ? shape === 'count'
    : of[0] === 'refusals' || (population === 'cohort' && shape === 'times');
}

function figuresOf(ids: readonly IndicatorId[], measured: (slice: Slice) => Measured): IndicatorFigure[] {
  return ids.flatMap((id) => {
    const indicator = indicatorOf(id);
    if (!indicator) return [];
    return indicator.directions.flatMap((direction) =>
      indicator.kinds.map((kind) => ({
        indicator: id,
        direction,
        kind,
        unit: indicator.unit,
        ...figureOf(indicator, measured({ direction, kind })),
      })),
    );
  });
}

/** What passed with each State, the busiest first. */
function pairsOf(cells: FlowCell[], cohort: CohortCell[], slice: Slice): StatisticsView['by_counterpart'] {
  const { of, unit } = indicators[pairTimes[slice.kind][slice.direction]];
  return [...Map.groupBy(cells, ({ counterpart }) => counterpart)]
    .map(([counterpart, own]) => {
      const { durations } = measuredOf(
        [],
        cohort.filter((cell) => cell.slice === counterpart),
      );
      return { ...slice, counterpart, ...flowOf(own), times: timesOf(durations(of[0]).ended, unit) };
    })
    .filter(({ pending_start, opened, reopened }) => pending_start + opened + reopened > 0)
    .sort((a, b) => b.opened - a.opened || a.counterpart.localeCompare(b.counterpart));
}

/** Events per ground or basis, the most frequent first. */
function tally(
  cells: readonly FlowCell[],
  direction: Slice['direction'],
  by: 'ground' | 'basis',
  term: 'refusals' | 'opened',
): [string, number][] {
  const own = cells.filter((cell) => cell.direction === direction && cell[term] > 0);
  return [...Map.groupBy(own, (cell) => cell[by] ?? '')]
    .map(([key, some]): [string, number] => [key, total(some, term)])
    .sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
}
