import type { Experiment } from '@throughline/contract/experiments'
import { expect, it } from 'vitest'
import { plainFinding } from '../../../understand/reports/result/finding.tsx'
import { exampleExperiment } from '../example-experiment.ts'
import { experimentsSentence } from './experiments-sentence.ts'

const at = '2026-04-09T08:00:00Z'

function standing(state: NonNullable<Experiment['standing']>['state']): Experiment {
  return { ...exampleExperiment, standing: { state, sentence: [], units: 0, at } }
}

const say = (...experiments: Experiment[]): string => plainFinding(experimentsSentence(experiments))

it('names first what needs someone', () => {
  expect(say(standing('winner'), standing('broken'))).toBe(
    'One experiment cannot be trusted and should be repaired or stopped.',
  )
  expect(say(standing('winner'), standing('too_early'))).toBe(
    'One experiment of two that run can be decided.',
  )
  expect(say(standing('loser'))).toBe('One experiment can be decided.')
})

it('says so where nothing can be decided or nothing runs', () => {
  expect(say(exampleExperiment)).toBe('One experiment is running and cannot be decided yet.')
  expect(say(exampleExperiment, exampleExperiment)).toBe(
    'Two experiments are running; none can be decided yet.',
  )
  expect(say({ ...exampleExperiment, state: 'draft' })).toBe(
    'No experiment is running; one draft can be started.',
  )
  expect(say({ ...exampleExperiment, state: 'stopped' })).toBe('No experiment is running.')
})
