import { addDays, type Day, dayOf, daysBetween, startOfDay, startOfMonth } from './zoned-time.ts'

/** Periods with a name. They move with the clock; a custom range does not. */
export const presets = [
  'today',
  'yesterday',
  '7d',
  '30d',
  '90d',
  'month',
  'last-month',
  '12m',
  'all',
] as const

export type Preset = (typeof presets)[number]

export const presetLabels: Readonly<Record<Preset, string>> = {
  today: 'Today',
  yesterday: 'Yesterday',
  '7d': '7 days',
  '30d': '30 days',
  '90d': '90 days',
  month: 'This month',
  'last-month': 'Last month',
  '12m': '12 months',
  all: 'All time',
}

/** A half-open range of whole days (`until` is not included) in a zone, and the instants they begin at. */
export interface Period {
  readonly preset: Preset | 'custom'
  readonly since: Day
  readonly until: Day
  readonly timezone: string
  /** ISO 8601 instants, as the API takes them. */
  readonly from: string
  readonly to: string
  readonly days: number
}

/** First and last moment a project has events of; null while it has none. */
export interface Extent {
  readonly first: string
  readonly last: string
}

/** What of the page's link decides the period. `to` is not included. */
export interface PeriodChoice {
  readonly period?: Preset | undefined
  readonly from?: Day | undefined
  readonly to?: Day | undefined
}

/** The period that a link, the clock and the project's zone make together. */
export function resolvePeriod(
  choice: PeriodChoice,
  now: number,
  timezone: string,
  extent: Extent | null,
): Period {
  if (choice.from !== undefined && choice.to !== undefined && choice.from < choice.to) {
    return periodOf('custom', choice.from, choice.to, timezone)
  }
  const preset = choice.period ?? '30d'
  const [since, until] = presetDays(preset, dayOf(now, timezone), timezone, extent)
  return periodOf(preset, since, until, timezone)
}

/** The range of equal length that ends where `period` begins. */
export function periodBefore(period: Period): Period {
  return periodOf('custom', addDays(period.since, -period.days), period.since, period.timezone)
}

/** Buckets that draw well: hours up to two days, days up to four months, then weeks, then months. */
export function intervalFor(period: Period): 'hour' | 'day' | 'week' | 'month' {
  if (period.days <= 2) return 'hour'
  if (period.days <= 124) return 'day'
  return period.days <= 740 ? 'week' : 'month'
}

function periodOf(preset: Period['preset'], since: Day, until: Day, timezone: string): Period {
  return {
    preset,
    since,
    until,
    timezone,
    from: new Date(startOfDay(since, timezone)).toISOString(),
    to: new Date(startOfDay(until, timezone)).toISOString(),
    days: daysBetween(since, until),
  }
}

function presetDays(preset: Preset, today: Day, timezone: string, extent: Extent | null): [Day, Day] {
  const tomorrow = addDays(today, 1)
  switch (preset) {
    case 'today':
      return [today, tomorrow]
    case 'yesterday':
      return [addDays(today, -1), today]
    case '7d':
      return [addDays(today, -6), tomorrow]
    case '30d':
      return [addDays(today, -29), tomorrow]
    case '90d':
      return [addDays(today, -89), tomorrow]
    case 'month':
      return [startOfMonth(today), tomorrow]
    case 'last-month':
      return [startOfMonth(today, -1), startOfMonth(today)]
    case '12m':
      return [startOfMonth(today, -11), tomorrow]
    case 'all':
      return extent
        ? [dayOf(Date.parse(extent.first), timezone), addDays(dayOf(Date.parse(extent.last), timezone), 1)]
        : [addDays(today, -29), tomorrow]
  }
}
