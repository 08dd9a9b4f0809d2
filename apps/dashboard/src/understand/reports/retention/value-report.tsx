import type { RetentionRequest, RetentionResponse } from '@throughline/contract/reports'
import { useMemo } from 'react'
import { formatCompact, formatNumber } from '../../../format/number.ts'
import { Chart } from '../../../ui/chart/chart.tsx'
import type { ChartOption } from '../../../ui/chart/chart-canvas.tsx'
import { lineOption } from '../../../ui/chart/line-option.ts'
import { whenWords } from '../result/asked-range.ts'
import { plainFinding } from '../result/finding.tsx'
import { headerWord } from './cohort-table.tsx'
import { type ValuePoint, valueCurve } from './value-curve.ts'
import { valueFinding } from './value-finding.ts'
import { ValueTable } from './value-table.tsx'

/** What a person brings, period by period, over all cohorts together, and each cohort as a row of a heat table. */
export function ValueReport(props: {
  asked: RetentionRequest
  answer: RetentionResponse
  now: number
  compact: boolean
}) {
  const { asked, answer, now, compact } = props
  return (
    <>
      <Bars asked={asked} answer={answer} now={now} compact={compact} />
      {compact ? null : <ValueTable asked={asked} answer={answer} now={now} />}
    </>
  )
}

function Bars(props: { asked: RetentionRequest; answer: RetentionResponse; now: number; compact: boolean }) {
  const { asked, answer, now } = props
  const points = useMemo(() => valueCurve(asked, answer, now), [asked, answer, now])
  const period = headerWord(asked.period)
  const property = asked.value?.property ?? ''
  const textAt = useMemo(
    () =>
      (index: number): string => {
        const point = points[index]
        if (!point) return ''
        return `${period} ${point.later}: ${formatNumber(point.perPerson)} a person\n${formatNumber(point.sum)} of ${property} from ${formatNumber(point.people)} people`
      },
    [points, period, property],
  )
  const option = useMemo<ChartOption>(
    () => (colors) =>
      lineOption(
        {
          buckets: points.map(({ later }) => String(later)),
          series: [{ name: `${property} a person`, values: points.map(({ perPerson }) => perPerson) }],
          shape: 'bar',
          axisText: formatCompact,
          bucketText: (later) => `${period} ${later}`,
          hoverText: textAt,
        },
        colors,
      ),
    [points, period, property, textAt],
  )
  return (
    <Chart<ValuePoint>
      title="What a person brings"
      unit={`${headerWord(property)} a person, all cohorts for which the ${asked.period} is over · ${whenWords(asked)}`}
      description={plainFinding(valueFinding(asked, answer, now))}
      option={option}
      walk={{ count: points.length, textAt }}
      table={{
        columns: [
          { key: 'later', header: period, value: ({ later }) => later, align: 'left' },
          { key: 'people', header: 'People', value: ({ people }) => people },
          { key: 'sum', header: `Sum of ${property}`, value: ({ sum }) => sum },
          {
            key: 'perPerson',
            header: 'Per person',
            align: 'right',
            value: ({ perPerson }) => perPerson,
            cell: ({ perPerson }) => formatNumber(perPerson),
          },
        ],
        rows: points,
        rowKey: ({ later }) => String(later),
      }}
      height={props.compact ? 220 : 260}
    />
  )
}
