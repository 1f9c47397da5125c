import type { Asked, PublicationView } from '@rogatoria/api/publication/schemas.ts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { actionKey, api } from '../api/client.ts';

export const publicationQuery = (year: string) =>
  queryOptions({
    queryKey: ['publications', year],
    queryFn: ({ signal }) => api.get<PublicationView>(`/api/publications/${year}`, {}, signal),
  });

/** Publishing (`''`) or asking (`'/questions'`); what stands is read anew before it counts as done. */
export function usePublicationChange<T = Asked>(year: string, path: '' | '/questions') {
  const client = useQueryClient();
  return useMutation<T, Error, object>({
    mutationFn: (body) => api.post<T>(`/api/publications/${year}${path}`, body, { key: actionKey() }),
    onSettled: () =>
      Promise.all([['publications'], ['returns']].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}
