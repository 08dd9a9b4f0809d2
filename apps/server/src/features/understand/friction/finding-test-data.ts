import type { AnalysedFinding, AnalysisResult } from './analysis/analysis-result.ts'

const DAY = 86_400_000

/** A finding as an analysis might give it, for tests: rage clicks at the shipping step since 10 April, but for what is said. */
export function analysedFinding(said: Partial<AnalysedFinding> = {}): AnalysedFinding {
  return {
    title: 'Shipping step fails with Safari',
    where: { step: 'Shipping', path: '/checkout/shipping', element: '#continue' },
    signal: 'rage_clicked',
    who: { 'browser.name': 'Safari' },
    when: {
      from: '2026-04-10T00:00:00.000Z',
      to: '2026-05-01T00:00:00.000Z',
      beganInPeriod: true,
      endedInPeriod: false,
    },
    sessions: { affected: 812, exposedShare: 0.21, comparable: 4000, leftOut: 3 },
    conversion: {
      affected: 0.36,
      comparable: 0.78,
      lossPoints: { estimate: 0.42, low: 0.33, high: 0.48 },
      next: 'Payment',
    },
    moneyAtRisk: { estimate: 18_400, low: 14_100, high: 23_050, per: 'period' },
    otherCurrencies: [],
    ordersAtRisk: { estimate: 300, low: 230, high: 370 },
    effort: { seconds: { estimate: 31, low: 20, high: 40 }, repeats: 2.3 },
    q: 0.0004,
    method: 'observational',
    course: courseOf('2026-04-01', 30, (day) => (day >= '2026-04-10' ? 40 : 0)),
    funnel: [{ step: 'Payment', affected: 0.36, comparable: 0.78 }],
    hit: [{ field: 'browser.name', rows: [{ name: 'Safari', share: 0.6, affected: 812, of: 1350 }] }],
    covariates: ['device.type'],
    balance: { before: 0.4, after: 0.05, of: 'device.type' },
    naive: { lossPoints: 0.5, money: 25_000, why: 'They came from adverts.' },
    sensitivity: { eValue: 3.2, eValueOfLow: 2.1, doubled: 9000 },
    affected: [{ session: 's1', profile: '1', at: Date.UTC(2026, 3, 11), left: true }],
    ...said,
  }
}

/** What a run over April 2026 found. */
export const analysisResult = (findings: readonly AnalysedFinding[]): AnalysisResult => ({
  currency: 'EUR',
  method: 'A test',
  sessions: 20_000,
  orders: 900,
  revenue: 54_000,
  steps: [{ name: 'Visit', sessions: 20_000 }],
  tried: 40,
  withheld: [{ reason: 'too_few_sessions', count: 3, examples: [] }],
  findings,
})

/** Days with the affected of each, and ten times as much money. */
export const courseOf = (
  first: string,
  days: number,
  affected: (day: string) => number,
): AnalysedFinding['course'] =>
  Array.from({ length: days }, (_, index) => {
    const day = new Date(Date.parse(first) + index * DAY).toISOString().slice(0, 'yyyy-mm-dd'.length)
    return { day, affected: affected(day), money: affected(day) * 10 }
  })
