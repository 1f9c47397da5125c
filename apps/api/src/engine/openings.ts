/**
 * That an officer opened a file is noted once for each case, session and hour: a page reads a case many times while it is
 * on the screen, and a log of every reading would hide who looked. Each process remembers what it noted; after a restart
 * an opening may be noted again, and is never left out.
 */
import type { Trx } from '@rogatoria/db';
import type { House } from '../house.ts';
import { noteAudit } from './chains.ts';

const noted = new WeakMap<House, { hour: string; keys: Set<string> }>();

interface Reader {
  id: string;
  participant: string;
  session: string;
  scopes?: readonly unknown[] | undefined;
}

/**
 * Reads a case for an officer and notes it in the same transaction: what cannot be noted is not shown.
 * @returns what was read, and `seen`, to be called once the transaction is committed
 */
export async function opening<T extends { id: string; number: string | null }>(
  trx: Trx,
  house: House,
  officer: Reader,
  read: () => Promise<T>,
): Promise<{ view: T; seen: () => void }> {
  const view = await read();
  return { view, seen: await note(trx, house, officer, view) };
}

/**
 * Reads what stands beside a case – its log, its gaps, its clocks. The page shows them of a case that it opened; a service
 * account may ask for nothing else, so to it that is opening the case.
 */
export async function openingBeside<T>(
  trx: Trx,
  house: House,
  officer: Reader,
  id: string,
  read: () => Promise<T>,
): Promise<{ view: T; seen: () => void }> {
  const view = await read();
  if (!officer.scopes) return { view, seen: () => {} };
  const row = await trx.selectFrom('case_file').select(['id', 'number']).where('id', '=', id).executeTakeFirstOrThrow();
  return { view, seen: await note(trx, house, officer, row) };
}

async function note(
  trx: Trx,
  house: House,
  officer: Reader,
  { id, number }: { id: string; number: string | null },
): Promise<() => void> {
  const at = house.clock.now();
  const hour = at.slice(0, 13);
  let memory = noted.get(house);
  if (memory?.hour !== hour) {
    memory = { hour, keys: new Set() };
    noted.set(house, memory);
  }
  const { keys } = memory;
  const key = `${officer.session} ${id}`;
  if (!keys.has(key)) {
    const { participant, id: account_id } = officer;
    await noteAudit(trx, { participant, at, account_id, action: 'case.open', detail: { case_id: id, number } });
  }
  return () => keys.add(key);
}
