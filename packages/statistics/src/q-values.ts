/**
 * The p-values adjusted for how many were tried (Benjamini and Hochberg 1995): reporting those with q ≤ 0.05 keeps the
 * expected share of false ones among the reported at 5 %, where the tests are independent or positively dependent. In the
 * order given.
 *
 * @param p every p-value of the family, also of what was tried and found to be nothing
 * @throws RangeError where a p-value is not from 0 to 1
 * @example qValues([0.01, 0.04, 0.03]) // [0.03, 0.04, 0.04]
 */
export function qValues(p: readonly number[]): number[] {
  for (const value of p) {
    if (!(value >= 0 && value <= 1)) throw new RangeError(`${value} is not a p-value between 0 and 1.`)
  }
  const largestFirst = p.map((value, index) => ({ value, index })).sort((a, b) => b.value - a.value)
  const adjusted = new Array<number>(p.length).fill(1)
  let least = 1
  for (const [position, { value, index }] of largestFirst.entries()) {
    least = Math.min(least, value * (p.length / (p.length - position)))
    adjusted[index] = least
  }
  return adjusted
}
