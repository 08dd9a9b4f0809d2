import type { PageWindow } from '../host.ts'
import { attempt } from '../safely.ts'

/** Characters that are compressed in one go: about 3 ms of work. */
const AT_ONCE = 100_000

/**
 * The parts, one after the other, as gzip; as plain text where the browser compresses nothing.
 *
 * @param isLeaving the page may be gone at the next pause, so there is none
 */
export async function compress(
  window: PageWindow,
  parts: readonly string[],
  isLeaving: () => boolean,
): Promise<Blob> {
  const plain = { type: 'text/plain' }
  const stream = attempt(() => new window.CompressionStream('gzip'))
  if (!stream) return new Blob([...parts], plain)
  const writer = stream.writable.getWriter()
  const compressed = all(stream.readable.getReader())
  const encoder = new TextEncoder()
  let text = ''
  for (const part of parts) {
    text += part
    if (text.length < AT_ONCE) continue
    for (let at = 0, end = 0; at < text.length; at = end) {
      end = at + AT_ONCE
      // Half a pair of surrogates would not survive the encoding.
      if (/[\ud800-\udbff]/.test(text.charAt(end - 1))) end++
      await writer.write(encoder.encode(text.slice(at, end)))
      if (!isLeaving()) await pause(window)
    }
    text = ''
  }
  await writer.write(encoder.encode(text))
  await writer.close()
  return new Blob(await compressed, plain)
}

/** Read by hand: promises alone are kept also where the page is being left, and a task of the browser's is not waited for. */
async function all(reader: ReadableStreamDefaultReader<BlobPart>): Promise<BlobPart[]> {
  const pieces: BlobPart[] = []
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) pieces.push(piece.value)
  return pieces
}

const pause = (window: PageWindow): Promise<void> => new Promise((resume) => window.setTimeout(resume, 0))
