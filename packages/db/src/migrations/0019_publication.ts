import { type Kysely, sql } from 'kysely';

/**
 * The year's report of the region (docs/adr/0019-disclosure.md): each edition whole, for everybody to read and for nobody to
 * change, and, for the Secretariat alone, which revisions of which returns it rests on.
 */
// biome-ignore lint/suspicious/noExplicitAny: migrations are frozen in time and know no current types
export async function up(db: Kysely<any>): Promise<void> {
  await sql`
-- An edition after disclosure control, as every format is written from it. Append-only. The public reads it too.
create table publication (
  year integer not null check (year between 2000 and 2199),
  edition integer not null check (edition > 0),
  report jsonb not null,
  -- of the report's canonical JSON (RFC 8785), hex
  sha256 text not null,
  at timestamptz not null,
  primary key (year, edition)
);
alter table publication enable row level security;
alter table publication force row level security;
create policy published on publication for select
  using (nullif(current_setting('app.participant', true), '') is not null);
create policy secretariat on publication for insert
  with check (current_setting('app.participant', true) = 'OAS');
grant select, insert on publication to rogatoria_app;

-- What an edition was compiled from: figures that disclosure control hides. Append-only, the Secretariat's alone.
create table publication_source (
  participant text not null references participant (code) check (participant = 'OAS'),
  year integer not null,
  edition integer not null,
  return_id uuid not null,
  revision integer not null,
  primary key (participant, year, edition, return_id),
  foreign key (year, edition) references publication (year, edition),
  foreign key (participant, return_id, revision)
    references annual_return_revision (participant, return_id, revision)
);
alter table publication_source enable row level security;
alter table publication_source force row level security;
create policy own on publication_source
  using (participant = nullif(current_setting('app.participant', true), ''));
grant select, insert on publication_source to rogatoria_app;
`.execute(db);
}
