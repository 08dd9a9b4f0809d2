import { type VitalMetric, type VitalsResponse, vitalBounds } from '@throughline/contract/vitals'
import { useMemo } from 'react'
import { TimeChart } from '../../ui/chart/time-chart.tsx'
import { p75Words } from './speed-finding.ts'
import { formatBound, formatRoughVital, formatVital, vitalWords } from './vital-words.ts'

/** One metric at the 75th percentile over time, between the bounds of its bands. */
export function SpeedChart(props: {
  metric: VitalMetric
  answer: VitalsResponse
  interval: 'hour' | 'day' | 'week' | 'month'
}) {
  const { metric, answer, interval } = props
  const course = answer.course.find((one) => one.metric === metric)
  const series = useMemo(() => {
    const p75 = course?.p75 ?? []
    const { good, poor } = vitalBounds[metric]
    const highest = Math.max(0, ...p75.map((one) => one?.high ?? 0))
    const level = (value: number) => p75.map(() => value)
    return [
      {
        name: `${metric} at p75`,
        values: p75.map((one) => one?.estimate ?? null),
        band: {
          low: p75.map((one) => one?.low ?? Number.NaN),
          high: p75.map((one) => one?.high ?? Number.NaN),
        },
      },
      { name: 'Good up to', values: level(good), dashed: true },
      // Far above everything it would only press the line down.
      ...(highest > good ? [{ name: 'Poor above', values: level(poor), dashed: true }] : []),
    ]
  }, [metric, course])
  const [format, axis] = useMemo(
    () => [(value: number) => formatVital(metric, value), (value: number) => formatRoughVital(metric, value)],
    [metric],
  )
  const whole = answer.metrics.find((one) => one.metric === metric)
  return (
    <TimeChart
      title={`${vitalWords[metric].name} over time`}
      unit={`75th percentile by ${interval}${metric === 'CLS' ? ', without a unit' : ''} · soft band: 95 % interval · dashed: good up to ${formatBound(metric, 'good')}, poor above ${formatBound(metric, 'poor')} · a gap: fewer than 16 views`}
      description={`${vitalWords[metric].name} by ${interval}; over the whole period ${p75Words(metric, whole?.p75 ?? null)}.`}
      buckets={answer.buckets}
      interval={interval}
      series={series}
      format={format}
      axis={axis}
      height={250}
    />
  )
}
