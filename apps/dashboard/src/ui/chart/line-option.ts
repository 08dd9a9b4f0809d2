import type { EChartsCoreOption } from 'echarts/core'
import { type ChartColors, seriesColor } from './chart-colors.ts'

/** One line over time. */
export interface TimeSeries {
  readonly name: string
  readonly values: readonly (number | null)[]
  /** A meaning gives its colour; without one, lines take the product's own colours in turn. */
  readonly tone?: 'loss' | 'gain'
  /** The period before: dashed and pale. */
  readonly dashed?: boolean
  /** Bounds of the 95 % interval, drawn as a soft band behind the line. */
  readonly band?: { readonly low: readonly number[]; readonly high: readonly number[] }
}

/** Something that happened at a bucket: a release, a fix. */
export interface TimeMark {
  readonly index: number
  readonly label: string
  /** The side of its line on which the label stands, where the middle has no room. */
  readonly side?: 'before' | 'after'
}

export interface LineSpec {
  readonly buckets: readonly string[]
  readonly series: readonly TimeSeries[]
  readonly marks?: readonly TimeMark[]
  readonly shape: 'line' | 'bar'
  /** False where a legend names the lines: long names, or lines that end together. */
  readonly labelEnds?: boolean
  readonly axisText: (value: number) => string
  readonly bucketText: (bucket: string) => string
  readonly hoverText: (index: number) => string
}

/** Values over time as ECharts draws them: labels at the lines' ends instead of a legend. */
export function lineOption(spec: LineSpec, colors: ChartColors): EChartsCoreOption {
  // A dashed line is told apart by its dashes, which the unit above explains.
  const named = spec.series.filter((series) => !series.dashed)
  const labelled = spec.shape === 'line' && named.length > 1 && spec.labelEnds !== false
  const longest = Math.max(0, ...named.map((series) => series.name.length))
  const { fontFamily } = getComputedStyle(document.body)
  return {
    textStyle: { fontFamily },
    grid: {
      left: 4,
      right: labelled ? Math.min(150, 14 + longest * 6.2) : 12,
      top: spec.marks?.length ? 24 : 14,
      bottom: 2,
      containLabel: true,
    },
    xAxis: {
      type: 'category',
      data: spec.buckets.map(spec.bucketText),
      boundaryGap: spec.shape === 'bar',
      axisLine: { lineStyle: { color: colors.line } },
      axisTick: { show: false },
      axisLabel: { color: colors['ink-3'], fontSize: 11, hideOverlap: true, margin: 10 },
    },
    yAxis: {
      type: 'value',
      splitNumber: 3,
      minInterval: 0,
      splitLine: { lineStyle: { color: colors['line-2'] } },
      axisLabel: { color: colors['ink-3'], fontSize: 11, formatter: spec.axisText },
    },
    tooltip: {
      trigger: 'axis',
      backgroundColor: colors.card,
      borderColor: colors.line,
      padding: [8, 12],
      textStyle: { color: colors.ink, fontSize: 12.5, fontFamily },
      axisPointer: { type: 'line', lineStyle: { color: colors['ink-3'], type: 'dashed' } },
      confine: true,
      renderMode: 'richText',
      formatter: (points: readonly { dataIndex: number }[]) => spec.hoverText(points[0]?.dataIndex ?? 0),
    },
    series: spec.series.flatMap((series, index) => [
      ...bandOf(series, index, colors),
      drawn(series, index, spec, colors, labelled),
    ]),
  }
}

function drawn(
  series: TimeSeries,
  index: number,
  spec: LineSpec,
  colors: ChartColors,
  labelled: boolean,
): object {
  const color = series.dashed
    ? colors['ink-3']
    : series.tone
      ? colors[series.tone]
      : seriesColor(colors, index)
  const shared = { name: series.name, data: series.values, itemStyle: { color } }
  if (spec.shape === 'bar') return { ...shared, type: 'bar', barMaxWidth: 28, stack: 'all' }
  return {
    ...shared,
    type: 'line',
    lineStyle: { width: series.dashed ? 1.4 : 2, type: series.dashed ? [3, 4] : 'solid', color },
    symbol: 'circle',
    symbolSize: 6,
    showSymbol: standsAlone(series.values),
    z: series.dashed ? 2 : 3,
    emphasis: { disabled: true },
    endLabel: {
      show: labelled && !series.dashed,
      formatter: '{a}',
      color,
      fontSize: 11.5,
      distance: 8,
      width: 140,
      overflow: 'truncate',
    },
    labelLayout: { moveOverlap: 'shiftY' },
    ...(index === 0 ? { markLine: markLine(spec, colors) } : {}),
  }
}

/** Whether a value has none before and after it: no line would show it. */
const standsAlone = (values: TimeSeries['values']): boolean =>
  values.some(
    (value, at) => value !== null && (values[at - 1] ?? null) === null && (values[at + 1] ?? null) === null,
  )

function markLine(spec: LineSpec, colors: ChartColors): object {
  return {
    symbol: 'none',
    silent: true,
    animation: false,
    lineStyle: { color: colors['ink-3'], type: 'dashed' },
    data: (spec.marks ?? []).map(({ index, label, side }) => ({
      xAxis: index,
      label: {
        formatter: label,
        color: colors['ink-3'],
        fontSize: 11,
        position: 'end',
        distance: 4,
        align: side === undefined ? 'center' : side === 'before' ? 'right' : 'left',
      },
    })),
  }
}

/** A band is two stacked areas: an unseen one up to the lower bound and a soft one over the width. */
function bandOf(series: TimeSeries, index: number, colors: ChartColors): object[] {
  const { band } = series
  if (!band) return []
  const soft = series.tone === undefined ? colors['thread-soft'] : colors[`${series.tone}-soft`]
  const area = {
    type: 'line',
    stack: `band-${index}`,
    stackStrategy: 'all',
    symbol: 'none',
    silent: true,
    // Below every line, a dashed one too.
    z: 1,
    lineStyle: { opacity: 0 },
    emphasis: { disabled: true },
  }
  const widths = band.high.map((high, at) => high - (band.low[at] ?? high))
  return [
    { ...area, data: band.low },
    { ...area, data: widths, areaStyle: { color: soft, opacity: 1 } },
  ]
}
