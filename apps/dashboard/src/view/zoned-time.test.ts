import { describe, expect, it } from 'vitest'
import { addDays, dayOf, daysBetween, isDay, isTimezone, startOfDay, startOfMonth } from './zoned-time.ts'

const iso = (instant: number): string => new Date(instant).toISOString()

describe('startOfDay', () => {
  it.each([
    ['2026-09-01', 'UTC', '2026-09-01T00:00:00.000Z'],
    ['2026-09-01', 'Europe/Berlin', '2026-08-31T22:00:00.000Z'],
    ['2026-12-01', 'Europe/Berlin', '2026-11-30T23:00:00.000Z'],
    ['2026-09-01', 'Asia/Kathmandu', '2026-08-31T18:15:00.000Z'],
    ['2026-09-01', 'Pacific/Kiritimati', '2026-08-31T10:00:00.000Z'],
    ['2026-09-01', 'Pacific/Pago_Pago', '2026-09-01T11:00:00.000Z'],
  ])('%s in %s is %s', (day, zone, expected) => expect(iso(startOfDay(day, zone))).toBe(expected))

  it('makes days of 23 and 25 hours where the clocks change', () => {
    const hours = (day: string): number =>
      (startOfDay(addDays(day, 1), 'Europe/Berlin') - startOfDay(day, 'Europe/Berlin')) / 3_600_000
    expect([hours('2026-03-28'), hours('2026-03-29'), hours('2026-10-25')]).toEqual([24, 23, 25])
  })

  it('is the first moment of the day where midnight is skipped', () => {
    // Beirut: at 00:00 on 29 March 2026 the clock goes to 01:00.
    expect(iso(startOfDay('2026-03-29', 'Asia/Beirut'))).toBe('2026-03-28T22:00:00.000Z')
  })

  it('is the earlier midnight where midnight comes twice', () => {
    // Havana: at 01:00 on 1 November 2026 the clock goes back to 00:00.
    expect(iso(startOfDay('2026-11-01', 'America/Havana'))).toBe('2026-11-01T04:00:00.000Z')
  })

  it('agrees with dayOf on every day of a year', () => {
    for (const zone of ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Casablanca']) {
      for (let day = '2026-01-01'; day < '2027-01-01'; day = addDays(day, 1)) {
        const start = startOfDay(day, zone)
        expect([dayOf(start, zone), dayOf(start - 1, zone)]).toEqual([day, addDays(day, -1)])
      }
    }
  })
})

it('moves over months and leap days', () => {
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
  expect(addDays('2026-01-01', -1)).toBe('2025-12-31')
  expect(startOfMonth('2026-01-31', -1)).toBe('2025-12-01')
  expect(daysBetween('2026-03-01', '2026-04-01')).toBe(31)
})

it('knows days and zones from what only looks like them', () => {
  expect(['2026-02-28', '2026-02-30', '2026-2-1', 20260201, ''].map(isDay)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ])
  expect(['Europe/Berlin', 'Mars/Base', '+02:00', '', 7].map(isTimezone)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ])
})
