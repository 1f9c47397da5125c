import type { Mark } from '@rogatoria/workflows/annual-return/content.ts';
import {
  type Dimension,
  dimensions,
  type Key,
  keyOf,
  notApplicable,
  type Observation,
  type Report,
  total,
} from '@rogatoria/workflows/publication.ts';
import { states } from '@rogatoria/workflows/states.ts';
import { type Language, languages } from '@rogatoria/workflows/types.ts';
import { localeOf, say, vocabulary } from '@rogatoria/workflows/vocabulary/index.ts';

/** Sign of each mark where a word has no room, explained under every table. None is empty, and none is a number. */
export const signs: Readonly<Record<Mark, string>> = {
  none: '–',
  not_available: '…',
  not_applicable: '×',
  not_reported: 'nr',
  suppressed: 'c',
  not_reached: '>',
};

/** `C2.opened` → `C2` and its part; a figure without parts stands alone. */
function domesticName(measure: string, language: Language): string {
  const part = measure.split('.').at(-1)!;
  const figure = measure.slice(0, -part.length - 1);
  return vocabulary[`indicator.${measure}`]
    ? say(language, `indicator.${measure}`)
    : `${say(language, `indicator.${figure}`)} – ${say(language, `part.${part}`)}`;
}

/** A code of a dimension in a reader's language. */
export function labelOf(dimension: Dimension, code: string, language: Language): string {
  if (code === notApplicable) return say(language, 'total.not_applicable');
  if (code === total) return say(language, dimension === 'area' ? 'total.area' : 'total.all');
  if (code === 'not_available') return say(language, 'total.not_available');
  switch (dimension) {
    case 'area':
    case 'counterpart':
      return states.find((state) => state.code === code)?.names[language] ?? code;
    case 'measure':
      return /^C\d/.test(code) ? domesticName(code, language) : say(language, `term.${code}`);
    case 'basis':
      return say(language, `instrument.${code}.short`);
    default:
      return say(language, `${dimension}.${code}`);
  }
}

/** The same text in each of the four languages. */
export const inEach = (of: (language: Language) => string): Record<Language, string> =>
  Object.fromEntries(languages.map((language) => [language, of(language)])) as Record<Language, string>;

export const titleOf = (language: Language): string => say(language, 'report.title');

export const subtitleOf = ({ year }: Pick<Report, 'year'>, language: Language): string =>
  say(language, { key: 'report.subtitle', params: { year: String(year) } });

/** How the report wants to be named where it is used. */
export function citationOf({ year, edition, compiled_at }: Report, address: string, language: Language): string {
  const year_published = compiled_at.slice(0, 4);
  const params = { year_published, title: titleOf(language), year: String(year), edition, address };
  return say(language, { key: 'report.citation', params });
}

/** What every format says about the report before its figures: coverage, counting, marks, policy, licence. */
export function notesOf(report: Report, language: Language): string[] {
  const silent = report.reporting
    .filter(({ reported }) => !reported)
    .map(({ state }) => labelOf('area', state, language));
  const { threshold } = report.policy;
  const reported = report.reporting.length - silent.length;
  return [
    say(language, { key: 'report.coverage', params: { reported, all: report.reporting.length } }),
    ...(silent.length > 0
      ? [
          say(language, {
            key: 'report.not_reporting',
            params: { states: new Intl.ListFormat(localeOf(language)).format(silent) },
          }),
        ]
      : []),
    say(language, 'report.counting'),
    say(language, 'report.between'),
    say(language, { key: 'report.policy', params: { threshold } }),
    ...(report.narrow > 0 ? [say(language, { key: 'report.narrow', params: { count: report.narrow } })] : []),
    say(language, { key: 'report.licence', params: { ...report.licence } }),
  ];
}

/** Every mark with its sign and what it means; zero first, because it is none of them. */
export const marksOf = (language: Language): { sign: string; meaning: string }[] => [
  { sign: '0', meaning: say(language, 'mark.zero') },
  ...(Object.keys(signs) as Mark[])
    .filter((mark) => mark !== 'not_reached')
    .map((mark) => ({ sign: signs[mark], meaning: say(language, `mark.${mark}`) })),
];

/** Looks up a count of the report by what differs from the region's whole. */
export function lookup({ observations }: Report): (key: Partial<Key>) => Observation | undefined {
  const told = new Map(observations.map((one) => [keyOf(one), one]));
  const whole = Object.fromEntries(dimensions.map((dimension) => [dimension, total])) as Key;
  return (key) => told.get(keyOf({ ...whole, measure: 'opened', ...key }));
}
