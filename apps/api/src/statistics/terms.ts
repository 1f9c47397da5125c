/**
 * What the terms of the indicators are in SQL, once: the figures sum them up, and the list of cases behind a figure is
 * those of which a term is not zero.
 */
import { sql } from '@rogatoria/db';
import { requestKinds } from '@rogatoria/workflows';
import type { Breakdown, CohortTerm, DurationTerm, FlowTerm } from '@rogatoria/workflows/indicators.ts';
import type { RawBuilder } from 'kysely';
import type { Period } from './period.ts';

type Sql = RawBuilder<unknown>;
const one = (condition: Sql) => sql`(${condition})::int`;
const requests = sql.join([...requestKinds]);

/* -------------------------------------------------------------------- flows */

/**
 * Every event up to the end of the year. A request is pending from an event that opens it until its next event: whether
 * that stretch covers an instant puts it into the stock of that instant.
 */
export const flowRows = ({ end }: Period) => sql`
  (select *, lead(at) over (partition by case_id order by sequence) as until from case_flow) flow
  join (select case_id, direction, kind, counterpart, urgency, basis, channel, offence, data_categories, supplementary,
    ground, coalesce(sent_at, received_at) as begun_at from case_fact) fact using (case_id)
  where at < ${end}`;

/** What each event adds to a term: 0 or 1, and for `pending_days` days. */
export function flowTerms({ start, end, days }: Period): Record<FlowTerm, Sql> {
  const pending = sql`step <> 'closed' and (until is null or until >= ${end})`;
  const step = (name: string) => one(sql`step = ${name} and at >= ${start}`);
  const aged = (from: number, to: number | null) => {
    const since = (age: number) => sql`${end}::timestamptz - make_interval(days => ${sql.lit(age)})`;
    return one(
      sql`${pending} and begun_at <= ${since(from)} and ${to === null ? sql`true` : sql`begun_at > ${since(to)}`}`,
    );
  };
  return {
    opened: step('opened'),
    reopened: step('reopened'),
    closed: step('closed'),
    refusals: one(sql`step = 'closed' and at >= ${start} and flow.outcome = 'refused'`),
    pending_start: one(sql`step <> 'closed' and at < ${start} and (until is null or until >= ${start})`),
    pending_end: one(pending),
    pending_days: sql`case when ${pending} then ${sql.lit(days)} else 0 end`,
    // A clock that the requested State must meet ran and was past its date; that date may have been moved since.
    overdue: one(sql`${pending} and exists (
      select from deadline
      where deadline.case_id = flow.case_id and holder = case direction when 'incoming' then 'us' else 'them' end
        and due_at < ${end} and status <> 'suspended' and (stopped_at is null or stopped_at >= ${end}))`),
    age_90: aged(0, 90),
    age_180: aged(90, 180),
    age_365: aged(180, 365),
    age_more: aged(365, null),
  };
}

/* ------------------------------------------------------------------ cohorts */

/** The requests begun in the year as they stand now; `closed_at` of those that have an outcome. */
export const cohortRows = ({ start, end, now }: Period) => sql`
  (select *, case when outcome = 'expired' then closed_at end as expired_at from (
    select *, ${now}::timestamptz as now_at, coalesce(sent_at, received_at) as begun_at,
      case when outcome is not null
        then (select max(at) from case_flow where case_flow.case_id = case_fact.case_id and step = 'closed')
      end as closed_at,
      case when kind = 'evidence' and direction = 'outgoing' then (
        select min(receipt_at) from message
        where message.case_id = case_fact.case_id and type = 'request' and message.direction = 'out' and status = 'delivered'
      ) end as arrived_at
    from case_fact
    where coalesce(sent_at, received_at) >= ${start} and coalesce(sent_at, received_at) < ${end} and kind in (${requests})
  ) begun) cohort`;

/** What each request adds to a term. */
export const cohortTerms: Record<CohortTerm, Sql> = {
  begun: sql`1`,
  // Closed by what the requested State did; a withdrawal is the other side's own act (M6, M7, M9).
  decided: one(sql`outcome <> 'withdrawn'`),
  executed_full: one(sql`outcome = 'executed_full'`),
  executed_partial: one(sql`outcome = 'executed_partial'`),
  executed_unasked: one(sql`outcome in ('executed_full', 'executed_partial') and rounds = 0`),
  refused: one(sql`outcome = 'refused'`),
  asked: one(sql`rounds > 0`),
  rounds: sql`rounds`,
  // Missing and past its date is late; missing and not yet due says nothing.
  acknowledge_due: one(sql`acknowledged_at is not null or acknowledge_due_at < now_at`),
  acknowledged_in_time: one(sql`acknowledged_at <= acknowledge_due_at`),
  postponed: one(sql`postponements > 0`),
  conditioned: one(sql`conditions > 0`),
  conditions: sql`conditions`,
  conditions_accepted: sql`conditions_accepted`,
  withdrawn: one(sql`outcome = 'withdrawn'`),
  withdrawn_uncaused: one(sql`outcome = 'withdrawn' and cause is null`),
  too_slow: one(sql`outcome = 'withdrawn' and cause = 'too_slow'`),
  lapsed: one(sql`outcome = 'lapsed'`),
  // A delivery that was disputed was one, even while its replacement is awaited.
  delivered: one(sql`executed_at is not null or disputes > 0`),
  receipt_confirmed: one(sql`receipt_confirmed_at is not null`),
  disputed: one(sql`disputes > 0`),
  preserved: one(sql`preserved_at is not null`),
  impossible: one(sql`outcome = 'impossible'`),
  deleted: one(sql`outcome = 'impossible' and cause = 'deleted'`),
  // A request that comes after the data were let go is no follow-up.
  followed: one(sql`preserved_at is not null and followed_up_at <= coalesce(expired_at, 'infinity')`),
  expired: one(sql`preserved_at is not null and expired_at < coalesce(followed_up_at, 'infinity')`),
  extended: one(sql`preserved_at is not null and extensions > 0`),
  extensions: sql`case when preserved_at is not null then extensions else 0 end`,
  disclosures: sql`disclosures`,
  third_states: sql`third_states`,
  emergency: one(sql`urgency = 'emergency'`),
};

interface Timed {
  /** the interval, null where it has not ended */
  took: Sql;
  /** how long a request without that end was watched */
  watched: Sql;
  /** which requests are timed at all */
  of: Sql;
}
const watched = sql`coalesce(closed_at, now_at) - begun_at`;
const waited = sql`make_interval(secs => waited_ms / 1000.0)`;
const timed = (took: Sql, of = sql`true`): Timed => ({ took, watched, of });

/** What each time measures; `begun_at` is sent (outgoing) or received (incoming). */
export const cohortDurations: Record<DurationTerm, Timed> = {
  to_acknowledge: timed(sql`acknowledged_at - begun_at`),
  to_decide: timed(sql`decided_at - begun_at`),
  to_execute: timed(sql`executed_at - begun_at`),
  to_execute_net: {
    took: sql`executed_at - begun_at - ${waited}`,
    watched: sql`greatest(${watched} - ${waited}, interval '0')`,
    of: sql`true`,
  },
  transit: timed(sql`arrived_at - begun_at`, sql`kind = 'evidence' and direction = 'outgoing'`),
  postponement: timed(
    sql`case when postponed_at is null then make_interval(secs => postponed_ms / 1000.0) end`,
    sql`postponements > 0`,
  ),
  to_preserve: timed(sql`preserved_at - begun_at`),
  to_follow_up: timed(sql`followed_up_at - begun_at`, sql`preserved_at is not null`),
  to_answer: timed(sql`answered_at - begun_at`, sql`urgency = 'emergency'`),
};

/* ------------------------------------------------------------- breakdowns */

/** A row more for each measure where figures are split by the category of data; otherwise none. */
export const measures = (by: Breakdown | undefined) =>
  by === 'data_category'
    ? sql`cross join lateral unnest(
        case when data_categories = '{}' then array[''] else data_categories end) as measure (category)`
    : sql``;

/** The cell an event or a request belongs to; null where it belongs to none. `outcome` is the event's or the request's. */
export function sliceOf(by: Breakdown | undefined, outcome: Sql): Sql {
  switch (by) {
    case undefined:
      return sql`''`;
    case 'data_category':
      return sql`category`;
    case 'offence':
      return sql`coalesce(offence, '')`;
    case 'supplementary':
      return sql`supplementary::text`;
    case 'outcome':
      return outcome;
    case 'ground':
      return sql`case when ${outcome} = 'refused' then coalesce(ground, '') end`;
    default:
      return sql.ref(by);
  }
}
