import { createECDH, randomUUID } from 'node:crypto';
import { as, connect, type Database, sql } from '@rogatoria/db';
import type { Role } from '@rogatoria/workflows';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acknowledged, delivered, preserved, type Sent } from '../factories.ts';
import { type Caller, type TestHouse, testHouse } from '../harness/house.ts';

let t: TestHouse;
let evidence: Sent;
let preservation: Sent;
let open: Sent;
/** every table that holds a participant's rows */
let tables: string[];
beforeAll(async () => {
  t = await testHouse();
  // a system that hears of events, and a device of the duty desk, at addresses that nothing is sent to
  const keeper = await t.as('admin', 'CHL');
  await keeper.post('/api/webhooks', { url: 'https://127.0.0.1:1/', events: ['case.received', 'case.changed'] });
  const keys = { p256dh: createECDH('prime256v1').generateKeys('base64url'), auth: 'A'.repeat(22) };
  const desk = await t.as('duty', 'CHL');
  await desk.post('/api/devices', { name: 'x', endpoint: 'https://127.0.0.1:1/', keys });
  // an entry of each in the directory: where requests go to, and a change that its old and new address are told of
  for (const state of ['BRA', 'CHL']) {
    const said = {
      role: 'central_authority',
      name: `Autoridad ${state}`,
      ...{ instruments: [], networks: [], channels: [], languages: [], valid_from: '2026-01-01' },
    };
    const editor = await t.as('directory', state);
    const of = (email: string) => ({ said: { ...said, email }, reason: 'x' });
    const { entry } = (await editor.post('/api/directory/entries/authority', of(`uno.${state}@demo.test`))).body;
    const back = { called: '+1 202 555 0199', spoken_with: 'x' };
    await (await t.as('approver', state)).post(`/api/directory/entries/${entry}/confirm`, back, { 'if-match': '"1"' });
    await editor.put(`/api/directory/entries/authority/${entry}`, of(`dos.${state}@demo.test`), { 'if-match': '"1"' });
  }
  preservation = await preserved(t);
  evidence = await delivered(t, { follows: [preservation.requestId] });
  open = await acknowledged(t, 'evidence');
  // an invitation, and a powerful role that waits for a second administrator
  const admin = await t.as('admin', 'CHL');
  await t.officer('CHL', ['admin']);
  const { id } = (await (await t.as('drafter', 'CHL')).get('/api/session')).body.user;
  await admin.post(`/api/officers/${id}/roles`, { give: ['approver'] });
  // and a deputy
  const approver = await t.as('approver', 'CHL');
  const today = t.house.clock.now().slice(0, 10);
  await approver.post('/api/deputies', { role: 'approver', deputy: id, from: today, until: today });
  const duty = await t.as('duty', 'CHL');
  const officer = (await duty.get('/api/session')).body.user.id;
  await duty.post('/api/roster', { officer, from: `${today}T08:00`, until: `${today}T23:00` });
  await (await t.as('drafter', 'BRA')).put('/api/calendar/mine', {});
  // and a ladder of its own, and an officer's wish about mail
  const wish = { reminders: 'digest', hours: 'any', from_time: '08:00', until_time: '18:00', zone: 'America/Santiago' };
  await approver.put('/api/account/mail', wish);
  await approver.put('/api/ladders/review_draft/ordinary', { rungs: null, reason: 'Igual.' }, { 'if-match': '"0"' });
  // and the reset of a second factor that waits for one
  await as(t.house.db, 'CHL', (trx) =>
    trx.updateTable('account').set({ totp: 'x' }).where('id', '=', officer).execute(),
  );
  await admin.post(`/api/officers/${officer}/second-factor/reset`);
  await as(t.house.db, 'CHL', (trx) =>
    trx.updateTable('account').set({ totp: null }).where('id', '=', officer).execute(),
  );
  await admin.post('/api/officers/invitations', { email: 'nueva@demo.test', roles: ['drafter'], language: 'es' });
  // and a system whose token waits for one
  const system = { name: 'Sistema', purpose: 'Gestión de expedientes', scopes: ['cases:read'], days: 30 };
  await admin.post('/api/service-accounts', system);
  await t.work();
  await as(t.house.db, 'CHL', (trx) =>
    trx
      .insertInto('time_stamp')
      .values({ participant: 'CHL', number: 1, token: 'x', nonce: '00', at: t.house.clock.now() })
      .execute(),
  );
  // and what is said of how long files are kept
  const at = t.house.clock.now();
  await admin.post('/api/retention/rules', { kind: 'evidence', years: 12, note: 'Ley de archivos' });
  await admin.post(`/api/cases/${open.incoming}/retention/hold`, { reason: 'Orden judicial' });
  await admin.post(`/api/cases/${open.incoming}/retention/postpone`, { until: '2099-01-01', reason: 'Juicio' });
  await as(t.house.db, 'CHL', (trx) =>
    trx
      .insertInto('erasure')
      .values({ id: randomUUID(), participant: 'CHL', case_id: open.incoming, proposed_by: id, proposed_at: at })
      .execute(),
  );
  // and an annual return, approved and sent
  const secretariat = await t.as('desk', 'OAS');
  await secretariat.post('/api/returns/rounds', { year: 2025, due: '2026-03-31' });
  await t.work();
  const statistics = await t.as('statistics', 'CHL');
  const given = async () => ({ 'if-match': `"${(await statistics.get('/api/returns/2025/CHL')).body.version}"` });
  const notes = { entity: 'Fiscalía', official: 'Directora', source: 'Registro' };
  await statistics.post('/api/returns/2025/CHL/commands/prefill', {}, await given());
  await statistics.put('/api/returns/2025/CHL/figures', { entries: [], notes }, await given());
  await statistics.post('/api/returns/2025/CHL/commands/approve', {}, await given());
  await t.work();
  // and the report that rests on it
  const { version } = (await secretariat.get('/api/returns/2025/CHL')).body;
  await secretariat.post('/api/returns/2025/CHL/commands/accept', {}, { 'if-match': `"${version}"` });
  await secretariat.post('/api/publications/2025');
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and attname = 'participant'
    order by 1`.execute(t.house.db);
  tables = rows.map(({ name }) => name);
});
afterAll(() => t.close());

/** Works as the application does when nobody told it for whom. */
async function nobody<T>(work: (client: pg.Client) => Promise<T>, url = t.appUrl): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const countAs = (db: Database, participant: string, table: string) =>
  as(db, participant, async (trx) => {
    const { rows } = await sql<{ ours: number; theirs: number }>`
      select count(*) filter (where participant = ${participant})::int as ours,
        count(*) filter (where participant <> ${participant})::int as theirs from ${sql.table(table)}`.execute(trx);
    return rows[0] as { ours: number; theirs: number };
  });

describe('the catalogue', () => {
  test('every table with a participant is under forced row-level security', async () => {
    expect(tables.length).toBeGreaterThanOrEqual(18);
    await nobody(async (client) => {
      const { rows } = await client.query(
        `select c.relname, c.relrowsecurity, c.relforcerowsecurity,
           (select count(*)::int from pg_policy p where p.polrelid = c.oid and p.polcmd = '*') as policies,
           (select bool_and(coalesce(pg_get_expr(p.polqual, p.polrelid), '') like '%app.participant%')
            from pg_policy p where p.polrelid = c.oid and (p.polroles = '{0}' or
              (select oid from pg_roles where rolname = current_user) = any(p.polroles))) as by_participant
         from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where n.nspname = 'public' and c.relname = any($1) order by 1`,
        [tables],
      );
      expect(rows.map((row) => row.relname)).toEqual(tables);
      for (const row of rows)
        expect(row, row.relname).toMatchObject({
          relrowsecurity: true,
          relforcerowsecurity: true,
          policies: 1,
          by_participant: true,
        });
    });
  });

  test('tables without a participant are only the directory, published law and the installation’s own', async () => {
    await nobody(async (client) => {
      const { rows } = await client.query(`select tablename as table_name from pg_tables where schemaname = 'public'`);
      const others = rows.map((row) => row.table_name as string).filter((name) => !tables.includes(name));
      expect(others.sort()).toEqual([
        'calendar_version',
        // chance that an authenticator is asked to sign, before anyone is known
        'challenge',
        'directory_attestation',
        'directory_decision',
        'directory_version',
        'installation',
        'kysely_migration',
        'kysely_migration_lock',
        'law_amendment',
        'meeting_version',
        'participant',
        // news and links: the public reads what is published, only the Secretariat has the rest
        'portal_item',
        // a draft is its author's; what was released every participant reads
        'progress_report',
        // the year's report: the public reads it, the Secretariat alone adds to it
        'publication',
        // tries to sign in, by keyed hash: counted before anyone is known, and whether or not there is such an account
        'sign_in_attempt',
        'test_call',
        'test_call_answer',
      ]);
      const granted = await client.query(
        `select table_name, privilege_type from information_schema.role_table_grants
         where grantee = current_user and table_name = any($1) order by 1, 2`,
        [others],
      );
      expect(granted.rows.map((row) => `${row.table_name} ${row.privilege_type}`)).toEqual([
        'calendar_version INSERT',
        'calendar_version SELECT',
        'challenge DELETE',
        'challenge INSERT',
        'challenge SELECT',
        'directory_attestation INSERT',
        'directory_attestation SELECT',
        'directory_decision INSERT',
        'directory_decision SELECT',
        'directory_version INSERT',
        'directory_version SELECT',
        'installation INSERT',
        'installation SELECT',
        'installation UPDATE',
        'law_amendment INSERT',
        'law_amendment SELECT',
        'meeting_version INSERT',
        'meeting_version SELECT',
        'participant SELECT',
        'portal_item INSERT',
        'portal_item SELECT',
        'portal_item UPDATE',
        'progress_report INSERT',
        'progress_report SELECT',
        'publication INSERT',
        'publication SELECT',
        'sign_in_attempt DELETE',
        'sign_in_attempt INSERT',
        'sign_in_attempt SELECT',
        'sign_in_attempt UPDATE',
        'test_call INSERT',
        'test_call SELECT',
        'test_call_answer INSERT',
        'test_call_answer SELECT',
      ]);
    });
  });

  test('no view and no function shows what row-level security hides', async () => {
    await nobody(async (client) => {
      const views = await client.query(`select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'public' and c.relkind in ('v', 'm') order by 1`);
      // what anyone may read of the directory, in place of its tables; empty for every participant (portal-directory.test.ts)
      expect(views.rows.map(({ relname }) => relname)).toEqual(['directory_attestation_public', 'directory_public']);
      const definers = await client.query(`select p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema')`);
      // who signs in, and whose calendar address it is: both come before the participant is known
      expect(definers.rows.map(({ proname }) => proname).sort()).toEqual([
        'account_by_email',
        'calendar_feed_by_token',
        // works on the participant of the transaction alone, as row-level security binds the owner too
        'erase_case',
      ]);
    });
  });

  test('the application’s role owns nothing, and can neither bypass, create nor become another', async () => {
    await nobody(async (client) => {
      const { rows } = await client.query(
        `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication, rolname from pg_roles
         where rolname = current_user`,
      );
      expect(rows[0]).toEqual({
        rolsuper: false,
        rolbypassrls: false,
        rolcreaterole: false,
        rolcreatedb: false,
        rolreplication: false,
        rolname: 'rogatoria_app',
      });
      const owned = await client.query(
        `select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where pg_get_userbyid(c.relowner) = current_user and n.nspname not in ('bullmq', 'pg_toast')
         union all select nspname from pg_namespace where pg_get_userbyid(nspowner) = current_user
         union all select datname from pg_database where pg_get_userbyid(datdba) = current_user
         union all select proname from pg_proc where pg_get_userbyid(proowner) = current_user`,
      );
      expect(owned.rows).toEqual([]);
      const member = await client.query(
        `select roleid::regrole::text from pg_auth_members where member = (select oid from pg_roles where rolname = current_user)`,
      );
      expect(member.rows).toEqual([]);
      for (const attempt of [
        'alter table case_file disable row level security',
        'alter table case_file no force row level security',
        'drop policy own on case_file',
        'create policy mine on case_file using (true)',
        'create table public.mine (participant text)',
        'create view public.mine as select * from case_file',
        'set role rogatoria_owner',
        'set session authorization rogatoria_owner',
        'truncate case_event',
        'alter table case_event disable trigger all',
      ])
        await expect(client.query(attempt), attempt).rejects.toThrow(/must be owner|permission denied/);
      // The switch that a superuser could use makes a query fail here, never show more.
      await client.query('set row_security = off');
      await expect(client.query('select from case_file')).rejects.toThrow(/row-level security/);
    });
  });
});

describe('rows', () => {
  test('both States of the requests have rows in every table, so that the next tests mean something', async () => {
    // BRA and CHL each confirm something, deliver, remind and mail in beforeAll.
    const empty: string[] = [];
    for (const table of tables) {
      const [bra, chl] = [await countAs(t.house.db, 'BRA', table), await countAs(t.house.db, 'CHL', table)];
      if (bra.ours + chl.ours === 0) empty.push(table);
    }
    // what the report rests on is the Secretariat's alone
    const none = ['idempotency', 'passkey', 'account_subject', 'publication_source'];
    expect(empty.filter((table) => !none.includes(table))).toEqual([]);
    expect((await countAs(t.house.db, 'OAS', 'publication_source')).ours).toBe(1);
  });

  test('without a participant there are no rows anywhere, nor may any be written', async () => {
    await nobody(async (client) => {
      for (const table of tables) {
        const { rows } = await client.query(`select count(*)::int as n from ${table}`);
        expect([table, rows[0].n]).toEqual([table, 0]);
      }
      for (const value of ["''", "'bra'", "'BRA '", "'%'", "'BRA,CHL'"]) {
        await client.query(`select set_config('app.participant', ${value}, false)`);
        const { rows } = await client.query('select count(*)::int as n from case_file');
        expect([value, rows[0].n]).toEqual([value, 0]);
      }
      await client.query(`reset app.participant`);
      await expect(
        client.query(`insert into counter (participant, name, value) values ('BRA', 'x', 1)`),
      ).rejects.toThrow(/row-level security/);
    });
  });

  test('a participant sees its own rows and nobody else’s, in every table', async () => {
    for (const table of tables) {
      for (const participant of ['BRA', 'CHL', 'USA', 'HTI', 'OAS'])
        expect([table, participant, (await countAs(t.house.db, participant, table)).theirs]).toEqual([
          table,
          participant,
          0,
        ]);
    }
    // Not even the owner of the tables, when it has not said for whom: force means force.
    await nobody(async (client) => {
      for (const table of tables.filter((name) => name !== 'account' && name !== 'calendar_feed')) {
        const { rows } = await client.query(`select count(*)::int as n from ${table}`);
        expect([table, rows[0].n]).toEqual([table, 0]);
      }
    }, t.ownerUrl);
  });

  test('nothing can be written into, moved to or taken from another participant', async () => {
    const attempt = (work: (db: Parameters<Parameters<typeof as>[2]>[0]) => Promise<unknown>) =>
      as(t.house.db, 'BRA', work);
    for (const table of tables) {
      const columns = await as(t.house.db, 'CHL', async (trx) => {
        const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)} limit 1`.execute(trx);
        return rows[0];
      });
      if (!columns) continue;
      // Somebody else's row, word for word, and one of ours in his name.
      await expect(
        attempt((trx) =>
          sql`insert into ${sql.table(table)} overriding system value select * from
            jsonb_populate_record(null::${sql.table(table)}, ${JSON.stringify(columns)}::jsonb)`.execute(trx),
        ),
        `insert into ${table}`,
      ).rejects.toThrow(/row-level security|cannot insert/);
    }
    const updatable = tables.filter(
      (name) =>
        ![
          'participant_key',
          'case_event',
          'case_link',
          'custody_event',
          'case_flow',
          'audit_event',
          'checkpoint',
          'checkpoint_case',
          'time_stamp',
          'retention_rule',
          'retention_postponement',
          'account_subject',
          'reminder_policy',
          // only how a token ends, is decided or used
          'service_account',
          'service_token',
          'contact_notice',
          'request_address',
          'annual_return_revision',
          'annual_return_event',
          'publication_source',
        ].includes(name),
    );
    for (const table of updatable) {
      const { numAffectedRows } = await attempt((trx) =>
        sql`update ${sql.table(table)} set participant = 'BRA' where participant = 'CHL'`.execute(trx),
      ).then((result) => result as { numAffectedRows: bigint });
      expect([table, numAffectedRows]).toEqual([table, 0n]);
      const { ours } = await countAs(t.house.db, 'BRA', table);
      if (ours > 0)
        await expect(
          attempt((trx) => sql`update ${sql.table(table)} set participant = 'CHL'`.execute(trx)),
          `update ${table}`,
        ).rejects.toThrow(/row-level security/);
    }
    for (const table of ['reminder', 'idempotency', 'case_link']) {
      const { numAffectedRows } = (await attempt((trx) =>
        sql`delete from ${sql.table(table)} where participant = 'CHL'`.execute(trx),
      )) as { numAffectedRows: bigint };
      expect([table, numAffectedRows]).toEqual([table, 0n]);
    }
  });

  test('what happened cannot be changed or taken away, not even by its own participant', async () => {
    for (const table of [
      'annual_return_revision',
      'annual_return_event',
      'publication_source',
      'case_event',
      'custody_event',
      'case_flow',
      'audit_event',
      'checkpoint',
      'checkpoint_case',
      'time_stamp',
      'retention_rule',
      'retention_postponement',
      'participant_key',
      'service_account',
      'service_token',
      'contact_notice',
      'request_address',
    ]) {
      for (const statement of [
        sql`update ${sql.table(table)} set participant = participant`,
        sql`delete from ${sql.table(table)}`,
      ])
        await expect(
          as(t.house.db, 'BRA', (trx) => statement.execute(trx)),
          table,
        ).rejects.toThrow(/permission denied/);
    }
    for (const table of [
      ...['case_file', 'message', 'file', 'deadline', 'account', 'session', 'notification', 'mail'],
      ...['invitation', 'role_proposal', 'second_factor_reset', 'deputy', 'duty_shift'],
    ])
      await expect(
        as(t.house.db, 'BRA', (trx) => sql`delete from ${sql.table(table)}`.execute(trx)),
        table,
      ).rejects.toThrow(/permission denied/);
    await expect(sql`update participant set authority = 'Nobody'`.execute(t.house.db)).rejects.toThrow(
      /permission denied/,
    );
  });

  test('400 transactions interleaved on five connections see each its own participant', async () => {
    const db = connect(t.appUrl, 5);
    try {
      const expected = new Map<string, number>();
      const codes = ['BRA', 'CHL', 'USA', 'HTI'];
      for (const code of codes) expected.set(code, (await countAs(db, code, 'case_file')).ours);
      expect(expected.get('BRA')).toBeGreaterThan(0);
      expect(expected.get('USA')).toBe(0);
      const seen = await Promise.allSettled(
        Array.from({ length: 400 }, async (_, n) => {
          const code = codes[n % 4] as string;
          return as(db, code, async (trx) => {
            const first = await sql<{ n: number }>`select count(*)::int as n from case_file`.execute(trx);
            // Some fail in the middle: what they leave on the connection must not reach the next.
            if (n % 7 === 0) throw new Error('given up');
            await sql`select pg_sleep(0.001)`.execute(trx);
            const foreign = await sql<{ n: number }>`select count(*)::int as n from case_event
              where participant <> ${code}`.execute(trx);
            return [code, first.rows[0]?.n, foreign.rows[0]?.n];
          });
        }),
      );
      for (const result of seen) {
        if (result.status === 'rejected') expect(result.reason.message).toBe('given up');
        else expect(result.value).toEqual([result.value[0], expected.get(result.value[0] as string), 0]);
      }
      expect(seen.filter(({ status }) => status === 'rejected')).toHaveLength(58);
      // Between two transactions a connection belongs to nobody.
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from case_file`.execute(db);
      expect(rows[0]?.n).toBe(0);
    } finally {
      await db.destroy();
    }
  });
});

describe('over HTTP', () => {
  const everyone: Role[] = ['drafter', 'approver', 'officer', 'duty', 'auditor', 'statistics'];

  /** Every address under which something of a case could be read. */
  const addresses = (id: string, file: string) => [
    `/api/cases/${id}`,
    `/api/cases/${id}/events`,
    `/api/cases/${id}/completeness`,
    `/api/cases/${id}/letter.pdf`,
    `/api/cases/${id}/letter.pdf?lang=en`,
    `/api/cases/${id}/files/${file}`,
  ];

  test.each(['USA', 'HTI', 'OAS'])('%s finds nothing of the requests between Brazil and Chile', async (state) => {
    const stranger = await t.officer(state, state === 'OAS' ? [...everyone, 'desk', 'editor'] : everyone);
    for (const query of [
      '',
      '?open=true',
      '?open=false',
      '?late=true',
      '?counterpart=CHL',
      '?kind=evidence',
      `?q=${evidence.number}`,
      '?q=inventada',
      '?q=UCI-118',
      '?q=%25',
    ])
      expect((await stranger.get(`/api/cases${query}`)).body).toEqual({ items: [], next: null, total: 0 });
    expect((await stranger.get('/api/home')).body).toMatchObject({
      tasks: [],
      preservations: [],
      since_yesterday: [],
      waiting: { with_them: 0, silent: 0, lapse_soon: 0, unlinked: 0, median_acknowledge_hours: null },
    });
    expect((await stranger.get('/api/notifications')).body).toEqual({ items: [], next: null });
    const figures = (await stranger.get('/api/statistics/2026')).body;
    expect(figures.participant).toBe(state);
    expect(figures.by_counterpart).toEqual([]);
    for (const flow of figures.flows) expect([flow.opened, flow.closed, flow.pending_end]).toEqual([0, 0, 0]);
    const csv = (await stranger.get('/api/statistics/2026/csv')).body.toString();
    expect(csv).not.toMatch(/BRA|CHL/);

    const brazil = await t.as('drafter', 'BRA');
    const file = (await brazil.get(`/api/cases/${evidence.outgoing}`)).body.files[0].id;
    const nothing = JSON.stringify((await stranger.get(`/api/cases/${randomUUID()}`)).body);
    for (const id of [evidence.outgoing, evidence.incoming, preservation.outgoing, preservation.incoming])
      for (const address of addresses(id, file)) {
        const answer = await stranger.get(address);
        expect([address, answer.status, JSON.stringify(answer.body)]).toEqual([address, 404, nothing]);
      }
    for (const id of [evidence.outgoing, evidence.incoming]) {
      expect((await stranger.post(`/api/cases/${id}/files/${file}/verify`)).status).toBe(404);
      expect((await stranger.upload(id, 'a.txt', Buffer.from('a'))).status).toBe(404);
    }
  });

  test('a cursor of one State opens no page of another', async () => {
    const brazil = await t.as('drafter', 'BRA');
    const { next } = (await brazil.get('/api/cases?limit=1')).body;
    expect(next).toBeTruthy();
    const usa = await t.as('drafter', 'USA');
    expect((await usa.get(`/api/cases?limit=1&cursor=${next}`)).body.items).toEqual([]);
  });

  test('a notice of a colleague or of another State cannot be read or marked', async () => {
    const duty = await t.as('duty', 'CHL');
    const { items } = (await duty.get('/api/notifications')).body;
    expect(items.length).toBeGreaterThan(0);
    const officer = await t.as('officer', 'CHL');
    const brazil = await t.as('drafter', 'BRA');
    for (const who of [officer, brazil]) {
      const theirs = (await who.get('/api/notifications')).body.items.map((n: { id: string }) => n.id);
      expect(theirs).not.toContain(items[0].id);
      expect((await who.post(`/api/notifications/${items[0].id}/read`)).status).toBe(404);
      await who.post('/api/notifications/read-all');
    }
    const unread = (list: { id: string; read_at: string | null }[]) => list.filter((n) => n.read_at === null).length;
    expect(unread((await duty.get('/api/notifications')).body.items)).toBe(unread(items));
    expect((await duty.post(`/api/notifications/${items[0].id}/read`)).status).toBe(204);
    expect((await duty.post(`/api/notifications/${items[0].id}/read`)).status).toBe(204);
    expect((await duty.post(`/api/notifications/${randomUUID()}/read`)).status).toBe(404);
  });

  test('administrator, statistics and directory officers see no case content of their own State', async () => {
    const brazil = await t.as('drafter', 'BRA');
    const file = (await brazil.get(`/api/cases/${evidence.outgoing}`)).body.files[0].id;
    for (const role of ['admin', 'statistics', 'directory'] as const) {
      const who = await t.as(role, 'BRA');
      for (const address of ['/api/cases', '/api/home', ...addresses(evidence.outgoing, file)]) {
        const answer = await who.get(address);
        expect([role, address, answer.status, answer.body.code]).toEqual([role, address, 403, 'role']);
      }
      const drafting = await who.post('/api/cases', {
        kind: 'evidence',
        counterpart: 'CHL',
        title: 'Não',
        bases: [],
        form_language: 'pt',
      });
      expect(drafting.status).toBe(403);
      expect((await who.put(`/api/cases/${open.outgoing}/form`, {}, { 'if-match': '"1"' })).status).toBe(403);
      expect((await who.upload(open.outgoing, 'a.txt', Buffer.from('a'))).status).toBe(403);
      expect((await who.post(`/api/cases/${evidence.outgoing}/files/${file}/verify`)).status).toBe(403);
      expect((await who.get('/api/statistics/2026')).status).toBe(200);
    }
  });

  test('the auditor reads everything of his State and changes nothing', async () => {
    const auditor = await t.as('auditor', 'BRA');
    for (const address of [
      '/api/cases',
      '/api/home',
      `/api/cases/${evidence.outgoing}`,
      `/api/cases/${evidence.outgoing}/events`,
      `/api/cases/${evidence.outgoing}/completeness`,
      `/api/cases/${evidence.outgoing}/letter.pdf`,
    ])
      expect([address, (await auditor.get(address)).status]).toEqual([address, 200]);
    const { commands, version, files } = (await auditor.get(`/api/cases/${evidence.outgoing}`)).body;
    expect(commands.length).toBeGreaterThan(0);
    for (const { name, permitted } of commands) {
      expect(permitted).toBe(false);
      const answer = await auditor.post(
        `/api/cases/${evidence.outgoing}/commands/${name}`,
        {},
        { 'if-match': `"${version}"` },
      );
      expect([name, answer.status]).toEqual([name, 403]);
    }
    expect((await auditor.put(`/api/cases/${open.outgoing}/form`, {}, { 'if-match': '"1"' })).status).toBe(403);
    expect((await auditor.upload(open.outgoing, 'a.txt', Buffer.from('a'))).status).toBe(403);
    expect((await auditor.get(`/api/cases/${evidence.outgoing}/files/${files[0].id}`)).status).toBe(403);
    expect((await auditor.get(`/api/cases/${evidence.incoming}`)).status).toBe(404);
  });

  test('each side reads its own file only: what is said to one is not in the answers of the other', async () => {
    const [brazil, chile] = await Promise.all([t.as('drafter', 'BRA'), t.as('officer', 'CHL')]);
    const all = async (who: Caller, id: string) =>
      JSON.stringify([
        (await who.get(`/api/cases/${id}`)).body,
        (await who.get(`/api/cases/${id}/events`)).body,
        (await who.get('/api/cases')).body,
        (await who.get('/api/home')).body,
        (await who.get('/api/notifications')).body,
      ]);
    const ours = await all(brazil, evidence.outgoing);
    const theirs = await all(chile, evidence.incoming);
    for (const id of [evidence.incoming, preservation.incoming, open.incoming]) expect(ours).not.toContain(id);
    for (const id of [evidence.outgoing, preservation.outgoing, open.outgoing]) expect(theirs).not.toContain(id);
    // Names of the officers behind the acts are their own State's.
    expect(theirs).not.toContain('Ana Exemplo');
    const { rows } = await sql<{ id: string }>`select id from account`.execute(t.house.db);
    expect(rows).toEqual([]);
  });
});
