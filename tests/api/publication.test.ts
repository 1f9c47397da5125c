// The year's report: compared, asked about, published by the Secretariat, and read by anybody.
import { verify } from '@rogatoria/api/audit/verify.ts';
import { fingerprint } from '@rogatoria/api/engine/once.ts';
import { questionOf } from '@rogatoria/api/publication/routes.ts';
import { as, lock, sql } from '@rogatoria/db';
import { allOutcomes, isOutcomeOf } from '@rogatoria/workflows/annual-return/content.ts';
import { discrepancies, reconcile } from '@rogatoria/workflows/reconciliation.ts';
import { languages } from '@rogatoria/workflows/types.ts';
import { localeOf } from '@rogatoria/workflows/vocabulary/index.ts';
import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Caller, type TestHouse, testHouse } from '../harness/house.ts';

let t: TestHouse;
let desk: Caller;
let people: Record<'BRA' | 'CHL', Caller>;
const year = 2025;
const publications = `/api/publications/${year}`;
type Reporting = 'BRA' | 'CHL';

const version = async (who: Caller, state: string) => ({
  'if-match': `"${(await who.get(`/api/returns/${year}/${state}`)).body.version}"`,
});
const give = async (who: Caller, state: string, name: string, payload: object = {}) => {
  const path = `/api/returns/${year}/${state}/commands/${name}`;
  const answer = await who.post(path, payload, await version(who, state));
  expect([state, name, answer.status, answer.body.errors]).toEqual([state, name, 200, undefined]);
  await t.work();
};
const stage = async (who: Caller, state: string) => (await who.get(`/api/returns/${year}/${state}`)).body.stage;
const notes = { entity: 'Unidade (exemplo)', official: 'Elisa Conta', source: 'Registro (exemplo)' };
const none = {
  ...{ pending_start: 0, opened: 0, reopened: 0, closed: 0, pending_end: 0 },
  ...{ in_transit_start: 0, in_transit_end: 0 },
};
/** Figures of one row on the Nassau Convention, whatever is not said zero. */
const row = (direction: string, counterpart: string, said: Record<string, number>) => {
  const outcomes = allOutcomes.filter((one) => isOutcomeOf('evidence', one));
  const zero = Object.fromEntries(outcomes.map((outcome) => [`outcomes.${outcome}`, 0]));
  return Object.entries({ ...none, ...zero, ...said }).map(([column, value]) => ({
    cell: `flow.${direction}.evidence.OAS-A55.${counterpart}.${column}`,
    value,
  }));
};
async function enter(state: Reporting, entries: object[]): Promise<void> {
  const who = people[state];
  const path = `/api/returns/${year}/${state}/figures`;
  const answer = await who.put(path, { entries, notes }, await version(who, state));
  expect([answer.status, answer.body.errors]).toEqual([200, undefined]);
}
const view = async () => (await desk.get(publications)).body;
const read = (url: string, headers: Record<string, string> = {}) => t.app.inject({ url, headers });

beforeAll(async () => {
  t = await testHouse();
  desk = await t.as('desk', 'OAS');
  people = { BRA: await t.as('statistics', 'BRA'), CHL: await t.as('statistics', 'CHL') };
  expect((await desk.post('/api/returns/rounds', { year, due: '2026-03-31' })).status).toBe(201);
  await t.work();
  await enter('BRA', [
    ...row('outgoing', 'CHL', { opened: 40, closed: 30, pending_end: 10, 'outcomes.executed_full': 30 }),
    ...row('incoming', 'CHL', { opened: 12, closed: 12, 'outcomes.executed_full': 12 }),
  ]);
  await enter('CHL', [
    ...row('incoming', 'BRA', { opened: 37, closed: 30, pending_end: 7, 'outcomes.executed_full': 30 }),
    ...row('outgoing', 'BRA', { opened: 12, closed: 12, 'outcomes.executed_full': 12 }),
  ]);
  for (const state of ['BRA', 'CHL'] as const) await give(people[state], state, 'approve');
});
afterAll(() => t.close());

describe('before it is published', () => {
  test('it is the desk’s of the Secretariat, of a year whose round was opened', async () => {
    const asking = { requesting: 'BRA', requested: 'CHL', kind: 'evidence' };
    for (const who of [people.BRA, await t.as('approver', 'CHL'), await t.as('editor', 'OAS')])
      for (const answer of [
        await who.get(publications),
        await who.post(publications),
        await who.post(`${publications}/questions`, asking),
      ])
        expect([answer.status, answer.body.code]).toEqual([403, 'role']);
    // who had the role in a State would find nothing
    const stray = await t.officer('BRA', ['desk']);
    for (const answer of [
      await stray.get(publications),
      await stray.post(publications),
      await stray.post(`${publications}/questions`, asking),
    ])
      expect([answer.status, answer.body.code]).toEqual([404, 'not_found']);
    for (const unknown of ['2024', '2199']) {
      expect((await desk.get(`/api/publications/${unknown}`)).status).toBe(404);
      expect((await desk.post(`/api/publications/${unknown}`)).status).toBe(404);
      expect((await desk.post(`/api/publications/${unknown}/questions`, asking)).status).toBe(404);
    }
    for (const wrong of ['1999', '9999', '99999999999999999999', '2025.5', '-1', '%00', "2025'--"])
      expect([wrong, (await desk.get(`/api/publications/${wrong}`)).status]).toEqual([wrong, 422]);
    for (const body of [
      { ...asking, requesting: 'XXX' },
      { ...asking, requested: 'BRA' },
      { ...asking, requested: 'OAS' },
    ])
      expect((await desk.post(`${publications}/questions`, body)).status).toBe(404);
    for (const body of [{}, { ...asking, kind: 'information' }, { ...asking, more: 1 }, { ...asking, requesting: 7 }])
      expect((await desk.post(`${publications}/questions`, body)).status).toBe(422);
    expect((await desk.post(publications, { edition: 9 })).status).toBe(422);
  });

  test('what was sent is compared, in the reader’s language, and nothing is published that was not accepted', async () => {
    const { work_list, states, may_publish, editions } = await view();
    expect([may_publish, editions]).toEqual([false, []]);
    expect(states).toHaveLength(35);
    expect(states.filter(({ stands }: { stands: number | null }) => stands !== null)).toEqual([]);
    expect(work_list).toMatchObject([
      { requesting: 'BRA', requested: 'CHL', kind: 'evidence', remaining: 3, askable: ['BRA', 'CHL'], asked: [] },
    ]);
    expect(work_list[0].sentences[1]).toContain('40 sent');
    const spanish = await t.officer('OAS', ['desk'], 'es');
    expect((await spanish.get(publications)).body.work_list[0].sentences[1]).toContain('37 recibidas');
    const refused = await desk.post(publications);
    expect([refused.status, refused.body.errors[0].rule]).toEqual([422, 'publication_nothing']);
  });

  test('both States are asked, each in its language, once; the one corrects, the other answers', async () => {
    const body = { requesting: 'BRA', requested: 'CHL', kind: 'evidence' };
    const key = { 'idempotency-key': 'ask-1' };
    const first = await desk.post(`${publications}/questions`, body, key);
    expect([first.status, first.body.asked.map(({ state }: { state: string }) => state)]).toEqual([
      ...[200, ['BRA', 'CHL']],
    ]);
    expect((await desk.post(`${publications}/questions`, body, key)).body).toEqual(first.body);
    await t.work();
    for (const [state, words] of [
      ['BRA', 'os relatórios anuais dos dois Estados divergem'],
      ['CHL', 'los informes anuales de ambos Estados difieren'],
    ] as const) {
      const { stage: at, events } = (await people[state].get(`/api/returns/${year}/${state}`)).body;
      expect([state, at]).toEqual([state, 'queried']);
      expect(events.at(-1).text).toContain(words);
      expect(events.at(-1).text).toContain('40');
    }
    expect((await view()).work_list[0]).toMatchObject({ askable: [], asked: ['BRA', 'CHL'] });
    const again = await desk.post(`${publications}/questions`, body);
    expect([again.status, again.body.code]).toEqual([409, 'mirror_not_askable']);
    await give(people.BRA, 'BRA', 'answer', { text: 'Conferido: 40.' });
    await give(people.CHL, 'CHL', 'correct', { reason: 'Tres llegaron por otra mesa de entradas' });
    const corrected = { opened: 40, closed: 30, pending_end: 10, 'outcomes.executed_full': 30 };
    await enter('CHL', row('incoming', 'BRA', corrected));
    await give(people.CHL, 'CHL', 'approve');
    expect((await view()).work_list).toEqual([]);
    const settled = await desk.post(`${publications}/questions`, body);
    expect([settled.status, settled.body.code]).toEqual([409, 'mirror_settled']);
  });

  test('a question is never longer than a State’s file takes, and says what it leaves out', () => {
    const columns = { ...none, opened: 1, pending_end: 1 };
    const flow = (state: string, direction: string, counterpart: string, of: number) => ({
      state,
      year,
      flows: ['ETS185', 'OAS-A55', 'UNTOC', 'UNCAC', 'UNCC', 'CETS224', 'RECIPROCITY', 'BILAT', 'OAS-A59'].map(
        (basis) => ({ direction, kind: 'evidence', counterpart, basis, ...columns, opened: of, outcomes: {} }),
      ),
    });
    const contents = [flow('VCT', 'outgoing', 'ATG', 900_000_000), flow('ATG', 'incoming', 'VCT', 1)];
    const [item] = discrepancies(reconcile(contents as unknown as Parameters<typeof reconcile>[0]));
    if (!item) throw new Error('they agree');
    expect(item.comparisons).toHaveLength(10);
    for (const language of languages) {
      expect(questionOf(item, year, language).split('\n')).toHaveLength(12);
      const many = { ...item, comparisons: Array.from({ length: 5 }, () => item.comparisons).flat() };
      const text = questionOf(many, year, language);
      expect(text.length).toBeLessThanOrEqual(2_000);
      const left = 50 - (text.split('\n').length - 3);
      expect(text.split('\n').at(-2)).toContain(String(left));
    }
  });
});

describe('an edition', () => {
  test('is published once for one key, with the revisions it rests on, and its returns with it', async () => {
    for (const state of ['BRA', 'CHL']) await give(desk, state, 'accept');
    expect(await view()).toMatchObject({ may_publish: true, running: false });
    const key = { 'idempotency-key': 'publish-1' };
    const [one, other] = await Promise.all([desk.post(publications, {}, key), desk.post(publications)]);
    // one at a time: the other is refused, or came when there was nothing left to publish
    const statuses = [one, other].map(({ status }) => status).toSorted();
    expect(statuses[0]).toBe(201);
    expect([409, 422]).toContain(statuses[1]);
    const published = one.status === 201 ? one : other;
    expect(published.body).toMatchObject({ year, edition: 1, states: 2 });
    if (one.status === 201) expect((await desk.post(publications, {}, key)).body).toEqual(one.body);
    await t.work();
    for (const [who, state] of [
      [people.BRA, 'BRA'],
      [people.CHL, 'CHL'],
      [desk, 'BRA'],
      [desk, 'CHL'],
    ] as const)
      expect(await stage(who, state)).toBe('published');
    const sources = await as(t.house.db, 'OAS', (trx) =>
      trx
        .selectFrom('publication_source as source')
        .innerJoin('annual_return as file', 'file.return_id', 'source.return_id')
        .select(['file.state', 'source.revision'])
        .orderBy('file.state')
        .execute(),
    );
    expect(sources).toEqual([
      { state: 'BRA', revision: 1 },
      { state: 'CHL', revision: 2 },
    ]);
    const after = await view();
    expect(after.editions).toMatchObject([{ edition: 1, states: 2, sha256: published.body.sha256 }]);
    expect((await desk.post(publications)).body.errors[0].rule).toBe('publication_nothing');
    const row = await as(t.house.db, 'public', (trx) => trx.selectFrom('publication').selectAll().executeTakeFirst());
    expect(fingerprint(row?.report as object)).toBe(row?.sha256);
    expect((await verify(t.house.db, ['OAS'])).first).toBeNull();
  });

  test('nobody changes, deletes or adds to, and what it rests on only the Secretariat sees', async () => {
    for (const state of ['BRA', 'OAS', 'public'])
      for (const table of ['publication', 'publication_source'])
        for (const statement of [sql`update ${sql.table(table)} set edition = 1`, sql`delete from ${sql.table(table)}`])
          await expect(as(t.house.db, state, (trx) => statement.execute(trx))).rejects.toMatchObject({ code: '42501' });
    for (const state of ['BRA', 'public']) {
      const found = await as(t.house.db, state, (trx) => trx.selectFrom('publication_source').selectAll().execute());
      expect(found).toEqual([]);
      for (const statement of [
        sql`insert into publication select year, 9, report, sha256, at from publication`,
        sql`insert into publication_source values (${state}, ${year}, 1, gen_random_uuid(), 1)`,
        sql`insert into publication_source values ('OAS', ${year}, 1, gen_random_uuid(), 1)`,
      ])
        await expect(as(t.house.db, state, (trx) => statement.execute(trx))).rejects.toThrow(
          /row-level security|violates/,
        );
    }
  });

  test('stands while a return is restated, and the restated one makes the next', async () => {
    await give(people.CHL, 'CHL', 'restate', { reason: 'El registro nacional fue corregido' });
    await enter('CHL', [{ cell: 'domestic.C1', value: 500 }]);
    await give(people.CHL, 'CHL', 'approve');
    const chile = async () => (await view()).states.find(({ state }: { state: string }) => state === 'CHL');
    expect(await chile()).toMatchObject({ stage: 'received', sent: 3, stands: 2, published: 2 });
    expect((await desk.post(publications)).body.errors[0].rule).toBe('publication_nothing');
    await give(desk, 'CHL', 'accept');
    expect(await chile()).toMatchObject({ stage: 'accepted', sent: 3, stands: 3, published: 2 });
    expect((await desk.post(publications)).body).toMatchObject({ edition: 2, states: 2 });
    await t.work();
    expect(await chile()).toMatchObject({ stage: 'published', stands: 3, published: 3 });
    expect((await verify(t.house.db, ['BRA', 'CHL', 'OAS'])).first).toBeNull();
  });

  test('is not published on returns that moved meanwhile', async () => {
    const next = async (text: string, value: number) => {
      await give(people.BRA, 'BRA', 'restate', { reason: text });
      await enter('BRA', [{ cell: 'domestic.C1', value }]);
      await give(people.BRA, 'BRA', 'approve');
    };
    await next('Primeira', 900);
    await give(desk, 'BRA', 'accept');
    const compiling = await as(t.house.db, 'OAS', async (trx) => {
      // what is compiled waits for this before it is stored
      await lock(trx, 'publication');
      const answer = desk.post(publications);
      await expect.poll(async () => (await view()).running).toBe(true);
      const second = await desk.post(publications);
      expect([second.status, second.body.code]).toEqual([409, 'publication_running']);
      await sql`update annual_return set context = jsonb_set(context, '{revision}', '1') where state = 'BRA'`.execute(
        trx,
      );
      return { answer };
    });
    const refused = await compiling.answer;
    expect([refused.status, refused.body.code]).toEqual([409, 'returns_moved']);
    await as(t.house.db, 'OAS', (trx) =>
      sql`update annual_return set context = jsonb_set(context, '{revision}', '2') where state = 'BRA'`.execute(trx),
    );
    expect((await view()).editions).toHaveLength(2);
  });
});

describe('what anybody reads', () => {
  test('is a page in four languages, with its figures, marks, files and earlier editions', async () => {
    for (const language of languages)
      for (const path of ['', '/publications', `/publications/${year}`]) {
        const { statusCode, headers, body } = await read(`/portal/${language}${path}`);
        expect([path, statusCode, headers['set-cookie']]).toEqual([path, 200, undefined]);
        expect(body).toContain(`<html lang="${localeOf(language)}">`);
        expect(body).toContain(`/portal/${language}/publications/${year}`);
        expect(body).not.toMatch(/<script|<form|<iframe|\son\w+=|style="|javascript:|undefined|\[object|\{[a-z_]+\}/i);
      }
    const { body } = await read(`/portal/en/publications/${year}`);
    // two maps, two charts
    expect(body.match(/<figure/g)).toHaveLength(4);
    expect(body).toContain('<title>Brazil: 40</title>');
    expect(body).toContain('<title>Canada – not reported: no accepted return</title>');
    expect(body).toMatch(/<th scope="row">Brazil<\/th><td>40<\/td><td>12<\/td>/);
    expect(body).toContain('2 of 35 States reported.');
    expect(body).toContain(`http://localhost:8080/portal/publications/${year}/2`);
    for (const edition of [1, 2]) expect(body).toContain(`/portal/publications/${year}/${edition}/report-en.pdf`);
    const cited = await read(`/portal/publications/${year}/2`, { 'accept-language': 'fr' });
    expect([cited.statusCode, cited.headers.location]).toEqual([302, `/portal/fr/publications/${year}`]);
  });

  test('are files that parse and say the same, to be kept for good', async () => {
    const file = async (edition: number, name: string, type: string) => {
      const answer = await read(`/portal/publications/${year}/${edition}/${name}`);
      expect([name, answer.statusCode, answer.headers['content-type']]).toEqual([name, 200, type]);
      expect(answer.headers).toMatchObject({
        'cache-control': 'public, max-age=31536000, immutable',
        'access-control-allow-origin': '*',
        'x-content-type-options': 'nosniff',
      });
      expect(answer.headers['content-disposition']).toContain(`rogatoria-${year}-${edition}-${name}`);
      const tag = { 'if-none-match': answer.headers.etag as string };
      const again = await read(`/portal/publications/${year}/${edition}/${name}`, tag);
      expect([again.statusCode, again.body]).toEqual([304, '']);
      return answer.rawPayload;
    };
    const json = 'application/json; charset=utf-8';
    const report = JSON.parse(String(await file(2, 'report.json', json)));
    const [latest] = (await view()).editions;
    expect([report.edition, fingerprint(report)]).toEqual([2, latest.sha256]);
    const csv = 'text/csv; charset=utf-8; header=present';
    const rowsOf = (text: Buffer): Record<string, string>[] => parse(text, { columns: true });
    const counts = rowsOf(await file(2, 'counts.csv', csv));
    expect(counts).toHaveLength(report.observations.length);
    expect(rowsOf(await file(2, 'shares.csv', csv))).toHaveLength(report.derived.length);
    const sent = counts.find(
      (one) =>
        one.table === 'flows' &&
        one.area === 'BRA' &&
        one.direction === 'outgoing' &&
        one.kind === 'evidence' &&
        one.measure === 'opened',
    );
    expect(sent?.value).toBe('40');
    const described = JSON.parse(String(await file(2, 'datapackage.json', json)));
    for (const { path } of described.resources) await file(2, path, csv);
    const structure = await file(2, 'structure.json', 'application/vnd.sdmx.structure+json; version=2.0.0');
    expect(JSON.parse(String(structure)).data.codelists.length).toBeGreaterThan(5);
    const data = await file(2, 'data.csv', 'application/vnd.sdmx.data+csv; version=2.0.0');
    expect(rowsOf(data).length).toBeGreaterThan(100);
    // all at once: each is written after the other, apart from what answers
    const asked = languages.flatMap((language) =>
      ['pdf', 'xlsx'].map((format) => `/portal/publications/${year}/2/report-${language}.${format}`),
    );
    const together = await Promise.all(asked.map((path) => read(path)));
    expect(together.map(({ statusCode }) => statusCode)).toEqual(asked.map(() => 200));
    expect(new Set(together.map(({ rawPayload }) => rawPayload.toString('base64'))).size).toBe(asked.length);
    for (const language of languages) {
      const pdf = await file(2, `report-${language}.pdf`, 'application/pdf');
      const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: true });
      expect(text).toContain(`/portal/publications/${year}/2`);
      const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
      expect(Object.keys(unzipSync(await file(2, `report-${language}.xlsx`, workbook)))).toContain('xl/workbook.xml');
    }
    // the first stays as it was
    const first = JSON.parse(String(await file(1, 'report.json', json)));
    const domestic = ({ observations }: typeof report) =>
      observations.find((one: { area: string; measure: string }) => one.area === 'CHL' && one.measure === 'C1');
    expect([first.edition, domestic(first).mark, domestic(report).value]).toEqual([1, 'not_available', 500]);
  });

  test('is nothing else: unknown years, editions and files are a page that says so', async () => {
    for (const path of [
      ...[`/portal/en/publications/2024`, '/portal/en/publications/99999999999999999999', '/portal/en/publications/x'],
      ...[`/portal/publications/${year}/3`, `/portal/publications/${year}/0`, `/portal/publications/${year}/-1`],
      ...[`/portal/publications/2024/1/report.json`, `/portal/publications/${year}/1/report-de.pdf`],
      ...[`/portal/publications/${year}/1/constructor`, `/portal/publications/${year}/1/..%2f..%2fpackage.json`],
      ...[`/portal/publications/${year}/99999999999999999999/counts.csv`, '/portal/publications'],
    ]) {
      const { statusCode, headers, body } = await read(path);
      expect([path, statusCode, headers['cache-control']]).toEqual([path, 404, 'no-store']);
      expect(body).toContain('<h1>');
    }
  });
});

test('what earlier editions give away is not published: the refusal names the cell', async () => {
  // an edition that hides Chile's investigations beside a total of which they are the whole, as no compilation would
  await as(t.house.db, 'OAS', async (trx) => {
    const last = await trx.selectFrom('publication').selectAll().where('edition', '=', 2).executeTakeFirstOrThrow();
    const { observations, ...report } = last.report as unknown as { observations: { area: string; measure: string }[] };
    const hidden = observations.map((one) =>
      one.area === 'CHL' && one.measure === 'C1' ? { ...one, value: null, mark: 'suppressed' } : one,
    );
    const forged = { ...report, edition: 3, observations: hidden };
    await trx
      .insertInto('publication')
      .values({ ...last, edition: 3, report: JSON.stringify(forged), sha256: fingerprint(forged) })
      .execute();
    await sql`insert into publication_source select participant, year, 3, return_id, revision
      from publication_source where edition = 2`.execute(trx);
  });
  const refused = await desk.post(publications);
  expect([refused.status, refused.body.errors]).toMatchObject([
    422,
    [{ field: expect.stringContaining('CHL'), rule: 'publication_unprotectable' }],
  ]);
  expect(refused.body.errors[0].message).toContain(refused.body.errors[0].field);
  expect(await stage(desk, 'BRA')).toBe('accepted');
  expect((await view()).running).toBe(false);
  // and that it was never published is found
  expect((await verify(t.house.db, ['OAS'])).first).toMatchObject({
    problem: 'publication_altered',
    detail: `publication ${year} edition 3`,
  });
});
