import { type Kysely, sql } from 'kysely';

/**
 * Sessions that are renewed: where each was opened and last used, and the family of tokens that keeps it alive. An
 * account's second factor, and its passkeys.
 */
// biome-ignore lint/suspicious/noExplicitAny: migrations are frozen in time and know no current types
export async function up(db: Kysely<any>): Promise<void> {
  await sql`
alter table session
  -- last renewal: from here the idle end counts
  add column renewed_at timestamptz not null default now(),
  -- browser and address it was opened from, as they said
  add column agent text not null default '',
  add column address text not null default '';
create index on session (account_id);

-- Each renewal uses up one token and gives out the next. One that comes back used has been stolen, or its thief has.
create table refresh_token (
  -- SHA-256 in hex: the token itself is kept by the browser alone
  hash text primary key,
  participant text not null references participant (code),
  session_id uuid not null references session (id),
  generation integer not null check (generation > 0),
  used_at timestamptz,
  -- presented a second time by a browser that never got the answer
  repeated boolean not null default false,
  unique (session_id, generation)
);
alter table refresh_token enable row level security;
alter table refresh_token force row level security;
create policy own on refresh_token using (participant = nullif(current_setting('app.participant', true), ''));
grant select, insert, update, delete on refresh_token to rogatoria_app;

alter table account
  -- secret of the authenticator, sealed with a key of the installation and of this account; null: none
  add column totp text,
  -- a new one, not yet confirmed by a code of it
  add column totp_pending text,
  -- last step of thirty seconds whose code was used: no code counts twice
  add column totp_step bigint not null default 0,
  -- keyed hashes of those not used yet
  add column recovery_codes text[] not null default '{}',
  add column otp_failures integer not null default 0,
  add column otp_paused_until timestamptz;

create table passkey (
  -- credential id, base64url, as the authenticator gave it
  id text primary key,
  participant text not null references participant (code),
  account_id uuid not null references account (id),
  name text not null,
  public_key text not null,
  counter bigint not null,
  transports text[] not null,
  created_at timestamptz not null,
  used_at timestamptz
);
create index on passkey (account_id);
alter table passkey enable row level security;
alter table passkey force row level security;
create policy own on passkey using (participant = nullif(current_setting('app.participant', true), ''));
grant select, insert, update, delete on passkey to rogatoria_app;

-- What an authenticator is asked to sign, once. Nobody's yet, and nothing but chance: no participant, no secret.
create table challenge (
  value text primary key,
  -- the account that registers a passkey; null: whoever signs in
  account_id uuid,
  expires_at timestamptz not null
);
grant select, insert, delete on challenge to rogatoria_app;
`.execute(db);
}
