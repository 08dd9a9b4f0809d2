import { getRouteApi, Link } from '@tanstack/react-router'
import type { Experiment } from '@throughline/contract/experiments'
import { Card } from '../../../ui/card.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import button from '../../../ui/link-button.module.css'
import { PageTitle } from '../../../ui/page-title.tsx'
import { PageSkeleton } from '../../../ui/skeletons.tsx'
import { FindingText } from '../../../understand/reports/result/finding.tsx'
import { useMetrics } from '../metrics/use-metrics.ts'
import { useExperiments } from '../use-experiments.ts'
import { ExperimentRow } from './experiment-row.tsx'
import { experimentsSentence } from './experiments-sentence.ts'
import classes from './list.module.css'
import { StateFilter } from './state-filter.tsx'

const route = getRouteApi('/shell/experiments')

/** All experiments: what each changes, what decides it, and what is known. */
export function ExperimentsPage() {
  const { state } = route.useSearch()
  const all = useExperiments()
  const archived = useExperiments('archived')
  if (all.isPending || archived.isPending) return <PageSkeleton />
  if (all.isError || archived.isError) {
    return (
      <ErrorState
        title="The experiments could not be loaded"
        error={all.error ?? archived.error}
        onRetry={() => Promise.all([all.refetch(), archived.refetch()])}
      />
    )
  }
  const known = all.data.experiments
  if (known.length === 0 && archived.data.experiments.length === 0) return <None />
  const shown =
    state === 'archived'
      ? archived.data.experiments
      : known.filter((one) => state === undefined || one.state === state)
  return (
    <>
      <PageTitle
        sub="Chance decides who gets a change and who does not, so what differs between them is what it did."
        actions={<Actions />}
      >
        <FindingText finding={experimentsSentence(known)} />
      </PageTitle>
      <Card>
        <StateFilter experiments={known} archived={archived.data.experiments.length} state={state} />
        <Rows experiments={shown} />
      </Card>
    </>
  )
}

function Rows({ experiments: shown }: { experiments: readonly Experiment[] }) {
  const metrics = useMetrics().data?.metrics ?? []
  if (shown.length === 0) return <p className={classes.none}>There is none like that.</p>
  return (
    <ul className={classes.rows}>
      {shown.map((experiment) => (
        <ExperimentRow
          key={experiment.id}
          experiment={experiment}
          metric={metrics.find(({ id }) => id === experiment.metrics.primary)?.name}
        />
      ))}
    </ul>
  )
}

function Actions() {
  return (
    <>
      <Link to="/experiments/new" className={button.mainLink ?? ''}>
        New experiment
      </Link>
      <Link to="/experiments/metrics" className={button.linkButton ?? ''}>
        Metrics
      </Link>
      <Link to="/experiments/settings" className={button.linkButton ?? ''}>
        Layers and holdout
      </Link>
    </>
  )
}

function None() {
  return (
    <EmptyState
      title="Here you prove whether a change pays."
      why="Give a change to half of your visitors and see, with an honest interval, how many more orders and how much more money it brings. You can look whenever you like: the answer stays right however often you do. It needs a flag around the change, and a metric to decide by."
      action={
        <>
          <Link to="/experiments/new" className={button.mainLink ?? ''}>
            Make the first experiment
          </Link>
          <Link to="/friction">Or start from what costs most</Link>
        </>
      }
    />
  )
}
