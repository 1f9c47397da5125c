// What a reader with fresh eyes found wrong, once: each stays mended.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { draft } from '../factories.ts';
import { type Caller, type TestHouse, testHouse } from '../harness/house.ts';

let t: TestHouse;
let drafter: Caller;
beforeAll(async () => {
  t = await testHouse();
  drafter = await t.as('drafter', 'BRA');
});
afterAll(() => t.close());

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
