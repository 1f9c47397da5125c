import type { UndeliveredView } from '@rogatoria/api/notifications/schemas.ts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { keys } from '../api/queries.ts';

export const undeliveredQuery = queryOptions({
  queryKey: keys.undelivered,
  queryFn: ({ signal }) => api.get<{ items: UndeliveredView[]; total: number }>('/api/undelivered', {}, signal),
  refetchInterval: 60_000,
});

/** Has one tried again, or all. */
export function useRetry() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string | 'all') =>
      api.post(id === 'all' ? '/api/undelivered/retry' : `/api/undelivered/${id}/retry`, {}),
    onSettled: () => client.invalidateQueries({ queryKey: keys.undelivered }),
  });
}
