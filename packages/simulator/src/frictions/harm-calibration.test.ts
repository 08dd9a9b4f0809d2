import { expect, test } from 'vitest'
import { judgeShopModel } from '../judge-shop-model.ts'
import { deadButton, phoneField, slowImage } from './friction-kinds.ts'
import { calibrateHarm, type FrictionPlan, largestShare, pilotOf } from './harm-calibration.ts'
import { meetingChance } from './meeting-chance.ts'

const period = { from: Date.UTC(2026, 3, 1), until: Date.UTC(2026, 4, 1) }
const pilot = pilotOf(
  { seed: 'pilot', from: new Date(period.from), to: new Date(period.until), people: 800 },
  judgeShopModel,
)
const plan = (kind: FrictionPlan['friction'], targetShare: number, mostTaken: number): FrictionPlan => ({
  friction: kind,
  targetShare,
  mostTaken,
})
const common = { ...period, who: {}, chanceToMeet: meetingChance({ base: 0, mobile: 0.5 }) }
const button = { ...deadButton('complete_shipping'), ...common, name: 'button' }
const field = { ...phoneField, ...common, name: 'field' }
const image = { ...slowImage, ...common, name: 'image', who: { country: 'ES' } }

test('alone, a friction takes what it is to take', () => {
  const [set] = calibrateHarm([plan(button, 0.05, 0.9)], pilot)
  const without = largestShare({ friction: button, mostTaken: 1 - (set?.harm ?? 1) }, pilot)
  // Of what is taken with it in the way, so of less than what would be taken without.
  expect(without / (1 - without)).toBeCloseTo(0.05, 10)
})

test('several share what is left, each as though it alone were fixed', () => {
  const [one, other] = calibrateHarm([plan(button, 0.06, 0.9), plan(field, 0.03, 0.9)], pilot)
  expect(one?.harm).toBeLessThan(other?.harm ?? 0)
  expect(one?.harm).toBeGreaterThan(0)
})

test('where a cost is out of reach, the harm is the most that is allowed', () => {
  const [set] = calibrateHarm([plan(image, 0.2, 0.25)], pilot)
  expect(set?.harm).toBe(0.75)
})

test('where nobody comes, there is no harm', () => {
  const later = { ...button, from: period.until, until: period.until + 1 }
  expect(calibrateHarm([plan(later, 0.05, 0.9)], pilot)[0]?.harm).toBe(1)
  expect(calibrateHarm([plan(button, 0.05, 0.9)], [])[0]?.harm).toBe(1)
  expect(largestShare({ friction: button, mostTaken: 1 }, [])).toBe(0)
})
