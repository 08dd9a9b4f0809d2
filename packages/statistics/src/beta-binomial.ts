import { checkAlpha } from './decision-rule.ts'
import type { NotYet } from './experiment-arm.ts'
import { incompleteBeta } from './incomplete-beta.ts'
import { logBeta } from './log-gamma.ts'
import { rootBetween } from './root-between.ts'

/** A Beta distribution: as if `alpha` had done it and `beta` had not. */
export interface BetaPrior {
  readonly alpha: number
  readonly beta: number
}

/** Two shares by Bayes' rule; effects are absolute, variation − control. */
export interface ShareComparison {
  readonly state: 'compared'
  readonly estimate: number
  readonly low: number
  readonly high: number
  /** The chance that the variation's share is the higher one. */
  readonly chanceToWin: number
  /** Expected loss where more is better: of shipping the variation, of keeping control. */
  readonly expectedLoss: { readonly ifShipped: number; readonly ifKept: number }
}

/** Every share as likely as any other. */
export const FLAT_PRIOR: BetaPrior = { alpha: 1, beta: 1 }

const PANELS = 333
/** Places and weights of Gauss and Legendre's rule with three points on −1 to 1 (DLMF 3.5.15): all are inside. */
const GAUSS = [
  { at: -Math.sqrt(0.6), weight: 5 / 9 },
  { at: 0, weight: 8 / 9 },
  { at: Math.sqrt(0.6), weight: 5 / 9 },
] as const
/** In deviations: where nobody did it, the tail falls no faster than an exponential one. */
const REACH = 40

/**
 * Compares two shares exactly, with a Beta prior on each: right from the first unit on, where the normal approximation of
 * `compareArms` is not. By integration over control's posterior.
 *
 * @param prior of both shares, `FLAT_PRIOR` unless said
 * @throws RangeError where the prior is no distribution
 * @example compareShares({ control: { n: 1_000, successes: 100 }, variation: { n: 1_000, successes: 120 } }) // chanceToWin 0.923
 */
export function compareShares(
  arms: Record<'control' | 'variation', { readonly n: number; readonly successes: number }>,
  { prior = FLAT_PRIOR, alpha = 0.05 }: { prior?: BetaPrior; alpha?: number } = {},
): ShareComparison | NotYet {
  checkAlpha(alpha)
  if (!(prior.alpha > 0 && prior.beta > 0)) throw new RangeError('Both counts of a prior must be above 0.')
  for (const arm of ['control', 'variation'] as const) {
    const { n, successes } = arms[arm]
    if (!(Number.isInteger(n) && successes >= 0 && successes <= n))
      return { state: 'notYet', reason: 'impossible', arm }
  }
  const of = ({ n, successes }: { n: number; successes: number }): BetaPrior => ({
    alpha: prior.alpha + successes,
    beta: prior.beta + n - successes,
  })
  const control = of(arms.control)
  const variation = of(arms.variation)
  const points = pointsOf(control)
  /** The chance that the variation is better by `d` or less. */
  const upTo = (d: number): number =>
    pointsOf(control, -d, 1 - d).reduce(
      (sum, { x, weight }) => sum + weight * shareBelow(x + d, variation),
      0,
    )
  const estimate = meanOf(variation) - meanOf(control)
  // E[max(0, control − variation)], with E[(x − V)⁺] in closed form.
  const ifShipped = points.reduce((sum, { x, weight }) => {
    const raised = { alpha: variation.alpha + 1, beta: variation.beta }
    return sum + weight * (x * shareBelow(x, variation) - meanOf(variation) * shareBelow(x, raised))
  }, 0)
  return {
    state: 'compared',
    estimate,
    low: rootBetween((d) => upTo(d) - alpha / 2, -1, 1),
    high: rootBetween((d) => upTo(d) - 1 + alpha / 2, -1, 1),
    chanceToWin: 1 - upTo(0),
    expectedLoss: { ifShipped, ifKept: ifShipped + estimate },
  }
}

const meanOf = ({ alpha, beta }: BetaPrior): number => alpha / (alpha + beta)

const shareBelow = (x: number, { alpha, beta }: BetaPrior): number =>
  x <= 0 ? 0 : x >= 1 ? 1 : incompleteBeta(x, alpha, beta)

/**
 * Where a Beta distribution has its mass, with weights that sum to 1.
 *
 * @param corners where what is integrated over it has one: a panel ends there
 */
function pointsOf(belief: BetaPrior, ...corners: readonly number[]): { x: number; weight: number }[] {
  const { alpha, beta } = belief
  const mean = meanOf(belief)
  const deviation = Math.sqrt((mean * (1 - mean)) / (alpha + beta + 1))
  const from = Math.max(0, mean - REACH * deviation)
  const to = Math.min(1, mean + REACH * deviation)
  const even = Array.from({ length: PANELS + 1 }, (_, panel) => from + ((to - from) * panel) / PANELS)
  const ends = [...even, ...corners.filter((corner) => corner > from && corner < to)].toSorted(
    (a, b) => a - b,
  )
  const front = logBeta(alpha, beta)
  const points = ends.slice(1).flatMap((end, panel) => {
    const begin = ends[panel] ?? 0
    return GAUSS.map((one) => {
      const x = begin + ((end - begin) * (1 + one.at)) / 2
      const density = Math.exp((alpha - 1) * Math.log(x) + (beta - 1) * Math.log1p(-x) - front)
      return { x, weight: one.weight * (end - begin) * density }
    })
  })
  const total = points.reduce((sum, { weight }) => sum + weight, 0)
  return points.map(({ x, weight }) => ({ x, weight: weight / total }))
}
