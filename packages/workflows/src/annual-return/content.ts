/**
 * What a State says in its annual return (REMJA recommendation 20), as it is stored, signed, sent, reconciled and
 * published: counts and distributions, never a case. Every count is a `Reported`: a number or the reason why there is none.
 */
import { type Static, type TSchema, Type } from 'typebox';
import { bucketBounds } from '../distributions.ts';
import { domesticFigures, domesticIds } from '../domestic.ts';
import { absences, type IndicatorId, indicatorIds, indicatorOf } from '../indicators.ts';
import { groundCodes } from '../instruments/types.ts';
import { states } from '../states.ts';
import { basisCodes, directions, type RequestKind, requestKinds } from '../types.ts';

const stateCodes = states.map(({ code }) => code);

/** Version of this shape. What a later one adds is optional; what it changes is a new version. */
export const contentVersion = 1;

/** The largest count that a return may hold, so that sums over the region stay whole numbers of JSON. */
export const largest = 1_000_000_000;

export const unknowns = ['not_available', 'not_applicable'] as const;
/**
 * Why a State has no number: `not_available`, it happened and was not recorded; `not_applicable`, it cannot happen here.
 * Neither is zero: `0` says that it was counted and there were none.
 */
export type Unknown = (typeof unknowns)[number];
/** One value of a return, in requests, cases or persons. */
export type Reported = number | Unknown;
export const isNumber = (value: Reported): value is number => typeof value === 'number';

/**
 * What a published value can be beside a number: what a return may say, and what only publishing adds – `none`, nothing to
 * divide by; `not_reported`, no accepted return; `suppressed`, too few; `not_reached`, of a median.
 */
export const marks = [...unknowns, ...absences.filter((absence) => absence !== 'not_available')] as const;
export type Mark = Unknown | (typeof absences)[number];

const count = () => Type.Integer({ minimum: 0, maximum: largest });
const reported = () => Type.Union([count(), Type.Enum([...unknowns])]);
const told = () => Type.Union([Type.Number({ minimum: 0, maximum: largest }), Type.Enum([...absences])]);

/* -------------------------------------------------------------------- flows */

/**
 * How a request can be closed (domain.md §6.2). `transferred_out` is for States that pass a request on to another
 * authority and close it; the procedure of this software has no such end. Text: `outcome.<outcome>`.
 */
export const outcomes = {
  evidence: ['executed_full', 'executed_partial', 'refused', 'returned', 'withdrawn', 'lapsed', 'transferred_out'],
  preservation: ['consumed', 'released', 'expired', 'impossible', 'refused'],
} as const satisfies Record<RequestKind, readonly string[]>;
export type Outcome = (typeof outcomes)[RequestKind][number];
export const allOutcomes: readonly Outcome[] = [...new Set(Object.values(outcomes).flat())];
export const isOutcomeOf = (kind: RequestKind, outcome: string): boolean =>
  (outcomes[kind] as readonly string[]).includes(outcome);

/**
 * What is counted in each row of flows. `in_transit_*`: requests that this State had counted by the instant its year began
 * (`start`) or ended (`end`), and that the counterpart counts only in its next year – still under way, or because its
 * midnight comes earlier. So, of requests A → B:
 * opened(A) − in_transit_end(A) + in_transit_start(A) = opened(B) − in_transit_end(B) + in_transit_start(B).
 */
export const flowColumns = [
  'pending_start',
  'opened',
  'reopened',
  'closed',
  'pending_end',
  'in_transit_start',
  'in_transit_end',
] as const;
export type FlowColumn = (typeof flowColumns)[number];

/** Under which basis a State without that record counts: it says so rather than choosing one. */
export const basesOfReturn = [...basisCodes, 'not_available'] as const;

const FlowRow = Type.Object(
  {
    direction: Type.Enum([...directions]),
    kind: Type.Enum([...requestKinds]),
    /** the principal basis, frozen when the request began */
    basis: Type.Enum([...basesOfReturn]),
    /** ISO 3166-1 alpha-3 */
    counterpart: Type.Enum([...stateCodes]),
    ...(Object.fromEntries(flowColumns.map((column) => [column, reported()])) as Record<
      FlowColumn,
      ReturnType<typeof reported>
    >),
    /** `closed`, split: every outcome of the kind, and no other */
    outcomes: Type.Partial(
      Type.Object(
        Object.fromEntries(allOutcomes.map((outcome) => [outcome, reported()])) as Record<
          Outcome,
          ReturnType<typeof reported>
        >,
      ),
      // said here: of an object that is made partial nothing but its properties is kept
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
);
/** The requests of one direction, kind, basis and counterpart: unit, the request. No two rows share all four. */
export type FlowRow = Static<typeof FlowRow>;

/** Refusals of the year by ground: they come to the refused of all rows of that direction and kind. Text: `ground.<code>`. */
const GroundRow = Type.Object(
  {
    direction: Type.Enum([...directions]),
    kind: Type.Enum([...requestKinds]),
    ground: Type.Enum([...groundCodes, 'not_available']),
    refused: reported(),
  },
  { additionalProperties: false },
);
export type GroundRow = Static<typeof GroundRow>;

/* ------------------------------------------------------------ cohorts */

/** Indicators told as a time: each as a histogram, because medians of States do not add up to one of the region. */
export const timesIds: readonly IndicatorId[] = indicatorIds.filter((id) => indicatorOf(id)?.shape === 'times');
/** What flows tell by themselves: a return does not say it twice. */
const fromFlows: readonly IndicatorId[] = ['M1', 'M2.start', 'M2', 'M3', 'M4', 'M5', 'M7.ground'];
/** Shares and counts of the requests begun in the year, and of the stock at its end: each as the two numbers it is of. */
export const rateIds: readonly IndicatorId[] = indicatorIds.filter(
  (id) => indicatorOf(id)?.shape !== 'times' && !fromFlows.includes(id),
);

const TimesRow = Type.Object(
  {
    indicator: Type.Enum([...timesIds]),
    direction: Type.Enum([...directions]),
    kind: Type.Enum([...requestKinds]),
    /** how many ended: the histogram comes to it */
    n: count(),
    /** in the indicator's unit, nearest rank */
    median: told(),
    p90: told(),
    /** Kaplan-Meier, with those still open; `none` where the indicator is not told so */
    survival: told(),
    open: count(),
    ended_otherwise: count(),
    /** counts by `bucketBounds`: merged by adding */
    histogram: Type.Array(count(), { minItems: bucketBounds.length + 1, maxItems: bucketBounds.length + 1 }),
  },
  { additionalProperties: false },
);
export type TimesRow = Static<typeof TimesRow>;

const RateRow = Type.Object(
  {
    indicator: Type.Enum([...rateIds]),
    direction: Type.Enum([...directions]),
    kind: Type.Enum([...requestKinds]),
    numerator: count(),
    /** `not_applicable` where the indicator is a count and no share */
    denominator: Type.Union([count(), Type.Literal('not_applicable')]),
    /** how many more it should rest on, but lacks the data of */
    missing: count(),
  },
  { additionalProperties: false },
);
export type RateRow = Static<typeof RateRow>;

/* ------------------------------------------------------------------ domestic */

/** The cells that a State types or imports: `C1`, `C2.opened`, `C4.persons.convicted`, `C5.female` … in reading order. */
export const domesticCells: readonly string[] = domesticIds.flatMap((id) => {
  const figure = domesticFigures[id];
  if (figure.entered_by !== 'state' || 'of' in figure) return [];
  return figure.parts.length === 0 ? [id] : figure.parts.map((part) => `${id}.${part}`);
});

const Domestic = Type.Object(Object.fromEntries(domesticCells.map((cell) => [cell, reported()])), {
  additionalProperties: false,
});

/* ------------------------------------------------------------------ the whole */

/** Whose cases the domestic figures cover. Text: `return.coverage.<coverage>`. */
export const coverages = ['national', 'federal_only', 'partial'] as const;

const line = (maxLength: number) => Type.String({ maxLength });

/** How the figures came about: published beside them. */
const Notes = Type.Object(
  {
    /** the entity named under recommendation 20, and who certifies for it */
    entity: line(200),
    official: line(200),
    coverage: Type.Enum([...coverages]),
    /** registers and reports that the domestic figures were taken from */
    source: line(2_000),
    /** what was counted differently from the definitions */
    method: line(2_000),
  },
  { additionalProperties: false },
);
export type Notes = Static<typeof Notes>;

/** A number changed after it was derived from the State's own cases: both are told, with the reason. */
const Adjustment = Type.Object(
  { cell: line(120), derived: reported(), reported: reported(), reason: Type.String({ minLength: 1, maxLength: 500 }) },
  { additionalProperties: false },
);
export type Adjustment = Static<typeof Adjustment>;

/** A return as it is sent. Rows stand in the order of `sorted`, so that the same return is the same text. */
export const Content = Type.Object(
  {
    version: Type.Literal(contentVersion),
    state: Type.Enum([...stateCodes]),
    year: Type.Integer({ minimum: 2000, maximum: 2199 }),
    /** IANA zone in which the year was cut: the State's own */
    zone: line(60),
    flows: Type.Array(FlowRow, { maxItems: 4_000 }),
    grounds: Type.Array(GroundRow, { maxItems: 100 }),
    times: Type.Array(TimesRow, { maxItems: 100 }),
    rates: Type.Array(RateRow, { maxItems: 200 }),
    domestic: Domestic,
    notes: Notes,
    adjustments: Type.Array(Adjustment, { maxItems: 500 }),
  },
  { additionalProperties: false },
) satisfies TSchema;
export type Content = Omit<Static<typeof Content>, 'domestic'> & { domestic: Record<string, Reported> };

/** A return of which nothing is known yet: no request, and every domestic figure not available. */
export function emptyContent(state: string, year: number, zone: string): Content {
  return {
    version: contentVersion,
    state,
    year,
    zone,
    flows: [],
    grounds: [],
    times: [],
    rates: [],
    domestic: Object.fromEntries(domesticCells.map((cell) => [cell, 'not_available'])),
    notes: { entity: '', official: '', coverage: 'national', source: '', method: '' },
    adjustments: [],
  } as Content;
}

/* ---------------------------------------------------------------------- cells */

type RowKey = Pick<FlowRow, 'direction' | 'kind' | 'basis' | 'counterpart'>;

/** The cell of a flow: `flow.incoming.evidence.ETS185.CHL.opened`, or `….outcomes.refused` of an outcome. */
export const flowCell = (row: RowKey, column: FlowColumn | `outcomes.${Outcome}`): string =>
  `flow.${row.direction}.${row.kind}.${row.basis}.${row.counterpart}.${column}`;
/** `ground.incoming.evidence.DUAL_CRIMINALITY` */
export const groundCell = (row: Pick<GroundRow, 'direction' | 'kind' | 'ground'>): string =>
  `ground.${row.direction}.${row.kind}.${row.ground}`;
/** `domestic.C2.opened` */
export const domesticCell = (cell: string): string => `domestic.${cell}`;

/** Every single value of a return by its cell, in reading order; distributions and rates are no single values. */
export function cellsOf(content: Content): Map<string, Reported> {
  const cells = new Map<string, Reported>();
  for (const row of content.flows) {
    for (const column of flowColumns) cells.set(flowCell(row, column), row[column]);
    for (const outcome of outcomes[row.kind]) {
      const value = row.outcomes[outcome];
      if (value !== undefined) cells.set(flowCell(row, `outcomes.${outcome}`), value);
    }
  }
  for (const row of content.grounds) cells.set(groundCell(row), row.refused);
  for (const cell of domesticCells) {
    const value = content.domestic[cell];
    if (value !== undefined) cells.set(domesticCell(cell), value);
  }
  return cells;
}

/** Rows in one order, whatever order they came in: direction, kind, counterpart, basis; ground; indicator. */
export function sorted(content: Content): Content {
  const by =
    <T>(key: (row: T) => string) =>
    (a: T, b: T) =>
      key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;
  const slice = (row: { direction: string; kind: string }) => `${row.direction} ${row.kind}`;
  return {
    ...content,
    flows: content.flows.toSorted(by((row) => `${slice(row)} ${row.counterpart} ${row.basis}`)),
    grounds: content.grounds.toSorted(by((row) => `${slice(row)} ${row.ground}`)),
    times: content.times.toSorted(by((row) => `${slice(row)} ${row.indicator}`)),
    rates: content.rates.toSorted(by((row) => `${slice(row)} ${row.indicator}`)),
    adjustments: content.adjustments.toSorted(by((row) => row.cell)),
  };
}
