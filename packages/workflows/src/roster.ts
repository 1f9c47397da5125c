/** The duty roster of a 24/7 desk as stretches of time: who is on duty, and where nobody is. */

/** A shift: from its first instant up to, not including, its last. Instants are ISO 8601 in UTC. */
export interface Shift {
  from: string;
  until: string;
}

/** A stretch of time in which the same shifts run; none is a gap. */
export interface Stretch<T extends Shift> {
  from: string;
  until: string;
  shifts: T[];
}

/** Cuts the time from `from` to `until` wherever a shift begins or ends: stretches without holes, in order. */
export function stretchesOf<T extends Shift>(shifts: readonly T[], from: string, until: string): Stretch<T>[] {
  const cuts = [from, until, ...shifts.flatMap((shift) => [shift.from, shift.until])];
  const inside = [...new Set(cuts)].filter((at) => at >= from && at <= until).sort();
  return inside.slice(0, -1).map((start, index) => {
    const end = inside[index + 1] as string;
    return { from: start, until: end, shifts: shifts.filter((shift) => shift.from <= start && shift.until >= end) };
  });
}
