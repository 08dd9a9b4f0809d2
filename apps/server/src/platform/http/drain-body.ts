import type { IncomingMessage } from 'node:http'

/** So much of a refused body is read on and thrown away; a sender of more finds the connection ended. */
const MOST_BYTES = 256 * 1024 * 1024
const WITHIN_MS = 30_000

/**
 * Reads what is left of a body that was refused for its size. Most clients only look for an answer when they have sent
 * everything: one that comes sooner, with the connection closed behind it, is lost to them as a broken pipe.
 */
export function drainBody(body: IncomingMessage): Promise<void> {
  if (body.complete || body.readableEnded || body.destroyed) return Promise.resolve()
  return new Promise((resolve) => {
    let left = MOST_BYTES
    const late = setTimeout(done, WITHIN_MS)
    body.on('data', count).on('end', done).on('close', done).on('error', done)
    body.resume()

    function count(chunk: Buffer): void {
      left -= chunk.length
      if (left < 0) done()
    }
    function done(): void {
      clearTimeout(late)
      body.off('data', count).off('end', done).off('close', done).off('error', done)
      resolve()
    }
  })
}
