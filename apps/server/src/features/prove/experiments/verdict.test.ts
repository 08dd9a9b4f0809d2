import type {
  ExperimentEffect,
  ExperimentHealth,
  ExperimentMetricResult,
} from '@throughline/contract/experiment-results'
import { describe, expect, it } from 'vitest'
import { defaultPlan } from './experiment.ts'
import { type VerdictQuestion, verdictOf } from './verdict.ts'
import { sentenceText } from './verdict-words.ts'

const good: ExperimentHealth = {
  state: 'good',
  checks: [],
  sampleRatio: { p: 0.5, sequential: 1, arms: [] },
  bothVariations: 0,
  days: [],
}

const effect = (change: Partial<ExperimentEffect>): ExperimentEffect => ({
  state: 'unclear',
  note: null,
  absolute: { estimate: 0.001, low: -0.001, high: 0.003 },
  relative: { estimate: 0.01, low: -0.01, high: 0.03 },
  p: 0.3,
  q: 0.3,
  chanceToWin: null,
  shrunk: null,
  moneyPerYear: null,
  ...change,
})

const metric = (
  change: Partial<ExperimentMetricResult>,
  ...effects: readonly ExperimentEffect[]
): ExperimentMetricResult => ({
  metric: 'orders',
  name: 'Orders',
  kind: 'count',
  role: 'primary',
  better: 'up',
  format: 'number',
  arms: [null, ...effects].map((one, arm) => ({
    variation: 'ABC'.charAt(arm),
    units: 1000,
    value: 1,
    total: null,
    effect: one,
  })),
  past: null,
  capped: null,
  course: [],
  ...change,
})

const arms = ['A', 'B'].map((name) => ({ variation: name, name, units: 1000 }))

const question = (change: Partial<VerdictQuestion>): VerdictQuestion => ({
  started: true,
  running: true,
  decision: defaultPlan.decision,
  days: 20,
  plannedEnd: null,
  dateAfter: (days) => `day ${days}`,
  batches: 0,
  currency: 'EUR',
  arms,
  metrics: [metric({}, effect({}))],
  health: good,
  ...change,
})

const gain = effect({
  state: 'better',
  absolute: { estimate: 0.031, low: 0.012, high: 0.05 },
  relative: { estimate: 0.031, low: 0.012, high: 0.05 },
  moneyPerYear: { estimate: 41_123, low: 16_000, high: 66_000 },
})
const loss = effect({
  state: 'worse',
  absolute: { estimate: -1, low: -1.5, high: -0.5 },
  relative: { estimate: -0.04, low: -0.06, high: -0.02 },
})

const told = (change: Partial<VerdictQuestion>) => {
  const verdict = verdictOf(question(change))
  return { ...verdict, sentence: sentenceText(verdict.sentence) }
}

describe('the verdict', () => {
  it('names a winner with its range and worth', () => {
    expect(told({ metrics: [metric({}, gain)] })).toMatchObject({
      state: 'winner',
      recommendation: 'ship',
      sentence:
        '"B" brings 3.1 % more orders, between 1.2 % and 5.0 %: ship it. It is worth about €41,000 a year.',
    })
  })

  it('says of a bandit that its shares moved', () => {
    expect(verdictOf(question({ metrics: [metric({}, gain)], batches: 4 })).reasons[0]).toBe(
      'The shares followed the results over 4 batches, so arms cannot be compared by their totals; the effect is that within batches.',
    )
    expect(verdictOf(question({ metrics: [metric({}, gain)], batches: 1 })).reasons).not.toContainEqual(
      expect.stringContaining('batches'),
    )
  })

  it('lets a hurt guardrail win over a good primary', () => {
    const revenue = metric(
      { metric: 'revenue', name: 'Revenue', kind: 'revenue', role: 'guardrail', format: 'money' },
      loss,
    )
    expect(told({ metrics: [metric({}, gain), revenue] })).toMatchObject({
      state: 'hurt',
      recommendation: 'keep_control',
      sentence:
        '"B" hurts revenue: 4.0 % less, between 2.0 % and 6.0 %. That weighs more than its gain in orders: keep "A".',
    })
  })

  it('says what is hurt also while the primary tells nothing yet', () => {
    const waiting = metric(
      {},
      effect({ state: 'none', note: 'Nobody counts yet.', absolute: null, relative: null }),
    )
    const errors = metric(
      { name: 'People who meet an error', kind: 'proportion', role: 'guardrail', better: 'down' },
      { ...loss, relative: { estimate: 0.5, low: 0.3, high: 0.7 } },
    )
    expect(told({ metrics: [waiting, errors] })).toMatchObject({
      state: 'hurt',
      sentence: '"B" hurts people who meet an error: 50.0 % more, between 30.0 % and 70.0 %. Keep "A".',
    })
    const fixed = { ...defaultPlan.decision, method: 'fixed' as const, plannedDays: 28 }
    expect(told({ metrics: [waiting, errors], decision: fixed })).toMatchObject({
      state: 'too_early',
      reasons: expect.arrayContaining(['"B" already seems to hurt "People who meet an error".']),
    })
  })

  it('foresees when it can be told, where no days are planned', () => {
    // Twice the reach of the effect: four times the days.
    const unsure = effect({ absolute: { estimate: 0.02, low: -0.02, high: 0.06 } })
    expect(told({ metrics: [metric({}, unsure)] }).expectedOn).toBe('day 80')
    const fall = effect({ absolute: { estimate: -0.02, low: -0.06, high: 0.02 } })
    expect(told({ metrics: [metric({}, fall)] }).expectedOn).toBe('day 80')
    expect(told({ metrics: [metric({}, effect({}))] }).expectedOn).toBe('day 80')
    const hardly = effect({ absolute: { estimate: 0.0001, low: -0.02, high: 0.0202 } })
    expect(told({ metrics: [metric({}, hardly)] }).expectedOn).toBeNull()
    const planned = { ...defaultPlan.decision, plannedDays: 28 }
    expect(told({ decision: planned, plannedEnd: '2026-04-01' }).expectedOn).toBe('2026-04-01')
  })

  it('ships another variation that hurts nothing', () => {
    const three = [...arms, { variation: 'C', name: 'C', units: 1000 }]
    const revenue = metric({ name: 'Revenue', role: 'guardrail' }, loss, effect({}))
    const verdict = told({ arms: three, metrics: [metric({}, gain, gain), revenue] })
    expect(verdict).toMatchObject({ state: 'winner', variation: 'C' })
  })

  it('says nothing of an experiment whose arms are not what was drawn', () => {
    const checks = [{ check: 'sample_ratio' as const, state: 'stop' as const, sentence: 'The arms differ.' }]
    expect(told({ metrics: [metric({}, gain)], health: { ...good, state: 'stop', checks } })).toMatchObject({
      state: 'broken',
      recommendation: 'repair',
      variation: null,
    })
  })

  it.each([
    ['it has not started', { started: false }, 'not_started'],
    ['nobody has seen it', { arms: arms.map((arm) => ({ ...arm, units: 0 })) }, 'too_early'],
    ['an arm is empty', { arms: [arms[0], { ...arms[1], units: 0 }] as typeof arms }, 'too_early'],
    [
      'there is no number',
      {
        metrics: [
          metric({}, effect({ state: 'none', note: 'All did the same.', absolute: null, relative: null })),
        ],
      },
      'too_early',
    ],
    [
      'the planned days are not over',
      {
        metrics: [metric({}, gain)],
        decision: { ...defaultPlan.decision, method: 'fixed', plannedDays: 28 },
        plannedEnd: '2026-04-01',
      },
      'too_early',
    ],
    ['nothing is clear yet', {}, 'too_early'],
    ['it ended unclear', { running: false }, 'undecided'],
    ['both are alike', { decision: { ...defaultPlan.decision, effect: 0.05 } }, 'no_difference'],
    ['the change is worse', { metrics: [metric({}, loss)] }, 'loser'],
  ] satisfies [string, Partial<VerdictQuestion>, string][])('where %s', (_, change, state) => {
    expect(told(change).state).toBe(state)
  })

  it('reads a metric of which less is better', () => {
    const errors = effect({ state: 'better', relative: { estimate: -0.2, low: -0.3, high: -0.1 } })
    const fewer = { name: 'People who meet an error', kind: 'proportion', better: 'down' } as const
    expect(told({ metrics: [metric(fewer, errors)] }).sentence).toBe(
      '"B" brings 20.0 % fewer people who meet an error, between 10.0 % and 30.0 %: ship it.',
    )
    const days = effect({
      state: 'better',
      relative: null,
      absolute: { estimate: -0.4, low: -0.7, high: -0.1 },
    })
    const verdict = told({
      metrics: [
        metric({ name: 'Days to the first order', kind: 'timeTo', better: 'down', format: 'days' }, days),
      ],
    })
    expect(verdict.sentence).toBe(
      'With "B", days to the first order: 0.4 days less, between 0.1 days and 0.7 days: ship it.',
    )
  })
})
