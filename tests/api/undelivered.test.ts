import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { deliverOutbox } from '@rogatoria/api/exchange/send.ts';
import { readBounce } from '@rogatoria/api/notifications/bounce.ts';
import { deliverMail, mailer } from '@rogatoria/api/notifications/mail.ts';
import { as } from '@rogatoria/db';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { draft, sent } from '../factories.ts';
import { type Caller, type TestHouse, testHouse } from '../harness/house.ts';
import { type MailServer, mailServer } from '../harness/smtp.ts';

const hour = 3_600_000;
let t: TestHouse;
let post: MailServer;
let admin: Caller;
let officer: Caller;
beforeAll(async () => {
  t = await testHouse();
  post = await mailServer();
  [admin, officer] = await Promise.all([t.as('admin', 'CHL'), t.as('officer', 'CHL')]);
});
afterAll(async () => {
  await post.close();
  await t.close();
});
beforeEach(() => {
  post.answers = () => null;
  post.received.length = 0;
});

const bySmtp = () => mailer({ ...t.house.config, smtpUrl: post.url });
const mailOf = (state: string) => deliverMail(t.house, state, bySmtp(), t.house.clock.now());
const undelivered = async (who = admin) => (await who.get('/api/undelivered')).body;
const noticesOf = async (who: Caller) => (await who.get('/api/notifications')).body.items;
const keysOf = async (who: Caller) => (await noticesOf(who)).map(({ text }: { text: { key: string } }) => text.key);

/** Chile's officers are to be told of a request; no mail has left since. */
async function told(): Promise<void> {
  await mailOf('CHL');
  const work = t.work;
  t.work = () => work(() => Promise.reject(new Error('nothing leaves yet')));
  await sent(t, 'preservation');
  t.work = work;
  t.forward(hour);
}

test('an address that is refused is not tried again: its officer and the administrator hear of it, and it can be', async () => {
  await told();
  const { email } = (await officer.get('/api/session')).body.user;
  post.answers = (to) => (to === email ? { code: 550, text: 'no such user here' } : null);
  await mailOf('CHL');
  const { items, total } = await undelivered();
  expect(total).toBe(1);
  expect(items[0]).toMatchObject({ what: 'mail', to: email, cause: 'refused' });
  expect(items[0].failure).toContain('no such user here');
  // In the page, where else: and no mail about it to the address that does not work.
  const [first] = await noticesOf(officer);
  expect(first).toMatchObject({ text: { key: 'notice.mail_undelivered' }, mail: 'none' });
  expect((await noticesOf(officer))[1].mail).toBe('dead');
  expect(await keysOf(admin)).toContain('notice.undelivered');
  await mailOf('CHL');
  expect(post.received.map(({ subject }) => subject)).toContain('Rogatoria: algo no pudo entregarse');
  // Nothing tries by itself.
  t.forward(24 * hour);
  post.answers = () => null;
  post.received.length = 0;
  await mailOf('CHL');
  expect(post.received.filter(({ to }) => to?.[0]?.address === email)).toEqual([]);

  expect((await admin.post(`/api/undelivered/${items[0].id}/retry`)).status).toBe(204);
  expect((await admin.post(`/api/undelivered/${items[0].id}/retry`)).status).toBe(404);
  expect((await undelivered()).total).toBe(0);
  await mailOf('CHL');
  expect(post.received.map(({ messageId }) => messageId)).toEqual([`<${items[0].id}@rogatoria.example>`]);
  const { items: entries } = (await admin.get('/api/record/entries?action=delivery.retry')).body;
  expect(entries).toHaveLength(1);
});

test('a server that is busy for days is given up after three, and not before', async () => {
  await told();
  const { email } = (await officer.get('/api/session')).body.user;
  post.answers = (to) => (to === email ? { code: 451, text: 'busy' } : null);
  for (let hours = 0; hours < 42; hours += 6) {
    await mailOf('CHL');
    t.forward(6 * hour);
  }
  expect((await undelivered()).total).toBe(0);
  for (let hours = 0; hours < 42; hours += 6) {
    await mailOf('CHL');
    t.forward(6 * hour);
  }
  const { items } = await undelivered();
  expect(items.length).toBeGreaterThan(0);
  for (const item of items) expect(item).toMatchObject({ to: email, cause: 'unreachable' });
  expect(items[0].attempts).toBeGreaterThanOrEqual(12);
  const { body } = await admin.post('/api/undelivered/retry');
  expect(body).toEqual({ count: items.length });
  post.answers = () => null;
  await mailOf('CHL');
  expect((await undelivered()).total).toBe(0);
});

test('mail about undelivered mail that does not arrive either calls for no more mail', async () => {
  await told();
  t.forward(24 * hour);
  post.answers = () => ({ code: 550, text: 'closed' });
  for (let day = 0; day < 4; day++) {
    await mailOf('CHL');
    t.forward(24 * hour);
  }
  const about = (await noticesOf(admin)).filter(
    ({ text, at }: { text: { key: string }; at: string }) =>
      text.key === 'notice.undelivered' &&
      at > new Date(Date.parse(t.house.clock.now()) - 4.5 * 24 * hour).toISOString(),
  );
  expect(about).toHaveLength(1);
  expect((await undelivered()).total).toBeGreaterThan(1);
  await admin.post('/api/undelivered/retry');
  post.answers = () => null;
  await mailOf('CHL');
});

/** What a mail server returns for a mail (RFC 3464, appendix B). */
const report = (id: string, action = 'failed') =>
  [
    'From: Mail Delivery Subsystem <MAILER-DAEMON@ministerio.example>',
    'To: rogatoria@rogatoria.example',
    'Message-ID: <199407072116.RAA14128@ministerio.example>',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status;',
    '\tboundary="RAA14128.773615765/ministerio.example"',
    '',
    '--RAA14128.773615765/ministerio.example',
    'Content-Type: text/plain',
    '',
    'The original message was received, and could not be delivered.',
    '--RAA14128.773615765/ministerio.example',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; ministerio.example',
    '',
    'Final-Recipient: rfc822; officer.chl@demo.test',
    `Action: ${action}`,
    'Status: 5.1.1',
    'Diagnostic-Code: smtp; 550 5.1.1 <officer.chl@demo.test>... User',
    ' unknown',
    '',
    '--RAA14128.773615765/ministerio.example',
    'Content-Type: text/rfc822-headers',
    '',
    'Subject: [BRA-CHL-2026-00001-P] Novedad en un expediente',
    `Message-ID: <${id}@rogatoria.example>`,
    '',
    '--RAA14128.773615765/ministerio.example--',
    '',
  ].join('\r\n');

test('a report of returned mail is read; a delay, and what is no report, are not one', () => {
  const id = '00000000-0000-4000-8000-00000000000a';
  expect(readBounce(report(id))).toEqual({
    mail: id,
    diagnostic: '550 5.1.1 <officer.chl@demo.test>... User unknown',
  });
  expect(readBounce(report(id, 'delayed'))).toBeNull();
  expect(readBounce(report(id).replace('multipart/report', 'multipart/mixed'))).toBeNull();
  expect(readBounce(report('x'))).toBeNull();
  expect(readBounce('')).toBeNull();
});

test('`pnpm admin bounce` notes mail that came back, once', async () => {
  await told();
  await mailOf('CHL');
  const [mail] = await as(t.house.db, 'CHL', (trx) =>
    trx
      .selectFrom('mail')
      .innerJoin('notification', 'notification.id', 'mail.id')
      .innerJoin('account', 'account.id', 'notification.account_id')
      .select('mail.id')
      .where('account.email', '=', 'officer.chl@demo.test')
      .where('sent_at', 'is not', null)
      .orderBy('mail.at', 'desc')
      .execute(),
  );
  const run = (input: string, url = t.appUrl) =>
    spawnSync(process.execPath, [fileURLToPath(import.meta.resolve('@rogatoria/api/admin.ts')), 'bounce'], {
      input,
      encoding: 'utf8',
      env: { ...process.env, DATABASE_URL: url },
    });
  const first = run(report(mail?.id ?? ''));
  expect(first.stderr).toBe('');
  expect(first.stdout).toContain('A mail of CHL did not arrive: 550 5.1.1');
  expect(first.status).toBe(0);
  expect(run(report(mail?.id ?? '')).stdout).toContain('Nothing was changed');
  expect(run('Subject: hello\n\nNice weather.').stdout).toContain('Nothing was changed');
  // The mail server keeps what could not be noted, and brings it again.
  expect(run(report(mail?.id ?? ''), 'postgresql://rogatoria_app:x@127.0.0.1:1/none').status).toBe(75);
  expect(run(report(mail?.id ?? ''), t.ownerUrl).stderr).toContain('rogatoria_app');
  expect((await undelivered()).items[0]).toMatchObject({ id: mail?.id, cause: 'bounced' });
  await admin.post('/api/undelivered/retry');
});

test('a message that cannot be delivered for days is given up openly, and delivered when it is tried again', async () => {
  const owner = new pg.Client({ connectionString: t.ownerUrl });
  await owner.connect();
  await owner.query(`create function refuse() returns trigger language plpgsql as $$ begin
    if new.participant = 'CHL' and new.direction = 'in' then raise exception 'out of order'; end if; return new; end $$;
    create trigger refuse before insert on message for each row execute function refuse()`);
  const [drafter, approver, ours] = await Promise.all([
    t.as('drafter', 'BRA'),
    t.as('approver', 'BRA'),
    t.as('admin', 'BRA'),
  ]);
  try {
    const id = await draft(t, 'preservation');
    await drafter.command(id, 'submit');
    await approver.command(id, 'approve');
    await approver.command(id, 'transmit');
    const status = async () => (await drafter.get(`/api/cases/${id}`)).body.messages[0].status;
    for (let hours = 0; hours < 84; hours += 6) {
      await deliverOutbox(t.house, 'BRA', { now: t.house.clock.now() });
      t.forward(6 * hour);
    }
    expect(await status()).toBe('dead');
    const { items } = await undelivered(ours);
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ what: 'message', to: 'CHL', cause: 'unreachable' });
    expect(await keysOf(approver)).toContain('notice.message_undelivered');
    expect(await keysOf(ours)).toContain('notice.undelivered');
    // It is nobody else's to see or to try.
    expect((await undelivered()).items).toEqual([]);
    expect((await admin.post(`/api/undelivered/${items[0].id}/retry`)).status).toBe(404);
    expect((await approver.get('/api/undelivered')).status).toBe(403);
    await owner.query('drop trigger refuse on message');
    expect((await ours.post(`/api/undelivered/${items[0].id}/retry`)).status).toBe(204);
    await deliverOutbox(t.house, 'BRA', { now: t.house.clock.now() });
    expect(await status()).toBe('delivered');
  } finally {
    await owner.query('drop function if exists refuse cascade');
    await owner.end();
  }
});
