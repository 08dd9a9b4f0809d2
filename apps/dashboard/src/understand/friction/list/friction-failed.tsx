import type { FrictionAnswer } from '@throughline/contract/friction'
import { ApiProblem } from '../../../api-problem.ts'
import { ErrorState } from '../../../ui/error-state.tsx'

/** A run that failed: why, and what to do about it. `inset` above what the last run found. */
export function FrictionFailed(props: {
  answer: Pick<FrictionAnswer, 'problem'>
  onRetry: () => void
  inset?: boolean
}) {
  const detail = props.answer.problem ?? 'The server did not say why.'
  return (
    <ErrorState
      title="The search for friction failed"
      error={new ApiProblem({ code: 'internal', status: 200, detail })}
      advice="Try again. If it fails again, choose a shorter period: it reads fewer sessions and needs less memory. Nothing that was collected is lost."
      onRetry={props.onRetry}
      inset={props.inset ?? false}
    />
  )
}
