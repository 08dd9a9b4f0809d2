import { type Preset, presets } from './period.ts'
import { type Day, isDay, isTimezone } from './zoned-time.ts'

/** The part of every link that says what is looked at: period, zone and segment. Absent parts mean the default. */
export interface ViewSearch {
  period?: Preset | undefined
  /** First day, with `to`: a custom range. */
  from?: Day | undefined
  /** The day after the last. */
  to?: Day | undefined
  /** IANA zone, where it is not the project's. */
  tz?: string | undefined
  /** Id of a segment; absent means all customers. */
  segment?: string | undefined
}

/** Names of the parts, which links to other pages keep. */
export const viewKeys = [
  'period',
  'from',
  'to',
  'tz',
  'segment',
] as const satisfies readonly (keyof ViewSearch)[]

/**
 * Reads the view from a link. What cannot be understood is left out rather than refused: an old or mistyped link
 * still opens, with the default in that place.
 *
 * @example parseViewSearch({ period: '7d', tz: 'Mars/Base' }) // { period: '7d' }
 */
export function parseViewSearch(search: Record<string, unknown>): ViewSearch {
  const view: ViewSearch = {}
  const { period, from, to, tz, segment } = search
  if (isDay(from) && isDay(to) && from < to) Object.assign(view, { from, to })
  else if (isPreset(period)) view.period = period
  if (isTimezone(tz)) view.tz = tz
  if (typeof segment === 'string' && segment !== '') view.segment = segment
  else if (typeof segment === 'number') view.segment = String(segment)
  return view
}

function isPreset(value: unknown): value is Preset {
  return presets.some((preset) => preset === value)
}
