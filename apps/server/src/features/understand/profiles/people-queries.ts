import { identifierKinds } from '@throughline/contract/identifier'
import type { PersonSummary } from '@throughline/contract/people'
import { type Static, Type } from 'typebox'
import type { Analytics } from '../../../platform/analytics/analytics.ts'
import { integer, type Sql, sql, text, texts, uint64, uint64s } from '../../../platform/analytics/sql.ts'
import { profileIdOf } from '../../../platform/events/person-key.ts'
import { profileKey } from '../../../platform/events/profile-key.ts'

const Listed = Type.Object({ profile: Type.String(), first_ms: Type.String(), last_ms: Type.String() })
const Total = Type.Object({ total: Type.String() })
const Identified = Type.Object({
  profile: Type.String(),
  kind: Type.Enum(identifierKinds),
  value: Type.String(),
})
const Trait = Type.Object({ profile: Type.String(), trait: Type.String(), value: Type.String() })

/** The last person of the page before. */
export interface PeopleCursor {
  readonly ms: number
  readonly profile: string
}

interface PeopleScope {
  readonly projectId: string
  /** Condition on a row with a `person_key`. */
  readonly where: Sql
  /** Part of an identifier or trait. */
  readonly search: string
}

export interface PeopleQueries {
  /** People, the last seen first. */
  page(
    scope: PeopleScope,
    after: PeopleCursor | undefined,
    limit: number,
  ): Promise<{ people: PersonSummary[]; next: PeopleCursor | undefined }>
  count(scope: PeopleScope): Promise<number>
}

/** Most identifiers that a list shows of one person. */
const MOST_IDENTIFIERS = 5
const nameTraits = ['name', 'first_name', 'firstName', 'last_name', 'lastName', 'email']

export function peopleQueries(analytics: Analytics): PeopleQueries {
  const summaries = async (
    projectId: string,
    listed: readonly Static<typeof Listed>[],
  ): Promise<PersonSummary[]> => {
    const profiles = listed.map(({ profile }) => profile)
    if (profiles.length === 0) return []
    const keys = sql`(
      SELECT arrayJoin(${uint64s(profiles)}) AS key
      UNION DISTINCT
      SELECT person_key FROM identity_members
      WHERE profile_key IN ${uint64s(profiles)} AND ${profileKey()} = profile_key)`
    const [identifiers, traits] = await Promise.all([
      analytics.query(
        sql`SELECT ${profileKey(sql`key`)} AS profile, kind, value FROM (
              SELECT weaker_key AS key, weaker_kind AS kind, weaker_value AS value FROM identity_claims
              WHERE project_id = ${text(projectId)} AND via = 'event' AND weaker_key IN ${keys}
              UNION DISTINCT
              SELECT person_key, kind, value FROM people
              WHERE project_id = ${text(projectId)} AND person_key IN ${keys}
            )
            ORDER BY profile, indexOf(${texts(identifierKinds)}, kind), value
            LIMIT ${integer(MOST_IDENTIFIERS)} BY profile`,
        Identified,
        { name: 'identifiers_of_people', project: projectId },
      ),
      analytics.query(
        sql`SELECT ${profileKey()} AS profile, trait, max(latest).3 AS value FROM person_traits
            WHERE project_id = ${text(projectId)} AND trait IN ${texts(nameTraits)} AND person_key IN ${keys}
            GROUP BY profile, trait HAVING value != 'null'`,
        Trait,
        { name: 'names_of_people', project: projectId },
      ),
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
      }
    })
  }

  return {
    async page(scope, after, limit) {
      const later = after
        ? sql`(toUnixTimestamp64Milli(last), profile) < (${integer(after.ms)}, ${uint64(after.profile)})`
        : sql`1`
      const rows = await analytics.query(
        sql`SELECT profile, toUnixTimestamp64Milli(first) AS first_ms, toUnixTimestamp64Milli(last) AS last_ms FROM (
              SELECT ${profileKey()} AS profile, min(first_seen) AS first, max(last_seen) AS last
              FROM people WHERE ${inScope(scope)} GROUP BY profile
            )
            WHERE ${later}
            ORDER BY last DESC, profile DESC LIMIT ${integer(limit + 1)}`,
        Listed,
        { name: 'list_people', project: scope.projectId },
      )
      const shown = rows.slice(0, limit)
      const last = shown.at(-1)
      return {
        people: await summaries(scope.projectId, shown),
        next: rows.length > limit && last ? { ms: Number(last.last_ms), profile: last.profile } : undefined,
      }
    },

    async count(scope) {
      const [row] = await analytics.query(
        sql`SELECT uniqExact(${profileKey()}) AS total FROM people WHERE ${inScope(scope)}`,
        Total,
        { name: 'count_people', project: scope.projectId },
      )
      return Number(row?.total ?? 0)
    },
  }
}

const inScope = ({ projectId, where, search }: PeopleScope): Sql =>
  sql`project_id = ${text(projectId)} AND ${where} AND ${search === '' ? sql`1` : found(projectId, search)}`

/** The search text in an identifier or in a trait as it is now; capitals don't matter. */
const found = (projectId: string, search: string): Sql => sql`${profileKey()} IN (
  SELECT ${profileKey()} FROM people
  WHERE project_id = ${text(projectId)} AND positionCaseInsensitiveUTF8(value, ${text(search)}) > 0
  UNION DISTINCT
  SELECT ${profileKey(sql`weaker_key`)} FROM identity_claims
  WHERE project_id = ${text(projectId)} AND via = 'event' AND positionCaseInsensitiveUTF8(weaker_value, ${text(search)}) > 0
  UNION DISTINCT
  SELECT profile FROM (
    SELECT ${profileKey()} AS profile, JSONExtractString(max(latest).3) AS value FROM person_traits
    WHERE project_id = ${text(projectId)} GROUP BY profile, trait
  ) WHERE positionCaseInsensitiveUTF8(value, ${text(search)}) > 0
)`
