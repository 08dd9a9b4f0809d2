import type { FlagsFeature } from '../../act/flags/index.ts'

/** What experiments ask of flags. */
export type FlagsForExperiments = FlagsFeature['api']['experiments']
