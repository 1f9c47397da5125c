// The longer procedure through the API: what both files say at each step, and that every log still replays.
import { verify } from '@rogatoria/api/audit/verify.ts';
import { exampleForm } from '@rogatoria/workflows/examples.ts';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { accepted, acknowledged, delivered, draft, preserved, type Sent } from '../factories.ts';
import { type Caller, type TestHouse, testHouse } from '../harness/house.ts';

let t: TestHouse;
let drafter: Caller;
let approver: Caller;
let caller: Caller;
let officer: Caller;
let duty: Caller;
beforeAll(async () => {
  t = await testHouse();
  [drafter, approver, caller, officer, duty] = await Promise.all([
    t.as('drafter', 'BRA'),
    t.as('approver', 'BRA'),
    t.as('duty', 'BRA'),
    t.as('officer', 'CHL'),
    t.as('duty', 'CHL'),
  ]);
});
afterAll(() => t.close());
afterEach(async () => {
  expect(await verify(t.house.db, ['BRA', 'CHL'])).toMatchObject({ ok: true, faults: 0 });
});

const read = async (who: Caller, id: string) => (await who.get(`/api/cases/${id}`)).body;

/** Gives a command, lets the exchange work, and expects both files in these states. */
async function give(
  who: Caller,
  id: string,
  name: string,
  payload: object,
  request: Sent,
  [ours, theirs]: [string, string],
) {
  const answer = await who.command(id, name, payload);
  expect([answer.status, answer.body], name).toMatchObject([200, {}]);
  await t.work();
  expect([(await read(drafter, request.outgoing)).state, (await read(officer, request.incoming)).state], name).toEqual([
    ours,
    theirs,
  ]);
}

const running = (view: { deadlines: { kind: string; status: string }[] }) =>
  Object.fromEntries(
    view.deadlines
      .filter(({ status }) => status === 'running' || status === 'suspended')
      .map(({ kind, status }) => [kind, status]),
  );

async function refusedWith(answer: Promise<{ status: number; body: { errors?: { field: string; rule: string }[] } }>) {
  const { status, body } = await answer;
  return [status, ...(body.errors ?? []).map(({ field, rule }) => `${field} ${rule}`)];
}

describe('consultation, conditions, partial execution', () => {
  test('each question stops the clock of performance, and its answer lets it run', async () => {
    const request = await acknowledged(t, 'evidence');
    const { outgoing, incoming } = request;
    await give(officer, incoming, 'consult', { considered: 'refusal', proposal: 'Preocupa el alcance.' }, request, [
      'consulting',
      'consulting',
    ]);
    expect(running(await read(officer, incoming))).toEqual({
      evidence_decide: 'suspended',
      consultation_answer: 'running',
    });
    await give(drafter, outgoing, 'answer_consultation', { answer: 'Reduzimos o período.' }, request, [
      'acknowledged',
      'acknowledged',
    ]);
    expect(running(await read(drafter, outgoing))).toEqual({ evidence_decide: 'running' });
    await give(
      officer,
      incoming,
      'propose_conditions',
      { subjects: ['confidentiality', 'use'], conditions: 'Solo para esta causa.' },
      request,
      ['conditions_open', 'conditions_open'],
    );
    // A condition binds the State: its authority accepts, not who drafted.
    expect((await drafter.command(outgoing, 'accept_conditions', {})).status).toBe(403);
    await give(approver, outgoing, 'accept_conditions', {}, request, ['acknowledged', 'acknowledged']);
    for (const [who, id] of [
      [drafter, outgoing],
      [officer, incoming],
    ] as const) {
      const { obligations } = await read(who, id);
      expect(obligations).toContainEqual(
        expect.objectContaining({ text: { key: 'obligation.condition' }, words: 'Solo para esta causa.' }),
      );
    }
    const count = (await read(officer, incoming)).form.measures.length;
    expect(await refusedWith(officer.command(incoming, 'accept', { declined: [count] }))).toEqual([
      422,
      'declined measure_unknown',
      'declined_reasons required',
    ]);
    const all = Array.from({ length: count }, (_, n) => n);
    expect(
      await refusedWith(officer.command(incoming, 'accept', { declined: all, declined_reasons: 'No procede.' })),
    ).toEqual([422, 'declined all_measures_declined']);
    await give(officer, incoming, 'accept', { planned: '2026-05-04' }, request, ['accepted', 'accepted']);
    await give(
      officer,
      incoming,
      'report_progress',
      { steps: 'Orden notificada al proveedor.', order_reference: 'O-7' },
      request,
      ['accepted', 'accepted'],
    );
    await give(
      officer,
      incoming,
      'notify_delay',
      { cause: 'workload', reasons: 'Feria judicial.', planned: '2026-06-01' },
      request,
      ['accepted', 'accepted'],
    );
    expect((await read(drafter, outgoing)).context.records.delay_notice).toMatchObject({ cause: 'workload' });
  });

  test('a first delivery brings something; a last one may only say that there is no more', async () => {
    const request = await accepted(t);
    const { outgoing, incoming } = request;
    const nothing = { files: [], final: true, complete: false, not_executed: 'El proveedor no guarda más.' };
    expect(await refusedWith(officer.command(incoming, 'deliver', nothing))).toEqual([422, 'files required']);
    const file = await officer.upload(incoming, 'parte.csv', Buffer.from('hora\n'));
    await give(
      officer,
      incoming,
      'deliver',
      { files: [file.body.id], final: false, complete: false, use_limits: 'Solo en juicio.' },
      request,
      ['partial', 'partial'],
    );
    await give(officer, incoming, 'deliver', nothing, request, ['transmitted', 'transmitted']);
    expect((await read(drafter, outgoing)).outcome).toBe('executed_partial');
  });

  test('under UNCAC nothing is refused or postponed without a consultation (46(26))', async () => {
    const { form, translations } = exampleForm('evidence', {
      lang: 'pt',
      seed: 1,
      requesting: 'BRA',
      requested: 'CHL',
      today: t.house.clock.now().slice(0, 10),
    });
    const opened = await drafter.post('/api/cases', {
      kind: 'evidence',
      counterpart: 'CHL',
      title: 'Contas de uma empresa inventada',
      bases: ['OAS-A55', 'UNCAC'],
      form_language: 'pt',
      form,
      translations,
    });
    expect(opened.status).toBe(201);
    const { id } = opened.body;
    expect((await drafter.command(id, 'submit')).body).toMatchObject({ state: 'ca_review' });
    await approver.command(id, 'approve');
    await approver.command(id, 'transmit');
    await t.work();
    const { number } = await read(drafter, id);
    const incoming = (await officer.get(`/api/cases?direction=incoming&q=${number}`)).body.items[0].id;
    await officer.command(incoming, 'acknowledge', { reference: 'R-9', officer: 'Unidad A', complete: true });
    const refusal = {
      ground: 'ESSENTIAL_INTERESTS',
      reasons: 'Razones.',
      consultation_held: false,
      consultation: 'No hubo.',
    };
    expect(await refusedWith(officer.command(incoming, 'refuse', refusal))).toEqual([
      422,
      'consultation_held consultation_required',
    ]);
    expect(
      await refusedWith(officer.command(incoming, 'postpone', { reasons: 'Juicio propio.', review: '2026-05-01' })),
    ).toEqual([422, 'consultation consultation_required']);
    await officer.command(incoming, 'consult', { considered: 'refusal', proposal: '¿Otra vía?' });
    expect((await officer.command(incoming, 'refuse', refusal)).body).toMatchObject({ state: 'refused' });
    await t.work();
    expect((await read(drafter, id)).outcome).toBe('refused');
  });

  test('confidentiality that cannot be kept: the requesting State decides whether they go on', async () => {
    const request = await accepted(t);
    await give(
      officer,
      request.incoming,
      'warn_confidentiality',
      { warning: 'La ley obliga a avisar al titular.' },
      request,
      ['warned', 'warned'],
    );
    await give(drafter, request.outgoing, 'proceed', {}, request, ['accepted', 'accepted']);
  });
});

describe('while a request is open, and after it', () => {
  test('a status query is owed an answer that changes nothing else', async () => {
    const request = await accepted(t);
    const { outgoing, incoming } = request;
    await give(drafter, outgoing, 'ask_status', { question: 'Há audiência em junho.' }, request, [
      'accepted',
      'accepted',
    ]);
    const theirs = await read(officer, incoming);
    expect(theirs.owed).toEqual({ what: 'status', by: 'us' });
    expect(theirs.commands.filter(({ rank }: { rank: string }) => rank === 'primary')).toMatchObject([
      { name: 'give_status', permitted: true },
    ]);
    const home = (await officer.get('/api/home')).body;
    expect(home.tasks.find((task: { case: { id: string } }) => task.case.id === incoming)).toMatchObject({
      command: 'give_status',
      reason: { key: 'task.owed.status' },
    });
    // One question at a time.
    expect((await drafter.command(outgoing, 'ask_status', {})).status).toBe(409);
    await give(officer, incoming, 'give_status', { status: 'Orden en curso.', expected: '2026-05-02' }, request, [
      'accepted',
      'accepted',
    ]);
    expect(running(await read(drafter, outgoing))).toEqual({ evidence_execute: 'running' });
  });

  test('what evidence obliges to is dated, watched, done or waived, alike in both files', async () => {
    const request = await accepted(t);
    const { outgoing, incoming } = request;
    const file = await officer.upload(incoming, 'disco.csv', Buffer.from('a;b\n'));
    const late = {
      files: [file.body.id],
      final: true,
      complete: true,
      to_return: 'Un disco.',
      return_by: '2020-01-01',
    };
    expect(await refusedWith(officer.command(incoming, 'deliver', late))).toEqual([422, 'return_by date_in_past']);
    const delivery = { ...late, return_by: '2026-07-01', destroy_by: '2026-09-01', costs: 'Traducción: 40.' };
    await give(officer, incoming, 'deliver', delivery, request, ['transmitted', 'transmitted']);
    const { files } = await read(drafter, outgoing);
    await drafter.post(`/api/cases/${outgoing}/files/${files[0].id}/verify`);
    await give(drafter, outgoing, 'confirm_receipt', {}, request, ['received_by_req', 'received_by_req']);
    const due = async (who: Caller, id: string) =>
      (await read(who, id)).deadlines.find(
        ({ kind, status }: { kind: string; status: string }) => kind === 'obligation' && status === 'running',
      )?.due_at;
    // The earliest day counts, in the zone of the State that owes.
    expect(await due(drafter, outgoing)).toBe('2026-07-02T02:59:59.000Z');
    expect(await due(officer, incoming)).toBe('2026-07-02T02:59:59.000Z');
    expect(
      await refusedWith(drafter.command(outgoing, 'discharge', { obligation: 'return', date: '2099-01-01' })),
    ).toEqual([422, 'date date_in_future']);
    await give(drafter, outgoing, 'discharge', { obligation: 'return', date: '2026-03-02' }, request, [
      'received_by_req',
      'received_by_req',
    ]);
    expect(await due(drafter, outgoing)).toBe('2026-09-02T02:59:59.000Z');
    expect(await refusedWith(officer.command(incoming, 'waive', { obligation: 'return' }))).toEqual([
      422,
      'obligation nothing_owed',
    ]);
    await give(officer, incoming, 'waive', { obligation: 'destruction', note: 'Puede conservarse.' }, request, [
      'received_by_req',
      'received_by_req',
    ]);
    expect(await due(officer, incoming)).toBeUndefined();
    await give(drafter, outgoing, 'discharge', { obligation: 'cost', date: '2026-03-02' }, request, [
      'received_by_req',
      'received_by_req',
    ]);
    const [ours, theirs] = [await read(drafter, outgoing), await read(officer, incoming)];
    const told = (view: typeof ours) =>
      view.obligations
        .filter(({ done }: { done: unknown }) => done)
        .map(({ text, done }: { text: { key: string }; done: { how: string } }) => `${text.key} ${done.how}`);
    expect(told(ours)).toEqual([
      'obligation.return discharged',
      'obligation.destruction waived',
      'obligation.cost discharged',
    ]);
    expect(told(theirs)).toEqual(told(ours));
    expect(ours.commands.map(({ name }: { name: string }) => name)).not.toContain('discharge');
  });

  test('evidence is used beyond its purpose only with consent, and what became of it is told', async () => {
    const request = await delivered(t);
    const { outgoing, incoming } = request;
    const { files } = await read(drafter, outgoing);
    await drafter.post(`/api/cases/${outgoing}/files/${files[0].id}/verify`);
    const done: [string, string] = ['received_by_req', 'received_by_req'];
    await give(drafter, outgoing, 'confirm_receipt', {}, request, done);
    await give(
      drafter,
      outgoing,
      'ask_wider_use',
      { purpose: 'Outra ação penal.', reasons: 'Conexão.' },
      request,
      done,
    );
    expect((await read(officer, incoming)).owed).toEqual({ what: 'use', by: 'us' });
    await give(officer, incoming, 'answer_wider_use', { granted: true, reasons: 'Con reserva.' }, request, done);
    expect((await read(drafter, outgoing)).context.records.use_answer).toMatchObject({ granted: true });
    await give(officer, incoming, 'ask_use_report', {}, request, done);
    await give(
      drafter,
      outgoing,
      'report_use',
      { outcome: 'conviction', report: 'Sentença de 4 anos.' },
      request,
      done,
    );
    expect((await read(officer, incoming)).context.records.use_report).toMatchObject({ outcome: 'conviction' });
    expect((await read(officer, incoming)).outcome).toBe('executed_full');
  });

  test('a supplementary request adds to an earlier one, and both sides see it so', async () => {
    const request = await delivered(t);
    const body = {
      kind: 'evidence',
      counterpart: 'CHL',
      title: 'Complemento',
      bases: ['OAS-A55'],
      form_language: 'pt',
      parent: request.outgoing,
    };
    const { form, translations } = await read(drafter, request.outgoing);
    const opened = await drafter.post('/api/cases', { ...body, form, translations });
    expect(opened.status).toBe(201);
    expect(await refusedWith(drafter.post('/api/cases', { ...body, counterpart: 'USA' }))).toEqual([
      422,
      'parent parent_unknown',
    ]);
    // Nobody adds to a request that is not his own participant's.
    expect(await refusedWith(drafter.post('/api/cases', { ...body, parent: request.incoming }))).toEqual([
      422,
      'parent parent_unknown',
    ]);
    for (const name of ['submit', 'approve', 'transmit'])
      expect((await (name === 'submit' ? drafter : approver).command(opened.body.id, name)).status).toBe(200);
    await t.work();
    const ours = await read(drafter, request.outgoing);
    expect(ours.links).toContainEqual(expect.objectContaining({ case_id: opened.body.id, relation: 'child' }));
    const theirs = await read(officer, request.incoming);
    expect(theirs.links).toMatchObject([{ relation: 'child', kind: 'evidence', title: 'Complemento' }]);
  });
});

describe('preservation', () => {
  test('a warning leaves the decision to the requesting State', async () => {
    const request = await preserved(t);
    const warning = { risk: 'secrecy', warning: 'El proveedor avisa a sus usuarios.' };
    await give(duty, request.incoming, 'warn', warning, request, ['preserved', 'preserved']);
    expect((await read(drafter, request.outgoing)).owed).toEqual({ what: 'warning', by: 'us' });
    expect(running(await read(drafter, request.outgoing))).toMatchObject({
      warning_answer: 'running',
      preservation_expiry: 'running',
    });
    await give(drafter, request.outgoing, 'proceed', {}, request, ['preserved', 'preserved']);
    expect((await read(officer, request.incoming)).owed).toBeNull();
  });

  test('a third State in the path is disclosed, and asked to preserve without hearing of the first request', async () => {
    const request = await preserved(t);
    const found = { provider: 'Red Austral', path: 'Salto por 203.0.113.9', traffic: '203.0.113.9:443', state: 'USA' };
    expect(await refusedWith(duty.command(request.incoming, 'disclose_traffic', { ...found, state: 'CHL' }))).toEqual([
      422,
      'state third_state_expected',
    ]);
    await give(duty, request.incoming, 'disclose_traffic', found, request, ['preserved', 'preserved']);
    const ours = await read(drafter, request.outgoing);
    expect(ours.context).toMatchObject({ disclosures: 1, records: { expedited_disclosure: { state: 'USA' } } });
    expect(
      await refusedWith(duty.command(request.incoming, 'withhold_traffic', { ground: 'TAX_OFFENCE', reasons: 'r' })),
    ).toEqual([422, 'ground ground_not_allowed']);
    const opened = await drafter.post('/api/cases', {
      kind: 'preservation',
      counterpart: 'USA',
      title: 'Segundo provedor',
      bases: ['ETS185'],
      form_language: 'pt',
      form: ours.form,
      translations: {},
      parent: request.outgoing,
    });
    expect(opened.status).toBe(201);
    await drafter.command(opened.body.id, 'submit');
    await approver.command(opened.body.id, 'approve');
    expect((await approver.command(opened.body.id, 'transmit')).status).toBe(200);
    await t.work();
    const [message] = (await read(drafter, opened.body.id)).messages;
    const american = await t.as('officer', 'USA');
    const { items } = (await american.get(`/api/cases?direction=incoming&q=${message.body.number}`)).body;
    const theirs = await read(american, items[0].id);
    expect(theirs.links).toEqual([]);
    expect(JSON.stringify(theirs)).not.toContain(request.number);
  });
});

describe('an emergency', () => {
  const asEmergency = async (kind: 'evidence' | 'preservation') => {
    const id = await draft(t, kind);
    const { form, version } = await read(drafter, id);
    const urgent = { ...form, urgency: 'emergency', urgency_reason: 'Uma pessoa está sequestrada.' };
    const saved = await caller.put(
      `/api/cases/${id}/form`,
      { title: 'Sequestro', bases: ['ETS185'], form_language: 'pt', form: urgent, translations: {} },
      { 'if-match': `"${version}"` },
    );
    expect(saved.status).toBe(200);
    return id;
  };

  test('goes at once by the duty officer, and is owed approval by another person and its words in writing', async () => {
    const id = await asEmergency('evidence');
    expect((await drafter.command(id, 'transmit_emergency', { danger: 'd' })).status).toBe(403);
    const sent = await caller.command(id, 'transmit_emergency', {
      danger: 'Ameaça de morte com prazo.',
      spoken_to: 'Oficial de plantão',
      spoken_at: t.house.clock.now(),
    });
    expect([sent.status, sent.body]).toMatchObject([200, { state: 'sent' }]);
    await t.work();
    const ours = await read(drafter, id);
    expect(ours.number).toMatch(/-E$/);
    expect([ours.owed, ours.editable]).toEqual([{ what: 'written_confirmation', by: 'us' }, true]);
    expect(running(ours)).toEqual({ evidence_acknowledge: 'running', written_confirmation: 'running' });
    const { items } = (await officer.get(`/api/cases?direction=incoming&q=${ours.number}`)).body;
    const incoming = items[0].id;
    const request: Sent = { outgoing: id, incoming, requestId: ours.request_id, number: ours.number };
    const first = await read(officer, incoming);
    expect(first.context).toMatchObject({ unconfirmed: true });
    const due = first.deadlines.find(({ kind }: { kind: string }) => kind === 'evidence_acknowledge');
    expect(Date.parse(due.due_at) - Date.parse(due.started_at)).toBe(2 * 3_600_000);

    // It is acted on at once; what is owed in writing goes on being owed.
    const steps: [string, object][] = [
      ['acknowledge', { reference: 'E-1', officer: 'Unidad A', complete: true }],
      ['accept', {}],
    ];
    for (const [name, payload] of steps) expect((await officer.command(incoming, name, payload)).status).toBe(200);
    const file = await officer.upload(incoming, 'ubicacion.csv', Buffer.from('celda\n'));
    await give(officer, incoming, 'deliver', { files: [file.body.id], final: true, complete: true }, request, [
      'transmitted',
      'transmitted',
    ]);
    expect(running(await read(drafter, id))).toEqual({ confirm_receipt: 'running', written_confirmation: 'running' });

    // The words may still be put right; who wrote them does not approve them.
    const { form, version } = await read(drafter, id);
    const edited = { ...form, urgency: 'ordinary', facts: `${form.facts} Corrigido depois.` };
    await drafter.put(
      `/api/cases/${id}/form`,
      { title: 'Sequestro', bases: ['ETS185'], form_language: 'pt', form: edited, translations: {} },
      { 'if-match': `"${version}"` },
    );
    expect((await read(drafter, id)).urgency).toBe('emergency');
    const both = await t.officer('BRA', ['duty', 'approver']);
    const { version: now } = await read(both, id);
    await both.put(
      `/api/cases/${id}/form`,
      { title: 'Sequestro', bases: ['ETS185'], form_language: 'pt', form: edited, translations: {} },
      { 'if-match': `"${now}"` },
    );
    expect((await both.command(id, 'confirm_in_writing')).body.code).toBe('four_eyes');
    await give(approver, id, 'confirm_in_writing', {}, request, ['transmitted', 'transmitted']);
    const theirs = await read(officer, incoming);
    expect(theirs.form.facts).toContain('Corrigido depois.');
    expect(theirs.context.unconfirmed).toBe(false);
    expect(running(await read(drafter, id))).toEqual({ confirm_receipt: 'running' });
  });

  test('needs danger to be stated and the data to be named; the writing is as complete as any request', async () => {
    const id = await draft(t, 'preservation');
    expect(await refusedWith(caller.command(id, 'transmit_emergency', { danger: 'd' }))).toEqual([
      422,
      'urgency emergency_not_stated',
    ]);
    const urgent = await asEmergency('preservation');
    const { version } = await read(drafter, urgent);
    await caller.put(
      `/api/cases/${urgent}/form`,
      {
        title: 'Ameaça',
        bases: ['ETS185'],
        form_language: 'pt',
        form: { urgency: 'emergency', identifiers: [{ type: 'account', value: 'conta' }] },
        translations: {},
      },
      { 'if-match': `"${version}"` },
    );
    expect((await caller.command(urgent, 'transmit_emergency', { danger: 'd' })).status).toBe(200);
    await t.work();
    const confirmed = await approver.command(urgent, 'confirm_in_writing');
    expect(confirmed.status).toBe(422);
    expect(confirmed.body.errors.map(({ field }: { field: string }) => field)).toContain('facts');
    // Nothing in writing within a day: both ends hear of it.
    t.forward(25 * 3_600_000);
    await t.work();
    for (const who of [approver, duty]) {
      const { items } = (await who.get('/api/notifications')).body;
      expect(items.map(({ text }: { text: { key: string } }) => text.key)).toContain(
        'notice.reminder.written_confirmation',
      );
    }
  });
});
