import type { Texts } from './index.ts';

export const notices = {} as const satisfies Texts;
