/** The spreadsheet of a return: the template that a State fills, and what is taken of a filled one. */
import type { Content } from '@rogatoria/workflows/annual-return/content.ts';
import { enter } from '@rogatoria/workflows/annual-return/entries.ts';
import { findingsOf } from '@rogatoria/workflows/annual-return/identities.ts';
import { type ReadSheets, readSheets } from '@rogatoria/workflows/annual-return/spreadsheet.ts';
import { DomainError } from '../errors.ts';
import { BadWorkbook, readWorkbook } from './workbook.ts';

/** Reads a file as the return of a State and year. Throws 422 with every cell, rule and suggestion. */
export function readReturn(
  file: Uint8Array,
  of: { state: string; year: number },
): Extract<ReadSheets, { entries: object }> {
  let read: ReadSheets;
  try {
    read = readSheets(readWorkbook(file), of);
  } catch (error) {
    if (!(error instanceof BadWorkbook)) throw error;
    throw new DomainError(422, 'invalid', {
      errors: [{ field: 'file', rule: `sheet_${error.rule}`, example: { key: 'sheet.suggest.template' } }],
    });
  }
  if (!read.entries) throw new DomainError(422, 'invalid', { errors: read.errors });
  return read;
}

/**
 * The figures of a file over those that stand. A State without cases here says all of its return in the file; of one that
 * was filled in from its cases, what differs needs its reason. What does not come out is said by the file's own cells.
 * @param certified whether who certifies it must be said already
 */
export function takeReturn(
  { entries, notes, places }: Extract<ReadSheets, { entries: object }>,
  standing: Content,
  derived: Content | null,
  { certified }: { certified: boolean },
): Content {
  const base = derived ? standing : { ...standing, flows: [], grounds: [], adjustments: [] };
  const entered = enter(base, derived, entries, notes);
  const at = (cell: string) => places.get(cell) ?? cell;
  if (!entered.content)
    throw new DomainError(422, 'invalid', {
      errors: entered.errors.map((error) => ({ ...error, field: at(error.field) })),
    });
  const errors = findingsOf(entered.content)
    .filter(({ severity, rule }) => severity === 'error' && (certified || rule !== 'return_note'))
    .map(({ rule, cells, source, params }) => ({ field: cells.map(at).join(' '), rule, source, params }));
  if (errors.length > 0) throw new DomainError(422, 'invalid', { errors });
  return entered.content;
}
