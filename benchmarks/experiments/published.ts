import { compareArms } from '@throughline/statistics/compare-arms'
import { unitsForEffect } from '@throughline/statistics/experiment-size'
import { normalQuantile } from '@throughline/statistics/normal-distribution'
import { sampleRatio } from '@throughline/statistics/sample-ratio'
import type { Bound, Measurement } from '../benchmark.ts'

/** Published experiments, by the product's own inference. */
export function publishedRows(): Measurement {
  const cats = compare([8_502, 44_700], [8_279, 45_489])
  const ratio = sampleRatio([44_700, 45_489], [1, 1])
  const screener = compare([3_785, 17_293], [3_423, 17_260])
  const z = -normalQuantile((cats.pValue ?? 1) / 2)
  const miller = unitsForEffect({ baseline: { share: 0.2 }, method: 'fixed' }, 0.05)
  return {
    name: 'experiments: published',
    about: 'Cookie Cats, Udacity’s screener, Evan Miller’s sample size',
    figures: [
      { name: 'Cookie Cats: z', value: z, unit: '', bound: near(3.164, 3) },
      { name: 'Cookie Cats: p', value: cats.pValue ?? 1, unit: '', bound: near(0.00155, 5) },
      {
        name: 'Cookie Cats: p of the sample ratio',
        value: ratio.state === 'checked' ? ratio.pValue : 1,
        unit: '',
        bound: near(0.0086, 4),
      },
      // Cut, not rounded, where it was published: −0.02055.
      {
        name: 'Udacity: effect',
        value: screener.absolute.estimate,
        unit: '',
        bound: { from: -0.0206, to: -0.0205 },
      },
      { name: 'Udacity: from', value: screener.absolute.low, unit: '', bound: near(-0.0291, 4) },
      { name: 'Udacity: to', value: screener.absolute.high, unit: '', bound: near(-0.012, 4) },
      { name: 'Evan Miller: an arm', value: miller.control, unit: '', bound: near(1_030, 0) },
    ],
  }
}

function compare(control: readonly [number, number], variation: readonly [number, number]) {
  const arm = ([successes, n]: readonly [number, number]) => ({ kind: 'proportion', n, successes }) as const
  const result = compareArms({ control: arm(control), variation: arm(variation) }, { method: 'fixed' })
  if (result.state === 'notYet') throw new Error(`A published experiment has no result: ${result.reason}.`)
  return result
}

/** What rounds to a published figure. */
const near = (value: number, digits: number): Bound => ({
  from: value - 0.5 * 10 ** -digits,
  to: value + 0.5 * 10 ** -digits,
})
