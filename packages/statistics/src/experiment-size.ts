import { anytimeValid, checkAlpha } from './decision-rule.ts'
import { normalQuantile, normalTail } from './normal-distribution.ts'
import { rootBetween } from './root-between.ts'

/** What an experiment will be held to. */
export interface ExperimentDesign {
  /** The metric as it is now: a share, or a mean with its variance a unit (of a ratio: by the delta method). */
  readonly baseline: { readonly share: number } | { readonly mean: number; readonly variance: number }
  readonly method?: 'anytime' | 'fixed'
  /** 0.05 by default; divided by `comparisons`. */
  readonly alpha?: number
  /** The chance to find an effect of the size asked for, by the last day: 0.8 by default. */
  readonly power?: number
  /** Control's and the variation's share of all units; half of them each by default. */
  readonly shares?: readonly [control: number, variation: number]
  /** What share of the variance a covariate takes away (CUPED: the squared correlation). */
  readonly varianceReduction?: number
  /** How many variations are held against control. */
  readonly comparisons?: number
}

/**
 * How many units an experiment needs to find an effect. Anytime-valid ones need about 1.9 times as many by their last day
 * as one fixed look, and stop earlier where the effect is larger.
 *
 * @param effect absolute, in the metric's unit; its sign does not matter but for shares
 * @returns units of all arms together, and of each of two equal ones
 * @throws RangeError where the design or the effect make no sense
 * @example unitsForEffect({ baseline: { share: 0.2 }, method: 'fixed' }, 0.05) // { all: 2_060, control: 1_030, variation: 1_030 }
 */
export function unitsForEffect(
  design: ExperimentDesign,
  effect: number,
): { readonly all: number; readonly control: number; readonly variation: number } {
  const { control, variation } = checkedShares(design)
  const all = exactUnits(design, effect)
  return {
    all: Math.round(all * control) + Math.round(all * variation),
    control: Math.round(all * control),
    variation: Math.round(all * variation),
  }
}

/**
 * The smallest rise that an experiment of so many units finds with the power asked for (the minimum detectable effect).
 *
 * @param units of control and the variation together, or of all arms where `shares` are shares of those
 * @returns absolute, in the metric's unit; null where no rise of a share is large enough
 * @example effectForUnits({ baseline: { share: 0.2 }, method: 'fixed' }, 2_060) // 0.05
 */
export function effectForUnits(design: ExperimentDesign, units: number): number | null {
  if (!(units > 0)) throw new RangeError(`${units} is no number of units above 0.`)
  const { baseline } = design
  if ('mean' in baseline) {
    // The units go with the inverse square of the effect.
    const unit = Math.sqrt(baseline.variance)
    return unit * Math.sqrt(exactUnits(design, unit) / units)
  }
  const most = 1 - baseline.share
  const tooSmall = (effect: number): number => Math.log(exactUnits(design, effect) / units)
  const greatest = most * (1 - 1e-9)
  return tooSmall(greatest) > 0 ? null : rootBetween(tooSmall, most * 1e-9, greatest)
}

/**
 * The chance that an experiment of so many units finds an effect.
 *
 * @example powerOf({ baseline: { share: 0.2 }, method: 'fixed' }, { effect: 0.05, units: 2_060 }) // 0.8
 */
export function powerOf(
  design: ExperimentDesign,
  { effect, units }: { readonly effect: number; readonly units: number },
): number {
  const { none, some } = variances(design, effect)
  const away = (Math.abs(effect) * Math.sqrt(units) - limitOf(design) * Math.sqrt(none)) / Math.sqrt(some)
  return normalTail(-away)
}

/**
 * How many days until so many units have come.
 *
 * @param arrivals units a day, or how many had come by the end of each day, where those who come again are not new
 * @returns null where they never come: after the last day listed they keep the pace of its last seven days
 * @example daysForUnits(2_060, 300) // 7
 */
export function daysForUnits(units: number, arrivals: number | readonly number[]): number | null {
  if (typeof arrivals === 'number') return arrivals > 0 ? Math.ceil(units / arrivals) : null
  const day = arrivals.findIndex((by) => by >= units)
  if (day >= 0) return day + 1
  const last = arrivals.at(-1) ?? 0
  const week = Math.min(7, arrivals.length)
  const pace = (last - (arrivals.at(-1 - week) ?? 0)) / week
  return pace > 0 ? arrivals.length + Math.ceil((units - last) / pace) : null
}

/**
 * How many units have come after so many days.
 *
 * @param arrivals as `daysForUnits` takes them
 * @example unitsAfter(14, 300) // 4_200
 */
export function unitsAfter(days: number, arrivals: number | readonly number[]): number {
  if (typeof arrivals === 'number') return arrivals * days
  const listed = arrivals[days - 1]
  if (listed !== undefined) return listed
  const last = arrivals.at(-1) ?? 0
  const week = Math.min(7, arrivals.length)
  const pace = week > 0 ? (last - (arrivals.at(-1 - week) ?? 0)) / week : 0
  return days > 0 ? last + pace * (days - arrivals.length) : 0
}

function exactUnits(design: ExperimentDesign, effect: number): number {
  const { power = 0.8 } = design
  if (!(power > 0 && power < 1)) throw new RangeError(`${power} is no power between 0 and 1.`)
  if (!(Math.abs(effect) > 0 && Number.isFinite(effect)))
    throw new RangeError('An effect of nothing is never found.')
  const { none, some } = variances(design, effect)
  const reach = limitOf(design) * Math.sqrt(none) + normalQuantile(power) * Math.sqrt(some)
  return (reach / effect) ** 2
}

/** n times the squared standard error of the difference, without an effect and with it. */
function variances(design: ExperimentDesign, effect: number): { none: number; some: number } {
  const { control, variation } = checkedShares(design)
  const { baseline, varianceReduction = 0 } = design
  if (!(varianceReduction >= 0 && varianceReduction < 1))
    throw new RangeError(`A covariate cannot take ${varianceReduction} of the variance away.`)
  const left = 1 - varianceReduction
  if ('mean' in baseline) {
    if (!(baseline.variance > 0)) throw new RangeError('A metric without variance needs no experiment.')
    const variance = left * baseline.variance * (1 / control + 1 / variation)
    return { none: variance, some: variance }
  }
  const p = baseline.share
  const q = p + effect
  if (!(p > 0 && p < 1 && q >= 0 && q <= 1))
    throw new RangeError(`There is no share of ${p} that becomes ${q}.`)
  return {
    none: left * p * (1 - p) * (1 / control + 1 / variation),
    some: left * ((p * (1 - p)) / control + (q * (1 - q)) / variation),
  }
}

function limitOf({ method = 'anytime', alpha = 0.05, comparisons = 1 }: ExperimentDesign): number {
  checkAlpha(alpha)
  const each = alpha / comparisons
  // Planned for as many units as it gets, the sequence's limit depends on alpha alone.
  return method === 'fixed' ? normalQuantile(1 - each / 2) : anytimeValid(each, 1, 1).limit(1)
}

function checkedShares({ shares = [0.5, 0.5] }: ExperimentDesign): { control: number; variation: number } {
  const [control, variation] = shares
  if (!(control > 0 && variation > 0 && control + variation <= 1 + 1e-9))
    throw new RangeError('Each arm needs a share above 0, together no more than 1.')
  return { control, variation }
}
