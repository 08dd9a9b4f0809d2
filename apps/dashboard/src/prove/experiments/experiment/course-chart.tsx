import { type ReactNode, useMemo } from 'react'
import { formatBucket, formatBucketLong } from '../../../format/date.ts'
import { Chart } from '../../../ui/chart/chart.tsx'
import type { ChartOption } from '../../../ui/chart/chart-canvas.tsx'
import { lineOption, type TimeMark } from '../../../ui/chart/line-option.ts'
import type { Column } from '../../../ui/table/data-table.tsx'
import { type Effect, effectBounds, signedShare } from '../effect-words.ts'
import type { Sense } from './forest-row.ts'
import { withinReach } from './within-reach.ts'

/** What was known at the end of a day. */
export interface CourseDay {
  /** Calendar day. */
  readonly day: string
  readonly units: number
  /** Null while there is too little to say. */
  readonly effect: Effect | null
}

/** How the effect and its interval came about, day by day. */
export function CourseChart(props: {
  title: string
  unit: ReactNode
  days: readonly CourseDay[]
  sense: Sense
  /** What was counted, for the table: "Visitors". */
  units: string
  /** Days on which the share of visitors grew. */
  marks?: readonly TimeMark[]
  tools?: ReactNode
}) {
  const { days, sense, units } = props
  const known = useMemo(
    () => days.flatMap(({ day, units: count, effect }) => (effect ? [{ day, count, ...effect }] : [])),
    [days],
  )
  const { marks } = props
  const drawable = useMemo(() => withinReach(known), [known])
  const isCut = drawable.some(({ low, high }, day) => low !== known[day]?.low || high !== known[day]?.high)
  const option = useMemo<ChartOption>(
    () => (colors) => {
      const tone = sense === 'unclear' ? {} : ({ tone: sense === 'better' ? 'gain' : 'loss' } as const)
      const drawn = lineOption(
        {
          buckets: known.map(({ day }) => day),
          series: [
            {
              name: 'Effect',
              values: drawable.map(({ estimate }) => estimate),
              band: { low: drawable.map(({ low }) => low), high: drawable.map(({ high }) => high) },
              ...tone,
            },
          ],
          shape: 'line',
          axisText: (value) => signedShare(value).replace(/\.0(?=\D)/, ''),
          bucketText: (day) => formatBucket(day, 'day'),
          hoverText: (index) => textOf(known[index], '\n'),
          ...(marks ? { marks } : {}),
        },
        colors,
      )
      const zero = {
        type: 'line',
        data: [],
        silent: true,
        markLine: {
          symbol: 'none',
          silent: true,
          animation: false,
          label: { show: false },
          lineStyle: { color: colors['ink-3'], type: [3, 4] },
          data: [{ yAxis: 0 }],
        },
      }
      return { ...drawn, series: [...(drawn.series as object[]), zero] }
    },
    [known, drawable, sense, marks],
  )
  const last = known.at(-1)
  return (
    <Chart
      title={props.title}
      unit={isCut ? <>{props.unit} · the first days reach further than is drawn</> : props.unit}
      description={
        last
          ? `At the end of ${formatBucketLong(last.day, 'day')} the effect is ${signedShare(last.estimate)}, between ${signedShare(last.low)} and ${signedShare(last.high)}.`
          : 'Nothing is known yet.'
      }
      option={option}
      height={220}
      walk={{ count: known.length, textAt: (index) => textOf(known[index], ', ') }}
      table={{ rows: days, columns: columnsOf(units), rowKey: ({ day }) => day }}
      tools={props.tools}
    />
  )
}

function textOf(day: ({ day: string; count: number } & Effect) | undefined, separator: string): string {
  if (!day) return ''
  return [formatBucketLong(day.day, 'day'), `${signedShare(day.estimate)} (${effectBounds(day)})`].join(
    separator,
  )
}

function columnsOf(units: string): Column<CourseDay>[] {
  const share = (key: keyof Effect, header: string): Column<CourseDay> => ({
    key,
    header,
    align: 'right',
    value: ({ effect }) => effect?.[key] ?? null,
    cell: ({ effect }) => (effect ? signedShare(effect[key]) : '–'),
  })
  return [
    { key: 'day', header: 'Day', value: ({ day }) => day, cell: ({ day }) => formatBucketLong(day, 'day') },
    { key: 'units', header: units, align: 'right', value: ({ units: count }) => count },
    share('estimate', 'Effect'),
    share('low', 'From'),
    share('high', 'To'),
  ]
}
