import { type Static, Type } from 'typebox'
import type { Analytics } from '../../../../platform/analytics/analytics.ts'
import { type Sql, sql, text, within } from '../../../../platform/analytics/sql.ts'
import { ordersSql } from '../../../../platform/events/orders.ts'
import { profileKey } from '../../../../platform/events/profile-key.ts'
import type { SessionSource } from '../../../../platform/events/sessions.ts'
import type { IsoRange } from '../../../../platform/range.ts'
import {
  eventsOfOwnKeys,
  eventsOfPeople,
  type KeyRange,
  naming,
  ofPeople,
  type People,
} from './people-draw.ts'
import { checkoutStepOf, lastWordOf, saidOf } from './trails.ts'

const Counted = Type.Object({ event: Type.String(), type: Type.String(), events: Type.Integer() })

/** How often each event happened in the period. */
export const countEvents = (analytics: Analytics, projectId: string, range: IsoRange) =>
  analytics.query(
    sql`SELECT event, type, toUInt32(count()) AS events FROM events
WHERE project_id = ${text(projectId)} AND ${within(sql`ts`, range)}
GROUP BY event, type ORDER BY events DESC, event LIMIT 2000`,
    Counted,
    { name: 'friction_events', project: projectId },
    'heavy',
  )

const StepRow = Type.Object({
  key: Type.String(),
  sessions: Type.Integer(),
  position: Type.Number(),
  page: Type.String(),
})

/** The checkout steps that senders tell, with how many people see each, where in the order it mostly comes, and its page. */
export const countCheckoutSteps = (
  analytics: Analytics,
  projectId: string,
  range: IsoRange,
  people: KeyRange,
) =>
  analytics.query(
    sql`SELECT key, toUInt32(uniq(person_key)) AS sessions, avg(place) AS position, arrayElement(topK(1)(word), 1) AS page
FROM (
  SELECT person_key, ${checkoutStepOf(sql`path`)} AS key, ${lastWordOf(sql`path`)} AS word, toFloat64(row_number() OVER (PARTITION BY person_key, toDate(ts) ORDER BY ts, seq)) AS place
  FROM (
    ${eventsOfOwnKeys(
      people,
      sql`person_key, ts, seq, path, ${saidOf(sql`properties`)} AS said`,
      sql`project_id = ${text(projectId)} AND ${within(sql`ts`, range)} AND event = 'Checkout Step Viewed'`,
    )}
  )
)
GROUP BY key ORDER BY sessions DESC, key LIMIT 50`,
    StepRow,
    { name: 'friction_checkout_steps', project: projectId },
    'heavy',
  )

export const OrderRow = Type.Object({
  session: Type.String(),
  profile: Type.String(),
  currency: Type.String(),
  total: Type.Number(),
  orders: Type.Integer(),
})

export type OrderOfSession = Static<typeof OrderRow>

/**
 * Money of the orders placed in the period, net of refunds, by the session that they were placed in. By currency first: of
 * orders in several that belong to one visit, told by it or by a server, the first gives the visit its currency.
 */
export function ordersOfSessionsSql(
  projectId: string,
  range: IsoRange,
  currency: string,
  { from, session }: SessionSource,
  people: People,
): Sql {
  const theirs = ofPeople(people)
  const mine = sql`project_id = ${text(projectId)} AND ${within(sql`ts`, range)} AND event = 'Order Completed' AND ${theirs}`
  return sql`${naming(people)}SELECT placing.session AS session, toString(placing.profile) AS profile, placed.currency AS currency,
  toFloat64(sum(placed.total)) AS total, toUInt32(count()) AS orders
FROM (${ordersSql({ projectId, currency, events: theirs })}) AS placed
INNER JOIN (
  SELECT ${profileKey()} AS profile, ts AS at, min(${session}) AS session FROM ${from} WHERE ${mine} GROUP BY profile, at
) AS placing ON placing.profile = placed.profile_key AND placing.at = placed.placed_at
WHERE ${within(sql`placed.placed_at`, range)}
GROUP BY session, profile, currency
ORDER BY currency, session, profile`
}

export const ordersOfSessions = (
  analytics: Analytics,
  projectId: string,
  range: IsoRange,
  currency: string,
  sessions: SessionSource,
  people: People,
) =>
  analytics.query(
    ordersOfSessionsSql(projectId, range, currency, sessions, people),
    OrderRow,
    { name: 'friction_orders', project: projectId },
    'heavy',
  )

const BYTES_A_PERSON = 16

export interface PastOfPerson {
  readonly profile: bigint
  readonly visits: number
  readonly orders: number
}

/** Who was there before the period: days with an event, and orders. */
export async function pastOfPeople(
  analytics: Analytics,
  projectId: string,
  { from }: IsoRange,
  people: KeyRange,
): Promise<PastOfPerson[]> {
  const since = new Date(Date.parse(from) - PAST_MS).toISOString()
  const rows = await analytics.bytes(
    sql`SELECT profile, toUInt32(uniqExact(toDate(ts))), toUInt32(countIf(event = 'Order Completed'))
FROM (
  ${eventsOfPeople(
    people,
    sql`${profileKey()} AS profile, ts, event`,
    sql`project_id = ${text(projectId)} AND ${within(sql`ts`, { from: since, to: from })}`,
  )}
)
GROUP BY profile`,
    { name: 'friction_past', project: projectId },
    'heavy',
  )
  return Array.from({ length: rows.length / BYTES_A_PERSON }, (_, index) => {
    const at = index * BYTES_A_PERSON
    return {
      profile: rows.readBigUInt64LE(at),
      visits: rows.readUInt32LE(at + 8),
      orders: rows.readUInt32LE(at + 12),
    }
  })
}

/** Half a year tells who is a customer, and bounds what must be read. */
const PAST_MS = 182 * 86_400_000
