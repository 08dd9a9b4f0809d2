import type { Consent } from '@throughline/contract/consent'
import { type Identifier, identifierKinds } from '@throughline/contract/identifier'
import type { CustomerOrder, Profile } from '@throughline/contract/people'
import { AppError } from '../../../platform/app-error.ts'
import { profileIdOf } from '../../../platform/events/person-key.ts'
import { keysOfCustomerId } from './customer-id.ts'
import type { CustomerOrderRow, CustomerOrdersQuery } from './customer-orders-queries.ts'
import type { KeyedIdentifier } from './keyed-identifier.ts'
import { moneyText } from './money.ts'
import type { NamedKey, ProfileQueries, WordsOfPerson } from './profile-queries.ts'
import { revenueOf } from './revenue.ts'

/** A profile and all keys whose events are its own. */
export interface FoundPerson {
  readonly profile: string
  readonly keys: readonly string[]
}

/** Ids of the segments that a profile is in now. */
export type SegmentsOf = (projectId: string, profileKey: string) => Promise<readonly string[]>

/** The currency of a project's orders that name none; ISO 4217. */
export type CurrencyOf = (projectId: string) => string

export interface ProfileService {
  /** @throws AppError `not_found` where nobody has the identifier */
  find(projectId: string, id: string, field?: string): Promise<FoundPerson>
  findByKey(projectId: string, key: string): Promise<FoundPerson | undefined>
  profile(projectId: string, person: FoundPerson): Promise<Profile>
  identifiers(projectId: string, person: FoundPerson): Promise<KeyedIdentifier[]>
  /** The last word on each purpose, of any identifier of the person. */
  consent(projectId: string, person: FoundPerson): Promise<Consent>
  orders(projectId: string, person: FoundPerson): Promise<CustomerOrder[]>
}

export interface ProfileServiceDependencies {
  readonly queries: ProfileQueries
  readonly orders: CustomerOrdersQuery
  readonly currencyOf: CurrencyOf
  readonly segmentsOf: SegmentsOf
}

export function profileService({
  queries,
  orders,
  currencyOf,
  segmentsOf,
}: ProfileServiceDependencies): ProfileService {
  const findFirst = async (projectId: string, keys: readonly string[]): Promise<FoundPerson | undefined> => {
    if (keys.length === 0) return undefined
    const [found, members] = await Promise.all([
      queries.find(projectId, keys),
      queries.membersOf(projectId, keys),
    ])
    const key = keys.find((candidate) => found.has(candidate))
    const profile = key && found.get(key)
    return profile ? { profile, keys: [profile, ...(members.get(profile) ?? [])] } : undefined
  }

  /** Who was acknowledged a moment ago has no projected name yet. */
  const inLogUnlessNamed = async (projectId: string, keys: readonly string[], named: readonly NamedKey[]) =>
    named.length > 0 ? named : queries.namesInLog(projectId, keys)

  return {
    async find(projectId, id, field = 'id') {
      const person = await findFirst(projectId, keysOfCustomerId(projectId, id))
      if (person) return person
      throw new AppError(
        'not_found',
        `${field}: nobody has the identifier "${shortened(id)}". Expected a profile id, user id, e-mail, phone, card or anonymous id.`,
        { field },
      )
    },

    findByKey: (projectId, key) => findFirst(projectId, [key]),

    async profile(projectId, { profile, keys }) {
      // Two statements run at a time. Counting and then adding up orders takes as long as all else, so that it goes
      // side by side with the rest instead of behind it.
      const money = async () => {
        const activity = await queries.activity(projectId, keys)
        const hasOrders = activity.orders !== '0'
        return {
          activity,
          revenue: hasOrders ? await queries.revenue(projectId, keys, currencyOf(projectId)) : [],
        }
      }
      const [{ activity, revenue }, words, segments] = await Promise.all([
        money(),
        queries.words(projectId, keys),
        segmentsOf(projectId, profile),
      ])
      const { traits, consent } = words
      const named = await inLogUnlessNamed(projectId, keys, words.named)
      // Who was unmerged and has no events of their own was seen when others' events carried them.
      const isActive = activity.events !== '0'
      const first = isActive
        ? Number(activity.first_ms)
        : Math.min(...named.map(({ first_ms }) => Number(first_ms)))
      return {
        profileId: profileIdOf(profile),
        identifiers: identifiersOf(named).map(({ kind, value }) => ({ kind, value })),
        traits: Object.fromEntries(traits.map(({ trait, value }) => [trait, JSON.parse(value)])),
        traitDetails: Object.fromEntries(
          traits.map(({ trait, set_ms }) => [trait, { setAt: new Date(Number(set_ms)).toISOString() }]),
        ),
        firstSeen: new Date(first).toISOString(),
        lastSeen: new Date(isActive ? Number(activity.last_ms) : first).toISOString(),
        eventCount: Number(activity.events),
        revenue: revenueOf(revenue),
        consent: consentSaid(consent),
        segments: [...segments],
      }
    },

    async identifiers(projectId, { keys }) {
      const named = await queries.names(projectId, keys)
      return identifiersOf(await inLogUnlessNamed(projectId, keys, named))
    },

    consent: async (projectId, { keys }) => consentSaid(await queries.consent(projectId, keys)),

    orders: async (projectId, { keys }) =>
      (await orders(projectId, keys, currencyOf(projectId))).map(orderOf),
  }
}

const consentSaid = (rows: WordsOfPerson['consent']): Consent =>
  Object.fromEntries(
    rows.map(({ purpose, granted, said_ms }) => [
      purpose,
      { granted: granted === 1, at: new Date(Number(said_ms)).toISOString() },
    ]),
  )

const shortened = (id: string): string => (id.length > 100 ? `${id.slice(0, 100)}…` : id)

/**
 * Identifiers that events carried, the strongest kinds first. What only an alias named is a visitor's id, unless it
 * turned out to be another kind of identifier.
 */
function identifiersOf(named: readonly NamedKey[]): KeyedIdentifier[] {
  const seen = named.filter((one) => one.seen === 1)
  const values = new Set(seen.map(({ value }) => value))
  const aliased = named.filter(
    ({ seen, kind, value }) =>
      seen === 0 && kind === 'anonymous_id' && !values.has(value) && !values.has(value.toLowerCase()),
  )
  return [...seen, ...aliased].map(({ key, kind, value }) => ({ key, kind, value })).sort(byStrength)
}

const byStrength = (a: Identifier, b: Identifier): number =>
  identifierKinds.indexOf(a.kind) - identifierKinds.indexOf(b.kind) || (a.value < b.value ? -1 : 1)

const orderOf = ({ order_key, placed_ms, state, currency, placed_total, total }: CustomerOrderRow) => ({
  orderId: order_key.startsWith('event ') ? null : order_key,
  placedAt: new Date(Number(placed_ms)).toISOString(),
  state,
  currency,
  placedTotal: moneyText(placed_total, currency),
  total: moneyText(total, currency),
})
