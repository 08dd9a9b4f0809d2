import { describe, expect, it } from 'vitest'
import { analyseFriction } from './analyse-friction.ts'
import { faultsOf } from './checked-result.ts'
import type { AnalysisPeriod } from './period-days.ts'
import { seededUniform } from './seeded-uniform.ts'
import { DAY_MS, daysFrom, frictionData, PERIOD_START, type Visit } from './session-test-data.ts'
import { madeShop, type Planted, SHOP_DAYS } from './synthetic-shop.ts'

const period = daysFrom(PERIOD_START, SHOP_DAYS)
const deadButton: Planted = {
  signal: 'dead_clicked',
  step: 2,
  element: '#pay',
  keeps: 0.6,
  meets: ({ phone, keen }) => (phone ? (keen ? 0.15 : 0.5) : 0.03),
}
const shop = madeShop(1, 1000, [deadButton]).visits
const analysed = (visits: readonly Visit[], over: AnalysisPeriod = period, around = {}) =>
  analyseFriction(frictionData(visits, around), over)

/** The shop, with something wrong in each visit. */
const changed = (change: (visit: Visit, index: number) => Partial<Visit>): Visit[] =>
  shop.map((visit, index) => ({ ...visit, ...change(visit, index) }))

const uniform = seededUniform(7)
const words10k = 'x'.repeat(10_000)

const withStep = (visit: Visit, amount: (told: number) => number): Partial<Visit> => ({
  steps: (visit.steps ?? []).map(([at, step, told = Number.NaN]) => [at, step, amount(told)] as const),
})

const inputs: Readonly<Record<string, { visits: readonly Visit[]; around?: object; over?: AnalysisPeriod }>> =
  {
    'no events at all': { visits: [] },
    'one session': { visits: shop.slice(0, 1) },
    'one session with an order': { visits: shop.filter(({ orders }) => orders).slice(0, 1) },
    'no orders': {
      visits: changed(({ steps = [] }) => ({ steps: steps.filter(([, step]) => step < 3), orders: [] })),
    },
    'a journey without an end': {
      visits: changed(() => ({ steps: [], orders: [] })),
      around: { steps: [{ name: 'Visit', event: null }] },
    },
    'orders that nobody knows the money of': {
      visits: changed(({ orders }) => (orders ? { orders: [0] } : {})),
    },
    'orders refunded to less than nothing': {
      visits: changed(({ orders }) => (orders ? { orders: [-5] } : {})),
    },
    'orders refunded to less than nothing, of no known price': {
      visits: changed((visit) => ({
        ...withStep(visit, () => Number.NaN),
        ...(visit.orders && { orders: [-5] }),
      })),
    },
    'orders refunded to less than nothing, of very small prices': {
      visits: changed((visit, index) => ({
        ...withStep(visit, () => (index % 2 === 0 ? 1e-300 : Number.NaN)),
        ...(visit.orders && { orders: [-5] }),
      })),
    },
    'revenue that sums to nothing': {
      visits: changed(({ orders }, index) => (orders ? { orders: [index % 2 === 0 ? 10 : -10] } : {})),
    },
    'one visitor': { visits: changed(() => ({ person: 1 })) },
    'bots only': {
      visits: Array.from({ length: 3000 }, (_, index) => ({
        person: 1,
        start: PERIOD_START + index * 1000,
        attributes: ['', '', '', '', '', '', '', ''],
        signals: [[10, 'error_shown', '/', ''] as const],
      })),
    },
    'all sessions affected': {
      visits: changed(({ steps = [] }) => ({
        signals: steps.map(([at]) => [at + 1, 'error_shown', '/checkout', '#pay'] as const),
      })),
    },
    'a signal on every session at its start': {
      visits: changed(() => ({ signals: [[0, 'rage_clicked', '/', '#hero'] as const] })),
    },
    'nobody goes on who met it': {
      visits: changed(({ steps = [], orders = [] }, index) => {
        const stops = index % 4 === 0 && steps.length >= 2
        return stops
          ? {
              steps: steps.slice(0, 2),
              signals: [[(steps[1]?.[0] ?? 0) + 1, 'error_shown', '/checkout', '#pay'] as const],
              orders: [],
            }
          : { orders }
      }),
    },
    'everybody goes on': {
      visits: changed((_, index) => ({
        steps: [1, 2, 3].map((step) => [step * 1000, step, 30] as const),
        orders: [30],
        signals: index % 3 === 0 ? [[2500, 'error_shown', '/checkout', '#pay'] as const] : [],
      })),
    },
    'clocks wrong by a day': {
      visits: changed(({ start = 0 }, index) => ({ start: start + ((index % 3) - 1) * DAY_MS })),
    },
    'events of the far past and the far future': {
      visits: changed(({ start = 0 }, index) => ({
        start: index % 10 === 0 ? Date.UTC(1900, 0, 1) : index % 10 === 1 ? Date.UTC(2299, 0, 1) : start,
      })),
    },
    'all in one millisecond': {
      visits: changed(({ steps = [], signals = [] }) => ({
        start: PERIOD_START,
        steps: steps.map(([, step, amount]) => [0, step, amount] as const),
        signals: signals.map(([, ...rest]) => [0, ...rest] as const),
      })),
    },
    'a session of 49 days': {
      visits: changed(({ steps = [] }, index) =>
        index % 50 === 0
          ? { steps: steps.map(([, step, amount]) => [0xffff_fffe, step, amount] as const) }
          : {},
      ),
    },
    'a thousand browsers': {
      visits: changed((_, index) => ({
        attributes: [
          'mobile',
          `Browser ${index % 1000}`,
          String(index),
          `System ${index % 700}`,
          '1',
          'DE',
          'x',
          'web',
        ],
      })),
    },
    'every field another in every session': {
      visits: changed((_, index) => ({
        attributes: Array.from({ length: 8 }, (_, field) => `${field} ${index}`),
      })),
    },
    'currencies mixed, without rates': {
      visits: changed((_, index) => ({ currency: ['EUR', 'USD', 'JPY', '', 'euro'][index % 5] ?? '' })),
    },
    'currencies mixed, with rates': {
      visits: changed((_, index) => ({ currency: ['EUR', 'USD', 'JPY'][index % 3] ?? '' })),
      around: { rates: { USD: 0.9, JPY: 0.006 } },
    },
    'no order in the currency of the project': { visits: changed(() => ({ currency: 'USD' })) },
    'three hundred currencies': {
      visits: changed((_, index) => ({
        currency: `${String.fromCharCode(65 + (index % 20), 65 + Math.floor((index % 300) / 20))}X`,
      })),
    },
    'orders told by a server alone': {
      visits: changed(({ steps = [] }) => ({
        pages: [],
        steps: steps.filter(([, step]) => step === 3),
        signals: [],
      })),
    },
    'prices below zero': { visits: changed((visit) => withStep(visit, (amount) => -amount)) },
    'prices that are none': { visits: changed((visit) => withStep(visit, () => Number.NaN)) },
    'prices without an end': { visits: changed((visit) => withStep(visit, () => Number.POSITIVE_INFINITY)) },
    'prices of 1e200': {
      visits: changed((visit, index) => (index % 7 === 0 ? withStep(visit, () => 1e200) : {})),
    },
    'prices of 1e308': { visits: changed((visit) => withStep(visit, () => 1.7e308)) },
    'prices of 1e-300': { visits: changed((visit) => withStep(visit, () => 1e-300)) },
    'one price': { visits: changed((visit) => withStep(visit, () => 25)) },
    'orders of 1e30': {
      visits: changed(({ orders }, index) => (orders && index % 9 === 0 ? { orders: [1e30] } : {})),
    },
    'ten years': {
      visits: changed(() => ({ start: PERIOD_START + uniform() * 3650 * DAY_MS })),
      over: daysFrom(PERIOD_START, 3650),
    },
    'a period of no days': {
      visits: shop,
      over: {
        from: PERIOD_START,
        to: PERIOD_START,
        midnights: [PERIOD_START, PERIOD_START],
        days: ['2026-04-01'],
      },
    },
    'a step that nobody takes': {
      visits: changed(({ steps = [] }) => ({ steps: steps.filter(([, step]) => step !== 2) })),
    },
    'steps in the wrong order': {
      visits: changed(({ steps = [] }) => ({
        steps: steps.map(
          ([at, step, amount], index) => [(steps.length - index) * 1000 + (at % 7), step, amount] as const,
        ),
      })),
    },
    'ten thousand paths': {
      visits: changed(({ steps = [], signals = [] }, index) => ({
        pages: [0, 1, 2, 3, 4, 5, 6].map((part) => [part, `/${index}/${part}-${index}`] as const),
        steps: steps.map(([at, step, amount]) => [at, step, amount, `/p/${index}-${step}`] as const),
        signals: signals.map(([at, signal]) => [at, signal, `/p/${index}`, `#e${index}`] as const),
      })),
    },
    'a path of ten thousand parts': {
      visits: changed((_, index) =>
        index === 3
          ? { pages: [[0, `/${Array.from({ length: 10_000 }, (_, part) => part).join('/')}`]] }
          : {},
      ),
    },
    'elements of ten thousand characters': {
      visits: changed(({ signals = [] }) => ({
        signals: signals.map(([at, signal, page]) => [at, signal, page, `#${words10k}`] as const),
      })),
    },
    'signals that no vocabulary knows': {
      visits: changed(({ signals = [] }) => ({
        signals: signals.flatMap(([at, , page, element]) => [
          [at, 'no_such_signal', page, element] as const,
          [at, 'event:Straße “x” — <b>', page, element] as const,
          [at, 'event:', page, element] as const,
        ]),
      })),
    },
    'words of the language': {
      visits: changed(({ signals = [] }, index) => ({
        attributes: [
          '__proto__',
          'constructor',
          'toString',
          'hasOwnProperty',
          'valueOf',
          'toString',
          '__proto__',
          String(index % 2),
        ],
        signals: signals.map(
          ([at, signal]) => [at, signal, '/__proto__/constructor', '__proto__', 'constructor'] as const,
        ),
      })),
    },
    'countries that are none': {
      visits: changed(({ attributes = [] }, index) => ({
        attributes: attributes.with(5, ['', '??', 'Deutschland', 'DE'][index % 4] ?? ''),
      })),
    },
  }

describe('what no shop should send', () => {
  it.each(Object.keys(inputs))('%s: an answer or a reason', (name) => {
    const { visits, around, over } = inputs[name] ?? { visits: [] }
    const result = analysed(visits, over, around)
    expect(faultsOf(result)).toEqual([])
    expect(result.findings.length + result.withheld.length + result.tried).toBeGreaterThan(0)
  })
})

it('says of what keeps people from going on, where orders tell no money, that there is none', () => {
  const { visits } = madeShop(1, 4000, [deadButton])
  const free = visits.map((visit) => ({ ...visit, ...(visit.orders && { orders: [0] }) }))
  const { findings, withheld } = analysed(free)
  expect(findings).toEqual([])
  expect(withheld).toContainEqual({
    reason: 'no_revenue',
    count: 1,
    examples: ['Clicks on #pay do nothing at Checkout'],
  })
})
