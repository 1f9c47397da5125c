import { type Kysely, sql } from 'kysely';

/**
 * How long files are kept, what holds them longer, and their erasure (docs/adr/0012-retention.md). What is erased leaves a
 * tombstone: the entry of every act with its hash, and no word of what it said.
 */
// biome-ignore lint/suspicious/noExplicitAny: migrations are frozen in time and know no current types
export async function up(db: Kysely<any>): Promise<void> {
  await sql`
-- When the content of a file was erased; its row and its log remain.
alter table case_file add column erased_at timestamptz;

-- How long files of a kind are kept after they were closed. Added to, never changed: the last one of a kind counts.
create table retention_rule (
  id uuid primary key,
  participant text not null references participant (code),
  kind text not null check (kind in ('evidence', 'preservation', 'information', 'consultation')),
  years integer not null check (years between 1 and 100),
  -- from which law or decision
  note text not null,
  set_by uuid not null references account (id),
  set_at timestamptz not null
);

-- Nothing of the file is erased while one stands.
create table legal_hold (
  id uuid primary key,
  participant text not null references participant (code),
  case_id uuid not null references case_file (id),
  reason text not null,
  placed_by uuid not null references account (id),
  placed_at timestamptz not null,
  lifted_by uuid references account (id),
  lifted_at timestamptz,
  lift_reason text,
  check ((lifted_at is null) = (lifted_by is null) and (lifted_at is null) = (lift_reason is null))
);
create unique index legal_hold_one_open on legal_hold (case_id) where lifted_at is null;

create table retention_postponement (
  id uuid primary key,
  participant text not null references participant (code),
  case_id uuid not null references case_file (id),
  -- last day on which it is kept, in the authority's zone
  until_day text not null check (until_day ~ '^\\d{4}-\\d\\d-\\d\\d$'),
  reason text not null,
  set_by uuid not null references account (id),
  set_at timestamptz not null
);
create index on retention_postponement (case_id);

-- Proposed by one person, decided by another.
create table erasure (
  id uuid primary key,
  participant text not null references participant (code),
  case_id uuid not null references case_file (id),
  proposed_by uuid not null references account (id),
  proposed_at timestamptz not null,
  decision text check (decision in ('confirmed', 'refused', 'withdrawn')),
  decided_by uuid references account (id),
  decided_at timestamptz,
  reason text,
  -- what remains and under which rule, signed by the participant
  tombstone jsonb,
  signature text,
  check ((decision is null) = (decided_by is null) and (decision is null) = (decided_at is null)),
  check (decision is distinct from 'confirmed' or (decided_by <> proposed_by and tombstone is not null and signature is not null)),
  check (decision is not distinct from 'confirmed' or tombstone is null)
);
create unique index erasure_one_open on erasure (case_id) where decision is null;
create unique index erasure_one_confirmed on erasure (case_id) where decision = 'confirmed';

do $$
declare t text;
begin
  foreach t in array array['retention_rule', 'legal_hold', 'retention_postponement', 'erasure']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy own on %I using (participant = nullif(current_setting(''app.participant'', true), ''''))', t);
    execute format('grant select, insert on %I to rogatoria_app', t);
  end loop;
end $$;
grant update on legal_hold, erasure to rogatoria_app;

-- The one way to take a word out of a log. The application may only add to it; this runs as the owner, for the participant
-- of the transaction, on a closed file whose erasure two people decided, which nobody holds.
create function erase_case(erasure_id uuid) returns void
  language plpgsql security definer set search_path = public
  as $$
declare decided erasure;
begin
  select * into decided from erasure where id = erasure_id and decision = 'confirmed' for update;
  if not found
    or exists (select from legal_hold where case_id = decided.case_id and lifted_at is null)
    or not exists (select from case_file where id = decided.case_id and erased_at is null
      and (outcome is not null or state = 'discarded'))
    or exists (select from deadline where case_id = decided.case_id and status in ('running', 'suspended'))
  then
    raise exception 'this file may not be erased' using errcode = 'insufficient_privilege';
  end if;
  update case_event set payload = '{}' where case_id = decided.case_id;
  update message set body = '{}', envelope = null, reason = null where case_id = decided.case_id;
  update file set name = '', wrapped_key = '' where case_id = decided.case_id;
  update case_file set title = '—', form = '{}', translations = '{}', context = '{}', erased_at = decided.decided_at
    where id = decided.case_id;
end $$;
revoke all on function erase_case from public;
grant execute on function erase_case to rogatoria_app;
`.execute(db);
}
