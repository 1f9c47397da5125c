// Spontaneous information (Budapest 26) between two States, over HTTP and the real exchange.
import { verify } from '@rogatoria/api/audit/verify.ts';
import { as } from '@rogatoria/db';
import { exampleForm } from '@rogatoria/workflows/examples.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { draft, type Sent, sent } from '../factories.ts';
import { type TestHouse, testHouse } from '../harness/house.ts';

let t: TestHouse;
beforeAll(async () => {
  t = await testHouse();
});
afterAll(() => t.close());

const view = async (role: 'drafter' | 'officer', who: string, id: string) =>
  (await (await t.as(role, who)).get(`/api/cases/${id}`)).body;
const ours = (file: Sent) => view('drafter', 'BRA', file.outgoing);
const theirs = (file: Sent) => view('officer', 'CHL', file.incoming);

const conditional = { handling: 'conditions', conditions: 'Manter em sigilo; não usar em juízo sem consentimento.' };
const offer = (seed = 0) => sent(t, 'information', { seed, form: conditional });
/** The words that say what the information is: none of them may cross before the conditions are accepted. */
const content = (seed = 0) => {
  const { form, translations } = exampleForm('information', { lang: 'pt', seed, today: '2026-03-02' });
  return ['facts', 'origin', 'purpose'].flatMap((name) => [
    String(form[name]).slice(0, 60),
    String(translations.es?.[name]).slice(0, 60),
  ]);
};

test('under conditions only the offer leaves; accepted, they bind, and the content follows at once', async () => {
  const file = await offer();
  expect(file.number).toMatch(/^BRA-CHL-2026-\d{5}-I$/);
  expect((await ours(file)).state).toBe('offered');
  const before = await theirs(file);
  expect(before.state).toBe('offered');
  expect(before.form.conditions).toBe(conditional.conditions);
  expect(before.obligations).toEqual([]);
  // Not in the page, not in the log, not in the envelope that was opened: nowhere in their half of the house.
  const kept = await as(t.house.db, 'CHL', async (trx) => [
    await trx.selectFrom('case_file').selectAll().where('id', '=', file.incoming).execute(),
    await trx.selectFrom('message').selectAll().where('case_id', '=', file.incoming).execute(),
    await trx.selectFrom('case_event').selectAll().where('case_id', '=', file.incoming).execute(),
  ]);
  const decoded = JSON.stringify(kept) + envelopes(kept);
  for (const words of content()) expect(decoded).not.toContain(words);

  const officer = await t.as('officer', 'CHL');
  expect((await officer.command(file.incoming, 'accept_offer')).status).toBe(200);
  expect((await theirs(file)).state).toBe('awaited');
  await t.work();
  expect((await ours(file)).state).toBe('sent');
  const after = await theirs(file);
  expect(after.state).toBe('received');
  expect(String(after.form.facts)).toContain(content()[0]);
  expect(after.obligations).toEqual([
    {
      text: { key: 'obligation.conditions' },
      words: conditional.conditions,
      since: expect.any(String),
      source: { instrument: 'ETS185', article: '26(2)', verified: true },
      due: null,
      done: null,
    },
  ]);

  expect((await officer.command(file.incoming, 'acknowledge', { reference: 'I-7', officer: 'A. Soto' })).status).toBe(
    200,
  );
  await t.work();
  for (const one of [await ours(file), await theirs(file)])
    expect([one.state, one.outcome, one.ball]).toEqual(['acknowledged', 'acknowledged', 'nobody']);
  expect((await ours(file)).their_reference).toBe('I-7');

  const { body: refused } = await officer.command(file.incoming, 'report_outcome', {});
  expect(refused.errors).toEqual([expect.objectContaining({ field: 'use', rule: 'required' })]);
  expect((await officer.command(file.incoming, 'report_outcome', { use: 'Se abrió una investigación.' })).status).toBe(
    200,
  );
  await t.work();
  expect((await ours(file)).context.records.outcome_report.use).toBe('Se abrió una investigación.');
});

/** The signed part of every envelope, readable. */
function envelopes(kept: unknown): string {
  const parts = JSON.stringify(kept).match(/eyJ[\w-]+/g) ?? [];
  return parts.map((part) => Buffer.from(part, 'base64url').toString()).join('\n');
}

test('without conditions the information leaves at once', async () => {
  const file = await sent(t, 'information', { seed: 1, form: { handling: 'free' } });
  const incoming = await theirs(file);
  expect([(await ours(file)).state, incoming.state]).toEqual(['sent', 'received']);
  expect(String(incoming.form.facts)).toContain(content(1)[0]);
  expect(incoming.form.conditions).toBeUndefined();
  expect(incoming.commands.map(({ name }: { name: string }) => name)).toEqual(['acknowledge']);
});

test('declined conditions end both files, and the content stays at home', async () => {
  const file = await offer(2);
  const officer = await t.as('officer', 'CHL');
  expect((await officer.command(file.incoming, 'decline_offer', {})).status).toBe(422);
  await officer.command(file.incoming, 'decline_offer', { reasons: 'La ley nos obliga a revelarla.' });
  await t.work();
  for (const one of [await ours(file), await theirs(file)]) expect(one.outcome).toBe('declined');
  expect((await ours(file)).context.records.offer_refusal.reasons).toBe('La ley nos obliga a revelarla.');
  expect((await theirs(file)).form.facts).toBeUndefined();
});

test('an offer that nobody answered can be withdrawn', async () => {
  const file = await offer(3);
  const drafter = await t.as('drafter', 'BRA');
  await drafter.command(file.outgoing, 'withdraw', { reason: 'Informação superada.' });
  await t.work();
  for (const one of [await ours(file), await theirs(file)]) expect(one.outcome).toBe('withdrawn');
  const refused = await (await t.as('officer', 'CHL')).command(file.incoming, 'accept_offer');
  expect(refused.status).toBe(409);
});

test('a withdrawal that crosses the acceptance comes too late: the conditions bind and the content is sent', async () => {
  const file = await offer(4);
  await (await t.as('officer', 'CHL')).command(file.incoming, 'accept_offer');
  await (await t.as('drafter', 'BRA')).command(file.outgoing, 'withdraw', { reason: 'Erro.' });
  expect([(await ours(file)).state, (await theirs(file)).state]).toEqual(['withdrawing', 'awaited']);
  await t.work();
  expect([(await ours(file)).state, (await theirs(file)).state]).toEqual(['sent', 'received']);
  expect((await ours(file)).context.records.withdrawal_answer.accepted).toBe(false);
});

test('a withdrawal that crosses a refusal ends as what was answered first', async () => {
  const file = await offer(5);
  await (await t.as('officer', 'CHL')).command(file.incoming, 'decline_offer', { reasons: 'No podemos.' });
  await (await t.as('drafter', 'BRA')).command(file.outgoing, 'withdraw', { reason: 'Erro.' });
  await t.work();
  for (const one of [await ours(file), await theirs(file)]) expect(one.outcome).toBe('declined');
});

test('whoever wrote it cannot approve it, whatever else he may do (four eyes)', async () => {
  const both = await t.officer('BRA', ['drafter', 'approver']);
  const { form, translations } = exampleForm('information', { lang: 'pt', today: '2026-03-02' });
  const { body } = await both.post('/api/cases', {
    kind: 'information',
    counterpart: 'CHL',
    title: 'Informação',
    bases: ['ETS185'],
    form_language: 'pt',
    form,
    translations,
  });
  expect((await both.command(body.id, 'submit')).status).toBe(200);
  const refused = await both.command(body.id, 'approve');
  expect([refused.status, refused.body.code]).toEqual([403, 'four_eyes']);
  const approver = await t.as('approver', 'BRA');
  expect((await approver.command(body.id, 'approve')).status).toBe(200);
  expect((await both.command(body.id, 'transmit')).body.code).toBe('four_eyes');
});

test('nothing is submitted without the article 26 contents, nor sent without approval', async () => {
  const id = await draft(t, 'information', { form: { ...conditional, conditions: '', facts: '', origin: '' } });
  const drafter = await t.as('drafter', 'BRA');
  const { status, body } = await drafter.command(id, 'submit');
  expect(status).toBe(422);
  const said = body.errors.map(({ field, source }: { field: string; source: { article: string } }) => [
    field,
    source.article,
  ]);
  expect(said).toEqual([
    ['conditions', '26(2)'],
    ['facts', '26(1)'],
    ['origin', '26(1)'],
  ]);
  expect((await (await t.as('approver', 'BRA')).command(id, 'transmit')).status).toBe(409);
});

test('another State’s officer finds nothing', async () => {
  const file = await offer(6);
  for (const [role, state] of [
    ['officer', 'USA'],
    ['officer', 'CHL'],
  ] as const) {
    const stranger = await t.as(role, state);
    expect((await stranger.get(`/api/cases/${file.outgoing}`)).status).toBe(404);
    expect((await stranger.get(`/api/cases/${file.outgoing}/letter.pdf`)).status).toBe(404);
    expect((await stranger.command(file.outgoing, 'withdraw', { reason: 'x' }, { 'if-match': '"1"' })).status).toBe(
      404,
    );
  }
  const other = await t.as('officer', 'USA');
  expect((await other.get(`/api/cases?q=${file.number}`)).body.total).toBe(0);
});

test('the letter of an offer says its nature and conditions; the letter of the information says all', async () => {
  const file = await offer(7);
  const officer = await t.as('officer', 'CHL');
  const pdf = async () => (await officer.get(`/api/cases/${file.incoming}/letter.pdf?lang=pt`)).body as Buffer;
  const first = await pdf();
  expect(first.subarray(0, 5).toString()).toBe('%PDF-');
  await officer.command(file.incoming, 'accept_offer');
  await t.work();
  expect((await pdf()).length).toBeGreaterThan(first.length + 500);
});

test('information is counted apart, and no figure of requests knows it', async () => {
  const statistician = await t.officer('BRA', ['statistics', 'drafter']);
  const { body } = await statistician.get('/api/statistics/2026');
  expect(body.flows.map(({ kind }: { kind: string }) => kind)).not.toContain('information');
  for (const flow of body.flows) expect([flow.opened, flow.closed, flow.pending_end]).toEqual([0, 0, 0]);
  expect(body.bases).toEqual([]);
  expect(body.by_counterpart).toEqual([]);
  const sentOut = body.apart.find(
    ({ kind, direction }: { kind: string; direction: string }) => kind === 'information' && direction === 'outgoing',
  );
  const { total } = (await statistician.get('/api/cases?kind=information&direction=outgoing')).body;
  const drafts = (await statistician.get('/api/cases?kind=information&state=draft')).body.total;
  const approved = (await statistician.get('/api/cases?kind=information&state=approved')).body.total;
  expect(sentOut.opened).toBe(total - drafts - approved);
  expect(sentOut.pending_start + sentOut.opened + sentOut.reopened).toBe(sentOut.closed + sentOut.pending_end);
  expect(sentOut.outcomes).toMatchObject({ acknowledged: 1, declined: 2, withdrawn: 1 });
  const csv = String((await statistician.get('/api/statistics/2026/csv')).body);
  const rows = csv.split('\r\n').filter((line) => line.includes(',information,'));
  expect(rows.length).toBeGreaterThan(5);
  // without an indicator and in a unit of their own, so that nobody adds them to requests
  for (const row of rows) expect(row).toMatch(/^BRA,2026,,.*,files,/);
  // A request sent now is number one of its own count.
  const request = await sent(t, 'preservation');
  expect(request.number).toBe('BRA-CHL-2026-00001-P');
});

test('the log of every such file replays to what is stored', async () => {
  const { ok, cases, first } = await verify(t.house.db, ['BRA', 'CHL']);
  expect(first).toBeNull();
  expect(ok).toBe(true);
  expect(cases).toBeGreaterThan(12);
});
