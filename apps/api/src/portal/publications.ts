/** The year's report on the public portal: what was counted, in a few charts and tables, and the files to reckon with. */
import { outcomes } from '@rogatoria/workflows/annual-return/content.ts';
import { flowMeasures, type Key, type Observation, type Report, total } from '@rogatoria/workflows/publication.ts';
import {
  type Direction,
  directions,
  type Language,
  type RequestKind,
  requestKinds,
} from '@rogatoria/workflows/types.ts';
import { localeOf, say } from '@rogatoria/workflows/vocabulary/index.ts';
import { addressOf, type EditionSummary } from '../publication/editions.ts';
import { filesFor } from '../publication/formats.ts';
import { citationOf, labelOf, lookup, marksOf, notesOf, signs, subtitleOf, titleOf } from '../publication/labels.ts';
import { mapsOf } from '../publication/map.ts';
import { type Html, html, outward } from './html.ts';
import { mapDefinitions, mapFigure } from './map.ts';
import type { PortalPage } from './pages.ts';

type Told = Pick<Observation, 'value' | 'mark'> | undefined;

const editionOf = (language: Language, { edition, at }: EditionSummary) =>
  say(language, { key: 'report.edition', params: { edition, date: Date.parse(at) } });

/** Of each year its latest edition; the editions come latest first. */
export const latestOf = (editions: readonly EditionSummary[]): EditionSummary[] =>
  [...new Map(editions.toReversed().map((one) => [one.year, one])).values()].toReversed();

export function publicationsPage(language: Language, editions: readonly EditionSummary[]): PortalPage {
  const latest = latestOf(editions);
  return {
    path: '/publications',
    title: say(language, 'portal.publications'),
    description: say(language, 'portal.publications.lead'),
    content: html`<p class="portal-lead">${say(language, 'portal.publications.lead')}</p>${
      latest.length === 0
        ? html`<p class="muted">${say(language, 'portal.publications.none')}</p>`
        : html`<ul class="portal-list">${latest.map(
            (one) =>
              html`<li><h2><a href="/portal/${language}/publications/${one.year}">${subtitleOf(
                one,
                language,
              )}</a></h2><p class="muted">${editionOf(language, one)}</p></li>`,
          )}</ul>`
    }`,
  };
}

/** The line on the first page that leads to the latest report. */
export const latestLine = (language: Language, latest: EditionSummary | undefined): Html | undefined =>
  latest &&
  html`<p><a href="/portal/${language}/publications/${latest.year}">${say(language, {
    key: 'portal.publications.latest',
    params: { year: String(latest.year) },
  })}</a></p>`;

/* ---------------------------------------------------------------- one year */

const fileLinks = (language: Language, { year, edition }: EditionSummary): Html =>
  html`<ul class="portal-files">${filesFor(language).map(
    (name) =>
      html`<li><a href="/portal/publications/${year}/${edition}/${name}">${say(
        language,
        `portal.publications.file.${name.replace(/^report-../, 'report').replace('.', '_')}`,
      )}</a></li>`,
  )}</ul>`;

/**
 * The page of a year.
 *
 * @param editions of this year, the latest first; it is the one that is shown
 * @param publicUrl where this installation is known to the world, for the citation
 */
export function publicationPage(
  language: Language,
  report: Report,
  editions: readonly [EditionSummary, ...EditionSummary[]],
  publicUrl: string,
): PortalPage {
  const t = (key: string, params?: Record<string, string | number>) => say(language, params ? { key, params } : key);
  const at = lookup(report);
  const number = new Intl.NumberFormat(localeOf(language));
  const shown = (told: Told) =>
    !told ? '' : told.value === null ? signs[told.mark ?? 'not_available'] : number.format(told.value);
  const both = (key: Partial<Key>) => directions.map((direction) => at({ ...key, direction }));
  const [latest, ...earlier] = editions;
  const reporting = report.reporting.filter(({ reported }) => reported);
  const directionNames = directions.map((direction) => labelOf('direction', direction, language));

  const chart = (title: string, rows: readonly { label: string; values: Told[] }[]): Html => {
    const most = Math.max(1, ...rows.flatMap(({ values }) => values.map((told) => told?.value ?? 0)));
    return html`<figure class="portal-chart"><figcaption>${title} <span class="portal-legend">${directionNames.map(
      (name, index) =>
        html`<span><svg viewBox="0 0 1 1" aria-hidden="true"><rect class="bar-${directions[index]}" width="1" height="1"/></svg> ${name}</span>`,
    )}</span></figcaption><ul>${rows.map(
      ({ label, values }) =>
        html`<li><span>${label}</span><svg viewBox="0 0 100 9" preserveAspectRatio="none" aria-hidden="true">${values.map(
          (told, index) =>
            html`<rect class="bar-${directions[index]}" y="${index * 5}" width="${(
              (100 * (told?.value ?? 0)) / most
            ).toFixed(2)}" height="4"/>`,
        )}</svg><span>${values.map(
          (told, index) =>
            html`<span><span class="hidden-visually">${directionNames[index]}: </span>${shown(told)}</span>`,
        )}</span></li>`,
    )}</ul></figure>`;
  };
  const column = (text: string) => html`<th scope="col">${text}</th>`;
  const row = (label: string, cells: readonly Told[]) =>
    html`<tr><th scope="row">${label}</th>${cells.map((told) => html`<td>${shown(told)}</td>`)}</tr>`;
  const table = (caption: string, head: readonly string[], rows: readonly Html[]) =>
    html`<div class="portal-scroll" tabindex="0" role="region" aria-label="${caption}"><table class="portal-table portal-numbers"><caption>${caption}</caption><thead><tr>${head.map(column)}</tr></thead><tbody>${rows}</tbody></table></div>`;
  const flowName = (kind: RequestKind, direction: Direction) => t(`flow.${kind}.${direction}`);

  return {
    path: `/publications/${report.year}`,
    title: subtitleOf(report, language),
    description: `${titleOf(language)}. ${subtitleOf(report, language)}`,
    content: html`<p class="portal-lead">${titleOf(language)}. ${editionOf(language, latest)}.</p>
${fileLinks(language, latest)}
<h2>${t('report.about')}</h2>
${notesOf(report, language).map((note) => html`<p>${note}</p>`)}
<h2>${t('table.flows')}</h2>
${table(
  t('total.area'),
  [t('dimension.kind'), ...flowMeasures.map((measure) => labelOf('measure', measure, language))],
  requestKinds.flatMap((kind) =>
    directions.map((direction) =>
      row(
        flowName(kind, direction),
        flowMeasures.map((measure) => at({ kind, direction, measure })),
      ),
    ),
  ),
)}
<h2>${t('report.by_state')}</h2>
${mapDefinitions()}
<div class="portal-maps">${mapsOf(
      report,
      directions.map((direction) => ({ kind: 'evidence', direction })),
    ).map((map, index) => mapFigure(map, flowName('evidence', directions[index]!), directions[index]!, language))}</div>
<p class="muted">${t('map.note')}</p>
${chart(
  t('flow.evidence'),
  reporting.map(({ state }) => ({
    label: labelOf('area', state, language),
    values: both({ kind: 'evidence', area: state }),
  })),
)}
${table(
  t('report.by_state'),
  [t('dimension.area'), ...requestKinds.flatMap((kind) => directions.map((direction) => flowName(kind, direction)))],
  [total, ...report.reporting.map(({ state }) => state)].map((area) =>
    row(
      labelOf('area', area, language),
      requestKinds.flatMap((kind) => both({ kind, area })),
    ),
  ),
)}
<h2>${t('table.outcomes')}</h2>
${chart(
  t('flow.evidence'),
  outcomes.evidence.map((outcome) => ({
    label: labelOf('outcome', outcome, language),
    values: both({ kind: 'evidence', measure: 'closed', outcome }),
  })),
)}
<h2>${t('report.marks')}</h2>
<dl class="portal-marks">${marksOf(language).map(
      ({ sign, meaning }) => html`<div><dt>${sign}</dt><dd>${meaning}</dd></div>`,
    )}</dl>
<h2>${t('report.states')}</h2>
<dl class="facts">${reporting.map(
      ({ state, entity, coverage, source, method }) =>
        html`<div><dt>${labelOf('area', state, language)}</dt><dd>${[
          entity,
          coverage && t(`return.coverage.${coverage}`),
          source,
          method,
        ]
          .filter(Boolean)
          .join(' · ')}</dd></div>`,
    )}</dl>
<h2>${t('report.cite')}</h2>
<p class="portal-note">${citationOf(report, addressOf(publicUrl, latest), language)}</p>
<p>${outward(report.licence.path, report.licence.title)}</p>
${
  earlier.length > 0 &&
  html`<h2>${t('portal.publications.earlier')}</h2><p>${t('portal.publications.earlier.text')}</p>${earlier.map(
    (one) => html`<h3>${editionOf(language, one)}</h3>${fileLinks(language, one)}`,
  )}`
}`,
  };
}
