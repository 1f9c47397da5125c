/** After how many days without a word a file counts as silent. */
import type { Trx } from '@rogatoria/db';
import type { Kind } from '@rogatoria/workflows';
import { decided } from '../engine/reminder-policy.ts';

/** Policy of this house; no treaty sets a number [P]. Preserved data lapse in weeks, so their silence is short. */
const byDefault: Readonly<Record<Kind, number>> = { evidence: 30, preservation: 7, information: 30, consultation: 20 };

export async function silenceDays(trx: Trx): Promise<Record<Kind, number>> {
  const own = await decided<Record<Kind, number>>(trx, 'silence');
  return own?.value ?? byDefault;
}
