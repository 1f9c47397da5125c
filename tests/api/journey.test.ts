import { afterAll, beforeAll, expect, test } from 'vitest';
import { accepted, acknowledged, delivered, preserved, sent } from '../factories.ts';
import { type TestHouse, testHouse } from '../harness/house.ts';

let t: TestHouse;
beforeAll(async () => {
  t = await testHouse();
});
afterAll(() => t.close());

const state = async (role: 'drafter' | 'officer', who: string, id: string) =>
  (await (await t.as(role, who)).get(`/api/cases/${id}`)).body;

test('a preservation is confirmed, held by its evidence request, and ends with the confirmed receipt', async () => {
  const preservation = await preserved(t);
  expect((await state('drafter', 'BRA', preservation.outgoing)).state).toBe('preserved');
  const evidence = await delivered(t, { follows: [preservation.requestId] });
  expect((await state('drafter', 'BRA', preservation.outgoing)).state).toBe('held');
  expect((await state('officer', 'CHL', preservation.incoming)).state).toBe('held');
  const drafter = await t.as('drafter', 'BRA');
  const { body } = await drafter.get(`/api/cases/${evidence.outgoing}`);
  expect(body.state).toBe('transmitted');
  const content = await drafter.get(`/api/cases/${evidence.outgoing}/files/${body.files[0].id}`);
  expect(content.body.toString()).toContain('203.0.113.7');
  expect((await drafter.post(`/api/cases/${evidence.outgoing}/files/${body.files[0].id}/verify`)).body.matches).toBe(
    true,
  );
  expect((await drafter.command(evidence.outgoing, 'confirm_receipt')).status).toBe(200);
  await t.work();
  for (const [role, who, id] of [
    ['drafter', 'BRA', preservation.outgoing],
    ['officer', 'CHL', preservation.incoming],
  ] as const) {
    const file = await state(role, who, id);
    expect([file.state, file.outcome]).toEqual(['consumed', 'consumed']);
  }
});

test('a refusal names a ground of the bases, its article and the consultation, at both ends', async () => {
  const request = await acknowledged(t, 'evidence');
  const officer = await t.as('officer', 'CHL');
  const { grounds } = (await officer.get(`/api/cases/${request.incoming}`)).body;
  const answer = await officer.command(request.incoming, 'refuse', {
    ground: grounds[0].code,
    reasons: 'Razones.',
    consultation_held: true,
    consultation: 'Por teléfono.',
  });
  expect(answer.status).toBe(200);
  await t.work();
  const ours = await state('drafter', 'BRA', request.outgoing);
  expect(ours.outcome).toBe('refused');
  expect(ours.context.records.refusal).toMatchObject({ ground: grounds[0].code, article: grounds[0].article });
});

test('a withdrawal is a question that the requested side answers', async () => {
  const request = await accepted(t);
  const drafter = await t.as('drafter', 'BRA');
  await drafter.command(request.outgoing, 'withdraw', { reason: 'Arquivado.', release_preservation: false });
  expect((await state('drafter', 'BRA', request.outgoing)).state).toBe('withdrawing');
  await t.work();
  expect((await state('drafter', 'BRA', request.outgoing)).outcome).toBe('withdrawn');
  expect((await state('officer', 'CHL', request.incoming)).outcome).toBe('withdrawn');
});

test('a preservation without follow-up reminds both ends and then lapses', async () => {
  const request = await preserved(t);
  for (let day = 0; day < 62; day++) {
    t.forward(86_400_000);
    await t.work();
  }
  expect((await state('drafter', 'BRA', request.outgoing)).outcome).toBe('expired');
  const { items } = (await (await t.as('drafter', 'BRA')).get(`/api/cases/${request.outgoing}/events`)).body;
  const rungs = items
    .filter(
      (e: { type: string; payload: { kind: string } }) =>
        e.type === 'reminder' && e.payload.kind === 'preservation_expiry',
    )
    .map((e: { payload: { rung: string } }) => e.payload.rung);
  expect(rungs.sort()).toEqual(['T-14d', 'T-1d', 'T-21d', 'T-3d', 'T-7d']);
});

test('the letter comes as PDF in the requested State’s language', async () => {
  const request = await sent(t, 'evidence');
  const answer = await (await t.as('drafter', 'BRA')).get(`/api/cases/${request.outgoing}/letter.pdf`);
  expect(answer.status).toBe(200);
  expect(answer.headers['content-disposition']).toContain('-es.pdf');
});
