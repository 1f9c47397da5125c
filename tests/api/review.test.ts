// What a reader with fresh eyes found wrong, once: each stays mended.
import { randomUUID } from 'node:crypto';
import { verify } from '@rogatoria/api/audit/verify.ts';
import { type Content, openReceipt, wrap } from '@rogatoria/api/exchange/envelope.ts';
import { receive } from '@rogatoria/api/exchange/receive.ts';
import { workFor } from '@rogatoria/api/work.ts';
import { as } from '@rogatoria/db';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accepted, acknowledged, delivered, draft, preserved, sent } from '../factories.ts';
import { type Caller, type TestHouse, testHouse } from '../harness/house.ts';

let t: TestHouse;
let drafter: Caller;
beforeAll(async () => {
  t = await testHouse();
  drafter = await t.as('drafter', 'BRA');
});
afterAll(() => t.close());

/** Brings a message to Chile as its sender's software might write it. Returns what the receipt says. */
async function arrive(message: Pick<Content, 'from' | 'request_id' | 'sequence' | 'type' | 'body'>) {
  const content: Content = { id: randomUUID(), to: 'CHL', version: 1, at: t.house.clock.now(), ...message };
  const { sealed, signed } = await wrap(t.house.keys, content);
  const noFiles = () => Promise.reject(new Error('no file was announced'));
  const receipt = await receive(t.house, 'CHL', sealed, noFiles, { now: t.house.clock.now() });
  return openReceipt(t.house.keys, 'CHL', { id: content.id, signed }, receipt as string);
}

const day = 86_400_000;
const factOf = (state: string, id: string) =>
  as(t.house.db, state, (trx) =>
    trx.selectFrom('case_fact').selectAll().where('case_id', '=', id).executeTakeFirstOrThrow(),
  );
const clockOf = (state: string, id: string, kind: string) =>
  as(t.house.db, state, (trx) =>
    trx
      .selectFrom('deadline')
      .select(['status', 'due_at'])
      .where('case_id', '=', id)
      .where('kind', '=', kind)
      .orderBy('started_at', 'desc')
      .executeTakeFirstOrThrow(),
  );

const read = async (who: Caller, id: string) => (await who.get(`/api/cases/${id}`)).body;

describe('what the sender has to put right is never our failure', () => {
  test('a cursor that we did not write is refused', async () => {
    const encoded = (text: string) => Buffer.from(text).toString('base64url');
    for (const place of [
      'x',
      `yesterday ${randomUUID()}`,
      `2026-03-02T12:00:00.000Z nobody`,
      `2026-13-02T12:00:00.000Z ${randomUUID()}`,
      // PostgreSQL reads a time zone here that it does not know
      `2026-03-02T12:00:00America/Nowhere ${randomUUID()}`,
      `infinity ${randomUUID()}`,
    ])
      for (const list of ['cases', 'notifications']) {
        const { status, body } = await drafter.get(`/api/${list}?cursor=${encoded(place)}`);
        expect([status, body.errors?.[0]?.field], `${list} ${place}`).toEqual([422, 'cursor']);
      }
  });

  test('pages of equal instants neither repeat nor leave out', async () => {
    const made = new Set<string>();
    for (let n = 0; n < 5; n++) made.add(await draft(t, 'preservation', { seed: n }));
    const seen: string[] = [];
    for (let next: string | null = ''; next !== null; ) {
      const { body } = await drafter.get(`/api/cases?limit=2${next ? `&cursor=${next}` : ''}`);
      seen.push(...body.items.map(({ id }: { id: string }) => id));
      next = body.next;
    }
    expect(seen).toHaveLength(new Set(seen).size);
    expect(seen).toEqual(expect.arrayContaining([...made]));
  });

  test('a body too deep to walk, or with an endless number, is refused before its key is taken', async () => {
    const id = await draft(t, 'preservation');
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    for (const [method, url, payload] of [
      ['PUT', `/api/cases/${id}/form`, `{"form":{"own_reference":${deep}}}`],
      ['PUT', `/api/cases/${id}/form`, '{"form":{"own_reference":1e999}}'],
      ['POST', `/api/cases/${id}/commands/submit`, `{"note":${deep}}`],
      ['POST', `/api/cases/${id}/commands/submit`, '{"note":1e999}'],
    ] as const) {
      const { statusCode } = await t.app.inject({
        method,
        url,
        payload,
        headers: {
          authorization: `Bearer ${drafter.token}`,
          'content-type': 'application/json',
          'if-match': '"1"',
          'idempotency-key': randomUUID(),
        },
      });
      expect(statusCode, payload.slice(0, 40)).toBe(422);
    }
  });

  test('an identity that is none is unknown, whatever is asked of it', async () => {
    for (const url of [
      '/api/cases/none',
      '/api/cases/none/events',
      '/api/cases/none/files/none',
      '/api/cases/1/letter.pdf',
    ])
      expect((await drafter.get(url)).body, url).toMatchObject({ status: 404, code: 'not_found' });
    expect((await drafter.get('/api/statistics/none')).status).toBe(422);
  });

  test('more drafts saved at once than there are connections are all saved', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, (_, seed) => draft(t, 'preservation', { seed })));
    const answers = await Promise.all(
      ids.map((id) => drafter.put(`/api/cases/${id}/form`, { title: 'Salvo' }, { 'if-match': '"1"' })),
    );
    expect(answers.map(({ status }) => status)).toEqual(ids.map(() => 200));
    expect((await read(drafter, ids[0] as string)).title).toBe('Salvo');
  });
});

describe('what a State does not say does not reach another', () => {
  test('an answer to a question that is no longer asked stays at home', async () => {
    const id = await draft(t, 'preservation');
    const { form, translations } = await read(drafter, id);
    const kept = await drafter.put(
      `/api/cases/${id}/form`,
      {
        form: { ...form, confidential: false, confidentiality_reason: 'Só para nós.' },
        translations: { ...translations, es: { ...translations.es, confidentiality_reason: 'Sólo para nosotros.' } },
      },
      { 'if-match': '"1"' },
    );
    expect(kept.status).toBe(200);
    for (const [role, command] of [
      ['drafter', 'submit'],
      ['approver', 'approve'],
      ['approver', 'transmit'],
    ] as const)
      expect((await (await t.as(role, 'BRA')).command(id, command)).status).toBe(200);
    await t.work();
    const ours = await read(drafter, id);
    const officer = await t.as('officer', 'CHL');
    const { items } = (await officer.get(`/api/cases?q=${ours.number}`)).body;
    const theirs = await read(officer, items[0].id);
    expect(theirs.form).toEqual(ours.form);
    expect(theirs.form.identifiers).toEqual(form.identifiers);
    expect(JSON.stringify([theirs.form, theirs.translations])).not.toMatch(/Só para nós|Sólo para nosotros/);
    expect(await verify(t.house.db, ['BRA', 'CHL'])).toMatchObject({ ok: true });
  });

  test('a request that names another pair’s preservation is not shown beside it, nor printed with its number', async () => {
    const preservation = await preserved(t);
    const { body } = await as(t.house.db, 'CHL', (trx) =>
      trx
        .selectFrom('message')
        .select('body')
        .where('request_id', '=', preservation.requestId)
        .where('type', '=', 'request')
        .executeTakeFirstOrThrow(),
    );
    const number = 'USA-CHL-2026-00001-A';
    const { positive } = await arrive({
      from: 'USA',
      request_id: randomUUID(),
      sequence: 1,
      type: 'request',
      body: {
        ...body,
        kind: 'evidence',
        number,
        bases: ['ETS185'],
        form: {},
        translations: {},
        preservations: [{ request_id: preservation.requestId, number: preservation.number }],
      },
    });
    expect(positive).toBe(true);
    const officer = await t.as('officer', 'CHL');
    const { items } = (await officer.get(`/api/cases?q=${number}`)).body;
    const { links } = await read(officer, items[0].id);
    expect(links).toEqual([expect.objectContaining({ case_id: null, number: null, title: null })]);
    const theirs = await read(officer, preservation.incoming);
    expect([theirs.state, theirs.links]).toEqual(['preserved', []]);
  });

  test('a refusal of a message says nothing of the file it was meant for', async () => {
    const request = await sent(t, 'evidence');
    const { reason } = await arrive({
      from: 'BRA',
      request_id: request.requestId,
      sequence: 2,
      type: 'receipt_confirmation',
      body: { hashes_verified: true },
    });
    expect(reason).toBe('unexpected: receipt_confirmation');
  });

  test('a request follows only preservations that were sent: a draft has no number that could cross', async () => {
    const { request_id } = await read(drafter, await draft(t, 'preservation'));
    const answer = await drafter.post('/api/cases', {
      kind: 'evidence',
      counterpart: 'CHL',
      title: 'Sem número',
      bases: ['ETS185'],
      form_language: 'pt',
      form: { preservations: [request_id] },
    });
    expect([answer.status, answer.body.errors?.[0]?.rule]).toEqual([422, 'preservation_unknown']);
  });
});

describe('clocks and figures', () => {
  test('our own postponement is no waiting for them, a question to them is (M12 net)', async () => {
    const { incoming, outgoing } = await accepted(t);
    const officer = await t.as('officer', 'CHL');
    expect((await officer.command(incoming, 'postpone', { reasons: 'Juicio.', review: '2026-12-01' })).status).toBe(
      200,
    );
    t.forward(10 * day);
    expect((await officer.command(incoming, 'resume')).status).toBe(200);
    expect((await factOf('CHL', incoming)).waited_ms).toBe(0);
    expect((await officer.command(incoming, 'ask_clarification', { questions: '¿Qué cuenta?' })).status).toBe(200);
    await t.work();
    t.forward(3 * day);
    expect((await drafter.command(outgoing, 'answer_clarification', { answers: 'Esta.' })).status).toBe(200);
    await t.work();
    expect((await factOf('CHL', incoming)).waited_ms).toBe(3 * day);
  });

  test('our clocks stand still until the question to let a request lapse is answered', async () => {
    const { incoming, outgoing } = await acknowledged(t, 'evidence');
    const officer = await t.as('officer', 'CHL');
    await officer.command(incoming, 'ask_clarification', { questions: '¿Qué cuenta?' });
    await t.work();
    t.forward(91 * day);
    await t.work();
    expect((await officer.command(incoming, 'propose_lapse', { reason: 'Silencio.' })).status).toBe(200);
    expect((await clockOf('CHL', incoming, 'evidence_decide')).status).toBe('suspended');
    // An answer that crossed the question lets the request live on, and the clock go on.
    t.forward(day);
    expect((await drafter.command(outgoing, 'answer_clarification', { answers: 'Esta.' })).status).toBe(200);
    await t.work();
    expect((await read(officer, incoming)).state).toBe('acknowledged');
    const { status, due_at } = await clockOf('CHL', incoming, 'evidence_decide');
    expect([status, due_at > t.house.clock.now()]).toEqual(['running', true]);
    expect((await factOf('CHL', incoming)).waited_ms).toBe(92 * day);
  });

  test('a day set for an answer or a review is the day its clock ends, in both files', async () => {
    const { incoming, outgoing } = await accepted(t);
    const officer = await t.as('officer', 'CHL');
    const on = (days: number) => new Date(Date.parse(t.house.clock.now()) + days * day).toISOString().slice(0, 10);
    const [reply_by, review] = [on(10), on(100)];
    await officer.command(incoming, 'ask_clarification', { questions: '¿Qué cuenta?', reply_by });
    await t.work();
    // 23:59:59 in Brasília, where the answer is written
    for (const due of [
      await clockOf('CHL', incoming, 'clarification_answer'),
      await clockOf('BRA', outgoing, 'clarification_answer'),
    ])
      expect(due.due_at).toBe(new Date(Date.parse(`${reply_by}T02:59:59Z`) + day).toISOString());
    await drafter.command(outgoing, 'answer_clarification', { answers: 'Esta.' });
    await t.work();
    await officer.command(incoming, 'postpone', { reasons: 'Juicio.', review });
    await t.work();
    const { due_at } = await clockOf('CHL', incoming, 'postponement_review');
    expect(due_at.slice(0, 10)).toBe(new Date(Date.parse(review) + day).toISOString().slice(0, 10));
    expect(await clockOf('BRA', outgoing, 'postponement_review')).toMatchObject({ due_at });
  });

  test('the first request that follows a preservation is its follow-up (P3)', async () => {
    const preservation = await preserved(t);
    await sent(t, 'evidence', { follows: [preservation.requestId], seed: 1 });
    const first = [
      (await factOf('BRA', preservation.outgoing)).followed_up_at,
      (await factOf('CHL', preservation.incoming)).followed_up_at,
    ];
    expect(first).toEqual([t.house.clock.now(), t.house.clock.now()]);
    t.forward(20 * day);
    await sent(t, 'evidence', { follows: [preservation.requestId], seed: 2 });
    expect([
      (await factOf('BRA', preservation.outgoing)).followed_up_at,
      (await factOf('CHL', preservation.incoming)).followed_up_at,
    ]).toEqual(first);
  });

  test('a preservation kept by a request that crossed its release has no expiry to remind of', async () => {
    const preservation = await preserved(t);
    const evidence = await draft(t, 'evidence', { follows: [preservation.requestId] });
    const approver = await t.as('approver', 'BRA');
    await drafter.command(evidence, 'submit');
    await approver.command(evidence, 'approve');
    await approver.command(evidence, 'transmit');
    expect((await drafter.command(preservation.outgoing, 'release', { reason: 'Não é preciso.' })).status).toBe(200);
    await t.work();
    expect((await read(drafter, preservation.outgoing)).state).toBe('held');
    expect((await clockOf('BRA', preservation.outgoing, 'preservation_expiry')).status).toBe('met');
  });

  test('data are not confirmed as preserved until a day that has passed, or one that no clock reaches', async () => {
    const { incoming } = await acknowledged(t, 'preservation');
    const duty = await t.as('duty', 'CHL');
    const today = t.house.clock.now().slice(0, 10);
    for (const [preserved_from, preserved_until, rule] of [
      ['2025-01-01', '2025-06-01', 'date_in_past'],
      [today, '9999-12-31', 'schema_pattern'],
      ['0000-01-01', today, 'schema_pattern'],
    ] as const) {
      const { status, body } = await duty.command(incoming, 'confirm', {
        what: 'Todo.',
        preserved_from,
        preserved_until,
      });
      expect([status, body.errors?.[0]?.rule], preserved_until).toEqual([422, rule]);
    }
  });
});

describe('what was delivered', () => {
  test('a broken file that was disputed and delivered again does not stand in the way of the receipt', async () => {
    const { outgoing, incoming } = await delivered(t);
    await as(t.house.db, 'BRA', (trx) =>
      trx.updateTable('file').set({ verified_at: null }).where('case_id', '=', outgoing).execute(),
    );
    const { body } = await drafter.command(outgoing, 'confirm_receipt');
    expect(body.errors[0].rule).toBe('hash_mismatch');
    t.forward(day);
    expect((await drafter.command(outgoing, 'dispute_delivery', { defects: 'Corrompido.' })).status).toBe(200);
    await t.work();
    t.forward(day);
    const officer = await t.as('officer', 'CHL');
    const again = await officer.upload(incoming, 'registros.csv', Buffer.from('hora;dirección\n'));
    const files = [again.body.id];
    expect((await officer.command(incoming, 'deliver', { files, final: true, complete: true })).status).toBe(200);
    await t.work();
    expect((await drafter.command(outgoing, 'confirm_receipt')).status).toBe(200);
  });

  test('a file is called by no type that its manifest could not carry', async () => {
    const { incoming } = await accepted(t);
    const officer = await t.as('officer', 'CHL');
    const { statusCode, body } = await t.app.inject({
      method: 'POST',
      url: `/api/cases/${incoming}/files?name=a.txt`,
      headers: {
        authorization: `Bearer ${officer.token}`,
        'content-type': 'application/octet-stream',
        'x-file-type': `a${'b'.repeat(60)}/c${'d'.repeat(60)}`,
      },
      payload: Buffer.from('a'),
    });
    expect([statusCode, JSON.parse(body).media_type]).toEqual([201, 'application/octet-stream']);
  });
});

test('what fails in one part of a round keeps no other part from being done', async () => {
  await draft(t, 'preservation').then((id) => drafter.command(id, 'submit'));
  t.house.untold.add('no identity');
  const sent: string[] = [];
  const round = workFor(t.house, 'BRA', async ({ id }) => void sent.push(id));
  // The sweep, the deliveries: what looks at the cases by these identities.
  const failed = await round.catch((error: AggregateError) => error.errors.map(({ message }) => message));
  t.house.untold.clear();
  expect(failed).toContainEqual(expect.stringMatching(/uuid/));
  expect(sent.length).toBeGreaterThan(0);
});
