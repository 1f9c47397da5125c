// A ministry's own systems: let in by two administrators, to what their scopes open and nothing else, until they are not.
import { createHash, randomUUID } from 'node:crypto';
import { buildApp } from '@rogatoria/api/app.ts';
import { verify } from '@rogatoria/api/audit/verify.ts';
import { newToken } from '@rogatoria/api/auth/service-token.ts';
import { demoPassword } from '@rogatoria/api/demo/people.ts';
import { perMinute } from '@rogatoria/api/server.ts';
import { as, sql } from '@rogatoria/db';
import { exampleForm } from '@rogatoria/workflows/examples.ts';
import { type Scope, scopes } from '@rogatoria/workflows/scopes.ts';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { draft, type Sent, sent, serviceAccount } from '../factories.ts';
import { type Caller, type TestHouse, testHouse } from '../harness/house.ts';
import { descriptionOf, nameOf } from '../harness/openapi.ts';
import { services } from '../isolation/services.ts';

let t: TestHouse;
let admin: Caller;
let second: Caller;
let request: Sent;
beforeAll(async () => {
  t = await testHouse();
  admin = await t.as('admin', 'BRA');
  second = await t.officer('BRA', ['admin'], 'pt');
  request = await sent(t, 'preservation');
});
afterAll(() => t.close());

const day = 86_400_000;
const path = '/api/service-accounts';
const asked = (name: string, some: readonly Scope[] = scopes, days = 90) => ({
  name,
  purpose: 'Gestão de processos',
  scopes: some,
  days,
});
const rule = (answer: { body: { errors?: { rule: string }[] } }) => answer.body.errors?.[0]?.rule;

/** What a system does: a request with its token, and nothing else of a browser's. */
async function ask(token: string, method: 'GET' | 'POST' | 'PUT', url: string, payload?: object, headers = {}) {
  const answer = await t.app.inject({
    method,
    url,
    headers: { authorization: `Bearer ${token}`, ...headers },
    ...(payload ? { payload } : {}),
  });
  const json = String(answer.headers['content-type'] ?? '').includes('json');
  return { status: answer.statusCode, body: json ? answer.json() : answer.body, headers: answer.headers };
}
const read = async (token: string) => (await ask(token, 'GET', '/api/cases')).status;
const listed = async (id: string, who = admin) =>
  (await who.get(path)).body.items.find((one: { id: string }) => one.id === id);

/** A complete draft as a system would send it. */
function newDraft(title: string) {
  const today = t.house.clock.now().slice(0, 10);
  const { form, translations } = exampleForm('evidence', { lang: 'pt', requesting: 'BRA', requested: 'CHL', today });
  return { kind: 'evidence', counterpart: 'CHL', title, bases: ['ETS185'], form_language: 'pt', form, translations };
}

describe('a token', () => {
  test('is given by one administrator, seen once, and opens nothing until another confirms it', async () => {
    const given = await admin.post(path, asked('Sistema de Processos', ['cases:read']));
    expect(given.status).toBe(201);
    const { token, service_account } = given.body;
    const { id } = service_account;
    expect(token).toMatch(/^rogatoria_BRA_[\w-]{43}$/);
    expect(service_account).toMatchObject({ status: 'waiting', token: null, waiting: { mine: true } });
    expect(await read(token)).toBe(401);
    expect(rule(await admin.post(`${path}/${id}/confirm`))).toBe('service_confirm_own');
    expect(await read(token)).toBe(401);
    // The other administrator was told.
    const notices = (await second.get('/api/notifications')).body.items;
    expect(notices[0].text.key).toBe('notice.account.service_proposed');
    expect(await listed(id, second)).toMatchObject({ status: 'waiting', waiting: { mine: false } });

    const confirmed = await second.post(`${path}/${id}/confirm`);
    expect(confirmed.body).toMatchObject({ status: 'in_force', waiting: null, last_used_at: null });
    expect(confirmed.body.token.confirmed_by).not.toBe(confirmed.body.token.issued_by);
    expect(await read(token)).toBe(200);
    expect((await listed(id)).last_used_at).toBe(t.house.clock.now());
    // It is never said again.
    expect(JSON.stringify((await admin.get(path)).body)).not.toContain(token);
    expect((await second.post(`${path}/${id}/confirm`)).status).toBe(404);
  });

  test('is an administrator’s to give, and an auditor’s to know of', async () => {
    for (const role of ['drafter', 'approver', 'officer', 'duty', 'statistics', 'directory', 'auditor'] as const) {
      const who = await t.as(role, 'BRA');
      expect([role, (await who.get(path)).status]).toEqual([role, role === 'auditor' ? 200 : 403]);
      expect((await who.post(path, asked('Outro'))).status).toBe(403);
    }
    // Another State's administrator does not learn that there is one.
    const stranger = await t.as('admin', 'CHL');
    const { id } = (await admin.get(path)).body.items[0];
    expect((await stranger.get(path)).body.items).toEqual([]);
    for (const word of ['renew', 'confirm', 'refuse', 'revoke'])
      expect((await stranger.post(`${path}/${id}/${word}`, word === 'renew' ? { days: 30 } : {})).status).toBe(404);
  });

  test('bears a name that nobody else has, some scopes, and a year at most', async () => {
    expect(rule(await admin.post(path, asked('SISTEMA de processos')))).toBe('service_name_taken');
    const { name } = (await admin.get('/api/session')).body.user;
    expect(rule(await admin.post(path, asked(name)))).toBe('service_name_taken');
    for (const wrong of [
      asked(' '),
      asked('X', []),
      { ...asked('X'), scopes: ['cases:approve'] },
      { ...asked('X'), days: 366 },
      { ...asked('X'), roles: ['approver'] },
    ])
      expect((await admin.post(path, wrong)).status).toBe(422);
  });

  test('that is refused opens nothing, and its system goes with it; one’s own can be taken back', async () => {
    for (const [who, whose] of [
      [second, 'another’s'],
      [admin, 'one’s own'],
    ] as const) {
      const { token, service_account } = (await admin.post(path, asked(`Recusado ${whose}`))).body;
      expect((await who.post(`${path}/${service_account.id}/refuse`)).body).toMatchObject({ status: 'revoked' });
      expect(await read(token)).toBe(401);
      expect(rule(await second.post(`${path}/${service_account.id}/confirm`))).toBe('service_revoked');
    }
  });

  test('is replaced by a new one that is confirmed too; the old one opens for a day more', async () => {
    const { id, token } = await serviceAccount(t, 'BRA', ['cases:read']);
    const next = (await admin.post(`${path}/${id}/renew`, { days: 30 })).body;
    expect(rule(await second.post(`${path}/${id}/renew`, { days: 30 }))).toBe('service_waiting');
    expect([await read(token), await read(next.token)]).toEqual([200, 401]);
    // Who proposed a new one and took it back leaves the old one as it was.
    await admin.post(`${path}/${id}/refuse`);
    expect(await listed(id)).toMatchObject({ status: 'in_force', waiting: null, replaced_until: null });
    const third = (await second.post(`${path}/${id}/renew`, { days: 30 })).body.token;
    const until = new Date(Date.parse(t.house.clock.now()) + day).toISOString();
    expect((await admin.post(`${path}/${id}/confirm`)).body).toMatchObject({ replaced_until: until });
    expect([await read(token), await read(next.token), await read(third)]).toEqual([200, 401, 200]);
    t.forward(day - 60_000);
    expect(await read(token)).toBe(200);
    t.forward(120_000);
    expect([await read(token), await read(third)]).toEqual([401, 200]);
    expect(await listed(id)).toMatchObject({ status: 'in_force', replaced_until: null });
  });

  test('ends with its time, of which the administrators hear ahead, once at each distance', async () => {
    const { id, token } = await serviceAccount(t, 'BRA', ['cases:read'], { name: 'Painel', days: 90 });
    const told = async () => {
      await t.work();
      const { rows } = await as(t.house.db, 'BRA', (trx) =>
        sql<{ key: string; count: number }>`select key, count(distinct occasion)::int as count from notification
          where key like 'account.service_expire%' and params->>'name' = 'Painel' group by key order by key`.execute(
          trx,
        ),
      );
      return rows.map(({ key, count }) => `${key.split('_').at(-1)} ${count}`);
    };
    expect(await told()).toEqual([]);
    t.forward(61 * day);
    expect(await told()).toEqual(['expires 1']);
    expect(await told()).toEqual(['expires 1']);
    t.forward(23 * day);
    expect(await told()).toEqual(['expires 2']);
    t.forward(5.5 * day);
    expect(await told()).toEqual(['expires 3']);
    expect(await read(token)).toBe(200);
    t.forward(day);
    expect(await read(token)).toBe(401);
    expect(await told()).toEqual(['expired 1', 'expires 3']);
    expect(await listed(id)).toMatchObject({ status: 'lapsed' });
    // A new one lets the same system in again.
    const next = (await admin.post(`${path}/${id}/renew`, { days: 365 })).body.token;
    await second.post(`${path}/${id}/confirm`);
    expect([await read(token), await read(next)]).toEqual([401, 200]);
    expect(await told()).toEqual(['expired 1', 'expires 3']);
  });

  test('is over at once when its system is revoked, for good', async () => {
    const { id, token } = await serviceAccount(t, 'BRA', ['cases:read'], { name: 'Revogado' });
    const waiting = (await admin.post(`${path}/${id}/renew`, { days: 30 })).body.token;
    expect(await read(token)).toBe(200);
    expect((await second.post(`${path}/${id}/revoke`)).body).toMatchObject({ status: 'revoked', waiting: null });
    expect([await read(token), await read(waiting)]).toEqual([401, 401]);
    expect(rule(await admin.post(`${path}/${id}/renew`, { days: 30 }))).toBe('service_revoked');
    expect(rule(await admin.post(`${path}/${id}/revoke`))).toBe('service_revoked');
    // The name is free again: another system stands under it, and is another account.
    expect((await admin.post(path, asked('Revogado', ['cases:read']))).status).toBe(201);
  });

  test('that waits dies with the role of who gave it', async () => {
    const leaving = await t.officer('BRA', ['admin']);
    const { id: gone } = (await leaving.get('/api/session')).body.user;
    const { token, service_account } = (await leaving.post(path, asked('De quem saiu'))).body;
    expect((await admin.post(`/api/officers/${gone}/roles`, { take: ['admin'] })).status).toBe(200);
    expect((await second.post(`${path}/${service_account.id}/confirm`)).status).toBe(404);
    expect(await read(token)).toBe(401);
    expect(await listed(service_account.id)).toMatchObject({ status: 'lapsed', waiting: null });
  });

  test('counts at once where no second administrator is there, and the auditors are told', async () => {
    const only = await t.as('admin', 'HTI');
    expect((await only.get(path)).body).toMatchObject({ items: [], alone: true });
    const { token, service_account } = (await only.post(path, asked('Système du ministère', ['cases:read']))).body;
    expect(service_account).toMatchObject({ status: 'in_force', token: { confirmed_by: null } });
    expect(await read(token)).toBe(200);
    const { items } = (await (await t.as('auditor', 'HTI')).get('/api/notifications')).body;
    expect(items[0].text).toMatchObject({ key: 'notice.account.service_alone' });
  });
});

describe('is nobody:', () => {
  test('who shows a token that was never given, of another installation, cut short, or that is none', async () => {
    const { token } = await serviceAccount(t, 'BRA', ['cases:read'], { name: 'Provado' });
    const [, , secret = ''] = token.split('_');
    const b64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    for (const wrong of [
      newToken('BRA').token,
      newToken('XXX').token,
      token.replace('_BRA_', '_CHL_'),
      token.slice(0, -1),
      `${token}A`,
      `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
      'rogatoria_',
      `rogatoria_BRA_${"' or true --".padEnd(43, '-')}`,
      `rogatoria_bra_${secret}`,
      secret,
      createHash('sha256').update(token).digest('hex'),
      `${b64({ alg: 'none', typ: 'JWT' })}.${b64({ sub: randomUUID(), sid: randomUUID(), participant: 'BRA' })}.`,
      `${b64({ alg: 'none', typ: token })}.${b64({ sub: token, sid: token, participant: 'BRA' })}.`,
    ]) {
      const { status, body } = await ask(wrong, 'GET', '/api/cases');
      expect([wrong, status, body.code]).toEqual([wrong, 401, 'unauthenticated']);
    }
    // Nor as a cookie, which a browser would send by itself, nor in an address.
    for (const options of [{ cookies: { rogatoria: token } }, { headers: { authorization: `Basic ${token}` } }])
      expect((await t.app.inject({ url: '/api/cases', ...options })).statusCode).toBe(401);
    expect((await t.app.inject({ url: `/api/cases?token=${token}` })).statusCode).toBe(401);
    expect(await read(token)).toBe(200);
  });

  test('who would sign in as a system: it has no address and no password, and no page shows it among the officers', async () => {
    const { id } = await serviceAccount(t, 'BRA', scopes, { name: 'Sem senha' });
    for (const email of [id, `${id}@demo.test`, 'null', 'Sem senha']) {
      const payload = { email, password: demoPassword };
      expect((await t.app.inject({ method: 'POST', url: '/api/session', payload })).statusCode).toBe(401);
    }
    const officers = (await admin.get('/api/officers')).body.items;
    expect(officers.map((one: { id: string }) => one.id)).not.toContain(id);
    expect((await admin.get('/api/deputies')).body.colleagues.map((one: { id: string }) => one.id)).not.toContain(id);
    for (const [word, body] of [
      ['roles', { give: ['approver'] }],
      ['deactivate', { reason: 'x' }],
      ['second-factor/reset', {}],
    ] as const)
      expect((await admin.post(`/api/officers/${id}/${word}`, body)).status).toBe(404);
    const drafter = await t.as('drafter', 'BRA');
    const today = t.house.clock.now().slice(0, 10);
    const deputy = { role: 'drafter', deputy: id, from: today, until: today };
    expect((await drafter.post('/api/deputies', deputy)).status).toBe(404);
  });

  test('the database lets no role in, widens no scope, and has the four eyes too', async () => {
    const { id } = await serviceAccount(t, 'BRA', ['cases:read'], { name: 'Na base' });
    const token = (await admin.post(`${path}/${id}/renew`, { days: 30 })).body.token as string;
    for (const [statement, code] of [
      [`update account set roles = '{approver}' where id = '${id}'`, '23514'],
      [`update account set password = 'x', email = 'x@y.test' where id = '${id}'`, '23514'],
      [`update service_account set scopes = '{cases:read,cases:draft}' where account_id = '${id}'`, '42501'],
      [`update service_token set expires_at = expires_at + interval '1 year' where account_id = '${id}'`, '42501'],
      [`update service_token set token_hash = 'x' where account_id = '${id}'`, '42501'],
      [
        `update service_token set decision = 'confirmed', decided_by = issued_by, decided_at = now()
          where account_id = '${id}' and decision is null`,
        '23514',
      ],
      [`delete from service_token where account_id = '${id}'`, '42501'],
    ] as const) {
      const failed = await as(t.house.db, 'BRA', (trx) => sql.raw(statement).execute(trx)).catch((error) => error);
      expect([statement, failed.code]).toEqual([statement, code]);
    }
    expect(await read(token)).toBe(401);
  });
});

describe('a scope', () => {
  test('alone opens exactly its own endpoints, of all there are', async () => {
    const { operations } = await descriptionOf(t.app);
    for (const scope of scopes) {
      const { token } = await serviceAccount(t, 'BRA', [scope], { name: `Só ${scope}` });
      const open: string[] = [];
      const wanted: string[] = [];
      for (const operation of operations.filter((one) => services[nameOf(one)] !== 'nobody')) {
        const name = nameOf(operation);
        if (services[name] === scope || services[name] === 'any') wanted.push(name);
        const url = operation.path
          .replace('{year}', '2026')
          .replace('{state}', 'CHL')
          .replaceAll(/\{\w+\}/g, randomUUID());
        const method = operation.method.toUpperCase() as 'GET';
        const headers = { authorization: `Bearer ${token}` };
        const answer = await t.app.inject({ method, url, headers, ...(method === 'GET' ? {} : { payload: {} }) });
        expect([name, answer.statusCode]).not.toEqual([name, 401]);
        const refused = answer.statusCode === 403;
        if (refused) expect([name, answer.json().code]).toEqual([name, 'scope']);
        else open.push(name);
        if (method !== 'GET') continue;
        // Asking for the headers alone opens no more.
        const head = await t.app.inject({ method: 'HEAD', url, headers });
        if (head.statusCode !== 404) expect([name, head.statusCode === 403]).toEqual([name, refused]);
      }
      expect(open.sort()).toEqual(wanted.sort());
    }
  });

  test('stands with each endpoint in the description', async () => {
    const { operations } = await descriptionOf(t.app);
    for (const operation of operations) {
      const said = (operation.security ?? []).flatMap((one) => (one as { service?: Scope[] }).service ?? []);
      const opening = services[nameOf(operation)];
      const wanted = opening === 'any' ? scopes : opening === 'people' || opening === 'nobody' ? [] : [opening];
      expect([nameOf(operation), said]).toEqual([nameOf(operation), wanted]);
    }
  });

  test('cases:read reads as officers do: own cases, each opening in the record under the system’s name', async () => {
    const { id, token } = await serviceAccount(t, 'BRA', ['cases:read'], { name: 'Leitor' });
    const opened = async () => {
      const rows = await as(t.house.db, 'BRA', (trx) =>
        trx.selectFrom('audit_event').select(['action', 'detail']).where('account_id', '=', id).execute(),
      );
      return rows.map(({ action, detail }) => [action, (detail as { case_id: string }).case_id]);
    };
    const { outgoing, incoming } = request;
    const list = await ask(token, 'GET', '/api/cases?limit=100');
    expect(list.body.items.map((one: { id: string }) => one.id)).toContain(outgoing);
    expect(list.body.items.map((one: { id: string }) => one.id)).not.toContain(incoming);
    expect(await opened()).toEqual([]);
    // The log alone is already the case: whoever reads it is noted, once in an hour.
    expect((await ask(token, 'GET', `/api/cases/${outgoing}/events`)).status).toBe(200);
    const one = await ask(token, 'GET', `/api/cases/${outgoing}`);
    expect(one.body).toMatchObject({ id: outgoing, editable: false });
    expect(one.body.commands.filter((command: { permitted: boolean }) => command.permitted)).toEqual([]);
    expect(await opened()).toEqual([['case.open', outgoing]]);
    expect((await ask(token, 'GET', `/api/cases/${outgoing}/letter.pdf`)).status).toBe(200);
    expect(await opened()).toEqual([
      ['case.open', outgoing],
      ['letter.open', outgoing],
    ]);
    const { items } = (await (await t.as('auditor', 'BRA')).get(`/api/record/entries?officer=${id}`)).body;
    expect(items[0].officer).toEqual({ id, name: 'Leitor' });
    // Another State's is as one that never was.
    const theirs = await ask(token, 'GET', `/api/cases/${incoming}`);
    const never = await ask(token, 'GET', `/api/cases/${randomUUID()}`);
    expect([theirs.status, theirs.body]).toEqual([404, never.body]);
  });

  test('is answered in counted requests, by account', async () => {
    const { token } = await serviceAccount(t, 'BRA', ['statistics:read'], { name: 'Contador' });
    const first = await ask(token, 'GET', '/api/statistics/2026');
    expect(Number(first.headers['x-ratelimit-limit'])).toBe(perMinute.account);
    expect(Number(first.headers['x-ratelimit-remaining'])).toBe(perMinute.account - 1);
    expect(Number((await ask(token, 'GET', '/api/statistics/2026')).headers['x-ratelimit-remaining'])).toBe(
      perMinute.account - 2,
    );
  });
});

describe('cases:draft', () => {
  test('begins drafts and changes its own; what commits the State takes two people besides', async () => {
    const { id: system, token } = await serviceAccount(t, 'BRA', ['cases:draft', 'cases:read'], { name: 'Redator' });
    const key = { 'idempotency-key': randomUUID() };
    const made = await ask(token, 'POST', '/api/cases', newDraft('Conta inventada'), key);
    expect(made.status).toBe(201);
    const { id } = made.body;
    expect((await ask(token, 'POST', '/api/cases', newDraft('Conta inventada'), key)).body.id).toBe(id);
    const save = (version: number, title: string, at = id) =>
      ask(token, 'PUT', `/api/cases/${at}/form`, { title }, { 'if-match': `"${version}"` });
    expect((await save(1, 'Outra conta inventada')).body).toEqual({ version: 2 });
    expect((await ask(token, 'GET', `/api/cases/${id}`)).body).toMatchObject({ editable: true, drafter: 'Redator' });
    // The log says that it was a system.
    const { items } = (await ask(token, 'GET', `/api/cases/${id}/events`)).body;
    expect(items[0]).toMatchObject({ type: 'command.create', actor: 'Redator', actor_role: 'service' });
    for (const name of ['submit', 'discard', 'approve', 'transmit', 'transmit_emergency']) {
      const command = await ask(token, 'POST', `/api/cases/${id}/commands/${name}`, {}, { 'if-match': '"2"' });
      expect([name, command.status, command.body.code]).toEqual([name, 403, 'scope']);
    }

    // Whoever may submit it is told, and finds it at home.
    const drafter = await t.as('drafter', 'BRA');
    const notice = (await drafter.get('/api/notifications')).body.items[0];
    expect(notice).toMatchObject({ text: { key: 'notice.service_draft', params: { name: 'Redator' } }, case_id: id });
    const tasks = (await drafter.get('/api/home')).body.tasks;
    expect(tasks.map((task: { case: { id: string } }) => task.case.id)).toContain(id);

    // One person alone does not send what no other has read: who submits it answers for it.
    const both = await t.officer('BRA', ['drafter', 'approver']);
    expect((await both.command(id, 'submit')).status).toBe(200);
    expect((await save(3, 'x')).status).toBe(409);
    expect((await both.command(id, 'approve')).body).toMatchObject({ status: 403, code: 'four_eyes' });
    expect((await (await t.as('approver', 'BRA')).command(id, 'approve')).status).toBe(200);
    const { authors } = await as(t.house.db, 'BRA', (trx) =>
      trx.selectFrom('case_file').select('authors').where('id', '=', id).executeTakeFirstOrThrow(),
    );
    expect(authors).toEqual([system, (await both.get('/api/session')).body.user.id]);
    await (await t.as('approver', 'BRA')).command(id, 'transmit');
    await t.work();
    const faults: object[] = [];
    const result = await verify(t.house.db, ['BRA', 'CHL'], (fault) => faults.push(fault));
    expect([result.ok, faults]).toEqual([true, []]);
  });

  test('changes nobody else’s, nor its own once an officer has taken it over', async () => {
    const { token } = await serviceAccount(t, 'BRA', ['cases:draft'], { name: 'Só redige' });
    const save = (id: string, version: number) =>
      ask(token, 'PUT', `/api/cases/${id}/form`, { title: 'Tomada' }, { 'if-match': `"${version}"` });
    const theirs = await draft(t, 'preservation');
    const never = await save(randomUUID(), 1);
    const refused = await save(theirs, 1);
    expect([refused.status, refused.body]).toEqual([404, never.body]);
    const { id } = (await ask(token, 'POST', '/api/cases', newDraft('A tomar'))).body;
    const drafter = await t.as('drafter', 'BRA');
    const taken = await drafter.put(`/api/cases/${id}/form`, { title: 'Revista' }, { 'if-match': '"1"' });
    expect(taken.status).toBe(200);
    expect((await save(id, 2)).body).toMatchObject({ status: 409, code: 'state' });
    // It drafts, and reads nothing: not even what it wrote.
    expect((await ask(token, 'GET', `/api/cases/${id}`)).status).toBe(403);
  });
});

test('notifications:read has the notices about cases, without mail, and marks its own as read', async () => {
  const { id, token } = await serviceAccount(t, 'BRA', ['notifications:read'], { name: 'Avisado' });
  const deaf = await serviceAccount(t, 'BRA', ['cases:read'], { name: 'Surdo' });
  const approver = await t.as('approver', 'BRA');
  const made = await draft(t, 'evidence');
  await (await t.as('drafter', 'BRA')).command(made, 'submit');
  const { items } = (await ask(token, 'GET', '/api/notifications')).body;
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({ text: { key: 'notice.submitted' }, case_id: made, mail: 'none', read_at: null });
  expect((await ask(token, 'POST', `/api/notifications/${items[0].id}/read`)).status).toBe(204);
  expect((await ask(token, 'GET', '/api/notifications')).body.items[0].read_at).not.toBeNull();
  const others = (await approver.get('/api/notifications')).body.items[0];
  expect((await ask(token, 'POST', `/api/notifications/${others.id}/read`)).status).toBe(404);
  const counts = await as(t.house.db, 'BRA', async (trx) => {
    const of = (account: string) =>
      trx.selectFrom('notification').select('id').where('account_id', '=', account).execute();
    const mails = await sql`select from mail join notification using (id) where account_id = ${id}`.execute(trx);
    return [(await of(id)).length, (await of(deaf.id)).length, mails.rows.length];
  });
  expect(counts).toEqual([1, 0, 0]);
  // News of accounts are for people.
  await admin.post(path, asked('Mais um', ['cases:read']));
  expect((await ask(token, 'GET', '/api/notifications')).body.items).toHaveLength(1);
});

test('a token stands in no table and in no log line, also where the request for it is repeated or fails', async () => {
  const lines: string[] = [];
  const app = await buildApp(t.house, { logger: { write: (line) => lines.push(line) } });
  const { token } = await serviceAccount(t, 'USA', scopes, { name: 'Kept' });
  const key = { 'idempotency-key': randomUUID() };
  const keeper = await t.as('admin', 'USA');
  const again = (await keeper.post(path, asked('Kept again'), key)).body.token as string;
  const secrets = [token, again].map((one) => one.slice('rogatoria_USA_'.length));
  await t.work();
  const headers = { authorization: `Bearer ${token}` };
  await app.inject({ url: '/api/cases', headers });
  await app.inject({ method: 'POST', url: '/api/cases', headers, payload: { title: token } });
  const owner = new pg.Client({ connectionString: t.ownerUrl });
  await owner.connect();
  try {
    // A server error too, while the database has lost a table.
    await owner.query('alter table case_file rename to elsewhere');
    expect((await app.inject({ url: '/api/cases', headers })).statusCode).toBe(500);
    await owner.query('alter table elsewhere rename to case_file');
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) for (const secret of secrets) expect(line).not.toContain(secret);

    await owner.query(`select set_config('app.participant', 'USA', false)`);
    const { rows: tables } = await owner.query(`select tablename as name from pg_tables where schemaname = 'public'`);
    let hashes = 0;
    for (const { name } of tables) {
      const { rows } = await owner.query(`select row_to_json(r)::text as row from "${name}" r`);
      for (const { row } of rows) {
        for (const secret of secrets) expect(row.includes(secret), `${name} holds a token`).toBe(false);
        if (row.includes(createHash('sha256').update(token).digest('hex'))) hashes++;
      }
    }
    // What was looked through is what there is.
    expect(hashes).toBe(1);
  } finally {
    await owner.end();
    await app.close();
  }
});

test('there are twenty systems at most, and one that is revoked makes room', async () => {
  const keeper = await t.as('admin', 'CHL');
  const ids: string[] = [];
  for (let n = 1; n <= 20; n++) {
    const { status, body } = await keeper.post(path, asked(`Sistema ${n}`, ['statistics:read'], 30));
    expect([n, status]).toEqual([n, 201]);
    ids.push(body.service_account.id);
  }
  expect(rule(await keeper.post(path, asked('Sistema 21')))).toBe('service_too_many');
  expect((await keeper.post(`${path}/${ids[7]}/revoke`)).status).toBe(200);
  expect((await keeper.post(path, asked('Sistema 21'))).status).toBe(201);
});
