import type { Texts } from '@rogatoria/workflows/vocabulary/index.ts';

export const home = {} as const satisfies Texts;
