import type { MetricDefinition } from '@throughline/contract/experiment-metrics'
import { describe, expect, it } from 'vitest'
import { everybody } from './arm-statistics.ts'
import { compareMetric } from './compare-metric.ts'
import { defaultPlan } from './experiment.ts'
import { methodOf } from './method-words.ts'
import { reasonOf } from './not-yet-words.ts'

interface Arm {
  /** n, Σy, Σy², Σy³ */
  readonly sums?: readonly number[]
  readonly course?: readonly number[]
}

function effectOf(definition: MetricDefinition, arms: readonly Arm[], method: 'anytime' | 'bayesian') {
  const rows = arms.map(({ sums = [], course = [] }, index) => ({
    ...{ arm: index + 1, phase: 0, field: '', value: '', units: 100, foreign: 0, most: [], days: [] },
    sums: [...sums, ...new Array<number>(15 - sums.length).fill(0)],
    courses: [[...course]],
  }))
  const question = {
    answer: { rows, quantiles: new Map(), caps: new Map() },
    metrics: [{ id: 'm', name: 'M', definition, format: 'number' as const }],
    variations: ['a', 'b'],
    phases: 1,
    splitMoved: false,
    decision: { ...defaultPlan.decision, method },
  }
  return compareMetric(question, 0, everybody)[1]?.effect
}

describe('a metric compared', () => {
  it('tells chances, and no p-value, of a time to an event by Bayes', () => {
    const definition = { kind: 'timeTo', event: 'Order Completed', horizonDays: 2, better: 'down' } as const
    // So many on each day, and so many who were looked at for two days in vain.
    const arms = [{ course: [30, 20, 0, 0, 50] }, { course: [50, 20, 0, 0, 30] }]
    const sooner = effectOf(definition, arms, 'bayesian')
    expect(sooner).toMatchObject({ p: null, q: null, note: null })
    expect(sooner?.chanceToWin).toBeGreaterThan(0.99)
    expect(effectOf({ ...definition, better: 'up' }, arms, 'bayesian')?.chanceToWin).toBeLessThan(0.01)
    expect(effectOf(definition, arms, 'anytime')).toMatchObject({ chanceToWin: null, note: null })
  })

  it('says why no per cent is told: a value below 0, or one that may be nothing', () => {
    const definition = { kind: 'mean', event: 'Scored', property: 'points', better: 'up' } as const
    const note = (sum: number) =>
      effectOf(definition, [{ sums: [100, sum, 3000, 0] }, { sums: [100, 400, 3000, 0] }], 'anytime')?.note
    expect(note(-400)).toContain('is below 0')
    expect(note(0)).toContain('may be nothing')
    expect(note(400)).toBeNull()
  })

  it('claims no correction of chances', () => {
    const of = (method: 'anytime' | 'bayesian') =>
      methodOf({ ...defaultPlan, decision: { ...defaultPlan.decision, method } }, 1, [])
    expect(of('anytime')).toMatchObject({ correction: expect.stringContaining('Holm'), prior: null })
    expect(of('bayesian').correction).not.toContain('Holm')
    expect(of('bayesian').prior).toContain('times: a flat prior')
  })

  it('says where all did the same', () => {
    expect(reasonOf({ state: 'notYet', reason: 'noVariance' })).toMatch(/^Within each arm all did the same,/)
    expect(reasonOf({ state: 'notYet', reason: 'noVariance', arm: 'control' })).toMatch(
      /^All did the same in the control,/,
    )
  })
})
