import type { Effect } from '../effect-words.ts'

/** An axis of relative effects that holds zero, with the ticks to draw. */
export interface EffectAxis {
  readonly min: number
  readonly max: number
  readonly ticks: readonly number[]
}

const steps = [1, 2, 2.5, 5, 10] as const
const aimedTicks = 5
/** What an empty axis shows, and the least that any axis does. */
const least = 0.01
/** From here on an interval says only "we know nothing", and is cut so that the others can be read. */
const cutFrom = 8

/**
 * Round bounds that hold the intervals of all rows. One interval that is many times as wide as the typical one does not
 * stretch the axis: its row is drawn with an open end.
 */
export function effectAxis(effects: readonly Effect[]): EffectAxis {
  const reach = typicalReach(effects)
  const low = Math.max(-reach, Math.min(0, ...effects.map((effect) => effect.low)))
  const high = Math.min(reach, Math.max(0, ...effects.map((effect) => effect.high)))
  const width = Math.max(high - low, least)
  const step = stepOf(width / aimedTicks)
  const min = Math.floor(Math.min(low, -least / 2) / step)
  const max = Math.ceil(Math.max(high, least / 2) / step)
  const ticks = Array.from({ length: max - min + 1 }, (_, index) => clean((min + index) * step))
  return { min: clean(min * step), max: clean(max * step), ticks }
}

/** Where an effect lies on the axis, from 0 to 1; beyond its ends it is at them. */
export function placeOnAxis({ min, max }: EffectAxis, effect: number): number {
  return (Math.min(max, Math.max(min, effect)) - min) / (max - min)
}

/** How far from zero the axis may reach. */
function typicalReach(effects: readonly Effect[]): number {
  const reaches = effects
    .map(({ low, high }) => Math.max(Math.abs(low), Math.abs(high)))
    .filter(Number.isFinite)
    .sort((a, b) => a - b)
  const typical = reaches[Math.floor((reaches.length - 1) / 2)] ?? least
  return Math.max(least, typical * cutFrom)
}

function stepOf(rough: number): number {
  const size = 10 ** Math.floor(Math.log10(rough))
  return (steps.find((candidate) => candidate * size >= rough * 0.999) ?? 10) * size
}

/** Without what adding floating point leaves behind. */
const clean = (value: number): number => Number(value.toPrecision(6)) || 0
