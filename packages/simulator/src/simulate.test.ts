import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toBatches, toNdjson } from './message-stream.ts'
import type { SegmentMessage } from './segment-message.ts'
import { type SimulationOptions, simulate } from './simulate.ts'

const spring: SimulationOptions = { seed: 'spring', from: '2026-03-01', to: '2026-04-01', people: 400 }

function digest(messages: Iterable<SegmentMessage>): string {
  const hash = createHash('sha256')
  for (const line of toNdjson(messages)) hash.update(line)
  return hash.digest('hex')
}

describe('the same seed gives the same bytes', () => {
  test('on every run and every engine: this digest changes only with the model', () => {
    expect(digest(simulate(spring))).toBe('c17156a64765c801fe73f8d56b7e41839b29c0d10593dbd2f3ef782894960cc8')
  })

  test('however the stream is cut', () => {
    const cut = [...toBatches(simulate(spring), 7)].flat()
    expect(digest(cut)).toBe(digest(simulate(spring)))
  })

  test('even when two streams are read in turns', () => {
    const [one, other] = [simulate(spring), simulate({ ...spring, seed: 'autumn' })]
    const read: SegmentMessage[] = []
    for (const message of one) {
      read.push(message)
      other.next()
    }
    expect(digest(read)).toBe(digest(simulate(spring)))
  })

  test('and another seed gives other people, orders and messages', () => {
    const idsOf = (seed: string) =>
      new Set([...simulate({ ...spring, seed })].map((message) => message.messageId))
    const known = idsOf('spring')
    expect([...idsOf('autumn')].filter((id) => known.has(id))).toEqual([])
  })
})

describe('order and period', () => {
  test('messages come in the order of their arrival, within the period', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 3 * 86_400_000 }), (seed, shift) => {
        const from = Date.UTC(2026, 2, 1) + shift
        const to = from + 5 * 86_400_000 + shift
        const options = { seed, from: new Date(from), to: new Date(to), people: 80, includeSentAt: true }
        const messages = [...simulate(options)]
        const arrivals = messages.map((message) => Date.parse(message.sentAt ?? ''))
        expect(arrivals).toEqual([...arrivals].sort((a, b) => a - b))
        for (const [place, message] of messages.entries()) {
          expect(Date.parse(message.timestamp)).toBeGreaterThanOrEqual(from)
          expect(Date.parse(message.timestamp)).toBeLessThan(to)
          expect(arrivals[place]).toBeGreaterThanOrEqual(Date.parse(message.timestamp))
          expect(arrivals[place]).toBeLessThan(to)
        }
      }),
      { numRuns: 25 },
    )
  })

  test('visits run side by side', () => {
    const sessions = [...simulate(spring)].map((message) => message.context.sessionId)
    const blocks = sessions.filter((session, place) => session !== sessions[place - 1]).length
    expect(blocks).toBeGreaterThan(new Set(sessions).size * 1.05)
  })

  test('a few phones without network deliver hours later', () => {
    const late = [...simulate({ ...spring, people: 4000, includeSentAt: true })].filter((message) => {
      return Date.parse(message.sentAt ?? '') - Date.parse(message.timestamp) > 3_600_000
    })
    expect(late.length).toBeGreaterThan(0)
    expect(late.every((message) => message.context.library.name.match(/swift|kotlin/))).toBe(true)
  })

  test('sentAt is left out unless asked for', () => {
    expect([...simulate(spring)].some((message) => 'sentAt' in message)).toBe(false)
  })
})

describe('streams of their own', () => {
  test('more people change nothing of what the earlier ones send', () => {
    const few = [...simulate(spring)]
    const known = new Set(few.map((message) => message.messageId))
    const many = [...simulate({ ...spring, people: 900 })].filter((message) => known.has(message.messageId))
    expect(digest(many)).toBe(digest(few))
  })

  test('an effect at one decision leaves what came before it as it was, in every first visit', () => {
    const first = (effects: SimulationOptions['effects']) => {
      const records = new Map<number, string>()
      const onVisit: SimulationOptions['onVisit'] = (record) => {
        if (record.situation.visit > 0) return
        const before = record.decisions.filter((decision) => decision.point !== 'add_to_cart')
        records.set(record.situation.personIndex, JSON.stringify([record.situation, before.slice(0, 2)]))
      }
      for (const _ of simulate({ ...spring, onVisit, ...(effects ? { effects } : {}) }));
      return records
    }
    const harsh = first([{ name: 'no cart', at: 'add_to_cart', alter: () => 0 }])
    expect(harsh).toEqual(first(undefined))
  })
})

describe('size', () => {
  test('laziness: the first messages of a shop of ten million events come at once', () => {
    const stream = simulate({ seed: 1, from: '2026-01-01', to: '2026-04-01', people: 600_000 })
    const first = Array.from({ length: 1000 }, () => stream.next().value)
    expect(first.every((message) => message !== undefined)).toBe(true)
    stream.return()
  })

  test('about as many events come as are asked for', () => {
    for (const events of [20_000, 60_000]) {
      let counted = 0
      for (const _ of simulate({ seed: 'size', from: '2026-03-01', to: '2026-05-01', events })) counted++
      expect(counted / events).toBeGreaterThan(0.9)
      expect(counted / events).toBeLessThan(1.1)
    }
  })

  test('nobody comes, nothing is sent', () => {
    expect([...simulate({ ...spring, people: 0 })]).toEqual([])
  })
})

describe('options out of range are refused by name', () => {
  const period = { seed: 'spring', from: '2026-03-01', to: '2026-04-01' }
  const refused: readonly [options: SimulationOptions, reason: string][] = [
    [{ ...spring, from: 'soon' }, 'The option "from" must be a date or an ISO 8601 time, not "soon".'],
    [{ ...spring, to: '2026-03-01' }, 'The option "from" must lie before "to".'],
    [{ ...period, people: -1 }, 'The option "people" must be a whole number from 0 on, not -1.'],
    [{ ...period, people: 1.5 }, 'The option "people" must be a whole number from 0 on, not 1.5.'],
    [{ ...period, events: Number.NaN }, 'The option "events" must be a number from 0 on, not NaN.'],
  ]
  test.each(refused)('%j', (options, reason) => {
    expect(() => simulate(options).next()).toThrow(new RangeError(reason))
  })
})
