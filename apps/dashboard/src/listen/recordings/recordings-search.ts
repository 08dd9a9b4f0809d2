import type { SignalName } from '@throughline/contract/signals'
import { isSignal } from './signal-look.ts'

/** What the list of recordings is narrowed to, besides the period. */
export interface RecordingsSearch {
  signal?: SignalName | undefined
  /** A page that was seen; `*` stands for one part of it. */
  path?: string | undefined
  /** Any identifier of the person. */
  person?: string | undefined
}

/** Reads the filters from a link, and leaves out what cannot be understood. */
export function parseRecordingsSearch(search: Record<string, unknown>): RecordingsSearch {
  const path = textOf(search.path, 4096)
  const person = textOf(search.person, 600)
  return {
    ...(isSignal(search.signal) ? { signal: search.signal } : {}),
    ...(path === undefined ? {} : { path }),
    ...(person === undefined ? {} : { person }),
  }
}

/** The moment that a link leads to: seconds from the recording's start. */
export interface MomentSearch {
  t?: number | undefined
}

/** A time in ms as a link's seconds, to the millisecond: rounded further, what was just seen might not be there yet. */
export const secondsOf = (time: number): number => Math.floor(time) / 1000

/** The time in ms that a link's seconds stand for. */
export const timeOf = (seconds: number): number => Math.round(seconds * 1000)

/** Reads `?t=42.5`. */
export function parseMomentSearch(search: Record<string, unknown>): MomentSearch {
  const t = Number(search.t)
  return search.t !== undefined && search.t !== '' && Number.isFinite(t) && t >= 0 ? { t } : {}
}

function textOf(value: unknown, longest: number): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  const text = String(value).trim().slice(0, longest)
  return text === '' ? undefined : text
}
