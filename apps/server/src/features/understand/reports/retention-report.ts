import type { RetentionRequest, RetentionResponse } from '@throughline/contract/reports'
import { AppError } from '../../../platform/app-error.ts'
import { bucketsOf } from '../../../platform/calendar.ts'
import { openScope, type ReportDependencies } from '../../../platform/events/event-scope.ts'
import { queryRetention, type RetentionPlan, type RetentionRow } from './queries/retention.ts'
import { queryRetentionSums, type RetentionSumRow } from './queries/retention-sums.ts'
import { rounded } from './rounded.ts'

/**
 * How many of those who began come back, period by period. A cohort for each period that the range touches, the empty
 * ones too; a row ends where the range does, since what comes after is not known.
 *
 * With `value`, each cohort also tells what its people's return events add up to, period by period: `sums[0]` is the
 * whole period in which they began, so also what came in it before the event they began with. A sum is always of the
 * period itself, with `onOrAfter` too: money counts where it came, and once in a row.
 *
 * @throws AppError `invalid` or `not_found` that names the field
 */
export async function reportRetention(
  deps: ReportDependencies,
  projectId: string,
  request: RetentionRequest,
): Promise<RetentionResponse> {
  checkValue(request)
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
  const people = Map.groupBy(await queryRetention(scope, plan, buckets), ({ began }) => began)
  const sums =
    request.value &&
    Map.groupBy(await queryRetentionSums(scope, plan, request.value.property, buckets), ({ began }) => began)
  return {
    cohorts: buckets.labels.map((start, began) => {
      const known = buckets.labels.length - 1 - began
      const columns = Array.from({ length: Math.min(plan.periods, known) + 1 }, (_, later) => later)
      return {
        start,
        counts: countsOf(plan, people.get(began) ?? [], columns),
        ...(sums && { sums: sumsOf(sums.get(began) ?? [], columns) }),
      }
    }),
  }
}

function checkValue({ value }: RetentionRequest): void {
  if (value?.property === 'segment')
    throw new AppError('invalid', 'value.property: a segment has no number to add.', {
      field: 'value.property',
    })
}

function countsOf(plan: RetentionPlan, rows: readonly RetentionRow[], columns: readonly number[]): number[] {
  const people = new Map(rows.map(({ later, people }) => [later, Number(people)]))
  return columns.map((later) =>
    plan.counting === 'on' || later === 0
      ? (people.get(later) ?? 0)
      : [...people].reduce((sum, [last, count]) => (last >= later ? sum + count : sum), 0),
  )
}

function sumsOf(rows: readonly RetentionSumRow[], columns: readonly number[]): (number | null)[] {
  const sums = new Map(rows.map(({ later, sum }) => [later, rounded(sum)]))
  // Nobody brought anything is 0; that a sum cannot be told is null.
  return columns.map((later) => (sums.has(later) ? (sums.get(later) ?? null) : 0))
}
