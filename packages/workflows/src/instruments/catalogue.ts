import type { BasisCode } from '../types.ts';
import { budapest, secondProtocol } from './coe.ts';
import { nassau, nassauProtocol } from './oas.ts';
import { bilateral, caribbean, centralAmerica, harare, medellin, reciprocity, sanLuis } from './others.ts';
import type { Instrument } from './types.ts';
import { hanoi, merida, palermo } from './un.ts';

/** Every instrument of domain.md §2.1, one per basis code. */
export const catalogue: readonly Instrument[] = [
  nassau,
  nassauProtocol,
  budapest,
  secondProtocol,
  hanoi,
  palermo,
  merida,
  medellin,
  sanLuis,
  centralAmerica,
  caribbean,
  harare,
  bilateral,
  reciprocity,
];

const byCode = new Map(catalogue.map((item) => [item.code, item]));

/** The instrument of a code. Throws RangeError on an unknown code. */
export function instrumentOf(code: BasisCode): Instrument {
  const item = byCode.get(code);
  if (!item) throw new RangeError(`unknown instrument '${code}'`);
  return item;
}
