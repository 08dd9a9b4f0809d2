import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chanceToOrder, chanceToPass, type Effect } from './decision-points.ts'
import { onlineRoute } from './decision-route.ts'
import { defaultShopModel } from './shop-model.ts'
import { simulate } from './simulate.ts'
import type { Situation } from './situation.ts'
import type { VisitRecord } from './world.ts'

const period = { seed: 'decisions', from: '2026-02-01', to: '2026-03-15', people: 12_000 }

function visitsWith(effects: readonly Effect[]): VisitRecord[] {
  const visits: VisitRecord[] = []
  for (const _ of simulate({ ...period, effects, onVisit: (visit) => visits.push(visit) }));
  return visits
}

const situations: readonly Situation[] = visitsWith([])
  .map((visit) => visit.situation)
  .filter((situation) => situation.surface !== 'store')
const anySituation = fc.constantFrom(...situations)
const anyPoint = fc.constantFrom(...onlineRoute)

test('every chance is a probability strictly between 0 and 1', () => {
  fc.assert(
    fc.property(anySituation, anyPoint, (situation, point) => {
      const chance = chanceToPass(point, situation, defaultShopModel)
      expect(chance).toBeGreaterThan(0)
      expect(chance).toBeLessThan(1)
    }),
  )
})

test('who wants more passes more easily, everywhere', () => {
  fc.assert(
    fc.property(
      anySituation,
      anyPoint,
      fc.double({ min: 0.01, max: 3, noNaN: true }),
      (situation, point, more) => {
        const keener = { ...situation, intent: situation.intent + more }
        expect(chanceToPass(point, keener, defaultShopModel)).toBeGreaterThan(
          chanceToPass(point, situation, defaultShopModel),
        )
      },
    ),
  )
})

test('the chance to order is the product of the chances that are left', () => {
  fc.assert(
    fc.property(anySituation, fc.integer({ min: 0, max: onlineRoute.length - 2 }), (situation, place) => {
      const [here, next] = [onlineRoute[place] ?? 'stay', onlineRoute[place + 1] ?? 'stay']
      expect(chanceToOrder(here, situation, defaultShopModel)).toBeCloseTo(
        chanceToPass(here, situation, defaultShopModel) * chanceToOrder(next, situation, defaultShopModel),
        12,
      )
    }),
  )
})

test('an effect works at its own point alone, and never leaves the probabilities', () => {
  const wild: Effect = { name: 'wild', at: 'complete_payment', alter: (chance) => chance * 40 - 3 }
  fc.assert(
    fc.property(anySituation, anyPoint, (situation, point) => {
      const altered = chanceToPass(point, situation, defaultShopModel, [wild])
      if (point !== 'complete_payment') expect(altered).toBe(chanceToPass(point, situation, defaultShopModel))
      expect(altered).toBeGreaterThanOrEqual(0)
      expect(altered).toBeLessThanOrEqual(1)
    }),
  )
})

test('what an effect costs in expectation is what it is seen to cost', () => {
  const outage: Effect = {
    name: 'shipping on phones',
    at: 'complete_shipping',
    alter: (chance, situation) => (situation.deviceType === 'mobile' ? chance * 0.4 : chance),
  }
  const met = visitsWith([outage]).filter((visit) => {
    return visit.situation.deviceType === 'mobile' && visit.decisions.some((one) => one.point === outage.at)
  })
  const chanceOf = (visit: VisitRecord, effects: readonly Effect[]) =>
    chanceToOrder(outage.at, visit.situation, defaultShopModel, effects)
  const expected = met.reduce((sum, visit) => sum + chanceOf(visit, [outage]), 0)
  const variance = met.reduce(
    (sum, visit) => sum + chanceOf(visit, [outage]) * (1 - chanceOf(visit, [outage])),
    0,
  )
  const seen = met.filter((visit) => visit.orderId).length
  expect(met.length).toBeGreaterThan(150)
  expect(Math.abs(seen - expected) / Math.sqrt(variance)).toBeLessThan(4)
  const lost = met.reduce((sum, visit) => sum + chanceOf(visit, []) - chanceOf(visit, [outage]), 0)
  expect(lost / met.length).toBeGreaterThan(0.3)
})

test('a point that a visit never comes to is refused', () => {
  const situation = situations[0]
  if (!situation) throw new Error('The shop had no visit.')
  expect(() => chanceToOrder('buy_in_store', situation, defaultShopModel)).toThrow(RangeError)
})
