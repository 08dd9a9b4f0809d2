import { Type } from 'typebox'
import { integer, join, type Sql, sql, text } from '../../../../platform/analytics/sql.ts'
import type { Buckets } from '../../../../platform/calendar.ts'
import type { Scope } from '../../../../platform/events/event-scope.ts'
import { bucketIndex } from '../../../../platform/events/period-sql.ts'
import { isGood, isPoor, measuredViews, vital } from './measured-views.ts'
import { p75Columns, p75Row } from './p75.ts'

const blameKinds = ['element', 'script', 'resource'] as const

const Row = Type.Object({
  part: Type.Enum(['course', 'group', ...blameKinds]),
  bucket: Type.Integer(),
  name: Type.String(),
  metric: Type.Integer(),
  page: Type.String(),
  pages: Type.Integer(),
  views: Type.Integer(),
  good: Type.Integer(),
  poor: Type.Integer(),
  ...p75Row,
})

/** What is known of one metric in one part of the page views. */
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

/** What page views of a metric are put down to. */
export interface BlameRow extends VitalRow {
  readonly kind: (typeof blameKinds)[number]
  readonly name: string
  /** The path on which it was slow most often, of so many. */
  readonly page: string
  readonly pages: number
}

type Dimension = 'page' | 'device' | 'country'

export interface VitalsPlan {
  readonly page: string | undefined
  readonly buckets: Buckets
  /** Into what groups, and how many of them; the rest is one more. */
  readonly groups: { readonly by: Dimension; readonly limit: number } | undefined
  /** How many elements, scripts and resources, of each metric. */
  readonly blamed: number
}

/**
 * All of the report in one reading of the log. Each page view goes into several parts: its bucket and the whole range
 * (`course`, bucket -1), its group, and the element, script and resource with views beyond the good band.
 */
export function vitalsSql(scope: Scope, { page, buckets, groups, blamed }: VitalsPlan): Sql {
  return sql`SELECT part, cut AS bucket, name, toInt32(metric) AS metric, page, pages, views, good, poor, ${p75Columns}
FROM (
  SELECT part, cut, name, metric, argMax(part_path, (path_views - path_good, path_views, part_path)) AS page,
    toUInt32(count()) AS pages, toUInt32(sum(path_views)) AS views, toUInt32(sum(path_good)) AS good,
    toUInt32(sum(path_poor)) AS poor, arraySort(arrayFlatten(groupArray(values))) AS sorted
  FROM (${groups ? withOthers(partsSql(scope, page, buckets, groups.by), groups.limit) : partsSql(scope, page, buckets, undefined)})
  ARRAY JOIN if(part = 'course', [part_bucket, -1], [-1]) AS cut
  GROUP BY part, cut, name, metric
  HAVING part IN ('course', 'group') OR views > good
)
ORDER BY part, metric, bucket, views - good DESC, name
LIMIT ${integer(blamed)} BY part, metric, bucket, if(part IN ('course', 'group'), name, '')`
}

/** A row for each part, metric and, of what is blamed, path, with the values of its page views. */
function partsSql(scope: Scope, page: string | undefined, buckets: Buckets, by: Dimension | undefined): Sql {
  const key = by && keyOf(by)
  const parts: readonly (readonly [part: string, name: Sql])[] = [
    ['course', sql`''`],
    ...(key ? [['group', sql`key`] as const] : []),
    ...blameKinds.map((kind) => [kind, names[kind]] as const),
  ]
  const list = (items: readonly Sql[]) => join(items, sql`, `)
  const measured = measuredViews(scope, page, [
    [sql`bucket_index`, bucketIndex(buckets, scope.range.from)],
    [sql`measured_path`, vital.path],
    ...(key ? [[sql`key`, key] as const] : []),
    ...blameKinds.map((kind) => [names[kind], vital[kind]] as const),
  ])
  return sql`SELECT part, name, metric, if(part = 'course', toInt32(bucket_index), -1) AS part_bucket,
    if(part IN ('course', 'group'), '', measured_path) AS part_path, count() AS path_views,
    countIf(${isGood}) AS path_good, countIf(${isPoor}) AS path_poor, groupArray(value) AS values
  FROM (${measured})
  ARRAY JOIN [${list(parts.map(([part]) => sql`${text(part)}`))}] AS part, [${list(parts.map(([, name]) => name))}] AS name
  WHERE part = 'course' OR name != ''
  GROUP BY part, name, metric, part_bucket, part_path`
}

/**
 * The parts, with all groups but those with most page views under one name. Page views are counted by the metric that
 * most of them measured: a sender may name no views, so those of two metrics may be one.
 */
const withOthers = (parts: Sql, limit: number): Sql => sql`
  SELECT * EXCEPT (name, most), if(part = 'group' AND dense_rank() OVER (PARTITION BY part ORDER BY most DESC, name) > ${integer(limit)}, ${text(OTHER)}, name) AS name
  FROM (SELECT *, max(path_views) OVER (PARTITION BY part, name) AS most FROM (${parts}))`

const names: Readonly<Record<(typeof blameKinds)[number], Sql>> = {
  element: sql`element`,
  script: sql`script`,
  resource: sql`resource`,
}

export interface VitalRows {
  readonly course: readonly (VitalRow & { readonly bucket: number })[]
  /** In the order of their page views, what is not named last. */
  readonly groups: readonly { readonly key: string; readonly rows: readonly VitalRow[] }[]
  readonly blame: readonly BlameRow[]
}

export async function queryVitals(scope: Scope, plan: VitalsPlan): Promise<VitalRows> {
  const rows = await scope.query('vitals', vitalsSql(scope, plan), Row)
  const grouped = Map.groupBy(
    rows.filter(({ part }) => part === 'group'),
    ({ name }) => name,
  )
  const most = (of: readonly VitalRow[]) => Math.max(...of.map(({ views }) => views))
  return {
    course: rows.filter(({ part }) => part === 'course'),
    groups: [...grouped]
      .map(([key, own]) => ({ key, rows: own }))
      .sort(
        (a, b) =>
          Number(a.key === OTHER) - Number(b.key === OTHER) ||
          most(b.rows) - most(a.rows) ||
          Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)),
      ),
    blame: rows.flatMap(({ part, ...row }) =>
      part === 'course' || part === 'group' ? [] : [{ ...row, kind: part }],
    ),
  }
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
