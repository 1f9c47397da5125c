import { isDischargeable, type Obligation } from '../src/obligations.ts';

/**
 * What makes two files the same to a walk through a machine: records, and how often something happened, make no
 * difference to what can happen; of what is owed, only whether anything still is.
 */
export function shapeOf(state: string, context: Record<string, unknown>): string {
  const { records: _, rounds: _r, deliveries: _d, extensions: _e, disclosures: _s, obligations, ...rest } = context;
  const owed = ((obligations ?? []) as Obligation[]).some(({ kind, done }) => isDischargeable(kind) && done === null);
  const capped = Object.entries(rest).map(([key, value]) => [
    key,
    typeof value === 'number' ? Math.min(value, 1) : value,
  ]);
  return JSON.stringify([state, capped, owed]);
}
