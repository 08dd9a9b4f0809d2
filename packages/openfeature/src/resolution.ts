import { ErrorCode, type ResolutionDetails } from '@openfeature/core'
import type { Evaluation } from '@throughline/evaluator/evaluation'

/** Whether a value is of the type that the caller asked for. */
export type Fits<T> = (value: unknown) => value is T

export const isBoolean: Fits<boolean> = (value) => typeof value === 'boolean'
export const isString: Fits<string> = (value) => typeof value === 'string'
export const isNumber: Fits<number> = (value) => typeof value === 'number'
export const isObject = <T>(value: unknown): value is T => typeof value === 'object' && value !== null

/** An evaluation in the words of OpenFeature; the caller's default where it has no value of the type asked for. */
export function resolutionOf<T>(evaluation: Evaluation, fallback: T, fits: Fits<T>): ResolutionDetails<T> {
  const { key, reason, variation, errorCode, errorMessage } = evaluation
  if (errorCode)
    return { value: fallback, reason, errorCode: errorCodes[errorCode], errorMessage: errorMessage ?? '' }
  const details = { reason, flagMetadata: metadataOf(evaluation) }
  if (evaluation.value === undefined) return { value: fallback, ...details }
  const value = ownCopy(evaluation.value)
  if (!fits(value))
    return {
      value: fallback,
      reason: 'ERROR',
      errorCode: ErrorCode.TYPE_MISMATCH,
      errorMessage: `Flag ${JSON.stringify(key)} is not of the type asked for: its value is ${typeof value}.`,
    }
  return { value, ...(variation !== undefined && { variant: variation }), ...details }
}

/** Whoever changes what they got must not change what others get. */
const ownCopy = (value: unknown): unknown => (typeof value === 'object' ? structuredClone(value) : value)

const errorCodes = {
  FLAG_NOT_FOUND: ErrorCode.FLAG_NOT_FOUND,
  TARGETING_KEY_MISSING: ErrorCode.TARGETING_KEY_MISSING,
  PARSE_ERROR: ErrorCode.PARSE_ERROR,
  GENERAL: ErrorCode.GENERAL,
} as const satisfies Record<NonNullable<Evaluation['errorCode']>, ErrorCode>

function metadataOf({ rule, prerequisite, experiment }: Evaluation): Record<string, string | number> {
  return {
    ...(rule !== undefined && { rule }),
    ...(prerequisite !== undefined && { prerequisite }),
    ...(experiment && {
      experiment: experiment.id,
      variation: experiment.variation,
      unit: experiment.unit,
      unitValue: experiment.value,
      phase: experiment.phase,
    }),
  }
}
