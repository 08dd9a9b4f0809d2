import { Button, Progress } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getSampleShop, loadSampleShop, type SampleShop } from '@throughline/contract/sample-shop'
import { useEffect } from 'react'
import { call, query } from '../api.ts'
import { formatNumber } from '../format/number.ts'

/** Loads the sample shop and shows how far it is; when it is there, everything on the screen is asked anew. */
export function SampleShopButton() {
  const queryClient = useQueryClient()
  const state = useQuery({
    ...query(getSampleShop, {}),
    refetchInterval: ({ state: { data } }) => (data?.status === 'loading' ? 700 : false),
  })
  const load = useMutation({
    mutationFn: () => call(loadSampleShop, {}),
    onSuccess: (answer) => queryClient.setQueryData(query(getSampleShop, {}).queryKey, answer),
  })
  const status = state.data?.status
  useEffect(() => {
    if (status === 'loaded') void queryClient.invalidateQueries()
  }, [status, queryClient])
  if (state.data && status === 'loading') return <LoadProgress shop={state.data} />
  const problem = load.error?.message ?? (status === 'failed' ? state.data?.problem : undefined)
  return (
    <div>
      <Button onClick={() => load.mutate()} loading={load.isPending}>
        Load the sample shop
      </Button>
      {problem ? <p role="alert">{problem}</p> : null}
    </div>
  )
}

function LoadProgress({ shop }: { shop: SampleShop }) {
  const share = shop.expected > 0 ? (100 * shop.events) / shop.expected : 0
  return (
    <div style={{ width: 180 }} role="status">
      <Progress value={share} aria-label="Loading the sample shop" />
      <small>
        {formatNumber(shop.events)} of {formatNumber(shop.expected)} events
      </small>
    </div>
  )
}
