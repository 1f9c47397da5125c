// Recommendations: who writes, who releases, who reads; versions that stay; the Secretariat's meetings and its report.
import { verify } from '@rogatoria/api/audit/verify.ts';
import { as, sql } from '@rogatoria/db';
import { tenthMeeting } from '@rogatoria/workflows/recommendations/tenth-meeting.ts';
import { languages } from '@rogatoria/workflows/types.ts';
import pg from 'pg';
import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, type TestHouse, testHouse } from '../harness/house.ts';

let t: TestHouse;
beforeAll(async () => {
  t = await testHouse();
});
afterAll(() => t.close());

const progress = (given: object = {}) => ({
  ...{ status: 'under_way', text: 'Ley en trámite.', evidence: [], as_of: '2026-03-01', released: false },
  ...given,
});
const report = (who: Caller, number: number, seen: number, given: object = {}, meeting = 10) =>
  who.post(`/api/meetings/${meeting}/recommendations/${number}/progress`, progress(given), {
    'if-match': `"${seen}"`,
  });
const one = async (who: Caller, number: number) => (await who.get(`/api/meetings/10/recommendations/${number}`)).body;
const textOf = async (pdf: Buffer) =>
  (await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: true })).text.replaceAll(/\s+/g, ' ');

test('every officer reads the tenth meeting with its 23 recommendations', async () => {
  const who = await t.as('drafter', 'HTI');
  const { items } = (await who.get('/api/meetings')).body;
  expect(items).toEqual([
    { meeting: 10, from: '2022-04-28', until: '2022-04-29', place: 'online', recommendations: 23, held: true },
  ]);
  const { body, status } = await who.get('/api/meetings/10');
  expect([status, body.version, body.may_record, body.may_report]).toEqual([200, 0, false, false]);
  expect(body.body).toEqual(JSON.parse(JSON.stringify(tenthMeeting)));
  const { recommendation } = await one(who, 20);
  expect(recommendation.texts.en.text).toContain('have statistics organized annually');
  for (const path of ['/api/meetings/9', '/api/meetings/10/recommendations/24', '/api/meetings/11/report.pdf'])
    expect((await (await t.as('desk', 'OAS')).get(path)).status, path).toBe(404);
});

test('the statistics officer drafts, only the approver releases, and others write nothing', async () => {
  const statistics = await t.as('statistics', 'CHL');
  const approver = await t.as('approver', 'CHL');
  for (const role of ['drafter', 'officer', 'duty', 'directory', 'admin', 'auditor'] as const)
    expect((await report(await t.as(role, 'CHL'), 3, 0)).status, role).toBe(403);
  expect((await report(statistics, 3, 0, { released: true })).status).toBe(403);
  expect((await report(statistics, 3, 0)).body).toEqual({ version: 1 });
  expect((await report(approver, 3, 0)).status).toBe(412);
  expect((await report(approver, 3, 1, { status: 'done', text: 'Ley 21.459', released: true })).body).toEqual({
    version: 2,
  });
  const { own, may_release } = await one(approver, 3);
  expect(may_release).toBe(true);
  expect(
    own.map(({ version, status, released, by }: Record<string, unknown>) => [version, status, released, by]),
  ).toEqual([
    [2, 'done', true, 'Benito Modelo'],
    [1, 'under_way', false, 'Elena Cuenta'],
  ]);
  expect((await one(statistics, 3)).may_release).toBe(false);
});

test('a draft is its author’s alone, what was released every participant reads – without the officer’s name', async () => {
  const approver = await t.as('approver', 'BRA');
  expect((await report(approver, 4, 0, { text: 'Rascunho secreto' })).status).toBe(201);
  const theirs = await t.as('drafter', 'USA');
  expect((await one(theirs, 4)).others).toEqual([]);
  await report(approver, 4, 1, { status: 'done', text: 'Lei 13.964', released: true });
  await report(approver, 4, 2, { text: 'Outro rascunho secreto' });
  const { others } = await one(theirs, 4);
  expect(others).toHaveLength(1);
  expect(others[0]).toMatchObject({ state: 'BRA', version: 2, status: 'done', text: 'Lei 13.964', by: null });
  expect(JSON.stringify(await one(await t.as('desk', 'OAS'), 4))).not.toContain('secreto');
  const view = (await theirs.get('/api/meetings/10')).body;
  expect(view.reported).toContainEqual({ state: 'BRA', number: 4, status: 'done', as_of: '2026-03-01' });
  expect(view.own).toEqual([]);
  expect((await approver.get('/api/meetings/10')).body.own).toContainEqual({
    ...{ number: 4, status: 'under_way', as_of: '2026-03-01', version: 3, released: false },
  });
  // the wall itself, without any query of ours
  const rows = (participant: string) =>
    as(t.house.db, participant, (trx) =>
      trx.selectFrom('progress_report').select(['state', 'text']).where('recommendation', '=', 4).execute(),
    );
  expect((await rows('BRA')).length).toBe(3);
  expect(await rows('USA')).toEqual([{ state: 'BRA', text: 'Lei 13.964' }]);
  expect(await rows('public')).toEqual([]);
  expect(await rows('')).toEqual([]);
});

test('what cannot be meant is refused in the reader’s language, by its field', async () => {
  const approver = await t.as('approver', 'BRA');
  for (const [given, field] of [
    [{ text: ' ' }, 'text'],
    [{ status: 'not_applicable', text: '' }, 'text'],
    [{ as_of: '2026-03-03' }, 'as_of'],
    [{ as_of: '2026-02-30' }, 'as_of'],
    [{ status: 'perfect' }, 'status'],
    [{ evidence: [{ text: 'x', url: 'javascript:alert(1)' }] }, 'evidence.0.url'],
    [{ evidence: [{ text: 'x', url: 'https://a.example/"onmouseover=x' }] }, 'evidence.0.url'],
    [{ evidence: [{ text: '' }] }, 'evidence.0.text'],
    [{ more: 1 }, 'more'],
  ] as const) {
    const { status, body } = await report(approver, 5, 0, given);
    expect([status, body.errors?.[0]?.field], JSON.stringify(given)).toEqual([422, field]);
    expect(body.errors[0].message).not.toBe(body.errors[0].rule);
  }
  expect((await report(approver, 5, 0, { text: '' })).body.errors[0].message).toBe(
    'Diga em poucas palavras o que foi feito.',
  );
  // who is not asked has nothing to report; a meeting takes note and asks nothing
  for (const number of [7, 16]) expect((await report(approver, number, 0)).status).toBe(409);
  expect((await report(await t.as('desk', 'OAS'), 1, 0)).status).toBe(409);
  expect((await report(await t.as('desk', 'OAS'), 12, 0, { released: true })).status).toBe(201);
  const bare = await approver.post('/api/meetings/10/recommendations/5/progress', progress());
  expect(bare.status).toBe(428);
});

test('the same request twice writes one version', async () => {
  const approver = await t.as('approver', 'HTI');
  const send = () =>
    approver.post('/api/meetings/10/recommendations/8/progress', progress(), {
      'if-match': '"0"',
      'idempotency-key': 'once-only',
    });
  expect([(await send()).body, (await send()).body]).toEqual([{ version: 1 }, { version: 1 }]);
  expect((await one(approver, 8)).own).toHaveLength(1);
});

const later = (given: object = {}) => ({
  ...{ from: '2026-06-15', until: '2026-06-16', place: 'Washington, D.C.', recommendations: [] },
  ...given,
});
const added = {
  titles: { es: 'Plazos de respuesta' },
  texts: { es: { text: 'Que los Estados contesten sin demora.', official: true } },
  addressees: ['states'],
  theme: 'cooperation',
  asks: true,
};
const record = (who: Caller, meeting: number, seen: number, body: object) =>
  who.put(`/api/meetings/${meeting}`, { meeting: body, reason: 'Acta.' }, { 'if-match': `"${seen}"` });

test('the Secretariat announces a meeting, adds what it recommended, and corrects it; nobody else does', async () => {
  const desk = await t.as('desk', 'OAS');
  expect((await record(await t.as('approver', 'BRA'), 11, 0, later())).status).toBe(403);
  expect((await record(await t.as('editor', 'OAS'), 11, 0, later())).status).toBe(403);
  // a role that a State should never have opens nothing either
  const odd = await record(await t.officer('BRA', ['desk']), 11, 0, later());
  expect([odd.status, odd.body.errors[0].rule]).toEqual([422, 'secretariat_only']);
  expect((await record(desk, 11, 0, later({ until: '2026-06-14' }))).body.errors[0].field).toBe('meeting.until');
  expect((await record(desk, 11, 0, later())).body).toEqual({ version: 1 });
  expect((await record(desk, 11, 0, later())).status).toBe(412);
  expect((await record(desk, 11, 1, later({ recommendations: [added] }))).body).toEqual({ version: 2 });
  const fewer = await record(desk, 11, 2, later());
  expect([fewer.status, fewer.body.errors[0].rule]).toEqual([422, 'meeting_fewer']);
  const view = (await (await t.as('drafter', 'BRA')).get('/api/meetings/11')).body;
  expect([view.version, view.body.recommendations.length, view.versions.length]).toEqual([2, 1, 2]);
  expect(view.versions.map(({ by }: { by: string | null }) => by)).toEqual([null, null]);
  expect((await desk.get('/api/meetings/11')).body.versions[0].by).toBe('Sofia Desk');
  expect((await report(await t.as('approver', 'USA'), 1, 0, {}, 11)).status).toBe(201);
  // an official text in another language, for a meeting of the release
  const [first, ...rest] = tenthMeeting.recommendations;
  const spanish = { ...first, texts: { ...first?.texts, es: { text: 'Texto oficial.', official: true } } };
  expect((await record(desk, 10, 0, { ...tenthMeeting, recommendations: [spanish, ...rest] })).body.version).toBe(1);
  expect((await one(await t.as('drafter', 'CHL'), 1)).recommendation.texts.es.text).toBe('Texto oficial.');
});

test('who has not reported is told before the next meeting, once for each distance', async () => {
  const told = async (role: 'approver' | 'drafter') => {
    const { items } = (await (await t.as(role, 'HTI')).get('/api/notifications')).body;
    return items.filter(({ text }: { text: { key: string } }) => text.key === 'notice.meeting_ahead');
  };
  await t.work();
  expect(await told('approver')).toEqual([]);
  t.forward('2026-04-20T12:00:00.000Z');
  await t.work();
  await t.work();
  expect((await told('approver')).map(({ text }: { text: { params: object } }) => text.params)).toEqual([
    expect.objectContaining({ count: 13, meeting: 10, days: 56 }),
  ]);
  expect(await told('drafter')).toEqual([]);
  t.forward('2026-06-10T12:00:00.000Z');
  await t.work();
  expect(await told('approver')).toHaveLength(2);
});

test('the report holds what was released and no draft, in four languages, the same for the same moment', async () => {
  const desk = await t.as('desk', 'OAS');
  expect((await (await t.as('approver', 'BRA')).get('/api/meetings/10/report.pdf')).status).toBe(403);
  for (const lang of languages) {
    const { status, body, headers } = await desk.get(`/api/meetings/10/report.pdf?lang=${lang}`);
    expect([status, headers['content-type']]).toEqual([200, 'application/pdf']);
    const text = await textOf(body);
    expect(text).toContain('Lei 13.964');
    expect(text).toContain('Ley 21.459');
    expect(text).not.toContain('secreto');
    expect(text).toContain('have statistics organized annually');
    expect(text).not.toContain('[U+');
  }
  const again = async () => (await desk.get('/api/meetings/10/report.pdf?lang=fr')).body as Buffer;
  expect((await again()).equals(await again())).toBe(true);
  expect(await textOf((await desk.get('/api/meetings/10/report.pdf?lang=pt')).body)).toContain(
    'à XI Reunião, 15 de junho de 2026',
  );
}, 120_000);

test('reports and meetings are added to and never changed, and each only by its own', async () => {
  for (const statement of [
    sql`update progress_report set text = 'x'`,
    sql`delete from progress_report`,
    sql`update meeting_version set reason = 'x'`,
    sql`delete from meeting_version`,
  ])
    await expect(as(t.house.db, 'BRA', (trx) => statement.execute(trx))).rejects.toThrow(/permission denied/);
  const [row] = await as(t.house.db, 'BRA', (trx) =>
    trx.selectFrom('progress_report').selectAll().where('state', '=', 'BRA').execute(),
  );
  for (const state of ['CHL', 'OAS'])
    await expect(
      as(t.house.db, 'BRA', (trx) =>
        trx
          .insertInto('progress_report')
          .values({ ...(row as NonNullable<typeof row>), evidence: '[]', state, version: 99 })
          .execute(),
      ),
    ).rejects.toThrow(/row-level security/);
  await expect(
    as(t.house.db, 'BRA', (trx) =>
      trx
        .insertInto('meeting_version')
        .values({ meeting: 12, version: 1, body: '{}', reason: 'x', at: t.house.clock.now() })
        .execute(),
    ),
  ).rejects.toThrow(/row-level security/);
});

test('verification finds a report or a meeting that was changed or taken away behind the application’s back', async () => {
  const owner = async (table: string, statement: string) => {
    const client = new pg.Client({ connectionString: t.ownerUrl });
    await client.connect();
    await client.query('begin');
    await client.query(`alter table ${table} no force row level security`);
    const { rowCount } = await client.query(statement);
    await client.query(`alter table ${table} force row level security`);
    await client.query('commit');
    await client.end();
    expect(rowCount).toBeGreaterThan(0);
  };
  const problem = async (state: string) => (await verify(t.house.db, [state])).first?.problem ?? null;
  expect([await problem('BRA'), await problem('OAS')]).toEqual([null, null]);
  await owner('progress_report', `update progress_report set status = 'done' where state = 'BRA' and version = 3`);
  expect(await problem('BRA')).toBe('publication_altered');
  await owner('progress_report', `update progress_report set status = 'under_way' where state = 'BRA' and version = 3`);
  expect(await problem('BRA')).toBeNull();
  await owner('progress_report', `delete from progress_report where state = 'BRA' and version = 3`);
  expect(await problem('BRA')).toBe('publication_altered');
  await owner('meeting_version', `update meeting_version set reason = 'x' where meeting = 11 and version = 1`);
  expect(await problem('OAS')).toBe('publication_altered');
});
