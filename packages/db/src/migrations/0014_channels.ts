import { type Kysely, sql } from 'kysely';

/**
 * Live pages, what could not be delivered, devices and systems of one's own.
 *
 * What changed is said to whoever listens when its transaction commits, and not at all when it does not: whose, what and
 * which row, as `BRA case <id>`. Only a hint: who is told what is read again as that participant (ADR 0015).
 */
// biome-ignore lint/suspicious/noExplicitAny: migrations are frozen in time and know no current types
export async function up(db: Kysely<any>): Promise<void> {
  await sql`
create function say_changed() returns trigger language plpgsql as $$
declare row_id uuid;
begin
  if tg_argv[0] = 'message' then row_id := new.case_id; else row_id := new.id; end if;
  perform pg_notify('rogatoria_changed',
    new.participant || ' ' || case tg_argv[0] when 'message' then 'case' else tg_argv[0] end || ' ' || row_id);
  return null;
end $$;

create trigger say_opened after insert on case_file for each row execute function say_changed('case');
create trigger say_moved after update on case_file for each row
  when (new.version is distinct from old.version) execute function say_changed('case');
create trigger say_arrived after insert on message for each row
  when (new.case_id is not null) execute function say_changed('message');
create trigger say_carried after update on message for each row
  when (new.case_id is not null and new.status is distinct from old.status) execute function say_changed('message');
create trigger say_told after insert on notification for each row
  when (new.read_at is null) execute function say_changed('notification');
create trigger say_read after update on notification for each row
  when (new.read_at is distinct from old.read_at) execute function say_changed('notification');
create trigger say_signed_out after update on session for each row
  when (new.revoked_at is distinct from old.revoked_at) execute function say_changed('session');
create trigger say_account after update on account for each row
  when (new.active is distinct from old.active or new.roles is distinct from old.roles)
  execute function say_changed('account');
`.execute(db);

  // Mail and messages that are given up say when and why; somebody looks, and has them tried again.
  await sql`
alter table mail add column dead_at timestamptz, add column cause text
  check (cause in ('refused', 'unreachable', 'bounced'));
drop index mail_participant_next_attempt_at_idx;
create index on mail (participant, next_attempt_at) where sent_at is null and dead_at is null;
create index on mail (participant, dead_at) where dead_at is not null;
alter table message add column dead_at timestamptz, add column failure text, add column cause text
  check (cause in ('unreachable', 'held_back', 'bad_receipt'));
alter table message drop constraint message_status_check;
alter table message add constraint message_status_check
  check (status in ('waiting', 'delivered', 'rejected', 'held', 'dead'));
create index on message (participant, dead_at) where dead_at is not null;
`.execute(db);

  // Devices that urgent notices are pushed to (RFC 8030), and systems of a participant's own that hear of events.
  await sql`
create table push_subscription (
  id uuid primary key,
  participant text not null references participant (code),
  account_id uuid not null references account (id),
  -- where its push service takes messages, and the keys that only the device can open them with
  endpoint text not null unique,
  p256dh text not null,
  auth text not null,
  name text not null,
  created_at timestamptz not null,
  used_at timestamptz
);
create index on push_subscription (account_id);
create table push_delivery (
  id uuid primary key,
  participant text not null references participant (code),
  subscription_id uuid not null references push_subscription (id) on delete cascade,
  key text not null,
  params jsonb not null,
  at timestamptz not null,
  sent_at timestamptz,
  attempts integer not null default 0,
  next_attempt_at timestamptz not null,
  dead_at timestamptz,
  cause text,
  failure text
);
create index on push_delivery (participant, next_attempt_at) where sent_at is null and dead_at is null;
create index on push_delivery (subscription_id);
create table webhook (
  id uuid primary key,
  participant text not null references participant (code),
  url text not null,
  events text[] not null check (cardinality(events) > 0),
  created_by uuid not null references account (id),
  created_at timestamptz not null,
  removed_at timestamptz
);
create table webhook_delivery (
  id uuid primary key,
  participant text not null references participant (code),
  webhook_id uuid not null references webhook (id),
  event text not null,
  body jsonb not null,
  at timestamptz not null,
  sent_at timestamptz,
  attempts integer not null default 0,
  next_attempt_at timestamptz not null,
  dead_at timestamptz,
  cause text check (cause in ('refused', 'unreachable')),
  failure text
);
create index on webhook_delivery (participant, next_attempt_at) where sent_at is null and dead_at is null;
create index on webhook_delivery (participant, dead_at) where dead_at is not null;
create index on webhook_delivery (webhook_id);

do $$
declare t text;
begin
  foreach t in array array['push_subscription', 'push_delivery', 'webhook', 'webhook_delivery']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy own on %I using (participant = nullif(current_setting(''app.participant'', true), ''''))', t);
    execute format('grant select, insert, update on %I to rogatoria_app', t);
  end loop;
end $$;
grant delete on push_subscription, webhook_delivery to rogatoria_app;
`.execute(db);
}
