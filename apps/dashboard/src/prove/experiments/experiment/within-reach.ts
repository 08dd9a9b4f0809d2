import type { Effect } from '../effect-words.ts'

/** How far the picture goes, of what the later half of the days is about. */
const TIMES = 3

/**
 * Effects with what lies far beyond the later days cut off: the first days' intervals reach to some thousand per cent, and
 * nothing else could be seen beside them.
 *
 * @param effects in the order of their days
 * @example withinReach([{ estimate: 2, low: -9, high: 40 }, { estimate: 0.1, low: -0.1, high: 0.3 }])[0]?.high // 0.9
 */
export function withinReach<T extends Effect>(effects: readonly T[]): T[] {
  const later = effects.slice(Math.floor(effects.length / 2))
  const reach = TIMES * Math.max(0, ...later.flatMap(({ low, high }) => [Math.abs(low), Math.abs(high)]))
  const within = (value: number): number => Math.min(reach, Math.max(-reach, value))
  return effects.map((effect) => ({
    ...effect,
    estimate: within(effect.estimate),
    low: within(effect.low),
    high: within(effect.high),
  }))
}
