import { useQuery } from '@tanstack/react-query'
import { reportTrend } from '@throughline/contract/reports'
import { query } from '../api.ts'
import { formatNumber, formatShare } from '../format/number.ts'
import { BarRow } from '../ui/bar-row.tsx'
import { Card } from '../ui/card.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { RowsSkeleton } from '../ui/skeletons.tsx'
import type { Period } from '../view/period.ts'

/** The people of the period by the value of a property, the largest first. */
export function Breakdown(props: {
  title: string
  hint: string
  property: string
  labelOf?: (value: string) => string
  /** Shows what is beyond the largest as one row, where the values share out the people. */
  withOthers?: boolean
  period: Period
  segment: string | undefined
}) {
  const { from, to, timezone } = props.period
  const report = useQuery(
    query(reportTrend, {
      body: {
        from,
        to,
        timezone,
        interval: 'month',
        series: [{ event: '*', measure: 'people' }],
        breakdown: { property: props.property, limit: 7 },
        ...(props.segment === undefined ? {} : { segment: props.segment }),
      },
    }),
  )
  const series = report.data?.series[0]
  const rows = (series?.breakdown ?? []).filter(
    ({ value, total, other }) => value && (total ?? 0) > 0 && (props.withOthers || !other),
  )
  const most = Math.max(0, ...rows.map(({ total }) => total ?? 0))
  return (
    <Card title={props.title} hint={props.hint}>
      {report.isPending ? <RowsSkeleton rows={6} /> : null}
      {report.isError ? (
        <ErrorState
          inset
          title="This could not be counted"
          error={report.error}
          onRetry={() => report.refetch()}
        />
      ) : null}
      {report.isSuccess && rows.length === 0 ? (
        <EmptyState inset title="Nothing to tell apart" why="No event of this period says it." />
      ) : null}
      {rows.map(({ value, total, other }) => (
        <BarRow
          key={value ?? ''}
          label={other ? 'All others' : (props.labelOf?.(value ?? '') ?? value)}
          value={total ?? 0}
          max={most}
          text={formatNumber(total ?? 0)}
          note={series?.total ? formatShare((total ?? 0) / series.total) : undefined}
        />
      ))}
    </Card>
  )
}
