import { readdir, readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { sweep } from '@rogatoria/api/deadlines/sweep.ts';
import { deliverMail, type Mailer, mailer } from '@rogatoria/api/notifications/mail.ts';
import { workFor } from '@rogatoria/api/work.ts';
import { as, sql } from '@rogatoria/db';
import { say } from '@rogatoria/workflows/vocabulary/index.ts';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { acknowledged, preserved, type Sent, sent } from '../factories.ts';
import { type Caller, type TestHouse, testHouse } from '../harness/house.ts';

let t: TestHouse;
let drafter: Caller;
let officer: Caller;
let duty: Caller;
const participants = ['BRA', 'CHL', 'USA', 'HTI', 'OAS'];
const day = 86_400_000;
beforeAll(async () => {
  t = await testHouse();
  await t.mailAtOnce();
  [drafter, officer, duty] = await Promise.all([t.as('drafter', 'BRA'), t.as('officer', 'CHL'), t.as('duty', 'CHL')]);
});
afterAll(() => t.close());

const read = async (who: Caller, id: string) => (await who.get(`/api/cases/${id}`)).body;
const remindersOf = (state: string, id: string) =>
  as(t.house.db, state, (trx) =>
    trx
      .selectFrom('reminder')
      .innerJoin('deadline', 'deadline.id', 'reminder.deadline_id')
      .select(['deadline.kind', 'deadline.status', 'reminder.rung', 'reminder.at', 'reminder.sent_at', 'deadline.id'])
      .where('deadline.case_id', '=', id)
      .orderBy('reminder.at')
      .execute(),
  );
const noticesOf = (state: string, id?: string) =>
  as(t.house.db, state, (trx) => {
    const all = trx
      .selectFrom('notification')
      .innerJoin('account', 'account.id', 'notification.account_id')
      .leftJoin('mail', 'mail.id', 'notification.id')
      .select([
        'notification.id',
        'notification.occasion',
        'notification.key',
        'notification.params',
        'notification.urgent',
        'notification.case_id',
        'notification.at',
        'account.email',
        'account.participant as of',
        'account.roles',
        'account.language',
        'mail.address',
        'mail.sent_at',
        'mail.attempts',
        'mail.failure',
      ])
      .orderBy('notification.at')
      .orderBy('notification.id');
    return (id ? all.where('notification.case_id', '=', id) : all).execute();
  });

describe('reminders', () => {
  test('each comes once to each who must know, however many sweep at once and however often', async () => {
    const request = await sent(t, 'evidence');
    const due = (await remindersOf('CHL', request.incoming)).filter((r) => r.kind === 'evidence_acknowledge');
    expect(due.map(({ rung }) => rung)).toEqual(['T', 'T+2d', 'T+7d']);
    t.forward(Date.parse(due[1]?.at as string) - Date.parse(t.house.clock.now()) + 1000);
    const now = t.house.clock.now();
    const done = await Promise.all(
      Array.from({ length: 4 }, () => sweep(t.house, 'CHL', { now }, { cases: [request.incoming] })),
    );
    expect(done.reduce((sum, { reminders }) => sum + reminders, 0)).toBe(2);
    await t.work();
    await t.work();
    const told = (await noticesOf('CHL', request.incoming)).filter((n) => n.key.endsWith('.evidence_acknowledge'));
    expect(told.map((n) => [n.key, n.at, n.roles])).toEqual([
      ['reminder.evidence_acknowledge', due[0]?.at, ['officer']],
      ['overdue.evidence_acknowledge', due[1]?.at, ['officer']],
    ]);
    const after = await remindersOf('CHL', request.incoming);
    expect(after.map((r) => [r.rung, r.sent_at])).toEqual([
      ['T', due[0]?.at],
      ['T+2d', due[1]?.at],
      ['T+7d', null],
    ]);
    // What was done needs no reminder: the ladder of an acknowledged request is gone.
    await officer.command(request.incoming, 'acknowledge', { reference: 'R-1', officer: 'Unidad', complete: true });
    t.forward(8 * day);
    await t.work();
    const later = await noticesOf('CHL', request.incoming);
    expect(later.filter((n) => n.key.endsWith('.evidence_acknowledge'))).toHaveLength(2);
  });

  test('a clock that stands still reminds nobody, and goes on by as long as it stood', async () => {
    const request = await acknowledged(t, 'evidence');
    const clock = async (kind: string) =>
      (await read(officer, request.incoming)).deadlines.findLast((d: { kind: string }) => d.kind === kind);
    const before = await clock('evidence_decide');
    t.forward(2 * day);
    await officer.command(request.incoming, 'ask_clarification', { questions: '¿Qué cuenta?' });
    expect((await clock('evidence_decide')).status).toBe('suspended');
    await t.work();
    t.forward(50 * day);
    await t.work();
    const told = async (state: string, id: string) => (await noticesOf(state, id)).map((n) => n.key);
    expect(await told('CHL', request.incoming)).not.toContain('reminder.evidence_decide');
    expect(await told('CHL', request.incoming)).not.toContain('overdue.evidence_decide');
    // Theirs runs meanwhile: the side that was asked is reminded.
    expect(await told('BRA', request.outgoing)).toContain('reminder.clarification_answer');
    await drafter.command(request.outgoing, 'answer_clarification', { answers: 'Esta.' });
    await t.work();
    const after = await clock('evidence_decide');
    expect([after.status, after.id]).toEqual(['running', before.id]);
    // Due as many days later, at the end of a day there, as days ended there while it stood still.
    const dayThere = (at: string) => Temporal.Instant.from(at).toZonedDateTimeISO('America/Santiago').toPlainDate();
    const between = (from: string, to: string) => dayThere(from).until(dayThere(to)).days;
    const [{ from, to }] = after.suspensions;
    expect(between(before.due_at, after.due_at)).toBe(between(from, to));
    expect(between(from, to)).toBeGreaterThanOrEqual(49);
    expect(after.original_due_at).toBe(before.original_due_at);
    expect(await told('CHL', request.incoming)).not.toContain('reminder.evidence_decide');
    t.forward(after.due_at);
    await t.work();
    const reminded = (await noticesOf('CHL', request.incoming)).filter((n) => n.key === 'reminder.evidence_decide');
    expect(reminded.map((n) => n.at)).toEqual(
      (await remindersOf('CHL', request.incoming))
        .filter((r) => r.kind === 'evidence_decide' && r.sent_at)
        .map((r) => r.at),
    );
    expect(reminded).toHaveLength(2);
  });

  test('one broken case does not silence the others', async () => {
    const [broken, sound] = [await preserved(t), await preserved(t)];
    await as(t.house.db, 'CHL', (trx) =>
      trx.updateTable('case_file').set({ state: 'nonsense' }).where('id', '=', broken.incoming).execute(),
    );
    const errors: object[] = [];
    const { error } = t.house.log;
    t.house.log.error = (detail) => errors.push(detail);
    t.forward(64 * day);
    await t.work();
    t.house.log.error = error;
    expect(errors).toContainEqual(expect.objectContaining({ case: broken.incoming }));
    expect((await read(officer, sound.incoming)).outcome).toBe('expired');
    expect((await read(drafter, sound.outgoing)).outcome).toBe('expired');
    // Mended, it ends as it should have: at its time.
    await as(t.house.db, 'CHL', (trx) =>
      trx.updateTable('case_file').set({ state: 'preserved' }).where('id', '=', broken.incoming).execute(),
    );
    await t.work();
    expect((await read(drafter, broken.outgoing)).outcome).toBe('expired');
  });

  test('nobody is told of another State’s case, and no stranger of any', async () => {
    for (const state of participants) {
      const notices = await noticesOf(state);
      for (const notice of notices) {
        expect(notice.of).toBe(state);
        expect(notice.address ?? notice.email).toMatch(new RegExp(`\\.${state.toLowerCase()}@demo\\.test$`));
      }
      if (state === 'BRA' || state === 'CHL') expect(notices.length).toBeGreaterThan(10);
      else expect(notices).toEqual([]);
      // Roles that see no case are told of none.
      for (const { roles } of notices)
        expect(roles.some((role) => ['admin', 'statistics', 'directory', 'auditor'].includes(role))).toBe(false);
      const counted = await as(t.house.db, state, async (trx) => {
        const { rows } = await sql<{ n: number }>`select count(*)::int as n
          from (select account_id, occasion from notification group by 1, 2 having count(*) > 1) twice`.execute(trx);
        return rows[0]?.n;
      });
      expect(counted).toBe(0);
    }
  });
});

describe('mail in files', () => {
  const folder = () => path.join(t.dataDir, 'mail');
  const mails = async (): Promise<(Email & { file: string; raw: string })[]> =>
    Promise.all(
      (await readdir(folder())).sort().map(async (file) => {
        const raw = await readFile(path.join(folder(), file), 'utf8');
        return { ...(await PostalMime.parse(raw)), file, raw };
      }),
    );

  test('there is one for each notice, to its reader, in his language, and it names no content', async () => {
    // One reader with another language than his State's.
    const french = await t.officer('CHL', ['officer', 'duty'], 'fr');
    await t.mailAtOnce();
    const { user } = (await french.get('/api/session')).body;
    const request = await preserved(t);
    t.forward(5 * day);
    await t.work();
    const all = await mails();
    expect(all.every(({ file }) => /^[0-9TZ-]+-[0-9a-f-]{36}\.eml$/.test(file))).toBe(true);
    const notices = (await Promise.all(participants.map((state) => noticesOf(state)))).flat();
    expect(all.map((m) => m.messageId).sort()).toEqual(notices.map((n) => `<${n.id}@rogatoria.example>`).sort());
    expect(new Set(all.map((m) => m.messageId)).size).toBe(all.length);

    // Our reference is how a draft is called; everything else in the form is content.
    const { own_reference: _, ...form } = (await read(drafter, request.outgoing)).form;
    const words = (value: unknown): string[] =>
      typeof value === 'string'
        ? [value]
        : value && typeof value === 'object'
          ? Object.values(value).flatMap(words)
          : [];
    const secrets = ['Dados de uma conta', 'inventada', ...words(form).filter((text) => text.length > 9)];
    expect(secrets.length).toBeGreaterThan(10);
    let frenchMails = 0;
    for (const mail of all) {
      const notice = notices.find((n) => mail.messageId === `<${n.id}@rogatoria.example>`);
      if (!notice) throw new Error('a mail without a notice');
      expect(mail.to?.map((to) => to.address)).toEqual([notice.email]);
      expect([notice.sent_at !== null, notice.attempts, notice.failure]).toEqual([true, 1, null]);
      const params = notice.params as Record<string, string | number>;
      const text = mail.text ?? '';
      expect(text).toContain(say(notice.language, { key: `notice.${notice.key}`, params }));
      expect(text).toContain(say(notice.language, 'mail.footer'));
      expect(text).toContain(`http://localhost:8080/cases/${notice.case_id}`);
      expect(mail.subject).toBe(
        say(notice.language, {
          key: notice.urgent ? 'mail.subject.urgent' : 'mail.subject',
          params: { number: params.number || '—' },
        }),
      );
      expect(mail.headers.find((h) => h.key === 'content-language')?.value).toBe(notice.language);
      expect(mail.headers.find((h) => h.key === 'auto-submitted')?.value).toBe('auto-generated');
      expect(`${mail.subject} ${text}`).not.toMatch(/\{|\bnotice\.|\bmail\.(?:body|subject)|undefined|NaN|Invalid/);
      for (const secret of secrets) expect(`${mail.subject}\n${text}`.includes(secret), secret).toBe(false);
      expect(mail.attachments).toEqual([]);
      if (notice.email === user.email) {
        frenchMails++;
        expect(notice.language).toBe('fr');
      }
    }
    expect(frenchMails).toBeGreaterThan(0);
  });

  test('a second attempt after a crash is the same mail, not another', async () => {
    await sent(t, 'preservation');
    const write = mailer(t.house.config);
    const seen: string[] = [];
    const crash: Mailer = async (mail) => {
      seen.push(mail.id);
      await write(mail);
      throw new Error('the process ended before it could say so');
    };
    await as(t.house.db, 'CHL', (trx) => trx.updateTable('mail').set({ sent_at: null }).execute());
    t.forward(3_600_000);
    await deliverMail(t.house, 'CHL', crash, t.house.clock.now());
    expect(seen.length).toBeGreaterThan(0);
    t.forward(3_600_000);
    await t.work();
    const files = await readdir(folder());
    for (const id of seen) expect(files.filter((file) => file.endsWith(`-${id}.eml`))).toHaveLength(1);
    expect(files).toHaveLength((await Promise.all(participants.map((state) => noticesOf(state)))).flat().length);
    expect((await noticesOf('CHL')).filter((n) => n.sent_at === null)).toEqual([]);
  });
});

describe('mail by SMTP', () => {
  /** what the server does with the next messages: refuse so many, then take the rest */
  let refusals = 0;
  let received: Email[] = [];
  let server: SMTPServer;
  let smtpUrl: string;
  beforeAll(async () => {
    server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      onMailFrom: (_address, _session, done) => {
        if (refusals <= 0) return done();
        refusals--;
        done(Object.assign(new Error('try again later'), { responseCode: 451 }));
      },
      onData: (stream, _session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          PostalMime.parse(Buffer.concat(chunks)).then((mail) => {
            received.push(mail);
            done();
          }, done);
        });
      },
    });
    server.on('error', () => {});
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    smtpUrl = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
    await t.work();
  });
  afterAll(() => new Promise<void>((resolve) => server.close(resolve)));
  beforeEach(() => {
    received = [];
  });
  const bySmtp = () => mailer({ ...t.house.config, smtpUrl });

  /** A request that Chile's officers are told of, without any mail having left. */
  async function told(): Promise<Sent> {
    const none: Mailer = () => Promise.reject(new Error('no way out'));
    await as(t.house.db, 'CHL', (trx) => trx.updateTable('mail').set({ sent_at: t.house.clock.now() }).execute());
    const work = t.work;
    t.work = () => work(none);
    const request = await sent(t, 'preservation');
    t.work = work;
    t.forward(3_600_000);
    return request;
  }

  test('a server that fails first and takes later gets each mail once', async () => {
    const request = await told();
    const awaited = (await noticesOf('CHL', request.incoming)).map((n) => n.id);
    expect(awaited.length).toBeGreaterThan(1);
    refusals = awaited.length;
    await workFor(t.house, 'CHL', bySmtp());
    expect(received).toEqual([]);
    for (const notice of await noticesOf('CHL', request.incoming)) {
      expect(notice.sent_at).toBeNull();
      expect(notice.failure).toContain('try again later');
    }
    const { items } = (await duty.get('/api/notifications')).body;
    expect(items.find((n: { case_id: string }) => n.case_id === request.incoming).mail).toBe('failed');
    // Not hammered: nothing is tried again before its time.
    await workFor(t.house, 'CHL', bySmtp());
    expect(received).toEqual([]);
    t.forward(3_600_000);
    await Promise.all([1, 2, 3].map(() => workFor(t.house, 'CHL', bySmtp())));
    const ids = received
      .map((mail) => mail.messageId)
      .filter((id) => awaited.some((a) => id === `<${a}@rogatoria.example>`));
    expect(ids.sort()).toEqual(awaited.map((id) => `<${id}@rogatoria.example>`).sort());
    t.forward(day);
    received = [];
    await workFor(t.house, 'CHL', bySmtp());
    expect(received.filter((mail) => awaited.some((a) => mail.messageId === `<${a}@rogatoria.example>`))).toEqual([]);
  });

  test('no server at all loses nothing', async () => {
    const request = await told();
    const nowhere = mailer({ ...t.house.config, smtpUrl: 'smtp://127.0.0.1:1' });
    await workFor(t.house, 'CHL', nowhere);
    const waiting = await noticesOf('CHL', request.incoming);
    expect(waiting.every((n) => n.sent_at === null && n.failure !== null)).toBe(true);
    t.forward(day);
    await workFor(t.house, 'CHL', bySmtp());
    const ids = received.map((mail) => mail.messageId);
    for (const { id } of waiting) expect(ids.filter((i) => i === `<${id}@rogatoria.example>`)).toHaveLength(1);
    expect((await noticesOf('CHL', request.incoming)).every((n) => n.sent_at !== null && n.failure === null)).toBe(
      true,
    );
  });
});

describe('the demonstration’s clock', () => {
  const advance = (duration: unknown) => drafter.post('/api/demo/clock', { advance: duration });

  test('goes forward, and everything due on the way happened once, when it was due', async () => {
    const request = await preserved(t);
    const start = t.house.clock.now();
    const before = await Promise.all([remindersOf('BRA', request.outgoing), remindersOf('CHL', request.incoming)]);
    expect((await advance('P40D')).status).toBe(200);
    expect(Date.parse(t.house.clock.now()) - Date.parse(start)).toBe(40 * day);
    for (const [n, [state, id]] of (
      [
        ['BRA', request.outgoing],
        ['CHL', request.incoming],
      ] as const
    ).entries()) {
      const after = await remindersOf(state, id);
      const due = (before[n] ?? []).filter((r) => r.sent_at === null && r.at <= t.house.clock.now());
      expect(due.length).toBeGreaterThan(0);
      for (const { rung, kind, at, id: deadline } of due) {
        expect(after.find((r) => r.id === deadline && r.rung === rung)?.sent_at, `${state} ${kind} ${rung}`).toBe(at);
        const told = (await noticesOf(state, id)).filter((notice) => notice.occasion === `${deadline}:${rung}`);
        expect(told.length).toBeGreaterThan(0);
        expect(new Set(told.map((notice) => notice.email)).size).toBe(told.length);
        for (const notice of told) expect(notice.at).toBe(at);
      }
      expect(after.filter((r) => r.sent_at === null && r.at <= t.house.clock.now())).toEqual([]);
      expect(after.filter((r) => r.sent_at !== null && r.at > t.house.clock.now())).toEqual([]);
    }
    const { context } = await read(officer, request.incoming);
    expect((await advance('P30D')).status).toBe(200);
    for (const [who, id, type] of [
      [officer, request.incoming, 'clock.preservation_expiry'],
      [drafter, request.outgoing, 'message.expiry_notice'],
    ] as const) {
      const view = await read(who, id);
      expect(view.outcome).toBe('expired');
      const events = (await who.get(`/api/cases/${id}/events`)).body.items.filter(
        (e: { type: string }) => e.type === type,
      );
      expect(events.map((e: { at: string }) => e.at)).toEqual([context.expires_at]);
    }
  });

  test.each(['P0D', '-P1D', 'P801D', 'P3Y', 'thirty days', '', 'P1D; drop', 'PT0.0000000001S', 30, null])(
    'does not move by %j',
    async (duration) => {
      const before = t.house.clock.now();
      const { status, body } = await advance(duration);
      expect([status, body.code]).toEqual([422, 'invalid']);
      expect(body.errors[0].field).toBe('advance');
      expect(body.errors[0].message).not.toMatch(/duration|schema/);
      expect(t.house.clock.now()).toBe(before);
    },
  );
});
