/** From accepted returns to an edition of the year's report: what stands, the compilation, and the one transaction that publishes. */
import { Worker } from 'node:worker_threads';
import { as, lock, type Trx } from '@rogatoria/db';
import type { Content } from '@rogatoria/workflows/annual-return/content.ts';
import type { ReturnContext } from '@rogatoria/workflows/annual-return/machine.ts';
import type { Compilation, Edition, Report } from '@rogatoria/workflows/publication.ts';
import { type Discrepancy, discrepancies, reconcile } from '@rogatoria/workflows/reconciliation.ts';
import { noteAudit } from '../engine/chains.ts';
import type { Officer } from '../engine/handle.ts';
import { answered, fingerprint, once } from '../engine/once.ts';
import { isAskable, lockReturns, publishReturn, type ReturnRow, secretariatOf } from '../engine/returns.ts';
import { sealPublication } from '../engine/seals.ts';
import { DomainError, notFound } from '../errors.ts';
import type { House } from '../house.ts';
import type { Compiled } from './compiler.ts';

/** A return as the next edition would have it: `revision` is null where none stands, `published` where the last has none. */
export interface Standing {
  row: ReturnRow;
  revision: number | null;
  published: number | null;
}

/** A return's stage says that its last revision stands. */
const isTaken = ({ stage }: ReturnRow): boolean => stage === 'accepted' || stage === 'published';

/**
 * What stands of a year's returns: of those accepted or published the last revision; of one that is being restated or asked
 * about again, the revision that the last edition has; of any other none.
 */
export async function standingOf(trx: Trx, year: number, rows: readonly ReturnRow[]): Promise<Standing[]> {
  const { edition } = await trx
    .selectFrom('publication')
    .select(({ fn }) => fn.max<number | null>('edition').as('edition'))
    .where('year', '=', year)
    .executeTakeFirstOrThrow();
  const sources = await trx
    .selectFrom('publication_source')
    .select(['return_id', 'revision'])
    .where('year', '=', year)
    .where('edition', '=', edition ?? 0)
    .execute();
  const before = new Map(sources.map(({ return_id, revision }) => [return_id, revision]));
  return rows.map((row) => {
    const published = before.get(row.return_id) ?? null;
    return { row, published, revision: isTaken(row) ? (row.context as ReturnContext).revision : published };
  });
}

/** The Secretariat's files on a year's returns, by State. */
export const returnsOf = (trx: Trx, year: number): Promise<ReturnRow[]> =>
  trx
    .selectFrom('annual_return')
    .selectAll()
    .where('side', '=', 'receiving')
    .where('year', '=', year)
    .orderBy('state')
    .execute();

const contentOf = async (trx: Trx, return_id: string, revision: number): Promise<Content> => {
  const { content } = await trx
    .selectFrom('annual_return_revision')
    .select('content')
    .where('return_id', '=', return_id)
    .where('revision', '=', revision)
    .executeTakeFirstOrThrow();
  return content as unknown as Content;
};

/** The last revision that each State sent, accepted or not: what the mirror comparison compares. */
export async function sentContents(trx: Trx, rows: readonly ReturnRow[]): Promise<Content[]> {
  const sent = rows.map(({ return_id, context }) => ({ return_id, revision: (context as ReturnContext).revision }));
  const last = sent.filter(({ revision }) => revision > 0);
  if (last.length === 0) return [];
  const found = await trx
    .selectFrom('annual_return_revision')
    .select(['return_id', 'content'])
    .where(({ eb, refTuple, tuple }) =>
      eb(
        refTuple('return_id', 'revision'),
        'in',
        last.map(({ return_id, revision }) => tuple(return_id, revision)),
      ),
    )
    .execute();
  const by = new Map(found.map(({ return_id, content }) => [return_id, content as unknown as Content]));
  return last.map(({ return_id }) => by.get(return_id) as Content);
}

/** A discrepancy on the desk: whom of the two it can ask about it now, and who has a question to answer. */
export interface WorkItem extends Discrepancy {
  askable: string[];
  asked: string[];
}

/** What the States do not agree on in what they sent, the most first. */
export async function workListOf(trx: Trx, rows: readonly ReturnRow[]): Promise<WorkItem[]> {
  const found = discrepancies(reconcile(await sentContents(trx, rows)));
  const askable = new Set(rows.filter(isAskable).map(({ state }) => state));
  const asked = new Set(rows.filter(({ stage }) => stage === 'queried').map(({ state }) => state));
  return found.map((one) => {
    const both = [one.requesting, one.requested];
    return {
      ...one,
      askable: both.filter((state) => askable.has(state)),
      asked: both.filter((state) => asked.has(state)),
    };
  });
}

/** One after another: a transaction has one connection. */
async function eachOf<T, U>(items: readonly T[], of: (item: T) => Promise<U>): Promise<U[]> {
  const results: U[] = [];
  for (const item of items) results.push(await of(item));
  return results;
}

/** Every edition of any year with what it was compiled from. */
async function editionsIn(trx: Trx): Promise<Edition[]> {
  const rows = await trx.selectFrom('publication').selectAll().orderBy('year').orderBy('edition').execute();
  const sources = Map.groupBy(
    await trx.selectFrom('publication_source').selectAll().orderBy('return_id').execute(),
    ({ year, edition }) => `${year} ${edition}`,
  );
  return eachOf(rows, async ({ year, edition, report }) => ({
    report: report as unknown as Report,
    contents: await eachOf(sources.get(`${year} ${edition}`) ?? [], ({ return_id, revision }) =>
      contentOf(trx, return_id, revision),
    ),
  }));
}

/** Names what a compilation rests on: the same name, the same report. */
async function groundOf(trx: Trx, standing: readonly Standing[]): Promise<string> {
  const editions = await trx.selectFrom('publication').select(['year', 'edition', 'sha256']).execute();
  const rests = standing.flatMap(({ row, revision }) => (revision === null ? [] : [`${row.return_id} ${revision}`]));
  return fingerprint({
    editions: editions.map(({ year, edition, sha256 }) => `${year} ${edition} ${sha256}`).toSorted(),
    rests: rests.toSorted(),
  });
}

const nothing = () => new DomainError(422, 'invalid', { errors: [{ field: 'year', rule: 'publication_nothing' }] });

/** One compilation at a time in a process: it fills a processor. */
let running = false;
export const isRunning = (): boolean => running;

async function compiledApart(compilation: Compilation): Promise<Report> {
  const worker = new Worker(new URL('./compiler.ts', import.meta.url), { workerData: compilation, execArgv: [] });
  const answer = await new Promise<Compiled>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the compiler ended with ${code}`)));
  });
  if ('report' in answer) return answer.report;
  const cell = answer.unprotectable;
  throw new DomainError(422, 'invalid', {
    errors: [{ field: cell, rule: 'publication_unprotectable', params: { cell } }],
  });
}

export interface Publication {
  year: number;
  edition: number;
  /** of the report's canonical JSON, hex */
  sha256: string;
  /** States whose figures are in it */
  states: number;
}

/**
 * Compiles the report of a year from the returns that stand and publishes it as its next edition, for good; every return that
 * was accepted is published with it.
 *
 * @throws DomainError 404 to a State and where no round was opened; 409 `publication_running` while another is compiled,
 * `returns_moved` when what stands changed meanwhile; 422 when no return is accepted, or when earlier editions give a cell
 * away that must not be shown
 */
export async function publish(
  house: House,
  officer: Officer,
  year: number,
  key: string | undefined,
): Promise<Publication> {
  const { participant } = officer;
  const request = { publish: year };
  const found = await as(house.db, participant, async (trx) => {
    if ((await secretariatOf(trx)) !== participant) throw notFound();
    const first = await answered<Publication>(trx, officer, key, request);
    if (first) return { first };
    const rows = await returnsOf(trx, year);
    if (rows.length === 0) throw notFound();
    // what was published is published: an edition that says the same again is none
    if (!rows.some(({ stage }) => stage === 'accepted')) throw nothing();
    const standing = await standingOf(trx, year, rows);
    const contents = await eachOf(
      standing.flatMap(({ row, revision }) => (revision === null ? [] : [{ row, revision }])),
      ({ row, revision }) => contentOf(trx, row.return_id, revision),
    );
    return { ground: await groundOf(trx, standing), contents, earlier: await editionsIn(trx) };
  });
  if ('first' in found) return found.first;
  const { ground, contents, earlier } = found;
  if (running) throw new DomainError(409, 'publication_running');
  running = true;
  try {
    const now = house.clock.now();
    const report = await compiledApart({ year, now, contents, earlier });
    return await as(house.db, participant, (trx) =>
      once(trx, officer, key, request, { now }, () => store(trx, officer, report, ground)),
    );
  } finally {
    running = false;
    house.wake(participant);
  }
}

async function store(trx: Trx, officer: Officer, report: Report, ground: string): Promise<Publication> {
  const { participant } = officer;
  const { year, edition, compiled_at: at } = report;
  await lock(trx, 'publication');
  const rows = await lockReturns(trx, year);
  const standing = await standingOf(trx, year, rows);
  if ((await groundOf(trx, standing)) !== ground) throw new DomainError(409, 'returns_moved');
  const row = { year, edition, report: { ...report }, sha256: fingerprint(report), at };
  const sources = standing.flatMap(({ row: { return_id }, revision }) =>
    revision === null ? [] : [{ participant, year, edition, return_id, revision }],
  );
  await trx
    .insertInto('publication')
    .values({ ...row, report: JSON.stringify(report) })
    .execute();
  await trx.insertInto('publication_source').values(sources).execute();
  await noteAudit(trx, {
    participant,
    at,
    account_id: officer.id,
    action: 'publication.publish',
    detail: { year, edition, states: sources.length, report: row.sha256, ...sealPublication(row, sources) },
  });
  for (const accepted of rows.filter(({ stage }) => stage === 'accepted'))
    await publishReturn(trx, officer, accepted, at);
  return { year, edition, sha256: row.sha256, states: sources.length };
}
