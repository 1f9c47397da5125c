import { randomUUID } from 'node:crypto';
import { as } from '@rogatoria/db';
import { exampleForm } from '@rogatoria/workflows/examples.ts';
import { vocabulary } from '@rogatoria/workflows/vocabulary/index.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accepted, acknowledged, delivered, draft, preserved, type Sent, sent } from '../factories.ts';
import { type Answer, type Caller, type TestHouse, testHouse } from '../harness/house.ts';

let t: TestHouse;
let drafter: Caller;
let approver: Caller;
let officer: Caller;
let duty: Caller;
beforeAll(async () => {
  t = await testHouse();
  [drafter, approver, officer, duty] = await Promise.all([
    t.as('drafter', 'BRA'),
    t.as('approver', 'BRA'),
    t.as('officer', 'CHL'),
    t.as('duty', 'CHL'),
  ]);
});
afterAll(() => t.close());

const read = async (who: Caller, id: string) => (await who.get(`/api/cases/${id}`)).body;

/** Everything a participant has of its case: nothing of it may move when a command is refused. */
const snapshot = (state: string, id: string) =>
  as(t.house.db, state, async (trx) => ({
    row: await trx.selectFrom('case_file').selectAll().where('id', '=', id).executeTakeFirst(),
    events: await trx.selectFrom('case_event').select('hash').where('case_id', '=', id).execute(),
    messages: await trx.selectFrom('message').select(['id', 'status']).where('case_id', '=', id).execute(),
    deadlines: await trx.selectFrom('deadline').select(['id', 'due_at', 'status']).where('case_id', '=', id).execute(),
    flow: await trx.selectFrom('case_flow').select('sequence').where('case_id', '=', id).execute(),
    files: await trx.selectFrom('file').select('id').where('case_id', '=', id).execute(),
    keys: await trx.selectFrom('idempotency').select('key').orderBy('key').execute(),
  }));

/** Does `work` and proves that it left the case of `state` as it was. */
async function untouched(state: string, id: string, work: () => Promise<Answer>): Promise<Answer> {
  const before = await snapshot(state, id);
  const answer = await work();
  expect(await snapshot(state, id)).toEqual(before);
  return answer;
}

/** Words, in sentences: no key, no code, no placeholder, no timestamp of a machine. */
function readable(text: string): void {
  expect(text).toMatch(/\p{L}{2,}/u);
  expect(text).not.toMatch(/[{}]|\b(?:rule|problem|schema)[._]|\b[a-z]+_[a-z_]+\b|\d{4}-\d{2}-\d{2}T/);
}

/** A problem document in the reader's language: title and every message are the vocabulary's words. */
function refused(answer: Answer, status: number, code: string, language: 'en' | 'es' | 'pt' | 'fr' = 'pt') {
  expect([answer.status, answer.body.code]).toEqual([status, code]);
  expect(answer.headers['content-type']).toContain('application/problem+json');
  expect(answer.body.status).toBe(status);
  expect(answer.body.title).toBe(vocabulary[`problem.${code}`]?.[language]);
  for (const error of answer.body.errors ?? []) {
    expect(error.field).toBeTruthy();
    expect(vocabulary[`rule.${error.rule}`]?.[language], `rule.${error.rule}`).toBeTruthy();
    readable(error.message);
    if (status === 422 && error.source) expect(error.source.instrument).toBeTruthy();
  }
  return answer.body;
}

async function draftWith(identifiers: object[]): Promise<string> {
  const { form, translations } = exampleForm('preservation', {
    lang: 'pt',
    seed: 0,
    requesting: 'BRA',
    requested: 'CHL',
    today: t.house.clock.now().slice(0, 10),
  });
  const { body } = await drafter.post('/api/cases', {
    kind: 'preservation',
    counterpart: 'CHL',
    title: 'Identificadores',
    bases: ['ETS185'],
    form_language: 'pt',
    form: { ...form, identifiers },
    translations,
  });
  return body.id;
}

describe('an incomplete or impossible draft', () => {
  test('an incomplete form is refused with every gap: field, rule, words and legal source; the form stays', async () => {
    const { body } = await drafter.post('/api/cases', {
      kind: 'preservation',
      counterpart: 'CHL',
      title: 'Incompleto',
      bases: ['ETS185'],
      form_language: 'pt',
      form: { own_reference: 'REF-1' },
    });
    const answer = await untouched('BRA', body.id, () => drafter.command(body.id, 'submit'));
    const { errors } = refused(answer, 422, 'invalid');
    expect(errors.length).toBeGreaterThan(3);
    for (const error of errors) expect(error.source, error.field).toMatchObject({ instrument: expect.any(String) });
    expect(errors.some((e: { source: { instrument: string } }) => e.source.instrument === 'ETS185')).toBe(true);
    expect((await read(drafter, body.id)).form).toEqual({ own_reference: 'REF-1' });
    // What the command refuses is what the checklist already showed.
    const { gaps, complete } = (await drafter.get(`/api/cases/${body.id}/completeness`)).body;
    expect(complete).toBe(false);
    const named = (list: { field: string; rule: string }[]) => list.map((e) => `${e.field} ${e.rule}`).sort();
    expect(named(errors)).toEqual(named(gaps.filter((g: { severity: string }) => g.severity === 'error')));
  });

  test.each([
    [
      'an address without its instant',
      { type: 'ipv4', value: '203.0.113.7', categories: ['SUBSCRIBER'] },
      'ip_time_missing',
    ],
    ['a time without zone', { type: 'ipv4', value: '203.0.113.7', from: '2026-02-01T10:00:00' }, 'time_without_zone'],
    [
      'an address that is none',
      { type: 'ipv4', value: '203.0.113.777', from: '2026-02-01T10:00:00', offset: '-03:00' },
      'ipv4_syntax',
    ],
    [
      'an IPv6 address said to be IPv4',
      { type: 'ipv4', value: '2001:db8::1', from: '2026-02-01T10:00:00', offset: '-03:00' },
      'ip_other_version',
    ],
    ['a telephone number without country', { type: 'phone', value: '5555-0100' }, 'phone_syntax'],
    ['an e-mail address without domain', { type: 'email', value: 'alguem@' }, 'email_syntax'],
    ['a device number with a wrong digit', { type: 'imei', value: '490154203237519' }, 'imei_check_digit'],
    [
      'a period that ends before it starts',
      { type: 'account', value: 'x', qualifier: 'Y', from: '2026-02-02', to: '2026-02-01', offset: '-03:00' },
      'period_reversed',
    ],
    [
      'an instant to come',
      { type: 'ipv4', value: '203.0.113.7', from: '2027-02-01T10:00:00', offset: '-03:00' },
      'time_in_future',
    ],
  ])('%s is refused, and kept as it was typed', async (_what, identifier, rule) => {
    const id = await draftWith([identifier]);
    const { errors } = refused(await untouched('BRA', id, () => drafter.command(id, 'submit')), 422, 'invalid');
    const mine = errors.filter((e: { rule: string }) => e.rule === rule);
    expect(mine).toHaveLength(1);
    expect(mine[0].path).toMatch(/^0\b/);
    expect(mine[0].source).toBeTruthy();
    expect((await read(drafter, id)).form.identifiers).toEqual([identifier]);
  });

  test.each([
    ['a State that is none', { counterpart: 'XXX' }, 'counterpart', 'counterpart_unknown'],
    ['ourselves', { counterpart: 'BRA' }, 'counterpart', 'counterpart_unknown'],
    ['the Secretariat', { counterpart: 'OAS' }, 'counterpart', 'counterpart_unknown'],
    ['a State that works elsewhere', { counterpart: 'PER' }, 'counterpart', 'counterpart_unknown'],
    ['a basis that does not bind', { counterpart: 'HTI', bases: ['ETS185'] }, 'bases', 'basis_not_applicable'],
    ['a field that the form does not have', { form: { invented: 1 } }, 'form.invented', 'unknown_field'],
    ['a title of nothing', { title: '   ' }, 'title', 'schema_pattern'],
    ['a body of the wrong shape', { bases: 'ETS185' }, 'bases', 'schema_type'],
    ['a property too many', { participant: 'CHL' }, 'participant', 'unknown_field'],
  ])('%s makes no draft', async (_what, change, field, rule) => {
    const before = (await drafter.get('/api/cases')).body.total;
    const answer = await drafter.post('/api/cases', {
      kind: 'preservation',
      counterpart: 'CHL',
      title: 'Impossível',
      bases: ['ETS185'],
      form_language: 'pt',
      ...change,
    });
    const { errors } = refused(answer, 422, 'invalid');
    expect(errors).toContainEqual(expect.objectContaining({ field, rule }));
    expect((await drafter.get('/api/cases')).body.total).toBe(before);
  });

  test('the preservations a request follows must be ours, to the same State', async () => {
    for (const follows of [randomUUID(), 'not an id']) {
      const answer = await drafter.post('/api/cases', {
        kind: 'evidence',
        counterpart: 'CHL',
        title: 'Sem preservação',
        bases: ['ETS185'],
        form_language: 'pt',
        form: { preservations: [follows] },
      });
      const { errors } = refused(answer, 422, 'invalid');
      expect(errors[0].field).toMatch(/^form\.preservations/);
    }
  });

  test('saving with a stale version, without one, or after it was submitted changes nothing', async () => {
    const id = await draft(t, 'preservation');
    const url = `/api/cases/${id}/form`;
    const save = (headers?: Record<string, string>) => () => drafter.put(url, { title: 'Outro' }, headers);
    refused(await untouched('BRA', id, save()), 428, 'precondition_required');
    refused(await untouched('BRA', id, save({ 'if-match': '"soon"' })), 428, 'precondition_required');
    expect(refused(await untouched('BRA', id, save({ 'if-match': '"7"' })), 412, 'stale').version).toBe(1);
    const unknown = await untouched('BRA', id, () =>
      drafter.put(url, { form: { invented: 'x' } }, { 'if-match': '"1"' }),
    );
    expect(refused(unknown, 422, 'invalid').errors).toContainEqual(
      expect.objectContaining({ field: 'form.invented', rule: 'unknown_field' }),
    );
    await drafter.command(id, 'submit');
    refused(await untouched('BRA', id, save({ 'if-match': '"2"' })), 409, 'state');
  });

  test('saving twice with one key saves once', async () => {
    const id = await draft(t, 'preservation');
    const key = { 'if-match': '"1"', 'idempotency-key': randomUUID() };
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => drafter.put(`/api/cases/${id}/form`, { title: 'Salvo' }, key)),
    );
    expect(answers.map(({ status, body }) => [status, body.version])).toEqual(answers.map(() => [200, 2]));
    const { title, version } = await read(drafter, id);
    expect([title, version]).toEqual(['Salvo', 2]);
    refused(await drafter.put(`/api/cases/${id}/form`, { title: 'Outra coisa' }, key), 422, 'idempotency_mismatch');
  });
});

describe('four eyes', () => {
  test('whoever drafted can neither approve, return nor send it', async () => {
    const both = await t.officer('BRA', ['drafter', 'approver', 'duty'], 'es');
    const { form, translations } = exampleForm('preservation', {
      lang: 'pt',
      seed: 1,
      requesting: 'BRA',
      requested: 'CHL',
      today: t.house.clock.now().slice(0, 10),
    });
    const { body } = await both.post('/api/cases', {
      kind: 'preservation',
      counterpart: 'CHL',
      title: 'A sós',
      bases: ['ETS185'],
      form_language: 'pt',
      form,
      translations,
    });
    expect((await both.command(body.id, 'submit')).status).toBe(200);
    for (const [name, payload] of [
      ['approve', {}],
      ['return_for_correction', { defects: 'Nada.' }],
    ] as const) {
      refused(await untouched('BRA', body.id, () => both.command(body.id, name, payload)), 403, 'four_eyes', 'es');
    }
    expect((await approver.command(body.id, 'approve')).status).toBe(200);
    refused(await untouched('BRA', body.id, () => both.command(body.id, 'transmit')), 403, 'four_eyes', 'es');
    const { commands } = await read(both, body.id);
    expect(commands.find((c: { name: string }) => c.name === 'transmit')).toMatchObject({
      permitted: false,
      why: { key: 'problem.four_eyes' },
    });
    expect((await approver.command(body.id, 'transmit')).status).toBe(200);
  });

  test('whoever rewrote the draft of another cannot approve it either', async () => {
    const id = await draft(t, 'preservation', { seed: 2 });
    const both = await t.officer('BRA', ['drafter', 'approver']);
    const { form } = await read(both, id);
    const saved = await both.put(
      `/api/cases/${id}/form`,
      { form: { ...form, own_reference: 'MINHA-1' } },
      { 'if-match': '"1"' },
    );
    expect(saved.status).toBe(200);
    // Nor does it help that yet another wrote the last word.
    const touched = await drafter.put(`/api/cases/${id}/form`, { title: 'Retocado' }, { 'if-match': '"2"' });
    expect(touched.status).toBe(200);
    expect((await both.command(id, 'submit')).status).toBe(200);
    refused(await untouched('BRA', id, () => both.command(id, 'approve')), 403, 'four_eyes', 'en');
    expect((await approver.command(id, 'approve')).status).toBe(200);
  });
});

describe('who, when and which version', () => {
  test('a command in a wrong state names what is possible', async () => {
    const id = await draft(t, 'preservation');
    const body = refused(await untouched('BRA', id, () => approver.command(id, 'transmit')), 409, 'state');
    expect(body.state).toBe('draft');
    expect(body.possible).toContain('submit');
    expect(body.possible).not.toContain('transmit');
    // A command of the other side's procedure is no command here.
    refused(await untouched('BRA', id, () => drafter.command(id, 'accept')), 409, 'state');
    const nowhere = await untouched('BRA', id, () => drafter.command(id, 'vanish'));
    refused(nowhere, 404, 'not_found', 'en');
    // Nor is an identity longer than any, or one that no browser could mean.
    refused(await drafter.get(`/api/cases/${'x'.repeat(200)}`), 404, 'not_found', 'en');
    refused(await drafter.get('/api/cases/%zz'), 404, 'not_found', 'en');
  });

  test('a double click has one effect and one answer', async () => {
    const id = await draft(t, 'preservation');
    const headers = { 'if-match': '"1"', 'idempotency-key': randomUUID() };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => drafter.post(`/api/cases/${id}/commands/submit`, {}, headers)),
    );
    expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body])))).toEqual(
      new Set([JSON.stringify([200, { state: 'ca_review', version: 2 }])]),
    );
    const { items } = (await drafter.get(`/api/cases/${id}/events`)).body;
    expect(items.filter((e: { type: string }) => e.type === 'command.submit')).toHaveLength(1);
    const altered = await untouched('BRA', id, () =>
      drafter.post(`/api/cases/${id}/commands/submit`, { note: 'Outra.' }, headers),
    );
    refused(altered, 422, 'idempotency_mismatch');
    // The same key on another case is another request, not an answer to this one.
    const other = await draft(t, 'preservation');
    refused(
      await untouched('BRA', other, () => drafter.post(`/api/cases/${other}/commands/submit`, {}, headers)),
      422,
      'idempotency_mismatch',
    );
    // Another person's key of the same name is his own.
    const theirs = await approver.post(`/api/cases/${id}/commands/approve`, {}, { ...headers, 'if-match': '"2"' });
    expect(theirs.status).toBe(200);
  });

  test('a draft made twice with one key is one draft', async () => {
    const before = (await drafter.get('/api/cases')).body.total;
    const body = {
      kind: 'evidence',
      counterpart: 'CHL',
      title: 'Uma vez',
      bases: [],
      form_language: 'pt',
    };
    const headers = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all(Array.from({ length: 10 }, () => drafter.post('/api/cases', body, headers)));
    expect(new Set(answers.map((a) => JSON.stringify([a.status, a.body]))).size).toBe(1);
    expect(answers[0]?.status).toBe(201);
    expect((await drafter.get('/api/cases')).body.total).toBe(before + 1);
    refused(await drafter.post('/api/cases', { ...body, title: 'Outra' }, headers), 422, 'idempotency_mismatch');
    const long = await drafter.post('/api/cases', body, { 'idempotency-key': 'k'.repeat(101) });
    refused(long, 422, 'invalid');
    expect((await drafter.get('/api/cases')).body.total).toBe(before + 1);
  });

  test('of twenty who saw the same version, one goes on and the others hear that it moved', async () => {
    const id = await draft(t, 'preservation');
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        drafter.post(`/api/cases/${id}/commands/submit`, {}, { 'if-match': '"1"', 'idempotency-key': randomUUID() }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const answer of answers.filter(({ status }) => status !== 200))
      expect(refused(answer, 412, 'stale').version).toBe(2);
    // Refused, so not remembered: with the version of now the same key is heard.
    const key = randomUUID();
    const give = (version: number) =>
      approver.post(`/api/cases/${id}/commands/approve`, {}, { 'if-match': `"${version}"`, 'idempotency-key': key });
    refused(await untouched('BRA', id, () => give(1)), 412, 'stale');
    expect((await give(2)).status).toBe(200);
  });

  test('without If-Match nothing is done', async () => {
    const id = await draft(t, 'preservation');
    for (const headers of [{}, { 'if-match': '*' }, { 'if-match': '"1" or so' }, { 'if-match': '' }]) {
      const answer = await untouched('BRA', id, () =>
        drafter.post(`/api/cases/${id}/commands/submit`, {}, headers as Record<string, string>),
      );
      refused(answer, 428, 'precondition_required');
    }
  });

  test('the wrong role hears so, whatever the state', async () => {
    const id = await draft(t, 'preservation');
    for (const role of ['officer', 'statistics', 'directory', 'admin', 'auditor'] as const) {
      const who = await t.as(role, 'BRA');
      const submit = () => who.post(`/api/cases/${id}/commands/submit`, {}, { 'if-match': '"1"' });
      refused(await untouched('BRA', id, submit), 403, 'role');
      const transmit = () => who.post(`/api/cases/${id}/commands/transmit`, {}, { 'if-match': '"1"' });
      refused(await untouched('BRA', id, transmit), 403, 'role');
    }
    refused(await untouched('BRA', id, () => drafter.command(id, 'approve')), 403, 'role');
  });

  test('another State’s case is as unknown as one that never was', async () => {
    const { outgoing, incoming } = await sent(t, 'preservation');
    const usa = await t.officer('USA', ['drafter', 'approver', 'officer', 'duty', 'auditor'], 'fr');
    const ask = async (id: string) => {
      const answers = [
        await usa.get(`/api/cases/${id}`),
        await usa.get(`/api/cases/${id}/events`),
        await usa.get(`/api/cases/${id}/completeness`),
        await usa.get(`/api/cases/${id}/letter.pdf`),
        await usa.get(`/api/cases/${id}/files/${randomUUID()}`),
        await usa.put(`/api/cases/${id}/form`, { title: 'Mine' }, { 'if-match': '"1"' }),
        await usa.post(`/api/cases/${id}/commands/submit`, {}, { 'if-match': '"1"' }),
        await usa.post(`/api/cases/${id}/commands/acknowledge`, {}, { 'if-match': '"2"' }),
        await usa.upload(id, 'a.txt', Buffer.from('a')),
      ];
      for (const answer of answers) refused(answer, 404, 'not_found', 'fr');
      return answers.map(({ body }) => JSON.stringify(body));
    };
    const never = await ask(randomUUID());
    const before = [await snapshot('BRA', outgoing), await snapshot('CHL', incoming)];
    expect(await ask(outgoing)).toEqual(never);
    expect(await ask(incoming)).toEqual(never);
    expect([await snapshot('BRA', outgoing), await snapshot('CHL', incoming)]).toEqual(before);
    // Nor do the two sides of one request see each other's file.
    refused(await drafter.get(`/api/cases/${incoming}`), 404, 'not_found');
    refused(await officer.get(`/api/cases/${outgoing}`), 404, 'not_found', 'es');
  });
});

describe('what the law of the case does not allow', () => {
  let evidence: Sent;
  let preservation: Sent;
  beforeAll(async () => {
    evidence = await acknowledged(t, 'evidence');
    preservation = await acknowledged(t, 'preservation');
  });

  test('a ground that the bases do not give is no ground', async () => {
    const refuse = (ground: string) => () =>
      officer.command(evidence.incoming, 'refuse', {
        ground,
        reasons: 'Motivos.',
        consultation_held: true,
        consultation: 'Sí.',
      });
    const { errors } = refused(await untouched('CHL', evidence.incoming, refuse('too_busy')), 422, 'invalid', 'es');
    expect(errors[0]).toMatchObject({ field: 'ground', rule: 'ground_not_allowed', source: { verified: true } });
    // A ground of another procedure: what Nassau allows an evidence request is no ground against a preservation.
    const allowed = (await read(duty, preservation.incoming)).grounds.map((g: { code: string }) => g.code);
    const foreign = (await read(officer, evidence.incoming)).grounds.find(
      (g: { code: string }) => !allowed.includes(g.code),
    );
    const answer = await untouched('CHL', preservation.incoming, () =>
      duty.command(preservation.incoming, 'refuse', {
        ground: foreign.code,
        reasons: 'Motivos.',
        consultation_held: false,
        consultation: 'No.',
      }),
    );
    expect(refused(answer, 422, 'invalid', 'es').errors[0].rule).toBe('ground_not_allowed');
  });

  test('a preservation of under 60 days is not confirmed, and 29(7) is named', async () => {
    const confirm = (from: string, until: string) => () =>
      duty.command(preservation.incoming, 'confirm', { what: 'Todo.', preserved_from: from, preserved_until: until });
    const { errors } = refused(
      await untouched('CHL', preservation.incoming, confirm('2026-03-02', '2026-04-30')),
      422,
      'invalid',
      'es',
    );
    expect(errors).toEqual([
      expect.objectContaining({
        field: 'preserved_until',
        rule: 'preservation_too_short',
        source: { instrument: 'ETS185', article: '29(7)', verified: true },
      }),
    ]);
    expect(errors[0].message).toContain('60');
    for (const [from, until] of [
      ['2026-03-02', '2026-02-30'],
      ['tomorrow', 'later'],
      ['0000-01-01', '9999-12-31'],
      ['2026-03-02', '9999-12-31'],
      ['2026-03-02', '+012026-03-02'],
      ['2027-01-01', '2026-01-01'],
    ] as const) {
      const answer = await untouched('CHL', preservation.incoming, confirm(from, until));
      expect([answer.status, answer.body.code === 'internal'], `${from} ${until}`).toEqual([422, false]);
    }
    for (const missing of ['what', 'preserved_from', 'preserved_until']) {
      const whole: Record<string, unknown> = {
        what: 'Todo.',
        preserved_from: '2026-03-02',
        preserved_until: '2026-05-01',
      };
      delete whole[missing];
      const answer = await untouched('CHL', preservation.incoming, () =>
        duty.command(preservation.incoming, 'confirm', whole),
      );
      expect(refused(answer, 422, 'invalid', 'es').errors).toContainEqual(
        expect.objectContaining({ field: missing, rule: 'required' }),
      );
    }
  });

  test('an extension only lengthens', async () => {
    const { outgoing, incoming } = await preserved(t);
    const until = (await read(duty, incoming)).context.expires_at.slice(0, 10);
    const ask = (date: string) => () =>
      drafter.command(outgoing, 'request_extension', { until: date, reason: 'Mais.' });
    const { errors } = refused(await untouched('BRA', outgoing, ask('2026-04-01')), 422, 'invalid');
    expect(errors[0]).toMatchObject({ field: 'until', rule: 'extension_not_later' });
    expect((await ask('2026-07-01')()).status).toBe(200);
    refused(await untouched('BRA', outgoing, ask('2026-08-01')), 409, 'state');
    await t.work();
    const grant = (date: string) => () => duty.command(incoming, 'grant_extension', { preserved_until: date });
    for (const date of ['2026-04-01', '2026-03-02'])
      expect(refused(await untouched('CHL', incoming, grant(date)), 422, 'invalid', 'es').errors[0]).toMatchObject({
        field: 'preserved_until',
        rule: 'extension_not_later',
      });
    expect(until > '2026-04-01').toBe(true);
    expect((await grant('2026-07-01')()).status).toBe(200);
  });

  test('a lapse asked too early, and dates that are past, are refused', async () => {
    const request = await acknowledged(t, 'evidence');
    const give = (name: string, payload: object) => () => officer.command(request.incoming, name, payload);
    for (const [name, payload, field] of [
      ['postpone', { reasons: 'Motivos.', review: '2026-03-01' }, 'review'],
      ['ask_clarification', { questions: '¿Qué?', reply_by: '2020-01-01' }, 'reply_by'],
      ['accept', { planned: '2020-01-01' }, 'planned'],
    ] as const) {
      const answer = await untouched('CHL', request.incoming, give(name, payload));
      expect(refused(answer, 422, 'invalid', 'es').errors[0]).toMatchObject({ field, rule: 'date_in_past' });
    }
    expect((await give('ask_clarification', { questions: '¿Qué cuenta?' })()).status).toBe(200);
    const early = await untouched('CHL', request.incoming, give('propose_lapse', { reason: 'Silencio.' }));
    expect(refused(early, 422, 'invalid', 'es').errors[0]).toMatchObject({ rule: 'lapse_too_early' });
  });

  test('only complete files of this case are delivered, once, and what was not executed is said', async () => {
    const one = await accepted(t);
    const other = await accepted(t);
    const file = (await officer.upload(one.incoming, 'a.txt', Buffer.from('uno'))).body.id;
    const deliver = (id: string, payload: object) => () => officer.command(id, 'deliver', payload);
    const whole = { final: true, complete: true };
    for (const files of [[randomUUID()], [file, randomUUID()]])
      expect(
        refused(await untouched('CHL', one.incoming, deliver(one.incoming, { ...whole, files })), 422, 'invalid', 'es')
          .errors[0].rule,
      ).toBe('file_not_deliverable');
    const foreign = await untouched('CHL', other.incoming, deliver(other.incoming, { ...whole, files: [file] }));
    expect(refused(foreign, 422, 'invalid', 'es').errors[0].rule).toBe('file_not_deliverable');
    const silent = await untouched(
      'CHL',
      one.incoming,
      deliver(one.incoming, { files: [file], final: true, complete: false }),
    );
    expect(refused(silent, 422, 'invalid', 'es').errors[0]).toMatchObject({
      field: 'not_executed',
      source: { instrument: 'ETS185', article: '27(7)' },
    });
    expect((await deliver(one.incoming, { files: [file], final: false, complete: false })()).status).toBe(200);
    const twice = await untouched('CHL', one.incoming, deliver(one.incoming, { ...whole, files: [file] }));
    expect(refused(twice, 422, 'invalid', 'es').errors[0].rule).toBe('file_not_deliverable');
  });

  test('a decided case takes no second decision', async () => {
    const { incoming } = await delivered(t);
    for (const [name, payload] of [
      ['accept', {}],
      ['refuse', { ground: 'x', reasons: 'x', consultation_held: false, consultation: 'x' }],
      ['deliver', { files: [randomUUID()], final: true, complete: true }],
    ] as const)
      refused(await untouched('CHL', incoming, () => officer.command(incoming, name, payload)), 409, 'state', 'es');
  });
});

describe('bodies that are none', () => {
  test.each([
    ['broken JSON', '{"note":', 400],
    ['a list', '[]', 422],
    ['a number', '7', 422],
    ['null', 'null', 200],
    ['a prototype trick', '{"__proto__":{"roles":["approver"]}}', 400],
    ['an unknown property', '{"state":"sent"}', 422],
    ['NUL', '{"note":"a\\u0000b"}', 422],
    ['half a character', '{"note":"a\\ud800b"}', 422],
    ['a text too long', JSON.stringify({ note: 'x'.repeat(20_001) }), 422],
    ['a body too large', JSON.stringify({ note: 'x'.repeat(2_200_000) }), 413],
  ])('%s', async (_what, payload, status) => {
    const id = await draft(t, 'preservation');
    const give = async (): Promise<Answer> => {
      const response = await t.app.inject({
        method: 'POST',
        url: `/api/cases/${id}/commands/submit`,
        headers: { authorization: `Bearer ${drafter.token}`, 'content-type': 'application/json', 'if-match': '"1"' },
        payload,
      });
      return { status: response.statusCode, body: response.json(), headers: response.headers };
    };
    const answer = status === 200 ? await give() : await untouched('BRA', id, give);
    expect(answer.status, JSON.stringify(answer.body)).toBe(status);
    if (status !== 200) {
      expect(answer.headers['content-type']).toContain('application/problem+json');
      readable(answer.body.title);
    }
  });
});
