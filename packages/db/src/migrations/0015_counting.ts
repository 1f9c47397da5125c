import { type Kysely, sql } from 'kysely';

/**
 * What the indicators need to know of a case (docs/adr/0016-counting.md). What happened before is read from the log, and
 * the classification from the form as it first left or came; `verify` holds both against the same log.
 */
// biome-ignore lint/suspicious/noExplicitAny: migrations are frozen in time and know no current types
export async function up(db: Kysely<any>): Promise<void> {
  await sql`
alter table case_fact
  -- the classification, frozen when the request began
  add column channel text not null default 'exchange',
  add column offence text,
  -- one entry a measure
  add column data_categories text[] not null default '{}',
  add column supplementary boolean not null default false,
  -- first answer on the substance: accepted, preserved, executed, refused, returned or impossible
  add column answered_at timestamptz,
  add column receipt_confirmed_at timestamptz,
  -- since when it stands postponed, and how long it stood so before
  add column postponed_at timestamptz,
  add column postponements integer not null default 0,
  add column postponed_ms bigint not null default 0,
  add column conditions integer not null default 0,
  add column conditions_accepted integer not null default 0,
  add column disputes integer not null default 0,
  add column disclosures integer not null default 0,
  -- of those, the ones that found a provider in a State that is neither of the two
  add column third_states integer not null default 0,
  -- why data could not be preserved, or why a request was withdrawn
  add column cause text;
`.execute(db);

  const tables = ['case_fact', 'case_event', 'case_file', 'message'];
  for (const table of tables) await sql`alter table ${sql.table(table)} no force row level security`.execute(db);
  await sql`
with form as (
  -- as it was sent or received first: what came in writing later may say otherwise
  select distinct on (case_id) case_id, body -> 'form' as form
  from message
  where body ? 'form' and type <> 'written_confirmation' and status <> 'rejected'
  order by case_id, at, sequence
), said as (
  select case_id, form, kind,
    case when jsonb_typeof(form -> 'offences') = 'array' then form -> 'offences' end as offences,
    case when jsonb_typeof(form -> 'measures') = 'array' then form -> 'measures' else '[]' end as measures,
    case when jsonb_typeof(form -> 'identifiers') = 'array' then form -> 'identifiers' else '[]' end as lines
  from form join case_fact using (case_id)
  where kind in ('evidence', 'preservation')
), measure as (
  select case_id, place, 1 as part, item ->> 'category' as category
  from said, jsonb_array_elements(measures) with ordinality as one (item, place) where kind = 'evidence'
  union all
  select case_id, place, part, category
  from said, jsonb_array_elements(lines) with ordinality as one (item, place),
    jsonb_array_elements_text(
      case when jsonb_typeof(item -> 'categories') = 'array' and item -> 'categories' <> '[]'
        then item -> 'categories' else '[""]' end
    ) with ordinality as each (category, part)
  where kind = 'preservation'
), measured as (
  select case_id, array_agg(
    case when category in ('SUBSCRIBER', 'IDENTIFICATION_ONLY', 'TRAFFIC', 'CONTENT', 'DOMAIN_REGISTRATION',
      'OTHER_RECORDS') then category else '' end order by place, part) as categories
  from measure group by case_id
)
update case_fact set
  offence = case when jsonb_typeof(offences -> 0) = 'string' then offences ->> 0 end,
  data_categories = coalesce(categories, '{}'),
  supplementary = coalesce(form ->> 'request_status', '') = 'supplementary'
from said left join measured using (case_id)
where said.case_id = case_fact.case_id;
`.execute(db);
  await sql`
update case_fact set channel = 'oral'
from case_file,
  lateral (select coalesce(context -> 'records' -> 'request' -> 'emergency',
    context -> 'records' -> 'transmit_emergency') as emergency) spoken
where case_file.id = case_fact.case_id and (emergency ? 'spoken_at' or emergency ? 'spoken_to')
`.execute(db);
  await sql`
with event as (
  select case_id, sequence, at, type, payload, state,
    lag(state) over (partition by case_id order by sequence) as before
  from case_event
), stretch as (
  select *, max(at) filter (where state = 'postponed' and before <> 'postponed')
    over (partition by case_id order by sequence rows between unbounded preceding and 1 preceding) as since
  from event
), told as (
  select case_id,
    min(at) filter (where type in ('command.confirm', 'message.preservation_confirmation')
      or state in ('transmitted', 'refused', 'returned', 'impossible')
      or (state = 'accepted' and before = 'acknowledged')) as answered_at,
    max(at) filter (where type in ('command.confirm_receipt', 'message.receipt_confirmation')) as receipt_confirmed_at,
    max(at) filter (where state = 'postponed' and before <> 'postponed') as postponed_at,
    (array_agg(state order by sequence desc))[1] = 'postponed' as postponed,
    count(*) filter (where state = 'postponed' and before <> 'postponed') as postponements,
    coalesce(round(sum(extract(epoch from at - since) * 1000)
      filter (where before = 'postponed' and state <> 'postponed')), 0) as postponed_ms,
    count(*) filter (where type in ('command.propose_conditions', 'message.conditions')) as conditions,
    count(*) filter (where type = 'command.accept_conditions'
      or (type = 'message.conditions_answer' and payload -> 'accepted' = 'true')) as conditions_accepted,
    count(*) filter (where type in ('command.dispute_delivery', 'message.delivery_dispute')) as disputes,
    count(*) filter (where type in ('command.disclose_traffic', 'message.expedited_disclosure')) as disclosures,
    count(*) filter (where type in ('command.disclose_traffic', 'message.expedited_disclosure')
      and payload ->> 'state' not in (fact.participant, fact.counterpart)) as third_states,
    (array_agg(coalesce(payload ->> 'withdrawal_cause', payload ->> 'cause') order by sequence desc)
      filter (where type in ('command.report_impossible', 'message.impossibility') or payload ? 'withdrawal_cause'))[1]
      as cause
  from stretch join case_fact fact using (case_id)
  where kind in ('evidence', 'preservation')
  group by case_id
)
update case_fact set
  answered_at = told.answered_at, receipt_confirmed_at = told.receipt_confirmed_at,
  postponed_at = case when postponed then told.postponed_at end,
  postponements = told.postponements, postponed_ms = told.postponed_ms,
  conditions = told.conditions, conditions_accepted = told.conditions_accepted,
  disputes = told.disputes, disclosures = told.disclosures, third_states = told.third_states, cause = told.cause
from told where told.case_id = case_fact.case_id
`.execute(db);
  for (const table of tables) await sql`alter table ${sql.table(table)} force row level security`.execute(db);
}
