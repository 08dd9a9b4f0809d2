import { Button, Progress } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { getSampleShop, loadSampleShop, type SampleShop } from '@throughline/contract/sample-shop'
import { call, query } from '../api.ts'
import { formatNumber } from '../format/number.ts'
import { useSampleShop } from './use-sample-shop.ts'

/** Loads the sample shop and shows how far it is. */
export function SampleShopButton() {
  const queryClient = useQueryClient()
  const shop = useSampleShop()
  const load = useMutation({
    mutationFn: () => call(loadSampleShop, {}),
    onSuccess: (answer) => queryClient.setQueryData(query(getSampleShop, {}).queryKey, answer),
  })
  if (shop?.status === 'loading') return <LoadProgress shop={shop} />
  const problem = load.error?.message ?? (shop?.status === 'failed' ? shop.problem : undefined)
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
