import { type Kysely, sql } from 'kysely';

/**
 * When, whom and how a State's officers are reminded (docs/adr/0014-ladders.md): what the authority decided, in versions
 * that are only ever added; what each officer wishes of mail; what was put off.
 */
// biome-ignore lint/suspicious/noExplicitAny: migrations are frozen in time and know no current types
export async function up(db: Kysely<any>): Promise<void> {
  await sql`
-- A whole version of one subject: 'ladder.<kind>.<urgency>', 'head' or 'silence'. A value of null goes back to the default.
create table reminder_policy (
  participant text not null references participant (code),
  subject text not null,
  version integer not null check (version > 0),
  value jsonb,
  reason text not null,
  decided_by uuid not null references account (id),
  at timestamptz not null,
  primary key (participant, subject, version)
);

-- How an officer wishes to be mailed; without a row: in working hours, and reminders of one State once a day.
create table mail_wish (
  participant text not null references participant (code),
  account_id uuid primary key references account (id),
  reminders text not null check (reminders in ('digest', 'immediate')),
  hours text not null check (hours in ('working', 'any')),
  from_time text not null check (from_time ~ '^\\d\\d:\\d\\d$'),
  until_time text not null check (until_time ~ '^\\d\\d:\\d\\d$' and until_time > from_time),
  zone text not null
);

-- Who is told, as the ladder said when the reminder was written; null: those who handle the file.
alter table reminder add column roles text[];
-- On which days a counterpart was chased.
create index on reminder (participant, sent_at) where sent_at is not null;
-- Put off by an officer: no reminder of this clock comes before.
alter table deadline add column snoozed_until timestamptz;

-- Reminders that share a mail: the first carries it, the others name it.
alter table notification add column mail_id uuid references mail (id);
create index on notification (mail_id) where mail_id is not null;
-- What shares a mail until it is first tried: the counterpart and the hour it goes at.
alter table mail add column bundle text;
create unique index mail_bundle_open on mail (participant, address, bundle) where attempts = 0;

do $$
declare t text;
begin
  foreach t in array array['reminder_policy', 'mail_wish']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy own on %I using (participant = nullif(current_setting(''app.participant'', true), ''''))', t);
    execute format('grant select, insert on %I to rogatoria_app', t);
  end loop;
end $$;
grant update on mail_wish to rogatoria_app;
`.execute(db);
}
