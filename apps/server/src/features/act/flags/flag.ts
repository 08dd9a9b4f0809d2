import type { FlagRule, FlagSettings, FlagType, FlagVariation } from '@throughline/contract/flag-rules'
import type { browserAccess } from '@throughline/contract/flags'

/** What a flag is in all environments alike. */
export interface FlagDetails {
  readonly name: string
  readonly description: string
  readonly tags: readonly string[]
  readonly browsers: (typeof browserAccess)[number]
  readonly variations: readonly FlagVariation[]
}

/** A flag as it is kept. */
export interface StoredFlag {
  readonly projectId: string
  readonly key: string
  readonly type: FlagType
  readonly details: FlagDetails
  /** By key of the environment; every environment of the project has its own. */
  readonly settings: Readonly<Record<string, FlagSettings>>
  readonly version: number
  readonly archivedAt: Date | null
  readonly createdAt: Date
  readonly changedAt: Date
}

/** The part of a flag that a change touches, and that an undo puts back. */
export type FlagPart =
  | { readonly part: 'created' | 'details' | 'archive' }
  | { readonly part: 'settings'; readonly environment: string }

export interface StoredEnvironment {
  readonly projectId: string
  readonly key: string
  readonly name: string
  /** Names the stream that tells of changes. */
  readonly channel: string
  readonly createdAt: Date
}

/** Ids of the experiments that run on a flag, by its settings in one environment. */
export const experimentsIn = (settings: Pick<FlagSettings, 'rules'>): string[] =>
  settings.rules.flatMap(({ serve }) => ('experiment' in serve ? [serve.experiment.id] : []))

/** The rule that an experiment put among the rules of a flag. */
export const experimentRule = (
  settings: Pick<FlagSettings, 'rules'>,
  experiment: string,
): FlagRule | undefined =>
  settings.rules.find(({ serve }) => 'experiment' in serve && serve.experiment.id === experiment)
