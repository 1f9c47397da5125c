import { type Kysely, sql } from 'kysely';

/** A supplementary request adds to an earlier one of the same pair (E22); a preservation may prompt one to a third State (P11). */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table case_file add column parent_case uuid references case_file (id)`.execute(db);
  await sql`create index on case_file (parent_case) where parent_case is not null`.execute(db);
}
