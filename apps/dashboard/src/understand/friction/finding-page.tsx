import { Button } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { FindingDetail } from '@throughline/contract/friction'
import { ApiProblem } from '../../api-problem.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { PageSkeleton } from '../../ui/skeletons.tsx'
import { useView } from '../../view/use-view.ts'
import { ActsCard } from './card/acts-card.tsx'
import { BeliefCard } from './card/belief-card.tsx'
import classes from './card/card.module.css'
import { CostChart } from './card/cost-chart.tsx'
import { EffortCard } from './card/effort-card.tsx'
import { FindingTitle } from './card/finding-title.tsx'
import { FunnelCard } from './card/funnel-card.tsx'
import { HistoryCard } from './card/history-card.tsx'
import { HitCard } from './card/hit-card.tsx'
import { RecordingsCard } from './card/recordings-card.tsx'
import { ReleasesCard } from './card/releases-card.tsx'
import { RequestsCard } from './card/requests-card.tsx'
import { VerbatimsCard } from './card/verbatims-card.tsx'
import { VitalsCard } from './card/vitals-card.tsx'
import { RunningLine } from './list/running-line.tsx'
import { useFinding } from './use-finding.ts'

const route = getRouteApi('/shell/friction/$id')

/** All about one finding: what it costs, why we believe it, who is hit, what it looked like, and what was done. */
export function FindingPage() {
  const { id } = route.useParams()
  const { period } = useView()
  const answer = useFinding(id, period)
  if (answer.isPending) return <PageSkeleton />
  if (answer.error instanceof ApiProblem && answer.error.code === 'not_found') return <Unknown />
  if (answer.isError) {
    return (
      <ErrorState
        title="This finding could not be loaded"
        error={answer.error}
        onRetry={() => answer.refetch()}
      />
    )
  }
  const { finding, status, history } = answer.data
  if (!finding) {
    return (
      <>
        <NotInPeriod status={status} onRetry={() => answer.refetch()} />
        {status === 'running' ? null : <HistoryCard history={history} timezone={period.timezone} />}
      </>
    )
  }
  return (
    <div
      aria-busy={answer.isPlaceholderData || status === 'running'}
      className={answer.isPlaceholderData ? classes.stale : undefined}
    >
      {status === 'running' ? (
        <RunningLine says="Looking again at this period." keeps="What was found before stands until then." />
      ) : null}
      <Card detail={answer.data} finding={finding} />
    </div>
  )
}

function Card(props: { detail: FindingDetail; finding: NonNullable<FindingDetail['finding']> }) {
  const { detail, finding } = props
  const { period } = useView()
  const { timezone } = period
  const { currency } = detail
  return (
    <>
      <FindingTitle finding={finding} currency={currency} timezone={timezone} />
      <div className={classes.cols}>
        <div className={classes.proof}>
          <CostChart finding={finding} releases={detail.releases} currency={currency} period={period} />
          <FunnelCard finding={finding} funnel={detail.funnel} />
          <BeliefCard detail={detail} finding={finding} />
        </div>
        <aside aria-label="Evidence" className={classes.evidence}>
          <RecordingsCard recordings={detail.recordings} timezone={timezone} />
          <VerbatimsCard verbatims={detail.verbatims} timezone={timezone} />
          <HitCard hit={detail.hit} finding={finding} />
          <EffortCard finding={finding} />
          <VitalsCard vitals={detail.vitals} />
        </aside>
        <div className={classes.course}>
          <ActsCard finding={finding} timezone={timezone} />
          <ReleasesCard releases={detail.releases} currency={currency} timezone={timezone} />
          <RequestsCard requests={detail.requests} />
          <HistoryCard history={detail.history} timezone={timezone} />
        </div>
      </div>
    </>
  )
}

/** The finding is known, but these days know nothing of it, or not yet. */
function NotInPeriod({ status, onRetry }: { status: FindingDetail['status']; onRetry: () => void }) {
  const { change } = useView()
  if (status === 'running') {
    return (
      <>
        <RunningLine says="Looking at this period." />
        <PageSkeleton />
      </>
    )
  }
  if (status === 'failed') {
    return (
      <EmptyState
        title="This period could not be looked at."
        why="The run over these days failed, so nothing can be said of this finding in them. The list of findings says why."
        action={
          <>
            <Button onClick={onRetry}>Try again</Button>
            <Link to="/friction">All findings of the period</Link>
          </>
        }
      />
    )
  }
  return (
    <EmptyState
      title="This was not found in this period."
      why="It may have begun later, be over, or cost too little in these days to be told from chance."
      action={
        <>
          <Button onClick={() => change({ period: '90d' })}>Look at 90 days</Button>
          <Link to="/friction">All findings of the period</Link>
        </>
      }
    />
  )
}

function Unknown() {
  return (
    <EmptyState
      title="There is no such finding."
      why="The link may belong to another project, or the data behind it was deleted."
      action={<Link to="/friction">All findings</Link>}
    />
  )
}
