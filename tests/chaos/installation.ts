// One installation that lives through the death of each of its parts: the API, the worker, PostgreSQL and Redis.
import { type ChildProcess, fork, spawn, spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { seedParticipants } from '@rogatoria/api/demo/seed.ts';
import { type Keyring, keyring } from '@rogatoria/api/engine/keys.ts';
import { migrateQueue } from '@rogatoria/api/engine/queue.ts';
import { connect, type Database, migrate, sql } from '@rogatoria/db';
import { startEmbeddedPostgres } from '@rogatoria/db/embedded.ts';
import { prepareDatabase } from '@rogatoria/db/roles.ts';
import { Redis } from 'ioredis';
import type { Order, Ready, ServerOptions } from './server.ts';

const script = fileURLToPath(new URL('server.ts', import.meta.url));
const beginning = Date.parse('2026-03-02T12:00:00.000Z');

/** What can die. */
export const parts = ['api', 'worker', 'postgres', 'redis'] as const;
export type Part = (typeof parts)[number];

export interface Installation {
  /** the database, with nothing hidden */
  all: Database;
  /** keys, read as the application reads them */
  keys: Keyring;
  dataDir: string;
  /** the installation's time */
  now(): string;
  /** the API's address; waits while there is none */
  url(): Promise<string>;
  /** Starts a part that is dead, or the API and the worker for the first time. Redis begins anew, with nothing in it. */
  start(part: Part): Promise<void>;
  /** SIGKILL; resolves when it is dead. */
  kill(part: Part): Promise<void>;
  /** SIGTERM: it finishes what is under way. Resolves to what it said when it ended otherwise than with 0, else to null. */
  stop(part: 'api' | 'worker'): Promise<string | null>;
  /** Redis alone: it forgets everything, or has no room for anything more until `start`. */
  spoil(how: 'flushed' | 'full'): Promise<void>;
  /** moves the clock, under the feet of whoever lives; PostgreSQL has to be there */
  forward(ms: number): Promise<void>;
  close(): Promise<void>;
}

/** Whether this machine has a Redis server to kill; without one the queue is PostgreSQL's. */
export const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

export async function installation({ redis = false } = {}): Promise<Installation> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'rogatoria-chaos-'));
  const dataDir = path.join(folder, 'data');
  const startPostgres = () => startEmbeddedPostgres({ dataDir: path.join(folder, 'postgres'), fast: true });
  let postgres = await startPostgres();
  const { ownerUrl, appUrl } = await prepareDatabase(postgres.superuserUrl, 'chaos');
  const secret = Buffer.alloc(64, 5);
  await migrate(ownerUrl);
  await migrateQueue(ownerUrl);
  await seedParticipants(ownerUrl, secret, new Date(beginning).toISOString());
  const all = connect(postgres.url('chaos'), 4);
  // What is committed has left PostgreSQL, so that its death takes none of it: only a power cut could.
  await sql`alter database chaos set synchronous_commit = on`.execute(all);
  const app = connect(appUrl, 2);
  const store = redis ? await redisServer() : null;
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
  const said = () => readFileSync(log, 'utf8').slice(-2_000);
  let up = Promise.withResolvers<string>();
  const now = () => new Date(Date.now() + offset).toISOString();

  const load = (part: 'api' | 'worker') => {
    const options: ServerOptions = {
      part,
      databaseUrl: appUrl,
      redisUrl: store?.url ?? null,
      dataDir,
      secret: secret.toString('base64'),
    };
    return fork(script, {
      env: {
        ...process.env,
        CHAOS_SERVER: JSON.stringify(options),
        LOG_LEVEL: 'error',
        NODE_COMPILE_CACHE: path.join(folder, 'compiled'),
      },
      stdio: ['ignore', output, output, 'ipc'],
      execArgv: [],
    });
  };
  const living: Partial<Record<Part, ChildProcess>> = {};
  /** Loaded and waiting for their turn. */
  const spares = { api: load('api'), worker: load('worker') };

  const startProcess = async (part: 'api' | 'worker') => {
    const starting = spares[part];
    living[part] = starting;
    const ready = await new Promise<Ready>((resolve, reject) => {
      starting.once('message', (message: Ready) => resolve(message));
      starting.once('exit', (code, signal) =>
        reject(new Error(`The ${part} ended by itself (${code ?? signal}):\n${said()}`)),
      );
      starting.send({ begin: true } satisfies Order);
    });
    if (ready.url) up.resolve(ready.url.replace('localhost', '127.0.0.1'));
    spares[part] = load(part);
  };
  const endProcess = async (part: 'api' | 'worker', signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> => {
    const dying = living[part];
    delete living[part];
    if (part === 'api') up = Promise.withResolvers();
    if (!dying) return null;
    if (dying.exitCode !== null || dying.signalCode !== null)
      throw new Error(`The ${part} ended by itself:\n${said()}`);
    const dead = new Promise<number | null>((resolve) => dying.once('exit', resolve));
    dying.kill(signal);
    return dead;
  };
  /** The server and all its children at once, as when the machine goes: none of them can tidy up. */
  const killPostgres = async () => {
    const pid = Number(readFileSync(path.join(folder, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0]);
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
    for (const each of [pid, ...children]) {
      try {
        process.kill(each, 'SIGKILL');
      } catch {}
    }
    await postgres.stop();
  };

  return {
    all,
    keys: keyring(app, secret),
    dataDir,
    now,
    url: () => up.promise,
    async kill(part) {
      if (part === 'postgres') await killPostgres();
      else if (part === 'redis') await store?.kill();
      else await endProcess(part, 'SIGKILL');
    },
    async start(part) {
      if (part === 'postgres') postgres = await startPostgres();
      else if (part === 'redis') await store?.start();
      else await startProcess(part);
    },
    async stop(part) {
      const code = await endProcess(part, 'SIGTERM');
      return code === 0 ? null : `${code}:\n${said()}`;
    },
    spoil: async (how) => store?.spoil(how),
    async forward(ms) {
      offset += ms;
      await keepClock();
      for (const child of Object.values(living)) if (child.connected) child.send({ to: now() } satisfies Order);
    },
    async close() {
      await Promise.allSettled((['api', 'worker'] as const).map((part) => endProcess(part, 'SIGKILL')));
      for (const spare of Object.values(spares)) spare.kill('SIGKILL');
      closeSync(output);

      await all.destroy();
      await app.destroy();
      await postgres.stop();
      await store?.kill();
      await rm(folder, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

/** A Redis that keeps nothing: whoever starts it again finds it empty. */
async function redisServer() {
  const port = randomInt(20_000, 32_000);
  const url = `redis://127.0.0.1:${port}`;
  let server: ChildProcess | undefined;
  const says = async (...words: string[]) => {
    const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 });
    client.on('error', () => {});
    try {
      await client.connect();
      return await client.call(...(words as [string, ...string[]]));
    } finally {
      client.disconnect();
    }
  };
  const kill = async () => {
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const dead = new Promise((resolve) => server?.once('exit', resolve));
    server.kill('SIGKILL');
    await dead;
  };
  const start = async () => {
    if (server && server.exitCode === null && server.signalCode === null) {
      await says('CONFIG', 'SET', 'maxmemory', '0');
      return;
    }
    const settings = { port, bind: '127.0.0.1', save: '', appendonly: 'no', 'maxmemory-policy': 'noeviction' };
    server = spawn(
      'redis-server',
      Object.entries(settings).flatMap(([name, value]) => [`--${name}`, `${value}`]),
      {
        stdio: 'ignore',
      },
    );
    for (const deadline = Date.now() + 10_000; ; await sleep(20)) {
      if (await says('PING').catch(() => null)) return;
      if (server.exitCode !== null || Date.now() > deadline) throw new Error(`Redis does not start on port ${port}.`);
    }
  };
  await start();
  return {
    url,
    kill,
    start,
    async spoil(how: 'flushed' | 'full') {
      if (how === 'flushed') await says('FLUSHALL');
      else await says('CONFIG', 'SET', 'maxmemory', '1');
    },
  };
}
