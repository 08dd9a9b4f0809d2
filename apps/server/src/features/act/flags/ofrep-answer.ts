import type { OfrepFailure, OfrepSuccess } from '@throughline/contract/ofrep'
import type { Evaluation, Exposure } from '@throughline/evaluator/evaluation'
import { exposureId } from '@throughline/evaluator/exposure-id'

/**
 * An evaluation in the words of OFREP. Never a rule: browsers read this.
 *
 * @param mayKnow whether who asks may know of a flag, by its key
 */
export function ofrepAnswer(
  evaluation: Evaluation,
  mayKnow: (flag: string) => boolean,
): OfrepSuccess | OfrepFailure {
  const { key, value, variation, reason, errorCode, errorMessage } = evaluation
  if (reason === 'ERROR')
    return {
      key,
      errorCode: errorCode ?? 'GENERAL',
      ...(errorMessage !== undefined && { errorDetails: errorMessage }),
    }
  const metadata = metadataOf(evaluation, mayKnow)
  return {
    key,
    ...(value !== undefined && { value }),
    reason: reason === 'DEFAULT' ? 'UNKNOWN' : reason,
    ...(variation !== undefined && { variant: variation }),
    ...(metadata && { metadata }),
  }
}

/** What a client needs to log by itself that it showed a variation of an experiment, or what another one let it show. */
function metadataOf(
  { reason, experiment, through }: Evaluation,
  mayKnow: (flag: string) => boolean,
): OfrepSuccess['metadata'] {
  // The protocol has no word for it.
  const said = reason === 'DEFAULT' ? { reason } : undefined
  if (!experiment && !through) return said
  const known = through?.filter(({ flag }) => mayKnow(flag)) ?? []
  const metadata = {
    ...said,
    ...(experiment && exposureData(experiment)),
    // Values of metadata are text, numbers or truth values.
    ...(known.length > 0 && {
      through: JSON.stringify(known.map((each) => ({ flag: each.flag, ...exposureData(each) }))),
    }),
  }
  return Object.keys(metadata).length > 0 ? metadata : undefined
}

const exposureData = ({ id, variation, unit, value, phase }: Exposure) => ({
  experiment: id,
  variation,
  unit,
  unitValue: value,
  phase,
  exposure: exposureId({ id, variation, value }),
})
