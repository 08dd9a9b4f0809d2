import { everyone, type Group, isTold, MOST_OF_ALL, type Split } from './groups.ts'
import type { PeriodDays } from './period-days.ts'

/** A group in a window of days: from `from`, up to but without `to`. */
export interface Cell {
  readonly group: Group
  readonly from: number
  readonly to: number
}

/** How many sessions of each group stood at a step on each day. */
export interface Exposure {
  readonly splits: readonly Split[]
  readonly days: PeriodDays
  /** By split: sessions by group and day, the days of a group side by side. */
  readonly counts: readonly Float64Array[]
  readonly byDay: Float64Array
}

export function exposureOf(splits: readonly Split[], days: PeriodDays, rows: Int32Array): Exposure {
  return {
    splits,
    days,
    counts: splits.map((split) => countBy(split, days, rows)),
    byDay: countBy({ groups: [everyone], codes: new Uint16Array(days.of.length) }, days, rows),
  }
}

function countBy({ groups, codes }: Split, days: PeriodDays, rows: Int32Array): Float64Array {
  const counts = new Float64Array(groups.length * days.count)
  for (const row of rows) {
    const cell = (codes[row] ?? 0) * days.count + (days.of[row] ?? 0)
    counts[cell] = (counts[cell] ?? 0) + 1
  }
  return counts
}

/** What naming a group of one field, of two, and a window must gain, on the scale of the logarithm of the likelihood. */
const PRICE_OF_FIELD = 3
const PRICE_OF_WINDOW = 6

/**
 * Where a signal concentrates: everyone over the whole period, and beside it the window, the group and the group in a
 * window that tell most of it, by the likelihood of one rate inside and another outside (Kulldorff 1997). Only those
 * where the rate inside is at least twice the one outside: less is what visitors' differences bring.
 */
export function concentrations(exposure: Exposure, met: Int32Array, least: number): readonly Cell[] {
  const { splits, days } = exposure
  const whole: Cell = { group: everyone, from: 0, to: days.count }
  const total = { met: met.length, of: sum(exposure.byDay) }
  const metByDay = countBy({ groups: [everyone], codes: new Uint16Array(days.of.length) }, days, met)
  const found: Cell[] = [whole]
  const window = bestWindow(metByDay, exposure.byDay, 0, days.count, total, least)
  if (window && window.gain > PRICE_OF_WINDOW) found.push({ group: everyone, ...window })
  let bestGroup: (Cell & { gain: number }) | undefined
  let bestBoth: (Cell & { gain: number }) | undefined
  for (const [index, split] of splits.entries()) {
    const counts = exposure.counts[index] ?? new Float64Array()
    const metCounts = countBy(split, days, met)
    for (const [code, group] of split.groups.entries()) {
      if (!isTold(group)) continue
      const price = PRICE_OF_FIELD * group.conditions.length
      const start = code * days.count
      const inside = { met: sumOf(metCounts, start, days.count), of: sumOf(counts, start, days.count) }
      if (inside.met < least || inside.of > MOST_OF_ALL * total.of) continue
      const gain = likelihoodGain(inside, total) - price
      if (gain > (bestGroup?.gain ?? 0)) bestGroup = { group, from: 0, to: days.count, gain }
      const both = bestWindow(metCounts, counts, start, days.count, total, least)
      if (both && both.gain - price - PRICE_OF_WINDOW > (bestBoth?.gain ?? 0))
        bestBoth = { group, from: both.from, to: both.to, gain: both.gain - price - PRICE_OF_WINDOW }
    }
  }
  for (const best of [bestGroup, bestBoth])
    if (best) found.push({ group: best.group, from: best.from, to: best.to })
  return found.filter((cell, index) => index === found.findIndex((other) => isSame(cell, other)))
}

/** A part of the group's affected that a window must hold to be named although it gains nothing. */
const MOST_OF_THEM = 0.6

/** When a group met it, if it was not all the time: the window that holds most of them, or undefined. */
export function windowOf(
  exposure: Exposure,
  met: Int32Array,
  rows: Int32Array,
  least: number,
): Pick<Cell, 'from' | 'to'> | undefined {
  const { days } = exposure
  const one: Split = { groups: [everyone], codes: new Uint16Array(days.of.length) }
  const window = bestWindow(
    countBy(one, days, met),
    countBy(one, days, rows),
    0,
    days.count,
    { met: met.length, of: rows.length },
    least,
  )
  if (!window || window.gain < PRICE_OF_WINDOW) return undefined
  const inside = met.filter((row) => (days.of[row] ?? 0) >= window.from && (days.of[row] ?? 0) < window.to)
  return inside.length >= MOST_OF_THEM * met.length ? { from: window.from, to: window.to } : undefined
}

interface Rate {
  readonly met: number
  readonly of: number
}

function bestWindow(
  met: Float64Array,
  counts: Float64Array,
  start: number,
  days: number,
  total: Rate,
  least: number,
): { from: number; to: number; gain: number } | undefined {
  let best: { from: number; to: number; gain: number } | undefined
  for (let from = 0; from < days; from++) {
    if ((met[start + from] ?? 0) === 0) continue
    let metInside = 0
    let inside = 0
    for (let to = from + 1; to <= days; to++) {
      metInside += met[start + to - 1] ?? 0
      inside += counts[start + to - 1] ?? 0
      if (metInside < least) continue
      const gain = likelihoodGain({ met: metInside, of: inside }, total)
      if (gain > (best?.gain ?? 0)) best = { from, to, gain }
    }
  }
  return best && { ...best, ...toTheEnds(best, met, counts, start, days) }
}

/** So few would have met it beyond the window, were it there, that nothing says that it was not. */
const TOO_FEW_TO_SAY = 3

/** A window that only so few sessions lie beyond reaches to the end: today has hardly begun when it is looked at. */
function toTheEnds(
  { from, to }: Pick<Cell, 'from' | 'to'>,
  met: Float64Array,
  counts: Float64Array,
  start: number,
  days: number,
): Pick<Cell, 'from' | 'to'> {
  const rate = sumOf(met, start + from, to - from) / Math.max(1, sumOf(counts, start + from, to - from))
  const before = rate * sumOf(counts, start, from)
  const after = rate * sumOf(counts, start + to, days - to)
  return { from: before < TOO_FEW_TO_SAY ? 0 : from, to: after < TOO_FEW_TO_SAY ? days : to }
}

const TWICE = 2

function likelihoodGain(inside: Rate, total: Rate): number {
  const outside = { met: total.met - inside.met, of: total.of - inside.of }
  if (outside.of <= 0) return 0
  if (inside.met / inside.of < (TWICE * outside.met) / outside.of) return 0
  return logLikelihood(inside) + logLikelihood(outside) - logLikelihood(total)
}

function logLikelihood({ met, of }: Rate): number {
  if (met <= 0 || met >= of) return 0
  return met * Math.log(met / of) + (of - met) * Math.log(1 - met / of)
}

const isSame = (a: Cell, b: Cell): boolean =>
  a.from === b.from && a.to === b.to && JSON.stringify(a.group) === JSON.stringify(b.group)

const sum = (values: Float64Array): number => values.reduce((all, value) => all + value, 0)

function sumOf(values: Float64Array, start: number, length: number): number {
  let all = 0
  for (let index = start; index < start + length; index++) all += values[index] ?? 0
  return all
}
