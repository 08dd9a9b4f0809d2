import { identifierKinds } from '@throughline/contract/identifier'
import { type Static, Type } from 'typebox'
import type { Analytics } from '../../../platform/analytics/analytics.ts'
import { type Sql, sql, text, uint64s } from '../../../platform/analytics/sql.ts'
import { ordersSql } from '../../../platform/events/orders.ts'
import { profileKey } from '../../../platform/events/profile-key.ts'

const kind = Type.Enum(identifierKinds)
const Found = Type.Object({ key: Type.String(), profile: Type.String() })
const Member = Type.Object({ profile_key: Type.String(), person_key: Type.String() })
const Activity = Type.Object({
  events: Type.String(),
  orders: Type.String(),
  first_ms: Type.String(),
  last_ms: Type.String(),
})
const Named = Type.Object({
  key: Type.String(),
  kind,
  value: Type.String(),
  seen: Type.Integer(),
  first_ms: Type.String(),
})
/** All that is said of a person in one kind of row: `name` is a key, a trait or a purpose. */
const Word = Type.Object({
  about: Type.Enum(['name', 'trait', 'consent']),
  name: Type.String(),
  kind: Type.Union([kind, Type.Literal('')]),
  value: Type.String(),
  flag: Type.Integer(),
  at_ms: Type.String(),
})
const ConsentRow = Type.Object({ purpose: Type.String(), granted: Type.Integer(), said_ms: Type.String() })
const RevenueRow = Type.Object({ currency: Type.String(), orders: Type.String(), total: Type.String() })
/** An identifier of a person. `seen` is 0 where an alias alone named it. */
export type NamedKey = Static<typeof Named>

type ConsentRow = Static<typeof ConsentRow>

/** What is said of a person, beside their events. */
export interface WordsOfPerson {
  readonly named: readonly NamedKey[]
  /** Value as JSON text, and when it was set; a trait that was last set to null is left out. */
  readonly traits: readonly { readonly trait: string; readonly value: string; readonly set_ms: string }[]
  readonly consent: readonly ConsentRow[]
}

/**
 * Where to read a person's events: of their keys, and not what others decided about them. Follows `FROM`; further
 * conditions follow with `AND`. Who the event is of is looked at first, by name: left to itself, the engine reads two
 * more columns of each part before it learns that the person is not in it.
 */
export const eventsOfKeys = (projectId: string, keys: readonly string[]) =>
  sql`events PREWHERE person_key IN ${uint64s(keys)}
            WHERE project_id = ${text(projectId)} AND type NOT IN ('merge', 'unmerge')`

/**
 * Follows a statement about one person. They are few rows of each part: to hand them to another thread takes longer than to
 * read them (p99 of activity 13.7 ms with two threads, 8.4 with one; of revenue 24.9 and 16.6).
 */
export const onOneThread = sql`SETTINGS max_threads = 1`

/** Reads one person. Counts and times come from the events themselves, so that they hold what was just acknowledged. */
export interface ProfileQueries {
  /** Of the keys that somebody has, the keys of their profiles. */
  find(projectId: string, keys: readonly string[]): Promise<Map<string, string>>
  /** Of the profiles that keys may belong to, by profile: the further keys that joined it. */
  membersOf(projectId: string, keys: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>
  /** How many events, of them about orders, and when the first and the last. */
  activity(projectId: string, keys: readonly string[]): Promise<Static<typeof Activity>>
  /** The identifiers behind keys, as far as they are projected. */
  names(projectId: string, keys: readonly string[]): Promise<NamedKey[]>
  /** The identifiers behind keys, from the events themselves. */
  namesInLog(projectId: string, keys: readonly string[]): Promise<NamedKey[]>
  /** By purpose, what was said last. */
  consent(projectId: string, keys: readonly string[]): Promise<ConsentRow[]>
  /** Names, traits and consent in one statement: planning takes longer than reading, and a page waits for each in turn. */
  words(projectId: string, keys: readonly string[]): Promise<WordsOfPerson>
  revenue(projectId: string, keys: readonly string[], currency: string): Promise<Static<typeof RevenueRow>[]>
}

export function profileQueries(analytics: Analytics): ProfileQueries {
  return {
    async find(projectId, keys) {
      const find = async (name: string, from: Sql) => {
        const rows = await analytics.query(
          sql`SELECT DISTINCT key, ${profileKey(sql`key`)} AS profile FROM (${from}) ${onOneThread}`,
          Found,
          { name, project: projectId },
        )
        return new Map(rows.map(({ key, profile }) => [key, profile]))
      }
      const projected = await find(
        'find_person',
        sql`SELECT person_key AS key FROM people
            WHERE project_id = ${text(projectId)} AND person_key IN ${uint64s(keys)}
            UNION ALL
            SELECT weaker_key FROM identity_claims
            WHERE project_id = ${text(projectId)} AND weaker_key IN ${uint64s(keys)}
              AND (via = 'event' OR weaker_kind = 'anonymous_id')`,
      )
      if (projected.size > 0) return projected
      // What was acknowledged a moment ago may not be projected yet.
      return find('find_person_in_log', sql`SELECT person_key AS key FROM ${eventsOfKeys(projectId, keys)}`)
    },

    async membersOf(projectId, keys) {
      const rows = await analytics.query(
        sql`SELECT DISTINCT profile_key, person_key FROM identity_members
            WHERE profile_key IN (SELECT ${profileKey(sql`arrayJoin(${uint64s(keys)})`)})
              AND person_key != profile_key AND ${profileKey()} = profile_key
            ORDER BY person_key ${onOneThread}`,
        Member,
        { name: 'members_of_profiles', project: projectId },
      )
      const members = Map.groupBy(rows, ({ profile_key }) => profile_key)
      return new Map(
        [...members].map(([profile, rows]) => [profile, rows.map(({ person_key }) => person_key)]),
      )
    },

    async activity(projectId, keys) {
      const [row] = await analytics.query(
        sql`SELECT count() AS events, countIf(startsWith(event, 'Order ')) AS orders,
              toUnixTimestamp64Milli(min(ts)) AS first_ms, toUnixTimestamp64Milli(max(ts)) AS last_ms
            FROM ${eventsOfKeys(projectId, keys)} ${onOneThread}`,
        Activity,
        { name: 'activity_of_person', project: projectId },
      )
      return row ?? { events: '0', orders: '0', first_ms: '0', last_ms: '0' }
    },

    names: (projectId, keys) =>
      analytics.query(sql`${namesSql(projectId, keys)} ${onOneThread}`, Named, {
        name: 'names_of_keys',
        project: projectId,
      }),

    namesInLog: (projectId, keys) =>
      analytics.query(
        sql`SELECT person_key AS key, any(strongest).1 AS kind, any(strongest).2 AS value, 1 AS seen,
              toUnixTimestamp64Milli(min(ts)) AS first_ms
            FROM (
              SELECT person_key, ts, multiIf(user_id != '', ('user_id', user_id), email != '', ('email', email),
                phone != '', ('phone', phone), card != '', ('card', card), ('anonymous_id', anonymous_id)) AS strongest
              FROM ${eventsOfKeys(projectId, keys)}
            )
            GROUP BY key ${onOneThread}`,
        Named,
        { name: 'names_in_log', project: projectId },
      ),

    consent: (projectId, keys) =>
      analytics.query(sql`${consentSql(projectId, keys)} ${onOneThread}`, ConsentRow, {
        name: 'consent_of_person',
        project: projectId,
      }),

    async words(projectId, keys) {
      const rows = await analytics.query(
        sql`SELECT 'name' AS about, toString(key) AS name, toString(kind) AS kind, value, toUInt8(seen) AS flag, first_ms AS at_ms
            FROM (${namesSql(projectId, keys)})
            UNION ALL
            SELECT 'trait', trait, '', value, 0, set_ms FROM (${traitsSql(projectId, keys)})
            UNION ALL
            SELECT 'consent', purpose, '', '', granted, said_ms FROM (${consentSql(projectId, keys)})
            ${onOneThread}`,
        Word,
        { name: 'words_of_person', project: projectId },
      )
      return {
        named: rows.flatMap(({ about, name, kind, value, flag, at_ms }) =>
          about === 'name' && kind !== '' ? [{ key: name, kind, value, seen: flag, first_ms: at_ms }] : [],
        ),
        traits: rows
          .filter(({ about }) => about === 'trait')
          .map(({ name, value, at_ms }) => ({ trait: name, value, set_ms: at_ms })),
        consent: rows
          .filter(({ about }) => about === 'consent')
          .map(({ name, flag, at_ms }) => ({ purpose: name, granted: flag, said_ms: at_ms })),
      }
    },

    revenue: (projectId, keys, currency) =>
      analytics.query(
        sql`SELECT currency, count() AS orders, toString(sum(total)) AS total
            FROM (${ordersSql({ projectId, currency, keys })})
            GROUP BY currency ORDER BY currency ${onOneThread}`,
        RevenueRow,
        { name: 'revenue_of_person', project: projectId },
      ),
  }
}

const namesSql = (projectId: string, keys: readonly string[]) =>
  sql`SELECT key, any(kind) AS kind, any(value) AS value, max(seen) AS seen, min(first_ms) AS first_ms FROM (
        SELECT person_key AS key, kind, value, 1 AS seen, toUnixTimestamp64Milli(first_seen) AS first_ms
        FROM people WHERE project_id = ${text(projectId)} AND person_key IN ${uint64s(keys)}
        UNION ALL
        SELECT weaker_key, weaker_kind, weaker_value, via = 'event', toUnixTimestamp64Milli(first.1)
        FROM identity_claims WHERE project_id = ${text(projectId)} AND weaker_key IN ${uint64s(keys)}
      )
      GROUP BY key`

const traitsSql = (projectId: string, keys: readonly string[]) =>
  sql`SELECT trait, max(latest).3 AS value, toUnixTimestamp64Milli(max(latest).1) AS set_ms FROM person_traits
      WHERE project_id = ${text(projectId)} AND person_key IN ${uint64s(keys)}
      GROUP BY trait HAVING value != 'null' ORDER BY trait`

const consentSql = (projectId: string, keys: readonly string[]) =>
  sql`SELECT purpose, max(latest).3 AS granted, toUnixTimestamp64Milli(max(latest).1) AS said_ms
      FROM person_consent
      WHERE project_id = ${text(projectId)} AND person_key IN ${uint64s(keys)}
      GROUP BY purpose ORDER BY purpose`
