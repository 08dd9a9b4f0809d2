import { createReadStream } from 'node:fs'
import { pipeline, type Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { Inspection } from '@throughline/contract/imports'

export type Encoding = Inspection['encoding']

/** A file, and how its content is wrapped in it. */
export interface FileContent {
  readonly path: string
  readonly compressed: boolean
  readonly encoding: Encoding
}

export interface ContentChunk {
  /** UTF-8, without a byte order mark. */
  readonly bytes: Buffer
  /** Bytes of the file read so far, as it lies on the disk. */
  readonly fileBytes: number
}

const CHUNK = 256 * 1024
const MARK = Buffer.from([0xef, 0xbb, 0xbf])

/**
 * The content of a file as UTF-8: unpacked and converted, in chunks, so that its size does not matter.
 *
 * @param from bytes of content to leave out; only a plain file is not read up to there
 * @throws FileProblem where the compressed data is damaged or the file can't be read
 */
export async function* readContent(file: FileContent, from = 0): AsyncGenerator<ContentChunk> {
  const isPlain = !file.compressed && file.encoding === 'utf-8'
  const start = isPlain ? from : 0
  const source = createReadStream(file.path, { start, highWaterMark: CHUNK })
  const unpacked: Readable = file.compressed
    ? pipeline(source, createGunzip({ chunkSize: CHUNK }), () => undefined)
    : source
  const decode = decoder(file.encoding)
  let toSkip = isPlain ? 0 : from
  let isFirst = start === 0
  try {
    for await (const chunk of unpacked as AsyncIterable<Buffer>) {
      let bytes = decode(chunk)
      if (isFirst && bytes.subarray(0, 3).equals(MARK)) bytes = bytes.subarray(3)
      isFirst = false
      const skipped = Math.min(toSkip, bytes.length)
      toSkip -= skipped
      if (skipped < bytes.length || bytes.length === 0)
        yield { bytes: bytes.subarray(skipped), fileBytes: start + source.bytesRead }
    }
    const rest = decode(undefined)
    if (rest.length > toSkip) yield { bytes: rest.subarray(toSkip), fileBytes: start + source.bytesRead }
  } catch (error) {
    throw asFileProblem(error)
  } finally {
    source.destroy()
    unpacked.destroy()
  }
}

/** Why a file can't be read, in words for the person whose file it is. */
export class FileProblem extends Error {
  override readonly name = 'FileProblem'
}

function asFileProblem(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'Z_BUF_ERROR')
    return new FileProblem(
      'The gzip file ends too early: it was cut off. Copy it again from where it came from.',
      {
        cause: error,
      },
    )
  if (code.startsWith('Z_'))
    return new FileProblem(
      'The gzip file is damaged and can’t be unpacked. Copy it again from where it came from.',
      {
        cause: error,
      },
    )
  if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR')
    return new FileProblem('The file is no longer there, or can’t be read.', { cause: error })
  return error
}

/** Bytes of any encoding to bytes of UTF-8; `undefined` asks for what is left at the end. */
function decoder(encoding: Encoding): (chunk: Buffer | undefined) => Buffer {
  if (encoding === 'utf-8') return (chunk) => chunk ?? Buffer.alloc(0)
  const text = new TextDecoder(encoding, { ignoreBOM: false })
  return (chunk) => Buffer.from(chunk ? text.decode(chunk, { stream: true }) : text.decode())
}
