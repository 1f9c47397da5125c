import { randomInt } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { migrateQueue, openQueue, startWorker, type WorkQueue } from '@rogatoria/api/engine/queue.ts';
import { work } from '@rogatoria/api/run.ts';
import { as, sql } from '@rogatoria/db';
import { Redis } from 'ioredis';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { draft } from '../factories.ts';
import { type Caller, type TestHouse, testHouse } from '../harness/house.ts';

const redis = process.env.TEST_REDIS_URL;
/** A database of its own on the server that is given: what other tests keep there is theirs. */
const ownRedis = redis && new URL(`/${randomInt(1, 16)}`, redis).href;

describe.each([
  { backend: 'PostgreSQL', redisUrl: null },
  { backend: 'Redis', redisUrl: ownRedis },
])('on $backend', ({ redisUrl }) => {
  let t: TestHouse;
  let drafter: Caller;
  let approver: Caller;
  let officer: Caller;
  let queue: WorkQueue;
  const closers: (() => Promise<void>)[] = [];
  const warnings: string[] = [];
  const warn = (error: Error) => warnings.push(error.message);

  beforeAll(async () => {
    if (redisUrl === undefined) return;
    t = await testHouse();
    t.house.config.redisUrl = redisUrl;
    await migrateQueue(t.ownerUrl);
    await forgetEverything();
    queue = await openQueue(t.house.config, warn);
    [drafter, approver, officer] = await Promise.all([
      t.as('drafter', 'BRA'),
      t.as('approver', 'BRA'),
      t.as('officer', 'CHL'),
    ]);
  });
  beforeEach(({ skip }) => {
    if (redisUrl === undefined) skip('there is no TEST_REDIS_URL');
    t.house.wake = queue.wake;
  });
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });
  afterAll(async () => {
    if (redisUrl === undefined) return;
    await queue.close();
    await forgetEverything();
    await t.close();
  });

  /** Empties the queue behind everybody's back: FLUSHDB, or every row of BullMQ's tables. */
  async function forgetEverything(): Promise<void> {
    if (redisUrl) {
      const client = new Redis(redisUrl);
      await client.flushdb();
      await client.quit();
      return;
    }
    const client = new pg.Client({ connectionString: t.ownerUrl });
    await client.connect();
    const { rows } = await client.query(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname = 'bullmq' and tablename not like '%migration%'`,
    );
    expect(rows.length).toBeGreaterThan(0);
    // The workers are at it while we take their tables away: PostgreSQL may have to choose between us.
    for (let attempt = 1; ; attempt++) {
      try {
        await client.query(`truncate ${rows.map(({ name }) => name).join(', ')}`);
        break;
      } catch (error) {
        if ((error as { code?: string }).code !== '40P01' || attempt === 20) throw error;
      }
    }
    await client.end();
  }

  async function startOne(): Promise<{ close(): Promise<void> }> {
    const worker = await work(t.house);
    let closed: Promise<void> | undefined;
    const once = { close: () => (closed ??= worker.close()) };
    closers.push(once.close);
    return once;
  }

  /** A preservation request that Brazil sends: transmitted, and on its way. */
  async function transmit(): Promise<{ id: string; requestId: string }> {
    const id = await draft(t, 'preservation');
    for (const [who, name] of [
      [drafter, 'submit'],
      [approver, 'approve'],
      [approver, 'transmit'],
    ] as const)
      expect((await who.command(id, name)).status).toBe(200);
    return { id, requestId: (await drafter.get(`/api/cases/${id}`)).body.request_id };
  }

  const statusOf = async (id: string) => (await drafter.get(`/api/cases/${id}`)).body.messages[0]?.status;
  async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
    for (let attempt = 0; attempt < 450; attempt++) {
      if (await holds()) return;
      await setTimeout(100);
    }
    throw new Error(`not within 45 s: ${what}; warnings: ${warnings.join('; ')}`);
  }
  const delivered = (id: string) => until('delivered', async () => (await statusOf(id)) === 'delivered');

  test('a request is delivered by the worker, and its officers are told and mailed', async () => {
    await startOne();
    const { id, requestId } = await transmit();
    await delivered(id);
    const { items } = (await officer.get('/api/cases?direction=incoming')).body;
    expect(items.map((item: { request_id: string }) => item.request_id)).toContain(requestId);
    await until('mailed', () =>
      as(t.house.db, 'CHL', async (trx) => {
        const { rows } = await sql<{ waiting: number; sent: number }>`
          select count(*) filter (where sent_at is null)::int as waiting, count(sent_at)::int as sent from mail`.execute(
          trx,
        );
        return rows[0]?.waiting === 0 && rows[0].sent > 0;
      }),
    );
  });

  test('a queue that brings nothing holds nobody’s request', async () => {
    await startOne();
    const ailing = await openQueue(t.house.config, () => {});
    try {
      await ailing.queue.pause();
      const { id } = await transmit();
      await delivered(id);
    } finally {
      await ailing.queue.resume();
      await ailing.close();
    }
  });

  test('a hint that is lost is found by the sweep', async () => {
    await startOne();
    t.house.wake = () => {};
    const { id } = await transmit();
    await delivered(id);
  });

  test('what was asked while nobody worked is done when somebody does', async () => {
    const { id } = await transmit();
    expect(await statusOf(id)).toBe('waiting');
    await startOne();
    await delivered(id);
  });

  test('two workers double nothing', async () => {
    await Promise.all([startOne(), startOne()]);
    const sent = [];
    for (let n = 0; n < 5; n++) sent.push(await transmit());
    for (const { id } of sent) await delivered(id);
    for (const { requestId } of sent) {
      const counts = await as(t.house.db, 'CHL', async (trx) => {
        const { rows } = await sql<{ messages: number; cases: number; events: number; doubled: number }>`
          select (select count(*) from message where request_id = ${requestId} and direction = 'in')::int as messages,
            (select count(*) from case_file where request_id = ${requestId})::int as cases,
            (select count(*) from case_event join case_file on case_file.id = case_id
              where request_id = ${requestId})::int as events,
            (select count(*) from (select account_id, case_id, key from notification
              join case_file on case_file.id = case_id where request_id = ${requestId}
              group by 1, 2, 3 having count(*) > 1) twice)::int as doubled`.execute(trx);
        return rows[0];
      });
      expect(counts).toEqual({ messages: 1, cases: 1, events: 1, doubled: 0 });
    }
  });

  test('a queue that has forgotten everything is taught again, and nothing is lost', async () => {
    await startOne();
    const before = await transmit();
    await delivered(before.id);
    await forgetEverything();
    t.house.wake = () => {};
    const { id } = await transmit();
    await delivered(id);
  });

  test('stopping waits for what is under way, and begins nothing more', async () => {
    const begun: string[] = [];
    const ended: string[] = [];
    const worker = await startWorker(
      t.house.config,
      async () => ['BRA', 'CHL'],
      async (participant) => {
        begun.push(participant);
        await setTimeout(300);
        ended.push(participant);
      },
      warn,
    );
    await until('work has begun', async () => begun.length > 0);
    await worker.close();
    expect(ended).toEqual(begun);
    const then = begun.length;
    queue.wake('BRA');
    await setTimeout(300);
    expect(begun).toHaveLength(then);
  });

  test('a participant whose work fails does not keep the others waiting', async () => {
    const worked = new Set<string>();
    const worker = await startWorker(
      t.house.config,
      async () => ['BRA', 'CHL', 'USA'],
      async (participant) => {
        if (participant === 'BRA') throw new Error('Brazil cannot work');
        worked.add(participant);
      },
      warn,
    );
    closers.push(() => worker.close());
    await until('the others worked', async () => worked.size === 2);
    await until('it was said', async () => warnings.some((warning) => warning.includes('Brazil cannot work')));
  });
});
