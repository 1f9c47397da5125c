import type { StatisticsView } from '@rogatoria/api/statistics/schemas.ts';
import type { Direction } from '@rogatoria/workflows/types.ts';

type FlowRow = StatisticsView['flows'][number];
export type PairRow = StatisticsView['by_counterpart'][number];
type Counts = Pick<FlowRow, 'pending_start' | 'opened' | 'reopened' | 'closed' | 'pending_end'>;

/** Adds up one number over the rows of a direction. */
export function sum<T extends { direction: Direction }>(
  rows: readonly T[],
  direction: Direction,
  number: (row: T) => number,
): number {
  return rows.reduce((all, row) => (row.direction === direction ? all + number(row) : all), 0);
}

/** Something counted for both directions. */
export interface Line {
  key: string;
  outgoing: number;
  incoming: number;
}

/** Brings the two directions of a breakdown together, the largest first. */
export function lines<T extends { direction: Direction }>(
  rows: readonly T[],
  key: (row: T) => string,
  number: (row: T) => number,
): Line[] {
  const found = new Map<string, Line>();
  for (const row of rows) {
    const line = found.get(key(row)) ?? { key: key(row), outgoing: 0, incoming: 0 };
    line[row.direction] += number(row);
    found.set(line.key, line);
  }
  return [...found.values()].sort((a, b) => b.outgoing + b.incoming - a.outgoing - a.incoming);
}

/** Closings by outcome, evidence and preservation together. */
export function outcomeLines(view: StatisticsView): Line[] {
  return lines(
    view.flows.flatMap(({ direction, outcomes }) =>
      Object.entries(outcomes).map(([outcome, count]) => ({ direction, outcome, count })),
    ),
    ({ outcome }) => outcome,
    ({ count }) => count,
  );
}

export interface Month {
  month: number;
  outgoing: number;
  incoming: number;
  closed: number;
}

/** New and closed requests of each month that has begun. */
export function monthsOf(view: StatisticsView): Month[] {
  return [...new Set(view.months.map(({ month }) => month))].map((month) => {
    const own = view.months.filter((row) => row.month === month);
    return {
      month,
      outgoing: sum(own, 'outgoing', ({ opened }) => opened),
      incoming: sum(own, 'incoming', ({ opened }) => opened),
      closed: own.reduce((all, { closed }) => all + closed, 0),
    };
  });
}

export interface Pair {
  counterpart: string;
  /** both kinds together; the time is that of evidence; undefined where nothing passed in this direction */
  outgoing: (Counts & { times: PairRow['times'] | undefined }) | undefined;
  incoming: (Counts & { times: PairRow['times'] | undefined }) | undefined;
}

/** One row per State: what we sent it, what it sent us. */
export function pairsOf(view: StatisticsView): Pair[] {
  const side = (rows: PairRow[], direction: Direction): Pair['outgoing'] => {
    const own = rows.filter((row) => row.direction === direction);
    if (own.length === 0) return undefined;
    const all = (name: keyof Counts) => own.reduce((total, row) => total + row[name], 0);
    return {
      pending_start: all('pending_start'),
      opened: all('opened'),
      reopened: all('reopened'),
      closed: all('closed'),
      pending_end: all('pending_end'),
      times: own.find(({ kind }) => kind === 'evidence')?.times,
    };
  };
  return [...Map.groupBy(view.by_counterpart, ({ counterpart }) => counterpart)]
    .map(([counterpart, rows]) => ({
      counterpart,
      outgoing: side(rows, 'outgoing'),
      incoming: side(rows, 'incoming'),
    }))
    .sort((a, b) => weight(b) - weight(a) || a.counterpart.localeCompare(b.counterpart));
}

const weight = ({ outgoing, incoming }: Pair) =>
  (outgoing?.opened ?? 0) +
  (incoming?.opened ?? 0) +
  ((outgoing?.pending_end ?? 0) + (incoming?.pending_end ?? 0)) / 1e6;

/** A figure by its definition; of one that is told for both kinds, that of evidence. */
export function figureRow(view: StatisticsView, id: string, direction: Direction) {
  return view.figures.find((row) => row.indicator === id && row.direction === direction);
}

export function timesRow(view: StatisticsView, id: string, direction: Direction) {
  return figureRow(view, id, direction)?.times ?? undefined;
}
