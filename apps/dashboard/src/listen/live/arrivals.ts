import type { EventView } from '@throughline/contract/event'

/** Older rows go: the page is for following, not for keeping. */
export const rowsKept = 300

/** What Live shows. */
export interface Arrivals {
  readonly events: readonly EventView[]
  /** Whether the first answer is there; before it, an empty list means nothing. */
  readonly started: boolean
  /** Some arrived too fast to be shown. */
  readonly skipped: boolean
  readonly problem: Error | undefined
}

export const noArrivals: Arrivals = { events: [], started: false, skipped: false, problem: undefined }

/** Puts new arrivals on top; one that is already there (the page went on after a pause) stays where it is. */
export function addArrivals(before: Arrivals, arrived: readonly EventView[], more: boolean): Arrivals {
  const known = new Set(before.events.map(({ messageId }) => messageId))
  const fresh = arrived.filter(({ messageId }) => !known.has(messageId))
  const skipped = before.started && (more || before.skipped)
  if (fresh.length === 0) return { ...before, started: true, skipped, problem: undefined }
  return {
    events: [...fresh, ...before.events].slice(0, rowsKept),
    started: true,
    skipped,
    problem: undefined,
  }
}
