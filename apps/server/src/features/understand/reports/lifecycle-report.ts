import type { LifecycleRequest, LifecycleResponse } from '@throughline/contract/reports'
import { bucketsOf } from '../../../platform/calendar.ts'
import { openScope, type ReportDependencies } from '../../../platform/events/event-scope.ts'
import { type LifecycleRow, queryLifecycle } from './queries/lifecycle.ts'

/**
 * Who is active, by their history: new (their first time ever), returning (also active in the bucket before),
 * resurrecting (active again after a pause), and dormant (active in the bucket before, not in this one).
 *
 * @throws AppError `invalid` or `not_found` that names the field
 */
export async function reportLifecycle(
  deps: ReportDependencies,
  projectId: string,
  request: LifecycleRequest,
): Promise<LifecycleResponse> {
  const choice = { event: request.event }
  const scope = await openScope(deps, projectId, request, [{ choice, place: 'event' }])
  const buckets = bucketsOf(scope.range, {
    zone: scope.zone,
    interval: request.interval,
    weekStartsOn: request.weekStartsOn ?? 'monday',
  })
  const rows = await queryLifecycle(scope, choice, buckets)
  const row = (stage: LifecycleRow['stage']) => {
    const people = new Map(
      rows.filter((each) => each.stage === stage).map((each) => [each.bucket, Number(each.people)]),
    )
    return buckets.labels.map((_, index) => people.get(index) ?? 0)
  }
  return {
    buckets: [...buckets.labels],
    new: row('new'),
    returning: row('returning'),
    resurrecting: row('resurrecting'),
    dormant: row('dormant'),
  }
}
