/** The region's map: of each member State its figure in a class of few, or why it has none. Drawn in HTML and in the PDF. */
import { createRequire } from 'node:module';
import type { Key, Observation, Report } from '@rogatoria/workflows/publication.ts';
import type { Language } from '@rogatoria/workflows/types.ts';
import { localeOf, say } from '@rogatoria/workflows/vocabulary/index.ts';
import { labelOf, lookup } from './labels.ts';

/** The drawing, made by `pnpm map`. Lengths in its own units; paths as in SVG, of whole numbers. */
export interface Americas {
  width: number;
  height: number;
  /** the Caribbean, enlarged, lies here over the Pacific; its shapes are in the same paths */
  inset: { x: number; y: number; width: number; height: number };
  /** what is no member State */
  ground: string;
  /** by code, a path, or a place where the State would be too small to be seen */
  states: Record<string, string | Place>;
}

/** Of a State that is drawn as a circle with its code beside it. */
export interface Place {
  x: number;
  y: number;
  label: 'left' | 'right';
}

export const americas: Americas = createRequire(import.meta.url)('./americas.json');

/** How a State without a number is drawn: a small number hidden, no return, or a return without this figure. */
export const absences = ['suppressed', 'not_reported', 'not_available'] as const;
export type Absence = (typeof absences)[number];
/** The place of a number among the steps: 0 is a zero, 1 the class that begins at the first step. */
export type Class = number | Absence;

export interface Region {
  state: string;
  told: Pick<Observation, 'value' | 'mark'>;
  class: Class;
}

export interface RegionMap {
  /** least number of each class above zero, ascending */
  steps: readonly number[];
  /** every member State once, in the report's order */
  regions: readonly Region[];
}

/** A positive number with all but its first digit zero. */
const roundDown = (value: number): number => {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * Math.floor(value / power);
};

/**
 * Lower bounds of up to five classes of about as many States each, round numbers. Only what is shown has a say: a suppressed
 * number leaves no trace in them.
 */
export function stepsOf(shown: readonly number[]): number[] {
  const positive = shown.filter((value) => value > 0).toSorted((a, b) => a - b);
  const fifths = [0, 0.2, 0.4, 0.6, 0.8].flatMap((share) => positive[Math.floor(share * positive.length)] ?? []);
  return [...new Set(fifths.map(roundDown))];
}

function classOf({ value, mark }: Region['told'], steps: readonly number[]): Class {
  if (value !== null) return steps.filter((step) => step <= value).length;
  return mark === 'suppressed' || mark === 'not_reported' ? mark : 'not_available';
}

/**
 * Maps of a count of each State, one a key, in the same classes so that they can be compared.
 *
 * @param keys what differs from the region's new requests, as in `lookup`
 */
export function mapsOf(report: Report, keys: readonly Partial<Key>[]): RegionMap[] {
  const at = lookup(report);
  const told = keys.map((key) =>
    report.reporting.map(({ state }) => ({
      state,
      told: at({ ...key, area: state }) ?? { value: null, mark: 'not_reported' as const },
    })),
  );
  const steps = stepsOf(told.flat().flatMap(({ told: { value } }) => value ?? []));
  return told.map((regions) => ({
    steps,
    regions: regions.map((region) => ({ ...region, class: classOf(region.told, steps) })),
  }));
}

/** How strong a class is drawn, 1 to 5, so that the highest of few is as dark as the highest of many. */
export const toneOf = (step: number, steps: readonly number[]): number =>
  steps.length < 2 ? 3 : Math.round(1 + (4 * (step - 1)) / (steps.length - 1));

/** The classes that occur, each with its words: zero first, then the steps, then what has no number. */
export function legendOf({ steps, regions }: RegionMap, language: Language): { class: Class; text: string }[] {
  const number = new Intl.NumberFormat(localeOf(language));
  const used = new Set(regions.map((region) => region.class));
  const stepText = (from: number, index: number) => {
    const next = steps[index + 1];
    if (next === undefined) return say(language, { key: 'map.from', params: { from: number.format(from) } });
    if (next - 1 === from) return number.format(from);
    const params = { from: number.format(from), to: number.format(next - 1) };
    return say(language, { key: 'report.between_values', params });
  };
  return [
    ...(used.has(0) ? [{ class: 0, text: say(language, 'mark.zero') }] : []),
    ...steps.map((from, index) => ({ class: index + 1, text: stepText(from, index) })),
    ...absences.filter((one) => used.has(one)).map((one) => ({ class: one, text: say(language, `map.${one}`) })),
  ];
}

/** What a State's shape says to whoever points at it or hears it: `Belize: 17`. */
export const saysOf = ({ state, told: { value, mark } }: Region, language: Language): string =>
  value === null
    ? `${labelOf('area', state, language)} – ${say(language, `mark.${mark}`)}`
    : `${labelOf('area', state, language)}: ${new Intl.NumberFormat(localeOf(language)).format(value)}`;
