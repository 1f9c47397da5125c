import { type Kysely, sql } from 'kysely';

/** What makes a session trusted. */
// biome-ignore lint/suspicious/noExplicitAny: migrations are frozen in time and know no current types
export async function up(db: Kysely<any>): Promise<void> {
  await sql`
-- A provider is a service provider; who vouches for officers is an identity provider.
alter table session rename column provider to identity_provider;
`.execute(db);
}
