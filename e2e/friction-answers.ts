import type { Finding, FindingDetail, FrictionAnswer } from '../packages/contract/src/friction.ts'

/**
 * Answers of the friction API as a shop of middle size would give them over April 2026, to look at the pages in states
 * that a real server reaches only by chance: running, failed, empty, very long names, intervals of no width.
 */

export const april = { query: 'from=2026-04-01&to=2026-05-01&tz=Europe/Berlin', days: 30 }

const dayOf = (index: number): string => new Date(Date.UTC(2026, 3, 1 + index)).toISOString().slice(0, 10)
const atDay = (index: number): string => new Date(Date.UTC(2026, 3, 1 + index) - 2 * 3_600_000).toISOString()

interface Sketch {
  readonly id: string
  readonly title: string
  readonly money: readonly [estimate: number, low: number, high: number]
  readonly affected: number
  /** First and last day on which it was met, from 0. */
  readonly days?: readonly [number, number]
  readonly parts?: Partial<Finding>
}

/** A finding whose money is spread over its days with a gentle wave, so that charts have something to draw. */
export function finding({ id, title, money, affected, days = [0, 29], parts = {} }: Sketch): Finding {
  const [first, last] = days
  const [estimate, low, high] = money
  const weights = Array.from({ length: april.days }, (_, index) =>
    index >= first && index <= last ? 1 + 0.25 * Math.sin(index * 1.3) + 0.01 * index : 0,
  )
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  return {
    id,
    title,
    where: { step: 'Shipping', path: '/checkout/shipping', element: '#continue' },
    signal: 'rage_clicked',
    who: {},
    when: {
      from: atDay(first),
      to: atDay(last + 1),
      beganInPeriod: first > 0,
      endedInPeriod: last < april.days - 1,
    },
    sessions: { affected, exposedShare: 0.21, comparable: affected * 3 + 470, leftOut: 9 },
    conversion: {
      affected: 0.36,
      comparable: 0.77,
      lossPoints: { estimate: 0.41, low: 0.33, high: 0.48 },
      next: 'Payment',
    },
    moneyAtRisk: { estimate, low, high, per: 'period' },
    otherCurrencies: [],
    ordersAtRisk: { estimate: estimate / 61, low: low / 61, high: high / 61 },
    effort: { seconds: { estimate: 42, low: 30, high: 55 }, repeats: 3.2 },
    q: 0.0004,
    method: 'observational',
    course: weights.map((weight, index) => ({
      day: dayOf(index),
      affected: Math.round((affected * weight) / all),
      money: (estimate * weight) / all,
    })),
    state: 'ongoing',
    mark: 'none',
    reason: null,
    owner: null,
    evidence: { recordings: [], verbatims: [], vitals: {} },
    actions: [],
    ...parts,
  }
}

const shipping = finding({
  id: 'shipping-safari',
  title: 'Shipping step fails on phones with Safari',
  money: [18_412, 14_134, 23_052],
  affected: 812,
  days: [8, 29],
  parts: { who: { 'device.type': 'mobile', 'browser.name': 'Safari' }, state: 'new' },
})

export const findings: readonly Finding[] = [
  shipping,
  finding({
    id: 'coupons',
    title: 'Expired coupons are refused without a reason',
    money: [6_104, 3_911, 8_230],
    affected: 1304,
    parts: {
      signal: 'coupon_denied',
      where: { step: 'Cart viewed', path: '/cart', element: '#coupon' },
      state: 'worse',
      owner: 'Mara Vogel',
      mark: 'watched',
    },
  }),
  finding({
    id: 'payment-502',
    title: 'Payment provider answers 502',
    money: [4_911, 3_305, 6_600],
    affected: 431,
    days: [18, 21],
    parts: {
      signal: 'request_failed',
      where: { step: 'Payment', path: '/checkout/payment', element: null },
      state: 'fixed',
    },
  }),
  finding({
    id: 'phone-field',
    title: 'Phone number field refuses good numbers',
    money: [3_640, 1_912, 5_320],
    affected: 690,
    days: [1, 29],
    parts: {
      signal: 'form_field_refilled',
      who: { country: 'FR' },
      where: { step: 'Details', path: '/checkout/details', element: 'input[name=phone]' },
      state: 'back',
      owner: 'Jonas Behr',
    },
  }),
  finding({
    id: 'slow-images',
    title: 'Product images take 6 s and more',
    money: [2_420, 903, 4_010],
    affected: 5210,
    parts: {
      signal: 'slow_lcp',
      who: { country: 'PL' },
      where: { step: 'Product', path: '/product/*', element: 'img.hero' },
    },
  }),
  finding({
    id: 'search-boots',
    title: 'Search finds nothing for “boots 42”',
    money: [1_105, 310, 2_020],
    affected: 377,
    days: [13, 29],
    parts: {
      signal: 'search_empty',
      who: { visitor: 'new' },
      where: { step: 'Visit', path: '/search', element: null },
      state: 'new',
    },
  }),
  finding({
    id: 'gallery',
    title: 'Product gallery does not answer to taps',
    money: [640, 40, 1_260],
    affected: 205,
    parts: {
      signal: 'dead_clicked',
      where: { step: 'Product', path: '/product/*', element: '.gallery' },
      mark: 'ignored',
      reason: 'The gallery is replaced in May.',
    },
  }),
]

export const ready: FrictionAnswer = {
  status: 'ready',
  problem: null,
  currency: 'EUR',
  method: '',
  computedAt: '2026-05-01T03:12:00Z',
  sessions: 61_240,
  orders: 2_310,
  revenue: 141_870.4,
  steps: [
    { name: 'Visit', sessions: 61_240 },
    { name: 'Product', sessions: 38_112 },
    { name: 'Cart', sessions: 9_820 },
    { name: 'Cart viewed', sessions: 7_411 },
    { name: 'Details', sessions: 5_204 },
    { name: 'Shipping', sessions: 4_470 },
    { name: 'Payment', sessions: 3_102 },
    { name: 'Order', sessions: 2_310 },
  ],
  tried: 1_284,
  findings: [...findings],
  withheld: [
    {
      reason: 'not_significant',
      count: 1_011,
      examples: ['Help pages are read before the cart', 'Product gallery is tapped again and again'],
    },
    { reason: 'explained_by_another', count: 214, examples: ['Shipping step fails on phones'] },
    {
      reason: 'too_few_sessions',
      count: 38,
      examples: ['Errors at the payment step in Norway (7 sessions)'],
    },
    { reason: 'everyone_affected', count: 14, examples: ['The cookie banner shifts the home page'] },
  ],
}

export const detail: FindingDetail = {
  status: 'ready',
  currency: 'EUR',
  finding: {
    ...shipping,
    otherCurrencies: [{ currency: 'CHF', estimate: 1_204, low: 610, high: 1_890 }],
  },
  naive: {
    lossPoints: 0.51,
    money: 26_912,
    why: 'The raw gap is larger because visitors on phones buy less with or without it, and because those who met it had less in hand.',
  },
  sensitivity: { eValue: 3.4, eValueOfLow: 2.6, doubled: 13_010 },
  funnel: [
    { step: 'Shipping', affected: 1, comparable: 1 },
    { step: 'Payment', affected: 0.36, comparable: 0.77 },
    { step: 'Order', affected: 0.28, comparable: 0.66 },
  ],
  hit: [
    {
      field: 'browser.name',
      rows: [
        { name: 'Safari', share: 0.94, affected: 798, of: 849 },
        { name: 'Chrome', share: 0.02, affected: 12, of: 611 },
        { name: 'Samsung Internet', share: 0.01, affected: 2, of: 204 },
        { name: 'Firefox', share: 0, affected: 0, of: 118 },
      ],
    },
    {
      field: 'device.type',
      rows: [
        { name: 'mobile', share: 0.48, affected: 806, of: 1679 },
        { name: 'tablet', share: 0.03, affected: 6, of: 198 },
        { name: 'desktop', share: 0, affected: 0, of: 2593 },
      ],
    },
    {
      field: 'visitor',
      rows: [
        { name: 'new', share: 0.22, affected: 495, of: 2250 },
        { name: 'returning', share: 0.14, affected: 317, of: 2220 },
      ],
    },
    {
      field: 'country',
      rows: [
        { name: 'DE', share: 0.19, affected: 512, of: 2690 },
        { name: 'AT', share: 0.18, affected: 160, of: 888 },
        { name: 'CH', share: 0.17, affected: 90, of: 529 },
        { name: 'FR', share: 0.14, affected: 50, of: 357 },
        { name: 'PL', share: 0.01, affected: 0, of: 6 },
        { name: '', share: 0, affected: 0, of: 2 },
      ],
    },
  ],
  recordings: [
    ['0:48', 48_000, 'Tapped “Continue” 7 times, then left with €129 in the cart'],
    ['1:12', 72_400, 'Went back to the cart, tried again, left'],
    ['0:31', 31_000, 'Zoomed in, tapped 4 times, left'],
  ].map(([, offsetMs, summary], index) => ({
    recordingId: `recording-${index + 1}`,
    sessionId: `session-${index + 1}`,
    profileId: `${40 + index}`,
    at: `2026-04-${20 + index}T18:0${index}:12Z`,
    offsetMs: Number(offsetMs),
    summary: String(summary),
  })),
  verbatims: [
    {
      text: 'The button does nothing on my iPhone.',
      score: 2,
      metric: 'nps',
      at: '2026-04-21T09:11:00Z',
      afterMs: 240_000,
      profileId: '41',
    },
    {
      text: 'Tried three times, gave up.',
      score: null,
      metric: null,
      at: '2026-04-12T19:40:00Z',
      afterMs: null,
      profileId: '42',
    },
  ],
  vitals: [
    { metric: 'LCP', affected: 2_610, others: 2_240 },
    { metric: 'INP', affected: 640, others: 180 },
    { metric: 'CLS', affected: 0.04, others: 0.03 },
  ],
  requests: [
    { url: 'https://api.shop.example/v2/shipping/quote', status: '502', sessions: 604 },
    { url: 'https://api.shop.example/v2/address/suggest', status: 'no answer', sessions: 41 },
  ],
  releases: [
    { version: '4.12.0', at: '2026-04-09T06:20:00Z', before: 21.4, after: 804.2 },
    { version: '4.12.1', at: '2026-04-22T11:00:00Z', before: 861, after: 839.9 },
  ],
  covariates: [
    'device',
    'browser and its version',
    'system and its version',
    'country',
    'way of arrival',
    'visits and orders before',
    'price in hand',
    'hour and day of the week',
    'pages opened before',
  ],
  balance: { before: 0.62, after: 0.04, of: 'browser and its version' },
  history: [
    { at: '2026-04-10T03:10:00Z', what: 'Found for the first time', by: null },
    { at: '2026-04-10T03:10:05Z', what: 'Told by webhook and e-mail', by: null },
    { at: '2026-04-12T08:30:00Z', what: 'Watched', by: 'Mara Vogel' },
  ],
}
