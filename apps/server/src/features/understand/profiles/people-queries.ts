import type { PersonSummary } from '@throughline/contract/people'
import { Type } from 'typebox'
import type { Analytics } from '../../../platform/analytics/analytics.ts'
import { integer, type Sql, sql, text, uint64 } from '../../../platform/analytics/sql.ts'
import { profileKey } from '../../../platform/events/profile-key.ts'
import { ListedPerson, personSummariesQuery } from './person-summary-queries.ts'

const Total = Type.Object({ total: Type.String() })

/** The last person of the page before. */
export interface PeopleCursor {
  readonly ms: number
  readonly profile: string
}

interface PeopleScope {
  readonly projectId: string
  /** The project's, of an order that names none. */
  readonly currency: string
  /** Condition on a row with a `person_key`. */
  readonly where: Sql
  /** Part of an identifier or trait, or an anonymous id from its start on. */
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

/** Of the ids that machines made a shorter part is in somebody's by chance. */
const FEWEST_OF_ANONYMOUS_ID = 8

export function peopleQueries(analytics: Analytics): PeopleQueries {
  const summaries = personSummariesQuery(analytics)
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
        ListedPerson,
        { name: 'list_people', project: scope.projectId },
      )
      const shown = rows.slice(0, limit)
      const last = shown.at(-1)
      return {
        people: await summaries(scope.projectId, scope.currency, shown),
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
  WHERE project_id = ${text(projectId)} AND ${identifies(search, sql`kind`, sql`value`)}
  UNION DISTINCT
  SELECT ${profileKey(sql`weaker_key`)} FROM identity_claims
  WHERE project_id = ${text(projectId)} AND via = 'event' AND ${identifies(search, sql`weaker_kind`, sql`weaker_value`)}
  UNION DISTINCT
  SELECT profile FROM (
    SELECT ${profileKey()} AS profile, JSONExtractString(max(latest).3) AS value FROM person_traits
    WHERE project_id = ${text(projectId)} GROUP BY profile, trait
  ) WHERE positionCaseInsensitiveUTF8(value, ${text(search)}) > 0
)`

/** The text is in the identifier; an anonymous id must start with it, and be no longer than a short one. */
function identifies(search: string, kind: Sql, value: Sql): Sql {
  const place = sql`positionCaseInsensitiveUTF8(${value}, ${text(search)})`
  const length = [...search].length
  const start = sql`${place} = 1`
  const anonymous =
    length < FEWEST_OF_ANONYMOUS_ID ? sql`${start} AND lengthUTF8(${value}) = ${integer(length)}` : start
  return sql`if(${kind} = 'anonymous_id', ${anonymous}, ${place} > 0)`
}
