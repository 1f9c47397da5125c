import type { Texts } from './index.ts';

export const procedure = {} as const satisfies Texts;
