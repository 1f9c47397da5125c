import { type Kysely, sql } from 'kysely';

/**
 * The house: participants, their officers, their case files, and what passes between them.
 * Every table with a `participant` column is under forced row-level security by that column (see the end).
 */
// biome-ignore lint/suspicious/noExplicitAny: migrations are frozen in time and know no current types
export async function up(db: Kysely<any>): Promise<void> {
  await sql`
create table installation (key text primary key, value jsonb not null);

-- The directory: readable by every participant, written by the installation's owner.
create table participant (
  code text primary key check (code ~ '^[A-Z]{3}$'),
  kind text not null check (kind in ('state', 'secretariat')),
  zone text not null,
  language text not null check (language in ('en', 'es', 'pt', 'fr')),
  authority text not null,
  desk jsonb,
  signing_key jsonb not null,
  sealing_key jsonb not null
);

-- Private keys, sealed with the installation's secret.
create table participant_key (
  participant text primary key references participant (code),
  sealed text not null
);

create table account (
  id uuid primary key,
  participant text not null references participant (code),
  email citext not null unique,
  name text not null,
  roles text[] not null check (cardinality(roles) > 0),
  language text not null check (language in ('en', 'es', 'pt', 'fr')),
  password text not null,
  active boolean not null default true,
  created_at timestamptz not null
);

create table session (
  id uuid primary key,
  participant text not null references participant (code),
  account_id uuid not null references account (id),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);

create table counter (
  participant text not null references participant (code),
  name text not null,
  value integer not null,
  primary key (participant, name)
);

-- One participant's file on one request. request_id and number are all that two files share.
create table case_file (
  id uuid primary key,
  participant text not null references participant (code),
  kind text not null check (kind in ('evidence', 'preservation')),
  direction text not null check (direction in ('outgoing', 'incoming')),
  request_id uuid not null,
  number text,
  counterpart text not null references participant (code),
  own_reference text,
  their_reference text,
  title text not null,
  urgency text not null check (urgency in ('ordinary', 'urgent', 'emergency')),
  bases text[] not null,
  form_version text not null,
  form jsonb not null,
  form_language text not null,
  letter_language text not null,
  translations jsonb not null,
  drafter uuid references account (id),
  -- everyone who wrote on the draft: none of them may approve it
  authors uuid[] not null,
  workflow text not null,
  workflow_version text not null,
  state text not null,
  context jsonb not null,
  ball text not null check (ball in ('us', 'them', 'nobody')),
  outcome text,
  version integer not null,
  -- length and head of this case's log
  log_length integer not null,
  log_head text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (participant, request_id),
  check (participant <> counterpart)
);
create index on case_file (participant, updated_at desc, id);
create index on case_file (participant, ball, state);
create index case_file_search on case_file using gin ((
  title || ' ' || coalesce(number, '') || ' ' || coalesce(own_reference, '') || ' ' || coalesce(their_reference, '')
) gin_trgm_ops);

-- Append-only: INSERT and SELECT are all the application is granted. Each entry carries the hash of its predecessor.
create table case_event (
  participant text not null references participant (code),
  case_id uuid not null references case_file (id),
  sequence integer not null,
  at timestamptz not null,
  zone text not null,
  origin text not null check (origin in ('command', 'message', 'clock', 'linked')),
  type text not null,
  actor text not null,
  actor_role text,
  payload jsonb not null,
  state text not null,
  previous_hash text not null,
  hash text not null,
  primary key (case_id, sequence)
);

create table case_link (
  participant text not null references participant (code),
  case_id uuid not null references case_file (id),
  -- the preservation request that this evidence request follows (many to many)
  follows_request_id uuid not null,
  primary key (case_id, follows_request_id)
);
create index on case_link (participant, follows_request_id);

create table deadline (
  id uuid primary key,
  participant text not null references participant (code),
  case_id uuid not null references case_file (id),
  kind text not null,
  holder text not null check (holder in ('us', 'them')),
  rule jsonb not null,
  started_at timestamptz not null,
  suspensions jsonb not null,
  -- derived from the four above, kept for sweeps and lists
  due_at timestamptz not null,
  original_due_at timestamptz not null,
  status text not null check (status in ('running', 'suspended', 'met', 'missed', 'cancelled')),
  stopped_at timestamptz
);
create unique index deadline_one_open on deadline (case_id, kind) where status in ('running', 'suspended');
create index on deadline (participant, due_at) where status = 'running';

create table reminder (
  participant text not null references participant (code),
  deadline_id uuid not null references deadline (id),
  rung text not null,
  tone text not null,
  at timestamptz not null,
  sent_at timestamptz,
  primary key (deadline_id, rung)
);
create index on reminder (participant, at) where sent_at is null;

-- What crosses the exchange: ours out, theirs in. (counterpart, request, sequence) makes each one unique.
create table message (
  participant text not null references participant (code),
  id uuid not null,
  case_id uuid references case_file (id),
  request_id uuid not null,
  counterpart text not null references participant (code),
  direction text not null check (direction in ('out', 'in')),
  sequence integer not null,
  type text not null,
  version integer not null,
  body jsonb not null,
  envelope text,
  status text not null check (status in ('waiting', 'delivered', 'rejected', 'held')),
  at timestamptz not null,
  receipt text,
  receipt_at timestamptz,
  reason text,
  attempts integer not null default 0,
  next_attempt_at timestamptz,
  primary key (participant, id),
  unique (participant, direction, counterpart, request_id, sequence)
);
create index on message (participant, next_attempt_at) where direction = 'out' and status = 'waiting';
create index on message (case_id);

create table file (
  id uuid primary key,
  participant text not null references participant (code),
  case_id uuid not null references case_file (id),
  shared_id uuid not null,
  purpose text not null check (purpose in ('annex', 'evidence')),
  origin text not null check (origin in ('ours', 'theirs')),
  name text not null,
  media_type text not null,
  size bigint not null,
  sha256 text not null,
  wrapped_key text not null,
  delivery integer,
  verified_at timestamptz,
  created_at timestamptz not null,
  unique (participant, shared_id)
);
create index on file (case_id);

create table custody_event (
  id bigint generated always as identity primary key,
  participant text not null references participant (code),
  file_id uuid not null references file (id),
  at timestamptz not null,
  actor text not null,
  action text not null,
  sha256 text not null
);
create index on custody_event (file_id);

create table notification (
  id uuid primary key,
  participant text not null references participant (code),
  account_id uuid not null references account (id),
  case_id uuid references case_file (id),
  occasion text not null,
  key text not null,
  params jsonb not null,
  urgent boolean not null,
  at timestamptz not null,
  read_at timestamptz,
  -- each occasion reaches each officer once
  unique (account_id, occasion)
);
create index on notification (account_id, at desc);

create table mail (
  id uuid primary key references notification (id),
  participant text not null references participant (code),
  address text not null,
  at timestamptz not null,
  sent_at timestamptz,
  attempts integer not null default 0,
  next_attempt_at timestamptz not null,
  failure text
);
create index on mail (participant, next_attempt_at) where sent_at is null;

-- Counting (domain.md §6): metadata only, written in the transaction of the event it counts.
create table case_fact (
  case_id uuid primary key references case_file (id),
  participant text not null references participant (code),
  kind text not null,
  direction text not null,
  counterpart text not null,
  urgency text not null,
  basis text not null,
  sent_at timestamptz,
  received_at timestamptz,
  acknowledged_at timestamptz,
  acknowledge_due_at timestamptz,
  decided_at timestamptz,
  executed_at timestamptz,
  preserved_at timestamptz,
  followed_up_at timestamptz,
  waited_ms bigint not null default 0,
  rounds integer not null default 0,
  extensions integer not null default 0,
  ground text,
  outcome text
);
create index on case_fact (participant);

create table case_flow (
  participant text not null references participant (code),
  case_id uuid not null references case_file (id),
  sequence integer not null,
  at timestamptz not null,
  step text not null check (step in ('opened', 'closed', 'reopened')),
  outcome text,
  primary key (case_id, sequence)
);
create index on case_flow (participant, at);

create table idempotency (
  participant text not null references participant (code),
  account_id uuid not null references account (id),
  key text not null,
  fingerprint text not null,
  status integer not null,
  answer jsonb not null,
  at timestamptz not null,
  primary key (account_id, key)
);

create table audit_event (
  id bigint generated always as identity primary key,
  participant text not null references participant (code),
  at timestamptz not null,
  account_id uuid,
  action text not null,
  detail jsonb not null
);
create index on audit_event (participant, at);
`.execute(db);

  await sql`
do $$
declare t text;
begin
  foreach t in array array['participant_key', 'account', 'session', 'counter', 'case_file', 'case_event', 'case_link',
    'deadline', 'reminder', 'message', 'file', 'custody_event', 'notification', 'mail', 'case_fact', 'case_flow',
    'idempotency', 'audit_event']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy own on %I using (participant = nullif(current_setting(''app.participant'', true), ''''))', t);
    execute format('grant select, insert on %I to rogatoria_app', t);
  end loop;
  foreach t in array array['account', 'session', 'counter', 'case_file', 'deadline', 'reminder', 'message', 'file',
    'notification', 'mail', 'case_fact', 'idempotency']
  loop
    execute format('grant update on %I to rogatoria_app', t);
  end loop;
end $$;
grant delete on reminder, idempotency, case_link to rogatoria_app;
grant select on participant to rogatoria_app;
grant select, insert, update on installation to rogatoria_app;

-- Signing in is the one look that comes before the participant is known: one account, by its address.
create policy sign_in on account for select to rogatoria_owner using (true);
create function account_by_email(address citext)
  returns table (id uuid, participant text, password text, active boolean)
  language sql stable security definer set search_path = public
  as 'select id, participant, password, active from account where email = address';
revoke all on function account_by_email from public;
grant execute on function account_by_email to rogatoria_app;
`.execute(db);
}
