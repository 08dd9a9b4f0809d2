import { expect, test } from 'vitest'
import type { DecisionPoint } from './decision-route.ts'
import { judgeShop } from './judge-shop.ts'
import { judgeShopModel } from './judge-shop-model.ts'
import { harmlessTwins } from './judge-shop-twins.ts'
import { simulate } from './simulate.ts'
import type { VisitRecord } from './world.ts'

const period = { from: Date.UTC(2026, 3, 1), until: Date.UTC(2026, 4, 1) }
const twins = harmlessTwins(period, period.from)
const visits: VisitRecord[] = []
for (const _ of simulate({
  seed: 'twins',
  from: new Date(period.from),
  to: new Date(period.until),
  people: 14_000,
  model: judgeShopModel,
  frictions: twins,
  onVisit: (visit) => visits.push(visit),
}));

const cameTo = (point: DecisionPoint) => {
  return visits.filter((visit) => visit.decisions.some((decision) => decision.point === point))
}
const meets = (visit: VisitRecord, name: string) => visit.frictions.some((friction) => friction.name === name)
const share = (list: readonly VisitRecord[], holds: (visit: VisitRecord) => boolean) =>
  list.filter(holds).length / list.length
const ordered = (visit: VisitRecord) => visit.orderId !== undefined

/** Of the visits that come to the place, as README.md has it. */
const rates: readonly [name: string, from: number, to: number][] = [
  ['rage on the photo gallery', 0.1, 0.17],
  ['dead clicks on the photo gallery', 0.03, 0.08],
  ['coupons of bargain hunters', 0.03, 0.06],
  ['telephone numbers mistyped', 0.05, 0.1],
  ['pictures on slow devices', 0.05, 0.1],
  ['payments tried again', 0.015, 0.04],
  ['impatient clicks on Continue', 0.01, 0.03],
]

test('every twin does no harm, and is met as often as it is said to be', () => {
  expect(twins.map(({ name }) => name)).toEqual(rates.map(([name]) => name))
  expect(twins.every(({ harm }) => harm === 1)).toBe(true)
  for (const [name, from, to] of rates) {
    const point = twins.find((twin) => twin.name === name)?.at ?? 'stay'
    const met = share(cameTo(point), (visit) => meets(visit, name))
    expect(met, name).toBeGreaterThan(from)
    expect(met, name).toBeLessThan(to)
  }
})

test('the raw gap misleads: who rages at the gallery or waits for its pictures buys less, harmed by neither', () => {
  for (const name of ['rage on the photo gallery', 'pictures on slow devices']) {
    const there = cameTo('add_to_cart')
    const gap =
      share(
        there.filter((visit) => meets(visit, name)),
        ordered,
      ) /
      share(
        there.filter((visit) => !meets(visit, name)),
        ordered,
      )
    expect(gap, name).toBeLessThan(0.93)
  }
})

test('slow pictures are those of old devices, whose versions tell', () => {
  const met = cameTo('add_to_cart').filter((visit) => meets(visit, 'pictures on slow devices'))
  expect(share(met, ({ situation }) => situation.slowDevice)).toBeGreaterThan(0.6)
  const versions = (slow: boolean) =>
    new Set(
      visits
        .filter(({ situation }) => situation.slowDevice === slow && situation.browser === 'Chrome Mobile')
        .map(({ situation }) => Number(situation.browserVersion)),
    )
  expect(Math.max(...versions(true))).toBeLessThan(Math.min(...versions(false)))
})

test('whoever reads the help buys more, and one day brings many who do not', () => {
  const shop = judgeShop({ seed: 'keen', planted: false })
  const helped = new Set<string>()
  const buyers = new Set<string>()
  const all = new Set<string>()
  const social = new Map<string, number>()
  const sessionsOn = new Map<string, number>()
  for (const message of shop.messages) {
    const session = message.context.sessionId
    if (session === undefined || message.type === 'identify') continue
    if (!all.has(session)) {
      const day = message.timestamp.slice(0, 10)
      sessionsOn.set(day, (sessionsOn.get(day) ?? 0) + 1)
      const isSocial = message.context.page?.referrer.match(/instagram|facebook|pinterest|tiktok/)
      if (isSocial) social.set(day, (social.get(day) ?? 0) + 1)
    }
    all.add(session)
    if (message.type !== 'track') continue
    if (message.event === 'Help Sought' && message.properties.kind === 'help_page') helped.add(session)
    if (message.event === 'Order Completed') buyers.add(session)
  }
  const ofHelped = [...helped].filter((session) => buyers.has(session)).length / helped.size
  expect(ofHelped / (buyers.size / all.size)).toBeGreaterThan(1.3)
  const shares = [...sessionsOn].map(([day, number]) => (social.get(day) ?? 0) / number).sort((a, b) => b - a)
  expect(shares[0]).toBeGreaterThan((shares[1] ?? 0) * 1.3)
})
