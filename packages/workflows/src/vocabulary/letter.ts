import type { Texts } from './index.ts';

export const letter = {} as const satisfies Texts;
