/** Which reminders a case owes to whom, told from its log alone, without looking at the rows that the engine keeps. */
import type { ReplayedStep } from '@rogatoria/api/audit/cases.ts';
import type { CaseRow } from '@rogatoria/api/engine/log.ts';
import {
  calendarOf,
  deriveDeadline,
  endOfDay,
  outliving,
  policyFor,
  type Role,
  reminderTimes,
  type Suspension,
  zoneOf,
} from '@rogatoria/workflows';

/** One rung that came due while its clock ran. */
export interface Expected {
  participant: string;
  /** roles that are told */
  to: Role[];
  /** case, kind, start and rung: one of each for ever */
  key: string;
}

interface Clock {
  kind: string;
  started: string;
  until: string | undefined;
  fixed: string | undefined;
  stops: Suspension[];
  reminded: Set<string>;
}

/**
 * @param steps the case's log, replayed
 * @param now until when: ISO instant
 * @returns what is owed until then, and how many clocks were started
 */
export function expectedOf(
  row: CaseRow,
  steps: readonly ReplayedStep[],
  now: string,
): { expected: Expected[]; clocks: number } {
  const side = row.direction === 'outgoing' ? 'requesting' : 'requested';
  const stateAt = (end: 'requesting' | 'requested') => (end === side ? row.participant : row.counterpart);
  const expected: Expected[] = [];
  const running = new Map<string, Clock>();
  let clocks = 0;

  const isStill = ({ stops }: Clock) => stops.at(-1)?.to === null;
  /** What came due before an instant; nothing does while a clock stands still. */
  const remindUntil = (clock: Clock, at: string, inclusive: boolean) => {
    if (isStill(clock)) return;
    const policy = policyFor(clock.kind, row.urgency);
    const governs = stateAt(policy.governs);
    const fixed = clock.until === undefined ? clock.fixed : endOfDay(clock.until, zoneOf(governs));
    const rule = { ...policy.rule, governs, ...(fixed === undefined ? {} : { fixed_due: fixed }) };
    const { due_at } = deriveDeadline(rule, clock.started, clock.stops, at, calendarOf(governs));
    for (const { rung, at: moment } of reminderTimes(policy, clock.started, due_at)) {
      if (!rung.to.includes(side) || clock.reminded.has(rung.name)) continue;
      if (moment > at || (moment === at && !inclusive)) continue;
      clock.reminded.add(rung.name);
      const to: Role[] = row.direction === 'incoming' ? ['officer'] : ['drafter', 'approver'];
      if (row.kind !== 'evidence') to.push('duty');
      if (rung.tone === 'escalation') to.push('approver');
      expected.push({
        participant: row.participant,
        to,
        key: `${row.id} ${clock.kind} ${clock.started} ${rung.name}`,
      });
    }
  };

  for (const { event, effects } of steps) {
    const at = event.at;
    // The end of a preservation is dated when it was due; every reminder until then was due before it.
    for (const clock of running.values()) remindUntil(clock, at, false);
    for (const { type, params } of effects) {
      if (type === 'start') {
        running.delete(params.kind);
        if (params.until === null) continue;
        clocks++;
        running.set(params.kind, {
          kind: params.kind,
          started: at,
          until: params.until,
          fixed: params.fixed_due,
          stops: [],
          reminded: new Set(),
        });
      }
      if (type === 'stop') {
        for (const kind of running.keys()) {
          const ends =
            params.kinds === 'all' ? !(outliving as readonly string[]).includes(kind) : params.kinds.includes(kind);
          if (ends) running.delete(kind);
        }
      }
      if (type === 'suspend' || type === 'resume') {
        for (const kind of params.kinds) {
          const clock = running.get(kind);
          if (!clock) continue;
          if (type === 'suspend' && !isStill(clock)) clock.stops.push({ from: at, to: null, reason: params.reason });
          const last = clock.stops.at(-1);
          if (type === 'resume' && last && last.to === null) last.to = at;
        }
      }
    }
  }
  for (const clock of running.values()) remindUntil(clock, now, true);
  return { expected, clocks };
}
