import { Type } from 'typebox'
import type { Analytics } from '../../../platform/analytics/analytics.ts'
import { all, integer, join, type Sql, sql, text, uint64 } from '../../../platform/analytics/sql.ts'
import { eventField, fieldText, wellKnownFields } from '../../../platform/events/event-fields.ts'

interface EventName {
  readonly event: string
  readonly type: string
  readonly count: number
  readonly lastSeen: string
}

/** A property with the kinds of JSON value that it was seen with, and some of them. */
export interface SeenProperty {
  readonly property: string
  /** `text`, `number`, `boolean`, `list`, `object`. */
  readonly kinds: readonly string[]
  readonly examples: readonly string[]
}

const Name = Type.Object({
  event: Type.String(),
  call: Type.String(),
  count: Type.String(),
  ms: Type.String(),
})
const Seen = Type.Object({
  property: Type.String(),
  kinds: Type.Array(Type.String()),
  examples: Type.Array(Type.String()),
})
const Fields = Type.Object({ fields: Type.Array(Type.Array(Type.String())) })

/** The newest events are asked which properties there are: so many of them, out of so many arrivals. */
const SAMPLE = 5_000
const SAMPLED_ARRIVALS = 200_000
const MOST_PROPERTIES = 500

/** What the events of a project look like, for pickers. */
export interface SchemaQueries {
  names(projectId: string, search: string | undefined, limit: number): Promise<EventName[]>
  /** Examples of each well-known field, in the order of `wellKnownFields`. */
  fields(projectId: string, event: string | undefined, lastSeq: number): Promise<readonly string[][]>
  /** Properties of events, most frequent first; those inside an object by their path. */
  properties(projectId: string, event: string | undefined, lastSeq: number): Promise<SeenProperty[]>
  /** Traits of people. Without examples: they are personal. */
  traits(projectId: string): Promise<SeenProperty[]>
}

export function schemaQueries(analytics: Analytics): SchemaQueries {
  const sample = (columns: Sql, projectId: string, event: string | undefined, lastSeq: number) => sql`
    SELECT ${columns} FROM events
    WHERE ${all([
      sql`project_id = ${text(projectId)}`,
      sql`seq > ${uint64(String(Math.max(0, lastSeq - SAMPLED_ARRIVALS)))}`,
      event === undefined ? sql`type IN ('track', 'page', 'screen')` : sql`event = ${text(event)}`,
    ])}
    LIMIT ${integer(SAMPLE)}`

  return {
    async names(projectId, search, limit) {
      const rows = await analytics.query(
        sql`SELECT event, any(type) AS call, count() AS count, toUnixTimestamp64Milli(max(ts)) AS ms FROM events
            WHERE project_id = ${text(projectId)} AND type NOT IN ('merge', 'unmerge')
              AND ${search ? sql`positionCaseInsensitiveUTF8(event, ${text(search)}) > 0` : sql`1`}
            GROUP BY event ORDER BY count DESC, event LIMIT ${integer(limit)}`,
        Name,
        { name: 'schema_events', project: projectId },
      )
      return rows.map(({ event, call, count, ms }) => ({
        event,
        type: call,
        count: Number(count),
        lastSeen: new Date(Number(ms)).toISOString(),
      }))
    },

    async fields(projectId, event, lastSeq) {
      const values = wellKnownFields.map((name) => {
        const field = eventField(name)
        const value = field.kind === 'column' ? fieldText(field) : sql`NULL`
        return sql`groupUniqArray(5)(${value})`
      })
      const [row] = await analytics.query(
        sql`SELECT [${join(values, sql`, `)}] AS fields FROM (${sample(sql`*`, projectId, event, lastSeq)})`,
        Fields,
        { name: 'schema_fields', project: projectId },
      )
      return row?.fields ?? []
    },

    properties: (projectId, event, lastSeq) =>
      analytics.query(
        sql`SELECT property, groupUniqArray(5)(kind) AS kinds, groupUniqArrayIf(5)(example, example != '') AS examples
            FROM (
              SELECT entry.1 AS property, entry.2 AS raw, ${kindOf(sql`raw`)} AS kind,
                if(kind IN ('list', 'object'), '', substringUTF8(ifNull(JSONExtract(raw, 'Nullable(String)'), ''), 1, 100)) AS example
              FROM (
                SELECT arrayJoin(arrayConcat(top, arrayFlatten(arrayMap(entry ->
                  arrayMap(inner -> (concat(entry.1, '.', inner.1), inner.2), JSONExtractKeysAndValuesRaw(entry.2)),
                  arrayFilter(entry -> startsWith(entry.2, '{'), top))))) AS entry
                FROM (
                  SELECT JSONExtractKeysAndValuesRaw(properties) AS top
                  FROM (${sample(sql`properties`, projectId, event, lastSeq)})
                )
              )
              WHERE raw != 'null' AND NOT startsWith(raw, '{') AND lengthUTF8(property) <= 200
            )
            GROUP BY property ORDER BY count() DESC, property LIMIT ${integer(MOST_PROPERTIES)}`,
        Seen,
        { name: 'schema_properties', project: projectId },
      ),

    traits: (projectId) =>
      analytics.query(
        sql`SELECT trait AS property, groupUniqArray(5)(${kindOf(sql`latest.3`)}) AS kinds, CAST([], 'Array(String)') AS examples
            FROM person_traits WHERE project_id = ${text(projectId)} AND latest.3 != 'null' AND lengthUTF8(trait) <= 190
            GROUP BY trait ORDER BY count() DESC, trait LIMIT ${integer(MOST_PROPERTIES)}`,
        Seen,
        { name: 'schema_traits', project: projectId },
      ),
  }
}

/** The kind of a JSON value by its first character. */
const kindOf = (raw: Sql): Sql =>
  sql`multiIf(startsWith(${raw}, '"'), 'text', startsWith(${raw}, '['), 'list', startsWith(${raw}, '{'), 'object', ${raw} IN ('true', 'false'), 'boolean', 'number')`
