import { SegmentedControl } from '@mantine/core'
import { useMemo, useState } from 'react'
import {
  formatCompact,
  formatCompactMoney,
  formatExactMoney,
  formatNumber,
  formatShare,
} from '../format/number.ts'
import { TimeChart } from '../ui/chart/time-chart.tsx'
import type { OverviewData } from './overview-data.ts'

type Course = OverviewData['course']

interface Figure {
  readonly id: string
  readonly label: string
  readonly unit: string
  readonly valuesOf: (course: Course) => readonly number[]
  readonly format: (value: number) => string
  readonly axis: (value: number) => string
}

/** One of the key figures over time, against the period before. */
export function CourseChart(props: {
  overview: OverviewData
  interval: 'hour' | 'day' | 'week' | 'month'
  before: string
}) {
  const { overview, interval } = props
  const currency = overview.figures.revenue[0]?.currency
  const figures = useMemo(() => figuresFor(currency), [currency])
  const [chosen, choose] = useState(figures[0]?.id ?? 'people')
  const figure = figures.find(({ id }) => id === chosen) ?? figures[0]
  const series = useMemo(
    () =>
      figure
        ? [
            { name: figure.label, values: figure.valuesOf(overview.course) },
            { name: 'Period before', values: figure.valuesOf(overview.previousCourse), dashed: true },
          ]
        : [],
    [figure, overview],
  )
  if (!figure) return null
  return (
    <TimeChart
      title={`${figure.label} over time`}
      unit={`${figure.unit}, by ${interval} · dashed: ${props.before}`}
      description={`${figure.label} by ${interval}: ${series[0]?.values.map(figure.format).slice(-1)} in the last one.`}
      buckets={overview.buckets}
      interval={interval}
      series={series}
      format={figure.format}
      axis={figure.axis}
      height={250}
      tools={
        <SegmentedControl
          size="xs"
          aria-label="Figure"
          data={figures.map(({ id, label }) => ({ value: id, label }))}
          value={figure.id}
          onChange={choose}
        />
      }
    />
  )
}

function figuresFor(currency: string | undefined): Figure[] {
  const count = { format: formatNumber, axis: formatCompact }
  const figures: Figure[] = [
    {
      id: 'people',
      label: 'People',
      unit: 'People with at least one event',
      valuesOf: ({ people }) => people,
      ...count,
    },
    { id: 'sessions', label: 'Sessions', unit: 'Visits', valuesOf: ({ sessions }) => sessions, ...count },
    { id: 'orders', label: 'Orders', unit: 'Orders', valuesOf: ({ orders }) => orders, ...count },
  ]
  if (currency === undefined) return figures
  return [
    {
      id: 'revenue',
      label: 'Revenue',
      unit: `${currency}, net of refunds`,
      valuesOf: ({ revenue }) => revenue,
      format: (value) => formatExactMoney(value, currency),
      axis: (value) => formatCompactMoney(value, currency),
    },
    ...figures,
    {
      id: 'conversion',
      label: 'Conversion',
      unit: 'People who bought, of those who came',
      valuesOf: ({ people, buyers }) => people.map((all, at) => (all === 0 ? 0 : (buyers[at] ?? 0) / all)),
      format: formatShare,
      axis: formatShare,
    },
  ]
}
