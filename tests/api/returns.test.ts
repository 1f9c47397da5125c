// The annual return, from the Secretariat's round to a restatement: over HTTP, as the unprivileged role, over the exchange.
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { verify } from '@rogatoria/api/audit/verify.ts';
import { fingerprint } from '@rogatoria/api/engine/once.ts';
import { isReturnSigned, signReturn } from '@rogatoria/api/engine/returns.ts';
import { wrap } from '@rogatoria/api/exchange/envelope.ts';
import { receive } from '@rogatoria/api/exchange/receive.ts';
import { BadWorkbook, readWorkbook, workbookLimits, writeWorkbook } from '@rogatoria/api/returns/workbook.ts';
import { as, connect, sql } from '@rogatoria/db';
import type { Content, FlowRow } from '@rogatoria/workflows/annual-return/content.ts';
import { enter as enterFigures } from '@rogatoria/workflows/annual-return/entries.ts';
import { findingsOf } from '@rogatoria/workflows/annual-return/identities.ts';
import { readSheets, type Sheet, type SheetCell } from '@rogatoria/workflows/annual-return/spreadsheet.ts';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acknowledged, delivered, preserved } from '../factories.ts';
import { type Caller, type TestHouse, testHouse } from '../harness/house.ts';

let t: TestHouse;
let brazil: Caller;
let chile: Caller;
let desk: Caller;

const of = (state: string) => `/api/returns/2026/${state}`;
const view = async (who: Caller, state: string) => (await who.get(of(state))).body;
/** A command with the version the return has now. */
const give = async (who: Caller, state: string, name: string, payload: object = {}) =>
  who.post(`${of(state)}/commands/${name}`, payload, { 'if-match': `"${(await view(who, state)).version}"` });
const enter = async (who: Caller, state: string, entries: object[], notes?: object) =>
  who.put(
    `${of(state)}/figures`,
    { entries, ...(notes ? { notes } : {}) },
    {
      'if-match': `"${(await view(who, state)).version}"`,
    },
  );
const noticesOf = async (who: Caller): Promise<{ key: string }[]> =>
  (await who.get('/api/notifications')).body.items.map(({ text }: { text: { key: string } }) => text);
const notes = {
  entity: 'Departamento de Recuperação de Ativos (exemplo)',
  official: 'Elisa Conta, coordenadora',
  source: 'Registro nacional de inquéritos (exemplo)',
};
const opened = 'flow.outgoing.evidence.OAS-A55.CHL.opened';
const pending = 'flow.outgoing.evidence.OAS-A55.CHL.pending_end';

beforeAll(async () => {
  t = await testHouse();
  [brazil, chile, desk] = await Promise.all([
    t.as('statistics', 'BRA'),
    t.as('statistics', 'CHL'),
    t.as('desk', 'OAS'),
  ]);
  await delivered(t);
  await preserved(t);
  await acknowledged(t, 'evidence', { seed: 3 });
  // the preservation runs out in the year, and both sides hear of it in the year
  t.forward('2026-06-01T15:00:00.000Z');
  await t.work();
  t.forward('2027-01-10T15:00:00.000Z');
  await t.work();
});
afterAll(() => t.close());

describe('the round', () => {
  test('is the Secretariat’s to open, of a year that has ended, once', async () => {
    expect((await brazil.post('/api/returns/rounds', { year: 2026, due: '2027-03-31' })).body.code).toBe('role');
    const running = await desk.post('/api/returns/rounds', { year: 2027, due: '2028-03-31' });
    expect(running.body.errors).toMatchObject([{ field: 'year', rule: 'return_year_runs' }]);
    const past = await desk.post('/api/returns/rounds', { year: 2026, due: '2027-01-09' });
    expect(past.body.errors).toMatchObject([{ field: 'due', rule: 'return_due' }]);
    expect((await desk.get('/api/returns')).body).toEqual({ items: [], may_open: { year: 2026, due: '2027-03-31' } });
    const key = { 'idempotency-key': 'round-2026' };
    for (const _ of [1, 2]) {
      const answer = await desk.post('/api/returns/rounds', { year: 2026, due: '2027-03-31' }, key);
      expect([answer.status, answer.body]).toEqual([201, { year: 2026, due: '2027-03-31', states: 35 }]);
    }
    expect((await desk.post('/api/returns/rounds', { year: 2026, due: '2027-03-31' })).body.code).toBe('round_open');
    await t.work();
    const { items, may_open } = (await desk.get('/api/returns')).body;
    expect(may_open).toBeNull();
    expect(items).toHaveLength(35);
    expect(items.filter(({ connected }: { connected: boolean }) => connected)).toHaveLength(4);
    expect(new Set(items.map(({ stage }: { stage: string }) => stage))).toEqual(new Set(['awaited']));
  });

  test('opens a return at each State that is connected, and tells its statistics officer', async () => {
    expect((await brazil.get('/api/returns')).body.items).toMatchObject([
      { state: 'BRA', year: 2026, due: '2027-03-31', stage: 'open', revision: 0, overdue: false, sent_at: null },
    ]);
    expect(await noticesOf(brazil)).toContainEqual(
      expect.objectContaining({ key: 'notice.return_opened', params: expect.objectContaining({ year: 2026 }) }),
    );
    expect((await view(brazil, 'BRA')).commands).toEqual(['prefill', 'enter', 'import']);
    expect((await view(await t.as('drafter', 'BRA'), 'BRA')).commands).toEqual([]);
  });
});

describe('the figures', () => {
  test('come from the State’s own cases, and what one sent is what the other received', async () => {
    for (const [who, state] of [
      [brazil, 'BRA'],
      [chile, 'CHL'],
    ] as const)
      expect((await give(who, state, 'prefill')).body).toMatchObject({ state: 'in_work' });
    const ours: Content = (await view(brazil, 'BRA')).content;
    const theirs: Content = (await view(chile, 'CHL')).content;
    expect(ours.flows).toMatchObject([
      {
        direction: 'outgoing',
        kind: 'evidence',
        counterpart: 'CHL',
        basis: 'OAS-A55',
        opened: 2,
        closed: 1,
        pending_end: 1,
        in_transit_end: 0,
        outcomes: { executed_full: 1, refused: 0 },
      },
      {
        direction: 'outgoing',
        kind: 'preservation',
        counterpart: 'CHL',
        basis: 'ETS185',
        opened: 1,
        outcomes: { expired: 1 },
      },
    ]);
    const counted = ({ flows }: Content) =>
      flows.map(({ direction: _, counterpart: __, ...row }): Omit<FlowRow, 'direction' | 'counterpart'> => row);
    expect(counted(theirs)).toEqual(counted(ours));
    for (const content of [ours, theirs])
      expect(findingsOf(content).filter(({ rule }) => rule !== 'return_note')).toEqual([]);
    const acknowledging = ours.times.find((row) => row.indicator === 'M10' && row.direction === 'outgoing');
    expect(acknowledging).toMatchObject({ n: 2, median: 'suppressed', open: 0 });
    expect(ours.domestic.C1).toBe('not_available');
    // the same numbers as the figures' page
    const figures = (await brazil.get('/api/statistics/2026')).body.flows;
    expect(
      figures.find(
        (one: { direction: string; kind: string }) => one.direction === 'outgoing' && one.kind === 'evidence',
      ),
    ).toMatchObject({ opened: 2, closed: 1, pending_end: 1 });
  });

  test('change with a reason, by who saw them, once', async () => {
    const refused = await enter(brazil, 'BRA', [{ cell: opened, value: 3 }]);
    expect(refused.status).toBe(422);
    expect(refused.body.errors).toMatchObject([
      { field: opened, rule: 'return_adjustment_reason', source: { instrument: 'POLICY' } },
    ]);
    expect(refused.body.errors[0].message).toContain('casos');
    const body = { entries: [{ cell: 'domestic.C1', value: 120 }] };
    expect((await brazil.put(`${of('BRA')}/figures`, body)).status).toBe(428);
    expect((await brazil.put(`${of('BRA')}/figures`, body, { 'if-match': '"1"' })).body.code).toBe('stale');
    for (const role of ['drafter', 'approver', 'admin'] as const)
      expect((await enter(await t.as(role, 'BRA'), 'BRA', [])).body.code).toBe('role');
    const reason = 'Um pedido foi enviado em papel';
    const entries = [
      { cell: opened, value: 3, reason },
      { cell: 'domestic.C1', value: 120 },
    ];
    const { version } = await view(brazil, 'BRA');
    for (const _ of [1, 2]) {
      const answer = await brazil.put(
        `${of('BRA')}/figures`,
        { entries },
        { 'if-match': `"${version}"`, 'idempotency-key': 'k1' },
      );
      expect(answer.body).toEqual({ state: 'in_work', version: version + 1 });
    }
    const { content, derived, findings } = await view(brazil, 'BRA');
    expect(content.adjustments).toEqual([{ cell: opened, derived: 2, reported: 3, reason }]);
    expect(derived.flows[0].opened).toBe(2);
    expect(findings.map(({ rule }: { rule: string }) => rule)).toContain('return_flow_balance');
    for (const entry of [
      { cell: 'domestic.C1', value: -1 },
      { cell: 'domestic.C1', value: 1.5 },
      { cell: 'x', value: 1 },
    ])
      expect((await enter(brazil, 'BRA', [entry])).status).toBe(422);
  });

  test('that do not come out are not approved: the refusal names cells, rule and source', async () => {
    const refused = await give(brazil, 'BRA', 'approve');
    expect(refused.status).toBe(422);
    const balance = refused.body.errors.find(({ rule }: { rule: string }) => rule === 'return_flow_balance');
    expect(balance).toMatchObject({ source: { instrument: 'POLICY', verified: true } });
    expect(balance.field).toContain(opened);
    expect(refused.body.errors).toContainEqual(expect.objectContaining({ field: 'notes.entity', rule: 'return_note' }));
    expect((await view(brazil, 'BRA')).stage).toBe('in_work');
  });
});

describe('what is sent', () => {
  test('is locked, signed by the State, and read by the Secretariat only then', async () => {
    const reason = 'Um pedido foi enviado em papel';
    await enter(brazil, 'BRA', [{ cell: pending, value: 2, reason }], notes);
    expect((await view(desk, 'BRA')).content).toBeNull();
    expect((await give(brazil, 'BRA', 'approve')).body).toMatchObject({ state: 'sent' });
    await t.work();
    const ours = await view(brazil, 'BRA');
    const theirs = await view(desk, 'BRA');
    expect([ours.stage, ours.delivery, theirs.stage]).toEqual(['sent', 'delivered', 'received']);
    expect(theirs.content).toEqual(ours.content);
    const [{ revision, sha256, signature }] = theirs.revisions;
    expect(fingerprint(theirs.content)).toBe(sha256);
    const seal = { state: 'BRA', year: 2026, revision, sha256 };
    expect(await isReturnSigned(t.house.keys, seal, signature)).toBe(true);
    expect(await isReturnSigned(t.house.keys, { ...seal, revision: 2 }, signature)).toBe(false);
    expect(await noticesOf(desk)).toContainEqual(
      expect.objectContaining({ key: 'notice.return_received', params: expect.objectContaining({ state: 'BRA' }) }),
    );
    // no case of the State came with it
    const cases = await as(t.house.db, 'OAS', (trx) => trx.selectFrom('case_file').selectAll().execute());
    expect(cases).toEqual([]);
  });

  test('does not change, by no command and by no statement of the application', async () => {
    for (const name of ['prefill', 'approve', 'restate', 'abandon'])
      expect([name, (await give(brazil, 'BRA', name, name === 'restate' ? { reason: 'x' } : {})).body.code]).toEqual([
        name,
        'state',
      ]);
    expect((await enter(brazil, 'BRA', [{ cell: 'domestic.C1', value: 1 }])).body.code).toBe('state');
    for (const [state, table] of [
      ['BRA', 'annual_return_revision'],
      ['OAS', 'annual_return_revision'],
      ['BRA', 'annual_return_event'],
    ] as const)
      for (const statement of [sql`update ${sql.table(table)} set at = now()`, sql`delete from ${sql.table(table)}`])
        await expect(as(t.house.db, state, (trx) => statement.execute(trx))).rejects.toMatchObject({ code: '42501' });
    const one = await as(t.house.db, 'BRA', (trx) =>
      trx.selectFrom('annual_return_revision').selectAll().executeTakeFirstOrThrow(),
    );
    const again = { ...one, content: JSON.stringify({ ...one.content, zone: 'UTC' }) };
    await expect(
      as(t.house.db, 'BRA', (trx) => trx.insertInto('annual_return_revision').values(again).execute()),
    ).rejects.toMatchObject({ code: '23505' });
  });

  test('is no other State’s, and the Secretariat’s only as far as it was sent', async () => {
    expect((await brazil.get(of('CHL'))).status).toBe(404);
    expect((await chile.get(of('BRA'))).status).toBe(404);
    expect((await view(desk, 'CHL')).content).toBeNull();
    expect(JSON.stringify(await view(desk, 'CHL'))).not.toContain('executed_full');
  });

  test('is asked about, answered, accepted', async () => {
    expect((await give(desk, 'BRA', 'query', { text: ' ' })).status).toBe(422);
    expect((await give(desk, 'BRA', 'query', { text: 'Why 3 sent?' })).body).toMatchObject({ state: 'queried' });
    await t.work();
    expect((await noticesOf(brazil)).map(({ key }) => key)).toContain('notice.return_queried');
    expect((await view(brazil, 'BRA')).events.at(-1)).toMatchObject({
      type: 'message.return_query',
      text: 'Why 3 sent?',
    });
    expect((await give(brazil, 'BRA', 'answer', { text: 'Um em papel.' })).body).toMatchObject({ state: 'sent' });
    await t.work();
    expect((await view(desk, 'BRA')).events.at(-1)).toMatchObject({ text: 'Um em papel.', by: null });
    expect((await give(desk, 'BRA', 'accept')).body).toMatchObject({ state: 'accepted' });
    await t.work();
    expect((await view(brazil, 'BRA')).stage).toBe('accepted');
  });

  test('is restated with a reason and its history; a restatement can be given up', async () => {
    const bare = await give(brazil, 'BRA', 'restate');
    expect(bare.body.errors).toMatchObject([{ field: 'reason' }]);
    expect((await give(brazil, 'BRA', 'restate', { reason: 'Erro de soma' })).body).toMatchObject({ state: 'in_work' });
    await enter(brazil, 'BRA', [{ cell: 'domestic.C1', value: 999 }]);
    expect((await give(brazil, 'BRA', 'abandon')).body).toMatchObject({ state: 'accepted' });
    expect((await view(brazil, 'BRA')).content.domestic.C1).toBe(120);

    expect((await give(desk, 'BRA', 'publish')).status).toBe(404);
    expect((await view(desk, 'BRA')).commands).toEqual([]);
    expect((await desk.post('/api/publications/2026')).body).toMatchObject({ year: 2026, edition: 1, states: 1 });
    await t.work();
    await give(brazil, 'BRA', 'restate', { reason: 'O registro nacional foi corrigido' });
    await enter(brazil, 'BRA', [{ cell: 'domestic.C1', value: 125 }]);
    expect((await give(brazil, 'BRA', 'approve')).body).toMatchObject({ state: 'sent' });
    await t.work();
    const theirs = await view(desk, 'BRA');
    expect(theirs).toMatchObject({ stage: 'received', revision: 2, content: { domestic: { C1: 125 } } });
    expect(theirs.revisions).toMatchObject([
      { revision: 1, reason: null, changes: [] },
      {
        revision: 2,
        reason: 'O registro nacional foi corrigido',
        changes: [{ cell: 'domestic.C1', before: 120, after: 125 }],
      },
    ]);
    expect((await noticesOf(desk)).map(({ key }) => key)).toContain('notice.return_restated');
    expect((await verify(t.house.db, ['BRA', 'CHL', 'OAS'])).first).toBeNull();
  });
});

describe('a message that is not right', () => {
  const noFiles = async () => Readable.from([]);
  /** What Chile's keys can sign and the Secretariat must refuse. */
  const send = async (change: (body: Record<string, unknown>, content: Content) => unknown, sign = true) => {
    const { content } = (await view(chile, 'CHL')) as { content: Content };
    const said = { ...content, notes: { ...content.notes, ...notes } };
    const body: Record<string, unknown> = { year: 2026, revision: 1, reason: null, content: said, signature: 'x' };
    change(body, said);
    if (sign)
      body.signature = await signReturn(t.house.keys, {
        state: 'CHL',
        year: 2026,
        revision: body.revision as number,
        sha256: fingerprint(body.content as object),
      });
    const { return_id, sequence } = await as(t.house.db, 'OAS', async (trx) => {
      const { return_id } = await trx
        .selectFrom('annual_return')
        .select('return_id')
        .where('state', '=', 'CHL')
        .executeTakeFirstOrThrow();
      const { n } = await trx
        .selectFrom('message')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .where('request_id', '=', return_id)
        .where('direction', '=', 'in')
        .executeTakeFirstOrThrow();
      return { return_id, sequence: n + 1 };
    });
    const at = t.house.clock.now();
    const { sealed } = await wrap(t.house.keys, {
      id: randomUUID(),
      from: 'CHL',
      to: 'OAS',
      request_id: return_id,
      sequence,
      type: 'annual_return',
      version: 1,
      at,
      body,
    });
    const receipt = await receive(t.house, 'OAS', sealed, noFiles, { now: at });
    return JSON.parse(Buffer.from((receipt as string).split('.')[1] as string, 'base64url').toString());
  };

  test.each([
    [
      'a sum that does not come out',
      (body: Record<string, unknown>, content: Content) => {
        body.content = { ...content, flows: content.flows.map((row) => ({ ...row, opened: 99 })) };
      },
      'return_flow_balance',
    ],
    [
      'another State',
      (body: Record<string, unknown>, content: Content) => {
        body.content = { ...content, state: 'BRA' };
      },
      'State',
    ],
    [
      'another year',
      (body: Record<string, unknown>) => {
        body.year = 2025;
      },
      'year',
    ],
    [
      'a revision too many',
      (body: Record<string, unknown>) => {
        body.revision = 2;
        body.reason = 'x';
      },
      'revision',
    ],
    [
      'a case among the figures',
      (body: Record<string, unknown>, content: Content) => {
        body.content = { ...content, cases: ['BRA-CHL-2026-00001-A'] };
      },
      'content',
    ],
  ])('%s', async (_, change, detail) => {
    const receipt = await send(change as Parameters<typeof send>[0]);
    expect(receipt).toMatchObject({ positive: false });
    expect(receipt.reason).toContain(detail);
    expect((await view(desk, 'CHL')).stage).toBe('awaited');
  });

  test('a signature that is not the State’s', async () => {
    expect(await send(() => {}, false)).toMatchObject({
      positive: false,
      reason: expect.stringContaining('signature'),
    });
    expect((await view(desk, 'CHL')).revisions).toEqual([]);
  });
});

describe('a spreadsheet', () => {
  const sheet =
    (content: Buffer) =>
    async (who: Caller, state: string, query = '', version?: number) =>
      t.app.inject({
        method: 'POST',
        url: `${of(state)}/spreadsheet${query}`,
        headers: {
          authorization: `Bearer ${who.token}`,
          'content-type': 'application/octet-stream',
          'if-match': `"${version ?? (await view(who, state)).version}"`,
        },
        payload: content,
      });
  const template = async (who: Caller, state: string, language: string) =>
    readWorkbook((await who.get(`${of(state)}/spreadsheet?language=${language}`)).body);
  /** What is refused, as cell, rule and whether something is suggested. */
  const refusals = (answer: { json(): { errors?: { field: string; rule: string; example?: string }[] } }) =>
    (answer.json().errors ?? []).map(({ field, rule, example }) => [field, rule, Boolean(example)]);
  const said = (sheets: Sheet[], line: number, column: number, cell: SheetCell | null) => {
    const [, requests] = sheets as [Sheet, Sheet];
    while (requests.rows.length <= line) requests.rows.push([]);
    const row = requests.rows[line] as SheetCell[];
    while (row.length <= column) row.push({ value: null });
    row[column] = cell ?? { value: null };
  };
  /** One evidence request received from Chile and executed, in French. */
  const filled = async (): Promise<Sheet[]> => {
    const sheets = await template(desk, 'PAN', 'fr');
    const [cover] = sheets as [Sheet];
    for (const [name, value] of Object.entries(notes))
      (cover.rows.find((cells) => cells[0]?.value === name) as SheetCell[])[2] = { value };
    const values = ['reçue', 'Demande de preuves', 'Chili', 'ETS185', 0, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0];
    values.forEach((value, column) => {
      said(sheets, 2, column, { value });
    });
    return sheets;
  };

  test('of what stands says the same when it is read again, in every language', async () => {
    const { content } = await view(desk, 'BRA');
    for (const language of ['en', 'es', 'pt', 'fr']) {
      const read = readSheets(await template(desk, 'BRA', language), { state: 'BRA', year: 2026 });
      expect(read.errors).toEqual([]);
      const again = enterFigures(
        { ...content, flows: [], grounds: [], adjustments: [] },
        null,
        read.entries ?? [],
      ).content;
      expect(again?.flows).toEqual(content.flows);
      expect(again?.domestic).toEqual(content.domestic);
    }
  });

  test('of a State that is not connected is recorded by the Secretariat, restated only with a reason', async () => {
    const good = writeWorkbook(await filled());
    const recorded = await sheet(good)(desk, 'PAN');
    expect([recorded.statusCode, recorded.json().state ?? recorded.json()]).toEqual([200, 'received']);
    const { content, revisions } = await view(desk, 'PAN');
    expect(content.flows).toMatchObject([
      { direction: 'incoming', kind: 'evidence', counterpart: 'CHL', opened: 1, outcomes: { executed_full: 1 } },
    ]);
    expect(content.domestic.C1).toBe('not_available');
    expect(revisions).toMatchObject([{ revision: 1, signature: null }]);
    await give(desk, 'PAN', 'accept');
    const bare = await sheet(good)(desk, 'PAN');
    expect(refusals(bare)).toEqual([['reason', 'return_reason', false]]);
    expect((await sheet(good)(desk, 'PAN', '?reason=Error%20de%20suma')).statusCode).toBe(200);
    expect((await sheet(good)(desk, 'CHL')).json().code).toBe('connected');
    expect((await sheet(good)(await t.as('editor', 'OAS'), 'PER')).json().code).toBe('role');
  });

  test.each([
    ['a formula', { value: 3, formula: true }, 'F3', 'sheet_formula'],
    ['text in a number', { value: '1 234' }, 'F3', 'sheet_text_number'],
    ['a dash', { value: '–' }, 'F3', 'sheet_dash'],
    ['n/d', { value: 'N/D' }, 'F3', 'sheet_dash'],
    ['nothing', null, 'F3', 'sheet_empty'],
    ['a fraction', { value: 1.5 }, 'F3', 'sheet_whole'],
    ['a negative number', { value: -1 }, 'F3', 'sheet_whole'],
    ['a word', { value: 'viele' }, 'F3', 'sheet_value'],
    ['an error of the program', { value: '#REF!', error: true }, 'F3', 'sheet_error'],
  ] as [string, SheetCell | null, string, string][])(
    '%s is refused with cell, rule and suggestion',
    async (_, cell, at, rule) => {
      const sheets = await filled();
      said(sheets, 2, 5, cell);
      expect(read(sheets)).toEqual([[`Demandes!${at}`, rule, true]]);
    },
  );

  const read = (sheets: Sheet[], year = 2026, state = 'PAN') =>
    readSheets(sheets, { state, year }).errors.map(({ field, rule, example }) => [field, rule, example !== undefined]);

  test('merged cells, another year, another State, another version, a changed head, one row twice', async () => {
    const merged = await filled();
    merged[1]?.merged.push('E3:F3');
    expect(read(merged)).toEqual([['Demandes!E3:F3', 'sheet_merged', true]]);
    expect(read(await filled(), 2025)).toEqual([['Relevé!C4', 'sheet_year', true]]);
    expect(read(await filled(), 2026, 'PER')).toEqual([['Relevé!C3', 'sheet_state', true]]);
    const version = await filled();
    (version[0]?.rows[0] as SheetCell[])[2] = { value: 2 };
    expect(read(version)).toEqual([['Relevé!C1', 'sheet_version', true]]);
    const heads = await filled();
    (heads[1]?.rows[0] as SheetCell[])[5] = { value: 'received' };
    expect(read(heads)).toEqual([['Demandes!F1', 'sheet_header', true]]);
    const twice = await filled();
    const [, requests] = twice as [Sheet, Sheet];
    requests.rows.push([...(requests.rows[2] as SheetCell[])]);
    expect(read(twice)[0]).toEqual(['Demandes!E4', 'sheet_twice', true]);
    expect(read((await filled()).slice(1))).toEqual([['Demandes!A1', 'sheet_not_ours', true]]);
  });

  test('a sum that does not come out is refused by the cells of the file, in the reader’s language', async () => {
    const sheets = await filled();
    said(sheets, 2, 5, { value: 2 });
    const answer = await sheet(writeWorkbook(sheets))(desk, 'PER');
    // a file for another State says so first
    expect(refusals(answer)).toEqual([['Relevé!C3', 'sheet_state', true]]);
    (sheets[0]?.rows[2] as SheetCell[])[2] = { value: 'PER' };
    const wrong = await sheet(writeWorkbook(sheets))(desk, 'PER');
    expect(wrong.json().errors).toMatchObject([{ rule: 'return_flow_balance', source: { instrument: 'POLICY' } }]);
    expect(wrong.json().errors[0].field).toBe('Demandes!E3 Demandes!F3 Demandes!G3 Demandes!H3 Demandes!I3');
    expect((await view(desk, 'PER')).stage).toBe('awaited');
  });

  test('what is in the file as XML is read as it stands: formulas, merged cells, shared texts', () => {
    const book = (rows: string, extra = '', shared = '') =>
      zipSync({
        'xl/workbook.xml': strToU8('<workbook xmlns:r="x"><sheets><sheet name="A" r:id="r1"/></sheets></workbook>'),
        'xl/_rels/workbook.xml.rels': strToU8(
          '<Relationships><Relationship Id="r1" Target="/xl/worksheets/s.xml"/></Relationships>',
        ),
        'xl/worksheets/s.xml': strToU8(
          `<x:worksheet xmlns:x="y"><x:sheetData>${rows}</x:sheetData>${extra}</x:worksheet>`,
        ),
        ...(shared ? { 'xl/sharedStrings.xml': strToU8(shared) } : {}),
      });
    const [one] = readWorkbook(
      book(
        '<x:row r="2"><x:c r="B2" t="s"><x:v>0</x:v></x:c><x:c r="C2"><x:f>1+1</x:f><x:v>2</x:v></x:c><x:c r="D2" t="e"><x:v>#REF!</x:v></x:c></x:row>',
        '<x:mergeCells><x:mergeCell ref="A1:B1"/></x:mergeCells>',
        '<sst><si><r><t>ab</t></r><r><t>c &amp; d</t></r></si></sst>',
      ),
    );
    expect(one?.rows[1]).toEqual([
      { value: null },
      { value: 'abc & d' },
      { value: 2, formula: true },
      { value: '#REF!', error: true },
    ]);
    expect(one?.merged).toEqual(['A1:B1']);
    for (const rows of ['<x:row>&lol;</x:row>', '<x:row', '<x:c r="ZZZZ1"/>'])
      expect(() => readWorkbook(book(rows))).toThrow(BadWorkbook);
    expect(() => readWorkbook(book('<x:c r="A9999"><x:v>1</x:v></x:c>'))).toThrow('too_large');
  });

  test('no bomb is unpacked: what is large, says it is large, or lies about it', async () => {
    expect(() => readWorkbook(Buffer.alloc(workbookLimits.file + 1))).toThrow('too_large');
    for (const junk of [Buffer.alloc(0), Buffer.from('PK'), Buffer.from('%PDF-1.7'), Buffer.alloc(100_000, 0x50)])
      expect(() => readWorkbook(junk)).toThrow(BadWorkbook);
    const bomb = zipSync({ 'xl/worksheets/sheet1.xml': new Uint8Array(workbookLimits.unpacked + 1) });
    expect(bomb.length).toBeLessThan(100_000);
    expect(() => readWorkbook(bomb)).toThrow('too_large');
    // the same with a size of one byte claimed in its directory: nothing beyond that byte is kept
    const liar = Buffer.from(bomb);
    const directory = liar.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
    liar.writeUInt32LE(1, directory + 24);
    expect(() => readWorkbook(liar)).toThrow(BadWorkbook);
    const answer = await sheet(Buffer.from(bomb))(desk, 'PER');
    expect([answer.statusCode, ...refusals(answer)]).toEqual([422, ['file', 'sheet_too_large', true]]);
    expect((await sheet(Buffer.alloc(workbookLimits.file + 1))(desk, 'PER')).statusCode).toBe(413);
  });
});

test('the engine reminds until it is sent, each rung once, and names what is late', async () => {
  const reminders = async (who: Caller) =>
    (await noticesOf(who))
      .map(({ key }) => key)
      .filter((key) => key === 'notice.return_due' || key === 'notice.return_overdue');
  expect(await reminders(chile)).toEqual([]);
  t.forward('2027-03-16T15:00:00.000Z');
  await t.work();
  await t.work();
  // the rung of 1 March has passed with the one of 15 March: told once
  expect(await reminders(chile)).toEqual(['notice.return_due']);
  expect(await reminders(brazil)).toEqual([]);
  t.forward('2027-04-08T15:00:00.000Z');
  await t.work();
  expect(await reminders(chile)).toEqual(['notice.return_overdue', 'notice.return_due']);
  const { items } = (await desk.get('/api/returns')).body;
  const overdue = items.filter((one: { overdue: boolean }) => one.overdue).map((one: { state: string }) => one.state);
  expect(overdue).toContain('CHL');
  expect(overdue).not.toContain('BRA');
  // Panama's spreadsheet came, Brazil's return too
  expect(overdue).toHaveLength(33);
});

test('verification finds a revision that somebody changed behind the application', async () => {
  const owner = connect(t.ownerUrl, 1);
  try {
    await owner.transaction().execute(async (trx) => {
      await sql`select set_config('app.participant', 'OAS', true)`.execute(trx);
      await sql`update annual_return_revision set content = jsonb_set(content, '{domestic,C1}', '126') where revision = 2`.execute(
        trx,
      );
    });
    expect((await verify(t.house.db, ['BRA'])).first).toBeNull();
    expect((await verify(t.house.db, ['OAS'])).first).toMatchObject({
      problem: 'return_altered',
      detail: 'BRA 2026: revision 2',
    });
  } finally {
    await owner.destroy();
  }
});
