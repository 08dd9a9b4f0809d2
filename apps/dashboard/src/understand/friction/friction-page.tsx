import { getRouteApi } from '@tanstack/react-router'
import type { FrictionAnswer } from '@throughline/contract/friction'
import { formatMinute } from '../../format/date.ts'
import { SampleShopButton } from '../../home/sample-shop-button.tsx'
import { useProject } from '../../session.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { useView } from '../../view/use-view.ts'
import { FindingText } from '../reports/result/finding.tsx'
import { filterFindings, isFiltered } from './filter-findings.ts'
import classes from './friction.module.css'
import type { FrictionSearch } from './friction-search.ts'
import { frictionSentence, frictionSubline, inWords } from './friction-sentence.ts'
import { FindingsCard } from './list/findings-card.tsx'
import { FrictionFailed } from './list/friction-failed.tsx'
import { FrictionMethod } from './list/friction-method.tsx'
import { CardSkeletons, FrictionSkeleton } from './list/friction-skeleton.tsx'
import { JourneyLine } from './list/journey-line.tsx'
import { NothingFound } from './list/nothing-found.tsx'
import { RunningLine } from './list/running-line.tsx'
import { WithheldCard } from './list/withheld-card.tsx'
import { useFriction } from './use-friction.ts'

const route = getRouteApi('/shell/friction')

/** Where customers struggle, who, since when, and what it costs: most money first. */
export function FrictionPage() {
  const project = useProject()
  if (project.extent) return <Friction />
  return (
    <EmptyState
      title="Here you see where customers struggle, and what it costs."
      why="Told nothing, Throughline finds the places at which visitors get stuck, says who and since when, and sizes each loss in money with an honest interval. It needs visits and orders to learn from."
      action={<SampleShopButton />}
    />
  )
}

function Friction() {
  const { period } = useView()
  const friction = useFriction(period)
  if (friction.isPending) return <FrictionSkeleton />
  if (friction.isError) {
    return (
      <ErrorState
        title="The findings could not be loaded"
        error={friction.error}
        onRetry={() => friction.refetch()}
      />
    )
  }
  const retry = (): void => void friction.refetch()
  return (
    <div
      aria-busy={friction.isPlaceholderData || friction.data.status === 'running'}
      className={friction.isPlaceholderData ? classes.stale : undefined}
    >
      <Answer key={period.from + period.to} answer={friction.data} onRetry={retry} />
    </div>
  )
}

function Answer({ answer, onRetry }: { answer: FrictionAnswer; onRetry: () => void }) {
  const { timezone } = useView().period
  const { status, findings, computedAt } = answer
  const has = findings.length > 0
  // What a run says before its end is what the one before said; without one it says nothing.
  const known = status === 'ready' || computedAt !== null
  const last = computedAt === null ? '' : formatMinute(computedAt, timezone)
  if (status === 'failed' && !known) return <FrictionFailed answer={answer} onRetry={onRetry} />
  if (status === 'running' && !known) return <FirstRun />
  return (
    <>
      {status === 'running' ? (
        <RunningLine
          says="Looking again for where customers struggle in this period."
          keeps={`Below stands what was found on ${last}, until that is done.`}
        />
      ) : null}
      {status === 'failed' ? (
        <div className={classes.failed}>
          <FrictionFailed inset answer={answer} onRetry={onRetry} />
        </div>
      ) : null}
      {has ? <Findings answer={answer} timezone={timezone} /> : <NothingFound answer={answer} />}
      <FrictionMethod answer={answer} timezone={timezone} />
    </>
  )
}

/** Nothing is known of this period yet. */
function FirstRun() {
  return (
    <>
      <PageTitle sub="The first look at a period reads every session in it, which may take a minute. You can leave this page meanwhile; the next look is quicker.">
        Looking for where customers struggle
      </PageTitle>
      <RunningLine says="Reading the sessions of this period." />
      <CardSkeletons />
    </>
  )
}

function Findings({ answer, timezone }: { answer: FrictionAnswer; timezone: string }) {
  const search = route.useSearch()
  const show = useShow()
  const shown = filterFindings(answer.findings, search)
  const total = filterFindings(answer.findings, {}).length
  return (
    <>
      <PageTitle sub={frictionSubline(shown, answer.currency)}>
        {shown.length > 0 ? (
          <FindingText
            finding={frictionSentence(shown, answer.currency, isFiltered(search) ? total : shown.length)}
          />
        ) : (
          nothingShown(total)
        )}
      </PageTitle>
      <JourneyLine
        steps={answer.steps}
        findings={shown}
        currency={answer.currency}
        chosen={search.step}
        onChoose={(step) => show({ ...search, step })}
      />
      <FindingsCard answer={answer} search={search} timezone={timezone} onChange={show} />
      <WithheldCard {...answer} />
    </>
  )
}

function nothingShown(total: number): string {
  if (total === 0) return 'All findings of this period are ignored.'
  return total === 1
    ? 'The one finding is not like that.'
    : `None of the ${inWords(total)} findings is like that.`
}

function useShow(): (next: FrictionSearch) => void {
  const navigate = route.useNavigate()
  const cleared = { state: undefined, signal: undefined, step: undefined, mark: undefined, owner: undefined }
  return (next) =>
    void navigate({
      to: '/friction',
      search: (old) => ({ ...old, ...cleared, ...next }),
      replace: true,
      resetScroll: false,
    })
}
