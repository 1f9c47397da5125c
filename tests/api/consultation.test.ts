// Informal consultations: a question before any request, answered in rounds, and made a request.
import { verify } from '@rogatoria/api/audit/verify.ts';
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
const answer = { reply: 'Sí, durante seis meses.', needed: 'La hora con su huso horario.' };

test('a question is asked without approval, answered in rounds, and closed', async () => {
  const file = await sent(t, 'consultation');
  expect(file.number).toMatch(/^BRA-CHL-2026-\d{5}-C$/);
  const [drafter, officer] = [await t.as('drafter', 'BRA'), await t.as('officer', 'CHL')];
  expect([(await ours(file)).state, (await theirs(file)).state]).toEqual(['asked', 'asked']);
  expect((await theirs(file)).grounds).toEqual([]);
  expect((await officer.command(file.incoming, 'reply', answer)).status).toBe(200);
  await t.work();
  expect((await ours(file)).context.records.reply).toMatchObject(answer);
  expect((await ours(file)).ball).toBe('us');
  expect((await drafter.command(file.outgoing, 'ask_again', { further_question: 'E o conteúdo?' })).status).toBe(200);
  await t.work();
  expect((await theirs(file)).context.records.further_question.further_question).toBe('E o conteúdo?');
  await officer.command(file.incoming, 'reply', { reply: 'No.' });
  await t.work();
  expect((await ours(file)).context.rounds).toBe(2);
  await drafter.command(file.outgoing, 'close', { remark: 'Obrigado.' });
  await t.work();
  for (const one of [await ours(file), await theirs(file)])
    expect([one.state, one.outcome, one.ball]).toEqual(['closed', 'closed', 'nobody']);
  expect((await ours(file)).deadlines.every(({ status }: { status: string }) => status !== 'running')).toBe(true);
});

test('an officer and an approver may ask too; an auditor may not', async () => {
  const body = {
    kind: 'consultation',
    counterpart: 'CHL',
    title: 'Pergunta',
    bases: [],
    form_language: 'pt',
    form: {
      requesting_authority: { organisation: 'Autoridade', email: 'a@bra.example' },
      question: 'Guardam registros?',
      facts: 'Uma fraude.',
      urgency: 'ordinary',
      signatory_name: 'Ana Modelo',
    },
  };
  for (const role of ['officer', 'approver', 'duty'] as const) {
    const caller = await t.as(role, 'BRA');
    const { status, body: opened } = await caller.post('/api/cases', body);
    expect([role, status]).toEqual([role, 201]);
    const { version } = (await caller.get(`/api/cases/${opened.id}`)).body;
    const saved = await caller.put(
      `/api/cases/${opened.id}/form`,
      { form: { ...body.form, question: 'E hoje?' } },
      { 'if-match': `"${version}"` },
    );
    expect(saved.status).toBe(200);
    expect((await caller.command(opened.id, 'transmit')).status).toBe(200);
  }
  expect((await (await t.officer('BRA', ['auditor'])).post('/api/cases', body)).status).toBe(403);
  expect((await (await t.as('officer', 'BRA')).post('/api/cases', { ...body, kind: 'information' })).status).toBe(403);
});

test('an incomplete question is refused, field by field', async () => {
  const id = await draft(t, 'consultation', { form: { question: '', facts: '' } });
  const { status, body } = await (await t.as('drafter', 'BRA')).command(id, 'transmit');
  expect(status).toBe(422);
  expect(body.errors.map(({ field }: { field: string }) => field)).toEqual(['question', 'facts']);
});

test('questions and ends that cross leave both files closed', async () => {
  const file = await sent(t, 'consultation', { seed: 1 });
  const [drafter, officer] = [await t.as('drafter', 'BRA'), await t.as('officer', 'CHL')];
  await officer.command(file.incoming, 'reply', answer);
  await t.work();
  await drafter.command(file.outgoing, 'ask_again', { further_question: 'Mais uma.' });
  await officer.command(file.incoming, 'close');
  await t.work();
  for (const one of [await ours(file), await theirs(file)]) expect(one.outcome).toBe('closed');

  const other = await sent(t, 'consultation', { seed: 2 });
  await officer.command(other.incoming, 'reply', answer);
  await drafter.command(other.outgoing, 'close');
  await t.work();
  for (const one of [await ours(other), await theirs(other)]) expect(one.outcome).toBe('closed');
  // An answer that crossed the end is kept.
  expect((await ours(other)).context.records.reply.reply).toBe(answer.reply);
});

test.each(['evidence', 'preservation'] as const)(
  'it becomes a request of %s, prefilled and linked at both ends',
  async (kind) => {
    const file = await sent(t, 'consultation', { seed: 3 });
    await (await t.as('officer', 'CHL')).command(file.incoming, 'reply', answer);
    await t.work();
    const drafter = await t.as('drafter', 'BRA');
    const before = await ours(file);
    const key = { 'idempotency-key': `request-${kind}` };
    const made = await drafter.post(`/api/cases/${file.outgoing}/request`, { kind }, key);
    expect(made.status).toBe(201);
    expect((await drafter.post(`/api/cases/${file.outgoing}/request`, { kind }, key)).body.id).toBe(made.body.id);
    const request = (await drafter.get(`/api/cases/${made.body.id}`)).body;
    expect(request).toMatchObject({ kind, state: 'draft', counterpart: 'CHL', title: before.title, editable: true });
    expect(request.bases).toEqual(kind === 'evidence' ? ['OAS-A55', 'ETS185'] : ['ETS185']);
    for (const name of ['facts', 'offences', 'requesting_authority', 'signatory_name'])
      expect(request.form[name]).toEqual(before.form[name]);
    expect(request.form.question).toBeUndefined();
    expect(request.translations.es.facts).toBe(before.translations.es.facts);
    expect(request.links).toEqual([
      expect.objectContaining({
        case_id: file.outgoing,
        kind: 'consultation',
        relation: 'follows',
        number: file.number,
      }),
    ]);
    expect((await ours(file)).links).toEqual([
      expect.objectContaining({ case_id: made.body.id, kind, relation: 'followed_by' }),
    ]);

    // The link outlives a saved draft, and crosses with the request.
    const { exampleForm } = await import('@rogatoria/workflows/examples.ts');
    const { form, translations } = exampleForm(kind, { lang: 'pt', seed: 3, today: '2026-03-02' });
    await drafter.put(
      `/api/cases/${made.body.id}/form`,
      { form: { ...form, ...request.form }, translations, bases: request.bases },
      { 'if-match': `"${request.version}"` },
    );
    const approver = await t.as('approver', 'BRA');
    expect((await drafter.command(made.body.id, 'submit')).body).toMatchObject({ state: 'ca_review' });
    await approver.command(made.body.id, 'approve');
    await approver.command(made.body.id, 'transmit');
    await t.work();
    const there = (await theirs(file)).links;
    expect(there).toEqual([
      expect.objectContaining({ kind, relation: 'followed_by', number: expect.stringMatching(/-[APE]$/) }),
    ]);
  },
);

test('only who drafts requests makes one, of a question of ours that was asked', async () => {
  const file = await sent(t, 'consultation', { seed: 4 });
  const unasked = await draft(t, 'consultation', { seed: 5 });
  const drafter = await t.as('drafter', 'BRA');
  const approver = await t.as('approver', 'BRA');
  const make = (who: typeof drafter, id: string) => who.post(`/api/cases/${id}/request`, { kind: 'evidence' });
  expect((await make(approver, file.outgoing)).status).toBe(403);
  expect((await make(drafter, unasked)).status).toBe(409);
  expect((await make(await t.as('drafter', 'CHL'), file.incoming)).status).toBe(409);
  expect((await make(await t.as('drafter', 'USA'), file.outgoing)).status).toBe(404);
  const preservation = await sent(t, 'preservation');
  expect((await make(drafter, preservation.outgoing)).status).toBe(409);
  expect((await drafter.post(`/api/cases/${file.outgoing}/request`, { kind: 'consultation' })).status).toBe(422);
});

test('another State’s officer finds nothing', async () => {
  const file = await sent(t, 'consultation', { seed: 6 });
  const stranger = await t.as('officer', 'USA');
  for (const id of [file.outgoing, file.incoming]) {
    expect((await stranger.get(`/api/cases/${id}`)).status).toBe(404);
    expect((await stranger.command(id, 'close', {}, { 'if-match': '"1"' })).status).toBe(404);
  }
});

test('consultations are counted apart, and every log replays to what is stored', async () => {
  const { body } = await (await t.as('drafter', 'BRA')).get('/api/statistics/2026');
  const apart = body.apart.find(
    ({ kind, direction }: { kind: string; direction: string }) => kind === 'consultation' && direction === 'outgoing',
  );
  expect(apart.outcomes).toEqual({ closed: 3 });
  expect(apart.pending_start + apart.opened + apart.reopened).toBe(apart.closed + apart.pending_end);
  const requests = body.flows
    .filter(({ direction }: { direction: string }) => direction === 'outgoing')
    .reduce((sum: number, { opened }: { opened: number }) => sum + opened, 0);
  // two were made of consultations, one was sent without
  expect(requests).toBe(3);
  const { first, cases } = await verify(t.house.db, ['BRA', 'CHL']);
  expect(first).toBeNull();
  expect(cases).toBeGreaterThan(15);
});
