import type { JourneyMapping, StageMoment, StageRule } from '@throughline/contract/journey-mapping'
import {
  all,
  any,
  integer,
  join,
  keyword,
  moment,
  type Sql,
  sql,
  text,
  texts,
} from '../../../../platform/analytics/sql.ts'
import { eventField } from '../../../../platform/events/event-fields.ts'
import { type FilterContext, filterSql } from '../../../../platform/events/filter-sql.ts'
import type { IsoRange } from '../../../../platform/range.ts'
import { onVisit, visitEvents } from './visit-events.ts'

export interface Staging {
  readonly projectId: string
  readonly range: IsoRange
  readonly mapping: JourneyMapping
  readonly filters: FilterContext
  readonly idle: boolean
  /** Condition on rows of `events`: whose journeys; about the person alone. */
  readonly people: Sql
  /** Condition on rows of `events`: whose past may be needed. It may let through more people than `people` does. */
  readonly past?: Sql
  /** Condition on rows of `events`: which of them to give a rule. */
  readonly events: Sql
  /** The one name that `events` lets through, where it is one: rules that cannot take it are then left out. */
  readonly event?: string
  /** Gives each event the number of its very rule, not of the first that gives the same touchpoint. */
  readonly eachRule?: boolean
}

/**
 * The events of a range with `rule`: the number (from 1) of the first rule of the mapping that fits, or 0. Beside it
 * `profile`, `visit`, and the columns of `events`.
 *
 * What a person had done before is looked up in all of their history, which a join brings beside each event. It is read
 * only where a rule asks for it.
 */
export function stagedEvents(staging: Staging): Sql {
  const { projectId, range, filters, idle, people, events } = staging
  const alternatives = alternativesOf(staging)
  const rules = alternatives.map(({ rule }) => rule)
  const wanted = sql`ts >= ${moment(range.from)} AND ${events}`
  const reading = { projectId, to: range.to, people, idle }
  const rows = visitEvents({ ...reading, where: wanted, withJson: needsJson(alternatives) })
  const chain = join(
    alternatives.map((one) => sql`${fits(one, filters)}, ${integer(one.number)}`),
    sql`,\n      `,
  )
  const history = visitEvents({
    ...reading,
    people: staging.past ?? sql`1`,
    where: sql`1`,
    withJson: undefined,
  })
  const use = (key: keyof StageMoment) => rules.some(({ moment: when }) => when?.[key] !== undefined)
  const past =
    use('visit') || use('order') || use('signUp') || use('firstUse')
      ? sql`LEFT ANY JOIN (${pastOf(history)}) AS past ON past.past_profile = profile`
      : sql``
  const firstUse = use('firstUse')
    ? sql`LEFT ANY JOIN (${firstVisitAfterOrder(history)}) AS used ON used.used_profile = profile`
    : sql``
  // Without any rule that could fit there is no chain.
  const rule =
    alternatives.length === 0
      ? sql`0`
      : sql`multiIf(
      ${chain}, 0)`
  return sql`SELECT *, ${rule} AS rule
  FROM (${rows}) AS happened
  ${past}
  ${firstUse}`
}

/** Rules that differ in nothing but the event or the path that they ask for. */
interface Alternatives {
  /** Of the first of them; they share stage and touchpoint. */
  readonly number: number
  readonly events: readonly string[]
  readonly paths: readonly string[]
  readonly rule: StageRule
}

/**
 * Rules in their order; of one event's, only those that may take it, up to the first that always does. Neighbours that
 * differ in one name only become one condition, since the store plans each of them: it halves the time of small projects.
 */
function alternativesOf({ event: name, mapping, eachRule }: Staging): Alternatives[] {
  const all: Alternatives[] = []
  for (const [index, rule] of mapping.rules.entries()) {
    const { event = '*', path, where = [], moment: when = {} } = rule
    if (name !== undefined && event !== '*' && event !== name) continue
    const events = event === '*' ? [] : [event]
    const paths = path === undefined ? [] : [path]
    const last = all.at(-1)
    if (!eachRule && last && alike(last, rule) && events.length + paths.length === 1) {
      if (paths.length === 0 && last.paths.length === 0) {
        all[all.length - 1] = { ...last, events: [...last.events, ...events] }
        continue
      }
      if (events.length === 0 && last.events.length === 0) {
        all[all.length - 1] = { ...last, paths: [...last.paths, ...paths] }
        continue
      }
    }
    all.push({ number: index + 1, events, paths, rule })
    const always = paths.length === 0 && where.length === 0 && Object.keys(when).length === 0
    if (name !== undefined && always) break
  }
  return all
}

/** Whether two rules give the same touchpoint under the same conditions, event and path aside. */
function alike({ rule: a, events, paths }: Alternatives, b: StageRule): boolean {
  const rest = ({ stage, touchpoint, where = [], moment: when = {} }: StageRule) =>
    JSON.stringify([stage, touchpoint, where, when])
  return events.length + paths.length > 0 && rest(a) === rest(b)
}

/** A condition, the cheapest part first: the store stops at the first that fails. */
function fits({ number, events, paths, rule }: Alternatives, filters: FilterContext): Sql {
  const { where, moment: when = {} } = rule
  return all([
    ...(events.length > 0 ? [sql`event IN ${texts(events)}`] : []),
    ...(paths.length > 0 ? [any(paths.map((path) => sql`path LIKE ${text(likeOf(path))}`))] : []),
    ...moments(when),
    ...(where?.length ? [filterSql(where, filters, `rules[${number - 1}].where`)] : []),
  ])
}

const moments = ({ visit, order, signUp, firstUse }: StageMoment): Sql[] => [
  ...(visit === undefined
    ? []
    : [sql`visit != 0 AND visit ${keyword(visit, { first: sql`=`, return: sql`!=` })} past.first_visit`]),
  ...(order === undefined ? [] : [sql`ts ${keyword(order, beforeOrAfter)} past.order_at`]),
  ...(signUp === undefined ? [] : [sql`ts ${keyword(signUp, beforeOrAfter)} past.sign_up_at`]),
  ...(firstUse === undefined ? [] : [firstUse ? inFirstUse : sql`NOT (${inFirstUse})`]),
]

const beforeOrAfter = { before: sql`<=`, after: sql`>` }

const inFirstUse = sql`visit != 0 AND (
  visit = past.sign_up_visit AND ts > past.sign_up_at OR visit = used.use_visit AND ts > past.order_at)`

/** Later than any event: of somebody who never ordered or signed up. */
const never = sql`toDateTime64('2299-12-31 00:00:00', 3, 'UTC')`

/** A row a person: their first visit, and when they first ordered and signed up. Of someone without, a time far ahead. */
const pastOf = (history: Sql): Sql => sql`SELECT
    profile AS past_profile,
    argMinIf(visit, ${instant}, visit != 0 AND ${onVisit}) AS first_visit,
    if(countIf(event = 'Order Completed') = 0, ${never}, minIf(ts, event = 'Order Completed')) AS order_at,
    if(countIf(${signsUp}) = 0, ${never}, minIf(ts, ${signsUp})) AS sign_up_at,
    argMinIf(visit, ${instant}, ${signsUp}) AS sign_up_visit
  FROM (${history}) GROUP BY profile`

/** Time and sequence as one number: the store compares pairs many times slower. */
const instant = sql`bitShiftLeft(toInt128(toUnixTimestamp64Milli(ts)), 64) + seq`

const signsUp = sql`event IN ('Signed Up', 'Trial Started')`

/** A row for each buyer who came again: the first visit that began after their first order. */
function firstVisitAfterOrder(history: Sql): Sql {
  const buyers = sql`SELECT profile AS buyer, min(ts) AS bought FROM (${history}) WHERE event = 'Order Completed' GROUP BY profile`
  return sql`SELECT visits.profile AS used_profile, argMin(visits.visit, visits.place) AS use_visit
  FROM (
    SELECT profile, visit, min(ts) AS began, min(${instant}) AS place FROM (${history})
    WHERE visit != 0 AND ${onVisit} AND profile IN (SELECT buyer FROM (${buyers})) GROUP BY profile, visit
  ) AS visits
  INNER JOIN (${buyers}) AS orders ON orders.buyer = visits.profile
  WHERE visits.began > orders.bought GROUP BY visits.profile`
}

/** Which events the filters of rules look into; undefined where none does. */
function needsJson(alternatives: readonly Alternatives[]): Sql | undefined {
  const looking = alternatives.filter(({ rule }) =>
    rule.where?.some(({ property }) => eventField(property).kind === 'json'),
  )
  if (looking.length === 0) return undefined
  return any(looking.map(({ events }) => (events.length > 0 ? sql`event IN ${texts(events)}` : sql`1`)))
}

/** `*` stands for any part; all else for itself. */
const likeOf = (path: string): string => path.replace(/[\\%_]/g, '\\$&').replaceAll('*', '%')
