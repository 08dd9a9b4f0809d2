import { solveCholesky } from './cholesky.ts'
import type { Design, FitOptions, LinearModel } from './design.ts'
import { designRows, gram, modelOf, sumByCoefficient } from './design-rows.ts'

/**
 * An expected amount by factors and numbers: least squares with a ridge penalty (the sum of squares counts half, so the
 * penalty is λ beside the rows' weights), solved at once. All levels of a factor have a coefficient; those that no row
 * has are 0. Without rows everything is 0.
 *
 * @param outcome a finite number for each row of the design
 * @throws RangeError where a level, number, outcome, weight or the penalty is out of its range, naming the row
 * @example linearPredictor(linearRegression(design, spent, { ridge: 1 }), design, 12) // 38.2
 */
export function linearRegression(design: Design, outcome: Float64Array, options: FitOptions): LinearModel {
  const rows = designRows(design, outcome, options)
  const { size, count, weights } = rows
  const target = new Float64Array(count)
  let mean = 0
  for (let i = 0; i < count; i++) {
    target[i] = (rows.outcome[i] ?? 0) - (rows.offset[i] ?? 0)
    mean += ((target[i] ?? 0) * (weights[i] ?? 0)) / (rows.totalWeight || 1)
  }
  for (let i = 0; i < count; i++) target[i] = ((target[i] ?? 0) - mean) * (weights[i] ?? 0)
  const coefficients = sumByCoefficient(rows, target)
  const normal = new Float64Array(size * size)
  gram(rows, weights, normal)
  for (let j = 1; j < size; j++) normal[j * size + j] = (normal[j * size + j] ?? 0) + options.ridge
  solveCholesky(normal, coefficients, size)
  coefficients[0] = (coefficients[0] ?? 0) + mean
  return modelOf(design, rows, coefficients, true)
}
