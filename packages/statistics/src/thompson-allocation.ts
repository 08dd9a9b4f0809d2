import { normalCdf } from './normal-distribution.ts'

/** What is thought of an arm's mean: normally distributed. */
export interface Belief {
  readonly mean: number
  readonly deviation: number
}

/** Points of the integral: enough for shares to two digits beyond the per cent. */
const POINTS = 800
/** How many deviations out a belief is followed. */
const REACH = 8

/**
 * What an arm's mean is thought to be after its data, if all arms were thought to be `prior` before. An arm without data
 * is still thought to be that.
 *
 * @param data null for no data yet
 * @throws RangeError where a deviation is not above 0
 * @example armBelief({ mean: 0.12, standardError: 0.02 }, { mean: 0.1, deviation: 0.05 }) // { mean: 0.1172, deviation: 0.0186 }
 */
export function armBelief(
  data: { readonly mean: number; readonly standardError: number } | null,
  prior: Belief,
): Belief {
  if (!(prior.deviation > 0 && (data === null || data.standardError > 0)))
    throw new RangeError('Deviations must be above 0.')
  if (!data) return prior
  const precision = 1 / data.standardError ** 2
  const before = 1 / prior.deviation ** 2
  return {
    mean: (data.mean * precision + prior.mean * before) / (precision + before),
    deviation: 1 / Math.sqrt(precision + before),
  }
}

/**
 * The chance of each arm to be the best one. By integration, so that the same data always give the same chances.
 *
 * @param beliefs one an arm; negate the means where lower is better
 * @throws RangeError where a belief is no distribution
 * @example chancesToBeBest([{ mean: 0, deviation: 1 }, { mean: 1, deviation: 1 }]) // [0.2398, 0.7602]
 */
export function chancesToBeBest(beliefs: readonly Belief[]): number[] {
  for (const { mean, deviation } of beliefs) {
    if (!(Number.isFinite(mean) && deviation > 0 && Number.isFinite(deviation)))
      throw new RangeError(`An arm cannot be thought to be at ${mean} ± ${deviation}.`)
  }
  const chances = beliefs.map((belief, arm) =>
    chanceToBeBest(
      belief,
      beliefs.filter((_, i) => i !== arm),
    ),
  )
  const total = chances.reduce((sum, chance) => sum + chance, 0)
  return chances.map((chance) => chance / total)
}

function chanceToBeBest({ mean, deviation }: Belief, others: readonly Belief[]): number {
  let sum = 0
  for (let point = 0; point < POINTS; point++) {
    const z = REACH * ((2 * (point + 0.5)) / POINTS - 1)
    let weight = Math.exp((-z * z) / 2)
    for (const other of others) weight *= normalCdf((mean + z * deviation - other.mean) / other.deviation)
    sum += weight
  }
  return sum
}

/**
 * The shares of the next batch by Thompson sampling: each arm gets its chance to be the best one, above a floor that keeps
 * every arm in the running and the estimates afterwards usable.
 *
 * @param floor the least share of an arm, 0.05 by default; at most one over the number of arms
 * @returns shares that sum to 1, in the order of the beliefs
 * @throws RangeError where the floor leaves nothing to share
 * @example thompsonAllocation([{ mean: 0, deviation: 1 }, { mean: 1, deviation: 1 }]) // [0.2658, 0.7342]
 */
export function thompsonAllocation(
  beliefs: readonly Belief[],
  { floor = 0.05 }: { floor?: number } = {},
): number[] {
  if (!(floor >= 0 && floor * beliefs.length <= 1))
    throw new RangeError(`A floor of ${floor} is too high for ${beliefs.length} arms.`)
  const rest = 1 - floor * beliefs.length
  return chancesToBeBest(beliefs).map((chance) => floor + rest * chance)
}
