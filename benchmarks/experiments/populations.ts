import type { ArmStatistics, MeanArm } from '@throughline/statistics/experiment-arm'
import { quantileLevels } from '@throughline/statistics/quantile-estimate'
import type { SeededRandom } from '@throughline/statistics/seeded-random'

/** A metric of which everything is known, so that an interval can be held against the truth. */
export interface Population {
  /** Of control; the variation's is `lift` times that. */
  readonly truth: number
  draw(random: SeededRandom, units: number, lift: number): ArmStatistics
}

const PAYING = 0.05
const SPREAD = 1.5
const MEAN_ORDER = Math.exp(SPREAD ** 2 / 2)
/** Of the covariate with the metric. */
export const CORRELATION = 0.7

const share = (truth: number): Population => ({
  truth,
  draw(random, n, lift) {
    let successes = 0
    for (let unit = 0; unit < n; unit++) if (random.uniform() < truth * lift) successes++
    return { kind: 'proportion', n, successes }
  },
})

/** 95 of 100 pay nothing, the others a log-normal amount: a lift is more orders, or larger ones. */
const revenue = (lifted: 'orders' | 'amounts'): Population => ({
  truth: PAYING * MEAN_ORDER,
  draw(random, n, lift) {
    const paying = lifted === 'orders' ? PAYING * lift : PAYING
    const amount = lifted === 'orders' ? 1 : lift
    let sum = 0
    let sumOfSquares = 0
    let sumOfCubes = 0
    for (let unit = 0; unit < n; unit++) {
      if (random.uniform() >= paying) continue
      const value = amount * Math.exp(SPREAD * random.normal())
      sum += value
      sumOfSquares += value ** 2
      sumOfCubes += value ** 3
    }
    return { kind: 'mean', n, sum, sumOfSquares, sumOfCubes }
  },
})

/** Clicks a page view: persons have from one view on, and each a rate of their own. */
const ratio: Population = {
  truth: 0.3,
  draw(random, n, lift) {
    let sum = 0
    let sumOfSquares = 0
    let views = 0
    let viewsSquared = 0
    let crossProduct = 0
    for (let unit = 0; unit < n; unit++) {
      const seen = 1 + Math.floor(-3 * Math.log(1 - random.uniform()))
      const rate = 0.6 * random.uniform() * lift
      let clicks = 0
      for (let view = 0; view < seen; view++) if (random.uniform() < rate) clicks++
      sum += clicks
      sumOfSquares += clicks ** 2
      views += seen
      viewsSquared += seen ** 2
      crossProduct += seen * clicks
    }
    const denominator = { sum: views, sumOfSquares: viewsSquared }
    return { kind: 'ratio', n, sum, sumOfSquares, denominator, crossProduct }
  },
}

/** Of log-normal waiting times. */
const median: Population = {
  truth: 1,
  draw(random, n, lift) {
    const values = Float64Array.from({ length: n }, () => lift * Math.exp(random.normal())).sort()
    const levels = quantileLevels(n, 0.5)
    if (!levels) throw new Error('Too few values for a median.')
    const at = (level: number): number => {
      const place = level * (n - 1)
      const below = values[Math.floor(place)] ?? Number.NaN
      return below + (place % 1) * ((values[Math.ceil(place)] ?? Number.NaN) - below)
    }
    return {
      kind: 'quantile',
      n,
      quantile: 0.5,
      value: at(0.5),
      lower: at(levels.low),
      upper: at(levels.high),
    }
  },
}

/** A metric with what the same persons did before, and how both are drawn. */
const withPast = (
  truth: number,
  pair: (random: SeededRandom, lift: number) => readonly [before: number, after: number],
): Population => ({
  truth,
  draw(random, n, lift) {
    const sums = { y: 0, yy: 0, yyy: 0, x: 0, xx: 0, xxx: 0, yx: 0, yyx: 0, yxx: 0 }
    for (let unit = 0; unit < n; unit++) {
      const [x, y] = pair(random, lift)
      sums.y += y
      sums.yy += y * y
      sums.yyy += y ** 3
      sums.x += x
      sums.xx += x * x
      sums.xxx += x ** 3
      sums.yx += y * x
      sums.yyx += y * y * x
      sums.yxx += y * x * x
    }
    return {
      kind: 'mean',
      n,
      sum: sums.y,
      sumOfSquares: sums.yy,
      sumOfCubes: sums.yyy,
      covariate: {
        sum: sums.x,
        sumOfSquares: sums.xx,
        sumOfCubes: sums.xxx,
        crossProduct: sums.yx,
        thirds: { outcomeSquaredTimesCovariate: sums.yyx, outcomeTimesCovariateSquared: sums.yxx },
      },
    } satisfies MeanArm
  },
})

const correlated = withPast(10, (random, lift) => {
  const before = random.normal()
  const noise = Math.sqrt(1 - CORRELATION ** 2) * random.normal()
  return [10 + 3 * before, 10 * lift + 3 * (CORRELATION * before + noise)]
})

/** Orders before and after, of persons each with a log-normal appetite. */
const orders = withPast(0.5 * Math.exp(0.5), (random, lift) => {
  const appetite = 0.5 * Math.exp(random.normal())
  return [poisson(random, appetite), poisson(random, appetite * lift)]
})

/** Knuth's product of uniforms: the means here are small. */
function poisson(random: SeededRandom, mean: number): number {
  const least = Math.exp(-mean)
  let product = random.uniform()
  let count = 0
  while (product > least) {
    product *= random.uniform()
    count++
  }
  return count
}

export const populations = {
  'a share of 2 %': share(0.02),
  'a share of 30 %': share(0.3),
  'log-normal revenue (more orders)': revenue('orders'),
  'log-normal revenue (larger orders)': revenue('amounts'),
  'a ratio': ratio,
  'a median': median,
  'CUPED, normal': correlated,
  'CUPED, orders': orders,
} satisfies Record<string, Population>

export type PopulationName = keyof typeof populations
