import { chanceToOrder } from '../decision-points.ts'
import type { ShopModel } from '../shop-model.ts'
import { type SimulationOptions, simulate } from '../simulate.ts'
import type { Situation } from '../situation.ts'
import { chanceToMeet, type PlantedFriction } from './planted-friction.ts'

/** A friction before its harm is set. */
export interface FrictionPlan {
  readonly friction: Omit<PlantedFriction, 'harm'>
  /** Of the shop's revenue, fix-alone. */
  readonly targetShare: number
  /** The most that it may take of a chance, 0 to 1. */
  readonly mostTaken: number
}

/** Visits of a shop, with what each is expected to bring where nothing is in the way. */
export type Pilot = readonly { readonly situation: Situation; readonly revenue: number }[]

/** Lets a few people of a shop come, undisturbed. */
export function pilotOf(options: SimulationOptions, model: ShopModel): Pilot {
  const pilot: { situation: Situation; revenue: number }[] = []
  const onVisit: NonNullable<SimulationOptions['onVisit']> = ({ situation, basketRevenue }) => {
    if (situation.surface !== 'web') return
    pilot.push({ situation, revenue: basketRevenue * chanceToOrder('stay', situation, model) })
  }
  for (const _ of simulate({ ...options, model, onVisit }));
  return pilot
}

/** The share of revenue that a friction alone would take if it took `mostTaken` of the chance of all who meet it. */
export function largestShare(
  { friction, mostTaken }: Omit<FrictionPlan, 'targetShare'>,
  pilot: Pilot,
): number {
  let [met, all] = [0, 0]
  for (const { situation, revenue } of pilot) {
    all += revenue
    met += revenue * chanceToMeet({ ...friction, harm: 1 }, situation)
  }
  return all === 0 ? 0 : (mostTaken * met) / all
}

const ROUNDS = 12

/**
 * Sets the harm of each friction so that fixing it alone would bring about its target: in expectation, over the pilot's
 * visits, with all the others staying. What one takes lessens what is left for the others, hence the rounds. Where a
 * target is out of reach, the harm is the most that was allowed.
 */
export function calibrateHarm(plans: readonly FrictionPlan[], pilot: Pilot): readonly PlantedFriction[] {
  const meets = plans.map(({ friction }) => {
    return pilot.map(({ situation }) => chanceToMeet({ ...friction, harm: 1 }, situation))
  })
  const taken = plans.map(() => 0)
  for (let round = 0; round < ROUNDS; round++) {
    const { revenue, atStake } = expectation(pilot, meets, taken)
    for (const [place, { targetShare, mostTaken }] of plans.entries()) {
      const stake = atStake[place] ?? 0
      taken[place] = stake === 0 ? 0 : Math.min(mostTaken, (targetShare * revenue) / stake)
    }
  }
  return plans.map(({ friction }, place) => ({ ...friction, harm: 1 - (taken[place] ?? 0) }))
}

/** The shop's expected revenue, and how much of it those bring who meet each friction, were it fixed. */
function expectation(pilot: Pilot, meets: readonly (readonly number[])[], taken: readonly number[]) {
  let revenue = 0
  const atStake = taken.map(() => 0)
  for (const [visit, { revenue: undisturbed }] of pilot.entries()) {
    const left = taken.map((share, place) => 1 - share * (meets[place]?.[visit] ?? 0))
    const expected = left.reduce((product, factor) => product * factor, undisturbed)
    revenue += expected
    for (const [place, factor] of left.entries()) {
      atStake[place] = (atStake[place] ?? 0) + (expected / factor) * (meets[place]?.[visit] ?? 0)
    }
  }
  return { revenue, atStake }
}
