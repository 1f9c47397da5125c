/** The region's map in a page: shapes are written once and used by every map of the page, colours are the style sheet's. */
import type { Direction, Language } from '@rogatoria/workflows/types.ts';
import { say } from '@rogatoria/workflows/vocabulary/index.ts';
import {
  type Absence,
  absences,
  americas,
  type Class,
  legendOf,
  type RegionMap,
  saysOf,
  toneOf,
} from '../publication/map.ts';
import { type Html, html } from './html.ts';

/** Of a circle, in the units of the drawing. */
const radius = 10;

const hatching: Record<Absence, string> = {
  suppressed: 'M-2 10L10-2M6 18L18 6',
  not_reported: 'M3 3h3v3h-3zM11 11h3v3h-3z',
  not_available: 'M0 8h16M8 0v16',
};

/** The shapes of the States and the hatchings, which belong on a page once. */
export const mapDefinitions = (): Html =>
  html`<svg class="hidden-visually" aria-hidden="true"><defs>${absences.map(
    (one) =>
      html`<pattern id="map-${one}" width="16" height="16" patternUnits="userSpaceOnUse"><rect width="16" height="16" class="map-blank"/><path class="map-${one}" d="${hatching[one]}"/></pattern>`,
  )}<path id="map-ground" d="${americas.ground}"/>${Object.entries(americas.states).map(([code, shape]) =>
    typeof shape === 'string'
      ? html`<path id="map-${code}" d="${shape}"/>`
      : html`<circle id="map-${code}" cx="${shape.x}" cy="${shape.y}" r="${radius}"/>`,
  )}</defs></svg>`;

const isAbsence = (one: Class): one is Absence => typeof one === 'string';
/** Attributes of what is drawn in a class; a hatching is named here, because a style sheet would look for it in itself. */
const drawn = (one: Class, map: RegionMap): Html =>
  isAbsence(one)
    ? html`class="map-absent" fill="url(#map-${one})"`
    : html`class="map-${one === 0 ? 'zero' : toneOf(one, map.steps)}"`;

function circleLabel(state: string): Html | false {
  const place = americas.states[state];
  if (!place || typeof place === 'string') return false;
  const left = place.label === 'left';
  const x = place.x + (left ? -1 : 1) * (radius + 5);
  return html`<text x="${x}" y="${place.y + 8}"${left && html` text-anchor="end"`}>${state}</text>`;
}

/** One map with its legend. The page has `mapDefinitions` before it. */
export function mapFigure(map: RegionMap, title: string, direction: Direction, language: Language): Html {
  const { width, height, inset } = americas;
  return html`<figure class="portal-map map-${direction}"><figcaption>${title}</figcaption><svg viewBox="0 0 ${width} ${height}" role="group" aria-label="${say(
    language,
    { key: 'map.figure', params: { title } },
  )}"><use href="#map-ground" class="map-ground"/>${map.regions.map(
    (region) =>
      html`<g role="img" ${drawn(region.class, map)}><title>${saysOf(region, language)}</title><use href="#map-${region.state}"/>${circleLabel(region.state)}</g>`,
  )}<rect class="map-frame" x="${inset.x}" y="${inset.y}" width="${inset.width}" height="${inset.height}" rx="6"/><text class="map-inset" x="${
    inset.x + inset.width - 14
  }" y="${inset.y + 32}" text-anchor="end">${say(language, 'map.inset')}</text></svg><ul>${legendOf(map, language).map(
    ({ class: one, text }) =>
      html`<li><svg viewBox="0 0 48 32" aria-hidden="true"><rect x="1" y="1" width="46" height="30" rx="4" ${drawn(one, map)}/></svg>${text}</li>`,
  )}</ul></figure>`;
}
