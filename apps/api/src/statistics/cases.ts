import { sql, type Trx } from '@rogatoria/db';
import type { Direction, RequestKind } from '@rogatoria/workflows';
import { millisecondsOf } from '@rogatoria/workflows/distributions.ts';
import { type Breakdown, flowTerms, type Indicator, type Term } from '@rogatoria/workflows/indicators.ts';
import type { RawBuilder } from 'kysely';
import { type Period, periodOf } from './period.ts';
import type { FigureCases } from './schemas.ts';
import type { StatisticsQuestion } from './statistics.ts';
import * as terms from './terms.ts';

export interface CasesQuestion extends StatisticsQuestion {
  indicator: Indicator;
  direction: Direction;
  kind: RequestKind;
  /** a cell of a breakdown; without it all */
  in?: { by: Breakdown; cell: string } | undefined;
}

/** More than anybody reads through; the total is told beside it. */
const most = 500;

type Found = FigureCases['items'][number] & { total: number };

/**
 * The cases behind a figure: those of which a term of its formula is not zero, or that its time is taken of. The same
 * SQL as the figure's, so the numbers of the list add up to it.
 */
export async function casesBehind(trx: Trx, question: CasesQuestion): Promise<FigureCases> {
  const { indicator, direction, kind, zone, year, now } = question;
  const period = periodOf(year, zone, now);
  const { by, cell } = question.in ?? {};
  const where = (outcome: RawBuilder<unknown>) =>
    sql`direction = ${direction} and kind = ${kind} and ${by ? sql`${terms.sliceOf(by, outcome)} = ${cell}` : sql`true`}`;
  const behind =
    indicator.shape === 'times'
      ? timed(indicator, period, where(sql`outcome`), by)
      : counted(indicator.of, period, where, by);
  const { rows } = await sql<Found>`
    select case_id, case_file.number, case_file.title, fact.counterpart, fact.outcome,
      coalesce(fact.sent_at, fact.received_at) as begun_at, counted, base, took, count(*) over ()::int as total
    from (${behind}) behind
    join case_fact fact using (case_id) join case_file on case_file.id = case_id
    order by counted desc, took desc nulls first, begun_at desc, case_id
    limit ${most}`.execute(trx);
  return { total: rows[0]?.total ?? 0, items: rows.map(({ total: _, ...item }) => item) };
}

const isFlow = (term: Term) => (flowTerms as readonly string[]).includes(term);

/** What each case adds to the numerator (`counted`) and to the denominator (`base`). */
function counted(
  [over, under]: readonly Term[],
  period: Period,
  where: (outcome: RawBuilder<unknown>) => RawBuilder<unknown>,
  by: Breakdown | undefined,
): RawBuilder<unknown> {
  const flow = isFlow(over as Term);
  const named: Record<string, RawBuilder<unknown>> = flow ? terms.flowTerms(period) : terms.cohortTerms;
  const sum = (term: Term | undefined) =>
    term ? sql`coalesce(sum(${named[term] as RawBuilder<unknown>}), 0)::int` : sql`0`;
  const rows = flow ? sql`(select * from ${terms.flowRows(period)}) flow` : terms.cohortRows(period);
  return sql`
    select * from (
      select case_id, ${sum(over)} as counted, ${sum(under)} as base, null::float8 as took
      from ${rows} ${terms.measures(by)}
      where ${where(flow ? sql`flow.outcome` : sql`outcome`)}
      group by case_id
    ) summed where counted <> 0 or base <> 0`;
}

/** How long each case took, in the indicator's unit; null while it has not ended so. */
function timed(
  { of, unit }: Extract<Indicator, { shape: 'times' }>,
  period: Period,
  where: RawBuilder<unknown>,
  by: Breakdown | undefined,
): RawBuilder<unknown> {
  const { took, of: eligible } = terms.cohortDurations[of[0]];
  const time = sql`round((extract(epoch from ${took}) * 1000 / ${sql.lit(millisecondsOf[unit])})::numeric, 2)::float8`;
  return sql`
    select distinct case_id, (${took} is not null)::int as counted, 1 as base, ${time} as took
    from ${terms.cohortRows(period)} ${terms.measures(by)}
    where ${eligible} and ${where}`;
}
