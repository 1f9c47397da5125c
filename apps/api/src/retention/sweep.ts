/** What time brings to files that were closed: warnings before their last day, and the vault rid of what no row opens. */
import { as } from '@rogatoria/db';
import { warningDays } from '@rogatoria/workflows/retention.ts';
import { zoneOf } from '@rogatoria/workflows/states.ts';
import { notify } from '../engine/notify.ts';
import { sweepVault } from '../engine/vault.ts';
import type { House } from '../house.ts';
import { endingCases } from './periods.ts';

/** The day on which each participant was swept last, by this process: once a day is enough, and a second time harmless. */
const swept = new WeakMap<House, Map<string, string>>();

/**
 * Warns administrators and heads of authority of files whose last day comes in 90, 30 and 7 days (or 30, 7 and 1), one
 * notice a day and distance, and of those whose day is over. Forgets answers kept for repeated requests after a month.
 */
export async function sweepRetention(house: House, participant: string, now: string): Promise<void> {
  const today = Temporal.Instant.from(now).toZonedDateTimeISO(zoneOf(participant)).toPlainDate();
  const days = swept.get(house) ?? new Map<string, string>();
  swept.set(house, days);
  if (days.get(participant) === today.toString()) return;
  await as(house.db, participant, async (trx) => {
    const ending = (await endingCases(trx, now, 91)).filter(({ keepers }) => keepers.length === 0);
    /** days left → how many files */
    const counts = new Map<number, number>();
    for (const { until, rule } of ending) {
      const left = today.until(until as string).days;
      const told = left === -1 || warningDays(rule.years).includes(left) ? left : null;
      if (told !== null) counts.set(told, (counts.get(told) ?? 0) + 1);
    }
    for (const [left, count] of counts)
      await notify(
        trx,
        { id: null, number: null, own_reference: null, counterpart: participant },
        {
          roles: ['admin', 'approver'],
          key: left < 0 ? 'retention_over' : 'retention_ends',
          params: { count, days: Math.max(left, 0) },
          urgent: false,
          occasion: `retention:${today}:${left}`,
          at: now,
        },
      );
    const monthAgo = new Date(Date.parse(now) - 30 * 86_400_000).toISOString();
    await trx.deleteFrom('idempotency').where('at', '<', monthAgo).execute();
  });
  await sweepVault(house, participant);
  days.set(participant, today.toString());
}
