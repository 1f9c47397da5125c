import { type Kysely, sql } from 'kysely';

/**
 * What makes a session trusted: when its officer last proved who they are, and how often somebody failed to. How one who
 * lost the second factor gets another.
 */
// biome-ignore lint/suspicious/noExplicitAny: migrations are frozen in time and know no current types
export async function up(db: Kysely<any>): Promise<void> {
  await sql`
-- A provider is a service provider; who vouches for officers is an identity provider.
alter table session rename column provider to identity_provider;

-- Sessions that are open now prove themselves before the first command that asks for it.
alter table session
  add column proven_at timestamptz not null default 'epoch',
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

-- A lost second factor: proposed by an administrator, confirmed by another, opened by the holder's mailbox and password.
create table second_factor_reset (
  id uuid primary key,
  participant text not null references participant (code),
  account_id uuid not null references account (id),
  proposed_by uuid not null references account (id),
  proposed_at timestamptz not null,
  -- no second administrator was there to confirm
  alone boolean not null,
  decision text check (decision in ('confirmed', 'refused', 'withdrawn')),
  decided_by uuid references account (id),
  decided_at timestamptz,
  -- SHA-256 of the link's token, in hex; the link is sent when it is confirmed
  token_hash text,
  expires_at timestamptz,
  used_at timestamptz,
  check ((decision is null) = (decided_by is null) and (decision is null) = (decided_at is null)),
  check (account_id <> proposed_by),
  -- four eyes, and never one's own
  check (decision is distinct from 'confirmed' or (decided_by <> account_id and (alone or decided_by <> proposed_by)))
);
create unique index second_factor_reset_one_open on second_factor_reset (account_id) where decision is null;
create index on second_factor_reset (participant, token_hash);
alter table second_factor_reset enable row level security;
alter table second_factor_reset force row level security;
create policy own on second_factor_reset using (participant = nullif(current_setting('app.participant', true), ''));
grant select, insert, update on second_factor_reset to rogatoria_app;
-- the holder reset it and has to set up another before anything else
alter table account add column second_factor_due boolean not null default false;
alter table mail add column reset_id uuid references second_factor_reset (id);
`.execute(db);
}
