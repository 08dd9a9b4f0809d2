import { type Sql, sql, uint64, uint64s } from '../../../../platform/analytics/sql.ts'
import { profileKey } from '../../../../platform/events/profile-key.ts'

/** People whose key lies between these, both included. */
export interface KeyRange {
  readonly from: string
  readonly to: string
}

/** People by all the keys that are theirs. A query that asks for them begins with {@link naming}. */
export interface NamedPeople {
  readonly keys: readonly string[]
}

export type People = KeyRange | NamedPeople

/**
 * About so many events are looked at; of a larger period those of a fair draw of people. The draw's luck is in the
 * intervals, as any luck of sessions is, and the answer comes within a minute.
 */
const MOST_EVENTS = 1_000_000
const ALL_KEYS = 2n ** 64n
/** Shares are told in so many parts. */
const FINENESS = 1_000_000

/** Whose share of all people is looked at in a period: a power of the fourth root of 2, so that it is tomorrow's too. */
export const shareOf = (events: number): number =>
  events <= MOST_EVENTS ? 1 : 2 ** (Math.round(4 * Math.log2(MOST_EVENTS / events)) / 4)

/**
 * The first share of all keys. Keys are hashes, so a share of them is a fair draw of people.
 *
 * @param share above 0, up to 1
 */
export function peopleDrawn(share: number): KeyRange {
  const end = (ALL_KEYS * BigInt(Math.max(1, Math.round(share * FINENESS)))) / BigInt(FINENESS)
  return { from: '0', to: String(end - 1n) }
}

/** What a query begins with that asks for named people: their keys once, however often it asks. */
export const naming = (people: People): Sql =>
  isNamed(people) ? sql`WITH named_keys AS (SELECT arrayJoin(${uint64s(people.keys)}))\n` : sql``

/** Whether an event's person is one of them. */
export function ofPeople(people: People): Sql {
  if (isNamed(people)) return sql`person_key IN named_keys`
  return isEveryone(people) ? sql`1` : between(profileKey(), people)
}

/** Columns of events of their own keys alone: enough for what words and steps there are, and found at once. */
export const eventsOfOwnKeys = (people: KeyRange, columns: Sql, where: Sql): Sql =>
  isEveryone(people)
    ? sql`SELECT ${columns} FROM events WHERE ${where}`
    : sql`SELECT ${columns} FROM events WHERE ${where} AND ${between(sql`person_key`, people)}`

/**
 * Columns of their events. The log is ordered by person key, so those are found by it: those of their own keys, and those
 * of keys that were joined to them. Two readings, since with "or" the engine would look at every event; joined
 * keys lie all over the log, so the second is the dearer one.
 */
export function eventsOfPeople(people: People, columns: Sql, where: Sql): Sql {
  if (isNamed(people)) return sql`SELECT ${columns} FROM events WHERE ${where} AND ${ofPeople(people)}`
  if (isEveryone(people)) return sql`SELECT ${columns} FROM events WHERE ${where}`
  const theirs = between(profileKey(), people)
  const own = between(sql`person_key`, people)
  return sql`SELECT ${columns} FROM events WHERE ${where} AND ${own} AND ${theirs}
      UNION ALL
      SELECT ${columns} FROM events WHERE ${where} AND ${theirs} AND person_key IN (
        SELECT person_key FROM identity_members WHERE ${between(sql`profile_key`, people)} AND NOT (${own}))`
}

const isNamed = (people: People): people is NamedPeople => 'keys' in people

const isEveryone = ({ from, to }: KeyRange): boolean => from === '0' && to === String(ALL_KEYS - 1n)

const between = (key: Sql, { from, to }: KeyRange): Sql =>
  sql`${key} BETWEEN ${uint64(from)} AND ${uint64(to)}`
