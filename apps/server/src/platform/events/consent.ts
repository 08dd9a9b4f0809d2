import { type ConsentPurpose, consentEvents, consentPurposes } from '@throughline/contract/consent'
import { integer, type Sql, sql, text, texts } from '../analytics/sql.ts'

/** More purposes, or longer names, are no consent form: they are left out. */
const MOST_PURPOSES = 50
const LONGEST_NAME = 100

/** What others call a purpose of ours, in lower case. */
const purposes = new Map<string, ConsentPurpose>([
  ...consentPurposes.map((purpose) => [purpose, purpose] as const),
  ['personalization', 'personalisation'],
])

const names = [...purposes.keys()]
const ourEvent = consentEvents[0]
const consentEventNames: readonly string[] = consentEvents

/** Whether an event is somebody's word about consent. */
export const isConsentEvent = (type: string, event: string): boolean =>
  type === 'track' && consentEventNames.includes(event)

/** By purpose, whether it is consented to. */
export type Decisions = Readonly<Record<string, boolean>>

/**
 * What a consent event says: the four purposes in the properties of ours; else, as Segment does, all categories of
 * `context.consent.categoryPreferences`. A purpose that is named twice is denied if either name denies it.
 *
 * @example consentSaid('Consent Updated', { analytics: true, path: '/' }, {}) // { analytics: true }
 */
export function consentSaid(
  event: string,
  properties: Readonly<Record<string, unknown>>,
  context: Readonly<Record<string, unknown>>,
): Decisions {
  const own = event === ourEvent ? pairsOf(properties).filter(([name]) => purposes.has(lower(name))) : []
  return decide(own.length > 0 ? own : pairsOf(preferencesOf(context)))
}

/** What a message's context says of the consent under which it was collected. */
export const consentOfContext = (context: Readonly<Record<string, unknown>>): Decisions =>
  decide(pairsOf(preferencesOf(context)))

const lower = (name: string): string => name.replace(/[A-Z]/g, (letter) => letter.toLowerCase())

function preferencesOf(context: Readonly<Record<string, unknown>>): object {
  const { consent } = context
  if (typeof consent !== 'object' || consent === null) return {}
  const preferences = 'categoryPreferences' in consent ? consent.categoryPreferences : undefined
  return typeof preferences === 'object' && preferences !== null && !Array.isArray(preferences)
    ? preferences
    : {}
}

const pairsOf = (record: object): [string, boolean][] =>
  Object.entries(record).filter((pair): pair is [string, boolean] => typeof pair[1] === 'boolean')

function decide(pairs: readonly (readonly [string, boolean])[]): Decisions {
  const decided = new Map<string, boolean>()
  const kept = pairs.filter(([name]) => [...name].length <= LONGEST_NAME).slice(0, MOST_PURPOSES)
  for (const [name, granted] of kept) {
    const purpose = purposes.get(lower(name)) ?? name
    decided.set(purpose, granted && decided.get(purpose) !== false)
  }
  return Object.fromEntries(decided)
}

/** The rows of `events` that are words about consent. */
export const isConsentRow: Sql = sql`(type = 'track' AND event IN ${texts(consentEvents)})`

/** The SQL twin of {@link consentSaid}: a row's decisions as `Array(Tuple(purpose, granted))`, names perhaps twice. */
export const consentSaidBy: Sql = (() => {
  const pairs = (json: Sql) =>
    sql`arrayFilter(x -> x.2 IN ('true', 'false'), JSONExtractKeysAndValuesRaw(${json}))`
  const own = sql`if(event = ${text(ourEvent)}, arrayFilter(x -> has(${texts(names)}, lower(x.1)), ${pairs(sql`properties`)}), [])`
  const others = pairs(sql`JSONExtractRaw(context, 'consent', 'categoryPreferences')`)
  const said = sql`arrayFilter(x -> lengthUTF8(x.1) <= ${integer(LONGEST_NAME)}, if(notEmpty(${own}), ${own}, ${others}))`
  const purpose = sql`transform(lower(x.1), ${texts(names)}, ${texts([...purposes.values()])}, x.1)`
  return sql`arrayMap(x -> (${purpose}, x.2 = 'true'), arraySlice(${said}, 1, ${integer(MOST_PURPOSES)}))`
})()

/** Whether a row's own context says yes to a purpose. */
export const contextGrants = (purpose: ConsentPurpose): Sql => {
  const known = names.filter((name) => purposes.get(name) === purpose)
  return sql`arrayExists(x -> x.2 = 'true' AND has(${texts(known)}, lower(x.1)),
    JSONExtractKeysAndValuesRaw(JSONExtractRaw(context, 'consent', 'categoryPreferences')))`
}
