import { describe, expect, test } from 'vitest'
import { deriveKey, hexadecimal, RandomStream, seedKey, uniform, uuid } from './random.ts'

const root = seedKey('tests')

/** sfc32 once more, on unsigned big integers and straight from its published definition. */
function publishedSfc32(seedLow: number, seedHigh: number, count: number): number[] {
  const mask = 0xffffffffn
  let [a, b, c, counter] = [0n, BigInt(seedLow), BigInt(seedHigh), 1n]
  const outputs = Array.from({ length: count + 12 }, () => {
    const output = (a + b + counter) & mask
    counter = (counter + 1n) & mask
    a = b ^ (b >> 9n)
    b = (c + (c << 3n)) & mask
    c = ((((c << 21n) & mask) | (c >> 11n)) + output) & mask
    return Number(output)
  })
  return outputs.slice(12)
}

test('the stream is sfc32 as published', () => {
  for (const index of [0, 1, 2, 77]) {
    const key = deriveKey(root, 'published', index)
    const random = new RandomStream(key)
    const drawn = Array.from({ length: 200 }, () => random.next() * 2 ** 32)
    expect(drawn).toEqual(publishedSfc32(key.a, key.b, 200))
  }
})

describe('keys', () => {
  test('half a million people have half a million different keys', () => {
    const seen = new Set<number>()
    for (let index = 0; index < 500_000; index++) seen.add(deriveKey(root, 'person', index).a)
    expect(seen.size).toBe(500_000)
  })

  test('name, number, parent and seed each change the key', () => {
    const keys = [
      deriveKey(root, 'a'),
      deriveKey(root, 'b'),
      deriveKey(root, 'a', 1),
      deriveKey(deriveKey(root, 'a'), 'a'),
      deriveKey(seedKey('other'), 'a'),
    ]
    expect(new Set(keys.map(hexadecimal)).size).toBe(keys.length)
  })

  test('a named draw is uniform over people', () => {
    const tenths = new Array<number>(10).fill(0)
    for (let index = 0; index < 20_000; index++) {
      const tenth = Math.floor(uniform(deriveKey(root, 'person', index), 'draw') * 10)
      tenths[tenth] = (tenths[tenth] ?? 0) + 1
    }
    const chiSquare = tenths.reduce((sum, count) => sum + (count - 2000) ** 2 / 2000, 0)
    expect(chiSquare).toBeLessThan(27.9) // 0.1 % point of chi-square with 9 degrees of freedom
  })

  test('uuids have the shape of version 4', () => {
    for (let index = 0; index < 200; index++) {
      expect(uuid(deriveKey(root, 'uuid', index))).toMatch(
        /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      )
    }
  })
})

describe('draws', () => {
  const random = new RandomStream(root)
  const mean = (draw: () => number) =>
    Array.from({ length: 20_000 }, draw).reduce((a, b) => a + b, 0) / 20_000

  test('normal has mean 0 and variance 1', () => {
    expect(Math.abs(mean(() => random.normal()))).toBeLessThan(0.03)
    expect(Math.abs(mean(() => random.normal() ** 2) - 1)).toBeLessThan(0.05)
  })

  test('waiting has the mean asked for', () => {
    expect(Math.abs(mean(() => random.waiting(5)) - 5)).toBeLessThan(0.2)
  })

  test('integer reaches both its bounds and nothing else', () => {
    const seen = new Set(Array.from({ length: 500 }, () => random.integer(3, 6)))
    expect([...seen].sort()).toEqual([3, 4, 5, 6])
  })

  test('weighted follows the weights and never takes what weighs nothing', () => {
    const share = mean(() => random.weighted([0, 1, 2], (item) => item))
    expect(Math.abs(share - 5 / 3)).toBeLessThan(0.02)
  })

  test('pick refuses an empty list', () => {
    expect(() => random.pick([])).toThrow(RangeError)
  })
})
