import type { Finding, FindingDetail } from '@throughline/contract/friction'
import { useMemo } from 'react'
import { formatBucketLong } from '../../../format/date.ts'
import { formatCompactMoney, formatRoughMoney } from '../../../format/number.ts'
import { TimeChart } from '../../../ui/chart/time-chart.tsx'
import type { Period } from '../../../view/period.ts'
import { dailyCourse } from '../daily-course.ts'
import { useWidth } from '../list/use-width.ts'
import { costEvents, dailyBand } from './daily-cost.ts'
import { placeLabels } from './place-labels.ts'

/** The card's padding and the words of the axis, in pixels. */
const besideDrawing = 100

/** What it costs a day, with where it began and what was released. */
export function CostChart(props: {
  finding: Finding
  releases: FindingDetail['releases']
  currency: string
  period: Period
}) {
  const { finding, releases, currency, period } = props
  const { timezone, until } = period
  const { parts, days } = useMemo(
    () => dailyCourse(finding.course, timezone, until),
    [finding, timezone, until],
  )
  const buckets = useMemo(() => parts.map(({ day }) => day), [parts])
  const series = useMemo(
    () => [
      {
        name: 'At risk a day',
        values: parts.map(({ money }) => money),
        tone: 'loss' as const,
        band: dailyBand(parts, finding.moneyAtRisk),
      },
    ],
    [parts, finding],
  )
  const { ref, width } = useWidth<HTMLDivElement>()
  const marks = useMemo(
    () =>
      placeLabels(
        costEvents(parts, finding.when, releases, timezone),
        parts.length - 1,
        Math.max(0, width - besideDrawing),
      ),
    [parts, finding, releases, timezone, width],
  )
  const [format, axis] = useMemo(
    () => [
      (value: number) => formatRoughMoney(value, currency),
      (value: number) => formatCompactMoney(Math.round(value), currency),
    ],
    [currency],
  )
  if (parts.length === 0) return null
  const by = days === 1 ? '' : `, on average over ${days} days each`
  return (
    <div ref={ref}>
      <TimeChart
        title="What it costs"
        unit={`Money at risk a day in ${currency}${by}; days in ${timezone} · soft band: the 95 % interval of the period, shared out over its days as the money is`}
        description={descriptionOf(parts, format)}
        buckets={buckets}
        interval="day"
        series={series}
        marks={marks}
        format={format}
        axis={axis}
        height={230}
      />
    </div>
  )
}

function descriptionOf(
  parts: ReturnType<typeof dailyCourse>['parts'],
  format: (value: number) => string,
): string {
  const highest = parts.reduce((most, part) => (part.money > most.money ? part : most))
  const last = parts.at(-1)
  return `Money at risk a day: most from ${formatBucketLong(highest.day, 'day')} on with ${format(highest.money)}, ${format(last?.money ?? 0)} in the end.`
}
