import type { KeptCaseView, RetentionView } from '@rogatoria/api/retention/schemas.ts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/client.ts';

export const retentionQuery = queryOptions({
  queryKey: ['retention'],
  queryFn: ({ signal }) => api.get<RetentionView>('/api/retention', {}, signal),
});

export const keptQuery = (id: string) =>
  queryOptions({
    queryKey: ['retention', id],
    queryFn: ({ signal }) => api.get<KeptCaseView>(`/api/cases/${id}/retention`, {}, signal),
  });

/** One change to how long files are kept; what shows it, and the case, are read anew before it counts as done. */
export function useRetentionChange() {
  const client = useQueryClient();
  return useMutation<unknown, Error, { path: string; body?: object }>({
    mutationFn: ({ path, body }) => api.post(`/api${path}`, body ?? {}),
    onSettled: () => client.invalidateQueries(),
  });
}
