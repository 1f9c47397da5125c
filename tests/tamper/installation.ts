// A small installation with something of everything in it, told by real commands, and the checkpoints an auditor kept.
import { type Checkpoint, exportCheckpoint, writeCheckpoint } from '@rogatoria/api/audit/checkpoint.ts';
import { as } from '@rogatoria/db';
import { accepted, acknowledged, delivered, draft, preserved, sent } from '../factories.ts';
import type { Answer, TestHouse } from '../harness/house.ts';

/** All of them, so that whoever's row is forged is looked at. The Secretariat has published a report. */
export const states = ['BRA', 'CHL', 'HTI', 'OAS', 'USA'] as const;

/** Fills a house, with a checkpoint on the way and one at the end. Returns what an auditor would have kept of both. */
export async function fill(t: TestHouse): Promise<Checkpoint[]> {
  const [officer, duty, drafter, directory] = [
    await t.as('officer', 'CHL'),
    await t.as('duty', 'CHL'),
    await t.as('drafter', 'BRA'),
    await t.as('directory', 'CHL'),
  ];
  const must = async (answer: Promise<Answer>): Promise<Answer['body']> => {
    const { status, body } = await answer;
    if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
    return body;
  };
  const line = { instrument: 'MERCOSUR-SL', standing: 'not_party' };
  await must(directory.post('/api/law/records/status', { line, reason: 'No somos parte.' }));
  await must(directory.post('/api/law/records/status', { line: { ...line, instrument: 'UNCC' }, reason: 'Tampoco.' }));
  const calendar = { rest_days: [6, 7], removed: [], recesses: [], office_hours: null };
  for (const [version, name] of ['Duelo nacional', 'Feriado electoral'].entries()) {
    const holidays = [{ name, on: `2026-12-0${version + 1}` }];
    const answer = directory.post(
      '/api/working-calendar',
      { calendar: { ...calendar, holidays }, reason: 'Decreto.' },
      { 'if-match': `"${version}"` },
    );
    await must(answer);
  }
  // The directory: a central authority that moves once, a refused move, a unit, a confirmation and two test calls.
  const said = {
    ...{ role: 'central_authority', name: 'Autoridad inventada', instruments: [], networks: [], channels: [] },
    ...{ languages: [], valid_from: '2026-01-01' },
  };
  const entry = (body: object) => ({ said: { ...said, ...body }, reason: 'Decreto.' });
  const approver = await t.as('approver', 'CHL');
  const called = { called: '+56 2 5555 0000', spoken_with: 'Rosa Inventada' };
  const seen = (version: number) => ({ 'if-match': `"${version}"` });
  const { entry: id } = await must(directory.post('/api/directory/entries/authority', entry({ email: 'uno@x.test' })));
  await must(approver.post(`/api/directory/entries/${id}/confirm`, called, seen(1)));
  const moved = entry({ email: 'dos@x.test' });
  await must(directory.put(`/api/directory/entries/authority/${id}`, moved, seen(1)));
  await must(approver.post(`/api/directory/entries/${id}/refuse`, { reason: 'Nadie sabe.' }, seen(2)));
  await must(directory.put(`/api/directory/entries/authority/${id}`, moved, seen(2)));
  await must(approver.post(`/api/directory/entries/${id}/confirm`, called, seen(3)));
  await must(
    directory.post('/api/directory/entries/authority', entry({ role: 'cybercrime_unit', email: 'brigada@x.test' })),
  );
  t.forward(60_000);
  const { entries } = await must(directory.get('/api/directory/CHL'));
  const standing = entries.map((one: { entry: string; version: number }) => ({
    entry: one.entry,
    version: one.version,
  }));
  await must(directory.post('/api/directory/attest', { entries: standing }));
  const call = await must((await t.as('duty', 'BRA')).post('/api/test-calls', { desk: 'CHL' }));
  await must((await t.as('duty', 'CHL')).post('/api/test-calls', { desk: 'BRA' }));
  t.forward(60_000);
  await must((await t.as('duty', 'CHL')).post(`/api/test-calls/${call.id}/answer`));
  t.forward(60_000);
  for (const [version, released] of [false, true].entries()) {
    const evidence = [{ text: 'Boletín 1', url: 'https://gov.example/1' }];
    const progress = { status: 'under_way', text: 'Ley en trámite.', evidence, as_of: '2026-03-01', released };
    const path = '/api/meetings/10/recommendations/3/progress';
    await must(approver.post(path, progress, { 'if-match': `"${version}"` }));
  }
  // The year's report, and the return it rests on.
  const [secretariat, statistics] = [await t.as('desk', 'OAS'), await t.as('statistics', 'CHL')];
  await must(secretariat.post('/api/returns/rounds', { year: 2025, due: '2026-03-31' }));
  await t.work();
  const path = '/api/returns/2025/CHL';
  const now = async () => seen((await must(secretariat.get(path))).version);
  const own = async () => seen((await must(statistics.get(path))).version);
  const notes = { entity: 'Fiscalía', official: 'Directora', source: 'Registro' };
  const figures = { entries: [{ cell: 'domestic.C1', value: 120 }], notes };
  await must(statistics.put(`${path}/figures`, figures, await own()));
  await must(statistics.post(`${path}/commands/approve`, {}, await own()));
  await t.work();
  await must(secretariat.post(`${path}/commands/accept`, {}, await now()));
  await must(secretariat.post('/api/publications/2025'));
  await t.work();
  const held = await preserved(t);
  const evidence = await delivered(t, { follows: [held.requestId] });
  const [file] = (await drafter.get(`/api/cases/${evidence.outgoing}`)).body.files;
  await must(drafter.get(`/api/cases/${evidence.outgoing}/files/${file.id}`));
  await must(drafter.command(evidence.outgoing, 'confirm_receipt'));
  await t.work();
  const refused = await acknowledged(t, 'evidence');
  const { grounds } = (await officer.get(`/api/cases/${refused.incoming}`)).body;
  const refusal = { ground: grounds[0].code, reasons: 'Razones.', consultation_held: false, consultation: 'No.' };
  await must(officer.command(refused.incoming, 'refuse', refusal));
  await t.work();
  t.forward(2 * 3_600_000);
  await t.work();
  const clarified = await accepted(t);
  await must(officer.command(clarified.incoming, 'ask_clarification', { questions: '¿Cuál?' }));
  await t.work();
  t.forward(26 * 3_600_000);
  await must(drafter.command(clarified.outgoing, 'answer_clarification', { answers: 'Esta.' }));
  await t.work();
  const extended = await preserved(t);
  await must(drafter.command(extended.outgoing, 'request_extension', { until: '2026-06-01', reason: 'Prazo.' }));
  await t.work();
  await must(duty.command(extended.incoming, 'grant_extension', { preserved_until: '2026-06-01' }));
  await sent(t, 'preservation');
  await draft(t, 'evidence');
  await t.work();
  for (const state of states) await writeCheckpoint(t.house, state, t.house.clock.now());
  const kept = await Promise.all(
    states.flatMap((state) =>
      [1, undefined].map((number) => as(t.house.db, state, (trx) => exportCheckpoint(trx, state, number))),
    ),
  );
  return kept.map((checkpoint) => {
    if (!checkpoint) throw new Error('a checkpoint is not there');
    return checkpoint;
  });
}
