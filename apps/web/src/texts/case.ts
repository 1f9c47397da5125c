import type { Texts } from '@rogatoria/workflows/vocabulary/index.ts';

export const caseTexts = {} as const satisfies Texts;
