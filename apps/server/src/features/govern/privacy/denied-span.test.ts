import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deniedSpans, type Word } from './denied-span.ts'

const word = (ms: number, who: string, said: Record<string, boolean>): Word => ({
  at: { ms, messageId: `m${ms}` },
  key: who,
  kind: who.startsWith('u') ? 'user_id' : 'anonymous_id',
  said,
})
const no = { analytics: false }
const yes = { analytics: true }
const at = (ms: number) => ({ ms, messageId: `m${ms}` })

test('who is known speaks for all keys of the profile', () => {
  expect(deniedSpans('analytics', ['u1', 'a1'], [word(5, 'u1', no)])).toEqual([
    { key: 'u1', deniedAt: at(5), grantedAt: undefined },
    { key: 'a1', deniedAt: at(5), grantedAt: undefined },
  ])
})

test('a visitor speaks for that browser alone', () => {
  expect(deniedSpans('analytics', ['u1', 'a1', 'a2'], [word(1, 'u1', yes), word(5, 'a2', no)])).toEqual([
    { key: 'a2', deniedAt: at(5), grantedAt: undefined },
  ])
})

test('a yes ends the span from then on; what was before stays denied', () => {
  const words = [word(2, 'a1', no), word(4, 'a1', no), word(6, 'a1', yes), word(8, 'a1', yes)]
  expect(deniedSpans('analytics', ['a1'], words)).toEqual([{ key: 'a1', deniedAt: at(4), grantedAt: at(6) }])
})

test('other purposes say nothing, and of two words in one millisecond the later id counts', () => {
  expect(deniedSpans('replay', ['a1'], [word(2, 'a1', no)])).toEqual([])
  const both: Word[] = [
    { ...word(2, 'a1', no), at: { ms: 2, messageId: 'x' } },
    { ...word(2, 'a1', yes), at: { ms: 2, messageId: 'y' } },
  ]
  expect(deniedSpans('analytics', ['a1'], both)).toMatchObject([{ grantedAt: { messageId: 'y' } }])
  const swapped = both.map((one) => ({ ...one, at: { ms: 2, messageId: one.said.analytics ? 'a' : 'é' } }))
  expect(deniedSpans('analytics', ['a1'], swapped)).toMatchObject([{ grantedAt: undefined }])
})

test('the order in which words are given changes nothing', () => {
  const words = fc.array(
    fc.record({ ms: fc.nat(6), who: fc.constantFrom('u1', 'a1', 'a2'), analytics: fc.boolean() }),
    { maxLength: 8 },
  )
  fc.assert(
    fc.property(words, fc.infiniteStream(fc.nat()), (some, random) => {
      const given = some.map(({ ms, who, analytics }, n) => ({
        ...word(ms, who, { analytics }),
        at: { ms, messageId: `m${n}` },
      }))
      const shuffled = given
        .map((one) => ({ one, by: random.next().value ?? 0 }))
        .sort((a, b) => a.by - b.by)
        .map(({ one }) => one)
      const keys = ['u1', 'a1', 'a2']
      expect(deniedSpans('analytics', keys, shuffled)).toEqual(deniedSpans('analytics', keys, given))
    }),
  )
})
