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
} from '../../../../platform/analytics/sql.ts'
import { eventField, ofEvent } from '../../../../platform/events/event-fields.ts'
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
  /** Condition on rows of `events`: which of them to give a rule. */
  readonly events: Sql
}

/**
 * The events of a range with `rule`: the number (from 1) of the first rule of the mapping that fits, or 0. Beside it
 * `profile`, `visit`, and the columns of `events`.
 *
 * What a person had done before is looked up in all of their history, which a join brings beside each event. It is read
 * only where a rule asks for it.
 */
export function stagedEvents(staging: Staging): Sql {
  const { projectId, range, mapping, filters, idle, people, events } = staging
  const rules = mapping.rules
  const wanted = sql`ts >= ${moment(range.from)} AND ${events}`
  const reading = { projectId, to: range.to, people, idle }
  const rows = visitEvents({ ...reading, where: wanted, withJson: needsJson(rules) })
  const chain = join(
    rules.map((rule, index) => sql`${fits(rule, filters, `rules[${index}]`)}, ${integer(index + 1)}`),
    sql`,\n      `,
  )
  const history = visitEvents({ ...reading, where: sql`1`, withJson: undefined })
  const use = (key: keyof StageMoment) => rules.some(({ moment: when }) => when?.[key] !== undefined)
  const past =
    use('visit') || use('order') || use('signUp') || use('firstUse')
      ? sql`LEFT ANY JOIN (${pastOf(history)}) AS past ON past.past_profile = profile`
      : sql``
  const firstUse = use('firstUse')
    ? sql`LEFT ANY JOIN (${firstVisitAfterOrder(history)}) AS used ON used.used_profile = profile`
    : sql``
  return sql`SELECT *, multiIf(
      ${chain}, 0) AS rule
  FROM (${rows}) AS happened
  ${past}
  ${firstUse}`
}

/** A rule's condition, the cheapest part first: the store stops at the first that fails. */
function fits(
  { event = '*', path, where, moment: when = {} }: StageRule,
  filters: FilterContext,
  place: string,
): Sql {
  return all([
    ...(event === '*' ? [] : [ofEvent(event)]),
    ...(path === undefined ? [] : [sql`path LIKE ${text(likeOf(path))}`]),
    ...moments(when),
    ...(where?.length ? [filterSql(where, filters, `${place}.where`)] : []),
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
    argMinIf(visit, (ts, seq), visit != 0 AND ${onVisit}) AS first_visit,
    if(countIf(event = 'Order Completed') = 0, ${never}, minIf(ts, event = 'Order Completed')) AS order_at,
    if(countIf(${signsUp}) = 0, ${never}, minIf(ts, ${signsUp})) AS sign_up_at,
    argMinIf(visit, (ts, seq), ${signsUp}) AS sign_up_visit
  FROM (${history}) GROUP BY profile`

const signsUp = sql`event IN ('Signed Up', 'Trial Started')`

/** A row for each buyer who came again: the first visit that began after their first order. */
const firstVisitAfterOrder = (history: Sql): Sql => sql`SELECT
    visits.profile AS used_profile, argMin(visits.visit, visits.began) AS use_visit
  FROM (SELECT profile, visit, min(ts) AS began FROM (${history}) WHERE visit != 0 AND ${onVisit} GROUP BY profile, visit) AS visits
  INNER JOIN (SELECT profile, min(ts) AS bought FROM (${history}) WHERE event = 'Order Completed' GROUP BY profile) AS buyers
    ON buyers.profile = visits.profile
  WHERE visits.began > buyers.bought GROUP BY visits.profile`

/** Which events the filters of rules look into; undefined where none does. */
function needsJson(rules: readonly StageRule[]): Sql | undefined {
  const looking = rules.filter(({ where }) =>
    where?.some(({ property }) => eventField(property).kind === 'json'),
  )
  return looking.length === 0 ? undefined : any(looking.map(({ event = '*' }) => ofEvent(event)))
}

/** `*` stands for any part; all else for itself. */
const likeOf = (path: string): string => path.replace(/[\\%_]/g, '\\$&').replaceAll('*', '%')
