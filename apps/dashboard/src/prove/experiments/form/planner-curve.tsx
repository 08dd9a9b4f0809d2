import { useMemo } from 'react'
import { formatCount, formatRoughShare } from '../../../format/number.ts'
import { Chart } from '../../../ui/chart/chart.tsx'
import type { ChartOption } from '../../../ui/chart/chart-canvas.tsx'
import { lineOption } from '../../../ui/chart/line-option.ts'
import { signedShare } from '../effect-words.ts'

/** The smallest relative effect that a number of days can be expected to show. */
export interface CurvePoint {
  readonly days: number
  readonly effect: number
}

/** How much patience buys: the longer it runs, the smaller the effect that it can show. */
export function PlannerCurve(props: {
  points: readonly CurvePoint[]
  /** The number of days that is planned. */
  days: number | null
}) {
  const { points, days } = props
  const option = useMemo<ChartOption>(
    () => (colors) =>
      lineOption(
        {
          buckets: points.map((point) => String(point.days)),
          series: [{ name: 'Smallest effect', values: points.map(({ effect }) => effect) }],
          marks: markOf(points, days),
          shape: 'line',
          axisText: (value) => formatRoughShare(value),
          bucketText: (bucket) => `${bucket}\u202fd`,
          hoverText: (index) => textOf(points[index]),
        },
        colors,
      ),
    [points, days],
  )
  const [first, last] = [points[0], points.at(-1)]
  return (
    <Chart
      title="What patience buys"
      unit="Smallest change, in per cent of what it is now, that so many days would show in four of five tries"
      description={first && last ? `${textOf(first)}. ${textOf(last)}.` : 'Not known.'}
      option={option}
      height={180}
      walk={{ count: points.length, textAt: (index) => textOf(points[index]) }}
      table={{
        rows: points,
        rowKey: (point) => String(point.days),
        columns: [
          { key: 'days', header: 'Days', value: (point) => point.days },
          {
            key: 'effect',
            header: 'Smallest effect',
            value: ({ effect }) => effect,
            cell: ({ effect }) => signedShare(effect).replace('+', ''),
          },
        ],
      }}
    />
  )
}

function markOf(points: readonly CurvePoint[], days: number | null) {
  if (days === null) return []
  const index = points.findIndex((point) => point.days >= days)
  return index < 0 ? [] : [{ index, label: `planned: ${formatCount(days, 'day')}` }]
}

function textOf(point: CurvePoint | undefined): string {
  return point
    ? `${formatCount(point.days, 'day')}: a change of ${signedShare(point.effect).replace('+', '')}`
    : ''
}
