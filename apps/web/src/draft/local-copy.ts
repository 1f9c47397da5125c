import { type DraftContent, same } from './content.ts';

/** A draft as it stands on this computer, with the saved version it grew from. */
export interface LocalCopy {
  at: number;
  version: number;
  base: DraftContent;
  content: DraftContent;
}

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const prefix = 'rogatoria.draft.';
const keyOf = (account: string, id: string) => `${prefix}${account}.${id}`;
const storage = (): Store | undefined => {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined; // a browser that keeps nothing
  }
};

/** True when the copy is on this computer. */
export function keepCopy(account: string, id: string, copy: LocalCopy, store = storage()): boolean {
  try {
    store?.setItem(keyOf(account, id), JSON.stringify(copy));
    return store !== undefined;
  } catch {
    return false; // full
  }
}

export function readCopy(account: string, id: string, store = storage()): LocalCopy | undefined {
  try {
    const copy = JSON.parse(store?.getItem(keyOf(account, id)) ?? 'null') as LocalCopy | null;
    const whole = (content: DraftContent | undefined) =>
      content &&
      typeof content.form === 'object' &&
      typeof content.translations === 'object' &&
      Array.isArray(content.bases);
    return copy && typeof copy.version === 'number' && whole(copy.base) && whole(copy.content) ? copy : undefined;
  } catch {
    return undefined;
  }
}

export function removeCopy(account: string, id: string, store = storage()): void {
  store?.removeItem(keyOf(account, id));
}

/** Signing out: nothing that was written stays behind on this computer. */
export function forgetCopies(store = storage()): void {
  if (!store) return;
  const names = Array.from({ length: store.length }, (_, index) => store.key(index));
  for (const name of names) if (name?.startsWith(prefix)) store.removeItem(name);
}

export interface Start {
  content: DraftContent;
  base: DraftContent;
  version: number;
  /** when what was recovered from this computer was written */
  recovered?: number;
  /** somebody saved in between: a person has to choose */
  theirs?: { content: DraftContent; version: number };
}

/** Where writing goes on: from the server, or from what this computer holds and the server never got. */
export function startFrom(server: { content: DraftContent; version: number }, copy: LocalCopy | undefined): Start {
  const { content, version } = server;
  if (!copy || same(copy.content, copy.base) || same(copy.content, content)) return { content, base: content, version };
  const recovered = { content: copy.content, recovered: copy.at };
  if (copy.version === version || same(copy.base, content)) return { ...recovered, base: content, version };
  return { ...recovered, base: copy.base, version: copy.version, theirs: server };
}
