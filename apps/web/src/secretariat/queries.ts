import type { SecretariatHome } from '@rogatoria/api/secretariat/schemas.ts';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { keys } from '../api/queries.ts';

/** Read again with whatever the home page is read again for: a notice tells of every return that comes in. */
export const secretariatHomeQuery = queryOptions({
  queryKey: [...keys.home, 'secretariat'],
  // who comes back from examining a return finds it gone from the list
  staleTime: 0,
  queryFn: ({ signal }) => api.get<SecretariatHome>('/api/secretariat/home', {}, signal),
});
