import { Button, TextInput } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { reportVitals, type VitalsResponse } from '@throughline/contract/vitals'
import { query } from '../../api.ts'
import { formatCount } from '../../format/number.ts'
import { SampleShopButton } from '../../home/sample-shop-button.tsx'
import { useProject } from '../../session.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { intervalFor } from '../../view/period.ts'
import { useView } from '../../view/use-view.ts'
import { useSearchText } from '../people/use-search-text.ts'
import { FindingText } from '../reports/result/finding.tsx'
import { BlameCard } from './blame-card.tsx'
import { CostCard } from './cost-card.tsx'
import classes from './speed.module.css'
import { SpeedChart } from './speed-chart.tsx'
import { speedFinding, worstVital } from './speed-finding.ts'
import { SpeedGroups } from './speed-groups.tsx'
import type { SpeedSearch } from './speed-search.ts'
import { SpeedSkeleton } from './speed-skeleton.tsx'
import { VitalsCard } from './vitals-card.tsx'

const route = getRouteApi('/shell/speed')

/** How fast pages are to their visitors, what is to blame, and what it costs. */
export function SpeedPage() {
  const project = useProject()
  if (project.extent) return <Speed />
  return (
    <EmptyState
      title="Here you see how fast your pages are to those who visit them."
      why="Every visit measures itself: when the main content shows, how long a click waits for its answer, how far content jumps. You see which page, element or script is to blame, and how many visitors leave."
      action={<SampleShopButton />}
    />
  )
}

function Speed() {
  const { period } = useView()
  const { by = 'page' } = route.useSearch()
  const interval = intervalFor(period)
  const vitals = useQuery({
    ...query(reportVitals, { body: { ...useAudience(), interval, by } }),
    placeholderData: keepPreviousData,
  })
  if (vitals.isPending) return <SpeedSkeleton />
  if (vitals.isError) {
    return (
      <ErrorState
        title="The web vitals could not be counted"
        error={vitals.error}
        onRetry={() => vitals.refetch()}
      />
    )
  }
  if (vitals.data.views === 0) return <NothingMeasured />
  return (
    <div aria-busy={vitals.isFetching} className={vitals.isPlaceholderData ? classes.stale : undefined}>
      <Answer answer={vitals.data} interval={interval} />
    </div>
  )
}

function Answer(props: { answer: VitalsResponse; interval: 'hour' | 'day' | 'week' | 'month' }) {
  const { answer, interval } = props
  const search = route.useSearch()
  const show = useShow()
  const audience = useAudience()
  const metric = search.metric ?? worstVital(answer.metrics) ?? 'LCP'
  const { by = 'page' } = search
  return (
    <>
      <PageTitle
        sub={`Measured in ${formatCount(answer.views, 'page view')} by the visitors’ own browsers${search.page === undefined ? '' : `, on ${search.page}`}. The figure is the 75th percentile: three views of four were at least this good.`}
        actions={<PageFilter />}
      >
        <FindingText finding={speedFinding(answer)} />
      </PageTitle>
      <VitalsCard
        metrics={answer.metrics}
        chosen={metric}
        onChoose={(chosen) => show({ ...search, metric: chosen })}
      />
      <SpeedChart metric={metric} answer={answer} interval={interval} />
      <BlameCard metric={metric} blame={answer.blame} />
      <SpeedGroups
        groups={answer.groups ?? []}
        by={by}
        onBy={(next) => show({ ...search, by: next })}
        onPage={(page) => show({ ...search, page })}
      />
      <CostCard
        metric={metric}
        request={{ ...audience, ...(search.aim === undefined ? {} : { conversion: search.aim }) }}
        onAim={(aim) => {
          const { aim: _, ...rest } = search
          show(aim === undefined ? rest : { ...rest, aim })
        }}
      />
      <Method />
    </>
  )
}

/** Whose pages, and which: the view's period and segment, and the page's own pattern. */
function useAudience() {
  const { period, segment } = useView()
  const { page } = route.useSearch()
  const { from, to, timezone } = period
  return {
    from,
    to,
    timezone,
    ...(segment === undefined ? {} : { segment }),
    ...(page === undefined ? {} : { page }),
  }
}

function useShow(): (next: SpeedSearch) => void {
  const navigate = route.useNavigate()
  return (next) => {
    const rest = { metric: undefined, by: undefined, page: undefined, aim: undefined }
    void navigate({ to: '/speed', search: (old) => ({ ...old, ...rest, ...next }), replace: true })
  }
}

function PageFilter() {
  const search = route.useSearch()
  const show = useShow()
  const text = useSearchText(search.page, (page) => {
    const { page: _, ...rest } = search
    show(page === undefined ? rest : { ...rest, page })
  })
  return (
    <TextInput
      aria-label="Page; * stands for one part of its path"
      placeholder="All pages, or /product/*"
      size="xs"
      {...text}
    />
  )
}

/** Events there are, but none of them measures anything: by the page filter, the period, or at all. */
function NothingMeasured() {
  const { change, segment } = useView()
  const search = route.useSearch()
  const show = useShow()
  if (search.page !== undefined) {
    const { page, ...rest } = search
    return (
      <EmptyState
        title={`Nothing was measured on ${page}.`}
        why="No page view of this period has such a path. A * stands for one part of it, such as /product/*."
        action={<Button onClick={() => show(rest)}>Show all pages</Button>}
      />
    )
  }
  return (
    <EmptyState
      title="No page view of this period was measured."
      why="The browser SDK measures web vitals by itself, unless its script tag says data-vitals=“off”. Look at all time to see whether there are earlier ones."
      action={
        <Button onClick={() => change({ period: 'all', ...(segment === undefined ? {} : { segment }) })}>
          Show all time
        </Button>
      }
    />
  )
}

function Method() {
  return (
    <details className={classes.method}>
      <summary>How this is measured</summary>
      <p>
        Web vitals as Google defines them, measured in the browsers of all visitors, not in a laboratory. A
        page view counts once a metric, with its last value; the routes of a single-page app belong to the
        page that was loaded. The interval of a percentile holds whatever the distribution is (order
        statistics, 95 %); with fewer than 16 views there is none, and nothing is shown. Shares have Wilson’s
        95 % interval. Bands: good up to 2.5 s LCP, 200 ms INP, 0.1 CLS, 1.8 s FCP and 800 ms TTFB; poor over
        4 s, 500 ms, 0.25, 3 s and 1.8 s.
      </p>
    </details>
  )
}
