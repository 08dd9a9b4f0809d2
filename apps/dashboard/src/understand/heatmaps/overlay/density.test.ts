import { expect, it } from 'vitest'
import { densityOf, strengthOf } from './density.ts'

it('is highest where the hits are, and counts what is near', () => {
  const { columns, cell, values, most } = densityOf(
    [
      { x: 100, y: 50, count: 3 },
      { x: 104, y: 50, count: 1 },
      { x: 390, y: 200, count: 1 },
    ],
    400,
    220,
  )
  const at = (x: number, y: number): number =>
    values[Math.floor(y / cell) * columns + Math.floor(x / cell)] ?? 0
  expect(most).toBeGreaterThan(3.7)
  expect(most).toBeLessThanOrEqual(4)
  expect(at(102, 50)).toBeCloseTo(most, 1)
  expect(at(390, 200)).toBeGreaterThan(0.9)
  expect(at(250, 120)).toBe(0)
})

it('takes hits outside of the page and a page without hits', () => {
  expect(densityOf([{ x: -500, y: 9000, count: 5 }], 300, 300).most).toBe(0)
  expect(densityOf([], 0, 0)).toMatchObject({ columns: 1, rows: 1, most: 0 })
})

it('takes a page of any length in bounded memory', () => {
  const { columns, rows } = densityOf([{ x: 10, y: 10, count: 1 }], 1280, 400_000)
  expect(columns * rows).toBeLessThan(410_000)
})

it('draws few hits strongly enough to be seen', () => {
  expect(strengthOf(1, 100)).toBeCloseTo(0.1)
  expect(strengthOf(100, 100)).toBe(1)
  expect(strengthOf(0, 0)).toBe(0)
})
