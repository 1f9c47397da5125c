/** The law in force in this installation: the catalogue, and what its participants recorded of their own. */
import type { Trx } from '@rogatoria/db';
import { type Amendment, asOf, type Law, lawOf } from '@rogatoria/workflows';

/** Every amendment up to a number, in order; all of them unless told. */
export async function amendmentsOf(trx: Trx, last?: number): Promise<Amendment[]> {
  let query = trx
    .selectFrom('law_amendment')
    .select(['id', 'state', 'record', 'version', 'withdrawn', 'line'])
    .orderBy('id');
  if (last !== undefined) query = query.where('id', '<=', last);
  return query.execute();
}

/** The law as it stands, read in the transaction that acts on it. */
export async function lawInForce(trx: Trx): Promise<Law> {
  return lawOf(await amendmentsOf(trx));
}

/**
 * The law of a version (`2026-11-21+7`), or null when this release cannot put it together: its catalogue is of another day,
 * or that many amendments were never recorded here.
 */
export async function lawAt(trx: Trx, version: string): Promise<Law | null> {
  const [day, last = '0'] = version.split('+');
  if (day !== asOf) return null;
  const law = lawOf(await amendmentsOf(trx, Number(last)));
  return law.version === version ? law : null;
}
