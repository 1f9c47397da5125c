import type { Texts } from './index.ts';

export const form = {} as const satisfies Texts;
