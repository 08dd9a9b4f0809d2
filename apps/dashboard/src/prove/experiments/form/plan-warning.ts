import type { ExperimentPlan } from '@throughline/contract/experiment-plan'
import type { ExperimentUnit } from '@throughline/contract/experiments'
import { unitsName } from '../experiment-words.ts'

/** Longer than this, visitors forget cookies and seasons change: it is said loudly. */
const tooLongDays = 42

/** What is said loudly: nobody to show it to, or a wait that is too long to mean anything. */
export function planWarning(
  { forEffect, history }: Pick<ExperimentPlan, 'forEffect' | 'history'>,
  unit: ExperimentUnit,
): string | undefined {
  if (history.units === 0) return `No ${unitsName(unit)} like that were seen. Widen the audience.`
  // Where a year would not do, the answer itself says so and what to try.
  if (!forEffect || forEffect.days === null || forEffect.days <= tooLongDays) return undefined
  return `That is longer than ${tooLongDays / 7} weeks: visitors forget who they were and seasons change. Look for a larger change, or choose a metric that more of them reach.`
}

/** Whether the answer is one to stop at. */
export function isTooLong({ forEffect, history }: Pick<ExperimentPlan, 'forEffect' | 'history'>): boolean {
  return history.units === 0 || (forEffect !== null && (forEffect.days ?? Infinity) > tooLongDays)
}
