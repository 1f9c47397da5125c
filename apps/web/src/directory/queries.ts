import type {
  DirectoryView,
  RequestAddressView,
  StateDirectory,
  TestCallView,
} from '@rogatoria/api/directory/schemas.ts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { actionKey, api } from '../api/client.ts';
import { keys } from '../api/queries.ts';

const minute = 60_000;

export const directoryQuery = queryOptions({
  queryKey: ['directory'],
  queryFn: async ({ signal }) => (await api.get<DirectoryView>('/api/directory', {}, signal)).items,
  staleTime: minute,
});

export const stateDirectoryQuery = (state: string) =>
  queryOptions({
    queryKey: ['directory', state],
    queryFn: ({ signal }) => api.get<StateDirectory>(`/api/directory/${state}`, {}, signal),
  });

/** Calls to our desk, and those we started. Read again with the notices: a call comes with one. */
export const testCallsQuery = queryOptions({
  queryKey: [...keys.notifications, 'test-calls'],
  queryFn: ({ signal }) => api.get<{ items: TestCallView[]; may_answer: boolean }>('/api/test-calls', {}, signal),
  refetchInterval: minute,
});

/** To which addresses a request of ours went, or would go. */
export const requestAddressQuery = (id: string) =>
  queryOptions({
    queryKey: [...keys.case(id), 'address'],
    queryFn: async ({ signal }) =>
      (await api.get<{ items: RequestAddressView[] }>(`/api/cases/${id}/address`, {}, signal)).items,
  });

interface DirectoryChange {
  path: string;
  body?: object;
  method?: 'post' | 'put';
  /** version that was seen */
  seen?: number;
}

/** One change to our directory, or one test call; what shows it is read anew before it counts as done. */
export function useDirectoryChange() {
  const client = useQueryClient();
  return useMutation<unknown, Error, DirectoryChange>({
    mutationFn: ({ path, body = {}, method = 'post', seen }) =>
      api[method](`/api${path}`, body, { key: actionKey(), ...(seen === undefined ? {} : { ifMatch: seen }) }),
    onSettled: () => client.invalidateQueries(),
  });
}
