import { createHmac } from 'node:crypto';
import pg from 'pg';

export const owner = 'rogatoria_owner';
export const app = 'rogatoria_app';

// Trusted extensions: a hosted server lets the database's owner make them too.
const extensions = ['btree_gist', 'citext', 'pg_trgm', 'pgcrypto', 'unaccent'];

/**
 * Makes or completes the two roles, the database and the schema of the queue; changes nothing on the second call.
 *
 * `rogatoria_owner` owns the database and runs the migrations. `rogatoria_app` serves: it owns nothing, so row-level
 * security always binds it, and may do what the migrations grant. Passwords not given are derived from the
 * superuser's: nothing more to keep, the same on every call, and no way back from one of them to the superuser's.
 */
export async function prepareDatabase(
  superuserUrl: string,
  name: string,
  passwords?: { owner: string; app: string },
): Promise<{ ownerUrl: string; appUrl: string }> {
  const secret = decodeURIComponent(new URL(superuserUrl).password);
  if (!passwords && !secret) throw new Error('Give the passwords of both roles, or a superuser address with one.');
  const derive = (role: string) => createHmac('sha256', secret).update(role).digest('base64url');
  const { owner: ownerPassword, app: appPassword } = passwords ?? { owner: derive(owner), app: derive(app) };
  const database = pg.escapeIdentifier(name);

  await withClient(within(superuserUrl, 'postgres'), async (client) => {
    // Roles belong to the whole server: one preparation at a time. The lock ends with the connection.
    await client.query(`select pg_advisory_lock(hashtext('rogatoria prepare'))`);
    for (const [role, password] of [
      [owner, ownerPassword],
      [app, appPassword],
    ] as const) {
      const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
      if (!rowCount) await client.query(`create role ${role}`);
      await client.query(
        `alter role ${role} login nosuperuser nocreatedb nocreaterole noreplication nobypassrls ` +
          `password ${pg.escapeLiteral(password)}`,
      );
    }
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (!rowCount) await client.query(`create database ${database} owner ${owner}`);
    await client.query(`alter database ${database} owner to ${owner}`);
    await client.query(`revoke all on database ${database} from public`);
    await client.query(`grant connect on database ${database} to ${app}`);
  });

  await withClient(within(superuserUrl, name), async (client) => {
    await client.query(`select pg_advisory_lock(hashtext('rogatoria prepare'))`);
    for (const extension of extensions) await client.query(`create extension if not exists ${extension}`);
    // The owner runs BullMQ's migrations, which try to create their schema, a right over the whole database. The app
    // works in its tables, and creates there: BullMQ makes a sequence for each queue at its first job.
    await client.query(`
      revoke create on schema public from public;
      grant usage on schema public to ${app};
      create schema if not exists bullmq authorization ${owner};
      grant usage, create on schema bullmq to ${app};
      grant select, insert, update, delete on all tables in schema bullmq to ${app};
      grant usage, select on all sequences in schema bullmq to ${app};
      alter default privileges for role ${owner} in schema bullmq
        grant select, insert, update, delete on tables to ${app};
      alter default privileges for role ${owner} in schema bullmq grant usage, select on sequences to ${app};
    `);
  });

  const as = (role: string, password: string) => {
    const url = new URL(within(superuserUrl, name));
    url.username = role;
    url.password = encodeURIComponent(password);
    return url.href;
  };
  return { ownerUrl: as(owner, ownerPassword), appUrl: as(app, appPassword) };
}

function within(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = `/${encodeURIComponent(database)}`;
  return other.href;
}

async function withClient(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
