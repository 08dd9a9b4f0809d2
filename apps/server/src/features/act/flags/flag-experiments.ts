import type { FlagCondition, FlagServe } from '@throughline/contract/flag-rules'
import type { StoredFlag } from './flag.ts'

/** What an experiment serves through a flag: its place among the slots, its phases, its holdout. */
export type ExperimentServe = Extract<FlagServe, { experiment: unknown }>['experiment']

/** Where an experiment runs. */
interface ExperimentPlace {
  readonly flag: string
  readonly environment: string
}

/** That a flag which an experiment runs on was changed by somebody else than the experiment. */
export interface ExperimentFlagChange extends ExperimentPlace {
  readonly projectId: string
  /** Ids of the experiments on it before the change. */
  readonly experiments: readonly string[]
  /** Whether the environment serves `off` to everybody since then. */
  readonly isOff: boolean
  /** In words. */
  readonly what: readonly string[]
  /** User id; null where a token spoke. */
  readonly by: string | null
  readonly at: Date
}

/** What experiments ask of flags. Everything is written to the flag's history. */
export interface FlagsForExperiments {
  /** From memory. @throws AppError `not_found` */
  get(projectId: string, flag: string): StoredFlag
  /** Keys of the project's environments. */
  environments(projectId: string): readonly string[]
  /**
   * Puts the experiment's rule first among the rules, or in place of its earlier one: to start it, or to add a phase.
   *
   * @param by user id; null where a token speaks
   * @throws AppError `not_found`, `invalid`, `conflict` where the flag is archived or traffic would shrink
   */
  putExperimentRule(
    projectId: string,
    rule: ExperimentPlace & {
      readonly name: string
      readonly conditions: readonly FlagCondition[]
      readonly serve: ExperimentServe
    },
    by: string | null,
  ): Promise<void>
  /** Takes the rule away. It is no error where there is none. */
  removeExperimentRule(
    projectId: string,
    rule: ExperimentPlace & { readonly experiment: string },
    by: string | null,
  ): Promise<void>
  /**
   * Puts a rule in its place that serves one variation to the whole audience: as the rule that is there says, or where
   * the experiment's was taken away, first among the rules and for these conditions.
   *
   * @throws AppError `not_found`, `invalid`, `conflict` where the flag is archived, or the audience names a segment that is
   *   gone
   */
  ship(
    projectId: string,
    rule: ExperimentPlace & {
      readonly experiment: string
      readonly name: string
      readonly conditions: readonly FlagCondition[]
      readonly variation: string
    },
    by: string | null,
  ): Promise<void>
  /**
   * A flag is not deleted while an experiment needs it.
   *
   * @param asked answers with the name of one that does
   */
  keepWhile(asked: (projectId: string, flag: string) => Promise<string | undefined>): void
  /** Calls back after such a change was stored. */
  onChange(listener: (change: ExperimentFlagChange) => void): void
}
