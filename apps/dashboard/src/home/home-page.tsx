import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getOverview } from '@throughline/contract/overview'
import { query } from '../api.ts'
import { useProject } from '../session.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { PageSkeleton } from '../ui/skeletons.tsx'
import { intervalFor } from '../view/period.ts'
import { useView } from '../view/use-view.ts'
import { FirstSteps } from './first-steps.tsx'
import { Overview } from './overview.tsx'
import { useSampleShop } from './use-sample-shop.ts'

/** Health at a glance; before the first event, the way to it. */
export function HomePage() {
  const project = useProject()
  // Half a sample shop would be counted as a shop that ended months ago.
  const filling = useSampleShop()?.status === 'loading'
  return project.extent && !filling ? <Health /> : <FirstSteps />
}

function Health() {
  const view = useView()
  const { from, to, timezone } = view.period
  const interval = intervalFor(view.period)
  const segment = view.segment === undefined ? {} : { segment: view.segment }
  const overview = useQuery(query(getOverview, { query: { from, to, timezone, interval, ...segment } }))
  if (overview.isPending) return <PageSkeleton />
  if (overview.isError) {
    return (
      <ErrorState
        title="The figures could not be counted"
        error={overview.error}
        onRetry={() => overview.refetch()}
      />
    )
  }
  if (overview.data.figures.people === 0) {
    return (
      <EmptyState
        title="Nobody came in this period."
        why="There are events, but none in these days. Look at all of them to see when they happened."
        action={<Button onClick={() => view.change({ period: 'all', ...segment })}>Show all time</Button>}
      />
    )
  }
  return <Overview overview={overview.data} period={view.period} interval={interval} segment={view.segment} />
}
