import { describe, expect, it } from 'vitest'
import type { ProportionArm } from './experiment-arm.ts'
import { phasedEffects } from './phased-effects.ts'
import { seededRandom } from './seeded-random.ts'
import { armBelief, thompsonAllocation } from './thompson-allocation.ts'

const RATES = [0.1, 0.1, 0.13]

/** Six batches of 600 units, shared out by what the ones before showed. */
function bandit(seed: number): ProportionArm[][] {
  const random = seededRandom(seed)
  const totals = RATES.map(() => ({ n: 0, successes: 0 }))
  const batches: ProportionArm[][] = []
  for (let batch = 0; batch < 6; batch++) {
    const beliefs = totals.map(({ n, successes }) => {
      const mean = n > 0 ? successes / n : 0
      const deviation = Math.sqrt(Math.max(mean * (1 - mean), 0.01) / Math.max(1, n))
      return armBelief(n > 0 ? { mean, standardError: deviation } : null, { mean: 0.1, deviation: 0.05 })
    })
    const shares = thompsonAllocation(beliefs, { floor: 0.1 })
    const arms = RATES.map(() => ({ n: 0, successes: 0 }))
    for (let unit = 0; unit < 600; unit++) {
      const arm = drawnArm(shares, random.uniform())
      const [counts, total] = [arms[arm], totals[arm]]
      if (!counts || !total) continue
      const success = random.uniform() < (RATES[arm] ?? 0) ? 1 : 0
      counts.n++
      counts.successes += success
      total.n++
      total.successes += success
    }
    batches.push(arms.map((counts) => ({ kind: 'proportion', ...counts })))
  }
  return batches
}

function drawnArm(shares: readonly number[], place: number): number {
  let upTo = 0
  for (const [arm, share] of shares.entries()) {
    upTo += share
    if (place < upTo) return arm
  }
  return 0
}

describe('the effects after a bandit', () => {
  it('are unbiased where plain means are not, and their intervals hold', () => {
    const runs = 80
    let unbiased = 0
    let plain = 0
    let held = 0
    for (let run = 0; run < runs; run++) {
      const batches = bandit(run)
      const [first] = phasedEffects(
        batches.map((arms) => ({ arms })),
        { method: 'fixed' },
      )
      if (first?.state !== 'compared') throw new Error('Not compared.')
      unbiased += first.absolute.estimate / runs
      if (first.absolute.low <= 0 && first.absolute.high >= 0) held++
      const mean = (arm: number): number => {
        const of = batches.map((arms) => arms[arm])
        const sum = (key: 'n' | 'successes') => of.reduce((all, counts) => all + (counts?.[key] ?? 0), 0)
        return sum('successes') / sum('n')
      }
      plain += (mean(1) + mean(0)) / 2 / runs
    }
    expect(Math.abs(unbiased)).toBeLessThan(0.004)
    // An arm that began badly keeps its bad luck: plain means of these two are too low.
    expect(plain).toBeLessThan(0.099)
    expect(held / runs).toBeGreaterThan(0.92)
  })

  it('are one an arm after control; phases nobody came in count for nothing', () => {
    const arm = (n: number, successes: number): ProportionArm => ({ kind: 'proportion', n, successes })
    const nobody = { arms: [arm(0, 0), arm(0, 0), arm(0, 0)] }
    const batch = { arms: [arm(100, 10), arm(100, 20), arm(50, 5)] }
    const effects = phasedEffects([nobody, batch, batch], { method: 'fixed' })
    expect(effects).toHaveLength(2)
    expect(effects[0]).toMatchObject({ state: 'compared' })
    expect(phasedEffects([])).toEqual([])
    expect(phasedEffects([nobody])).toMatchObject([{ state: 'notYet', reason: 'emptyArm' }, {}])
    expect(() => phasedEffects([batch, { arms: [arm(1, 1)] }])).toThrow(RangeError)
  })
})
