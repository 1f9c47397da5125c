import { type Kysely, sql } from 'kysely';

/**
 * Recommendations, how far each State is with them, and what the Secretariat publishes on the portal
 * (docs/adr/0021-recommendations-and-portal.md). Published tables, whose column is `state` and not `participant`: who may
 * read a row is in its policy. The public is nobody's participant; it works under a name that no participant can have, and
 * reads what is published and nothing else.
 */
// biome-ignore lint/suspicious/noExplicitAny: migrations are frozen in time and know no current types
export async function up(db: Kysely<any>): Promise<void> {
  await sql`
-- A meeting with its recommendations as the Secretariat recorded it, whole for each version. Append-only.
create table meeting_version (
  meeting integer not null check (meeting between 1 and 999),
  version integer not null check (version > 0),
  body jsonb not null,
  reason text not null,
  at timestamptz not null,
  primary key (meeting, version)
);
alter table meeting_version enable row level security;
alter table meeting_version force row level security;
create policy published on meeting_version for select
  using (nullif(current_setting('app.participant', true), '') is not null);
create policy secretariat on meeting_version for insert
  with check (current_setting('app.participant', true) = 'OAS');
grant select, insert on meeting_version to rogatoria_app;

-- What a participant says of a recommendation, a row for each version. Append-only. A draft is the author's alone; what was
-- released every participant of this installation reads, and the public does not.
create table progress_report (
  state text not null references participant (code),
  meeting integer not null,
  recommendation integer not null check (recommendation > 0),
  version integer not null check (version > 0),
  status text not null check (status in ('done', 'under_way', 'not_begun', 'not_applicable')),
  text text not null,
  evidence jsonb not null,
  as_of text not null check (as_of ~ '^\\d{4}-\\d\\d-\\d\\d$'),
  released boolean not null,
  at timestamptz not null,
  primary key (state, meeting, recommendation, version)
);
alter table progress_report enable row level security;
alter table progress_report force row level security;
create policy own_or_released on progress_report for select
  using (state = nullif(current_setting('app.participant', true), '')
    or released and exists (select from participant where code = nullif(current_setting('app.participant', true), '')));
create policy own on progress_report for insert
  with check (state = nullif(current_setting('app.participant', true), ''));
grant select, insert on progress_report to rogatoria_app;
create index on progress_report (meeting, recommendation) where released;

-- News and links of the portal. A draft can be changed; what was published only be withdrawn.
create table portal_item (
  id uuid primary key,
  kind text not null check (kind in ('news', 'link')),
  version integer not null check (version > 0),
  body jsonb not null,
  created_at timestamptz not null,
  published_at timestamptz,
  withdrawn_at timestamptz,
  withdrawn_because text,
  check ((withdrawn_at is null) = (withdrawn_because is null))
);
alter table portal_item enable row level security;
alter table portal_item force row level security;
create policy secretariat on portal_item
  using (current_setting('app.participant', true) = 'OAS')
  with check (current_setting('app.participant', true) = 'OAS');
create policy published on portal_item for select
  using (nullif(current_setting('app.participant', true), '') is not null
    and published_at is not null and withdrawn_at is null);
grant select, insert, update on portal_item to rogatoria_app;
create function portal_item_stands() returns trigger language plpgsql as $$
begin
  if old.withdrawn_at is not null or new.kind <> old.kind or new.created_at <> old.created_at
    or (old.published_at is not null
      and (new.body <> old.body or new.published_at is distinct from old.published_at))
  then
    raise exception 'what was published stands as it was' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger portal_item_stands before update on portal_item
  for each row execute function portal_item_stands();
`.execute(db);
}
