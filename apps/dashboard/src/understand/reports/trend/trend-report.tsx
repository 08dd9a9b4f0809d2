import { Select } from '@mantine/core'
import type { TrendRequest, TrendResponse } from '@throughline/contract/reports'
import { useMemo, useState } from 'react'
import { formatCompact, formatNumber } from '../../../format/number.ts'
import type { TimeSeries } from '../../../ui/chart/line-option.ts'
import { TimeChart } from '../../../ui/chart/time-chart.tsx'
import { groupName, seriesName, seriesUnit } from '../question/question-words.ts'
import { whenWords } from '../result/asked-range.ts'
import { plainFinding } from '../result/finding.tsx'
import { stillGoingOn } from '../result/whole-bucket.ts'
import { BreakdownTable } from './breakdown-table.tsx'
import { trendFinding } from './trend-finding.ts'

/** Lines that a chart can hold and a reader can follow. */
const groupsDrawn = 6

/** A measure over time, with the period before dashed; broken down, its largest groups, and all of them as a table. */
export function TrendReport(props: {
  asked: TrendRequest
  answer: TrendResponse
  chart: 'lines' | 'bars' | undefined
  compact?: boolean
}) {
  const { asked, answer } = props
  const [chosen, choose] = useState(0)
  const at = chosen < asked.series.length ? chosen : 0
  const grouped = asked.breakdown !== undefined && asked.formula === undefined
  const series = useMemo(
    () => (grouped ? groupLines(answer, at) : plainLines(asked, answer)),
    [asked, answer, grouped, at],
  )
  const shown = asked.series[at]
  const unit =
    asked.formula ?? [...new Set((grouped && shown ? [shown] : asked.series).map(seriesUnit))].join(', ')
  const dashed = series.some((line) => line.dashed) ? ' · dashed: the period before' : ''
  const title = grouped && shown ? `${seriesName(shown)} by ${asked.breakdown?.property}` : 'Over time'
  return (
    <>
      <TimeChart
        title={title}
        unit={`${unit.charAt(0).toUpperCase()}${unit.slice(1)}, by ${asked.interval} · ${whenWords(asked)}${dashed}${stillGoingOn(answer.buckets, asked, Date.now())}`}
        description={plainFinding(trendFinding(asked, answer))}
        buckets={answer.buckets}
        interval={asked.interval}
        series={series}
        format={formatNumber}
        axis={formatCompact}
        shape={props.chart === 'bars' ? 'bar' : 'line'}
        legend={series.filter((line) => !line.dashed).length > 1}
        height={props.compact ? 220 : 300}
        tools={
          grouped && asked.series.length > 1 ? (
            <Select
              aria-label="Series"
              size="xs"
              data={asked.series.map((one, index) => ({ value: String(index), label: seriesName(one) }))}
              value={String(at)}
              onChange={(value) => choose(Number(value ?? 0))}
              allowDeselect={false}
            />
          ) : null
        }
      />
      {grouped && shown && !props.compact ? (
        <BreakdownTable
          series={shown}
          property={asked.breakdown?.property ?? ''}
          answer={answer.series[at]}
          when={whenWords(asked)}
        />
      ) : null}
    </>
  )
}

function plainLines(asked: TrendRequest, answer: TrendResponse): TimeSeries[] {
  const { previous, buckets } = answer
  if (asked.formula !== undefined && answer.formula) {
    return [
      { name: asked.formula, values: answer.formula.values },
      ...(previous?.formula
        ? [
            {
              name: 'Period before',
              values: previous.formula.values.slice(0, buckets.length),
              dashed: true,
            },
          ]
        : []),
    ]
  }
  const names = asked.series.map(seriesName)
  return [
    ...answer.series.map(({ values }, index) => ({ name: names[index] ?? '', values })),
    ...(previous?.series ?? []).map(({ values }, index) => ({
      name: names.length > 1 ? `${names[index]}, period before` : 'Period before',
      values: values.slice(0, buckets.length),
      dashed: true,
    })),
  ]
}

function groupLines(answer: TrendResponse, at: number): TimeSeries[] {
  const groups = answer.series[at]?.breakdown ?? []
  return [...groups]
    .sort((a, b) => Number(a.other ?? false) - Number(b.other ?? false) || (b.total ?? 0) - (a.total ?? 0))
    .slice(0, groupsDrawn)
    .map((group) => ({ name: groupName(group), values: group.values }))
}
