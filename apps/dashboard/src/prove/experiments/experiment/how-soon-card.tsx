import type { ExperimentMetricResult, ExperimentResults } from '@throughline/contract/experiment-results'
import { useMemo } from 'react'
import { formatCount, formatShare } from '../../../format/number.ts'
import { Chart } from '../../../ui/chart/chart.tsx'
import type { ChartOption } from '../../../ui/chart/chart-canvas.tsx'
import { lineOption } from '../../../ui/chart/line-option.ts'
import type { Column } from '../../../ui/table/data-table.tsx'

type Day = ExperimentMetricResult['course'][number]

/** Of metrics of how soon something is done: the share that did it, day by day after first meeting the change. */
export function HowSoonCards({ results }: { results: ExperimentResults }) {
  return results.metrics
    .filter(
      ({ course }) => course.length > 1 && course.some(({ values }) => values.some((share) => share > 0)),
    )
    .map((metric) => <HowSoonCard key={metric.metric} metric={metric} arms={results.arms} />)
}

function HowSoonCard(props: { metric: ExperimentMetricResult; arms: ExperimentResults['arms'] }) {
  const { metric, arms } = props
  const { course } = metric
  const names = useMemo(
    () =>
      metric.arms.map(({ variation }) => arms.find((arm) => arm.variation === variation)?.name ?? variation),
    [metric, arms],
  )
  const textAt = useMemo(
    () =>
      (index: number, separator: string): string => {
        const at = course[index]
        if (!at) return ''
        const shares = names.map((name, arm) => `${name}: ${formatShare(at.values[arm] ?? 0)}`)
        return [`after ${formatCount(at.day, 'day')}`, ...shares].join(separator)
      },
    [course, names],
  )
  const option = useMemo<ChartOption>(
    () => (colors) =>
      lineOption(
        {
          buckets: course.map(({ day }) => String(day)),
          series: names.map((name, arm) => ({
            name,
            values: course.map(({ values }) => values[arm] ?? null),
          })),
          shape: 'line',
          axisText: formatShare,
          bucketText: (bucket) => `${bucket}\u202fd`,
          hoverText: (index) => textAt(index, '\n'),
        },
        colors,
      ),
    [course, names, textAt],
  )
  return (
    <Chart
      title={`${metric.name}, day by day`}
      unit="Share that did it by so many days after first meeting the change"
      description={`${textAt(course.length - 1, ', ')}.`}
      option={option}
      height={200}
      walk={{ count: course.length, textAt: (index) => textAt(index, ', ') }}
      table={{ rows: course, columns: columnsOf(names), rowKey: ({ day }) => String(day) }}
    />
  )
}

function columnsOf(names: readonly string[]): Column<Day>[] {
  return [
    { key: 'day', header: 'Days after', value: ({ day }) => day },
    ...names.map(
      (name, arm): Column<Day> => ({
        key: name,
        header: name,
        align: 'right',
        value: ({ values }) => values[arm] ?? null,
        cell: ({ values }) => formatShare(values[arm] ?? 0),
      }),
    ),
  ]
}
