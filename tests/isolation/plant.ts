// Files between several States in which every text carries a word that stands nowhere else, and who may read each word.
import { as, sql } from '@rogatoria/db';
import type { BasisCode, Kind } from '@rogatoria/workflows';
import { exampleForm } from '@rogatoria/workflows/examples.ts';
import { scopes } from '@rogatoria/workflows/scopes.ts';
import { serviceAccount } from '../factories.ts';
import type { Answer, TestHouse } from '../harness/house.ts';

/** What may be read by whom: planted words, row ids and request numbers, each with the participants that hold it. */
export interface Secrets {
  holders: Map<string, ReadonlySet<string>>;
  /** planted words with both parties of their file: whoever may read one once a draft has been sent */
  parties: Map<string, ReadonlySet<string>>;
  /** finds planted words, ids and numbers in a text */
  pattern: RegExp;
  /** each participant's system, with every scope */
  systems: ReadonlyMap<string, { id: string; token: string }>;
}

const states = ['BRA', 'CHL', 'USA', 'HTI'] as const;
export const participants = [...states, 'OAS'] as const;
const language = { BRA: 'pt', CHL: 'es', USA: 'en', HTI: 'fr' } as const;

const stories: { from: (typeof states)[number]; to: (typeof states)[number]; kind: Kind; sent: boolean }[] = [
  { from: 'BRA', to: 'CHL', kind: 'evidence', sent: true },
  { from: 'BRA', to: 'CHL', kind: 'preservation', sent: true },
  { from: 'BRA', to: 'CHL', kind: 'information', sent: true },
  { from: 'BRA', to: 'CHL', kind: 'consultation', sent: true },
  { from: 'BRA', to: 'CHL', kind: 'evidence', sent: false },
  { from: 'BRA', to: 'USA', kind: 'preservation', sent: false },
  { from: 'CHL', to: 'BRA', kind: 'evidence', sent: true },
  { from: 'CHL', to: 'USA', kind: 'preservation', sent: false },
  { from: 'USA', to: 'CHL', kind: 'evidence', sent: true },
  { from: 'USA', to: 'HTI', kind: 'consultation', sent: true },
  { from: 'HTI', to: 'USA', kind: 'evidence', sent: false },
];

/** Every text in a value, with a word after it. */
function marked<T>(value: T, word: string): T {
  if (typeof value === 'string') return (value.includes(' ') ? `${value} ${word}` : value) as T;
  if (Array.isArray(value)) return value.map((inner) => marked(inner, word)) as T;
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, marked(inner, word)])) as T;
  return value;
}

async function must(wanted: number, answer: Promise<Answer>): Promise<Answer['body']> {
  const { status, body } = await answer;
  if (status !== wanted) throw new Error(`planting: ${status} ${JSON.stringify(body)}`);
  return body;
}

/** Plants the files through the API, as officers would, lets some weeks pass, and says who holds what. */
export async function plant(t: TestHouse, random: () => number): Promise<Secrets> {
  const holders = new Map<string, ReadonlySet<string>>();
  const parties = new Map<string, ReadonlySet<string>>();
  let between: readonly string[] = [];
  const wordFor = (...readers: string[]): string => {
    const word = `zq${Array.from({ length: 12 }, () => String.fromCharCode(97 + Math.floor(random() * 26))).join('')}`;
    holders.set(word, new Set(readers));
    parties.set(word, new Set([...readers, ...between]));
    return word;
  };

  const systems = new Map<string, { id: string; token: string }>();
  for (const state of participants) systems.set(state, await serviceAccount(t, state, scopes, { name: 'Sistema' }));

  // Who works in a State is that State's to know.
  for (const state of participants) {
    const word = wordFor(state);
    await as(t.house.db, state, (trx) => sql`update account set name = name || ' ' || ${word}`.execute(trx));
  }
  await must(
    201,
    (await t.as('directory', 'BRA')).post('/api/law/records/profile', {
      line: { citation: 'Portaria inventada', source_port: false },
      reason: 'Registo.',
    }),
  );

  // Two entries of each State, one of which waits for its call-back, and a test call to each desk that it calls.
  for (const state of states) {
    const said = { instruments: [], networks: [], channels: [], languages: [], valid_from: '2026-01-01' };
    const editor = await t.as('directory', state);
    for (const entry of [
      { ...said, role: 'competent_authority', name: `Autoridade ${state}`, email: 'a@demo.test' },
      { ...said, role: 'point_of_contact', name: `24/7 ${state}`, phone: '+1 202 555 0100' },
    ])
      await must(201, editor.post('/api/directory/entries/authority', { said: entry, reason: 'Registo.' }));
    await must(201, (await t.as('desk', 'OAS')).post('/api/test-calls', { desk: state }));
  }

  for (const { from, to, kind, sent } of stories) {
    between = [from, to];
    const drafter = await t.as('drafter', from);
    const approver = await t.as('approver', from);
    const word = sent ? wordFor(from, to) : wordFor(from);
    const today = t.house.clock.now().slice(0, 10);
    const { form, translations } = exampleForm(kind, { lang: language[from], requesting: from, requested: to, today });
    const bases: BasisCode[] = kind === 'consultation' || from === 'HTI' ? [] : ['ETS185'];
    const { id } = await must(
      201,
      drafter.post('/api/cases', {
        kind,
        counterpart: to,
        title: `Conta ${word}`,
        bases,
        form_language: language[from],
        form: { ...marked(form, word), ...(form.own_reference ? { own_reference: `R-${word}` } : {}) },
        translations: marked(translations, word),
      }),
    );
    const annex = wordFor(from);
    await must(201, drafter.upload(id, `${annex}.txt`, Buffer.from(annex)));
    if (!sent) continue;
    if (kind !== 'consultation') {
      await must(200, drafter.command(id, 'submit', { note: `Nota ${wordFor(from)}` }));
      await must(200, approver.command(id, 'approve', { note: `Nota ${wordFor(from)}` }));
    }
    await must(200, approver.command(id, 'transmit'));
    await t.work();
    if (kind !== 'evidence') continue;
    const officer = await t.as('officer', to);
    const { items } = await must(200, officer.get(`/api/cases?direction=incoming&q=${word}`));
    const theirs = items[0].id as string;
    const reply = wordFor(from, to);
    await must(
      200,
      officer.command(theirs, 'acknowledge', { reference: `UCI ${reply}`, officer: reply, complete: true }),
    );
    await must(200, officer.command(theirs, 'accept', {}));
    const kept = wordFor(to);
    await must(201, officer.upload(theirs, `${kept}.txt`, Buffer.from(kept)));
    const given = wordFor(from, to);
    const file = await must(201, officer.upload(theirs, `${given}.txt`, Buffer.from(given)));
    await must(200, officer.command(theirs, 'deliver', { files: [file.id], final: false, complete: false }));
    await t.work();
  }
  // What a State drafts of its progress, and what the Secretariat has not published.
  for (const state of states)
    await must(
      201,
      (await t.as('statistics', state)).post(
        '/api/meetings/10/recommendations/1/progress',
        { status: 'done', text: `Lei ${wordFor(state)}`, evidence: [], as_of: '2026-01-01', released: false },
        { 'if-match': '"0"' },
      ),
    );
  await must(
    201,
    (await t.as('desk', 'OAS')).post('/api/portal/items', {
      kind: 'news',
      body: { texts: { en: { title: `News ${wordFor('OAS')}`, text: 'x' } } },
    }),
  );
  // Reminders, notices and what falls late.
  t.forward(15 * 86_400_000);
  await t.work();
  return { ...(await known(t, holders)), parties, systems };
}

/** Adds to the words the ids of all rows and the numbers of all requests, held by those who have them. */
async function known(
  t: TestHouse,
  words: Map<string, ReadonlySet<string>>,
): Promise<Pick<Secrets, 'holders' | 'pattern'>> {
  const holders = new Map(words);
  const { rows: tables } = await sql<{ name: string }>`
    select c.relname as name from pg_class c
      join pg_attribute p on p.attrelid = c.oid and p.attname = 'participant'
      join pg_attribute i on i.attrelid = c.oid and i.attname = 'id' and i.atttypid = 'uuid'::regtype
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'`.execute(t.house.db);
  for (const state of participants) {
    const held = await as(t.house.db, state, async (trx) => {
      const values: string[] = [];
      for (const { name } of tables)
        values.push(
          ...(await sql<{ id: string }>`select id from ${sql.table(name)}`.execute(trx)).rows.map((r) => r.id),
        );
      const cases = await trx.selectFrom('case_file').select(['request_id', 'number']).execute();
      const files = await trx.selectFrom('file').select('shared_id').execute();
      return [
        ...values,
        ...cases.flatMap(({ request_id, number }) => (number ? [request_id, number] : [request_id])),
        ...files.map(({ shared_id }) => shared_id),
      ];
    });
    for (const value of held) holders.set(value, new Set([...(holders.get(value) ?? []), state]));
  }
  const numbers = [...holders.keys()].filter((key) => !/^(?:zq[a-z]{12}|[0-9a-f-]{36})$/.test(key));
  const escaped = numbers.map((number) => number.replaceAll(/[^\w]/g, '\\$&'));
  return {
    holders,
    pattern: new RegExp(['zq[a-z]{12}', '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}', ...escaped].join('|'), 'g'),
  };
}

/** What a text tells a participant, or somebody who is not signed in, that is not theirs to know. */
export function leaksIn(secrets: Secrets, participant: string | null, text: string): string[] {
  const found = new Set<string>();
  for (const [secret] of text.matchAll(secrets.pattern)) {
    const holders = secrets.holders.get(secret);
    if (holders && !(participant !== null && holders.has(participant))) found.add(secret);
  }
  return [...found];
}
