import { type Kysely, sql } from 'kysely';

/**
 * Who may work for a participant, and how they came to: invitations by link, and powerful roles that wait for a second
 * administrator. Nothing here is ever deleted.
 */
// biome-ignore lint/suspicious/noExplicitAny: migrations are frozen in time and know no current types
export async function up(db: Kysely<any>): Promise<void> {
  await sql`
-- Somebody whose only roles still wait for a second administrator has none.
alter table account drop constraint account_roles_check;
-- until when this person was an active administrator; null while they are, and for those who never were
alter table account add column administered_until timestamptz;

create table invitation (
  id uuid primary key,
  participant text not null references participant (code),
  email citext not null,
  roles text[] not null check (cardinality(roles) > 0),
  -- of the mail, until the invited person chooses
  language text not null check (language in ('en', 'es', 'pt', 'fr')),
  invited_by uuid not null references account (id),
  created_at timestamptz not null,
  -- counts the links that were sent: only the last one opens
  issue integer not null,
  -- SHA-256 of the link's token, in hex
  token_hash text not null,
  expires_at timestamptz not null,
  withdrawn_at timestamptz,
  accepted_at timestamptz,
  account_id uuid references account (id)
);
create unique index invitation_one_open on invitation (participant, email)
  where accepted_at is null and withdrawn_at is null;
create index on invitation (participant, token_hash);

-- A powerful role that somebody shall have: given once another administrator confirms it.
create table role_proposal (
  id uuid primary key,
  participant text not null references participant (code),
  account_id uuid not null references account (id),
  role text not null,
  proposed_by uuid not null references account (id),
  proposed_at timestamptz not null,
  decision text check (decision in ('confirmed', 'refused', 'withdrawn')),
  decided_by uuid references account (id),
  decided_at timestamptz,
  check ((decision is null) = (decided_by is null) and (decision is null) = (decided_at is null)),
  -- four eyes, and never one's own
  check (decision is distinct from 'confirmed' or (decided_by <> proposed_by and decided_by <> account_id))
);
create unique index role_proposal_one_open on role_proposal (account_id, role) where decision is null;

-- Somebody who holds another's role in addition, from day to day in the authority's zone. Ends by itself.
create table deputy (
  id uuid primary key,
  participant text not null references participant (code),
  account_id uuid not null references account (id),
  deputy_id uuid not null references account (id),
  role text not null,
  from_day text not null check (from_day ~ '^\\d{4}-\\d\\d-\\d\\d$'),
  until_day text not null check (until_day ~ '^\\d{4}-\\d\\d-\\d\\d$'),
  named_by uuid not null references account (id),
  named_at timestamptz not null,
  -- a powerful role that an administrator named a deputy for counts once somebody else confirmed
  confirmed_by uuid references account (id),
  confirmed_at timestamptz,
  ended_by uuid references account (id),
  ended_at timestamptz,
  check (account_id <> deputy_id and from_day <= until_day),
  check (confirmed_by is null or (confirmed_by <> named_by and confirmed_by <> deputy_id))
);
create index on deputy (deputy_id, until_day);
-- for whom an entry was made; in its hash where it is there
alter table case_event add column deputy_of uuid references account (id);

-- Who is on duty at the 24/7 desk. A shift that was taken out stays, marked.
create table duty_shift (
  id uuid primary key,
  participant text not null references participant (code),
  account_id uuid not null references account (id),
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  entered_by uuid not null references account (id),
  entered_at timestamptz not null,
  removed_by uuid references account (id),
  removed_at timestamptz
);
create index on duty_shift (participant, ends_at) where removed_at is null;

-- Mail carries a notice, whose id it has, or an invitation, whose reader has no account yet.
alter table mail drop constraint mail_id_fkey;
alter table mail add column invitation_id uuid references invitation (id);
`.execute(db);

  await sql`
do $$
declare t text;
begin
  foreach t in array array['invitation', 'role_proposal', 'deputy', 'duty_shift']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy own on %I using (participant = nullif(current_setting(''app.participant'', true), ''''))', t);
    execute format('grant select, insert, update on %I to rogatoria_app', t);
  end loop;
end $$;
`.execute(db);
}
