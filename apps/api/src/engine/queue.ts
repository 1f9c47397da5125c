/** BullMQ on Redis when there is one, else on PostgreSQL. Jobs carry only a participant's code: the rows say what to do. */
import { createPostgresBackend, Queue, type QueueOptions, runMigrations, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { Config } from '../config.ts';

export type Work = (participant: string) => Promise<void>;

export interface WorkQueue {
  /** a hint that work may be waiting; failing to give it loses nothing */
  wake(participant: string): void;
  close(): Promise<void>;
}

const name = 'work';
/** Rounds that find whatever a lost hint left behind. */
const sweepEveryMs = 5_000;
/** So long without a sweep means that the queue itself is ailing. */
const silentMs = 20_000;

type Backend = Pick<QueueOptions, 'connection'> & { create?: typeof createPostgresBackend };

function backend(config: Config): { make: () => Backend; close: () => Promise<void> } {
  if (!config.redisUrl) {
    const connection = { connectionString: config.databaseUrl } as unknown as NonNullable<QueueOptions['connection']>;
    return { make: () => ({ connection, create: createPostgresBackend }), close: async () => {} };
  }
  const clients: Redis[] = [];
  return {
    make: () => {
      const client = new Redis(config.redisUrl as string, { maxRetriesPerRequest: null });
      client.on('error', () => {});
      clients.push(client);
      return { connection: client as unknown as NonNullable<QueueOptions['connection']> };
    },
    close: async () => {
      for (const client of clients) client.disconnect();
    },
  };
}

/** The producing end: for the API. */
export async function openQueue(config: Config, warn: (error: Error) => void): Promise<WorkQueue & { queue: Queue }> {
  const ends = backend(config);
  const { create, ...options } = ends.make();
  const queue = new Queue(
    name,
    { ...options, defaultJobOptions: { removeOnComplete: true, removeOnFail: 1000 } },
    ...(create ? [create as never] : []),
  );
  queue.on('error', warn);
  return {
    queue,
    wake: (participant) => {
      // At most one waiting hint a participant: what it finds is whatever the rows say by then.
      queue.add('wake', { participant }, { deduplication: { id: `wake-${participant}`, ttl: 50 } }).catch(warn);
    },
    close: async () => {
      await queue.close();
      await ends.close();
    },
  };
}

/** Does one after the other, whatever became of those before: one's trouble is not the next one's. Then throws what failed. */
export async function oneByOne(works: (() => Promise<unknown>)[]): Promise<void> {
  const failures: Error[] = [];
  for (const work of works) await work().catch((error: Error) => failures.push(error));
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} of ${works.length} failed`);
}

/** The working end: runs `work` for a participant on each hint, and for all of them at every sweep. */
export async function startWorker(
  config: Config,
  participants: () => Promise<string[]>,
  work: Work,
  warn: (error: Error) => void,
): Promise<{ close(): Promise<void> }> {
  const ends = backend(config);
  const producer = await openQueue(config, warn);
  const { create, ...options } = ends.make();
  let swept = Date.now();
  let closing = false;
  const sweep = async () => {
    // asked to end, it finishes with the participant it is at: the next sweep, somebody else's, begins with the others
    const rounds = (await participants()).map((code) => async () => closing || work(code));
    await oneByOne(rounds).finally(() => {
      swept = Date.now();
    });
  };
  const worker = new Worker(
    name,
    (job) => (job.name === 'sweep' ? sweep() : work((job.data as { participant: string }).participant)),
    { ...options, concurrency: 2 },
    ...(create ? [create as never] : []),
  );
  worker.on('error', warn);
  worker.on('failed', (_job, error) => warn(error));
  // The queue may forget everything (FLUSHALL): the sweeps are scheduled again by whoever works.
  const schedule = async () => {
    if (await producer.queue.getJobScheduler('sweep')) return;
    await producer.queue.upsertJobScheduler(
      'sweep',
      { every: sweepEveryMs },
      { name: 'sweep', data: {}, opts: { removeOnComplete: true, removeOnFail: 100 } },
    );
  };
  await schedule();
  // A queue that stalls, whatever ails it, must not hold anybody's request: the rows say what to do, so we do it.
  let rescue: Promise<void> | null = null;
  const watch = async () => {
    await schedule();
    if (rescue || Date.now() - swept < silentMs) return;
    warn(new Error(`the queue brought no sweep for ${silentMs} ms: sweeping without it`));
    rescue = sweep().finally(() => {
      rescue = null;
    });
    await rescue;
  };
  const watching = setInterval(() => watch().catch(warn), sweepEveryMs);
  return {
    close: async () => {
      closing = true;
      clearInterval(watching);
      await rescue?.catch(() => {});
      await worker.close();
      await producer.close();
      await ends.close();
    },
  };
}

/** Makes or updates BullMQ's own tables, as their owner. Does nothing on a second call. */
export async function migrateQueue(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await runMigrations(client, 'bullmq');
  } finally {
    await client.end();
  }
}
