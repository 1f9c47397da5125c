import { sql, type Trx } from '@rogatoria/db';
import {
  type Direction,
  directions,
  type KindApart,
  kindsApart,
  type RequestKind,
  requestKinds,
} from '@rogatoria/workflows';
import {
  type Flow,
  indicators,
  pairTimes,
  type RateId,
  type TimesId,
  timesOf,
} from '@rogatoria/workflows/indicators.ts';
import type { RawBuilder } from 'kysely';
import type { StatisticsView } from '../schemas.ts';

export interface StatisticsQuestion {
  participant: string;
  /** IANA zone in which the calendar year is cut: the participant's own (domain.md §6.2) */
  zone: string;
  year: number;
  now: string;
}

/**
 * One year's figures of one participant, derived from the log's facts (`case_fact`, `case_flow`) when they are asked
 * for. Unit: the request, which begins when it is sent (outgoing) or received (incoming).
 *
 * - Flows and stocks (M1–M5, M15; FATF rec. 33, CEPEJ): every event of the year. A request closed, reopened and closed
 *   again closes twice and reopens once, so that pending_start + opened + reopened = closed + pending_end. Both stocks
 *   are counted from what was open at that instant, not from the other numbers: the identity is a check.
 * - Cohorts (M6–M13, P1–P5; Reg. (EU) 2023/1543 art. 28): the requests begun in the year, as they stand now.
 * - Percentiles are nearest-rank and withheld below five observations.
 *
 * Spontaneous information and consultations are no requests: they stand in `apart` and in no other figure.
 *
 * What each figure means: `indicators.ts`.
 */
export async function statisticsOf(
  trx: Trx,
  { participant, zone, year, now }: StatisticsQuestion,
): Promise<StatisticsView> {
  const period = periodOf(year, zone, now);
  const all = await flowCells(trx, period);
  const cells = all.filter(isRequest);
  const cohort = await cohortRows(trx, period);

  const here = <T extends AnySlice>(rows: T[], { direction, kind }: AnySlice) =>
    rows.filter((row) => row.direction === direction && row.kind === kind);
  const slices = directions.flatMap((direction) => requestKinds.map((kind) => ({ direction, kind })));
  const slicesApart = directions.flatMap((direction) => kindsApart.map((kind) => ({ direction, kind })));
  const times = (id: TimesId, rows: CohortRow[]) =>
    timesOf(
      rows.flatMap((row) => row[id]),
      indicators[id].unit,
    );

  return {
    participant,
    year,
    as_of: now,
    zone,
    flows: slices.map((slice) => ({ ...slice, ...flowOf(here(cells, slice)) })),
    apart: slicesApart.map((slice) => ({ ...slice, ...flowOf(here(all, slice)) })),
    by_counterpart: slices.flatMap((slice) =>
      grouped(here(cells, slice), ({ counterpart }) => counterpart)
        .map(([counterpart, own]) => ({
          ...slice,
          counterpart,
          ...flowOf(own),
          times: times(
            pairTimes[slice.kind][slice.direction],
            here(cohort, slice).filter((row) => row.counterpart === counterpart),
          ),
        }))
        .filter(({ pending_start, opened, reopened }) => pending_start + opened + reopened > 0)
        .sort((a, b) => b.opened - a.opened || a.counterpart.localeCompare(b.counterpart)),
    ),
    months: Array.from({ length: period.months }, (_, index) => index + 1).flatMap((month) =>
      slices.map((slice) => {
        const own = here(cells, slice).filter((cell) => cell.month === month);
        return { month, ...slice, opened: count(own, 'opened'), closed: count(own, 'closed') };
      }),
    ),
    grounds: directions.flatMap((direction) =>
      tally(
        cells.filter((cell) => cell.direction === direction && cell.month !== null),
        'ground',
      ).map(([ground, count]) => ({ direction, ground, count })),
    ),
    bases: directions.flatMap((direction) =>
      tally(
        cells.filter((cell) => cell.direction === direction && cell.month !== null),
        'basis',
      ).map(([basis, count]) => ({ direction, basis, count })),
    ),
    times: timesIds.flatMap((id) =>
      indicators[id].directions.map((direction) => ({
        indicator: id,
        direction,
        times: times(id, here(cohort, { direction, kind: indicators[id].kinds[0] })),
      })),
    ),
    rates: rateIds.flatMap((id) =>
      indicators[id].directions.map((direction) => {
        const slice = { direction, kind: indicators[id].kinds[0] };
        const flow = here(cells, slice);
        const rows = here(cohort, slice);
        const begun = (name: Counted) => rows.reduce((sum, row) => sum + row[name], 0);
        const [numerator, denominator] = rates[id]({ flow: flowOf(flow), overdue: overdueOf(flow), begun, period });
        return { indicator: id, direction, numerator, denominator };
      }),
    ),
  };
}

interface Slice {
  direction: Direction;
  kind: RequestKind;
}
interface AnySlice {
  direction: Direction;
  kind: RequestKind | KindApart;
}

const isRequest = <T extends AnySlice>(row: T): row is T & Slice =>
  (requestKinds as readonly string[]).includes(row.kind);

function grouped<T>(rows: T[], by: (row: T) => string): [string, T[]][] {
  return [...Map.groupBy(rows, by)];
}

/* ------------------------------------------------------------------- year */

interface Period {
  start: string;
  /** the first instant not counted: the end of the year, or right after now while it runs */
  end: string;
  zone: string;
  now: string;
  /** 365, or the days so far of a year under way */
  days: number;
  /** months begun: a month to come is not a zero */
  months: number;
}

/** The calendar year in a zone, as instants; cut after `now` while it runs, empty before it begins. */
function periodOf(year: number, zone: string, now: string): Period {
  const newYear = (y: number) =>
    Temporal.PlainDate.from({ year: y, month: 1, day: 1 }).toZonedDateTime(zone).epochMilliseconds;
  const today = Date.parse(now) + 1;
  const start = Math.min(newYear(year), today);
  const end = Math.min(newYear(year + 1), today);
  const last = Temporal.Instant.fromEpochMilliseconds(end - 1).toZonedDateTimeISO(zone);
  return {
    start: new Date(start).toISOString(),
    end: new Date(end).toISOString(),
    zone,
    now,
    days: Math.min(365, Math.ceil((end - start) / 86_400_000)),
    months: end > start ? last.month : 0,
  };
}

/* ------------------------------------------------------------------ flows */

/** How many events share everything the flows are split by. `month` is null before the year. */
interface Cell extends AnySlice {
  counterpart: string;
  step: 'opened' | 'closed' | 'reopened';
  outcome: string | null;
  /** of a refusal; empty when none was given */
  ground: string | null;
  /** the principal basis of a request that began */
  basis: string | null;
  month: number | null;
  pending_start: boolean;
  pending_end: boolean;
  overdue: boolean;
  count: number;
}

/**
 * Every event up to the end of the year, in one scan. A request is pending from an event that opens it until its next
 * event: whether that stretch covers an instant puts it into the stock of that instant. Overdue: a clock that the
 * requested State must meet ran and was past its date; that date may have been moved since.
 */
async function flowCells(trx: Trx, { start, end, zone }: Period): Promise<Cell[]> {
  const pendingAtEnd = sql`step <> 'closed' and (until is null or until >= ${end})`;
  const { rows } = await sql<Cell>`
    select direction, kind, counterpart, step, flow.outcome,
      case when flow.outcome = 'refused' then coalesce(ground, '') end as ground,
      case when step = 'opened' then basis end as basis,
      case when at >= ${start} then extract(month from at at time zone ${zone})::int end as month,
      step <> 'closed' and at < ${start} and (until is null or until >= ${start}) as pending_start,
      ${pendingAtEnd} as pending_end,
      ${pendingAtEnd} and exists (
        select from deadline
        where deadline.case_id = flow.case_id and holder = case direction when 'incoming' then 'us' else 'them' end
          and due_at < ${end} and status <> 'suspended' and (stopped_at is null or stopped_at >= ${end})
      ) as overdue,
      count(*) as count
    from (select *, lead(at) over (partition by case_id order by sequence) as until from case_flow) flow
    join case_fact using (case_id)
    where at < ${end}
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11`.execute(trx);
  return rows;
}

const total = (cells: Cell[]) => cells.reduce((sum, cell) => sum + cell.count, 0);
const count = (cells: Cell[], step: Cell['step']) =>
  total(cells.filter((cell) => cell.step === step && cell.month !== null));
const overdueOf = (cells: Cell[]) => total(cells.filter((cell) => cell.overdue));

function flowOf(cells: Cell[]): Flow {
  const closed = cells.filter((cell) => cell.step === 'closed' && cell.month !== null);
  return {
    pending_start: total(cells.filter((cell) => cell.pending_start)),
    opened: count(cells, 'opened'),
    reopened: count(cells, 'reopened'),
    closed: total(closed),
    pending_end: total(cells.filter((cell) => cell.pending_end)),
    outcomes: Object.fromEntries(
      grouped(closed, ({ outcome }) => outcome ?? '').map(([key, own]) => [key, total(own)]),
    ),
  };
}

/** Events per ground or basis, the most frequent first. */
function tally(cells: Cell[], by: 'ground' | 'basis'): [string, number][] {
  return grouped(
    cells.filter((cell) => cell[by] !== null),
    (cell) => cell[by] ?? '',
  )
    .map(([key, own]): [string, number] => [key, total(own)])
    .sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
}

/* ---------------------------------------------------------------- cohorts */

/** What a time measures; `begun_at` is sent (outgoing) or received (incoming). */
const durations: Record<TimesId, RawBuilder<unknown>> = {
  M10: sql`acknowledged_at - begun_at`,
  M11: sql`decided_at - begun_at`,
  M12: sql`executed_at - begun_at`,
  'M12.net': sql`executed_at - begun_at - make_interval(secs => waited_ms / 1000.0)`,
  M13: sql`executed_at - begun_at`,
  P2: sql`acknowledged_at - begun_at`,
  'P2.confirm': sql`preserved_at - begun_at`,
};
const timesIds = Object.keys(durations) as TimesId[];

const sumIf = (condition: RawBuilder<unknown>) => sql`count(*) filter (where ${condition})`;

/** What is counted among the requests begun in the year. */
const counted = {
  all: sql`count(*)`,
  // Closed by what the requested State did; a withdrawal is the other side's own act (M6, M7, M9).
  decided: sumIf(sql`outcome <> 'withdrawn'`),
  executed_full: sumIf(sql`outcome = 'executed_full'`),
  executed_partial: sumIf(sql`outcome = 'executed_partial'`),
  executed_unasked: sumIf(sql`outcome in ('executed_full', 'executed_partial') and rounds = 0`),
  refused: sumIf(sql`outcome = 'refused'`),
  asked: sumIf(sql`rounds > 0`),
  rounds: sql`sum(rounds)`,
  // Missing and past its date is late; missing and not yet due says nothing.
  acknowledge_due: sumIf(sql`acknowledged_at is not null or acknowledge_due_at < now_at`),
  acknowledged_in_time: sumIf(sql`acknowledged_at <= acknowledge_due_at`),
  preserved: sumIf(sql`preserved_at is not null`),
  // A request that comes after the data were let go is no follow-up.
  followed: sumIf(sql`preserved_at is not null and followed_up_at <= coalesce(expired_at, 'infinity')`),
  lapsed: sumIf(sql`preserved_at is not null and expired_at < coalesce(followed_up_at, 'infinity')`),
  extended: sumIf(sql`preserved_at is not null and extensions > 0`),
  extensions: sql`coalesce(sum(extensions) filter (where preserved_at is not null), 0)`,
};
type Counted = keyof typeof counted;

type CohortRow = Slice & { counterpart: string } & Record<Counted, number> & Record<TimesId, number[]>;

/** The requests begun in the year as they stand now, per counterpart, in one scan; times in milliseconds. */
async function cohortRows(trx: Trx, { start, end, now }: Period): Promise<CohortRow[]> {
  const columns = [
    ...Object.entries(counted).map(([name, number]) => sql`${number} as ${sql.id(name)}`),
    ...Object.entries(durations).map(([id, duration]) => {
      const ms = sql`(extract(epoch from ${duration}) * 1000)::float8`;
      return sql`coalesce(array_agg(${ms}) filter (where ${duration} is not null), '{}') as ${sql.id(id)}`;
    }),
  ];
  const { rows } = await sql<CohortRow>`
    select direction, kind, counterpart, ${sql.join(columns)}
    from (
      select *, ${now}::timestamptz as now_at, coalesce(sent_at, received_at) as begun_at, case when outcome = 'expired'
        then (select max(at) from case_flow where case_flow.case_id = case_fact.case_id and step = 'closed')
        end as expired_at
      from case_fact
    ) cohort
    where begun_at >= ${start} and begun_at < ${end} and kind in (${sql.join([...requestKinds])})
    group by 1, 2, 3`.execute(trx);
  return rows;
}

/* ------------------------------------------------------------------ rates */

interface Rated {
  flow: Flow;
  overdue: number;
  /** how many, or how much, among the requests begun in the year */
  begun: (name: Counted) => number;
  period: Period;
}

/** Numerator and denominator of each rate (domain.md §6.3). */
const rates: Record<RateId, (rated: Rated) => [numerator: number, denominator: number]> = {
  M4: ({ flow }) => [flow.closed, flow.opened],
  M5: ({ flow, period }) => [flow.pending_end * period.days, flow.closed],
  M6: ({ begun }) => [begun('executed_full'), begun('decided')],
  'M6.partial': ({ begun }) => [begun('executed_partial'), begun('decided')],
  M7: ({ begun }) => [begun('refused'), begun('decided')],
  M8: ({ begun }) => [begun('asked'), begun('all')],
  'M8.rounds': ({ begun }) => [begun('rounds'), begun('all')],
  M9: ({ begun }) => [begun('executed_unasked'), begun('decided')],
  'M10.in_time': ({ begun }) => [begun('acknowledged_in_time'), begun('acknowledge_due')],
  M15: ({ flow, overdue }) => [overdue, flow.pending_end],
  P1: ({ begun }) => [begun('preserved'), begun('all')],
  P3: ({ begun }) => [begun('followed'), begun('preserved')],
  P4: ({ begun }) => [begun('lapsed'), begun('preserved')],
  P5: ({ begun }) => [begun('extended'), begun('preserved')],
  'P5.mean': ({ begun }) => [begun('extensions'), begun('preserved')],
};
const rateIds = Object.keys(rates) as RateId[];
