/** Deputies: who holds whose role today, derived at every request and for every notice from the days that were named. */
import { sql } from '@rogatoria/db';
import type { Role } from '@rogatoria/workflows';
import type { Officer } from './handle.ts';

/** A role held for somebody else today. */
export interface StandIn {
  role: Role;
  /** the officer whose role it is */
  id: string;
  name: string;
  /** last day, in the authority's zone */
  until: string;
}

/**
 * SQL: true where `deputy` is in force at an instant – confirmed, not ended, today between its days in the authority's
 * zone, and `represented` still active with that role: a deputy never has more than the officer represented.
 */
export const inForce = (at: string) => sql<boolean>`(deputy.confirmed_at is not null and deputy.ended_at is null
  and to_char(${at}::timestamptz at time zone (select zone from participant where code = deputy.participant),
    'YYYY-MM-DD') between deputy.from_day and deputy.until_day
  and represented.active and deputy.role = any(represented.roles))`;

/** SQL, beside `account`: the roles this officer holds for others at an instant, as a list of `StandIn`. */
export const standingIn = (at: string) =>
  sql<StandIn[]>`(
  select coalesce(jsonb_agg(jsonb_build_object('role', deputy.role, 'id', represented.id, 'name', represented.name,
    'until', deputy.until_day) order by deputy.named_at), '[]')
  from deputy join account represented on represented.id = deputy.account_id
  where deputy.deputy_id = account.id and not deputy.role = any(account.roles) and ${inForce(at)})`.as('stands_in');

/** Every role of an officer: their own, then those held for others. */
export const rolesHeld = (own: readonly string[], standsIn: readonly StandIn[]): Role[] =>
  [...new Set([...own, ...standsIn.map(({ role }) => role)])] as Role[];

/** In which of these roles an officer acts – their own first – and for whom, where it is not their own. */
export function actingAs(officer: Officer, roles: readonly Role[]): { role: Role | null; for: StandIn | null } {
  const standsIn = officer.stands_in ?? [];
  const own = roles.find((role) => officer.roles.includes(role) && !standsIn.some((one) => one.role === role));
  if (own) return { role: own, for: null };
  const one = standsIn.find(({ role }) => roles.includes(role));
  return { role: one?.role ?? null, for: one ?? null };
}
