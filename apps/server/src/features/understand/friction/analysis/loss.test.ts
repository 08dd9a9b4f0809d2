import { describe, expect, it } from 'vitest'
import { factorsOf } from './covariates.ts'
import { effortOf } from './effort.ts'
import { everyone, splitsOf } from './groups.ts'
import { hitBy } from './hit-by.ts'
import { type Loss, lossOfDrop } from './loss.ts'
import { naiveGap } from './naive-gap.ts'
import { periodDays } from './period-days.ts'
import type { Place } from './places.ts'
import { DAY_MS, daysFrom, frictionData, PERIOD_START, type Visit } from './session-test-data.ts'
import { type AnalysisContext, stepContext } from './step-context.ts'

const MET = 40
const COUNT = 200

/** The first forty met it at the checkout: half went on, 30 seconds later; of the others three in four did, after 10. */
const visits = Array.from({ length: COUNT }, (_, index): Visit => {
  const isMet = index < MET
  const goesOn = isMet ? index % 2 === 0 : index % 4 !== 0
  const after = 2000 + (isMet ? 30_000 : 10_000)
  return {
    start: PERIOD_START + (index % 4) * DAY_MS,
    attributes: [
      isMet || index % 2 === 0 ? 'mobile' : 'desktop',
      'Chrome',
      '1',
      'X',
      '1',
      'DE',
      'direct',
      'web',
    ],
    steps: [[1000, 1, 50], [2000, 2, 50], ...(goesOn ? [[after, 3] as const] : [])],
    ...(goesOn && { orders: [50] }),
  }
})
const { sessions } = frictionData(visits)
const { midnights, days } = daysFrom(PERIOD_START, 4)
const analysis: AnalysisContext = {
  sessions,
  factors: factorsOf(sessions),
  splits: splitsOf(sessions),
  days: periodDays(sessions, midnights, days),
  main: 0,
}
const context = stepContext(analysis, 2)
if (!context) throw new Error('The step has no worth.')
const rows = context.rows
const met = rows.slice(0, MET)
const effect = (total: number) => ({
  total,
  standardError: 1,
  treated: MET,
  controls: COUNT - MET,
  effectiveControls: COUNT - MET,
})
const loss: Loss = {
  signal: 'dead_clicked',
  step: 2,
  path: null,
  element: null,
  details: null,
  cell: { group: everyone, from: 0, to: 4 },
  met,
  metAt: null,
  repeats: 1,
  leftOut: 0,
  comparable: COUNT - MET,
  passes: effect(10),
  orders: effect(10),
  money: effect(500),
  elsewhere: new Map(),
  expected: new Float64Array(MET),
  expectedTreated: new Float64Array(MET),
  comparison: { rows: rows.slice(MET), weights: new Float64Array(COUNT - MET).fill(1) },
}

describe('what is told of a loss', () => {
  it('is how many seconds longer those take who get through', () => {
    expect(effortOf(sessions, loss)).toEqual({ estimate: 20, low: 20, high: 20 })
  })

  it('is no effort where too few got through, or nothing is compared', () => {
    expect(effortOf(sessions, { ...loss, met: met.slice(0, 10) })).toBeNull()
    expect(effortOf(sessions, { ...loss, comparison: null })).toBeNull()
  })

  it('is who is hit and who is not, of fields with more than one value', () => {
    expect(hitBy(analysis, context, loss)).toEqual([
      {
        field: 'device.type',
        rows: [
          { name: 'mobile', affected: 40, of: 120, share: 1 / 3 },
          { name: 'desktop', affected: 0, of: 80, share: 0 },
        ],
      },
    ])
  })

  it('counts only the days that it lasted', () => {
    const [first] = hitBy(analysis, context, {
      ...loss,
      met: met.filter((row) => row % 4 < 2),
      cell: { group: everyone, from: 0, to: 2 },
    })
    expect(first?.rows.map(({ affected, of }) => [affected, of])).toEqual([
      [20, 60],
      [0, 40],
    ])
  })

  it('is the raw gap, by hand', () => {
    const gap = naiveGap(sessions, context, loss, 0)
    expect(gap?.lossPoints).toBeCloseTo(0.75 - 0.5, 10)
    // A quarter of forty, at 50 each.
    expect(gap?.money).toBeCloseTo(0.25 * 40 * 50, 6)
    expect(gap?.why).toContain('Both agree')
    expect(naiveGap(sessions, context, { ...loss, passes: effect(2), money: effect(100) }, 0)?.why).toContain(
      'larger',
    )
    expect(
      naiveGap(sessions, context, { ...loss, passes: effect(20), money: effect(1000) }, 0)?.why,
    ).toContain('smaller')
  })

  it('is the signal of a drop that those who leave send there more often than elsewhere', () => {
    const drop = {
      step: 2,
      cell: loss.cell,
      p: 0.001,
      effect: {
        met,
        comparable: COUNT - MET,
        passes: effect(10),
        orders: effect(10),
        money: effect(500),
        elsewhere: new Map(),
        expected: loss.expected,
        expectedTreated: loss.expectedTreated,
      },
    }
    const place = (signal: string, of: Int32Array): Place => ({
      ...{ signal, step: 2, path: null, element: null, details: null, times: of.length, measured: null },
      met: of,
      metAt: new Uint32Array(of.length),
    })
    const leaving = rows.filter((row) => context.passed[row] === 0)
    const here = leaving.filter((row) => row < MET)
    const told = (...places: Place[]) => lossOfDrop(drop, places, context.passed, rows).signal
    expect(told(place('form_abandoned', here))).toBe('form_abandoned')
    // Whoever leaves sends it, here as everywhere: it says nothing of the drop.
    expect(told(place('form_abandoned', leaving))).toBe('step_dropped')
  })

  it('is no gap where there is nobody else', () => {
    expect(naiveGap(sessions, context, { ...loss, met: rows }, 0)).toBeNull()
  })
})
