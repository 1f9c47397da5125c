import { randomUUID } from 'node:crypto';
import { verify } from '@rogatoria/api/audit/verify.ts';
import { as, sql } from '@rogatoria/db';
import { asOf, type BilateralLine, languages, type ProfileLine } from '@rogatoria/workflows';
import { exampleForm } from '@rogatoria/workflows/examples.ts';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acknowledged, draft, sent } from '../factories.ts';
import { type Answer, type Caller, type TestHouse, testHouse } from '../harness/house.ts';

let t: TestHouse;
let brazil: Caller;
let chile: Caller;
let usa: Caller;
beforeAll(async () => {
  t = await testHouse();
  brazil = await t.as('directory', 'BRA');
  chile = await t.as('directory', 'CHL');
  usa = await t.as('directory', 'USA');
});
afterAll(() => t.close());

const reason = 'Nota del depositario, 2 de marzo de 2026';
const status = (more: object) => ({ line: { instrument: 'ETS185', standing: 'party', ...more }, reason });
const profile = (more: Partial<ProfileLine> = {}) => ({
  line: {
    citation: 'Ley 00.000',
    evidence_fields: [],
    preservation_fields: [],
    document_languages: [],
    source_port: false,
    ...more,
  },
  reason,
});
const treaty = (more: Partial<BilateralLine> = {}) => ({
  line: {
    with: 'HTI',
    title: 'Treaty on Mutual Legal Assistance in Criminal Matters (invented)',
    from: '2010-01-01',
    text_verified: true,
    preservation: false,
    channel: 'central',
    evidence_fields: ['limitation'],
    preservation_fields: [],
    contents_article: '4(2)',
    grounds: ['MILITARY_OFFENCE'],
    grounds_article: '3(1)',
    document_languages: [],
    ...more,
  },
  reason,
});
const seen = (version: number) => ({ 'if-match': `"${version}"` });
const record = async (who: Caller, kind: string, body: object): Promise<Answer['body']> => {
  const answer = await who.post(`/api/law/records/${kind}`, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
};
const errorsOf = ({ status, body }: Answer): string[] => {
  expect(status, JSON.stringify(body)).toBe(422);
  return body.errors.map((e: { field: string; rule: string }) => `${e.field} ${e.rule}`);
};
const basis = async (who: Caller, requested: string, code: string, more = '') =>
  (await who.get(`/api/bases?requested=${requested}&kind=evidence${more}`)).body.items.find(
    (one: { basis: string }) => one.basis === code,
  );

describe('what is recorded', () => {
  test('counts from that moment for everybody, and the law before can still be read', async () => {
    expect((await usa.get('/api/law')).body.version).toBe(asOf);
    expect((await basis(usa, 'HTI', 'BILAT')).applies).toBe(false);
    const first = await record(usa, 'bilateral', treaty());
    expect(first).toMatchObject({ version: 1, law: expect.stringMatching(/^\d{4}-\d\d-\d\d\+\d+$/) });
    const haiti = await t.as('officer', 'HTI');
    for (const [who, other] of [
      [usa, 'HTI'],
      [haiti, 'USA'],
    ] as const)
      expect(await basis(who, other, 'BILAT')).toMatchObject({
        applies: true,
        usable: true,
        rank: 1,
        reason: { params: { state: 'USA' } },
      });
    expect((await basis(brazil, 'HTI', 'BILAT')).applies).toBe(false);
    const amended = await usa.put(
      `/api/law/records/bilateral/${first.record}`,
      treaty({ until: '2025-12-31' }),
      seen(1),
    );
    expect(amended.body).toMatchObject({ record: first.record, version: 2 });
    expect((await basis(haiti, 'USA', 'BILAT')).applies).toBe(false);
    const then = (await haiti.get(`/api/law?version=${encodeURIComponent(first.law)}`)).body;
    expect(then.bilateral[0]).toMatchObject({ states: ['USA', 'HTI'], recorded_by: 'USA' });
    expect(then.bilateral[0].until).toBeUndefined();
    expect((await haiti.get('/api/law')).body.version).toBe(amended.body.law);
    for (const unknown of ['2020-01-01', `${asOf}+999999`])
      expect((await haiti.get(`/api/law?version=${encodeURIComponent(unknown)}`)).status).toBe(404);
    const again = await usa.post(
      `/api/law/records/${first.record}/withdraw`,
      { reason: 'Recorded by mistake' },
      seen(2),
    );
    expect(again.body.version).toBe(3);
    const { items } = (await haiti.get('/api/law/records')).body;
    const line = items.find((one: { record: string }) => one.record === first.record);
    expect(line).toMatchObject({ state: 'USA', kind: 'bilateral', version: 3, withdrawn: true });
    expect(line.versions.map((one: { version: number }) => one.version)).toEqual([3, 2, 1]);
    expect(line.versions[0].reason).toBe('Recorded by mistake');
  });

  test('names its writer to his own participant alone', async () => {
    const { record: id } = await record(chile, 'status', {
      line: { instrument: 'MERCOSUR-SL', standing: 'not_party' },
      reason,
    });
    const by = async (who: Caller) =>
      (await who.get('/api/law/records')).body.items.find((one: { record: string }) => one.record === id).versions[0]
        .by;
    expect(await by(chile)).toBe('Félix Lista');
    expect(await by(await t.as('officer', 'CHL'))).toBe('Félix Lista');
    expect(await by(brazil)).toBeNull();
  });

  test('is written by who may, of his own State, having seen the last version', async () => {
    for (const role of ['drafter', 'approver', 'officer', 'duty', 'statistics', 'auditor'] as const)
      expect((await (await t.as(role, 'BRA')).post('/api/law/records/profile', profile())).status, role).toBe(403);
    expect(
      (await t.app.inject({ method: 'POST', url: '/api/law/records/profile', payload: profile() })).statusCode,
    ).toBe(401);
    const { record: id } = await record(await t.as('admin', 'BRA'), 'profile', profile({ notes: 'Uma nota' }));
    for (const hostile of [chile, await t.as('admin', 'USA')]) {
      expect((await hostile.put(`/api/law/records/profile/${id}`, profile(), seen(1))).status).toBe(404);
      expect((await hostile.post(`/api/law/records/${id}/withdraw`, { reason }, seen(1))).status).toBe(404);
    }
    expect((await brazil.put(`/api/law/records/profile/${id}`, profile())).status).toBe(428);
    expect((await brazil.put(`/api/law/records/profile/${id}`, profile(), seen(2))).body).toMatchObject({
      status: 412,
      version: 1,
    });
    expect((await brazil.put(`/api/law/records/status/${id}`, status({ from: '2023-03-01' }), seen(1))).status).toBe(
      404,
    );
    expect(
      errorsOf(await brazil.put(`/api/law/records/profile/${id}`, profile({ notes: 'Uma nota' }), seen(1))),
    ).toEqual(['line law_unchanged']);
    const key = { 'idempotency-key': randomUUID(), ...seen(1) };
    const once = await brazil.put(`/api/law/records/profile/${id}`, profile({ notes: 'Outra' }), key);
    const twice = await brazil.put(`/api/law/records/profile/${id}`, profile({ notes: 'Outra' }), key);
    expect(twice.body).toEqual(once.body);
    expect(once.body.version).toBe(2);
    await brazil.post(`/api/law/records/${id}/withdraw`, { reason }, seen(2));
  });

  test('is refused with the field when its shape is wrong', async () => {
    expect(errorsOf(await brazil.post('/api/law/records/status', status({ from: '2026-02-30' })))).toEqual([
      'line.from schema_format',
    ]);
    expect(errorsOf(await brazil.post('/api/law/records/status', { line: { standing: 'party' }, reason }))).toEqual([
      'line.instrument required',
    ]);
    expect(errorsOf(await brazil.post('/api/law/records/status', status({ invented: 1 })))).toEqual([
      'line.invented unknown_field',
    ]);
    expect(
      errorsOf(await brazil.post('/api/law/records/status', { ...status({ from: '2023-03-01' }), reason: ' ' })),
    ).toEqual(['reason schema_pattern']);
  });
});

describe('two lines that disagree', () => {
  test('are both named, in the reader’s language, and nothing is kept', async () => {
    const before = (await brazil.get('/api/law')).body.version;
    const answer = await brazil.post('/api/law/records/status', status({ from: '2003-03-01' }));
    expect(errorsOf(answer)).toEqual(['line.from law_before_instrument']);
    expect(answer.body.errors[0].message).toBe(
      'Nenhum Estado se vincula antes do próprio instrumento: “Convenção de Budapeste: em vigor desde 1 de julho de 2004 (dados de referência da instalação)”, mas “Brasil, Convenção de Budapeste: parte desde 1 de março de 2003”.',
    );
    expect((await brazil.get('/api/law')).body.version).toBe(before);
  });

  test('are refused whichever State comes second', async () => {
    const { record: id } = await record(chile, 'bilateral', treaty({ with: 'BRA' }));
    expect(
      errorsOf(await brazil.post('/api/law/records/bilateral', treaty({ with: 'CHL', from: '2020-01-01' }))),
    ).toEqual(['line.from law_bilateral_overlap']);
    await record(brazil, 'bilateral', treaty({ with: 'CHL', from: '2000-01-01', until: '2009-12-31' }));
    expect(
      errorsOf(
        await chile.put(`/api/law/records/bilateral/${id}`, treaty({ with: 'BRA', from: '2009-12-31' }), seen(1)),
      ),
    ).toEqual(['line.from law_bilateral_overlap']);
    expect(errorsOf(await chile.post('/api/law/records/bilateral', treaty({ with: 'CHL' })))).toEqual([
      'line.with law_bilateral_self',
    ]);
    await chile.post(`/api/law/records/${id}/withdraw`, { reason }, seen(1));
  });

  test('a reservation lives and dies with being a party', async () => {
    const reservation = {
      line: { instrument: 'ETS185', nature: 'reservation', article: '29(4)', text: 'Reserva', from: '2024-01-01' },
      reason,
    };
    const haiti = await t.as('directory', 'HTI');
    expect(errorsOf(await haiti.post('/api/law/records/reservation', reservation))).toEqual([
      'line.instrument law_reservation_not_party',
    ]);
    const { record: id } = await record(chile, 'reservation', reservation);
    const left = await chile.post('/api/law/records/status', status({ from: '2017-08-01', until: '2025-01-01' }));
    expect(errorsOf(left)).toEqual(['line.instrument law_reservation_not_party']);
    expect(left.body.errors[0].message).toMatch(/parte del 1 de agosto de 2017 al 1 de enero de 2025.*29\(4\)/);
    // Its officers may now refuse on it, and only while it stands.
    const { incoming } = await acknowledged(t, 'preservation');
    const duty = await t.as('duty', 'CHL');
    const grounds = async () =>
      (await duty.get(`/api/cases/${incoming}`)).body.grounds.map((one: { article: string }) => one.article);
    expect(await grounds()).toContain('29(4)');
    await chile.post(`/api/law/records/${id}/withdraw`, { reason }, seen(1));
    expect(await grounds()).not.toContain('29(4)');
    expect(
      (
        await duty.command(incoming, 'refuse', {
          ground: 'DUAL_CRIMINALITY_RESERVED',
          reasons: 'x',
          consultation_held: true,
          consultation: 'x',
        })
      ).body.errors[0].rule,
    ).toBe('ground_not_allowed');
  });

  test('are refused even when they come at the same instant', async () => {
    const both = await Promise.all([
      usa.post('/api/law/records/bilateral', treaty({ with: 'HTI', from: '2000-01-01' })),
      (await t.as('directory', 'HTI')).post('/api/law/records/bilateral', treaty({ with: 'USA', from: '2001-01-01' })),
      usa.post('/api/law/records/profile', profile()),
      (await t.as('admin', 'USA')).post('/api/law/records/profile', profile({ citation: '18 USC 0000' })),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 201, 422, 422]);
  });

  test('the Secretariat puts instruments into force, and nothing else', async () => {
    const editor = await t.as('editor', 'OAS');
    expect(errorsOf(await editor.post('/api/law/records/profile', profile()))).toEqual(['line law_not_yours']);
    const entry = { line: { instrument: 'UNCC', from: '2026-02-01' }, reason };
    expect(errorsOf(await brazil.post('/api/law/records/entry_into_force', entry))).toEqual(['line law_not_yours']);
    const party = { line: { instrument: 'UNCC', standing: 'party', from: '2026-02-15' }, reason };
    expect(errorsOf(await brazil.post('/api/law/records/status', party))).toEqual(['line.from law_not_in_force']);
    await record(editor, 'entry_into_force', entry);
    await record(brazil, 'status', party);
    await record(chile, 'status', party);
    expect(await basis(brazil, 'CHL', 'UNCC')).toMatchObject({ applies: true, usable: true });
    expect((await basis(brazil, 'USA', 'UNCC')).applies).toBe(false);
  });
});

describe('the table', () => {
  test('can only be added to, only in one’s own name, and is read by nobody who has not said for whom', async () => {
    const [row] = await as(t.house.db, 'CHL', (trx) => trx.selectFrom('law_amendment').selectAll().limit(1).execute());
    expect(row).toBeDefined();
    for (const statement of [sql`update law_amendment set reason = reason`, sql`delete from law_amendment`])
      await expect(as(t.house.db, row!.state, (trx) => statement.execute(trx))).rejects.toThrow(/permission denied/);
    await expect(
      as(t.house.db, 'BRA', (trx) =>
        trx
          .insertInto('law_amendment')
          .values({
            id: 1_000_000,
            state: 'CHL',
            record: randomUUID(),
            version: 1,
            withdrawn: false,
            line: JSON.stringify({ kind: 'status', instrument: 'ETS185', standing: 'not_party' }),
            reason: 'x',
            at: t.house.clock.now(),
            previous_hash: '',
            hash: '',
          })
          .execute(),
      ),
    ).rejects.toThrow(/row-level security/);
    for (const url of [t.appUrl, t.ownerUrl]) {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      const { rows } = await client.query('select count(*)::int as n from law_amendment');
      const { rows: forced } = await client.query(
        `select relrowsecurity and relforcerowsecurity as forced from pg_class where relname = 'law_amendment'`,
      );
      await client.end();
      expect(rows[0].n).toBe(0);
      expect(forced[0].forced).toBe(true);
    }
  });
});

describe('a request', () => {
  test('keeps the law it was made under, in both files, though the law goes on', async () => {
    const before = (await brazil.get('/api/law')).body.version;
    const request = await sent(t, 'evidence');
    await record(await t.as('directory', 'HTI'), 'profile', profile({ notes: 'Une note' }));
    const ours = (await (await t.as('drafter', 'BRA')).get(`/api/cases/${request.outgoing}`)).body;
    const theirs = (await (await t.as('officer', 'CHL')).get(`/api/cases/${request.incoming}`)).body;
    expect([ours.law_version, theirs.law_version]).toEqual([before, before]);
    expect((await brazil.get('/api/law')).body.version).not.toBe(before);
    const drafted = await draft(t, 'evidence');
    expect((await (await t.as('drafter', 'BRA')).get(`/api/cases/${drafted}`)).body.law_version).toBeNull();
    expect((await verify(t.house.db, ['BRA', 'CHL'])).first).toBeNull();
  });

  test('must satisfy the requested State’s profile, and is told how', async () => {
    const { record: id } = await record(
      chile,
      'profile',
      profile({ evidence_fields: ['limitation', 'questions'], document_languages: ['es', 'pt'] }),
    );
    const outgoing = await draft(t, 'evidence');
    const drafter = await t.as('drafter', 'BRA');
    const { complete, gaps, checklist } = (await drafter.get(`/api/cases/${outgoing}/completeness`)).body;
    expect(complete).toBe(false);
    const missing = gaps.filter((gap: { severity: string }) => gap.severity === 'error');
    expect(missing.map((gap: { field: string }) => gap.field)).toContain('questions');
    for (const gap of missing)
      expect(gap).toMatchObject({
        source: { instrument: 'PROFILE', article: 'Ley 00.000', verified: true },
        example: { key: expect.stringContaining('form.evidence.') },
      });
    expect(checklist.at(-1)).toMatchObject({ basis: 'PROFILE', article: 'Ley 00.000' });
    const refused = await drafter.command(outgoing, 'submit');
    expect(errorsOf(refused)).toContain('questions missing');
    expect(refused.body.errors[0]).toMatchObject({
      source: { instrument: 'PROFILE' },
      example: expect.stringMatching(/\S/),
    });
    await chile.post(`/api/law/records/${id}/withdraw`, { reason }, seen(1));
    expect((await drafter.get(`/api/cases/${outgoing}/completeness`)).body.complete).toBe(true);
  });

  test('is not approved on a basis that no longer binds the two States', async () => {
    const outgoing = await draft(t, 'evidence');
    const drafter = await t.as('drafter', 'BRA');
    const approver = await t.as('approver', 'BRA');
    expect((await drafter.command(outgoing, 'submit')).status).toBe(200);
    const { record: id } = await record(chile, 'status', status({ from: '2017-08-01', until: '2026-01-31' }));
    expect(errorsOf(await approver.command(outgoing, 'approve'))).toEqual(['bases basis_not_applicable']);
    await chile.post(`/api/law/records/${id}/withdraw`, { reason }, seen(1));
    expect((await approver.command(outgoing, 'approve')).status).toBe(200);
  });

  test('can stand on a recorded bilateral treaty, with what it asks', async () => {
    const { body: law } = await brazil.get('/api/law');
    const { form, translations } = exampleForm('evidence', {
      lang: 'en',
      seed: 1,
      requesting: 'USA',
      requested: 'HTI',
      today: t.house.clock.now().slice(0, 10),
    });
    const { limitation: _, ...without } = form as Record<string, unknown>;
    expect(law.bilateral.some((one: { states: string[] }) => one.states.includes('HTI'))).toBe(true);
    const drafter = await t.as('drafter', 'USA');
    const { status: created, body } = await drafter.post('/api/cases', {
      kind: 'evidence',
      counterpart: 'HTI',
      title: 'Invented account',
      bases: ['BILAT'],
      form_language: 'en',
      form: without,
      translations,
    });
    expect(created).toBe(201);
    const { gaps } = (await drafter.get(`/api/cases/${body.id}/completeness`)).body;
    expect(gaps).toContainEqual(
      expect.objectContaining({
        field: 'limitation',
        severity: 'error',
        source: { instrument: 'BILAT', article: '4(2)', verified: true },
      }),
    );
  });

  test('names the scope of each basis for the offence it is told', async () => {
    expect(await basis(brazil, 'CHL', 'UNCAC', '&corruption=false')).toMatchObject({
      applies: false,
      reason: { key: 'basis.scope.corruption' },
    });
    expect((await basis(brazil, 'CHL', 'UNTOC', '&maximum_years=1')).cautions).toContainEqual({
      key: 'basis.scope.serious.caution',
    });
    expect((await basis(brazil, 'CHL', 'ETS185', '&military=true')).scope).toEqual([
      { key: 'basis.scope.any_offence' },
    ]);
    expect((await brazil.get('/api/bases?requested=CHL&kind=evidence&military=perhaps')).status).toBe(422);
  });
});

describe('what came back before', () => {
  test('teaches the next drafter, from our own log alone', async () => {
    const drafter = await t.as('drafter', 'BRA');
    const officer = await t.as('officer', 'CHL');
    const returned = await acknowledged(t, 'evidence');
    const asked = await acknowledged(t, 'evidence', { seed: 1 });
    await officer.command(returned.incoming, 'return', {
      reason: 'Falta el puerto de origen de la dirección IP y la doble incriminación.',
    });
    await officer.command(asked.incoming, 'ask_clarification', { questions: '¿Cuál es el puerto de origen?' });
    await t.work();
    const next = await draft(t, 'evidence');
    const { hints } = (await drafter.get(`/api/cases/${next}/completeness`)).body;
    expect(hints).toMatchObject({ counterpart: 'CHL', returned: 1, questioned: 1 });
    expect(hints.sent).toBeGreaterThanOrEqual(3);
    expect(hints.subjects[0]).toEqual({ subject: 'source_port', requests: 2 });
    expect(hints.subjects).toContainEqual({ subject: 'dual_criminality', requests: 1 });
    expect(hints.latest.map((one: { case_id: string }) => one.case_id).sort()).toEqual(
      [returned.outgoing, asked.outgoing].sort(),
    );
    // Preservations are another matter, and so is another State's experience with the same one.
    const other = (await drafter.get(`/api/cases/${await draft(t, 'preservation')}/completeness`)).body.hints;
    expect(other).toMatchObject({ returned: 0, questioned: 0, subjects: [], latest: [] });
    const stranger = await t.as('drafter', 'USA');
    const { body } = await stranger.post('/api/cases', {
      kind: 'evidence',
      counterpart: 'CHL',
      title: 'x',
      bases: [],
      form_language: 'en',
    });
    expect((await stranger.get(`/api/cases/${body.id}/completeness`)).body.hints).toMatchObject({
      sent: 0,
      latest: [],
    });
    expect((await officer.get(`/api/cases/${returned.incoming}/completeness`)).body.hints).toBeNull();
  });
});

test('every message of a refusal is there in four languages', async () => {
  for (const language of languages) {
    const who = await t.officer('BRA', ['directory'], language);
    const answer = await who.post('/api/law/records/bilateral', treaty({ with: 'BRA' }));
    expect(answer.body.errors[0].message).toMatch(/\S.*(Bras?il|Brazil|Brésil)/);
    expect(answer.body.errors[0].message).not.toMatch(/[{}]|law_/);
  }
});
