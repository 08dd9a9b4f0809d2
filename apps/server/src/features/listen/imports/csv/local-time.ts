const QUARTER = 900_000
const DAY = 86_400_000
const MOST_REMEMBERED = 50_000

/**
 * Turns what a local clock showed into the instant, in milliseconds. A time that a spring change skips is taken as if the
 * clock had not been changed; of one that an autumn change repeats, the first is taken.
 *
 * @param zone IANA time zone
 * @throws RangeError where there is no such zone
 * @example localClock('Europe/Berlin')(Date.UTC(2026, 0, 1)) // Date.UTC(2025, 11, 31, 23)
 */
export function localClock(zone: string): (local: number) => number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
  if (zone === 'UTC' || zone === 'Etc/UTC') return (local) => local
  const offsetAt = (instant: number): number => offsetOf(format.formatToParts(instant))
  // Asking takes several µs, and the rows of a file lie close together. No zone changes within a quarter of an hour.
  const known = new Map<number, number>()
  return (local) => {
    const quarter = Math.floor(local / QUARTER)
    let offset = known.get(quarter)
    if (offset === undefined) {
      if (known.size >= MOST_REMEMBERED) known.clear()
      const before = offsetAt(local - DAY)
      offset = offsetAt(local - before) === before ? before : afterChange(local, before, offsetAt)
      known.set(quarter, offset)
    }
    return local - offset
  }
}

/** The offset of the day before no longer holds: the later one does, unless the clock never showed this time. */
function afterChange(local: number, before: number, offsetAt: (instant: number) => number): number {
  const after = offsetAt(local - before)
  return offsetAt(local - after) === after ? after : before
}

function offsetOf(parts: readonly Intl.DateTimeFormatPart[]): number {
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const [, sign, hours, minutes = '0', seconds = '0'] = /([+-])(\d\d):(\d\d)(?::(\d\d))?/.exec(name) ?? []
  if (hours === undefined) return 0
  const offset = Number(hours) * 3_600_000 + Number(minutes) * 60_000 + Number(seconds) * 1000
  return sign === '-' ? -offset : offset
}
