/** Editions as they are read: the report of one, and its formats. An edition never changes, so what was made of it is kept. */
import type { Trx } from '@rogatoria/db';
import type { Report } from '@rogatoria/workflows/publication.ts';
import { type Language, languages } from '@rogatoria/workflows/types.ts';
import { countsCsv, dataPackage, derivedCsv } from './csv.ts';
import { reportPdf } from './pdf.ts';
import { sdmxCsv, sdmxStructure } from './sdmx.ts';
import { reportXlsx } from './xlsx.ts';

export interface EditionSummary {
  year: number;
  edition: number;
  at: string;
  sha256: string;
}

/** Every edition, the latest year first, and in it the latest edition. */
export const editionsOf = (trx: Trx): Promise<EditionSummary[]> =>
  trx
    .selectFrom('publication')
    .select(['year', 'edition', 'at', 'sha256'])
    .orderBy('year', 'desc')
    .orderBy('edition', 'desc')
    .execute();

/** Where an edition stands for good: in its citation, and in front of the names of its files. */
export const addressOf = (publicUrl: string, { year, edition }: Pick<EditionSummary, 'year' | 'edition'>): string =>
  new URL(`/portal/publications/${year}/${edition}`, publicUrl).href;

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

/** Keeps the last few results of a slow work, and does none of it twice at once. What failed is tried again. */
class Kept<T> {
  readonly #most: number;
  readonly #held = new Map<string, Promise<T>>();
  constructor(most: number) {
    this.#most = most;
  }

  of(key: string, make: () => Promise<T>): Promise<T> {
    const held = this.#held.get(key) ?? make();
    this.#held.delete(key);
    this.#held.set(key, held);
    held.catch(() => this.#held.delete(key));
    for (const oldest of this.#held.keys()) {
      if (this.#held.size <= this.#most) break;
      this.#held.delete(oldest);
    }
    return held;
  }
}

export interface PublishedFile {
  type: string;
  bytes: Buffer;
}

/** The editions of an installation, read by anybody. */
export class Editions {
  readonly #publicUrl: string;
  readonly #reports = new Kept<Report>(3);
  readonly #files = new Kept<PublishedFile>(32);
  constructor(publicUrl: string) {
    this.#publicUrl = publicUrl;
  }

  /** The report of an edition that there is. */
  report(trx: Trx, { year, edition, sha256 }: EditionSummary): Promise<Report> {
    return this.#reports.of(sha256, async () => {
      const { report } = await trx
        .selectFrom('publication')
        .select('report')
        .where('year', '=', year)
        .where('edition', '=', edition)
        .executeTakeFirstOrThrow();
      return report as unknown as Report;
    });
  }

  /** A file of an edition (`isFile`), written from its report. Throws RangeError for another name. */
  file(summary: EditionSummary, report: Report, name: string): Promise<PublishedFile> {
    const format = formats.get(name);
    if (!format) throw new RangeError(`no file of an edition: ${name}`);
    return this.#files.of(`${summary.sha256} ${name}`, async () => {
      const bytes = Buffer.from(await format.write(report, addressOf(this.#publicUrl, summary)));
      return { type: format.type, bytes };
    });
  }
}
