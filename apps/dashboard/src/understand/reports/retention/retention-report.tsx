import type { RetentionRequest, RetentionResponse } from '@throughline/contract/reports'
import { useMemo } from 'react'
import { formatNumber, formatShare } from '../../../format/number.ts'
import { Chart } from '../../../ui/chart/chart.tsx'
import type { ChartOption } from '../../../ui/chart/chart-canvas.tsx'
import { lineOption } from '../../../ui/chart/line-option.ts'
import type { Column } from '../../../ui/table/data-table.tsx'
import { whenWords } from '../result/asked-range.ts'
import { plainFinding } from '../result/finding.tsx'
import { headerWord } from './cohort-table.tsx'
import { type CurvePoint, retentionCurve } from './retention-curve.ts'
import { retentionFinding } from './retention-finding.ts'
import { RetentionTable } from './retention-table.tsx'
import { ValueReport } from './value-report.tsx'

/** The curve of all cohorts together, and each cohort as a row of a heat table: of people, or of what they bring. */
export function RetentionReport(props: {
  asked: RetentionRequest
  answer: RetentionResponse
  compact?: boolean
}) {
  const { asked, answer } = props
  const now = useMemo(() => Date.now(), [])
  if (asked.value) {
    return <ValueReport asked={asked} answer={answer} now={now} compact={props.compact ?? false} />
  }
  return (
    <>
      <Curve asked={asked} answer={answer} now={now} compact={props.compact ?? false} />
      {props.compact ? null : <RetentionTable asked={asked} answer={answer} now={now} />}
    </>
  )
}

function Curve(props: { asked: RetentionRequest; answer: RetentionResponse; now: number; compact: boolean }) {
  const { asked, answer, now } = props
  const points = useMemo(
    () => retentionCurve(asked, answer, now).filter(({ later }) => later > 0),
    [asked, answer, now],
  )
  const period = headerWord(asked.period)
  const textAt = useMemo(
    () =>
      (index: number): string => {
        const point = points[index]
        if (!point) return ''
        const { estimate, low, high } = point.share
        return `${period} ${point.later}: ${formatShare(estimate)} (${formatShare(low)} – ${formatShare(high)})\n${formatNumber(point.came)} of ${formatNumber(point.began)} people`
      },
    [points, period],
  )
  const option = useMemo<ChartOption>(
    () => (colors) =>
      lineOption(
        {
          buckets: points.map(({ later }) => String(later)),
          series: [
            {
              name: 'Came back',
              values: points.map(({ share }) => share.estimate),
              band: {
                low: points.map(({ share }) => share.low),
                high: points.map(({ share }) => share.high),
              },
            },
          ],
          shape: 'line',
          axisText: formatShare,
          bucketText: (later) => `${period} ${later}`,
          hoverText: textAt,
        },
        colors,
      ),
    [points, period, textAt],
  )
  return (
    <Chart<CurvePoint>
      title="How many come back"
      unit={`Share of people, all cohorts for which the ${asked.period} is over · band: 95 % interval · ${whenWords(asked)}`}
      description={plainFinding(retentionFinding(asked, answer, now))}
      option={option}
      walk={{ count: points.length, textAt }}
      table={{ columns: curveColumns(period), rows: points, rowKey: ({ later }) => String(later) }}
      height={props.compact ? 220 : 260}
    />
  )
}

function curveColumns(period: string): Column<CurvePoint>[] {
  const share = (key: 'estimate' | 'low' | 'high', header: string): Column<CurvePoint> => ({
    key,
    header,
    align: 'right',
    value: (point) => point.share[key],
    cell: (point) => formatShare(point.share[key]),
  })
  return [
    { key: 'later', header: period, value: ({ later }) => later, align: 'left' },
    { key: 'began', header: 'Began', value: ({ began }) => began },
    { key: 'came', header: 'Came back', value: ({ came }) => came },
    share('estimate', 'Share'),
    share('low', '95 % interval from'),
    share('high', 'to'),
  ]
}
