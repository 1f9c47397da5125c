import { verify } from '@rogatoria/api/audit/verify.ts';
import { as, sql } from '@rogatoria/db';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { draft } from '../factories.ts';
import { type Caller, type TestHouse, testHouse } from '../harness/house.ts';

let t: TestHouse;
let approver: Caller;
let drafter: Caller;
let clerk: Caller;
let admin: Caller;
const ids: Record<'approver' | 'drafter' | 'clerk' | 'admin', string> = {
  approver: '',
  drafter: '',
  clerk: '',
  admin: '',
};
const idOf = async (who: Caller): Promise<string> => (await who.get('/api/session')).body.user.id;
beforeAll(async () => {
  t = await testHouse();
  // a second administrator, so that nobody is alone
  await t.officer('BRA', ['admin'], 'pt');
  approver = await t.as('approver', 'BRA');
  drafter = await t.as('drafter', 'BRA');
  clerk = await t.as('officer', 'BRA');
  admin = await t.as('admin', 'BRA');
  Object.assign(ids, {
    approver: await idOf(approver),
    drafter: await idOf(drafter),
    clerk: await idOf(clerk),
    admin: await idOf(admin),
  });
});
afterAll(() => t.close());

const today = () => Temporal.Instant.from(t.house.clock.now()).toZonedDateTimeISO('America/Sao_Paulo').toPlainDate();
const day = (offset: number) => today().add({ days: offset }).toString();
const rule = (answer: { body: { errors?: { rule: string }[] } }) => answer.body.errors?.[0]?.rule;
const rolesOf = async (who: Caller): Promise<string[]> => (await who.get('/api/session')).body.user.roles;
const name = (by: Caller, body: object) =>
  by.post('/api/deputies', { role: 'approver', deputy: ids.clerk, from: day(0), until: day(0), ...body });
// biome-ignore lint/suspicious/noExplicitAny: a deputy as the answer has it
const find = async (by: Caller, id: string): Promise<any> =>
  (await by.get('/api/deputies')).body.items.find((item: { id: string }) => item.id === id);

describe('a deputy', () => {
  test('holds the role from the first to the last day in the authority’s zone, and not a moment longer', async () => {
    expect((await name(approver, { from: day(1), until: day(2) })).status).toBe(201);
    expect(await rolesOf(clerk)).toEqual(['officer']);
    const midnight = (offset: number) =>
      today().add({ days: offset }).toZonedDateTime('America/Sao_Paulo').toInstant().epochMilliseconds;
    const [first, after] = [midnight(1), midnight(3)];
    const at = (instant: number) => t.forward(new Date(instant).toISOString());
    at(first - 1);
    expect(await rolesOf(clerk)).toEqual(['officer']);
    at(first);
    expect(await rolesOf(clerk)).toEqual(['officer', 'approver']);
    at(after - 1);
    expect(await rolesOf(clerk)).toEqual(['officer', 'approver']);
    at(after);
    expect(await rolesOf(clerk)).toEqual(['officer']);
  });

  test('acts in the role: the command, the log and the notices say for whom, and the log verifies', async () => {
    const { body } = await name(approver, {});
    const file = await draft(t, 'preservation');
    await drafter.command(file, 'submit');
    const told = (await clerk.get('/api/notifications')).body.items.map(
      (item: { text: { key: string } }) => item.text.key,
    );
    expect(told).toContain('notice.submitted');
    const approve = async (who: Caller) =>
      (await who.get(`/api/cases/${file}`)).body.commands.find((one: { name: string }) => one.name === 'approve');
    expect(await approve(clerk)).toMatchObject({ permitted: true, deputy_of: 'Bruno Modelo' });
    expect(await approve(approver)).toMatchObject({ permitted: true, deputy_of: null });
    expect((await clerk.command(file, 'approve')).status).toBe(200);
    const events = (await drafter.get(`/api/cases/${file}/events`)).body.items;
    expect(events.find((one: { type: string }) => one.type === 'command.approve')).toMatchObject({
      actor: 'Carla Amostra',
      actor_role: 'approver',
      deputy_of: 'Bruno Modelo',
    });
    expect(await verify(t.house.db, ['BRA'])).toMatchObject({ ok: true, faults: 0 });
    // For whom it was is part of what the hash seals.
    const seen = await as(t.house.db, 'BRA', (trx) =>
      trx
        .selectFrom('case_event')
        .select('deputy_of')
        .where('case_id', '=', file)
        .where('type', '=', 'command.approve')
        .execute(),
    );
    expect(seen).toEqual([{ deputy_of: ids.approver }]);
    expect((await approver.post(`/api/deputies/${body.id}/end`)).status).toBe(204);
    expect(await rolesOf(clerk)).toEqual(['officer']);
    expect(rule(await approver.post(`/api/deputies/${body.id}/end`))).toBe('deputy_over');
  });

  test('who drafted does not approve, as deputy neither', async () => {
    const file = await draft(t, 'preservation');
    await drafter.command(file, 'submit');
    const { body } = await name(approver, { deputy: ids.drafter });
    expect(await rolesOf(drafter)).toEqual(['drafter', 'approver']);
    const answer = await drafter.command(file, 'approve');
    expect([answer.status, answer.body.code]).toEqual([403, 'four_eyes']);
    await drafter.post(`/api/deputies/${body.id}/end`);
  });

  test('never has more than the officer represented: their role or account gone, so is the deputy’s', async () => {
    const chief = await t.officer('BRA', ['approver', 'statistics'], 'pt');
    const id = await idOf(chief);
    const roles = (list: string) =>
      as(t.house.db, 'BRA', (trx) => sql`update account set roles = ${list}::text[] where id = ${id}`.execute(trx));
    expect((await name(chief, {})).status).toBe(201);
    expect(await rolesOf(clerk)).toEqual(['officer', 'approver']);
    await admin.post(`/api/officers/${id}/roles`, { take: ['approver'] });
    expect(await rolesOf(clerk)).toEqual(['officer']);
    await roles('{approver}');
    expect(await rolesOf(clerk)).toEqual(['officer', 'approver']);
    await admin.post(`/api/officers/${id}/deactivate`, { reason: 'Licença' });
    expect(await rolesOf(clerk)).toEqual(['officer']);
  });

  test('whom an administrator names for a powerful role waits for a second person; for an ordinary one not', async () => {
    const waiting = await name(admin, { officer: ids.approver });
    expect(waiting.status).toBe(201);
    expect(await rolesOf(clerk)).toEqual(['officer']);
    expect(await find(admin, waiting.body.id)).toMatchObject({ status: 'waiting', may_confirm: false });
    for (const who of [admin, clerk])
      expect(rule(await who.post(`/api/deputies/${waiting.body.id}/confirm`))).toBe('deputy_confirm');
    expect((await approver.post(`/api/deputies/${waiting.body.id}/confirm`)).status).toBe(204);
    expect(await rolesOf(clerk)).toEqual(['officer', 'approver']);
    await admin.post(`/api/deputies/${waiting.body.id}/end`);
    const ordinary = await name(admin, { officer: ids.drafter, role: 'drafter' });
    expect(await find(clerk, ordinary.body.id)).toMatchObject({ status: 'in_force' });
    await clerk.post(`/api/deputies/${ordinary.body.id}/end`);
  });

  test('cannot be named wrongly, and each refusal says which field and why', async () => {
    const cases: [Caller, object, string, string][] = [
      [clerk, { officer: ids.approver, deputy: ids.drafter }, 'officer', 'deputy_not_yours'],
      [admin, { officer: ids.approver, deputy: ids.admin }, 'deputy', 'officer_oneself'],
      [admin, { role: 'admin' }, 'role', 'deputy_role'],
      [clerk, { deputy: ids.drafter }, 'role', 'deputy_role_not_held'],
      [approver, { deputy: ids.approver }, 'deputy', 'deputy_has_role'],
      [approver, { from: day(-1) }, 'from', 'deputy_past'],
      [approver, { from: day(3), until: day(2) }, 'until', 'deputy_order'],
      [approver, { until: day(92) }, 'until', 'deputy_too_long'],
    ];
    for (const [by, body, field, why] of cases) {
      const answer = await name(by, body);
      expect([answer.status, answer.body.errors?.[0]]).toMatchObject([422, { field, rule: why }]);
      expect(answer.body.errors[0].message).toMatch(/\S \S/);
    }
  });

  test('is nobody else’s business: another State finds none, a colleague only their own', async () => {
    const { body } = await name(approver, {});
    const stranger = await t.as('statistics', 'BRA');
    expect((await stranger.get('/api/deputies')).body.items).toEqual([]);
    for (const who of [stranger, await t.as('admin', 'CHL'), await t.as('approver', 'CHL')])
      for (const act of ['confirm', 'end'])
        expect((await who.post(`/api/deputies/${body.id}/${act}`)).status).toBe(404);
    const hostile = await t.as('approver', 'CHL');
    expect((await name(hostile, {})).status).toBe(404);
    expect((await name(await t.as('admin', 'CHL'), { officer: ids.approver })).status).toBe(404);
    expect(JSON.stringify((await hostile.get('/api/deputies')).body)).not.toContain(ids.clerk);
  });
});
