const EULER_GAMMA = 0.5772156649015329

/** A Gumbel distribution: where its most likely value lies, and how wide it is. */
export interface GumbelFit {
  readonly location: number
  /** 0 where all maxima were the same. */
  readonly scale: number
}

/**
 * The Gumbel distribution with the mean and standard deviation of the maxima given: what the largest of many comparable
 * statistics is distributed like, so that a search over many windows can be paid for with few shuffles (Abrams, Kulldorff
 * and Kleinman 2010 found it so for scan statistics).
 *
 * @param maxima the largest statistic of each shuffle, in any order; dozens at least
 * @throws RangeError where there are fewer than two, or one is not finite
 * @example gumbelFit([4.1, 5.3, 3.8, 6.0]) // { location: 4.34, scale: 0.80 }
 */
export function gumbelFit(maxima: readonly number[]): GumbelFit {
  if (maxima.length < 2) throw new RangeError(`${maxima.length} maxima are too few: two are the least.`)
  let sum = 0
  for (const value of maxima) {
    if (!Number.isFinite(value)) throw new RangeError(`${value} is not a maximum.`)
    sum += value
  }
  const mean = sum / maxima.length
  let squares = 0
  for (const value of maxima) squares += (value - mean) ** 2
  const scale = (Math.sqrt(squares / (maxima.length - 1)) * Math.sqrt(6)) / Math.PI
  return { location: mean - EULER_GAMMA * scale, scale }
}

/**
 * The chance that a maximum is `x` or more, precise also where it is tiny.
 *
 * @example gumbelTail({ location: 0, scale: 1 }, 10) // 4.54e-5
 */
export function gumbelTail(fit: GumbelFit, x: number): number {
  if (fit.scale === 0) return x <= fit.location ? 1 : 0
  return -Math.expm1(-Math.exp(-(x - fit.location) / fit.scale))
}
