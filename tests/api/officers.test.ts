import { as, sql } from '@rogatoria/db';
import type { Role } from '@rogatoria/workflows';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { draft } from '../factories.ts';
import { type Caller, type TestHouse, testHouse } from '../harness/house.ts';

let t: TestHouse;
let admin: Caller;
let second: Caller;
let me: string;
beforeAll(async () => {
  t = await testHouse();
  admin = await t.as('admin', 'BRA');
  second = await t.officer('BRA', ['admin'], 'pt');
  me = (await admin.get('/api/session')).body.user.id;
});
afterAll(() => t.close());

const dayMs = 86_400_000;
const password = 'uma frase longa de teste';
const idOf = async (who: Caller): Promise<string> => (await who.get('/api/session')).body.user.id;
// biome-ignore lint/suspicious/noExplicitAny: an officer as the answer has them
const officer = async (id: string, by = admin): Promise<any> =>
  (await by.get('/api/officers')).body.items.find((item: { id: string }) => item.id === id);
const first = (answer: { body: { errors?: { field: string; rule: string; message: string }[] } }) =>
  answer.body.errors?.[0];
const noticesOf = async (who: Caller): Promise<string[]> =>
  (await who.get('/api/notifications')).body.items.map((item: { text: { key: string } }) => item.text.key);

interface Mail {
  to: string;
  subject: string;
  text: string;
  language: string;
}
/** Sends what waits; returns the mail that went to an address. */
async function mailTo(address: string): Promise<Mail[]> {
  const sent: Mail[] = [];
  await t.work(async (mail) => {
    sent.push(mail);
  });
  return sent.filter(({ to }) => to === address);
}
const tokenIn = (mail: Mail | undefined): string => /\/invitation#(\S+)/.exec(mail?.text ?? '')?.[1] ?? '';

const open = (url: string, payload: object) => t.app.inject({ method: 'POST', url, payload });
const accept = (token: string, name = 'Nova Pessoa') =>
  open('/api/invitation/accept', { token, name, language: 'fr', password });

async function invite(email: string, roles: Role[], by = admin): Promise<{ id: string; token: string }> {
  const answer = await by.post('/api/officers/invitations', { email, roles, language: 'pt' });
  expect(answer.status).toBe(201);
  const [mail] = await mailTo(email);
  return { id: answer.body.id, token: tokenIn(mail) };
}

describe('an invitation', () => {
  test('goes by mail with a link, opens once, and makes an account with a password nobody else knows', async () => {
    const email = 'nova@demo.test';
    const sent = await admin.post('/api/officers/invitations', { email, roles: ['drafter'], language: 'pt' });
    expect(sent.status).toBe(201);
    const [mail] = await mailTo(email);
    expect(mail).toMatchObject({ language: 'pt', subject: expect.stringContaining('do Brasil') });
    expect(mail?.text).toContain('Redator');
    const token = tokenIn(mail);
    // 256 bits, in the fragment, which no browser sends
    expect(Buffer.from(token.slice(4), 'base64url')).toHaveLength(32);
    const stored = await as(t.house.db, 'BRA', (trx) =>
      sql<{ row: string }>`select invitation::text as row from invitation where id = ${sent.body.id}`.execute(trx),
    );
    expect(stored.rows[0]?.row).not.toContain(token.slice(4));

    const seen = await open('/api/invitation', { token });
    expect([seen.statusCode, seen.json()]).toEqual([
      200,
      {
        participant: 'BRA',
        authority: expect.any(String),
        email,
        roles: ['drafter'],
        language: 'pt',
        expires_at: new Date(Date.parse(t.house.clock.now()) + 7 * dayMs).toISOString(),
      },
    ]);
    const short = await open('/api/invitation/accept', { token, name: 'N', language: 'fr', password: 'curta' });
    expect(short.json().errors[0]).toMatchObject({ field: 'password', rule: 'password_short' });
    expect((await accept(token)).statusCode).toBe(204);
    expect((await accept(token)).statusCode).toBe(404);
    expect((await open('/api/invitation', { token })).statusCode).toBe(404);

    const signIn = await open('/api/session', { email, password });
    expect(signIn.json().user).toMatchObject({ name: 'Nova Pessoa', roles: ['drafter'], language: 'fr' });
    expect(await noticesOf(admin)).toContain('notice.account.joined');
    const { invitations } = (await admin.get('/api/officers')).body;
    expect(invitations.find((one: { id: string }) => one.id === sent.body.id)).toMatchObject({
      status: 'accepted',
      mail: 'sent',
    });
  });

  test('is accepted once even when two accept it at the same moment', async () => {
    const { token } = await invite('gemeas@demo.test', ['statistics']);
    const answers = await Promise.all([accept(token, 'Uma'), accept(token, 'Outra')]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([204, 404]);
  });

  test('sent again has a new link, and the old one is dead; withdrawn or a week old, it opens nothing', async () => {
    const { id, token } = await invite('lenta@demo.test', ['directory']);
    const twice = await admin.post('/api/officers/invitations', {
      email: 'LENTA@demo.test',
      roles: ['drafter'],
      language: 'pt',
    });
    expect([twice.status, first(twice)?.rule, first(twice)?.field]).toEqual([422, 'invitation_open', 'email']);
    expect((await admin.post(`/api/officers/invitations/${id}/send-again`)).status).toBe(200);
    const [again] = await mailTo('lenta@demo.test');
    const newer = tokenIn(again);
    expect(newer).not.toBe(token);
    expect((await open('/api/invitation', { token })).statusCode).toBe(404);
    expect((await open('/api/invitation', { token: newer })).statusCode).toBe(200);
    t.forward(7 * dayMs);
    expect((await open('/api/invitation', { token: newer })).statusCode).toBe(404);
    expect((await accept(newer)).statusCode).toBe(404);
    await admin.post(`/api/officers/invitations/${id}/send-again`);
    const revived = tokenIn((await mailTo('lenta@demo.test')).at(-1));
    expect((await open('/api/invitation', { token: revived })).statusCode).toBe(200);
    expect((await admin.post(`/api/officers/invitations/${id}/withdraw`)).status).toBe(200);
    expect((await open('/api/invitation', { token: revived })).statusCode).toBe(404);
    expect(first(await admin.post(`/api/officers/invitations/${id}/send-again`))?.rule).toBe('invitation_withdrawn');
  });

  test('does not say whether another State’s officer has the address; only the mailbox learns it', async () => {
    const taken = 'drafter.chl@demo.test';
    const { token } = await invite(taken, ['drafter']);
    const answer = await accept(token);
    expect([answer.statusCode, answer.json().errors[0].rule]).toEqual([422, 'invitation_address_taken']);
    const ours = await admin.post('/api/officers/invitations', {
      email: 'drafter.bra@demo.test',
      roles: ['drafter'],
      language: 'pt',
    });
    expect(first(ours)?.rule).toBe('invitation_account_exists');
    const [other] = (await (await t.as('admin', 'CHL')).get('/api/officers')).body.items.filter(
      ({ email }: { email: string }) => email === taken,
    );
    expect(other.roles).toEqual(['drafter']);
  });

  test('of another State’s token space opens nothing, and a made-up token neither', async () => {
    const { token } = await invite('alvo@demo.test', ['drafter']);
    for (const wrong of [token.replace('BRA', 'CHL'), `BRA.${'A'.repeat(43)}`])
      expect((await open('/api/invitation', { token: wrong })).statusCode).toBe(404);
    expect((await open('/api/invitation', { token: `${token}x` })).statusCode).toBe(422);
  });

  test('to a powerful role gives it only when a second administrator confirms', async () => {
    const { token } = await invite('chefe@demo.test', ['drafter', 'approver']);
    expect((await accept(token)).statusCode).toBe(204);
    const signIn = await open('/api/session', { email: 'chefe@demo.test', password });
    const { id, roles } = signIn.json().user;
    expect(roles).toEqual(['drafter']);
    const own = await admin.post(`/api/officers/${id}/roles/approver/confirm`);
    expect([own.status, first(own)?.rule]).toEqual([422, 'officer_confirm_own']);
    expect((await second.post(`/api/officers/${id}/roles/approver/confirm`)).body).toMatchObject({
      roles: ['drafter', 'approver'],
      proposals: [],
    });
  });
});

describe('roles', () => {
  test('ordinary ones are given and taken at once, powerful ones wait; the person and the administrators are told', async () => {
    const person = await t.officer('BRA', ['drafter'], 'pt');
    const id = await idOf(person);
    const answer = await admin.post(`/api/officers/${id}/roles`, { give: ['statistics', 'duty'], take: ['drafter'] });
    expect(answer.body).toMatchObject({ roles: ['statistics'], proposals: [{ role: 'duty', mine: true }] });
    // Derived at every request: no new sign-in is needed, and none keeps an old role.
    expect((await person.get('/api/session')).body.user.roles).toEqual(['statistics']);
    expect(await noticesOf(second)).toContain('notice.account.role_proposed');
    expect((await noticesOf(person)).sort()).toEqual(['notice.account.role_given', 'notice.account.role_taken']);
    expect((await officer(id, second)).proposals[0].mine).toBe(false);
    expect((await second.post(`/api/officers/${id}/roles/duty/refuse`)).body).toMatchObject({ proposals: [] });
    expect(await noticesOf(admin)).toContain('notice.account.role_refused');
    expect((await second.post(`/api/officers/${id}/roles/duty/confirm`)).status).toBe(404);
    const [mail] = await mailTo((await officer(id)).email);
    expect(mail?.text).toMatch(/Responsável pela estatística|Redator/);
  });

  test('nobody changes their own, nor confirms one for themselves', async () => {
    const own = await admin.post(`/api/officers/${me}/roles`, { give: ['approver'] });
    expect([own.status, first(own)?.field, first(own)?.rule]).toEqual([422, 'give', 'officer_oneself']);
    expect(first(own)?.message).toMatch(/^Ninguém altera aqui/);
    const other = await idOf(second);
    await admin.post(`/api/officers/${other}/roles`, { give: ['approver'] });
    expect(first(await second.post(`/api/officers/${other}/roles/approver/confirm`))?.rule).toBe('officer_oneself');
    expect((await officer(other)).roles).toEqual(['admin']);
  });

  test('the database itself keeps the four eyes', async () => {
    const other = await idOf(second);
    for (const by of [me, other])
      await expect(
        as(t.house.db, 'BRA', (trx) =>
          sql`update role_proposal set decision = 'confirmed', decided_by = ${by}, decided_at = now()
            where account_id = ${other} and decision is null`.execute(trx),
        ),
      ).rejects.toThrow(/check constraint/);
  });

  test('of the Secretariat are not a State’s to give', async () => {
    const id = await idOf(await t.as('drafter', 'BRA'));
    const answer = await admin.post(`/api/officers/${id}/roles`, { give: ['editor'] });
    expect([answer.status, first(answer)?.rule]).toEqual([422, 'officer_role_unknown']);
  });
});

describe('deactivation', () => {
  test('ends every session at once, leaves the files readable and names them', async () => {
    const person = await t.officer('BRA', ['drafter', 'approver'], 'pt');
    const id = await idOf(person);
    const theirs = await draft(t, 'preservation');
    await as(t.house.db, 'BRA', (trx) => sql`update case_file set drafter = ${id} where id = ${theirs}`.execute(trx));
    const { email } = await officer(id);
    const done = await admin.post(`/api/officers/${id}/deactivate`, { reason: 'Mudou de órgão' });
    expect(done.body).toMatchObject({ active: false, open_files: [{ id: theirs, counterpart: 'CHL', number: null }] });
    expect(done.body.open_files[0]).not.toHaveProperty('title');
    expect((await person.get('/api/session')).status).toBe(401);
    expect((await open('/api/session', { email, password: 'demo-only-password' })).statusCode).toBe(401);
    const colleague = await t.as('drafter', 'BRA');
    expect((await colleague.get(`/api/cases/${theirs}`)).status).toBe(200);
    expect(await noticesOf(colleague)).toContain('notice.account.files_left');
    expect(first(await admin.post(`/api/officers/${id}/deactivate`, { reason: 'x' }))?.rule).toBe('officer_inactive');
    expect(first(await admin.post(`/api/officers/${id}/roles`, { give: ['duty'] }))?.rule).toBe('officer_inactive');

    // Back in: the ordinary role at once, the powerful one by a second administrator; the old session stays dead.
    expect((await admin.post(`/api/officers/${id}/reactivate`)).body).toMatchObject({
      active: true,
      roles: ['drafter'],
      proposals: [{ role: 'approver' }],
    });
    expect((await person.get('/api/session')).status).toBe(401);
  });

  test('of an administrator kills the links they sent', async () => {
    const third = await t.officer('BRA', ['admin'], 'pt');
    const { token } = await invite('orfa@demo.test', ['drafter'], third);
    await admin.post(`/api/officers/${await idOf(third)}/deactivate`, { reason: 'Saiu' });
    expect((await accept(token)).statusCode).toBe(404);
  });

  test('two administrators who remove each other at once do not both succeed', async () => {
    const [a, b] = [await t.officer('USA', ['admin']), await t.officer('USA', ['admin'])];
    const [idA, idB] = [await idOf(a), await idOf(b)];
    const answers = await Promise.all([
      a.post(`/api/officers/${idB}/deactivate`, { reason: 'x' }),
      b.post(`/api/officers/${idA}/deactivate`, { reason: 'x' }),
    ]);
    // Whoever comes second has no session any more, or no longer the role.
    const [first, second] = answers.map(({ status }) => status).sort();
    expect(first).toBe(200);
    expect([401, 403]).toContain(second);
  });
});

describe('a single administrator', () => {
  let alone: Caller;
  beforeAll(async () => {
    alone = await t.as('admin', 'HTI');
  });

  test('gives powerful roles to others at once, never to themselves, and the auditors are told', async () => {
    expect((await alone.get('/api/officers')).body.alone).toBe(true);
    const drafter = await idOf(await t.as('drafter', 'HTI'));
    expect((await alone.post(`/api/officers/${drafter}/roles`, { give: ['duty'] })).body).toMatchObject({
      roles: ['drafter', 'duty'],
      proposals: [],
    });
    expect(await noticesOf(await t.as('auditor', 'HTI'))).toContain('notice.account.role_given_alone');
    const own = await alone.post(`/api/officers/${await idOf(alone)}/roles`, { take: ['admin'] });
    expect([own.status, first(own)?.rule]).toEqual([422, 'officer_last_admin']);
    const gone = await alone.post(`/api/officers/${await idOf(alone)}/deactivate`, { reason: 'x' });
    expect(first(gone)?.rule).toBe('officer_last_admin');
  });

  test('does not become one by removing the other: for a week roles still wait', async () => {
    const other = await t.officer('HTI', ['admin'], 'fr');
    const id = await idOf(other);
    await alone.post(`/api/officers/${id}/roles`, { take: ['admin'], give: ['statistics'] });
    const clerk = await idOf(await t.as('officer', 'HTI'));
    expect((await alone.get('/api/officers')).body.alone).toBe(false);
    expect((await alone.post(`/api/officers/${clerk}/roles`, { give: ['approver'] })).body).toMatchObject({
      roles: ['officer'],
      proposals: [{ role: 'approver' }],
    });
    t.forward(7 * dayMs);
    expect((await alone.post(`/api/officers/${clerk}/roles`, { give: ['duty'] })).body.roles).toEqual([
      'officer',
      'duty',
    ]);
  });
});

describe('nobody else', () => {
  test('a colleague without the role reads and changes nothing, and the auditor only reads', async () => {
    const id = await idOf(await t.as('drafter', 'BRA'));
    for (const role of ['drafter', 'approver', 'officer', 'duty', 'statistics', 'directory'] as const)
      expect((await (await t.as(role, 'BRA')).get('/api/officers')).status).toBe(403);
    const auditor = await t.as('auditor', 'BRA');
    expect((await auditor.get('/api/officers')).status).toBe(200);
    const { invitations } = (await admin.get('/api/officers')).body;
    for (const who of [auditor, await t.as('approver', 'BRA')])
      for (const [url, body] of [
        [`/api/officers/${id}/roles`, { give: ['admin'] }],
        [`/api/officers/${id}/roles/admin/confirm`, {}],
        [`/api/officers/${id}/roles/admin/refuse`, {}],
        [`/api/officers/${id}/deactivate`, { reason: 'x' }],
        [`/api/officers/${id}/reactivate`, {}],
        ['/api/officers/invitations', { email: 'x@demo.test', roles: ['admin'], language: 'pt' }],
        [`/api/officers/invitations/${invitations[0].id}/send-again`, {}],
        [`/api/officers/invitations/${invitations[0].id}/withdraw`, {}],
      ] as const)
        expect([url, (await who.post(url, body)).status]).toEqual([url, 403]);
  });

  test('another State’s administrator finds nobody of ours', async () => {
    const hostile = await t.as('admin', 'CHL');
    const id = await idOf(await t.as('drafter', 'BRA'));
    const { invitations } = (await admin.get('/api/officers')).body;
    for (const [url, body] of [
      [`/api/officers/${id}/roles`, { give: ['admin'] }],
      [`/api/officers/${id}/roles/admin/confirm`, {}],
      [`/api/officers/${id}/deactivate`, { reason: 'x' }],
      [`/api/officers/${id}/reactivate`, {}],
      [`/api/officers/invitations/${invitations[0].id}/send-again`, {}],
      [`/api/officers/invitations/${invitations[0].id}/withdraw`, {}],
    ] as const)
      expect([url, (await hostile.post(url, body)).status]).toEqual([url, 404]);
    const seen = JSON.stringify((await hostile.get('/api/officers')).body);
    expect(seen).not.toContain('.bra@demo.test');
    expect(seen).not.toContain(id);
  });

  test('everything stands in the audit trail of the participant', async () => {
    const actions = await as(t.house.db, 'BRA', (trx) =>
      trx.selectFrom('audit_event').select('action').distinct().orderBy('action').execute(),
    );
    expect(actions.map(({ action }) => action)).toEqual(
      expect.arrayContaining([
        'invitation.accepted',
        'invitation.sent',
        'invitation.sent_again',
        'invitation.withdrawn',
        'officer.deactivated',
        'officer.reactivated',
        'officer.role_confirmed',
        'officer.role_proposed',
        'officer.role_refused',
        'officer.roles_given',
        'officer.roles_taken',
      ]),
    );
  });
});
