import type { PageWindow, Properties } from './host.ts'
import type { Options } from './options.ts'
import { attempt } from './safely.ts'
import type { Store } from './store.ts'

/** Hands messages to the server, and knows when it may be asked again. */
export interface Delivery {
  /**
   * Sends messages, each as JSON, in a request that outlives the page if the browser allows one more of the size.
   *
   * @returns whether they are done with: the server has them, or will never take them
   */
  send(messages: readonly string[]): Promise<boolean>
  /** Whether a request with so many bytes would outlive the page. */
  outlives(bytes: number): boolean
  /** Milliseconds to wait before the next request. */
  pause(): number
}

export interface DeliveryDependencies {
  readonly window: PageWindow
  readonly options: Options
  readonly store: Store
  /** What is the same for all messages of this browser. */
  readonly context: () => Properties
}

/** Browsers let 64 KB outlive a page, all requests taken together. */
const OUTLIVING_BYTES = 60_000
const FIRST_RETRY_MS = 1000
const LONGEST_RETRY_MS = 5 * 60_000
/** Whatever a server asks for, and however the clock was set meanwhile. */
const LONGEST_PAUSE_MS = 60 * 60_000
const GIVE_UP_MS = 30_000
const OFFLINE_MS = 60_000

export function openDelivery({ window, options, store, context }: DeliveryDependencies): Delivery {
  const { navigator } = window
  // Before signals wrap the page's: what we send is no request of the page.
  const fetch = attempt(() => window.fetch.bind(window))
  const url = `${options.host}/v1/batch`
  let outliving = 0
  let failures = 0
  let retryAt = 0
  attempt(() =>
    window.addEventListener('online', () => {
      retryAt = 0
    }),
  )

  const outlives = (bytes: number) => outliving + bytes < OUTLIVING_BYTES
  const post = async (body: string, keepalive: boolean): Promise<number | undefined> => {
    if (!fetch || (keepalive && !attempt(() => 'keepalive' in Request.prototype))) {
      // A beacon gives no answer: what it carried stays here until a request has one.
      navigator.sendBeacon(url, body)
      return 0
    }
    // A text without a content type of its own needs no preflight.
    const { status, headers } = await fetch(url, {
      method: 'POST',
      body,
      keepalive,
      credentials: 'omit',
      signal: AbortSignal.timeout?.(GIVE_UP_MS),
    })
    return status > 499 || status === 408 || status === 429
      ? milliseconds(headers.get('retry-after'))
      : undefined
  }

  return {
    outlives,
    pause() {
      const now = Date.now()
      // What the server asked for holds for all tabs and for the next page.
      const asked = Number(store.get('retry')) - now
      return Math.max(
        retryAt - now,
        asked < LONGEST_PAUSE_MS ? asked : 0,
        attempt(() => navigator.onLine) === false ? OFFLINE_MS : 0,
      )
    },
    async send(messages) {
      const body = `{"writeKey":${JSON.stringify(options.writeKey)},"sentAt":"${new Date().toISOString()}","context":${JSON.stringify(context())},"batch":[${messages}]}`
      const size = byteLength(body)
      const keepalive = outlives(size)
      if (keepalive) outliving += size
      const asked = await post(body, keepalive).catch(() => 0)
      if (keepalive) outliving -= size
      if (asked === undefined) {
        failures = retryAt = 0
        return true
      }
      const now = Date.now()
      const backoff = Math.min(FIRST_RETRY_MS * 2 ** failures++, LONGEST_RETRY_MS)
      retryAt = now + backoff * (0.5 + Math.random() / 2)
      if (asked) store.set('retry', String(now + asked))
      return false
    },
  }
}

export const byteLength = (text: string): number => new TextEncoder().encode(text).length

/** Of a Retry-After header: seconds, or a date. */
function milliseconds(header: string | null): number {
  if (!header) return 0
  return Math.max(0, Number(header) * 1000 || Date.parse(header) - Date.now() || 0)
}
