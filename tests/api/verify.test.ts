import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Fault } from '@rogatoria/api/audit/faults.ts';
import { verify } from '@rogatoria/api/audit/verify.ts';
import { connect, type Database } from '@rogatoria/db';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accepted, acknowledged, delivered, draft, preserved, type Sent, sent } from '../factories.ts';
import { type TestDatabase, testDatabase } from '../harness/database.ts';
import { type TestHouse, testHouse } from '../harness/house.ts';

let t: TestHouse;
let owner: Database;
beforeAll(async () => {
  t = await testHouse();
  owner = connect(t.ownerUrl, 2);
});
afterAll(async () => {
  await owner.destroy();
  await t.close();
});

const participants = ['BRA', 'CHL', 'OAS', 'USA'];
async function faults(): Promise<Fault[]> {
  const found: Fault[] = [];
  await verify(owner, participants, (fault) => found.push(fault));
  return found;
}

/** What somebody with the owner's password could do behind the application's back. */
async function behindTheBack(participant: string, ...statements: [string, unknown[]][]): Promise<void> {
  const client = new pg.Client({ connectionString: t.ownerUrl });
  await client.connect();
  try {
    await client.query('begin');
    await client.query(`select set_config('app.participant', $1, true)`, [participant]);
    for (const [text, values] of statements) {
      const { rowCount } = await client.query(text, values);
      expect(rowCount, text).toBeGreaterThan(0);
    }
    await client.query('commit');
  } finally {
    await client.end();
  }
}

describe('a busy house', () => {
  let requests: Sent[];
  let unsent: string;
  beforeAll(async () => {
    const officer = await t.as('officer', 'CHL');
    const duty = await t.as('duty', 'CHL');
    const drafter = await t.as('drafter', 'BRA');
    const held = await preserved(t);
    const evidence = await delivered(t, { follows: [held.requestId] });
    await drafter.command(evidence.outgoing, 'confirm_receipt');
    const refused = await acknowledged(t, 'evidence');
    const { grounds } = (await officer.get(`/api/cases/${refused.incoming}`)).body;
    await officer.command(refused.incoming, 'refuse', {
      ground: grounds[0].code,
      reasons: 'Razones.',
      consultation_held: false,
      consultation: 'No.',
    });
    const withdrawn = await accepted(t);
    await drafter.command(withdrawn.outgoing, 'withdraw', { reason: 'Arquivado.', release_preservation: false });
    const clarified = await accepted(t);
    await officer.command(clarified.incoming, 'ask_clarification', { questions: '¿Cuál?' });
    await t.work();
    await drafter.command(clarified.outgoing, 'answer_clarification', { answers: 'Esta.' });
    const extended = await preserved(t);
    await drafter.command(extended.outgoing, 'request_extension', { until: '2026-12-01', reason: 'Prazo.' });
    await t.work();
    await duty.command(extended.incoming, 'grant_extension', { preserved_until: '2026-12-01' });
    const expired = await preserved(t);
    const waiting = await sent(t, 'preservation');
    unsent = await draft(t, 'evidence');
    await drafter.command(unsent, 'submit');
    await t.work();
    t.forward(70 * 86_400_000);
    await t.work();
    requests = [held, evidence, refused, withdrawn, clarified, extended, expired, waiting];
  }, 120_000);

  test('is right in every entry and every case', async () => {
    const result = await verify(owner, participants);
    expect(result).toMatchObject({ ok: true, faults: 0, first: null, participants: 4, cases: requests.length * 2 + 1 });
    expect(result.entries).toBeGreaterThan(90);
  });

  test('the application’s own role can verify, and sees the same', async () => {
    expect(await verify(t.house.db, participants)).toEqual(await verify(owner, participants));
  });

  /** Each on a file of its own; faults stay and add up. */
  const file = (n: number, side: 'outgoing' | 'incoming' = 'incoming') => (requests[n] as Sent)[side];
  const tampering: {
    what: string;
    participant: string;
    id: () => string;
    statements: (id: string) => [string, unknown[]][];
    expected: Partial<Fault>;
  }[] = [
    {
      what: 'a payload is changed',
      participant: 'CHL',
      id: () => file(1),
      statements: (id) => [
        [
          `update case_event set payload = payload || '{"use_limits":"none"}'
           where case_id = $1 and type = 'command.deliver'`,
          [id],
        ],
      ],
      expected: { sequence: 4, problem: 'entry_altered' },
    },
    {
      what: 'the last entry is deleted',
      participant: 'CHL',
      id: () => file(2),
      statements: (id) => [
        [
          'delete from case_event where case_id = $1 and sequence = (select max(sequence) from case_event where case_id = $1)',
          [id],
        ],
      ],
      expected: { sequence: 3, problem: 'entry_missing' },
    },
    {
      what: 'an entry in the middle is deleted',
      participant: 'BRA',
      id: () => file(3, 'outgoing'),
      statements: (id) => [['delete from case_event where case_id = $1 and sequence = 3', [id]]],
      expected: { sequence: 3, problem: 'entry_missing' },
    },
    {
      what: 'two entries change places',
      participant: 'CHL',
      id: () => file(4),
      statements: (id) => [
        ['update case_event set sequence = 102 where case_id = $1 and sequence = 2', [id]],
        ['update case_event set sequence = 2 where case_id = $1 and sequence = 3', [id]],
        ['update case_event set sequence = 3 where case_id = $1 and sequence = 102', [id]],
      ],
      expected: { sequence: 2, problem: 'chain_broken' },
    },
    {
      what: 'an entry is dated earlier',
      participant: 'BRA',
      id: () => file(6, 'outgoing'),
      statements: (id) => [
        [`update case_event set at = at - interval '1 day' where case_id = $1 and sequence = 5`, [id]],
      ],
      expected: { sequence: 5, problem: 'entry_altered' },
    },
    {
      what: 'the state of a case is changed',
      participant: 'BRA',
      id: () => file(0, 'outgoing'),
      statements: (id) => [[`update case_file set state = 'expired', outcome = 'expired' where id = $1`, [id]]],
      expected: { sequence: null, problem: 'case_altered', detail: 'state, outcome' },
    },
    {
      what: 'what a case remembers is changed',
      participant: 'CHL',
      id: () => file(5),
      statements: (id) => [
        [`update case_file set context = jsonb_set(context, '{extensions}', '9') where id = $1`, [id]],
      ],
      expected: { sequence: null, problem: 'case_altered', detail: 'context' },
    },
    {
      what: 'the form of a received request is changed',
      participant: 'CHL',
      id: () => file(7),
      statements: (id) => [[`update case_file set form = form || '{"own_reference":"another"}' where id = $1`, [id]]],
      expected: { sequence: null, problem: 'case_altered', detail: 'form' },
    },
    {
      what: 'a received request is changed',
      participant: 'CHL',
      id: () => file(6),
      statements: (id) => [
        [`update message set body = body || '{"title":"another"}' where case_id = $1 and type = 'request'`, [id]],
      ],
      expected: { sequence: 1, problem: 'request_altered' },
    },
    {
      what: 'a whole unsent file loses its log',
      participant: 'BRA',
      id: () => unsent,
      statements: (id) => [['delete from case_event where case_id = $1', [id]]],
      expected: { sequence: 1, problem: 'entry_missing' },
    },
  ];

  test.each(tampering)('$what: found and named', async ({ participant, id, statements, expected }) => {
    const before = await faults();
    await behindTheBack(participant, ...statements(id()));
    const found = await faults();
    expect(found).toHaveLength(before.length + 1);
    expect(found.find((fault) => fault.case_id === id())).toMatchObject({ participant, ...expected });
  });
});

describe('pnpm admin', () => {
  const script = fileURLToPath(import.meta.resolve('@rogatoria/api/admin.ts'));
  let fresh: TestDatabase;
  let secretFile: string;
  beforeAll(async () => {
    fresh = await testDatabase();
    secretFile = path.join(t.dataDir, 'admin-secret');
    await writeFile(secretFile, 'only for this test, and long enough for it');
  });
  afterAll(() => fresh.drop());

  const admin = (args: string[], env: Record<string, string> = {}) =>
    new Promise<{ code: number; out: string; err: string }>((resolve) => {
      execFile(process.execPath, [script, ...args], { env: { PATH: process.env.PATH, ...env } }, (error, out, err) =>
        resolve({ code: error ? Number(error.code) : 0, out, err }),
      );
    });

  test('says how it is used, and what is missing', async () => {
    const [bare, unknown, missing, database] = await Promise.all([
      admin([]),
      admin(['frobnicate']),
      admin(['participant', 'add', 'URY']),
      admin(['migrate']),
    ]);
    expect([bare.code, bare.out]).toEqual([2, expect.stringContaining('Usage: pnpm admin')]);
    expect([unknown.code, unknown.err]).toEqual([2, expect.stringContaining('There is no command frobnicate.')]);
    expect([missing.code, missing.err]).toEqual([2, expect.stringContaining('Missing: --email, --name.')]);
    expect([database.code, database.err]).toEqual([1, expect.stringContaining('Missing: DATABASE_URL')]);
  });

  test('migrates, adds a State once, and its log verifies', async () => {
    const env = { DATABASE_URL: fresh.ownerUrl, SECRET_FILE: secretFile };
    expect(await admin(['migrate'], env)).toMatchObject({ code: 0, err: '' });
    const add = ['participant', 'add', 'URY', '--email', 'admin.ury@demo.test', '--name', 'Inés Ejemplo'];
    const added = await admin(add, env);
    expect(added).toMatchObject({ code: 0, err: '' });
    expect(added.out).toMatch(/First password, shown only now: \S{20}\n$/);
    const again = await admin(add, env);
    expect(again).toMatchObject({ code: 1, out: '' });
    expect(again.err).toContain('URY is already a participant. Nothing was changed.');
    const verified = await admin(['verify'], env);
    expect(verified.code).toBe(0);
    expect(JSON.parse(verified.out)).toMatchObject({ verify: 'log', ok: true, participants: 1, cases: 0 });
  }, 120_000);

  test('names what it found wrong and ends with 1', async () => {
    const verified = await admin(['verify', 'BRA'], { DATABASE_URL: t.ownerUrl });
    expect(verified.code).toBe(1);
    expect(JSON.parse(verified.out)).toMatchObject({ ok: false, first: { participant: 'BRA' } });
    expect(verified.err).toContain('entry_missing at entry 3');
  }, 120_000);
});
