/** Editions as they are read: the report of one, and its formats. An edition never changes, so what was made of it is kept. */
import { Worker } from 'node:worker_threads';
import type { Trx } from '@rogatoria/db';
import type { Report } from '@rogatoria/workflows/publication.ts';
import { bytesOf, formatOf, isSlow, type Writing } from './formats.ts';

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

/** Writes a file in a thread of its own. */
const writtenApart = (writing: Writing): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./writer.ts', import.meta.url), { workerData: writing, execArgv: [] });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the writer ended with ${code}`)));
  });

export interface PublishedFile {
  type: string;
  bytes: Buffer;
}

/** The editions of an installation, read by anybody. */
export class Editions {
  readonly #publicUrl: string;
  readonly #reports = new Kept<Report>(3);
  readonly #files = new Kept<PublishedFile>(32);
  /** the slow file that is being written: the next waits for it, so that the other processors stay free */
  #writing: Promise<unknown> = Promise.resolve();
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
    const { type } = formatOf(name);
    const writing = { report, address: addressOf(this.#publicUrl, summary), name };
    return this.#files.of(`${summary.sha256} ${name}`, async () => {
      if (!isSlow(name)) return { type, bytes: await bytesOf(writing) };
      const written = this.#writing.then(() => writtenApart(writing));
      this.#writing = written.catch(() => undefined);
      return { type, bytes: Buffer.from(await written) };
    });
  }
}
