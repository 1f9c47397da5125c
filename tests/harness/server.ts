// A PostgreSQL server for the length of one piece of work, where no test run brings one: `pnpm check`.
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startEmbeddedPostgres } from '@rogatoria/db/embedded.ts';

export async function withPostgres<T>(work: () => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'rogatoria-check-'));
  const postgres = await startEmbeddedPostgres({ dataDir: path.join(folder, 'postgres'), fast: true });
  process.env.TEST_DATABASE_SUPERUSER_URL = postgres.superuserUrl;
  try {
    return await work();
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  }
}
