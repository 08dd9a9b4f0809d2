import { Type } from 'typebox'
import { integer, type Sql, sql } from '../../../../platform/analytics/sql.ts'
import type { Scope } from '../../../../platform/events/event-scope.ts'
import { isGood, measuredViews, vital } from './measured-views.ts'
import { p75Columns, p75Row } from './p75.ts'

const kinds = ['element', 'script', 'resource'] as const

const Row = Type.Object({
  metric: Type.Integer(),
  kind: Type.Enum(kinds),
  name: Type.String(),
  page: Type.String(),
  pages: Type.Integer(),
  views: Type.Integer(),
  slow: Type.Integer(),
  ...p75Row,
})

/** What page views of a metric are put down to. */
export interface BlameRow {
  readonly metric: number
  readonly kind: (typeof kinds)[number]
  readonly name: string
  /** The path on which it was slow most often, of so many. */
  readonly page: string
  readonly pages: number
  readonly views: number
  /** Views of them beyond the good band. */
  readonly slow: number
  readonly p75: number | null
  readonly low: number | null
  readonly high: number | null
}

/** The elements, scripts and resources with most views beyond the good band, a number of each kind and metric. */
export function blameSql(scope: Scope, page: string | undefined, most: number): Sql {
  const measured = measuredViews(scope, page, [
    [sql`measured_path`, vital.path],
    [sql`element`, vital.element],
    [sql`script`, vital.script],
    [sql`resource`, vital.resource],
  ])
  return sql`SELECT metric, kind, name, page, pages, views, slow, ${p75Columns}
FROM (
  SELECT toInt32(metric) AS metric, kind, name, argMax(measured_path, (path_slow, path_views, measured_path)) AS page,
    toUInt32(count()) AS pages, toUInt32(sum(path_views)) AS views, toUInt32(sum(path_slow)) AS slow,
    arraySort(arrayFlatten(groupArray(values))) AS sorted
  FROM (
    SELECT metric, blamed.1 AS kind, blamed.2 AS name, measured_path,
      count() AS path_views, countIf(NOT (${isGood})) AS path_slow, groupArray(value) AS values
    FROM (${measured})
    ARRAY JOIN [('element', element), ('script', script), ('resource', resource)] AS blamed
    WHERE name != ''
    GROUP BY metric, kind, name, measured_path
  )
  GROUP BY metric, kind, name
  HAVING slow > 0
)
ORDER BY metric, kind, slow DESC, name
LIMIT ${integer(most)} BY metric, kind`
}

export const queryBlame = (scope: Scope, page: string | undefined, most: number): Promise<BlameRow[]> =>
  scope.query('vitals_blame', blameSql(scope, page, most), Row)
