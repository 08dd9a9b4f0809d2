import fc from 'fast-check'
import { expect, it } from 'vitest'
import { exampleExperiment } from '../example-experiment.ts'
import { audienceText } from './audience-words.ts'
import {
  bodyOf,
  draftOf,
  draftProblem,
  evenSplit,
  likelyControl,
  splitSum,
  startedBodyOf,
  withFlag,
} from './experiment-draft.ts'

it('parts visitors evenly, to a hundred per cent exactly', () => {
  expect(evenSplit(['a', 'b', 'c']).map(({ weight }) => weight)).toEqual([33.33, 33.33, 33.34])
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10 }), (count) => {
      const split = evenSplit(Array.from({ length: count }, (_, index) => `v${index}`))
      expect(splitSum(split)).toBe(100)
      expect(Math.abs(split.reduce((sum, { weight }) => sum + weight, 0) - 100)).toBeLessThan(1e-9)
    }),
  )
})

it('takes for the control what is likely how things are now', () => {
  expect(likelyControl(['on', 'off'])).toBe('off')
  expect(likelyControl(['blue', 'green'])).toBe('blue')
  expect(likelyControl([])).toBeNull()
  const draft = withFlag(draftOf(), 'button', ['on', 'off'])
  expect(draft).toMatchObject({ flag: 'button', control: 'off' })
})

it('says what is missing before the server is asked', () => {
  expect(draftProblem(draftOf())).toBe('It needs a name.')
  const split = [
    { variation: 'on', weight: 50 },
    { variation: 'off', weight: 49.9 },
  ]
  expect(draftProblem({ ...draftOf(exampleExperiment), split })).toBe(
    'The shares of the variations add up to 99.9 per cent, not 100.',
  )
  expect(draftProblem(draftOf(exampleExperiment))).toBeUndefined()
})

it('sends what is finished, and of a started one only what may change', () => {
  const half = { attribute: 'country', operator: 'equals' as const, value: '' }
  const body = bodyOf({ ...draftOf(), name: ' Shorter ', audience: [half] })
  expect(body).toMatchObject({ name: 'Shorter', audience: [] })
  expect(body).not.toHaveProperty('flag')
  expect(Object.keys(startedBodyOf(draftOf(exampleExperiment)))).toEqual(['name', 'hypothesis', 'metrics'])
})

it('says who takes part', () => {
  const version = { attribute: 'app.version', operator: 'versionAtLeast' as const, value: '4.2' }
  const segment = { attribute: 'segment', operator: 'in' as const, value: ['s1'] }
  expect(audienceText([version, segment], () => 'Regulars')).toBe(
    'app.version is at least version 4.2 and in “Regulars”',
  )
  expect(audienceText([])).toBe('everyone who meets it')
})
