import type { FlagHost } from './open-flags.ts'

/** All open pages hear of a change at once; they need not all ask at once. */
const SPREAD_MS = 1000
/** Turning back and forth between tabs asks no oftener. */
const SETTLED_MS = 5000

interface Watch {
  /** From now on the page wants to hear of changes. @returns whether that is new */
  begin(): boolean
  /** Listens to the server, where that is wanted and possible. */
  open(): void
}

/** Asks again where the server says that something has changed, and when the tab is looked at again. A hidden one rests. */
export function watchChanges({ window, options, link, safe }: FlagHost, ask: () => void): Watch {
  const { document } = window
  let source: EventSource | undefined
  let isBegun = false
  let askedAt = Date.now()
  const isHidden = () => document.visibilityState === 'hidden'
  const open = () => {
    const { url, endpoint } = link.streams?.find(({ type }) => type === 'sse') ?? {}
    const address = url ?? endpoint?.requestUri
    if (!isBegun || !address || source || isHidden()) return
    source = new window.EventSource(new URL(address, endpoint?.origin ?? options.host))
    source.onmessage = safe(({ data }: MessageEvent<string>) => {
      if (JSON.parse(data).type === 'refetchEvaluation') window.setTimeout(ask, Math.random() * SPREAD_MS)
    })
  }
  const look = safe(() => {
    if (isHidden()) {
      source?.close()
      source = undefined
    } else if (Date.now() - askedAt > SETTLED_MS) {
      askedAt = Date.now()
      // Opens the stream as well.
      ask()
    } else open()
  })
  return {
    open,
    begin() {
      if (isBegun) return false
      isBegun = true
      document.addEventListener('visibilitychange', look)
      return true
    },
  }
}
