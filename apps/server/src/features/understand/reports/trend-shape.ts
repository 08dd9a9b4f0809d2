import type { TrendResponse } from '@throughline/contract/reports'
import type { Buckets } from '../../../platform/calendar.ts'
import type { Formula } from './formula.ts'
import { breakdownValueOf } from './queries/breakdown-values.ts'
import type { BrokenDownTrendRow, Measure, MeasuredSeries, TrendRow } from './queries/trend.ts'
import { rounded } from './rounded.ts'

type Series = TrendResponse['series'][number]
type Numbers = { values: (number | null)[]; total: number | null }

/** One series: a number for each bucket, empty ones too, and one for the whole range. */
export function shapeSeries(
  { event, measure }: MeasuredSeries,
  rows: readonly TrendRow[],
  buckets: Buckets,
): Omit<Series, 'breakdown'> {
  return { event, measure, ...numbersOf(measure, rows, buckets) }
}

/** The groups of a series in the order of their totals, what is not named last. */
export function shapeBreakdown(
  { measure }: MeasuredSeries,
  { order, rows }: { order: readonly string[]; rows: readonly BrokenDownTrendRow[] },
  buckets: Buckets,
): NonNullable<Series['breakdown']> {
  const groups = Map.groupBy(rows, ({ key }) => key)
  return order.map((key) => {
    const group = breakdownValueOf(key)
    const numbers = numbersOf(measure, groups.get(key) ?? [], buckets)
    if (group.kind === 'other') return { value: 'other', other: true, ...numbers }
    return { value: group.kind === 'value' ? group.value : null, ...numbers }
  })
}

/** The formula bucket by bucket, and of the totals. */
export function shapeFormula(formula: Formula, series: readonly Series[], buckets: Buckets): Numbers {
  return {
    values: buckets.labels.map((_, index) =>
      rounded(formula(series.map(({ values }) => values[index] ?? null))),
    ),
    total: rounded(formula(series.map(({ total }) => total))),
  }
}

function numbersOf(measure: Measure, rows: readonly TrendRow[], buckets: Buckets): Numbers {
  // Nothing happened: that is none of something counted, but no average of anything.
  const empty = measure === 'count' || measure === 'people' || measure === 'sum' ? 0 : null
  const found = new Map(rows.map(({ bucket, measured }) => [bucket, rounded(measured)]))
  return {
    values: buckets.labels.map((_, index) => found.get(index) ?? empty),
    total: found.get(TOTAL) ?? empty,
  }
}

const TOTAL = -1
