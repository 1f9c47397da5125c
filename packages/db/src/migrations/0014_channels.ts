import { type Kysely, sql } from 'kysely';

/**
 * Live pages, and what could not be delivered.
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
}
