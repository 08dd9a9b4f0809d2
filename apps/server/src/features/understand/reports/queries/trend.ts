import type { measures } from '@throughline/contract/reports'
import { Type } from 'typebox'
import { literal } from '../../../../platform/analytics/literal.ts'
import { integer, join, type Sql, sql } from '../../../../platform/analytics/sql.ts'
import type { Buckets } from '../../../../platform/calendar.ts'
import { fieldSource, numberOf } from '../../../../platform/events/event-fields.ts'
import type { EventChoice, Scope } from '../../../../platform/events/event-scope.ts'
import { bucketIndex } from '../../../../platform/events/period-sql.ts'
import {
  type BreakdownRequest,
  breakdownField,
  breakdownKey,
  DEFAULT_BREAKDOWN_LIMIT,
} from './breakdown-values.ts'

export type Measure = (typeof measures)[number]

export interface MeasuredSeries extends EventChoice {
  readonly measure: Measure
  readonly property?: string
}

/** One number of a trend: `bucket` -1 is the whole range. */
export interface TrendRow {
  readonly bucket: number
  readonly measured: number | null
}

export interface BrokenDownTrendRow extends TrendRow {
  readonly key: string
}

const Measured = Type.Union([Type.Number(), Type.Null()])
const Row = Type.Object({ bucket: Type.Integer(), measured: Type.Array(Measured) })
const BrokenDownRow = Type.Object({ key: Type.String(), bucket: Type.Integer(), measured: Measured })
const TopRow = Type.Object({ key: Type.String() })

/**
 * Series of one event over their buckets and over the whole range, in one pass: the sub-totals' states merge into the
 * total's.
 *
 * @param series all with the same event and conditions, those of the first
 */
export function trendSql(
  scope: Scope,
  series: readonly [MeasuredSeries, ...MeasuredSeries[]],
  place: string,
  buckets: Buckets,
): Sql {
  const parts = series.map((one, index) => measure(scope, one, sql`trait_${literal(index)}`))
  return sql`SELECT toInt32(if(grouping(bucket_index) = 1, -1, bucket_index)) AS bucket,
  [${join(
    parts.map(({ measured }) => sql`CAST(${measured}, 'Nullable(Float64)')`),
    sql`, `,
  )}] AS measured
FROM events ${join(
    parts.map((part) => part.join),
    sql` `,
  )}
WHERE ${scope.everyEvent} AND ${scope.during} AND ${scope.matches(series[0], place)}
GROUP BY ${bucketIndex(buckets, scope.range.from)} AS bucket_index WITH ROLLUP`
}

/** The groups of a breakdown that have most of the measure, and one more where there are more. */
export function trendTopSql(
  scope: Scope,
  series: MeasuredSeries,
  place: string,
  breakdown: BreakdownRequest,
): Sql {
  const { join: traits, measured } = measure(scope, series)
  const field = breakdownField(scope.projectId, breakdown)
  return sql`SELECT ${breakdownKey(field)} AS key
FROM events ${traits} ${field.join}
WHERE ${scope.everyEvent} AND ${scope.during} AND ${scope.matches(series, place)}
GROUP BY key
ORDER BY ${measured} DESC NULLS LAST, key
LIMIT ${integer((breakdown.limit ?? DEFAULT_BREAKDOWN_LIMIT) + 1)}`
}

/** One series by group; the groups that are not named count together as `other`. */
export function brokenDownTrendSql(
  scope: Scope,
  series: MeasuredSeries,
  place: string,
  buckets: Buckets,
  breakdown: BreakdownRequest,
  named: readonly string[] | undefined,
): Sql {
  const { join: traits, measured } = measure(scope, series)
  const field = breakdownField(scope.projectId, breakdown)
  return sql`SELECT key, toInt32(if(grouping(bucket_index) = 1, -1, bucket_index)) AS bucket, ${measured} AS measured
FROM events ${traits} ${field.join}
WHERE ${scope.everyEvent} AND ${scope.during} AND ${scope.matches(series, place)}
GROUP BY ${breakdownKey(field, named)} AS key, ${bucketIndex(buckets, scope.range.from)} AS bucket_index WITH ROLLUP
HAVING grouping(key) = 0`
}

/** The numbers of each series, in their order. */
export async function queryTrend(
  scope: Scope,
  series: readonly [MeasuredSeries, ...MeasuredSeries[]],
  place: string,
  buckets: Buckets,
): Promise<TrendRow[][]> {
  const rows = await scope.query('report_trend', trendSql(scope, series, place, buckets), Row)
  return series.map((_, index) =>
    rows.map(({ bucket, measured }) => ({ bucket, measured: measured[index] ?? null })),
  )
}

/** The numbers by group, groups with most first. */
export async function queryBrokenDownTrend(
  scope: Scope,
  series: MeasuredSeries,
  place: string,
  buckets: Buckets,
  breakdown: BreakdownRequest,
): Promise<{ order: readonly string[]; rows: BrokenDownTrendRow[] }> {
  const top = await scope.query('report_trend_top', trendTopSql(scope, series, place, breakdown), TopRow)
  const keys = top.map(({ key }) => key)
  const limit = breakdown.limit ?? DEFAULT_BREAKDOWN_LIMIT
  const named = keys.length > limit ? keys.slice(0, limit) : undefined
  const rows = await scope.query(
    'report_trend_breakdown',
    brokenDownTrendSql(scope, series, place, buckets, breakdown, named),
    BrokenDownRow,
  )
  return { order: named ? [...named, 'other'] : keys, rows }
}

function measure(
  scope: Scope,
  { measure, property }: MeasuredSeries,
  alias?: Sql,
): { join: Sql; measured: Sql } {
  const field = property === undefined ? undefined : fieldSource(scope.projectId, property, alias)
  const number = field ? numberOf(field.value) : sql`NULL`
  const people = sql`uniqExact(${scope.person})`
  // Neumaier's summation, so that a sum of many prices keeps its cents.
  const sum = sql`sumKahan(ifNull(${number}, 0))`
  const measured: Record<Measure, Sql> = {
    count: sql`toFloat64(count())`,
    people: sql`toFloat64(${people})`,
    sum,
    average: sql`avg(${number})`,
    p50: sql`quantileExactInclusive(0.5)(${number})`,
    p75: sql`quantileExactInclusive(0.75)(${number})`,
    p90: sql`quantileExactInclusive(0.9)(${number})`,
    p95: sql`quantileExactInclusive(0.95)(${number})`,
    p99: sql`quantileExactInclusive(0.99)(${number})`,
    perPerson: field ? sql`${sum} / ${people}` : sql`count() / ${people}`,
  }
  return { join: field?.join ?? sql``, measured: measured[measure] }
}
