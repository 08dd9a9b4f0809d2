import { DAY } from './calendar.ts'

/** Versions of a browser that comes out at a steady pace. */
interface Pace {
  readonly version: number
  readonly releasedAt: number
  readonly everyDays: number
}

/** A version that was really released, with its day. */
interface Release {
  readonly version: string
  readonly releasedAt: number
}

const chromium: Pace = { version: 120, releasedAt: Date.UTC(2023, 11, 5), everyDays: 31.5 }
const firefox: Pace = { version: 120, releasedAt: Date.UTC(2023, 10, 21), everyDays: 28.8 }
const samsung: Pace = { version: 23, releasedAt: Date.UTC(2023, 9, 26), everyDays: 120 }

/** iOS, and Safari with it, newest first. */
const appleReleases: readonly Release[] = [
  { version: '26.1', releasedAt: Date.UTC(2025, 10, 3) },
  { version: '26.0', releasedAt: Date.UTC(2025, 8, 15) },
  { version: '18.5', releasedAt: Date.UTC(2025, 4, 12) },
  { version: '18.3', releasedAt: Date.UTC(2025, 0, 27) },
  { version: '18.1', releasedAt: Date.UTC(2024, 9, 28) },
  { version: '17.6', releasedAt: Date.UTC(2024, 6, 29) },
  { version: '17.4', releasedAt: Date.UTC(2024, 2, 5) },
  { version: '17.1', releasedAt: Date.UTC(2023, 9, 25) },
  { version: '16.6', releasedAt: Date.UTC(2023, 6, 24) },
  { version: '15.6', releasedAt: Date.UTC(2022, 6, 20) },
]

const OLDEST_APPLE_VERSION = '15.6'

/** The Chromium version of somebody who updates `lagDays` late. */
export function chromiumVersion(moment: number, lagDays: number): number {
  return versionAt(chromium, moment, lagDays)
}

export function firefoxVersion(moment: number, lagDays: number): number {
  return versionAt(firefox, moment, lagDays)
}

export function samsungVersion(moment: number, lagDays: number): number {
  return versionAt(samsung, moment, lagDays)
}

/** The iOS and Safari version of somebody who updates `lagDays` late. After the last one known it stays there. */
export function appleVersion(moment: number, lagDays: number): string {
  const seen = moment - lagDays * DAY
  return appleReleases.find((release) => release.releasedAt <= seen)?.version ?? OLDEST_APPLE_VERSION
}

/** The shop's own app: a release every two weeks, numbered by year and fortnight. */
export function shopAppVersion(moment: number, lagDays: number): string {
  const seen = new Date(moment - lagDays * DAY)
  const dayOfYear = Math.floor((seen.getTime() - Date.UTC(seen.getUTCFullYear(), 0, 1)) / DAY)
  return `${seen.getUTCFullYear() - 2020}.${Math.floor(dayOfYear / 14)}.0`
}

function versionAt(pace: Pace, moment: number, lagDays: number): number {
  const steps = Math.floor((moment - lagDays * DAY - pace.releasedAt) / (pace.everyDays * DAY))
  return Math.max(10, pace.version + steps)
}
