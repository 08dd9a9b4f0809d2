import { DAY } from './calendar.ts'
import { deriveKey, type Key, RandomStream } from './random.ts'

/** A few days of one month with a coupon. Its stock ends at a moment drawn beforehand, so that no person's order
 * changes what another person meets. */
export interface Campaign {
  readonly name: string
  readonly code: string
  readonly start: number
  readonly end: number
  readonly percent: number
  readonly minimumCents: number
  readonly usedUpAt: number
}

const themes = [
  'fresh-start',
  'winter-warmth',
  'spring-sale',
  'easter-table',
  'garden-days',
  'early-summer',
  'summer-sale',
  'back-home',
  'autumn-light',
  'cosy-weeks',
  'black-weekend',
  'gift-season',
] as const

/** The campaigns of a shop: one a month, each a function of the seed and its month alone. */
export class CampaignCalendar {
  readonly #key: Key
  readonly #byMonth = new Map<number, Campaign>()

  constructor(shop: Key) {
    this.#key = deriveKey(shop, 'campaigns')
  }

  /** The campaign that runs at a moment, if one does. */
  runningAt(moment: number): Campaign | undefined {
    const campaign = this.ofMonth(moment)
    return moment >= campaign.start && moment < campaign.end ? campaign : undefined
  }

  /** The campaign of the month in which a moment lies, before, while or after it runs. */
  ofMonth(moment: number): Campaign {
    const date = new Date(moment)
    const month = date.getUTCFullYear() * 12 + date.getUTCMonth()
    const known = this.#byMonth.get(month)
    if (known) return known
    const campaign = this.#draw(month)
    this.#byMonth.set(month, campaign)
    return campaign
  }

  #draw(month: number): Campaign {
    const random = new RandomStream(deriveKey(this.#key, 'month', month))
    const theme = themes[month % 12] ?? 'always-on'
    const year = Math.floor(month / 12)
    const days = random.integer(3, 6)
    const start = Date.UTC(year, month % 12, random.integer(3, 22))
    const end = start + days * DAY
    const percent = random.pick([10, 15, 20])
    return {
      name: `${theme}-${year}`,
      code: `${theme.replace(/-.*/, '').toUpperCase()}${percent}`,
      start,
      end,
      percent,
      minimumCents: random.pick([3000, 4000, 5000]),
      usedUpAt: Math.round(start + (end - start) * (0.55 + 0.6 * random.next())),
    }
  }
}
