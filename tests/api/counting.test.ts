// A year of the demonstration, counted: what is kept for counting is what the log says, also after the migration.
import { verify } from '@rogatoria/api/audit/verify.ts';
import { demoParticipants } from '@rogatoria/api/demo/people.ts';
import { fillYear } from '@rogatoria/api/demo/year.ts';
import { connect, sql } from '@rogatoria/db';
import { up } from '@rogatoria/db/migrations/0015_counting.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accepted, delivered, draft, preserved } from '../factories.ts';
import { type TestHouse, testHouse } from '../harness/house.ts';

const states = demoParticipants.map(({ code }) => code);
const added = [
  'channel',
  'offence',
  'data_categories',
  'supplementary',
  'answered_at',
  'receipt_confirmed_at',
  'postponed_at',
  'postponements',
  'postponed_ms',
  'conditions',
  'conditions_accepted',
  'disputes',
  'disclosures',
  'third_states',
  'cause',
];

let t: TestHouse;
beforeAll(async () => {
  t = await testHouse();
  const year = await fillYear(t.house, 50);
  year.begin();
  await year.told;
  await year.stop();
  await whatNoStoryTells();
}, 280_000);
afterAll(() => t.close());

/** Conditions, a third State, a disputed delivery, a spoken emergency, a withdrawal that says why. */
async function whatNoStoryTells(): Promise<void> {
  const [drafter, approver, caller] = [
    await t.as('drafter', 'BRA'),
    await t.as('approver', 'BRA'),
    await t.as('duty', 'BRA'),
  ];
  const [officer, duty] = [await t.as('officer', 'CHL'), await t.as('duty', 'CHL')];
  const give = async (who: typeof drafter, id: string, name: string, payload: object) => {
    t.forward(1_000);
    const { status, body } = await who.command(id, name, payload as Record<string, unknown>);
    expect([name, status], JSON.stringify(body)).toEqual([name, 200]);
    await t.work();
  };
  const request = await accepted(t);
  await give(officer, request.incoming, 'propose_conditions', {
    subjects: ['use'],
    conditions: 'Solo para esta causa.',
  });
  await give(approver, request.outgoing, 'accept_conditions', {});
  await give(officer, request.incoming, 'postpone', { reasons: 'Juicio en curso.', review: '2027-06-01' });
  t.forward(5 * 86_400_000);
  await give(officer, request.incoming, 'resume', {});
  await give(drafter, request.outgoing, 'withdraw', {
    reason: 'Demorou demais.',
    withdrawal_cause: 'too_slow',
    release_preservation: false,
  });
  const kept = await preserved(t);
  const found = { provider: 'Red Austral', path: 'Salto', traffic: '203.0.113.9:443', state: 'USA' };
  await give(duty, kept.incoming, 'disclose_traffic', found);
  const { outgoing } = await delivered(t);
  await give(drafter, outgoing, 'dispute_delivery', { defects: 'Corrompido.' });
  const urgent = await draft(t, 'evidence', {
    form: { urgency: 'emergency', urgency_reason: 'Uma pessoa está sequestrada.', request_status: 'supplementary' },
  });
  await give(caller, urgent, 'transmit_emergency', { danger: 'Ameaça de morte.', spoken_to: 'Oficial de plantão' });
}

test('what was written before the migration is counted from its log, as if it had always been', async () => {
  expect(await verify(t.house.db, states)).toMatchObject({ ok: true, faults: 0 });
  const url = new URL(process.env.TEST_DATABASE_SUPERUSER_URL as string);
  url.pathname = new URL(t.ownerUrl).pathname;
  const superuser = connect(url.href, 1);
  const facts = async () => (await sql`select * from case_fact order by case_id`.execute(superuser)).rows;
  const before = await facts();
  // something of each kind happened, or the comparison would say nothing
  const happened = (name: string) =>
    new Set((before as Record<string, unknown>[]).map((row) => JSON.stringify(row[name]))).size - 1;
  for (const name of added.filter((one) => one !== 'postponed_at')) expect(happened(name), name).toBeGreaterThan(0);
  await superuser.transaction().execute(async (trx) => {
    await sql.raw(`alter table case_fact ${added.map((name) => `drop column ${name}`).join(', ')}`).execute(trx);
    await sql`set local role rogatoria_owner`.execute(trx);
    await up(trx);
  });
  expect(await facts()).toEqual(before);
  await superuser.destroy();
  expect(await verify(t.house.db, states)).toMatchObject({ ok: true, faults: 0 });
}, 120_000);
