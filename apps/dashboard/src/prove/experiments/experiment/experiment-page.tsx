import { getRouteApi, Link, Navigate } from '@tanstack/react-router'
import type { ExperimentResults } from '@throughline/contract/experiment-results'
import type { ExperimentDetail } from '@throughline/contract/experiments'
import { ApiProblem } from '../../../api-problem.ts'
import { useProject } from '../../../session.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { PageSkeleton } from '../../../ui/skeletons.tsx'
import { useExperiment, useResults } from '../use-experiments.ts'
import { AboutCard } from './about-card.tsx'
import { Alarm } from './alarm.tsx'
import { ArmsCard } from './arms-card.tsx'
import { BatchesCard } from './batches-card.tsx'
import classes from './experiment.module.css'
import { ExperimentTitle } from './experiment-title.tsx'
import { ExposureCard } from './exposure-card.tsx'
import { ForestCard } from './forest-card.tsx'
import { HealthCard } from './health-card.tsx'
import { HistoryCard } from './history-card.tsx'
import { HowSoonCards } from './how-soon-card.tsx'
import { MethodDetails } from './method-details.tsx'
import { PrimaryCourse } from './primary-course.tsx'
import { SegmentsCard } from './segments-card.tsx'

const route = getRouteApi('/shell/experiments/$id')

/** What an experiment says, whether that can be trusted, and what can be done with it. */
export function ExperimentPage() {
  const { id } = route.useParams()
  const experiment = useExperiment(id)
  if (experiment.isPending) return <PageSkeleton />
  if (experiment.error instanceof ApiProblem && experiment.error.code === 'not_found') return <Unknown />
  if (experiment.isError) {
    return (
      <ErrorState
        title="This experiment could not be loaded"
        error={experiment.error}
        onRetry={() => experiment.refetch()}
      />
    )
  }
  if (experiment.data.state === 'draft') {
    return <Navigate to="/experiments/$id/edit" params={{ id }} replace />
  }
  return <Loaded experiment={experiment.data} />
}

function Loaded({ experiment }: { experiment: ExperimentDetail }) {
  const results = useResults(experiment)
  const { timezone } = useProject()
  if (results.isLoading) return <PageSkeleton />
  if (results.isError) {
    return (
      <>
        <ExperimentTitle experiment={experiment} results={undefined} />
        <ErrorState
          inset
          title="The results could not be worked out"
          error={results.error}
          onRetry={() => results.refetch()}
        />
        <HistoryCard experiment={experiment} timezone={timezone} />
      </>
    )
  }
  return (
    <>
      <ExperimentTitle experiment={experiment} results={results.data} />
      {results.data ? <Results experiment={experiment} results={results.data} /> : null}
      <div className={classes.pair} data-loose>
        <AboutCard experiment={experiment} timezone={results.data?.timezone ?? timezone} />
        <HistoryCard experiment={experiment} timezone={results.data?.timezone ?? timezone} />
      </div>
      {results.data ? <MethodDetails results={results.data} /> : null}
    </>
  )
}

function Results({ experiment, results }: { experiment: ExperimentDetail; results: ExperimentResults }) {
  const { unit } = experiment
  const effects = (
    <>
      <ForestCard results={results} />
      <PrimaryCourse results={results} unit={unit} phases={experiment.phases} />
      <BatchesCard experiment={experiment} results={results} />
    </>
  )
  const figures = <ArmsCard results={results} unit={unit} />
  const health = (
    <div className={classes.pair}>
      <HealthCard results={results} />
      <ExposureCard results={results} unit={unit} />
    </div>
  )
  if (results.health.state === 'stop') {
    return (
      <>
        <Alarm results={results} unit={unit} />
        {health}
        <details className={classes.anyway}>
          <summary>Show the figures that cannot be trusted</summary>
          {effects}
          {figures}
        </details>
      </>
    )
  }
  return (
    <>
      {effects}
      {health}
      <HowSoonCards results={results} />
      <SegmentsCard results={results} unit={unit} />
      {figures}
    </>
  )
}

function Unknown() {
  return (
    <EmptyState
      title="There is no such experiment."
      why="The link may belong to another project, or the draft was deleted."
      action={<Link to="/experiments">All experiments</Link>}
    />
  )
}
