import { Type } from 'typebox'
import { literal } from '../../../../platform/analytics/literal.ts'
import { all, any, moment, type Sql, sql } from '../../../../platform/analytics/sql.ts'
import { type Buckets, startOfBucket } from '../../../../platform/calendar.ts'
import type { EventChoice, Scope } from '../../../../platform/events/event-scope.ts'
import { bucketIndex } from '../../../../platform/events/period-sql.ts'

/** People of a bucket by what they are in it. */
export interface LifecycleRow {
  readonly bucket: number
  readonly stage: 'new' | 'returning' | 'resurrecting' | 'dormant'
  readonly people: string
}

const Row = Type.Object({
  bucket: Type.Integer(),
  stage: Type.Enum(['new', 'returning', 'resurrecting', 'dormant']),
  people: Type.String(),
})

/**
 * Each person's active buckets, with one before the range (who was active then may return or fall dormant in the first),
 * and the bucket of their first such event of all time.
 */
export function lifecycleSql(scope: Scope, choice: EventChoice, buckets: Buckets): Sql {
  const { calendar, origin, labels } = buckets
  const bound = (bucket: number) => moment(new Date(startOfBucket(bucket, calendar)).toISOString())
  const before = sql`ts >= ${bound(origin - 1)} AND ts < ${bound(origin)}`
  const index = bucketIndex(buckets, scope.range.from)
  const from = moment(scope.range.from)
  return sql`SELECT toInt32(move.1) AS bucket, move.2 AS stage, count() AS people
FROM (
  SELECT arrayJoin(arrayConcat(
    arrayMap(at -> (at, multiIf(at = born, 'new', has(active, at - 1), 'returning', 'resurrecting')), arrayFilter(at -> at >= 0, active)),
    arrayMap(at -> (at + 1, 'dormant'), arrayFilter(at -> NOT has(active, at + 1) AND at + 1 < ${literal(labels.length)}, active)))) AS move
  FROM (
    SELECT groupUniqArrayIf(if(ts >= ${from}, ${index}, -1), ${any([scope.during, before])}) AS active,
      if(min(ts) >= ${from}, argMin(${index}, ts), -2) AS born
    FROM events
    WHERE ${scope.everyEvent} AND ts < ${moment(scope.range.to)} AND ${all([scope.matches(choice, 'event')])}
    GROUP BY ${scope.person}
    HAVING notEmpty(active)
  )
)
GROUP BY move`
}

export const queryLifecycle = (
  scope: Scope,
  choice: EventChoice,
  buckets: Buckets,
): Promise<LifecycleRow[]> => scope.query('report_lifecycle', lifecycleSql(scope, choice, buckets), Row)
