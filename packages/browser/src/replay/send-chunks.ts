import type { Host } from '../host.ts'
import { attempt } from '../safely.ts'
import { type Chunk, partsOf } from './chunks.ts'
import { compress } from './compress.ts'

export interface ChunkSender {
  add(chunk: Chunk): void
  /** The page may be gone in a moment: what was not acknowledged is sent in requests that outlive it. */
  leave(): void
  /** Sends nothing more. */
  stop(): void
}

/** Of the 64 KB that browsers let outlive a page, with the events on their way; the rest is for those still to come. */
const OUTLIVING_BYTES = 44_000
/** Unsent chunks are kept in memory up to this; of a server that is long away, the beginning counts most. */
const MOST_BYTES = 16_000_000
const FIRST_RETRY_MS = 2_000
const LONGEST_RETRY_MS = 5 * 60_000
const GIVE_UP_MS = 30_000

interface Ready {
  readonly chunk: Chunk
  body?: Blob
}

/**
 * Sends chunks one after the other, again and again until the server has each or will never take it.
 *
 * @param refused called when the server takes no more of this recording
 */
export function sendChunks(host: Host, refused: () => void): ChunkSender {
  const { window, options } = host
  const url = `${options.host}/v1/replay`
  const post = (body: Blob | string, keepalive: boolean): Promise<Response> =>
    // Its clock is told as it is sent: a chunk may have waited. A text needs no preflight.
    window.fetch(`${url}?sentAt=${Date.now()}`, {
      method: 'POST',
      body,
      keepalive,
      credentials: 'omit',
      ...(!keepalive && { signal: AbortSignal.timeout?.(GIVE_UP_MS) ?? null }),
    })
  let line: Ready[] = []
  let isSending = false
  let isLeaving = false
  let isStopped = false
  let failures = 0
  let room = 0

  /** Sends a chunk in a request that outlives the page, if there is room for it. */
  const outlive = (ready: Ready): void => {
    const { body, chunk } = ready
    const send = (sent: Blob | string, size: number) => {
      if (size > room) return
      room -= size
      void post(sent, true).catch(() => {})
    }
    if (body) send(body, body.size)
    else if (chunk.length * 1.5 < room / 4) send(partsOf(chunk).join(''), chunk.length * 1.5)
    // Compressing needs no pause, so it is done before the page is gone.
    else
      void compress(window, partsOf(chunk), () => true).then(
        (compressed) => {
          ready.body = compressed
          send(compressed, compressed.size)
        },
        () => {},
      )
  }

  const work = async (): Promise<void> => {
    if (isSending || isStopped) return
    isSending = true
    for (let ready = line[0]; ready && !isStopped; ready = line[0]) {
      ready.body ??= await compress(window, partsOf(ready.chunk), () => isLeaving)
      const wait = await post(ready.body, false).then(whatNow, backoff)
      if (wait === REFUSED) return stop(refused)
      if (wait === DONE) {
        failures = 0
        line = line.filter((other) => other !== ready)
      } else await new Promise((resume) => window.setTimeout(resume, wait))
    }
    isSending = false
  }
  const whatNow = ({ ok, status, headers }: Response): number => {
    if (ok || status === 400) return DONE
    if (status < 500 && status !== 408 && status !== 429) return REFUSED
    return Math.max(backoff(), Number(headers.get('retry-after')) * 1000 || 0)
  }
  const backoff = (): number =>
    Math.min(FIRST_RETRY_MS * 2 ** failures++, LONGEST_RETRY_MS) * (0.5 + Math.random() / 2)
  const stop = (then: () => void): void => {
    isStopped = true
    line = []
    then()
  }

  return {
    stop: () => stop(() => {}),
    add(chunk) {
      if (isStopped) return
      const added = { chunk }
      line.push(added)
      // Friction that is met on the way out, such as a form left unfinished.
      if (isLeaving) outlive(added)
      let kept = 0
      line = line.filter((ready) => {
        kept += ready.body?.size ?? ready.chunk.length
        return kept <= MOST_BYTES || ready === line[0]
      })
      void work().catch(() => {
        isSending = false
      })
    },
    leave() {
      if (isStopped) return
      isLeaving = true
      room = OUTLIVING_BYTES - host.sendingBytes()
      for (const ready of line) outlive(ready)
      // The page may stay, or come back: then all goes on, and what arrives twice is stored once.
      attempt(() =>
        window.setTimeout(() => {
          isLeaving = false
        }, 1000),
      )
    },
  }
}

const DONE = 0
const REFUSED = -1
