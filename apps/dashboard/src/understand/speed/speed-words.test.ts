import type { MeasuredVital, VitalMetric, VitalsCostResponse } from '@throughline/contract/vitals'
import { describe, expect, it } from 'vitest'
import { plainFinding } from '../reports/result/finding.tsx'
import { placeOnBands } from './band-axis.ts'
import { costFinding } from './cost-finding.ts'
import { p75Words, speedFinding, worstVital } from './speed-finding.ts'
import { formatVital, formatVitalRange } from './vital-words.ts'

const vital = (metric: VitalMetric, estimate: number | null, spread = 0): MeasuredVital => ({
  metric,
  views: 100,
  p75: estimate === null ? null : { estimate, low: estimate - spread, high: estimate + spread },
  bands: [],
})
const said = (...metrics: MeasuredVital[]) => plainFinding(speedFinding({ metrics, views: 100 }))

describe('the sentence of the page', () => {
  it('names the metric that is farthest from good', () => {
    const metrics = [vital('LCP', 3100, 50), vital('INP', 620, 10), vital('CLS', 0.02), vital('TTFB', 9000)]
    expect(worstVital(metrics)).toBe('INP')
    expect(said(...metrics)).toBe(
      'In one page view of four, the answer to a click or key takes longer than 620\u202fms: poor.',
    )
  })

  it('says where the band is not sure', () => {
    expect(said(vital('LCP', 2600, 200))).toBe(
      'In one page view of four, the main content takes longer than 2.6\u202fs: needs improvement, on the edge of good.',
    )
  })

  it('says that all is well, or that too few were measured', () => {
    expect(said(vital('LCP', 1900), vital('INP', 120), vital('CLS', 0.04), vital('TTFB', 3000))).toBe(
      'Pages are fast: in three views of four the main content shows within 1.9\u202fs, the page answers within 120\u202fms, content jumps by no more than 0.04.',
    )
    expect(said(vital('LCP', null))).toBe('100 page views are too few to tell how fast pages are.')
  })
})

it('writes values with their units once', () => {
  expect([formatVital('LCP', 3124), formatVital('INP', 184.4), formatVital('CLS', 0.1234)]).toEqual([
    '3.12\u202fs',
    '184\u202fms',
    '0.12',
  ])
  expect(formatVitalRange('LCP', 3020, 3210)).toBe('3.02–3.21\u202fs')
  expect(formatVitalRange('LCP', 900, 1100)).toBe('900\u202fms–1.10\u202fs')
  expect(formatVitalRange('CLS', 0.1, 0.2)).toBe('0.10–0.20')
  expect(p75Words('TTFB', null)).toBe('too few views')
})

it('gives every metric the same place on the axis of bands', () => {
  expect([0, 2500, 3250, 4000, 6000, 8000, 99_999].map((value) => placeOnBands('LCP', value))).toEqual([
    0,
    1 / 3,
    0.5,
    2 / 3,
    2.5 / 3,
    1,
    1,
  ])
  expect(placeOnBands('CLS', 0.1)).toBe(placeOnBands('INP', 200))
})

describe('what speed costs', () => {
  const cost = (
    bounce: [number, number, number] | null,
    conversion: [number, number, number] | null,
  ): VitalsCostResponse['metrics'][number] => {
    const estimate = (of: [number, number, number] | null) =>
      of && { estimate: of[0], low: of[1], high: of[2] }
    return {
      metric: 'LCP',
      measured: 10,
      bands: [{ band: 'poor', sessions: bounce ? 5 : 0, bounce: null, conversion: null, money: null }],
      poorAgainstGood: { bounce: estimate(bounce), conversion: estimate(conversion) },
    }
  }

  it('tells differences that chance does not explain, with their intervals', () => {
    expect(costFinding(cost([0.121, 0.08, 0.16], [-0.03, -0.05, -0.01]), 'Order Completed')).toBe(
      'Sessions that began on a page slow to show its main content left after one page 12.1 points more often (8 to 16), and came to “Order Completed” 3 points less often (1 to 5) than those that began on a good one.',
    )
  })

  it('claims nothing else', () => {
    expect(costFinding(cost([0.02, -0.01, 0.05], [0, -0.1, 0.1]), 'Signed Up')).toMatch(/about as often/)
    expect(costFinding(cost(null, null), 'Signed Up')).toBe(
      'No session began on a page in the poor band. Nothing can be compared.',
    )
  })
})
