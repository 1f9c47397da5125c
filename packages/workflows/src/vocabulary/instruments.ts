import type { Texts } from './index.ts';

export const instruments = {} as const satisfies Texts;
