import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getFinding, listFriction, markFinding } from '@throughline/contract/friction'
import type { RouteBody } from '@throughline/contract/route'
import { call, keyOf, query } from '../../api.ts'
import type { Period } from '../../view/period.ts'
import { askAgainAfter } from './use-friction.ts'

/** All about a finding in a period. Asked for again until the run over the period is over. */
export function useFinding(id: string, { from, to, timezone }: Period) {
  return useQuery({
    ...query(getFinding, { params: { id }, query: { from, to, timezone } }),
    // What stands there is kept while another period is asked for, but never another finding.
    placeholderData: (before) => (before?.finding?.id === id ? before : undefined),
    refetchInterval: ({ state }) => askAgainAfter(state.data?.status),
  })
}

/** Marks a finding or gives it an owner; the card and every list show it at once. */
export function useMarkFinding(id: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: RouteBody<typeof markFinding>) => call(markFinding, { params: { id }, body }),
    onSuccess: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: keyOf(getFinding) }),
        queryClient.invalidateQueries({ queryKey: keyOf(listFriction) }),
      ]),
  })
}
