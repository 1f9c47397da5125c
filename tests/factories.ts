// Requests in the states that tests start from, brought there by the API alone.

import type { BasisCode, FormValues, Kind } from '@rogatoria/workflows';
import { exampleForm } from '@rogatoria/workflows/examples.ts';
import type { Scope } from '@rogatoria/workflows/scopes.ts';
import type { TestHouse } from './harness/house.ts';

export interface Sent {
  outgoing: string;
  incoming: string;
  requestId: string;
  number: string;
}

const bases: Record<Kind, BasisCode[]> = {
  preservation: ['ETS185'],
  evidence: ['OAS-A55', 'ETS185'],
  information: ['ETS185'],
  consultation: [],
};

/** A complete draft of Brazil's to Chile. Returns its case id. */
export async function draft(
  t: TestHouse,
  kind: Kind,
  options: { follows?: string[]; seed?: number; form?: FormValues } = {},
): Promise<string> {
  const drafter = await t.as('drafter', 'BRA');
  const { form, translations } = exampleForm(kind, {
    lang: 'pt',
    seed: options.seed ?? 0,
    requesting: 'BRA',
    requested: 'CHL',
    today: t.house.clock.now().slice(0, 10),
  });
  const { status, body } = await drafter.post('/api/cases', {
    kind,
    counterpart: 'CHL',
    title: 'Dados de uma conta inventada',
    bases: bases[kind],
    form_language: 'pt',
    form: { ...form, ...(options.follows ? { preservations: options.follows } : {}), ...options.form },
    translations,
  });
  if (status !== 201) throw new Error(`draft: ${status} ${JSON.stringify(body)}`);
  return body.id;
}

async function must(answer: Promise<{ status: number; body: unknown }>, what: string): Promise<void> {
  const { status, body } = await answer;
  if (status !== 200) throw new Error(`${what}: ${status} ${JSON.stringify(body)}`);
}

/** A request of Brazil's, or information or a consultation, that Chile has received. */
export async function sent(
  t: TestHouse,
  kind: Kind,
  options: { follows?: string[]; seed?: number; form?: FormValues } = {},
): Promise<Sent> {
  const outgoing = await draft(t, kind, options);
  const drafter = await t.as('drafter', 'BRA');
  const approver = await t.as('approver', 'BRA');
  if (kind !== 'consultation') {
    await must(drafter.command(outgoing, 'submit'), 'submit');
    await must(approver.command(outgoing, 'approve'), 'approve');
  }
  await must(approver.command(outgoing, 'transmit'), 'transmit');
  await t.work();
  const ours = (await drafter.get(`/api/cases/${outgoing}`)).body;
  const officer = await t.as('officer', 'CHL');
  const { items } = (await officer.get(`/api/cases?direction=incoming&q=${ours.number}`)).body;
  return { outgoing, incoming: items[0].id, requestId: ours.request_id, number: ours.number };
}

const acknowledgement = { reference: 'UCI-118/2026', officer: 'Unidad A', complete: true };

/** A request that Chile has acknowledged. */
export async function acknowledged(
  t: TestHouse,
  kind: Kind,
  options: { follows?: string[]; seed?: number } = {},
): Promise<Sent> {
  const request = await sent(t, kind, options);
  const officer = await t.as(kind === 'preservation' ? 'duty' : 'officer', 'CHL');
  await must(officer.command(request.incoming, 'acknowledge', acknowledgement), 'acknowledge');
  await t.work();
  return request;
}

/** A preservation that Chile has confirmed for `days` days. */
export async function preserved(t: TestHouse, days = 60): Promise<Sent> {
  const request = await acknowledged(t, 'preservation');
  const duty = await t.as('duty', 'CHL');
  const from = t.house.clock.now().slice(0, 10);
  const until = Temporal.PlainDate.from(from).add({ days }).toString();
  await must(
    duty.command(request.incoming, 'confirm', {
      what: 'Todo lo pedido.',
      preserved_from: from,
      preserved_until: until,
    }),
    'confirm',
  );
  await t.work();
  return request;
}

/** An evidence request that Chile has accepted. */
export async function accepted(t: TestHouse, options: { follows?: string[]; seed?: number } = {}): Promise<Sent> {
  const request = await acknowledged(t, 'evidence', options);
  const officer = await t.as('officer', 'CHL');
  await must(officer.command(request.incoming, 'accept', {}), 'accept');
  await t.work();
  return request;
}

/** An evidence request whose evidence Chile has delivered in full: one file. */
export async function delivered(t: TestHouse, options: { follows?: string[]; content?: Buffer } = {}): Promise<Sent> {
  const request = await accepted(t, options);
  const officer = await t.as('officer', 'CHL');
  const file = await officer.upload(
    request.incoming,
    'registros.csv',
    options.content ?? Buffer.from('hora;dirección\n2026-02-01T10:00:00Z;203.0.113.7\n'),
  );
  await must(
    officer.command(request.incoming, 'deliver', { files: [file.body.id], final: true, complete: true }),
    'deliver',
  );
  await t.work();
  return request;
}

/** A system of a participant with a token that two administrators gave. */
export async function serviceAccount(
  t: TestHouse,
  state: string,
  scopes: readonly Scope[],
  { name = `Sistema ${scopes.join(' ')}`, days = 365 }: { name?: string; days?: number } = {},
): Promise<{ id: string; token: string }> {
  // the demonstration's Secretariat has none
  const admin = state === 'OAS' ? await t.officer(state, ['admin']) : await t.as('admin', state);
  const second = await t.officer(state, ['admin']);
  const { status, body } = await admin.post('/api/service-accounts', { name, purpose: 'Teste', scopes, days });
  if (status !== 201) throw new Error(`service account: ${status} ${JSON.stringify(body)}`);
  const { id } = body.service_account;
  await must(second.post(`/api/service-accounts/${id}/confirm`), 'confirm');
  return { id, token: body.token };
}
