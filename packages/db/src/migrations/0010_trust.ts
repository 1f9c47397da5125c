import { type Kysely, sql } from 'kysely';

/** What makes a session trusted: when its officer last proved who they are, and how often somebody failed to. */
// biome-ignore lint/suspicious/noExplicitAny: migrations are frozen in time and know no current types
export async function up(db: Kysely<any>): Promise<void> {
  await sql`
-- A provider is a service provider; who vouches for officers is an identity provider.
alter table session rename column provider to identity_provider;

-- Sessions that are open now prove themselves before the first command that asks for it.
alter table session
  add column proven_at timestamptz not null default '-infinity',
  -- proofs tried since the last that succeeded
  add column proof_tries integer not null default 0;
alter table session alter column proven_at set default now();

-- Tries to sign in, by the account that was meant – whether there is one or not, so nobody's – and the browser.
create table sign_in_attempt (
  -- keyed hash of the address that was typed
  account text not null,
  -- SHA-256 of the cookie of a browser in which the account has signed in; '' for all others together
  browser text not null,
  failures integer not null,
  last_at timestamptz not null default now(),
  primary key (account, browser)
);
create index on sign_in_attempt (last_at);
grant select, insert, update, delete on sign_in_attempt to rogatoria_app;
`.execute(db);
}
