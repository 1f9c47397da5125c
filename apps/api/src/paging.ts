/** Places in a list that is ordered by an instant and an id, the latest first: opaque to whoever pages through it. */
import { Type } from 'typebox';
import { DomainError } from './errors.ts';

export interface Place {
  at: string;
  id: string;
}

export const Cursor = Type.String({ maxLength: 200, pattern: '^[A-Za-z0-9_-]*$' });

const written = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

export function cursorOf({ at, id }: Place): string {
  return Buffer.from(`${at} ${id}`).toString('base64url');
}

/** Reads a cursor; undefined where there is none. Throws 422 on one that we did not write. */
export function placeOf(cursor: string | undefined): Place | undefined {
  if (!cursor) return undefined;
  const [, at = '', id = ''] = written.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (Number.isNaN(Date.parse(at))) {
    throw new DomainError(422, 'invalid', { errors: [{ field: 'cursor', rule: 'schema_pattern' }] });
  }
  return { at, id };
}
