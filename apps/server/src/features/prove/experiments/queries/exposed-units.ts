import type { ExperimentUnit } from '@throughline/contract/experiments'
import { literal } from '../../../../platform/analytics/literal.ts'
import { integer, join, type Sql, sql, text, within } from '../../../../platform/analytics/sql.ts'
import type { IsoRange } from '../../../../platform/range.ts'
import { cellSql, codeOf, withoutArm, withVisitor } from './unit-cell.ts'
import { isOf, mayBeOf, ofSlice, type UnitSlice, unitKey } from './unit-slice.ts'

export const EXPOSURE_EVENT = 'Experiment Viewed'

/** Who is exposed, and to what. */
export interface Exposure {
  readonly projectId: string
  readonly experiment: string
  /** The control first. */
  readonly variations: readonly string[]
  readonly unit: ExperimentUnit
  /** From the start to the end, or to now. */
  readonly range: IsoRange
  /** When each phase began, for exposures that do not tell theirs; the first is the start. */
  readonly phases: readonly string[]
}

/** Somebody is returning who was first seen so long before. */
const KNOWN_BEFORE_MS = 30 * 60_000

/**
 * A row for each exposed unit: `unit`, `exposed` (its first exposure, ms) and `cell`, in no arm where it saw two
 * variations. What bots saw is no exposure.
 *
 * @param fields whether units are also told apart by their fields
 */
export function exposedUnitsSql(exposure: Exposure, slice: UnitSlice, fields: boolean): Sql {
  const { unit, projectId, experiment, variations, range } = exposure
  const { key, present } = unitKey(unit, sql`JSONExtractString(properties, 'unit_value')`)
  const cell = cellSql({
    arm: sql`armed`,
    phase: phaseTold(exposure),
    ...(fields && { fields: { device: sql`device_type`, channel: sql`channel`, country: sql`country` } }),
  })
  const known = fields && unit === 'person'
  const seen = sql`SELECT ${key} AS unit, ${codeOf(variations, sql`exposed_variation`)} AS armed, ${momentOf(sql`ts`, cell)} AS first${known ? sql`, ${never} AS known` : sql``}
    FROM events
    WHERE ${ofSlice(projectId, slice, unit)} AND event = ${text(EXPOSURE_EVENT)} AND exposed_experiment = ${text(experiment)} AND ${within(sql`ts`, range)}
      AND device_type != 'bot' AND armed > 0 AND ${present} AND ${isOf(slice, unit, sql`unit`)}`
  const first = sql`toUInt64(min(first))`
  const cellOfUnit = sql`if(minIf(armed, armed > 0) = max(armed), ${first}, ${withoutArm(first)})`
  const returns = sql`min(known) < exposed - ${integer(KNOWN_BEFORE_MS)}`
  return sql`SELECT unit, toInt64(bitShiftRight(min(first), 64)) AS exposed, ${known ? withVisitor(cellOfUnit, returns) : cellOfUnit} AS cell
  FROM (
    ${seen}${known ? sql`\n    UNION ALL\n    ${firstSeen(projectId, slice)}` : sql``}
  )
  GROUP BY unit
  HAVING max(armed) > 0`
}

/** A time and a cell as one number, so that the least of them is the first with what it was: two aggregates take twice as long. */
const momentOf = (ts: Sql, cell: Sql): Sql =>
  sql`bitShiftLeft(toUInt128(toUnixTimestamp64Milli(${ts})), 64) + toUInt128(${cell})`

/** A time after all others, in ms. */
const never = sql`toInt64(9223372036854775807)`

/** When each person was first seen; beside exposures, since a join would cost more. */
function firstSeen(projectId: string, slice: UnitSlice): Sql {
  const { key } = unitKey('person')
  return sql`SELECT ${key} AS unit, toUInt8(0) AS armed, bitNot(toUInt128(0)) AS first, toUnixTimestamp64Milli(first_seen) AS known
    FROM people WHERE project_id = ${text(projectId)} AND ${mayBeOf(slice, 'person')} AND ${isOf(slice, 'person', sql`unit`)}`
}

/** As the exposure tells it, else by its time. */
function phaseTold({ phases }: Exposure): Sql {
  if (phases.length < 2) return sql`toUInt8(0)`
  const last = literal(phases.length - 1)
  const later = phases
    .map((at, index) => ({ at: Date.parse(at), index }))
    .slice(1)
    .reverse()
    .map(({ at, index }) => sql`toUnixTimestamp64Milli(ts) >= ${integer(at)}, ${literal(index)}`)
  return sql`toUInt8(if(exposed_phase <= ${last}, exposed_phase, multiIf(${join(later, sql`, `)}, 0)))`
}
