import type { MetricDefinition } from '@throughline/contract/experiment-metrics'
import type { ExperimentDetail } from '@throughline/contract/experiments'
import { batchTraffic } from './bandit.ts'
import type { ExperimentPlan } from './experiment.ts'
import { withoutBelief } from './next-batch.ts'
import { slotsFor } from './slots.ts'
import { shareWords } from './verdict-words.ts'

type Check = ExperimentDetail['checks'][number]

/** Whether a draft can be a bandit; nothing where it is none. */
export function banditCheck(plan: ExperimentPlan, primary: MetricDefinition | undefined): Check[] {
  const { bandit, split, traffic, decision } = plan
  if (!bandit) return []
  const { batches, days, floor } = bandit
  const of = (state: Check['state'], sentence: string): Check[] => [{ id: 'bandit', state, sentence }]
  const why = primary && withoutBelief(primary)
  if (why)
    return of(
      'no',
      `The shares of a bandit cannot follow this primary metric: ${why}. Choose another one, or a fixed split.`,
    )
  if (floor * split.length > 1)
    return of(
      'no',
      `At least ${shareWords(floor)} for each of ${split.length} variations is more than all. Lower the least share.`,
    )
  const low = split.find(({ weight }) => weight < floor * 100 - 1e-9)
  if (low)
    return of(
      'no',
      `"${low.variation}" begins with ${low.weight} %, and each variation gets at least ${shareWords(floor)}.`,
    )
  if (slotsFor(batchTraffic({ traffic, batches }, 1)) < 1)
    return of('no', `${traffic} % of the audience cannot be parted into ${batches} batches.`)
  const waits = primary ? waitDays(primary) : 0
  if (waits >= days)
    return of(
      'warning',
      `The primary metric counts a visitor after ${waits} days, and a batch comes every ${days}: the next one would know nothing of the one before it.`,
    )
  const ends = batches * days
  if (decision.plannedDays !== null && decision.plannedDays < ends)
    return of('warning', `Its ${batches} batches take ${ends} days, and ${decision.plannedDays} are planned.`)
  return of('yes', `${batches} batches, one every ${days} days, with at least ${shareWords(floor)} each.`)
}

/** Days from exposure until a unit counts. */
function waitDays({ retention, wait, windowHours }: MetricDefinition): number {
  if (retention) return retention.toDay
  return wait && windowHours !== undefined ? windowHours / 24 : 0
}
