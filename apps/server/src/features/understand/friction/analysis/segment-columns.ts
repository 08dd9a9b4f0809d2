import type { Factor } from '@throughline/statistics/design'
import { rarestTogether } from './rarest-together.ts'
import type { SegmentColumn } from './session-table.ts'

/** Who was in a saved segment when the period began. */
export interface SegmentMembers {
  readonly id: string
  readonly name: string
  /** Profile keys: of who was in it, or of who was not where all others were. */
  readonly profiles: BigUint64Array
  readonly othersToo: boolean
}

/** A segment with fewer sessions than this, or without so many outside it, tells nothing. */
const LEAST_SESSIONS = 30

/**
 * Which sessions are of whose segments.
 *
 * @param people the number of each profile
 * @param person the number of each session's person
 */
export function segmentColumns(
  segments: readonly SegmentMembers[],
  people: ReadonlyMap<bigint, number>,
  person: Int32Array,
): SegmentColumn[] {
  return segments.flatMap(({ id, name, profiles, othersToo }) => {
    const isIn = new Uint8Array(people.size).fill(othersToo ? 1 : 0)
    for (const profile of profiles) {
      const number = people.get(profile)
      if (number !== undefined) isIn[number] = othersToo ? 0 : 1
    }
    const codes = Uint16Array.from(person, (number) => isIn[number] ?? 0)
    const inside = codes.reduce((sum, code) => sum + code, 0)
    return inside < LEAST_SESSIONS || codes.length - inside < LEAST_SESSIONS ? [] : [{ id, name, codes }]
  })
}

/**
 * Which segments each session is of, as one factor: a level for each combination that there is. Eight factors would make
 * every fit take twice as long.
 */
export function segmentFactor(segments: readonly SegmentColumn[], count: number): Factor {
  const combinations = new Map<number, number>()
  const numbers = new Uint32Array(count)
  for (let row = 0; row < count; row++) {
    let combination = 0
    for (const { codes } of segments) combination = combination * 2 + (codes[row] ?? 0)
    const number = combinations.get(combination) ?? combinations.size
    combinations.set(combination, number)
    numbers[row] = number
  }
  return rarestTogether(numbers, [...combinations.keys()].map(String))
}
