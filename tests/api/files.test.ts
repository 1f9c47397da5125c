import { randomBytes, randomUUID } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { as } from '@rogatoria/db';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accepted, delivered, draft } from '../factories.ts';
import { type Answer, type Caller, type TestHouse, testHouse } from '../harness/house.ts';

let t: TestHouse;
let officer: Caller;
let drafter: Caller;
let port: number;
/** an accepted request, to which files are added */
let id: string;
beforeAll(async () => {
  t = await testHouse();
  [officer, drafter] = await Promise.all([t.as('officer', 'CHL'), t.as('drafter', 'BRA')]);
  id = (await accepted(t)).incoming;
  await t.app.listen({ port: 0, host: '127.0.0.1' });
  port = (t.app.server.address() as AddressInfo).port;
});
afterAll(() => t.close());

async function vault(): Promise<string[]> {
  const entries = await readdir(path.join(t.dataDir, 'files'), { recursive: true, withFileTypes: true }).catch(
    () => [],
  );
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}
const rows = () =>
  as(t.house.db, 'CHL', (trx) => trx.selectFrom('file').select(['id', 'name']).orderBy('id').execute());
const everything = async () => ({ disk: (await vault()).sort(), rows: await rows() });

async function leavesNothing(work: () => Promise<Answer>): Promise<Answer> {
  const before = await everything();
  const answer = await work();
  expect(await everything()).toEqual(before);
  return answer;
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 400; attempt++) {
    if (await holds()) return;
    await setTimeout(25);
  }
  throw new Error(`never happened: ${what}`);
}

const place = (file: string) => path.join(t.dataDir, 'files/CHL', file.slice(0, 2), file);
const address = (name = 'a.bin') => `/api/cases/${id}/files?name=${encodeURIComponent(name)}`;

describe('what is not taken', () => {
  test.each([
    ['nothing at all', undefined, undefined],
    ['a body of no bytes', Buffer.alloc(0), 'application/octet-stream'],
  ])('%s is no file', async (_what, payload, type) => {
    const answer = await leavesNothing(async () => {
      const response = await t.app.inject({
        method: 'POST',
        url: address(),
        headers: { authorization: `Bearer ${officer.token}`, ...(type ? { 'content-type': type } : {}) },
        ...(payload ? { payload } : {}),
      });
      return { status: response.statusCode, body: response.json(), headers: response.headers };
    });
    expect([answer.status, answer.body.code]).toEqual([422, 'file_empty']);
  });

  test('an empty stream is no file either', async () => {
    const before = await everything();
    const answer = await overHttp(`transfer-encoding: chunked\r\n\r\n0\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 422 [\s\S]*file_empty/);
    expect(await everything()).toEqual(before);
  });

  test.each([
    ['JSON', 'application/json', '{"a":1}'],
    ['text', 'text/plain', 'a'],
    ['a form', 'multipart/form-data; boundary=x', '--x--'],
  ])('%s is not how a file comes', async (_what, type, payload) => {
    const answer = await leavesNothing(async () => {
      const response = await t.app.inject({
        method: 'POST',
        url: address(),
        headers: { authorization: `Bearer ${officer.token}`, 'content-type': type },
        payload,
      });
      return { status: response.statusCode, body: response.json(), headers: response.headers };
    });
    expect(answer.status).toBe(415);
  });

  test.each([
    ['../../etc/passwd'],
    ['a/b'],
    ['a\\b'],
    ['a\0b'],
    ['.'],
    ['..'],
    ['....'],
    [' .. '],
    ['   '],
    ['a\u202egpj.exe'],
    ['\u2066a\u2069'],
    ['a\nb'],
    ['a\u0007b'],
    ['a\u0085b'],
    ['a\u2028b'],
    [`${'x'.repeat(300)}.txt`],
    ['é'.repeat(256)],
  ])('the name %j is refused', async (name) => {
    const answer = await leavesNothing(() => officer.upload(id, name, Buffer.from('x')));
    expect(answer.status, JSON.stringify(answer.body)).toBe(422);
    expect(['file_name', 'malformed_body']).toContain(answer.body.code);
    expect(answer.body.title).not.toMatch(/file_name|malformed/);
  });

  test('a name is asked for', async () => {
    const nameless = await leavesNothing(async () => {
      const response = await t.app.inject({
        method: 'POST',
        url: `/api/cases/${id}/files`,
        headers: { authorization: `Bearer ${officer.token}`, 'content-type': 'application/octet-stream' },
        payload: Buffer.from('x'),
      });
      return { status: response.statusCode, body: response.json(), headers: response.headers };
    });
    expect([nameless.status, nameless.body.errors[0]]).toMatchObject([422, { field: 'name', rule: 'required' }]);
  });

  test('a file of more than half a gigabyte is refused before it comes', async () => {
    const before = await everything();
    const answer = await overHttp(`content-length: ${512 * 1024 * 1024 + 1}\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 413 [\s\S]*too_large/);
    expect(await everything()).toEqual(before);
  });

  test('an upload that breaks off leaves nothing on disk and nothing in the table', async () => {
    const before = await everything();
    for (const framing of ['content-length: 2000000\r\n\r\n', 'transfer-encoding: chunked\r\n\r\n186A0\r\n']) {
      const socket = net.connect(port, '127.0.0.1');
      socket.on('error', () => {});
      socket.write(head(framing));
      socket.write(randomBytes(100_000));
      await until('the upload is arriving', async () => (await vault()).length > before.disk.length);
      socket.destroy();
      await until('its traces are gone', async () => (await vault()).length === before.disk.length);
    }
    expect(await everything()).toEqual(before);
    expect((await officer.get('/api/health')).status).toBe(200);
  });

  test('a decided case takes no file, nor does a draft that was thrown away', async () => {
    const decided = await delivered(t);
    const discarded = await draft(t, 'evidence');
    await drafter.command(discarded, 'discard', { reason: 'Engano.' });
    for (const [who, where] of [
      [officer, decided.incoming],
      [drafter, discarded],
    ] as const) {
      const answer = await leavesNothing(() => who.upload(where, 'tarde.txt', Buffer.from('x')));
      expect([answer.status, answer.body.code]).toEqual([409, 'state']);
    }
  });

  test('another State’s case takes none, and says what an unknown one says', async () => {
    const own = await leavesNothing(() => officer.upload(randomUUID(), 'a.txt', Buffer.from('x')));
    const foreign = await leavesNothing(() => drafter.upload(id, 'a.txt', Buffer.from('x')));
    expect([own.status, foreign.status]).toEqual([404, 404]);
    expect([own.body.code, foreign.body.code]).toEqual(['not_found', 'not_found']);
  });
});

/** The head of an upload, by hand. */
const head = (rest: string) =>
  `POST ${address()} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${officer.token}\r\nconnection: close\r\ncontent-type: application/octet-stream\r\n${rest}`;

/** Sends an upload by hand and gives what came back until the server closed or a complete answer was there. */
function overHttp(rest: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = net.connect(port, '127.0.0.1', () => socket.write(head(rest)));
    socket.on('data', (chunk) => {
      answer += chunk;
      if (answer.includes('\r\n\r\n') && answer.endsWith('}')) socket.destroy();
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}

/** A download over a real connection: what the other end has when it ends. */
function download(file: string): Promise<{ status: number; body: Buffer; complete: boolean }> {
  return new Promise((resolve, reject) => {
    http
      .get(
        { port, path: `/api/cases/${id}/files/${file}`, headers: { authorization: `Bearer ${officer.token}` } },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk) => chunks.push(chunk));
          response.on('error', () => {});
          response.on('close', () =>
            resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks), complete: response.complete }),
          );
        },
      )
      .on('error', reject);
  });
}

describe('what is taken', () => {
  test.each([
    ['actas "finales".pdf'],
    ["l'aveu (copie).txt"],
    ['ação; filename=x.html.txt'],
    ['100%25 %0d%0a.txt'],
    ['証拠 🗂️.csv'],
    ['CON'],
    ['.htaccess'],
    ['é'.repeat(255)],
  ])('the name %j comes back as it was, in a header that holds nothing else', async (name) => {
    const { status, body } = await officer.upload(id, name, Buffer.from('contenido'));
    expect(status, JSON.stringify(body)).toBe(201);
    expect(body.name).toBe(name.normalize('NFC'));
    const { headers } = await officer.get(`/api/cases/${id}/files/${body.id}`);
    const disposition = String(headers['content-disposition']);
    const [, encoded = ''] =
      /^attachment; filename="[0-9a-f-]{36}"; filename\*=UTF-8''([A-Za-z0-9!#$&+.^_`|~%-]+)$/.exec(
        disposition,
      ) as string[];
    expect(decodeURIComponent(encoded)).toBe(name.normalize('NFC'));
  });

  test('a download is never rendered, never cached and never sniffed', async () => {
    const page = Buffer.from('<script>alert(1)</script>');
    const { body } = await officer.upload(id, 'page.html', page);
    const { headers, body: content, status } = await officer.get(`/api/cases/${id}/files/${body.id}`);
    expect(status).toBe(200);
    expect(content.equals(page)).toBe(true);
    expect(headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': expect.stringMatching(/^attachment;/),
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
    });
    expect(Number(headers['content-length'])).toBe(page.length);
    expect(headers['x-sha256']).toBe(body.sha256);
    expect(headers['access-control-allow-origin']).toBeUndefined();
  });

  test('at rest it is cipher: neither content, name nor two equal files can be told', async () => {
    const secret = Buffer.from('esta frase no debe estar en el disco '.repeat(100));
    const [one, two] = [
      (await officer.upload(id, 'secreto.txt', secret)).body,
      (await officer.upload(id, 'secreto.txt', secret)).body,
    ];
    const [first, second] = [await readFile(place(one.id)), await readFile(place(two.id))];
    for (const bytes of [first, second]) {
      expect(bytes.includes(Buffer.from('esta frase'))).toBe(false);
      expect(bytes.includes(Buffer.from('secreto'))).toBe(false);
    }
    expect(first.length).toBe(secret.length + 28);
    expect(first.subarray(12, 44).equals(second.subarray(12, 44))).toBe(false);
    expect(one.sha256).toBe(two.sha256);
    // The key in the row is wrapped: with the row and the disk in hand there is still no file.
    const [row] = await as(t.house.db, 'CHL', (trx) =>
      trx.selectFrom('file').select('wrapped_key').where('id', '=', one.id).execute(),
    );
    expect(Buffer.from(row?.wrapped_key ?? '', 'base64')).toHaveLength(60);
  });

  test('large files come and go whole, in pieces of any size', async () => {
    for (const size of [1, 16, 65_535, 65_536, 65_537, 3_000_001]) {
      const content = randomBytes(size);
      const { body } = await officer.upload(id, `${size}.bin`, content);
      const got = await download(body.id);
      expect([size, got.status, got.complete, got.body.equals(content)]).toEqual([size, 200, true, true]);
    }
  });

  test.each([100, 200_000])('of %d bytes altered on disk nobody ever gets the whole', async (size) => {
    const content = randomBytes(size);
    const { body } = await officer.upload(id, 'alterado.bin', content);
    const whole = await readFile(place(body.id));
    for (const at of [0, 13, whole.length - 1]) {
      const altered = Buffer.from(whole);
      altered[at] = (altered[at] as number) ^ 1;
      await writeFile(place(body.id), altered);
      const got = await download(body.id);
      const refused = got.status === 409 && got.body.toString().includes('hash_mismatch');
      expect([at, refused || !got.complete], `${got.status} ${got.body.toString().slice(0, 300)}`).toEqual([at, true]);
      if (!refused) expect(got.body.length).toBeLessThan(size);
    }
    await rm(place(body.id));
    const gone = await download(body.id);
    expect([gone.status, gone.body.toString()]).toEqual([409, expect.stringContaining('hash_mismatch')]);
    await writeFile(place(body.id), whole);
    expect((await download(body.id)).body.equals(content)).toBe(true);
  });

  test('sent twice with one key it is one file', async () => {
    const send = (content: string, key: string) =>
      t.app.inject({
        method: 'POST',
        url: address('dos veces.txt'),
        headers: {
          authorization: `Bearer ${officer.token}`,
          'content-type': 'application/octet-stream',
          'idempotency-key': key,
        },
        payload: Buffer.from(content),
      });
    const before = await everything();
    const key = randomUUID();
    const answers = await Promise.all([1, 2, 3, 4].map(() => send('lo mismo', key)));
    expect(new Set(answers.map((a) => `${a.statusCode} ${a.body}`)).size).toBe(1);
    expect(answers[0]?.statusCode).toBe(201);
    // The copies that lost are cleared away as their answers leave.
    await until('one copy stays', async () => (await vault()).length === before.disk.length + 1);
    const after = await everything();
    expect(after.rows).toHaveLength(before.rows.length + 1);
    const other = await send('otra cosa', key);
    expect([other.statusCode, other.json().code]).toEqual([422, 'idempotency_mismatch']);
    await until('its copy is gone', async () => (await vault()).length === after.disk.length);
    expect(await everything()).toEqual(after);
  });

  test('who touched it is in its custody, and nobody else', async () => {
    const { body } = await officer.upload(id, 'custodia.txt', Buffer.from('x'));
    await officer.get(`/api/cases/${id}/files/${body.id}`);
    await officer.post(`/api/cases/${id}/files/${body.id}/verify`);
    await drafter.get(`/api/cases/${id}/files/${body.id}`);
    const events = await as(t.house.db, 'CHL', (trx) =>
      trx
        .selectFrom('custody_event')
        .select(['action', 'sha256'])
        .where('file_id', '=', body.id)
        .orderBy('id')
        .execute(),
    );
    expect(events.map(({ action }) => action)).toEqual(['added', 'opened', 'verified']);
    expect(new Set(events.map(({ sha256 }) => sha256))).toEqual(new Set([body.sha256]));
  });
});
