import type { ReplayEvent } from '@throughline/contract/recordings'
import { changes, eventKinds } from './clean-event.ts'

/** A part of a recording in which the visitor did nothing; milliseconds from its start, `to` not included. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** Who reads or thinks does nothing for some seconds, and that is worth seeing; longer is waiting. */
const idleAfterMs = 6_000

/** So much is still shown after the last deed and before the next, so that both can be followed. */
const shownAroundMs = 1_000

const deeds: ReadonlySet<unknown> = new Set([
  changes.mouseMove,
  changes.mouseInteraction,
  changes.scroll,
  changes.resize,
  changes.input,
  changes.touchMove,
  changes.drag,
  changes.selection,
])

/** Whether the visitor did something: not what the page does by itself. A new page is what a deed led to. */
export function isDeed({ type, data }: ReplayEvent): boolean {
  if (type === eventKinds.page) return true
  if (type !== eventKinds.change || typeof data !== 'object' || data === null) return false
  return 'source' in data && deeds.has(data.source)
}

/**
 * The stretches between deeds that a viewer may skip.
 *
 * @param deedsAt milliseconds from the start, in any order
 * @param until what is known so far; behind the last deed all up to here is idle
 */
export function idleStretches(deedsAt: readonly number[], until: number): Stretch[] {
  const times = [...deedsAt.filter((at) => at <= until), until].sort((a, b) => a - b)
  const stretches: Stretch[] = []
  let last = 0
  for (const at of times) {
    const from = last + (last === 0 ? 0 : shownAroundMs)
    const to = at - shownAroundMs
    if (at - last > idleAfterMs && to > from) stretches.push({ from, to })
    last = at
  }
  return stretches
}

/** The idle stretch that a moment lies in. */
export function stretchAt(stretches: readonly Stretch[], time: number): Stretch | undefined {
  return stretches.find(({ from, to }) => from <= time && time < to)
}

/** How long all stretches are together. */
export function totalOf(stretches: readonly Stretch[]): number {
  return stretches.reduce((sum, { from, to }) => sum + to - from, 0)
}
