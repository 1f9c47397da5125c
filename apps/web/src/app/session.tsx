import type { SessionView } from '@rogatoria/api/auth/schemas.ts';
import type { Role } from '@rogatoria/workflows/types.ts';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { demoClockQuery, sessionQuery } from '../api/queries.ts';

/** The signed-in officer. Only inside the shell, which does not render without one. */
export function useSession(): SessionView {
  const { data } = useSuspenseQuery(sessionQuery);
  if (!data) throw new Error('no session');
  return data;
}

/** True when the officer has one of these roles. */
export function useRole(...roles: Role[]): boolean {
  const { user } = useSession();
  return roles.some((role) => user.roles.includes(role));
}

/** May this officer open cases at all? The server decides; the page only leaves out links that lead nowhere. */
export function useReadsCases(): boolean {
  return useRole('drafter', 'approver', 'officer', 'duty', 'auditor');
}

/** The installation's time (a demonstration runs ahead of ours), in milliseconds, moving on by itself. */
export function useNow(every = 30_000): number {
  const { data: session, dataUpdatedAt } = useQuery(sessionQuery);
  const { data: clock, dataUpdatedAt: clockAt } = useQuery({ ...demoClockQuery, enabled: session?.demo === true });
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), every);
    return () => clearInterval(timer);
  }, [every]);
  if (clock && clockAt >= dataUpdatedAt) return Date.parse(clock.now) + (Date.now() - clockAt);
  return session ? Date.parse(session.now) + (Date.now() - dataUpdatedAt) : Date.now();
}

function subscribe(changed: () => void): () => void {
  addEventListener('online', changed);
  addEventListener('offline', changed);
  return () => {
    removeEventListener('online', changed);
    removeEventListener('offline', changed);
  };
}

/** Is there a network at all? */
export function useOnline(): boolean {
  return useSyncExternalStore(subscribe, () => navigator.onLine);
}
