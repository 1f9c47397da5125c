import { createHash } from 'node:crypto';
import type { Tables, Trx } from '@rogatoria/db';
import canonicalize from 'canonicalize';
import type { Insertable, Selectable } from 'kysely';

export type CaseRow = Selectable<Tables['case_file']>;

/** What happened, before it has a place in the log. */
export interface LogEntry {
  at: string;
  zone: string;
  origin: 'command' | 'message' | 'clock' | 'linked';
  type: string;
  actor: string;
  actor_role: string | null;
  payload: Record<string, unknown>;
  state: string;
  /** fingerprint of the form that it sent */
  sent?: string | null;
  /** id of the officer whose deputy gave the command */
  deputy_of?: string | null;
}

/** Hash of an entry over its canonical JSON (RFC 8785) and its predecessor's hash, SHA-256 in hex. */
export function entryHash({
  sent,
  deputy_of,
  ...entry
}: LogEntry & { case_id: string; sequence: number; previous_hash: string }): string {
  // Most entries send no form, and most people are nobody's deputy; those that do and those who are say so.
  const said = { ...entry, ...(sent ? { sent } : {}), ...(deputy_of ? { deputy_of } : {}) };
  return createHash('sha256')
    .update(canonicalize(said) as string)
    .digest('hex');
}

/** Appends to a case's log. The caller holds the case row's lock and stores the new head with the row. */
export async function append(trx: Trx, row: CaseRow, entry: LogEntry): Promise<{ sequence: number; hash: string }> {
  const linked = { ...entry, case_id: row.id, sequence: row.log_length + 1, previous_hash: row.log_head };
  const hash = entryHash(linked);
  const values: Insertable<Tables['case_event']> = {
    ...linked,
    sent: entry.sent ?? null,
    participant: row.participant,
    payload: JSON.stringify(entry.payload),
    hash,
  };
  await trx.insertInto('case_event').values(values).execute();
  return { sequence: linked.sequence, hash };
}
