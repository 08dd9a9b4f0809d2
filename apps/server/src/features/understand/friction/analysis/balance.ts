import type { Design } from '@throughline/statistics/design'

/** How much affected and comparable sessions differ in what was known before, at worst. */
export interface Balance {
  readonly before: number
  readonly after: number
  readonly of: string
}

/** Values that fewer of the affected have say little about them. */
const LEAST_SHARE = 0.03

/**
 * Largest standardised difference between the affected and the comparable over all values of all factors, raw and
 * weighed (Austin 2009); below 0.1 is usually called balanced.
 *
 * @param words the design's factors in words
 * @param others the comparable
 * @param weights what each of these counts
 */
export function balanceOf(
  design: Design,
  words: readonly string[],
  met: Int32Array,
  others: Int32Array,
  weights: Float64Array,
): Balance {
  let before = 0
  let after = 0
  let of = ''
  for (const [index, { codes, levels }] of design.factors.entries()) {
    const shares = (members: Int32Array, weightOf: (index: number) => number) => {
      const sums = new Float64Array(levels)
      let all = 0
      for (const [index, row] of members.entries()) {
        const weight = weightOf(index)
        sums[codes[row] ?? 0] = (sums[codes[row] ?? 0] ?? 0) + weight
        all += weight
      }
      return sums.map((sum) => sum / Math.max(all, 1e-12))
    }
    const affected = shares(met, () => 1)
    const raw = shares(others, () => 1)
    const weighed = shares(others, (index) => weights[index] ?? 0)
    for (let level = 0; level < levels; level++) {
      const share = affected[level] ?? 0
      if (share < LEAST_SHARE) continue
      const gap = standardised(share, raw[level] ?? 0)
      after = Math.max(after, standardised(share, weighed[level] ?? 0))
      if (gap <= before) continue
      before = gap
      of = words[index] ?? ''
    }
  }
  return { before, after, of }
}

function standardised(a: number, b: number): number {
  const spread = Math.sqrt((a * (1 - a) + b * (1 - b)) / 2)
  return spread < 1e-9 ? 0 : Math.abs(a - b) / spread
}
