/** Spearman's rank correlation; equal values share their mean rank. 0 where either side is all the same. */
export function rankCorrelation(xs: readonly number[], ys: readonly number[]): number {
  const [a, b] = [ranksOf(xs), ranksOf(ys)]
  const mean = (xs.length - 1) / 2
  let [both, ofA, ofB] = [0, 0, 0]
  for (const [index, rank] of a.entries()) {
    const [one, other] = [rank - mean, (b[index] ?? mean) - mean]
    both += one * other
    ofA += one * one
    ofB += other * other
  }
  return ofA * ofB === 0 ? 0 : both / Math.sqrt(ofA * ofB)
}

const ranksOf = (values: readonly number[]): number[] =>
  values.map((value) => {
    const below = values.filter((other) => other < value).length
    const same = values.filter((other) => other === value).length
    return below + (same - 1) / 2
  })
