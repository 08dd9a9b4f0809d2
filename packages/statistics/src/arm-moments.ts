import type { ArmStatistics, CovariateSums, NotYetReason, SummedArmStatistics } from './experiment-arm.ts'

/** The four values a unit has: outcome, denominator (1 where there is none), covariate, and 1 where that is known. */
export const OUTCOME = 0
export const DENOMINATOR = 1
export const COVARIATE = 2
export const KNOWN = 3
export const VALUES = 4

/** Sums of the four values and of their products, over the units of an arm in one stratum. */
export interface ArmSums {
  readonly n: number
  readonly first: readonly number[]
  /** Row by row, 4 × 4. */
  readonly second: readonly number[]
  /** Σ outcome³, Σ outcome² × covariate, Σ outcome × covariate², Σ covariate³; null where they were not counted. */
  readonly thirds: readonly [number, number, number, number] | null
  readonly isProportion: boolean
  /** Whether the covariate's variance is that of a share, too. */
  readonly isPastShare: boolean
}

/** Means of the four values, and their covariances a unit. */
export interface ArmMoments {
  readonly n: number
  readonly means: readonly number[]
  readonly covariances: readonly number[]
}

/**
 * @param definitions the standard ones take the past of a proportion for a proportion
 * @returns the sums in one form, whatever kind of metric they are of
 */
export function armSums(arm: SummedArmStatistics, definitions: 'ours' | 'standard' = 'ours'): ArmSums {
  const { n, covariate } = arm
  const isProportion = arm.kind === 'proportion'
  const y = isProportion ? arm.successes : arm.sum
  const yy = isProportion ? arm.successes : arm.sumOfSquares
  const yyy = isProportion ? arm.successes : arm.kind === 'mean' ? arm.sumOfCubes : undefined
  const [d, dd, yd] =
    arm.kind === 'ratio' ? [arm.denominator.sum, arm.denominator.sumOfSquares, arm.crossProduct] : [n, n, y]
  const x = covariate?.sum ?? 0
  const xx = covariate?.sumOfSquares ?? 0
  const yx = covariate?.crossProduct ?? 0
  const dx = arm.kind === 'ratio' ? (covariate?.denominatorCrossProduct ?? 0) : x
  const k = covariate?.known?.units ?? 0
  const yk = covariate?.known?.outcomeSum ?? 0
  const dk = arm.kind === 'ratio' ? 0 : k
  return {
    n,
    first: [y, d, x, k],
    second: [yy, yd, yx, yk, yd, dd, dx, dk, yx, dx, xx, x, yk, dk, x, k],
    thirds: yyy === undefined ? null : thirdsOf(yyy, covariate),
    isProportion,
    isPastShare: definitions === 'standard' && isProportion && x === xx,
  }
}

function thirdsOf(yyy: number, covariate: CovariateSums | undefined): ArmSums['thirds'] {
  if (!covariate) return [yyy, 0, 0, 0]
  const { thirds, sumOfCubes } = covariate
  if (!thirds || sumOfCubes === undefined) return null
  return [yyy, thirds.outcomeSquaredTimesCovariate, thirds.outcomeTimesCovariateSquared, sumOfCubes]
}

/** @returns what two groups of units add up to */
export function addSums(a: ArmSums, b: ArmSums): ArmSums {
  const add = (of: readonly number[], to: readonly number[]): number[] =>
    of.map((value, i) => value + (to[i] ?? 0))
  const [p, q] = [a.thirds, b.thirds]
  return {
    n: a.n + b.n,
    first: add(a.first, b.first),
    second: add(a.second, b.second),
    thirds: p && q ? [p[0] + q[0], p[1] + q[1], p[2] + q[2], p[3] + q[3]] : null,
    isProportion: a.isProportion && b.isProportion,
    isPastShare: a.isPastShare && b.isPastShare,
  }
}

/**
 * The share of a sum of so many floats that rounding may have made: each addition rounds once, all of them to one side
 * where all values are alike (Higham, Accuracy and Stability of Numerical Algorithms, §4.2).
 */
export const rounding = (n: number): number => 2 * (n + 4) * Number.EPSILON

/** @returns means and covariances of a group of at least two units; a proportion's variance is p(1 − p) */
export function momentsOf(sums: ArmSums): ArmMoments {
  const { n, first, second, isProportion, isPastShare } = sums
  const means = first.map((sum) => sum / n)
  const covariances = second.map((products, at) => {
    const row = Math.floor(at / VALUES)
    const column = at % VALUES
    const left = centred(products, first[row] ?? 0, first[column] ?? 0, n)
    if (row === column && left <= 0) return 0
    const isShare =
      row === column && ((isProportion && row === OUTCOME) || (isPastShare && row === COVARIATE))
    return left / (isShare ? n : n - 1)
  })
  return { n, means, covariances }
}

/** Σxy about the means, from Σxy, Σx and Σy: exactly where these are whole numbers, else 0 where rounding may be all. */
function centred(products: number, x: number, y: number, n: number): number {
  const left = products - (x * y) / n
  // Nothing to speak of is lost where most of it is left.
  if (Math.abs(left) > 0.01 * Math.abs(products)) return left
  if ([products, x, y, n].every(Number.isSafeInteger))
    return Number(BigInt(n) * BigInt(products) - BigInt(x) * BigInt(y)) / n
  return Math.abs(left) <= rounding(n) * Math.abs(products) ? 0 : left
}

/** @returns why the sums cannot be those of any units, or null where they can */
export function impossibleSums(arm: ArmStatistics): NotYetReason | null {
  const numbers = Object.values(flat(arm))
  if (!numbers.every(Number.isFinite) || arm.n < 0 || !Number.isInteger(arm.n)) return 'impossible'
  if (arm.kind === 'quantile') return arm.lower <= arm.value && arm.value <= arm.upper ? null : 'impossible'
  if (arm.kind === 'proportion' && !(arm.successes >= 0 && arm.successes <= arm.n)) return 'impossible'
  const sums = armSums(arm)
  for (let value = 0; value < VALUES; value++) {
    const squares = sums.second[value * VALUES + value] ?? 0
    const sum = sums.first[value] ?? 0
    if (squares < 0 || sum ** 2 > squares * sums.n * (1 + 1e-9)) return 'impossible'
  }
  return null
}

/** All numbers of an arm, however deep. */
function flat(of: object): number[] {
  return Object.values(of).flatMap((value: unknown) =>
    typeof value === 'number' ? [value] : typeof value === 'object' && value !== null ? flat(value) : [],
  )
}
