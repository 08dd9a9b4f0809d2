import { Type } from 'typebox'
import type { Analytics } from '../../../../platform/analytics/analytics.ts'
import { type Sql, sql } from '../../../../platform/analytics/sql.ts'
import { ruleColumns } from './journey-people.ts'
import { type Staging, stagedEvents } from './staged-events.ts'

const ByRule = Type.Object({
  stage: Type.Integer(),
  rule: Type.Integer(),
  people: Type.String(),
  events: Type.String(),
})

export interface MappingEffect {
  /** By stage, from 1; 0 is none. */
  readonly stages: ReadonlyMap<number, Effect>
  /** By number of the rule, from 1. */
  readonly rules: ReadonlyMap<number, Effect>
}

interface Effect {
  readonly people: number
  readonly events: number
}

/** How many people and events each stage and each rule takes. */
export async function readMappingEffect(analytics: Analytics, staging: Staging): Promise<MappingEffect> {
  const rows = await analytics.query(
    mappingEffectSql(staging),
    ByRule,
    { name: 'journey_mapping_effect', project: staging.projectId },
    'heavy',
  )
  const effects = (kind: (row: (typeof rows)[number]) => number | undefined) =>
    new Map(
      rows.flatMap((row) => {
        const key = kind(row)
        return key === undefined
          ? []
          : [[key, { people: Number(row.people), events: Number(row.events) }] as const]
      }),
    )
  return {
    stages: effects(({ stage }) => (stage >= 0 ? stage : undefined)),
    rules: effects(({ rule }) => (rule >= 0 ? rule : undefined)),
  }
}

/** Rows of stages have the rule −1, and those of rules the stage −1. */
const mappingEffectSql = (staging: Staging): Sql => sql`SELECT
  if(grouping(stage_number) = 0, toInt32(stage_number), -1) AS stage,
  if(grouping(rule_number) = 0, toInt32(rule_number), -1) AS rule,
  uniqExact(profile) AS people,
  count() AS events
FROM (
  SELECT profile, rule AS rule_number, ${ruleColumns(staging.mapping).stages}[rule + 1] AS stage_number
  FROM (${stagedEvents(staging)})
)
GROUP BY GROUPING SETS ((stage_number), (rule_number))`

const Unmapped = Type.Object({
  name: Type.String(),
  page: Type.String(),
  people: Type.String(),
  events: Type.String(),
})

export interface UnmappedEvent {
  readonly event: string
  /** Of pages; empty for other events. */
  readonly path: string
  readonly people: number
  readonly events: number
}

const MOST_UNMAPPED = sql`100`

/** Names of events that no rule takes, the most frequent first. */
export async function readUnmapped(analytics: Analytics, staging: Staging): Promise<UnmappedEvent[]> {
  const rows = await analytics.query(
    sql`SELECT event AS name, if(type = 'page', path, '') AS page, uniqExact(profile) AS people, count() AS events
      FROM (${stagedEvents(staging)}) WHERE rule = 0
      GROUP BY name, page ORDER BY count() DESC, name, page LIMIT ${MOST_UNMAPPED}`,
    Unmapped,
    { name: 'journey_unmapped', project: staging.projectId },
    'heavy',
  )
  return rows.map(({ name, page, people, events }) => ({
    event: name,
    path: page,
    people: Number(people),
    events: Number(events),
  }))
}
