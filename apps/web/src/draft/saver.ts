import { ApiProblem, actionKey, Offline } from '../api/client.ts';
import { type DraftContent, same } from './content.ts';
import type { LocalCopy, Start } from './local-copy.ts';

export interface Saved {
  content: DraftContent;
  version: number;
}

/**
 * `clean`: the server has everything · `waiting`: about to save · `saving` · `lost`: no answer, trying again ·
 * `conflict`: somebody else saved, a person chooses · `refused`: the server said no.
 */
export type Phase = 'clean' | 'waiting' | 'saving' | 'lost' | 'conflict' | 'refused';

export interface Snapshot {
  content: DraftContent;
  /** what the server had last, as far as we know */
  base: DraftContent;
  version: number;
  phase: Phase;
  savedAt: number | null;
  retryAt: number | null;
  /** a copy is on this computer too */
  kept: boolean;
  theirs: Saved | null;
  problem: unknown;
}

export interface SaverOptions {
  start: Start;
  /** saves and gives the new version */
  put(content: DraftContent, version: number, key: string): Promise<number>;
  /** what the server has now */
  load(): Promise<Saved>;
  /** keeps a copy on this computer; false when it cannot */
  keep(copy: LocalCopy): boolean;
  /** after the last keystroke */
  wait?: number;
}

export interface Saver {
  get(): Snapshot;
  /** Starts saving what was recovered. */
  resume(): void;
  subscribe(changed: () => void): () => void;
  edit(change: (content: DraftContent) => DraftContent): void;
  /** Saves now what is unsaved; true when the server has everything. */
  flush(): Promise<boolean>;
  /** Ends a conflict: goes on from their version with this content. */
  resolve(content: DraftContent): void;
  /** A newer version read from the server; taken over only where nothing here is unsaved. */
  adopt(saved: Saved): void;
  /** Ends it: nothing more is saved or kept. */
  stop(): void;
}

/** Refusals are final; everything else – no network, a proxy, an overloaded server – is tried again. */
export function verdictOf(error: unknown): 'lost' | 'conflict' | 'refused' {
  if (error instanceof Offline) return 'lost';
  if (!(error instanceof ApiProblem)) return 'refused';
  if (error.status === 412) return 'conflict';
  return error.status >= 500 || error.status === 429 || error.status === 408 ? 'lost' : 'refused';
}

/** 2, 4, 8 … 60 seconds. */
export const backOff = (attempt: number): number => Math.min(60_000, 2_000 * 2 ** attempt);

/**
 * Saves a draft while it is being written. A write whose answer was lost is repeated as it was, under its own key,
 * before anything newer: the server does it once, and our own save is never taken for somebody else's.
 */
export function createSaver({ start, put, load, keep, wait = 800 }: SaverOptions): Saver {
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pending: { content: DraftContent; version: number; key: string } | undefined;
  let running: Promise<void> | undefined;
  let attempt = 0;
  let stopped = false;
  let state: Snapshot = {
    content: start.content,
    base: start.base,
    version: start.version,
    phase: start.theirs ? 'conflict' : same(start.content, start.base) ? 'clean' : 'waiting',
    savedAt: null,
    retryAt: null,
    kept: true,
    theirs: start.theirs ?? null,
    problem: null,
  };

  const set = (next: Partial<Snapshot>) => {
    state = { ...state, ...next };
    for (const changed of listeners) changed();
  };
  const unsaved = () => !same(state.content, state.base);
  // once it is sent, nothing may bring the copy back
  const keepHere = () =>
    !stopped && keep({ at: Date.now(), version: state.version, base: state.base, content: state.content });
  const schedule = (delay: number) => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(() => void run(), delay);
  };

  function saved(content: DraftContent, version: number) {
    pending = undefined;
    attempt = 0;
    set({ base: content, version, savedAt: Date.now(), retryAt: null, problem: null });
    set({ phase: unsaved() ? 'waiting' : 'clean', kept: keepHere() });
  }

  /** Somebody was quicker, or our own save arrived although its answer did not. */
  async function compare(sent: DraftContent): Promise<void> {
    const theirs = await load();
    if (same(theirs.content, sent)) return saved(sent, theirs.version);
    pending = undefined;
    if (same(theirs.content, state.base)) return set({ version: theirs.version, phase: 'waiting' });
    set({ phase: 'conflict', theirs });
  }

  async function once(): Promise<void> {
    pending ??= { content: state.content, version: state.version, key: actionKey() };
    const { content, version, key } = pending;
    set({ phase: 'saving', retryAt: null });
    try {
      saved(content, await put(content, version, key));
    } catch (error) {
      let verdict = verdictOf(error);
      let reason = error;
      if (verdict === 'conflict') {
        try {
          return await compare(content);
        } catch (failure) {
          reason = failure;
          verdict = verdictOf(failure) === 'refused' ? 'refused' : 'lost';
        }
      }
      if (verdict === 'lost') {
        const delay = backOff(attempt++);
        set({ phase: 'lost', retryAt: Date.now() + delay, problem: reason });
        schedule(delay);
      } else {
        pending = undefined;
        set({ phase: 'refused', problem: reason });
      }
    }
  }

  function run(): Promise<void> {
    clearTimeout(timer);
    running ??= (async () => {
      // what was typed while saving waits for its own pause
      try {
        await once();
      } finally {
        running = undefined;
      }
      if (state.phase === 'waiting') schedule(wait);
    })();
    return running;
  }

  return {
    get: () => state,
    resume() {
      stopped = false;
      if (state.phase === 'waiting') schedule(wait);
    },
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    edit(change) {
      const content = change(state.content);
      if (content === state.content) return;
      state = { ...state, content };
      const kept = keepHere();
      if (state.phase === 'clean' || state.phase === 'waiting' || state.phase === 'refused') {
        set({ phase: 'waiting', kept });
        schedule(wait);
      } else set({ kept });
    },
    async flush() {
      if (running) await running;
      for (let round = 0; round < 4 && (unsaved() || pending); round++) {
        if (state.phase === 'conflict') return false;
        await run();
        if (state.phase === 'lost' || state.phase === 'refused') return false;
      }
      if (!unsaved() && state.phase === 'waiting') {
        clearTimeout(timer);
        set({ phase: 'clean' });
      }
      return state.phase === 'clean';
    },
    resolve(content) {
      const { theirs } = state;
      if (!theirs) return;
      state = { ...state, content, base: theirs.content, version: theirs.version, theirs: null };
      set({ phase: unsaved() ? 'waiting' : 'clean', kept: keepHere() });
      if (state.phase === 'waiting') schedule(0);
    },
    adopt({ content, version }) {
      if (stopped || state.phase !== 'clean' || unsaved() || version <= state.version) return;
      set({ content, base: content, version });
      set({ kept: keepHere() });
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
