import { type Kysely, sql } from 'kysely';

/** What an outside authority says of when a checkpoint existed (RFC 3161). Added when it answers, never changed. */
// biome-ignore lint/suspicious/noExplicitAny: migrations are frozen in time and know no current types
export async function up(db: Kysely<any>): Promise<void> {
  await sql`
create table time_stamp (
  participant text not null references participant (code),
  -- of the checkpoint
  number integer not null,
  -- DER of the token, base64
  token text not null,
  -- that was sent along, hex
  nonce text not null,
  -- what the authority's clock said
  at timestamptz not null,
  primary key (participant, number),
  foreign key (participant, number) references checkpoint (participant, number)
);
alter table time_stamp enable row level security;
alter table time_stamp force row level security;
create policy own on time_stamp using (participant = nullif(current_setting('app.participant', true), ''));
grant select, insert on time_stamp to rogatoria_app;
`.execute(db);
}
