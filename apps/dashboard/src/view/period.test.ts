import { describe, expect, it } from 'vitest'
import { intervalFor, periodBefore, resolvePeriod } from './period.ts'

const now = Date.parse('2026-09-30T22:30:00Z')
const days = (choice: Parameters<typeof resolvePeriod>[0], zone = 'UTC'): string[] => {
  const { since, until } = resolvePeriod(choice, now, zone, null)
  return [since, until]
}

describe('resolvePeriod', () => {
  it('is the last 30 days, today included, unless the link says otherwise', () => {
    expect(days({})).toEqual(['2026-09-01', '2026-10-01'])
  })

  it('begins today where today begins: in the zone', () => {
    expect(days({ period: 'today' })).toEqual(['2026-09-30', '2026-10-01'])
    expect(days({ period: 'today' }, 'Europe/Berlin')).toEqual(['2026-10-01', '2026-10-02'])
  })

  it.each([
    ['yesterday', '2026-09-29', '2026-09-30'],
    ['7d', '2026-09-24', '2026-10-01'],
    ['month', '2026-09-01', '2026-10-01'],
    ['last-month', '2026-08-01', '2026-09-01'],
    ['12m', '2025-10-01', '2026-10-01'],
  ] as const)('%s is %s to %s', (period, since, until) => expect(days({ period })).toEqual([since, until]))

  it('takes a custom range before a preset, half-open, as instants of the zone', () => {
    const choice = { period: '7d', from: '2026-03-01', to: '2026-04-01' } as const
    expect(resolvePeriod(choice, now, 'Europe/Berlin', null)).toMatchObject({
      preset: 'custom',
      from: '2026-02-28T23:00:00.000Z',
      to: '2026-03-31T22:00:00.000Z',
      days: 31,
    })
  })

  it('holds all events where all time is asked', () => {
    const extent = { first: '1997-01-01T10:00:00Z', last: '1998-06-30T23:30:00Z' }
    expect(resolvePeriod({ period: 'all' }, now, 'Europe/Berlin', extent)).toMatchObject({
      since: '1997-01-01',
      until: '1998-07-02',
    })
  })
})

it('compares with as many days just before', () => {
  const period = resolvePeriod({ from: '2026-03-01', to: '2026-03-31' }, now, 'UTC', null)
  expect(periodBefore(period)).toMatchObject({ since: '2026-01-30', until: '2026-03-01', days: 30 })
})

it('draws buckets that a chart can hold', () => {
  const of = (from: string, to: string): string => intervalFor(resolvePeriod({ from, to }, now, 'UTC', null))
  expect([
    of('2026-01-01', '2026-01-03'),
    of('2026-01-01', '2026-05-01'),
    of('2025-01-01', '2026-05-01'),
  ]).toEqual(['hour', 'day', 'week'])
  expect(of('2016-01-01', '2026-05-01')).toBe('month')
})
