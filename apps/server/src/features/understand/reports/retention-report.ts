import type { RetentionRequest, RetentionResponse } from '@throughline/contract/reports'
import { type Buckets, bucketsOf } from '../../../platform/calendar.ts'
import { queryRetention, type RetentionPlan, type RetentionRow } from './queries/retention.ts'
import { openScope, type ReportDependencies } from './queries/scope.ts'

/**
 * How many of those who began come back, period by period. A cohort for each period that the range touches, the empty
 * ones too; a row ends where the range does, since what comes after is not known.
 *
 * @throws AppError `invalid` or `not_found` that names the field
 */
export async function reportRetention(
  deps: ReportDependencies,
  projectId: string,
  request: RetentionRequest,
): Promise<RetentionResponse> {
  const scope = await openScope(deps, projectId, request, [
    { choice: request.cohort, place: 'cohort' },
    { choice: request.return, place: 'return' },
  ])
  const buckets = bucketsOf(scope.range, {
    zone: scope.zone,
    interval: request.period,
    weekStartsOn: request.weekStartsOn ?? 'monday',
  })
  const plan: RetentionPlan = {
    cohort: { ...request.cohort, firstTime: request.cohort.firstTime ?? false },
    back: request.return,
    counting: request.counting ?? 'on',
    periods: request.periods,
  }
  return shapeRetention(plan, await queryRetention(scope, plan, buckets), buckets)
}

function shapeRetention(
  plan: RetentionPlan,
  rows: readonly RetentionRow[],
  { labels }: Buckets,
): RetentionResponse {
  const cohorts = Map.groupBy(rows, ({ began }) => began)
  return {
    cohorts: labels.map((start, began) => {
      const people = new Map(cohorts.get(began)?.map(({ later, people }) => [later, Number(people)]))
      const known = labels.length - 1 - began
      const columns = Array.from({ length: Math.min(plan.periods, known) }, (_, index) => index + 1)
      const returned = (later: number) =>
        plan.counting === 'on'
          ? (people.get(later) ?? 0)
          : [...people].reduce((sum, [last, count]) => (last >= later ? sum + count : sum), 0)
      return { start, counts: [people.get(0) ?? 0, ...columns.map(returned)] }
    }),
  }
}
