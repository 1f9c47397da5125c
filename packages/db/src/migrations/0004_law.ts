import { type Kysely, sql } from 'kysely';

/**
 * What States record of their own law. Append-only: an amendment is a new version of a line, so that the law of any past
 * day can be put together again. Published: every participant reads all of it; each writes its own alone. Its column is
 * `state` and not `participant`, which marks what only its participant may see.
 */
// biome-ignore lint/suspicious/noExplicitAny: migrations are frozen in time and know no current types
export async function up(db: Kysely<any>): Promise<void> {
  await sql`
create table law_amendment (
  -- rises in the order of commits: the number of the law
  id bigint generated always as identity primary key,
  state text not null references participant (code),
  record uuid not null,
  version integer not null check (version > 0),
  withdrawn boolean not null,
  line jsonb not null,
  reason text not null,
  at timestamptz not null,
  unique (state, record, version)
);
alter table law_amendment enable row level security;
alter table law_amendment force row level security;
create policy published on law_amendment for select
  using (nullif(current_setting('app.participant', true), '') is not null);
create policy own on law_amendment for insert
  with check (state = nullif(current_setting('app.participant', true), ''));
grant select, insert on law_amendment to rogatoria_app;

-- The law a request was made under, as its sender knew it: null in a draft, and before law was recorded here.
alter table case_file add column law_version text;
`.execute(db);
}
