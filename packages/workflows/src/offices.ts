/** Which roles there are to give, and which of them nobody gives alone. */
import { secretariat } from './states.ts';
import { type ParticipantCode, type Role, roles } from './types.ts';

/** Roles that commit a State towards others or decide who works for it: given once a second administrator confirms. */
export const powerfulRoles = ['approver', 'duty', 'admin'] as const satisfies readonly Role[];

export const isPowerful = (role: Role): boolean => (powerfulRoles as readonly Role[]).includes(role);

/** Roles whose holder signs in with more than a password, outside the demonstration. */
const strongRoles: readonly Role[] = [...powerfulRoles, 'desk', 'editor'];

export const needsSecondFactor = (held: readonly Role[]): boolean => held.some((role) => strongRoles.includes(role));

const secretariatRoles: readonly Role[] = ['desk', 'editor', 'admin', 'auditor'];

/** The roles that an officer of this participant can have: a State's, or the Technical Secretariat's. */
export function rolesIn(participant: ParticipantCode): readonly Role[] {
  if (participant === secretariat.code) return secretariatRoles;
  return roles.filter((role) => role !== 'desk' && role !== 'editor');
}

/** Nobody is represented for longer at a time: policy, so that a deputy does not become a second holder unseen. */
export const deputyDays = 92;

/** Roles that a deputy can hold for somebody: not the administrator's, which two must give, nor the auditor's. */
export const isDeputable = (role: Role): boolean => role !== 'admin' && role !== 'auditor';
