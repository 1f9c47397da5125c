/** What a State changes in the directory: entries by versions, call-backs by a second officer, and that all of it is right. */
import { randomUUID } from 'node:crypto';
import { lock, type Trx } from '@rogatoria/db';
import type { Role } from '@rogatoria/workflows';
import {
  type Authority,
  type Entry,
  type EntryKind,
  entryRefusals,
  needsCallBack,
} from '@rogatoria/workflows/directory.ts';
import { zoneOf } from '@rogatoria/workflows/states.ts';
import canonicalize from 'canonicalize';
import { noteAudit } from '../engine/chains.ts';
import {
  type AttestationRow,
  attestationSeal,
  inForce,
  pendingOf,
  readDirectory,
  type VersionRow,
  versionSeal,
} from '../engine/directory.ts';
import { notify } from '../engine/notify.ts';
import { DomainError, notFound } from '../errors.ts';

export interface Editor {
  id: string;
  participant: string;
}

const refuse = (field: string, rule: string, params: Record<string, string | number> = {}) =>
  new DomainError(422, 'invalid', { errors: [{ field, rule, params }] });

/** Changes of one State come one at a time, so each is judged by what is there. */
const begin = (trx: Trx, { participant }: Editor) => lock(trx, `directory of ${participant}`);

const asAuthority = (kind: EntryKind, said: Entry | null): Authority | null =>
  kind === 'authority' ? (said as Authority | null) : null;

export interface Change {
  /** absent for a new entry */
  entry?: string;
  /** the version that was seen; 0 for a new entry */
  seen: number;
  kind: EntryKind;
  /** null: the entry is to be taken out */
  said: Entry | null;
  reason: string;
}

/**
 * Adds a version of an entry, in force at once or – where the address of a central authority or 24/7 desk moves – once a
 * second officer has called back. Throws 404, 412, 422 (`directory_*`).
 */
export async function changeEntry(
  trx: Trx,
  by: Editor,
  { entry, seen, kind, said, reason }: Change,
  now: string,
): Promise<{ entry: string; version: number; call_back: boolean }> {
  await begin(trx, by);
  const rows = await readDirectory(trx, by.participant);
  const own = rows.versions.filter((row) => row.entry === entry).sort((a, b) => b.version - a.version);
  const [last] = own;
  if (entry !== undefined && last?.kind !== kind) throw notFound();
  if ((last?.version ?? 0) !== seen) throw new DomainError(412, 'stale', { version: last?.version ?? 0 });
  if (last && pendingOf(rows, last.entry)) throw refuse('said', 'directory_waits');
  const standing = inForce(rows, now).find((one) => one.entry === entry);
  const before = standing?.said ?? null;
  if (canonicalize(before) === canonicalize(said)) throw refuse('said', 'directory_unchanged');
  if (said) {
    const today = Temporal.Instant.from(now).toZonedDateTimeISO(zoneOf(by.participant)).toPlainDate().toString();
    const errors = entryRefusals(kind, said, today);
    if (errors.length > 0) throw new DomainError(422, 'invalid', { errors });
  }
  const row: VersionRow = {
    state: by.participant,
    entry: entry ?? randomUUID(),
    version: seen + 1,
    kind,
    withdrawn: said === null,
    said: said ?? before,
    reason,
    call_back: needsCallBack(kind, before, said),
    proposed_by: by.id,
    at: now,
  };
  await trx
    .insertInto('directory_version')
    .values({ ...row, said: JSON.stringify(row.said) })
    .execute();
  const { entry: id, version, call_back } = row;
  const moved = { before: asAuthority(kind, before), after: asAuthority(kind, said) };
  await tellContacts(trx, by, call_back ? 'proposed' : 'in_force', moved, now);
  if (call_back)
    await tell(
      trx,
      by,
      confirmers,
      'directory_waits',
      { name: nameOf(moved) },
      `directory_waits:${id}:${version}`,
      now,
    );
  await noteAudit(trx, {
    participant: by.participant,
    at: now,
    account_id: by.id,
    action: 'directory.change',
    detail: { entry: id, version, call_back, sha256: versionSeal(row) },
  });
  return { entry: id, version, call_back };
}

const confirmers: readonly Role[] = ['directory', 'approver', 'duty', 'admin'];
const nameOf = ({ before, after }: { before: Authority | null; after: Authority | null }) =>
  (after ?? before)?.name ?? '';

/** How somebody was called back. */
export interface CallBack {
  /** telephone or mail that was known before, and not from the change itself */
  called: string;
  spoken_with: string;
}

/**
 * Decides on a change that waits: confirmed by an officer who did not propose it and called back, or refused with a
 * reason, also by who proposed it. Throws 404, 412, 422 (`directory_own_change`, `directory_called_new`).
 */
export async function decideEntry(
  trx: Trx,
  by: Editor,
  { entry, seen }: { entry: string; seen: number },
  said: ({ decision: 'confirmed' } & CallBack) | { decision: 'refused'; reason: string },
  now: string,
): Promise<{ entry: string; version: number }> {
  await begin(trx, by);
  const rows = await readDirectory(trx, by.participant);
  if (!rows.versions.some((row) => row.entry === entry)) throw notFound();
  const waiting = pendingOf(rows, entry);
  if (waiting?.version !== seen) {
    const latest = Math.max(...rows.versions.flatMap((row) => (row.entry === entry ? [row.version] : [])));
    throw new DomainError(412, 'stale', { version: latest });
  }
  const before = inForce(rows, now).find((one) => one.entry === entry);
  const moved = {
    before: asAuthority(waiting.kind, before?.said ?? null),
    after: waiting.withdrawn ? null : asAuthority(waiting.kind, waiting.said),
  };
  if (said.decision === 'confirmed') {
    if (waiting.proposed_by === by.id) throw refuse('called', 'directory_own_change');
    const bare = (text: string | undefined) => (text ?? '').replaceAll(/[\s()-]/g, '').toLowerCase();
    const [was, is] = [moved.before, moved.after].map((one) => [bare(one?.phone), bare(one?.email)]);
    const called = bare(said.called);
    if (was && moved.before && is?.includes(called) && !was.includes(called))
      throw refuse('called', 'directory_called_new');
  }
  const { state, version, proposed_by } = waiting;
  await trx
    .insertInto('directory_decision')
    .values({ state, entry, version, proposed_by, decision: said.decision, decided_by: by.id, at: now })
    .execute();
  await tellContacts(trx, by, said.decision === 'confirmed' ? 'in_force' : 'refused', moved, now);
  const key = said.decision === 'confirmed' ? 'directory_confirmed' : 'directory_refused';
  await tell(trx, by, [], key, { name: nameOf(moved) }, `${key}:${entry}:${version}`, now, [proposed_by]);
  await noteAudit(trx, {
    participant: state,
    at: now,
    account_id: by.id,
    action: 'directory.call_back',
    detail: { entry, version, ...said },
  });
  return { entry, version };
}

/** The State says that all that is in force is right, as its officer saw it. Throws 412, 422 (`directory_empty`). */
export async function attest(
  trx: Trx,
  by: Editor,
  seen: readonly { entry: string; version: number }[],
  now: string,
): Promise<{ at: string; entries: number }> {
  await begin(trx, by);
  const rows = await readDirectory(trx, by.participant);
  const standing = inForce(rows, now)
    .map(({ entry, version }) => ({ entry, version }))
    .sort((a, b) => (a.entry < b.entry ? -1 : 1));
  if (standing.length === 0) throw refuse('entries', 'directory_empty');
  const named = new Set(seen.map(({ entry, version }) => `${entry} ${version}`));
  if (named.size !== standing.length || standing.some(({ entry, version }) => !named.has(`${entry} ${version}`)))
    throw new DomainError(412, 'stale');
  const row: AttestationRow = { id: randomUUID(), state: by.participant, entries: standing, at: now };
  await trx
    .insertInto('directory_attestation')
    .values({ ...row, entries: JSON.stringify(standing) })
    .execute();
  await noteAudit(trx, {
    participant: by.participant,
    at: now,
    account_id: by.id,
    action: 'directory.attest',
    detail: { id: row.id, entries: standing.length, sha256: attestationSeal(row) },
  });
  return { at: now, entries: standing.length };
}

async function tell(
  trx: Trx,
  { participant, id }: Editor,
  roles: readonly Role[],
  key: string,
  params: Record<string, string | number>,
  occasion: string,
  at: string,
  accounts: readonly string[] = [],
): Promise<void> {
  const row = { id: null, number: null, own_reference: null, counterpart: participant };
  await notify(trx, row, { roles, accounts, key, params, urgent: false, occasion, at, except: id });
}

/** Tells the old and the new mail address of an authority that its contact is to move, moved, or stays. */
async function tellContacts(
  trx: Trx,
  { participant }: Editor,
  key: 'proposed' | 'in_force' | 'refused',
  { before, after }: { before: Authority | null; after: Authority | null },
  at: string,
): Promise<void> {
  const reached = (one: Authority | null) => [one?.phone, one?.email].filter(Boolean).join(' · ') || '–';
  if (reached(before) === reached(after)) return;
  const addresses = new Set(
    [before?.email, after?.email].flatMap((address) => (address ? [address.toLowerCase()] : [])),
  );
  if (addresses.size === 0) return;
  const { language } = await trx
    .selectFrom('participant')
    .select('language')
    .where('code', '=', participant)
    .executeTakeFirstOrThrow();
  const params = { state: participant, name: (before ?? after)?.name ?? '', old: reached(before), new: reached(after) };
  for (const address of addresses) {
    const id = randomUUID();
    await trx
      .insertInto('contact_notice')
      .values({ id, participant, key, language, params: JSON.stringify(params) })
      .execute();
    await trx
      .insertInto('mail')
      .values({ id, participant, address, at, next_attempt_at: at, sent_at: null, failure: null })
      .execute();
  }
}
