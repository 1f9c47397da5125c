/** The two scans that all figures come from: the events of the year, and the requests begun in it. */
import { sql, type Trx } from '@rogatoria/db';
import type { Direction, KindApart, RequestKind } from '@rogatoria/workflows';
import {
  type Breakdown,
  type CohortTerm,
  type Durations,
  type DurationTerm,
  type Flow,
  type FlowTerm,
  flowTerms as flowTermNames,
  type Measured,
  type Term,
} from '@rogatoria/workflows/indicators.ts';
import type { Period } from './period.ts';
import * as terms from './terms.ts';

export interface Slice {
  direction: Direction;
  kind: RequestKind;
}

/** The events that share everything the flows are split by, and what they add to each term. */
export type FlowCell = {
  direction: Direction;
  kind: RequestKind | KindApart;
  counterpart: string;
  /** null where the events belong to no cell of the breakdown */
  slice: string | null;
  /** of a closing in the year */
  outcome: string | null;
  /** of a refusal in the year; empty when none was given */
  ground: string | null;
  /** null before the year */
  month: number | null;
  /** the principal basis */
  basis: string;
} & Record<FlowTerm, number>;

export async function flowCells(trx: Trx, period: Period, by?: Breakdown): Promise<FlowCell[]> {
  const { start, zone } = period;
  const sums = Object.entries(terms.flowTerms(period)).map(
    ([name, added]) => sql`sum(${added})::int as ${sql.id(name)}`,
  );
  const slice = terms.sliceOf(by, sql`flow.outcome`);
  const { rows } = await sql<FlowCell>`
    with event as (select * from ${terms.flowRows(period)})
    select direction, kind, counterpart, ${slice} as slice,
      case when at >= ${start} then flow.outcome end as outcome,
      case when at >= ${start} and flow.outcome = 'refused' then coalesce(ground, '') end as ground,
      case when at >= ${start} then extract(month from at at time zone ${zone})::int end as month,
      basis, ${sql.join(sums)}
    from event flow ${terms.measures(by)}
    group by 1, 2, 3, 4, 5, 6, 7, 8`.execute(trx);
  return rows;
}

/** The requests begun in the year that share a cell: sums of terms, and times in milliseconds. */
export type CohortCell = Slice & { slice: string | null } & Record<CohortTerm, number> &
  Record<`${DurationTerm} ${keyof Durations}`, number[]>;

export async function cohortCells(trx: Trx, period: Period, by: Breakdown): Promise<CohortCell[]> {
  const sums = Object.entries(terms.cohortTerms).map(
    ([name, added]) => sql`coalesce(sum(${added}), 0)::int as ${sql.id(name)}`,
  );
  const times = Object.entries(terms.cohortDurations).flatMap(([name, { took, watched, of }]) => {
    const ms = (interval: typeof took) => sql`(extract(epoch from ${interval}) * 1000)::float8`;
    const where = { ended: sql`${took} is not null`, otherwise: sql`outcome is not null`, open: sql`outcome is null` };
    return Object.entries(where).map(([how, condition]) => {
      const value = how === 'ended' ? ms(took) : ms(watched);
      const rest = how === 'ended' ? sql`true` : sql`${took} is null`;
      return sql`coalesce(array_agg(${value}) filter (where ${of} and ${rest} and ${condition}), '{}') as ${sql.id(`${name} ${how}`)}`;
    });
  });
  const slice = terms.sliceOf(by, sql`outcome`);
  const { rows } = await sql<CohortCell>`
    select direction, kind, ${slice} as slice, ${sql.join([...sums, ...times])}
    from ${terms.cohortRows(period)} ${terms.measures(by)}
    group by 1, 2, 3`.execute(trx);
  return rows;
}

/* ------------------------------------------------------------------- sums */

export const total = (cells: readonly FlowCell[], term: FlowTerm): number =>
  cells.reduce((sum, cell) => sum + cell[term], 0);

export function flowOf(cells: readonly FlowCell[]): Flow {
  const closings = cells.filter(({ closed }) => closed > 0);
  return {
    pending_start: total(cells, 'pending_start'),
    opened: total(cells, 'opened'),
    reopened: total(cells, 'reopened'),
    closed: total(cells, 'closed'),
    pending_end: total(cells, 'pending_end'),
    outcomes: Object.fromEntries(
      [...Map.groupBy(closings, ({ outcome }) => outcome ?? '')].map(([key, own]) => [key, total(own, 'closed')]),
    ),
  };
}

const isFlowTerm = (term: Term): term is FlowTerm => (flowTermNames as readonly string[]).includes(term);

/** Sums and times over cells of both scans, as figures are computed from them. */
export function measuredOf(flows: readonly FlowCell[], cohort: readonly CohortCell[]): Measured {
  return {
    sum: (term) => (isFlowTerm(term) ? total(flows, term) : cohort.reduce((sum, cell) => sum + cell[term], 0)),
    durations: (term) => ({
      ended: cohort.flatMap((cell) => cell[`${term} ended`]),
      otherwise: cohort.flatMap((cell) => cell[`${term} otherwise`]),
      open: cohort.flatMap((cell) => cell[`${term} open`]),
    }),
  };
}
