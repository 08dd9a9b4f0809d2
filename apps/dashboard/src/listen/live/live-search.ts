/** The events that Live shows: all, or those of one name. */
export interface LiveSearch {
  event?: string | undefined
}

/** Reads the name of the events from a link. */
export function parseLiveSearch(search: Record<string, unknown>): LiveSearch {
  const { event } = search
  return (typeof event === 'string' || typeof event === 'number') && event !== ''
    ? { event: String(event) }
    : {}
}
