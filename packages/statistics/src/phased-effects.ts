import { type CompareOptions, type Comparison, compareArms } from './compare-arms.ts'
import type { ArmStatistics, NotYet } from './experiment-arm.ts'

/** What came of the units that were drawn by one split: of a phase of an experiment, or of a batch of a bandit. */
export interface ArmPhase {
  /** One entry an arm, control first, in the same order in all phases. */
  readonly arms: readonly ArmStatistics[]
}

/**
 * The effects of all arms against control where the split moved meanwhile, be it by hand or by a bandit. A plain mean over
 * everything is biased: an arm that began badly gets few units, and keeps its bad luck. Within a phase, though, assignment
 * is random whatever happened before; so each phase gives an unbiased difference, and phases count by how many units came
 * in them, which is inverse probability weighting with the shares as they came out. The floor under each arm's share keeps
 * a bandit's weights bounded and the estimate about normal (Hadad, Hirshberg, Zhan, Wager and Athey 2021; Zhang, Janson
 * and Murphy 2020). Units of all arms weigh, so that control's mean is the same in each comparison.
 *
 * @param phases in order of time; those nobody came in count for nothing
 * @returns one comparison for each arm after control
 * @throws RangeError where a phase lacks an arm
 * @example phasedEffects([{ arms: [control, a, b] }, { arms: [control2, a2, b2] }], { method: 'fixed' })
 */
export function phasedEffects(
  phases: readonly ArmPhase[],
  options: Omit<CompareOptions, 'weights'> = {},
): (Comparison | NotYet)[] {
  const arms = phases[0]?.arms.length ?? 0
  if (phases.some((phase) => phase.arms.length !== arms))
    throw new RangeError('Each phase needs all of the arms.')
  const came = ({ arms: all }: ArmPhase): number => all.reduce((sum, { n }) => sum + n, 0)
  const met = phases.filter((phase) => came(phase) > 0)
  const counted = met.length > 0 ? met : phases.slice(0, 1)
  const weighed = met.length > 0 ? { ...options, weights: met.map(came) } : options
  const ofArm = (arm: number): ArmStatistics[] => counted.flatMap((phase) => phase.arms[arm] ?? [])
  return Array.from({ length: Math.max(0, arms - 1) }, (_, i) =>
    compareArms({ control: ofArm(0), variation: ofArm(i + 1) }, weighed),
  )
}
