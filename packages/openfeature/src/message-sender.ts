import type { Message } from './message.ts'
import { addressOf, type ProviderOptions } from './provider-options.ts'
import { wait } from './wait.ts'

const FIRST_RETRY_MS = 500
const LONGEST_PAUSE_MS = 60_000
const MOST_AT_ONCE = 100
/** What waits beyond this is dropped: memory is worth more than the log of a server that is away for long. */
const MOST_WAITING = 10_000
/** Browsers allow 64 KB to outlive their page. */
const MOST_KEPT_ALIVE = 60_000

/** Sends messages in batches, in the background. What was not acknowledged is sent again; each counts once by its id. */
export class MessageSender {
  readonly #options: ProviderOptions
  readonly #closing = new AbortController()
  readonly #gatherMs: number
  /** As JSON: what an application puts into a message may be changed later, or be nothing that JSON can hold. */
  #waiting: string[] = []
  #sending: Promise<void> | undefined

  /** @param gatherMs how long messages are gathered; 0 where a page may be gone at any moment */
  constructor(options: ProviderOptions, gatherMs: number) {
    this.#options = options
    this.#gatherMs = gatherMs
  }

  send(message: Message): void {
    if (this.#closing.signal.aborted || this.#waiting.length >= MOST_WAITING) return
    const json = jsonOf({ ...message, timestamp: new Date().toISOString() })
    if (json === undefined) return
    this.#waiting.push(json)
    this.#sending ??= this.#sendAll()
  }

  /** Sends what waits, once, and takes no more. */
  async close(): Promise<void> {
    this.#closing.abort()
    await this.#sending
  }

  async #sendAll(): Promise<void> {
    const { signal } = this.#closing
    for (let pause = this.#gatherMs; this.#waiting.length > 0; ) {
      await wait(pause, signal)
      const batch = this.#waiting.slice(0, MOST_AT_ONCE)
      if (await this.#post(batch)) {
        this.#waiting = this.#waiting.slice(batch.length)
        pause = this.#gatherMs
      } else {
        if (signal.aborted) break
        pause = Math.min(pause * 4 + FIRST_RETRY_MS, LONGEST_PAUSE_MS)
      }
    }
    this.#sending = undefined
  }

  /** Whether the batch is done with: taken, or refused in a way that would not change. */
  async #post(batch: readonly string[]): Promise<boolean> {
    const { writeKey, fetch: send = globalThis.fetch } = this.#options
    const rest = JSON.stringify({ writeKey, sentAt: new Date().toISOString() })
    const body = `{"batch":[${batch.join()}],${rest.slice(1)}`
    try {
      const response = await send(addressOf(this.#options, '/v1/batch'), {
        method: 'POST',
        // A type that browsers send to another site without asking it first.
        headers: { 'content-type': 'text/plain' },
        body,
        credentials: 'omit',
        keepalive: body.length < MOST_KEPT_ALIVE,
        signal: AbortSignal.timeout(10_000),
      })
      return response.ok || (response.status < 500 && response.status !== 429)
    } catch {
      return false
    }
  }
}

/** Undefined for what JSON cannot hold, such as a BigInt or an object that holds itself. */
function jsonOf(message: Message): string | undefined {
  try {
    return JSON.stringify(message)
  } catch {
    return undefined
  }
}
