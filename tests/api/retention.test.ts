// How long files are kept, what keeps them longer, and what is left when two people have erased one: no word of it, and a
// record that still verifies.
import { existsSync } from 'node:fs';
import { readdir, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { writeCheckpoint } from '@rogatoria/api/audit/checkpoint.ts';
import type { Fault } from '@rogatoria/api/audit/faults.ts';
import { verify } from '@rogatoria/api/audit/verify.ts';
import { sweepVault } from '@rogatoria/api/engine/vault.ts';
import { as, connect, sql } from '@rogatoria/db';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { delivered, type Sent } from '../factories.ts';
import { type Caller, type TestHouse, testHouse } from '../harness/house.ts';

let t: TestHouse;
let sent: Sent;
let admin: Caller;
let head: Caller;
let id: string;
beforeAll(async () => {
  t = await testHouse();
  sent = await delivered(t);
  id = sent.outgoing;
  admin = await t.as('admin', 'BRA');
  head = await t.as('approver', 'BRA');
});
afterAll(() => t.close());

const kept = async (caller = head) => (await caller.get(`/api/cases/${id}/retention`)).body;
const ask = async (caller: Caller, what: string, body: object = {}) => {
  const { status, body: answer } = await caller.post(`/api/cases/${id}/${what}`, body);
  return status === 204 ? 'done' : `${status} ${answer.code}`;
};
const faults = async (participants = ['BRA', 'CHL']) => {
  const found: Fault[] = [];
  const result = await verify(t.house.db, participants, (fault) => found.push(fault));
  return { erased: result.erased, faults: found.map(({ chain, problem, detail }) => `${chain} ${problem}: ${detail}`) };
};
/** Everything that is stored of a participant, as one text. */
const everything = (participant: string) =>
  as(t.house.db, participant, async (trx) => {
    const { rows } = await sql<{ name: string }>`select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r' and relname not like 'kysely%'`.execute(trx);
    const texts: string[] = [];
    for (const { name } of rows)
      texts.push(JSON.stringify((await sql`select * from ${sql.table(name)}`.execute(trx)).rows));
    return texts.join('\n');
  });

describe('a rule', () => {
  test('is our policy until the participant sets its own, with the law it comes from', async () => {
    const { rules } = (await admin.get('/api/retention')).body;
    expect(rules.find(({ kind }: { kind: string }) => kind === 'evidence')).toEqual({
      ...{ kind: 'evidence', years: 10, note: null, set_by: null, set_at: null },
    });
    const rule = { kind: 'evidence', years: 4, note: 'Lei de arquivos, art. 7' };
    expect((await admin.post('/api/retention/rules', rule)).status).toBe(204);
    expect((await kept()).rule).toMatchObject({ ...rule, set_by: expect.stringMatching(/\S/) });
    for (const wrong of [{ years: 0 }, { years: 101 }, { note: ' ' }, { kind: 'rumour' }])
      expect((await admin.post('/api/retention/rules', { ...rule, ...wrong })).status).toBe(422);
    const chile = (await (await t.as('admin', 'CHL')).get('/api/retention')).body.rules;
    expect(chile.every(({ note }: { note: string | null }) => note === null)).toBe(true);
  });
});

describe('a file', () => {
  test('whose clocks still run is kept whatever its date says', async () => {
    expect((await kept()).keepers).toEqual(['clock']);
    await (await t.as('drafter', 'BRA')).command(id, 'confirm_receipt');
    await t.work();
    const view = await kept();
    expect(view).toMatchObject({ keepers: [], why: 'period', due: false, erased: null });
    expect(view.until).toBe(`${Number(view.closed_at.slice(0, 4)) + 4}${view.closed_at.slice(4, 10)}`);
  });

  test('is not erased before its day, nor by one person, nor by those who have no say', async () => {
    expect(await ask(admin, 'erasure/propose')).toBe('409 not_due');
    expect(await ask(head, 'erasure/confirm')).toBe('409 not_proposed');
    for (const role of ['drafter', 'officer', 'duty', 'auditor'] as const)
      for (const what of ['propose', 'confirm'])
        expect(await ask(await t.as(role, 'BRA'), `erasure/${what}`)).toBe('403 role');
    expect(await ask(head, 'erasure/propose')).toBe('403 role');
    expect(await ask(admin, 'erasure/confirm')).toBe('403 role');
  });

  test('is warned of ninety, thirty and seven days before, and when its day is over', async () => {
    const { until } = await kept();
    const at = (days: number) => `${Temporal.PlainDate.from(until).add({ days })}T15:00:00Z`;
    const notices = async () =>
      as(t.house.db, 'BRA', (trx) =>
        sql<{ key: string; days: number; count: number; n: number }>`select key, (params ->> 'days')::int as days,
          (params ->> 'count')::int as count, count(*)::int as n from notification
          where key like 'retention%' group by 1, 2, 3 order by max(at)`.execute(trx),
      ).then(({ rows }) => rows.map(({ key, days, count }) => `${key} ${days} ${count}`));
    for (const days of [-91, -90, -90, -60, -30, -7, -1, 0]) {
      t.forward(at(days));
      await t.work();
    }
    expect(await notices()).toEqual(['retention_ends 90 1', 'retention_ends 30 1', 'retention_ends 7 1']);
    expect((await kept()).due).toBe(false);
    t.forward(at(1));
    await t.work();
    expect((await notices()).at(-1)).toBe('retention_over 0 1');
    expect((await kept()).due).toBe(true);
    const { ending, total } = (await admin.get('/api/retention')).body;
    expect([total, ending[0].case_id, ending[0].due]).toEqual([1, id, true]);
  });

  test('that is held is not erased until the hold is lifted, each with its reason', async () => {
    expect(await ask(head, 'retention/hold', { reason: ' ' })).toBe('422 invalid');
    expect(await ask(await t.as('officer', 'BRA'), 'retention/hold', { reason: 'Ação penal 77' })).toBe('done');
    expect(await ask(head, 'retention/hold', { reason: 'x' })).toBe('409 held');
    expect(await kept()).toMatchObject({ due: false, keepers: ['hold'], hold: { reason: 'Ação penal 77' } });
    expect((await admin.get('/api/retention')).body.held).toHaveLength(1);
    expect(await ask(admin, 'erasure/propose')).toBe('409 not_due');
    expect(await ask(await t.as('officer', 'BRA'), 'retention/lift', { reason: 'x' })).toBe('403 role');
    expect(await ask(head, 'retention/lift', { reason: 'Trânsito em julgado' })).toBe('done');
    expect(await ask(head, 'retention/lift', { reason: 'x' })).toBe('409 not_held');
    expect((await kept()).due).toBe(true);
  });

  test('may be kept until a chosen later day', async () => {
    const { until } = await kept();
    const later = Temporal.PlainDate.from(until).add({ days: 40 }).toString();
    expect(await ask(head, 'retention/postpone', { until, reason: 'x' })).toBe('422 invalid');
    expect(await ask(head, 'retention/postpone', { until: later, reason: 'Ainda em estudo' })).toBe('done');
    expect(await kept()).toMatchObject({ until: later, why: 'postponed', due: false });
    t.forward(`${later}T12:00:00Z`);
    expect((await kept()).due).toBe(false);
    t.forward(36 * 3_600_000);
    expect((await kept()).due).toBe(true);
  });

  test('is held again between proposal and decision', async () => {
    expect(await ask(admin, 'erasure/propose')).toBe('done');
    expect((await kept(admin)).proposal).toMatchObject({ own: true });
    expect((await kept()).proposal).toMatchObject({ own: false });
    expect(await ask(head, 'retention/hold', { reason: 'Recurso' })).toBe('done');
    expect(await ask(head, 'erasure/confirm')).toBe('409 not_due');
    expect(await ask(head, 'retention/lift', { reason: 'Julgado' })).toBe('done');
    expect(await ask(head, 'erasure/refuse', { reason: 'Outra vez' })).toBe('done');
    expect((await kept()).proposal).toBeNull();
  });

  test('is not erased by one person who holds both roles', async () => {
    const both = await t.officer('BRA', ['admin', 'approver']);
    expect(await ask(both, 'erasure/propose')).toBe('done');
    expect(await ask(both, 'erasure/confirm')).toBe('403 erasure_alone');
    expect(await ask(both, 'erasure/refuse', { reason: 'x' })).toBe('done');
  });

  test('that is not what its log gives is not erased: first that is to be explained', async () => {
    expect(await ask(admin, 'erasure/propose')).toBe('done');
    await as(t.house.db, 'BRA', (trx) => sql`update case_file set title = title || '!' where id = ${id}`.execute(trx));
    expect(await ask(head, 'erasure/confirm')).toBe('409 record_unsound');
    await as(t.house.db, 'BRA', (trx) =>
      sql`update case_file set title = left(title, -1) where id = ${id}`.execute(trx),
    );
  });
});

describe('the application', () => {
  test('cannot empty a log by itself', async () => {
    for (const attempt of [
      sql`update case_event set payload = '{}'`,
      sql`select erase_case('00000000-0000-4000-8000-000000000000')`,
      sql`select erase_case(id) from erasure where decision is null`,
    ])
      await expect(as(t.house.db, 'BRA', (trx) => attempt.execute(trx))).rejects.toThrow(
        /permission denied|may not be erased/,
      );
    const own = await as(t.house.db, 'BRA', (trx) =>
      trx.selectFrom('erasure').select('id').where('decision', 'is', null).executeTakeFirstOrThrow(),
    );
    // Nor one person in the database's own eyes, nor without a tombstone.
    for (const decided_by of [sql`proposed_by`, sql`(select id from account where id <> proposed_by limit 1)`])
      await expect(
        as(t.house.db, 'BRA', (trx) =>
          sql`update erasure set decision = 'confirmed', decided_by = ${decided_by}, decided_at = now() where id = ${own.id}`.execute(
            trx,
          ),
        ),
      ).rejects.toThrow(/check constraint/);
  });
});

describe('erasure', () => {
  let before: { title: string; files: { id: string; name: string }[]; figures: unknown };
  const vaultFile = (participant: string, file: string) =>
    path.join(t.dataDir, 'files', participant, file.slice(0, 2), file);
  const figures = async () => {
    const statistics = await t.as('statistics', 'BRA');
    const { generated_at: _, ...rest } = (await statistics.get('/api/statistics/2026')).body;
    return rest;
  };

  test('takes every word of the file and its keys, and nothing of the counterpart’s', async () => {
    const { title, files } = (await head.get(`/api/cases/${id}`)).body;
    before = { title, files, figures: await figures() };
    expect(files.length).toBeGreaterThan(0);
    await writeCheckpoint(t.house, 'BRA', t.house.clock.now());
    // Every answer of the form that is long enough to be nobody else's.
    const words: string[] = [];
    const collect = (value: unknown): void => {
      if (typeof value === 'string' && value.length > 25) words.push(value);
      else if (value && typeof value === 'object') Object.values(value).forEach(collect);
    };
    collect((await head.get(`/api/cases/${id}`)).body.form);
    expect(words.length).toBeGreaterThan(2);
    const all = await everything('BRA');
    const written = [title, files[0].name, ...words].map((word) => JSON.stringify(word).slice(1, -1));
    expect(written.filter((word) => !all.includes(word))).toEqual([]);
    expect(existsSync(vaultFile('BRA', files[0].id))).toBe(true);

    expect(await ask(head, 'erasure/confirm')).toBe('done');

    const left = await everything('BRA');
    expect(written.filter((word) => left.includes(word))).toEqual([]);
    for (const { id: file } of files) expect(existsSync(vaultFile('BRA', file))).toBe(false);
    expect((await everything('CHL')).includes(written[0] as string)).toBe(true);
  });

  test('leaves when it moved, its number and its hashes, and figures that do not change', async () => {
    const { status, body } = await head.get(`/api/cases/${id}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ number: sent.number, title: '—', form: {}, commands: [], context: expect.anything() });
    expect(body.erased_at).toMatch(/^20/);
    expect(body.files.map(({ sha256 }: { sha256: string }) => sha256.length)).toEqual(before.files.map(() => 64));
    const events = await head.get(`/api/cases/${id}/events`);
    expect(events.status).toBe(200);
    expect(events.body.items.length).toBeGreaterThan(5);
    expect(await figures()).toEqual(before.figures);
    expect(await kept()).toMatchObject({ due: false, erased: { rule: { years: 4, note: 'Lei de arquivos, art. 7' } } });
    const { erased } = (await admin.get('/api/retention')).body;
    expect(erased).toMatchObject([{ case_id: id, number: sent.number }]);
    expect((await head.get(`/api/cases?q=${encodeURIComponent(before.title)}`)).body.total).toBe(0);
  });

  test('is final: nothing is done with what remains, and what still comes is answered so', async () => {
    const file = before.files[0] as { id: string };
    const drafter = await t.as('drafter', 'BRA');
    expect((await head.get(`/api/cases/${id}/letter.pdf`)).body.code).toBe('erased');
    expect((await drafter.get(`/api/cases/${id}/files/${file.id}`)).body.code).toBe('erased');
    expect((await drafter.post(`/api/cases/${id}/files/${file.id}/verify`)).body.code).toBe('erased');
    expect((await drafter.command(id, 'close')).body.code).toBe('erased');
    expect((await drafter.upload(id, 'x.txt', Buffer.from('x'))).status).toBe(409);
    expect(await ask(head, 'erasure/confirm')).toBe('409 erased');
    expect(await ask(head, 'retention/hold', { reason: 'x' })).toBe('409 erased');
    for (const place of ['completeness', 'deadlines.ics']) {
      const { status } = await drafter.get(`/api/cases/${id}/${place}`);
      expect([place, status < 500]).toEqual([place, true]);
    }
    expect((await drafter.get('/api/cases')).status).toBe(200);
    expect((await drafter.get('/api/home')).status).toBe(200);
  });

  test('is told by the record, which still verifies, with the checkpoint that was kept before', async () => {
    expect(await faults()).toEqual({ erased: 1, faults: [] });
    const answer = await (await t.as('auditor', 'BRA')).post('/api/record/verify');
    expect(answer.body).toMatchObject({ faults: [] });
    const { items } = (await admin.get('/api/record/entries?action=case.erase')).body;
    expect(items).toMatchObject([{ case_id: id, number: sent.number }]);
  });

  test('that was forged behind our back is found', async () => {
    const owner = connect(t.ownerUrl, 1);
    const forge = async (forgery: string) => {
      class Back extends Error {}
      let found: string[] = [];
      await as(owner, 'BRA', async (trx) => {
        const changed = await sql.raw(forgery).execute(trx);
        if (!changed.numAffectedRows) throw new Error(`changes nothing: ${forgery}`);
        const { verifyWithin } = await import('@rogatoria/api/audit/verify.ts');
        const result = { cases: 0, erased: 0, entries: 0, audit: 0, custody: 0, law: 0, checkpoints: 0, stamps: 0 };
        const all: Fault[] = [];
        await verifyWithin(trx, 'BRA', result as never, (fault) => all.push(fault));
        found = all.map(({ problem }) => problem);
        throw new Back();
      }).catch((error) => {
        if (!(error instanceof Back)) throw error;
      });
      return found[0] ?? 'undetected';
    };
    const of = `where case_id = '${id}'`;
    try {
      for (const [forgery, problem] of [
        [`update case_event set actor = 'x' ${of} and sequence = 2`, 'erasure_altered'],
        [`update case_event set payload = '{"a": 1}' ${of} and sequence = 2`, 'erasure_altered'],
        [`update case_event set at = at + interval '1 day' ${of} and sequence = 2`, 'erasure_altered'],
        [`update file set sha256 = md5(sha256) ${of}`, 'erasure_altered'],
        [`update case_fact set outcome = 'refused' ${of}`, 'erasure_altered'],
        [`update case_fact set conditions = conditions + 1, channel = 'oral' ${of}`, 'erasure_altered'],
        [`update deadline set rule = jsonb_set(rule, '{budget}', '999') ${of}`, 'erasure_altered'],
        [`update case_file set state = 'refused' where id = '${id}'`, 'erasure_altered'],
        [`update case_file set erased_at = erased_at - interval '1 year' where id = '${id}'`, 'erasure_altered'],
        [`update case_file set erased_at = null where id = '${id}'`, 'erasure_altered'],
        [`update erasure set tombstone = jsonb_set(tombstone, '{rule,years}', '1') ${of}`, 'erasure_unfounded'],
        [
          `update erasure set proposed_by = (select id from account where id not in (proposed_by, decided_by) limit 1) ${of}`,
          'erasure_unfounded',
        ],
        [`update erasure set signature = signature || 'A' ${of} and decision = 'confirmed'`, 'erasure_unfounded'],
        [`delete from erasure ${of}`, 'erasure_unfounded'],
      ] as const)
        expect([forgery, await forge(forgery)]).toEqual([forgery, problem]);
    } finally {
      await owner.destroy();
    }
  });
});

test('what an interrupted upload left in the vault is swept away after a day, and nothing else', async () => {
  const folder = path.join(t.dataDir, 'files', 'CHL');
  const [shelf = ''] = await readdir(folder);
  const strays = ['0a000000-0000-4000-8000-000000000001', '0a000000-0000-4000-8000-000000000002.ab12cd34.arriving'].map(
    (name) => path.join(folder, shelf, name),
  );
  const fresh = path.join(folder, shelf, '0a000000-0000-4000-8000-000000000003.ab12cd34.arriving');
  for (const file of [...strays, fresh]) await writeFile(file, 'x');
  const old = new Date(Date.now() - 2 * 86_400_000);
  for (const name of await readdir(folder, { recursive: true })) {
    const file = path.join(folder, name);
    if (file !== fresh) await utimes(file, old, old);
  }
  expect(await sweepVault(t.house, 'CHL')).toBe(2);
  expect(strays.map(existsSync)).toEqual([false, false]);
  expect(existsSync(fresh)).toBe(true);
  const officer = await t.as('officer', 'CHL');
  const [file] = (await officer.get(`/api/cases/${sent.incoming}`)).body.files;
  expect((await officer.get(`/api/cases/${sent.incoming}/files/${file.id}`)).status).toBe(200);
});
