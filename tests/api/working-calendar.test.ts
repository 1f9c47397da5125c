// What an authority says of its calendar, and the dates it moves: previewed, at once in its own files, and in those of the
// other side from the same published version.
import { verify } from '@rogatoria/api/audit/verify.ts';
import { as, sql } from '@rogatoria/db';
import type { AuthorityCalendar } from '@rogatoria/workflows';
import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accepted, preserved, type Sent, sent } from '../factories.ts';
import { type Caller, type TestHouse, testHouse } from '../harness/house.ts';

let t: TestHouse;
let keeper: Caller;
beforeAll(async () => {
  t = await testHouse();
  keeper = await t.as('directory', 'CHL');
});
afterAll(() => t.close());

const plain: AuthorityCalendar = { rest_days: [6, 7], holidays: [], removed: [], recesses: [], office_hours: null };
let held = plain;
let version = 0;
const save = async (change: Partial<AuthorityCalendar>, reason = 'Ley N.º 21.999') => {
  const next = { ...held, ...change };
  const answer = await keeper.post('/api/working-calendar', { calendar: next, reason }, { 'if-match': `"${version}"` });
  if (answer.status === 201) [held, version] = [next, answer.body.version];
  return answer;
};
const clockOf = async (side: 'BRA' | 'CHL', file: Sent, kind: string) => {
  const caller = await t.as(side === 'BRA' ? 'drafter' : 'officer', side);
  const { body } = await caller.get(`/api/cases/${side === 'BRA' ? file.outgoing : file.incoming}`);
  return body.deadlines.find((one: { kind: string }) => one.kind === kind);
};
const sound = async () => expect((await verify(t.house.db, ['BRA', 'CHL'])).first).toBeNull();

test('a calendar begins with the library’s holidays, and every authority reads every other’s', async () => {
  const { body } = await (await t.as('drafter', 'BRA')).get('/api/working-calendars/CHL?year=2026');
  expect(body).toMatchObject({ version: 0, own: plain, may_edit: false, zone: 'America/Santiago', versions: [] });
  expect(body.days).toContainEqual(expect.objectContaining({ date: '2026-09-18', origin: 'library', removed: false }));
  expect((await keeper.get('/api/working-calendars/CHL')).body.may_edit).toBe(true);
  expect((await keeper.get('/api/working-calendars/BRA')).body.may_edit).toBe(false);
  expect((await keeper.get('/api/working-calendars/XXX')).status).toBe(404);
});

test('a holiday moves what runs: previewed, then in our file at once and in theirs with the next round of work', async () => {
  const file = await sent(t, 'consultation');
  const before = await clockOf('CHL', file, 'consultation_reply');
  // Monday 2 March; ten working days after it end on Monday 16 March, 23:59:59 in Santiago (UTC-3).
  expect(before.due_at).toBe('2026-03-17T02:59:59.000Z');
  expect(before.calendar).toMatch(/^CHL date-holidays /);
  const holidays = [{ name: 'Duelo nacional', on: '2026-03-10' }];
  const preview = await keeper.post('/api/working-calendar/preview', { calendar: { ...held, holidays } });
  expect([preview.status, preview.body.deadlines, preview.body.cases]).toEqual([200, 1, 1]);
  // who keeps the calendar and reads no cases learns what moves, not which file
  expect(preview.body.moves).toEqual([
    {
      kind: 'consultation_reply',
      case_id: null,
      number: null,
      counterpart: 'BRA',
      from: '2026-03-17T02:59:59.000Z',
      to: '2026-03-18T02:59:59.000Z',
    },
  ]);
  expect((await clockOf('CHL', file, 'consultation_reply')).due_at).toBe(before.due_at);

  const done = await save({ holidays });
  expect([done.status, done.body.version, done.body.deadlines]).toEqual([201, 1, 1]);
  const ours = await clockOf('CHL', file, 'consultation_reply');
  expect(ours).toMatchObject({ due_at: '2026-03-18T02:59:59.000Z', original_due_at: before.due_at });
  expect(ours.calendar).toMatch(/^CHL v1 date-holidays /);
  expect(ours.explanation).toContainEqual({
    key: 'time.skipped.holiday',
    params: { date: Date.parse('2026-03-10T12:00:00Z'), name: 'Duelo nacional' },
  });
  expect(ours.explanation).toContainEqual(
    expect.objectContaining({ key: 'time.calendar', params: expect.objectContaining({ state: 'CHL', version: 1 }) }),
  );
  expect((await clockOf('BRA', file, 'consultation_reply')).due_at).toBe(before.due_at);
  await t.work();
  const theirs = await clockOf('BRA', file, 'consultation_reply');
  expect([theirs.due_at, theirs.calendar]).toEqual([ours.due_at, ours.calendar]);

  for (const [role, state, id] of [
    ['officer', 'CHL', file.incoming],
    ['drafter', 'BRA', file.outgoing],
  ] as const) {
    const caller = await t.as(role, state);
    const events = (await caller.get(`/api/cases/${id}/events`)).body.items;
    expect(events.filter(({ type }: { type: string }) => type === 'clock.calendar_changed')).toMatchObject([
      { origin: 'clock', payload: { kind: 'consultation_reply', from: before.due_at, to: ours.due_at } },
    ]);
    const notices = (await caller.get('/api/notifications')).body.items;
    expect(notices.filter(({ text }: { text: { key: string } }) => text.key === 'notice.deadline_moved')).toMatchObject(
      [{ urgent: false, text: { params: { of: 'CHL', kind: 'consultation_reply' } } }],
    );
  }
  const reminders = ours.reminders.map(({ at }: { at: string }) => at);
  expect(reminders).toContain('2026-03-18T02:59:59.000Z');
  expect(reminders).not.toContain(before.due_at);
  // nothing twice
  await t.work();
  expect((await clockOf('BRA', file, 'consultation_reply')).due_at).toBe(ours.due_at);
  await sound();
});

test('a new request is counted by the new version, and the file goes on as any other', async () => {
  const file = await sent(t, 'consultation');
  for (const side of ['BRA', 'CHL'] as const) {
    const clock = await clockOf(side, file, 'consultation_reply');
    expect([clock.due_at, clock.original_due_at]).toEqual(['2026-03-18T02:59:59.000Z', '2026-03-18T02:59:59.000Z']);
    expect(clock.calendar).toMatch(/^CHL v1 /);
  }
  const officer = await t.as('officer', 'CHL');
  expect((await officer.command(file.incoming, 'reply', { reply: 'Sí.' })).status).toBe(200);
  await t.work();
  // a clock that stopped keeps the calendar it ended by
  await save({ holidays: [...held.holidays, { name: 'Feriado electoral', on: '2026-03-12' }] });
  await t.work();
  expect((await clockOf('CHL', file, 'consultation_reply')).calendar).toMatch(/^CHL v1 /);
  await sound();
});

test('a recess moves nothing unless the State says by which law it does', async () => {
  const file = await sent(t, 'consultation');
  const before = await clockOf('CHL', file, 'consultation_reply');
  const recess = { name: 'Receso', from: '03-04', until: '03-06', suspends: false, source: '' };
  expect((await save({ recesses: [recess] })).body.deadlines).toBe(0);
  expect((await clockOf('CHL', file, 'consultation_reply')).due_at).toBe(before.due_at);
  const unnamed = await save({ recesses: [{ ...recess, suspends: true }] });
  expect([unnamed.status, unnamed.body.errors[0].field]).toEqual([422, 'recesses.0.source']);
  const counted = await save({ recesses: [{ ...recess, suspends: true, source: 'Auto acordado 12' }] });
  expect(counted.body.deadlines).toBeGreaterThan(0);
  const { due_at, explanation } = await clockOf('CHL', file, 'consultation_reply');
  expect(due_at > before.due_at).toBe(true);
  expect(explanation).toContainEqual({ key: 'time.skipped.recess', params: { days: 3, name: 'Receso' } });
  await sound();
});

test('preservation stands whatever a calendar says', async () => {
  const file = await preserved(t);
  const before = [
    await clockOf('CHL', file, 'preservation_expiry'),
    await clockOf('BRA', file, 'preservation_expiry'),
  ].map(({ due_at }) => due_at);
  await save({ rest_days: [1, 2, 3, 4, 5, 6] });
  await t.work();
  const after = [
    await clockOf('CHL', file, 'preservation_expiry'),
    await clockOf('BRA', file, 'preservation_expiry'),
  ].map(({ due_at }) => due_at);
  expect(after).toEqual(before);
  await save({ rest_days: [6, 7] });
  await t.work();
  await sound();
});

test('a statement explains every date in the reader’s language, and sets plans apart from deadlines', async () => {
  const file = await accepted(t);
  const officer = await t.as('officer', 'CHL');
  const delay = { cause: 'not_held', reasons: 'El proveedor pidió tiempo.', planned: '2026-08-20' };
  expect((await officer.command(file.incoming, 'notify_delay', delay)).status).toBe(200);
  const said = async (language: string) => {
    const { status, body } = await officer.get(`/api/cases/${file.incoming}/deadlines.pdf?lang=${language}`);
    expect(status).toBe(200);
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(body)), { mergePages: true });
    return text.replaceAll(/\s+/g, ' ');
  };
  const before = (await clockOf('CHL', file, 'evidence_execute')).due_at;
  const es = await said('es');
  expect(es).toContain('Plazos y cómo se calcularon');
  expect(es).toContain('Ejecutar la solicitud');
  expect(es).toContain('90 días corridos a partir del día siguiente al del inicio');
  expect(es).toContain('ningún tratado lo fija');
  expect(es).toContain('se anunció la ejecución para el 20 de agosto de 2026');
  expect((await clockOf('CHL', file, 'evidence_execute')).due_at).toBe(before);
  expect(await said('pt')).toContain('Prazos e como foram contados');
  expect(await said('fr')).toContain('Délais et leur calcul');
  const consulted = await sent(t, 'consultation');
  const { body } = await officer.get(`/api/cases/${consulted.incoming}/deadlines.pdf?lang=en`);
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(body)), { mergePages: true });
  expect(text.replaceAll(/\s+/g, ' ')).toMatch(
    /10 working days.*Working calendar of Chile, version \d+; public holidays/,
  );
  expect((await keeper.get(`/api/cases/${file.incoming}/deadlines.pdf`)).status).toBe(403);
});

test('what cannot be meant is refused, line by line; what was not seen is not overwritten', async () => {
  const lines = async (change: Partial<AuthorityCalendar>) =>
    (await save(change)).body.errors.map(({ field, rule }: { field: string; rule: string }) => `${field} ${rule}`);
  const day = (on: string, name = 'Feriado') => ({ name, on });
  expect(await lines({ holidays: [day('2027-02-29'), day('05-21', 'Otro'), day('2026-07-01'), day('07-01')] })).toEqual(
    [
      'holidays.0.on calendar_no_day',
      'holidays.1.on calendar_already_a_holiday',
      'holidays.3.on calendar_two_on_one_day',
    ],
  );
  expect(await lines({ holidays: [day('0000-01-15')] })).toEqual(['holidays.0.on calendar_no_day']);
  expect(await lines({ removed: [day('2026-03-03')] })).toEqual(['removed.0.on calendar_not_a_holiday']);
  const recess = { name: 'R', suspends: false, source: '' };
  expect(
    await lines({
      recesses: [
        { ...recess, from: '2026-08-10', until: '2026-08-01' },
        { ...recess, from: '08-10', until: '2026-08-20' },
        { ...recess, from: '01-01', until: '12-31' },
      ],
    }),
  ).toEqual([
    'recesses.0.until calendar_recess_order',
    'recesses.1.until calendar_recess_mixed',
    'recesses.2.until calendar_recess_too_long',
  ]);
  expect(await lines({ office_hours: { opens: '17:00', closes: '09:00' } })).toEqual([
    'office_hours.closes calendar_hours_order',
  ]);
  expect(await lines({})).toEqual(['calendar calendar_unchanged']);
  const blind = { calendar: { ...held, rest_days: [7] }, reason: 'x' };
  expect((await keeper.post('/api/working-calendar', blind, { 'if-match': '"0"' })).status).toBe(412);
  expect((await keeper.post('/api/working-calendar', blind)).status).toBe(428);
});

test('the versions say who, when and why; others learn who of nobody', async () => {
  const { versions } = (await keeper.get('/api/working-calendars/CHL')).body;
  expect(versions).toHaveLength(version);
  expect(versions.at(-1)).toMatchObject({ version: 1, reason: 'Ley N.º 21.999', own: { recesses: [] } });
  expect(versions.every(({ by }: { by: string | null }) => by !== null)).toBe(true);
  const theirs = (await (await t.as('admin', 'BRA')).get('/api/working-calendars/CHL')).body.versions;
  expect(theirs.map(({ by }: { by: string | null }) => by)).toEqual(theirs.map(() => null));
});

test('verification finds a version that was changed or taken away, and a date that was moved by hand', async () => {
  const owner = async (statement: string) => {
    const { Client } = (await import('pg')).default;
    const client = new Client({ connectionString: t.ownerUrl });
    await client.connect();
    await client.query(`begin`);
    await client.query(`alter table calendar_version no force row level security`);
    await client.query(`alter table deadline no force row level security`);
    const { rowCount } = await client.query(statement);
    await client.query(`alter table calendar_version force row level security`);
    await client.query(`alter table deadline force row level security`);
    await client.query(`commit`);
    await client.end();
    expect(rowCount).toBeGreaterThan(0);
  };
  const problem = async () => (await verify(t.house.db, ['CHL'])).first?.problem ?? null;
  await owner(`update calendar_version set reason = reason || '!' where version = 2`);
  expect(await problem()).toBe('calendar_altered');
  await owner(`update calendar_version set reason = rtrim(reason, '!') where version = 2`);
  expect(await problem()).toBeNull();
  const moved = `where participant = 'CHL' and kind = 'consultation_reply' and status = 'running'`;
  await owner(`update deadline set due_at = due_at + interval '1 day' ${moved}`);
  expect(await problem()).toBe('clocks_altered');
  await owner(`update deadline set due_at = due_at - interval '1 day' ${moved}`);
  expect(await problem()).toBeNull();
  for (const statement of [sql`update calendar_version set reason = reason`, sql`delete from calendar_version`])
    await expect(as(t.house.db, 'CHL', (trx) => statement.execute(trx))).rejects.toThrow(/permission denied/);
  await expect(
    as(t.house.db, 'BRA', (trx) =>
      trx
        .insertInto('calendar_version')
        .values({ state: 'CHL', version: 99, own: '{}', reason: 'x', at: t.house.clock.now() })
        .execute(),
    ),
  ).rejects.toThrow(/row-level security/);
});
