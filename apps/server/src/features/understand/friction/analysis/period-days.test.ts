import { describe, expect, it } from 'vitest'
import { dayOf, periodDays } from './period-days.ts'
import { DAY_MS, daysFrom, frictionData, PERIOD_START } from './session-test-data.ts'

const HOUR = 3_600_000
const at = (...starts: number[]) => frictionData(starts.map((start) => ({ start }))).sessions

describe('the days of a period', () => {
  it('begin at the local midnight, also where the clock is moved', () => {
    // Berlin, 28 to 30 March 2026: the 29th has 23 hours.
    const midnights = [
      '2026-03-27T23:00Z',
      '2026-03-28T23:00Z',
      '2026-03-29T22:00Z',
      '2026-03-30T22:00Z',
    ].map(Date.parse)
    const moments = ['2026-03-28T22:59Z', '2026-03-28T23:00Z', '2026-03-29T21:59Z', '2026-03-29T22:00Z']
    const days = periodDays(at(...moments.map(Date.parse)), midnights, [
      '2026-03-28',
      '2026-03-29',
      '2026-03-30',
    ])
    expect([...days.of]).toEqual([0, 1, 1, 2])
    expect(moments.map((moment) => dayOf(days, Date.parse(moment)))).toEqual([0, 1, 1, 2])
    // And 25 October, with 25.
    const autumn = ['2026-10-23T22:00Z', '2026-10-24T22:00Z', '2026-10-25T23:00Z', '2026-10-26T23:00Z'].map(
      Date.parse,
    )
    const late = ['2026-10-25T22:59Z', '2026-10-25T23:00Z'].map(Date.parse)
    expect([...periodDays(at(...late), autumn, ['a', 'b', 'c']).of]).toEqual([1, 2])
  })

  it('are told together where there are more than 62', () => {
    const { midnights, days: labels } = daysFrom(PERIOD_START, 200)
    const days = periodDays(at(PERIOD_START, PERIOD_START + 199 * DAY_MS + HOUR), midnights, labels)
    expect(days.count).toBe(50)
    expect([...days.of]).toEqual([0, 49])
    expect(days.bounds[0]).toBe(PERIOD_START)
    expect(days.bounds.at(-1)).toBe(PERIOD_START + 200 * DAY_MS)
  })

  it('hold what lies outside in the first and the last', () => {
    const { midnights, days: labels } = daysFrom(PERIOD_START, 3)
    const days = periodDays(at(0, Date.UTC(2299, 0, 1)), midnights, labels)
    expect([...days.of]).toEqual([0, 2])
  })
})
