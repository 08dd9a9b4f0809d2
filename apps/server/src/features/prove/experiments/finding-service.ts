import { AppError } from '../../../platform/app-error.ts'
import type { Clock } from '../../../platform/clock.ts'
import type { FrictionFeature } from '../../understand/friction/index.ts'
import type { StoredExperiment } from './experiment.ts'
import type { Author, ExperimentService } from './experiment-service.ts'
import { findingDraft } from './finding-draft.ts'
import type { PlanService } from './plan-service.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const WEEK_DAYS = 7
const MOST_DAYS = 365

/** What experiments ask of friction. */
export type FrictionForExperiments = Pick<FrictionFeature['api'], 'finding' | 'act'>

export interface FindingService {
  /** @throws AppError `not_found` for a finding that no run gave, `conflict` while its period is being looked at */
  draft(
    projectId: string,
    asked: { readonly id: string; readonly from?: string; readonly to?: string; readonly timezone?: string },
    by: Author,
  ): Promise<StoredExperiment>
  /** Tells the finding's card how its experiment stands. */
  tell(experiment: StoredExperiment, sentence?: string): Promise<void>
}

export interface FindingServiceDependencies {
  readonly friction: FrictionForExperiments
  readonly experiments: () => Pick<ExperimentService, 'create'>
  readonly plans: PlanService
  readonly clock: Clock
}

/** From a friction finding to an experiment, and back with what came of it. */
export function findingService(deps: FindingServiceDependencies): FindingService {
  const { friction, plans, clock } = deps

  const tell = async ({ projectId, finding, id, name }: StoredExperiment, sentence?: string) => {
    if (finding === null) return
    const title = sentence ? `${name}: ${sentence}` : name
    await friction.act(projectId, finding, { kind: 'experiment', id, title, at: new Date(clock()) })
  }

  return {
    async draft(projectId, { id, from, to, timezone }, by) {
      // Up to the last full hour: a period that moved with each call would be looked for anew each time, without end.
      const now = clock()
      const end = to ?? new Date(now - (now % HOUR)).toISOString()
      const start = from ?? new Date(Date.parse(end) - 28 * DAY).toISOString()
      // As the list of findings has it where nothing is said.
      const period = { from: start, to: end, timezone: timezone ?? 'UTC' }
      const { status, finding } = await friction.finding(projectId, id, period)
      if (!finding)
        throw new AppError(
          'conflict',
          status === 'running'
            ? 'Friction of that period is being looked for. Ask again in a moment.'
            : 'The finding is not in that period. Choose a period in which it was found.',
        )
      const { words, plan } = findingDraft(finding)
      // A draft without a duration is still a draft.
      const size = await plans.plan(projectId, plan).catch(() => undefined)
      const days = size?.forEffect?.days
      const experiment = await deps.experiments().create(
        projectId,
        {
          ...words,
          decision: {
            ...words.decision,
            plannedDays: days ? Math.min(Math.ceil(days / WEEK_DAYS) * WEEK_DAYS, MOST_DAYS) : null,
          },
        },
        by,
      )
      await tell(experiment)
      return experiment
    },
    tell,
  }
}
