/** What a statistics officer types, applied to a return: a number that is not the derived one needs its reason. */

import { groundCodes } from '../instruments/types.ts';
import type { Invalid } from '../rules.ts';
import { isState } from '../states.ts';
import type { BasisCode, Direction, RequestKind } from '../types.ts';
import { directions, requestKinds } from '../types.ts';
import {
  type Adjustment,
  basesOfReturn,
  type Content,
  cellsOf,
  domesticCells,
  type FlowColumn,
  type FlowRow,
  flowColumns,
  type GroundRow,
  largest,
  type Notes,
  type Outcome,
  outcomes,
  type Reported,
  sorted,
  unknowns,
} from './content.ts';

/** One value to set, with the reason where it was derived otherwise. */
export interface Entry {
  cell: string;
  value: Reported;
  reason?: string;
}

/** Where a cell stands in a return. */
export type Place =
  | {
      table: 'flow';
      direction: Direction;
      kind: RequestKind;
      basis: FlowRow['basis'];
      counterpart: string;
      column: FlowColumn | `outcomes.${Outcome}`;
    }
  | { table: 'ground'; direction: Direction; kind: RequestKind; ground: GroundRow['ground'] }
  | { table: 'domestic'; cell: string };

const oneOf = <T extends string>(all: readonly T[], value: string | undefined): T | undefined =>
  all.find((one) => one === value);

/** Reads the name of a cell; null when no return has such a cell. */
export function placeOf(cell: string): Place | null {
  const [table, ...rest] = cell.split('.');
  if (table === 'domestic') return domesticCells.includes(rest.join('.')) ? { table, cell: rest.join('.') } : null;
  const direction = oneOf(directions, rest[0]);
  const kind = oneOf(requestKinds, rest[1]);
  if (!direction || !kind) return null;
  if (table === 'ground') {
    const ground = oneOf([...groundCodes, 'not_available'], rest.slice(2).join('.'));
    return ground ? { table, direction, kind, ground } : null;
  }
  const basis = oneOf(basesOfReturn, rest[2]);
  const counterpart = rest[3] ?? '';
  if (table !== 'flow' || !basis || !isState(counterpart)) return null;
  const name = rest.slice(4).join('.');
  const column =
    oneOf(flowColumns, name) ??
    oneOf(
      outcomes[kind].map((outcome) => `outcomes.${outcome}` as const),
      name,
    );
  return column ? { table, direction, kind, basis: basis as BasisCode, counterpart, column } : null;
}

/** A row of which nothing was said yet; `0` where the State's cases are known and none of them is in it. */
export function emptyRow(
  key: Pick<FlowRow, 'direction' | 'kind' | 'basis' | 'counterpart'>,
  nothing: Reported = 'not_available',
): FlowRow {
  return {
    ...key,
    ...(Object.fromEntries(flowColumns.map((column) => [column, nothing])) as Record<FlowColumn, Reported>),
    outcomes: Object.fromEntries(outcomes[key.kind].map((outcome) => [outcome, nothing])),
  } as FlowRow;
}

const isReported = (value: unknown): value is Reported =>
  (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= largest) ||
  unknowns.some((one) => one === value);

/**
 * Sets values. Of a return that was prefilled, a value other than the derived one is an adjustment and says why; one that
 * is the derived one again is none. A row that the State's cases do not know is derived as zero.
 * @param derived what the State's own cases give; null where the State has no cases here
 */
export function enter(
  content: Content,
  derived: Content | null,
  entries: readonly Entry[],
  notes?: Partial<Notes>,
): { content: Content; errors: [] } | { content: null; errors: Invalid[] } {
  const known = derived ? cellsOf(derived) : null;
  const next = structuredClone(content);
  const adjustments = new Map(content.adjustments.map((one) => [one.cell, one]));
  const errors: Invalid[] = [];
  const seen = new Set<string>();
  for (const { cell, value, reason } of entries) {
    const place = placeOf(cell);
    if (!place) errors.push({ field: cell.slice(0, 120), rule: 'return_cell' });
    else if (place.table === 'flow' && place.counterpart === content.state)
      errors.push({ field: cell, rule: 'return_own_state' });
    else if (!isReported(value)) errors.push({ field: cell, rule: 'return_value' });
    else if (seen.has(cell)) errors.push({ field: cell, rule: 'return_twice' });
    else {
      seen.add(cell);
      put(next, place, value, known ? 0 : 'not_available');
      const was: Reported | undefined = known && place.table !== 'domestic' ? (known.get(cell) ?? 0) : undefined;
      if (was === undefined || was === value) adjustments.delete(cell);
      else {
        const why = reason?.trim() || adjustments.get(cell)?.reason;
        if (why) adjustments.set(cell, { cell, derived: was, reported: value, reason: why } satisfies Adjustment);
        else
          errors.push({
            field: cell,
            rule: 'return_adjustment_reason',
            params: { derived: was, reported: value },
            source: { instrument: 'POLICY', verified: true },
          });
      }
    }
  }
  if (errors.length > 0) return { content: null, errors };
  if (notes) Object.assign(next.notes, notes);
  next.adjustments = [...adjustments.values()];
  return { content: sorted(dropEmpty(next)), errors: [] };
}

function put(content: Content, place: Place, value: Reported, nothing: Reported): void {
  if (place.table === 'domestic') {
    content.domestic[place.cell] = value;
    return;
  }
  const { direction, kind } = place;
  if (place.table === 'ground') {
    const row = content.grounds.find(
      (one) => one.direction === direction && one.kind === kind && one.ground === place.ground,
    );
    if (row) row.refused = value;
    else content.grounds.push({ direction, kind, ground: place.ground, refused: value });
    return;
  }
  const { basis, counterpart, column } = place;
  let row = content.flows.find(
    (one) => one.direction === direction && one.kind === kind && one.basis === basis && one.counterpart === counterpart,
  );
  if (!row) {
    row = emptyRow({ direction, kind, basis, counterpart }, nothing);
    content.flows.push(row);
  }
  if (column.startsWith('outcomes.')) row.outcomes[column.slice(9) as Outcome] = value;
  else row[column as FlowColumn] = value;
}

/** A ground that nothing was refused on is said by not naming it; a row of zeroes the same – unless it was adjusted to that. */
function dropEmpty(content: Content): Content {
  const adjusted = new Set(content.adjustments.map(({ cell }) => cell));
  return {
    ...content,
    grounds: content.grounds.filter(
      (row) => row.refused !== 0 || adjusted.has(`ground.${row.direction}.${row.kind}.${row.ground}`),
    ),
  };
}

/** The freshly derived figures under what the officer had typed and adjusted before. */
export function prefill(content: Content, derived: Content): Content {
  const kept = content.adjustments.map(({ cell, reported, reason }): Entry => ({ cell, value: reported, reason }));
  const base: Content = { ...derived, domestic: content.domestic, notes: content.notes, adjustments: [] };
  const entered = enter(base, derived, kept);
  // An adjustment was entered by the same rules: it can be entered again.
  if (!entered.content) throw new Error('an adjustment no longer fits its return');
  return entered.content;
}

/** Cells in which two revisions differ, with both values; null where one has no such cell. */
export function changesBetween(
  before: Content,
  after: Content,
): { cell: string; before: Reported | null; after: Reported | null }[] {
  const [old, now] = [cellsOf(before), cellsOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((cell) => old.get(cell) !== now.get(cell))
    .map((cell) => ({ cell, before: old.get(cell) ?? null, after: now.get(cell) ?? null }));
}
