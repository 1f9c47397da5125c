/** Law as data (design.md §5): which instruments bind two States on a date, what they ask for, what they let refuse. */
export {
  type BasesQuestion,
  type BasisFinding,
  type Between,
  basesFor,
  type Offence,
  preservationMinimum,
  proposedBases,
  requiredContents,
} from './bases.ts';
export { catalogue, instrumentOf } from './catalogue.ts';
export { type GroundsQuestion, type RefusalGround, refusalGrounds } from './grounds.ts';
export * from './law.ts';
export type { BilateralTreaty } from './others.ts';
export {
  asOf,
  type GroundCode,
  groundCodes,
  type Instrument,
  type Party,
  type RequiredContent,
  type Reservation,
  scopeLimits,
} from './types.ts';
