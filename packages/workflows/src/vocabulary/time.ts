import type { Texts } from './index.ts';

export const time = {} as const satisfies Texts;
