import type { Design } from '@throughline/statistics/design'

/** A value of so few of the affected decides nothing. */
const LEAST_AFFECTED = 10
const LEAST_SHARE = 0.05
/** So many comparable sessions there must be for each affected one with a value. */
const LEAST_COUNTERPARTS = 0.25

/**
 * Leaves out sessions with a value that the affected have and hardly any comparable session has: who came to track a
 * parcel has nobody to be compared with among those who came to buy, whatever a model makes of it.
 *
 * @returns the rows that stay
 */
export function withoutCounterparts({ factors }: Design, meets: Uint8Array, rows: Int32Array): Int32Array {
  const out = new Uint8Array(meets.length)
  let any = false
  for (const { codes, levels } of factors) {
    const affected = new Float64Array(levels)
    const comparable = new Float64Array(levels)
    let allAffected = 0
    for (const row of rows) {
      const code = codes[row] ?? 0
      if (meets[row] === 1) {
        affected[code] = (affected[code] ?? 0) + 1
        allAffected++
      } else comparable[code] = (comparable[code] ?? 0) + 1
    }
    if (allAffected === 0 || allAffected === rows.length) continue
    const lacks = new Uint8Array(levels)
    let some = false
    for (let level = 0; level < levels; level++) {
      const share = (affected[level] ?? 0) / allAffected
      if ((affected[level] ?? 0) < LEAST_AFFECTED || share < LEAST_SHARE) continue
      if ((comparable[level] ?? 0) >= LEAST_COUNTERPARTS * (affected[level] ?? 0)) continue
      lacks[level] = 1
      some = true
    }
    if (!some) continue
    any = true
    for (const row of rows) if (lacks[codes[row] ?? 0] === 1) out[row] = 1
  }
  return any ? rows.filter((row) => out[row] === 0) : rows
}
