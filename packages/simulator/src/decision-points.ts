import { type DecisionPoint, routeOf } from './decision-route.ts'
import { logistic, naturalLogarithm } from './exact-math.ts'
import type { ShopModel } from './shop-model.ts'
import type { Situation } from './situation.ts'

/**
 * Something that alters the chance at one decision point: a campaign, a test variation, a friction.
 * It must be pure; it sees what the chance sees and gives the altered chance.
 */
export interface Effect {
  readonly name: string
  readonly at: DecisionPoint
  readonly alter: (chance: number, situation: Situation) => number
}

/** One decision as it fell. */
export interface Decision {
  readonly point: DecisionPoint
  readonly chance: number
  readonly passed: boolean
}

/** A basket at which price sensitivity neither pulls nor pushes, in cents. */
const REFERENCE_BASKET_CENTS = 6000

/** The chance that a visit passes one decision point, effects included. Pure. */
export function chanceToPass(
  point: DecisionPoint,
  situation: Situation,
  model: ShopModel,
  effects: readonly Effect[] = [],
): number {
  let chance = logistic(logOddsToPass(point, situation, model))
  for (const effect of effects) {
    if (effect.at === point) chance = Math.max(0, Math.min(1, effect.alter(chance, situation)))
  }
  return chance
}

/**
 * The chance that a visit which stands before `point` ends in an order, effects included. Pure: what an effect costs
 * a visit in expectation is the difference of this with and without it, times what the visit would have bought.
 *
 * @example
 * chanceToOrder('complete_shipping', situation, model) - chanceToOrder('complete_shipping', situation, model, [outage])
 */
export function chanceToOrder(
  point: DecisionPoint,
  situation: Situation,
  model: ShopModel,
  effects: readonly Effect[] = [],
): number {
  const route = routeOf(situation.surface)
  const start = route.indexOf(point)
  if (start < 0) throw new RangeError(`A visit by ${situation.surface} never comes to ${point}.`)
  return route
    .slice(start)
    .reduce((chance, next) => chance * chanceToPass(next, situation, model, effects), 1)
}

function logOddsToPass(point: DecisionPoint, situation: Situation, model: ShopModel): number {
  const weights = model.decisions[point]
  let logOdds =
    weights.base + weights.intent * situation.intent + weights.patience * (situation.patience - 0.5)
  if (weights.price !== 0) {
    const dearness = naturalLogarithm(situation.basketCents / REFERENCE_BASKET_CENTS)
    logOdds += weights.price * situation.priceSensitivity * dearness
  }
  if (situation.deviceType === 'mobile') logOdds += weights.mobile
  if (situation.slowDevice) logOdds += weights.slowDevice
  if (situation.returning) logOdds += weights.returning
  return logOdds + weights.channel * model.channelPull[situation.channel]
}
