import { describe, expect, it } from 'vitest'
import { compareShares } from './beta-binomial.ts'

describe('two shares by Bayes’ rule', () => {
  it.each([
    [
      [100, 1000],
      [120, 1000],
      [0.01996007984, -0.00747069271, 0.04746969272, 0.92318343897, 0.00048461393, 0.02044469377],
    ],
    [
      [0, 5],
      [2, 6],
      [0.23214285714, -0.18209505191, 0.6216353601, 0.87762237762, 0.01373626374, 0.24587912088],
    ],
    [
      [3, 300],
      [0, 100],
      [-0.00344111154, -0.0234558027, 0.02445924019, 0.31273168871, 0.00647667676, 0.00303556522],
    ],
  ] as const)('%j and %j are as integrated by SciPy', ([successes, n], [others, m], expected) => {
    const result = compareShares({ control: { n, successes }, variation: { n: m, successes: others } })
    if (result.state !== 'compared') throw new Error('Not compared.')
    const { estimate, low, high, chanceToWin, expectedLoss } = result
    const got = [estimate, low, high, chanceToWin, expectedLoss.ifShipped, expectedLoss.ifKept]
    for (const [i, value] of expected.entries()) expect(got[i]).toBeCloseTo(value, 8)
  })

  it('is as exact where nobody or everybody did it', () => {
    const chance = (control: [number, number], variation: [number, number]) => {
      const [a, b] = [control, variation].map(([successes, n]) => ({ n, successes }))
      const result = compareShares({
        control: a ?? { n: 0, successes: 0 },
        variation: b ?? { n: 0, successes: 0 },
      })
      return result.state === 'compared' ? result.chanceToWin : Number.NaN
    }
    // Of Beta (6, 1) and (5, 2): 5 / 22; of Beta (1, 1001) and (2, 1000): 1 − C(1001, 1) / C(2002, 1) × 1000 / 2001.
    expect(chance([5, 5], [4, 5])).toBeCloseTo(5 / 22, 12)
    expect(chance([0, 1000], [1, 1000])).toBeCloseTo(1 - (1001 / 2002) * (1000 / 2001), 9)
  })

  it('knows nothing of nobody, and refuses what makes no sense', () => {
    const nobody = { n: 0, successes: 0 }
    const result = compareShares({ control: nobody, variation: nobody })
    expect(result.state === 'compared' && result.chanceToWin).toBeCloseTo(0.5, 6)
    expect(compareShares({ control: { n: 1, successes: 2 }, variation: nobody })).toMatchObject({
      reason: 'impossible',
      arm: 'control',
    })
    const prior = { alpha: 0, beta: 1 }
    expect(() => compareShares({ control: nobody, variation: nobody }, { prior })).toThrow(RangeError)
  })
})
