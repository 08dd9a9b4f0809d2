import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type FrictionAnswer, listFriction } from '@throughline/contract/friction'
import { query } from '../../api.ts'
import type { Period } from '../../view/period.ts'

/** While the server looks, it is asked again this often. */
export const askAgainMs = 2_000
/** A run that failed is tried again by the server itself; it is asked whether that helped. */
const afterFailureMs = 30_000

/** How soon to ask again, given how an answer stands. */
export function askAgainAfter(status: FrictionAnswer['status'] | undefined): number | false {
  if (status === 'running') return askAgainMs
  return status === 'failed' ? afterFailureMs : false
}

/** Where customers struggle in a period. The answer is asked for again until the run is over. */
export function useFriction({ from, to, timezone }: Period) {
  return useQuery({
    ...query(listFriction, { query: { from, to, timezone } }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => askAgainAfter(state.data?.status),
  })
}
