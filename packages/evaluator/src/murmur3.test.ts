import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exposureId } from './exposure-id.ts'
import golden from './golden-vectors.json' with { type: 'json' }
import { hashed, murmur3 } from './murmur3.ts'

test('the published vectors of MurmurHash3 with seed 0', () => {
  expect(murmur3('')).toBe(0)
  expect(murmur3('test')).toBe(0xba6bd213)
  expect(murmur3('Hello, world!')).toBe(0xc0363e43)
  expect(murmur3('The quick brown fox jumps over the lazy dog')).toBe(0x2e4ff723)
})

test('the golden vectors, made by another implementation', () => {
  for (const { text, hash } of golden.hashes) expect([text, murmur3(text)]).toEqual([text, hash])
})

test('the ids of exposures, made by another implementation', () => {
  for (const { messageId, ...exposure } of golden.exposures) expect(exposureId(exposure)).toBe(messageId)
})

test('a start hashed beforehand changes nothing, whatever the alphabet', () => {
  const texts = fc.array(fc.integer({ min: 0, max: 0x10ffff })).map((codes) => String.fromCodePoint(...codes))
  fc.assert(
    fc.property(texts, texts, (start, rest) => hashed(start)(rest) === murmur3(start + rest)),
    { numRuns: 1000 },
  )
})
