import type { ExperimentPlan } from '@throughline/contract/experiment-plan'
import { expect, it } from 'vitest'
import { exampleExperiment } from '../example-experiment.ts'
import { draftOf } from './experiment-draft.ts'
import { planRequestOf } from './plan-request.ts'
import { isTooLong, planWarning } from './plan-warning.ts'

const draft = draftOf(exampleExperiment)

it('asks for a plan once there is a metric, with what is finished', () => {
  expect(planRequestOf(draftOf())).toBeUndefined()
  const half = { attribute: 'country', operator: 'equals' as const, value: '' }
  expect(planRequestOf({ ...draft, audience: [half] })).toMatchObject({
    metric: 'orders',
    audience: [],
    effect: 0.05,
    days: 21,
    split: draft.split,
  })
})

it('leaves out a split that is not done, and says where visitors will meet it', () => {
  const split = [
    { variation: 'on', weight: 50 },
    { variation: 'off', weight: 10 },
  ]
  expect(planRequestOf({ ...draft, split })).not.toHaveProperty('split')
  const where = [
    { property: 'path', operator: 'startsWith' as const, value: '/checkout' },
    { property: '', operator: 'equals' as const, value: '' },
  ]
  expect(planRequestOf({ ...draft, seen: { event: 'Page Viewed', where } })?.seen).toEqual({
    event: 'Page Viewed',
    where: where.slice(0, 1),
  })
  // As a finding has it: any event, at its place.
  expect(planRequestOf({ ...draft, seen: { event: '*', where } })?.seen?.event).toBe('*')
  expect(planRequestOf({ ...draft, seen: { event: '*' } })).not.toHaveProperty('seen')
})

it('warns of a wait that is too long to mean anything, and of nobody to show it to', () => {
  const plan = (days: number | null, units = 900): Pick<ExperimentPlan, 'forEffect' | 'history'> => ({
    forEffect: { effect: 0.05, units: 1000, unitsPerArm: 500, days },
    history: {
      from: '',
      to: '',
      timezone: 'UTC',
      units,
      unitsPerDay: 10,
      baseline: 0.1,
      variance: 0.09,
      past: null,
      format: 'share',
    },
  })
  expect(planWarning(plan(21), 'person')).toBeUndefined()
  expect(planWarning(plan(90), 'person')).toMatch(/^That is longer than 6 weeks/)
  expect([21, 90, null].map((days) => isTooLong(plan(days)))).toEqual([false, true, true])
  expect(planWarning(plan(21, 0), 'session')).toBe('No sessions like that were seen. Widen the audience.')
})
