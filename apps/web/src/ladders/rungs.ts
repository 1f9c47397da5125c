/** A rung's moment as people choose and read it: `T-7d` is seven days before. */
export const places = ['before.d', 'before.h', 'due', 'after.h', 'after.d', 'share'] as const;
export type Place = (typeof places)[number];

export interface Moment {
  place: Place;
  /** whole number as typed; empty when due */
  amount: string;
}

/** Reads the notation; what says no moment stands as days before, to be mended. */
export function momentOf(at: string): Moment {
  if (at === 'T') return { place: 'due', amount: '' };
  const share = /^(\d+)%$/.exec(at)?.[1];
  if (share) return { place: 'share', amount: share };
  const [, sign, amount = '', unit] = /^T([+-])(\d*)([hd])$/.exec(at) ?? [];
  return { place: `${sign === '+' ? 'after' : 'before'}.${unit === 'h' ? 'h' : 'd'}`, amount };
}

export function notationOf({ place, amount }: Moment): string {
  if (place === 'due') return 'T';
  if (place === 'share') return `${amount.trim()}%`;
  const [when, unit] = place.split('.');
  return `T${when === 'after' ? '+' : '-'}${amount.trim()}${unit}`;
}
