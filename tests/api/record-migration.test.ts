// What was written before the record was chained is chained as it stands.
import { verify } from '@rogatoria/api/audit/verify.ts';
import { connect, sql } from '@rogatoria/db';
import { up } from '@rogatoria/db/migrations/0007_record.ts';
import { up as timeStamps } from '@rogatoria/db/migrations/0011_time_stamps.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { delivered } from '../factories.ts';
import { type TestHouse, testHouse } from '../harness/house.ts';

let t: TestHouse;
beforeAll(async () => {
  t = await testHouse();
});
afterAll(() => t.close());

test('an installation of before verifies after the migration, and goes on', async () => {
  const directory = await t.as('directory', 'CHL');
  const record = async (instrument: string) => {
    const line = { instrument, standing: 'not_party' };
    expect((await directory.post('/api/law/records/status', { line, reason: 'No somos parte.' })).status).toBe(201);
  };
  await record('MERCOSUR-SL');
  await record('UNCC');
  await delivered(t);
  const before = await verify(t.house.db, ['BRA', 'CHL']);
  const url = new URL(process.env.TEST_DATABASE_SUPERUSER_URL as string);
  url.pathname = new URL(t.ownerUrl).pathname;
  const superuser = connect(url.href, 1);
  await superuser.transaction().execute(async (trx) => {
    for (const statement of [
      'create table public.sent as select case_id, sequence, sent from case_event where sent is not null',
      'alter table case_event drop column sent',
      ...['audit_event', 'custody_event'].map(
        (table) => `alter table ${table} drop column sequence, drop column previous_hash, drop column hash`,
      ),
      'alter table law_amendment drop column previous_hash, drop column hash',
      'alter table law_amendment alter column id add generated always as identity',
      'drop table time_stamp, chain_head, checkpoint, checkpoint_case',
      'set local role rogatoria_owner',
    ])
      await sql.raw(statement).execute(trx);
    await up(trx);
    await timeStamps(trx);
    await sql`reset role`.execute(trx);
    // Only their fingerprint is put back: here the log was written after the migration.
    await sql`update case_event e set sent = s.sent from sent s where s.case_id = e.case_id and s.sequence = e.sequence`.execute(
      trx,
    );
    await sql`drop table sent`.execute(trx);
  });
  await superuser.destroy();
  const after = await verify(t.house.db, ['BRA', 'CHL']);
  expect(after).toEqual({ ...before, checkpoints: 0 });
  await delivered(t);
  await record('ETS185');
  expect(await verify(t.house.db, ['BRA', 'CHL'])).toMatchObject({ ok: true, faults: 0 });
}, 120_000);
