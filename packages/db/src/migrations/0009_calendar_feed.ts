import { type Kysely, sql } from 'kysely';

/** Addresses under which an officer's calendar program reads deadlines: a secret each, of which only the hash is kept. */
// biome-ignore lint/suspicious/noExplicitAny: migrations are frozen in time and know no current types
export async function up(db: Kysely<any>): Promise<void> {
  await sql`
create table calendar_feed (
  participant text not null references participant (code),
  account_id uuid not null references account (id),
  scope text not null check (scope in ('mine', 'authority')),
  token_sha256 text not null unique,
  created_at timestamptz not null,
  read_at timestamptz,
  primary key (account_id, scope)
);
alter table calendar_feed enable row level security;
alter table calendar_feed force row level security;
create policy own on calendar_feed using (participant = nullif(current_setting('app.participant', true), ''));
grant select, insert, update, delete on calendar_feed to rogatoria_app;

-- A calendar program brings its secret and nothing else: whose it is is found before the participant is known.
create policy by_token on calendar_feed for select to rogatoria_owner using (true);
create function calendar_feed_by_token(sha256 text)
  returns table (participant text, account_id uuid, scope text)
  language sql stable security definer set search_path = public
  as 'select participant, account_id, scope from calendar_feed where token_sha256 = sha256';
revoke all on function calendar_feed_by_token from public;
grant execute on function calendar_feed_by_token to rogatoria_app;
`.execute(db);
}
