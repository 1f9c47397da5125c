/** What time brings to the directory: test calls that reach a desk, answers that reach the caller, and the yearly confirmation. */
import { as } from '@rogatoria/db';
import { confirmationStage, confirmBy } from '@rogatoria/workflows/directory.ts';
import { secretariat, zoneOf } from '@rogatoria/workflows/states.ts';
import { shownDays } from '@rogatoria/workflows/test-calls.ts';
import { inForce, readDirectory } from '../engine/directory.ts';
import { notify } from '../engine/notify.ts';
import type { House } from '../house.ts';
import { before, callsSince } from './test-calls.ts';

const dayMs = 86_400_000;
/** The day on which each participant's confirmation was looked at last, by this process: once a day is enough. */
const swept = new WeakMap<House, Map<string, string>>();

/** One round for a participant. Every notice has its occasion, so a second round tells nobody twice. */
export async function sweepDirectory(house: House, participant: string, now: string): Promise<void> {
  const days = swept.get(house) ?? new Map<string, string>();
  swept.set(house, days);
  await as(house.db, participant, async (trx) => {
    const since = before(now, shownDays * dayMs);
    for (const call of await callsSince(trx, now)) {
      const [roles, key, counterpart] =
        call.desk === participant && call.answered_at === null && call.at > since
          ? [['duty'] as const, 'test_call', call.from]
          : call.from === participant && call.answered_at !== null && call.answered_at > since
            ? [
                participant === secretariat.code ? (['desk'] as const) : (['duty'] as const),
                'test_call_answered',
                call.desk,
              ]
            : [[], '', ''];
      if (key === '') continue;
      const minutes = Math.round((Date.parse(call.answered_at ?? now) - Date.parse(call.at)) / 60_000);
      await notify(
        trx,
        { id: null, number: null, own_reference: null, counterpart },
        {
          roles,
          key,
          params: key === 'test_call' ? {} : { minutes },
          urgent: key === 'test_call',
          occasion: `${key}:${call.id}`,
          at: now,
        },
      );
    }
    if (days.get(participant) === now.slice(0, 10)) return;
    const rows = await readDirectory(trx, participant);
    const dueAt = dueOf(inForce(rows, now), zoneOf(participant));
    const stage = dueAt === null ? null : confirmationStage(dueAt, now);
    if (dueAt === null || stage === null) return;
    await notify(
      trx,
      { id: null, number: null, own_reference: null, counterpart: participant },
      {
        // A month late, the head of the authority hears of it too.
        roles: ['directory', 'editor', ...(stage < 0 ? (['approver', 'desk'] as const) : [])],
        key: stage > 0 ? 'directory_due' : 'directory_overdue',
        params: { due: Date.parse(`${dueAt.slice(0, 10)}T12:00:00Z`) },
        urgent: false,
        occasion: `directory_due:${dueAt}:${stage}`,
        at: now,
      },
    );
  });
  days.set(participant, now.slice(0, 10));
}

/** By when a State is to confirm its entries: a year after the one that was confirmed longest ago. */
export function dueOf(entries: readonly { confirmed_at: string }[], zone: string): string | null {
  const [oldest] = entries.map(({ confirmed_at }) => confirmed_at).sort();
  return oldest === undefined ? null : confirmBy(oldest, zone);
}
