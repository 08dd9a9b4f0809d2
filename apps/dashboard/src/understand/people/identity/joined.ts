import type { Identifier } from '@throughline/contract/identifier'
import type { Profile } from '@throughline/contract/people'

/** What two profiles would become, as far as their figures tell. */
export interface Joined {
  readonly identifiers: readonly Identifier[]
  readonly eventCount: number
  readonly firstSeen: string
  readonly lastSeen: string
  readonly revenue: readonly { readonly currency: string; readonly orders: number; readonly total: number }[]
  /** Traits on which the two differ; of each the value that was said last will hold. */
  readonly disputed: readonly string[]
  /** Both are accounts: nothing but an explicit word joins two of them. */
  readonly twoAccounts: boolean
}

/** Puts two profiles together, to show it before it is said. */
export function joined(one: Profile, other: Profile): Joined {
  const isAccount = ({ identifiers }: Profile): boolean => identifiers.some(({ kind }) => kind === 'user_id')
  const currencies = [...new Set([...one.revenue, ...other.revenue].map(({ currency }) => currency))]
  // Moments as text sort by time.
  const [first] = [one.firstSeen, other.firstSeen].sort()
  const [, last] = [one.lastSeen, other.lastSeen].sort()
  return {
    identifiers: [...one.identifiers, ...other.identifiers],
    eventCount: one.eventCount + other.eventCount,
    firstSeen: first ?? '',
    lastSeen: last ?? '',
    revenue: currencies.map((currency) => {
      const both = [...one.revenue, ...other.revenue].filter((revenue) => revenue.currency === currency)
      return {
        currency,
        orders: both.reduce((sum, { orders }) => sum + orders, 0),
        total: both.reduce((sum, { total }) => sum + Number(total), 0),
      }
    }),
    disputed: Object.keys(one.traits).filter(
      (name) =>
        name in other.traits && JSON.stringify(one.traits[name]) !== JSON.stringify(other.traits[name]),
    ),
    twoAccounts: isAccount(one) && isAccount(other),
  }
}
