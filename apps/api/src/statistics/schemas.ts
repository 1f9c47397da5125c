/** What the API says of figures. */
import { absences, breakdowns } from '@rogatoria/workflows/indicators.ts';
import { kindsApart } from '@rogatoria/workflows/types.ts';
import { type Static, Type } from 'typebox';
import { Direction, Id, Instant, Nullable, Participant, RequestKind } from '../schemas.ts';

/** A duration distribution, nearest-rank; `median` and `p90` are null when n < 5 (domain.md §6.2). */
export const Times = Type.Object({
  n: Type.Integer(),
  median: Nullable(Type.Number()),
  p90: Nullable(Type.Number()),
  unit: Type.Enum(['hours', 'days']),
});
export type Times = Static<typeof Times>;

/** A number that is there, or why there is none (`indicators.ts`): exactly one of the two is null. */
const value = {
  value: Nullable(Type.Number()),
  absent: Nullable(Type.Enum([...absences])),
};

/** One figure by its definition: text `indicator.<indicator>`. */
export const IndicatorFigure = Type.Object({
  indicator: Type.String(),
  direction: Direction,
  kind: RequestKind,
  unit: Type.String(),
  ...value,
  numerator: Nullable(Type.Integer()),
  denominator: Nullable(Type.Integer()),
  n: Type.Integer({ description: 'how many the figure rests on' }),
  missing: Type.Integer({ description: 'how many more it should rest on, whose data were not recorded' }),
  times: Nullable(
    Type.Object({
      ...Times.properties,
      open: Type.Integer({ description: 'not ended when the figure was made' }),
      ended_otherwise: Type.Integer({ description: 'closed without what is timed' }),
      survival: Nullable(Type.Object(value, { description: 'Kaplan-Meier median' })),
      histogram: Type.Array(Type.Integer(), { description: 'counts by fixed buckets (distributions.ts)' }),
    }),
  ),
});
export type IndicatorFigure = Static<typeof IndicatorFigure>;

const Flow = Type.Object({
  pending_start: Type.Integer(),
  /** sent (outgoing) or received (incoming) in the year */
  opened: Type.Integer(),
  reopened: Type.Integer(),
  closed: Type.Integer(),
  pending_end: Type.Integer(),
  outcomes: Type.Record(Type.String(), Type.Integer()),
});

export const StatisticsView = Type.Object({
  participant: Participant,
  year: Type.Integer(),
  as_of: Instant,
  zone: Type.String(),
  /** flows[direction][kind]: the identity pending_start + opened + reopened = closed + pending_end holds in every one */
  flows: Type.Array(Type.Object({ direction: Direction, kind: RequestKind, ...Flow.properties })),
  /** spontaneous information and consultations: no requests, and in no other figure */
  apart: Type.Array(Type.Object({ direction: Direction, kind: Type.Enum([...kindsApart]), ...Flow.properties })),
  by_counterpart: Type.Array(
    Type.Object({
      direction: Direction,
      kind: RequestKind,
      counterpart: Participant,
      ...Flow.properties,
      times: Times,
    }),
  ),
  months: Type.Array(
    Type.Object({
      month: Type.Integer(),
      direction: Direction,
      kind: RequestKind,
      opened: Type.Integer(),
      closed: Type.Integer(),
    }),
  ),
  grounds: Type.Array(Type.Object({ direction: Direction, ground: Type.String(), count: Type.Integer() })),
  bases: Type.Array(Type.Object({ direction: Direction, basis: Type.String(), count: Type.Integer() })),
  figures: Type.Array(IndicatorFigure),
});
export type StatisticsView = Static<typeof StatisticsView>;

/** The figures of a year split by one attribute. */
export const BreakdownView = Type.Object({
  participant: Participant,
  year: Type.Integer(),
  as_of: Instant,
  zone: Type.String(),
  by: Type.Enum([...breakdowns]),
  counted: Type.Enum(['requests', 'measures'], {
    description: 'what one unit is: a request may ask for several measures',
  }),
  cells: Type.Array(
    Type.Object({
      cell: Type.String({ description: 'empty: the request does not say' }),
      flows: Nullable(Type.Array(Type.Object({ direction: Direction, kind: RequestKind, ...Flow.properties }))),
      figures: Type.Array(IndicatorFigure),
    }),
  ),
});
export type BreakdownView = Static<typeof BreakdownView>;

/** The cases that a figure counts, those it counts first; at most 500, and how many there are. */
export const FigureCases = Type.Object({
  total: Type.Integer(),
  items: Type.Array(
    Type.Object({
      case_id: Id,
      number: Nullable(Type.String()),
      title: Type.String(),
      counterpart: Participant,
      outcome: Nullable(Type.String()),
      begun_at: Instant,
      counted: Type.Integer({ description: 'what the case adds to the figure, or to its numerator' }),
      base: Type.Integer({ description: 'what it adds to the denominator' }),
      took: Nullable(Type.Number({ description: 'in the unit of the indicator' })),
    }),
  ),
});
export type FigureCases = Static<typeof FigureCases>;
