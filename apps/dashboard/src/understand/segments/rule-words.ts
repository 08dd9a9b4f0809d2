import type { SegmentCount, SegmentPeriod, SegmentRule } from '@throughline/contract/segment-rule'
import { formatCount, formatMoney } from '../../format/number.ts'
import { filterText } from '../../ui/filter/operator-words.ts'
import type { ConditionKind } from './rule-draft.ts'

/** What each kind of condition is about, as the menu offers it. */
export const conditionLabels: Readonly<Record<ConditionKind, string>> = {
  event: 'Something they did, or did not do',
  trait: 'A trait, such as plan or country',
  recency: 'When they were last here, or last ordered',
  orders: 'How many orders',
  revenue: 'How much money',
  firstSeen: 'When they first came',
  score: 'Recency, frequency or money score',
  segment: 'Another segment',
  group: 'A company or household',
  identifier: 'An identifier, such as e-mail',
}

export const matchWords = { all: 'all of these', any: 'any of these', none: 'none of these' } as const
export const comparisonWords = { atLeast: 'at least', atMost: 'at most', exactly: 'exactly' } as const
export const identifierWords = {
  user_id: 'user ID',
  email: 'e-mail',
  phone: 'phone number',
  card: 'loyalty card',
  anonymous_id: 'anonymous ID',
} as const

/** A rule as a sentence has it: `at least 2 orders, and last seen at most 30 days ago`. */
export function segmentRuleText(rule: SegmentRule, nameOf: (segment: string) => string): string {
  if (rule.combine) {
    const { match, rules } = rule.combine
    const parts = rules.map((inner) => {
      const text = segmentRuleText(inner, nameOf)
      return inner.combine && rules.length > 1 ? `(${text})` : text
    })
    if (match === 'none') return `not: ${parts.join(', nor ')}`
    return parts.join(match === 'all' ? ', and ' : ', or ')
  }
  return conditionText(rule, nameOf)
}

function conditionText(rule: SegmentRule, nameOf: (segment: string) => string): string {
  const { trait, event, recency, orders, revenue, firstSeen, identifier, segment, group, score } = rule
  if (trait) {
    const { name, operator, value } = trait
    return filterText({ property: name, operator, ...(value === undefined ? {} : { value }) })
  }
  if (event) {
    const name = event.name === '*' ? 'any event' : event.name
    const where = (event.where ?? []).map((filter) => ` where ${filterText(filter)}`).join('')
    return `${name}${where}${timesText(event.count)}${periodText(event.period)}`
  }
  if (recency) {
    const what = recency.of === 'order' ? 'last ordered' : 'last seen'
    return `${what} ${comparisonWords[recency.comparison]} ${formatCount(recency.days, 'day')} ago`
  }
  if (orders) {
    const { comparison, times } = orders.count
    return `${comparisonWords[comparison]} ${formatCount(times, 'order')}${periodText(orders.period)}`
  }
  if (revenue) {
    const amount = formatMoney(revenue.amount, revenue.currency)
    return `revenue of ${comparisonWords[revenue.comparison]} ${amount}${periodText(revenue.period)}`
  }
  if (firstSeen) return `first seen${periodText(firstSeen)}`
  if (identifier) return `${identifier.known ? 'with' : 'without'} ${identifierWords[identifier.kind]}`
  if (segment) return `${segment.member ? 'in' : 'not in'} “${nameOf(segment.id)}”`
  if (group) {
    const which = group.id === undefined ? 'any company or household' : group.id
    return `${group.member ? 'belongs' : 'does not belong'} to ${which}`
  }
  if (score) return `${score.of} score ${comparisonWords[score.comparison]} ${score.score} of 5`
  return ''
}

function timesText(count: SegmentCount | undefined): string {
  if (!count) return ''
  if (count.comparison === 'exactly' && count.times === 0) return ' never'
  return ` ${comparisonWords[count.comparison]} ${formatCount(count.times, 'time')}`
}

/** ` in the last 30 days`, ` from 2026-01-01 until 2026-02-01`; nothing for ever. */
function periodText(period: SegmentPeriod | undefined): string {
  if (!period) return ''
  if (period.lastDays !== undefined) return ` in the last ${formatCount(period.lastDays, 'day')}`
  const from = period.from === undefined ? '' : ` from ${period.from.slice(0, 10)}`
  const to = period.to === undefined ? '' : ` until ${period.to.slice(0, 10)}`
  return from + to
}
