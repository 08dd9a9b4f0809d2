import type { TimeMark } from '../../../ui/chart/line-option.ts'

/** What happened in one part of a course. */
export interface CostEvents {
  readonly index: number
  readonly labels: readonly string[]
}

/** Of a letter of a label, and between two labels, in pixels. */
const letter = 5.8
const gap = 8

type Side = 'before' | 'middle' | 'after'

/**
 * Labels of marks such that none lies on another or leaves the drawing: in the middle of its line or at one side of it,
 * in fewer words where there is no room for all of them, and none where there is room for none.
 *
 * @param last index of the last part
 * @param width of the drawing between its axes, in pixels
 */
export function placeLabels(events: readonly CostEvents[], last: number, width: number): TimeMark[] {
  const at = (index: number): number => (last === 0 ? width / 2 : (index / last) * width)
  let taken = Number.NEGATIVE_INFINITY
  return events.map(({ index, labels }, place) => {
    const x = at(index)
    const next = events[place + 1]
    const roomAfter = next ? at(next.index) - x : width - x
    for (let count = labels.length; count > 0; count -= 1) {
      const label = labels.slice(0, count).join(', ')
      const size = label.length * letter
      // Before the line it leaves the next one's label the most room.
      const sides: readonly Side[] =
        roomAfter < size ? ['before', 'middle', 'after'] : ['middle', 'before', 'after']
      const side = sides.find((one) => {
        const [start, end] = span(x, size, one)
        return start >= Math.max(taken, -gap) && end <= width + gap
      })
      if (side) {
        taken = span(x, size, side)[1] + gap
        return side === 'middle' ? { index, label } : { index, label, side }
      }
    }
    return { index, label: '' }
  })
}

function span(x: number, size: number, side: Side): readonly [number, number] {
  if (side === 'middle') return [x - size / 2, x + size / 2]
  return side === 'before' ? [x - size, x] : [x, x + size]
}
