import { DAY, HOUR, startOfDay } from './calendar.ts'
import { deadButton, paymentOutage, refusedCoupon } from './frictions/friction-kinds.ts'
import { meetingChance } from './frictions/meeting-chance.ts'
import type { PlantedFriction } from './frictions/planted-friction.ts'
import type { SegmentMessage } from './segment-message.ts'
import { defaultShopModel, type ShopModel } from './shop-model.ts'
import { type SimulationOptions, simulate } from './simulate.ts'

const SAMPLE_DAYS = 90
const SAMPLE_PEOPLE = 2200

/**
 * The sample shop that one click loads: about 60,000 events over the 90 days that end with the UTC day before `now`.
 * The same on every call of one day. Three things went wrong in its last weeks, badly enough to be found among so few.
 */
export function sampleShop(now: Date): Generator<SegmentMessage, void, undefined> {
  return simulate(sampleShopOptions(now))
}

export function sampleShopOptions(now: Date): SimulationOptions & { readonly model: ShopModel } {
  const to = startOfDay(now.getTime())
  return {
    seed: 'sample shop',
    from: new Date(to - SAMPLE_DAYS * DAY),
    to: new Date(to),
    people: SAMPLE_PEOPLE,
    model: sampleShopModel,
    frictions: sampleFrictions(to),
    rush: { from: to - 30 * DAY, to, lift: 1.8, channels: {} },
  }
}

const { decisions } = defaultShopModel

/** More of its visits buy than of an ordinary shop's: else 60,000 events would hold too few orders to tell anything. */
const sampleShopModel: ShopModel = {
  ...defaultShopModel,
  decisions: {
    ...decisions,
    view_product: { ...decisions.view_product, base: 1.5 },
    add_to_cart: { ...decisions.add_to_cart, base: -0.6 },
    view_cart: { ...decisions.view_cart, base: 2 },
    start_checkout: { ...decisions.start_checkout, base: 1.3 },
    complete_contact: { ...decisions.complete_contact, base: 2.3 },
    complete_shipping: { ...decisions.complete_shipping, base: 2.5 },
    complete_payment: { ...decisions.complete_payment, base: 2.4 },
    place_order: { ...decisions.place_order, base: 3.4 },
  },
  visits: { ...defaultShopModel.visits, inApp: 0.4 },
  seasons: { ...defaultShopModel.seasons, openingSurplus: 0 },
}

function sampleFrictions(to: number): readonly PlantedFriction[] {
  const release = to - 27 * DAY + 10 * HOUR
  const outage = to - 11 * DAY + 7 * HOUR
  return [
    {
      ...deadButton('complete_shipping'),
      name: 'dead button on phones with Safari',
      from: release,
      until: to,
      who: { 'browser.name': 'Safari', 'device.type': 'mobile' },
      chanceToMeet: meetingChance({ base: 2.2, returning: -0.4 }),
      harm: 0.1,
    },
    {
      ...refusedCoupon(['THANKYOU10'], 'not_valid'),
      name: 'coupon that fails',
      from: to - 60 * DAY,
      until: to,
      who: {},
      chanceToMeet: meetingChance({ base: -1.9, channel: 1.2, returning: 0.4 }),
      harm: 0.4,
    },
    {
      ...paymentOutage,
      name: 'payment outage',
      from: outage,
      until: outage + 4 * DAY,
      who: {},
      chanceToMeet: meetingChance({ base: 2.2, mobile: 0.3 }),
      harm: 0.15,
    },
  ]
}
