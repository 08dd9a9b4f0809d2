import type { Host } from '../host.ts'
import { attempt } from '../safely.ts'

/** The recording that this tab makes, page after page. */
export interface TabRecording {
  readonly id: string
  readonly sessionId: string
  /** A number for the next chunk; each once, also by the pages before and after this one. */
  nextChunk(): number
  /** Whether friction was met, so that all is sent from then on. */
  isWanted(): boolean
  want(): void
  /** The page is left or hidden: the next one in this tab may go on with the recording. */
  leave(): void
  /** The page is shown again. */
  takeUp(): void
  /** Forgets it, here and in the browser. */
  forget(): void
}

interface Stored {
  readonly id: string
  readonly sessionId: string
  readonly next: number
  readonly isWanted: boolean
  /** A page is at it. A tab that was duplicated finds this, and so does one that crashed: both begin anew. */
  readonly isOpen: boolean
}

/**
 * The recording of this session in this tab: the one that the page before has left here, or a new one. Where the browser
 * stores nothing, each page has one of its own.
 */
export function openTabRecording({ window, options, ids }: Host): TabRecording {
  const name = `throughline.${options.writeKey}.replay`
  const { sessionId } = ids()
  const read = () =>
    attempt(() => JSON.parse(window.sessionStorage.getItem(name) ?? '') as Partial<Stored> | null)
  const before = read()
  let stored: Stored =
    before?.sessionId === sessionId && before.id && before.isOpen === false
      ? {
          id: before.id,
          sessionId,
          next: Number(before.next) || 0,
          isWanted: Boolean(before.isWanted),
          isOpen: true,
        }
      : { id: newId(window), sessionId, next: 0, isWanted: false, isOpen: true }
  const store = (change: Partial<Stored>) => {
    // A page that comes back from the browser's memory finds what those after it have stored.
    const found = read()
    const next = Math.max(stored.next, (found?.id === stored.id && Number(found.next)) || 0)
    stored = { ...stored, next, ...change }
    attempt(() => window.sessionStorage.setItem(name, JSON.stringify(stored)))
  }
  store({})

  return {
    id: stored.id,
    sessionId,
    nextChunk() {
      store({})
      const { next } = stored
      store({ next: next + 1 })
      return next
    },
    isWanted: () => stored.isWanted,
    want: () => store({ isWanted: true }),
    leave: () => store({ isOpen: false }),
    takeUp: () => store({ isOpen: true }),
    forget: () => void attempt(() => window.sessionStorage.removeItem(name)),
  }
}

/** 32 hexadecimal digits. `randomUUID` is missing where the site has no TLS. */
const newId = ({ crypto }: Host['window']): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
