import { AppError } from '../../../platform/app-error.ts'
import { type HistoryLine, type Phase, type StoredExperiment, unitAttribute } from './experiment.ts'
import type { ExperimentStore } from './experiment-store.ts'
import type { FlagsForExperiments } from './flags.ts'
import type { LayerService } from './layer-service.ts'

export interface PhaseService {
  /** Puts the experiment's rule with these phases into its flag. */
  serve(experiment: StoredExperiment, phases: readonly Phase[], by: string | null): Promise<void>
  /**
   * Lets more of the audience in. The phase is kept first and served then: who is killed between the two serves it with
   * `catchUp`, and never draws another split for the same slots.
   *
   * @throws AppError `conflict` where the flag no longer serves the experiment, the layer has no room, or another phase
   *   came meanwhile
   */
  add(experiment: StoredExperiment, phase: NewPhase): Promise<StoredExperiment>
  /** Serves phases that are kept and not served yet, be it the first one, where a start was cut off. */
  catchUp(experiment: StoredExperiment): Promise<void>
  /** Takes the experiment's rule out of its flag, or puts what was shipped in its place. Once more, it changes nothing. */
  end(experiment: StoredExperiment, by: string | null): Promise<void>
}

interface NewPhase extends Omit<Phase, 'slots'> {
  readonly line: HistoryLine
  /** User id; null where a token speaks, or nobody. */
  readonly by: string | null
}

export interface PhaseServiceDependencies {
  readonly store: Pick<ExperimentStore, 'addPhase'>
  readonly layers: Pick<LayerService, 'room' | 'alone'>
  readonly flags: Pick<FlagsForExperiments, 'get' | 'putExperimentRule' | 'removeExperimentRule' | 'ship'>
}

/** How phases of an experiment come into its flag, be it by hand or as a bandit's next batch. */
export function phaseService({ store, layers, flags }: PhaseServiceDependencies): PhaseService {
  const serve: PhaseService['serve'] = (experiment, phases, by) =>
    flags.putExperimentRule(
      experiment.projectId,
      {
        flag: experiment.flag,
        environment: experiment.environment,
        name: experiment.name,
        conditions: [...experiment.plan.audience],
        serve: {
          id: experiment.id,
          unit: unitAttribute[experiment.plan.unit],
          salt: experiment.id,
          layer: experiment.layer ?? experiment.id,
          phases: phases.map(({ slots, split }) => ({
            slots: slots.map(([from, to]): [number, number] => [from, to]),
            split: split.map((part) => ({ ...part })),
          })),
          holdout: experiment.holdout,
        },
      },
      by,
    )

  return {
    serve,

    async add(experiment, { line, by, ...phase }) {
      if (!servedPhases(flags, experiment))
        throw new AppError(
          'conflict',
          `The flag "${experiment.flag}" no longer serves "${experiment.name}", so nobody can be let in. Stop the experiment.`,
        )
      const now = experiment.phases.at(-1)?.traffic ?? 0
      const added = await layers.alone(experiment, async () => {
        const room = await layers.room(experiment, phase.traffic - now)
        if (!room.slots) throw new AppError('conflict', room.full, { field: 'traffic' })
        const taken = { ...phase, slots: room.slots }
        if (!(await store.addPhase(experiment.id, taken, experiment.phases.length, line)))
          throw new AppError(
            'conflict',
            `"${experiment.name}" was changed by somebody else meanwhile. Look again.`,
          )
        return taken
      })
      const grown = { ...experiment, phases: [...experiment.phases, added], changedAt: line.at }
      await serve(grown, grown.phases, by)
      return grown
    },

    async catchUp(experiment) {
      const served = servedPhases(flags, experiment)
      if (served !== null && served < experiment.phases.length)
        await serve(experiment, experiment.phases, null)
    },

    async end(experiment, by) {
      const { projectId, flag, environment, id, name, shipped, plan } = experiment
      const place = { flag, environment, experiment: id }
      if (shipped === null) await flags.removeExperimentRule(projectId, place, by)
      else if (!isShipped(flags, experiment))
        await flags.ship(projectId, { ...place, name, conditions: plan.audience, variation: shipped }, by)
    },
  }
}

/**
 * How many phases of it the flag serves: 0 where it has no rule of it, which nobody but an experiment can take away; null
 * where the flag or its environment is archived or gone, or already gives everybody a variation of it.
 */
export function servedPhases(
  flags: Pick<FlagsForExperiments, 'get'>,
  { projectId, flag, environment, id }: StoredExperiment,
): number | null {
  try {
    const { archivedAt, settings } = flags.get(projectId, flag)
    const rules = settings[environment]?.rules
    if (archivedAt !== null || !rules) return null
    for (const { serve } of rules)
      if ('experiment' in serve && serve.experiment.id === id) return serve.experiment.phases.length
    return rules.some((rule) => rule.id === shippedRuleId(id)) ? null : 0
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null
    throw error
  }
}

/** Whether its flag already gives everybody the variation. A rule that is there keeps its audience and its place. */
function isShipped(
  flags: Pick<FlagsForExperiments, 'get'>,
  { projectId, flag, environment, id, shipped }: StoredExperiment,
): boolean {
  const rules = flags.get(projectId, flag).settings[environment]?.rules ?? []
  return rules.some(
    (rule) => rule.id === shippedRuleId(id) && 'variation' in rule.serve && rule.serve.variation === shipped,
  )
}

/** As `FlagsForExperiments.ship` names its rule. */
const shippedRuleId = (experiment: string): string => `shipped_${experiment}`
