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
  let predictor = new Float64Array(count)
  let tried = new Float64Array(count)
  let coefficients = starts[0] ?? new Float64Array(size)
  let reached = Number.NEGATIVE_INFINITY
  for (const start of starts) {
    predictRows(rows, start, predictor)
    const got = likelihood(rows, predictor, start, ridge)
    if (!(got > reached)) continue
    reached = got
    coefficients = start
  }
  predictRows(rows, coefficients, predictor)
  const settled = SETTLED * Math.min(1, rows.totalWeight)
  for (let iteration = 0; iteration < mostIterations; iteration++) {
    for (let i = 0; i < count; i++) {
      const chance = logistic(predictor[i] ?? 0)
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
      predictRows(rows, next, tried)
      const got = likelihood(rows, tried, next, ridge)
      moved = got > reached - settled - ROUNDING * Math.abs(reached)
      if (!moved) continue
      reached = got
      coefficients = next
      const spare = predictor
      predictor = tried
      tried = spare
    }
    if (close || !moved) return modelOf(design, rows, coefficients, close)
  }
  return modelOf(design, rows, coefficients, false)
}

/** The log-likelihood less the penalty: what the fit makes as great as it can. */
function likelihood(
  rows: DesignRows,
  predictor: Float64Array,
  coefficients: Float64Array,
  ridge: number,
): number {
  const { count, outcome, weights } = rows
  let sum = 0
  for (let i = 0; i < count; i++) {
    const x = predictor[i] ?? 0
    // log(1 + e^x), which must not overflow
    const normaliser = Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))
    sum += (weights[i] ?? 0) * ((outcome[i] ?? 0) * x - normaliser)
  }
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
