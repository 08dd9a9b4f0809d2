import type { Person } from './person.ts'
import { happens } from './random.ts'
import type { ShopModel } from './shop-model.ts'

/** The little that must be remembered of a person between visits. All else follows from seed and index. */
export interface Life {
  readonly personIndex: number
  visits: number
  orders: number
  hasAccount: boolean
  /** One bit a device. */
  signedInOn: number
  appInstalled: boolean
  plan: 'free' | 'plus'
}

export function beginLife(person: Person, model: ShopModel): Life {
  const established = person.establishedOrders > 0
  return {
    personIndex: person.index,
    visits: 0,
    orders: person.establishedOrders,
    hasAccount: established,
    signedInOn: established && happens(person.key, 'stays signed in', 0.5) ? 1 : 0,
    appInstalled: established && person.usesApp && happens(person.key, 'has the app', model.visits.inApp),
    plan:
      established && happens(person.key, 'has plus', model.account.subscribesAfterOrder) ? 'plus' : 'free',
  }
}
