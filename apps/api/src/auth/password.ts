/** What makes a password fit to be kept: length, and not being among the first that are tried (NIST SP 800-63B). */
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';

export const shortestPassword = 12;
export const longestPassword = 200;

const guesser = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });

/**
 * Why a new password is refused, as the rule that says it (`rule.<…>`); null when it will do. `known` is what a stranger
 * knows of the account – name, address –, which counts as guessed.
 */
export function weakness(password: string, known: readonly string[]): 'password_short' | 'password_common' | null {
  if ([...password].length < shortestPassword) return 'password_short';
  const words = known.flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)]).filter((word) => word.length > 2);
  return guesser.check(password, ['rogatoria', ...words]).score < 3 ? 'password_common' : null;
}
