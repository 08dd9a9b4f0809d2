import { logistic, naturalLogarithm } from './exact-math.ts'
import type { ShopModel } from './shop-model.ts'
import type { Situation, Surface } from './situation.ts'

/** The named places where a visit goes on or ends, in the order in which they come. */
export const onlineRoute = [
  'stay',
  'view_product',
  'add_to_cart',
  'view_cart',
  'start_checkout',
  'complete_contact',
  'complete_shipping',
  'complete_payment',
  'place_order',
] as const

export const storeRoute = ['buy_in_store'] as const

export type DecisionPoint = (typeof onlineRoute)[number] | (typeof storeRoute)[number]

/** What moves the log-odds of one decision. Each weight multiplies the quantity that it is named after. */
export interface DecisionWeights {
  readonly base: number
  readonly intent: number
  readonly patience: number
  /** Times the price sensitivity (0 to 1) and the logarithm of the basket over the reference basket. */
  readonly price: number
  readonly mobile: number
  readonly slowDevice: number
  readonly returning: number
  /** Times the pull of the channel of arrival. */
  readonly channel: number
}

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

export function routeOf(surface: Surface): readonly DecisionPoint[] {
  return surface === 'store' ? storeRoute : onlineRoute
}

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
