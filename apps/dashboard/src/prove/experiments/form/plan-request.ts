import type { PlanRequest } from '@throughline/contract/experiment-plan'
import { isFinished } from '../../../act/flags/rules/settings-draft.ts'
import { type ExperimentDraft, finishedSeen, splitSum } from './experiment-draft.ts'

/** What the planner is asked of a draft; undefined while there is no metric to plan for. */
export function planRequestOf(draft: ExperimentDraft): PlanRequest | undefined {
  const { metrics, audience, unit, traffic, split, decision } = draft
  if (metrics.primary === null) return undefined
  const seen = finishedSeen(draft.seen)
  const weighed = split.length > 1 && splitSum(split) === 100
  return {
    metric: metrics.primary,
    audience: audience.filter(isFinished),
    unit,
    traffic,
    method: decision.method,
    alpha: decision.alpha,
    usePast: decision.usePast,
    ...(seen ? { seen } : {}),
    ...(weighed ? { split } : {}),
    ...(decision.effect === null ? {} : { effect: decision.effect }),
    ...(decision.plannedDays === null ? {} : { days: decision.plannedDays }),
  }
}
