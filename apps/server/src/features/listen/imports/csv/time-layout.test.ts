import { describe, expect, it } from 'vitest'
import { timeReader } from './time-layout.ts'

const read = (layout: string, text: string, zone = 'UTC') => {
  const time = timeReader(layout, zone)?.(text)
  return time === undefined ? undefined : new Date(time).toISOString()
}

describe('timeReader', () => {
  it.each([
    ['YYYYMMDD', '19970131', '1997-01-31T00:00:00.000Z'],
    ['iso', '2026-01-31T10:00:00.5+02:00', '2026-01-31T08:00:00.500Z'],
    ['iso', '2026-01-31 10:00', '2026-01-31T10:00:00.000Z'],
    ['iso', '20260131T100000Z', '2026-01-31T10:00:00.000Z'],
    ['seconds', '1769853600.25', '2026-01-31T10:00:00.250Z'],
    ['milliseconds', '1769853600000', '2026-01-31T10:00:00.000Z'],
    ['DD.MM.YYYY HH:mm:ss', '31.1.2026', '2026-01-31T00:00:00.000Z'],
    ['MM/DD/YYYY hh:mm A', '01/31/2026 12:05 am', '2026-01-31T00:05:00.000Z'],
    ['DD/MMM/YYYY:HH:mm:ss ZZ', '17/May/2015:10:05:03 +0200', '2015-05-17T08:05:03.000Z'],
    ['DD.MM.YY', '31.12.69', '2069-12-31T00:00:00.000Z'],
  ])('%s of %s', (layout, text, expected) => {
    expect(read(layout, text)).toBe(expected)
  })

  it.each([
    ['YYYYMMDD', '19970230'],
    ['YYYYMMDD', '1997-1-1'],
    ['iso', '2026-13-01'],
    ['iso', '2026-01-31T25:00:00Z'],
    ['DD.MM.YYYY', '29.02.2025'],
    ['seconds', 'yesterday'],
    ['iso', ''],
  ])('%s refuses %j', (layout, text) => {
    expect(read(layout, text)).toBeUndefined()
  })

  it('takes a time without a zone for the zone’s own, across both changes of its clock', () => {
    expect(read('iso', '2026-01-15 12:00', 'Europe/Berlin')).toBe('2026-01-15T11:00:00.000Z')
    expect(read('iso', '2026-07-15 12:00', 'Europe/Berlin')).toBe('2026-07-15T10:00:00.000Z')
    // 29 March, 2:30 never was; 25 October, 2:30 was twice.
    expect(read('iso', '2026-03-29 01:59', 'Europe/Berlin')).toBe('2026-03-29T00:59:00.000Z')
    expect(read('iso', '2026-03-29 02:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z')
    expect(read('iso', '2026-03-29 03:00', 'Europe/Berlin')).toBe('2026-03-29T01:00:00.000Z')
    expect(read('iso', '2026-10-25 02:30', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z')
    expect(read('iso', '2026-10-25 03:00', 'Europe/Berlin')).toBe('2026-10-25T02:00:00.000Z')
    expect(read('iso', '2026-01-15 12:00', 'Asia/Kathmandu')).toBe('2026-01-15T06:15:00.000Z')
  })

  it('knows which layouts it can’t read, and which zones there are not', () => {
    expect(timeReader('HH:mm', 'UTC')).toBeUndefined()
    expect(timeReader('YYYY-YYYY', 'UTC')).toBeUndefined()
    expect(timeReader('year', 'UTC')).toBeUndefined()
    expect(() => timeReader('iso', 'Mars/Olympus')).toThrow(RangeError)
  })
})
