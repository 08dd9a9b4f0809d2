import { expect, test } from 'vitest'
import { localHour, weekday } from './calendar.ts'
import { chanceToOrder } from './decision-points.ts'
import { markets } from './markets.ts'
import type { SegmentMessage } from './segment-message.ts'
import { defaultShopModel } from './shop-model.ts'
import { simulate } from './simulate.ts'
import type { VisitRecord } from './world.ts'

const visits: VisitRecord[] = []
const messages: SegmentMessage[] = [
  ...simulate({
    seed: 'behaviour',
    from: '2025-08-01',
    to: '2026-01-01',
    people: 16_000,
    onVisit: (visit) => visits.push(visit),
  }),
]
const online = visits.filter((visit) => visit.situation.surface !== 'store')
const count = (name: string) =>
  messages.filter((message) => message.type === 'track' && message.event === name).length
const share = (list: readonly VisitRecord[], holds: (visit: VisitRecord) => boolean) =>
  list.filter(holds).length / list.length

test('two to four visits in a hundred order', () => {
  const converted = share(online, (visit) => visit.orderId !== undefined)
  expect(converted).toBeGreaterThan(0.02)
  expect(converted).toBeLessThan(0.04)
})

test('about four visits in ten bounce', () => {
  const bounced = share(online, (visit) => visit.decisions[0]?.passed === false)
  expect(bounced).toBeGreaterThan(0.36)
  expect(bounced).toBeLessThan(0.44)
})

test('orders fall as their chances say, over all visits and within groups', () => {
  const groups: readonly ((visit: VisitRecord) => boolean)[] = [
    () => true,
    (visit) => visit.situation.deviceType === 'mobile',
    (visit) => visit.situation.returning,
    (visit) => visit.situation.channel === 'email',
    (visit) => visit.situation.slowDevice,
  ]
  for (const belongs of groups) {
    const group = online.filter(belongs)
    const chances = group.map((visit) => chanceToOrder('stay', visit.situation, defaultShopModel))
    const expected = chances.reduce((sum, chance) => sum + chance, 0)
    const variance = chances.reduce((sum, chance) => sum + chance * (1 - chance), 0)
    const fell = group.filter((visit) => visit.orderId).length
    expect(Math.abs(fell - expected) / Math.sqrt(variance)).toBeLessThan(4)
  }
})

test('who is known before decides: phones, slow devices and social arrivals buy less, returning people more', () => {
  const converts = (belongs: (visit: VisitRecord) => boolean) =>
    share(online.filter(belongs), (visit) => visit.orderId !== undefined)
  expect(converts((one) => one.situation.deviceType === 'mobile')).toBeLessThan(
    converts((one) => one.situation.deviceType === 'desktop'),
  )
  expect(converts((one) => one.situation.slowDevice)).toBeLessThan(
    converts((one) => !one.situation.slowDevice),
  )
  expect(converts((one) => one.situation.channel === 'social')).toBeLessThan(
    converts((one) => one.situation.channel === 'email'),
  )
  expect(converts((one) => one.situation.returning)).toBeGreaterThan(
    converts((one) => !one.situation.returning),
  )
})

test('people come back and buy again', () => {
  const orders = new Map<number, number>()
  for (const visit of visits) {
    if (!visit.orderId) continue
    orders.set(visit.situation.personIndex, (orders.get(visit.situation.personIndex) ?? 0) + 1)
  }
  const again = [...orders.values()].filter((number) => number > 1).length / orders.size
  expect(again).toBeGreaterThan(0.04)
  expect(again).toBeLessThan(0.3)
  expect(visits.length / 16_000).toBeGreaterThan(1.3)
})

test('background signals keep to their ordinary rates', () => {
  const pages = messages.filter((message) => message.type === 'page').length
  expect(count('Rage Clicked') / pages).toBeLessThan(0.012)
  expect(count('Dead Clicked') / pages).toBeLessThan(0.02)
  expect(count('Script Failed') / pages).toBeLessThan(0.01)
  expect(count('Rage Clicked')).toBeGreaterThan(100)
  expect(count('Coupon Denied')).toBeGreaterThan(100)
  const returned = count('Order Refunded') / count('Order Completed')
  expect(returned).toBeGreaterThan(0.04)
  expect(returned).toBeLessThan(0.12)
})

test('an ordinary visit leaves about ten events', () => {
  expect(messages.length / visits.length).toBeGreaterThan(9)
  expect(messages.length / visits.length).toBeLessThan(13)
})

test('evenings are busy and nights are quiet, by the clock of each country', () => {
  for (const country of ['DE', 'US', 'GB']) {
    const market = markets.find((one) => one.country === country)
    if (!market) throw new Error(`No market ${country}.`)
    const there = online.filter((visit) => visit.situation.country === country)
    const at = (from: number, to: number) =>
      share(there, (visit) => {
        const hour = localHour(visit.situation.startedAt, market)
        return hour >= from && hour < to
      })
    expect(at(19, 22)).toBeGreaterThan(at(1, 6) * 4)
  }
})

test('the weeks before Christmas and the weekends are busier', () => {
  const between = (from: number, to: number) =>
    online.filter((visit) => visit.situation.startedAt >= from && visit.situation.startedAt < to).length /
    ((to - from) / 86_400_000)
  const autumn = between(Date.UTC(2025, 8, 8), Date.UTC(2025, 9, 6))
  expect(between(Date.UTC(2025, 11, 1), Date.UTC(2025, 11, 22)) / autumn).toBeGreaterThan(1.3)
  const onDay = (day: number) => online.filter((visit) => weekday(visit.situation.startedAt) === day).length
  expect(onDay(0)).toBeGreaterThan(onDay(5))
})

test('stores are visited while they are open', () => {
  const inStore = visits.filter((visit) => visit.situation.surface === 'store')
  expect(inStore.length).toBeGreaterThan(200)
  expect(inStore.every(({ situation }) => situation.localHour >= 9 && situation.localHour < 20)).toBe(true)
})

test('every surface, channel and market is there', () => {
  expect(new Set(visits.map((visit) => visit.situation.surface)).size).toBe(3)
  expect(new Set(visits.map((visit) => visit.situation.channel)).size).toBe(7)
  expect(new Set(visits.map((visit) => visit.situation.country)).size).toBe(markets.length)
})
