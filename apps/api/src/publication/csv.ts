import { marks } from '@rogatoria/workflows/annual-return/content.ts';
import { dimensions, type Report } from '@rogatoria/workflows/publication.ts';
import { languages } from '@rogatoria/workflows/types.ts';
import { say } from '@rogatoria/workflows/vocabulary/index.ts';
import { stringify } from 'csv-stringify/sync';
import { citationOf, inEach, notesOf, subtitleOf, titleOf } from './labels.ts';

const countColumns = ['year', 'edition', 'table', ...dimensions, 'value', 'status', 'missing'] as const;
const derivedColumns = [
  'year', 'edition', 'indicator', 'area', 'direction', 'kind', 'measure', 'unit', 'value', 'to', 'status',
] as const; // biome-ignore format: one list

const write = (rows: object[], columns: readonly string[]) =>
  stringify(rows, { header: true, columns: [...columns], escape_formulas: true, record_delimiter: '\r\n' });

/**
 * The counts as RFC 4180 CSV in UTF-8, one a row with its key. Where there is no number `value` is empty and `status` says why;
 * a zero is `0` with an empty `status`.
 */
export const countsCsv = ({ year, edition, observations }: Report): string =>
  write(
    observations.map(({ mark, ...row }) => ({ year, edition, ...row, status: mark ?? '' })),
    countColumns,
  );

/** Shares and times in the same form. `to` is the upper bound of a time of the region, empty where it has none. */
export const derivedCsv = ({ year, edition, derived }: Report): string =>
  write(
    derived.map(({ mark, ...row }) => ({ year, edition, ...row, status: mark ?? '' })),
    derivedColumns,
  );

/**
 * Description of both files as a Frictionless Data Package (specification 1): what each column is, what may stand in it, and
 * the licence. `https://specs.frictionlessdata.io/data-package/`
 */
export function dataPackage(report: Report, address: string): object {
  const { year, edition, compiled_at, licence, observations } = report;
  const status = { name: 'status', type: 'string', constraints: { enum: [...marks] } };
  const field = (name: string, type = 'string', constraints?: object) => ({
    name,
    type,
    title: say('en', `dimension.${name}`),
    ...(constraints && { constraints }),
  });
  const codes = (name: (typeof dimensions)[number]) => ({
    enum: [...new Set(observations.map((one) => one[name]))],
    required: true,
  });
  const common = [
    { name: 'year', type: 'year', constraints: { required: true } },
    { name: 'edition', type: 'integer', constraints: { required: true, minimum: 1 } },
  ];
  const file = (name: string, fields: object[], primaryKey: readonly string[]) => ({
    name,
    path: `${name}.csv`,
    profile: 'tabular-data-resource',
    format: 'csv',
    mediatype: 'text/csv',
    encoding: 'utf-8',
    dialect: { delimiter: ',', lineTerminator: '\r\n', doubleQuote: true, header: true },
    schema: { fields, primaryKey, missingValues: [''] },
  });
  return {
    profile: 'tabular-data-package',
    name: `rogatoria-statistics-${year}`,
    id: address,
    version: `${year}.${edition}.0`,
    created: compiled_at,
    title: `${titleOf('en')}. ${subtitleOf(report, 'en')}`,
    description: notesOf(report, 'en').join('\n\n'),
    titles: inEach((language) => `${titleOf(language)}. ${subtitleOf(report, language)}`),
    languages,
    homepage: address,
    citation: citationOf(report, address, 'en'),
    licenses: [licence],
    contributors: [{ title: say('en', 'report.publisher'), role: 'publisher' }],
    resources: [
      file(
        'counts',
        [
          ...common,
          { name: 'table', type: 'string', constraints: { required: true } },
          ...dimensions.map((name) => field(name, 'string', codes(name))),
          field('value', 'integer', { minimum: 0 }),
          { ...status, title: say('en', 'dimension.status') },
          field('missing', 'integer', { minimum: 0 }),
        ],
        ['year', 'edition', ...dimensions],
      ),
      file(
        'shares',
        [
          ...common,
          field('indicator'),
          field('area'),
          field('direction'),
          field('kind'),
          { name: 'measure', type: 'string', constraints: { enum: ['rate', 'median', 'p90'] } },
          field('unit'),
          field('value', 'number'),
          field('to', 'number'),
          { ...status, title: say('en', 'dimension.status') },
        ],
        ['year', 'edition', 'indicator', 'area', 'direction', 'kind', 'measure'],
      ),
    ],
  };
}
