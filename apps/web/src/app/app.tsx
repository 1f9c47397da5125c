import { MutationCache, QueryCache, QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { ApiProblem, Offline } from '../api/client.ts';
import { keys, sessionQuery, useSetLanguage } from '../api/queries.ts';
import { TextsProvider } from '../texts/index.tsx';
import { createAppRouter } from './router.tsx';

/** Whoever finds out first that the session is over: the shell sees it and asks to sign in, keeping the place. */
function createClient(): QueryClient {
  const ended = (error: unknown) => {
    if (error instanceof ApiProblem && error.status === 401 && client.getQueryData(keys.session))
      client.setQueryData(keys.session, null);
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError: ended }),
    mutationCache: new MutationCache({ onError: ended }),
    defaultOptions: {
      queries: {
        retry: (count, error) => error instanceof Offline && count < 2,
        staleTime: 5_000,
      },
    },
  });
  return client;
}

function Language({ children }: { children: ReactNode }) {
  const { data: session } = useQuery(sessionQuery);
  const { mutate } = useSetLanguage();
  return (
    <TextsProvider
      language={session?.user.language}
      zone={session?.user.zone}
      onLanguage={session ? mutate : undefined}
    >
      {children}
    </TextsProvider>
  );
}

export function App() {
  const [{ client, router }] = useState(() => {
    const client = createClient();
    return { client, router: createAppRouter(client) };
  });
  return (
    <QueryClientProvider client={client}>
      <Language>
        <RouterProvider router={router} />
      </Language>
    </QueryClientProvider>
  );
}
