import type { Clock } from '../../../platform/clock.ts'

/** Another process that takes an access away is heeded within this time; this one at once. */
const REMEMBERED_MS = 1_000
const MOST_REMEMBERED = 10_000

export interface BriefMemory<T> {
  /** What `find` answered for the key in the last second, else what it answers now. Those who ask together ask once. */
  get(key: string): Promise<T>
  /** Forgets all, after a change that this process made. */
  clear(): void
}

/**
 * Keeps answers of the state store for a second. The embedded store serves one query at a time, so a page with twenty
 * requests must not ask it twenty times who is asking.
 */
export function briefMemory<T>(find: (key: string) => Promise<T>, clock: Clock): BriefMemory<T> {
  const answers = new Map<string, { readonly answer: Promise<T>; readonly until: number }>()

  return {
    get(key) {
      const known = answers.get(key)
      if (known && clock() < known.until) return known.answer
      if (answers.size >= MOST_REMEMBERED) answers.clear()
      const answer = find(key)
      const entry = { answer, until: clock() + REMEMBERED_MS }
      answers.set(key, entry)
      answer.catch(() => {
        if (answers.get(key) === entry) answers.delete(key)
      })
      return answer
    },
    clear: () => answers.clear(),
  }
}
