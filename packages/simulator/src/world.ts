import { CampaignCalendar } from './campaigns.ts'
import { Catalogue } from './catalogue.ts'
import type { Rush } from './channels.ts'
import type { Decision, Effect } from './decision-points.ts'
import type { PlantedFriction } from './frictions/planted-friction.ts'
import type { Currency } from './markets.ts'
import { hexadecimal, type Key, seedKey } from './random.ts'
import { defaultShopModel, type ShopModel } from './shop-model.ts'
import type { Situation } from './situation.ts'

/** How one visit went: the truth beside its events. Errands after an order are not visits. */
export interface VisitRecord {
  readonly situation: Situation
  readonly sessionId: string
  readonly anonymousId: string
  /** The account signed in to when the visit ended. */
  readonly userId: string | undefined
  readonly decisions: readonly Decision[]
  /** What it meets if it comes to each one's point, harmless ones included. */
  readonly frictions: readonly PlantedFriction[]
  /** What the order would bring: revenue in the minor unit of `currency`, coupon taken off, no tax, no shipping. */
  readonly basketRevenue: number
  readonly currency: Currency
  readonly orderId: string | undefined
}

export interface WorldOptions {
  /** The same seed gives the same bytes, on every engine. */
  readonly seed: string | number
  /** First moment included, as ISO 8601 or Date. */
  readonly from: string | Date
  /** First moment not included. */
  readonly to: string | Date
  /** Currencies that the shop takes; the first is the project's, and the default is `['EUR']` alone. */
  readonly currencies?: readonly [Currency, ...Currency[]]
  /** Adds `sentAt`, the arrival. Off by default, because a server would take an old one for a slow clock. */
  readonly includeSentAt?: boolean
  readonly model?: ShopModel
  readonly effects?: readonly Effect[]
  readonly frictions?: readonly PlantedFriction[]
  /** A day or so on which others come than usually do. */
  readonly rush?: Rush
  /** Called when a visit is planned out, before its first message is yielded. */
  readonly onVisit?: (record: VisitRecord) => void
}

/** All that people share: the shop, its prices and seasons, and the rules by which chances are made. */
export interface World {
  readonly key: Key
  /** Four digits that tell this shop's identifiers from another seed's. */
  readonly tag: string
  readonly from: number
  readonly to: number
  readonly currencies: readonly [Currency, ...Currency[]]
  readonly includeSentAt: boolean
  readonly model: ShopModel
  readonly effects: readonly Effect[]
  readonly frictions: readonly PlantedFriction[]
  readonly rush: Rush | undefined
  readonly onVisit: ((record: VisitRecord) => void) | undefined
  readonly catalogue: Catalogue
  readonly campaigns: CampaignCalendar
}

/** Checks the options and sets the shop up. Throws a RangeError that names the option. */
export function createWorld(options: WorldOptions): World {
  const from = momentOf('from', options.from)
  const to = momentOf('to', options.to)
  if (from >= to) throw new RangeError('The option "from" must lie before "to".')
  const key = seedKey(options.seed)
  return {
    key,
    tag: hexadecimal(key).slice(0, 4),
    from,
    to,
    currencies: options.currencies ?? ['EUR'],
    includeSentAt: options.includeSentAt ?? false,
    model: options.model ?? defaultShopModel,
    effects: options.effects ?? [],
    frictions: options.frictions ?? [],
    rush: options.rush,
    onVisit: options.onVisit,
    catalogue: new Catalogue(key),
    campaigns: new CampaignCalendar(key),
  }
}

function momentOf(name: 'from' | 'to', value: string | Date): number {
  const moment = new Date(value).getTime()
  if (Number.isNaN(moment)) {
    throw new RangeError(`The option "${name}" must be a date or an ISO 8601 time, not "${value}".`)
  }
  return moment
}
