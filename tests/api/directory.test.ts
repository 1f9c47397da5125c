// The directory: entries by versions, a second officer's call-back before an address moves, the yearly confirmation, the
// address that a request keeps, and timed test calls between desks.
import { randomUUID } from 'node:crypto';
import { verify } from '@rogatoria/api/audit/verify.ts';
import type { Mailer } from '@rogatoria/api/notifications/mail.ts';
import { as, sql } from '@rogatoria/db';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { draft, sent } from '../factories.ts';
import { type Caller, type TestHouse, testHouse } from '../harness/house.ts';

let t: TestHouse;
let editor: Caller;
let second: Caller;
let reader: Caller;
const mails: { to: string; subject: string; text: string }[] = [];
const mailer: Mailer = async ({ to, subject, text }) => {
  mails.push({ to, subject, text });
};
beforeAll(async () => {
  t = await testHouse();
  editor = await t.as('directory', 'CHL');
  second = await t.as('approver', 'CHL');
  reader = await t.as('drafter', 'BRA');
});
afterAll(() => t.close());

const day = 86_400_000;
const base = { instruments: [], networks: [], channels: ['mail'], languages: ['es'], valid_from: '2026-01-01' };
const central = { ...base, role: 'central_authority', name: 'Autoridad inventada', email: 'uno@autoridad.test' };
const desk = { ...base, role: 'point_of_contact', name: 'Guardia inventada', phone: '+56 2 5555 0100' };
const unit = { ...base, role: 'cybercrime_unit', name: 'Brigada inventada', email: 'brigada@autoridad.test' };
const back = { called: '+56 2 5555 0000', spoken_with: 'Rosa Inventada' };

const add = (said: object, who = editor) =>
  who.post('/api/directory/entries/authority', { said, reason: 'Decreto inventado' });
const seen = (version: number) => ({ 'if-match': `"${version}"` });
const confirm = (entry: string, version: number, who = second, body: object = back) =>
  who.post(`/api/directory/entries/${entry}/confirm`, body, seen(version));
const change = (entry: string, version: number, said: object) =>
  editor.put(`/api/directory/entries/authority/${entry}`, { said, reason: 'Mudanza' }, seen(version));
const entered = async (said: object): Promise<string> => {
  const { status, body } = await add(said);
  expect(status).toBe(201);
  if (body.call_back) expect((await confirm(body.entry, 1)).status).toBe(200);
  return body.entry;
};
const rule = ({ status, body }: { status: number; body: { errors?: { field: string; rule: string }[] } }) => [
  status,
  ...(body.errors ?? []).map(({ field, rule: name }) => `${field} ${name}`),
];
const entriesOf = async (who: Caller, state = 'CHL') => (await who.get(`/api/directory/${state}`)).body.entries;
const sound = async () => expect((await verify(t.house.db, ['BRA', 'CHL', 'OAS'])).first).toBeNull();

let authority: string;
let guard: string;
let brigade: string;

describe('entries', () => {
  test('an entry that no request goes to is in force at once, and read by every participant', async () => {
    brigade = await entered(unit);
    const [found] = await entriesOf(reader);
    expect(found).toMatchObject({ entry: brigade, version: 1, kind: 'authority', said: unit });
    expect(found.confirmed_at).toBe(t.house.clock.now());
    const { items } = (await (await t.as('desk', 'OAS')).get('/api/directory')).body;
    expect(items.map(({ state }: { state: string }) => state)).toEqual(['BRA', 'CHL', 'HTI', 'OAS', 'USA']);
    expect(items[1].entries).toHaveLength(1);
    expect((await reader.get('/api/directory/XXX')).status).toBe(404);
  });

  test('a central authority waits for the call-back of a second officer, at an address that was known', async () => {
    const { status, body } = await add(central);
    expect([status, body.call_back]).toEqual([201, true]);
    authority = body.entry;
    expect((await entriesOf(reader)).map(({ entry }: { entry: string }) => entry)).toEqual([brigade]);
    // what waits is the own State's to see
    const waiting = (who: Caller) =>
      who
        .get('/api/directory/CHL')
        .then(({ body: view }) => view.history.find(({ entry }: { entry: string }) => entry === authority)?.waiting);
    expect(await waiting(editor)).toEqual({ version: 1, mine: true });
    expect(await waiting(second)).toEqual({ version: 1, mine: false });
    expect(await waiting(reader)).toBeUndefined();
    expect(rule(await confirm(authority, 1, editor))).toEqual([422, 'called directory_own_change']);
    expect(rule(await change(authority, 1, { ...central, name: 'Otra' }))).toEqual([422, 'said directory_waits']);
    expect((await confirm(authority, 2)).status).toBe(412);
    expect((await confirm(authority, 1)).status).toBe(200);
    expect((await confirm(authority, 1)).status).toBe(412);
    expect((await entriesOf(reader)).map(({ entry }: { entry: string }) => entry)).toEqual([authority, brigade]);
    guard = await entered(desk);
    // where others look for it, it takes the place of what the operator set up
    const { items } = (await reader.get('/api/participants')).body;
    expect(items.find(({ code }: { code: string }) => code === 'CHL')).toMatchObject({
      authority: central.name,
      desk: { name: desk.name, phone: desk.phone, email: '' },
    });
  });

  test('the old and the new address are told of a change; until it is confirmed the old one is in force', async () => {
    await t.work(mailer);
    mails.length = 0;
    const moved = { ...central, email: 'dos@autoridad.test' };
    expect((await change(authority, 1, moved)).body).toMatchObject({ version: 2, call_back: true });
    await t.work(mailer);
    const told = (address: string) => mails.filter(({ to }) => to === address);
    for (const address of ['uno@autoridad.test', 'dos@autoridad.test']) {
      expect(told(address)).toHaveLength(1);
      expect(told(address)[0]?.text).toContain('Aún no rige');
      expect(told(address)[0]?.text).toContain('Antes: uno@autoridad.test\nDespués: dos@autoridad.test');
    }
    expect((await entriesOf(reader))[0]).toMatchObject({ version: 1, said: { email: 'uno@autoridad.test' } });
    // at the address that is to be checked nobody checks it
    const there = { ...back, called: 'Dos@autoridad.test' };
    expect(rule(await confirm(authority, 2, second, there))).toEqual([422, 'called directory_called_new']);
    const refused = await second.post(`/api/directory/entries/${authority}/refuse`, { reason: 'Nadie sabe' }, seen(2));
    expect(refused.status).toBe(200);
    await t.work(mailer);
    expect((await entriesOf(reader))[0]).toMatchObject({ version: 1, said: { email: 'uno@autoridad.test' } });

    expect((await change(authority, 1, moved)).status).toBe(412);
    expect((await change(authority, 2, moved)).body).toMatchObject({ version: 3, call_back: true });
    await t.work(mailer);
    t.forward(3_600_000);
    expect((await confirm(authority, 3)).status).toBe(200);
    await t.work(mailer);
    expect((await entriesOf(reader))[0]).toMatchObject({
      version: 3,
      said: { email: 'dos@autoridad.test' },
      since: t.house.clock.now(),
    });
    expect(told('uno@autoridad.test').map(({ text }) => /Aún no rige|rechazó|ya rige/.exec(text)?.[0])).toEqual([
      'Aún no rige',
      'rechazó',
      'Aún no rige',
      'ya rige',
    ]);
    // another State reads what was in force, without the names of who did it
    const history = (await reader.get('/api/directory/CHL')).body.history.find(
      ({ entry }: { entry: string }) => entry === authority,
    );
    expect(history.versions.map(({ version, by }: { version: number; by: unknown }) => [version, by])).toEqual([
      [3, null],
      [1, null],
    ]);
    const own = (await second.get('/api/directory/CHL')).body.history.find(
      ({ entry }: { entry: string }) => entry === authority,
    );
    expect(
      own.versions.map(({ version, call_back, by, decided_by }: Record<string, unknown>) => [
        version,
        call_back,
        by,
        decided_by,
      ]),
    ).toEqual([
      [3, 'confirmed', 'Félix Lista', 'Benito Modelo'],
      [2, 'refused', 'Félix Lista', 'Benito Modelo'],
      [1, 'confirmed', 'Félix Lista', 'Benito Modelo'],
    ]);
    await sound();
  });

  test('what cannot stand is refused by field; nothing new is no version; what is taken out stays in the history', async () => {
    const { phone: _, ...mute } = desk;
    expect(rule(await add({ ...mute, email: 'a@b.test' }))).toEqual([422, 'said.phone directory_desk_phone']);
    expect(rule(await add({ ...unit, valid_from: '2026-03-04' }))).toEqual([422, 'said.valid_from directory_future']);
    expect(rule(await change(brigade, 1, unit))).toEqual([422, 'said directory_unchanged']);
    expect((await change(randomUUID(), 1, unit)).status).toBe(404);
    expect((await change(brigade, 1, { ...unit, name: 'Brigada nueva' })).body.call_back).toBe(false);
    const out = await editor.post(`/api/directory/entries/${brigade}/withdraw`, { reason: 'Disuelta' }, seen(2));
    expect(out.body).toMatchObject({ version: 3, call_back: false });
    expect((await entriesOf(reader)).map(({ entry }: { entry: string }) => entry)).toEqual([authority, guard]);
    const { history } = (await reader.get('/api/directory/CHL')).body;
    expect(history.find(({ entry }: { entry: string }) => entry === brigade).versions).toHaveLength(3);
    // taking out the desk waits, as moving it would
    const silent = await editor.post(`/api/directory/entries/${guard}/withdraw`, { reason: 'Ya no' }, seen(1));
    expect(silent.body).toMatchObject({ version: 2, call_back: true });
    expect((await entriesOf(reader)).map(({ entry }: { entry: string }) => entry)).toEqual([authority, guard]);
    await second.post(`/api/directory/entries/${guard}/refuse`, { reason: 'Sí existe' }, seen(2));
  });

  test('a repeated request adds one version', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const body = { said: { ...unit, name: 'Una vez' }, reason: 'x' };
    const [one, two] = [
      await editor.post('/api/directory/entries/authority', body, key),
      await editor.post('/api/directory/entries/authority', body, key),
    ];
    expect(two.body).toEqual(one.body);
    expect(
      (await entriesOf(reader)).filter(({ said }: { said: { name: string } }) => said.name === 'Una vez'),
    ).toHaveLength(1);
  });

  test('a provider is entered with its source, and waits for nobody', async () => {
    const said = {
      name: 'Nube inventada',
      accepts: ['preservation'],
      retention: [{ category: 'TRAFFIC', days: 90 }],
      languages: ['es'],
      source: 'Carta de la nube',
      as_of: '2026-02-01',
    };
    const { status, body } = await editor.post('/api/directory/entries/provider', { said, reason: 'x' });
    expect([status, body.call_back]).toEqual([201, false]);
    expect((await entriesOf(reader)).at(-1)).toMatchObject({ kind: 'provider', said });
    const as_authority = await change(body.entry, 1, unit);
    expect(as_authority.status).toBe(404);
  });
});

describe('the yearly confirmation', () => {
  const standing = async () =>
    (await entriesOf(editor)).map(({ entry, version }: { entry: string; version: number }) => ({ entry, version }));

  test('confirms what was seen, and nothing else', async () => {
    t.forward(60 * day);
    const all = await standing();
    for (const wrong of [
      all.slice(1),
      [],
      [...all, { entry: randomUUID(), version: 1 }],
      all.map((one: { version: number }) => ({ ...one, version: one.version + 1 })),
    ])
      expect((await editor.post('/api/directory/attest', { entries: wrong })).status).toBe(412);
    const { status, body } = await editor.post('/api/directory/attest', { entries: all });
    expect([status, body]).toEqual([200, { at: t.house.clock.now(), entries: all.length }]);
    const view = (await reader.get('/api/directory/CHL')).body;
    expect(view.attested_at).toBe(t.house.clock.now());
    for (const { confirmed_at } of view.entries) expect(confirmed_at).toBe(t.house.clock.now());
    expect(view.attestations).toEqual([{ at: t.house.clock.now(), entries: all.length, by: null }]);
    expect((await editor.get('/api/directory/CHL')).body.attestations[0].by).toBe('Félix Lista');
    const none = await (await t.as('directory', 'HTI')).post('/api/directory/attest', { entries: [] });
    expect(rule(none)).toEqual([422, 'entries directory_empty']);
  });

  test('is asked for in time, and a month late of the head of the authority too; once each', async () => {
    const keysOf = async (who: Caller) =>
      (await who.get('/api/notifications')).body.items
        .map(({ text }: { text: { key: string } }) => text.key)
        .filter((key: string) => key.startsWith('notice.directory_due') || key.startsWith('notice.directory_overdue'));
    const { due_at } = (await editor.get('/api/directory/CHL')).body;
    const told: [number, number][] = [];
    for (const left of [31, 29, 6, -1, -31]) {
      t.forward(new Date(Date.parse(due_at) - left * day).toISOString());
      await t.work();
      await t.work();
      told.push([(await keysOf(editor)).length, (await keysOf(second)).length]);
    }
    expect(told).toEqual([
      [0, 0],
      [1, 0],
      [2, 0],
      [3, 0],
      [4, 1],
    ]);
    await editor.post('/api/directory/attest', { entries: await standing() });
    t.forward(2 * day);
    await t.work();
    expect(await keysOf(editor)).toHaveLength(4);
    await sound();
  });
});

describe('the address of a request', () => {
  test('is kept as the directory had it when it was sent, whatever comes after', async () => {
    const drafter = await t.as('drafter', 'BRA');
    const unsent = await draft(t, 'preservation');
    const asked = async (id: string, who: Caller = drafter) => (await who.get(`/api/cases/${id}/address`)).body.items;
    const [now] = await asked(unsent);
    expect(now).toMatchObject({ entry: authority, version: 3, said: { email: 'dos@autoridad.test' }, at: null });

    const file = await sent(t, 'preservation');
    const when = t.house.clock.now();
    t.forward(day);
    await change(authority, 3, { ...central, email: 'tres@autoridad.test' });
    await confirm(authority, 4);
    const kept = await asked(file.outgoing);
    expect(kept.map(({ entry, version, at }: Record<string, unknown>) => [entry, version, at]).sort()).toEqual(
      [
        [authority, 3, when],
        [guard, 1, when],
      ].sort(),
    );
    expect((await asked(unsent))[0]).toMatchObject({ version: 4 });
    expect(await asked(file.incoming, await t.as('officer', 'CHL'))).toEqual([]);
    expect((await drafter.get(`/api/cases/${file.incoming}/address`)).status).toBe(404);
    await sound();
  });
});

describe('test calls', () => {
  test('reach who is on duty, and are timed by the house until one answers', async () => {
    const caller = await t.as('duty', 'BRA');
    const duty = await t.as('duty', 'CHL');
    expect(rule(await caller.post('/api/test-calls', { desk: 'PER' }))).toEqual([422, 'desk test_call_desk']);
    expect(rule(await caller.post('/api/test-calls', { desk: 'BRA' }))).toEqual([422, 'desk test_call_desk']);
    expect(rule(await caller.post('/api/test-calls', { desk: 'OAS' }))).toEqual([422, 'desk test_call_desk']);
    const { status, body } = await caller.post('/api/test-calls', { desk: 'CHL' });
    expect(status).toBe(201);
    // a desk is not called by everybody at once
    const other = await (await t.as('desk', 'OAS')).post('/api/test-calls', { desk: 'CHL' });
    expect(rule(other)).toEqual([422, 'desk test_call_recent']);
    await t.work();
    await t.work();
    const notices = async (who: Caller, key: string) =>
      (await who.get('/api/notifications')).body.items.filter(
        ({ text }: { text: { key: string } }) => text.key === key,
      );
    expect(await notices(duty, 'notice.test_call')).toHaveLength(1);
    expect((await notices(duty, 'notice.test_call'))[0].urgent).toBe(true);
    expect((await duty.get('/api/test-calls')).body).toMatchObject({ may_answer: true, items: [{ id: body.id }] });
    // who stands apart neither sees it nor answers it
    const stranger = await t.as('duty', 'USA');
    expect((await stranger.get('/api/test-calls')).body.items).toEqual([]);
    for (const who of [stranger, caller])
      expect((await who.post(`/api/test-calls/${body.id}/answer`)).status).toBe(404);

    t.forward(42 * 60_000);
    expect((await duty.post(`/api/test-calls/${body.id}/answer`)).status).toBe(200);
    const again = await duty.post(`/api/test-calls/${body.id}/answer`);
    expect([again.status, again.body.code]).toEqual([409, 'test_call_answered']);
    await t.work();
    await t.work();
    const [answered, ...more] = await notices(caller, 'notice.test_call_answered');
    expect([answered.text.params.minutes, more]).toEqual([42, []]);
    const { calls } = (await reader.get('/api/directory/CHL')).body;
    expect(calls).toMatchObject({ made: 1, within_hour: 1, unanswered: 0, median_hours: 'suppressed' });
    await sound();
  });

  test('two who answer at the same moment answer once', async () => {
    t.forward(2 * day);
    const { body } = await (await t.as('duty', 'BRA')).post('/api/test-calls', { desk: 'CHL' });
    const officers = [await t.as('duty', 'CHL'), await t.officer('CHL', ['duty'])];
    const answers = await Promise.all(officers.map((who) => who.post(`/api/test-calls/${body.id}/answer`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    await sound();
  });

  test('are forgotten by the figures after a year', async () => {
    t.forward(366 * day);
    expect((await reader.get('/api/directory/CHL')).body.calls.made).toBe(0);
    expect((await (await t.as('duty', 'CHL')).get('/api/test-calls')).body.items).toEqual([]);
  });
});

describe('behind the application', () => {
  const tables = ['directory_version', 'directory_decision', 'directory_attestation', 'test_call', 'test_call_answer'];

  test('nothing is written in another State’s name, changed or taken away', async () => {
    for (const table of tables) {
      const { rows } = await as(t.house.db, 'CHL', (trx) =>
        sql<Record<string, unknown>>`select * from ${sql.table(table)} where state = 'CHL' limit 1`.execute(trx),
      );
      const fresh = table === 'test_call' ? { state: 'CHL', desk: 'BRA' } : {};
      const forged = { ...rows[0], ...fresh, id: randomUUID(), entry: randomUUID() };
      await expect(
        as(t.house.db, 'BRA', (trx) =>
          sql`insert into ${sql.table(table)} select * from
            jsonb_populate_record(null::${sql.table(table)}, ${JSON.stringify({ ...forged, state: 'CHL' })}::jsonb)`.execute(
            trx,
          ),
        ),
        table,
      ).rejects.toThrow(/row-level security/);
      for (const statement of [sql`update ${sql.table(table)} set state = state`, sql`delete from ${sql.table(table)}`])
        await expect(
          as(t.house.db, 'CHL', (trx) => statement.execute(trx)),
          table,
        ).rejects.toThrow(/permission denied/);
    }
  });

  test('the desk alone answers its call, and nobody confirms an own change', async () => {
    const { body } = await (await t.as('duty', 'BRA')).post('/api/test-calls', { desk: 'CHL' });
    await expect(
      as(t.house.db, 'USA', (trx) =>
        trx.insertInto('test_call_answer').values({ id: body.id, state: 'USA', at: t.house.clock.now() }).execute(),
      ),
    ).rejects.toThrow(/row-level security/);
    const { entry, version } = (await add({ ...central, name: 'Otra central' })).body;
    await expect(
      as(t.house.db, 'CHL', async (trx) => {
        const row = await trx
          .selectFrom('directory_version')
          .selectAll()
          .where('entry', '=', entry)
          .executeTakeFirstOrThrow();
        await trx
          .insertInto('directory_decision')
          .values({
            ...{ state: 'CHL', entry, version, proposed_by: row.proposed_by, decided_by: row.proposed_by },
            decision: 'confirmed',
            at: t.house.clock.now(),
          })
          .execute();
      }),
    ).rejects.toThrow(/check constraint/);
  });
});
