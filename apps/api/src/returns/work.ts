/** What the commands on a return do to its figures. */
import { type Content, emptyContent, type Notes } from '@rogatoria/workflows/annual-return/content.ts';
import { type Entry, enter, prefill } from '@rogatoria/workflows/annual-return/entries.ts';
import { zoneOf } from '@rogatoria/workflows/states.ts';
import type { ReturnRow, Work } from '../engine/returns.ts';
import { DomainError } from '../errors.ts';

/** What the State's own cases give for a year (statistics/annual-return.ts). */
export type Derive = (
  trx: Parameters<Work>[1],
  question: { participant: string; year: number; now: string },
) => Promise<Content>;

/** The figures an officer works on: as they stand, or none yet. */
export const workingCopy = ({ content, state, year }: ReturnRow): Content =>
  (content as Content | null) ?? emptyContent(state, year, zoneOf(state));

/** Fills the return in from the State's cases, under what was typed and adjusted before. */
export const filledIn =
  (derive: Derive, now: string): Work =>
  async (row, trx) => {
    const derived = await derive(trx, { participant: row.state, year: row.year, now });
    return { content: prefill(workingCopy(row), derived), derived };
  };

/** Sets figures and notes. Throws 422 for each that cannot stand so. */
export const entered =
  (entries: readonly Entry[], notes: Partial<Notes>): Work =>
  async (row) => {
    const { content, errors } = enter(workingCopy(row), row.derived as Content | null, entries, notes);
    if (!content) throw new DomainError(422, 'invalid', { errors });
    return { content };
  };
