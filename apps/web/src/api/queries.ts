import type { CheckpointView, RecordEntryView, RecordFault } from '@rogatoria/api/audit/schemas.ts';
import type { OpenSession, Passkey, SecondFactor, SessionView } from '@rogatoria/api/auth/schemas.ts';
import type { CaseSummary, CaseView, CompletenessView, EventView, HomeView } from '@rogatoria/api/cases/schemas.ts';
import type { BasisView, LawRecordView, LawView } from '@rogatoria/api/law/schemas.ts';
import type { NotificationView } from '@rogatoria/api/notifications/schemas.ts';
import type { DemoView, ParticipantView } from '@rogatoria/api/schemas.ts';
import type { BreakdownView, FigureCases, StatisticsView } from '@rogatoria/api/statistics/schemas.ts';
import type { Breakdown } from '@rogatoria/workflows/indicators.ts';
import type { Law, LineKind } from '@rogatoria/workflows/instruments/index.ts';
import type { Kind, Language } from '@rogatoria/workflows/types.ts';
import {
  infiniteQueryOptions,
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { forgetCopies } from '../draft/local-copy.ts';
import { ApiProblem, actionKey, api, markSession, Offline, search } from './client.ts';

/** Every key of the cache, in one place: what a write makes stale is said here too. */
export const keys = {
  session: ['session'] as const,
  sessions: ['sessions'] as const,
  secondFactor: ['second-factor'] as const,
  passkeys: ['passkeys'] as const,
  health: ['health'] as const,
  home: ['home'] as const,
  cases: ['cases'] as const,
  caseList: (filter: CaseFilter) => ['cases', 'list', filter] as const,
  case: (id: string) => ['cases', 'one', id] as const,
  completeness: (id: string) => ['cases', 'one', id, 'completeness'] as const,
  events: (id: string) => ['cases', 'one', id, 'events'] as const,
  notifications: ['notifications'] as const,
  undelivered: ['undelivered'] as const,
  webhooks: ['webhooks'] as const,
  participants: ['participants'] as const,
  bases: (requested: string, kind: Kind) => ['bases', requested, kind] as const,
  law: ['law'] as const,
  lawRecords: ['law', 'records'] as const,
  recordEntries: (filter: RecordFilter) => ['record', 'entries', filter] as const,
  checkpoints: ['record', 'checkpoints'] as const,
  statistics: (year: number) => ['statistics', year] as const,
  demoClock: ['demo', 'clock'] as const,
};

export interface CaseFilter {
  direction?: 'outgoing' | 'incoming' | undefined;
  kind?: Kind | undefined;
  state?: string | undefined;
  counterpart?: string | undefined;
  open?: boolean | undefined;
  late?: boolean | undefined;
  q?: string | undefined;
}

export interface Page<T> {
  items: T[];
  next: string | null;
  total?: number;
}

export interface Health {
  status: string;
  demo?: boolean;
  /** name of the identity provider that one can sign in with */
  identity_provider?: string | null;
}

const minute = 60_000;

/** null: nobody is signed in */
export const sessionQuery = queryOptions({
  queryKey: keys.session,
  queryFn: async ({ signal }): Promise<SessionView | null> => {
    try {
      return await api.get<SessionView>('/api/session', {}, signal);
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 401) return null;
      throw error;
    }
  },
  staleTime: minute,
  refetchInterval: minute,
});

/** Where this account is signed in. */
export const sessionsQuery = queryOptions({
  queryKey: keys.sessions,
  queryFn: async ({ signal }) => (await api.get<{ items: OpenSession[] }>('/api/account/sessions', {}, signal)).items,
});

export const secondFactorQuery = queryOptions({
  queryKey: keys.secondFactor,
  queryFn: ({ signal }) => api.get<SecondFactor>('/api/account/second-factor', {}, signal),
});

export const passkeysQuery = queryOptions({
  queryKey: keys.passkeys,
  queryFn: async ({ signal }) => (await api.get<{ items: Passkey[] }>('/api/account/passkeys', {}, signal)).items,
});

export const healthQuery = queryOptions({
  queryKey: keys.health,
  queryFn: ({ signal }) => api.get<Health>('/api/health', {}, signal),
  staleTime: Number.POSITIVE_INFINITY,
});

export const homeQuery = queryOptions({
  queryKey: keys.home,
  queryFn: ({ signal }) => api.get<HomeView>('/api/home', {}, signal),
  refetchInterval: minute,
});

export const casesQuery = (filter: CaseFilter) =>
  infiniteQueryOptions({
    queryKey: keys.caseList(filter),
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<CaseSummary>>('/api/cases', { ...filter, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

export const caseQuery = (id: string) =>
  queryOptions({
    queryKey: keys.case(id),
    queryFn: ({ signal }) => api.get<CaseView>(`/api/cases/${id}`, {}, signal),
    refetchInterval: 20_000,
  });

export const completenessQuery = (id: string) =>
  queryOptions({
    queryKey: keys.completeness(id),
    queryFn: ({ signal }) => api.get<CompletenessView>(`/api/cases/${id}/completeness`, {}, signal),
  });

/** The API answers a list or a page; readers want the list. */
const listed = <T>(answer: T[] | Page<T>): T[] => (Array.isArray(answer) ? answer : answer.items);

export const eventsQuery = (id: string) =>
  queryOptions({
    queryKey: keys.events(id),
    queryFn: async ({ signal }) =>
      listed(await api.get<EventView[] | Page<EventView>>(`/api/cases/${id}/events`, {}, signal)),
  });

export const notificationsQuery = infiniteQueryOptions({
  queryKey: keys.notifications,
  queryFn: ({ pageParam, signal }) =>
    api.get<Page<NotificationView>>('/api/notifications', { cursor: pageParam }, signal),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
});

/** Whose acts, which acts, on which day of our zone. */
export interface RecordFilter {
  officer?: string | undefined;
  action?: string | undefined;
  day?: string | undefined;
}

interface RecordEntries extends Page<RecordEntryView> {
  actions: string[];
  officers: { id: string; name: string }[];
}

export const recordEntriesQuery = (filter: RecordFilter) =>
  infiniteQueryOptions({
    queryKey: keys.recordEntries(filter),
    queryFn: ({ pageParam, signal }) =>
      api.get<RecordEntries>('/api/record/entries', { ...filter, before: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

export const checkpointsQuery = infiniteQueryOptions({
  queryKey: keys.checkpoints,
  queryFn: ({ pageParam, signal }) =>
    api.get<Page<CheckpointView> & { stamping: boolean }>('/api/record/checkpoints', { before: pageParam }, signal),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
});

export interface VerifiedSlice {
  total: number;
  cases: number;
  entries: number;
  checkpoints: number;
  faults: RecordFault[];
  next: string | null;
}

/** Has the next slice of the record computed again; `next` of the last one is null. */
export const verifySlice = (after: string | null | undefined, signal: AbortSignal): Promise<VerifiedSlice> =>
  api.post<VerifiedSlice>(`/api/record/verify${search({ after })}`, undefined, { signal });

export const participantsQuery = queryOptions({
  queryKey: keys.participants,
  queryFn: async ({ signal }) =>
    listed(await api.get<ParticipantView[] | Page<ParticipantView>>('/api/participants', {}, signal)),
  staleTime: 10 * minute,
});

export const basesQuery = (requested: string, kind: Kind) =>
  queryOptions({
    queryKey: keys.bases(requested, kind),
    queryFn: async ({ signal }) =>
      listed(await api.get<BasisView[] | Page<BasisView>>('/api/bases', { requested, kind }, signal)),
    staleTime: minute,
  });

/** The law in force, in the shape the pure functions take. */
export const lawQuery = queryOptions({
  queryKey: keys.law,
  queryFn: ({ signal }) => api.get<Law & Pick<LawView, 'as_of'>>('/api/law', {}, signal),
  staleTime: minute,
});

export const lawRecordsQuery = queryOptions({
  queryKey: keys.lawRecords,
  queryFn: async ({ signal }) => (await api.get<{ items: LawRecordView[] }>('/api/law/records', {}, signal)).items,
});

export const statisticsQuery = (year: number) =>
  queryOptions({
    queryKey: keys.statistics(year),
    queryFn: ({ signal }) => api.get<StatisticsView>(`/api/statistics/${year}`, {}, signal),
  });

export const breakdownQuery = (year: number, by: Breakdown) =>
  queryOptions({
    queryKey: [...keys.statistics(year), 'by', by],
    queryFn: ({ signal }) => api.get<BreakdownView>(`/api/statistics/${year}/breakdown`, { by }, signal),
  });

export const figureCasesQuery = ({ year, id, direction, kind }: FigureAsked) =>
  queryOptions({
    queryKey: [...keys.statistics(year), 'cases', id, direction, kind],
    queryFn: ({ signal }) =>
      api.get<FigureCases>(`/api/statistics/${year}/cases`, { indicator: id, direction, kind }, signal),
  });
interface FigureAsked {
  year: number;
  id: string;
  direction: string;
  kind: string;
}

export const demoClockQuery = queryOptions({
  queryKey: keys.demoClock,
  queryFn: ({ signal }) => api.get<DemoView>('/api/demo/clock', {}, signal),
  refetchInterval: (query) => {
    const progress = query.state.data?.progress;
    return progress && progress.done < progress.total ? 3000 : minute;
  },
});

/* ------------------------------------------------------------------ writes */

/** Lost connections are tried again with the same key; refusals never are. */
const again = { retry: (count: number, error: Error) => error instanceof Offline && count < 3 };

/** Keeps one idempotency key through the retries of one action. */
function once<V extends object, T>(act: (variables: V, key: string) => Promise<T>) {
  const issued = new WeakMap<V, string>();
  return (variables: V): Promise<T> => {
    const key = issued.get(variables) ?? actionKey();
    issued.set(variables, key);
    return act(variables, key);
  };
}

export interface CommandInput {
  name: string;
  payload?: unknown;
  /** the version of the case the officer was looking at */
  version: number;
}

export interface CommandAnswer {
  state: string;
  version: number;
}

/** Runs a command of a case and reads the case anew. Refusals are `ApiProblem`: 422 with `errors` per field, 412 when stale. */
export function useCommand(id: string) {
  const client = useQueryClient();
  return useMutation<CommandAnswer, Error, CommandInput>({
    mutationFn: once(({ name, payload, version }: CommandInput, key) =>
      api.post<CommandAnswer>(`/api/cases/${id}/commands/${name}`, payload ?? {}, { key, ifMatch: version }),
    ),
    ...again,
    // awaited: the dialog closes on a case that already shows what was done
    onSettled: () =>
      Promise.all(
        [keys.cases, keys.home, keys.session, keys.notifications].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
  });
}

export interface LawInput {
  kind: LineKind;
  /** absent for a new line */
  record?: { id: string; version: number };
  /** absent to take the line back */
  line?: Record<string, unknown>;
  reason: string;
}

/** Records a line of our own law, a new version of one, or takes one back. Refusals name the lines that disagree. */
export function useRecordLaw() {
  const client = useQueryClient();
  return useMutation<unknown, Error, LawInput>({
    mutationFn: once(({ kind, record, line, reason }: LawInput, key) => {
      const options = { key, ifMatch: record?.version };
      if (!record) return api.post(`/api/law/records/${kind}`, { line, reason }, options);
      return line
        ? api.put(`/api/law/records/${kind}/${record.id}`, { line, reason }, options)
        : api.post(`/api/law/records/${record.id}/withdraw`, { reason }, options);
    }),
    ...again,
    onSuccess: () =>
      Promise.all([keys.law, ['bases'], keys.cases].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

/** Drops all that one person read before the next one looks. */
function forget(client: QueryClient): void {
  const kept: readonly unknown[] = [...keys.health, ...keys.session];
  client.removeQueries({ predicate: ({ queryKey }) => !kept.includes(queryKey[0]) });
}

/** What a passkey of this device or telephone signs, once its holder has unlocked it. */
export async function askPasskey() {
  const { startAuthentication } = await import('@simplewebauthn/browser');
  const optionsJSON =
    await api.post<Parameters<typeof startAuthentication>[0]['optionsJSON']>('/api/session/passkey/options');
  return startAuthentication({ optionsJSON });
}

export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: { email: string; password: string; otp?: string } | 'passkey') => {
      if (body !== 'passkey') return api.post('/api/session', body);
      return api.post('/api/session/passkey', { credential: await askPasskey() });
    },
    onSuccess: async () => {
      markSession(true);
      forget(client);
      // An answer still under way was asked for before, and says that nobody is signed in.
      await client.cancelQueries({ queryKey: keys.session });
      await client.fetchQuery({ ...sessionQuery, staleTime: 0 });
    },
  });
}

/** Signs out by leaving the page: nothing that was read stays in memory for the next person at this computer. */
export function useSignOut() {
  return useMutation({
    mutationFn: (where: 'here' | 'everywhere' = 'here') =>
      api.delete(where === 'here' ? '/api/session' : '/api/account/sessions'),
    onSuccess: () => {
      markSession(false);
      forgetCopies();
      location.assign('/sign-in');
    },
  });
}

/** Signs out another browser of this account. */
export function useSignOutThere() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.delete(`/api/account/sessions/${id}`),
    onSettled: () => client.invalidateQueries({ queryKey: keys.sessions }),
  });
}

/** Changes the password: every other browser is signed out, this one goes on. */
export function useChangePassword() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { current: string; password: string }) => api.put('/api/account/password', body),
    onSuccess: () => {
      markSession(true);
      return client.invalidateQueries({ queryKey: keys.sessions });
    },
  });
}

export function useSetLanguage() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (language: Language) => api.put('/api/account/language', { language }),
    onMutate: (language) => {
      client.setQueryData<SessionView | null>(keys.session, (session) =>
        session ? { ...session, user: { ...session.user, language } } : session,
      );
    },
    onSettled: () => client.invalidateQueries({ queryKey: keys.session }),
  });
}

/** Marks one notification read, or all of them. */
export function useReadNotification() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string | 'all') =>
      api.post(id === 'all' ? '/api/notifications/read-all' : `/api/notifications/${id}/read`),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: keys.notifications });
      void client.invalidateQueries({ queryKey: keys.session });
    },
  });
}

/** Moves the demonstration's clock; every date on every screen may change. */
export function useAdvanceClock() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (advance: string) => api.post<DemoView>('/api/demo/clock', { advance }),
    onSuccess: (view) => {
      if (view) client.setQueryData(keys.demoClock, view);
      void client.invalidateQueries();
    },
  });
}
