/** The events that Live shows: all, or those of one name. */
export function parseLiveSearch(search: Record<string, unknown>): { event?: string } {
  const { event } = search
  return (typeof event === 'string' || typeof event === 'number') && event !== ''
    ? { event: String(event) }
    : {}
}
