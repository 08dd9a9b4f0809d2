import { metricKinds } from '@throughline/contract/experiment-metrics'
import { expect, it } from 'vitest'
import { definitionOf, finishedDefinition, missingOf, partOf } from './metric-draft.ts'

it('starts every kind with what it needs, but for the number that only people know', () => {
  const lacking = metricKinds.filter((kind) => missingOf(definitionOf(kind)) !== undefined)
  expect(lacking).toEqual(['mean', 'quantile'])
})

it('keeps event, conditions and window while one tries kinds', () => {
  const where = [{ property: 'country', operator: 'equals' as const, value: 'DE' }]
  const old = { ...definitionOf('proportion'), event: 'Signed Up', where, windowHours: 24 }
  expect(definitionOf('count', old)).toMatchObject({ event: 'Signed Up', where, windowHours: 24 })
  expect(definitionOf('timeTo', old).better).toBe('down')
})

it('keeps out what does not go with a kind, which the server would refuse', () => {
  const old = { ...definitionOf('proportion'), windowHours: 24 }
  expect(definitionOf('revenue', old)).not.toHaveProperty('event')
  expect(definitionOf('retention', old)).not.toHaveProperty('windowHours')
  const sum = { measure: 'sum' as const, event: 'Cart Viewed', property: 'total' }
  expect(partOf('revenue', sum)).toEqual({ measure: 'revenue', event: 'Order Completed' })
  expect(partOf('count', sum)).toEqual({ measure: 'count', event: 'Cart Viewed' })
})

it('says what is missing', () => {
  expect(missingOf({ kind: 'proportion', event: '', better: 'up' })).toBe('It needs an event.')
  const ratio = definitionOf('ratio')
  const sum = { measure: 'sum' as const, event: 'Order Completed' }
  expect(missingOf({ ...ratio, denominator: sum })).toBe('The lower part needs the number to add up.')
  expect(missingOf({ ...definitionOf('retention'), retention: { fromDay: 7, toDay: 7 } })).toBe(
    'The last day must come after the first.',
  )
})

it('leaves out conditions that are not finished', () => {
  const half = { property: 'country', operator: 'equals' as const, value: '' }
  expect(finishedDefinition({ ...definitionOf('count'), where: [half] })).not.toHaveProperty('where')
  const steps = [{ event: 'Cart Viewed', where: [half] }]
  expect(finishedDefinition({ kind: 'funnel', steps, better: 'up' }).steps).toEqual([
    { event: 'Cart Viewed' },
  ])
})
