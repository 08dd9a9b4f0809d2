import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { solveCholesky } from './cholesky.ts'

describe('Cholesky’s method', () => {
  it('solves what is known', () => {
    const b = new Float64Array([2, 1])
    solveCholesky(new Float64Array([4, 0, 2, 3]), b, 2)
    expect(b[0]).toBeCloseTo(0.5, 15)
    expect(b[1]).toBeCloseTo(0, 15)
  })

  it('solves any A = MᵀM + I', () => {
    const entry = fc.double({ min: -10, max: 10, noNaN: true })
    const system = fc.integer({ min: 1, max: 8 }).chain((size) =>
      fc.record({
        size: fc.constant(size),
        m: fc.array(entry, { minLength: size * size, maxLength: size * size }),
        x: fc.array(entry, { minLength: size, maxLength: size }),
      }),
    )
    fc.assert(
      fc.property(system, ({ size, m, x }) => {
        const at = (row: number, column: number): number => m[row * size + column] ?? 0
        const matrix = new Float64Array(size * size)
        for (let i = 0; i < size; i++) {
          for (let j = 0; j < size; j++) {
            let sum = i === j ? 1 : 0
            for (let k = 0; k < size; k++) sum += at(k, i) * at(k, j)
            matrix[i * size + j] = sum
          }
        }
        const b = Float64Array.from(x, (_, i) =>
          x.reduce((sum, value, j) => sum + (matrix[i * size + j] ?? 0) * value, 0),
        )
        solveCholesky(matrix, b, size)
        for (let i = 0; i < size; i++) expect(b[i]).toBeCloseTo(x[i] ?? 0, 6)
      }),
    )
  })

  it('leaves 0 for a column that depends on others, and for nothing at all', () => {
    const dependent = new Float64Array([2, 2, 0])
    solveCholesky(new Float64Array([2, 0, 0, 2, 2, 0, 0, 0, 0]), dependent, 3)
    expect([...dependent]).toEqual([1, 0, 0].map((value) => expect.closeTo(value, 12)))
    const nothing = new Float64Array([0, 0])
    solveCholesky(new Float64Array(4), nothing, 2)
    expect([...nothing]).toEqual([0, 0])
  })
})
