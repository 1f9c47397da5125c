import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { expect } from 'vitest';

/** Values that a field takes, and values it refuses; `undefined`: the field is not given. */
export interface Field {
  taken: readonly unknown[];
  refused: readonly unknown[];
}
export const absent = undefined;
export const long = (length: number) => 'x'.repeat(length);

/** Holds one field of a schema to both, in a value that is otherwise as it should be. */
export function expectField(schema: TSchema, value: object, field: string, { taken, refused }: Field): void {
  const validator = Compile(schema);
  // as it comes over the wire: what is undefined is not there
  const accepts = (one: unknown) => validator.Check(JSON.parse(JSON.stringify({ ...value, [field]: one })));
  for (const one of taken) expect([one, accepts(one)]).toEqual([one, true]);
  for (const one of refused) expect([one, accepts(one)]).toEqual([one, false]);
}
