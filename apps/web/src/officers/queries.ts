import type { DeputiesView, InvitedView, OfficersView, RosterView } from '@rogatoria/api/officers/schemas.ts';
import type { Language } from '@rogatoria/workflows/types.ts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { actionKey, api, Offline } from '../api/client.ts';

const key = ['officers'] as const;

export const officersQuery = queryOptions({
  queryKey: key,
  queryFn: ({ signal }) => api.get<OfficersView>('/api/officers', {}, signal),
});

export const deputiesQuery = queryOptions({
  queryKey: ['officers', 'deputies'],
  queryFn: ({ signal }) => api.get<DeputiesView>('/api/deputies', {}, signal),
});

/** Seven days of the duty roster, from a day on; today where none is given. */
export const rosterQuery = (from: string | null) =>
  queryOptions({
    queryKey: ['officers', 'roster', from],
    queryFn: ({ signal }) => api.get<RosterView>('/api/roster', { from }, signal),
  });

export interface OfficerChange {
  /** below `/api`: `/officers/{id}/roles`, `/deputies` … */
  path: string;
  body?: object;
}

/** One change to officers, invitations or deputies; the lists are read anew before it counts as done. */
export function useOfficerChange() {
  const client = useQueryClient();
  return useMutation<unknown, Error, OfficerChange & { key?: string }>({
    mutationFn: (change) => {
      change.key ??= actionKey();
      return api.post(`/api${change.path}`, change.body ?? {}, { key: change.key });
    },
    retry: (count, error) => error instanceof Offline && count < 3,
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  });
}

/** What an invitation's link opens. The token travels in the body, never in an address. */
export const invitedQuery = (token: string) =>
  queryOptions({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) => api.post<InvitedView>('/api/invitation', { token }, { signal }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });

export function useAcceptInvitation() {
  return useMutation({
    mutationFn: (body: { token: string; name: string; language: Language; password: string }) =>
      api.post('/api/invitation/accept', body),
  });
}
