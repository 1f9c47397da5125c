import { type Kysely, sql } from 'kysely';

/**
 * What each authority says of its own calendar, a whole value for each version: append-only, so that the calendar any
 * deadline was derived from can be put together again. Published like law: every participant reads all of it and adds to
 * its own alone; who of its officers did is in its audit. Its column is `state` and not `participant`, which marks what only
 * its participant may see.
 */
// biome-ignore lint/suspicious/noExplicitAny: migrations are frozen in time and know no current types
export async function up(db: Kysely<any>): Promise<void> {
  await sql`
create table calendar_version (
  state text not null references participant (code),
  version integer not null check (version > 0),
  own jsonb not null,
  reason text not null,
  at timestamptz not null,
  primary key (state, version)
);
alter table calendar_version enable row level security;
alter table calendar_version force row level security;
create policy published on calendar_version for select
  using (nullif(current_setting('app.participant', true), '') is not null);
create policy own on calendar_version for insert
  with check (state = nullif(current_setting('app.participant', true), ''));
grant select, insert on calendar_version to rogatoria_app;

-- The calendar a date was counted by; null where no day of rest counts. Which data counted those that run is not known:
-- only the State is named, and the next round of work counts them again.
alter table deadline add column calendar text;
alter table deadline no force row level security;
update deadline set calendar = rule ->> 'governs'
  where rule ->> 'unit' = 'working_days' and rule ->> 'fixed_due' is null and status in ('running', 'suspended');
alter table deadline force row level security;
create index on deadline (participant, calendar) where status in ('running', 'suspended') and calendar is not null;
`.execute(db);
}
