import type { Texts } from './index.ts';
import { commandTexts } from './procedure-commands.ts';
import { eventTexts } from './procedure-events.ts';
import { fieldTexts } from './procedure-fields.ts';
import { nextTexts } from './procedure-next.ts';
import { nextPreservationTexts } from './procedure-next-preservation.ts';
import { owedTexts } from './procedure-owed.ts';
import { problemTexts } from './procedure-problems.ts';
import { stateTexts } from './procedure-states.ts';
import { stepTexts } from './procedure-steps.ts';

/** The procedure in words: states, commands, messages, events, outcomes, what comes next, and why something is refused. */
export const procedure = {
  ...stateTexts,
  ...commandTexts,
  ...fieldTexts,
  ...eventTexts,
  ...nextTexts,
  ...nextPreservationTexts,
  ...owedTexts,
  ...problemTexts,
  ...stepTexts,
} as const satisfies Texts;
