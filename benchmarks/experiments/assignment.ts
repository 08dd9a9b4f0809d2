import { createHash } from 'node:crypto'
import { compile } from '@throughline/evaluator/compile'
import type { Experiment, Flag } from '@throughline/evaluator/datafile'
import type { Measurement, Task } from '../benchmark.ts'

/** In standard errors. A right hash exceeds it once in 16,000 looks, and this one is always the same. */
const MOST = 4

/**
 * Who gets what in experiments, over a million units: splits within noise, experiments of one layer disjoint, those of two
 * layers independent, and nobody moved when traffic grows. Beside it the speed, over drawing by SHA-256.
 */
export async function assignment({ smoke }: Task): Promise<Measurement[]> {
  const units = Array.from({ length: smoke ? 20_000 : 1_000_000 }, (_, index) => `user-${index}`)
  const figures = {
    'split of 50/50, standard errors off': splitOff(units, 50),
    'split of 1/99, standard errors off': splitOff(units, 1),
    '10,000 slots filled evenly, standard errors off': slotsOff(units),
    'two experiments of one layer, units in both or none': inBoth(units),
    'two experiments of two layers, standard errors off independence': dependence(units),
    'units moved by growing traffic and another split': movedByGrowth(units),
  }
  for (const [name, value] of Object.entries(figures))
    if (!(value <= (name.includes('units') ? 0 : MOST))) throw new Error(`${name}: ${value}`)
  const variation = variationBy(experimentOf('speed', [50, 50]))
  const ours = unitsASecond(units, variation)
  const bySha = unitsASecond(units, (unit) =>
    createHash('sha256').update(`speed.${unit}`).digest().readUInt32LE(),
  )
  return [
    {
      name: 'assignment',
      about: 'units/s that get their variation of an experiment over hashing them by SHA-256',
      ratio: { value: ours / bySha },
      figures: [
        { name: 'units/s', value: ours, unit: '' },
        ...Object.entries(figures).map(([name, value]) => ({
          name,
          value,
          unit: '',
          bound: { atMost: name.includes('units') ? 0 : MOST },
        })),
      ],
    },
  ]
}

interface Shape {
  readonly layer?: string
  readonly phases?: Experiment['phases']
}

const splitOf = (weights: readonly number[]) =>
  weights.map((weight, index) => ({ variation: `${index}`, weight }))

function experimentOf(
  id: string,
  weights: readonly number[],
  { layer = id, phases }: Shape = {},
): Experiment {
  const whole = [{ slots: [[0, 10_000]] as const, split: splitOf(weights) }]
  return { id, unit: 'targetingKey', salt: id, layer, phases: phases ?? whole, holdout: null }
}

/** The variation of a unit, through the whole evaluator; undefined for who is not in the experiment. */
function variationBy(experiment: Experiment): (unit: string) => string | undefined {
  const flag: Flag = {
    key: 'flag',
    type: 'number',
    enabled: true,
    variations: Array.from({ length: 10 }, (_, index) => ({ key: `${index}`, value: index })),
    off: '0',
    prerequisites: [],
    rules: [{ id: 'experiment', conditions: [], serve: { experiment } }],
    otherwise: { variation: '0' },
  }
  const { evaluate } = compile({ format: 1, environment: 'e', revision: 'r', flags: [flag] })
  return (unit) => evaluate('flag', { targetingKey: unit }).experiment?.variation
}

function splitOff(units: readonly string[], weight: number): number {
  const variation = variationBy(experimentOf(`split-${weight}`, [weight, 100 - weight]))
  const first = units.reduce((count, unit) => count + (variation(unit) === '0' ? 1 : 0), 0)
  const share = weight / 100
  return Math.abs(first - units.length * share) / Math.sqrt(units.length * share * (1 - share))
}

/** By phases of a tenth of the slots each, whose variation tells which; chi-square of 9 degrees as a normal deviate. */
function slotsOff(units: readonly string[]): number {
  const phases = Array.from({ length: 10 }, (_, index) => ({
    slots: [[index * 1000, (index + 1) * 1000]] as const,
    split: [{ variation: `${index}`, weight: 100 }],
  }))
  const variation = variationBy(experimentOf('slots', [], { phases }))
  const counts = new Map<string | undefined, number>()
  for (const unit of units) counts.set(variation(unit), (counts.get(variation(unit)) ?? 0) + 1)
  const expected = units.length / 10
  const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
  // Wilson and Hilferty, 1931.
  return Math.abs((Math.cbrt(chiSquare / 9) - (1 - 2 / 81)) / Math.sqrt(2 / 81))
}

function inBoth(units: readonly string[]): number {
  const half = (from: number, to: number) => ({
    layer: 'shared',
    phases: [{ slots: [[from, to]] as const, split: splitOf([50, 50]) }],
  })
  const one = variationBy(experimentOf('first', [], half(0, 5000)))
  const other = variationBy(experimentOf('second', [], half(5000, 10_000)))
  return units.filter((unit) => (one(unit) !== undefined) === (other(unit) !== undefined)).length
}

/** The root of a four-field chi-square, whose degree of freedom is one. */
function dependence(units: readonly string[]): number {
  const one = variationBy(experimentOf('one', [50, 50]))
  const other = variationBy(experimentOf('other', [50, 50]))
  const cells = [0, 0, 0, 0]
  for (const unit of units) {
    const cell = Number(one(unit)) * 2 + Number(other(unit))
    cells[cell] = (cells[cell] ?? 0) + 1
  }
  const [a = 0, b = 0, c = 0, d = 0] = cells
  return Math.abs((a * d - b * c) * Math.sqrt(units.length / ((a + b) * (c + d) * (a + c) * (b + d))))
}

function movedByGrowth(units: readonly string[]): number {
  const first = { slots: [[0, 2000]] as const, split: splitOf([50, 50]) }
  const later = { slots: [[2000, 9000]] as const, split: splitOf([10, 90]) }
  const before = variationBy(experimentOf('grows', [], { phases: [first] }))
  const after = variationBy(experimentOf('grows', [], { phases: [first, later] }))
  return units.filter((unit) => before(unit) !== undefined && before(unit) !== after(unit)).length
}

function unitsASecond(units: readonly string[], work: (unit: string) => unknown): number {
  const size = 10_000
  let best = Number.POSITIVE_INFINITY
  for (let from = 0; from < units.length; from += size) {
    const some = units.slice(from, from + size)
    const start = performance.now()
    for (const unit of some) work(unit)
    best = Math.min(best, performance.now() - start)
  }
  return (size / best) * 1000
}
