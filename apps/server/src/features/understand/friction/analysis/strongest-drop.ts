import type { Cell } from './concentration.ts'
import { type Group, isTold, MOST_OF_ALL } from './groups.ts'

/** Fewer sessions in the group and window than this tell nothing. */
export const LEAST_SESSIONS = 60
/** A share of sessions near a half brings a variance of 0.25 each. */
const LEAST_VARIANCE = LEAST_SESSIONS / 8
/** A part of the group's sessions that lies outside the window: what was always so is no drop. */
const LEAST_PAST = 0.2
/** What another word in the description must gain in strength: a field of the group, or that it ended. */
const PRICE_OF_WORD = 0.35
/** Standard deviation of what a group may always differ by, in log-odds, where its like are too few to tell. */
export const USUAL_DIFFERENCE = 0.3

/** By group and day of one split: how many more went on than expected, and the variance of that. */
export interface SumsOfSplit {
  readonly groups: readonly Group[]
  /** Of several outcomes of the same sessions those of each group and day side by side. */
  readonly more: Float64Array
  readonly variance: Float64Array
}

/** What the groups of a split always differ by, in log-odds, and one over the variance of what is not known of that. */
export interface UsualDifference {
  readonly byGroup: Float64Array
  readonly certainty: number
}

/** The strongest drop of a search. */
export interface Strongest {
  readonly cell: Cell
  readonly split: number
  readonly code: number
  /** Less what its words cost. */
  readonly strength: number
  /** How the group differs on its other days, and how everyone else differs on these, in log-odds; with their variance. */
  readonly usual: number
  readonly usualVariance: number
}

/**
 * Looks through all groups and windows for the one that went on least often, measured by its own other days and by all
 * others on the same days. What is known beforehand of a window is worked out once for all outcomes that are searched.
 *
 * @param splits first the one that holds everyone as one group
 * @param usually by split
 * @param unrest variance of days beyond chance
 * @param outcomes how many there are of each group and day in `more`
 * @returns the strongest of each outcome
 */
export function strongestDrops(
  splits: Iterable<SumsOfSplit>,
  usually: readonly UsualDifference[],
  { days, unrest, outcomes }: { readonly days: number; readonly unrest: number; readonly outcomes: number },
): (Strongest | undefined)[] {
  const best = Array.from({ length: outcomes }, (): Strongest | undefined => undefined)
  const reached = new Float64Array(outcomes)
  const windows = windowsOf(days)
  let everyone: RunningSums | undefined
  let split = -1
  for (const { groups, more, variance } of splits) {
    split++
    const { byGroup, certainty } = usually[split] ?? { byGroup: new Float64Array(), certainty: 0 }
    for (const [code, group] of groups.entries()) {
      if (everyone && !isTold(group)) continue
      const whole = variance.subarray(code * days, (code + 1) * days).reduce((sum, one) => sum + one, 0)
      if (whole < LEAST_VARIANCE || whole > MOST_OF_ALL * (everyone?.variance[days] ?? Infinity)) continue
      const own = runningSums(more, variance, code, days, outcomes)
      const shift = byGroup[code] ?? 0
      for (const { from, to } of windows) {
        const known = knownOf(own, everyone, { from, to, days, certainty, unrest })
        if (!known) continue
        const { inside, past, others, usualVariance, error } = known
        const price = PRICE_OF_WORD * (group.conditions.length + (to < days ? 1 : 0))
        for (let outcome = 0; outcome < outcomes; outcome++) {
          const [start, end] = [from * outcomes + outcome, to * outcomes + outcome]
          const insideMore = (own.more[end] ?? 0) - (own.more[start] ?? 0)
          const moved = insideMore + shift * inside
          if (moved >= 0) continue
          const elsewhen = (own.more[days * outcomes + outcome] ?? 0) + shift * whole - moved
          const elsewhere = everyone
            ? (everyone.more[end] ?? 0) - (everyone.more[start] ?? 0) - insideMore
            : 0
          const usual = elsewhen / past + elsewhere / others
          const strength = (inside * usual - moved) / error - price
          if (!(strength > (reached[outcome] ?? 0))) continue
          reached[outcome] = strength
          const cell = { group, from, to }
          best[outcome] = { cell, split, code, strength, usual: usual - shift, usualVariance }
        }
      }
      everyone ??= own
    }
  }
  return best
}

/** What is known of a group in a window whatever the outcomes are; undefined where it is too small or too large to tell. */
function knownOf(
  own: RunningSums,
  everyone: RunningSums | undefined,
  {
    from,
    to,
    days,
    certainty,
    unrest,
  }: { from: number; to: number; days: number; certainty: number; unrest: number },
) {
  const between = (sums: Float64Array) => (sums[to] ?? 0) - (sums[from] ?? 0)
  const whole = own.variance[days] ?? 0
  const inside = between(own.variance)
  if (inside < LEAST_VARIANCE || whole - inside < LEAST_PAST * whole) return undefined
  const past = whole - inside + certainty
  // Held against all others of the same days, groups share what a day has of its own.
  const others = everyone
    ? between(everyone.variance) - inside + 1 / USUAL_DIFFERENCE ** 2
    : Number.POSITIVE_INFINITY
  const squares = between(own.squares)
  const ofDays = everyone
    ? 0
    : unrest * (squares / inside ** 2 + ((own.squares[days] ?? 0) - squares) / past ** 2)
  const usualVariance = 1 / past + 1 / others + ofDays
  return { inside, past, others, usualVariance, error: Math.sqrt(inside + inside ** 2 * usualVariance) }
}

/** By day: sums over a group's days before it, so that a window is a difference of two. */
interface RunningSums {
  readonly more: Float64Array
  readonly variance: Float64Array
  readonly squares: Float64Array
}

function runningSums(
  more: Float64Array,
  variance: Float64Array,
  code: number,
  days: number,
  outcomes: number,
): RunningSums {
  const sums = {
    more: new Float64Array((days + 1) * outcomes),
    variance: new Float64Array(days + 1),
    squares: new Float64Array(days + 1),
  }
  for (let day = 0; day < days; day++) {
    const own = variance[code * days + day] ?? 0
    sums.variance[day + 1] = (sums.variance[day] ?? 0) + own
    sums.squares[day + 1] = (sums.squares[day] ?? 0) + own ** 2
  }
  const start = code * days * outcomes
  for (let at = 0; at < days * outcomes; at++)
    sums.more[at + outcomes] = (sums.more[at] ?? 0) + (more[start + at] ?? 0)
  return sums
}

/** Windows are so many days long, or last to the end: each about a quarter longer than the one before is fine enough. */
function windowsOf(days: number): { readonly from: number; readonly to: number }[] {
  const lengths = new Set<number>()
  for (let length = 1; length <= days; length = Math.max(length + 1, Math.round(length * 1.25)))
    lengths.add(length)
  const windows: { from: number; to: number }[] = []
  for (let from = 0; from < days; from++)
    for (let to = from + 1; to <= days; to++)
      if (to === days || lengths.has(to - from)) windows.push({ from, to })
  return windows
}
