import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiProblem } from './api-problem.ts'
import { sessionQuery } from './session.ts'

/** The cache of all reads. `onLoggedOut` runs when the server no longer knows the login. */
export function makeQueryClient(onLoggedOut: () => void): QueryClient {
  const onError = (error: Error): void => {
    if (!(error instanceof ApiProblem) || error.code !== 'unauthenticated') return
    client.removeQueries({ queryKey: sessionQuery.queryKey })
    onLoggedOut()
  }
  const client = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        refetchOnWindowFocus: false,
        // A refusal stays a refusal; only what may pass by itself is asked again.
        retry: (failures, error) =>
          failures < 2 &&
          error instanceof ApiProblem &&
          (error.code === 'unavailable' || error.status === 429),
      },
    },
  })
  return client
}
