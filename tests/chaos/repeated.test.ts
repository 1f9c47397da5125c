// What comes late, twice, or in the wrong order: single cases that the fault run meets only by chance.
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { read } from '@rogatoria/api/engine/vault.ts';
import { wrap } from '@rogatoria/api/exchange/envelope.ts';
import { receive } from '@rogatoria/api/exchange/receive.ts';
import { as, connect, type Database } from '@rogatoria/db';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accepted, acknowledged } from '../factories.ts';
import { type TestHouse, testHouse } from '../harness/house.ts';

let t: TestHouse;
let all: Database;
beforeAll(async () => {
  t = await testHouse();
  const url = new URL(process.env.TEST_DATABASE_SUPERUSER_URL as string);
  url.pathname = new URL(t.appUrl).pathname;
  all = connect(url.href, 1);
});
afterAll(async () => {
  await all.destroy();
  await t.close();
});

const content = Buffer.from('hora;dirección\n2026-02-01T10:00:00Z;203.0.113.7\n');

/** The files at rest of a participant, by the id their rows know them by. */
async function atRest(participant: string): Promise<string[]> {
  const names = await readdir(path.join(t.dataDir, 'files', participant), { recursive: true }).catch(() => []);
  return names
    .filter((name) => name.includes(path.sep))
    .map((name) => path.basename(name))
    .sort();
}
async function inRows(participant: string): Promise<string[]> {
  const rows = await all.selectFrom('file').select('id').where('participant', '=', participant).execute();
  return rows.map(({ id }) => id).sort();
}

/** Brings Brazil one of Chile's waiting messages. Returns the receipt. */
async function bring(caseId: string, type: string): Promise<string | null> {
  const { id, request_id, sequence, version, at, body } = await all
    .selectFrom('message')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('direction', '=', 'out')
    .where('type', '=', type)
    .executeTakeFirstOrThrow();
  const sent = { id, from: 'CHL', to: 'BRA', request_id, sequence, type, version, at, body };
  const { sealed } = await wrap(t.house.keys, sent);
  return receive(
    t.house,
    'BRA',
    sealed,
    async (shared) => {
      const file = await as(t.house.db, 'CHL', (trx) =>
        trx.selectFrom('file').selectAll().where('shared_id', '=', shared).executeTakeFirstOrThrow(),
      );
      return read(t.house, 'CHL', file);
    },
    { now: t.house.clock.now() },
  );
}

test('a delivery that overtakes what came before it keeps its files', async () => {
  const { incoming, outgoing } = await acknowledged(t, 'evidence');
  const officer = await t.as('officer', 'CHL');
  await officer.command(incoming, 'accept', {});
  const file = await officer.upload(incoming, 'registros.csv', content);
  await officer.command(incoming, 'deliver', { files: [file.body.id], final: true, complete: true });

  expect(await bring(incoming, 'delivery')).toBeNull();
  expect(await atRest('BRA')).toEqual(await inRows('BRA'));
  expect(await bring(incoming, 'acceptance')).not.toBeNull();
  const receipt = await bring(incoming, 'delivery');
  expect(receipt).not.toBeNull();
  // However often it comes: the same receipt, the same one file.
  expect(await Promise.all([1, 2, 3].map(() => bring(incoming, 'delivery')))).toEqual([receipt, receipt, receipt]);

  const drafter = await t.as('drafter', 'BRA');
  const { state, files } = (await drafter.get(`/api/cases/${outgoing}`)).body;
  expect([state, files.length]).toEqual(['transmitted', 1]);
  expect((await drafter.get(`/api/cases/${outgoing}/files/${files[0].id}`)).body).toEqual(content);
  expect(await atRest('BRA')).toEqual(await inRows('BRA'));
});

test('twins of one delivery that come at the same moment bring one file', async () => {
  const { incoming } = await accepted(t);
  const officer = await t.as('officer', 'CHL');
  const file = await officer.upload(incoming, 'registros.csv', content);
  await officer.command(incoming, 'deliver', { files: [file.body.id], final: true, complete: true });
  const receipts = await Promise.all([1, 2, 3, 4].map(() => bring(incoming, 'delivery')));
  expect(new Set(receipts).size).toBe(1);
  expect(receipts[0]).not.toBeNull();
  expect(await atRest('BRA')).toEqual(await inRows('BRA'));
});

test('an upload repeated under its key is one file', async () => {
  const { incoming } = await accepted(t);
  const officer = await t.as('officer', 'CHL');
  const upload = (body: Buffer) =>
    officer.post(`/api/cases/${incoming}/files?name=registros.csv`, body, {
      'content-type': 'application/octet-stream',
      'idempotency-key': 'one upload',
    });
  const [first, second] = await Promise.all([upload(content), upload(content)]);
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(second.body).toEqual(first.body);
  expect((await upload(Buffer.from('other'))).body.code).toBe('idempotency_mismatch');
  const { files } = (await officer.get(`/api/cases/${incoming}`)).body;
  expect(files).toHaveLength(1);
  expect(await atRest('CHL')).toEqual(await inRows('CHL'));
});
