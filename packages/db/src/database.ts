import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
import type { Tables } from './schema.ts';

export type Database = Kysely<Tables>;
export type Trx = Transaction<Tables>;

// One form of an instant everywhere: ISO 8601, UTC, milliseconds. Whole numbers come as numbers (sizes stay below 2^53).
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => {
    if (oid === pg.types.builtins.TIMESTAMPTZ) return (value: string) => new Date(value).toISOString();
    if (oid === pg.types.builtins.INT8) return Number;
    return pg.types.getTypeParser(oid, format as 'text');
  },
} as pg.CustomTypesConfig;

/** Connects as the application's unprivileged role. `max` is the size of the pool. */
export function connect(url: string, max = 10): Database {
  const pool = new pg.Pool({ connectionString: url, max, types, connectionTimeoutMillis: 10_000 });
  // A connection that breaks is replaced on the next use, and a query that it breaks off fails by itself; without a
  // listener at the pool (idle) and at the client (in use) either would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}

/**
 * Works as one participant: a transaction in which row-level security shows that participant's rows and no others.
 * Tried again when PostgreSQL asks for it (deadlock, serialisation failure), so `work` touches nothing but the database.
 */
export async function as<T>(db: Database, participant: string, work: (trx: Trx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute(async (trx) => {
        await sql`select set_config('app.participant', ${participant}, true)`.execute(trx);
        return await work(trx);
      });
    } catch (error) {
      const code = (error as { code?: string }).code;
      if ((code !== '40P01' && code !== '40001') || attempt >= 5) throw error;
    }
  }
}

/** Takes a transaction-long lock by name: the second comer waits. */
export async function lock(trx: Trx, name: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(trx);
}
