/**
 * How long a file is kept after it was closed, and what keeps it longer. No treaty of the catalogue sets a period: ours are
 * defaults of policy, each participant sets its own with the law or decision it comes from.
 */
import type { Kind, Source } from './types.ts';

/** Years after closing for which a file is kept where a participant has set nothing. Policy, not law. */
export const defaultYears: Readonly<Record<Kind, number>> = {
  evidence: 10,
  preservation: 3,
  information: 5,
  consultation: 3,
};
export const retentionSource: Source = { instrument: 'POLICY', verified: true };

/** Whatever the rule says, nothing is erased so many days after something was last added to it. */
export const quietDays = 30;

/** How many days before the end we warn: scaled to the period, so that neither a year nor ten are missed. */
export const warningDays = (years: number): readonly number[] => (years >= 3 ? [90, 30, 7] : [30, 7, 1]);

/** What keeps a file for now, whatever its date says. */
export const keepers = ['open', 'hold', 'clock', 'obligation', 'linked', 'message'] as const;
export type Keeper = (typeof keepers)[number];

export interface RetentionFacts {
  /** instant of the last closing; null while open or reopened */
  closed_at: string | null;
  /** instant of the last entry, message or file */
  touched_at: string;
  /** of the participant: its days count */
  zone: string;
  years: number;
  /** `YYYY-MM-DD`, the latest that somebody chose; null when nobody did */
  postponed_until: string | null;
  /** a legal hold stands */
  held: boolean;
  /** a clock of the file still runs */
  clock: boolean;
  /** something that was received is still to be returned, destroyed or paid */
  obligation: boolean;
  /** a file it is linked with is still open */
  linked: boolean;
  /** a message has not reached its addressee, or waits for another */
  message: boolean;
}

export interface Retention {
  /** last day on which the file is kept, in the participant's zone; null while it is open */
  until: string | null;
  /** what that day comes from */
  why: 'period' | 'touched' | 'postponed' | null;
  keepers: Keeper[];
  /** that day is over and nothing keeps the file: its erasure may be proposed */
  due: boolean;
}

/** Until when a file is kept and why, as of `now` (ISO instant). Closing on 29 February counts as 28 in other years. */
export function retentionOf(facts: RetentionFacts, now: string): Retention {
  const dayOf = (instant: string) => Temporal.Instant.from(instant).toZonedDateTimeISO(facts.zone).toPlainDate();
  const found: Keeper[] = [
    ...(facts.closed_at === null ? (['open'] as const) : []),
    ...(facts.held ? (['hold'] as const) : []),
    ...(facts.clock ? (['clock'] as const) : []),
    ...(facts.obligation ? (['obligation'] as const) : []),
    ...(facts.linked ? (['linked'] as const) : []),
    ...(facts.message ? (['message'] as const) : []),
  ];
  if (facts.closed_at === null) return { until: null, why: null, keepers: found, due: false };
  const days = [
    ['period', dayOf(facts.closed_at).add({ years: facts.years }).toString()],
    ['touched', dayOf(facts.touched_at).add({ days: quietDays }).toString()],
    ...(facts.postponed_until ? [['postponed', facts.postponed_until] as const] : []),
  ] as const;
  const [why, until] = days.reduce((last, one) => (one[1] > last[1] ? one : last));
  return { until, why, keepers: found, due: found.length === 0 && dayOf(now).toString() > until };
}
