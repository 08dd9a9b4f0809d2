import { byteLength, type Delivery } from './delivery.ts'
import type { PageWindow } from './host.ts'
import { attempt, safe } from './safely.ts'
import type { Store } from './store.ts'

/** Messages on their way to the server. */
export interface Queue {
  /** Keeps a message, as JSON, until the server has it or has refused it. */
  add(message: string): void
  /** Sends what there is, if the server may be asked now. */
  flush(): void
  /** The page may end at any moment: sends what this tab has, in requests that outlive it. */
  leave(): void
}

export interface QueueDependencies {
  readonly window: PageWindow
  readonly store: Store
  readonly delivery: Delivery
  /** Tells this tab's messages from others'. */
  readonly tab: string
  /** Shared by the tabs that share the store. */
  readonly lock: string
}

/** Messages that come together go together. */
const GATHER_MS = 1500
/** Half of what can outlive a page, so that the other half fits when it is left in the middle of a request. */
const BATCH_BYTES = 28_000
/** A site has 5 MB of storage; about a fifth of it is ours at most. */
const MOST_MESSAGES = 1000
/** A tab sends what it has within this time: what lies longer was left behind by one that is closed or offline. */
const ABANDONED_MS = 5000

/**
 * Each message is an entry of the store of its own, so that tabs never write over each other. It goes when the server has
 * answered. A tab sends under a lock that all tabs share, and looks at the store only when it holds the lock. Where nobody
 * can know whether a message arrived it is sent again: the server takes each `messageId` once.
 */
export function openQueue({ window, store, delivery, tab, lock }: QueueDependencies): Queue {
  /** Names of what is on its way. */
  const sending = new Set<string>()
  let added = 0
  let running = false
  let timer = 0
  let due = Infinity

  const isOwn = (name: string) => name.endsWith(tab)
  const waiting = (only: (name: string) => boolean = () => true) =>
    store.names('queue').filter((name) => !sending.has(name) && only(name))
  const isReady = (name: string) =>
    isOwn(name) || Date.now() - Number(name.split('.')[1]) / 1000 > ABANDONED_MS

  /** Sends the first of these that fit into a batch. @returns undefined where there are none, or they don't fit */
  const send = (names: string[], mustFit: boolean): Promise<void> | undefined => {
    let bytes = 0
    const texts: string[] = []
    const batch = names.filter((name) => {
      const text = bytes < BATCH_BYTES ? (store.get(name) ?? '') : ''
      const size = byteLength(text)
      if (!size || ((bytes || mustFit) && bytes + size > BATCH_BYTES)) return false
      bytes += size
      return texts.push(text)
    })
    if (!bytes || (mustFit && !delivery.outlives(bytes))) return undefined
    for (const name of batch) sending.add(name)
    return delivery.send(texts).then((done) => {
      for (const name of batch) {
        sending.delete(name)
        if (done) store.remove(name)
      }
    })
  }
  const sendAll = async () => {
    while (delivery.pause() <= 0) {
      const sent = send(waiting(isReady), false)
      if (!sent) return
      await sent
    }
  }
  const flush = safe(() => {
    if (running) return
    running = true
    // Plain http has no locks.
    const locked = attempt(() => window.navigator.locks.request(lock, sendAll))
    const sent = locked ? locked.catch(sendAll) : sendAll()
    sent
      .catch(() => {})
      .then(
        safe(() => {
          running = false
          if (waiting().length > 0) flushIn(Math.max(delivery.pause(), GATHER_MS))
        }),
      )
  })
  const flushIn = (ms: number) => {
    const at = Date.now() + ms
    if (at >= due) return
    due = at
    window.clearTimeout(timer)
    timer = window.setTimeout(() => {
      due = Infinity
      flush()
    }, ms)
  }

  // What earlier pages have left.
  flushIn(GATHER_MS)
  window.addEventListener('online', () => flushIn(0))
  return {
    flush,
    add(message) {
      store.set(`queue.${Date.now() * 1000 + (added++ % 1000)}.${tab}`, message)
      // The newest tell most; looked at now and then, since it reads every name.
      if (added % 100 === 0) waiting().slice(0, -MOST_MESSAGES).map(store.remove)
      flushIn(GATHER_MS)
    },
    leave() {
      // Without storage it goes now or never.
      if (store.lasting() && delivery.pause() > 0) return
      while (send(waiting(isOwn), true)) {}
    },
  }
}
