const ISO =
  /^(\d{4})-(\d\d)(?:-(\d\d))?(?:[T\s](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?)?$/i

/** Below this many milliseconds (3 March 1973) a bare number is taken for seconds. */
const SECONDS_BELOW = 1e11

/**
 * Milliseconds since 1970 of a time in any form that clients send; undefined where it is none or cannot be, such as
 * 30 February.
 *
 * ISO 8601 with or without zone (then UTC), milliseconds or seconds since 1970 as number or digits, and the texts of
 * RFC 2822 and JavaScript's dates.
 *
 * @example momentOf('2026-01-31 10:00:00') // 1769853600000
 */
export function momentOf(value: unknown): number | undefined {
  if (typeof value === 'number') return fromNumber(value)
  if (typeof value !== 'string' || value.length > LONGEST) return undefined
  const text = value.trim()
  // As JavaScript writes it, and so nearly all clients do: a third of the time. What is no such day comes back as another.
  if (text.length === 24 && text.endsWith('Z')) {
    const date = new Date(text)
    if (!Number.isNaN(date.getTime()) && date.toISOString() === text) return date.getTime()
  }
  const iso = ISO.exec(text)
  if (iso) return fromIso(iso)
  if (/^-?\d+(\.\d+)?$/.test(text)) return text.length < 10 ? undefined : fromNumber(Number(text))
  return fromWords(text)
}

const LONGEST = 100

function fromNumber(value: number): number | undefined {
  if (!Number.isFinite(value)) return undefined
  return Math.round(Math.abs(value) < SECONDS_BELOW ? value * 1000 : value)
}

function fromIso(parts: RegExpExecArray): number | undefined {
  const [, year, month, day = '01', hour = '00', minute = '00', second = '00', fraction = '', zone = 'Z'] =
    parts
  const h = Number(hour)
  const m = Number(minute)
  const s = Number(second)
  // 24:00 ends a day and :60 is a leap second: both are in the standard, and both roll over.
  if (m > 59 || s > 60 || h > 24 || (h === 24 && (m > 0 || s > 0))) return undefined
  const date = Date.UTC(Number(year), Number(month) - 1, Number(day))
  // Date.UTC rolls 30 February over into March.
  const back = new Date(date)
  if (back.getUTCMonth() !== Number(month) - 1 || back.getUTCDate() !== Number(day)) return undefined
  const offset = zoneOffset(zone)
  if (offset === undefined) return undefined
  const millis = fraction ? Number(fraction.padEnd(3, '0').slice(0, 3)) : 0
  return date + h * 3_600_000 + m * 60_000 + s * 1000 + millis - offset
}

function zoneOffset(zone: string): number | undefined {
  if (zone === 'Z' || zone === 'z') return 0
  const hours = Number(zone.slice(1, 3))
  const minutes = Number(zone.slice(3).replace(':', ''))
  if (hours > 18 || minutes > 59) return undefined
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000
}

/** "Wed, 21 Jan 2026 10:00:00 GMT": only texts that name a month, since 01/02/2026 has two readings. */
function fromWords(text: string): number | undefined {
  if (!/\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b/i.test(text) || !/\d{4}/.test(text))
    return undefined
  const zoned = /\b(?:gmt|utc|z)\b|[+-]\d{2}:?\d{2}\b/i.test(text)
  const time = Date.parse(zoned ? text : `${text} UTC`)
  return Number.isNaN(time) ? undefined : time
}
