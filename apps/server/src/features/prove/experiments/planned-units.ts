import type { StoredExperiment } from './experiment.ts'
import type { PlanService } from './plan-service.ts'

/**
 * How many units an experiment is planned for, all arms together: those that its planned days bring, else those that its
 * effect takes. An anytime-valid interval is narrowest there.
 *
 * @returns null where nothing is planned, or the history says nothing
 */
export async function plannedUnits(
  plans: PlanService,
  { projectId, plan }: StoredExperiment,
): Promise<number | null> {
  const { metrics, audience, unit, traffic, split, seen, decision } = plan
  const { method, alpha, usePast, plannedDays, effect } = decision
  if (method !== 'anytime' || metrics.primary === null || (plannedDays ?? effect) === null) return null
  const answer = await plans
    .plan(projectId, {
      metric: metrics.primary,
      audience: [...audience],
      unit,
      traffic,
      split,
      method,
      alpha,
      usePast,
      ...(seen && { seen }),
      ...(effect !== null && { effect }),
      ...(plannedDays !== null && { days: plannedDays }),
    })
    // What cannot be planned starts all the same, with the usual tuning.
    .catch(() => null)
  const units = answer?.forDays?.units ?? answer?.forEffect?.units ?? 0
  return units > 0 ? Math.max(units, FEWEST) : null
}

/** The sequence holds for many units; tuned to fewer than these it would lean on the first few. */
const FEWEST = 500
