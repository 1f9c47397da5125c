// What a reader with fresh eyes found wrong, once: each stays mended.
import { randomUUID } from 'node:crypto';
import { verify } from '@rogatoria/api/audit/verify.ts';
import { type Content, openReceipt, wrap } from '@rogatoria/api/exchange/envelope.ts';
import { receive } from '@rogatoria/api/exchange/receive.ts';
import { as } from '@rogatoria/db';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { draft, preserved, sent } from '../factories.ts';
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
