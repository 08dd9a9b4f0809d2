import type { ExperimentUnit } from '@throughline/contract/experiments'
import { literal } from '../../../../platform/analytics/literal.ts'
import { type Sql, sql, text, uint64 } from '../../../../platform/analytics/sql.ts'
import { profileKey } from '../../../../platform/events/profile-key.ts'

/**
 * A part of all units. A query over one part holds no more in memory than that part's units, and gives way to others
 * between two parts.
 */
export interface UnitSlice {
  readonly index: number
  readonly of: number
}

const KEYS = 2n ** 64n

/** The parts of so many units. */
export function slicesOf(units: number, unitsASlice: number): UnitSlice[] {
  const of = Math.min(Math.max(Math.ceil(units / unitsASlice), 1), 64)
  return Array.from({ length: of }, (_, index) => ({ index, of }))
}

/** How an event's unit is told: a 64-bit key. */
export interface UnitKey {
  /** The key of an event's unit. */
  readonly key: Sql
  /** Whether an event has a unit at all. */
  readonly present: Sql
}

/**
 * People by profile, so that merges count; sessions and groups by their id.
 *
 * @param said the unit's value as an exposure tells it; it goes before what the event itself carries
 */
export function unitKey(unit: ExperimentUnit, said?: Sql): UnitKey {
  if (unit === 'person') return { key: profileKey(), present: sql`person_key != 0` }
  const column = unit === 'session' ? sql`session_id` : sql`group_id`
  const value = said ? sql`if(${said} != '', ${said}, ${column})` : column
  return { key: sql`sipHash64(${value})`, present: sql`${value} != ''` }
}

/**
 * Whether an event may be of a slice's units, told before anything else of it is read. People lie in the order of their
 * keys, so a slice of them is a range; those whom a merge moved into the range are looked up.
 */
export function mayBeOf(slice: UnitSlice, unit: ExperimentUnit): Sql {
  if (slice.of === 1 || unit !== 'person') return sql`1`
  const range = keyRange(slice, sql`person_key`)
  return sql`(${range} OR person_key IN (SELECT person_key FROM identity_members WHERE ${keyRange(slice, sql`profile_key`)}))`
}

/** Whether a unit is of a slice. */
export function isOf(slice: UnitSlice, unit: ExperimentUnit, key: Sql): Sql {
  if (slice.of === 1) return sql`1`
  if (unit === 'person') return keyRange(slice, key)
  return sql`${key} % ${literal(slice.of)} = ${literal(slice.index)}`
}

function keyRange({ index, of }: UnitSlice, key: Sql): Sql {
  const bound = (at: number) => ((KEYS * BigInt(at)) / BigInt(of)).toString()
  const last = ((KEYS * BigInt(index + 1)) / BigInt(of) - 1n).toString()
  return sql`${key} >= ${uint64(bound(index))} AND ${key} <= ${uint64(last)}`
}

/** Events of a project that may be of a slice. */
export const ofSlice = (projectId: string, slice: UnitSlice, unit: ExperimentUnit): Sql =>
  sql`project_id = ${text(projectId)} AND ${mayBeOf(slice, unit)}`
