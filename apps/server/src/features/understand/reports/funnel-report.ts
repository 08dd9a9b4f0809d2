import type { FunnelRequest, FunnelResponse } from '@throughline/contract/reports'
import { openScope, type ReportDependencies } from '../../../platform/events/event-scope.ts'
import { choicesOfFunnel, planFunnel } from './funnel-plan.ts'
import { shapeFunnel, shapeFunnelBreakdown, shapeHistogram } from './funnel-shape.ts'
import { queryBrokenDownFunnel, queryFunnel, queryFunnelHistogram } from './queries/funnel.ts'

/**
 * How many get through a series of steps, and how long it takes. A unit (person or session) counts at the deepest step
 * that any of its attempts came to; what an attempt is, docs/guides/reports.md tells.
 *
 * @throws AppError `invalid` or `not_found` that names the field
 */
export async function reportFunnel(
  deps: ReportDependencies,
  projectId: string,
  request: FunnelRequest,
): Promise<FunnelResponse> {
  const plan = planFunnel(request)
  const scope = await openScope(deps, projectId, request, choicesOfFunnel(request))
  const sessions = await scope.sessionsFor(plan.unit)
  const answer: FunnelResponse = { steps: shapeFunnel(plan, await queryFunnel(scope, plan, sessions)) }
  if (request.breakdown) {
    const groups = await queryBrokenDownFunnel(scope, plan, sessions, request.breakdown)
    answer.breakdown = shapeFunnelBreakdown(plan, groups)
  }
  if (request.histogram)
    answer.histogram = shapeHistogram(
      await queryFunnelHistogram(scope, plan, sessions, request.histogram.bins),
    )
  return answer
}
