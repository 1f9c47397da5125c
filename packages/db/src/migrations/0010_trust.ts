import { type Kysely, sql } from 'kysely';

/** What makes a session trusted: when its officer last proved who they are. */
// biome-ignore lint/suspicious/noExplicitAny: migrations are frozen in time and know no current types
export async function up(db: Kysely<any>): Promise<void> {
  await sql`
-- A provider is a service provider; who vouches for officers is an identity provider.
alter table session rename column provider to identity_provider;

-- Sessions that are open now prove themselves before the first command that asks for it.
alter table session
  add column proven_at timestamptz not null default '-infinity',
  -- proofs tried since the last that succeeded
  add column proof_tries integer not null default 0;
alter table session alter column proven_at set default now();
`.execute(db);
}
