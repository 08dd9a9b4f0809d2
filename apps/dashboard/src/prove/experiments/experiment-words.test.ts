import { expect, it } from 'vitest'
import { exampleExperiment } from './example-experiment.ts'
import {
  comparisonText,
  countUnits,
  listText,
  periodText,
  runText,
  shippedText,
  variationName,
} from './experiment-words.ts'

it('says what is compared with what', () => {
  expect(comparisonText(exampleExperiment)).toBe('Short form against As it is')
  expect(comparisonText({ ...exampleExperiment, control: null })).toBe('')
  expect(listText(['A', 'B', 'C'])).toBe('A, B and C')
  expect(variationName(exampleExperiment, 'gone')).toBe('gone')
  expect(countUnits(1, 'person')).toBe('1 person')
  expect(countUnits(8410, 'person')).toBe('8,410 people')
})

it('says who gets what was shipped', () => {
  const audience = [{ attribute: 'country', operator: 'equals' as const, value: 'DE' }]
  expect(shippedText({ ...exampleExperiment, audience: [] }, 'on')).toBe('everyone gets Short form')
  expect(shippedText({ ...exampleExperiment, audience }, 'on')).toBe('its audience gets Short form')
})

it('says how long it runs or ran', () => {
  const now = Date.parse('2026-04-13T07:00:00Z')
  const { startedAt } = exampleExperiment
  expect(runText({ startedAt: null, stoppedAt: null }, now)).toBe('not started')
  expect(runText(exampleExperiment, now)).toBe('running for 11 days')
  expect(runText(exampleExperiment, Date.parse('2026-04-01T20:00:00Z'))).toBe('running since today')
  expect(runText({ startedAt, stoppedAt: '2026-04-02T09:00:00Z' }, now)).toBe('ran 1 day')
})

it('names the days that figures are of, in their zone', () => {
  const [from, to] = ['2026-04-01T22:30:00Z', '2026-04-02T10:00:00Z']
  expect(periodText(from, to, 'UTC')).toBe('1 Apr 2026 to 2 Apr 2026 (UTC)')
  expect(periodText(from, to, 'Europe/Berlin')).toBe('2 Apr 2026 (Europe/Berlin)')
})
