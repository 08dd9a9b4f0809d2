import type { Slots } from './experiment.ts'

/** Visitors are parted into so many slots by the hash of a layer. */
export const SLOTS = 10_000

/** The slots that so many per cent of visitors are. */
export const slotsFor = (traffic: number): number => Math.round((traffic / 100) * SLOTS)

export const slotCount = (slots: Slots): number => slots.reduce((sum, [from, to]) => sum + to - from, 0)

/**
 * The lowest slots that nobody holds.
 *
 * @param held by others and by earlier phases, in any order
 * @returns null where fewer are free than are asked for
 * @example freeSlots([[0, 5000]], 1000) // [[5000, 6000]]
 */
export function freeSlots(held: Slots, count: number): [number, number][] | null {
  const found: [number, number][] = []
  let missing = count
  let at = 0
  const ends: Slots = [...held, [SLOTS, SLOTS]]
  for (const [from, to] of ends.toSorted(([a], [b]) => a - b)) {
    const take = Math.min(from - at, missing)
    if (take > 0) {
      found.push([at, at + take])
      missing -= take
    }
    at = Math.max(at, to)
  }
  return missing > 0 ? null : found
}
