import { type Sql, sql } from '../analytics/sql.ts'

/**
 * The key of the profile that a person key belongs to now. Every query that counts people goes through this, so that
 * merges and unmerges take effect in all of them at once, back to the first event.
 *
 * Two dictionaries: one of all links, loaded rarely, and a small one of the newest, loaded at each change.
 *
 * @example sql`SELECT uniqExact(${profileKey()}) AS people FROM events`
 */
export const profileKey = (personKey: Sql = sql`person_key`): Sql =>
  sql`dictGetOrDefault('identity_recent_map', 'profile_key', ${personKey}, dictGetOrDefault('identity_map', 'profile_key', ${personKey}, ${personKey}))`
