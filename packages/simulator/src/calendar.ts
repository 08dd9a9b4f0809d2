export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

export type DaylightSaving = 'eu' | 'us'

/** Where a clock hangs: its offset in winter, and the rule by which it moves in summer. */
export interface Clock {
  readonly winterOffsetHours: number
  readonly daylightSaving: DaylightSaving
}

/** Hours that local time is ahead of UTC. Plain arithmetic, so that no engine's time zone data is asked. */
export function offsetHours(moment: number, clock: Clock): number {
  const summer = summerOf(new Date(moment).getUTCFullYear(), clock)
  const isSummer = moment >= summer.start && moment < summer.end
  return clock.winterOffsetHours + (isSummer ? 1 : 0)
}

/** Hour of the day on the wall, 0 to 23. */
export function localHour(moment: number, clock: Clock): number {
  return Math.floor(((((moment + offsetHours(moment, clock) * HOUR) % DAY) + DAY) % DAY) / HOUR)
}

/** 0 is Sunday, in UTC. */
export function weekday(moment: number): number {
  return (((Math.floor(moment / DAY) + 4) % 7) + 7) % 7
}

export function startOfDay(moment: number): number {
  return Math.floor(moment / DAY) * DAY
}

/** The moment of the same UTC day at which a local clock shows `localMilliseconds` since its midnight. */
export function momentOnDay(day: number, localMilliseconds: number, clock: Clock): number {
  const start = startOfDay(day)
  const shifted = localMilliseconds - offsetHours(start + localMilliseconds, clock) * HOUR
  return start + (((shifted % DAY) + DAY) % DAY)
}

interface Summer {
  readonly start: number
  readonly end: number
}

/** EU: last Sundays of March and October, 01:00 UTC. US: second Sunday of March, first of November, 02:00 local. */
function summerOf(year: number, clock: Clock): Summer {
  if (clock.daylightSaving === 'eu') {
    return { start: lastSunday(year, 2) + HOUR, end: lastSunday(year, 9) + HOUR }
  }
  const twoInWinter = (2 - clock.winterOffsetHours) * HOUR
  return {
    start: firstSunday(year, 2) + 7 * DAY + twoInWinter,
    end: firstSunday(year, 10) + twoInWinter - HOUR,
  }
}

function lastSunday(year: number, month: number): number {
  const lastDay = Date.UTC(year, month + 1, 0)
  return lastDay - weekday(lastDay) * DAY
}

function firstSunday(year: number, month: number): number {
  const firstDay = Date.UTC(year, month, 1)
  return firstDay + ((7 - weekday(firstDay)) % 7) * DAY
}
