import type { ExperimentMetric } from '../packages/contract/src/experiment-metrics.ts'
import type { ExperimentPlan } from '../packages/contract/src/experiment-plan.ts'
import type { ExperimentReport } from '../packages/contract/src/experiment-results.ts'
import type { ExperimentDetail } from '../packages/contract/src/experiments.ts'
import { at } from './experiment-days.ts'
import { words } from './experiment-sketches.ts'

/**
 * Answers of the experiments API as a shop of middle size would give them in April 2026, to look at the pages in states
 * that a real server reaches only by chance or after weeks: a winner, a guardrail that is hurt, too early, a broken split.
 */

const even = [
  { variation: 'off', weight: 50 },
  { variation: 'on', weight: 50 },
]

export const experiment: ExperimentDetail = {
  id: 'e1',
  name: 'A shorter shipping form',
  hypothesis:
    'Seven fewer fields bring more people to payment, because typing an address on a phone is slow and error-prone.',
  flag: 'checkout/short-form',
  environment: 'production',
  control: 'off',
  unit: 'person',
  audience: [{ attribute: 'device.type', operator: 'equals', value: 'mobile' }],
  layer: null,
  traffic: 20,
  split: even,
  bandit: null,
  seen: null,
  nextBatchAt: null,
  metrics: { primary: 'orders', guardrails: ['refunds', 'lcp'], secondaries: ['revenue', 'aov', 'days'] },
  decision: {
    method: 'anytime',
    alpha: 0.05,
    plannedDays: 21,
    effect: 0.05,
    plannedUnits: 41_000,
    correction: 'holm',
    usePast: true,
  },
  state: 'running',
  variations: [
    { key: 'off', name: 'Long form' },
    { key: 'on', name: 'Short form' },
  ],
  phases: [
    { at: at(1), traffic: 20, split: even, because: null },
    { at: at(8, 9), traffic: 50, split: even, because: null },
  ],
  finding: 'shipping-safari',
  shipped: null,
  decided: null,
  standing: {
    state: 'winner',
    sentence: ['Short form brings ', { gain: '3.1\u202f% more orders' }, ', between 1.2 and 5.0.'],
    units: 41_870,
    at: at(20, 9),
  },
  createdAt: '2026-03-30T08:00:00Z',
  changedAt: at(8, 9),
  startedAt: at(1),
  stoppedAt: null,
  history: [
    {
      at: '2026-03-30T08:00:00Z',
      what: 'Drafted from the finding “Shipping step fails on phones with Safari”',
      by: 'Mara Vogel',
    },
    { at: at(1), what: 'Started with 20\u202f% of the audience', by: 'Mara Vogel' },
    { at: at(8, 9), what: 'Grown from 20\u202f% to 50\u202f%', by: 'Jonas Behr' },
  ],
  checks: [],
}

export const draft: ExperimentDetail = {
  ...experiment,
  id: 'e2',
  name: 'Free delivery from €40',
  hypothesis: 'A lower bar brings more baskets over it.',
  flag: 'delivery/free-from',
  state: 'draft',
  audience: [],
  traffic: 100,
  metrics: { primary: 'orders', guardrails: [], secondaries: ['revenue'] },
  phases: [],
  finding: null,
  standing: null,
  startedAt: null,
  decision: { ...experiment.decision, plannedDays: null },
  variations: [
    { key: 'off', name: 'off' },
    { key: 'on', name: 'on' },
  ],
  history: [{ at: at(12), what: 'Drafted', by: 'Mara Vogel' }],
  checks: [
    { id: 'flag', state: 'yes', sentence: 'The flag is switched on in production.' },
    { id: 'metric', state: 'yes', sentence: '“Orders per person” decides.' },
    {
      id: 'guardrails',
      state: 'warning',
      sentence: 'Nothing is guarded: a gain here may be paid for elsewhere.',
    },
    { id: 'planned', state: 'no', sentence: 'It is not said how many days it is planned for.' },
  ],
}

const moved = (on: number) => [
  { variation: 'off', weight: 100 - on },
  { variation: 'on', weight: on },
]

/** Three of its four batches are in. */
export const bandit: ExperimentDetail = {
  ...experiment,
  id: 'e4',
  name: 'Words on the button',
  flag: 'button/words',
  traffic: 75,
  bandit: { batches: 4, days: 7, floor: 0.05 },
  split: moved(91),
  nextBatchAt: at(22),
  phases: [
    { at: at(1), traffic: 25, split: even, because: null },
    {
      at: at(8),
      traffic: 50,
      split: moved(71.4),
      because:
        '"Short form" 71.4 %, "Long form" 28.6 %, because orders per person so far are: "Short form" 0.131, "Long form" 0.127. With a chance of 73.8 %, "Short form" is the best.',
    },
    {
      at: at(15),
      traffic: 75,
      split: moved(91),
      because:
        '"Short form" 91 %, "Long form" 9 %, because orders per person so far are: "Short form" 0.132, "Long form" 0.127. With a chance of 95.6 %, "Short form" is the best.',
    },
  ],
}

export const stopped: ExperimentDetail = {
  ...experiment,
  id: 'e3',
  name: 'Larger product pictures',
  flag: 'product/large-pictures',
  state: 'stopped',
  shipped: 'off',
  decided: 'Slower pages cost more than the pictures brought.',
  finding: null,
  stoppedAt: at(18),
  standing: {
    state: 'hurt',
    sentence: [
      'Large pictures ',
      { loss: 'slow the page by 12\u202f%' },
      ', between 9 and 15; do not ship it.',
    ],
    units: 88_410,
    at: at(18),
  },
}

const ready = (
  id: string,
  name: string,
  definition: ExperimentMetric['definition'],
  format: ExperimentMetric['format'],
): ExperimentMetric => ({
  id,
  name,
  description: '',
  definition,
  format,
  readyMade: true,
  usedBy: 1,
  createdAt: null,
  changedAt: null,
})

export const metrics: readonly ExperimentMetric[] = [
  ready('orders', 'Orders per person', { kind: 'count', event: 'Order Completed', better: 'up' }, 'number'),
  ready('converted', 'Bought', { kind: 'proportion', event: 'Order Completed', better: 'up' }, 'share'),
  ready(
    'revenue',
    'Revenue per person',
    { kind: 'revenue', event: 'Order Completed', cap: { kind: 'percentile', at: 99.5 }, better: 'up' },
    'money',
  ),
  ready(
    'aov',
    'Money an order',
    {
      kind: 'ratio',
      numerator: { measure: 'revenue', event: 'Order Completed' },
      denominator: { measure: 'count', event: 'Order Completed' },
      better: 'up',
    },
    'money',
  ),
  ready(
    'refunds',
    'Refunded orders',
    { kind: 'proportion', event: 'Order Refunded', better: 'down' },
    'share',
  ),
  ready(
    'lcp',
    'Slowness of pages',
    { kind: 'mean', event: 'Web Vital Measured', property: 'value', perUnit: 'average', better: 'down' },
    'number',
  ),
  ready(
    'days',
    'Days until the first order',
    { kind: 'timeTo', event: 'Order Completed', better: 'down' },
    'days',
  ),
  {
    ...ready(
      'm1',
      'Went on to payment',
      {
        kind: 'funnel',
        steps: [{ event: 'Checkout Started' }, { event: 'Payment Info Entered' }],
        windowHours: 24,
        better: 'up',
      },
      'share',
    ),
    description: 'The step that the shipping form stands in front of.',
    readyMade: false,
    usedBy: 0,
    createdAt: at(2),
    changedAt: at(2),
  },
]

export const plan: ExperimentPlan = {
  history: {
    from: '2026-03-04T00:00:00Z',
    to: '2026-04-01T00:00:00Z',
    timezone: 'Europe/Berlin',
    units: 71_240,
    unitsPerDay: 2_544,
    baseline: 0.0721,
    variance: 0.0912,
    past: 0.18,
    format: 'number',
  },
  forEffect: { effect: 0.05, units: 55_100, unitsPerArm: 27_550, days: 22 },
  forDays: null,
  curve: [3, 7, 10, 14, 21, 28, 35, 42, 56, 70, 84].map((length) => ({
    days: length,
    units: length * 2_544,
    effect: 0.235 / Math.sqrt(length),
  })),
  sentence: 'A change of 5\u202f% takes about 22 days.',
  notes: ['In four of five tries a change of that size would be found.'],
}

export const report: ExperimentReport = {
  title: 'A shorter shipping form',
  writtenAt: at(20, 9),
  sections: [
    {
      title: 'What came of it',
      paragraphs: [
        'Short form brings 3.1\u202f% more orders, between 1.2 and 5.0; ship it; worth about €41,000 a year.',
        'Winners are overestimated a little: drawn towards nothing it is 2.7\u202f%, between 0.9 and 4.6.',
      ],
      table: null,
    },
    {
      title: 'What was tried',
      paragraphs: [
        experiment.hypothesis,
        'Short form against Long form, for people whose device.type is mobile.',
      ],
      table: null,
    },
    {
      title: 'All figures',
      paragraphs: ['1 April to 20 April 2026, days in Europe/Berlin; money in EUR.'],
      table: {
        columns: ['Metric', 'Variation', 'People', 'Value', 'Effect'],
        rows: [
          ['Orders per person', 'Long form', '20,951', '0.0721', ''],
          ['Orders per person', 'Short form', '20,919', '0.0743', '+3.1\u202f% (+1.2 to +5.0)'],
          ['Refunded orders', 'Long form', '20,951', '0.42\u202f%', ''],
          ['Refunded orders', 'Short form', '20,919', '0.41\u202f%', '−1.2\u202f% (−6.1 to +3.7)'],
        ],
      },
    },
    { title: 'How far it can be trusted', paragraphs: ['All checks are good.', ...words], table: null },
  ],
  markdown: '# A shorter shipping form\n\nShort form brings 3.1 % more orders.',
}
