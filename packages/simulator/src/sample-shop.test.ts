import { expect, test } from 'vitest'
import { sampleShop, sampleShopOptions } from './sample-shop.ts'

const evening = new Date('2026-06-30T21:15:00Z')

test('the sample shop has about 60,000 events in the 90 days before today', () => {
  const messages = [...sampleShop(evening)]
  expect(messages.length).toBeGreaterThan(55_000)
  expect(messages.length).toBeLessThan(65_000)
  const times = messages.map((message) => message.timestamp).sort()
  expect(times[0]?.slice(0, 10)).toBe('2026-04-01')
  expect(times.at(-1)?.slice(0, 10)).toBe('2026-06-29')
})

test('it keeps its size all year round', () => {
  for (const now of ['2025-01-15', '2025-09-01', '2026-12-31']) {
    let counted = 0
    for (const _ of sampleShop(new Date(now))) counted++
    expect(counted / 60_000).toBeGreaterThan(0.92)
    expect(counted / 60_000).toBeLessThan(1.08)
  }
})

test('it is the same all day', () => {
  expect(sampleShopOptions(new Date('2026-06-30T00:00:00Z'))).toEqual(sampleShopOptions(evening))
})
