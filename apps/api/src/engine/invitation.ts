import { createHmac } from 'node:crypto';
import type { House } from '../house.ts';

/**
 * The token in an invitation's link: the participant's code, a dot, 256 bits in base64url. Made from the installation's
 * secret, so that the worker can write it into the mail while the database keeps nothing but its hash.
 * @param issue counts the links sent for this invitation; each has a token of its own
 */
export function invitationToken({ keys }: Pick<House, 'keys'>, participant: string, id: string, issue: number): string {
  const mac = createHmac('sha256', keys.secret('invitations')).update(`${participant} ${id} ${issue}`);
  return `${participant}.${mac.digest('base64url')}`;
}

/** The token in the link that resets a lost second factor: made, and kept, like an invitation's. */
export function resetToken({ keys }: Pick<House, 'keys'>, participant: string, id: string): string {
  const mac = createHmac('sha256', keys.secret('second factor resets')).update(`${participant} ${id}`);
  return `${participant}.${mac.digest('base64url')}`;
}

export const invitationTokenPattern = '^[A-Z]{3}\\.[A-Za-z0-9_-]{43}$';
