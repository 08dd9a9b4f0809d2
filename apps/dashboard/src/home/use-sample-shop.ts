import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getSampleShop, type SampleShop } from '@throughline/contract/sample-shop'
import { useEffect, useRef } from 'react'
import { query } from '../api.ts'

/**
 * How far the sample shop is. Once it has been loaded while this was watching, everything on the screen is asked anew:
 * what was counted in between was of half a shop.
 */
export function useSampleShop(): SampleShop | undefined {
  const queryClient = useQueryClient()
  const { data } = useQuery({
    ...query(getSampleShop, {}),
    refetchInterval: ({ state }) => (state.data?.status === 'loading' ? 700 : false),
  })
  const status = data?.status
  const before = useRef(status)
  useEffect(() => {
    if (before.current === 'loading' && status === 'loaded') void queryClient.invalidateQueries()
    before.current = status
  }, [status, queryClient])
  return data
}
