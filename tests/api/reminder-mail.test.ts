import { randomUUID } from 'node:crypto';
import { sweep } from '@rogatoria/api/deadlines/sweep.ts';
import { random as randomOf } from '@rogatoria/api/demo/teller.ts';
import { notify } from '@rogatoria/api/engine/notify.ts';
import { deliverMail, type Mailer } from '@rogatoria/api/notifications/mail.ts';
import { as, sql } from '@rogatoria/db';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sent } from '../factories.ts';
import { type Caller, type TestHouse, testHouse } from '../harness/house.ts';

// The clock of the tests stands at 09:00 in Brasília and in Santiago on Monday 2 March 2026.
const day = 86_400_000;
let t: TestHouse;
let drafter: Caller;
let account: { id: string; email: string };
type Mail = Parameters<Mailer>[0];
let mails: Mail[] = [];
const keep: Mailer = async (mail) => {
  mails.push(mail);
};
beforeAll(async () => {
  t = await testHouse();
  drafter = await t.as('drafter', 'BRA');
  account = (await drafter.get('/api/session')).body.user;
});
afterAll(() => t.close());
beforeEach(() => {
  mails = [];
});

const wish = (change: object = {}) =>
  drafter.put('/api/account/mail', {
    reminders: 'digest',
    hours: 'working',
    from_time: '08:00',
    until_time: '18:00',
    zone: 'America/Sao_Paulo',
    ...change,
  });

/** Tells the drafter of a case of no content; returns the occasion. */
async function tell(
  at: string,
  notice: { urgent?: boolean; reminder?: 'reminder' | 'hours'; state?: string; number?: string } = {},
): Promise<string> {
  const occasion = `test:${randomUUID()}`;
  const { urgent = false, reminder, state = 'CHL', number = occasion.slice(-8) } = notice;
  await as(t.house.db, 'BRA', async (trx) => {
    const row = await trx.selectFrom('case_file').select('id').limit(1).executeTakeFirstOrThrow();
    await notify(
      trx,
      { id: row.id, number, own_reference: null, counterpart: state },
      {
        roles: [],
        accounts: [account.id],
        key: 'reminder.follow_up',
        params: { due: Date.parse(at), days: 1, hours: 24 },
        urgent,
        reminder,
        occasion,
        at,
      },
    );
  });
  return occasion;
}
const deliver = (at: string) => deliverMail(t.house, 'BRA', keep, at);

describe('mail that can wait', () => {
  beforeAll(async () => {
    await sent(t, 'evidence');
    await deliver('2026-03-02T13:00:00.000Z');
  });

  test('waits for the reader’s next working hours; what is urgent or counted in hours does not', async () => {
    await wish({ reminders: 'immediate' });
    // Friday evening, half past eight in Brasília
    const at = '2026-03-06T23:30:00.000Z';
    await tell(at, { number: 'later' });
    await tell(at, { number: 'now', urgent: true });
    await tell(at, { number: 'hour', reminder: 'hours' });
    await deliver(at);
    expect(mails.map(({ subject }) => /now|hour|later/.exec(subject)?.[0]).sort()).toEqual(['hour', 'now']);
    // In the page it stands at once, and says that its mail waits.
    const { items } = (await drafter.get('/api/notifications')).body;
    expect(items.find((n: { reference: string }) => n.reference === 'later').mail).toBe('waiting');
    await deliver('2026-03-09T10:59:00.000Z');
    expect(mails).toHaveLength(2);
    await deliver('2026-03-09T11:00:00.000Z');
    expect(mails[2]?.subject).toContain('later');
  });

  test('waits by the reader’s own hours and zone, or not at all', async () => {
    await wish({ reminders: 'immediate', from_time: '06:00', until_time: '07:00', zone: 'America/Noronha' });
    await tell('2026-03-10T12:00:00.000Z');
    await deliver('2026-03-11T07:59:00.000Z');
    expect(mails).toHaveLength(0);
    await deliver('2026-03-11T08:00:00.000Z');
    expect(mails).toHaveLength(1);
    await wish({ reminders: 'immediate', hours: 'any' });
    await tell('2026-03-14T03:00:00.000Z');
    await deliver('2026-03-14T03:00:00.000Z');
    expect(mails).toHaveLength(2);
  });

  test('of one State and day is one mail, which names each case and nothing more; another State has its own', async () => {
    await wish();
    const at = (hour: number) => `2026-03-17T${hour}:10:00.000Z`;
    await tell(at(12), { reminder: 'reminder', number: 'BRA-CHL-1' });
    await tell(at(15), { reminder: 'reminder', number: 'BRA-CHL-2' });
    await tell(at(16), { reminder: 'reminder', number: 'BRA-PER-3', state: 'PER' });
    await tell(at(22), { reminder: 'reminder', number: 'BRA-CHL-4' });
    await tell(at(22), { reminder: 'reminder', number: 'BRA-CHL-5', urgent: true });
    await tell('2026-03-18T12:00:00.000Z', { reminder: 'reminder', number: 'BRA-CHL-6' });
    await deliver(at(23));
    expect(mails.map(({ subject }) => subject)).toEqual([expect.stringContaining('BRA-CHL-5')]);
    // Several workers at once do not split it.
    const morning = '2026-03-18T12:30:00.000Z';
    await Promise.all([1, 2, 3].map(() => deliver(morning)));
    expect(mails).toHaveLength(3);
    const chile = mails.find(({ subject }) => subject === '[Chile] 3 lembretes');
    expect(chile?.text.match(/BRA-\w{3}-\d/g)).toEqual(['BRA-CHL-1', 'BRA-CHL-2', 'BRA-CHL-4']);
    expect(chile?.text).toContain('/notifications');
    expect(chile?.text).not.toMatch(/inventada|\{|undefined/);
    expect(mails.find(({ subject }) => subject.includes('BRA-PER-3'))?.text).not.toContain('CHL');
    await deliver('2026-03-19T11:00:00.000Z');
    expect(mails).toHaveLength(4);
    expect(mails[3]?.text).toContain('BRA-CHL-6');
    const { items } = (await drafter.get('/api/notifications')).body;
    expect(
      items
        .filter((n: { reference: string }) => /BRA-...-[1-6]/.test(n.reference))
        .map((n: { mail: string }) => n.mail),
    ).toEqual(Array.from({ length: 6 }, () => 'sent'));
  });

  test('that could not be sent is tried again as it was; what comes meanwhile has a mail of its own', async () => {
    await wish();
    await tell('2026-03-24T12:00:00.000Z', { reminder: 'reminder', number: 'first' });
    await tell('2026-03-24T13:00:00.000Z', { reminder: 'reminder', number: 'second' });
    const tried: string[] = [];
    const broken: Mailer = async ({ text }) => {
      tried.push(text);
      throw new Error('not now');
    };
    await deliverMail(t.house, 'BRA', broken, '2026-03-25T11:00:00.000Z');
    await tell('2026-03-24T14:00:00.000Z', { reminder: 'reminder', number: 'third' });
    await deliver('2026-03-25T12:00:00.000Z');
    expect(mails.map(({ text }) => text.match(/first|second|third/g))).toEqual([['first', 'second'], ['third']]);
    expect(mails[0]?.text).toBe(tried[0]);
  });

  test.each([
    [{ until_time: '08:00' }, 'until_time'],
    [{ zone: 'Mars/Olympus' }, 'zone'],
    [{ from_time: '8:00' }, 'from_time'],
    [{ reminders: 'never' }, 'reminders'],
  ])('a wish %j is refused by its field', async (change, field) => {
    const { status, body } = await wish(change);
    expect([status, body.errors?.[0]?.field]).toEqual([422, field]);
  });
});

describe('a counterpart', () => {
  test('is never chased on consecutive days: a reminder is put to a later day, and none is dropped', async () => {
    const approver = await t.as('approver', 'BRA');
    const rungs = ['T-5d', 'T-4d', 'T-3d', 'T-2d'].map((at) => ({
      at,
      tone: 'reminder',
      to: ['requesting'],
      roles: [],
    }));
    const answer = await approver.put(
      '/api/ladders/evidence_acknowledge/ordinary',
      { rungs, reason: 'Prova.' },
      { 'if-match': '"0"' },
    );
    expect(answer.status).toBe(200);
    const requests = [await sent(t, 'evidence')];
    t.forward(1.3 * day);
    requests.push(await sent(t, 'evidence'));
    t.forward(14 * day);
    const now = t.house.clock.now();
    const ids = requests.map(({ outgoing }) => outgoing);
    await Promise.all([1, 2, 3].map(() => sweep(t.house, 'BRA', { now }, { cases: ids })));
    const { rows } = await as(t.house.db, 'BRA', (trx) =>
      sql<{ day: string; rung: string; deadline_id: string }>`
        select to_char(sent_at at time zone 'America/Sao_Paulo', 'YYYY-MM-DD') as day, rung, deadline_id
        from reminder join deadline on deadline.id = deadline_id
        where case_id = any(${ids}::uuid[]) and kind = 'evidence_acknowledge' order by sent_at`.execute(trx),
    );
    expect(rows).toHaveLength(8);
    expect(rows.every((row) => row.day !== null)).toBe(true);
    const days = [...new Set(rows.map((row) => Date.parse(row.day)))].sort((a, b) => a - b);
    for (const [index, one] of days.slice(1).entries()) expect(one - (days[index] as number)).toBeGreaterThan(day);
    const told = await as(t.house.db, 'BRA', (trx) =>
      trx
        .selectFrom('notification')
        .select('occasion')
        .where('account_id', '=', account.id)
        .where('key', '=', 'awaited.evidence_acknowledge')
        .execute(),
    );
    expect(told.map(({ occasion }) => occasion).sort()).toEqual(rows.map((r) => `${r.deadline_id}:${r.rung}`).sort());
    await approver.put(
      '/api/ladders/evidence_acknowledge/ordinary',
      { rungs: null, reason: 'Fim.' },
      { 'if-match': '"1"' },
    );
  });
});

const seed = Number(process.env.SEED ?? 20261121);

test(`whatever is mixed, each occasion reaches each officer once, in one mail (seed ${seed})`, async () => {
  const random = randomOf(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const officers = await Promise.all(['officer', 'duty', 'approver'].map((role) => t.as(role as 'officer', 'CHL')));
  officers.push(await t.officer('CHL', ['officer', 'duty'], 'fr'));
  const approver = officers[2] as Caller;
  mails = [];
  await deliverMail(t.house, 'CHL', keep, t.house.clock.now());
  for (let request = 0; request < 4; request++) await sent(t, pick(['evidence', 'preservation'] as const));
  const kinds = ['evidence_acknowledge', 'preservation_acknowledge'] as const;
  const versions = new Map<string, number>();
  for (let step = 0; step < 14; step++) {
    const act = random();
    if (act < 0.35) {
      const kind = pick(kinds);
      const rungs = [-3, -2, -1, 0, 1, 2, 4]
        .filter(() => random() < 0.6)
        .map((at) => ({
          at: at === 0 ? 'T' : `T${at > 0 ? '+' : ''}${at}${kind.startsWith('evidence') ? 'd' : 'h'}`,
          tone: at < 0 ? 'reminder' : at === 0 ? 'due' : at === 4 ? 'escalation' : 'overdue',
          to: ['requested'],
          roles: random() < 0.3 ? [pick(['officer', 'duty', 'head'])] : [],
        }));
      const version = versions.get(kind) ?? 0;
      const answer = await approver.put(
        `/api/ladders/${kind}/ordinary`,
        { rungs: rungs.length > 0 ? rungs : null, reason: 'Mezcla.' },
        { 'if-match': `"${version}"` },
      );
      expect(answer.status).toBe(200);
      versions.set(kind, version + 1);
    } else if (act < 0.6) {
      const body = {
        reminders: pick(['digest', 'immediate']),
        hours: pick(['working', 'any']),
        from_time: pick(['06:00', '08:00', '10:00']),
        until_time: pick(['11:00', '16:00', '20:00']),
        zone: pick(['America/Santiago', 'America/Lima', 'Pacific/Easter']),
      };
      expect((await pick(officers).put('/api/account/mail', body)).status).toBe(200);
    }
    t.forward(Math.floor(random() * 30) * 3_600_000);
    const now = t.house.clock.now();
    await Promise.all([
      ...Array.from({ length: 1 + Math.floor(random() * 3) }, () => sweep(t.house, 'CHL', { now })),
      deliverMail(t.house, 'CHL', keep, now),
      deliverMail(t.house, 'CHL', keep, now),
    ]);
  }
  // All that still waits for somebody's morning.
  t.forward(10 * day);
  const now = t.house.clock.now();
  await sweep(t.house, 'CHL', { now });
  t.forward(10 * day);
  for (let round = 0; round < 3; round++) await deliverMail(t.house, 'CHL', keep, t.house.clock.now());
  const { reminders, notices, posts } = await as(t.house.db, 'CHL', async (trx) => ({
    reminders: await trx
      .selectFrom('reminder')
      .select(['deadline_id', 'rung'])
      .where('sent_at', 'is not', null)
      .execute(),
    notices: await trx
      .selectFrom('notification')
      .select(['id', 'account_id', 'occasion', 'mail_id', 'key'])
      .where('key', 'not like', 'account.%')
      .execute(),
    posts: await trx.selectFrom('mail').select(['id', 'sent_at', 'attempts']).execute(),
  }));
  const occasions = reminders.map(({ deadline_id, rung }) => `${deadline_id}:${rung}`);
  expect(occasions.length).toBeGreaterThan(8);
  const reminded = notices.filter(({ key }) => /^(?:reminder|overdue|awaited)\./.test(key));
  expect(new Set(reminded.map(({ occasion }) => occasion))).toEqual(new Set(occasions));
  expect(new Set(notices.map(({ account_id, occasion }) => `${account_id} ${occasion}`)).size).toBe(notices.length);
  // Every notice has its mail, every mail left once, and every mail that left is there.
  const left = posts.filter(({ sent_at, attempts }) => sent_at !== null && attempts === 1).map(({ id }) => id);
  expect(left).toHaveLength(posts.length);
  for (const { id, mail_id } of notices) expect(left).toContain(mail_id ?? id);
  const shared = reminded.filter(({ mail_id }) => mail_id !== null);
  expect(shared.length).toBeGreaterThan(0);
  expect(new Set(mails.map(({ id }) => id)).size).toBe(mails.length);
});
