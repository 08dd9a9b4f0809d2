import type { Weight } from './datafile.ts'
import { hashed } from './murmur3.ts'

/** One more than the largest hash. */
export const HASHES = 4_294_967_296
/** Slots of a layer. */
export const SLOTS = 10_000

/** Index of the variation that a unit draws. */
export type Draw = (unit: string) => number

/**
 * Draws by weights: the first variation, in the order of the list, whose weights up to and with its own exceed the
 * unit's share. The share is `murmur3(salt + '.' + unit) / 2^32`.
 *
 * @param weights per cent, summing to 100
 */
export function drawSplit(salt: string, weights: readonly Weight[]): Draw {
  const hash = hashed(`${salt}.`)
  const bounds = boundsOf(weights)
  return (unit) => {
    const drawn = hash(unit) * 100
    let index = 0
    while (index < bounds.length - 1 && drawn >= (bounds[index] ?? 0)) index++
    return index
  }
}

/**
 * Multiplied out instead of divided, so that no rounding decides: `hash × 100 < sum × 2^32`. The last variation with any
 * weight has no bound, since weights such as 33.3 + 33.3 + 33.4 add up to a little less than 100.
 */
function boundsOf(weights: readonly Weight[]): number[] {
  const last = weights.findLastIndex(({ weight }) => weight > 0)
  const bounds: number[] = []
  let sum = 0
  for (const { weight } of weights.slice(0, last + 1)) {
    sum += weight
    bounds.push(sum * HASHES)
  }
  return bounds
}

/** A unit's share for a purpose of its own: a whole number from 0 to 2^32 − 1. */
export const drawShare = (salt: string): ((unit: string) => number) => hashed(`${salt}.`)

/**
 * The slot, 0 to 9,999, that a unit has in a layer. `.slot` keeps it apart from the split of an experiment that is a layer
 * of its own: else an experiment with half of the traffic would show all of it one variation.
 */
export function drawSlot(layer: string): (unit: string) => number {
  const hash = hashed(`${layer}.slot.`)
  return (unit) => Math.floor((hash(unit) * SLOTS) / HASHES)
}
