/**
 * That an officer opened a file is noted once for each case, session and hour: a page reads a case many times while it is
 * on the screen, and a log of every reading would hide who looked. Each process remembers what it noted; after a restart
 * an opening may be noted again, and is never left out.
 */
import type { Trx } from '@rogatoria/db';
import type { House } from '../house.ts';
import { noteAudit } from './chains.ts';

const noted = new WeakMap<House, { hour: string; keys: Set<string> }>();

/**
 * Reads a case for an officer and notes it in the same transaction: what cannot be noted is not shown.
 * @returns what was read, and `seen`, to be called once the transaction is committed
 */
export async function opening<T extends { id: string; number: string | null }>(
  trx: Trx,
  house: House,
  officer: { id: string; participant: string; session: string },
  read: () => Promise<T>,
): Promise<{ view: T; seen: () => void }> {
  const view = await read();
  const at = house.clock.now();
  const hour = at.slice(0, 13);
  let memory = noted.get(house);
  if (memory?.hour !== hour) {
    memory = { hour, keys: new Set() };
    noted.set(house, memory);
  }
  const { keys } = memory;
  const key = `${officer.session} ${view.id}`;
  if (!keys.has(key)) {
    const { participant, id: account_id } = officer;
    const detail = { case_id: view.id, number: view.number };
    await noteAudit(trx, { participant, at, account_id, action: 'case.open', detail });
  }
  return { view, seen: () => keys.add(key) };
}
