import type { Texts } from '@rogatoria/workflows/vocabulary/index.ts';

export const lists = {} as const satisfies Texts;
