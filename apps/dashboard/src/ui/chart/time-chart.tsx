import { type ReactNode, useMemo } from 'react'
import { formatBucket, formatBucketLong } from '../../format/date.ts'
import type { Column } from '../table/data-table.tsx'
import classes from './chart.module.css'
import { Chart } from './chart.tsx'
import type { ChartOption } from './chart-canvas.tsx'
import { lineOption, type TimeMark, type TimeSeries } from './line-option.ts'

interface TimeRow {
  readonly bucket: string
  readonly values: readonly (number | null)[]
}

/**
 * Values over time. Keep `series` stable (`useMemo`): a new array draws the chart anew.
 *
 * @example <TimeChart title="Orders" unit="Orders a day" description="…" buckets={buckets} interval="day"
 *   series={[{ name: 'Orders', values }]} format={formatNumber} />
 */
export function TimeChart(props: {
  title: string
  unit: ReactNode
  description: string
  buckets: readonly string[]
  interval: 'hour' | 'day' | 'week' | 'month'
  series: readonly TimeSeries[]
  /** The exact value with its unit, for hovers and tables. */
  format: (value: number) => string
  /** The short value of the axis; the exact one unless given. */
  axis?: (value: number) => string
  shape?: 'line' | 'bar'
  /** Names the lines above the drawing instead of at their ends: for many, or with long names. */
  legend?: boolean
  marks?: readonly TimeMark[]
  height?: number
  tools?: ReactNode
}) {
  const { buckets, interval, series, format, axis = format, shape = 'line', marks, legend = false } = props
  const textAt = useMemo(() => {
    const write = (value: number | null | undefined): string =>
      value === null || value === undefined ? 'no data' : format(value)
    return (index: number, separator: string): string =>
      [
        formatBucketLong(buckets[index] ?? '', interval),
        ...series.map(({ name, values, band }) => {
          const bounds = band ? ` (${write(band.low[index])} – ${write(band.high[index])})` : ''
          return `${name}: ${write(values[index])}${bounds}`
        }),
      ].join(separator)
  }, [buckets, interval, series, format])
  const option = useMemo<ChartOption>(
    () => (colors) =>
      lineOption(
        {
          buckets,
          series,
          shape,
          labelEnds: !legend,
          axisText: axis,
          bucketText: (bucket) => formatBucket(bucket, interval),
          hoverText: (index) => textAt(index, '\n'),
          ...(marks ? { marks } : {}),
        },
        colors,
      ),
    [buckets, series, shape, axis, interval, textAt, marks, legend],
  )
  const rows = buckets.map((bucket, index) => ({
    bucket,
    values: series.map(({ values }) => values[index] ?? null),
  }))
  return (
    <Chart<TimeRow>
      title={props.title}
      unit={
        <>
          {props.unit}
          {(shape === 'bar' || legend) && series.length > 1 ? <Legend series={series} /> : null}
        </>
      }
      description={props.description}
      option={option}
      walk={{ count: buckets.length, textAt: (index) => textAt(index, ', ') }}
      table={{ rows, columns: columnsOf(series, interval, format), rowKey: ({ bucket }) => bucket }}
      {...(props.height === undefined ? {} : { height: props.height })}
      tools={props.tools}
    />
  )
}

/** Bars have no end to stand a label at; of dashed lines the unit speaks. */
function Legend({ series }: { series: readonly TimeSeries[] }) {
  return (
    <span className={classes.legend}>
      {series.map(({ name, tone, dashed }, index) =>
        dashed ? null : (
          <span key={name}>
            <i style={{ background: `var(--${tone ?? `series-${(index % 6) + 1}`})` }} aria-hidden="true" />
            {name}
          </span>
        ),
      )}
    </span>
  )
}

function columnsOf(
  series: readonly TimeSeries[],
  interval: 'hour' | 'day' | 'week' | 'month',
  format: (value: number) => string,
): Column<TimeRow>[] {
  return [
    {
      key: 'bucket',
      header:
        interval === 'hour' ? 'Hour' : interval === 'day' ? 'Day' : interval === 'week' ? 'Week of' : 'Month',
      value: ({ bucket }) => bucket,
      cell: ({ bucket }) => formatBucketLong(bucket, interval).replace('week of ', ''),
    },
    ...series.map(
      ({ name }, index): Column<TimeRow> => ({
        key: `${index}-${name}`,
        header: name,
        align: 'right',
        value: ({ values }) => values[index],
        cell: ({ values }) => {
          const value = values[index]
          return value === null || value === undefined ? '–' : format(value)
        },
      }),
    ),
  ]
}
