import type { TotalEffect } from '@throughline/statistics/effect-on-the-treated'
import type { Cell } from './concentration.ts'
import type { StepDrop } from './find-step-drops.ts'
import type { Judged } from './judge-place.ts'
import { mayFollowFromLeaving, type Place } from './places.ts'

/** The 97.5th percentile of the normal distribution: 95 % intervals reach so many standard errors to each side. */
export const Z_95 = 1.959963984540054

/** A friction with what it costs, however it was found. */
export interface Loss {
  readonly signal: string
  readonly step: number
  readonly path: number | null
  readonly element: number | null
  readonly details: readonly number[] | null
  readonly cell: Cell
  readonly met: Int32Array
  /** When each first met it, milliseconds since its start; null where no signal tells. */
  readonly metAt: ReadonlyMap<number, number> | null
  /** How often it was met, a session. */
  readonly repeats: number
  readonly leftOut: number
  readonly comparable: number
  readonly passes: TotalEffect
  readonly orders: TotalEffect
  readonly money: TotalEffect
  readonly elsewhere: ReadonlyMap<number, TotalEffect>
  /** Of those who met it: chance to go on without the friction, and with it. */
  readonly expected: Float64Array
  readonly expectedTreated: Float64Array
  /** Comparable sessions and how many of the affected each stands for; null where the group's own past is compared with. */
  readonly comparison: { readonly rows: Int32Array; readonly weights: Float64Array } | null
}

export function lossOfSignal(judged: Judged): Loss {
  const { place, cell, met, leftOut, passes, orders, money, elsewhere, expected, expectedTreated } = judged
  const at = new Map(Array.from(place.met, (row, index) => [row, place.metAt[index] ?? 0]))
  return {
    signal: place.signal,
    step: place.step,
    path: place.path,
    element: place.element,
    details: place.details,
    cell,
    met,
    metAt: at,
    repeats: place.times / place.met.length,
    leftOut,
    comparable: passes.controls,
    passes,
    orders,
    money,
    elsewhere,
    expected,
    expectedTreated,
    comparison: { rows: judged.comparable, weights: judged.weights },
  }
}

/**
 * A drop as a loss. Where a signal tells of it, it carries that signal: a button that is dead for all of a group has nobody
 * comparable in it, but the drop beside its past is the same friction.
 */
export function lossOfDrop(
  { step, cell, effect }: StepDrop,
  places: readonly Place[],
  passed: Uint8Array,
  rows: Int32Array,
): Loss {
  const told = signalOfDrop(
    effect.met,
    places.filter((place) => place.step === step),
    passed,
    rows,
  )
  if (told) {
    const { signal, path, element, details, times, met, metAt } = told
    const at = new Map(Array.from(met, (row, index) => [row, metAt[index] ?? 0]))
    const own = { signal, step, cell, path, element, details, metAt: at, repeats: times / met.length }
    return { ...own, leftOut: 0, comparison: null, ...effect }
  }
  return {
    signal: 'step_dropped',
    step,
    path: null,
    element: null,
    details: null,
    cell,
    metAt: null,
    repeats: 1,
    leftOut: 0,
    comparison: null,
    ...effect,
  }
}

/** Of those who left in a drop, so many must have met a signal for it to tell of the drop. */
const LEAST_TOLD = 0.4
/** And so many times as often inside as elsewhere; what may follow from leaving, of those who left. */
const LEAST_RATIO = 3

function signalOfDrop(
  inside: Int32Array,
  places: readonly Place[],
  passed: Uint8Array,
  rows: Int32Array,
): Place | undefined {
  const isInside = new Set(inside)
  const leaving = (sum: number, row: number) => sum + (passed[row] === 0 ? 1 : 0)
  const left = inside.reduce(leaving, 0)
  const leftOutside = rows.reduce(leaving, 0) - left
  let best: { place: Place; share: number } | undefined
  for (const place of places) {
    let [metInside, metAndLeft, metAndLeftOutside] = [0, 0, 0]
    for (const row of place.met) {
      const isIn = isInside.has(row)
      if (isIn) metInside++
      if (passed[row] === 0 && isIn) metAndLeft++
      if (passed[row] === 0 && !isIn) metAndLeftOutside++
    }
    const share = metAndLeft / Math.max(1, left)
    const [often, elsewhere] = mayFollowFromLeaving(place)
      ? [share, metAndLeftOutside / Math.max(1, leftOutside)]
      : [metInside / inside.length, (place.met.length - metInside) / Math.max(1, rows.length - inside.length)]
    if (share < LEAST_TOLD || often < LEAST_RATIO * elsewhere) continue
    if (share > (best?.share ?? 0)) best = { place, share }
  }
  return best?.place
}
