import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { BadEnvelope, type Content, openReceipt, wrap } from '@rogatoria/api/exchange/envelope.ts';
import { receive } from '@rogatoria/api/exchange/receive.ts';
import { as, type Tables } from '@rogatoria/db';
import { CompactEncrypt, CompactSign } from 'jose';
import type { Selectable } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accepted, delivered, draft, preserved, type Sent, sent } from '../factories.ts';
import { type Caller, type TestHouse, testHouse } from '../harness/house.ts';

type Message = Selectable<Tables['message']>;

let t: TestHouse;
let drafter: Caller;
let approver: Caller;
let officer: Caller;
beforeAll(async () => {
  t = await testHouse();
  [drafter, approver, officer] = await Promise.all([
    t.as('drafter', 'BRA'),
    t.as('approver', 'BRA'),
    t.as('officer', 'CHL'),
  ]);
});
afterAll(() => t.close());

const read = async (who: Caller, id: string) => (await who.get(`/api/cases/${id}`)).body;
const types = async (who: Caller, id: string): Promise<string[]> =>
  (await who.get(`/api/cases/${id}/events`)).body.items
    .map((e: { type: string }) => e.type)
    .filter((type: string) => type !== 'reminder')
    .reverse();
const messages = (state: string, requestId: string, direction: 'in' | 'out'): Promise<Message[]> =>
  as(t.house.db, state, (trx) =>
    trx
      .selectFrom('message')
      .selectAll()
      .where('request_id', '=', requestId)
      .where('direction', '=', direction)
      .orderBy('sequence')
      .execute(),
  );
const count = (state: string, table: 'message' | 'case_file' | 'case_event' | 'file') =>
  as(t.house.db, state, async (trx) => {
    const { n } = await trx
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    return n;
  });
/** What a participant's vault holds, on disk. */
async function vault(state: string): Promise<string[]> {
  const entries = await readdir(path.join(t.dataDir, 'files', state), { recursive: true, withFileTypes: true }).catch(
    () => [],
  );
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}
const onDisk = (state: string, id: string) => path.join(t.dataDir, 'files', state, id.slice(0, 2), id);

const contentOf = (from: string, m: Message): Content => ({
  id: m.id,
  from,
  to: m.counterpart,
  request_id: m.request_id,
  sequence: m.sequence,
  type: m.type,
  version: m.version,
  at: m.at,
  body: m.body,
});
const noFiles = () => Promise.reject(new Error('no file was announced'));
const arrive = async (content: Content, open: (id: string) => Promise<Readable> = noFiles) => {
  const { sealed, signed } = await wrap(t.house.keys, content);
  const receipt = await receive(t.house, content.to, sealed, open, { now: t.house.clock.now() });
  return {
    receipt,
    signed,
    opened: receipt === null ? null : await openReceipt(t.house.keys, content.to, { id: content.id, signed }, receipt),
  };
};

/** A preservation request of Brazil's that has left and not yet arrived. */
async function underWay(): Promise<{ outgoing: string; message: Message }> {
  const outgoing = await draft(t, 'preservation');
  for (const [who, name] of [
    [drafter, 'submit'],
    [approver, 'approve'],
    [approver, 'transmit'],
  ] as const)
    expect((await who.command(outgoing, name)).status).toBe(200);
  const { request_id } = await read(drafter, outgoing);
  const [message] = await messages('BRA', request_id, 'out');
  return { outgoing, message: message as Message };
}

/** The next message that Brazil could send on a request, as its own software would never write it. */
async function forged(request: Sent, change: Partial<Content>): Promise<Content> {
  const taken = await messages('CHL', request.requestId, 'in');
  return {
    id: randomUUID(),
    from: 'BRA',
    to: 'CHL',
    request_id: request.requestId,
    sequence: taken.length + 1,
    type: 'release',
    version: 1,
    at: t.house.clock.now(),
    body: { reason: 'Arquivado.' },
    ...change,
  };
}

describe('once', () => {
  test('a message that comes twice is taken once and answered alike', async () => {
    const { message } = await underWay();
    const first = await arrive(contentOf('BRA', message));
    const second = await arrive(contentOf('BRA', message));
    expect(first.receipt).toBeTruthy();
    expect(second.receipt).toBe(first.receipt);
    expect(first.opened).toMatchObject({
      positive: true,
      reason: null,
      from: 'CHL',
      to: 'BRA',
      message_id: message.id,
    });
    expect(await messages('CHL', message.request_id, 'in')).toHaveLength(1);
    const { items } = (await officer.get(`/api/cases?q=${message.body.number}`)).body;
    expect(items).toHaveLength(1);
    expect(await types(officer, items[0].id)).toEqual(['message.request']);
    // The sender did not hear of it and sends it again: the same receipt, and nothing more.
    await t.work();
    const [kept] = await messages('BRA', message.request_id, 'out');
    expect([kept?.status, kept?.receipt]).toEqual(['delivered', first.receipt]);
    expect(await types(officer, items[0].id)).toEqual(['message.request']);
  });

  test('twenty twins at once are one', async () => {
    const { message } = await underWay();
    const { sealed } = await wrap(t.house.keys, contentOf('BRA', message));
    const receipts = await Promise.all(
      Array.from({ length: 20 }, () => receive(t.house, 'CHL', sealed, noFiles, { now: t.house.clock.now() })),
    );
    expect(new Set(receipts).size).toBe(1);
    expect(receipts[0]).toBeTruthy();
    expect(await messages('CHL', message.request_id, 'in')).toHaveLength(1);
    const { items } = (await officer.get(`/api/cases?q=${message.body.number}`)).body;
    expect(items).toHaveLength(1);
    expect(await types(officer, items[0].id)).toEqual(['message.request']);
    const told = await as(t.house.db, 'CHL', (trx) =>
      trx.selectFrom('notification').select('account_id').where('case_id', '=', items[0].id).execute(),
    );
    expect(told).toHaveLength(new Set(told.map((n) => n.account_id)).size);
  });

  test('twins of a delivery leave one copy of each file', async () => {
    const request = await accepted(t);
    const bytes = Buffer.from('una sola vez');
    const file = (await officer.upload(request.incoming, 'a.txt', bytes)).body.id;
    await officer.command(request.incoming, 'deliver', { files: [file], final: true, complete: true });
    const delivery = (await messages('CHL', request.requestId, 'out')).at(-1) as Message;
    const before = (await vault('BRA')).length;
    const { sealed } = await wrap(t.house.keys, contentOf('CHL', delivery));
    const receipts = await Promise.all(
      Array.from({ length: 6 }, () =>
        receive(t.house, 'BRA', sealed, async () => Readable.from([bytes]), { now: t.house.clock.now() }),
      ),
    );
    expect(new Set(receipts).size).toBe(1);
    expect((await read(drafter, request.outgoing)).files).toHaveLength(1);
    expect(await vault('BRA')).toHaveLength(before + 1);
    await t.work();
    expect(await vault('BRA')).toHaveLength(before + 1);
  });
});

describe('in the sender’s order', () => {
  test('what comes early is held, and taken in its turn', async () => {
    const { outgoing, message: request } = await underWay();
    expect((await drafter.command(outgoing, 'release', { reason: 'Desistimos.' })).status).toBe(200);
    const [, release] = await messages('BRA', request.request_id, 'out');
    const early = await arrive(contentOf('BRA', release as Message));
    expect(early.receipt).toBeNull();
    expect((await arrive(contentOf('BRA', release as Message))).receipt).toBeNull();
    expect((await officer.get(`/api/cases?q=${request.body.number}`)).body.total).toBe(0);
    expect((await messages('CHL', request.request_id, 'in')).map((m) => m.status)).toEqual(['held']);

    expect((await arrive(contentOf('BRA', request))).opened).toMatchObject({ positive: true });
    const { items } = (await officer.get(`/api/cases?q=${request.body.number}`)).body;
    expect(await types(officer, items[0].id)).toEqual(['message.request', 'message.release']);
    expect(items[0].outcome).toBe('released');
    const late = await arrive(contentOf('BRA', release as Message));
    expect(late.opened).toMatchObject({ positive: true, message_id: release?.id });
    await t.work();
    expect((await messages('BRA', request.request_id, 'out')).map((m) => m.status)).toEqual(['delivered', 'delivered']);
    expect(await types(officer, items[0].id)).toEqual(['message.request', 'message.release']);
    expect((await read(drafter, outgoing)).outcome).toBe('released');
  });

  test('a delivery that comes early loses none of its files', async () => {
    const request = await accepted(t);
    const bytes = Buffer.from('hora;dirección\n');
    const file = (await officer.upload(request.incoming, 'registros.csv', bytes)).body;
    await officer.command(request.incoming, 'postpone', { reasons: 'Motivos.', review: '2026-12-01' });
    await officer.command(request.incoming, 'resume', {});
    await officer.command(request.incoming, 'deliver', { files: [file.id], final: true, complete: true });
    const [postponement, resumption, delivery] = (await messages('CHL', request.requestId, 'out')).slice(-3) as [
      Message,
      Message,
      Message,
    ];
    const open = async () => Readable.from([bytes]);
    const before = await vault('BRA');
    for (const early of [delivery, resumption])
      expect((await arrive(contentOf('CHL', early), open)).receipt).toBeNull();
    expect(await vault('BRA')).toEqual(before);
    expect((await arrive(contentOf('CHL', postponement), open)).opened).toMatchObject({ positive: true });
    await t.work();
    t.forward(3_600_000);
    await t.work();
    const ours = await read(drafter, request.outgoing);
    expect(ours.state).toBe('transmitted');
    expect(ours.files).toMatchObject([{ name: 'registros.csv', sha256: file.sha256, origin: 'theirs', delivery: 1 }]);
    expect((await types(drafter, request.outgoing)).slice(-3)).toEqual([
      'message.postponement',
      'message.resumption',
      'message.delivery',
    ]);
    const content = await drafter.get(`/api/cases/${request.outgoing}/files/${ours.files[0].id}`);
    expect(content.body.equals(bytes)).toBe(true);
    expect(await vault('BRA')).toHaveLength(before.length + 1);
  });
});

describe('what is not an envelope for us', () => {
  let message: Message;
  let content: Content;
  beforeAll(async () => {
    ({ message } = await underWay());
    content = contentOf('BRA', message);
  });
  /** Seals any text for a participant, whoever signed it, if anybody did. */
  const sealFor = async (to: string, signed: string) =>
    new CompactEncrypt(new TextEncoder().encode(signed))
      .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM' })
      .encrypt((await t.house.keys.published(to)).sealing);
  const sign = async (by: string, text: string) =>
    new CompactSign(new TextEncoder().encode(text))
      .setProtectedHeader({ alg: 'EdDSA' })
      .sign((await t.house.keys.own(by)).signing);
  const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

  const cases: [string, () => Promise<string>][] = [
    ['nothing', async () => ''],
    ['garbage', async () => 'not.an.envelope.at.all'],
    ['another kind of token', async () => `${encoded({ alg: 'none' })}.${encoded({})}.`],
    ['sealed garbage', () => sealFor('CHL', 'garbage')],
    ['sealed JSON that nobody signed', () => sealFor('CHL', JSON.stringify(content))],
    ['a signature that is empty', () => sealFor('CHL', `${encoded({ alg: 'none' })}.${encoded(content)}.`)],
    [
      'a broken signature',
      async () => {
        const { signed } = await wrap(t.house.keys, content);
        const last = signed.slice(-4, -3);
        return sealFor('CHL', `${signed.slice(0, -4)}${last === 'A' ? 'B' : 'A'}${signed.slice(-3)}`);
      },
    ],
    [
      'an altered body under the old signature',
      async () => {
        const [header, , signature] = (await wrap(t.house.keys, content)).signed.split('.');
        const altered = encoded({ ...content, body: { ...content.body, urgency: 'emergency' } });
        return sealFor('CHL', `${header}.${altered}.${signature}`);
      },
    ],
    ['another’s signature', async () => sealFor('CHL', await sign('USA', JSON.stringify(content)))],
    ['our own signature in their name', async () => sealFor('CHL', await sign('CHL', JSON.stringify(content)))],
    ['an unknown sender', async () => sealFor('CHL', await sign('USA', JSON.stringify({ ...content, from: 'ZZZ' })))],
    [
      'one for another, sealed for us',
      async () => sealFor('CHL', await sign('BRA', JSON.stringify({ ...content, to: 'USA' }))),
    ],
    ['one sealed for another', async () => (await wrap(t.house.keys, { ...content, to: 'USA' })).sealed],
    [
      'one with a seal that was touched',
      async () => {
        const { sealed } = await wrap(t.house.keys, content);
        const parts = sealed.split('.');
        parts[3] = `${parts[3]?.startsWith('A') ? 'B' : 'A'}${parts[3]?.slice(1)}`;
        return parts.join('.');
      },
    ],
    ...(
      [
        ['an id that is none', { id: '1; drop table message' }],
        ['a request id that is none', { request_id: 'x' }],
        ['place zero', { sequence: 0 }],
        ['half a place', { sequence: 1.5 }],
        ['an endless place', { sequence: 2 ** 40 }],
        ['a place in words', { sequence: '1' }],
        ['no type', { type: undefined }],
        ['no body', { body: undefined }],
        ['a list for a body', { body: [] }],
        ['no time', { at: 'now' }],
      ] as const
    ).map(([what, change]): [string, () => Promise<string>] => [
      what,
      async () => sealFor('CHL', await sign('BRA', JSON.stringify({ ...content, ...change }))),
    ]),
  ];

  test.each(cases)('%s is refused and leaves nothing', async (_what, make) => {
    const sealed = await make();
    const before = [await count('CHL', 'message'), await count('CHL', 'case_file'), await count('CHL', 'case_event')];
    await expect(receive(t.house, 'CHL', sealed, noFiles, { now: t.house.clock.now() })).rejects.toThrow(BadEnvelope);
    expect([await count('CHL', 'message'), await count('CHL', 'case_file'), await count('CHL', 'case_event')]).toEqual(
      before,
    );
  });

  test('a second message in the place, or with the id, of the first is refused', async () => {
    const request = await sent(t, 'preservation');
    const [first] = await messages('CHL', request.requestId, 'in');
    const before = await count('CHL', 'message');
    for (const change of [{ sequence: 1 }, { id: first?.id ?? '', request_id: randomUUID(), sequence: 1, from: 'USA' }])
      await expect(forged(request, change).then((c) => arrive(c))).rejects.toThrow(BadEnvelope);
    expect(await count('CHL', 'message')).toBe(before);
    expect((await messages('CHL', request.requestId, 'in'))[0]).toEqual(first);
  });

  test('a receipt of another, for another or over other words is no receipt', async () => {
    const { receipt, signed } = await arrive(content);
    for (const [by, of] of [
      ['USA', { id: content.id, signed }],
      ['CHL', { id: randomUUID(), signed }],
      ['CHL', { id: content.id, signed: `${signed}x` }],
    ] as const)
      await expect(openReceipt(t.house.keys, by, of, receipt as string)).rejects.toThrow(BadEnvelope);
  });
});

describe('what is signed, ours, and cannot be taken', () => {
  test('a type we do not know, a newer version and a malformed body get a signed no, and an officer sees it', async () => {
    const request = await preserved(t);
    const { log_length } = await as(t.house.db, 'CHL', (trx) =>
      trx.selectFrom('case_file').select('log_length').where('id', '=', request.incoming).executeTakeFirstOrThrow(),
    );
    for (const [change, reason] of [
      [{ type: 'greeting' }, /^unknown_type/],
      [{ version: 2 }, /^newer_version/],
      [{ type: 'greeting', version: 99, body: { anything: [1, { of: 'it' }] } }, /^newer_version/],
      [{ type: 'release', body: {} }, /^malformed: reason/],
      [{ type: 'extension_request', body: { until: 'soon', reason: 'x' } }, /^malformed: until/],
      [{ type: 'acknowledgement', body: {} }, /^unknown_type/],
      [{ type: 'delivery', body: { manifest: 'none' } }, /^malformed|^unknown_type/],
    ] as const) {
      const content = await forged(request, change as Partial<Content>);
      const { opened, receipt } = await arrive(content);
      expect(opened).toMatchObject({ positive: false, message_id: content.id });
      expect(opened?.reason).toMatch(reason);
      expect((await arrive(content)).receipt).toBe(receipt);
      const view = await read(officer, request.incoming);
      expect(view.state).toBe('preserved');
      expect(view.messages.find((m: { id: string }) => m.id === content.id)).toMatchObject({
        status: 'rejected',
        receipt: { positive: false, reason: opened?.reason },
      });
    }
    const after = await as(t.house.db, 'CHL', (trx) =>
      trx.selectFrom('case_file').select('log_length').where('id', '=', request.incoming).executeTakeFirstOrThrow(),
    );
    expect(after.log_length).toBe(log_length);
    // What was refused holds nothing up.
    const { opened } = await arrive(await forged(request, {}));
    expect(opened).toMatchObject({ positive: true });
    expect((await read(officer, request.incoming)).outcome).toBe('released');
  });

  test('a request cannot take a number or an identity that is not its sender’s', async () => {
    const request = await sent(t, 'preservation');
    const [original] = await messages('CHL', request.requestId, 'in');
    const before = await count('CHL', 'case_file');
    const ours = await read(officer, request.incoming);
    for (const [from, change, reason] of [
      ['BRA', { request_id: randomUUID(), body: { ...original?.body, number: 'CHL-BRA-2026-00001-P' } }, 'number'],
      ['BRA', { request_id: randomUUID(), body: { ...original?.body, number: 'USA-CHL-2026-00001-P' } }, 'number'],
      ['BRA', { request_id: randomUUID(), body: { ...original?.body, number: 7 } }, 'malformed'],
      ['BRA', { request_id: randomUUID(), body: {} }, 'malformed'],
      [
        'USA',
        { request_id: request.requestId, body: { ...original?.body, number: 'USA-CHL-2026-00009-P' } },
        'request_id',
      ],
      ['USA', { request_id: request.requestId, type: 'release', sequence: 2 }, 'unexpected'],
    ] as const) {
      const content = { ...(await forged(request, { sequence: 1, type: 'request' })), ...change, from } as Content;
      const { opened } = await arrive(content);
      if (content.sequence === 1) {
        expect(opened?.positive).toBe(false);
        expect(opened?.reason).toContain(reason);
      }
    }
    expect(await count('CHL', 'case_file')).toBe(before);
    const { receipt: _r, ...same } = ours;
    expect(await read(officer, request.incoming)).toMatchObject(same);
  });

  test('a second request on one identity is refused, and the case stays as it was', async () => {
    const request = await sent(t, 'preservation');
    const [original] = await messages('CHL', request.requestId, 'in');
    const before = await read(officer, request.incoming);
    const { opened } = await arrive(
      await forged(request, { type: 'request', body: { ...original?.body, title: 'Outra coisa' } }),
    );
    expect(opened).toMatchObject({ positive: false });
    expect(opened?.reason).toMatch(/^unexpected/);
    expect(await read(officer, request.incoming)).toEqual(before);
  });

  test('a delivery under hostile names, doubled or known identities is refused, and its files are thrown away', async () => {
    const request = await accepted(t);
    const bytes = Buffer.from('contenido');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const item = (change: object = {}) => ({
      id: randomUUID(),
      name: 'a.txt',
      media_type: 'text/plain',
      size: bytes.length,
      sha256,
      ...change,
    });
    const body = (manifest: unknown[]) => ({
      files: manifest.map(() => randomUUID()),
      final: true,
      complete: true,
      number: 1,
      manifest,
    });
    const known = await delivered(t);
    const [theirs] = await as(t.house.db, 'BRA', (trx) =>
      trx.selectFrom('file').select('shared_id').where('case_id', '=', known.outgoing).execute(),
    );
    const twice = item();
    const before = await vault('BRA');
    for (const manifest of [
      [item({ name: '../../etc/passwd' })],
      [item({ name: 'a\u202etxt.exe' })],
      [item({ name: 'a\r\nb' })],
      [item({ name: '..' })],
      [twice, twice],
      [item({ id: theirs?.shared_id })],
      [],
      ['a.txt'],
      [item({ sha256: 'none' })],
    ]) {
      const next = (await messages('BRA', request.requestId, 'in')).length + 1;
      const content = await forged(request, {
        from: 'CHL',
        to: 'BRA',
        sequence: next,
        type: 'delivery',
        body: body(manifest),
      });
      const { opened } = await arrive(content, async () => Readable.from([bytes]));
      expect(opened?.positive, JSON.stringify(manifest)).toBe(false);
      expect(opened?.reason).toMatch(/^malformed/);
    }
    const view = await read(drafter, request.outgoing);
    expect([view.state, view.files]).toEqual(['accepted', []]);
    expect(await vault('BRA')).toEqual(before);
  });

  test('the sender keeps the signed no and tells its officers, once', async () => {
    const request = await sent(t, 'preservation');
    await as(t.house.db, 'BRA', (trx) =>
      trx
        .insertInto('message')
        .values({
          participant: 'BRA',
          id: randomUUID(),
          case_id: request.outgoing,
          request_id: request.requestId,
          counterpart: 'CHL',
          direction: 'out',
          sequence: 2,
          type: 'greeting',
          version: 1,
          body: '{}',
          envelope: null,
          status: 'waiting',
          at: t.house.clock.now(),
          receipt: null,
          receipt_at: null,
          reason: null,
          next_attempt_at: t.house.clock.now(),
        })
        .execute(),
    );
    await t.work();
    await t.work();
    const view = await read(drafter, request.outgoing);
    expect(view.messages.at(-1)).toMatchObject({
      type: 'greeting',
      status: 'rejected',
      receipt: { positive: false, verified: true, reason: 'unknown_type: greeting' },
    });
    const { items } = (await approver.get('/api/notifications')).body;
    const told = items.filter(
      (n: { case_id: string; text: { key: string } }) =>
        n.case_id === request.outgoing && n.text.key === 'notice.message_rejected',
    );
    expect(told).toHaveLength(1);
    // The officers to whom it came hear of it too, and find it with its reason.
    const theirs = (await officer.get('/api/notifications')).body.items;
    expect(
      theirs.filter(
        (n: { case_id: string; text: { key: string } }) =>
          n.case_id === request.incoming && n.text.key === 'notice.message_not_taken',
      ),
    ).toHaveLength(1);
    expect((await read(officer, request.incoming)).messages.at(-1)).toMatchObject({ status: 'rejected' });
  });
});

describe('a way that fails', () => {
  test('a file that cannot be read for a while is delivered later, once, and nothing overtakes it', async () => {
    const request = await accepted(t);
    const [one, two] = [
      (await officer.upload(request.incoming, 'uno.txt', Buffer.from('uno'))).body.id,
      (await officer.upload(request.incoming, 'dos.txt', Buffer.from('dos'))).body.id,
    ];
    await officer.command(request.incoming, 'deliver', { files: [one], final: false, complete: false });
    await officer.command(request.incoming, 'deliver', { files: [two], final: true, complete: true });
    const away = onDisk('CHL', one);
    await rename(away, `${away}.away`);
    const before = await vault('BRA');
    for (let attempt = 1; attempt <= 3; attempt++) {
      await t.work();
      const waiting = (await messages('CHL', request.requestId, 'out')).slice(-2);
      expect(waiting.map((m) => [m.type, m.status, m.receipt])).toEqual([
        ['delivery', 'waiting', null],
        ['delivery', 'waiting', null],
      ]);
      expect(waiting[0]?.attempts).toBe(attempt);
      expect((waiting[0]?.next_attempt_at as string) > t.house.clock.now()).toBe(true);
      const ours = await read(drafter, request.outgoing);
      expect([ours.state, ours.files]).toEqual(['accepted', []]);
      expect(await vault('BRA')).toEqual(before);
      t.forward(3_600_000);
    }
    await rename(`${away}.away`, away);
    for (let round = 0; round < 3; round++) {
      await t.work();
      t.forward(3_600_000);
    }
    const ours = await read(drafter, request.outgoing);
    expect(ours.state).toBe('transmitted');
    expect(ours.files.map((f: { name: string; delivery: number }) => [f.name, f.delivery])).toEqual([
      ['uno.txt', 1],
      ['dos.txt', 2],
    ]);
    expect((await types(drafter, request.outgoing)).filter((type) => type === 'message.delivery')).toHaveLength(2);
    expect(await vault('BRA')).toHaveLength(before.length + 2);
  });

  test('one request that cannot be delivered does not hold up another', async () => {
    const stuck = await accepted(t);
    const free = await accepted(t);
    const file = (await officer.upload(stuck.incoming, 'a.txt', Buffer.from('a'))).body.id;
    await officer.command(stuck.incoming, 'deliver', { files: [file], final: true, complete: true });
    await officer.command(free.incoming, 'postpone', { reasons: 'Motivos.', review: '2026-12-01' });
    const away = onDisk('CHL', file);
    await rename(away, `${away}.away`);
    await t.work();
    expect((await read(drafter, stuck.outgoing)).state).toBe('accepted');
    expect((await read(drafter, free.outgoing)).state).toBe('postponed');
    await rename(`${away}.away`, away);
    t.forward(3_600_000);
    await t.work();
    expect((await read(drafter, stuck.outgoing)).state).toBe('transmitted');
  });

  test('a file altered on disk before it left is never recorded as received, and is sent when it is whole again', async () => {
    const request = await accepted(t);
    const file = (await officer.upload(request.incoming, 'a.txt', Buffer.from('intacto'))).body;
    const place = onDisk('CHL', file.id);
    const whole = await readFile(place);
    const altered = Buffer.from(whole);
    altered[14] = (altered[14] as number) ^ 1;
    await writeFile(place, altered);
    await officer.command(request.incoming, 'deliver', { files: [file.id], final: true, complete: true });
    const before = await vault('BRA');
    for (let attempt = 0; attempt < 2; attempt++) {
      await t.work();
      t.forward(3_600_000);
    }
    const ours = await read(drafter, request.outgoing);
    expect([ours.state, ours.files]).toEqual(['accepted', []]);
    expect(await types(drafter, request.outgoing)).not.toContain('message.delivery');
    expect(await vault('BRA')).toEqual(before);
    // A file shorter than it should be, or longer, is no better.
    for (const wrong of [whole.subarray(0, 20), whole.subarray(0, -1), Buffer.concat([whole, Buffer.from('x')])]) {
      await writeFile(place, wrong);
      await t.work();
      t.forward(3_600_000);
      expect((await read(drafter, request.outgoing)).files).toEqual([]);
    }
    await writeFile(place, whole);
    await t.work();
    const after = await read(drafter, request.outgoing);
    expect(after.state).toBe('transmitted');
    expect(after.files).toMatchObject([{ sha256: file.sha256 }]);
  });

  test('a file altered after it came is found, and its receipt is not confirmed until it is whole', async () => {
    const request = await delivered(t);
    const { files } = await read(drafter, request.outgoing);
    const place = onDisk('BRA', files[0].id);
    const whole = await readFile(place);
    const altered = Buffer.from(whole);
    altered[14] = (altered[14] as number) ^ 1;
    await writeFile(place, altered);
    const verify = () => drafter.post(`/api/cases/${request.outgoing}/files/${files[0].id}/verify`);
    expect((await verify()).body).toMatchObject({ matches: false });
    const refused = await drafter.command(request.outgoing, 'confirm_receipt');
    expect([refused.status, refused.body.errors]).toEqual([
      422,
      [expect.objectContaining({ field: 'files', rule: 'hash_mismatch' })],
    ]);
    expect((await read(drafter, request.outgoing)).state).toBe('transmitted');
    await writeFile(place, whole);
    expect((await verify()).body).toEqual({ matches: true, sha256: files[0].sha256 });
    expect((await drafter.command(request.outgoing, 'confirm_receipt')).status).toBe(200);
    const custody = await as(t.house.db, 'BRA', (trx) =>
      trx.selectFrom('custody_event').select('action').where('file_id', '=', files[0].id).orderBy('id').execute(),
    );
    expect(custody.map(({ action }) => action)).toEqual(['received', 'mismatch', 'verified']);
  });
});
