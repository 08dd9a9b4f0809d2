import { type VitalMetric, vitalMetrics } from '@throughline/contract/vitals'

export const dimensions = ['page', 'device', 'country'] as const

export type Dimension = (typeof dimensions)[number]

/** What a link to Speed says beside period and segment. */
export interface SpeedSearch {
  /** The metric that is looked into; without one, the worst. */
  metric?: VitalMetric | undefined
  by?: Dimension | undefined
  /** Path of a page; `*` stands for one part of it. */
  page?: string | undefined
  /** Name of the event that is the aim of a session; Order Completed unless said. */
  aim?: string | undefined
}

/** Reads the part of the link that is the page's own; what cannot be understood is left out. */
export function parseSpeedSearch(search: Record<string, unknown>): SpeedSearch {
  const found: SpeedSearch = {}
  const metric = vitalMetrics.find((name) => name === search.metric)
  const by = dimensions.find((name) => name === search.by)
  const page = wordOf(search.page)
  const aim = wordOf(search.aim)
  if (metric !== undefined) found.metric = metric
  if (by !== undefined) found.by = by
  if (page !== undefined) found.page = page
  if (aim !== undefined) found.aim = aim
  return found
}

/** The router reads a value of digits only as a number. */
function wordOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}
