import fc from 'fast-check'
import { expect, it } from 'vitest'
import { effectAxis, placeOnAxis } from './effect-axis.ts'

const effect = (estimate: number, reach: number) => ({
  estimate,
  low: estimate - reach,
  high: estimate + reach,
})

it('has round ticks, zero among them, and holds every interval', () => {
  const axis = effectAxis([effect(0.031, 0.019), effect(-0.01, 0.03)])
  expect(axis).toEqual({ min: -0.04, max: 0.06, ticks: [-0.04, -0.02, 0, 0.02, 0.04, 0.06] })
})

it('cuts the one interval that is many times as wide as the others', () => {
  const effects = [effect(0.01, 0.02), effect(0.02, 0.02), effect(0.1, 9)]
  const { min, max } = effectAxis(effects)
  expect(max).toBeLessThan(0.6)
  expect(min).toBeGreaterThan(-0.6)
  expect(placeOnAxis({ min, max, ticks: [] }, 9)).toBe(1)
})

it('has a width for nothing at all and for bounds without end', () => {
  expect(effectAxis([])).toMatchObject({ min: -0.006, max: 0.006 })
  const open = { estimate: 0, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY }
  expect(effectAxis([open]).max).toBeGreaterThan(0)
})

it('always holds zero and rises', () => {
  const number = fc.double({ min: -5, max: 5, noNaN: true })
  fc.assert(
    fc.property(fc.array(fc.tuple(number, number)), (pairs) => {
      const axis = effectAxis(pairs.map(([at, reach]) => effect(at, Math.abs(reach))))
      expect(axis.ticks).toContain(0)
      expect(axis.ticks.length).toBeLessThan(16)
      expect(axis.min).toBeLessThan(0)
      expect(axis.max).toBeGreaterThan(0)
    }),
  )
})
