// The public portal: what anyone may read, and that nothing written there does more than be read.
import { randomUUID } from 'node:crypto';
import { verify } from '@rogatoria/api/audit/verify.ts';
import { as, sql } from '@rogatoria/db';
import { states } from '@rogatoria/workflows';
import { languages } from '@rogatoria/workflows/types.ts';
import { localeOf } from '@rogatoria/workflows/vocabulary/index.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, type TestHouse, testHouse } from '../harness/house.ts';

let t: TestHouse;
let desk: Caller;
beforeAll(async () => {
  t = await testHouse();
  desk = await t.as('desk', 'OAS');
});
afterAll(() => t.close());

const read = (url: string, headers: Record<string, string> = {}) => t.app.inject({ url, headers });
const write = (who: Caller, body: object, kind = 'news') => who.post('/api/portal/items', { kind, body });
const news = (title: string, text: string, language = 'en') => ({ texts: { [language]: { title, text } } });
const act = (who: Caller, id: string, what: 'publish' | 'withdraw', seen: number, body: object = {}) =>
  who.post(`/api/portal/items/${id}/${what}`, body, { 'if-match': `"${seen}"` });
async function published(body: object, kind = 'news'): Promise<string> {
  const { id } = (await write(desk, body, kind)).body;
  expect((await act(desk, id, 'publish', 1)).status).toBe(200);
  return id as string;
}

const paths = [
  '',
  '/publications',
  '/recommendations',
  '/recommendations/10',
  '/guides',
  '/guides/BRA',
  '/directory',
  '/directory/BRA',
  '/news',
  '/links',
];

test('every page stands in four languages: by itself, to be cached, without a cookie, a script or a form', async () => {
  for (const language of languages) {
    const titles = new Set<string>();
    for (const path of paths) {
      const url = `/portal/${language}${path}`;
      const { statusCode, headers, body } = await read(url);
      expect([url, statusCode, headers['content-type']]).toEqual([url, 200, 'text/html; charset=utf-8']);
      expect(headers).toMatchObject({
        'cache-control': 'public, max-age=300',
        'content-language': language,
        etag: expect.stringMatching(/^"[\w-]{27}"$/),
        'content-security-policy': expect.stringMatching(/^default-src 'none'; (?!.*script)/),
        'x-content-type-options': 'nosniff',
      });
      expect(headers['set-cookie']).toBeUndefined();
      expect(body).toContain(`<html lang="${localeOf(language)}">`);
      expect(body).toMatch(/<meta name="description" content="[^"]{20,}">/);
      expect(body.match(/<h1>/g)).toHaveLength(1);
      expect(body).not.toMatch(/<script|<form|<iframe|\son\w+=|style="|javascript:|undefined|\[object/i);
      for (const other of languages) expect(body).toContain(`hreflang="${other}" href="/portal/${other}${path}"`);
      titles.add(/<title>([^<]+)<\/title>/.exec(body)?.[1] ?? '');
      const again = await read(url, { 'if-none-match': headers.etag as string });
      expect([again.statusCode, again.body]).toEqual([304, '']);
    }
    expect(titles.size).toBe(paths.length);
  }
});

test('the first address leads to the language of the browser; what is no page is a page that says so', async () => {
  const home = await read('/portal', { 'accept-language': 'pt-BR,pt;q=0.9' });
  expect([home.statusCode, home.headers.location, home.headers.vary]).toEqual([
    ...[302, '/portal/pt', expect.stringContaining('Accept-Language')],
  ]);
  for (const path of [
    ...['/portal/de', '/portal/es/nothing', '/portal/es/guides/XXX', '/portal/es/guides/OAS'],
    ...[
      '/portal/es/recommendations/9',
      `/portal/es/news/${randomUUID()}`,
      '/portal/es/news/x',
      '/portal/es/guides/bra',
    ],
  ]) {
    const { statusCode, headers, body } = await read(path, { 'accept-language': 'es' });
    expect([path, statusCode, headers['cache-control']]).toEqual([path, 404, 'no-store']);
    expect(body).toContain('No existe esa página');
    expect(headers['set-cookie']).toBeUndefined();
  }
  for (const [slashed, straight] of [
    ['/portal/', '/portal/en'],
    ['/portal/es/?x=1', '/portal/es'],
    ['/portal/es/news//', '/portal/es/news'],
  ] as const)
    expect((await read(slashed)).headers.location).toBe(straight);
  expect((await t.app.inject({ method: 'POST', url: '/portal/es' })).statusCode).toBe(404);
});

test('the recommendations stand in the language they were adopted in, and say so where it is another', async () => {
  const { body } = await read('/portal/fr/recommendations/10');
  expect(body.match(/<blockquote lang="en">/g)).toHaveLength(23);
  expect(body).toContain('Texte officiel en anglais.');
  expect(body).toContain('pursuant Resolution AG/RES. 2004 (XXXIV-O/04)');
  expect((await read('/portal/en/recommendations/10')).body).toContain('Official text.');
});

test('each of the 35 States has its guide, with sources, and marks where nothing was checked', async () => {
  for (const { code, names } of states) {
    const { statusCode, body } = await read(`/portal/en/guides/${code}`);
    expect([code, statusCode]).toEqual([code, 200]);
    expect(body).toContain(names.en);
    expect(body).toContain('it is no legal advice');
    expect(body).not.toMatch(/undefined|\[object|\{[a-z_]+\}/);
  }
  const { body } = await read('/portal/en/guides/BRA');
  for (const words of ['Autoridade Central do Brasil', 'Grounds for refusal', 'art. 29(2)(a)', 'to be confirmed'])
    expect(body).toContain(words);
  // what a State recorded itself takes the place of the default – as text
  const line = {
    ...{ citation: 'Portaria <b>1</b>', source_port: true, document_languages: ['pt', 'es'] },
    ...{ notes: 'Leia https://gov.example/guia. Fim.', preservation_days: 90 },
  };
  const recorded = await (await t.as('directory', 'BRA')).post('/api/law/records/profile', {
    line,
    reason: 'Interno.',
  });
  expect(recorded.status).toBe(201);
  const after = (await read('/portal/en/guides/BRA')).body;
  expect(after).toContain('Portaria &lt;b&gt;1&lt;/b&gt;');
  expect(after).toContain('Portuguese and Spanish');
  expect(after).toContain('90 days at a time');
  expect(after).toContain(
    '<a href="https://gov.example/guia" rel="noopener noreferrer nofollow external">https://gov.example/guia</a>. Fim.',
  );
  expect(after).not.toContain('Interno.');
});

test('news are drafted, published, withdrawn and kept; drafts and what was withdrawn nobody else reads', async () => {
  const editor = await t.as('editor', 'OAS');
  const { body: draft, status } = await write(editor, news('First words', 'A paragraph.\n\nAnother.'));
  expect([status, draft.version, draft.published_at]).toEqual([201, 1, null]);
  const page = `/portal/en/news/${draft.id}`;
  expect((await read(page)).statusCode).toBe(404);
  const changed = await editor.put(
    `/api/portal/items/${draft.id}`,
    { body: news('Second words', 'A paragraph.\n\nAnother\nline.') },
    { 'if-match': '"1"' },
  );
  expect([changed.status, changed.body.version]).toEqual([200, 2]);
  expect((await act(editor, draft.id, 'publish', 1)).status).toBe(412);
  expect((await act(editor, draft.id, 'publish', 2)).body.published_at).toBe(t.house.clock.now());
  const shown = (await read(page)).body;
  expect(shown).toContain('<p>A paragraph.</p><p>Another<br>line.</p>');
  expect(shown).toContain('<title>Second words · ');
  expect((await read('/portal/pt/news')).body).toContain('<a lang="en" ');
  expect((await read(`/portal/pt/news/${draft.id}`)).body).toContain('Publicado somente em inglês.');
  // what was published stands
  const late = await editor.put(`/api/portal/items/${draft.id}`, { body: news('x', 'x') }, { 'if-match': '"3"' });
  expect([late.status, late.body.errors[0].rule]).toEqual([422, 'portal_published']);
  await expect(
    as(t.house.db, 'OAS', (trx) => sql`update portal_item set body = '{}' where id = ${draft.id}`.execute(trx)),
  ).rejects.toThrow(/stands as it was/);
  await expect(as(t.house.db, 'OAS', (trx) => sql`delete from portal_item`.execute(trx))).rejects.toThrow(
    /permission denied/,
  );
  expect((await act(editor, draft.id, 'withdraw', 3, { reason: 'A mistake in it.' })).status).toBe(200);
  expect((await read(page)).statusCode).toBe(404);
  const { items } = (await desk.get('/api/portal/items')).body;
  expect(items.find(({ id }: { id: string }) => id === draft.id)).toMatchObject({
    withdrawn_because: 'A mistake in it.',
    body: news('Second words', 'A paragraph.\n\nAnother\nline.'),
  });
  expect((await act(editor, draft.id, 'publish', 4)).body.errors[0].rule).toBe('portal_withdrawn');
});

test('only the Secretariat writes on it, whatever roles others hold', async () => {
  const id = await published(news('Stands', 'x'));
  expect((await write(await t.as('approver', 'BRA'), news('x', 'x'))).status).toBe(403);
  const odd = await t.officer('BRA', ['desk', 'editor']);
  expect((await write(odd, news('x', 'x'))).body.errors[0].rule).toBe('secretariat_only');
  for (const answer of [
    await act(odd, id, 'withdraw', 2, { reason: 'x' }),
    await odd.put(`/api/portal/items/${id}`, { body: news('x', 'x') }, { 'if-match': '"2"' }),
  ])
    expect(answer.status).toBe(404);
  for (const participant of ['BRA', 'public'])
    await expect(
      as(t.house.db, participant, (trx) =>
        sql`insert into portal_item values (${randomUUID()}, 'news', 1, '{}', now(), now(), null, null)`.execute(trx),
      ),
    ).rejects.toThrow(/row-level security/);
  expect((await read(`/portal/en/news/${id}`)).statusCode).toBe(200);
});

test('the public is nobody: it sees what is published, and not one row of a participant', async () => {
  await write(desk, news('Never seen', 'x'));
  const tables = await sql<{ name: string }>`
    select relname as name from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
      and exists (select from pg_attribute a where a.attrelid = c.oid and attname = 'participant')`.execute(t.house.db);
  expect(tables.rows.length).toBeGreaterThan(20);
  for (const { name } of tables.rows) {
    const { rows } = await as(t.house.db, 'public', (trx) =>
      sql<{ count: number }>`select count(*)::int as count from ${sql.table(name)}`.execute(trx),
    );
    expect([name, rows[0]?.count]).toEqual([name, 0]);
  }
  const items = await as(t.house.db, 'public', (trx) => trx.selectFrom('portal_item').selectAll().execute());
  expect(items.length).toBeGreaterThan(0);
  expect(items.every(({ published_at, withdrawn_at }) => published_at !== null && withdrawn_at === null)).toBe(true);
});

/** What would run, were it not text. */
const hostile = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  "' onmouseover='alert(1)",
  'javascript:alert(1)',
  'https://a.example/"onmouseover="alert(1)',
  "https://a.example/'><script>alert(1)</script>",
  'https://a.example/<b>',
  '</title><script>alert(1)</script>',
  '{{constructor}} #{1+1} <!-- -->',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '[x](javascript:alert(1))',
  'data:text/html,<script>alert(1)</script>',
  '\u202ehttps://a.example/\u202d',
];

test('hostile words are shown letter for letter and do nothing: news, links, guides', async () => {
  const tags = (html: string) => [...html.matchAll(/<\/?([a-z][a-z0-9]*)\b/gi)].map(([, name]) => name?.toLowerCase());
  const calm = await read(`/portal/en/news/${await published(news('Calm', 'Calm.'))}`);
  const known = new Set([...tags(calm.body), 'br', 'ul', 'li', 'h3', 'h2']);
  for (const words of hostile) {
    const item = await published(news(words, `${words}\n\n${words} and ${words}`));
    for (const url of [`/portal/en/news/${item}`, '/portal/en/news', '/portal/en']) {
      const { body } = await read(url);
      expect(
        tags(body).filter((tag) => tag && !known.has(tag) && !['strong', 'span', 'section'].includes(tag)),
      ).toEqual([]);
      for (const [, href = ''] of body.matchAll(/href="([^"]*)"/g)) expect(href).toMatch(/^(?:\/|https:\/\/|#)/);
      expect(body.replaceAll(/"[^"]*"/g, '""')).not.toMatch(/<[a-z][^>]*\son\w+\s*=/i);
      // attributes are all in double quotes, and none was added
      for (const [tag] of body.matchAll(/<a\b[^>]*>/g))
        expect(tag).toMatch(/^<a(?: (?:href|rel|lang|hreflang|class|aria-current)="[^"<>]*")+>$/);
    }
  }
  for (const url of ['javascript:alert(1)', 'http://a.example', 'https://a.example/"x', 'https:// a', '//a.example'])
    expect((await write(desk, { ...news('x', ''), url }, 'link')).status, url).toBe(422);
  await published(
    { ...news('<b>Ministry</b>', '<i>x</i>'), url: "https://a.example/?a=1&b='".replace("'", '%27') },
    'link',
  );
  const { body } = await read('/portal/en/links');
  expect(body).toContain('&lt;b&gt;Ministry&lt;/b&gt;');
  expect(body).toContain('href="https://a.example/?a=1&amp;b=%27" rel="noopener noreferrer nofollow external"');
});

test('an address belongs to a link; every item names a language at least', async () => {
  const rule = async (body: object, kind: string) => (await write(desk, body, kind)).body.errors?.[0]?.rule;
  expect(await rule(news('x', ''), 'link')).toBe('portal_url_missing');
  expect(await rule({ ...news('x', ''), url: 'https://a.example' }, 'news')).toBe('portal_url_needless');
  expect((await write(desk, { texts: {} })).status).toBe(422);
  expect((await write(desk, news('', 'x'))).status).toBe(422);
  expect((await write(desk, news('x', 'x', 'de'))).status).toBe(422);
});

test('what the portal shows is bound by the Secretariat’s record', async () => {
  expect((await verify(t.house.db, ['OAS'])).ok).toBe(true);
});
