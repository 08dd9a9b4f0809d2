import type { StageName } from '@throughline/contract/journey-mapping'
import type { Journey, JourneyRate } from '@throughline/contract/journeys'

/** Stages in which a last step is a loss; from onboarding on, to stop for now is what customers do. */
const losing: readonly StageName[] = ['awareness', 'consideration', 'purchase']

/** Where a journey loses the most people. */
export interface Loss {
  readonly stage: StageName
  readonly rate: JourneyRate
}

/** The stage before the first use in which the most people take their last step; undefined where nobody does. */
export function largestLoss(journey: Journey): Loss | undefined {
  return journey.stages
    .flatMap(({ stage, dropOff }) =>
      dropOff && dropOff.count > 0 && losing.includes(stage) ? [{ stage, rate: dropOff }] : [],
    )
    .sort((a, b) => b.rate.count - a.rate.count)[0]
}

/** Where two journeys differ. */
export interface Difference {
  readonly stage: StageName
  readonly first: JourneyRate
  readonly second: JourneyRate
}

/** The largest difference in going on that the 95 % intervals tell from chance: they do not touch. */
export function largestDifference(first: Journey, second: Journey): Difference | undefined {
  return first.stages
    .flatMap(({ stage, onward }, index) => {
      const other = second.stages[index]?.onward
      if (!onward || !other) return []
      const apart = onward.low > other.high || other.low > onward.high
      return apart ? [{ stage, first: onward, second: other }] : []
    })
    .sort((a, b) => gap(b) - gap(a))[0]
}

const gap = ({ first, second }: Difference): number => Math.abs(first.estimate - second.estimate)
