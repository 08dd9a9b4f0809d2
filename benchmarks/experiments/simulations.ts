import { compareArms } from '@throughline/statistics/compare-arms'
import type { SummedArmStatistics } from '@throughline/statistics/experiment-arm'
import { sequentialSampleRatio } from '@throughline/statistics/sample-ratio'
import { type SeededRandom, seededRandom } from '@throughline/statistics/seeded-random'
import { addDay } from './add-day.ts'
import { type PopulationName, populations } from './populations.ts'

/** A part of a simulation: so many runs from one seed. */
export type SimulationOrder = { readonly seed: number; readonly runs: number } & (
  | {
      readonly kind: 'coverage'
      readonly population: PopulationName
      readonly units: readonly [control: number, variation: number]
      readonly lift: number
      readonly definitions: 'ours' | 'standard'
    }
  | {
      readonly kind: 'daily'
      readonly population: DailyPopulation
      /** Units a day of both arms together. */
      readonly units: number
      readonly days: number
      readonly shareOfVariation: number
      readonly lift: number
      readonly method: 'anytime' | 'fixed'
      /** Of the units that come, by how many times it was planned for more; 1 unless said. */
      readonly plannedTimes?: number
    }
  | { readonly kind: 'once'; readonly population: PopulationName; readonly units: number }
  | { readonly kind: 'variance'; readonly units: number }
  | { readonly kind: 'ratioDaily'; readonly units: number; readonly days: number; readonly share: number }
  | {
      readonly kind: 'ratioLoss'
      readonly units: number
      readonly loss: number
      readonly assigned: 'exactly' | 'by chance'
    }
)

export type DailyPopulation = Exclude<PopulationName, 'a median'>

/** Counts by name, to be added up over the parts, and lists to be joined. */
export interface SimulationAnswer {
  readonly counts: Record<string, number>
  readonly values: readonly number[]
}

/** Runs one part of a simulation; the same order always gives the same answer. */
export function simulate(order: SimulationOrder): SimulationAnswer {
  const random = seededRandom(order.seed)
  switch (order.kind) {
    case 'coverage':
      return coverage(order, random)
    case 'daily':
      return daily(order, random)
    case 'once':
      return once(order, random)
    case 'variance':
      return variance(order, random)
    case 'ratioDaily':
      return ratioDaily(order, random)
    case 'ratioLoss':
      return ratioLoss(order, random)
  }
}

type Of<Kind extends SimulationOrder['kind']> = Extract<SimulationOrder, { kind: Kind }>

function coverage(order: Of<'coverage'>, random: SeededRandom): SimulationAnswer {
  const { truth, draw } = populations[order.population]
  const counts = { runs: 0, absolute: 0, relative: 0, low: 0, high: 0, unknown: 0, unknownRelative: 0 }
  for (let run = 0; run < order.runs; run++) {
    counts.runs++
    const [a, b] = order.units
    const control = draw(random, a, 1)
    const result = compareArms(
      { control, variation: draw(random, b, order.lift) },
      { method: 'fixed', definitions: order.definitions },
    )
    if (result.state === 'notYet') {
      counts.unknown++
      continue
    }
    const { absolute, relative } = result
    const effect = truth * (order.lift - 1)
    if (effect < absolute.low) counts.low++
    else if (effect > absolute.high) counts.high++
    else counts.absolute++
    if (!relative) counts.unknownRelative++
    else if (relative.low <= order.lift - 1 && order.lift - 1 <= relative.high) counts.relative++
  }
  return { counts, values: [] }
}

function daily(order: Of<'daily'>, random: SeededRandom): SimulationAnswer {
  const { draw } = populations[order.population]
  const counts = { runs: 0, found: 0, days: 0, looks: 0, atEnd: 0 }
  const ofVariation = Math.round(order.units * order.shareOfVariation)
  for (let run = 0; run < order.runs; run++) {
    counts.runs++
    let control: SummedArmStatistics | null = null
    let variation: SummedArmStatistics | null = null
    let foundOn = 0
    let rejects = false
    for (let day = 1; day <= order.days; day++) {
      control = addDay(control, draw(random, order.units - ofVariation, 1))
      variation = addDay(variation, draw(random, ofVariation, order.lift))
      const plannedUnits = order.units * order.days * (order.plannedTimes ?? 1)
      const result = compareArms({ control, variation }, { method: order.method, plannedUnits })
      if (result.state === 'notYet') continue
      counts.looks++
      rejects = result.absolute.low > 0 || result.absolute.high < 0
      if (rejects && foundOn === 0) foundOn = day
    }
    if (rejects) counts.atEnd++
    if (foundOn > 0) {
      counts.found++
      counts.days += foundOn
    }
  }
  return { counts, values: [] }
}

function once(order: Of<'once'>, random: SeededRandom): SimulationAnswer {
  const { draw } = populations[order.population]
  const values: number[] = []
  for (let run = 0; run < order.runs; run++) {
    const arms = { control: draw(random, order.units, 1), variation: draw(random, order.units, 1) }
    const result = compareArms(arms, { method: 'fixed' })
    values.push(result.state === 'compared' ? (result.pValue ?? Number.NaN) : 1)
  }
  return { counts: {}, values }
}

/** Differences of the same experiments, with the covariate and without. */
function variance(order: Of<'variance'>, random: SeededRandom): SimulationAnswer {
  const { draw } = populations['CUPED, normal']
  const counts = { runs: 0, adjusted: 0, plain: 0, told: 0 }
  for (let run = 0; run < order.runs; run++) {
    const arms = { control: draw(random, order.units, 1), variation: draw(random, order.units, 1) }
    const result = compareArms(arms, { method: 'fixed' })
    if (result.state === 'notYet') continue
    counts.runs++
    counts.adjusted += result.absolute.estimate ** 2
    counts.plain += (result.variation.unadjustedMean - result.control.unadjustedMean) ** 2
    counts.told += result.varianceReduction
  }
  return { counts, values: [] }
}

function ratioDaily(order: Of<'ratioDaily'>, random: SeededRandom): SimulationAnswer {
  const counts = { runs: 0, stops: 0 }
  for (let run = 0; run < order.runs; run++) {
    const looks: [number, number][] = []
    let [a, b] = [0, 0]
    for (let day = 0; day < order.days; day++) {
      for (let unit = 0; unit < order.units; unit++) random.uniform() < order.share ? a++ : b++
      looks.push([a, b])
    }
    const result = sequentialSampleRatio([{ weights: [order.share, 1 - order.share], looks }])
    counts.runs++
    if (result.state === 'checked' && result.stops) counts.stops++
  }
  return { counts, values: [] }
}

function ratioLoss(order: Of<'ratioLoss'>, random: SeededRandom): SimulationAnswer {
  const counts = { runs: 0, stops: 0 }
  for (let run = 0; run < order.runs; run++) {
    let [control, variation] = [order.units, order.units]
    if (order.assigned === 'by chance') {
      control = 0
      for (let unit = 0; unit < 2 * order.units; unit++) if (random.uniform() < 0.5) control++
      variation = 2 * order.units - control
    }
    let lost = 0
    for (let unit = 0; unit < variation; unit++) if (random.uniform() < order.loss) lost++
    const result = sequentialSampleRatio([{ weights: [1, 1], looks: [[control, variation - lost]] }])
    counts.runs++
    if (result.state === 'checked' && result.stops) counts.stops++
  }
  return { counts, values: [] }
}
