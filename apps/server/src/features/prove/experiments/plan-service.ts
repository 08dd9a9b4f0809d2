import type { ExperimentPlan, PlanRequest } from '@throughline/contract/experiment-plan'
import {
  daysForUnits,
  type ExperimentDesign,
  effectForUnits,
  unitsAfter,
  unitsForEffect,
} from '@throughline/statistics/experiment-size'
import { AppError } from '../../../platform/app-error.ts'
import type { Clock } from '../../../platform/clock.ts'
import { currencyOf, type ProjectDirectory } from '../../../platform/project.ts'
import { isRatio, isShare } from './arm-statistics.ts'
import { audienceFilters } from './audience-filters.ts'
import { daysOf } from './day-service.ts'
import type { AskLog } from './experiment-queries.ts'
import { checkDefinition, formatOf, type MeasuredMetric } from './metric.ts'
import type { MetricService } from './metric-service.ts'
import { type MetricSums, noSums, sumsAt } from './queries/arm-sums.ts'
import { splitProblem } from './start-checks.ts'
import { metricWords, shareWords } from './verdict-words.ts'

const DAY = 86_400_000
/** Of the history that is looked at: four whole weeks. */
const HISTORY_DAYS = 28
const FEWEST_UNITS = 100
/** Longer than this nobody waits. */
const MOST_DAYS = 365
const CURVE_DAYS = [7, 14, 21, 28, 42, 56]

export interface PlanService {
  /** @throws AppError `invalid`, or `not_found` for a metric nobody made */
  plan(projectId: string, request: PlanRequest): Promise<ExperimentPlan>
}

export interface PlanServiceDependencies {
  readonly ask: AskLog
  readonly metrics: Pick<MetricService, 'get'>
  readonly projects: ProjectDirectory
  readonly clock: Clock
}

/** How long an experiment takes, by what the project's own visitors did in the last four weeks. */
export function planService({ ask, metrics, projects, clock }: PlanServiceDependencies): PlanService {
  const metricOf = async (
    projectId: string,
    { metric, definition }: PlanRequest,
  ): Promise<MeasuredMetric> => {
    if (metric !== undefined) return metrics.get(projectId, metric)
    if (!definition)
      throw new AppError(
        'invalid',
        'metric: is missing. Name a metric, or say what it measures in definition.',
        { field: 'metric' },
      )
    checkDefinition(definition)
    return { id: 'unsaved', name: 'The metric', definition, format: formatOf(definition) }
  }

  return {
    async plan(projectId, request) {
      const metric = await metricOf(projectId, request)
      const problem = request.split && splitProblem(request.split)
      if (problem) throw new AppError('invalid', `split: ${problem}`, { field: 'split' })
      const zone = (projects.byId(projectId) ?? projects.defaultProject()).timezone
      const now = clock()
      const range = {
        from: new Date(now - HISTORY_DAYS * DAY).toISOString(),
        to: new Date(now).toISOString(),
      }
      const { filters, unknown } = audienceFilters(request.audience ?? [])
      const answer = await ask({
        projectId,
        experiment: '',
        variations: [],
        unit: request.unit ?? 'person',
        range,
        phases: [],
        currency: currencyOf(projects, projectId),
        zone,
        days: daysOf(range, zone),
        metrics: [metric],
        fields: false,
        seen: { event: request.seen ?? { event: '*' }, audience: filters },
      })
      const row = answer.rows.find(({ field }) => field === '')
      const sums = row ? sumsAt(row, 0) : noSums
      const share = (request.traffic ?? 100) / 100
      const arrivals = cumulative(row?.days[0] ?? []).map((units) => units * share)
      const baseline = baselineOf(metric, sums)
      const past = request.usePast === false ? 0 : pastShare(sums)
      const history = {
        ...range,
        timezone: zone,
        units: row?.units ?? 0,
        unitsPerDay: arrivals.length > 0 ? (arrivals.at(-1) ?? 0) / arrivals.length : 0,
        baseline: baseline && ('share' in baseline ? baseline.share : baseline.mean),
        variance:
          baseline && ('share' in baseline ? baseline.share * (1 - baseline.share) : baseline.variance),
        past: past > 0 ? past : null,
        format: metric.format,
      }
      const notes = notesOf(request, unknown)
      const none = noPlan(metric, history)
      const value = history.baseline
      if (none || !baseline || value === null)
        return {
          history,
          forEffect: null,
          forDays: null,
          curve: [],
          sentence: none ?? 'There is nothing to plan by.',
          notes,
        }

      const shares = sharesOf(request)
      const design: ExperimentDesign = {
        baseline,
        method: (request.method ?? 'anytime') === 'anytime' ? 'anytime' : 'fixed',
        alpha: request.alpha ?? 0.05,
        power: request.power ?? 0.8,
        shares: shares.pair,
        varianceReduction: past,
        comparisons: shares.count - 1,
      }
      const after = (days: number) => {
        const units = Math.floor(unitsAfter(days, arrivals))
        const effect = units > 0 ? effectForUnits(design, units) : null
        const relative = effect === null ? null : effect / Math.abs(value)
        return { days, units, effect: relative !== null && relative <= 10 ? relative : null }
      }
      const forEffect =
        request.effect === undefined ? null : sizeFor(design, request.effect, { value, shares, arrivals })
      const forDays = request.days === undefined ? null : after(request.days)
      return {
        history,
        forEffect,
        forDays,
        curve: CURVE_DAYS.map(after),
        sentence:
          request.effect !== undefined && !forEffect
            ? `It is ${shareWords(value)} now: a change of ${shareWords(request.effect)} would be more than all of them.`
            : sentenceOf(metric, forEffect, forDays ?? after(14)),
        notes,
      }
    },
  }
}

interface Shares {
  readonly pair: readonly [number, number]
  readonly count: number
}

/** The first of the split, and the smallest of the others, which takes longest. */
function sharesOf({ split, variations = 2 }: PlanRequest): Shares {
  const weights =
    split?.map(({ weight }) => weight / 100) ?? Array.from({ length: variations }, () => 1 / variations)
  const [control = 0.5, ...others] = weights
  return { pair: [control, Math.min(...others)], count: weights.length }
}

function sizeFor(
  design: ExperimentDesign,
  effect: number,
  { value, shares, arrivals }: { value: number; shares: Shares; arrivals: readonly number[] },
): ExperimentPlan['forEffect'] {
  const absolute = effect * Math.abs(value)
  if ('share' in design.baseline && design.baseline.share + absolute >= 1) return null
  const { control, variation } = unitsForEffect(design, absolute)
  const units = Math.ceil(control / shares.pair[0])
  const days = daysForUnits(units, arrivals)
  return {
    effect,
    units,
    unitsPerArm: Math.min(control, variation),
    days: days !== null && days <= MOST_DAYS ? days : null,
  }
}

type Baseline = ExperimentDesign['baseline']

/** The metric as it is now; null where it cannot be planned by, or nothing happened. */
function baselineOf({ definition }: MeasuredMetric, { n, y, yy, b, bb, yb }: MetricSums): Baseline | null {
  if (!(n > 1)) return null
  if (isShare(definition)) return { share: y / n }
  if (definition.kind === 'quantile' || definition.kind === 'timeTo') return null
  if (!isRatio(definition)) return { mean: y / n, variance: yy / n - (y / n) ** 2 }
  if (b <= 0) return null
  const ratio = y / b
  // The residuals y − ratio × b sum to 0, so their squares are their variance (delta method).
  return { mean: ratio, variance: (yy - 2 * ratio * yb + ratio ** 2 * bb) / n / (b / n) ** 2 }
}

/** The squared correlation of a unit's number with its past. */
function pastShare({ n, y, yy, x, xx, xy }: MetricSums): number {
  const variances = (yy / n - (y / n) ** 2) * (xx / n - (x / n) ** 2)
  const share = (xy / n - (y / n) * (x / n)) ** 2 / variances
  return Number.isFinite(share) ? Math.min(share, 0.95) : 0
}

function noPlan(
  { definition }: MeasuredMetric,
  { units, baseline, variance }: ExperimentPlan['history'],
): string | null {
  if (units < FEWEST_UNITS)
    return `Only ${units} would have been in it over the last ${HISTORY_DAYS} days: too little history to plan by.`
  if (definition.kind === 'quantile' || definition.kind === 'timeTo')
    return 'Durations are planned for shares, means and ratios. Plan by one of those that goes with this metric.'
  if (baseline === null || baseline === 0 || (variance ?? 0) <= 0)
    return `In the last ${HISTORY_DAYS} days there is nothing of it, or all did the same, so no effect on it can be planned.`
  return null
}

function notesOf({ seen, audience = [] }: PlanRequest, unknown: readonly string[]): string[] {
  return [
    ...(seen
      ? []
      : [
          'Everybody with any event counts as if exposed. Say what stands for seeing the change to plan closer.',
        ]),
    ...(unknown.length > 0
      ? [
          `The log does not know ${[...new Set(unknown)].join(', ')}, so the real audience is smaller than planned with.`,
        ]
      : []),
    ...(audience.length > 0 && unknown.length === 0
      ? ['The audience is as its events were over the history.']
      : []),
  ]
}

const whole = (units: number): string => units.toLocaleString('en')

function sentenceOf(
  metric: MeasuredMetric,
  forEffect: ExperimentPlan['forEffect'],
  after: ExperimentPlan['curve'][number],
): string {
  const words = metricWords(metric)
  if (forEffect)
    return forEffect.days === null
      ? `A change of ${shareWords(forEffect.effect)} in ${words} needs ${whole(forEffect.units)} visitors, more than a year brings. Try a bolder change, or a metric that moves more.`
      : `A change of ${shareWords(forEffect.effect)} in ${words} takes ${whole(forEffect.units)} visitors: about ${forEffect.days} days.`
  return after.effect === null
    ? `After ${after.days} days no change in ${words} could be told.`
    : `After ${after.days} days a change of ${shareWords(after.effect)} in ${words} can be told.`
}

/** From the first day with anybody on: a young project has no history before. */
function cumulative(daily: readonly (number | null)[]): number[] {
  const began = daily.findIndex((units) => (units ?? 0) > 0)
  if (began < 0) return []
  let sum = 0
  return daily.slice(began).map((units) => {
    sum += units ?? 0
    return sum
  })
}
