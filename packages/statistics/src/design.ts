/** A thing known of each row by category: the level of row i is `codes[i]`, from 0 to `levels` − 1. */
export interface Factor {
  readonly codes: Uint8Array | Uint16Array | Uint32Array
  readonly levels: number
}

/** What is known of each row; all arrays have one entry a row. */
export interface Design {
  readonly factors: readonly Factor[]
  /** Finite, and best of about unit variance: the penalty is on the coefficient as it stands. */
  readonly numbers: readonly Float64Array[]
}

/** How a model is fitted; `weights` and `offset` have one entry for each row of the design, also of those not used. */
export interface FitOptions {
  /** λ of the penalty λ/2·Σβ² on each coefficient but the intercept: 0 or more. */
  readonly ridge: number
  /** Indices of the rows used; all unless said. */
  readonly rows?: Int32Array
  /** What each row counts: 0 or more; 1 unless said. */
  readonly weights?: Float64Array
  /** Added to the linear predictor (the log-odds of a logistic model) without a coefficient. */
  readonly offset?: Float64Array
  /**
   * Where the search for the optimum begins, if that is better than knowing nothing: the model of much the same rows, whose
   * last factors may be missing. The optimum is the same; a good start spares about half of the steps to it.
   */
  readonly start?: LinearModel
  /** Of the iterations; 50 unless said. */
  readonly mostIterations?: number
}

/** Coefficients of a linear predictor. Every number in it is finite. */
export interface LinearModel {
  readonly intercept: number
  /** One array for each factor, one coefficient for each of its levels; 0 for a level that no row had. */
  readonly factors: readonly Float64Array[]
  readonly numbers: Float64Array
  /** Whether the fit stands at the optimum, rather than where the iterations ended. */
  readonly converged: boolean
}

/**
 * Intercept, levels and numbers of one row put together, without an offset: log-odds of a logistic model, the expected
 * outcome of a linear one. A level that the model does not know counts 0.
 */
export function linearPredictor(model: LinearModel, design: Design, row: number): number {
  let sum = model.intercept
  for (let f = 0; f < design.factors.length; f++) {
    sum += model.factors[f]?.[design.factors[f]?.codes[row] ?? 0] ?? 0
  }
  for (let k = 0; k < design.numbers.length; k++) {
    sum += (model.numbers[k] ?? 0) * (design.numbers[k]?.[row] ?? 0)
  }
  return sum
}

/** The {@link linearPredictor} of many rows, one after the other. */
export function linearPredictors(model: LinearModel, design: Design, rows: Int32Array): Float64Array {
  const sums = new Float64Array(rows.length).fill(model.intercept)
  for (const [f, { codes }] of design.factors.entries()) {
    const coefficients = model.factors[f]
    if (!coefficients) continue
    for (let i = 0; i < rows.length; i++)
      sums[i] = (sums[i] ?? 0) + (coefficients[codes[rows[i] ?? 0] ?? 0] ?? 0)
  }
  for (const [k, values] of design.numbers.entries()) {
    const coefficient = model.numbers[k] ?? 0
    for (let i = 0; i < rows.length; i++) sums[i] = (sums[i] ?? 0) + coefficient * (values[rows[i] ?? 0] ?? 0)
  }
  return sums
}
