import type { JourneyEmotion } from '@throughline/contract/journeys'

/** A stage's place on the thread. */
export interface ThreadPoint {
  readonly x: number
  readonly y: number
  /** Ends of the 95 % interval, the upper one first; null where there is none. */
  readonly band: readonly [number, number] | null
  readonly source: JourneyEmotion['source']
}

/** The part of the line that belongs to a stage: from halfway to the stage before to halfway to the next. */
export interface ThreadPiece {
  readonly d: string
  readonly source: JourneyEmotion['source']
}

/** The emotion of each stage from −2 to 2; where nobody knows it, the line goes straight between its neighbours. */
export function moodOf(emotions: readonly JourneyEmotion[]): number[] {
  const known = emotions.map(({ source, value }) => (source === 'unknown' ? null : value))
  return known.map((value, at) => {
    if (value !== null) return value
    const before = lastIndex(known, at)
    const after = known.findIndex((other, index) => index > at && other !== null)
    const low = known[before] ?? null
    const high = known[after] ?? null
    if (low === null || high === null) return low ?? high ?? 0
    return low + ((high - low) * (at - before)) / (after - before)
  })
}

/** Points at the middle of equal columns; `top` is where delight lies, `bottom` where frustration does. */
export function threadPoints(
  emotions: readonly JourneyEmotion[],
  frame: { readonly width: number; readonly top: number; readonly bottom: number },
): ThreadPoint[] {
  const { width, top, bottom } = frame
  const heightOf = (value: number): number => top + ((2 - value) / 4) * (bottom - top)
  const moods = moodOf(emotions)
  return emotions.map(({ source, low, high }, index) => ({
    x: ((index + 0.5) * width) / emotions.length,
    y: heightOf(moods[index] ?? 0),
    band: low === null || high === null ? null : [heightOf(high), heightOf(low)],
    source,
  }))
}

/**
 * One smooth line in pieces, one a stage, so that each is drawn as it is known. It comes in from the left edge and
 * leaves at the right one.
 */
export function threadPieces(points: readonly ThreadPoint[], width: number): ThreadPiece[] {
  return points.map((point, index) => {
    const before = points[index - 1]
    const after = points[index + 1]
    const start = before ? arriving(before, point) : `M 0 ${point.y} L ${point.x} ${point.y}`
    const end = after ? leaving(point, after) : `L ${width} ${point.y}`
    return { d: `${start} ${end}`, source: point.source }
  })
}

/** Second half of the curve between two points (de Casteljau at one half). */
function arriving(from: ThreadPoint, to: ThreadPoint): string {
  const middle = (from.x + to.x) / 2
  const c1 = `${(3 * middle + to.x) / 4} ${(from.y + 3 * to.y) / 4}`
  const c2 = `${(middle + to.x) / 2} ${to.y}`
  return `M ${middle} ${(from.y + to.y) / 2} C ${c1} ${c2} ${to.x} ${to.y}`
}

/** First half of the curve between two points. */
function leaving(from: ThreadPoint, to: ThreadPoint): string {
  const middle = (from.x + to.x) / 2
  const c1 = `${(from.x + middle) / 2} ${from.y}`
  const c2 = `${(from.x + 3 * middle) / 4} ${(3 * from.y + to.y) / 4}`
  return `C ${c1} ${c2} ${middle} ${(from.y + to.y) / 2}`
}

function lastIndex(values: readonly (number | null)[], before: number): number {
  for (let index = before - 1; index >= 0; index--) if (values[index] !== null) return index
  return -1
}
