import { expect, it } from 'vitest'
import { exampleFinding } from '../example-finding.ts'
import { costEvents, dailyBand } from './daily-cost.ts'

const april = Array.from({ length: 30 }, (_, index) => ({
  day: `2026-04-${String(index + 1).padStart(2, '0')}`,
  money: 1,
}))
const release = (at: string, version = at) => ({ version, at, before: null, after: null })
const { when } = exampleFinding
const always = { ...when, beganInPeriod: false, endedInPeriod: false }

it('shares the interval out over the days as the money is', () => {
  const money = { estimate: 100, low: 50, high: 200, per: 'period' as const }
  const parts = [
    { day: '2026-04-08', money: 0 },
    { day: '2026-04-09', money: 80 },
  ]
  expect(dailyBand(parts, money)).toEqual({ low: [0, 40], high: [0, 160] })
  expect(dailyBand(parts, { ...money, estimate: 0 }).low).toEqual([0, 80])
})

it('marks the day in the zone, and keeps together what happened on one day', () => {
  const marked = (zone: string) => costEvents(april, when, [release('2026-04-08T22:30:00Z', '4.12.0')], zone)
  expect(marked('Europe/Berlin')).toEqual([{ index: 8, labels: ['4.12.0', 'began'] }])
  expect(marked('UTC')).toEqual([{ index: 7, labels: ['4.12.0', 'began'] }])
  const ended = { ...always, endedInPeriod: true, to: '2026-04-15T22:00:00Z' }
  expect(costEvents(april, ended, [], 'UTC')).toEqual([{ index: 14, labels: ['ended'] }])
})

it('marks the part that a day belongs to', () => {
  const byThree = april.filter((_, index) => index % 3 === 0)
  expect(costEvents(byThree, always, [release('2026-04-15T12:00:00Z', '5')], 'UTC')).toEqual([
    { index: 4, labels: ['5'] },
  ])
  expect(costEvents(byThree, always, [release('2026-03-15T12:00:00Z')], 'UTC')).toEqual([])
})
