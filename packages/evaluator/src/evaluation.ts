import type { JsonValue } from './datafile.ts'

/** What is known of who asks. `targetingKey` is the unit unless a rule names another. */
export interface Context {
  readonly targetingKey?: string | undefined
  readonly [attribute: string]: unknown
}

/**
 * Why a value is served. `STATIC`: there is nothing but one variation for everybody. `TARGETING_MATCH`: a rule held.
 * `SPLIT`: the hash of the unit decided. `DISABLED`: switched off, or a prerequisite did not hold. `DEFAULT`: no rule held.
 */
export type Reason = 'STATIC' | 'TARGETING_MATCH' | 'SPLIT' | 'DISABLED' | 'DEFAULT' | 'ERROR'

export type ErrorCode = 'FLAG_NOT_FOUND' | 'TARGETING_KEY_MISSING' | 'PARSE_ERROR' | 'GENERAL'

/** The answer for one flag. It may be shared between calls: read it, don't change it. */
export interface Evaluation {
  readonly key: string
  /** Absent on an error, and where the flag leaves it to the caller's own default. */
  readonly value?: JsonValue
  readonly variation?: string
  readonly reason: Reason
  readonly errorCode?: ErrorCode
  readonly errorMessage?: string
  /** Id of the rule that served. */
  readonly rule?: string
  /** The prerequisite that did not hold. */
  readonly prerequisite?: string
  readonly experiment?: Exposure
  /** Experiments of the flags that it needs, and of those that they need. */
  readonly through?: readonly FlagExposure[]
}

/** That a unit is in an experiment: what an `Experiment Viewed` event tells. */
export interface Exposure {
  readonly id: string
  readonly variation: string
  /** Attribute whose value was hashed. */
  readonly unit: string
  /** That value. */
  readonly value: string
  /** Index of the phase that brought the unit in, from 0. */
  readonly phase: number
}

/** An exposure, with the key of the flag that the experiment is on. */
export interface FlagExposure extends Exposure {
  readonly flag: string
}
