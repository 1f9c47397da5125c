/**
 * The public portal: whole pages, for readers who have no account and run no script. It works as nobody's participant: what
 * it can read is published, and row-level security says so.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { as, type Trx } from '@rogatoria/db';
import { isState, type Language, languages } from '@rogatoria/workflows';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { lawInForce } from '../engine/law.ts';
import { meetingsIn } from '../engine/meetings.ts';
import type { House } from '../house.ts';
import { Editions, editionsOf } from '../publication/editions.ts';
import { isFile } from '../publication/formats.ts';
import { type App, languageOf } from '../server.ts';
import { centralName, directoryPage, publicDirectory, stateDirectoryPage } from './directory.ts';
import { guideTo } from './guide.ts';
import {
  documentOf,
  guidePage,
  guidesPage,
  homePage,
  linksPage,
  meetingPage,
  meetingsPage,
  missingPage,
  newsItemPage,
  newsPage,
  type PortalPage,
} from './pages.ts';
import { latestLine, publicationPage, publicationsPage } from './publications.ts';

/** For whom the portal works: nobody. No participant can have this code, so no row of one is ever seen. */
const everybody = 'public';
/** How long a cache may keep a page, in seconds; what is withdrawn is gone after that. */
const seconds = 300;
/** What an edition is made of never changes. */
const forGood = 'public, max-age=31536000, immutable';
const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

type Params = { language: Language; id: string };
type EditionParams = { year: string; edition: string };
/** Makes a page, or says that there is none. */
type Maker = (trx: Trx, params: Params) => Promise<PortalPage | null> | PortalPage | null;

const published = (trx: Trx, kind: 'news' | 'link') =>
  trx
    .selectFrom('portal_item')
    .selectAll()
    .where('kind', '=', kind)
    .where('published_at', 'is not', null)
    .where('withdrawn_at', 'is', null)
    .orderBy('published_at', 'desc')
    .orderBy('id')
    .limit(200);

/** Names of authorities as the operator set them up, by State: what stands until a State has entered its own. */
async function namesSetUp(trx: Trx): Promise<Map<string, string>> {
  const rows = await trx.selectFrom('participant').select(['code', 'authority']).where('kind', '=', 'state').execute();
  return new Map(rows.map(({ code, authority }) => [code, authority]));
}

const pages = (house: House, editions: Editions): Record<string, Maker> => ({
  '': async (trx, { language }) => {
    const [latest] = await editionsOf(trx);
    return homePage(language, await published(trx, 'news').execute(), latestLine(language, latest));
  },
  '/publications': async (trx, { language }) => publicationsPage(language, await editionsOf(trx)),
  '/publications/:id': async (trx, { language, id }) => {
    const [latest, ...earlier] = (await editionsOf(trx)).filter(({ year }) => String(year) === id);
    if (!latest) return null;
    const report = await editions.report(trx, latest);
    return publicationPage(language, report, [latest, ...earlier], house.config.publicUrl);
  },
  '/recommendations': async (trx, { language }) => meetingsPage(language, await meetingsIn(trx)),
  '/recommendations/:id': async (trx, { language, id }) => {
    const meeting = (await meetingsIn(trx)).find((one) => String(one.meeting) === id);
    return meeting ? meetingPage(language, meeting) : null;
  },
  '/guides': (_, { language }) => guidesPage(language),
  '/guides/:id': async (trx, { language, id }) => {
    if (!isState(id)) return null;
    const guide = guideTo(await lawInForce(trx), id, house.clock.now().slice(0, 10));
    const entries = await publicDirectory(trx, house.clock.now());
    return guidePage(language, guide, centralName(entries, id, (await namesSetUp(trx)).get(id)));
  },
  '/directory': async (trx, { language }) => {
    const now = house.clock.now();
    return directoryPage(language, await publicDirectory(trx, now), await namesSetUp(trx), now);
  },
  '/directory/:id': async (trx, { language, id }) => {
    if (!isState(id)) return null;
    const now = house.clock.now();
    const guide = guideTo(await lawInForce(trx), id, now.slice(0, 10));
    return stateDirectoryPage(language, guide, await publicDirectory(trx, now), now);
  },
  '/news': async (trx, { language }) => newsPage(language, await published(trx, 'news').execute()),
  '/news/:id': async (trx, { language, id }) => {
    if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return null;
    const item = await published(trx, 'news').where('id', '=', id).executeTakeFirst();
    return item ? newsItemPage(language, item) : null;
  },
  '/links': async (trx, { language }) => linksPage(language, await published(trx, 'link').execute()),
});

/** Whether the reader has what is tagged so. */
const has = ({ headers }: FastifyRequest, etag: string): boolean =>
  headers['if-none-match']?.split(/,\s*/).some((one) => one.replace(/^W\//, '') === etag.replace(/^W\//, '')) ?? false;

/** `webRoot`: where the built web page stands, whose style sheet the portal shares. */
export async function portalRoutes(app: App, { house, webRoot }: { house: House; webRoot: string }): Promise<void> {
  const index = await readFile(path.join(webRoot, 'index.html'), 'utf8').catch(() => '');
  const hrefs = (rel: string) =>
    [...index.matchAll(/<link\b[^>]*>/g)].flatMap(([link]) =>
      link.includes(`rel="${rel}"`) ? (/href="([^"]+)"/.exec(link)?.[1] ?? []) : [],
    );
  const styles = hrefs('stylesheet');
  const [icon = null] = hrefs('icon');

  const editions = new Editions(house.config.publicUrl);

  const send = (request: FastifyRequest, reply: FastifyReply, language: Language, page: PortalPage | null) => {
    const text = documentOf(page ?? missingPage(language), { language, styles, icon });
    const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;
    reply
      .header('content-security-policy', policy)
      .header('cache-control', page ? `public, max-age=${seconds}` : 'no-store')
      .header('content-language', language);
    if (!page) return reply.code(404).type('text/html; charset=utf-8').send(text);
    reply.header('etag', etag);
    if (has(request, etag)) return reply.code(304).send();
    return reply.type('text/html; charset=utf-8').send(text);
  };

  // Who comes without a language is led to the one the browser asks for.
  for (const place of ['/portal', '/portal/'])
    app.get(place, { schema: { hide: true } }, (request, reply) =>
      reply
        .header('vary', 'Accept-Language')
        .header('cache-control', `public, max-age=${seconds}`)
        .redirect(`/portal/${languageOf(request)}`, 302),
    );
  for (const [place, make] of Object.entries(pages(house, editions)))
    app.get(`/portal/:language${place}`, { schema: { hide: true } }, async (request, reply) => {
      const params = request.params as Params;
      if (!languages.includes(params.language)) return send(request, reply, languageOf(request), null);
      const page = await as(house.db, everybody, (trx) => Promise.resolve(make(trx, params)));
      return send(request, reply, params.language, page);
    });

  // An edition and its files, at addresses that are cited: the same for everybody, for good.
  const editionIn = async (trx: Trx, { year, edition }: { year: string; edition: string }) =>
    (await editionsOf(trx)).find((one) => String(one.year) === year && String(one.edition) === edition);
  app.get('/portal/publications/:year/:edition', { schema: { hide: true } }, async (request, reply) => {
    const language = languageOf(request);
    const found = await as(house.db, everybody, (trx) => editionIn(trx, request.params as EditionParams));
    if (!found) return send(request, reply, language, null);
    return reply
      .header('vary', 'Accept-Language')
      .header('cache-control', `public, max-age=${seconds}`)
      .redirect(`/portal/${language}/publications/${found.year}`, 302);
  });
  app.get('/portal/publications/:year/:edition/:file', { schema: { hide: true } }, async (request, reply) => {
    const params = request.params as EditionParams & { file: string };
    const answer = await as(house.db, everybody, async (trx) => {
      const found = await editionIn(trx, params);
      if (!found || !isFile(params.file)) return null;
      const etag = `W/"${found.sha256.slice(0, 27)}"`;
      return { found, etag, report: has(request, etag) ? null : await editions.report(trx, found) };
    });
    if (!answer) return send(request, reply, languageOf(request), null);
    const { etag, report, found } = answer;
    reply
      .header('cache-control', forGood)
      .header('etag', etag)
      // open data: any page may read it
      .header('access-control-allow-origin', '*')
      .header('cross-origin-resource-policy', 'cross-origin');
    if (!report) return reply.code(304).send();
    const file = await editions.file(found, report, params.file);
    const name = `rogatoria-${found.year}-${found.edition}-${params.file}`;
    const disposition = params.file.endsWith('.pdf') ? 'inline' : 'attachment';
    return reply.header('content-disposition', `${disposition}; filename="${name}"`).type(file.type).send(file.bytes);
  });
  app.get('/portal/*', { schema: { hide: true } }, (request, reply) => {
    const [place = ''] = request.url.split('?');
    if (place.endsWith('/')) return reply.redirect(place.replace(/\/+$/, ''), 301);
    const [, asked] = /^\/portal\/([a-z]{2})\//.exec(request.url) ?? [];
    const language = languages.find((one) => one === asked) ?? languageOf(request);
    return send(request, reply, language, null);
  });
}
