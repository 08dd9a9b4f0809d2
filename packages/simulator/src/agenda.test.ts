import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Agenda, EarliestFirst } from './agenda.ts'
import { HOUR } from './calendar.ts'

const items = fc.array(
  fc.record({ at: fc.integer({ min: 0, max: 50 }), order: fc.integer({ min: 0, max: 50 }) }),
)

test('the heap gives items by moment, then by order', () => {
  fc.assert(
    fc.property(items, (given) => {
      const heap = new EarliestFirst<{ at: number; order: number }>()
      for (const item of given) heap.add(item)
      const taken = Array.from({ length: given.length }, () => heap.take())
      expect(taken).toEqual([...given].sort((a, b) => a.at - b.at || a.order - b.order))
      expect(heap.peek()).toBeUndefined()
    }),
  )
})

test('a top that was moved on settles where it belongs', () => {
  fc.assert(
    fc.property(items, fc.integer({ min: 0, max: 60 }), (given, later) => {
      const heap = new EarliestFirst<{ at: number; order: number }>()
      for (const item of given) heap.add({ ...item })
      const top = heap.peek()
      if (top) top.at += later
      heap.settleTop()
      const times = Array.from({ length: given.length }, () => heap.take()?.at ?? Number.NaN)
      expect(times).toEqual([...times].sort((a, b) => a - b))
    }),
  )
})

test('the agenda gives each appointment once, in its hour', () => {
  const agenda = new Agenda<{ at: number; order: number }>()
  agenda.add({ at: HOUR, order: 1 })
  agenda.add({ at: 2 * HOUR - 1, order: 2 })
  agenda.add({ at: 2 * HOUR, order: 3 })
  expect(agenda.takeHour(HOUR).map((due) => due.order)).toEqual([1, 2])
  expect(agenda.takeHour(HOUR)).toEqual([])
  expect(agenda.takeHour(2 * HOUR).map((due) => due.order)).toEqual([3])
})
