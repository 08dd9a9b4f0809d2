import { Type } from 'typebox'
import { integer, type Sql, sql } from '../../../../platform/analytics/sql.ts'
import type { Buckets } from '../../../../platform/calendar.ts'
import { fieldSource, numberOf } from '../../../../platform/events/event-fields.ts'
import type { Scope } from '../../../../platform/events/event-scope.ts'
import { bucketIndex } from '../../../../platform/events/period-sql.ts'
import { beganSql, type RetentionPlan } from './retention.ts'

/** What the people of the cohort that began in a bucket brought, so many periods later. */
export interface RetentionSumRow {
  readonly began: number
  readonly later: number
  /** Null beyond what a number holds. */
  readonly sum: number | null
}

const Row = Type.Object({
  began: Type.Integer(),
  later: Type.Integer(),
  sum: Type.Union([Type.Number(), Type.Null()]),
})

/**
 * The numbers of each person's returns with their periods, gathered in one pass; then each number once for every cohort
 * of the person that it came in or after. Values that are no numbers are left out.
 *
 * @param property whose numbers are added, of the return events
 */
export function retentionSumsSql(
  scope: Scope,
  plan: Pick<RetentionPlan, 'cohort' | 'back' | 'periods'>,
  property: string,
  buckets: Buckets,
): Sql {
  const index = bucketIndex(buckets, scope.range.from)
  const began = beganSql(scope, plan, index)
  const field = fieldSource(scope.projectId, property)
  const number = numberOf(field.value)
  const counts = sql`(${began.returned}) AND isNotNull(${number})`
  // Neumaier's summation, so that a sum of many prices keeps its cents.
  return sql`SELECT toInt32(began) AS began, toInt32(at - began) AS later, sumKahan(amount) AS sum
FROM (
  SELECT arrayJoin(cohorts) AS began, periods, amounts
  FROM (
    SELECT ${began.cohorts} AS cohorts, groupArrayIf(${index}, ${counts}) AS periods, groupArrayIf(assumeNotNull(${number}), ${counts}) AS amounts
    FROM events ${field.join}
    WHERE ${scope.everyEvent} AND ${began.relevant}
    GROUP BY ${scope.person}
    HAVING ${began.having}
  )
)
ARRAY JOIN periods AS at, amounts AS amount
WHERE at >= began AND at <= began + ${integer(plan.periods)}
GROUP BY began, later`
}

export const queryRetentionSums = (
  scope: Scope,
  plan: Pick<RetentionPlan, 'cohort' | 'back' | 'periods'>,
  property: string,
  buckets: Buckets,
): Promise<RetentionSumRow[]> =>
  scope.query('report_retention_sums', retentionSumsSql(scope, plan, property, buckets), Row)
