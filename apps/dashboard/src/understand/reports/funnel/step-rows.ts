import type { FunnelRequest, FunnelResponse } from '@throughline/contract/reports'
import { wilsonInterval } from '@throughline/statistics/wilson-interval'
import type { Estimate } from '../../../ui/interval-mark.tsx'

/** A step with its shares and their 95 % intervals. */
export interface StepRow {
  readonly number: number
  readonly name: string
  readonly count: number
  readonly fromFirst: Estimate | null
  /** Null for the first step. */
  readonly fromPrevious: Estimate | null
  readonly lost: number
  readonly medianSeconds: number | null
  readonly averageSeconds: number | null
}

export function stepRows(asked: FunnelRequest, steps: FunnelResponse['steps']): StepRow[] {
  const first = steps[0]?.count ?? 0
  return steps.map((step, index) => {
    const before = steps[index - 1]
    return {
      number: index + 1,
      name: asked.order === 'unordered' ? `Any ${index + 1} of ${steps.length}` : nameOf(step.event),
      count: step.count,
      fromFirst: wilsonInterval(step.count, first),
      fromPrevious: before ? wilsonInterval(step.count, before.count) : null,
      lost: before ? before.count - step.count : 0,
      medianSeconds: step.medianSeconds,
      averageSeconds: step.averageSeconds,
    }
  })
}

const nameOf = (event: string): string => (event === '*' ? 'Any event' : event)
