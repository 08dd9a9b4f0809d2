import { join, type Sql, sql, text, texts } from '../analytics/sql.ts'
import { profileKey } from './profile-key.ts'

/** Where a property's value is found. */
export type EventField =
  /** A column of `events`; the empty string is none. */
  | { readonly kind: 'column'; readonly column: Sql }
  /** Inside the JSON of a column, at a path. */
  | { readonly kind: 'json'; readonly column: Sql; readonly path: readonly string[] }
  /** The person's trait, by the latest word on it. */
  | { readonly kind: 'trait'; readonly path: readonly string[] }
  | { readonly kind: 'segment' }

const columns: Readonly<Record<string, Sql>> = {
  event: sql`event`,
  type: sql`type`,
  channel: sql`channel`,
  source: sql`arrival`,
  path: sql`path`,
  url: sql`url`,
  referrer: sql`referrer`,
  country: sql`country`,
  'device.type': sql`device_type`,
  'browser.name': sql`browser`,
  'browser.version': sql`browser_version`,
  'os.name': sql`os`,
  'os.version': sql`os_version`,
  'campaign.source': sql`campaign_source`,
  'campaign.medium': sql`campaign_medium`,
  'campaign.name': sql`campaign_name`,
}

/** Names of the well-known fields, for pickers. */
export const wellKnownFields: readonly string[] = Object.keys(columns)

/**
 * What a property's name means: a well-known field, `person.<trait>`, `context.<path>`, `properties.<path>`,
 * `segment`, and else an event property. So `properties.path` is the event's own property where `path` is the page's.
 */
export function eventField(property: string): EventField {
  if (Object.hasOwn(columns, property)) return { kind: 'column', column: columns[property] as Sql }
  if (property === 'segment') return { kind: 'segment' }
  const [first = '', ...rest] = property.split('.')
  if (first === 'person' && rest.length > 0) return { kind: 'trait', path: rest }
  if (first === 'context' && rest.length > 0) return { kind: 'json', column: sql`context`, path: rest }
  if (first === 'properties' && rest.length > 0) return { kind: 'json', column: sql`properties`, path: rest }
  return { kind: 'json', column: sql`properties`, path: property.split('.') }
}

/**
 * The value in JSON at a path, as text or NULL: text as it is, numbers and truth values as JSON writes them, lists and
 * objects as JSON. NULL where it is missing or null. A key that itself has dots is preferred to the way down.
 */
export function jsonText(column: Sql, path: readonly string[]): Sql {
  const down = path.reduce((keys, key) => sql`${keys}, ${text(key)}`, sql`${column}`)
  const value = sql`JSONExtract(${down}, 'Nullable(String)')`
  if (path.length === 1) return value
  return sql`ifNull(JSONExtract(${column}, ${text(path.join('.'))}, 'Nullable(String)'), ${value})`
}

/** The value of a field that each event carries itself, as text or NULL. */
export function fieldText(field: Extract<EventField, { kind: 'column' | 'json' }>): Sql {
  return field.kind === 'column'
    ? sql`nullIf(toString(${field.column}), '')`
    : jsonText(field.column, field.path)
}

/** A value as a finite number or NULL: JSON numbers, and text that is wholly one ("59.80"). */
export const numberOf = (value: Sql): Sql =>
  sql`if(isFinite(ifNull(toFloat64OrNull(${value}), nan)), toFloat64OrNull(${value}), NULL)`

/** How to read a field beside each event: what to join, and the value as text or NULL. */
export interface FieldSource {
  /** Follows `FROM events`; empty where the event itself holds the value. */
  readonly join: Sql
  readonly value: Sql
}

/**
 * Reads any field but `segment`. A person's trait comes through a join of the people who have it.
 *
 * @param alias names the join, where a query reads more than one field
 */
export function fieldSource(projectId: string, property: string, alias: Sql = sql`trait`): FieldSource {
  const field = eventField(property)
  if (field.kind === 'column' || field.kind === 'json') return { join: sql``, value: fieldText(field) }
  if (field.kind === 'segment') return { join: sql``, value: sql`CAST(NULL, 'Nullable(String)')` }
  return {
    join: sql`LEFT ANY JOIN (${traitOfPeople(projectId, field.path)}) AS ${alias} ON ${alias}.trait_person = ${profileKey()}`,
    value: sql`${alias}.trait_value`,
  }
}

/**
 * A row for each person who has a trait: `trait_person`, and `trait_value` as text or NULL, by the latest word on it. A
 * trait whose own name has dots is preferred to the way down into another.
 */
export function traitOfPeople(projectId: string, path: readonly string[]): Sql {
  const [first = '', ...down] = path
  const whole = path.join('.')
  const latest = (trait: string, ...keys: Sql[]) =>
    sql`JSONExtract(maxIf(latest, trait = ${text(trait)}).3${join(keys, sql``)}, 'Nullable(String)')`
  const value = latest(first, ...down.map((key) => sql`, ${text(key)}`))
  return sql`SELECT ${profileKey()} AS trait_person, ${down.length === 0 ? value : sql`ifNull(${latest(whole)}, ${value})`} AS trait_value
  FROM person_traits
  WHERE project_id = ${text(projectId)} AND trait IN ${texts([...new Set([first, whole])])}
  GROUP BY trait_person`
}

/** Event name, or any event of a customer's: merges and unmerges are the team's own deeds. */
export const ofEvent = (event: string): Sql =>
  event === '*' ? sql`type NOT IN ${texts(['merge', 'unmerge'])}` : sql`event = ${text(event)}`
