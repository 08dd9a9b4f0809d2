import type { SegmentCount, SegmentPeriod, SegmentRule } from '@throughline/contract/segment-rule'

/** The definitions of rules once more, as plainly as possible and for one person's events in memory: what tests compare with. */
export interface NaiveEvent {
  readonly person: string
  readonly type: 'track' | 'identify' | 'group' | 'page'
  readonly event: string
  readonly at: number
  readonly messageId: string
  readonly properties: Readonly<Record<string, string | number>>
  readonly groupId: string
  readonly email: string
}

export interface NaiveProject {
  readonly events: readonly NaiveEvent[]
  readonly currency: string
  readonly now: number
}

const DAY = 86_400_000

/** People for whom a rule holds. */
export function naiveSegment(rule: SegmentRule, project: NaiveProject): string[] {
  const people = [...new Set(project.events.map(({ person }) => person))]
  return people.filter((person) => holds(rule, person, project)).sort()
}

function holds(rule: SegmentRule, person: string, project: NaiveProject): boolean {
  const events = project.events.filter((event) => event.person === person)
  const { combine, trait, event, recency, orders, revenue, firstSeen, identifier, group, score } = rule
  if (combine) {
    const parts = combine.rules.map((part) => holds(part, person, project))
    if (combine.match === 'all') return parts.every(Boolean)
    return combine.match === 'any' ? parts.some(Boolean) : !parts.some(Boolean)
  }
  if (trait) {
    const values = events
      .filter(({ type, properties }) => type === 'identify' && trait.name in properties)
      .sort((a, b) => a.at - b.at || (a.messageId < b.messageId ? -1 : 1))
    const value = values.at(-1)?.properties[trait.name]
    if (trait.operator === 'exists') return value !== undefined
    if (trait.operator === 'notEquals') return String(value) !== String(trait.value)
    if (trait.operator === 'atLeast') return value !== undefined && Number(value) >= Number(trait.value)
    return String(value) === String(trait.value)
  }
  if (event) {
    const done = events.filter(
      (one) =>
        (event.name === '*' || one.event === event.name) &&
        within(one.at, event.period, project.now) &&
        (event.where ?? []).every(
          ({ property, value }) => String(one.properties[property]) === String(value),
        ),
    )
    return compare(done.length, event.count ?? { comparison: 'atLeast', times: 1 })
  }
  if (recency) {
    const times =
      recency.of === 'event' ? events.map(({ at }) => at) : ordersOf(person, project).map(({ at }) => at)
    if (times.length === 0) return false
    const since = project.now - recency.days * DAY
    return recency.comparison === 'atMost' ? Math.max(...times) >= since : Math.max(...times) <= since
  }
  if (orders) {
    const placed = ordersOf(person, project).filter(({ at }) => within(at, orders.period, project.now))
    return compare(placed.length, orders.count)
  }
  if (revenue) {
    const sum = ordersOf(person, project)
      .filter(({ at, currency }) => currency === revenue.currency && within(at, revenue.period, project.now))
      .reduce((total, order) => total + order.total, 0)
    return revenue.comparison === 'atLeast' ? sum >= revenue.amount : sum <= revenue.amount
  }
  if (firstSeen) return within(Math.min(...events.map(({ at }) => at)), firstSeen, project.now)
  if (identifier) return events.some(({ email }) => email !== '') === identifier.known
  if (group)
    return (
      events.some(
        ({ type, groupId }) => type === 'group' && (group.id === undefined || group.id === groupId),
      ) === group.member
    )
  if (score) {
    const value = (who: string): number | undefined => {
      const mine = ordersOf(who, project)
      if (mine.length === 0) return undefined
      if (score.of === 'frequency') return mine.length
      if (score.of === 'recency') return Math.max(...mine.map(({ at }) => at))
      return mine
        .filter(({ currency }) => currency === project.currency)
        .reduce((sum, { total }) => sum + total, 0)
    }
    const own = value(person)
    if (own === undefined) return false
    const all = [...new Set(project.events.map((one) => one.person))]
      .flatMap((who) => value(who) ?? [])
      .sort((a, b) => a - b)
    // The lower of the two around the quantile, as quantileExactLow takes it.
    const bounds = [0.2, 0.4, 0.6, 0.8].map(
      (level) => all[Math.max(Math.ceil(level * all.length) - 1, 0)] ?? 0,
    )
    return compare(1 + bounds.filter((bound) => own > bound).length, {
      comparison: score.comparison,
      times: score.score,
    })
  }
  return false
}

interface NaiveOrder {
  readonly at: number
  readonly currency: string
  readonly total: number
}

function ordersOf(person: string, project: NaiveProject): NaiveOrder[] {
  const mine = project.events.filter((event) => event.person === person)
  const keyOf = (event: NaiveEvent) => String(event.properties.order_id ?? `event ${event.messageId}`)
  const completed = mine.filter(({ event }) => event === 'Order Completed')
  return [...new Set(completed.map(keyOf))].flatMap((key) => {
    const about = mine.filter((event) => keyOf(event) === key)
    if (about.some(({ event }) => event === 'Order Cancelled')) return []
    const latest = about
      .filter(({ event, properties }) => event === 'Order Completed' && 'revenue' in properties)
      .sort((a, b) => a.at - b.at || (a.messageId < b.messageId ? -1 : 1))
      .at(-1)
    const refunds = about.filter(({ event }) => event === 'Order Refunded')
    const full = refunds.some(({ properties }) => !('revenue' in properties))
    const refunded = refunds.reduce((sum, { properties }) => sum + Number(properties.revenue ?? 0), 0)
    const total = full ? 0 : Number(latest?.properties.revenue ?? 0) - refunded
    if (refunds.length > 0 && total <= 0) return []
    return [
      {
        at: Math.min(...about.filter(({ event }) => event === 'Order Completed').map(({ at }) => at)),
        currency: String(latest?.properties.currency ?? project.currency),
        total,
      },
    ]
  })
}

function within(at: number, period: SegmentPeriod = {}, now: number): boolean {
  if (period.lastDays !== undefined) return at >= now - period.lastDays * DAY
  if (period.from !== undefined && at < Date.parse(period.from)) return false
  return period.to === undefined || at < Date.parse(period.to)
}

const compare = (value: number, { comparison, times }: SegmentCount): boolean => {
  if (comparison === 'exactly') return value === times
  return comparison === 'atLeast' ? value >= times : value <= times
}
