import type { IssuedToken, ServiceAccountsView } from '@rogatoria/api/officers/service-account-views.ts';
import type { Scope } from '@rogatoria/workflows/scopes.ts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { actionKey, api } from '../api/client.ts';

const key = ['service-accounts'] as const;
const path = '/api/service-accounts';

export const serviceAccountsQuery = queryOptions({
  queryKey: key,
  queryFn: ({ signal }) => api.get<ServiceAccountsView>(path, {}, signal),
});

export type NewServiceAccount = { name: string; purpose: string; scopes: Scope[]; days: number };

/** Gives a token: the first of a new system, or a new one of the system with this id. Never sent twice: it is shown once. */
export function useIssue(id?: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (asked: NewServiceAccount | { days: number }) =>
      api.post<IssuedToken>(id ? `${path}/${id}/renew` : path, asked),
    retry: false,
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  });
}

/** Confirms or refuses a token, or shuts a system out. */
export function useDecide() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, word }: { id: string; word: 'confirm' | 'refuse' | 'revoke' }) =>
      api.post(`${path}/${id}/${word}`, {}, { key: actionKey() }),
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  });
}
