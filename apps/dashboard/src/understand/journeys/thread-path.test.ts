import type { JourneyEmotion } from '@throughline/contract/journeys'
import { describe, expect, it } from 'vitest'
import { moodOf, threadPieces, threadPoints } from './thread-path.ts'

const measured = (value: number): JourneyEmotion => ({
  source: 'measured',
  value,
  low: value - 0.5,
  high: value + 0.5,
  answers: 12,
})
const unknown: JourneyEmotion = { source: 'unknown', value: null, low: null, high: null, answers: 0 }

describe('moodOf', () => {
  it('goes straight between what is known', () => {
    expect(moodOf([measured(1), unknown, unknown, measured(-2)])).toEqual([1, 0, -1, -2])
  })

  it('stays level before the first and after the last known stage', () => {
    expect(moodOf([unknown, measured(1.5), unknown])).toEqual([1.5, 1.5, 1.5])
  })

  it('is neutral where nothing is known', () => {
    expect(moodOf([unknown, unknown])).toEqual([0, 0])
  })
})

describe('the thread', () => {
  const frame = { width: 600, top: 10, bottom: 110 }

  it('puts delight on top and frustration at the bottom, each in the middle of its column', () => {
    const points = threadPoints([measured(2), measured(-2), measured(0)], frame)
    expect(points.map(({ x, y }) => [x, y])).toEqual([
      [100, 10],
      [300, 110],
      [500, 60],
    ])
    expect(points[2]?.band).toEqual([47.5, 72.5])
  })

  it('is one unbroken line: each piece begins where the one before ended', () => {
    const points = threadPoints([measured(1), unknown, measured(-1), measured(2)], frame)
    const pieces = threadPieces(points, frame.width).map(({ d }) => d.match(/-?[\d.]+/g)?.map(Number) ?? [])
    expect(pieces[0]?.slice(0, 2)).toEqual([0, points[0]?.y])
    for (const [index, piece] of pieces.entries())
      if (index > 0) expect(piece.slice(0, 2)).toEqual(pieces[index - 1]?.slice(-2))
    expect(pieces.at(-1)?.slice(-2)).toEqual([600, points.at(-1)?.y])
  })

  it('draws each stage as it is known', () => {
    const pieces = threadPieces(threadPoints([measured(1), unknown], frame), frame.width)
    expect(pieces.map(({ source }) => source)).toEqual(['measured', 'unknown'])
  })
})
