/**
 * Forges a small installation in every way of `forgeries.ts`, each in a transaction that is rolled back, and looks whether
 * verification finds it, with the checkpoints an auditor kept: `pnpm check tamper [--sample ROUNDS] [--seed N]`.
 */

import type { Checkpoint } from '@rogatoria/api/audit/checkpoint.ts';
import type { Fault } from '@rogatoria/api/audit/faults.ts';
import { type Verification, verify, verifyWithin } from '@rogatoria/api/audit/verify.ts';
import { connect, type Database, sql } from '@rogatoria/db';
import { testHouse } from '../harness/house.ts';
import { forgeries, Hand } from './forgeries.ts';
import { fill, states } from './installation.ts';

export interface TamperFigures extends Record<string, unknown> {
  ok: boolean;
  seed: number;
  /** forgeries that were made, each another row drawn */
  forgeries: number;
  kinds: number;
  undetected: number;
  /** of those found, the ones that only a checkpoint showed */
  by_checkpoint: number;
  /** of those, the ones that only a checkpoint kept elsewhere showed */
  by_kept: number;
}

class RolledBack extends Error {}

/** Needs a server in `TEST_DATABASE_SUPERUSER_URL`. `rounds`: how often each kind is tried, on rows drawn by the seed. */
export async function tamper({
  rounds = 5,
  seed = 20261121,
  say = () => {},
}: {
  rounds?: number | undefined;
  seed?: number | undefined;
  say?: (line: string) => void;
} = {}): Promise<TamperFigures> {
  const t = await testHouse();
  const url = new URL(process.env.TEST_DATABASE_SUPERUSER_URL as string);
  url.pathname = new URL(t.ownerUrl).pathname;
  const superuser = connect(url.href, 1);
  try {
    const kept = await fill(t);
    const sound = await verify(t.house.db, states, (fault) => say(JSON.stringify(fault)), { kept });
    if (!sound.ok) throw new Error('the installation is not sound before it is forged');
    const figures = { forgeries: 0, kinds: 0, undetected: 0, by_checkpoint: 0, by_kept: 0 };
    for (const [group, kinds] of Object.entries(forgeries)) {
      for (const [what, forge] of kinds) {
        figures.kinds++;
        for (let round = 0; round < rounds; round++) {
          const found = await forged(superuser, (hand) => forge(hand), seed + round, kept);
          figures.forgeries++;
          if (found.length === 0) {
            figures.undetected++;
            say(`undetected: ${group}: ${what} (round ${round})`);
          }
          if (found.length === 0 || found.some(({ problem }) => !problem.startsWith('checkpoint_'))) continue;
          figures.by_checkpoint++;
          if ((await forged(superuser, (hand) => forge(hand), seed + round, [])).length === 0) figures.by_kept++;
        }
      }
    }
    return { ok: figures.undetected === 0 && figures.kinds >= 40, seed, ...figures };
  } finally {
    await superuser.destroy();
    await t.close();
  }
}

/** What verification finds once the database was forged; afterwards nothing was. */
async function forged(
  superuser: Database,
  forge: (hand: Hand) => Promise<unknown>,
  seed: number,
  kept: readonly Checkpoint[],
): Promise<Fault[]> {
  const found: Fault[] = [];
  const ended = await superuser
    .transaction()
    .execute(async (trx) => {
      // No trigger, so no reference, holds what is written.
      await sql`set local session_replication_role = replica`.execute(trx);
      await forge(new Hand(trx, seed));
      await sql`set local role rogatoria_owner`.execute(trx);
      for (const participant of states) {
        await sql`select set_config('app.participant', ${participant}, true)`.execute(trx);
        const result = {
          cases: 0,
          erased: 0,
          entries: 0,
          audit: 0,
          custody: 0,
          law: 0,
          checkpoints: 0,
          stamps: 0,
        } as Verification;
        await verifyWithin(trx, participant, result, (fault) => found.push(fault), { kept });
      }
      throw new RolledBack();
    })
    .catch((error: unknown) => error);
  if (!(ended instanceof RolledBack)) throw ended;
  return found;
}
