import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bucketsOf, type Calendar, previousRange, startOfBucket } from './calendar.ts'

const calendar = (
  interval: Calendar['interval'],
  zone = 'UTC',
  weekStartsOn: Calendar['weekStartsOn'] = 'monday',
) => ({
  zone,
  interval,
  weekStartsOn,
})

describe('buckets', () => {
  it('are local days, weeks from either start, and months', () => {
    const range = { from: '2026-01-01T00:00:00Z', to: '2026-01-12T00:00:00Z' }
    expect(bucketsOf(range, calendar('week')).labels).toEqual(['2025-12-29', '2026-01-05'])
    expect(bucketsOf(range, calendar('week', 'UTC', 'sunday')).labels).toEqual([
      '2025-12-28',
      '2026-01-04',
      '2026-01-11',
    ])
    expect(bucketsOf(range, calendar('month', 'America/Los_Angeles')).labels).toEqual([
      '2025-12-01',
      '2026-01-01',
    ])
    expect(
      bucketsOf(
        { from: '2026-03-28T23:00:00Z', to: '2026-03-30T22:00:00Z' },
        calendar('day', 'Europe/Berlin'),
      ).labels,
    ).toEqual(['2026-03-29', '2026-03-30'])
  })

  it('of hours name their offset, so that a repeated hour is two', () => {
    expect(
      bucketsOf(
        { from: '2026-10-25T00:00:00Z', to: '2026-10-25T02:00:00Z' },
        calendar('hour', 'Europe/Berlin'),
      ).labels,
    ).toEqual(['2026-10-25T02:00:00+02:00', '2026-10-25T02:00:00+01:00'])
    expect(
      bucketsOf(
        { from: '2026-01-01T00:00:00Z', to: '2026-01-01T00:30:00Z' },
        calendar('hour', 'Asia/Kolkata'),
      ).labels,
    ).toEqual(['2026-01-01T05:00:00+05:30'])
  })

  it('begin where the local day begins, even where midnight is skipped', () => {
    const zones = [
      'Europe/Berlin',
      'America/Santiago',
      'Asia/Beirut',
      'Africa/Cairo',
      'Pacific/Auckland',
      'UTC',
    ]
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 25_000 }), (zone, day) => {
        const start = startOfBucket(day, calendar('day', zone))
        const instants = { from: new Date(start - 1).toISOString(), to: new Date(start + 1).toISOString() }
        const { origin, labels } = bucketsOf(instants, calendar('day', zone))
        expect([origin, labels.length]).toEqual([day - 1, 2])
      }),
    )
  })

  it('refuse ranges and zones that make no sense', () => {
    const range = { from: '2026-01-01T00:00:00Z', to: '2026-01-12T00:00:00Z' }
    expect(() => bucketsOf({ from: range.to, to: range.from }, calendar('day'))).toThrow(/^to: must be later/)
    expect(() => bucketsOf(range, calendar('day', 'Mars/Olympus'))).toThrow(/IANA/)
    expect(() => bucketsOf({ ...range, from: '1990-01-01T00:00:00Z' }, calendar('day'))).toThrow(
      /2000 are the most/,
    )
    expect(() => bucketsOf(range, calendar('day', '+02:00'))).toThrow(/no time zone/)
    expect(bucketsOf(range, calendar('day', 'europe/berlin')).calendar.zone).toBe('Europe/Berlin')
  })
})

describe('the range before', () => {
  it('is whole months of months, whole days of days, else exact time', () => {
    const april = { from: '2026-03-31T22:00:00Z', to: '2026-04-30T22:00:00Z' }
    expect(previousRange(april, calendar('month', 'Europe/Berlin')).from).toBe('2026-02-28T23:00:00.000Z')
    expect(previousRange(april, calendar('day', 'Europe/Berlin')).from).toBe('2026-03-01T23:00:00.000Z')
    expect(
      previousRange({ from: '2026-01-01T00:10:00Z', to: '2026-01-01T01:40:00Z' }, calendar('hour')),
    ).toEqual({
      from: '2025-12-31T22:40:00.000Z',
      to: '2026-01-01T00:10:00Z',
    })
  })
})
