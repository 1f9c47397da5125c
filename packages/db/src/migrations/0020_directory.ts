import { type Kysely, sql } from 'kysely';

/**
 * The directory (docs/adr/0020-directory.md): what each State says of its authorities and providers, that it confirmed
 * all of it, and timed calls to its 24/7 desk. Published like law: every participant reads all of it and adds to its own
 * alone, hence `state` and not `participant`, which marks what only its participant may see. Everything is added, nothing
 * changed: an address that was used last year can still be read.
 */
// biome-ignore lint/suspicious/noExplicitAny: migrations are frozen in time and know no current types
export async function up(db: Kysely<any>): Promise<void> {
  await sql`
-- One version of an entry. In force from \`at\`; where it has to be called back, from the decision that confirms it.
create table directory_version (
  state text not null references participant (code),
  entry uuid not null,
  version integer not null check (version > 0),
  kind text not null check (kind in ('authority', 'provider')),
  withdrawn boolean not null,
  said jsonb not null,
  reason text not null,
  call_back boolean not null,
  proposed_by uuid not null references account (id),
  at timestamptz not null,
  primary key (state, entry, version),
  unique (state, entry, version, proposed_by)
);

-- A second officer called back at an address known before, and confirms or refuses.
create table directory_decision (
  state text not null,
  entry uuid not null,
  version integer not null,
  proposed_by uuid not null,
  decision text not null check (decision in ('confirmed', 'refused')),
  decided_by uuid not null references account (id),
  at timestamptz not null,
  primary key (state, entry, version),
  foreign key (state, entry, version, proposed_by) references directory_version (state, entry, version, proposed_by),
  check (decision <> 'confirmed' or decided_by <> proposed_by)
);

-- All that was in force was right: \`entries\` names each with its version.
create table directory_attestation (
  id uuid primary key,
  state text not null references participant (code),
  entries jsonb not null,
  at timestamptz not null
);
create index on directory_attestation (state, at);

create table test_call (
  id uuid primary key,
  -- who calls, and whose desk
  state text not null references participant (code),
  desk text not null references participant (code),
  at timestamptz not null,
  check (state <> desk)
);
create index on test_call (desk, at);
create index on test_call (state, at);

create table test_call_answer (
  id uuid primary key references test_call (id),
  state text not null references participant (code),
  at timestamptz not null
);

do $$
declare t text;
begin
  foreach t in array array['directory_version', 'directory_decision', 'directory_attestation', 'test_call',
    'test_call_answer']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy published on %I for select
      using (nullif(current_setting(''app.participant'', true), '''') is not null)', t);
    execute format('grant select, insert on %I to rogatoria_app', t);
  end loop;
  foreach t in array array['directory_version', 'directory_decision', 'directory_attestation', 'test_call']
  loop
    execute format('create policy own on %I for insert
      with check (state = nullif(current_setting(''app.participant'', true), ''''))', t);
  end loop;
end $$;
create policy own on test_call_answer for insert
  with check (state = nullif(current_setting('app.participant', true), '')
    and exists (select from test_call where test_call.id = test_call_answer.id and test_call.desk = test_call_answer.state));

-- What an address outside the house is told of its own entry; its mail has the same id.
create table contact_notice (
  id uuid primary key,
  participant text not null references participant (code),
  key text not null check (key in ('proposed', 'in_force', 'refused')),
  language text not null check (language in ('en', 'es', 'pt', 'fr')),
  params jsonb not null
);
alter table contact_notice enable row level security;
alter table contact_notice force row level security;
create policy own on contact_notice using (participant = nullif(current_setting('app.participant', true), ''));
grant select, insert on contact_notice to rogatoria_app;

-- The address a request was sent to, as the directory had it at that moment. Its version is never changed.
create table request_address (
  case_id uuid not null references case_file (id),
  participant text not null references participant (code),
  state text not null,
  entry uuid not null,
  version integer not null,
  confirmed_at timestamptz not null,
  at timestamptz not null,
  primary key (case_id, entry),
  foreign key (state, entry, version) references directory_version (state, entry, version)
);
alter table request_address enable row level security;
alter table request_address force row level security;
create policy own on request_address using (participant = nullif(current_setting('app.participant', true), ''));
grant select, insert on request_address to rogatoria_app;
`.execute(db);
}
