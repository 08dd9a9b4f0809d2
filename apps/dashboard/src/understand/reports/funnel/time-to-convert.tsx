import type { FunnelRequest, FunnelResponse } from '@throughline/contract/reports'
import { useMemo } from 'react'
import { formatCompact, formatDuration, formatNumber } from '../../../format/number.ts'
import { Card } from '../../../ui/card.tsx'
import { Chart } from '../../../ui/chart/chart.tsx'
import type { ChartOption } from '../../../ui/chart/chart-canvas.tsx'
import { lineOption } from '../../../ui/chart/line-option.ts'
import { DataTable } from '../../../ui/table/data-table.tsx'
import { whenWords } from '../result/asked-range.ts'
import { stepColumns } from './step-columns.tsx'
import type { StepRow } from './step-rows.ts'

type Bin = NonNullable<FunnelResponse['histogram']>[number]

/** How long those who got through took, and the steps with their times as a table. */
export function TimeToConvert(props: {
  asked: FunnelRequest
  answer: FunnelResponse
  rows: readonly StepRow[]
}) {
  const { asked, answer, rows } = props
  const unit = asked.unit === 'session' ? 'Sessions' : 'People'
  return (
    <>
      {answer.histogram?.some(({ count }) => count > 0) ? (
        <Histogram bins={answer.histogram} unit={unit} when={whenWords(asked)} />
      ) : null}
      <Card
        title="Step by step"
        hint={`${unit}, shares with their 95 % intervals, times from the step before · ${whenWords(asked)}`}
      >
        <DataTable
          caption="Funnel, step by step"
          columns={stepColumns(unit)}
          rows={rows}
          rowKey={({ number }) => String(number)}
        />
      </Card>
    </>
  )
}

function Histogram({ bins, unit, when }: { bins: readonly Bin[]; unit: string; when: string }) {
  const total = bins.reduce((sum, { count }) => sum + count, 0)
  const textAt = useMemo(
    () =>
      (index: number): string => {
        const bin = bins[index]
        return bin ? `${span(bin)}: ${formatNumber(bin.count)} ${unit.toLowerCase()}` : ''
      },
    [bins, unit],
  )
  const option = useMemo<ChartOption>(
    () => (colors) =>
      lineOption(
        {
          buckets: bins.map(({ fromSeconds }) => String(fromSeconds)),
          series: [{ name: unit, values: bins.map(({ count }) => count) }],
          shape: 'bar',
          axisText: formatCompact,
          bucketText: (seconds) => formatDuration(Number(seconds)),
          hoverText: textAt,
        },
        colors,
      ),
    [bins, unit, textAt],
  )
  const most = bins.reduce((best, bin) => (bin.count > best.count ? bin : best))
  return (
    <Chart<Bin>
      title="How long it takes"
      unit={`${unit} by the time from the first step to the last · ${when}`}
      description={`Of ${formatNumber(total)} ${unit.toLowerCase()} who got through, most, ${formatNumber(most.count)}, took ${span(most)}.`}
      option={option}
      walk={{ count: bins.length, textAt }}
      table={{
        columns: [
          { key: 'from', header: 'From (s)', value: ({ fromSeconds }) => fromSeconds },
          { key: 'to', header: 'To (s)', value: ({ toSeconds }) => toSeconds },
          { key: 'count', header: unit, value: ({ count }) => count },
        ],
        rows: bins,
        rowKey: ({ fromSeconds }) => String(fromSeconds),
      }}
      height={200}
    />
  )
}

const span = ({ fromSeconds, toSeconds }: Bin): string =>
  `${formatDuration(fromSeconds)} to ${formatDuration(toSeconds)}`
