import type { LifecycleRequest, LifecycleResponse } from '@throughline/contract/reports'
import { useMemo } from 'react'
import { formatCompact, formatNumber } from '../../../format/number.ts'
import { TimeChart } from '../../../ui/chart/time-chart.tsx'
import { eventWords } from '../question/question-words.ts'
import { whenWords } from '../result/asked-range.ts'
import { plainFinding } from '../result/finding.tsx'
import { stillGoingOn } from '../result/whole-bucket.ts'
import { lifecycleFinding } from './lifecycle-finding.ts'

/** Active people by where they come from, above the line; those who fell silent below it. */
export function LifecycleReport(props: {
  asked: LifecycleRequest
  answer: LifecycleResponse
  compact?: boolean
}) {
  const { asked, answer } = props
  const series = useMemo(
    () => [
      { name: 'Returning', values: answer.returning },
      { name: 'Resurrecting', values: answer.resurrecting },
      { name: 'New', values: answer.new, tone: 'gain' as const },
      {
        name: 'Dormant, below the line',
        values: answer.dormant.map((people) => -people),
        tone: 'loss' as const,
      },
    ],
    [answer],
  )
  return (
    <TimeChart
      title="Who comes and who falls silent"
      unit={`People active by ${eventWords(asked.event)}, by ${asked.interval} · ${whenWords(asked)}${stillGoingOn(answer.buckets, asked, Date.now())}`}
      description={plainFinding(lifecycleFinding(asked, answer, Date.now()))}
      buckets={answer.buckets}
      interval={asked.interval}
      series={series}
      format={(people) => formatNumber(Math.abs(people))}
      axis={(people) => formatCompact(Math.abs(people))}
      shape="bar"
      height={props.compact ? 220 : 320}
    />
  )
}
