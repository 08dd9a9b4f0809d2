import type { ExperimentResults } from '@throughline/contract/experiment-results'
import type { Clock } from '../../../platform/clock.ts'
import type { ProjectDirectory } from '../../../platform/project.ts'
import { batchTraffic, nextBatchAt } from './bandit.ts'
import type { HistoryLine, StoredExperiment } from './experiment.ts'
import type { AskLog } from './experiment-queries.ts'
import { questionOf } from './experiment-question.ts'
import type { ExperimentStore } from './experiment-store.ts'
import type { FlagsForExperiments } from './flags.ts'
import type { MetricService } from './metric-service.ts'
import { nextBatch } from './next-batch.ts'
import { lowered } from './not-yet-words.ts'
import { type PhaseService, servedPhases } from './phase-service.ts'

export interface BanditService {
  /**
   * Opens the next batch of a running bandit if it is due; after a standstill one, not all that were missed. Does nothing
   * to any other experiment.
   *
   * @param results as they are now
   */
  advance(experiment: StoredExperiment, results: ExperimentResults): Promise<void>
}

export interface BanditServiceDependencies {
  readonly store: Pick<ExperimentStore, 'history' | 'note'>
  readonly phases: PhaseService
  readonly metrics: Pick<MetricService, 'list'>
  readonly flags: Pick<FlagsForExperiments, 'get'>
  readonly ask: AskLog
  readonly projects: ProjectDirectory
  readonly clock: Clock
}

/** Batch after batch of a bandit, each with the shares that what came before speaks for. */
export function banditService(deps: BanditServiceDependencies): BanditService {
  const { store, phases, metrics, flags, ask, projects, clock } = deps
  const line = (what: string): HistoryLine => ({ at: new Date(clock()), what, ofFlag: false, by: null })

  /** Says once why the next batch waits. */
  const wait = async ({ id, phases: had }: StoredExperiment, why: string) => {
    const what = `Batch ${had.length + 1} waits: ${why}`
    const known = await store.history(id)
    if (known.every((one) => one.what !== what)) await store.note(id, line(what))
  }

  return {
    async advance(experiment, results) {
      const { projectId, plan, phases: had } = experiment
      const due = nextBatchAt(experiment)
      const last = had.at(-1)
      if (!due || !plan.bandit || !last || due.getTime() > clock()) return
      const primary = (await metrics.list(projectId)).find(({ id }) => id === plan.metrics.primary)
      if (!primary) return wait(experiment, 'its primary metric no longer exists.')
      const broken = brokenBy(flags, experiment, results)
      if (broken !== null) return wait(experiment, broken)
      const { batches, floor } = plan.bandit
      const batch = had.length + 1
      const question = questionOf(experiment, projects, clock())
      const answer = await ask({ ...question, metrics: [primary], fields: false })
      const { split, because } = nextBatch({
        metric: primary,
        answer,
        arms: results.arms,
        phases: had.length,
        split: last.split,
        floor,
        currency: question.currency,
      })
      await phases.add(experiment, {
        at: new Date(clock()).toISOString(),
        traffic: batchTraffic({ traffic: plan.traffic, batches }, batch),
        split,
        because,
        line: line(`Batch ${batch} of ${batches}: ${because}`),
        by: null,
      })
    },
  }
}

/** Why more visitors would be let into something that is not sound; null where it is. */
function brokenBy(
  flags: Pick<FlagsForExperiments, 'get'>,
  experiment: StoredExperiment,
  { health }: ExperimentResults,
): string | null {
  const { flag, environment, projectId } = experiment
  if (!servedPhases(flags, experiment)) return `the flag "${flag}" no longer serves the experiment.`
  if (flags.get(projectId, flag).settings[environment]?.enabled === false)
    return `the flag "${flag}" is switched off.`
  const stop = health.checks.find(({ state }) => state === 'stop')
  return stop ? lowered(stop.sentence) : null
}
