import type { FunnelRequest, FunnelResponse } from '@throughline/contract/reports'
import { useMemo } from 'react'
import { FunnelBreakdown } from './funnel-breakdown.tsx'
import { FunnelChart } from './funnel-chart.tsx'
import { stepRows } from './step-rows.ts'
import { TimeToConvert } from './time-to-convert.tsx'

/** How many reach each step, how long they take, and how that differs between groups. */
export function FunnelReport(props: { asked: FunnelRequest; answer: FunnelResponse; compact?: boolean }) {
  const { asked, answer } = props
  const rows = useMemo(() => stepRows(asked, answer.steps), [asked, answer])
  return (
    <>
      <FunnelChart asked={asked} answer={answer} rows={rows} />
      {props.compact ? null : (
        <>
          {answer.breakdown ? <FunnelBreakdown asked={asked} groups={answer.breakdown} /> : null}
          <TimeToConvert asked={asked} answer={answer} rows={rows} />
        </>
      )}
    </>
  )
}
