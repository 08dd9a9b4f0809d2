import { type Sql, sql } from '../../../platform/analytics/sql.ts'

/** Tables that are drawn from the log alone. A rebuild fills a second set of them and then puts it in place of the first. */
export const peopleTables = {
  claims: sql`identity_claims`,
  words: sql`identity_words`,
  refusedAliases: sql`identity_refused_aliases`,
  links: sql`identity_links`,
  members: sql`identity_members`,
  people: sql`people`,
  traits: sql`person_traits`,
  consent: sql`person_consent`,
  groupTraits: sql`group_traits`,
  groupMembers: sql`group_members`,
} as const satisfies Record<string, Sql>

export type PeopleTable = keyof typeof peopleTables

/** Which set of tables: the one that is read, or the one that a rebuild fills. */
export type Generation = 'live' | 'rebuilt'

export const tableOf = (table: PeopleTable, generation: Generation): Sql =>
  generation === 'live' ? peopleTables[table] : sql`${peopleTables[table]}_rebuilt`

/** Where the projection gathers the events that it digests next. */
export const sliceTable = (generation: Generation): Sql =>
  generation === 'live' ? sql`people_slice` : sql`people_slice_rebuilt`
