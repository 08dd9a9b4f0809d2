import { expect, test } from 'vitest'
import { DAY } from './calendar.ts'
import { CampaignCalendar } from './campaigns.ts'
import { answerCoupon, type CouponAttempt } from './coupons.ts'
import { seedKey } from './random.ts'

const campaigns = new CampaignCalendar(seedKey('coupons'))
const campaign = campaigns.ofMonth(Date.UTC(2026, 4, 1))
const attempt: CouponAttempt = {
  code: campaign.code,
  moment: campaign.start,
  basketCents: 9000,
  ordersBefore: 0,
}
const answer = (changes: Partial<CouponAttempt>) => answerCoupon({ ...attempt, ...changes }, campaigns)

test('a running campaign takes its own coupon', () => {
  expect(answer({})).toMatchObject({ accepted: true, percent: campaign.percent })
})

test('a coupon is refused with the reason', () => {
  expect(answer({ moment: campaign.start - 1 })).toMatchObject({ accepted: false, reason: 'not_yet_valid' })
  expect(answer({ moment: campaign.end })).toMatchObject({ accepted: false, reason: 'expired' })
  expect(answer({ basketCents: campaign.minimumCents - 1 })).toMatchObject({ reason: 'minimum_not_reached' })
  expect(answer({ code: 'VIP30' })).toMatchObject({ accepted: false, reason: 'unknown' })
})

test('the welcome coupon is for the first order only', () => {
  expect(answer({ code: 'WELCOME10' })).toMatchObject({ accepted: true, percent: 10 })
  expect(answer({ code: 'WELCOME10', ordersBefore: 1 })).toMatchObject({ reason: 'first_order_only' })
})

test('a stock that ends before its campaign is used up from then on', () => {
  const months = Array.from({ length: 24 }, (_, month) => campaigns.ofMonth(Date.UTC(2025, month, 1)))
  const short = months.filter((one) => one.usedUpAt < one.end)
  expect(short.length).toBeGreaterThan(3)
  expect(short.length).toBeLessThan(24)
  for (const one of short) {
    expect(answer({ code: one.code, moment: one.usedUpAt })).toMatchObject({ reason: 'used_up' })
    expect(answer({ code: one.code, moment: one.usedUpAt - 1 })).toMatchObject({ accepted: true })
  }
})

test('a campaign lies within its month, more or less, and lasts some days', () => {
  for (let month = 0; month < 36; month++) {
    const { start, end } = campaigns.ofMonth(Date.UTC(2024, month, 9))
    expect(new Date(start).getUTCMonth()).toBe(month % 12)
    expect((end - start) / DAY).toBeGreaterThanOrEqual(3)
    expect((end - start) / DAY).toBeLessThanOrEqual(6)
  }
})
