import type { FlagAnswer } from './flag-answer.ts'
import type { FlagHost } from './open-flags.ts'

const GIVE_UP_MS = 10_000

/**
 * Gives a function that asks the server again. An answer counts at once where nothing was known, where somebody else or
 * another session is here than before, and where the page wants to hear of changes; else from the next page or route on,
 * so that nothing changes under the visitor's eyes.
 *
 * @param done called after each try, before the page hears of new values
 */
export function askFlags({ window, options, link, safe, onPage }: FlagHost, done: () => void): () => void {
  let turns = 0

  /** @returns the keys that serve something else now */
  const take = (answer: FlagAnswer | undefined): string[] => {
    link.next = undefined
    if (!answer) return []
    const before = valuesOf(link.known)
    link.known = answer
    const now = valuesOf(answer)
    return [...new Set([...before.keys(), ...now.keys()])].filter((key) => before.get(key) !== now.get(key))
  }
  const ask = async (): Promise<string[]> => {
    // Device, browser and system the server reads from the request itself.
    const context = JSON.stringify({ ...link.units(), language: window.navigator.language })
    link.find()
    const last = link.next ?? link.known
    const isSame = JSON.stringify(last?.context) === context
    // Where to hear of changes is not stored with the rest.
    const isEnough = isSame && (link.streams || !link.listeners[0])
    const turn = ++turns
    const response = await window.fetch(
      `${options.host}/ofrep/v1/evaluate/flags${options.environment ? `?environment=${options.environment}` : ''}`,
      {
        method: 'POST',
        headers: {
          authorization: `Bearer ${options.writeKey}`,
          'content-type': 'application/json',
          ...(isEnough && last?.etag && { 'if-none-match': last.etag }),
        },
        body: `{"context":${context}}`,
        credentials: 'omit',
        signal: AbortSignal.timeout?.(GIVE_UP_MS) ?? null,
      },
    )
    if (response.status !== 200) return []
    const { flags, eventStreams } = await response.json()
    // Meanwhile asked again, perhaps for somebody else.
    if (turn !== turns || !Array.isArray(flags)) return []
    link.streams = eventStreams
    link.next = {
      context: JSON.parse(context),
      flags,
      etag: response.headers.get('etag'),
      logged: last?.logged,
    }
    link.keep(link.next)
    return isSame && !link.listeners[0] ? [] : take(link.next)
  }

  onPage(() => take(link.next))
  return safe(() => {
    ask()
      // Not there, or not to be understood: the page has what was known, or its own fallbacks.
      .catch(() => [])
      .then((keys) => {
        safe(done)()
        if (keys[0]) for (const listener of link.listeners) listener(keys)
      })
  })
}

const valuesOf = (answer: FlagAnswer | undefined): Map<string, string | undefined> =>
  new Map(answer?.flags.map(({ key, value }) => [key, JSON.stringify(value)]))
