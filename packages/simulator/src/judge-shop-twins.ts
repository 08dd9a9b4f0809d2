import {
  deadButton,
  type FrictionKind,
  galleryClicks,
  paymentOutage,
  phoneField,
  refusedCoupon,
  slowImage,
} from './frictions/friction-kinds.ts'
import { type MeetingWeights, meetingChance } from './frictions/meeting-chance.ts'
import type { PlantedFriction } from './frictions/planted-friction.ts'
import type { VisitorGroup } from './frictions/visitor-group.ts'

interface Lasting {
  readonly from: number
  readonly until: number
}

/**
 * The harmless twins of what may be planted: the same signals, of people who buy less or more anyway by what can be
 * seen of them, and whom they keep from nothing.
 *
 * @param since when dead clicks on the gallery begin in one browser
 */
export function harmlessTwins(period: Lasting, since: number): readonly PlantedFriction[] {
  const always = (name: string, kind: FrictionKind, weights: MeetingWeights, who: VisitorGroup = {}) =>
    harmless(name, kind, meetingChance(weights), who, period)
  return [
    always('rage on the photo gallery', galleryClicks('Rage Clicked'), {
      base: -2.4,
      mobile: 0.8,
      slowDevice: 0.5,
      channel: -1.2,
      returning: -0.4,
    }),
    harmless(
      'dead clicks on the photo gallery',
      galleryClicks('Dead Clicked'),
      meetingChance({ base: -1.7, slowDevice: 0.6, channel: -0.8 }),
      { 'browser.name': 'Chrome', 'device.type': 'mobile' },
      { from: since, until: period.until },
    ),
    always('coupons of bargain hunters', refusedCoupon(['SAVE25', 'FREESHIP', 'VIP30'], 'unknown'), {
      base: -3.2,
      mobile: 0.5,
      returning: -0.9,
      channel: -0.8,
      price: 0.9,
    }),
    always('telephone numbers mistyped', phoneField, { base: -2.8, mobile: 0.9, returning: -1 }),
    always('pictures on slow devices', slowImage, { base: -4, slowDevice: 3.4, mobile: 0.3 }),
    always('payments tried again', paymentOutage, { base: -3.9, mobile: 0.6 }),
    always('impatient clicks on Continue', deadButton('complete_shipping'), {
      base: -4,
      mobile: 0.6,
      returning: -0.3,
    }),
  ]
}

function harmless(
  name: string,
  kind: FrictionKind,
  chanceToMeet: PlantedFriction['chanceToMeet'],
  who: VisitorGroup,
  { from, until }: Lasting,
): PlantedFriction {
  return { ...kind, name, who, chanceToMeet, from, until, harm: 1 }
}
