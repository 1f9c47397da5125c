/** The directory as it stands, or stood: which version of each entry was in force, and when its State last confirmed it. */
import type { Tables, Trx } from '@rogatoria/db';
import { type Authority, centralFor, type Entry, type EntryKind } from '@rogatoria/workflows/directory.ts';
import type { Selectable } from 'kysely';
import type { CaseRow } from './log.ts';
import { fingerprint } from './once.ts';

export type VersionRow = Selectable<Tables['directory_version']>;
export type DecisionRow = Selectable<Tables['directory_decision']>;
export type AttestationRow = Selectable<Tables['directory_attestation']>;

/** All that was ever said of some States, in order. Small: some entries a State and a few versions of each. */
export interface DirectoryRows {
  versions: readonly VersionRow[];
  decisions: ReadonlyMap<string, DecisionRow>;
  attestations: readonly AttestationRow[];
}

export const versionKey = ({ state, entry, version }: Pick<VersionRow, 'state' | 'entry' | 'version'>): string =>
  `${state} ${entry} ${version}`;

/** Reads the directory, of one State or of all. */
export async function readDirectory(trx: Trx, state?: string): Promise<DirectoryRows> {
  const of = <T extends 'directory_version' | 'directory_decision' | 'directory_attestation'>(table: T) =>
    trx
      .selectFrom(table as 'directory_version')
      .$if(state !== undefined, (q) => q.where('state', '=', state as string));
  const versions = await of('directory_version')
    .selectAll()
    .orderBy('at')
    .orderBy('entry')
    .orderBy('version')
    .execute();
  const decisions = (await of('directory_decision').selectAll().execute()) as unknown as DecisionRow[];
  const attestations = (await of('directory_attestation')
    .selectAll()
    .orderBy('at')
    .execute()) as unknown as AttestationRow[];
  return { versions, decisions: new Map(decisions.map((row) => [versionKey(row), row])), attestations };
}

/** An entry in force: since when, and when its State last confirmed it – by making the version, or all of it at once. */
export interface InForce {
  state: string;
  entry: string;
  version: number;
  kind: EntryKind;
  said: Entry;
  reason: string;
  since: string;
  confirmed_at: string;
}

/** Since when a version is in force; null while it waits, or when it was refused. */
export function sinceOf({ decisions }: DirectoryRows, row: VersionRow): string | null {
  if (!row.call_back) return row.at;
  const decision = decisions.get(versionKey(row));
  return decision?.decision === 'confirmed' ? decision.at : null;
}

/** The entries in force at an instant, or just before it; withdrawn ones are not there. */
export function inForce(rows: DirectoryRows, at: string, edge: 'at' | 'before' = 'at'): InForce[] {
  const past = (instant: string) => (edge === 'at' ? instant <= at : instant < at);
  const last = new Map<string, { row: VersionRow; since: string }>();
  for (const row of rows.versions) {
    const since = sinceOf(rows, row);
    const known = last.get(`${row.state} ${row.entry}`);
    if (since !== null && past(since) && (!known || known.row.version < row.version))
      last.set(`${row.state} ${row.entry}`, { row, since });
  }
  const attested = new Map<string, string>();
  for (const { state, at: when } of rows.attestations) if (past(when)) attested.set(state, when);
  return [...last.values()]
    .filter(({ row }) => !row.withdrawn)
    .map(({ row: { state, entry, version, kind, said, reason }, since }) => {
      const all = attested.get(state) ?? '';
      return { state, entry, version, kind, said, reason, since, confirmed_at: all > since ? all : since };
    });
}

/** The versions that wait for a call-back, the oldest first: one of an entry at most. */
export const pendingIn = ({ versions, decisions }: DirectoryRows): VersionRow[] =>
  versions.filter((row) => row.call_back && !decisions.has(versionKey(row)));

/** The version of an entry that waits to be called back, if one does. */
export const pendingOf = (rows: DirectoryRows, entry: string): VersionRow | undefined =>
  pendingIn(rows).find((row) => row.entry === entry);

/** What the audit keeps of a version, so that nobody changes it unseen: SHA-256 of its canonical JSON. */
export const versionSeal = ({
  state,
  entry,
  version,
  kind,
  withdrawn,
  said,
  reason,
  call_back,
  at,
}: VersionRow): string => fingerprint({ state, entry, version, kind, withdrawn, said, reason, call_back, at });

export const attestationSeal = ({ id, state, entries, at }: AttestationRow): string =>
  fingerprint({ id, state, entries, at });

/**
 * Which entries of the requested State a request goes to: its central authority for the bases, and the 24/7 point of
 * contact where it asks for preservation or cannot wait.
 */
export function addressedOf(
  found: readonly InForce[],
  { counterpart, kind, bases, urgency }: Pick<CaseRow, 'counterpart' | 'kind' | 'bases' | 'urgency'>,
): InForce[] {
  const authorities = found.filter((one) => one.state === counterpart && one.kind === 'authority');
  const said = (one: InForce) => one.said as Authority;
  const central = centralFor(authorities.map(said), bases);
  return authorities.filter(
    (one) =>
      one.said === central ||
      (said(one).role === 'point_of_contact' && (kind === 'preservation' || urgency !== 'ordinary')),
  );
}

/** Keeps which addresses a request leaves for, by the versions that the directory has at that moment. */
export async function noteAddress(trx: Trx, row: CaseRow, at: string): Promise<void> {
  const addressed = addressedOf(inForce(await readDirectory(trx, row.counterpart), at), row);
  if (addressed.length === 0) return;
  await trx
    .insertInto('request_address')
    .values(
      addressed.map(({ state, entry, version, confirmed_at }) => ({
        case_id: row.id,
        participant: row.participant,
        state,
        entry,
        version,
        confirmed_at,
        at,
      })),
    )
    .execute();
}
