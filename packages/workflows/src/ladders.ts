/**
 * Reminder ladders as an authority edits them. The defaults are those of `deadlinePolicies` (domain.md §5, policy); what a
 * State changes is its own officers' business: nothing of it reaches the counterpart, and no due date moves.
 */
import {
  type DeadlineKind,
  deadlineKinds,
  deadlinePolicies,
  policyFor,
  type Rung,
  type Side,
} from './deadline-policies.ts';
import type { Invalid } from './rules.ts';
import { type Text, type Urgency, urgencies } from './types.ts';

/** Roles that a rung may tell. `head` is the head of the authority, or every approver where none is named. */
export const ladderRoles = ['drafter', 'approver', 'officer', 'duty', 'head'] as const;
export type LadderRole = (typeof ladderRoles)[number];

/** In the order in which they may follow each other. */
export const tones = ['reminder', 'due', 'overdue', 'escalation', 'lapse_warning', 'lapse_possible'] as const;
export type Tone = Rung['tone'];

export const sides = ['requesting', 'requested'] as const satisfies readonly Side[];

/** One rung as it is edited and stored. */
export interface LadderRung {
  /** `T-7d`, `T`, `T+24h` from the due instant, or `50%` of the period; it names the rung for ever */
  at: string;
  tone: Tone;
  /** on which side of a file our officers are told: where we asked, where we are asked, or both */
  to: Side[];
  /** empty: those who handle the file, and on an escalation the head of the authority too */
  roles: LadderRole[];
}

export const mostRungs = 12;
const farthestMinutes = 400 * 1440;
const minutesOf = { h: 60, d: 1440 } as const;

/** Where a rung stands: minutes from due, or a fraction of the period. Null where the notation says nothing. */
export function placeOfRung(at: string): { offset_minutes_from_due: number } | { at_fraction: number } | null {
  const percent = /^(\d{1,3})%$/.exec(at);
  if (percent) {
    const share = Number(percent[1]);
    return share > 0 && share <= 400 ? { at_fraction: share / 100 } : null;
  }
  const parts = /^T(?:([+-])(\d{1,4})([hd]))?$/.exec(at);
  if (!parts) return null;
  const minutes = parts[1] ? Number(parts[2]) * minutesOf[parts[3] as 'h' | 'd'] : 0;
  if (minutes > farthestMinutes || (parts[1] && minutes === 0)) return null;
  return { offset_minutes_from_due: parts[1] === '-' ? -minutes : minutes };
}

/** The kinds and urgencies that have a ladder of their own; every other urgency shares the ordinary one. */
export function laddersThere(): { kind: DeadlineKind; urgency: Urgency }[] {
  return deadlineKinds.flatMap((kind) =>
    urgencies
      .filter((urgency) => urgency === 'ordinary' || policyFor(kind, urgency) !== deadlinePolicies[kind])
      .map((urgency) => ({ kind, urgency })),
  );
}

/** Which ladder a case of this urgency uses: its own where there is one, else the ordinary one. */
export function ladderName(kind: string, urgency: Urgency): `ladder.${string}` {
  const own = policyFor(kind, urgency) !== policyFor(kind);
  return `ladder.${kind}.${own ? urgency : 'ordinary'}`;
}

/** The ladder of domain.md §5, as it would be edited. Throws RangeError on an unknown kind. */
export function defaultLadder(kind: string, urgency: Urgency): LadderRung[] {
  return policyFor(kind, urgency).rungs.map(({ name, tone, to }) => ({ at: name, tone, to: [...to], roles: [] }));
}

/** A ladder as `reminderTimes` reads it, with whom each rung tells. Throws RangeError on a malformed rung. */
export function rungsOf(ladder: readonly LadderRung[]): (Rung & { roles: LadderRole[] })[] {
  return ladder.map(({ at, tone, to, roles }) => {
    const place = placeOfRung(at);
    if (!place) throw new RangeError(`bad rung '${at}'`);
    return { name: at, tone, to, roles, ...place };
  });
}

/** Minutes from due as they fall in the ordinary period of this kind; a working day counts as a day. */
function minutesFromDue(kind: string, urgency: Urgency, at: string): number | null {
  const place = placeOfRung(at);
  if (!place) return null;
  if ('offset_minutes_from_due' in place) return place.offset_minutes_from_due;
  const { budget, unit } = policyFor(kind, urgency).rule;
  return Math.round((place.at_fraction - 1) * budget * (unit === 'hours' ? 60 : 1440));
}

/** Both sides hear of the end of a preservation at least so many days before it: the default's third rung [P]. */
const inTimeDays = 7;

/**
 * What is wrong with a ladder, and what is unwise. Refused: a rung that says no moment, two at one moment, a tone that does
 * not fit its moment or goes back, nobody told, and a preservation that would lapse without a word to one side
 * (Budapest 29(7): the data are kept for a period, and both sides must know when it ends). Warned: both sides told of that
 * end later, or less often, than by default. `field` is `rungs` or `rungs.N.at` and the like, counted from 0.
 */
export function checkLadder(
  kind: DeadlineKind,
  urgency: Urgency,
  ladder: readonly LadderRung[],
): { errors: Invalid[]; warnings: Text[] } {
  const errors: Invalid[] = [];
  const refuse = (field: string, rule: string, params?: Invalid['params']) =>
    errors.push({ field, rule, ...(params ? { params } : {}) });
  if (ladder.length === 0) refuse('rungs', 'ladder_empty');
  if (ladder.length > mostRungs) refuse('rungs', 'ladder_too_long', { most: mostRungs });
  const seen = new Map<number, string>();
  const placed: { index: number; at: number; rung: LadderRung }[] = [];
  for (const [index, rung] of ladder.entries()) {
    const at = minutesFromDue(kind, urgency, rung.at);
    if (at === null) {
      refuse(`rungs.${index}.at`, 'ladder_rung_malformed');
      continue;
    }
    const twin = seen.get(at);
    if (twin !== undefined) refuse(`rungs.${index}.at`, 'ladder_rung_twice', { rung: twin });
    seen.set(at, rung.at);
    if (rung.to.length === 0) refuse(`rungs.${index}.to`, 'ladder_nobody');
    const fits =
      rung.tone === 'reminder' ? at < 0 : rung.tone === 'due' ? at === 0 : rung.tone === 'overdue' ? at > 0 : true;
    if (!fits) refuse(`rungs.${index}.tone`, 'ladder_tone_moment');
    if (rung.tone.startsWith('lapse_') && kind !== 'clarification_answer')
      refuse(`rungs.${index}.tone`, 'ladder_tone_lapse');
    placed.push({ index, at, rung });
  }
  placed.sort((a, b) => a.at - b.at);
  let highest = 0;
  for (const { index, rung } of placed) {
    const rank = tones.indexOf(rung.tone);
    if (rank < highest) refuse(`rungs.${index}.tone`, 'ladder_tone_order');
    highest = Math.max(highest, rank);
  }
  const warnings: Text[] = [];
  if (kind === 'preservation_expiry') {
    const before = (side: Side, days: number) =>
      placed.some(({ at, rung }) => at <= -days * 1440 && rung.to.includes(side));
    if (!sides.every((side) => before(side, 0))) refuse('rungs', 'ladder_expiry_silent');
    else if (!sides.every((side) => before(side, inTimeDays)))
      warnings.push({ key: 'ladder.warning.expiry_late', params: { days: inTimeDays } });
    else if (defaultLadder(kind, urgency).some(({ at }) => !ladder.some((rung) => rung.at === at)))
      warnings.push({ key: 'ladder.warning.expiry_fewer' });
  }
  return { errors, warnings };
}
