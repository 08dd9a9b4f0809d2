import { Button } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { getJourney } from '@throughline/contract/journeys'
import { query } from '../../api.ts'
import { SampleShopButton } from '../../home/sample-shop-button.tsx'
import { useProject } from '../../session.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import button from '../../ui/link-button.module.css'
import { PageTitle } from '../../ui/page-title.tsx'
import { useView } from '../../view/use-view.ts'
import { SegmentSelect } from '../segments/segment-select.tsx'
import { JourneyMap } from './journey-map.tsx'
import type { JourneySearch } from './journey-search.ts'
import { JourneySentence, journeySub } from './journey-sentence.tsx'
import { JourneySkeleton } from './journey-skeleton.tsx'
import { JourneyTable } from './journey-table.tsx'
import classes from './journeys.module.css'
import { StageDrawer } from './stage-drawer.tsx'

const route = getRouteApi('/shell/journeys')

/** The journey map: how people go through the six stages, how it feels, and where they stop. */
export function JourneysPage() {
  const project = useProject()
  if (project.extent) return <Journeys />
  return (
    <EmptyState
      title="Here your customers’ journey becomes one line."
      why="From the first visit to the recommendation: how many go on from stage to stage, how long it takes, what they touch on the way and where they stop. It draws itself from the events that arrive."
      action={<SampleShopButton />}
    />
  )
}

function Journeys() {
  const { period, segment } = useView()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { compare } = search
  const { from, to, timezone } = period
  const journey = useQuery({
    ...query(getJourney, {
      query: {
        from,
        to,
        timezone,
        ...(segment === undefined ? {} : { segment }),
        ...(compare === undefined ? {} : { compare }),
      },
    }),
    placeholderData: keepPreviousData,
  })
  const go = (next: JourneySearch): void => {
    const rest = { compare: undefined, stage: undefined, touchpoint: undefined }
    void navigate({ to: '/journeys', search: (old) => ({ ...old, ...rest, ...next }), replace: true })
  }
  const compared = compare === undefined ? {} : { compare }
  const tools = (
    <>
      <SegmentSelect
        label="Compare with"
        none="Compare with …"
        value={compare}
        without={segment}
        onChange={(id) => go(id === undefined ? {} : { compare: id })}
      />
      <Link to="/journeys/mapping" className={button.linkButton ?? ''}>
        Edit the stages
      </Link>
    </>
  )
  if (journey.isPending) return <JourneySkeleton />
  if (journey.isError) {
    return (
      <ErrorState
        title="The journey could not be counted"
        error={journey.error}
        onRetry={() => journey.refetch()}
      />
    )
  }
  const { journeys, units, mapping } = journey.data
  const people = journeys.reduce((sum, one) => sum + one.people, 0)
  if (people === 0) return <NobodyInStages unmapped={journeys[0]?.unmapped.events ?? 0} />
  return (
    <>
      <PageTitle sub={journeySub(journeys, mapping)} actions={tools}>
        <JourneySentence journeys={journeys} />
      </PageTitle>
      <div aria-busy={journey.isFetching} className={journey.isPlaceholderData ? classes.stale : undefined}>
        <JourneyMap journeys={journeys} onOpen={(stage) => go({ ...compared, stage })} />
        <JourneyTable journeys={journeys} units={units} />
      </div>
      <StageDrawer
        journeys={journeys}
        stage={search.stage}
        touchpoint={search.touchpoint}
        onOpen={(stage, touchpoint) =>
          go({ ...compared, stage, ...(touchpoint === undefined ? {} : { touchpoint }) })
        }
        onClose={() => go(compared)}
      />
    </>
  )
}

/** Events there may be, but none that a rule takes: which of the two decides what to do. */
function NobodyInStages({ unmapped }: { unmapped: number }) {
  const { change, segment } = useView()
  const navigate = useNavigate()
  if (unmapped > 0) {
    return (
      <EmptyState
        title="No event of this period has a stage."
        why="Events arrive, but none of the rules takes one of them. Say which of your events belong to which stage."
        action={<Button onClick={() => navigate({ to: '/journeys/mapping' })}>Edit the stages</Button>}
      />
    )
  }
  return (
    <EmptyState
      title="Nobody came in this period."
      why="There are events, but none of these people in these days. Look at all of them to see when they happened."
      action={
        <Button onClick={() => change({ period: 'all', ...(segment === undefined ? {} : { segment }) })}>
          Show all time
        </Button>
      }
    />
  )
}
