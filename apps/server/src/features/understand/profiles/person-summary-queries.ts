import { identifierKinds } from '@throughline/contract/identifier'
import type { PersonSummary } from '@throughline/contract/people'
import { type Static, Type } from 'typebox'
import type { Analytics } from '../../../platform/analytics/analytics.ts'
import { integer, type Sql, sql, text, texts, uint64s } from '../../../platform/analytics/sql.ts'
import { ordersSql } from '../../../platform/events/orders.ts'
import { profileIdOf } from '../../../platform/events/person-key.ts'
import { profileKey } from '../../../platform/events/profile-key.ts'
import { eventsOfKeys } from './profile-queries.ts'
import { revenueOf } from './revenue.ts'

/** A profile that a list names, and when it was seen. */
export const ListedPerson = Type.Object({
  profile: Type.String(),
  first_ms: Type.String(),
  last_ms: Type.String(),
})

export type ListedPerson = Static<typeof ListedPerson>

const Key = Type.Object({ key: Type.String() })
const Identified = Type.Object({
  profile: Type.String(),
  kind: Type.Enum(identifierKinds),
  value: Type.String(),
})
const Trait = Type.Object({ profile: Type.String(), trait: Type.String(), value: Type.String() })
const Activity = Type.Object({ profile: Type.String(), events: Type.String(), orders: Type.String() })
const Revenue = Type.Object({
  profile: Type.String(),
  currency: Type.String(),
  orders: Type.String(),
  total: Type.String(),
})

/** Most identifiers that a list shows of one person. */
const MOST_IDENTIFIERS = 5
const nameTraits = ['name', 'first_name', 'firstName', 'last_name', 'lastName', 'email']

/**
 * What a list shows of each of the people on one page of it, in their order.
 *
 * @param currency the project's, of an order that names none
 */
export type PersonSummariesQuery = (
  projectId: string,
  currency: string,
  listed: readonly ListedPerson[],
) => Promise<PersonSummary[]>

export function personSummariesQuery(analytics: Analytics): PersonSummariesQuery {
  /** All keys of some profiles, as values: with them the ordering key finds the events of a page among millions. */
  const keysOf = async (project: string, profiles: readonly string[]): Promise<string[]> => {
    const rows = await analytics.query(
      sql`SELECT DISTINCT person_key AS key FROM identity_members
          WHERE profile_key IN ${uint64s(profiles)} AND person_key != profile_key AND ${profileKey()} = profile_key`,
      Key,
      { name: 'keys_of_people', project },
    )
    return [...profiles, ...rows.map(({ key }) => key)]
  }

  const activityOf = async (project: string, keys: readonly string[], currency: string) => {
    const activity = await analytics.query(activityOfPeopleSql(project, keys), Activity, {
      name: 'activity_of_people',
      project,
    })
    const revenue = activity.some(({ orders }) => orders !== '0')
      ? await analytics.query(revenueOfPeopleSql(project, keys, currency), Revenue, {
          name: 'revenue_of_people',
          project,
        })
      : []
    return {
      events: new Map(activity.map(({ profile, events }) => [profile, Number(events)])),
      revenue: Map.groupBy(revenue, ({ profile }) => profile),
    }
  }

  return async (project, currency, listed) => {
    if (listed.length === 0) return []
    const keys = await keysOf(
      project,
      listed.map(({ profile }) => profile),
    )
    const [identifiers, traits, activity] = await Promise.all([
      analytics.query(identifiersOfPeopleSql(project, keys), Identified, {
        name: 'identifiers_of_people',
        project,
      }),
      analytics.query(namesOfPeopleSql(project, keys), Trait, { name: 'names_of_people', project }),
      activityOf(project, keys, currency),
    ])
    const traitOf = (profile: string, name: string): string | undefined => {
      const found = traits.find((row) => row.profile === profile && row.trait === name)
      const value: unknown = found && JSON.parse(found.value)
      return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
    }
    return listed.map(({ profile, first_ms, last_ms }) => {
      const own = identifiers.filter((row) => row.profile === profile)
      const first = traitOf(profile, 'first_name') ?? traitOf(profile, 'firstName')
      const last = traitOf(profile, 'last_name') ?? traitOf(profile, 'lastName')
      return {
        profileId: profileIdOf(profile),
        name: traitOf(profile, 'name') ?? ([first, last].filter(Boolean).join(' ') || null),
        email: traitOf(profile, 'email') ?? own.find(({ kind }) => kind === 'email')?.value ?? null,
        identifiers: own.map(({ kind, value }) => ({ kind, value })),
        firstSeen: new Date(Number(first_ms)).toISOString(),
        lastSeen: new Date(Number(last_ms)).toISOString(),
        eventCount: activity.events.get(profile) ?? 0,
        revenue: revenueOf(activity.revenue.get(profile) ?? []),
      }
    })
  }
}

const identifiersOfPeopleSql = (projectId: string, keys: readonly string[]): Sql =>
  sql`SELECT ${profileKey(sql`key`)} AS profile, kind, value FROM (
        SELECT weaker_key AS key, weaker_kind AS kind, weaker_value AS value FROM identity_claims
        WHERE project_id = ${text(projectId)} AND via = 'event' AND weaker_key IN ${uint64s(keys)}
        UNION DISTINCT
        SELECT person_key, kind, value FROM people
        WHERE project_id = ${text(projectId)} AND person_key IN ${uint64s(keys)}
      )
      ORDER BY profile, indexOf(${texts(identifierKinds)}, kind), value
      LIMIT ${integer(MOST_IDENTIFIERS)} BY profile`

const namesOfPeopleSql = (projectId: string, keys: readonly string[]): Sql =>
  sql`SELECT ${profileKey()} AS profile, trait, max(latest).3 AS value FROM person_traits
      WHERE project_id = ${text(projectId)} AND trait IN ${texts(nameTraits)} AND person_key IN ${uint64s(keys)}
      GROUP BY profile, trait HAVING value != 'null'`

/** How many events each has, and of them about orders. */
export const activityOfPeopleSql = (projectId: string, keys: readonly string[]): Sql =>
  sql`SELECT ${profileKey()} AS profile, count() AS events, countIf(startsWith(event, 'Order ')) AS orders
FROM ${eventsOfKeys(projectId, keys)}
GROUP BY profile`

export const revenueOfPeopleSql = (projectId: string, keys: readonly string[], currency: string): Sql =>
  sql`SELECT profile_key AS profile, currency, count() AS orders, toString(sum(total)) AS total
FROM (${ordersSql({ projectId, currency, keys })}) AS orders
GROUP BY profile, currency ORDER BY profile, currency`
