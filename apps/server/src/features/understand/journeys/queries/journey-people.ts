import type { JourneyMapping } from '@throughline/contract/journey-mapping'
import { Type } from 'typebox'
import type { Analytics } from '../../../../platform/analytics/analytics.ts'
import { floats, join, moment, type Sql, sql, texts } from '../../../../platform/analytics/sql.ts'
import { channelCodes, stageNumber, touchpointsOf } from '../touchpoints.ts'
import { type Staging, stagedEvents } from './staged-events.ts'

const Numbers = Type.Array(Type.String())
/** Two arrays that go together: keys and sums. */
const Sums = Type.Tuple([Type.Array(Type.Integer()), Numbers])

const Row = Type.Object({
  active: Type.String(),
  people: Type.String(),
  unmapped: Type.String(),
  stage_people: Numbers,
  stage_visits: Numbers,
  onward: Numbers,
  ended: Numbers,
  waits: Type.Array(Type.Union([Type.Number(), Type.Null()])),
  landed: Type.String(),
  bounced: Type.String(),
  events: Sums,
  touched: Sums,
  visits: Sums,
})

/** What people did in a range, by stage and touchpoint. Arrays of stages are in their order. */
export interface JourneyCounts {
  /** People with any event in the range, mapped or not. */
  readonly active: number
  readonly people: number
  readonly unmappedEvents: number
  readonly stages: readonly {
    readonly people: number
    readonly visits: number
    readonly onward: number
    readonly ended: number
    readonly waitMs: number | null
  }[]
  /** Visits of awareness with a page, and those of them with one page only. */
  readonly landed: number
  readonly bounced: number
  /** `touchpoint` counts from 1; `channel` is its name, or empty. */
  readonly touchpoints: readonly {
    readonly touchpoint: number
    readonly channel: string
    readonly people: number
    readonly visits: number
    readonly events: number
  }[]
}

/**
 * One reading of the range. Each person's mapped events become an ordered list of numbers, from which all else follows:
 * a number holds, from its highest bits, milliseconds since the range began, stage, touchpoint and channel. So two events of
 * one millisecond are taken in the order of their stages.
 */
export async function readJourney(analytics: Analytics, staging: Staging): Promise<JourneyCounts> {
  const [row] = await analytics.query(
    journeySql(staging),
    Row,
    { name: 'journey', project: staging.projectId },
    'heavy',
  )
  if (!row) throw new Error('An aggregate without groups always answers one row.')
  const numbers = (values: readonly string[], index: number) => Number(values[index] ?? 0)
  const sums = ([keys, values]: readonly [number[], string[]]) =>
    new Map(keys.map((key, index) => [key, numbers(values, index)]))
  const [events, touched, visits] = [sums(row.events), sums(row.touched), sums(row.visits)]
  return {
    active: Number(row.active),
    people: Number(row.people),
    unmappedEvents: Number(row.unmapped),
    stages: stageColumns.map((_, index) => ({
      people: numbers(row.stage_people, index),
      visits: numbers(row.stage_visits, index),
      onward: numbers(row.onward, index),
      ended: numbers(row.ended, index),
      waitMs: row.waits[index] ?? null,
    })),
    landed: Number(row.landed),
    bounced: Number(row.bounced),
    touchpoints: [...events].map(([code, count]) => ({
      touchpoint: code >> 4,
      channel: channelCodes[code & 15] ?? '',
      people: touched.get(code) ?? 0,
      visits: visits.get(code) ?? 0,
      events: count,
    })),
  }
}

export function journeySql(staging: Staging): Sql {
  const { from } = staging.range
  return sql`SELECT
  count() AS active,
  countIf(notEmpty(steps)) AS people,
  sum(person_unmapped) AS unmapped,
  sumForEach(arrayMap(at -> toUInt64(at > 0), firsts)) AS stage_people,
  sumForEach([${eachStage((stage) => sql`length(arrayDistinct(arrayFilter((v, x) -> v != 0 AND ${stageIn(sql`x`)} = ${stage}, step_visits, steps)))`)}]) AS stage_visits,
  sumForEach(arrayMap(at -> toUInt64(at > 0), nexts)) AS onward,
  sumForEach(arrayMap(stage -> toUInt64(notEmpty(steps) AND ${stageIn(sql`steps[-1]`)} = stage), [1, 2, 3, 4, 5, 6])) AS ended,
  [${eachStage((stage) => sql`ifNotFinite(quantileExactInclusiveIf(0.5)(toFloat64(${msOf(sql`nexts[${stage}]`)} - ${msOf(sql`firsts[${stage}]`)}), nexts[${stage}] > 0), NULL)`)}] AS waits,
  sum(length(arrayIntersect(landing_visits, page_visits))) AS landed,
  sum(length(arrayIntersect(landing_visits, single_page_visits))) AS bounced,
  sumMap(codes, arrayResize([toUInt64(1)], length(codes), toUInt64(1))) AS events,
  sumMap(arrayDistinct(codes), arrayResize([toUInt64(1)], length(arrayDistinct(codes)), toUInt64(1))) AS touched,
  sumMap(code_visits, arrayResize([toUInt64(1)], length(code_visits), toUInt64(1))) AS visits
FROM (
  SELECT *,
    [${eachStage((stage) => sql`if(firsts[${stage}] = 0, 0, arrayFirst(x -> x > firsts[${stage}] AND ${stageIn(sql`x`)} > ${stage}, steps))`)}] AS nexts
  FROM (
    SELECT
      person_unmapped, steps, step_visits, codes,
      arrayMap(pair -> pair.1, arrayDistinct(arrayFilter(pair -> pair.2 != 0, arrayZip(codes, step_visits)))) AS code_visits,
      [${eachStage((stage) => sql`arrayFirst(x -> ${stageIn(sql`x`)} = ${stage}, steps)`)}] AS firsts,
      arrayDistinct(arrayFilter((v, x) -> v != 0 AND ${stageIn(sql`x`)} = 1, step_visits, steps)) AS landing_visits,
      arrayDistinct(sorted_pages) AS page_visits,
      arrayFilter((v, before, after) -> v != before AND v != after, sorted_pages,
        arrayShiftRight(sorted_pages, 1, toUInt32(0)), arrayShiftLeft(sorted_pages, 1, toUInt32(0))) AS single_page_visits
    FROM (
      SELECT
        person_unmapped,
        arraySort(pages) AS sorted_pages,
        arrayMap(pair -> pair.1, sorted) AS steps,
        arrayMap(pair -> pair.2, sorted) AS step_visits,
        arrayMap(pair -> toUInt16(bitAnd(pair.1, 8191)), sorted) AS codes
      FROM (
        SELECT
          countIf(touchpoint = 0) AS person_unmapped,
          arraySort(groupArrayIf((bitOr(bitShiftLeft(toUInt64(toUnixTimestamp64Milli(ts) - toUnixTimestamp64Milli(${moment(from)})), 16), code), visit), touchpoint > 0)) AS sorted,
          groupArrayIf(visit, visit != 0 AND type IN ('page', 'screen')) AS pages
        FROM (${touchedEvents(staging)})
        GROUP BY profile
      )
    )
  )
)`
}

const stageColumns = [sql`1`, sql`2`, sql`3`, sql`4`, sql`5`, sql`6`]

const eachStage = (column: (stage: Sql) => Sql): Sql => join(stageColumns.map(column), sql`,\n    `)

/** Bits 13 to 15 of a step: its stage; 5 to 12 the touchpoint is in 4 to 12, the channel in 0 to 3. */
const stageIn = (step: Sql): Sql => sql`bitAnd(bitShiftRight(${step}, 13), 7)`
const msOf = (step: Sql): Sql => sql`bitShiftRight(${step}, 16)`

/** Staged events with the number of their touchpoint, and `code`: stage, touchpoint and channel in 16 bits. */
function touchedEvents(staging: Staging): Sql {
  const { stages, touchpoints } = ruleColumns(staging.mapping)
  return sql`SELECT profile, visit, ts, type,
      ${touchpoints}[rule + 1] AS touchpoint,
      toUInt64(bitOr(bitOr(bitShiftLeft(toUInt16(${stages}[rule + 1]), 13), bitShiftLeft(toUInt16(touchpoint), 4)),
        transform(channel, ${texts(channelCodes.slice(1))}, arrayMap(i -> toUInt16(i), range(1, 11)), toUInt16(0)))) AS code
    FROM (${stagedEvents(staging)})`
}

/** Stage and touchpoint by rule, with 0 for no rule, as constant arrays. */
export function ruleColumns(mapping: JourneyMapping): { stages: Sql; touchpoints: Sql } {
  const stages = [0, ...mapping.rules.map(({ stage }) => stageNumber(stage))]
  return {
    stages: sql`CAST(${floats(stages)}, 'Array(UInt8)')`,
    touchpoints: sql`CAST(${floats([0, ...touchpointsOf(mapping).ofRule])}, 'Array(UInt16)')`,
  }
}
