import { type Kysely, sql } from 'kysely';

/** Spontaneous information and informal consultation: kinds of file that are no requests. */
// biome-ignore lint/suspicious/noExplicitAny: migrations are frozen in time and know no current types
export async function up(db: Kysely<any>): Promise<void> {
  await sql`
alter table case_file drop constraint case_file_kind_check;
alter table case_file add constraint case_file_kind_check
  check (kind in ('evidence', 'preservation', 'information', 'consultation'));
comment on column case_link.follows_request_id is
  'the preservation requests that an evidence request follows, and the consultation a request was made of';
`.execute(db);
}
