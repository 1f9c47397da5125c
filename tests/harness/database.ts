// A database of its own for each test file: a copy of one migrated template, made at the first request of a run.
import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { prepareDatabase } from '@rogatoria/db/roles.ts';
import pg from 'pg';

export interface TestDatabase {
  /** As the application: bound by row-level security. */
  appUrl: string;
  /** As the migrations. */
  ownerUrl: string;
  drop(): Promise<void>;
}

const template = 'rogatoria_template';

export async function testDatabase(): Promise<TestDatabase> {
  const superuserUrl = process.env.TEST_DATABASE_SUPERUSER_URL;
  if (!superuserUrl) throw new Error('There is no TEST_DATABASE_SUPERUSER_URL: run the tests with `pnpm test`.');
  await makeTemplate(superuserUrl);
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asSuperuser(superuserUrl, (client) => client.query(`create database ${name} template ${template}`));
  const urls = await prepareDatabase(superuserUrl, name); // rights on a database are not copied with it
  return {
    ...urls,
    async drop() {
      await asSuperuser(superuserUrl, async (client) => {
        await alone(client, name);
        await client.query(`drop database if exists ${name} with (force)`);
      });
    },
  };
}

let made: Promise<void> | undefined;

function makeTemplate(superuserUrl: string): Promise<void> {
  made ??= asSuperuser(superuserUrl, async (client) => {
    // Across test processes; the lock ends with the connection.
    await client.query(`select pg_advisory_lock(hashtext('rogatoria test template'))`);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [template]);
    if (rowCount) return;
    const draft = `${template}_draft`;
    await client.query(`drop database if exists ${draft} with (force)`);
    const { ownerUrl } = await prepareDatabase(superuserUrl, draft);
    const { migrate } = await import('@rogatoria/db/migrate.ts');
    await migrate(ownerUrl);
    await alone(client, draft);
    await client.query(`alter database ${draft} rename to ${template}`);
  });
  return made;
}

/**
 * Waits until nobody is connected to a database. A closed pool takes leave a moment later than it says, and a connection
 * cut off on its way out ends the process with an error that nobody listens for.
 */
async function alone(client: pg.Client, name: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const { rowCount } = await client.query('select from pg_stat_activity where datname = $1', [name]);
    if (!rowCount) return;
    await setTimeout(25);
  }
}

async function asSuperuser(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
