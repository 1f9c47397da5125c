/** The files in which an edition of the report is published: their names, types, and who writes them. */
import type { Report } from '@rogatoria/workflows/publication.ts';
import { type Language, languages } from '@rogatoria/workflows/types.ts';
import { countsCsv, dataPackage, derivedCsv } from './csv.ts';
import { reportPdf } from './pdf.ts';
import { sdmxCsv, sdmxStructure } from './sdmx.ts';
import { reportXlsx } from './xlsx.ts';

interface Format {
  type: string;
  write: (report: Report, address: string) => string | Buffer | Promise<Buffer>;
}

const json = (of: (report: Report, address: string) => object): Format['write'] => {
  return (report, address) => JSON.stringify(of(report, address));
};
const csv = 'text/csv; charset=utf-8; header=present';
const inLanguage = (extension: string, type: string, write: (...of: [Report, string, Language]) => Promise<Buffer>) =>
  languages.map((language): [string, Format] => [
    `report-${language}.${extension}`,
    { type, write: (report, address) => write(report, address, language) },
  ]);

/** The files of an edition by name. */
const formats: ReadonlyMap<string, Format> = new Map([
  ...inLanguage('pdf', 'application/pdf', reportPdf),
  ...inLanguage('xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', reportXlsx),
  ['counts.csv', { type: csv, write: countsCsv }],
  ['shares.csv', { type: csv, write: derivedCsv }],
  ['datapackage.json', { type: 'application/json; charset=utf-8', write: json(dataPackage) }],
  ['report.json', { type: 'application/json; charset=utf-8', write: json((report) => report) }],
  ['structure.json', { type: 'application/vnd.sdmx.structure+json; version=2.0.0', write: json(sdmxStructure) }],
  ['data.csv', { type: 'application/vnd.sdmx.data+csv; version=2.0.0', write: sdmxCsv }],
]);

/** The names of the files of an edition for readers of a language, in the order in which they are offered. */
export const filesFor = (language: Language): string[] =>
  [...formats.keys()].filter((name) => !/^report-..\./.test(name) || name.startsWith(`report-${language}.`));

export const isFile = (name: string): boolean => formats.has(name);

/** Whether writing it takes a processor for a second or so, of a whole region. */
export const isSlow = (name: string): boolean => /\.(pdf|xlsx)$/.test(name);

/** Throws RangeError where there is no such file. */
export function formatOf(name: string): Format {
  const format = formats.get(name);
  if (!format) throw new RangeError(`no file of an edition: ${name}`);
  return format;
}

export interface Writing {
  report: Report;
  /** where the edition is published for good */
  address: string;
  /** of the file */
  name: string;
}

/** Writes a file of an edition. Throws RangeError where there is no such file. */
export const bytesOf = async ({ report, address, name }: Writing): Promise<Buffer> =>
  Buffer.from(await formatOf(name).write(report, address));
