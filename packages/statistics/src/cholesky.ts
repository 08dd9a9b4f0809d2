/** A pivot below this share of its diagonal is rounding: the column depends on those before it. */
const DEPENDENT = 1e-11

/**
 * Solves A·x = b for a symmetric A without negative eigenvalues, in place: of A only the lower triangle is read, and it
 * is overwritten by the factor; b is overwritten by x. A column that depends on earlier ones (or is all zero) gets x = 0,
 * so that an answer is always finite for finite input.
 *
 * @param matrix row by row, size × size
 * @param b `size` values
 * @example solveCholesky(new Float64Array([4, 0, 2, 3]), b, 2) // of [[4, 2], [2, 3]]; for b = [2, 1] it leaves [0.5, 0]
 */
export function solveCholesky(matrix: Float64Array, b: Float64Array, size: number): void {
  factorise(matrix, size)
  for (let i = 0; i < size; i++) {
    const pivot = matrix[i * size + i] ?? 0
    let sum = b[i] ?? 0
    for (let k = 0; k < i; k++) sum -= (matrix[i * size + k] ?? 0) * (b[k] ?? 0)
    b[i] = pivot > 0 ? sum / pivot : 0
  }
  for (let i = size - 1; i >= 0; i--) {
    const pivot = matrix[i * size + i] ?? 0
    const solved = pivot > 0 ? (b[i] ?? 0) / pivot : 0
    b[i] = solved
    for (let k = 0; k < i; k++) b[k] = (b[k] ?? 0) - (matrix[i * size + k] ?? 0) * solved
  }
}

/** The lower triangle becomes L of A = L·Lᵀ, row by row, so that the inner loop reads along two rows. */
function factorise(matrix: Float64Array, size: number): void {
  for (let i = 0; i < size; i++) {
    const row = i * size
    const diagonal = matrix[row + i] ?? 0
    for (let j = 0; j <= i; j++) {
      const other = j * size
      const sum = (matrix[row + j] ?? 0) - product(matrix, row, other, j)
      if (j < i) {
        const pivot = matrix[other + j] ?? 0
        matrix[row + j] = pivot > 0 ? sum / pivot : 0
      } else {
        matrix[row + i] = sum > DEPENDENT * diagonal ? Math.sqrt(sum) : 0
      }
    }
  }
}

/** Of two rows' beginnings. In four sums at once, for an addition need not wait for the one before it then. */
function product(matrix: Float64Array, row: number, other: number, length: number): number {
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  let k = 0
  for (; k + 3 < length; k += 4) {
    a += (matrix[row + k] ?? 0) * (matrix[other + k] ?? 0)
    b += (matrix[row + k + 1] ?? 0) * (matrix[other + k + 1] ?? 0)
    c += (matrix[row + k + 2] ?? 0) * (matrix[other + k + 2] ?? 0)
    d += (matrix[row + k + 3] ?? 0) * (matrix[other + k + 3] ?? 0)
  }
  for (; k < length; k++) a += (matrix[row + k] ?? 0) * (matrix[other + k] ?? 0)
  return a + b + (c + d)
}
