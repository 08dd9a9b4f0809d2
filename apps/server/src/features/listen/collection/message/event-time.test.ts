import { expect, test } from 'vitest'
import { eventTime } from './event-time.ts'
import { Rejection } from './rejection.ts'

const arrival = Date.UTC(2026, 5, 1, 12)
const at = (offset: number) => new Date(arrival + offset).toISOString()
const HOUR = 3_600_000

test('a message without a time happened when it arrived', () => {
  expect(eventTime({}, arrival, undefined)).toBe(arrival)
  expect(eventTime({ timestamp: null }, arrival, undefined)).toBe(arrival)
  expect(eventTime({ timestamp: '', sentAt: at(HOUR) }, arrival, undefined)).toBe(arrival)
})

test('timestamp counts, else originalTimestamp', () => {
  expect(eventTime({ timestamp: at(-5), originalTimestamp: at(-9) }, arrival, undefined)).toBe(arrival - 5)
  expect(eventTime({ originalTimestamp: at(-9) }, arrival, undefined)).toBe(arrival - 9)
})

test('a clock that runs ahead or behind is corrected by sentAt, of the message or else of the batch', () => {
  expect(eventTime({ timestamp: at(HOUR - 2000), sentAt: at(HOUR) }, arrival, undefined)).toBe(arrival - 2000)
  expect(eventTime({ timestamp: at(-HOUR - 2000) }, arrival, arrival - HOUR)).toBe(arrival - 2000)
  expect(eventTime({ timestamp: at(-2000), sentAt: at(0) }, arrival, arrival - HOUR)).toBe(arrival - 2000)
})

test('past times are kept exactly while the clocks agree within 10 s', () => {
  const past = Date.UTC(2024, 1, 29, 3, 4, 5, 6)
  const timestamp = new Date(past).toISOString()
  for (const skew of [-10_000, -1, 0, 250, 10_000])
    expect(eventTime({ timestamp, sentAt: at(skew) }, arrival, undefined)).toBe(past)
  expect(eventTime({ timestamp, sentAt: at(-10_001) }, arrival, undefined)).toBe(past + 10_001)
})

test('a clock far in the future or before 1970 does not cost the event, if sentAt shows it', () => {
  expect(
    eventTime({ timestamp: '2040-01-01T00:00:00Z', sentAt: '2040-01-01T00:00:05Z' }, arrival, undefined),
  ).toBe(arrival - 5000)
  expect(
    eventTime({ timestamp: '1969-12-31T23:00:00Z', sentAt: '1969-12-31T23:00:05Z' }, arrival, undefined),
  ).toBe(arrival - 5000)
})

test('a replay that another collector has received already is left alone', () => {
  const message = {
    timestamp: '2025-01-01T00:00:00.000Z',
    originalTimestamp: '2025-01-01T00:00:01.000Z',
    sentAt: '2025-01-01T00:00:02.000Z',
    receivedAt: '2025-01-01T00:00:01.000Z',
  }
  expect(eventTime(message, arrival, undefined)).toBe(Date.UTC(2025, 0, 1))
})

test('a sentAt that is no time corrects nothing', () => {
  expect(eventTime({ timestamp: at(-7), sentAt: 'soon' }, arrival, undefined)).toBe(arrival - 7)
  expect(eventTime({ timestamp: at(-7), sentAt: {} }, arrival, undefined)).toBe(arrival - 7)
})

test.each([
  [
    '2026-13-45',
    'timestamp: is not a time; use ISO 8601 such as 2026-01-31T10:00:00Z or milliseconds since 1970.',
  ],
  [{}, 'timestamp: is not a time; use ISO 8601 such as 2026-01-31T10:00:00Z or milliseconds since 1970.'],
  ['1969-12-31T23:59:59Z', 'timestamp: is before 1970.'],
  ['0001-01-01T00:00:00Z', 'timestamp: is before 1970.'],
  ['2027-06-03T00:00:00Z', 'timestamp: is more than a year ahead.'],
  ['9999-12-31T23:59:59Z', 'timestamp: is more than a year ahead.'],
  [1e300, 'timestamp: is more than a year ahead.'],
])('%s is refused', (timestamp, message) => {
  const refused = eventTime({ timestamp }, arrival, undefined)
  expect(refused).toBeInstanceOf(Rejection)
  expect((refused as Rejection).message).toBe(message)
})
