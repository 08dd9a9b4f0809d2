import { Type } from 'typebox'
import { integer, type Sql, sql, text, texts } from '../../../../platform/analytics/sql.ts'
import type { Buckets } from '../../../../platform/calendar.ts'
import type { Scope } from '../../../../platform/events/event-scope.ts'
import { bucketIndex } from '../../../../platform/events/period-sql.ts'
import { isGood, isPoor, measuredViews, vital } from './measured-views.ts'
import { p75Columns, p75Row, sortedValues } from './p75.ts'

const counts = { views: Type.Integer(), good: Type.Integer(), poor: Type.Integer(), ...p75Row }
const Row = Type.Object({ metric: Type.Integer(), bucket: Type.Integer(), ...counts })
const GroupRow = Type.Object({ key: Type.String(), metric: Type.Integer(), ...counts })
const TopRow = Type.Object({ key: Type.String() })

/** What is known of one metric in one group of page views. */
export interface VitalRow {
  /** From 1, in the order of the contract. */
  readonly metric: number
  /** Page views that measured it. */
  readonly views: number
  readonly good: number
  readonly poor: number
  readonly p75: number | null
  readonly low: number | null
  readonly high: number | null
}

export type Dimension = 'page' | 'device' | 'country'

const measures = sql`toUInt32(count()) AS views, toUInt32(countIf(${isGood})) AS good, toUInt32(countIf(${isPoor})) AS poor, ${sortedValues}`

/** Each metric in each bucket; bucket -1 is the whole range. */
export function vitalsSql(scope: Scope, page: string | undefined, buckets: Buckets): Sql {
  const measured = measuredViews(scope, page, [[sql`bucket_index`, bucketIndex(buckets, scope.range.from)]])
  return sql`SELECT toInt32(metric) AS metric, bucket, views, good, poor, ${p75Columns}
FROM (
  SELECT metric, toInt32(if(grouping(bucket_index) = 1, -1, bucket_index)) AS bucket, ${measures}
  FROM (${measured})
  GROUP BY GROUPING SETS ((metric, bucket_index), (metric))
)`
}

/** Page views of the metric that most of them measured: a sender may name no views, so those of two metrics may be one. */
const mostViews = sql`arrayMax(sumMap([metric], [toUInt64(1)]).2)`

/** The groups with most page views, and one more where there are more. */
export const topGroupsSql = (
  scope: Scope,
  page: string | undefined,
  by: Dimension,
  limit: number,
): Sql => sql`SELECT key
FROM (${measuredViews(scope, page, [[sql`key`, keyOf(by)]])})
GROUP BY key
ORDER BY ${mostViews} DESC, key
LIMIT ${integer(limit + 1)}`

/** Each metric in each group; those not named together as `other`. */
export function groupsSql(
  scope: Scope,
  page: string | undefined,
  by: Dimension,
  named: readonly string[] | undefined,
): Sql {
  const measured = measuredViews(scope, page, [[sql`any_key`, keyOf(by)]])
  const key = named ? sql`if(any_key IN ${texts(named)}, any_key, ${text(OTHER)})` : sql`any_key`
  return sql`SELECT key, toInt32(metric) AS metric, views, good, poor, ${p75Columns}
FROM (
  SELECT ${key} AS key, metric, ${measures}
  FROM (${measured})
  GROUP BY key, metric
)`
}

export const queryVitals = (
  scope: Scope,
  page: string | undefined,
  buckets: Buckets,
): Promise<(VitalRow & { bucket: number })[]> => scope.query('vitals', vitalsSql(scope, page, buckets), Row)

/** Groups in the order of their page views, what is not named last. */
export async function queryGroups(
  scope: Scope,
  page: string | undefined,
  by: Dimension,
  limit: number,
): Promise<{ key: string; rows: VitalRow[] }[]> {
  const top = await scope.query('vitals_top_groups', topGroupsSql(scope, page, by, limit), TopRow)
  const keys = top.map(({ key }) => key)
  const named = keys.length > limit ? keys.slice(0, limit) : undefined
  const rows = await scope.query('vitals_groups', groupsSql(scope, page, by, named), GroupRow)
  const groups = Map.groupBy(rows, ({ key }) => key)
  return (named ? [...named, OTHER] : keys).map((key) => ({ key, rows: groups.get(key) ?? [] }))
}

/** A leading mark tells the words that a path may hold from our own. */
const OTHER = 'other'

/** What a group's key stands for. */
export function groupOf(key: string): { value: string | null; other?: true } {
  if (key === OTHER) return { value: 'other', other: true }
  return { value: key === '=' ? null : key.slice(1) }
}

const columns: Readonly<Record<Dimension, Sql>> = {
  page: vital.path,
  device: sql`device_type`,
  country: sql`country`,
}

const keyOf = (by: Dimension): Sql => sql`concat('=', ${columns[by]})`
