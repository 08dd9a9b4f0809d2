import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY, HOUR, localHour, momentOnDay, startOfDay, weekday } from './calendar.ts'
import { markets } from './markets.ts'

const moments = fc.integer({ min: Date.UTC(2023, 0, 1), max: Date.UTC(2029, 0, 1) })

test('local hours agree with the time zone data of the engine, daylight saving included', () => {
  for (const market of markets) {
    const format = new Intl.DateTimeFormat('en-GB', {
      hour: '2-digit',
      hourCycle: 'h23',
      timeZone: market.timezone,
    })
    fc.assert(
      fc.property(moments, (moment) => {
        expect(localHour(moment, market)).toBe(Number(format.format(moment)))
      }),
      { numRuns: 200 },
    )
  }
})

test('around the changes of the clock, every hour agrees', () => {
  for (const market of markets) {
    const format = new Intl.DateTimeFormat('en-GB', {
      hour: '2-digit',
      hourCycle: 'h23',
      timeZone: market.timezone,
    })
    for (const [month, day] of [
      [2, 7],
      [2, 27],
      [9, 24],
      [10, 1],
    ] as const) {
      for (let hour = 0; hour < 9 * 24; hour++) {
        const moment = Date.UTC(2026, month, day) + hour * HOUR
        expect(localHour(moment, market)).toBe(Number(format.format(moment)))
      }
    }
  }
})

test('weekdays agree with the engine', () => {
  fc.assert(
    fc.property(moments, (moment) => {
      expect(weekday(moment)).toBe(new Date(moment).getUTCDay())
    }),
  )
})

test('a local time of day lands on the UTC day asked for', () => {
  fc.assert(
    fc.property(
      moments,
      fc.integer({ min: 0, max: DAY - 1 }),
      fc.constantFrom(...markets),
      (day, time, market) => {
        expect(startOfDay(momentOnDay(day, time, market))).toBe(startOfDay(day))
      },
    ),
  )
})
