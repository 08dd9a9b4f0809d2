import type { ExperimentResults } from '../packages/contract/src/experiment-results.ts'
import { at, days } from './experiment-days.ts'
import { arrivals, course, metric, segment, words } from './experiment-sketches.ts'

/** Results in the states that a page of an experiment must show: a winner, a hurt guardrail, too early, a broken split. */

export const winner: ExperimentResults = {
  experiment: 'e1',
  computedAt: at(20, 9),
  from: at(1),
  to: at(20, 9),
  timezone: 'Europe/Berlin',
  days: 19,
  currency: 'EUR',
  method: {
    decision: 'anytime',
    level: 0.95,
    correction:
      'Secondary metrics and segments by Holm, each as a family; guardrails not, so that harm is seen early.',
    prior: null,
    words,
  },
  arms: [
    { variation: 'off', name: 'Long form', control: true, units: 20_951 },
    { variation: 'on', name: 'Short form', control: false, units: 20_919 },
  ],
  verdict: {
    state: 'winner',
    recommendation: 'ship',
    sentence: [
      'Short form brings ',
      { gain: '3.1\u202f% more orders' },
      ', between 1.2 and 5.0; ship it; worth about €41,000 a year.',
    ],
    reasons: [
      'Winners are overestimated a little: drawn towards nothing it is 2.7\u202f%, between 0.9 and 4.6.',
      'The money lies between €15,900 and €66,400 a year at the pace of these days.',
    ],
    next: 'Ship the short form. No guardrail is hurt.',
    variation: 'on',
    expectedOn: null,
  },
  metrics: [
    metric({
      metric: 'orders',
      name: 'Orders per person',
      kind: 'count',
      role: 'primary',
      format: 'number',
      control: 0.0721,
      relative: [0.031, 0.012, 0.05],
      state: 'better',
      money: [41_020, 15_900, 66_400],
    }),
    metric({
      metric: 'refunds',
      name: 'Refunded orders',
      role: 'guardrail',
      better: 'down',
      control: 0.0042,
      relative: [-0.012, -0.061, 0.037],
      state: 'unclear',
    }),
    metric({
      metric: 'lcp',
      name: 'Slowness of pages',
      kind: 'mean',
      role: 'guardrail',
      better: 'down',
      format: 'number',
      control: 2.31,
      relative: [-0.021, -0.034, -0.008],
      state: 'better',
    }),
    metric({
      metric: 'revenue',
      name: 'Revenue per person',
      kind: 'revenue',
      role: 'secondary',
      format: 'money',
      control: 4.12,
      relative: [0.026, -0.009, 0.061],
      state: 'unclear',
    }),
    metric({
      metric: 'aov',
      name: 'Money an order',
      kind: 'ratio',
      role: 'secondary',
      format: 'money',
      control: 57.2,
      relative: [-0.005, -0.031, 0.021],
      state: 'unclear',
    }),
    metric({
      metric: 'days',
      name: 'Days until the first order',
      kind: 'timeTo',
      role: 'secondary',
      better: 'down',
      format: 'days',
      control: 6.1,
      relative: null,
      state: 'none',
      note: 'too few have passed 14 days',
    }),
  ],
  cumulative: course(0.031, 0.019, days),
  health: {
    state: 'good',
    checks: [
      { check: 'sample_ratio', state: 'good', sentence: '20,951 and 20,919 people: as planned.' },
      { check: 'both_variations', state: 'good', sentence: '14 people saw both and are left out.' },
      { check: 'exposures', state: 'good', sentence: '2,612 new people yesterday.' },
      {
        check: 'novelty',
        state: 'good',
        sentence: 'The effect of the first days is like that of later ones.',
      },
      { check: 'outliers', state: 'good', sentence: 'The largest single person is 0.3\u202f% of the sum.' },
      { check: 'flag', state: 'good', sentence: 'Nobody changed the flag since it started.' },
      { check: 'past_imbalance', state: 'good', sentence: 'Both ordered alike in the 28 days before.' },
    ],
    sampleRatio: {
      p: 0.88,
      sequential: 1,
      arms: [
        { variation: 'off', units: 20_951, expected: 20_935 },
        { variation: 'on', units: 20_919, expected: 20_935 },
      ],
    },
    bothVariations: 14,
    days: arrivals(0.998),
  },
  segments: [
    segment('device.type', 'mobile', 30_100, [0.041, 0.013, 0.069]),
    segment('device.type', 'desktop', 10_300, [0.006, -0.03, 0.042]),
    segment('visitor', 'new', 28_200, [0.034, 0.004, 0.064]),
    segment('visitor', 'returning', 13_600, [0.024, -0.011, 0.059]),
    segment('country', 'DE', 22_900, [0.029, -0.002, 0.06]),
    segment('country', 'FR', 9_400, [0.052, -0.006, 0.11]),
    segment('country', 'PL', 2_100, [-0.02, -0.21, 0.17]),
  ],
}

/** A gain that is paid for elsewhere. */
export const hurt: ExperimentResults = {
  ...winner,
  verdict: {
    state: 'hurt',
    recommendation: 'keep_control',
    sentence: [
      'Do not ship: orders go up, but ',
      { loss: '12\u202f% more orders are refunded' },
      ', between 4 and 20.',
    ],
    reasons: ['Orders per person rise by 3.1\u202f%, between 1.2 and 5.0.'],
    next: 'Keep the long form, or repair what makes people send back more and try again.',
    variation: 'on',
    expectedOn: null,
  },
  metrics: winner.metrics.map((one) =>
    one.metric === 'refunds'
      ? metric({
          metric: 'refunds',
          name: 'Refunded orders',
          role: 'guardrail',
          better: 'down',
          control: 0.0042,
          relative: [0.12, 0.04, 0.2],
          state: 'worse',
        })
      : one,
  ),
  health: {
    ...winner.health,
    state: 'warning',
    checks: winner.health.checks.map((check) =>
      check.check === 'novelty'
        ? {
            ...check,
            state: 'warning' as const,
            sentence:
              'The effect of the first three days was twice that of later ones: it may wear off further.',
          }
        : check,
    ),
  },
}

/** Three days old: nothing to say, and when there will be. */
export const early: ExperimentResults = {
  ...winner,
  days: 3,
  to: at(4, 9),
  computedAt: at(4, 9),
  arms: winner.arms.map((arm) => ({ ...arm, units: Math.round(arm.units / 9) })),
  verdict: {
    state: 'too_early',
    recommendation: 'wait',
    sentence: [
      'Too early to say: short form may bring anything from 9\u202f% fewer to 14\u202f% more orders.',
    ],
    reasons: ['A change of 5\u202f% needs about 31,000 people; 4,652 are in.'],
    next: 'Wait; looking every day is fine with this method.',
    variation: null,
    expectedOn: '2026-04-22',
  },
  metrics: winner.metrics.map((one) =>
    metric({
      metric: one.metric,
      name: one.name,
      kind: one.kind,
      role: one.role,
      better: one.better,
      format: one.format,
      control: one.arms[0]?.value ?? 0,
      relative:
        one.role === 'primary' ? [0.025, -0.09, 0.14] : one.metric === 'aov' ? [-0.01, -0.11, 0.09] : null,
      state: one.role === 'primary' || one.metric === 'aov' ? 'unclear' : 'none',
      note: 'too few so far',
      units: [2_330, 2_322],
    }),
  ),
  cumulative: course(0.025, 0.115, 3),
  segments: [],
}

/** One variation loses people on the way. */
export const broken: ExperimentResults = {
  ...winner,
  verdict: {
    state: 'broken',
    recommendation: 'repair',
    sentence: [
      { loss: 'These results cannot be trusted' },
      ': short form was seen by 10\u202f% fewer people than it should have been.',
    ],
    reasons: [],
    next: 'Find out where they are lost, stop this experiment and start it anew.',
    variation: null,
    expectedOn: null,
  },
  arms: winner.arms.map((arm) => (arm.control ? arm : { ...arm, units: 18_840 })),
  health: {
    ...winner.health,
    state: 'stop',
    checks: winner.health.checks.map((check) =>
      check.check === 'sample_ratio'
        ? {
            ...check,
            state: 'stop' as const,
            sentence:
              'Short form should have half of the people and has 47.3\u202f%: 18,840 of 39,791. By chance that happens less than once in a million times.',
          }
        : check,
    ),
    sampleRatio: {
      p: 1e-24,
      sequential: 1e-20,
      arms: [
        { variation: 'off', units: 20_951, expected: 19_895.5 },
        { variation: 'on', units: 18_840, expected: 19_895.5 },
      ],
    },
    days: arrivals(0.9),
  },
}
