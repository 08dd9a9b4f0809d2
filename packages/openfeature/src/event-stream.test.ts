import fc from 'fast-check'
import { expect, test } from 'vitest'
import { eventParser } from './event-stream.ts'

const stream =
  ': hello\r\nretry: 2000\r\n\r\nid: 1\nevent: changed\ndata: {"a":1}\n\ndata: x\ndata:y\r\rdata\n\n'

test('events are the same however the stream is cut into pieces', () => {
  const whole = [
    { name: 'changed', id: '1', data: '{"a":1}' },
    { name: 'message', data: 'x\ny' },
    { name: 'message', data: '' },
  ]
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: stream.length }), { maxLength: 8 }), (cuts) => {
      const events: unknown[] = []
      const parse = eventParser((event) => events.push(event))
      const places = [0, ...cuts.sort((one, other) => one - other), stream.length]
      for (const [index, place] of places.entries()) parse(stream.slice(place, places[index + 1]))
      expect(events).toEqual(whole)
    }),
  )
})
