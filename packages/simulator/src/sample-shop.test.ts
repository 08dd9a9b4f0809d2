import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { FrictionLedger } from './frictions/friction-ledger.ts'
import { toNdjson } from './message-stream.ts'
import { sampleShop, sampleShopOptions } from './sample-shop.ts'
import { simulate } from './simulate.ts'
import type { VisitRecord } from './world.ts'

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
  const digest = (now: Date) => {
    const hash = createHash('sha256')
    for (const line of toNdjson(sampleShop(now))) hash.update(line)
    return hash.digest('hex')
  }
  expect(digest(new Date('2026-06-30T00:00:00Z'))).toBe(digest(evening))
})

test('three things went wrong in its last 30 days, each plain to see', () => {
  for (const now of ['2025-01-15', '2026-06-30', '2026-12-31']) {
    const options = sampleShopOptions(new Date(now))
    const from = new Date(options.to).getTime() - 30 * 86_400_000
    const ledger = new FrictionLedger(options.frictions ?? [], options.model, from)
    const onVisit = (visit: VisitRecord) => {
      if (visit.situation.startedAt >= from) ledger.record(visit)
    }
    for (const _ of simulate({ ...options, onVisit }));
    const [first, ...others] = ledger.truth()
    expect(first?.name).toBe('dead button on phones with Safari')
    expect(first?.share).toBeGreaterThan(0.1)
    expect(first?.sessions.size).toBeGreaterThan(30)
    expect(others.map(({ name }) => name).sort()).toEqual(['coupon that fails', 'payment outage'])
    for (const { share, pass } of others) {
      expect(share).toBeGreaterThan(0.03)
      expect(pass.harmed).toBeLessThan(pass.fixed / 2)
    }
  }
})
