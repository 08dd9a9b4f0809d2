import { describe, expect, it } from 'vitest'
import { type Cell, concentrations, type Exposure, exposureOf, windowOf } from './concentration.ts'
import { splitsOf } from './groups.ts'
import { periodDays } from './period-days.ts'
import { seededUniform } from './seeded-uniform.ts'
import { DAY_MS, daysFrom, frictionData, PERIOD_START } from './session-test-data.ts'

const DAYS = 20
const LEAST = 30
const COUNT = 6000

/** Sessions of several browsers, devices and countries on all days, and who of them met something. */
function made(seed: number, chance: (browser: string, device: string, day: number) => number) {
  const uniform = seededUniform(seed)
  const met: number[] = []
  const visits = Array.from({ length: COUNT }, (_, row) => {
    const pick = (...of: string[]) => of[Math.floor(uniform() * of.length)] ?? ''
    const [browser, device, country] = [
      pick('Safari', 'Chrome', 'Firefox', 'Edge'),
      pick('mobile', 'desktop'),
      pick('DE', 'FR', 'IT'),
    ]
    const start = PERIOD_START + Math.floor(uniform() * DAYS * DAY_MS)
    if (uniform() < chance(browser, device, Math.floor((start - PERIOD_START) / DAY_MS))) met.push(row)
    return { start, attributes: [device, browser, '1', 'X', '1', country, 'direct', 'web'] }
  })
  const { sessions } = frictionData(visits)
  const { midnights, days } = daysFrom(PERIOD_START, DAYS)
  const rows = Int32Array.from({ length: COUNT }, (_, row) => row)
  const exposure: Exposure = exposureOf(splitsOf(sessions), periodDays(sessions, midnights, days), rows)
  return { exposure, met: Int32Array.from(met), rows }
}
const told = ({ group, from, to }: Cell) => [
  group.conditions
    .map(({ value }) => value)
    .sort()
    .join(' '),
  from,
  to,
]

describe('where a signal concentrates', () => {
  it('is everywhere where it is nowhere more', () => {
    for (let seed = 1; seed <= 10; seed++) {
      const { exposure, met, rows } = made(seed, () => 0.05)
      expect(concentrations(exposure, met, LEAST).map(told)).toEqual([['', 0, DAYS]])
      expect(windowOf(exposure, met, rows, LEAST)).toBeUndefined()
    }
  })

  it('is a window that was planted', () => {
    const { exposure, met, rows } = made(1, (_, __, day) => (day >= 5 && day < 9 ? 0.3 : 0.01))
    expect(concentrations(exposure, met, LEAST).map(told)).toContainEqual(['', 5, 9])
    expect(windowOf(exposure, met, rows, LEAST)).toEqual({ from: 5, to: 9 })
  })

  it('goes on to the end where the last day has hardly begun', () => {
    const { exposure, met, rows } = made(1, (_, __, day) => (day >= 5 && day < 19 ? 0.3 : 0.01))
    const hardly = (row: number) => exposure.days.of[row] !== DAYS - 1 || row % 60 === 0
    const begun = { ...exposure, ...exposureOf(exposure.splits, exposure.days, rows.filter(hardly)) }
    expect(windowOf(begun, met.filter(hardly), rows.filter(hardly), LEAST)).toEqual({ from: 5, to: DAYS })
    expect(windowOf(exposure, met, rows, LEAST)).toEqual({ from: 5, to: 19 })
  })

  it('is a group that was planted, of one field or of two', () => {
    const one = made(2, (browser) => (browser === 'Safari' ? 0.3 : 0.02))
    expect(concentrations(one.exposure, one.met, LEAST).map(told)).toContainEqual(['Safari', 0, DAYS])
    const two = made(3, (browser, device) => (browser === 'Safari' && device === 'mobile' ? 0.4 : 0.02))
    expect(concentrations(two.exposure, two.met, LEAST).map(told)).toContainEqual(['Safari mobile', 0, DAYS])
  })

  it('is a group in a window that was planted', () => {
    const { exposure, met } = made(4, (browser, _, day) => (browser === 'Edge' && day >= 12 ? 0.5 : 0.01))
    expect(concentrations(exposure, met, LEAST).map(told)).toContainEqual(['Edge', 12, DAYS])
  })

  it('is no group with less than twice the rate of the others', () => {
    const { exposure, met } = made(5, (browser) => (browser === 'Safari' ? 0.3 : 0.2))
    const always = concentrations(exposure, met, LEAST).filter(({ from, to }) => to - from === DAYS)
    expect(always.map(told)).toEqual([['', 0, DAYS]])
  })

  it('starts with everyone, names nothing twice, and keeps within the period', () => {
    const { exposure, met } = made(6, (browser, device, day) =>
      browser === 'Safari' ? 0.4 : device === 'mobile' && day > 15 ? 0.3 : 0.03,
    )
    const cells = concentrations(exposure, met, LEAST)
    expect(told(cells[0] as Cell)).toEqual(['', 0, DAYS])
    expect(new Set(cells.map((cell) => JSON.stringify(cell))).size).toBe(cells.length)
    for (const { from, to } of cells) expect(0 <= from && from < to && to <= DAYS).toBe(true)
  })
})
