import { describe, expect, it } from 'vitest'
import { sampleRatio, sequentialSampleRatio } from './sample-ratio.ts'
import { seededRandom } from './seeded-random.ts'

describe('the sample ratio on one look', () => {
  it('warns of Cookie Cats (p 0.0086)', () => {
    const result = sampleRatio([44_700, 45_489], [1, 1])
    expect(result).toMatchObject({ state: 'checked', warns: true })
    if (result.state === 'checked') expect(result.pValue).toBeCloseTo(0.008607987810836, 13)
  })

  it('is as computed by SciPy (chisquare) for three arms of unequal weight', () => {
    const result = sampleRatio([480, 530, 300], [40, 40, 20])
    if (result.state !== 'checked') throw new Error('Not checked.')
    expect(result.chiSquare).toBeCloseTo(9.274809160305344, 11)
    expect(result.pValue).toBeCloseTo(0.009682795963911, 12)
    expect(result.warns).toBe(true)
  })

  it('says nothing of nobody or of what are no counts, and refuses weights of nothing', () => {
    expect(sampleRatio([0, 0], [1, 1])).toMatchObject({ state: 'notYet', reason: 'emptyArm' })
    expect(sampleRatio([1.5, 2], [1, 1])).toMatchObject({ state: 'notYet', reason: 'impossible' })
    expect(() => sampleRatio([5, 5], [1, 0])).toThrow(RangeError)
    expect(() => sampleRatio([5, 5], [1])).toThrow(RangeError)
  })
})

const checked = (...phases: Parameters<typeof sequentialSampleRatio>[0]) => {
  const result = sequentialSampleRatio(phases)
  if (result.state !== 'checked') throw new Error('Not checked.')
  return result
}

describe('the sample ratio at every look', () => {
  it('is the Dirichlet-multinomial’s odds (computed with SciPy’s gammaln)', () => {
    expect(Math.log(checked({ weights: [1, 1], looks: [[5_000, 4_500]] }).pValue)).toBeCloseTo(
      -11.008124060855,
      8,
    )
    expect(checked({ weights: [9, 1], looks: [[4_700, 500]] }).pValue).toBe(1)
    const small = sequentialSampleRatio([{ weights: [1, 1, 1], looks: [[120, 100, 140]] }], {
      concentration: 50,
    })
    expect(small).toMatchObject({ state: 'checked', stops: false })
    if (small.state === 'checked') expect(Math.log(small.pValue)).toBeCloseTo(-0.8323777670848, 9)
  })

  it('remembers the worst look, and when it stopped', () => {
    const looks = [
      [100, 100],
      [3_000, 2_500],
      [9_000, 8_990],
    ]
    expect(checked({ weights: [1, 1], looks })).toMatchObject({
      stops: true,
      stoppedAt: { phase: 0, look: 1 },
    })
  })

  it('takes each phase by its own split, and adds up what they show', () => {
    const ramp = { weights: [9, 1], looks: [[9_000, 1_000]] }
    const even = { weights: [1, 1], looks: [[5_000, 5_020]] }
    expect(checked(ramp, even).stops).toBe(false)
    const bit = { weights: [1, 1], looks: [[2_700, 2_460]] }
    expect(checked(bit).stops).toBe(false)
    expect(checked(bit, bit)).toMatchObject({ stops: true, stoppedAt: { phase: 1, look: 0 } })
  })

  it('always finds an arm of 5,000 that loses a tenth, and hardly ever stops a true split', () => {
    const random = seededRandom(11)
    let falseStops = 0
    for (let run = 0; run < 100; run++) {
      let lost = 0
      for (let unit = 0; unit < 5_000; unit++) if (random.uniform() < 0.1) lost++
      expect(checked({ weights: [1, 1], looks: [[5_000, 5_000 - lost]] }).stops).toBe(true)
      const looks: number[][] = []
      let a = 0
      let b = 0
      for (let day = 0; day < 28; day++) {
        for (let unit = 0; unit < 100; unit++) random.uniform() < 0.5 ? a++ : b++
        looks.push([a, b])
      }
      if (checked({ weights: [1, 1], looks }).stops) falseStops++
    }
    expect(falseStops).toBeLessThanOrEqual(1)
  })

  it('says nothing of nobody, and refuses options that make no sense', () => {
    expect(sequentialSampleRatio([])).toMatchObject({ state: 'notYet', reason: 'emptyArm' })
    expect(sequentialSampleRatio([{ weights: [1, 1], looks: [[Number.NaN, 1]] }])).toMatchObject({
      reason: 'impossible',
    })
    expect(() => sequentialSampleRatio([], { alpha: 0 })).toThrow(RangeError)
  })
})
