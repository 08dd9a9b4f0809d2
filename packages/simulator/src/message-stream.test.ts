import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toBatches, toNdjson } from './message-stream.ts'
import { simulate } from './simulate.ts'

const shop = () => simulate({ seed: 3, from: '2026-03-01', to: '2026-03-08', people: 60 })

test('batches hold every message once, in order, whatever their size', () => {
  const all = [...shop()]
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), (size) => {
      const batches = [...toBatches(all, size)]
      expect(batches.flat()).toEqual(all)
      expect(batches.slice(0, -1).every((batch) => batch.length === size)).toBe(true)
    }),
    { numRuns: 20 },
  )
})

test('a batch of no messages is refused', () => {
  expect(() => [...toBatches([], 0)]).toThrow(
    'A batch must hold a whole number of messages from 1 on, not 0.',
  )
})

test('NDJSON is one parsable message a line', () => {
  const lines = [...toNdjson(shop())]
  expect(lines.every((line) => line.endsWith('}\n') && line.indexOf('\n') === line.length - 1)).toBe(true)
  expect(lines.map((line) => JSON.parse(line))).toEqual([...shop()])
})
