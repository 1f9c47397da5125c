/** The pages of the public portal as HTML: no script, no cookie, one style sheet. Pure but for the words. */
import { asOf, documentLanguageOf, type Language, languages, stateName, states, type Text } from '@rogatoria/workflows';
import { type MeetingVersion, titleOf, wordingNote, wordingOf } from '@rogatoria/workflows/recommendations/meetings.ts';
import { localeOf, say } from '@rogatoria/workflows/vocabulary/index.ts';
import { roman } from '@rogatoria/workflows/vocabulary/recommendations.ts';
import type { StateGuide } from './guide.ts';
import { type Html, html, outward, prose } from './html.ts';
import type { PortalItemView } from './schemas.ts';

export interface PortalPage {
  /** under `/portal/<language>`: `/news/…`; empty for the first page */
  path: string;
  title: string;
  description: string;
  content: Html;
}

/** What stands around every page. `styles`, `icon`: addresses of the web page's own files; none where it was not built. */
export interface Surroundings {
  language: Language;
  styles: readonly string[];
  icon: string | null;
}

type Words = (key: string, params?: Record<string, string | number>) => string;
const wordsOf =
  (language: Language): Words =>
  (key, params) =>
    say(language, params ? { key, params } : key);

const noon = (day: string) => Date.parse(`${day}T12:00:00Z`);
const dateOf = (language: Language, day: string) =>
  new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'long', timeZone: 'UTC' }).format(noon(day.slice(0, 10)));

const languageNames: Record<Language, string> = { en: 'English', es: 'Español', pt: 'Português', fr: 'Français' };
const sections = ['', '/publications', '/recommendations', '/guides', '/directory', '/news', '/links'] as const;
const nameOf = (section: (typeof sections)[number]) => `portal.${section === '' ? 'home' : section.slice(1)}`;

/** A whole document. */
export function documentOf(page: PortalPage, { language, styles, icon }: Surroundings): string {
  const t = wordsOf(language);
  const at = (path: string, into = language) => `/portal/${into}${path}`;
  const current = (section: string) => (section === '' ? page.path === '' : page.path.startsWith(section));
  const document = html`<!doctype html>
<html lang="${localeOf(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${page.path === '' ? t('portal.name') : `${page.title} · ${t('portal.name')}`}</title>
<meta name="description" content="${page.description}">
${languages.map((one) => html`<link rel="alternate" hreflang="${one}" href="${at(page.path, one)}">\n`)}${styles.map(
  (href) => html`<link rel="stylesheet" href="${href}">\n`,
)}${icon && html`<link rel="icon" type="image/svg+xml" href="${icon}">\n`}</head>
<body class="portal">
<a class="skip" href="#main">${t('portal.skip')}</a>
<header class="portal-head">
<div class="portal-bar">
<a class="portal-brand" href="${at('')}">${t('portal.name')}</a>
<nav class="portal-languages" aria-label="${t('portal.languages')}">${languages.map(
    (one) =>
      html`<a lang="${one}" hreflang="${one}" href="${at(page.path, one)}"${
        one === language && html` aria-current="true"`
      }>${languageNames[one]}</a>`,
  )}</nav>
<a class="portal-sign-in" href="/sign-in">${t('portal.sign_in')}</a>
</div>
<nav class="portal-sections" aria-label="${t('portal.navigation')}">${sections.map(
    (section) =>
      html`<a href="${at(section)}"${current(section) && html` aria-current="page"`}>${t(nameOf(section))}</a>`,
  )}</nav>
</header>
<main id="main" class="portal-main">
<h1>${page.title}</h1>
${page.content}
</main>
<footer class="portal-foot"><p>${t('portal.foot')}</p></footer>
</body>
</html>
`;
  return document.text;
}

/* ---------------------------------------------------------------- start */

/** `latest`: the line that leads to the latest report, where one was published. */
export function homePage(language: Language, news: readonly PortalItemView[], latest?: Html): PortalPage {
  const t = wordsOf(language);
  const door = (section: string) =>
    html`<li><a class="portal-door" href="/portal/${language}/${section}"><strong>${t(
      `portal.${section}`,
    )}</strong><span>${t(`portal.${section}.lead`)}</span></a></li>`;
  return {
    path: '',
    title: t('portal.home.title'),
    description: t('portal.home.description'),
    content: html`<p class="portal-lead">${t('portal.home.lead')}</p>
<ul class="portal-doors">${['publications', 'recommendations', 'guides', 'directory', 'links'].map(door)}</ul>
${latest}
<section><h2>${t('portal.news')}</h2>${newsList(language, news.slice(0, 3))}
<p><a href="/portal/${language}/news">${t('portal.news.all')}</a></p></section>
<p class="portal-note">${t('portal.home.victim')}</p>`,
  };
}

/* ------------------------------------------------------ recommendations */

const meetingName = (language: Language, meeting: number) =>
  say(language, { key: 'meeting.name', params: { roman: roman(meeting) } });
const meetingDays = (language: Language, { body: { from, until } }: MeetingVersion) =>
  say(language, { key: 'meeting.days', params: { from: noon(from), until: noon(until) } });

export function meetingsPage(language: Language, meetings: readonly MeetingVersion[]): PortalPage {
  const t = wordsOf(language);
  return {
    path: '/recommendations',
    title: t('portal.recommendations'),
    description: t('portal.recommendations.lead'),
    content: html`<p class="portal-lead">${t('portal.recommendations.lead')}</p>
<ul class="portal-list">${meetings.map(
      (one) =>
        html`<li><h2><a href="/portal/${language}/recommendations/${one.meeting}">${meetingName(
          language,
          one.meeting,
        )}</a></h2><p class="muted">${meetingDays(language, one)} · ${one.body.place}</p><p>${
          one.body.recommendations.length === 0
            ? t('portal.recommendations.to_come')
            : t('portal.recommendations.count', { count: one.body.recommendations.length })
        }</p></li>`,
    )}</ul>`,
  };
}

export function meetingPage(language: Language, meeting: MeetingVersion): PortalPage {
  const t = wordsOf(language);
  const { recommendations, source, place } = meeting.body;
  const items = recommendations.map((one, index) => ({ one, number: index + 1, wording: wordingOf(one, language) }));
  const notes = new Set(items.map(({ wording }) => say(language, wordingNote(language, wording))));
  // said once where it is true of all
  const [common] = notes.size === 1 ? notes : [];
  return {
    path: `/recommendations/${meeting.meeting}`,
    title: meetingName(language, meeting.meeting),
    description: `${meetingName(language, meeting.meeting)}: ${t('portal.recommendations.count', { count: items.length })}`,
    content: html`<p class="portal-lead">${meetingDays(language, meeting)} · ${place}</p>
${common && html`<p class="portal-note">${common}</p>`}
<p class="muted">${t('recommendation.reading')}</p>
${items.length === 0 && html`<p>${t('portal.recommendations.to_come')}</p>`}
<ol class="portal-recommendations">${items.map(
      ({ one, number, wording }) =>
        html`<li id="r${number}"><h2><a href="#r${number}">${number}</a> ${titleOf(
          one,
          language,
        )}</h2><p class="muted">${one.addressees.map((who) => t(`addressee.${who}`)).join(', ')} · ${t(
          `theme.${one.theme}`,
        )}</p>${!common && html`<p class="muted">${say(language, wordingNote(language, wording))}</p>`}<blockquote lang="${
          wording.language
        }">${prose(wording.text)}</blockquote></li>`,
    )}</ol>
${source && html`<p class="muted">${source}</p>`}`,
  };
}

/* --------------------------------------------------------------- guides */

const byName = (language: Language) =>
  states
    .map(({ code }) => ({ code, name: stateName(code, language) }))
    .sort((a, b) => a.name.localeCompare(b.name, language));

export function guidesPage(language: Language): PortalPage {
  const t = wordsOf(language);
  return {
    path: '/guides',
    title: t('portal.guides'),
    description: t('portal.guides.lead'),
    content: html`<p class="portal-lead">${t('portal.guides.lead')}</p>
<ul class="portal-states">${byName(language).map(
      ({ code, name }) => html`<li><a href="/portal/${language}/guides/${code}">${name}</a></li>`,
    )}</ul>`,
  };
}

export function guidePage(language: Language, guide: StateGuide, authority: string | null): PortalPage {
  const t = wordsOf(language);
  const said = (text: Text) => say(language, text);
  const { state, profile, binding, signed, unknown, bilateral } = guide;
  const name = stateName(state, language);
  const mark = (verified: boolean) => !verified && html` <span class="portal-mark">${t('portal.to_confirm')}</span>`;
  const from = ({ article, verified }: { article?: string; verified: boolean }) =>
    html`<span class="portal-source">${article && ` ${t('portal.article', { article })}`}${mark(verified)}</span>`;
  const list = (title: string, items: readonly Html[]) =>
    items.length > 0 && html`<h4>${title}</h4><ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`;
  const names = (items: readonly { code: string }[]) => items.map(({ code }) => html`${t(`instrument.${code}.full`)}`);
  const since = ({ from: first, day_known }: (typeof binding)[number]['party']) =>
    first === null
      ? t('portal.guide.from_unknown')
      : t(day_known ? 'portal.guide.from' : 'portal.guide.from_latest', { day: noon(first) });
  const fields = profile
    ? [
        ...profile.evidence_fields.map((field) => t(`form.evidence.${field}.label`)),
        ...profile.preservation_fields.map((field) => t(`form.preservation.${field}.label`)),
      ]
    : [];
  const listed = (items: readonly string[]) => new Intl.ListFormat(localeOf(language)).format([...new Set(items)]);
  const spoken = profile?.document_languages ?? [];

  const instrument = ({ item, party, reservations }: (typeof binding)[number]) => {
    const grounds = item.grounds.filter(
      (rule, index, all) => all.findIndex((one) => one.code === rule.code && one.article === rule.article) === index,
    );
    const contents = (kind: 'evidence' | 'preservation') =>
      list(
        t(`portal.guide.contents.${kind}`),
        item.contents[kind].map(({ label, source }) => html`${said(label)}${from(source)}`),
      );
    return html`<section class="portal-instrument"><h3>${t(`instrument.${item.code}.short`)}</h3>
<p>${t(`instrument.${item.code}.full`)}</p>
<p class="muted">${since(party)}${party.recorded ? ` · ${t('portal.guide.recorded')}` : mark(party.verified || party.from === null)}</p>
${!item.text_verified && html`<p class="portal-note">${t('portal.guide.text_unchecked')}</p>`}
${contents('evidence')}${contents('preservation')}
${list(
  t('portal.guide.grounds'),
  grounds.map(
    ({ code, article, verified, only }) =>
      html`${t(`ground.${code}`)}${only && ` (${t('portal.guide.grounds.only')})`}${from({ article, verified })}`,
  ),
)}
${list(
  t('portal.guide.reservations'),
  reservations.map(
    ({ article, nature, text }) =>
      html`${t(`payload.law.nature.${nature}`)}, ${t('portal.article', { article })}: ${text}`,
  ),
)}
${list(t('portal.guide.use'), [
  ...(item.preservation_minimum
    ? [
        html`${t('portal.guide.minimum', { days: item.preservation_minimum.days })}${from(
          item.preservation_minimum.source,
        )}`,
      ]
    : []),
  ...[item.language, item.channel].map(({ text, source }) => html`${said(text)}${from(source)}`),
  ...item.cautions.map((caution) => html`${said(caution)}`),
])}</section>`;
  };

  return {
    path: `/guides/${state}`,
    title: t('portal.guide.title', { state: name }),
    description: t('portal.guide.description', { state: name }),
    content: html`<p class="portal-note">${t('portal.guide.caution', { as_of: noon(asOf) })}</p>
<dl class="facts">
<div><dt>${t('portal.guide.authority')}</dt><dd>${
      authority ?? t('portal.guide.authority.none')
    } <a href="/portal/${language}/directory/${state}">${t('portal.directory')}</a></dd></div>
<div><dt>${t('portal.guide.languages')}</dt><dd>${
      spoken.length > 0
        ? listed(spoken.map((one) => t(`language.${one}`)))
        : t('portal.guide.languages.default', { language: t(`language.${documentLanguageOf(state)}`) })
    }</dd></div>
</dl>
${
  profile &&
  html`<h2>${t('portal.guide.profile')}</h2><p>${profile.citation}</p><ul>${[
    profile.source_port && t('portal.guide.profile.source_port'),
    profile.preservation_days && t('portal.guide.profile.preservation_days', { days: profile.preservation_days }),
    profile.retention_days && t('portal.guide.profile.retention_days', { days: profile.retention_days }),
    fields.length > 0 && t('portal.guide.profile.fields', { fields: listed(fields) }),
  ].map((line) => line && html`<li>${line}</li>`)}</ul>${profile.notes && prose(profile.notes)}`
}
<h2>${t('portal.guide.binding')}</h2>
${binding.map(instrument)}
<p>${t('portal.guide.reciprocity')}</p>
${
  bilateral.length > 0 &&
  html`<h2>${t('portal.guide.bilateral')}</h2><ul>${bilateral.map(
    ({ states: pair, title, from: first, recorded_by }) =>
      html`<li>${stateName(pair.find((one) => one !== state) ?? state, language)}${title && `: ${title}`}${
        first && `, ${t('portal.guide.from', { day: noon(first) })}`
      }${mark(recorded_by !== undefined && first !== null)}</li>`,
  )}</ul>`
}
${signed.length > 0 && html`<h2>${t('portal.guide.signed')}</h2><ul>${names(signed).map((one) => html`<li>${one}</li>`)}</ul>`}
${unknown.length > 0 && html`<h2>${t('portal.guide.unknown')}</h2><ul>${names(unknown).map((one) => html`<li>${one}</li>`)}</ul>`}`,
  };
}

/* ------------------------------------------------------- news and links */

/** In the reader's language, else in the first there is. */
function wordsIn(language: Language, { body: { texts } }: PortalItemView) {
  const found = texts[language] ? language : languages.find((one) => texts[one]);
  const { title = '', text = '' } = (found && texts[found]) ?? {};
  return { language: found ?? language, title, text };
}

const elsewhere = (language: Language, found: Language) =>
  found !== language &&
  html`<p class="muted">${say(language, { key: 'portal.elsewhere', params: { language: found } })}</p>`;

function newsList(language: Language, news: readonly PortalItemView[]): Html {
  if (news.length === 0) return html`<p class="muted">${say(language, 'portal.news.none')}</p>`;
  return html`<ul class="portal-list">${news.map((item) => {
    const { title, language: found } = wordsIn(language, item);
    return html`<li><p class="muted">${dateOf(language, item.published_at ?? item.created_at)}</p><h3><a lang="${found}" href="/portal/${language}/news/${
      item.id
    }">${title}</a></h3></li>`;
  })}</ul>`;
}

export function newsPage(language: Language, news: readonly PortalItemView[]): PortalPage {
  const t = wordsOf(language);
  return {
    path: '/news',
    title: t('portal.news'),
    description: t('portal.news.lead'),
    content: html`<p class="portal-lead">${t('portal.news.lead')}</p>${newsList(language, news)}`,
  };
}

export function newsItemPage(language: Language, item: PortalItemView): PortalPage {
  const { title, text, language: found } = wordsIn(language, item);
  return {
    path: `/news/${item.id}`,
    title,
    description: text.replaceAll(/\s+/g, ' ').trim().slice(0, 200) || title,
    content: html`<p class="muted">${dateOf(language, item.published_at ?? item.created_at)}</p>${elsewhere(
      language,
      found,
    )}<article lang="${found}">${prose(text)}</article>`,
  };
}

export function linksPage(language: Language, links: readonly PortalItemView[]): PortalPage {
  const t = wordsOf(language);
  return {
    path: '/links',
    title: t('portal.links'),
    description: t('portal.links.lead'),
    content: html`<p class="portal-lead">${t('portal.links.lead')}</p>${
      links.length === 0
        ? html`<p class="muted">${t('portal.links.none')}</p>`
        : html`<ul class="portal-list">${links.map((item) => {
            const { title, text, language: found } = wordsIn(language, item);
            const { url = '' } = item.body;
            return html`<li lang="${found}"><h2>${outward(url, title)}</h2><p class="muted">${url}</p>${prose(text)}</li>`;
          })}</ul>`
    }`,
  };
}

export function missingPage(language: Language): PortalPage {
  const t = wordsOf(language);
  return {
    path: '/missing',
    title: t('portal.missing'),
    description: t('portal.missing.text'),
    content: html`<p>${t('portal.missing.text')}</p><p><a href="/portal/${language}">${t('portal.name')}</a></p>`,
  };
}
