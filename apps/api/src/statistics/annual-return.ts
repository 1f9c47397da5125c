/** What a State's own cases say for its annual return: the same scans and definitions as its figures. */
import { sql, type Trx } from '@rogatoria/db';
import { type Direction, directions, type RequestKind, requestKinds, zoneOf } from '@rogatoria/workflows';
import {
  basesOfReturn,
  type Content,
  emptyContent,
  type FlowRow,
  flowColumns,
  type GroundRow,
  outcomes,
  type RateRow,
  rateIds,
  sorted,
  type TimesRow,
  timesIds,
} from '@rogatoria/workflows/annual-return/content.ts';
import { emptyRow } from '@rogatoria/workflows/annual-return/entries.ts';
import { figureOf, indicatorOf, type Value } from '@rogatoria/workflows/indicators.ts';
import { groundCodes } from '@rogatoria/workflows/instruments/types.ts';
import { newYear, periodOf } from './period.ts';
import { type CohortCell, cohortCells, type FlowCell, flowCells, measuredOf, total } from './scans.ts';

/**
 * A State's return of a year as its cases give it. Domestic figures and notes are the State's to enter.
 * @param now cohorts are followed to this instant
 */
export async function returnOf(
  trx: Trx,
  { participant, year, now }: { participant: string; year: number; now: string },
): Promise<Content> {
  const zone = zoneOf(participant);
  const period = periodOf(year, zone, now);
  const flows = (await flowCells(trx, period)).filter(isOfRequest);
  const cohort = await cohortCells(trx, period, 'counterpart');
  const transit = await inTransit(trx, participant, year);
  return sorted({
    ...emptyContent(participant, year, zone),
    flows: rowsOf(flows, transit),
    grounds: groundsOf(flows),
    ...cohortsOf(flows, cohort),
  });
}

type RequestCell = FlowCell & { kind: RequestKind };
const isOfRequest = (cell: FlowCell): cell is RequestCell => (requestKinds as readonly string[]).includes(cell.kind);

type Key = Pick<FlowRow, 'direction' | 'kind' | 'basis' | 'counterpart'>;
const basisOf = (basis: string): FlowRow['basis'] => basesOfReturn.find((one) => one === basis) ?? 'not_available';
const nameOf = ({ direction, kind, basis, counterpart }: Key) => `${direction} ${kind} ${basis} ${counterpart}`;

function rowsOf(cells: readonly RequestCell[], transit: readonly Transit[]): FlowRow[] {
  const groups = new Map<string, { key: Key; own: RequestCell[] }>();
  const group = (key: Key) => {
    const name = nameOf(key);
    const found = groups.get(name) ?? { key, own: [] };
    groups.set(name, found);
    return found;
  };
  for (const cell of cells) {
    const { direction, kind, counterpart } = cell;
    group({ direction, kind, basis: basisOf(cell.basis), counterpart }).own.push(cell);
  }
  return [...groups.values()]
    .map(({ key, own }): FlowRow => {
      const waiting = (at: Transit['at']) =>
        transit.filter((one) => one.at === at && nameOf({ ...one, basis: basisOf(one.basis) }) === nameOf(key)).length;
      const closed = (outcome: string) =>
        total(
          own.filter((cell) => cell.outcome === outcome),
          'closed',
        );
      return {
        ...emptyRow(key, 0),
        pending_start: total(own, 'pending_start'),
        opened: total(own, 'opened'),
        reopened: total(own, 'reopened'),
        closed: total(own, 'closed'),
        pending_end: total(own, 'pending_end'),
        in_transit_start: waiting('start'),
        in_transit_end: waiting('end'),
        outcomes: Object.fromEntries(outcomes[key.kind].map((outcome) => [outcome, closed(outcome)])),
      };
    })
    .filter((row) => flowColumns.some((column) => row[column] !== 0));
}

function groundsOf(cells: readonly RequestCell[]): GroundRow[] {
  const refusals = cells.filter(({ refusals }) => refusals > 0);
  return directions.flatMap((direction) =>
    requestKinds.flatMap((kind) => {
      const own = refusals.filter((cell) => cell.direction === direction && cell.kind === kind);
      const byGround = Map.groupBy(own, ({ ground }) => groundCodes.find((one) => one === ground) ?? 'not_available');
      return [...byGround].map(
        ([ground, some]): GroundRow => ({ direction, kind, ground, refused: total(some, 'refusals') }),
      );
    }),
  );
}

const toldOf = ({ value, absent }: Value) => (value === null ? absent : value);

function cohortsOf(flows: readonly RequestCell[], cohort: readonly CohortCell[]): Pick<Content, 'times' | 'rates'> {
  const times: TimesRow[] = [];
  const rates: RateRow[] = [];
  for (const id of [...timesIds, ...rateIds]) {
    const indicator = indicatorOf(id);
    if (!indicator) continue;
    for (const direction of indicator.directions)
      for (const kind of indicator.kinds) {
        const here = <T extends { direction: Direction; kind: string }>(rows: readonly T[]) =>
          rows.filter((row) => row.direction === direction && row.kind === kind);
        const figure = figureOf(indicator, measuredOf(here(flows), here(cohort)));
        const of = { indicator: id, direction, kind };
        if (figure.times) {
          const { n, p90, open, ended_otherwise, survival, histogram } = figure.times;
          times.push({
            ...of,
            n,
            median: toldOf(figure),
            p90: p90 ?? (n === 0 ? 'none' : 'suppressed'),
            survival: survival ? toldOf(survival) : 'none',
            open,
            ended_otherwise,
            histogram,
          });
        } else
          rates.push({
            ...of,
            numerator: figure.numerator ?? 0,
            denominator: figure.denominator ?? 'not_applicable',
            missing: figure.missing,
          });
      }
  }
  return { times, rates };
}

/* ----------------------------------------------------------------- in transit */

interface Transit {
  at: 'start' | 'end';
  direction: Direction;
  kind: RequestKind;
  basis: string;
  counterpart: string;
}

interface Passage extends Omit<Transit, 'at'> {
  sent: string | null;
  received: string | null;
}

const day = 86_400_000;
/** No two midnights of the region are further apart. */
const apart = 2 * day;

/**
 * Requests that we had counted by the instant our year began or ended, and the counterpart only later, by its own
 * calendar: still under way, or between two midnights. Of what we sent, the signed receipt says when it arrived; of what
 * we received, the signed envelope says when it left.
 */
async function inTransit(trx: Trx, participant: string, year: number): Promise<Transit[]> {
  const turns = { start: year, end: year + 1 } as const;
  const found: Transit[] = [];
  for (const at of ['start', 'end'] as const) {
    const ours = newYear(turns[at], zoneOf(participant));
    const until = new Date(ours).toISOString();
    const since = new Date(ours - apart).toISOString();
    const { rows } = await sql<Passage>`
      select fact.direction, fact.kind, fact.basis, fact.counterpart, sent_at as sent,
        case when status = 'delivered' then receipt_at end as received
      from case_fact fact join message using (case_id)
      where fact.direction = 'outgoing' and message.direction = 'out' and type = 'request'
        and fact.kind in (${sql.join([...requestKinds])})
        and sent_at < ${until} and (status <> 'delivered' or receipt_at is null or receipt_at >= ${since})
      union all
      select fact.direction, fact.kind, fact.basis, fact.counterpart,
        (convert_from(decode(rpad(translate(split_part(envelope, '.', 2), '-_', '+/'),
          (length(split_part(envelope, '.', 2)) + 3) / 4 * 4, '='), 'base64'), 'UTF8')::jsonb ->> 'at')::timestamptz,
        received_at
      from case_fact fact join message using (case_id)
      where fact.direction = 'incoming' and message.direction = 'in' and type = 'request' and envelope is not null
        and fact.kind in (${sql.join([...requestKinds])})
        and received_at < ${until} and received_at >= ${since}`.execute(trx);
    for (const { sent, received, ...of } of rows) {
      const theirs = newYear(turns[at], zoneOf(of.counterpart));
      const counted = of.direction === 'outgoing' ? received : sent;
      if (counted === null ? of.direction === 'outgoing' : Date.parse(counted) >= theirs) found.push({ at, ...of });
    }
  }
  return found;
}
