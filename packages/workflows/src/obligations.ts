/**
 * What remains to be done or respected once evidence has been handed over: conditions that were accepted and bind
 * (Budapest 28(3)), limits of use (28(2)(b), Nassau 25), return (Nassau 12), destruction and costs. Both files keep the
 * same list, because both build it from the same messages.
 */
import { dischargeable } from './commands.ts';
import type { Source } from './types.ts';

export type ObligationKind = 'condition' | 'use' | (typeof dischargeable)[number];

export interface Obligation {
  kind: ObligationKind;
  /** the words of the State that set it */
  text: string | null;
  /** what a condition is about */
  subjects: string[];
  /** last day, as it was set: `YYYY-MM-DD` */
  due: string | null;
  /** number of the delivery it came with; null for a condition that was accepted before */
  delivery: number | null;
  done: { how: 'discharged' | 'waived'; at: string; date: string | null; note: string | null } | null;
}

/** True of what can be done once and for all: conditions and limits of use stay. */
export const isDischargeable = (kind: ObligationKind): kind is (typeof dischargeable)[number] =>
  (dischargeable as readonly string[]).includes(kind);

type Payload = Record<string, unknown>;
const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** What a delivery brings with it. Empty where the requested State set nothing. */
export function obligationsOf(delivery: Payload): Obligation[] {
  const number = delivery.number as number;
  const one = (kind: ObligationKind, text: unknown, due: unknown = null): Obligation[] =>
    text || due ? [{ kind, text: textOf(text), subjects: [], due: textOf(due), delivery: number, done: null }] : [];
  return [
    ...one('use', delivery.use_limits),
    ...one('return', delivery.to_return, delivery.return_by),
    ...one('destruction', null, delivery.destroy_by),
    ...one('cost', delivery.costs),
  ];
}

/** A condition as it was proposed, from the moment it was accepted: it binds (28(3)). */
export function conditionOf({ subjects, conditions }: { subjects: string[]; conditions: string }): Obligation {
  return { kind: 'condition', text: conditions, subjects, due: null, delivery: null, done: null };
}

/**
 * The list with the obligations of a kind settled: waived by the State they are owed to, or discharged. Where the two
 * cross, what was done stands above what was waived, in both files.
 */
export function settle(
  list: readonly Obligation[],
  how: 'discharged' | 'waived',
  { obligation, date, note }: Payload,
  at: string,
): Obligation[] {
  const done = { how, at, date: textOf(date), note: textOf(note) };
  const open = (each: Obligation) => each.done === null || (how === 'discharged' && each.done.how === 'waived');
  return list.map((each) => (each.kind === obligation && open(each) ? { ...each, done } : each));
}

/** The earliest last day among what is still owed, `YYYY-MM-DD`; null when nothing open has one. */
export function nextDue(list: readonly Obligation[]): string | null {
  return list.flatMap(({ done, due }) => (done === null && due !== null ? [due] : [])).sort()[0] ?? null;
}

/** Where an obligation comes from. */
export const obligationSources: Record<ObligationKind, Source> = {
  condition: { instrument: 'ETS185', article: '28(3)', verified: true },
  use: { instrument: 'OAS-A55', article: '25', verified: true },
  return: { instrument: 'OAS-A55', article: '12', verified: true },
  destruction: { instrument: 'PRACTICE', verified: true },
  cost: { instrument: 'OAS-A55', article: '29', verified: false },
};
