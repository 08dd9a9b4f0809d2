import type { ExperimentSplit } from '@throughline/contract/experiments'
import { DEFAULT_PRIOR } from '@throughline/statistics/bayesian-effect'
import type { ArmEstimate } from '@throughline/statistics/experiment-arm'
import {
  armBelief,
  type Belief,
  chancesToBeBest,
  thompsonAllocation,
} from '@throughline/statistics/thompson-allocation'
import { effectsOf } from './compare-metric.ts'
import type { LogAnswer } from './experiment-queries.ts'
import type { MeasuredMetric } from './metric.ts'
import { lowered, reasonOf } from './not-yet-words.ts'
import { metricWords, shareWords, valueWords } from './verdict-words.ts'

export interface BatchQuestion {
  readonly metric: MeasuredMetric
  /** Sums of that metric alone. */
  readonly answer: LogAnswer
  /** The control first. */
  readonly arms: readonly { readonly variation: string; readonly name: string }[]
  /** How many batches there were. */
  readonly phases: number
  /** Of the last batch. */
  readonly split: ExperimentSplit
  readonly floor: number
  readonly currency: string
}

/** Shares of a batch, and why they are so, in words. */
export interface NextBatch {
  readonly split: ExperimentSplit
  readonly because: string
}

/** With fewer in an arm its error is not known well enough to move anybody by it. */
const FEWEST_UNITS = 20

/** Why a metric has no belief of each arm that shares could follow; null where it has. */
export const withoutBelief = ({ kind }: MeasuredMetric['definition']): string | null =>
  kind === 'quantile'
    ? 'a quantile has no mean and error that add up over batches'
    : kind === 'timeTo'
      ? 'how soon something happens is not known of those who came last'
      : null

/**
 * The split of a bandit's next batch: each arm's chance to be the best one, above the floor. What is thought of an arm is
 * its mean over batches, each batch weighed by all who came in it, so that an arm's share of a batch makes nothing of its
 * own; before any data all arms are thought alike within the usual ± 59 %. The shares stay where there is too little.
 */
export function nextBatch(question: BatchQuestion): NextBatch {
  const { arms, split, floor, metric } = question
  const estimates = estimatesOf(question)
  if (typeof estimates === 'string')
    return { split, because: `the shares stay as they are: ${lowered(estimates)}` }
  const sign = metric.definition.better === 'up' ? 1 : -1
  const beliefs = beliefsOf(estimates, sign)
  if (!beliefs)
    return { split, because: 'the shares stay as they are: nothing has happened yet that could be compared.' }
  const chances = chancesToBeBest(beliefs)
  const weights = weightsOf(thompsonAllocation(beliefs, { floor }), floor)
  const next = arms.map(({ variation }, arm) => ({ variation, weight: weights[arm] ?? 0 }))
  return { split: inOrderOf(split, next), because: wordsOf(question, { estimates, chances, weights }) }
}

/** Each arm over all batches, or why that cannot be told. */
function estimatesOf({ metric, answer, arms, phases }: BatchQuestion): readonly ArmEstimate[] | string {
  const { effects, units } = effectsOf(
    { answer, metrics: [metric], variations: arms.map(({ variation }) => variation), phases },
    { usePast: false, method: 'fixed' },
  )
  const few = units.findIndex((n) => n < FEWEST_UNITS)
  if (few >= 0)
    return `"${arms[few]?.name}" was seen by ${units[few]} that count so far, and ${FEWEST_UNITS} are needed.`
  const found: ArmEstimate[] = []
  for (const effect of effects) {
    if (effect.state === 'notYet') return reasonOf(effect)
    if (found.length === 0) found.push(effect.control)
    found.push(effect.variation)
  }
  return found
}

/** Null where all arms have nothing, or do not vary at all. */
function beliefsOf(estimates: readonly ArmEstimate[], sign: 1 | -1): Belief[] | null {
  const total = estimates.reduce((sum, { n }) => sum + n, 0)
  const over = (of: (arm: ArmEstimate) => number) =>
    estimates.reduce((sum, arm) => sum + of(arm) * (arm.n / total), 0)
  const mean = over((arm) => arm.mean)
  const variance = over((arm) => arm.variance)
  const prior = { mean: sign * mean, deviation: DEFAULT_PRIOR.deviation * Math.abs(mean) }
  if (!(prior.deviation > 0 && variance > 0)) return null
  return estimates.map((arm) =>
    // An arm in which all did the same varies as the others do: its own luck has not shown yet.
    armBelief(
      {
        mean: sign * arm.mean,
        standardError: Math.sqrt((arm.variance > 0 ? arm.variance : variance) / arm.n),
      },
      prior,
    ),
  )
}

/** Per cent to a tenth, none below the floor; what rounding leaves is the largest's. */
function weightsOf(shares: readonly number[], floor: number): number[] {
  const weights = shares.map((share) => Math.max(Math.round(share * 1000) / 10, floor * 100))
  const largest = weights.indexOf(Math.max(...weights))
  const others = weights.reduce((sum, weight, arm) => (arm === largest ? sum : sum + weight), 0)
  return weights.with(largest, Number((100 - others).toFixed(9)))
}

/** The order of a split says which part of the hash is whose, so it stays. */
const inOrderOf = (split: ExperimentSplit, next: ExperimentSplit): ExperimentSplit =>
  split.map(({ variation }) => ({
    variation,
    weight: next.find((one) => one.variation === variation)?.weight ?? 0,
  }))

function wordsOf(
  { arms, metric, currency }: BatchQuestion,
  told: {
    readonly estimates: readonly ArmEstimate[]
    readonly chances: readonly number[]
    readonly weights: readonly number[]
  },
): string {
  const order = arms
    .map(({ name }, arm) => ({ name, arm, weight: told.weights[arm] ?? 0 }))
    .toSorted((a, b) => b.weight - a.weight)
  const shares = order.map(({ name, weight }) => `"${name}" ${Number(weight.toFixed(1))} %`).join(', ')
  const values = order
    .map(
      ({ name, arm }) => `"${name}" ${valueWords(told.estimates[arm]?.mean ?? 0, metric.format, currency)}`,
    )
    .join(', ')
  const [first] = order
  const chance = shareWords(told.chances[first?.arm ?? 0] ?? 0)
  return `${shares}, because ${metricWords(metric)} so far are: ${values}. With a chance of ${chance}, "${first?.name}" is the best.`
}
