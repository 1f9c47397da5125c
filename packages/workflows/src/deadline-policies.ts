import type { DeadlineRule, Source, Unit, Urgency } from './types.ts';

export const deadlineKinds = [
  'evidence_acknowledge',
  'evidence_decide',
  'evidence_execute',
  'clarification_answer',
  'consultation_answer',
  'conditions_answer',
  'warning_answer',
  'postponement_review',
  'confirm_receipt',
  'review_draft',
  'preservation_acknowledge',
  'preservation_confirm',
  'preservation_expiry',
  'follow_up',
  'extension_answer',
  'withdrawal_answer',
  'status_answer',
  'offer_answer',
  'information_acknowledge',
  'consultation_reply',
  'use_answer',
  'obligation',
  'written_confirmation',
] as const;
/** Names as a user reads them: vocabulary `deadline.<kind>`. */
export type DeadlineKind = (typeof deadlineKinds)[number];

export type Side = 'requesting' | 'requested';

/** One reminder. Exactly one of the two offsets is set. */
export interface Rung {
  /** stable id: `T-7d`, `T`, `T+2d`, or a fraction of the period such as `50%` */
  name: string;
  tone: 'reminder' | 'due' | 'overdue' | 'escalation' | 'lapse_warning' | 'lapse_possible';
  /** minutes relative to the due instant, negative before it; a day is 1440 */
  offset_minutes_from_due?: number;
  /** position between start (0) and due (1); above 1 is after due. Scales with the period */
  at_fraction?: number;
  /** sides that are told */
  to: readonly Side[];
}

/** A timer's default, editable per State pair: how long, who must act, whose days count, when to remind. */
export interface DeadlinePolicy {
  /** a DeadlineRule but for the State, which the case supplies from `governs` */
  rule: Omit<DeadlineRule, 'governs' | 'fixed_due'>;
  /** the side that must act */
  holder: Side;
  /** the side whose zone and holidays count */
  governs: Side;
  rungs: readonly Rung[];
  /** runs on when the request has its outcome */
  outlives?: true;
}

const policy: Source = { instrument: 'POLICY', verified: true };
const minutesOf = { h: 60, d: 1440 } as const;

/** Reads `T-7d`, `T`, `T+24h` or `150%`; an optional tone follows after a space. */
function rung(notation: string, to: readonly Side[]): Rung {
  const [name = '', given] = notation.split(' ');
  const percent = /^(\d+)%$/.exec(name);
  const fraction = percent ? Number(percent[1]) / 100 : undefined;
  const parts = /^T(?:([+-])(\d+)([hd]))?$/.exec(name);
  if (fraction === undefined && !parts) throw new RangeError(`bad rung '${notation}'`);
  const amount = parts?.[2] ? Number(parts[2]) * minutesOf[parts[3] as 'h' | 'd'] : 0;
  const offset = parts?.[1] === '-' ? -amount : amount;
  const late = fraction === undefined ? offset : fraction - 1;
  const tone = (given ?? (late < 0 ? 'reminder' : late === 0 ? 'due' : 'overdue')) as Rung['tone'];
  return fraction === undefined
    ? { name, tone, offset_minutes_from_due: offset, to }
    : { name, tone, at_fraction: fraction, to };
}

interface Options {
  source?: Source;
  suspendable?: boolean;
  governs?: Side;
  to?: readonly Side[];
  outlives?: true;
}

function entry(
  kind: DeadlineKind,
  budget: number,
  unit: Unit,
  holder: Side,
  rungs: readonly string[],
  options: Options = {},
): DeadlinePolicy {
  const { source = policy, suspendable = false, governs = holder, to = [holder], outlives } = options;
  return {
    rule: { kind, budget, unit, source, suspendable },
    holder,
    governs,
    rungs: rungs.map((notation) => rung(notation, to)),
    ...(outlives ? { outlives } : {}),
  };
}

const bothSides = ['requesting', 'requested'] as const;

/**
 * The default table of domain.md §5. Only `preservation_expiry` is law (Budapest 29(7), at least 60 days; a State may
 * confirm longer, and then `fixed_due` carries its date). All others are policy: no treaty between OAS States sets a
 * number of days. The clock of the side that must act counts, except the expiry, which is the requested State's.
 */
// biome-ignore format: a table, one timer per line
export const deadlinePolicies: Readonly<Record<DeadlineKind, DeadlinePolicy>> = {
  evidence_acknowledge: entry('evidence_acknowledge', 7, 'calendar_days', 'requested', ['T', 'T+2d', 'T+7d escalation']),
  evidence_decide: entry('evidence_decide', 30, 'calendar_days', 'requested', ['T-7d', 'T', 'T+7d', 'T+30d escalation'], { suspendable: true }),
  evidence_execute: entry('evidence_execute', 90, 'calendar_days', 'requested', ['T-30d', 'T-7d', 'T', 'T+30d', 'T+60d', 'T+90d escalation'], { suspendable: true }),
  clarification_answer: entry('clarification_answer', 30, 'calendar_days', 'requesting', ['T-15d', 'T-5d', 'T', 'T+25d', 'T+30d lapse_warning', 'T+55d lapse_warning', 'T+60d lapse_possible']),
  conditions_answer: entry('conditions_answer', 15, 'calendar_days', 'requesting', ['T-8d', 'T-1d', 'T', 'T+7d']),
  consultation_answer: entry('consultation_answer', 15, 'calendar_days', 'requesting', ['T-5d', 'T', 'T+7d']),
  warning_answer: entry('warning_answer', 72, 'hours', 'requesting', ['T-24h', 'T', 'T+24h escalation']),
  postponement_review: entry('postponement_review', 60, 'calendar_days', 'requested', ['T-7d', 'T', 'T+7d']),
  confirm_receipt: entry('confirm_receipt', 5, 'working_days', 'requesting', ['T-2d', 'T', 'T+7d']),
  review_draft: entry('review_draft', 2, 'working_days', 'requesting', ['T', 'T+2d']),
  preservation_acknowledge: entry('preservation_acknowledge', 4, 'hours', 'requested', ['T-2h', 'T', 'T+2h escalation']),
  preservation_confirm: entry('preservation_confirm', 72, 'hours', 'requested', ['T-48h', 'T-24h', 'T', 'T+24h escalation']),
  preservation_expiry: entry('preservation_expiry', 60, 'calendar_days', 'requesting', ['T-21d', 'T-14d', 'T-7d', 'T-3d', 'T-1d'],
    { source: { instrument: 'ETS185', article: '29(7)', verified: true }, governs: 'requested', to: bothSides }),
  follow_up: entry('follow_up', 45, 'calendar_days', 'requesting', ['T-15d', 'T']),
  extension_answer: entry('extension_answer', 72, 'hours', 'requested', ['T-24h', 'T', 'T+24h escalation']),
  withdrawal_answer: entry('withdrawal_answer', 7, 'calendar_days', 'requested', ['T-2d', 'T', 'T+7d']),
  status_answer: entry('status_answer', 10, 'calendar_days', 'requested', ['T', 'T+7d']),
  offer_answer: entry('offer_answer', 15, 'calendar_days', 'requested', ['T-7d', 'T-1d', 'T', 'T+7d']),
  information_acknowledge: entry('information_acknowledge', 7, 'calendar_days', 'requested', ['T', 'T+7d']),
  consultation_reply: entry('consultation_reply', 10, 'working_days', 'requested', ['T-2d', 'T', 'T+7d']),
  use_answer: entry('use_answer', 30, 'calendar_days', 'requested', ['T-7d', 'T', 'T+7d']),
  obligation: entry('obligation', 90, 'calendar_days', 'requesting', ['T-30d', 'T-7d', 'T', 'T+7d escalation'], { outlives: true }),
  written_confirmation: entry('written_confirmation', 24, 'hours', 'requesting', ['T-12h', 'T', 'T+12h escalation'],
    { to: bothSides, outlives: true }),
};

/** Overdue rungs keep the proportions of the ordinary 7-day ladder. */
const scaled = ['50%', '100%', '130%', '200% escalation'];

const byUrgency: Partial<Record<DeadlineKind, Partial<Record<Urgency, DeadlinePolicy>>>> = {
  offer_answer: {
    urgent: entry('offer_answer', 24, 'hours', 'requested', scaled),
    emergency: entry('offer_answer', 2, 'hours', 'requested', scaled),
  },
  information_acknowledge: {
    urgent: entry('information_acknowledge', 24, 'hours', 'requested', scaled),
    emergency: entry('information_acknowledge', 2, 'hours', 'requested', scaled),
  },
  consultation_reply: {
    urgent: entry('consultation_reply', 72, 'hours', 'requested', scaled),
    emergency: entry('consultation_reply', 24, 'hours', 'requested', scaled),
  },
  evidence_acknowledge: {
    urgent: entry('evidence_acknowledge', 24, 'hours', 'requested', scaled),
    emergency: entry('evidence_acknowledge', 2, 'hours', 'requested', scaled),
  },
  // Danger to life: hours, not days [P]. The European Union gives providers eight (Regulation 2023/1543), as reference.
  evidence_decide: { emergency: entry('evidence_decide', 8, 'hours', 'requested', scaled, { suspendable: true }) },
  evidence_execute: { emergency: entry('evidence_execute', 24, 'hours', 'requested', scaled, { suspendable: true }) },
  clarification_answer: {
    emergency: entry('clarification_answer', 24, 'hours', 'requesting', [
      ...scaled,
      'T+59d lapse_warning',
      'T+89d lapse_possible',
    ]),
  },
  consultation_answer: { emergency: entry('consultation_answer', 8, 'hours', 'requesting', scaled) },
  conditions_answer: { emergency: entry('conditions_answer', 8, 'hours', 'requesting', scaled) },
  warning_answer: { emergency: entry('warning_answer', 4, 'hours', 'requesting', scaled) },
  preservation_acknowledge: { emergency: entry('preservation_acknowledge', 1, 'hours', 'requested', scaled) },
  preservation_confirm: { emergency: entry('preservation_confirm', 24, 'hours', 'requested', scaled) },
  status_answer: { emergency: entry('status_answer', 8, 'hours', 'requested', scaled) },
};

/** Clocks that run on when the request has its outcome: what is owed afterwards. */
export const outliving: readonly DeadlineKind[] = deadlineKinds.filter((kind) => deadlinePolicies[kind].outlives);

/** The policy of a timer for a case's urgency. Throws RangeError on an unknown kind. */
export function policyFor(kind: string, urgency: Urgency = 'ordinary'): DeadlinePolicy {
  const found = byUrgency[kind as DeadlineKind]?.[urgency] ?? deadlinePolicies[kind as DeadlineKind];
  if (!found) throw new RangeError(`unknown deadline '${kind}'`);
  return found;
}

export interface Reminder<R extends Rung = Rung> {
  rung: R;
  /** ISO instant, UTC with milliseconds */
  at: string;
}

/**
 * When to remind of a deadline: sorted, distinct instants. Rungs at or before the start are dropped, so that a short
 * period has a short ladder; of two rungs at one instant the earlier in the policy stays. Both arguments ISO instants.
 */
export function reminderTimes<R extends Rung>(
  ladder: { rungs: readonly R[] },
  startedAt: string,
  dueAt: string,
): Reminder<R>[] {
  const start = Date.parse(startedAt);
  const due = Date.parse(dueAt);
  if (Number.isNaN(start) || Number.isNaN(due)) throw new RangeError(`bad instant '${startedAt}' or '${dueAt}'`);
  const seen = new Set<number>();
  const reminders: { rung: R; at: number }[] = [];
  for (const rung of ladder.rungs) {
    const at =
      rung.at_fraction === undefined
        ? due + (rung.offset_minutes_from_due ?? 0) * 60_000
        : Math.round(start + (due - start) * rung.at_fraction);
    if (at <= start || seen.has(at)) continue;
    seen.add(at);
    reminders.push({ rung, at });
  }
  reminders.sort((a, b) => a.at - b.at);
  return reminders.map(({ rung, at }) => ({ rung, at: new Date(at).toISOString() }));
}
