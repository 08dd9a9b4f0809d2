import type { ExperimentState } from '@throughline/contract/experiments'

/** What the list of experiments is narrowed to. Archived ones are seen only where they are asked for. */
export interface ExperimentSearch {
  state?: ExperimentState | undefined
}

const states: readonly ExperimentState[] = ['draft', 'running', 'stopped', 'archived']

/** Reads the filter from a link, and leaves out what cannot be understood. */
export function parseExperimentSearch({ state }: Record<string, unknown>): ExperimentSearch {
  const known = states.find((name) => name === state)
  return known ? { state: known } : {}
}
