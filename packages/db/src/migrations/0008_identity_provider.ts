import { type Kysely, sql } from 'kysely';

/** Sessions opened there; and which person at a ministry's identity provider an account belongs to: bound once, and never to a second person. */
// biome-ignore lint/suspicious/noExplicitAny: migrations are frozen in time and know no current types
export async function up(db: Kysely<any>): Promise<void> {
  await sql`
create table account_subject (
  participant text not null references participant (code),
  account_id uuid primary key references account (id),
  issuer text not null,
  subject text not null,
  at timestamptz not null,
  unique (issuer, subject)
);
alter table account_subject enable row level security;
alter table account_subject force row level security;
create policy own on account_subject using (participant = nullif(current_setting('app.participant', true), ''));
grant select, insert on account_subject to rogatoria_app;

-- Whether the identity provider let this session in: how strongly its people prove themselves is the ministry's to say.
alter table session add column provider boolean not null default false;
`.execute(db);
}
