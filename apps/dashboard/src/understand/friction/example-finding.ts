import type { Finding } from '@throughline/contract/friction'

/** A finding for tests to start from. */
export const exampleFinding: Finding = {
  id: 'f1',
  title: 'Shipping step fails on phones with Safari',
  where: { step: 'Shipping', path: '/checkout/shipping', element: '#continue' },
  signal: 'rage_clicked',
  who: { 'device.type': 'mobile', 'browser.name': 'Safari' },
  when: {
    from: '2026-04-08T22:00:00Z',
    to: '2026-04-30T22:00:00Z',
    beganInPeriod: true,
    endedInPeriod: false,
  },
  sessions: { affected: 812, exposedShare: 0.21, comparable: 2906, leftOut: 4 },
  conversion: {
    affected: 0.36,
    comparable: 0.78,
    lossPoints: { estimate: 0.41, low: 0.33, high: 0.48 },
    next: 'Payment',
  },
  moneyAtRisk: { estimate: 18_412, low: 14_134, high: 23_052, per: 'period' },
  otherCurrencies: [],
  ordersAtRisk: { estimate: 301, low: 240, high: 360 },
  effort: { seconds: { estimate: 42, low: 30, high: 55 }, repeats: 3.2 },
  q: 0.0004,
  method: 'observational',
  course: [
    { day: '2026-04-08', affected: 0, money: 0 },
    { day: '2026-04-09', affected: 38, money: 860 },
    { day: '2026-04-10', affected: 36, money: 810 },
  ],
  state: 'new',
  mark: 'none',
  reason: null,
  owner: null,
  evidence: { recordings: [], verbatims: [], vitals: {} },
  actions: [],
}
