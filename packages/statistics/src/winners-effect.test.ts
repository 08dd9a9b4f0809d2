import { describe, expect, it } from 'vitest'
import { moneyAYear } from './money-a-year.ts'
import { seededRandom } from './seeded-random.ts'
import { conditionalEffect, effectPrior, shrunkEffect } from './winners-effect.ts'

describe('the effect of a winner', () => {
  it('is drawn towards what experiments bring', () => {
    const shrunk = shrunkEffect({ estimate: 0.08, standardError: 0.03 }, { mean: 0, deviation: 0.03 })
    expect(shrunk.kept).toBeCloseTo(0.5, 12)
    expect(shrunk.estimate).toBeCloseTo(0.04, 12)
    expect(shrunk.high).toBeCloseTo(0.0816, 4)
    expect(() => shrunkEffect({ estimate: 1, standardError: 0 }, { mean: 0, deviation: 1 })).toThrow(
      RangeError,
    )
  })

  it('is right on average once shrunk, and holds its interval, for the winners alone', () => {
    const random = seededRandom(3)
    const past = Array.from({ length: 4_000 }, () => {
      const standardError = 0.02 + 0.02 * random.uniform()
      const effect = 0.03 * random.normal()
      return { effect, estimate: effect + standardError * random.normal(), standardError }
    })
    const prior = effectPrior(past)
    expect(prior?.deviation).toBeCloseTo(0.03, 2)
    if (!prior) return
    const winners = past.filter(({ estimate, standardError }) => estimate > 1.96 * standardError)
    const average = (of: (winner: (typeof winners)[number]) => number): number =>
      winners.reduce((sum, winner) => sum + of(winner), 0) / winners.length
    const truth = average(({ effect }) => effect)
    expect(average(({ estimate }) => estimate) / truth).toBeGreaterThan(1.4)
    expect(average((winner) => shrunkEffect(winner, prior).estimate) / truth).toBeCloseTo(1, 1)
    const held = average((winner) => {
      const { low, high } = shrunkEffect(winner, prior)
      return Number(low <= winner.effect && winner.effect <= high)
    })
    expect(held).toBeGreaterThan(0.93)
  })

  it('has no prior of a handful, nor where chance explains it all', () => {
    expect(effectPrior([{ estimate: 1, standardError: 1 }])).toBeNull()
    expect(effectPrior(Array.from({ length: 20 }, () => ({ estimate: 0.1, standardError: 1 })))).toBeNull()
  })

  it.each([
    [2.5, 1.1378308908817765],
    [4, 3.9427679446899004],
    [-4, -3.9427679446899004],
  ])('of z %d given that it passed is %d (SciPy’s brentq)', (estimate, effect) => {
    expect(conditionalEffect({ estimate, standardError: 1 }, 1.96)).toBeCloseTo(effect, 9)
    expect(conditionalEffect({ estimate: 3 * estimate, standardError: 3 }, 1.96)).toBeCloseTo(3 * effect, 9)
  })

  it('has no conditional estimate where it did not pass', () => {
    expect(() => conditionalEffect({ estimate: 1, standardError: 1 }, 1.96)).toThrow(RangeError)
  })

  it('is worth so much a year', () => {
    const money = moneyAYear({ estimate: 0.112, low: 0.04, high: 0.18 }, 1_000)
    expect(money.estimate).toBeCloseTo(40_880, 6)
    expect(money.low).toBeCloseTo(14_600, 6)
    expect(() => moneyAYear({ estimate: 1, low: 0, high: 2 }, Number.NaN)).toThrow(RangeError)
  })
})
