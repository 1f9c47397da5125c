import type { LaddersView } from '@rogatoria/api/deadlines/schemas.ts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { actionKey, api, Offline } from '../api/client.ts';

const key = ['ladders'] as const;

export const laddersQuery = queryOptions({
  queryKey: key,
  queryFn: ({ signal }) => api.get<LaddersView>('/api/ladders', {}, signal),
});

interface Decision {
  /** below `/api/ladders/`: `<kind>/<urgency>`, `head`, `silence` */
  path: string;
  body: object;
  /** the version that was seen */
  version: number;
  key?: string;
}

/** One decision about reminders; the list is read anew before it counts as made. */
export function useDecision() {
  const client = useQueryClient();
  return useMutation<unknown, Error, Decision>({
    mutationFn: (decision) => {
      decision.key ??= actionKey();
      const { path, body, version } = decision;
      return api.put(`/api/ladders/${path}`, body, { key: decision.key, ifMatch: version });
    },
    retry: (count, error) => error instanceof Offline && count < 3,
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  });
}
