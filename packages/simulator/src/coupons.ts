import { DAY } from './calendar.ts'
import type { CampaignCalendar } from './campaigns.ts'
import type { RandomStream } from './random.ts'

export type CouponAnswer =
  | { readonly accepted: true; readonly code: string; readonly name: string; readonly percent: number }
  | { readonly accepted: false; readonly code: string; readonly reason: string }

/** What a coupon is tried with. */
export interface CouponAttempt {
  readonly code: string
  readonly moment: number
  readonly basketCents: number
  readonly ordersBefore: number
}

const WELCOME = 'WELCOME10'
const FOUND_ON_A_COUPON_SITE = ['SAVE25', 'FREESHIP', 'VIP30']

/** The code that somebody would try, if any. Bargain hunters try more, and more often what cannot work. */
export function drawCouponCode(
  random: RandomStream,
  campaigns: CampaignCalendar,
  moment: number,
  priceSensitivity: number,
): string | undefined {
  const running = campaigns.runningAt(moment)
  const tries = random.chance((running ? 0.3 : 0.1) + 0.35 * priceSensitivity)
  const choice = random.next()
  const found = random.pick(FOUND_ON_A_COUPON_SITE)
  if (!tries) return undefined
  if (choice < 0.25 * priceSensitivity) return found
  if (running) return running.code
  return choice < 0.6 ? WELCOME : campaigns.ofMonth(moment).code
}

/** What the shop says to a code. Stock ends at a drawn moment, see {@link CampaignCalendar}. */
export function answerCoupon(attempt: CouponAttempt, campaigns: CampaignCalendar): CouponAnswer {
  const { code, moment } = attempt
  if (code === WELCOME) {
    if (attempt.ordersBefore > 0) return { accepted: false, code, reason: 'first_order_only' }
    return { accepted: true, code, name: 'Welcome', percent: 10 }
  }
  const campaign = [campaigns.ofMonth(moment), campaigns.ofMonth(moment - 28 * DAY)].find(
    (one) => one.code === code,
  )
  if (!campaign) return { accepted: false, code, reason: 'unknown' }
  if (moment < campaign.start) return { accepted: false, code, reason: 'not_yet_valid' }
  if (moment >= campaign.end) return { accepted: false, code, reason: 'expired' }
  if (moment >= campaign.usedUpAt) return { accepted: false, code, reason: 'used_up' }
  if (attempt.basketCents < campaign.minimumCents)
    return { accepted: false, code, reason: 'minimum_not_reached' }
  return { accepted: true, code, name: campaign.name, percent: campaign.percent }
}
