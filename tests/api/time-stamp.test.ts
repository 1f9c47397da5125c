// Time stamps by a real authority (OpenSSL's), and what a false one, or a forger, may try.
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { stampCheckpoint, writeCheckpoint } from '@rogatoria/api/audit/checkpoint.ts';
import type { Fault } from '@rogatoria/api/audit/faults.ts';
import { askTimeStamp, verifyTimeStamp } from '@rogatoria/api/audit/time-stamp.ts';
import { verify } from '@rogatoria/api/audit/verify.ts';
import { as, connect, sql } from '@rogatoria/db';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Caller, type TestHouse, testHouse } from '../harness/house.ts';
import { type TestAuthority, testAuthority } from '../harness/tsa.ts';

let tsa: TestAuthority;
let stranger: TestAuthority;
let t: TestHouse;
let auditor: Caller;
beforeAll(async () => {
  [tsa, stranger] = [await testAuthority(), await testAuthority()];
  t = await testHouse({ timeStamps: { url: tsa.url, roots: tsa.roots } });
  auditor = await t.as('auditor', 'BRA');
});
afterAll(async () => {
  await t.close();
  await tsa.close();
  await stranger.close();
});
beforeEach(() => {
  tsa.lie = null;
});

const hash = 'ab'.repeat(32);
const other = 'cd'.repeat(32);
const problem = (work: () => unknown) => {
  try {
    work();
    return 'believed';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('a stamp', () => {
  test.each(['sha256', 'sha384', 'sha512'])(
    'is believed with its hash, its nonce and its root alone (%s)',
    async (digest) => {
      const own = await testAuthority({ digest });
      try {
        const { at, ...stamp } = await askTimeStamp(own, hash, []);
        expect(Math.abs(Date.parse(at) - Date.now())).toBeLessThan(600_000);
        expect(verifyTimeStamp(stamp, hash, own.roots)).toBe(at);
        expect(verifyTimeStamp(stamp, hash, stranger.roots + own.roots)).toBe(at);
        expect(problem(() => verifyTimeStamp(stamp, other, own.roots))).toBe('of another hash');
        expect(problem(() => verifyTimeStamp({ ...stamp, nonce: '07' }, hash, own.roots))).toBe(
          'an answer to another question',
        );
        const untrusted = 'its certificate descends from none that is trusted';
        expect(problem(() => verifyTimeStamp(stamp, hash, stranger.roots))).toBe(untrusted);
        expect(problem(() => verifyTimeStamp(stamp, hash, ''))).toBe(untrusted);
      } finally {
        await own.close();
      }
    },
  );

  test('in which any bit was changed is none, or says the same', async () => {
    const { at, ...stamp } = await askTimeStamp(tsa, hash, []);
    const der = Buffer.from(stamp.token, 'base64');
    const moved: string[] = [];
    for (let index = 0; index < der.length; index++) {
      const changed = Buffer.from(der);
      changed[index] = (changed[index] as number) ^ (1 << (index % 8));
      try {
        const said = verifyTimeStamp({ ...stamp, token: changed.toString('base64') }, hash, tsa.roots);
        if (said !== at) moved.push(`${index}: ${said}`);
      } catch (error) {
        expect((error as Error).name).toBe('BadTimeStamp');
      }
    }
    expect(moved).toEqual([]);
  });

  test('of an authority whose certificate is for something else is none', async () => {
    for (const usage of ['timeStamping', 'critical,timeStamping,codeSigning']) {
      // OpenSSL itself refuses to stamp with the worst of them.
      const wrong = await testAuthority({ usage });
      await expect(askTimeStamp(wrong, hash, [])).rejects.toThrow(/not for stamping time|answers 500/);
      await wrong.close();
    }
  });

  test('that answers another question, or is a refusal or nonsense, is not kept', async () => {
    let first: Buffer | undefined;
    tsa.lie = (_query, reply) => {
      first ??= reply;
      return first;
    };
    await askTimeStamp(tsa, hash, []);
    await expect(askTimeStamp(tsa, hash, [])).rejects.toThrow('an answer to another question');
    tsa.lie = () => Buffer.from('3003020102', 'hex'); // SEQUENCE { INTEGER 2 }: no reply
    await expect(askTimeStamp(tsa, hash, [])).rejects.toThrow('cannot be read');
    tsa.lie = () => Buffer.from('30053003020102', 'hex'); // PKIStatus rejection
    await expect(askTimeStamp(tsa, hash, [])).rejects.toThrow('status 2');
    tsa.lie = () => 503;
    await expect(askTimeStamp(tsa, hash, [])).rejects.toThrow('answers 503');
  });
});

describe('a checkpoint', () => {
  const stamps = () => as(t.house.db, 'BRA', (trx) => trx.selectFrom('time_stamp').select('number').execute());
  const list = async () => (await auditor.get('/api/record/checkpoints')).body;
  const verified = async (roots: string | undefined, kept: never[] = []) => {
    const faults: Fault[] = [];
    const owner = connect(t.ownerUrl, 1);
    try {
      const { stamps: count } = await verify(owner, ['BRA'], (fault) => faults.push(fault), { roots, kept });
      return { count, faults: faults.map(({ chain, sequence, problem: what }) => `${chain} ${sequence} ${what}`) };
    } finally {
      await owner.destroy();
    }
  };

  test('waits for an authority that is away, which stops nothing, and is stamped when it is back', async () => {
    tsa.lie = () => 503;
    await t.work();
    const before = await list();
    expect(before).toMatchObject({ stamping: true, items: [{ number: 1, stamped_at: null }] });
    const asked = tsa.asked();
    await t.work();
    expect(tsa.asked()).toBe(asked); // left alone for a while
    tsa.lie = null;
    t.forward(3_600_000);
    await auditor.get('/api/record/checkpoints/1');
    await t.work();
    const after = await list();
    // the stamp of the second binds the first
    expect(after.items.map(({ number }: { number: number }) => number)).toEqual([2, 1]);
    expect(after.items[0].stamped_at).toMatch(/^20/);
    expect(after.items[1].stamped_at).toBe(after.items[0].stamped_at);
    expect(await stamps()).toEqual([{ number: 2 }]);
    await t.work();
    expect(await stamps()).toEqual([{ number: 2 }]);
  });

  test('is exported with its stamp, which the page and the operator’s command verify', async () => {
    const { body: file } = await auditor.get('/api/record/checkpoints/2');
    expect(verifyTimeStamp(file.stamp, file.hash, tsa.roots)).toMatch(/^20/);
    expect((await auditor.get('/api/record/checkpoints/1')).body.stamp).toBeNull();
    expect((await auditor.post('/api/record/verify')).body).toMatchObject({ faults: [], stamps: 1 });
    const kept = path.join(t.dataDir, 'kept.json');
    const script = fileURLToPath(import.meta.resolve('@rogatoria/api/admin.ts'));
    const admin = (roots: string | undefined, content: object) =>
      new Promise<{ code: number; out: string; err: string }>((resolve) => {
        writeFileSync(kept, JSON.stringify(content));
        const env = { PATH: process.env.PATH, DATABASE_URL: t.ownerUrl, ...(roots ? { TSA_CA_FILE: roots } : {}) };
        execFile(process.execPath, [script, 'verify', 'BRA', '--checkpoint', kept], { env }, (error, out, err) =>
          resolve({ code: error ? Number(error.code) : 0, out, err }),
        );
      });
    const right = await admin(tsa.rootsFile, file);
    expect([right.code, right.err, JSON.parse(right.out).stamps]).toEqual([0, '', 1]);
    const unjudged = await admin(undefined, file);
    expect([unjudged.code, JSON.parse(unjudged.out).stamps]).toEqual([0, 0]);
    const strange = await admin(stranger.rootsFile, file);
    expect([strange.code, strange.err]).toEqual([1, expect.stringContaining('time_stamp_wrong')]);
    const borrowed = await askTimeStamp(tsa, other, []);
    const forged = await admin(tsa.rootsFile, { ...file, stamp: borrowed });
    expect([forged.code, forged.err]).toEqual([1, expect.stringContaining('of another hash')]);
  });

  test('whose stamp was forged behind our back is found', async () => {
    const owner = connect(t.ownerUrl, 1);
    const forge = async (set: string) => {
      await as(owner, 'BRA', (trx) => sql`update time_stamp set ${sql.raw(set)}`.execute(trx));
      const { faults } = await verified(tsa.roots);
      return faults;
    };
    const { token, at } = await as(owner, 'BRA', (trx) =>
      trx.selectFrom('time_stamp').selectAll().executeTakeFirstOrThrow(),
    );
    try {
      expect(await forge(`token = '${(await askTimeStamp(tsa, other, [])).token}'`)).toEqual([
        'checkpoint 2 time_stamp_wrong',
      ]);
      expect(await forge(`token = '${token}', at = at - interval '1 year'`)).toEqual(['checkpoint 2 time_stamp_wrong']);
      expect(await forge(`at = '${at}', number = 1`)).toEqual(['checkpoint 1 time_stamp_wrong']);
      expect(await forge('number = 2')).toEqual([]);
      const { body: file } = await auditor.get('/api/record/checkpoints/2');
      await as(owner, 'BRA', (trx) => sql`delete from time_stamp`.execute(trx));
      expect((await verified(tsa.roots, [file] as never[])).faults).toEqual(['checkpoint 2 time_stamp_wrong']);
    } finally {
      await owner.destroy();
    }
  });

  test('is not the application’s to unstamp', async () => {
    const now = t.house.clock.now();
    await writeCheckpoint(t.house, 'BRA', now);
    await stampCheckpoint(t.house, 'BRA', now);
    for (const change of ['delete from time_stamp', `update time_stamp set token = ''`])
      await expect(as(t.house.db, 'BRA', (trx) => sql.raw(change).execute(trx))).rejects.toThrow(/permission denied/);
  });
});
