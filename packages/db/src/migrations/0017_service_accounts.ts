import { type Kysely, sql } from 'kysely';

/**
 * Accounts of a ministry's own systems (docs/adr/0017-service-accounts.md): no address, no password, no roles. What one may
 * do follows from its scopes, and only while a token stands that two administrators gave.
 */
// biome-ignore lint/suspicious/noExplicitAny: migrations are frozen in time and know no current types
export async function up(db: Kysely<any>): Promise<void> {
  await sql`
alter table account alter column email drop not null, alter column password drop not null;
alter table account add column service boolean not null default false;
-- Nobody signs in as a service, and no role makes it an officer.
alter table account add constraint account_service check (case when service
  then email is null and password is null and totp is null and totp_pending is null and roles = '{}'
  else email is not null and password is not null end);

create table service_account (
  account_id uuid primary key references account (id),
  participant text not null references participant (code),
  -- what it is for, in the words of who entered it
  purpose text not null,
  scopes text[] not null check (cardinality(scopes) > 0
    and scopes <@ array['cases:read', 'cases:draft', 'statistics:read', 'notifications:read']),
  created_by uuid not null references account (id),
  created_at timestamptz not null,
  revoked_by uuid references account (id),
  revoked_at timestamptz,
  check ((revoked_by is null) = (revoked_at is null))
);
create index on service_account (participant);

-- What the system shows with each request: given by one administrator, in force once another confirms.
create table service_token (
  id uuid primary key,
  participant text not null references participant (code),
  account_id uuid not null references service_account (account_id),
  -- SHA-256 of the token, in hex: the system alone has the token
  token_hash text not null,
  issued_by uuid not null references account (id),
  issued_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > issued_at and expires_at <= issued_at + interval '366 days'),
  -- no second administrator was there to confirm
  alone boolean not null,
  decision text check (decision in ('confirmed', 'refused', 'withdrawn')),
  decided_by uuid references account (id),
  decided_at timestamptz,
  -- a newer one took its place: until when this one still opens
  replaced_until timestamptz,
  last_used_at timestamptz,
  check ((decision is null) = (decided_by is null) and (decision is null) = (decided_at is null)),
  -- four eyes
  check (decision is distinct from 'confirmed' or alone or decided_by <> issued_by)
);
create unique index service_token_one_open on service_token (account_id) where decision is null;
create unique index service_token_hash on service_token (participant, token_hash);
create index on service_token (account_id);

do $$
declare t text;
begin
  foreach t in array array['service_account', 'service_token']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy own on %I using (participant = nullif(current_setting(''app.participant'', true), ''''))', t);
    execute format('grant select, insert on %I to rogatoria_app', t);
  end loop;
end $$;
-- Scopes, validity and the token itself are written once.
grant update (revoked_by, revoked_at) on service_account to rogatoria_app;
grant update (decision, decided_by, decided_at, replaced_until, last_used_at) on service_token to rogatoria_app;
`.execute(db);
}
