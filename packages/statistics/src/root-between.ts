/** More than enough to halve any span of doubles down to two neighbours. */
const MOST_STEPS = 200

/**
 * Where a function changes its sign, by Ridders' method (1979): each step halves the span and then follows the curve, so
 * that smooth functions take a handful of steps, and it never leaves the span.
 *
 * @param of of any sign at `low` and of the other one at `high`; where both are of one sign the end nearer to zero is told
 * @returns right to about 15 digits of the span
 * @example rootBetween((x) => x * x - 2, 0, 2) // 1.414214
 */
export function rootBetween(of: (x: number) => number, low: number, high: number): number {
  let atLow = of(low)
  let atHigh = of(high)
  if (atLow === 0) return low
  if (atHigh === 0) return high
  if (atLow > 0 === atHigh > 0) return Math.abs(atLow) < Math.abs(atHigh) ? low : high
  const enough = 1e-16 * Math.abs(high - low)
  let last = Number.NaN
  for (let step = 0; step < MOST_STEPS; step++) {
    const middle = (low + high) / 2
    const tolerance = enough + 4e-16 * Math.abs(middle)
    if (Math.abs(high - low) <= tolerance) return middle
    const atMiddle = of(middle)
    if (atMiddle === 0) return middle
    const curve = Math.sqrt(atMiddle ** 2 - atLow * atHigh)
    const bent = middle + ((middle - low) * (atLow > 0 ? atMiddle : -atMiddle)) / curve
    const x = Number.isFinite(bent) ? bent : middle
    const y = x === middle ? atMiddle : of(x)
    if (y === 0 || Math.abs(x - last) <= tolerance) return x
    last = x
    if (atMiddle > 0 !== y > 0) {
      low = middle
      atLow = atMiddle
      high = x
      atHigh = y
    } else if (atLow > 0 !== y > 0) {
      high = x
      atHigh = y
    } else {
      low = x
      atLow = y
    }
  }
  return (low + high) / 2
}
