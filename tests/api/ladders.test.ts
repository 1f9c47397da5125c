import { sweep } from '@rogatoria/api/deadlines/sweep.ts';
import { as } from '@rogatoria/db';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sent } from '../factories.ts';
import { type Caller, type TestHouse, testHouse } from '../harness/house.ts';

let t: TestHouse;
let approver: Caller;
let admin: Caller;
const day = 86_400_000;
beforeAll(async () => {
  t = await testHouse();
  [approver, admin] = await Promise.all([t.as('approver', 'CHL'), t.as('admin', 'CHL')]);
});
afterAll(() => t.close());

type Rung = { at: string; tone: string; to: string[]; roles: string[] };
const rung = (at: string, tone: string, roles: string[] = [], to = ['requested']): Rung => ({ at, tone, to, roles });
const ladderOf = async (kind: string, urgency = 'ordinary') => {
  const { body } = await approver.get('/api/ladders');
  return body.ladders.find((one: { kind: string; urgency: string }) => one.kind === kind && one.urgency === urgency);
};
const decide = async (kind: string, rungs: Rung[] | null, who = approver, version?: number) =>
  who.put(
    `/api/ladders/${kind}/ordinary`,
    { rungs, reason: 'Así lo acordamos.' },
    { 'if-match': `"${version ?? (await ladderOf(kind)).version}"` },
  );
const idOf = async (who: Caller): Promise<string> => (await who.get('/api/session')).body.user.id;
const remindersOf = (id: string, kind: string) =>
  as(t.house.db, 'CHL', (trx) =>
    trx
      .selectFrom('reminder')
      .innerJoin('deadline', 'deadline.id', 'reminder.deadline_id')
      .select(['reminder.rung', 'reminder.at', 'reminder.sent_at', 'deadline.due_at'])
      .where('deadline.case_id', '=', id)
      .where('deadline.kind', '=', kind)
      .orderBy('reminder.at')
      .execute(),
  );
const toldOf = (id: string, key: string) =>
  as(t.house.db, 'CHL', (trx) =>
    trx
      .selectFrom('notification')
      .innerJoin('account', 'account.id', 'notification.account_id')
      .select(['account.id', 'account.roles', 'occasion', 'key'])
      .where('case_id', '=', id)
      .where('key', 'like', `%.${key}`)
      .orderBy('notification.at')
      .execute(),
  );

describe('a ladder', () => {
  test('is the default of the network until the authority decides otherwise, in versions with a reason', async () => {
    const before = await ladderOf('evidence_acknowledge');
    expect(before).toMatchObject({ version: 0, own: false, holder: 'requested', budget: 7, decided: null });
    expect(before.rungs.map(({ at }: Rung) => at)).toEqual(['T', 'T+2d', 'T+7d']);
    const rungs = [rung('T-1d', 'reminder'), rung('T', 'due'), rung('T+3d', 'escalation')];
    expect((await decide('evidence_acknowledge', rungs)).body).toMatchObject({ version: 1, warnings: [] });
    expect(await ladderOf('evidence_acknowledge')).toMatchObject({
      version: 1,
      own: true,
      rungs,
      decided: { reason: 'Así lo acordamos.', at: t.house.clock.now() },
    });
    // Another State keeps its own.
    const brazil = (await (await t.as('approver', 'BRA')).get('/api/ladders')).body;
    expect(brazil.ladders.every(({ own }: { own: boolean }) => !own)).toBe(true);
    expect(brazil.history).toEqual([]);
    // Who saw an older one is told so; back to the default is a version too.
    expect((await decide('evidence_acknowledge', rungs, approver, 0)).status).toBe(412);
    expect((await decide('evidence_acknowledge', null, admin)).status).toBe(200);
    expect(await ladderOf('evidence_acknowledge')).toMatchObject({ version: 2, own: false, rungs: before.rungs });
    const { items } = (await (await t.as('auditor', 'CHL')).get('/api/record/entries?action=ladder.decided')).body;
    expect(items).toHaveLength(2);
  });

  test('that cannot be one is refused by field, and roles that decide nothing here change nothing', async () => {
    const answer = await decide('evidence_decide', [rung('T', 'due'), rung('T-1d', 'overdue')]);
    expect([answer.status, answer.body.errors.map((e: { field: string }) => e.field)]).toEqual([
      422,
      ['rungs.1.tone', 'rungs.0.tone'],
    ]);
    const silent = await decide('preservation_expiry', [rung('T-7d', 'reminder')]);
    expect(silent.body.errors[0]).toMatchObject({ field: 'rungs', rule: 'ladder_expiry_silent' });
    const late = await decide('preservation_expiry', [rung('T-1d', 'reminder', [], ['requesting', 'requested'])]);
    expect(late.body.warnings.map(({ key }: { key: string }) => key)).toEqual(['ladder.warning.expiry_late']);
    await decide('preservation_expiry', null);
    expect((await decide('evidence_decide', [rung('T', 'due', ['admin'])])).status).toBe(422);
    expect((await decide('evidence_decide', null, await t.as('officer', 'CHL'))).status).toBe(403);
    const none = await approver.put(
      '/api/ladders/evidence_decide/urgent',
      { rungs: null, reason: 'x' },
      { 'if-match': '"0"' },
    );
    expect(none.status).toBe(404);
  });

  test('is followed by running clocks at once, and no rung is sent twice or made up for', async () => {
    const request = await sent(t, 'evidence');
    const [first] = await remindersOf(request.incoming, 'evidence_acknowledge');
    t.forward(Date.parse(first?.due_at as string) - Date.parse(t.house.clock.now()) + 1000);
    await t.work();
    expect((await toldOf(request.incoming, 'evidence_acknowledge')).length).toBe(1);
    const answer = await decide('evidence_acknowledge', [
      rung('T-3d', 'reminder'),
      rung('T', 'due'),
      rung('T+1d', 'overdue', ['duty']),
      rung('T+4d', 'escalation'),
    ]);
    expect(answer.body.clocks).toBeGreaterThan(0);
    const after = await remindersOf(request.incoming, 'evidence_acknowledge');
    expect(after.map(({ rung, sent_at }) => [rung, sent_at !== null])).toEqual([
      ['T', true],
      ['T+1d', false],
      ['T+4d', false],
    ]);
    t.forward(10 * day);
    const now = t.house.clock.now();
    await Promise.all([1, 2, 3].map(() => sweep(t.house, 'CHL', { now }, { cases: [request.incoming] })));
    const told = await toldOf(request.incoming, 'evidence_acknowledge');
    const rungs = told.map(({ occasion }) => occasion.split(':')[1]);
    expect([...new Set(rungs)]).toEqual(['T', 'T+1d', 'T+4d']);
    // The rung that names the desk reaches the desk and nobody else; the escalation the approvers too.
    const rolesOf = (name: string) =>
      told.filter(({ occasion }) => occasion.endsWith(`:${name}`)).flatMap(({ roles }) => roles);
    expect(rolesOf('T+1d')).toEqual(['duty']);
    expect(rolesOf('T+4d').sort()).toEqual(['approver', 'officer']);
    await decide('evidence_acknowledge', null);
  });

  test('of what the other side owes tells our officers that it is awaited', async () => {
    const brazil = await t.as('approver', 'BRA');
    const rungs = [rung('T-1d', 'reminder', ['drafter'], ['requesting', 'requested'])];
    const body = { rungs, reason: 'Para preguntar a tiempo.' };
    const answer = await brazil.put('/api/ladders/evidence_acknowledge/ordinary', body, { 'if-match': '"0"' });
    expect(answer.status).toBe(200);
    const request = await sent(t, 'evidence');
    t.forward(8 * day);
    await t.work();
    const { items } = (await (await t.as('drafter', 'BRA')).get('/api/notifications')).body;
    const keys = items
      .filter((n: { case_id: string }) => n.case_id === request.outgoing)
      .map((n: { text: { key: string } }) => n.text.key);
    expect(keys).toContain('notice.awaited.evidence_acknowledge');
  });
});

describe('the head of the authority', () => {
  test('is an approver whom an administrator names, and hears of escalations; without one every approver does', async () => {
    const head = await t.officer('CHL', ['approver', 'officer'], 'es');
    const name = (officer: string | null, version: number, who = admin) =>
      who.put('/api/ladders/head', { officer, reason: 'Nombramiento.' }, { 'if-match': `"${version}"` });
    expect((await name(await idOf(await t.as('officer', 'CHL')), 0)).body.errors[0].rule).toBe('head_not_approver');
    expect((await name(await idOf(await t.as('approver', 'BRA')), 0)).body.errors[0].rule).toBe('head_not_approver');
    expect((await name(await idOf(head), 0, approver)).status).toBe(403);
    expect((await name(await idOf(head), 0)).body).toEqual({ version: 1 });
    expect((await approver.get('/api/ladders')).body.head).toMatchObject({
      version: 1,
      officer: { id: await idOf(head) },
    });
    expect((await head.get('/api/notifications')).body.items[0].text.key).toBe('notice.account.head_named');

    const escalated = async () => {
      const request = await sent(t, 'preservation');
      t.forward(day);
      await t.work();
      const told = await toldOf(request.incoming, 'preservation_acknowledge');
      return told.filter(({ occasion }) => occasion.endsWith(':T+2h')).map(({ id }) => id);
    };
    const named = await escalated();
    expect(named).toContain(await idOf(head));
    expect(named).not.toContain(await idOf(approver));
    expect(new Set(named).size).toBe(named.length);
    expect((await name(null, 1)).body).toEqual({ version: 2 });
    const unnamed = await escalated();
    expect(unnamed).toEqual(expect.arrayContaining([await idOf(head), await idOf(approver)]));
  });
});
