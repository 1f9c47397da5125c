import type { Texts } from '@rogatoria/workflows/vocabulary/index.ts';

export const figures = {} as const satisfies Texts;
