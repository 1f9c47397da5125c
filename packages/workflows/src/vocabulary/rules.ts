import type { Texts } from './index.ts';

export const rules = {} as const satisfies Texts;
