import type { FunnelRequest } from '@throughline/contract/reports'
import { AppError } from '../../../platform/app-error.ts'
import type { EventChoice } from '../../../platform/events/event-scope.ts'
import type { FunnelPlan } from './queries/funnel-tokens.ts'

/**
 * A funnel's request as the query needs it. Exclusions must watch a gap that the steps have.
 *
 * @throws AppError `invalid` that names the exclusion
 */
export function planFunnel(request: FunnelRequest): FunnelPlan {
  const { steps, exclusions = [], order = 'ordered', unit = 'person', windowSeconds } = request
  exclusions.forEach(({ afterStep, beforeStep }, index) => {
    if (beforeStep > steps.length)
      throw gap(`exclusions[${index}].beforeStep`, `the funnel has ${steps.length} steps`)
    if (afterStep >= beforeStep) throw gap(`exclusions[${index}].afterStep`, 'must be less than beforeStep')
  })
  const wholeRange = Date.parse(request.to) - Date.parse(request.from)
  const windowMs = windowSeconds === undefined ? wholeRange : Math.min(windowSeconds * 1000, wholeRange)
  return { steps, exclusions, order, unit, windowMs }
}

/** Every event that a funnel asks about, with its place in the request. */
export const choicesOfFunnel = ({
  steps,
  exclusions = [],
}: FunnelRequest): { choice: EventChoice; place: string }[] => [
  ...steps.map((choice, index) => ({ choice, place: `steps[${index}]` })),
  ...exclusions.map((choice, index) => ({ choice, place: `exclusions[${index}]` })),
]

const gap = (field: string, reason: string): AppError =>
  new AppError('invalid', `${field}: ${reason}.`, { field })
