// The record as an auditor meets it: who did what, checkpoints to keep, and everything computed again.
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeCheckpoint } from '@rogatoria/api/audit/checkpoint.ts';
import { as, connect, sql } from '@rogatoria/db';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acknowledged, delivered, type Sent } from '../factories.ts';
import { type Caller, type TestHouse, testHouse } from '../harness/house.ts';

let t: TestHouse;
let auditor: Caller;
let evidence: Sent;
beforeAll(async () => {
  t = await testHouse();
  evidence = await delivered(t);
  await t.work();
  auditor = await t.as('auditor', 'BRA');
});
afterAll(() => t.close());

const entries = async (query = '') => (await auditor.get(`/api/record/entries${query}`)).body;
const opened = async () =>
  (await entries('?action=case.open')).items.filter((one: { case_id: string }) => one.case_id === evidence.outgoing);

describe('what officers did', () => {
  test('a case is noted once for each officer and hour, a letter each time', async () => {
    const approver = await t.as('approver', 'BRA');
    const before = (await opened()).length;
    t.forward(3_600_000);
    for (let n = 0; n < 3; n++) expect((await approver.get(`/api/cases/${evidence.outgoing}`)).status).toBe(200);
    expect(await opened()).toHaveLength(before + 1);
    expect((await opened())[0]).toMatchObject({
      number: evidence.number,
      officer: { name: expect.stringMatching(/\S/) },
    });
    t.forward(3_600_000);
    await approver.get(`/api/cases/${evidence.outgoing}`);
    expect(await opened()).toHaveLength(before + 2);
    for (let n = 0; n < 2; n++) await approver.get(`/api/cases/${evidence.outgoing}/letter.pdf`);
    expect((await entries('?action=letter.open')).items).toHaveLength(2);
  });

  test('is found by officer, act and day, page by page', async () => {
    const all = await entries();
    expect(all.actions).toEqual(expect.arrayContaining(['case.open', 'signed_in']));
    const { id } = all.items[0].officer;
    for (const { officer } of (await entries(`?officer=${id}`)).items) expect(officer.id).toBe(id);
    const day = t.house.clock.now().slice(0, 10);
    expect((await entries(`?day=${day}`)).items.length).toBeGreaterThan(0);
    expect((await entries('?day=2025-01-01')).items).toEqual([]);
    expect((await auditor.get('/api/record/entries?day=2026-02-31')).status).toBe(422);
    const [last] = (await entries('?before=4')).items;
    expect(last.sequence).toBe(3);
  });

  test('is shown to auditors and administrators, of their own participant alone', async () => {
    for (const role of ['drafter', 'approver', 'directory'] as const)
      for (const place of ['entries', 'checkpoints', 'checkpoints/1'])
        expect((await (await t.as(role, 'BRA')).get(`/api/record/${place}`)).status, `${role} ${place}`).toBe(403);
    const chile = await t.as('admin', 'CHL');
    const { items, officers } = (await chile.get('/api/record/entries')).body;
    const brazil = new Set((await entries()).officers.map((one: { id: string }) => one.id));
    expect(officers.some((one: { id: string }) => brazil.has(one.id))).toBe(false);
    expect(items.some((one: { case_id: string }) => one.case_id === evidence.outgoing)).toBe(false);
  });
});

describe('checkpoints', () => {
  test('are signed hourly, and only when something was added', async () => {
    const numbers = async () => as(t.house.db, 'CHL', (trx) => trx.selectFrom('checkpoint').select('number').execute());
    await t.work();
    const before = (await numbers()).length;
    expect(before).toBeGreaterThan(0);
    await (await t.as('officer', 'CHL')).get(`/api/cases/${evidence.incoming}`);
    await t.work();
    expect((await numbers()).length).toBe(before);
    t.forward(3_600_000);
    await t.work();
    expect((await numbers()).length).toBe(before + 1);
    t.forward(3_600_000);
    await t.work();
    expect((await numbers()).length).toBe(before + 1);
  });

  test('two at once make one, and everything that was added meanwhile is in the next', async () => {
    await acknowledged(t, 'evidence');
    const now = t.house.clock.now();
    const made = await Promise.all(Array.from({ length: 4 }, () => writeCheckpoint(t.house, 'BRA', now)));
    expect(made.filter((number) => number !== null)).toHaveLength(1);
  });

  test('chains grow straight under many hands', async () => {
    const people = await Promise.all(
      (['drafter', 'approver', 'officer', 'duty'] as const).map((role) => t.as(role, 'BRA')),
    );
    await Promise.all(
      Array.from({ length: 24 }, (_, n) => people[n % 4]!.get(`/api/cases/${evidence.outgoing}/letter.pdf`)),
    );
    const answer = await auditor.post('/api/record/verify');
    expect(answer).toMatchObject({ status: 200, body: { faults: [], next: null } });
    expect(answer.body.cases).toBe(answer.body.total);
    expect(answer.body.checkpoints).toBeGreaterThan(0);
  });
});

describe('a checkpoint that was kept', () => {
  const script = fileURLToPath(import.meta.resolve('@rogatoria/api/admin.ts'));
  const admin = (...args: string[]) =>
    new Promise<{ code: number; out: string; err: string }>((resolve) => {
      const env = { PATH: process.env.PATH, DATABASE_URL: t.ownerUrl };
      execFile(process.execPath, [script, ...args], { env }, (error, out, err) =>
        resolve({ code: error ? Number(error.code) : 0, out, err }),
      );
    });

  test('shows what was rewritten in its past, and nothing where only more was added', async () => {
    const { items } = (await auditor.get('/api/record/checkpoints')).body;
    const download = await auditor.get(`/api/record/checkpoints/${items[0].number}`);
    expect(download.headers['content-disposition']).toContain(`checkpoint-${items[0].number}.json`);
    const file = path.join(t.dataDir, 'kept.json');
    await writeFile(file, JSON.stringify(download.body));
    const exported = await admin('checkpoint', 'export', 'BRA', String(items[0].number));
    expect(JSON.parse(exported.out)).toEqual(download.body);
    await acknowledged(t, 'preservation');
    t.forward(2 * 3_600_000);
    await t.work();
    const sound = await admin('verify', 'BRA', '--checkpoint', file);
    expect([sound.code, sound.err]).toEqual([0, '']);

    // Every checkpoint is thrown away: without the one that was kept, nobody would know.
    const owner = connect(t.ownerUrl, 1);
    await as(owner, 'BRA', async (trx) => {
      await sql`delete from checkpoint`.execute(trx);
      await sql`delete from checkpoint_case`.execute(trx);
    });
    await owner.destroy();
    expect((await admin('verify', 'BRA')).code).toBe(0);
    const gone = await admin('verify', 'BRA', '--checkpoint', file);
    expect(gone.code).toBe(1);
    expect(gone.err).toContain('BRA checkpoint: checkpoint_missing');
    expect((await admin('verify', 'CHL', '--checkpoint', file)).err).toContain('not verified here');
  }, 120_000);

  test('a fault is named to the auditor without what is in the case', async () => {
    const owner = connect(t.ownerUrl, 1);
    await as(owner, 'BRA', (trx) =>
      sql`update case_file set title = 'Forged' where id = ${evidence.outgoing}`.execute(trx),
    );
    await owner.destroy();
    const { faults } = (await auditor.post('/api/record/verify')).body;
    expect(faults).toEqual([
      { chain: 'case', case_id: evidence.outgoing, number: evidence.number, sequence: null, problem: 'case_altered' },
    ]);
  });
});
