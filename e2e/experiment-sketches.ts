import type {
  ExperimentEffect,
  ExperimentMetricResult,
  ExperimentResults,
  ExperimentSegmentResult,
} from '../packages/contract/src/experiment-results.ts'
import { dayOf, days } from './experiment-days.ts'

/** Parts of an experiment's results, filled in from the few numbers that a state of the page is about. */

const none: ExperimentEffect = {
  state: 'none',
  note: null,
  absolute: null,
  relative: null,
  p: null,
  q: null,
  chanceToWin: null,
  shrunk: null,
  moneyPerYear: null,
}

type Interval = readonly [estimate: number, low: number, high: number]

const interval = ([estimate, low, high]: Interval) => ({ estimate, low, high })

interface MetricSketch {
  readonly metric: string
  readonly name: string
  readonly kind?: ExperimentMetricResult['kind']
  readonly role: ExperimentMetricResult['role']
  readonly better?: 'up' | 'down'
  readonly format?: ExperimentMetricResult['format']
  readonly control: number
  readonly relative: Interval | null
  readonly state: ExperimentEffect['state']
  readonly note?: string
  readonly money?: Interval
  readonly units?: readonly [number, number]
}

export function metric(sketch: MetricSketch): ExperimentMetricResult {
  const { relative, control, units = [20_951, 20_919] } = sketch
  const times = (factor: Interval): Interval => [
    control * factor[0],
    control * factor[1],
    control * factor[2],
  ]
  return {
    metric: sketch.metric,
    name: sketch.name,
    kind: sketch.kind ?? 'proportion',
    role: sketch.role,
    better: sketch.better ?? 'up',
    format: sketch.format ?? 'share',
    arms: [
      {
        variation: 'off',
        units: units[0],
        value: control,
        total: Math.round(control * units[0]),
        effect: null,
      },
      {
        variation: 'on',
        units: units[1],
        value: relative ? control * (1 + relative[0]) : control,
        total: Math.round(control * (1 + (relative?.[0] ?? 0)) * units[1]),
        effect: {
          ...none,
          state: sketch.state,
          note: sketch.note ?? null,
          relative: relative ? interval(relative) : null,
          absolute: relative ? interval(times(relative)) : null,
          p: relative ? (sketch.state === 'unclear' ? 0.31 : 0.0012) : null,
          q: relative ? (sketch.state === 'unclear' ? 0.62 : 0.0024) : null,
          moneyPerYear: sketch.money ? interval(sketch.money) : null,
        },
      },
    ],
    past: sketch.role === 'primary' ? 0.18 : null,
    capped: null,
    course: [],
  }
}

export const segment = (
  field: string,
  value: string,
  units: number,
  relative: Interval,
): ExperimentSegmentResult => ({
  field,
  value,
  arms: [
    { variation: 'off', units: units / 2, value: 0.07, total: null, effect: null },
    {
      variation: 'on',
      units: units / 2,
      value: 0.07 * (1 + relative[0]),
      total: null,
      effect: {
        ...none,
        state: relative[1] > 0 ? 'better' : relative[2] < 0 ? 'worse' : 'unclear',
        relative: interval(relative),
        absolute: interval([0.07 * relative[0], 0.07 * relative[1], 0.07 * relative[2]]),
        q: 0.2,
      },
    },
  ],
})

export const words = [
  'Intervals are confidence sequences: whatever the number of looks, at most 5\u202f% of changes that do nothing are ever called a difference (Waudby-Smith and others, 2021).',
  'What each person did in the 28 days before is taken off (CUPED), which makes intervals narrower and changes nothing else.',
  'Each time more people were let in begins a stratum of its own; the strata are put together by their size.',
]

/** The confidence that grows with every day, around an effect. */
export function course(effect: number, half: number, length: number): ExperimentResults['cumulative'] {
  return Array.from({ length }, (_, index) => {
    const width = half * Math.sqrt(length / (index + 1))
    const wave = effect + width * 0.45 * Math.sin(index * 1.7) * Math.exp(-index / 6)
    const relative = { estimate: wave, low: wave - width, high: wave + width }
    return {
      day: dayOf(index + 1),
      arms: [
        {
          variation: 'on',
          units: Math.round(((index + 1) * 20_919) / length),
          relative: index === 0 ? null : relative,
          absolute: null,
        },
      ],
    }
  })
}

export const arrivals = (on: number): ExperimentResults['health']['days'] =>
  Array.from({ length: days }, (_, index) => {
    const many = Math.round((index < 7 ? 560 : 1_300) * (1 + 0.2 * Math.sin(index * 0.9)))
    return { day: dayOf(index + 1), units: [many, Math.round(many * on)] }
  })
