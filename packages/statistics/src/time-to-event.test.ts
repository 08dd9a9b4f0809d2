import { describe, expect, it } from 'vitest'
import { compareSurvival, type SurvivalBin } from './time-to-event.ts'

const bins = (rows: readonly (readonly [number, number, number])[]): SurvivalBin[] =>
  rows.map(([at, atRisk, events]) => ({ at, atRisk, events }))

const control = bins([
  [1, 60, 4],
  [2, 56, 5],
  [3, 50, 6],
  [4, 44, 2],
  [5, 41, 1],
  [6, 39, 4],
  [7, 34, 1],
  [8, 32, 3],
  [9, 29, 1],
  [10, 28, 2],
  [11, 26, 0],
  [12, 25, 2],
  [13, 22, 2],
])
const variation = bins([
  [1, 50, 2],
  [2, 46, 4],
  [3, 41, 5],
  [4, 35, 3],
  [5, 32, 2],
  [6, 29, 3],
  [7, 26, 2],
  [8, 24, 4],
  [9, 20, 6],
  [10, 13, 1],
  [11, 12, 2],
  [12, 10, 2],
  [13, 8, 2],
])

describe('time to an event', () => {
  it('is as computed from the same persons (log-rank: statsmodels’ survdiff; means: NumPy)', () => {
    const result = compareSurvival({ control, variation }, { horizon: 12, method: 'fixed' })
    if (result.state !== 'compared') throw new Error('Not compared.')
    const { meanTime, logRank } = result
    expect(meanTime.control).toBeCloseTo(8.240570200125077, 10)
    expect(meanTime.variation).toBeCloseTo(7.419240091023905, 10)
    expect(meanTime.standardError ** 2).toBeCloseTo(0.3045822701440117 + 0.29418831577097077, 10)
    expect(meanTime.high - meanTime.difference).toBeCloseTo(1.959964 * meanTime.standardError, 6)
    expect(logRank.chiSquare).toBeCloseTo(4.1626300265874345, 10)
    expect(logRank.pValue).toBeCloseTo(0.04132518895, 10)
    expect(logRank.z).toBeGreaterThan(0)
  })

  it('is wider where it is looked at all the time', () => {
    const once = compareSurvival({ control, variation }, { horizon: 12, method: 'fixed' })
    const daily = compareSurvival({ control, variation }, { horizon: 12 })
    if (once.state !== 'compared' || daily.state !== 'compared') throw new Error('Not compared.')
    expect(daily.meanTime.low).toBeLessThan(once.meanTime.low)
    expect(daily.logRank.pValue).toBeGreaterThan(once.logRank.pValue)
  })

  it('says why there is nothing yet', () => {
    const options = { horizon: 12 }
    expect(compareSurvival({ control: [], variation: [] }, options)).toMatchObject({ reason: 'emptyArm' })
    const few = control.map((bin) => ({ ...bin, events: 0 }))
    expect(compareSurvival({ control: few, variation: few }, options)).toMatchObject({
      reason: 'tooFew',
      needs: 10,
    })
    const odd = [{ at: 1, atRisk: 5, events: 6 }]
    expect(compareSurvival({ control: odd, variation: odd }, options)).toMatchObject({ reason: 'impossible' })
    expect(() => compareSurvival({ control, variation: variation.slice(1) }, options)).toThrow(RangeError)
    expect(() => compareSurvival({ control, variation }, { horizon: 0 })).toThrow(RangeError)
  })
})
