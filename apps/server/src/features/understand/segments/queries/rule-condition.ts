import type {
  SegmentConditions,
  SegmentCount,
  SegmentPeriod,
  SegmentRule,
} from '@throughline/contract/segment-rule'
import {
  all,
  any,
  integer,
  keyword,
  moment,
  type Sql,
  sql,
  text,
} from '../../../../platform/analytics/sql.ts'
import { jsonText, ofEvent } from '../../../../platform/events/event-fields.ts'
import { filterSql, holdsWithoutValue, valueSql } from '../../../../platform/events/filter-sql.ts'
import { ordersSql } from '../../../../platform/events/orders.ts'
import { scoredSql } from './buyer-scores.ts'

/**
 * A rule as a condition on one person's events, grouped by `profile_key`. So one reading of the events answers a whole
 * rule, and all rules of a project for one person.
 */
export interface RuleCondition {
  /** A truth value over the group. */
  readonly holds: Sql
  /** Events that can change the answer; all others may be left out of the reading. */
  readonly relevant: Sql
  /** What `holds` says of a person without any relevant event. */
  readonly holdsForNone: boolean
}

export interface RuleContext {
  readonly projectId: string
  /** The project's currency. */
  readonly currency: string
  /** The instant that days are counted back from, ISO 8601. */
  readonly now: string
  /** Further condition on the events that are read, to look at some people only. */
  readonly scope: Sql
  /** Condition on all events that are read, to look at what was before a moment. */
  readonly until?: Sql
  /** Condition of another segment. @throws AppError `invalid` for a circle or an unknown id */
  readonly segment: (id: string, place: string) => RuleCondition
  /** Whether an event's person is in another segment. @throws as `segment` */
  readonly eventInSegment: (id: string, place: string) => Sql
}

/** @param place where the rule stands, such as `rule.combine.rules[0]`; named by errors */
export function ruleCondition(rule: SegmentRule, context: RuleContext, place: string): RuleCondition {
  const { combine } = rule
  if (combine) {
    const parts = combine.rules.map((part, index) =>
      ruleCondition(part, context, `${place}.combine.rules[${index}]`),
    )
    return combined(combine.match, parts)
  }
  for (const [kind, compile] of Object.entries(compilers)) {
    const condition = rule[kind as keyof SegmentConditions]
    if (condition) return (compile as Compiler<typeof condition>)(condition, context, `${place}.${kind}`)
  }
  return { holds: sql`1`, relevant: sql`0`, holdsForNone: true }
}

function combined(match: 'all' | 'any' | 'none', parts: readonly RuleCondition[]): RuleCondition {
  const holds = parts.map((part) => part.holds)
  const relevant = any(parts.map((part) => part.relevant))
  const some = parts.some(({ holdsForNone }) => holdsForNone)
  if (match === 'all')
    return { holds: all(holds), relevant, holdsForNone: parts.every(({ holdsForNone }) => holdsForNone) }
  if (match === 'any') return { holds: any(holds), relevant, holdsForNone: some }
  return { holds: sql`NOT (${any(holds)})`, relevant, holdsForNone: !some }
}

type Compiler<C> = (condition: C, context: RuleContext, place: string) => RuleCondition

const compilers: { readonly [K in keyof SegmentConditions]: Compiler<SegmentConditions[K]> } = {
  trait({ name, operator, value }, _context, place) {
    const latest = sql`argMaxIf(${jsonText(sql`properties`, name.split('.'))}, (ts, message_id), type = 'identify')`
    const test = { operator, ...(value !== undefined && { value }) }
    return {
      holds: sql`arrayExists(trait -> ${valueSql(sql`trait`, test, place)}, [${latest}])`,
      relevant: sql`type = 'identify'`,
      holdsForNone: holdsWithoutValue(operator),
    }
  },

  event({ name, where, count = once, period }, context, place) {
    const during = sql`${ofEvent(name)} AND ${inPeriod(sql`ts`, period, context.now)}`
    const filters = {
      projectId: context.projectId,
      segment: (id: string) => context.eventInSegment(id, place),
    }
    return {
      holds: counted(sql`countIf(${during} AND ${filterSql(where, filters, `${place}.where`)})`, count),
      relevant: during,
      holdsForNone: counts(0, count),
    }
  },

  recency({ of, comparison, days }, context) {
    const since = moment(new Date(Date.parse(context.now) - days * DAY).toISOString())
    const compare = sql`${keyword(comparison, { atLeast: sql`<=`, atMost: sql`>=` })} ${since}`
    if (of === 'event') return { holds: sql`max(ts) ${compare}`, relevant: anyDeed, holdsForNone: false }
    return ofBuyers(
      sql`SELECT profile_key FROM (${orders(context)}) GROUP BY profile_key HAVING max(placed_at) ${compare}`,
    )
  },

  orders({ count, period }, context) {
    const placed = sql`SELECT profile_key FROM (${orders(context)})
      WHERE ${inPeriod(sql`placed_at`, period, context.now)} GROUP BY profile_key`
    if (!counts(0, count)) return ofBuyers(sql`${placed} HAVING ${counted(sql`count()`, count)}`)
    return opposite(ofBuyers(sql`${placed} HAVING NOT (${counted(sql`count()`, count)})`))
  },

  revenue({ currency, comparison, amount, period }, context) {
    const spent = sql`SELECT profile_key FROM (${orders(context)})
      WHERE currency = ${text(currency)} AND ${inPeriod(sql`placed_at`, period, context.now)} GROUP BY profile_key`
    const bound = sql`toDecimal128(${text(decimal(amount))}, 6)`
    const holds = sql`sum(total) ${keyword(comparison, { atLeast: sql`>=`, atMost: sql`<=` })} ${bound}`
    const zeroHolds = comparison === 'atLeast' ? amount <= 0 : amount >= 0
    if (!zeroHolds) return ofBuyers(sql`${spent} HAVING ${holds}`)
    return opposite(ofBuyers(sql`${spent} HAVING NOT (${holds})`))
  },

  firstSeen: (period, context) => ({
    holds: sql`count() > 0 AND ${inPeriod(sql`min(ts)`, period, context.now)}`,
    relevant: anyDeed,
    holdsForNone: false,
  }),

  identifier({ kind, known }) {
    const given = sql`${keyword(kind, identifierColumns)} != ''`
    return {
      holds: counted(sql`countIf(${given})`, known ? once : never),
      relevant: given,
      holdsForNone: !known,
    }
  },

  segment({ id, member }, context, place) {
    const other = context.segment(id, place)
    return member ? other : opposite(other)
  },

  group({ id, member }) {
    const joined =
      id === undefined
        ? sql`type = 'group' AND group_id != ''`
        : sql`type = 'group' AND group_id = ${text(id)}`
    return {
      holds: counted(sql`countIf(${joined})`, member ? once : never),
      relevant: joined,
      holdsForNone: !member,
    }
  },

  score: ({ of, comparison, score, currency }, context) =>
    ofBuyers(
      sql`SELECT profile_key FROM (${scoredSql(of, currency ?? context.currency, context)})
      WHERE ${counted(sql`score`, { comparison, times: score })}`,
    ),
}

const DAY = 86_400_000
const once: SegmentCount = { comparison: 'atLeast', times: 1 }
const never: SegmentCount = { comparison: 'exactly', times: 0 }
/** Merges and unmerges are the team's own deeds. */
const anyDeed = ofEvent('*')

const identifierColumns = {
  user_id: sql`user_id`,
  email: sql`email`,
  phone: sql`phone`,
  card: sql`card`,
  anonymous_id: sql`anonymous_id`,
}

const orders = ({ projectId, currency, scope, until }: RuleContext): Sql =>
  ordersSql({ projectId, currency, events: until ? all([scope, until]) : scope })

/** Of people whom a query names, all of whom have completed an order. */
const ofBuyers = (people: Sql): RuleCondition => ({
  holds: sql`profile_key IN (${people})`,
  relevant: sql`event = 'Order Completed'`,
  holdsForNone: false,
})

const opposite = ({ holds, relevant, holdsForNone }: RuleCondition): RuleCondition => ({
  holds: sql`NOT (${holds})`,
  relevant,
  holdsForNone: !holdsForNone,
})

const counted = (value: Sql, { comparison, times }: SegmentCount): Sql =>
  sql`${value} ${keyword(comparison, { atLeast: sql`>=`, atMost: sql`<=`, exactly: sql`=` })} ${integer(times)}`

function counts(value: number, { comparison, times }: SegmentCount): boolean {
  if (comparison === 'exactly') return value === times
  return comparison === 'atLeast' ? value >= times : value <= times
}

/** The last days have no end: an event of this moment may carry a clock that is seconds ahead. */
function inPeriod(at: Sql, period: SegmentPeriod = {}, now: string): Sql {
  const { lastDays, from, to } = period
  const since = lastDays === undefined ? from : new Date(Date.parse(now) - lastDays * DAY).toISOString()
  return all([
    ...(since === undefined ? [] : [sql`${at} >= ${moment(since)}`]),
    ...(to === undefined ? [] : [sql`${at} < ${moment(to)}`]),
  ])
}

/** A number as decimal text that the store reads exactly; never in exponents. */
const decimal = (amount: number): string => amount.toFixed(6)
