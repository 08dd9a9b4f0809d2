import { type Identifier, identifierKinds } from '@throughline/contract/identifier'
import type { Profile } from '@throughline/contract/people'
import { AppError } from '../../../platform/app-error.ts'
import { profileIdOf } from '../../../platform/events/person-key.ts'
import type { ProjectDirectory } from '../../../platform/project.ts'
import { keysOfCustomerId } from './customer-id.ts'
import type { KeyedIdentifier } from './keyed-identifier.ts'
import { moneyText } from './money.ts'
import type { ActivityRow, ClaimedRow, ProfileQueries } from './profile-queries.ts'

/** A profile and all keys whose events are its own. */
export interface FoundPerson {
  readonly profile: string
  readonly keys: readonly string[]
}

/** Ids of the segments that a profile is in now. */
export type SegmentsOf = (projectId: string, profileKey: string) => Promise<readonly string[]>

export interface ProfileService {
  /** @throws AppError `not_found` where nobody has the identifier */
  find(projectId: string, id: string, field?: string): Promise<FoundPerson>
  findByKey(projectId: string, key: string): Promise<FoundPerson | undefined>
  profile(projectId: string, person: FoundPerson): Promise<Profile>
  identifiers(projectId: string, person: FoundPerson): Promise<KeyedIdentifier[]>
  orders(projectId: string, person: FoundPerson): Promise<ReturnType<typeof ordersOf>>
}

export interface ProfileServiceDependencies {
  readonly queries: ProfileQueries
  readonly projects: Pick<ProjectDirectory, 'byId'>
  readonly segmentsOf: SegmentsOf
}

export function profileService({
  queries,
  projects,
  segmentsOf,
}: ProfileServiceDependencies): ProfileService {
  const currencyOf = (projectId: string) => projects.byId(projectId)?.currency ?? 'EUR'

  const findFirst = async (projectId: string, keys: readonly string[]): Promise<FoundPerson | undefined> => {
    const found = keys.length > 0 ? await queries.find(projectId, keys) : new Map<string, string>()
    const key = keys.find((candidate) => found.has(candidate))
    const profile = key && found.get(key)
    return profile ? { profile, keys: await queries.keysOf(projectId, profile) } : undefined
  }

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
      const [activity, claimed, traits, revenue, segments] = await Promise.all([
        queries.activity(projectId, keys),
        queries.claimed(projectId, keys),
        queries.traits(projectId, keys),
        queries.revenue(projectId, keys, currencyOf(projectId)),
        segmentsOf(projectId, profile),
      ])
      const { first, last, count } = spanOf(activity, claimed)
      return {
        profileId: profileIdOf(profile),
        identifiers: identifiersOf(activity, claimed).map(({ kind, value }) => ({ kind, value })),
        traits: Object.fromEntries(traits.map(({ trait, value }) => [trait, JSON.parse(value)])),
        firstSeen: new Date(first).toISOString(),
        lastSeen: new Date(last).toISOString(),
        eventCount: count,
        revenue: revenue.map(({ currency, orders, total }) => ({
          currency,
          orders: Number(orders),
          total: moneyText(total, currency),
        })),
        consent: {},
        segments: [...segments],
      }
    },

    async identifiers(projectId, { keys }) {
      const [activity, claimed] = await Promise.all([
        queries.activity(projectId, keys),
        queries.claimed(projectId, keys),
      ])
      return identifiersOf(activity, claimed)
    },

    orders: async (projectId, { keys }) =>
      ordersOf(await queries.orders(projectId, keys, currencyOf(projectId))),
  }
}

const shortened = (id: string): string => (id.length > 100 ? `${id.slice(0, 100)}…` : id)

/**
 * Identifiers that events carried, the strongest kinds first. What only an alias named is a visitor's id, unless it
 * turned out to be another kind of identifier.
 */
export function identifiersOf(
  activity: readonly ActivityRow[],
  claimed: readonly ClaimedRow[],
): KeyedIdentifier[] {
  const seen = new Map<string, KeyedIdentifier>()
  for (const { person_key, kind, value } of activity) seen.set(person_key, { key: person_key, kind, value })
  for (const { weaker_key, kind, value, seen: carried } of claimed)
    if (carried) seen.set(weaker_key, { key: weaker_key, kind, value })
  const values = new Set([...seen.values()].map(({ value }) => value))
  for (const { weaker_key, kind, value } of claimed)
    if (kind === 'anonymous_id' && !values.has(value) && !values.has(value.toLowerCase()))
      seen.set(weaker_key, { key: weaker_key, kind, value })
  return [...seen.values()].sort(byStrength)
}

const byStrength = (a: Identifier, b: Identifier): number =>
  identifierKinds.indexOf(a.kind) - identifierKinds.indexOf(b.kind) || (a.value < b.value ? -1 : 1)

/** Who was unmerged and has no events of their own was seen when others' events carried them. */
function spanOf(activity: readonly ActivityRow[], claimed: readonly ClaimedRow[]) {
  const count = activity.reduce((sum, { events }) => sum + Number(events), 0)
  const firsts = (count > 0 ? activity : claimed).map(({ first_ms }) => Number(first_ms))
  const lasts = count > 0 ? activity.map(({ last_ms }) => Number(last_ms)) : firsts
  return { first: Math.min(...firsts), last: Math.max(...lasts), count }
}

const ordersOf = (rows: Awaited<ReturnType<ProfileQueries['orders']>>) =>
  rows.map(({ order_key, placed_ms, currency, total }) => ({
    orderId: order_key.startsWith('event ') ? null : order_key,
    placedAt: new Date(Number(placed_ms)).toISOString(),
    currency,
    total: moneyText(total, currency),
  }))
