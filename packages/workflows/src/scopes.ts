/** What a service account – a ministry's own system – may be let do. Whatever commits the State stays with people. */
export const scopes = ['cases:read', 'cases:draft', 'statistics:read', 'notifications:read'] as const;
export type Scope = (typeof scopes)[number];

/** For so long a token is good, in days; a year at most. Policy; no treaty sets it. */
export const tokenDays = [30, 90, 180, 365] as const;

/** For so long the token before still opens once a new one is in force, so that the system can be given it: policy. */
export const overlapHours = 24;
