// One installation that lives through its server's deaths: a database and a folder, and a server that comes and goes.
import { type ChildProcess, fork } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { seedParticipants } from '@rogatoria/api/demo/seed.ts';
import { type Keyring, keyring } from '@rogatoria/api/engine/keys.ts';
import { migrateQueue } from '@rogatoria/api/engine/queue.ts';
import { connect, type Database, migrate, sql } from '@rogatoria/db';
import { startEmbeddedPostgres } from '@rogatoria/db/embedded.ts';
import { prepareDatabase } from '@rogatoria/db/roles.ts';
import type { Order, Ready, ServerOptions } from './server.ts';

const script = fileURLToPath(new URL('server.ts', import.meta.url));
const beginning = Date.parse('2026-03-02T12:00:00.000Z');

export interface Installation {
  /** the database, with nothing hidden */
  all: Database;
  /** keys, read as the application reads them */
  keys: Keyring;
  dataDir: string;
  /** the installation's time */
  now(): string;
  /** the server's address; waits while there is none */
  url(): Promise<string>;
  start(): Promise<void>;
  /** SIGKILL; resolves when it is dead */
  kill(): Promise<void>;
  /** moves the clock: while the server is away, or under its feet */
  forward(ms: number): Promise<void>;
  close(): Promise<void>;
}

export async function installation(): Promise<Installation> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'rogatoria-chaos-'));
  const dataDir = path.join(folder, 'data');
  const postgres = await startEmbeddedPostgres({ dataDir: path.join(folder, 'postgres'), fast: true });
  const { ownerUrl, appUrl } = await prepareDatabase(postgres.superuserUrl, 'chaos');
  const secret = Buffer.alloc(64, 5);
  await migrate(ownerUrl);
  await migrateQueue(ownerUrl);
  await seedParticipants(ownerUrl, secret, new Date(beginning).toISOString());
  const all = connect(postgres.url('chaos'), 4);
  const app = connect(appUrl, 2);
  // Whether mail is lost is asked here, not when it leaves: nobody waits for the morning.
  await sql`insert into mail_wish select participant, id, 'immediate', 'any', '08:00', '18:00', 'UTC' from account`.execute(
    all,
  );
  let offset = beginning - Date.now();
  const keepClock = () =>
    sql`insert into installation (key, value) values ('clock', ${JSON.stringify({ offset_ms: offset })}::jsonb)
      on conflict (key) do update set value = excluded.value`.execute(all);
  await keepClock();

  const log = path.join(folder, 'server.log');
  const output = openSync(log, 'a');
  const options: ServerOptions = { databaseUrl: appUrl, dataDir, secret: secret.toString('base64') };
  const said = () => readFileSync(log, 'utf8').slice(-2_000);
  let child: ChildProcess | undefined;
  let up = Promise.withResolvers<string>();
  const now = () => new Date(Date.now() + offset).toISOString();

  const load = () =>
    fork(script, {
      env: {
        ...process.env,
        CHAOS_SERVER: JSON.stringify(options),
        LOG_LEVEL: 'warn',
        NODE_COMPILE_CACHE: path.join(folder, 'compiled'),
      },
      stdio: ['ignore', output, output, 'ipc'],
      execArgv: [],
    });
  let spare = load();

  const kill = async () => {
    const dying = child;
    child = undefined;
    up = Promise.withResolvers();
    if (!dying) return;
    if (dying.exitCode !== null || dying.signalCode !== null) throw new Error(`The server ended by itself:\n${said()}`);
    const dead = new Promise((resolve) => dying.once('exit', resolve));
    dying.kill('SIGKILL');
    await dead;
  };

  return {
    all,
    keys: keyring(app, secret),
    dataDir,
    now,
    url: () => up.promise,
    kill,
    async start() {
      const starting = spare;
      child = starting;
      const url = await new Promise<string>((resolve, reject) => {
        starting.once('message', (ready: Ready) => resolve(ready.url));
        starting.once('exit', (code, signal) =>
          reject(new Error(`The server ended by itself (${code ?? signal}):\n${said()}`)),
        );
        starting.send({ begin: true } satisfies Order);
      });
      up.resolve(url.replace('localhost', '127.0.0.1'));
      spare = load();
    },
    async forward(ms) {
      offset += ms;
      if (child?.connected) child.send({ to: now() } satisfies Order);
      else await keepClock();
    },
    async close() {
      await kill().catch(() => {});
      spare.kill('SIGKILL');
      closeSync(output);
      await all.destroy();
      await app.destroy();
      await postgres.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}
