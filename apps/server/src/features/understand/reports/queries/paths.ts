import { Type } from 'typebox'
import { literal } from '../../../../platform/analytics/literal.ts'
import { all, any, type Sql, sql, text, texts } from '../../../../platform/analytics/sql.ts'
import type { Scope } from '../../../../platform/events/event-scope.ts'
import type { SessionSource } from '../../../../platform/events/sessions.ts'

export interface PathsPlan {
  readonly direction: 'from' | 'to'
  readonly anchor: { readonly kind: 'event' | 'page'; readonly name: string }
  readonly nodes: 'events' | 'pages' | 'both'
  readonly unit: 'person' | 'session'
  /** Steps beyond the anchor. */
  readonly depth: number
  /** Named nodes a step. */
  readonly width: number
  readonly exclude: readonly string[]
}

/** How many went from one node to the next one away from the anchor; `next` null where they went no further. */
export interface PathRow {
  readonly step: number
  readonly name: string
  readonly next: string | null
  readonly units: string
  readonly averageMs: number | null
}

const Row = Type.Object({
  step: Type.Integer(),
  name: Type.String(),
  next: Type.Union([Type.String(), Type.Null()]),
  units: Type.String(),
  averageMs: Type.Union([Type.Number(), Type.Null()]),
})

/** The node that gathers those beyond the width; no event or page is named by one mark alone. */
export const OTHER_NODE = '…'

/**
 * Each unit's nodes in order, with runs of the same one folded into one, cut at the first anchor and at the depth. Then
 * the moves counted step by step, and all but the most frequent names of a step counted together.
 */
export function pathsSql(scope: Scope, plan: PathsPlan, sessions: SessionSource): Sql {
  const node = nodeName(plan)
  const unit = plan.unit === 'session' ? sql`${scope.person}, ${sessions.session}` : scope.person
  const cut =
    plan.direction === 'from'
      ? sql`arraySlice(folded, anchor_at, ${literal(plan.depth + 2)})`
      : sql`arrayReverse(arraySlice(folded, greatest(anchor_at - ${literal(plan.depth + 1)}, 1), least(anchor_at, ${literal(plan.depth + 2)})))`
  const width = literal(plan.width)
  const placed = (name: Sql, rank: Sql) => sql`if(${rank} <= ${width}, ${name}, ${text(OTHER_NODE)})`
  return sql`SELECT step, ${placed(sql`name`, sql`name_rank`)} AS name, if(ends, NULL, ${placed(sql`next_name`, sql`next_rank`)}) AS next,
  sum(moves) AS units, if(ends, NULL, sum(total_ms) / sum(moves)) AS averageMs
FROM (
  SELECT step, name, next_name, ends, moves, total_ms,
    dense_rank() OVER (PARTITION BY step ORDER BY at_name DESC, name) AS name_rank,
    dense_rank() OVER (PARTITION BY step, ends ORDER BY at_next DESC, next_name) AS next_rank
  FROM (
    SELECT step, name, next_name, ends, moves, total_ms,
      sum(moves) OVER (PARTITION BY step, name) AS at_name,
      sum(moves) OVER (PARTITION BY step, ends, next_name) AS at_next
    FROM (
      SELECT toInt32(move.1) AS step, move.2 AS name, move.3 AS next_name, move.4 AS ends, count() AS moves, sum(move.5) AS total_ms
      FROM (
        SELECT arrayJoin(arraySlice(arrayMap((step, entry, following) ->
            (step - 1, entry.3, following.3, following.3 = '', abs(following.1 - entry.1)),
          arrayEnumerate(way), way, arrayPushBack(arrayPopFront(way), ${nothing})), 1, ${literal(plan.depth + 1)})) AS move
        FROM (
          SELECT ${cut} AS way
          FROM (
            SELECT arrayFilter((entry, before) -> entry.3 != before.3, entries, arrayPushFront(arrayPopBack(entries), ${nothing})) AS folded,
              arrayFirstIndex(entry -> entry.3 = ${text(plan.anchor.name)}, folded) AS anchor_at
            FROM (
              SELECT arraySort(groupArray((toUnixTimestamp64Milli(ts), seq, ${node}))) AS entries
              FROM ${sessions.from}
              WHERE ${scope.everyEvent} AND ${scope.during} AND ${relevant(plan)}
              GROUP BY ${unit}
              HAVING countIf(${isAnchor(plan)}) > 0
            )
          )
        )
      )
      GROUP BY move.1, move.2, move.3, move.4
    )
  )
)
GROUP BY step, name, next, ends`
}

export const queryPaths = (scope: Scope, plan: PathsPlan, sessions: SessionSource): Promise<PathRow[]> =>
  scope.query('report_paths', pathsSql(scope, plan, sessions), Row)

/** No entry: a name is never empty. */
const nothing = sql`(toInt64(0), toUInt64(0), '')`

const isPage = sql`type IN ('page', 'screen')`

/** Paths of sessions without an anchor are left out. */
export const isAnchor = ({ anchor }: PathsPlan): Sql =>
  anchor.kind === 'event'
    ? sql`event = ${text(anchor.name)}`
    : all([isPage, sql`path = ${text(anchor.name)}`])

/** What an event is called on a path: a page by its path, where pages are asked for, and else the event's name. */
function nodeName(plan: PathsPlan): Sql {
  const name =
    plan.nodes === 'events' ? sql`toString(event)` : sql`if(${isPage} AND path != '', path, toString(event))`
  return sql`if(${isAnchor(plan)}, ${text(plan.anchor.name)}, ${name})`
}

/** What customers did and saw, of the kinds asked for; the anchor in any case. */
function relevant(plan: PathsPlan): Sql {
  const kinds = plan.nodes === 'pages' ? isPage : sql`type IN ('track', 'page', 'screen')`
  const kept = plan.exclude.length > 0 ? all([kinds, sql`event NOT IN ${texts(plan.exclude)}`]) : kinds
  return any([isAnchor(plan), kept])
}
