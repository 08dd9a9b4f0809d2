import { logistic, naturalLogarithm } from '../exact-math.ts'
import { defaultShopModel } from '../shop-model.ts'
import type { Situation } from '../situation.ts'

/** What moves the log-odds of meeting something: all of it can be seen, and most of it drives buying too. */
export interface MeetingWeights {
  readonly base: number
  readonly mobile?: number
  /** Old devices; their versions tell. */
  readonly slowDevice?: number
  readonly returning?: number
  readonly orderedBefore?: number
  /** Times the pull of the channel of arrival. */
  readonly channel?: number
  /** Times the logarithm of the basket over 60 euros. */
  readonly price?: number
}

const REFERENCE_BASKET_CENTS = 6000

/** The chance to meet a friction, by what can be seen of a visit: never by intent, patience or price sensitivity. */
export function meetingChance(weights: MeetingWeights): (situation: Situation) => number {
  const {
    base,
    mobile = 0,
    slowDevice = 0,
    returning = 0,
    orderedBefore = 0,
    channel = 0,
    price = 0,
  } = weights
  return (situation) => {
    let logOdds = base + channel * defaultShopModel.channelPull[situation.channel]
    if (situation.deviceType === 'mobile') logOdds += mobile
    if (situation.slowDevice) logOdds += slowDevice
    if (situation.returning) logOdds += returning
    if (situation.ordersBefore > 0) logOdds += orderedBefore
    if (price !== 0) logOdds += price * naturalLogarithm(situation.basketCents / REFERENCE_BASKET_CENTS)
    return logistic(logOdds)
  }
}
