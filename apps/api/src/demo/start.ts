/** `pnpm start`: a demonstration installation on embedded parts, in one process. */
import path from 'node:path';
import { migrate } from '@rogatoria/db';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@rogatoria/db/embedded.ts';
import { prepareDatabase } from '@rogatoria/db/roles.ts';
import closeWithGrace from 'close-with-grace';
import { dataDirOf, demoConfig } from '../config.ts';
import { migrateQueue } from '../engine/queue.ts';
import { traceOf } from '../errors.ts';
import { openHouse, serve, work } from '../run.ts';
import { buildWeb } from './build-web.ts';
import { fillDirectory } from './directory.ts';
import { demoEmail, demoParticipants, demoPassword } from './people.ts';
import { reportYear } from './returns.ts';
import { seedParticipants } from './seed.ts';
import { fillYear } from './year.ts';

/** The database that was given, or one of our own in the data folder. */
async function database(): Promise<{ ownerUrl: string; appUrl: string; embedded: EmbeddedPostgres | null }> {
  const given = process.env.DATABASE_URL;
  if (given) {
    const name = decodeURIComponent(new URL(given).pathname.slice(1)) || 'rogatoria';
    return { ...(await prepareDatabase(given, name)), embedded: null };
  }
  const embedded = await startEmbeddedPostgres({ dataDir: path.join(dataDirOf(process.env), 'postgres') });
  return { ...(await prepareDatabase(embedded.superuserUrl, 'rogatoria')), embedded };
}

const closers: (() => Promise<void>)[] = [];
closeWithGrace({ delay: 15_000 }, async ({ err }) => {
  if (err) console.error(err);
  for (const close of closers.reverse()) await close();
});

const building = buildWeb();
building.catch(() => {});
const { ownerUrl, appUrl, embedded } = await database();
if (embedded) closers.push(() => embedded.stop());
if (embedded?.shared)
  throw new Error('This installation is already running. Give another one its own PORT and DATA_DIR.');
const config = demoConfig(process.env, appUrl);
await migrate(ownerUrl);
await migrateQueue(ownerUrl);
await seedParticipants(ownerUrl, config.secret, new Date().toISOString());
await building;

const { house, close } = await openHouse(config);
closers.push(close);
await fillDirectory(house);
const year = await fillYear(house, storiesAsked());
const server = await serve(house, year);
closers.push(server.close);
const worker = await work(house);
closers.push(worker.close);

console.log(`\nDemonstration accounts, password “${demoPassword}”:`);
for (const { code, people } of demoParticipants) {
  console.log(
    `  ${code}  ${Object.keys(people)
      .map((role) => demoEmail(role as keyof typeof people, code))
      .join('  ')}`,
  );
}
console.log(`\nready ${server.url}`);
closers.push(year.stop);
year.begin();
year.told
  .then(() => reportYear(house))
  .catch((error: Error) => house.log.error(traceOf(error), 'the annual round of the demonstration could not be told'));

/** `DEMO_STORIES`: of how many stories the past year is told; none with 0. */
function storiesAsked(): number | undefined {
  const asked = process.env.DEMO_STORIES;
  if (asked === undefined || asked === '') return undefined;
  if (!/^\d{1,4}$/.test(asked)) throw new Error(`DEMO_STORIES is a whole number, not “${asked}”`);
  return Number(asked);
}
