import { createHash } from 'node:crypto'
import type { Analytics } from '../../../../platform/analytics/analytics.ts'
import type { Sql } from '../../../../platform/analytics/sql.ts'
import { givenSessions, idleSessions } from '../../../../platform/events/sessions.ts'
import type { IsoRange } from '../../../../platform/range.ts'
import { rowsOfSome } from '../analysis/session-rows.ts'
import { endsOfChanged, type IdentityLinks, readIdentityLinks } from './identity-links.ts'
import type { KeptReading, KeptReadings } from './kept-readings.ts'
import { type KeyRange, ofPeople, type People } from './people-draw.ts'
import { type OrderOfSession, ordersOfSessions, ordersOfSessionsSql } from './period-counts.ts'
import { readTouched } from './touched-people.ts'
import { readTrails, type TrailsQuestion, trailsSql } from './trails.ts'

export interface VisitsQuestion extends TrailsQuestion {
  readonly people: KeyRange
  /** ISO 4217: of an order that names none. */
  readonly currency: string
  /** How many the period has, of everyone. */
  readonly events: number
}

export interface Visits {
  readonly orders: readonly OrderOfSession[]
  /** Rows of `trailsSql`. */
  readonly trails: readonly Buffer[]
}

/** With more, all are read: naming them takes as long, and a server takes no longer list. */
const MOST_TOUCHED = 20_000
/** 16 MB of them. Beyond, what may have changed is not worth knowing. */
const MOST_LINKS = 1_000_000

/**
 * What people did in the period. Of those whom nothing touched since it was read last, that is what was kept; only the
 * others are looked for in the log.
 */
export async function readVisits(
  analytics: Analytics,
  question: VisitsQuestion,
  kept?: KeptReadings,
): Promise<Visits> {
  const { projectId, range, people } = question
  const reading = kept?.begin(projectId, question)
  if (!reading) return readPeople(analytics, question, people)
  // From before the rows, as the number of the log is: what changes meanwhile is read once more the next time.
  const links = await readIdentityLinks(analytics, people)
  if (links.length > 2 * MOST_LINKS) return readPeople(analytics, question, people)
  const basis = basisOf(question)
  const earlier = await reading.earlier()
  const followed = earlier?.basis === basis && (await readAnew(analytics, question, earlier, links))
  const visits = followed || (await readPeople(analytics, question, people))
  await reading.keep({ range, basis, links, ...visits })
  return visits
}

/** Undefined where so many were touched that all may as well be read. */
async function readAnew(
  analytics: Analytics,
  question: VisitsQuestion,
  earlier: KeptReading,
  links: IdentityLinks,
): Promise<Visits | undefined> {
  const touched = await touchedSince(analytics, question, earlier, links)
  if (touched.size > MOST_TOUCHED) return undefined
  const keys = [...touched]
  for (let at = 0; at < links.length; at += 2)
    if (touched.has(links[at] ?? 0n)) keys.push(links[at + 1] ?? 0n)
  const anew = await readPeople(analytics, question, { keys: keys.map(String) })
  // A key may belong to somebody else by now, whose rows these alone would not be.
  const [others, theirs] = [
    someOf(earlier, (profile) => !touched.has(profile)),
    someOf(anew, (profile) => touched.has(profile)),
  ]
  return { orders: [...others.orders, ...theirs.orders], trails: [...others.trails, ...theirs.trails] }
}

/** People of the draw whose events, or whose keys, are others than they were. */
async function touchedSince(
  analytics: Analytics,
  question: VisitsQuestion,
  earlier: KeptReading,
  links: IdentityLinks,
): Promise<ReadonlySet<bigint>> {
  const [first, last] = [BigInt(question.people.from), BigInt(question.people.to)]
  const changed = [...endsOfChanged(earlier.links, links)].filter((key) => key >= first && key <= last)
  return new Set([...changed, ...(await readTouched(analytics, question, earlier))])
}

const someOf = ({ orders, trails }: Visits, isMeant: (profile: bigint) => boolean): Visits => ({
  orders: orders.filter(({ profile }) => isMeant(BigInt(profile))),
  trails: trails.map((rows) => rowsOfSome(rows, isMeant)),
})

async function readPeople(
  analytics: Analytics,
  { currency, ...question }: VisitsQuestion,
  people: People,
): Promise<Visits> {
  const { projectId, range } = question
  const orders = await ordersOfSessions(
    analytics,
    projectId,
    range,
    currency,
    sessionsOf(question, people),
    people,
  )
  return { orders, trails: [await readTrails(analytics, { ...question, people })] }
}

const sessionsOf = ({ projectId, range, idle }: TrailsQuestion, people: People) =>
  idle ? idleSessions(projectId, range, ofPeople(people)) : givenSessions

const anyRange: IsoRange = { from: new Date(0).toISOString(), to: new Date(0).toISOString() }

/** All that a person's rows rest on beside the log and the period: the very queries, with what they are asked with. */
function basisOf(given: VisitsQuestion): string {
  const question = { ...given, range: anyRange }
  const { projectId, currency, people } = question
  const sessions = sessionsOf(question, people)
  const queries: Sql[] = [
    trailsSql(question),
    ordersOfSessionsSql(projectId, anyRange, currency, sessions, people),
  ]
  const asked = queries.map((query) => query.compile())
  const words = JSON.stringify(asked, (_, value) => (typeof value === 'bigint' ? String(value) : value))
  return createHash('sha256').update(words).digest('hex')
}
