import type { ReturnList, ReturnView } from '@rogatoria/api/returns/schemas.ts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { actionKey, api } from '../api/client.ts';

export const returnsQuery = queryOptions({
  queryKey: ['returns'],
  queryFn: ({ signal }) => api.get<ReturnList>('/api/returns', {}, signal),
});

export const returnQuery = (year: number, state: string) =>
  queryOptions({
    queryKey: ['returns', year, state],
    queryFn: ({ signal }) => api.get<ReturnView>(`/api/returns/${year}/${state}`, {}, signal),
  });

export interface ReturnChange {
  path: string;
  method?: 'put' | 'post';
  body: object;
  version?: number | undefined;
}

/** One change to a return or a round; every list and every return is read anew before it counts as done. */
export function useReturnChange() {
  const client = useQueryClient();
  return useMutation<unknown, Error, ReturnChange>({
    mutationFn: ({ path, method = 'post', body, version }) =>
      api[method](`/api/returns${path}`, body, { key: actionKey(), ifMatch: version }),
    onSettled: () =>
      Promise.all(
        [['returns'], ['session'], ['notifications']].map((queryKey) => client.invalidateQueries({ queryKey })),
      ),
  });
}
