import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seedKey } from '../random.ts'
import { type SimulationOptions, simulate } from '../simulate.ts'
import type { Situation } from '../situation.ts'
import type { VisitRecord } from '../world.ts'
import { deadButton, phoneField, slowImage } from './friction-kinds.ts'
import { meetingChance } from './meeting-chance.ts'
import { chanceToMeet, frictionsInTheWay, type PlantedFriction } from './planted-friction.ts'
import { belongsTo, visitorField } from './visitor-group.ts'

const period = { from: Date.UTC(2026, 3, 1), until: Date.UTC(2026, 4, 1) }
const shop: SimulationOptions = {
  seed: 'planted',
  from: new Date(period.from),
  to: new Date(period.until),
  people: 1500,
}
const button: PlantedFriction = {
  ...deadButton('complete_shipping'),
  ...period,
  name: 'button',
  who: { 'browser.name': 'Safari', 'device.type': 'mobile' },
  chanceToMeet: meetingChance({ base: 0, returning: -1, channel: 1, price: 0.5 }),
  harm: 1,
}
const harmless: readonly PlantedFriction[] = [
  button,
  { ...button, ...phoneField, name: 'phone', who: {} },
  { ...button, ...slowImage, name: 'image', who: { country: 'DE' } },
]

function visitsOf(options: SimulationOptions): VisitRecord[] {
  const visits: VisitRecord[] = []
  for (const _ of simulate({ ...options, onVisit: (visit) => visits.push(visit) }));
  return visits
}

const situations = visitsOf(shop).map(({ situation }) => situation)
const anySituation = fc.constantFrom(...situations)

test('what is planted without harm turns no decision and holds nothing back', () => {
  const first = (options: SimulationOptions) =>
    visitsOf(options)
      .filter(({ situation }) => situation.visit === 0)
      .map(({ sessionId, decisions, orderId }) => ({ sessionId, decisions, orderId }))
  expect(first({ ...shop, frictions: harmless })).toEqual(first(shop))
})

test('whoever meets nothing sends the same bytes as in a shop without frictions', () => {
  const quiet = new Set<string>()
  const all = [
    ...simulate({
      ...shop,
      frictions: harmless,
      onVisit: ({ sessionId, frictions, situation }) => {
        if (frictions.length === 0 && situation.visit === 0) quiet.add(sessionId)
      },
    }),
  ]
  const others = new Map([...simulate(shop)].map((message) => [message.messageId, JSON.stringify(message)]))
  let compared = 0
  for (const message of all) {
    const session = message.context.sessionId
    if (session === undefined || !quiet.has(session)) continue
    expect(JSON.stringify(message)).toBe(others.get(message.messageId))
    compared++
  }
  expect(compared).toBeGreaterThan(all.length / 10)
})

test('nobody meets a friction outside of its time, its group and the web', () => {
  fc.assert(
    fc.property(anySituation, (situation) => {
      const chance = chanceToMeet(button, situation)
      const isIn =
        situation.surface === 'web' &&
        situation.browser === 'Mobile Safari' &&
        situation.deviceType === 'mobile'
      expect(chance > 0).toBe(isIn)
      expect(chanceToMeet({ ...button, from: situation.startedAt + 1 }, situation)).toBe(0)
      expect(chanceToMeet({ ...button, until: situation.startedAt }, situation)).toBe(0)
    }),
  )
})

test('the chance to meet one is blind to what no event shows', () => {
  const latent = fc.record({
    intent: fc.double({ min: -4, max: 4, noNaN: true }),
    patience: fc.double({ min: 0, max: 1, noNaN: true }),
    priceSensitivity: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  fc.assert(
    fc.property(anySituation, latent, (situation, other) => {
      for (const friction of harmless) {
        expect(chanceToMeet(friction, { ...situation, ...other })).toBe(chanceToMeet(friction, situation))
      }
    }),
  )
})

test('planting one more moves no other', () => {
  fc.assert(
    fc.property(anySituation, fc.integer(), (situation, seed) => {
      const key = seedKey(seed)
      const few = frictionsInTheWay(harmless.slice(0, 2), situation, key)
      const more = frictionsInTheWay(harmless, situation, key)
      expect(more.filter(({ name }) => name !== 'image')).toEqual(few)
    }),
  )
})

test('they are met as often as their chances say', () => {
  for (const friction of harmless) {
    let [expected, variance, met] = [0, 0, 0]
    for (const [place, situation] of situations.entries()) {
      const chance = chanceToMeet(friction, situation)
      expected += chance
      variance += chance * (1 - chance)
      met += frictionsInTheWay([friction], situation, seedKey(place)).length
    }
    expect(Math.abs(met - expected) / Math.sqrt(variance)).toBeLessThan(4)
  }
})

test('groups are told by what the messages show', () => {
  const on = (browser: string): Situation | undefined => situations.find((one) => one.browser === browser)
  const shown = ['Mobile Safari', 'Chrome iOS', 'Samsung Internet', 'Edge', 'Firefox Mobile'].map(
    (browser) => {
      const situation = on(browser)
      return situation && visitorField('browser.name', situation)
    },
  )
  expect(shown).toEqual(['Safari', 'Chrome', 'Samsung Internet for Android', 'Microsoft Edge', 'Firefox'])
  const app = situations.find(({ surface }) => surface === 'app')
  expect(app && belongsTo({}, app)).toBe(false)
})
