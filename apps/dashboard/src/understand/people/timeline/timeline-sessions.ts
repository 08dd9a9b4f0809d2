import type { EventView } from '@throughline/contract/event'

/** A run of events of one session, newest first. */
export interface TimelineSession {
  readonly key: string
  /** The earliest event that is loaded. */
  readonly from: string
  readonly to: string
  readonly channels: readonly string[]
  readonly events: readonly EventView[]
}

/**
 * A timeline as runs of one session each. Two sessions that happened at once, such as on a phone in the store, come
 * out as several runs, as they happened.
 */
export function timelineSessions(events: readonly EventView[]): TimelineSession[] {
  const runs: EventView[][] = []
  for (const event of events) {
    const run = runs.at(-1)
    if (run?.[0]?.sessionId === event.sessionId) run.push(event)
    else runs.push([event])
  }
  return runs.flatMap((run) => {
    const [newest, oldest] = [run[0], run.at(-1)]
    if (!newest || !oldest) return []
    return {
      key: newest.messageId,
      from: oldest.timestamp,
      to: newest.timestamp,
      channels: [...new Set(run.map(({ channel }) => channel).filter((channel) => channel !== ''))],
      events: run,
    }
  })
}
