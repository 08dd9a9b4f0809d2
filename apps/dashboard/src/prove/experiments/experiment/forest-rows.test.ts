import type { ExperimentEffect, ExperimentResults } from '@throughline/contract/experiment-results'
import { expect, it } from 'vitest'
import { shipWarning } from './acts/ship-warning.ts'
import { rowText } from './forest-row.ts'
import { metricRows, segmentRows } from './forest-rows.ts'

const effect = (parts: Partial<ExperimentEffect>): ExperimentEffect => ({
  state: 'better',
  note: null,
  absolute: { estimate: 0.002, low: 0.001, high: 0.003 },
  relative: { estimate: 0.031, low: 0.012, high: 0.05 },
  p: 0.01,
  q: 0.01,
  chanceToWin: null,
  shrunk: null,
  moneyPerYear: null,
  ...parts,
})

type Metric = ExperimentResults['metrics'][number]

const metric = (role: Metric['role'], parts: Partial<ExperimentEffect>): Metric => ({
  metric: role,
  name: role === 'primary' ? 'Orders per person' : 'Refunds',
  kind: 'count',
  role,
  better: role === 'primary' ? 'up' : 'down',
  format: 'number',
  arms: [
    { variation: 'off', units: 100, value: 0.07, total: 7, effect: null },
    { variation: 'on', units: 100, value: 0.072, total: 7, effect: effect(parts) },
  ],
  past: null,
  capped: null,
  course: [],
})

const arms = [
  { variation: 'off', name: 'Long form', control: true, units: 100 },
  { variation: 'on', name: 'Short form', control: false, units: 100 },
]

function results(primary: Partial<ExperimentEffect>, guardrail: Partial<ExperimentEffect>) {
  const metrics = [metric('primary', primary), metric('guardrail', guardrail)]
  return { arms, metrics, currency: 'EUR' } as const
}

it('draws every metric of every variation but the control, and says which way is good', () => {
  const rows = metricRows(results({}, { state: 'unclear' }))
  expect(rows.map(({ group, name, about, sense }) => [group, name, about, sense])).toEqual([
    ['Decides', 'Orders per person', 'more is better', 'better'],
    ['Must not be hurt', 'Refunds', 'less is better', 'unclear'],
  ])
  expect(rows.map(rowText)).toEqual([
    'Orders per person (more is better): +3.1\u202f%, between +1.2\u202f% and +5.0\u202f%, better',
    'Refunds (less is better): +3.1\u202f%, between +1.2\u202f% and +5.0\u202f%, not told apart yet',
  ])
})

it('never draws a number that is none: it says why, or the plain difference where there is no share', () => {
  const none = { state: 'none' as const, relative: null, absolute: null }
  const [told, bare] = metricRows(results({ ...none, note: 'too few so far' }, none))
  expect([told?.effect, told?.why, bare?.why]).toEqual([null, 'too few so far', 'not known yet'])
  const [ofZero] = metricRows(results({ relative: null }, {}))
  expect(ofZero).toMatchObject({ effect: null, why: '+0.002; no share of zero' })
})

it('draws a variation among the visitors of each kind', () => {
  const { metrics } = results({}, {})
  const [primary] = metrics
  if (!primary) throw new Error('There is a primary metric')
  const of = (field: string, value: string) => ({ field, value, arms: primary.arms })
  const segments = [of('device.type', 'mobile'), of('device.type', 'desktop'), of('visitor', 'new')]
  expect(segmentRows(segments, primary, 'on', 'EUR')).toMatchObject([
    { group: 'Device', name: 'Phones', about: '200', sense: 'better' },
    { group: 'Device', name: 'Computers' },
  ])
  expect(segmentRows(segments, primary, 'off', 'EUR')).toEqual([])
})

it('says what speaks against shipping a variation', () => {
  const verdict = (state: ExperimentResults['verdict']['state']): ExperimentResults['verdict'] => ({
    state,
    recommendation: 'wait',
    sentence: [],
    reasons: [],
    next: '',
    variation: null,
    expectedOn: null,
  })
  const winner = { ...results({}, { state: 'unclear' }), verdict: verdict('winner') }
  expect(shipWarning(winner, 'on', 'off')).toBeUndefined()
  expect(shipWarning(undefined, 'off', 'off')).toBeUndefined()
  expect(shipWarning(undefined, 'on', 'off')).toBe('Nothing is known of it yet.')
  expect(shipWarning({ ...winner, verdict: verdict('broken') }, 'on', 'off')).toMatch(/cannot be trusted/)
  const hurt = { ...results({}, { state: 'worse' }), verdict: verdict('hurt') }
  expect(shipWarning(hurt, 'on', 'off')).toBe('It hurts “Refunds”.')
  const open = { ...results({ state: 'unclear' }, { state: 'unclear' }), verdict: verdict('undecided') }
  expect(shipWarning(open, 'on', 'off')).toMatch(/^It is not told apart/)
})
