import { expect, it } from 'vitest'
import {
  formatAgo,
  formatBucket,
  formatBucketLong,
  formatClock,
  formatDate,
  formatDayRange,
  formatMinute,
  formatMoment,
  formatMonth,
} from './date.ts'

it('says a half-open range as people do', () => {
  expect(formatDayRange('2026-09-01', '2026-10-01')).toBe('1–30 September 2026')
  expect(formatDayRange('2026-09-30', '2026-10-01')).toBe('30 September 2026')
  expect(formatDayRange('2026-08-15', '2026-10-01')).toBe('15 August – 30 September 2026')
  expect(formatDayRange('2025-12-24', '2026-01-07')).toBe('24 December 2025 – 6 January 2026')
})

it('labels buckets by their interval', () => {
  expect(formatBucket('2026-10-05', 'day')).toBe('5 Oct')
  expect(formatBucket('2026-10-05T14:00', 'hour')).toBe('14:00')
  expect(formatBucket('2026-10-05T00:00', 'hour')).toBe('5 Oct')
  expect(formatBucket('2026-10-01', 'month')).toBe('Oct 2026')
  expect(formatBucketLong('2026-10-05', 'week')).toBe('week of Mon, 5 Oct 2026')
  expect(formatBucketLong('2026-10-05T14:00', 'hour')).toBe('Mon, 5 Oct 2026, 14:00')
  expect(formatBucket('not a day', 'day')).toBe('not a day')
})

it('shows moments in the zone that is asked', () => {
  expect(formatMoment('2026-10-05T22:30:05Z', 'Europe/Berlin')).toBe('6 Oct 2026, 00:30:05')
  expect(formatClock('2026-10-05T22:30:05Z', 'UTC')).toBe('22:30:05')
})

it('says how long ago something was', () => {
  const now = Date.parse('2026-10-05T12:00:00Z')
  expect(formatAgo('2026-10-05T11:59:30Z', now)).toBe('just now')
  expect(formatAgo('2026-10-05T11:56:00Z', now)).toBe('4 minutes ago')
  expect(formatAgo('2026-10-04T10:00:00Z', now)).toBe('yesterday')
  expect(formatAgo('2026-10-07T12:00:00Z', now)).toBe('in 2 days')
})

it('says days, minutes and months of a moment in the zone that counts', () => {
  const instant = '2026-02-28T23:30:00.000Z'
  const now = Date.parse('2026-09-01T00:00:00.000Z')
  expect(formatDate(instant, 'Europe/Berlin')).toBe('1 Mar 2026')
  expect(formatMinute(instant, 'Europe/Berlin')).toBe('1 Mar 2026, 00:30')
  expect(formatMonth(instant, 'Europe/Berlin', now)).toBe('March')
  expect(formatMonth(instant, 'UTC', Date.parse('2027-01-01T00:00:00.000Z'))).toBe('February 2026')
})
