import { currencyOf, type ProjectDirectory } from '../../../platform/project.ts'
import { daysOf } from './day-service.ts'
import { type StoredExperiment, variationsOf } from './experiment.ts'
import type { LogQuestion } from './experiment-queries.ts'

/** What is asked of the log about an experiment: from its start to its end, or to now. */
export function questionOf(
  { id, projectId, plan, phases, startedAt, stoppedAt }: StoredExperiment,
  projects: ProjectDirectory,
  now: number,
): Omit<LogQuestion, 'metrics' | 'fields'> {
  const zone = (projects.byId(projectId) ?? projects.defaultProject()).timezone
  const from = startedAt ?? new Date(now)
  const to = new Date(Math.max((stoppedAt ?? new Date(now)).getTime(), from.getTime() + 1))
  const range = { from: from.toISOString(), to: to.toISOString() }
  return {
    projectId,
    experiment: id,
    variations: variationsOf(plan),
    unit: plan.unit,
    range,
    phases: phases.map(({ at }) => at),
    currency: currencyOf(projects, projectId),
    zone,
    days: daysOf(range, zone),
  }
}
