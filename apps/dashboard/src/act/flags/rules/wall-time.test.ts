import { expect, it } from 'vitest'
import { fromWallTime, toWallTime } from './wall-time.ts'

it.each([
  ['2026-12-01T09:30', 'Europe/Berlin', '2026-12-01T08:30:00.000Z'],
  ['2026-12-01T00:00', 'Asia/Kathmandu', '2026-11-30T18:15:00.000Z'],
  // The clocks go back at 3 in the morning, and forward at 2.
  ['2026-10-25T12:00', 'Europe/Berlin', '2026-10-25T11:00:00.000Z'],
  ['2026-03-29T12:00', 'Europe/Berlin', '2026-03-29T10:00:00.000Z'],
])('%s in %s is %s, and back', (wall, zone, instant) => {
  expect(fromWallTime(wall, zone)).toBe(instant)
  expect(toWallTime(instant, zone)).toBe(wall)
})

it('says nothing where there is nothing', () => {
  expect([fromWallTime('', 'UTC'), toWallTime(undefined, 'UTC'), toWallTime('', 'UTC')]).toEqual(['', '', ''])
})
