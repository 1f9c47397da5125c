import type { Texts } from '@rogatoria/workflows/vocabulary/index.ts';

export const draft = {} as const satisfies Texts;
