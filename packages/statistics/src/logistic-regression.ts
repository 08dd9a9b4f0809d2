import { solveCholesky } from './cholesky.ts'
import type { Design, FitOptions, LinearModel } from './design.ts'
import {
  coefficientsOf,
  type DesignRows,
  designRows,
  gram,
  modelOf,
  predictRows,
  sumByCoefficient,
} from './design-rows.ts'

const MOST_ITERATIONS = 50
const MOST_HALVINGS = 30

/** What a step may still gain in log-likelihood for the optimum to be reached; the step after it gains its square. */
const SETTLED = 1e-8

/** Of a log-likelihood, by which two of them may differ for nothing. */
const ROUNDING = 1e-12

/** The share that belongs to log-odds. */
export const logistic = (x: number): number => 1 / (1 + Math.exp(-x))

/**
 * The chance of an outcome by factors and numbers: logistic regression with a ridge penalty, fitted by Newton's method
 * with steps halved until they gain. All levels of a factor have a coefficient, and shrink towards none; so no level has
 * to be left out, unused ones are 0, and separated data stay finite. Without a penalty the coefficients of one factor
 * are known only against each other, while the chances stay the same.
 *
 * Where all outcomes are 0 or all are 1 (or there are no rows) no finite intercept is the best; it is then the log-odds of
 * half a row more of either outcome, all else 0.
 *
 * 200,000 rows of 15 factors with 80 levels take about half a second.
 *
 * @param outcome from 0 to 1 for each row of the design
 * @throws RangeError where a level, number, outcome, weight or the penalty is out of its range, naming the row
 * @example logistic(linearPredictor(logisticRegression(design, bought, { ridge: 1 }), design, 12)) // 0.031
 */
export function logisticRegression(
  design: Design,
  outcome: Uint8Array | Float64Array,
  options: FitOptions,
): LinearModel {
  const rows = designRows(design, outcome, options)
  const successes = weightedOutcome(rows)
  const start = new Float64Array(rows.size)
  start[0] =
    Math.log((successes + 0.5) / (rows.totalWeight - successes + 0.5)) - weightedMean(rows, rows.offset)
  if (successes <= 0 || successes >= rows.totalWeight) return modelOf(design, rows, start, true)
  const starts = options.start ? [start, coefficientsOf(rows, options.start)] : [start]
  return climb(design, rows, starts, options)
}

function climb(
  design: Design,
  rows: DesignRows,
  starts: readonly Float64Array[],
  options: FitOptions,
): LinearModel {
  const { ridge, mostIterations = MOST_ITERATIONS } = options
  const { size, count, outcome, weights } = rows
  const residual = new Float64Array(count)
  const curvature = new Float64Array(count)
  const hessian = new Float64Array(size * size)
  let chances = new Float64Array(count)
  let tried = new Float64Array(count)
  let coefficients = starts[0] ?? new Float64Array(size)
  let reached = Number.NEGATIVE_INFINITY
  for (const start of starts) {
    const got = likelihood(rows, start, ridge, tried)
    if (!(got > reached)) continue
    reached = got
    coefficients = start
    const spare = chances
    chances = tried
    tried = spare
  }
  const settled = SETTLED * Math.min(1, rows.totalWeight)
  for (let iteration = 0; iteration < mostIterations; iteration++) {
    for (let i = 0; i < count; i++) {
      const chance = chances[i] ?? 0
      const weight = weights[i] ?? 0
      residual[i] = weight * ((outcome[i] ?? 0) - chance)
      curvature[i] = weight * chance * (1 - chance)
    }
    const gradient = sumByCoefficient(rows, residual)
    gram(rows, curvature, hessian)
    for (let j = 1; j < size; j++) {
      gradient[j] = (gradient[j] ?? 0) - ridge * (coefficients[j] ?? 0)
      hessian[j * size + j] = (hessian[j * size + j] ?? 0) + ridge
    }
    const step = gradient.slice()
    solveCholesky(hessian, step, size)
    let gain = 0
    for (let j = 0; j < size; j++) gain += (gradient[j] ?? 0) * (step[j] ?? 0)
    const close = gain <= settled
    let moved = false
    for (let halving = 0, length = 1; halving < MOST_HALVINGS && !moved; halving++, length /= 2) {
      const next = coefficients.map((value, j) => value + length * (step[j] ?? 0))
      const got = likelihood(rows, next, ridge, tried)
      moved = got > reached - settled - ROUNDING * Math.abs(reached)
      if (!moved) continue
      reached = got
      coefficients = next
      const spare = chances
      chances = tried
      tried = spare
    }
    if (close || !moved) return modelOf(design, rows, coefficients, close)
  }
  return modelOf(design, rows, coefficients, false)
}

/** So many factors from 1 to 2 make no product that a number can't hold. */
const FACTORS_AT_ONCE = 1000

/**
 * The log-likelihood less the penalty: what the fit makes as great as it can.
 *
 * @param chances where each row's chance is left
 */
function likelihood(
  rows: DesignRows,
  coefficients: Float64Array,
  ridge: number,
  chances: Float64Array,
): number {
  const { count, outcome, weights } = rows
  predictRows(rows, coefficients, chances)
  let sum = 0
  // Of rows that count once the logarithms are taken of many at once.
  let product = 1
  for (let i = 0; i < count; i++) {
    const x = chances[i] ?? 0
    const weight = weights[i] ?? 0
    // 1 + e^x is 1 + e^-|x|, times e^x where x is above 0: it must not overflow.
    const power = Math.exp(-Math.abs(x))
    sum += weight * ((outcome[i] ?? 0) * x - Math.max(x, 0))
    if (weight === 1) product *= 1 + power
    else sum -= weight * Math.log1p(power)
    if (i % FACTORS_AT_ONCE === 0) {
      sum -= Math.log(product)
      product = 1
    }
    chances[i] = (x > 0 ? 1 : power) / (1 + power)
  }
  sum -= Math.log(product)
  let squares = 0
  for (let j = 1; j < coefficients.length; j++) squares += (coefficients[j] ?? 0) ** 2
  return sum - (ridge / 2) * squares
}

function weightedOutcome(rows: DesignRows): number {
  let sum = 0
  for (let i = 0; i < rows.count; i++) {
    const outcome = rows.outcome[i] ?? 0
    if (!(outcome >= 0 && outcome <= 1)) throw new RangeError(`The outcome ${outcome} is not from 0 to 1.`)
    sum += outcome * (rows.weights[i] ?? 0)
  }
  return sum
}

function weightedMean(rows: DesignRows, values: Float64Array): number {
  if (rows.totalWeight === 0) return 0
  let sum = 0
  for (let i = 0; i < rows.count; i++) sum += (values[i] ?? 0) * (rows.weights[i] ?? 0)
  return sum / rows.totalWeight
}
