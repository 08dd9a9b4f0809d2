import { anytimeValid, fixedHorizon } from './decision-rule.ts'
import type { NotYet } from './experiment-arm.ts'

/** What happened at one time after exposure. Bins are put at their middle. */
export interface SurvivalBin {
  /** Time since exposure, above 0 and above that of the bin before. */
  readonly at: number
  /** Units that were watched until then and had not had the event. */
  readonly atRisk: number
  /** Of those, the ones that had it then. */
  readonly events: number
}

export interface SurvivalComparison {
  readonly state: 'compared'
  /** Mean time without the event, up to the horizon: control, variation, and variation − control. */
  readonly meanTime: {
    readonly control: number
    readonly variation: number
    readonly difference: number
    readonly low: number
    readonly high: number
    readonly standardError: number
    readonly pValue: number
  }
  /** Whether the event comes at the same rate: above 0 more often than expected in the variation. */
  readonly logRank: { readonly z: number; readonly chiSquare: number; readonly pValue: number }
}

export interface SurvivalOptions {
  /** Up to what time after exposure both arms are compared. */
  readonly horizon: number
  readonly method?: 'anytime' | 'fixed'
  readonly alpha?: number
  /** See `compareArms`. */
  readonly plannedUnits?: number
}

/** Fewer events than this in both arms together, and no interval would hold. */
const FEWEST_EVENTS = 10

/**
 * Compares how long it takes until an event, with units that have been watched for different lengths of time: the
 * difference in restricted mean time (Royston and Parmar 2013; the area under Kaplan and Meier's curve with Greenwood's
 * variance) and the log-rank test (Mantel 1966).
 *
 * @param arms with bins at the same times
 * @throws RangeError where the bins are not at the same rising times, or options make no sense
 * @example compareSurvival({ control, variation }, { horizon: 14, method: 'fixed' })
 */
export function compareSurvival(
  { control, variation }: { control: readonly SurvivalBin[]; variation: readonly SurvivalBin[] },
  { horizon, method = 'anytime', alpha = 0.05, plannedUnits = 5_000 }: SurvivalOptions,
): SurvivalComparison | NotYet {
  if (!(horizon > 0)) throw new RangeError(`${horizon} is no time to compare up to.`)
  checkTimes(control, variation)
  const within = (bins: readonly SurvivalBin[]): readonly SurvivalBin[] =>
    bins.filter(({ at }) => at <= horizon)
  const [a, b] = [within(control), within(variation)]
  const bad = notYetOf(a, 'control') ?? notYetOf(b, 'variation')
  if (bad) return bad
  const events = [...a, ...b].reduce((sum, bin) => sum + bin.events, 0)
  if (events < FEWEST_EVENTS) return { state: 'notYet', reason: 'tooFew', has: events, needs: FEWEST_EVENTS }
  const units = (a[0]?.atRisk ?? 0) + (b[0]?.atRisk ?? 0)
  const rule = method === 'fixed' ? fixedHorizon(alpha) : anytimeValid(alpha, units, plannedUnits)
  const ofControl = restrictedMean(a, horizon)
  const ofVariation = restrictedMean(b, horizon)
  const difference = ofVariation.mean - ofControl.mean
  const standardError = Math.sqrt(ofControl.variance + ofVariation.variance)
  const z = logRank(a, b)
  if (!(standardError > 0) || !Number.isFinite(z)) return { state: 'notYet', reason: 'noVariance' }
  const many = Number.POSITIVE_INFINITY
  const half = rule.limit(many) * standardError
  return {
    state: 'compared',
    meanTime: {
      control: ofControl.mean,
      variation: ofVariation.mean,
      difference,
      low: difference - half,
      high: difference + half,
      standardError,
      pValue: rule.pValue(difference / standardError, many),
    },
    logRank: { z, chiSquare: z ** 2, pValue: rule.pValue(z, many) },
  }
}

function checkTimes(control: readonly SurvivalBin[], variation: readonly SurvivalBin[]): void {
  const rising = control.every(({ at }, i) => at > (control[i - 1]?.at ?? 0) && at === variation[i]?.at)
  if (!rising || control.length !== variation.length)
    throw new RangeError('Both arms need bins at the same times, each later than the one before.')
}

function notYetOf(bins: readonly SurvivalBin[], arm: 'control' | 'variation'): NotYet | null {
  if ((bins[0]?.atRisk ?? 0) === 0) return { state: 'notYet', reason: 'emptyArm', arm, has: 0, needs: 2 }
  const possible = bins.every(
    ({ atRisk, events }, i) =>
      Number.isFinite(atRisk) && events >= 0 && events <= atRisk && atRisk <= (bins[i - 1]?.atRisk ?? atRisk),
  )
  return possible ? null : { state: 'notYet', reason: 'impossible', arm }
}

/** The area under the curve of those without the event, and its variance. */
function restrictedMean(bins: readonly SurvivalBin[], horizon: number): { mean: number; variance: number } {
  const steps: { areaBefore: number; greenwood: number }[] = []
  let surviving = 1
  let area = 0
  let last = 0
  for (const { at, atRisk, events } of bins) {
    area += surviving * (at - last)
    last = at
    if (events === 0) continue
    const left = atRisk - events
    steps.push({ areaBefore: area, greenwood: left > 0 ? events / (atRisk * left) : 0 })
    surviving *= left / atRisk
  }
  const mean = area + surviving * (horizon - last)
  let variance = 0
  for (const { areaBefore, greenwood } of steps) variance += (mean - areaBefore) ** 2 * greenwood
  return { mean, variance }
}

/** Events of the variation beyond those expected at a common rate, over their hypergeometric deviation. */
function logRank(control: readonly SurvivalBin[], variation: readonly SurvivalBin[]): number {
  let beyond = 0
  let variance = 0
  for (const [i, { atRisk, events }] of variation.entries()) {
    const other = control[i]
    const all = atRisk + (other?.atRisk ?? 0)
    const happened = events + (other?.events ?? 0)
    if (happened === 0) continue
    const share = atRisk / all
    beyond += events - happened * share
    if (all > 1) variance += (happened * share * (1 - share) * (all - happened)) / (all - 1)
  }
  return beyond / Math.sqrt(variance)
}
