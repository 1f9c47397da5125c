// The directory's public part: what anyone may read of a State's authorities, and that not one word more leaves the house.
import { verify } from '@rogatoria/api/audit/verify.ts';
import { as, sql } from '@rogatoria/db';
import { states } from '@rogatoria/workflows';
import { Authority, Provider } from '@rogatoria/workflows/directory.ts';
import { languages } from '@rogatoria/workflows/types.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, type TestHouse, testHouse } from '../harness/house.ts';

let t: TestHouse;
let editor: Caller;
let second: Caller;
beforeAll(async () => {
  t = await testHouse();
  editor = await t.as('directory', 'CHL');
  second = await t.as('approver', 'CHL');
});
afterAll(() => t.close());

const read = (url: string) => t.app.inject({ url });
const page = async (path: string) => {
  const { statusCode, body } = await read(`/portal${path}`);
  expect([path, statusCode]).toEqual([path, 200]);
  return body;
};
const add = (kind: 'authority' | 'provider', said: object) =>
  editor.post(`/api/directory/entries/${kind}`, { said, reason: 'MARCA-motivo' });
const seen = (version: number) => ({ 'if-match': `"${version}"` });
const back = { called: '+56 2 5555 0000', spoken_with: 'MARCA-hablado' };
async function entered(kind: 'authority' | 'provider', said: object): Promise<string> {
  const { status, body } = await add(kind, said);
  expect([status, body.errors]).toEqual([201, undefined]);
  if (body.call_back) {
    const confirmed = await second.post(`/api/directory/entries/${body.entry}/confirm`, back, seen(1));
    expect(confirmed.status).toBe(200);
  }
  return body.entry;
}

/** What is public of every authority; an address and a mail beside it only where the State says so. */
const open = ['role', 'name', 'instruments', 'networks', 'languages', 'channels'];
/** Every other field of an authority, each with words that are found nowhere else. */
const closed = {
  address: 'Calle MARCA-direccion 1',
  phone: '+56 2 9876 1234',
  email: 'marca-correo@autoridad.test',
  hours: 'MARCA-horario',
  valid_from: '1987-06-05',
  public_contact: [],
} as const;
const base = { instruments: [], networks: [], channels: ['exchange', 'diplomatic'], languages: ['es', 'qu'] };
const unit = { ...base, ...closed, role: 'cybercrime_unit', name: 'Brigada pública inventada' };
const central = {
  ...{ ...base, ...closed, instruments: ['OAS-A55', 'ETS185'], public_contact: ['address', 'email'] },
  ...{ role: 'central_authority', name: '<img src=x onerror=alert(1)> Autoridad "inventada"' },
  ...{ address: 'Palacio <b>abierto</b>\nSantiago', email: 'abierto"<i>@autoridad.test' },
};
const { hours: _, ...always } = closed;
const desk = { ...base, ...always, role: 'point_of_contact', name: 'Guardia inventada', networks: ['G7'] };
const provider = {
  ...{ name: 'MARCA-proveedor', address: closed.address, phone: closed.phone, email: 'marca-orden@proveedor.test' },
  ...{ accepts: ['emergency'], retention: [{ category: 'TRAFFIC', days: 31_987 }], languages: ['es'] },
  ...{ source: 'MARCA-fuente', as_of: '1987-06-05' },
};

test('every field of an entry is on the list of what is public, or marked here as one that is not', () => {
  expect(Object.keys(Authority.properties).toSorted()).toEqual([...open, ...Object.keys(closed)].toSorted());
  expect(Object.keys(Provider.properties).toSorted()).toEqual(Object.keys(provider).toSorted());
  for (const one of [unit, desk]) for (const field of open) expect(Object.keys(one)).toContain(field);
});

test('before a State has entered anything its page says so, and its guide is linked', async () => {
  for (const { code, names } of states) {
    const body = await page(`/en/directory/${code}`);
    expect(body).toContain(`Authorities: ${names.en}`);
    expect(body).toContain('has not entered its authorities');
    expect(body).toContain(`href="/portal/en/guides/${code}"`);
    expect(body).not.toMatch(/undefined|\[object|\{[a-z_]+\}/);
  }
  // what the operator set up stands in the list until then
  expect(await page('/es/directory')).toContain('Autoridad Central de Chile (demostración)');
  for (const wrong of ['XXX', 'OAS', 'chl', 'CHL/x', '%00', "CHL'--"])
    expect([wrong, (await read(`/portal/en/directory/${wrong}`)).statusCode]).toEqual([wrong, 404]);
});

test('what a State entered is read by everybody: who, for what, in which language, how sent to, and how fresh', async () => {
  await entered('authority', unit);
  await entered('authority', central);
  await entered('authority', desk);
  await entered('provider', provider);
  const english = await page('/en/directory/CHL');
  for (const words of [
    ...['Brigada pública inventada', 'Cybercrime unit', 'Central authority', '24/7 point of contact'],
    ...['Guardia inventada', 'G7 24/7 network', 'Spanish and Quechua', 'Diplomatic channel'],
    ...['confirmed by the State on 2 March 2026', 'Reservations and declarations'],
    // a word of the State is text, whatever it looks like
    '&lt;img src=x onerror=alert(1)&gt; Autoridad &quot;inventada&quot;',
    ...['Palacio &lt;b&gt;abierto&lt;/b&gt;<br>Santiago', 'abierto&quot;&lt;i&gt;@autoridad.test'],
  ])
    expect(english).toContain(words);
  expect(english).not.toMatch(/<img|<b>|<i>|<script|<form/);
  expect(english.indexOf('Autoridad &quot;')).toBeLessThan(english.indexOf('Guardia'));
  expect(await page('/pt/directory/CHL')).toContain('confirmado pelo Estado em 2 de março de 2026');
  // the list and the guide name the same authority
  for (const path of ['/es/directory', '/fr/guides/CHL']) {
    const body = await page(path);
    expect(body).toContain('Autoridad &quot;inventada&quot;');
    expect(body).not.toContain('Autoridad Central de Chile (demostración)');
    expect(body).toContain('/directory/CHL"');
  }
});

test('no word of a field that is not public stands on any page, nor what waits, was refused or was taken out', async () => {
  const moved = { ...unit, role: 'competent_authority', name: 'MARCA-retirada' };
  const gone = await entered('authority', moved);
  expect((await editor.post(`/api/directory/entries/${gone}/withdraw`, { reason: 'x' }, seen(1))).status).toBe(200);
  const waits = { ...central, name: 'MARCA-espera', email: 'marca-espera@autoridad.test' };
  expect((await add('authority', waits)).body.call_back).toBe(true);
  const refused = (await add('authority', { ...waits, name: 'MARCA-rechazada' })).body.entry;
  const no = { reason: 'MARCA-rechazo' };
  expect((await second.post(`/api/directory/entries/${refused}/refuse`, no, seen(1))).status).toBe(200);
  expect((await (await t.as('duty', 'BRA')).post('/api/test-calls', { desk: 'CHL' })).status).toBe(201);

  const people = await Promise.all(
    ['BRA', 'CHL', 'OAS'].map((state) =>
      as(t.house.db, state, (trx) => trx.selectFrom('account').select(['name', 'email']).execute()),
    ),
  );
  const names = people.flat().flatMap(({ name, email }) => [name, email ?? name]);
  expect(names.length).toBeGreaterThan(20);
  const paths = ['', '/recommendations', '/recommendations/10', '/guides', '/publications', '/news', '/links'];
  const ofStates = states.flatMap(({ code }) => [`/directory/${code}`, `/guides/${code}`]);
  let looked = 0;
  for (const language of languages)
    for (const path of [...paths, '/directory', ...ofStates]) {
      const body = await page(`/${language}${path}`);
      expect(body, `${language}${path}`).not.toMatch(/marca-|9876|31[.,  ]?987|1987|5555/i);
      for (const name of names) expect(body, `${language}${path}`).not.toContain(name);
      looked++;
    }
  expect(looked).toBe(4 * 78);
});

test('a 24/7 desk is never made public, by whichever road', async () => {
  for (const public_contact of [['email'], ['address']]) {
    const { status, body } = await add('authority', { ...desk, public_contact });
    expect([status, body.errors[0]]).toMatchObject([
      422,
      { field: 'said.public_contact', rule: 'directory_desk_public' },
    ]);
  }
  for (const public_contact of [['phone'], ['hours'], ['email', 'email'], 'email'])
    expect((await add('authority', { ...unit, public_contact })).status).toBe(422);
  // were one ever stored so, the view gives none of it
  await as(t.house.db, 'CHL', (trx) =>
    sql`insert into directory_version select state, gen_random_uuid(), 1, kind, withdrawn,
      said || '{"name": "Guardia forzada", "public_contact": ["address", "email"]}', reason, false, proposed_by, at
      from directory_version where said->>'role' = 'point_of_contact'`.execute(trx),
  );
  const body = await page('/en/directory/CHL');
  expect(body).toContain('Guardia forzada');
  expect(body).not.toMatch(/marca-|9876/i);
});

test('behind the pages: the public reads the list and nothing else, and no participant more than before', async () => {
  const count = (who: string, table: string) =>
    as(t.house.db, who, async (trx) => {
      const { rows } = await sql<{ count: number }>`select count(*)::int as count from ${sql.table(table)}`.execute(
        trx,
      );
      return rows[0]?.count ?? 0;
    });
  const views = ['directory_public', 'directory_attestation_public'];
  const tables = ['directory_version', 'directory_decision', 'test_call'];
  for (const name of [...tables, 'directory_attestation', 'test_call_answer'])
    expect([name, await count('public', name)]).toEqual([name, 0]);
  for (const name of tables)
    for (const who of ['BRA', 'CHL', 'OAS']) expect([name, (await count(who, name)) > 0]).toEqual([name, true]);
  for (const name of views)
    for (const who of ['BRA', 'CHL', 'OAS', 'XXX', ''])
      expect([name, who, await count(who, name)]).toEqual([name, who, 0]);
  // withdrawn ones are said to be so; none waits or was refused
  const { rows } = await as(t.house.db, 'public', (trx) => sql`select * from directory_public`.execute(trx));
  const listed = rows as { said: object }[];
  expect(Object.keys(listed[0] ?? {}).toSorted()).toEqual(
    ['entry', 'said', 'since', 'state', 'version', 'withdrawn'].toSorted(),
  );
  for (const { said } of listed)
    for (const key of Object.keys(said)) expect([...open, 'address', 'email']).toContain(key);
  expect(JSON.stringify(listed)).not.toMatch(/espera|rechazada|proveedor|9876/);
  for (const name of views)
    for (const who of ['public', 'CHL'])
      for (const statement of [sql`delete from ${sql.table(name)}`, sql`update ${sql.table(name)} set state = 'BRA'`])
        await expect(as(t.house.db, who, (trx) => statement.execute(trx))).rejects.toThrow(/denied|cannot/);
});

test('after a year the page says for how long nobody has confirmed it; one confirmation and it is fresh', async () => {
  t.forward('2027-05-10T12:00:00.000Z');
  expect(await page('/en/directory/CHL')).toContain('not confirmed for 14 months');
  expect(await page('/fr/directory')).toContain('non confirmé depuis 14 mois');
  const { entries } = (await editor.get('/api/directory/CHL')).body;
  const all = entries.map(({ entry, version }: { entry: string; version: number }) => ({ entry, version }));
  expect((await editor.post('/api/directory/attest', { entries: all })).status).toBe(200);
  const fresh = await page('/en/directory/CHL');
  expect(fresh).toContain('confirmed by the State on 10 May 2027');
  expect(fresh).not.toContain('not confirmed');
});

test('the record stands but for the row that this file forced', async () => {
  expect((await verify(t.house.db, ['BRA', 'OAS'])).first).toBeNull();
  expect((await verify(t.house.db, ['CHL'])).ok).toBe(false);
});
