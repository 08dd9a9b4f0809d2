import type { Design, FitOptions, LinearModel } from './design.ts'
import { type DesignCells, designCells } from './design-cells.ts'
import { everyRow } from './every-row.ts'

/** Beyond so many coefficients the normal equations (size² numbers, size³ steps) are the wrong tool. */
const MOST_COEFFICIENTS = 5000

/** Beyond this, sums of squares and products leave what a number can hold. */
const LARGEST = 1e75

/**
 * The used rows of a design, packed for fitting. Coefficient 0 is the intercept, then come the levels of each factor,
 * then the numbers, centred at their mean (which changes the intercept only, and spares it digits).
 */
export interface DesignRows {
  readonly count: number
  /** How many coefficients there are. */
  readonly size: number
  /** Which columns of a row are 1: the intercept's and one for each factor. */
  readonly groups: readonly DesignCells[]
  /** The index of the first number's coefficient. */
  readonly firstNumber: number
  readonly numbers: readonly Float64Array[]
  readonly centres: Float64Array
  readonly outcome: Float64Array
  readonly weights: Float64Array
  readonly offset: Float64Array
  readonly totalWeight: number
}

/**
 * Picks and checks the rows that a fit uses.
 *
 * @throws RangeError where a level, number, weight or the penalty is out of its range, naming the row
 */
export function designRows(
  design: Design,
  outcome: Uint8Array | Float64Array,
  options: FitOptions,
): DesignRows {
  if (!(options.ridge >= 0 && Number.isFinite(options.ridge))) {
    throw new RangeError(`${options.ridge} is not a penalty: it is a finite number, 0 or more.`)
  }
  const rows = options.rows ?? everyRow(outcome.length)
  const weights = pick('weight', options.weights, rows, 1)
  for (let i = 0; i < weights.length; i++) {
    if (!((weights[i] ?? 0) >= 0))
      throw new RangeError(`Row ${rows[i]} has the weight ${weights[i]}, below 0.`)
  }
  const totalWeight = weights.reduce((sum, weight) => sum + weight, 0)
  const numbers = design.numbers.map((values) => pick('number', values, rows, 0))
  const centres = Float64Array.from(numbers, (values) => centre(values, weights, totalWeight))
  const firstNumber = 1 + design.factors.reduce((sum, factor) => sum + factor.levels, 0)
  const size = firstNumber + numbers.length
  if (size > MOST_COEFFICIENTS) {
    throw new RangeError(`${size} coefficients are more than ${MOST_COEFFICIENTS}: put rare levels together.`)
  }
  return {
    count: rows.length,
    size,
    groups: designCells(design.factors, rows),
    firstNumber,
    numbers,
    centres,
    outcome: pick('outcome', outcome, rows, 0),
    weights,
    offset: pick('offset', options.offset, rows, 0),
    totalWeight,
  }
}

/** Writes each row's linear predictor, offset included, into `into`. */
export function predictRows(rows: DesignRows, coefficients: Float64Array, into: Float64Array): void {
  const { count, groups, firstNumber, numbers, offset } = rows
  into.set(offset)
  for (const { cells, size, width, columns } of groups) {
    const sums = new Float64Array(size)
    for (let a = 0; a < columns.length; a++) {
      const cell = Math.floor(a / width)
      sums[cell] = (sums[cell] ?? 0) + (coefficients[columns[a] ?? 0] ?? 0)
    }
    for (let i = 0; i < count; i++) into[i] = (into[i] ?? 0) + (sums[cells[i] ?? 0] ?? 0)
  }
  for (let k = 0; k < numbers.length; k++) {
    const values = numbers[k] ?? new Float64Array()
    const coefficient = coefficients[firstNumber + k] ?? 0
    for (let i = 0; i < count; i++) into[i] = (into[i] ?? 0) + coefficient * (values[i] ?? 0)
  }
}

/** The sum over the rows of x times a value of the row: Xᵀ·values. */
export function sumByCoefficient(rows: DesignRows, values: Float64Array): Float64Array {
  const { count, firstNumber, numbers } = rows
  const sums = new Float64Array(rows.size)
  addByColumn(rows, values, sums, 0)
  for (let k = 0; k < numbers.length; k++) {
    const number = numbers[k] ?? new Float64Array()
    let sum = 0
    for (let i = 0; i < count; i++) sum += (number[i] ?? 0) * (values[i] ?? 0)
    sums[firstNumber + k] = sum
  }
  return sums
}

/** Adds each row's value to those of its columns that are 1, which begin at `start`. */
function addByColumn({ count, groups }: DesignRows, values: Float64Array, into: Float64Array, start: number) {
  for (const { cells, size, width, columns } of groups) {
    const sums = new Float64Array(size)
    for (let i = 0; i < count; i++) {
      const cell = cells[i] ?? 0
      sums[cell] = (sums[cell] ?? 0) + (values[i] ?? 0)
    }
    for (let a = 0; a < columns.length; a++) {
      const column = start + (columns[a] ?? 0)
      into[column] = (into[column] ?? 0) + (sums[Math.floor(a / width)] ?? 0)
    }
  }
}

/**
 * The lower triangle of Xᵀ·diag(curvature)·X, size × size, into `into`. Rows are summed by the cells of each two groups of
 * factors, which are few, and only those sums by the levels in them.
 */
export function gram(rows: DesignRows, curvature: Float64Array, into: Float64Array): void {
  const { count, groups, size, firstNumber, numbers } = rows
  into.fill(0)
  for (const [g, group] of groups.entries()) {
    addOwn(group, count, curvature, into, size)
    for (const before of groups.slice(0, g)) addCrossed(group, before, count, curvature, into, size)
  }
  const weighed = new Float64Array(count)
  for (let k = 0; k < numbers.length; k++) {
    const row = (firstNumber + k) * size
    const number = numbers[k] ?? new Float64Array()
    for (let i = 0; i < count; i++) weighed[i] = (curvature[i] ?? 0) * (number[i] ?? 0)
    addByColumn(rows, weighed, into, row)
    for (let l = 0; l <= k; l++) {
      const other = numbers[l] ?? new Float64Array()
      let sum = 0
      for (let i = 0; i < count; i++) sum += (weighed[i] ?? 0) * (other[i] ?? 0)
      into[row + firstNumber + l] = sum
    }
  }
}

/** The levels of a group of factors against each other. */
function addOwn(
  { cells, size: own, width, columns }: DesignCells,
  count: number,
  curvature: Float64Array,
  into: Float64Array,
  size: number,
) {
  const sums = new Float64Array(own)
  for (let i = 0; i < count; i++) {
    const cell = cells[i] ?? 0
    sums[cell] = (sums[cell] ?? 0) + (curvature[i] ?? 0)
  }
  for (let cell = 0, at = 0; cell < own; cell++, at += width) {
    const sum = sums[cell] ?? 0
    for (let a = at; a < at + width; a++) {
      const row = (columns[a] ?? 0) * size
      for (let b = at; b <= a; b++) {
        const column = row + (columns[b] ?? 0)
        into[column] = (into[column] ?? 0) + sum
      }
    }
  }
}

/** The levels of a group of factors against those of one before it: of the sums by cell first the rows, then the columns. */
function addCrossed(
  { cells, size: own, width, columns, first, end }: DesignCells,
  before: DesignCells,
  count: number,
  curvature: Float64Array,
  into: Float64Array,
  size: number,
) {
  const others = before.size
  const sums = new Float64Array(own * others)
  for (let i = 0; i < count; i++) {
    const cell = (cells[i] ?? 0) * others + (before.cells[i] ?? 0)
    sums[cell] = (sums[cell] ?? 0) + (curvature[i] ?? 0)
  }
  const byLevel = new Float64Array((end - first) * others)
  for (let a = 0; a < columns.length; a++) {
    const from = Math.floor(a / width) * others
    const to = ((columns[a] ?? 0) - first) * others
    for (let other = 0; other < others; other++)
      byLevel[to + other] = (byLevel[to + other] ?? 0) + (sums[from + other] ?? 0)
  }
  for (let level = first; level < end; level++) {
    const row = level * size
    const from = (level - first) * others
    for (let other = 0, b = 0; other < others; other++) {
      const sum = byLevel[from + other] ?? 0
      for (const last = b + before.width; b < last; b++) {
        const column = row + (before.columns[b] ?? 0)
        into[column] = (into[column] ?? 0) + sum
      }
    }
  }
}

/** Coefficients as the model that callers know, with the numbers' centres taken back out of the intercept. */
export function modelOf(
  design: Design,
  rows: DesignRows,
  coefficients: Float64Array,
  converged: boolean,
): LinearModel {
  let intercept = coefficients[0] ?? 0
  for (let k = 0; k < rows.centres.length; k++) {
    intercept -= (coefficients[rows.firstNumber + k] ?? 0) * (rows.centres[k] ?? 0)
  }
  let first = 1
  const factors = design.factors.map(({ levels }) => {
    first += levels
    return coefficients.slice(first - levels, first)
  })
  return { intercept, factors, numbers: coefficients.slice(rows.firstNumber), converged }
}

/** A model's coefficients as {@link modelOf} was given them; 0 for what it does not know, and for levels that no row has. */
export function coefficientsOf(rows: DesignRows, model: LinearModel): Float64Array {
  const { count, size, weights, groups, firstNumber, centres } = rows
  const known = new Float64Array(size)
  known[0] = model.intercept
  for (const [k, centre] of centres.entries()) {
    const coefficient = model.numbers[k] ?? 0
    known[0] = (known[0] ?? 0) + coefficient * centre
    known[firstNumber + k] = coefficient
  }
  const told = Float64Array.from(model.factors.flatMap((levels) => [...levels]))
  for (const { cells, width, columns } of groups) {
    for (let i = 0; i < count; i++) {
      if (weights[i] === 0) continue
      const at = (cells[i] ?? 0) * width
      for (let a = at; a < at + width; a++) {
        const column = columns[a] ?? 0
        if (column > 0) known[column] = told[column - 1] ?? 0
      }
    }
  }
  return known
}

/** The values of the rows, each of which must be a number that can be reckoned with. */
function pick(
  what: string,
  values: Uint8Array | Float64Array | undefined,
  rows: Int32Array,
  otherwise: number,
): Float64Array {
  const picked = new Float64Array(rows.length)
  if (!values) return picked.fill(otherwise)
  for (let i = 0; i < picked.length; i++) {
    const value = values[rows[i] ?? 0] ?? Number.NaN
    if (!(Math.abs(value) < LARGEST)) throw new RangeError(`The ${what} of row ${rows[i]} is ${value}.`)
    picked[i] = value
  }
  return picked
}

/** Takes the weighted mean out of the values, and answers it. */
function centre(values: Float64Array, weights: Float64Array, totalWeight: number): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += (values[i] ?? 0) * (weights[i] ?? 0)
  const mean = totalWeight > 0 ? sum / totalWeight : 0
  for (let i = 0; i < values.length; i++) values[i] = (values[i] ?? 0) - mean
  return mean
}
