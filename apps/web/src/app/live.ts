/** Keeps what is on the screen as it is now: the server says what changed (`GET /api/events`), and that is read again. */
import type { CaseView } from '@rogatoria/api/cases/schemas.ts';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { renew, renewAfterMs } from '../api/client.ts';
import { keys } from '../api/queries.ts';

type Change =
  | { event: 'resync' }
  | { event: 'case'; id: string; version: number }
  | { event: 'notification'; id: string };

const name = 'rogatoria.events';
/** Changes come in bursts: what they make stale is read again once. */
const gatherMs = 400;
/** After a line that would not open, and after each one more. */
const retryMs = [2_000, 5_000, 15_000, 60_000];

/** Reads again what the changes made stale. Only queries: what somebody is typing is kept elsewhere, and stays. */
function refresh(client: QueryClient, changes: readonly Change[]): void {
  // who is signed in is never unknown for a moment: a question under way is not broken off
  const stale = (queryKey: readonly unknown[]) =>
    void client.invalidateQueries({ queryKey }, { cancelRefetch: queryKey !== keys.session });
  if (changes.some(({ event }) => event === 'resync')) {
    for (const key of [keys.session, keys.home, keys.cases, keys.notifications, keys.undelivered]) stale(key);
    return;
  }
  const cases = new Map(changes.flatMap((one) => (one.event === 'case' ? [[one.id, one.version] as const] : [])));
  for (const [id, version] of cases) {
    const shown = client.getQueryData<CaseView>(keys.case(id));
    // one's own act has been read already; a message that was carried changes no version
    if (shown && shown.version <= version) stale(keys.case(id));
  }
  if (cases.size > 0) {
    stale(keys.home);
    stale(['cases', 'list']);
  }
  if (changes.some(({ event }) => event === 'notification'))
    for (const key of [keys.session, keys.notifications, keys.home, keys.undelivered]) stale(key);
}

/** Opens the line and holds it. Resolves to why it ended: `refused` when it would not open, else as the server says. */
function hold(tell: (change: Change) => void, signal: AbortSignal): Promise<'renew' | 'over' | 'refused'> {
  return new Promise((ended) => {
    // a line that breaks is opened again by the browser itself
    const source = new EventSource('/api/events');
    const end = (why: 'renew' | 'over' | 'refused') => {
      source.close();
      ended(why);
    };
    for (const event of ['resync', 'case', 'notification'] as const)
      source.addEventListener(event, ({ data }) => tell({ event, ...JSON.parse(data) } as Change));
    for (const event of ['renew', 'over'] as const) source.addEventListener(event, () => end(event));
    source.onerror = () => {
      if (source.readyState === EventSource.CLOSED) end('refused');
    };
    signal.addEventListener('abort', () => end('over'), { once: true });
  });
}

/** Listens as long as the session lasts. */
async function listen(tell: (change: Change) => void, signal: AbortSignal): Promise<void> {
  for (let refused = 0; !signal.aborted; ) {
    const why = await hold((change) => {
      refused = 0;
      tell(change);
    }, signal);
    if (why === 'over') return;
    const since = Date.now();
    if (why === 'refused')
      await new Promise((resolve) => setTimeout(resolve, retryMs[Math.min(refused++, retryMs.length - 1)]));
    const open = await renew(why === 'renew' ? since - renewAfterMs : since).catch(() => true);
    if (!open) return;
  }
}

/** One line for all tabs of this browser, which has few: the tab that holds it tells the others. */
export function useLive(enabled: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!enabled) return;
    const ending = new AbortController();
    const { signal } = ending;
    const others = new BroadcastChannel(name);
    let heard: Change[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const hear = (change: Change) => {
      heard.push(change);
      timer ??= setTimeout(() => {
        timer = undefined;
        refresh(client, heard);
        heard = [];
      }, gatherMs);
    };
    others.onmessage = ({ data }) => hear(data as Change);
    const listenForAll = async () => {
      await listen((change) => {
        hear(change);
        others.postMessage(change);
      }, signal);
      // the session is over, and the shell asks to sign in
      if (!signal.aborted) await client.invalidateQueries({ queryKey: keys.session });
    };
    // where there are no locks (no TLS), each tab listens for itself
    const held = navigator.locks ? navigator.locks.request(name, { signal }, listenForAll) : listenForAll();
    held.catch(() => {});
    return () => {
      ending.abort();
      clearTimeout(timer);
      others.close();
    };
  }, [client, enabled]);
}
