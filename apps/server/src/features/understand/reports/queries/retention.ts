import { Type } from 'typebox'
import { literal } from '../../../../platform/analytics/literal.ts'
import { all, any, integer, moment, type Sql, sql } from '../../../../platform/analytics/sql.ts'
import type { Buckets } from '../../../../platform/calendar.ts'
import type { EventChoice, Scope } from '../../../../platform/events/event-scope.ts'
import { bucketIndex } from '../../../../platform/events/period-sql.ts'

export interface RetentionPlan {
  readonly cohort: EventChoice & { readonly firstTime: boolean }
  readonly back: EventChoice
  readonly counting: 'on' | 'onOrAfter'
  /** Columns after the cohort's own. */
  readonly periods: number
}

/** People of the cohort that began in a bucket; `later` 0 is the cohort itself, else who came back so many periods on. */
export interface RetentionRow {
  readonly began: number
  readonly later: number
  /** With `onOrAfter`: those whose last return was then. */
  readonly people: string
}

const Row = Type.Object({ began: Type.Integer(), later: Type.Integer(), people: Type.String() })

/** Keeps "began" and "later" in one number, which groups quicker than two. More than the buckets a range may have. */
const STRIDE = 4096

/**
 * Each person's cohorts and returns as sets of periods, told apart in one pass; then one entry for each cohort and each
 * return after it. Reads all history for the first time of someone, else only the range.
 */
export function retentionSql(scope: Scope, plan: RetentionPlan, buckets: Buckets): Sql {
  const index = bucketIndex(buckets, scope.range.from)
  const began = beganSql(scope, plan, index)
  const returns =
    plan.counting === 'on'
      ? sql`arrayMap(at -> began * ${literal(STRIDE)} + at - began, arrayFilter(at -> at > began AND at <= began + ${integer(plan.periods)}, returns))`
      : sql`if(arrayMax(returns) > began, [began * ${literal(STRIDE)} + arrayMax(returns) - began], [])`
  return sql`SELECT toInt32(intDiv(entry, ${literal(STRIDE)})) AS began, toInt32(entry % ${literal(STRIDE)}) AS later, count() AS people
FROM (
  SELECT arrayJoin(arrayFlatten(arrayMap(began -> arrayPushFront(${returns}, began * ${literal(STRIDE)}), cohorts))) AS entry
  FROM (
    SELECT ${began.cohorts} AS cohorts, groupUniqArrayIf(${index}, ${began.returned}) AS returns
    FROM events
    WHERE ${scope.everyEvent} AND ${began.relevant}
    GROUP BY ${scope.person}
    HAVING ${began.having}
  )
)
GROUP BY entry`
}

export const queryRetention = (
  scope: Scope,
  plan: RetentionPlan,
  buckets: Buckets,
): Promise<RetentionRow[]> => scope.query('report_retention', retentionSql(scope, plan, buckets), Row)

/** Who is in which cohorts, as parts of a query that groups events by person. */
export interface Began {
  /** The buckets in which the person began. */
  readonly cohorts: Sql
  /** Whether an event is a return within the range. */
  readonly returned: Sql
  /** The events to read. */
  readonly relevant: Sql
  readonly having: Sql
}

/** @param index the bucket of an event */
export function beganSql(scope: Scope, plan: Pick<RetentionPlan, 'cohort' | 'back'>, index: Sql): Began {
  const cohort = scope.matches(plan.cohort, 'cohort')
  const back = scope.matches(plan.back, 'return')
  return plan.cohort.firstTime ? firstTime(scope, cohort, back, index) : everyTime(scope, cohort, back, index)
}

const everyTime = (scope: Scope, cohort: Sql, back: Sql, index: Sql): Began => ({
  cohorts: sql`groupUniqArrayIf(${index}, ${cohort})`,
  returned: back,
  relevant: sql`${scope.during} AND ${any([cohort, back])}`,
  having: sql`notEmpty(cohorts)`,
})

/** The first event of all time decides: whoever began before the range is in no cohort of it. */
const firstTime = (scope: Scope, cohort: Sql, back: Sql, index: Sql): Began => ({
  cohorts: sql`[argMinIf(${index}, ts, ${cohort})]`,
  returned: all([scope.during, back]),
  relevant: sql`ts < ${moment(scope.range.to)} AND ${any([cohort, all([scope.during, back])])}`,
  having: sql`countIf(${cohort}) > 0 AND minIf(ts, ${cohort}) >= ${moment(scope.range.from)}`,
})
