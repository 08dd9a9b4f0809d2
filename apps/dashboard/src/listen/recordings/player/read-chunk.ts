import type { ReplayEvent } from '@throughline/contract/recordings'
import { cleanEvent, eventKinds, isUndrawn } from './clean-event.ts'
import { isDeed } from './idle-stretches.ts'
import type { Noticed } from './noticed.ts'
import { type SideLine, sideLineOf } from './side-lines.ts'

/** When a recording runs. */
export interface Span {
  /** Milliseconds since 1970. */
  readonly startedAt: number
  readonly durationMs: number
}

/** A part of a recording, made ready to be played. */
export interface ReadChunk {
  /** In the order of their time, none before the start. */
  readonly events: readonly ReplayEvent[]
  /** Milliseconds from the start at which the visitor did something. */
  readonly deedsAt: readonly number[]
  readonly lines: readonly SideLine[]
  /** When the first whole picture of a page is there; milliseconds from the start. */
  readonly pictureAt: number | undefined
  readonly lastAt: number
  /** Events that could not be read. */
  readonly unreadable: number
}

/** Clocks of a page and its frames differ by so much; what is further out belongs to no moment of the recording. */
const slackMs = 5_000

/** Reads a part of a recording, leaving out what is broken. */
export function readChunk(raw: readonly unknown[], span: Span, noticed: Noticed): ReadChunk {
  const events: ReplayEvent[] = []
  let unreadable = 0
  for (const one of raw) {
    const event = cleanEvent(one, noticed)
    const at = event ? event.timestamp - span.startedAt : Number.NaN
    if (event && at >= -slackMs && at <= span.durationMs + slackMs)
      events.push(at < 0 ? { ...event, timestamp: span.startedAt } : event)
    else if (event || !isUndrawn(one)) unreadable += 1
  }
  events.sort((a, b) => a.timestamp - b.timestamp)
  const atOf = (event: ReplayEvent | undefined): number | undefined =>
    event && event.timestamp - span.startedAt
  return {
    events,
    deedsAt: events.filter(isDeed).map(({ timestamp }) => timestamp - span.startedAt),
    lines: events.map((event) => sideLineOf(event, span.startedAt)).filter((line) => line !== undefined),
    pictureAt: atOf(events.find(({ type }) => type === eventKinds.snapshot)),
    lastAt: atOf(events.at(-1)) ?? 0,
    unreadable,
  }
}
