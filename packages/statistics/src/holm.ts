/**
 * The p-values adjusted for how many were tried (Holm 1979): acting on those of 0.05 or less keeps the chance of even one
 * false one among them at 5 %, however the tests depend on each other. In the order given.
 *
 * @param p every p-value of the family
 * @throws RangeError where a p-value is not from 0 to 1
 * @example holm([0.01, 0.04, 0.03]) // [0.03, 0.06, 0.06]
 */
export function holm(p: readonly number[]): number[] {
  for (const value of p) {
    if (!(value >= 0 && value <= 1)) throw new RangeError(`${value} is not a p-value between 0 and 1.`)
  }
  const smallestFirst = p.map((value, index) => ({ value, index })).sort((a, b) => a.value - b.value)
  const adjusted = new Array<number>(p.length).fill(1)
  let most = 0
  for (const [position, { value, index }] of smallestFirst.entries()) {
    most = Math.min(1, Math.max(most, value * (p.length - position)))
    adjusted[index] = most
  }
  return adjusted
}
