import { browserContext } from './browser-context.ts'
import type { PageWindow } from './host.ts'
import type { Options } from './options.ts'
import { attempt, listen, safe } from './safely.ts'
import type { Store } from './store.ts'

/** Messages on their way to the server. */
export interface Queue {
  /** Keeps a message, as JSON, until the server has it or has refused it. */
  add(message: string): void
  /**
   * Keeps a signal, which is written when it is needed: it outlives the page's end, and a crash only after a first try to
   * send it.
   */
  addSignal(write: () => string): void
  /** Sends what there is, if the server may be asked now. */
  flush(): void
  /** The page may end at any moment: sends what this tab has, in a request that outlives it. */
  leave(): void
  /** Of messages on their way. */
  sendingBytes(): number
}

export interface QueueDependencies {
  readonly window: PageWindow
  readonly options: Options
  readonly store: Store
  /** Of our names in the store, and of the lock that all tabs share. */
  readonly prefix: string
  /** Tells this tab's messages from others'. */
  readonly tab: string
}

/** Messages that come together go together; nobody waits for signals, and each request costs a page 2 ms. */
const GATHER_MS = 1500
const SIGNALS_GATHER_MS = 3000
/** Browsers let 64 KB outlive a page, all requests taken together; a batch of half of it leaves room for another. */
const OUTLIVING_BYTES = 60_000
const BATCH_BYTES = 28_000
/** What a signal takes, about: it is not written before it goes. */
const SIGNAL_BYTES = 1_300
/** Browsers tell tabs of each other's changes after the fact. */
const STORAGE_LAG_MS = 100
/** A site has 5 MB of storage; about a fifth of it is ours at most. */
const MOST_MESSAGES = 1000
const FIRST_RETRY_MS = 1000
const LONGEST_RETRY_MS = 5 * 60_000
/** Whatever a server asks for, and however the clock was set meanwhile. */
const LONGEST_PAUSE_MS = 60 * 60_000
const GIVE_UP_MS = 30_000

/**
 * Each message is an entry of the store of its own, so that tabs never write over each other. It goes when the server has
 * answered. A tab sends what all have, under a lock that they share, and looks at the store only when it holds the lock.
 * Where nobody can know whether a message arrived it is sent again: the server takes each `messageId` once.
 */
export function openQueue({ window, options, store, prefix, tab }: QueueDependencies): Queue {
  const { navigator } = window
  // Before signals wrap the page's: what we send is no request of the page.
  const fetch = attempt(() => window.fetch)
  const queueName = `${prefix}queue`
  const retryName = `${prefix}retry`
  /** Names of what is on its way, and its bytes. */
  const sending = new Set<string>()
  let sendingBytes = 0
  let failures = 0
  let added = 0
  /** Characters since the last flush. */
  let gathered = 0
  let isRunning = false
  let timer = 0
  /** The timer was set for a signal. */
  let isPatient = false

  const waiting = () => store.names(queueName).filter((name) => !sending.has(name))
  /** Milliseconds to wait, for all tabs and for the next page. */
  const pause = () => {
    const left = Number(store.get(retryName)) - Date.now()
    return left < LONGEST_PAUSE_MS ? left : 0
  }

  /** Sends the first of these messages, as many as there is room for. @returns whether there were any */
  const send = async (names: string[], room: number, isEnd = false): Promise<boolean> => {
    const batch = new Map<string, string>()
    let bytes = 0
    for (const name of names) {
      const text = sending.has(name) ? '' : store.get(name)
      if (!text) continue
      const size = new TextEncoder().encode(text).length
      if (bytes && bytes + size > room) break
      bytes += size
      batch.set(name, text)
      sending.add(name)
    }
    if (!bytes) return false
    sendingBytes += bytes
    /** How long the server wants us to wait; undefined once it has the messages, or will never take them. */
    let wait: number | undefined = 0
    try {
      const url = `${options.host}/v1/batch`
      // A text without a content type of its own needs no preflight.
      const body = `${JSON.stringify({
        writeKey: options.writeKey,
        sentAt: new Date(),
        context: attempt(() => browserContext(window)),
      }).slice(0, -1)},"batch":[${[...batch.values()]}]}`
      // Where requests end with the page a beacon does not. It gives no answer, so the messages stay.
      if (isEnd && !('keepalive' in window.Request.prototype)) navigator.sendBeacon(url, body)
      else {
        const { status, headers } = await (fetch as typeof window.fetch)(url, {
          method: 'POST',
          body,
          keepalive: sendingBytes < OUTLIVING_BYTES,
          credentials: 'omit',
          signal: AbortSignal.timeout?.(GIVE_UP_MS),
        })
        const asked = headers.get('retry-after') ?? ''
        wait =
          status > 499 || status === 408 || status === 429
            ? Number(asked) * 1000 || Date.parse(asked) - Date.now() || 0
            : undefined
      }
    } catch {}
    sendingBytes -= bytes
    for (const name of batch.keys()) {
      sending.delete(name)
      if (wait === undefined) store.remove(name)
    }
    if (wait === undefined) {
      failures = 0
      store.remove(retryName)
    } else {
      const backoff = Math.min(FIRST_RETRY_MS * 2 ** failures++, LONGEST_RETRY_MS) * (1 - Math.random() / 2)
      // A date may be over by the clock here: never at once, whatever is asked for.
      store.set(retryName, String(Date.now() + Math.max(wait, backoff)))
    }
    return true
  }

  const flush = safe(() => {
    gathered = 0
    // What has come meanwhile waits for the next time.
    if (isRunning) return flushLater(0)
    isRunning = true
    let isAll = false
    const work = async () => {
      // What the tab before has removed under the lock is still to be seen here for a moment.
      await new Promise((done) => window.setTimeout(done, STORAGE_LAG_MS))
      // What comes from now on has a timer of its own, and goes with what comes after it.
      const due = waiting()
      while (!isAll && pause() <= 0 && attempt(() => navigator.onLine) !== false)
        isAll = !(await send(due, BATCH_BYTES))
    }
    // Plain http has no locks.
    ;(attempt(() => navigator.locks.request(prefix, work)) ?? Promise.reject())
      .catch(work)
      .catch(() => {})
      .then(() => {
        isRunning = false
        if (isAll) return
        // The newest tell most.
        waiting().slice(0, -MOST_MESSAGES).forEach(store.remove)
        store.settle()
        flushLater(pause())
      })
  })
  const flushLater = (ms: number, isSignal = false) => {
    if (timer && (isSignal || !isPatient)) return
    window.clearTimeout(timer)
    isPatient = isSignal
    timer = window.setTimeout(
      () => {
        timer = 0
        flush()
      },
      Math.max(ms, isSignal ? SIGNALS_GATHER_MS : GATHER_MS),
    )
  }

  const flushWith = (bytes: number, isSignal = false) => {
    gathered += bytes
    // At its end a page has room for little more than a batch.
    if (gathered > BATCH_BYTES) flush()
    else flushLater(0, isSignal)
  }
  const newName = () => `${queueName}${Date.now() * 1000 + (added++ % 1000)}.${tab}`

  // What earlier pages have left.
  flushLater(0)
  listen(window, 'online', () => {
    store.remove(retryName)
    flush()
  })
  return {
    flush,
    add(message) {
      store.set(newName(), message)
      flushWith(message.length)
    },
    addSignal(write) {
      store.hold(newName(), write)
      flushWith(SIGNAL_BYTES, true)
    },
    sendingBytes: () => sendingBytes,
    leave() {
      store.settle()
      // Without storage it goes now or never.
      if (pause() <= 0 || !store.isLasting())
        send(
          waiting().filter((name) => name.endsWith(tab)),
          OUTLIVING_BYTES - sendingBytes,
          true,
        ).catch(() => {})
    },
  }
}
