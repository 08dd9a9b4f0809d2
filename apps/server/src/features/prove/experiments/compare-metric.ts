import type {
  ExperimentEffect,
  ExperimentMetricResult,
  ResultInterval,
} from '@throughline/contract/experiment-results'
import type { Decision } from '@throughline/contract/experiments'
import type { CompareOptions, Comparison } from '@throughline/statistics/compare-arms'
import type { ArmStatistics, NotYet } from '@throughline/statistics/experiment-arm'
import { normalCdf } from '@throughline/statistics/normal-distribution'
import { phasedEffects } from '@throughline/statistics/phased-effects'
import { compareSurvival } from '@throughline/statistics/time-to-event'
import { shrunkEffect } from '@throughline/statistics/winners-effect'
import {
  armStatistics,
  everybody,
  type Part,
  quantileArms,
  sumsOfArm,
  survivalBins,
} from './arm-statistics.ts'
import type { LogAnswer } from './experiment-queries.ts'
import { DEFAULT_HORIZON_DAYS, type MeasuredMetric } from './metric.ts'
import { reasonOf } from './not-yet-words.ts'

/** What experiments usually bring, where the project has no past of its own: 19 of 20 within ±20 %. */
const USUAL_EFFECTS = { mean: 0, deviation: 0.1 } as const

export interface CompareQuestion {
  readonly answer: LogAnswer
  readonly metrics: readonly MeasuredMetric[]
  /** The control first. */
  readonly variations: readonly string[]
  readonly phases: number
  /** Whether phases had different splits. */
  readonly splitMoved: boolean
  readonly decision: Decision
}

/** An arm's result with the standard error that verdicts need and answers don't show. */
export interface ComparedArm {
  readonly variation: string
  readonly units: number
  readonly value: number | null
  readonly total: number | null
  /** Null for the control. */
  readonly effect: ExperimentEffect | null
  readonly reduction: number
}

/** One metric in all arms, each compared with the control; `q` and `state` are as if it were the only comparison. */
export function compareMetric(question: CompareQuestion, index: number, part: Part): ComparedArm[] {
  const { metrics, variations } = question
  const metric = metrics[index]
  if (!metric) throw new TypeError('There is no such metric.')
  if (metric.definition.kind === 'timeTo') return compareTimes(question, metric, part)
  const { method, alpha, usePast } = question.decision
  const { effects, statistics } = effectsOf(
    question,
    { usePast, method, alpha, ...tuningOf(question) },
    { index, part },
  )
  const known = effects.find((effect) => effect.state === 'compared')
  return variations.map((variation, arm) => {
    const own = statistics[arm] ?? []
    const plain = plainOf(question, { metric, index, part, arm: arm + 1 }, own)
    const compared = effects[arm - 1]
    // The store of an answer's plain value may mix phases of different splits; what was compared does not.
    const ofPhases = (estimate: { unadjustedMean: number } | undefined) =>
      question.phases > 1 && estimate ? estimate.unadjustedMean : plain.value
    if (!compared) return { variation, ...plain, value: ofPhases(known?.control), effect: null, reduction: 0 }
    if (compared.state === 'notYet')
      return { variation, ...plain, effect: noEffect(reasonOf(compared)), reduction: 0 }
    const { absolute, relative, pValue, varianceReduction } = compared
    const effect: ExperimentEffect = {
      ...emptyEffect,
      note: relative === null ? withoutRelative(compared.control) : null,
      absolute: intervalOf(absolute),
      relative: relative && intervalOf(relative),
      p: pValue,
      q: pValue,
      chanceToWin: chanceOf(absolute.chanceToWin, metric.definition.better),
      shrunk: relative && relative.standardError > 0 ? shrunkOf(relative, alpha) : null,
    }
    return {
      variation,
      ...plain,
      value: ofPhases(compared.variation),
      effect,
      reduction: varianceReduction,
    }
  })
}

/** What a metric's statistics are asked of. */
type StatisticsQuestion = Pick<CompareQuestion, 'answer' | 'metrics' | 'variations' | 'phases'>

/**
 * Each variation against the control on one metric that is no time to an event, phase by phase, and the statistics of all
 * arms with the units that they have.
 */
export function effectsOf(
  question: StatisticsQuestion,
  { usePast, ...options }: Omit<CompareOptions, 'weights'> & { readonly usePast: boolean },
  { index = 0, part = everybody }: { readonly index?: number; readonly part?: Part } = {},
): {
  readonly effects: readonly (Comparison | NotYet)[]
  readonly statistics: readonly (readonly ArmStatistics[])[]
  readonly units: readonly number[]
} {
  const { metrics, variations, answer, phases } = question
  const metric = metrics[index]
  if (!metric) throw new TypeError('There is no such metric.')
  const statistics = variations.map((_, arm) =>
    metric.definition.kind === 'quantile'
      ? quantileArms(metric, answer, arm + 1, phases)
      : sumsOfArm(answer.rows, part, { arm: arm + 1, metric: index, phases }).map((sums) =>
          armStatistics(metric, sums, usePast),
        ),
  )
  const byPhase = Array.from({ length: phases }, (_, phase) => ({
    arms: statistics.flatMap((strata) => strata[phase] ?? []),
  }))
  return {
    effects: phasedEffects(byPhase, options),
    statistics,
    units: statistics.map((strata) => strata.reduce((sum, { n }) => sum + n, 0)),
  }
}

/** Of two arms of several: what was planned is of all of them. */
const tuningOf = ({
  decision: { plannedUnits },
  variations,
}: CompareQuestion): { readonly plannedUnits?: number } =>
  plannedUnits === null ? {} : { plannedUnits: (plannedUnits * 2) / variations.length }

/** Units, value and total as they are, without any adjustment. */
function plainOf(
  { answer, phases }: CompareQuestion,
  { metric, index, part, arm }: { metric: MeasuredMetric; index: number; part: Part; arm: number },
  statistics: readonly ArmStatistics[],
): Pick<ComparedArm, 'units' | 'value' | 'total'> {
  if (metric.definition.kind === 'quantile') {
    const known = statistics.filter((one) => one.kind === 'quantile').filter(({ n }) => n > 0)
    const n = known.reduce((sum, one) => sum + one.n, 0)
    const value = known.reduce((sum, one) => sum + one.value * one.n, 0) / n
    return { units: n, value: Number.isFinite(value) ? value : null, total: null }
  }
  const parts = sumsOfArm(answer.rows, part, { arm, metric: index, phases })
  const add = (name: 'n' | 'y' | 'b') => parts.reduce((all, one) => all + one[name], 0)
  const sums = { n: add('n'), y: add('y'), b: add('b') }
  const ratio = statistics[0]?.kind === 'ratio'
  const below = ratio ? sums.b : sums.n
  return {
    units: sums.n,
    value: below > 0 && Number.isFinite(sums.y) ? sums.y / below : null,
    total: ratio || !Number.isFinite(sums.y) ? null : sums.y,
  }
}

function compareTimes(question: CompareQuestion, metric: MeasuredMetric, part: Part): ComparedArm[] {
  const { answer, metrics, variations, decision } = question
  const { definition } = metric
  const course = metrics.filter(({ definition: { kind } }) => kind === 'timeTo').indexOf(metric)
  const bins = variations.map((_, arm) =>
    survivalBins(answer.rows, part, { arm: arm + 1, course, definition }),
  )
  const horizon = definition.horizonDays ?? DEFAULT_HORIZON_DAYS
  const control = bins[0] ?? []
  const method = decision.method === 'anytime' ? 'anytime' : 'fixed'
  const compared = bins.map((own) =>
    compareSurvival(
      { control, variation: own },
      { horizon, method, alpha: decision.alpha, ...tuningOf(question) },
    ),
  )
  return variations.map((variation, arm) => {
    const one = compared[arm === 0 && compared.length > 1 ? 1 : arm]
    const known = one?.state === 'compared' ? one.meanTime : undefined
    const own = bins[arm] ?? []
    const plain = {
      variation,
      units: own[0]?.atRisk ?? 0,
      value: known ? (arm === 0 ? known.control : known.variation) : null,
      total: own.reduce((sum, { events }) => sum + events, 0),
      reduction: 0,
    }
    if (arm === 0) return { ...plain, effect: null }
    if (question.splitMoved)
      return {
        ...plain,
        effect: noEffect(
          'The split moved meanwhile, and times are not told apart by phase: no effect is told.',
        ),
      }
    if (!one || one.state === 'notYet')
      return { ...plain, effect: noEffect(one ? reasonOf(one) : 'Nobody was looked at long enough.') }
    const { difference: estimate, low, high, pValue, standardError } = one.meanTime
    const effect = { ...emptyEffect, absolute: { estimate, low, high } }
    // The stated prior is of relative effects, and a time's has none: a flat one, which leaves the estimate as it is.
    if (decision.method === 'bayesian') {
      const chanceToWin = chanceOf(normalCdf(estimate / standardError), definition.better)
      return { ...plain, effect: { ...effect, chanceToWin } }
    }
    return { ...plain, effect: { ...effect, p: pValue, q: pValue } }
  })
}

/** Share of each arm that did it by so many days, by what is known of each day (Kaplan and Meier 1958). */
export function courseOf(
  question: CompareQuestion,
  metric: MeasuredMetric,
  part: Part,
): ExperimentMetricResult['course'] {
  const { answer, metrics, variations } = question
  const { definition } = metric
  if (definition.kind !== 'timeTo') return []
  const course = metrics.filter(({ definition: { kind } }) => kind === 'timeTo').indexOf(metric)
  const shares = variations.map((_, arm) => {
    let without = 1
    return survivalBins(answer.rows, part, { arm: arm + 1, course, definition }).map(({ atRisk, events }) => {
      without *= atRisk > 0 ? 1 - events / atRisk : 1
      return 1 - without
    })
  })
  const days = shares[0]?.length ?? 0
  return Array.from({ length: days }, (_, day) => ({
    day: day + 1,
    values: shares.map((arm) => arm[day] ?? 0),
  }))
}

const withoutRelative = ({ mean }: { readonly mean: number }): string =>
  mean < 0
    ? 'The control’s value is below 0, so no per cent can be told.'
    : 'The control’s value may be nothing, so no per cent can be told.'

/** That it is the better one, from the chance that it is the higher one. */
const chanceOf = (higher: number | null, better: 'up' | 'down'): number | null =>
  higher === null || better === 'up' ? higher : 1 - higher

const intervalOf = ({ estimate, low, high }: ResultInterval): ResultInterval => ({ estimate, low, high })

function shrunkOf(relative: { estimate: number; standardError: number }, alpha: number): ResultInterval {
  return intervalOf(shrunkEffect(relative, USUAL_EFFECTS, alpha))
}

const emptyEffect: ExperimentEffect = {
  state: 'unclear',
  note: null,
  absolute: null,
  relative: null,
  p: null,
  q: null,
  chanceToWin: null,
  shrunk: null,
  moneyPerYear: null,
}

const noEffect = (note: string): ExperimentEffect => ({ ...emptyEffect, state: 'none', note })
