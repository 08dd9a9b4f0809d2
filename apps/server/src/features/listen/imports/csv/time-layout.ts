import { localClock } from './local-time.ts'

/** Reads a time; undefined where the text is none. */
export type ReadTime = (text: string) => number | undefined

const ISO =
  /^(\d{4})-?(\d\d)-?(\d\d)(?:[T ]?(\d\d):?(\d\d)(?::?(\d\d)(?:[.,](\d{1,9}))?)?)?\s*(Z|UTC|[+-]\d\d:?\d\d)?$/i

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')

/** Letters of a layout, and the text that each stands for. */
const tokens = [
  ['YYYY', '(?<year>\\d{4})'],
  ['YY', '(?<shortYear>\\d{2})'],
  ['MMM', '(?<monthName>[A-Za-z]{3,9})'],
  ['MM', '(?<month>\\d{1,2})'],
  ['M', '(?<month>\\d{1,2})'],
  ['DD', '(?<day>\\d{1,2})'],
  ['D', '(?<day>\\d{1,2})'],
  ['HH', '(?<hour>\\d{1,2})'],
  ['H', '(?<hour>\\d{1,2})'],
  ['hh', '(?<hour>\\d{1,2})'],
  ['h', '(?<hour>\\d{1,2})'],
  ['mm', '(?<minute>\\d{2})'],
  ['ss', '(?<second>\\d{2})'],
  ['SSS', '(?<millis>\\d{1,3})'],
  ['A', '(?<half>[AaPp]\\.?[Mm]\\.?)'],
  ['ZZ', '(?<zone>Z|[+-]\\d{2}:?\\d{2})'],
] as const

/**
 * A reader of times in a layout: `iso`, `seconds`, `milliseconds` (since 1970), or letters: YYYY YY MM MMM DD HH hh mm ss
 * SSS A ZZ. The time of day may be missing: then it is midnight.
 *
 * @param zone IANA zone of a time that names none
 * @returns undefined where the layout can't be read
 * @throws RangeError where there is no such zone
 * @example timeReader('DD.MM.YYYY HH:mm', 'Europe/Berlin')?.('31.01.2026 10:00') // Date.UTC(2026, 0, 31, 9)
 */
export function timeReader(layout: string, zone: string): ReadTime | undefined {
  const toInstant = localClock(zone)
  if (layout === 'seconds') return scaled(1000)
  if (layout === 'milliseconds') return scaled(1)
  if (layout === 'iso') return (text) => readIso(text, toInstant)
  if (layout === 'YYYYMMDD') return (text) => readDigits(text, toInstant)
  const pattern = patternOf(layout)
  return pattern && ((text) => readGroups(pattern.exec(text)?.groups, toInstant))
}

const scaled =
  (factor: number): ReadTime =>
  (text) =>
    /^-?\d+(\.\d+)?$/.test(text) ? Math.round(Number(text) * factor) : undefined

/** The common case, without a regular expression: five times as fast. */
function readDigits(text: string, toInstant: (local: number) => number): number | undefined {
  if (text.length !== 8) return undefined
  const date = Number(text)
  if (!Number.isInteger(date) || date < 0) return undefined
  return instant(
    { year: Math.floor(date / 10_000), month: Math.floor(date / 100) % 100, day: date % 100 },
    toInstant,
  )
}

function readIso(text: string, toInstant: (local: number) => number): number | undefined {
  const parts = ISO.exec(text)
  if (!parts) return undefined
  const [, year, month, day, hour, minute, second, fraction, zone] = parts
  return instant(
    {
      year: Number(year),
      month: Number(month),
      day: Number(day),
      hour: Number(hour ?? 0),
      minute: Number(minute ?? 0),
      second: Number(second ?? 0),
      millis: fraction ? Number(fraction.padEnd(3, '0').slice(0, 3)) : 0,
      zone,
    },
    toInstant,
  )
}

function patternOf(layout: string): RegExp | undefined {
  let source = ''
  let rest = layout
  while (rest !== '') {
    const token = tokens.find(([letters]) => rest.startsWith(letters))
    const isLetter = /^\p{L}/u.test(rest)
    // T stands between date and time of ISO texts.
    if (!token && isLetter && rest[0] !== 'T') return undefined
    source += token ? token[1] : (rest[0] ?? '').replace(/[\\^$.*+?()[\]{}|/-]/, '\\$&').replace(' ', '\\s+')
    rest = rest.slice(token ? token[0].length : 1)
  }
  const timeOfDay = source.search(/\\s\+\(\?<hour>/)
  if (timeOfDay > 0) source = `${source.slice(0, timeOfDay)}(?:${source.slice(timeOfDay)})?`
  try {
    const pattern = new RegExp(`^${source}$`)
    return /year|shortYear/i.test(source) && /<month/.test(source) && /<day>/.test(source)
      ? pattern
      : undefined
  } catch {
    // The same part twice.
    return undefined
  }
}

function readGroups(
  groups: Record<string, string | undefined> | undefined,
  toInstant: (local: number) => number,
): number | undefined {
  if (!groups) return undefined
  const short = Number(groups.shortYear ?? 0)
  const year = groups.year === undefined ? short + (short < 70 ? 2000 : 1900) : Number(groups.year)
  const month = groups.monthName
    ? months.indexOf(groups.monthName.slice(0, 3).toLowerCase()) + 1
    : Number(groups.month)
  const hour = Number(groups.hour ?? 0)
  const isAfternoon = groups.half === undefined ? undefined : /^p/i.test(groups.half)
  return instant(
    {
      year,
      month,
      day: Number(groups.day),
      hour: isAfternoon === undefined ? hour : (hour % 12) + (isAfternoon ? 12 : 0),
      minute: Number(groups.minute ?? 0),
      second: Number(groups.second ?? 0),
      millis: Number((groups.millis ?? '0').padEnd(3, '0')),
      zone: groups.zone,
    },
    toInstant,
  )
}

interface Parts {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour?: number
  readonly minute?: number
  readonly second?: number
  readonly millis?: number
  readonly zone?: string | undefined
}

function instant(parts: Parts, toInstant: (local: number) => number): number | undefined {
  const { year, month, day, hour = 0, minute = 0, second = 0, millis = 0, zone } = parts
  if (month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) return undefined
  // 24:00 ends a day and :60 is a leap second: both roll over.
  if (hour > 24 || (hour === 24 && minute + second > 0) || minute > 59 || second > 60) return undefined
  const local = Date.UTC(year, month - 1, day, hour, minute, second, millis)
  return zone === undefined ? toInstant(local) : local - zoneOffset(zone)
}

const daysOf = (year: number, month: number): number =>
  month === 2
    ? year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
      ? 29
      : 28
    : 30 + ((month + (month >> 3)) & 1)

function zoneOffset(zone: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(zone) ?? []
  if (hours === undefined) return 0
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
}
