export const personTabs = ['timeline', 'orders', 'identity', 'about'] as const

type PersonTab = (typeof personTabs)[number]

export interface PersonSearch {
  tab?: PersonTab | undefined
  event?: string | undefined
}

/** Which part of a person is open, and the event that the timeline is narrowed to. */
export function parsePersonSearch(search: Record<string, unknown>): PersonSearch {
  const tab = personTabs.find((name) => name === search.tab)
  const { event } = search
  return {
    ...(tab === undefined ? {} : { tab }),
    ...((typeof event === 'string' || typeof event === 'number') && event !== ''
      ? { event: String(event) }
      : {}),
  }
}
