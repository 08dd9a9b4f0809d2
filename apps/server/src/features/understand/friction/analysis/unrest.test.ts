import { describe, expect, it } from 'vitest'
import { analyseFriction } from './analyse-friction.ts'
import { seededUniform } from './seeded-uniform.ts'
import { DAY_MS, daysFrom, frictionData, PERIOD_START, type Visit } from './session-test-data.ts'
import { timesByPerson, unrestOfDays } from './unrest.ts'

const DAYS = 28

/** A normal number, of twelve even ones. */
const normal = (uniform: () => number): number =>
  Array.from({ length: 12 }, uniform).reduce((sum, one) => sum + one, -6)

/** Of days with the luck of so many sessions, and what each has of its own. */
function toldUnrest(seed: number, ofDay: (day: number, chance: number) => number) {
  const uniform = seededUniform(seed)
  const variance = Float64Array.from({ length: DAYS }, () => 100 + 100 * uniform())
  const more = variance.map((of, day) => of * ofDay(day, normal(uniform)) + Math.sqrt(of) * normal(uniform))
  return unrestOfDays(more, variance)
}
const seeds = Array.from({ length: 20 }, (_, seed) => seed)
const meanUnrest = (ofDay: (day: number, chance: number) => number): number =>
  seeds.reduce((sum, seed) => sum + toldUnrest(seed, ofDay), 0) / seeds.length

describe('how much days differ beyond chance', () => {
  it('is next to nothing where chance is all', () => {
    expect(meanUnrest(() => 0)).toBeLessThan(0.003)
  })

  it('is told where they do, as its variance', () => {
    const told = meanUnrest((_, chance) => 0.2 * chance)
    expect(told).toBeGreaterThan(0.035)
    expect(told).toBeLessThan(0.08)
  })

  it('is not raised by a fall that lasts, nor by days of outage', () => {
    expect(meanUnrest((day) => (day >= 15 ? -1 : 0))).toBeLessThan(0.02)
    expect(meanUnrest((day) => (day >= 9 && day < 12 ? -1 : 0))).toBeLessThan(0.02)
  })
})

describe('how much the sessions of a person are alike', () => {
  it('is nothing where nobody comes twice, and as much as they say the same', () => {
    const surprise = Float64Array.of(0.5, -0.5, 0.5, -0.5)
    const variance = surprise.map((one) => one * one)
    expect(timesByPerson(surprise, variance, Int32Array.of(0, 1, 2, 3))).toBe(1)
    expect(timesByPerson(surprise, variance, Int32Array.of(0, 1, 0, 1))).toBe(2)
    expect(timesByPerson(surprise, variance, Int32Array.of(0, 0, 1, 1))).toBe(1)
  })
})

describe('a shop whose days differ', () => {
  it.each([1, 2])('is told of no drop (seed %d)', (seed) => {
    const uniform = seededUniform(seed)
    const shocks = Array.from({ length: DAYS }, () => 0.3 * normal(uniform))
    const visits = Array.from({ length: 4000 }, (): Visit => {
      const day = Math.floor(uniform() * DAYS)
      const goesOn = uniform() < 1 / (1 + Math.exp(-(shocks[day] ?? 0)))
      const orders = goesOn && uniform() < 0.3
      const steps = [[5000, 1, 20] as const, [9000, 2, 20] as const, [20_000, 3] as const]
      return {
        start: PERIOD_START + day * DAY_MS + Math.floor(uniform() * DAY_MS),
        steps: goesOn ? steps.slice(0, orders ? 3 : 1) : [],
        ...(orders && { orders: [20] }),
      }
    })
    const { findings } = analyseFriction(frictionData(visits), daysFrom(PERIOD_START, DAYS))
    expect(findings).toEqual([])
  })
})
