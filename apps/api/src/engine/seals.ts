/**
 * What the audit keeps of rows that are published beside the chains – a meeting, a progress report, an item of the portal, an
 * edition of the year's report –, so that nobody changes them unseen: SHA-256 of their canonical JSON. `audit/verify.ts` holds
 * each against its row.
 */
import type { Tables, Trx } from '@rogatoria/db';
import type { Selectable } from 'kysely';
import { fingerprint } from './once.ts';

/** Actions of the audit that seal a row; each entry's detail has `row` (which one) and `sha256`. */
export const sealedActions = ['meeting.record', 'progress.report', 'portal.write', 'publication.publish'] as const;

type Row<T extends keyof Tables> = Selectable<Tables[T]>;

export interface Sealed {
  /** which row, as the audit names it: `meeting 10 version 2` */
  row: string;
  sha256: string;
}

const sealed = (row: string, value: object): Sealed => ({ row, sha256: fingerprint(value) });

export const sealMeeting = ({ meeting, version, body, reason, at }: Row<'meeting_version'>): Sealed =>
  sealed(`meeting ${meeting} version ${version}`, { meeting, version, body, reason, at });

export const sealReport = (row: Row<'progress_report'>): Sealed => {
  const { state, meeting, recommendation, version, status, text, evidence, as_of, released, at } = row;
  return sealed(`report ${meeting}.${recommendation} version ${version}`, {
    ...{ state, meeting, recommendation, version, status, text, evidence, as_of, released, at },
  });
};

/** An item is sealed whenever it is written; its last entry is the one that counts. */
export const sealItem = (row: Row<'portal_item'>): Sealed => {
  const { id, kind, version, body, created_at, published_at, withdrawn_at, withdrawn_because } = row;
  return sealed(`portal item ${id}`, {
    ...{ id, kind, version, body, created_at, published_at, withdrawn_at, withdrawn_because },
  });
};

/** An edition with what it rests on, each as return and revision. */
export const sealPublication = (
  { year, edition, report, sha256, at }: Row<'publication'>,
  sources: readonly Pick<Row<'publication_source'>, 'return_id' | 'revision'>[],
): Sealed => {
  const rests = sources.map(({ return_id, revision }) => `${return_id} ${revision}`).toSorted();
  return sealed(`publication ${year} edition ${edition}`, { year, edition, report, sha256, at, rests });
};

/**
 * Rows of a participant that are not as its audit sealed them, are not there, or were never sealed: which, and the audit
 * entry that says so (null where there is none).
 */
export async function brokenSeals(trx: Trx, participant: string): Promise<{ row: string; sequence: number | null }[]> {
  const secretariat = participant === 'OAS';
  const rows: Sealed[] = [
    ...(await trx.selectFrom('progress_report').selectAll().where('state', '=', participant).execute()).map(sealReport),
    ...(secretariat ? (await trx.selectFrom('meeting_version').selectAll().execute()).map(sealMeeting) : []),
    ...(secretariat ? (await trx.selectFrom('portal_item').selectAll().execute()).map(sealItem) : []),
    ...(secretariat ? await sealedPublications(trx) : []),
  ];
  const entries = await trx
    .selectFrom('audit_event')
    .select(['sequence', 'detail'])
    .where('participant', '=', participant)
    .where('action', 'in', [...sealedActions])
    .orderBy('sequence')
    .execute();
  const seals = new Map(
    entries.map(({ sequence, detail }) => [String(detail.row), { sequence, sha256: String(detail.sha256) }]),
  );
  const broken = rows.flatMap(({ row, sha256 }) => {
    const seal = seals.get(row);
    seals.delete(row);
    return seal?.sha256 === sha256 ? [] : [{ row, sequence: seal?.sequence ?? null }];
  });
  return [...broken, ...[...seals].map(([row, { sequence }]) => ({ row: `${row} is not there`, sequence }))];
}

/** One edition at a time: the report of a whole region is some megabytes. A source of no edition is one too many. */
async function sealedPublications(trx: Trx): Promise<Sealed[]> {
  const editions = await trx.selectFrom('publication').select(['year', 'edition']).execute();
  const sources = Map.groupBy(
    await trx.selectFrom('publication_source').selectAll().execute(),
    ({ year, edition }) => `${year} ${edition}`,
  );
  const seals: Sealed[] = [];
  for (const { year, edition } of editions) {
    const row = await trx
      .selectFrom('publication')
      .selectAll()
      .where('year', '=', year)
      .where('edition', '=', edition)
      .executeTakeFirstOrThrow();
    seals.push(sealPublication(row, sources.get(`${year} ${edition}`) ?? []));
    sources.delete(`${year} ${edition}`);
  }
  for (const [name] of sources) seals.push(sealed(`publication ${name.replace(' ', ' edition ')} sources`, {}));
  return seals;
}
