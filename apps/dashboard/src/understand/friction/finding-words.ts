import type { Finding, FindingMark, FindingState } from '@throughline/contract/friction'
import { locale } from '../../format/number.ts'
import { countryName } from '../../listen/recordings/country-name.ts'
import { capital, isSignal, signalLooks } from '../../listen/recordings/signal-look.ts'
import type { Tone } from '../../ui/chip.tsx'

/** What a signal is called within a sentence: `rage clicks`. */
export function signalInSentence(signal: string): string {
  return isSignal(signal) ? signalLooks[signal].many : signalName(signal)
}

/** What a signal is called in lists: `Rage clicks`. */
export function signalName(signal: string): string {
  if (isSignal(signal)) return capital(signalLooks[signal].many)
  if (signal === 'step_dropped') return 'A step that fewer get past'
  return signal.startsWith('event:') ? `“${signal.slice('event:'.length)}”` : signal
}

/** What the log says of a finding, as a chip; one that only goes on needs none. */
export const stateLooks: Readonly<Record<FindingState, { readonly word: string; readonly tone: Tone }>> = {
  new: { word: 'new', tone: 'loss' },
  ongoing: { word: 'ongoing', tone: 'ink' },
  worse: { word: 'worse', tone: 'loss' },
  fixed: { word: 'fixed', tone: 'gain' },
  back: { word: 'back', tone: 'loss' },
}

/** What the team said of it. */
export const markLooks: Readonly<Record<FindingMark, { readonly word: string; readonly tone: Tone }>> = {
  none: { word: 'not marked', tone: 'ink' },
  watched: { word: 'watched', tone: 'thread' },
  ignored: { word: 'ignored', tone: 'ink' },
  fixed: { word: 'marked as fixed', tone: 'gain' },
}

const deviceNames: Readonly<Record<string, string>> = {
  mobile: 'Phones',
  desktop: 'Computers',
  tablet: 'Tablets',
}
const visitorNames: Readonly<Record<string, string>> = {
  new: 'New visitors',
  returning: 'Returning visitors',
}

/** The group that a finding hits, a part each: `Phones`, `Safari 17`. Empty for everyone. */
export function groupParts(
  who: Finding['who'],
  segmentName: (id: string) => string = (id) => id,
): readonly string[] {
  return Object.entries(who).flatMap(([field, value]) => {
    // A version says something only beside what it is a version of.
    const version = /^(browser|os)\.version$/.exec(field)?.[1]
    if (version !== undefined && who[`${version}.name`] !== undefined) return []
    const product = /^(browser|os)\.name$/.exec(field)?.[1]
    if (product !== undefined) return [[value, who[`${product}.version`]].filter(Boolean).join(' ')]
    return [groupValue(field, value, segmentName)]
  })
}

/** A value of a field as people say it: `device.type`, `mobile` → `Phones`. */
export function groupValue(
  field: string,
  value: string,
  segmentName: (id: string) => string = (id) => id,
): string {
  if (value === '') return field === 'segment' ? 'In none of these' : 'Not known'
  switch (field) {
    case 'device.type':
      return deviceNames[value] ?? capital(value)
    case 'visitor':
      return visitorNames[value] ?? capital(value)
    case 'country':
      return countryName(value)
    case 'source':
    case 'channel':
      return capital(value.replaceAll('_', ' '))
    case 'segment':
      return segmentName(value)
    case 'browser.version':
    case 'os.version':
      return `Version ${value}`
    default:
      return value
  }
}

const fieldNames: Readonly<Record<string, string>> = {
  'device.type': 'Device',
  'browser.name': 'Browser',
  'browser.version': 'Browser version',
  'os.name': 'System',
  'os.version': 'System version',
  country: 'Country',
  source: 'Way of arrival',
  channel: 'Channel',
  visitor: 'Visitor',
  segment: 'Segment',
}

/** What a field of a group is called: `device.type` → `Device`. */
export function fieldName(field: string): string {
  return fieldNames[field] ?? capital(field.replaceAll(/[._]/g, ' '))
}

/** When it was, as people say it: `since 9 April`, `9–12 April`, `until 12 April`, `all the period`. */
export function sinceWords(when: Finding['when'], timezone: string): string {
  const year = (instant: number): string => dayIn(timezone, { year: 'numeric' }).format(instant)
  const from = Date.parse(when.from)
  // The end is not part of it: what ended at midnight lasted to the day before.
  const to = Date.parse(when.to) - 1
  const withYear = year(from) === year(to) ? {} : ({ year: 'numeric' } as const)
  const days = dayIn(timezone, { day: 'numeric', month: 'long', ...withYear })
  // Within a month browsers differ in the spaces around the dash.
  if (when.beganInPeriod && when.endedInPeriod)
    return days.formatRange(from, Math.max(from, to)).replace(/(\d)\s–\s(\d+\s\p{L}+$)/u, '$1–$2')
  if (when.beganInPeriod) return `since ${days.format(from)}`
  return when.endedInPeriod ? `until ${days.format(to)}` : 'all the period'
}

function dayIn(timezone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, { timeZone: timezone, ...options })
}
