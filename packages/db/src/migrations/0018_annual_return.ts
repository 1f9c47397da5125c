import { type Kysely, sql } from 'kysely';

/**
 * The annual return (docs/adr/0018-annual-return.md): a State's file on its return of a year, the Secretariat's file on
 * the same, and nothing common to both but the messages between them. What was approved or received is a row of
 * `annual_return_revision`, which can be added to and read, never changed.
 */
// biome-ignore lint/suspicious/noExplicitAny: migrations are frozen in time and know no current types
export async function up(db: Kysely<any>): Promise<void> {
  await sql`
create table annual_return (
  id uuid primary key,
  participant text not null references participant (code),
  side text not null check (side in ('reporting', 'receiving')),
  -- the State whose figures they are, connected or not
  state text not null check (state ~ '^[A-Z]{3}$'),
  year integer not null check (year between 2000 and 2199),
  -- all that the two files share
  return_id uuid not null,
  -- last day, in the State's own zone
  due text not null check (due ~ '^\\d{4}-\\d\\d-\\d\\d$'),
  workflow_version text not null,
  stage text not null,
  context jsonb not null,
  -- the reporting side alone: what is being worked on, and what the State's own cases gave when it was prefilled
  content jsonb,
  derived jsonb,
  derived_at timestamptz,
  version integer not null,
  -- rungs of the ladder that were told, in days from the due day
  reminded integer[] not null default '{}',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (participant, state, year),
  unique (participant, return_id),
  check (side = 'receiving' or state = participant),
  check (side = 'reporting' or (content is null and derived is null))
);

-- What was approved and sent, or received: whole, sealed in the audit of its participant.
create table annual_return_revision (
  participant text not null references participant (code),
  return_id uuid not null,
  revision integer not null check (revision > 0),
  content jsonb not null,
  sha256 text not null,
  -- the State's word on it (JWS); null of a spreadsheet that the Secretariat recorded
  signature text,
  reason text,
  at timestamptz not null,
  primary key (participant, return_id, revision),
  foreign key (participant, return_id) references annual_return (participant, return_id)
);

-- What happened to a file, in order.
create table annual_return_event (
  participant text not null references participant (code),
  return_id uuid not null,
  sequence integer not null,
  at timestamptz not null,
  type text not null,
  account_id uuid references account (id),
  payload jsonb not null,
  stage text not null,
  primary key (participant, return_id, sequence),
  foreign key (participant, return_id) references annual_return (participant, return_id)
);

do $$
declare t text;
begin
  foreach t in array array['annual_return', 'annual_return_revision', 'annual_return_event']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy own on %I using (participant = nullif(current_setting(''app.participant'', true), ''''))', t);
    execute format('grant select, insert on %I to rogatoria_app', t);
  end loop;
end $$;
grant update on annual_return to rogatoria_app;
`.execute(db);
}
