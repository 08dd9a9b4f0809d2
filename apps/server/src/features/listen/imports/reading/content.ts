import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream'
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
  /** UTF-8, without a byte order mark. The next chunk may lie in the same memory: copy what is to be kept. */
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
  const decode = decoder(file.encoding)
  let toSkip = isPlain ? 0 : from
  let isFirst = start === 0
  let fileBytes = start
  try {
    for await (const chunk of file.compressed ? unpack(file.path) : readPlain(file.path, start)) {
      fileBytes = chunk.fileBytes
      let bytes = decode(chunk.bytes)
      if (isFirst && bytes.subarray(0, 3).equals(MARK)) bytes = bytes.subarray(3)
      isFirst = false
      const skipped = Math.min(toSkip, bytes.length)
      toSkip -= skipped
      if (skipped < bytes.length || bytes.length === 0) yield { bytes: bytes.subarray(skipped), fileBytes }
    }
    const rest = decode(undefined)
    if (rest.length > toSkip) yield { bytes: rest.subarray(toSkip), fileBytes }
  } catch (error) {
    throw asFileProblem(error)
  }
}

/** Always into the same memory: that of a stream's chunks counts as garbage, and collecting it takes longer than reading. */
async function* readPlain(path: string, start: number): AsyncGenerator<ContentChunk> {
  await using file = await open(path)
  const buffer = Buffer.allocUnsafeSlow(CHUNK)
  for (let fileBytes = start; ; ) {
    const { bytesRead } = await file.read(buffer, 0, CHUNK, fileBytes)
    if (bytesRead === 0) return
    fileBytes += bytesRead
    yield { bytes: buffer.subarray(0, bytesRead), fileBytes }
  }
}

async function* unpack(path: string): AsyncGenerator<ContentChunk> {
  const source = createReadStream(path, { highWaterMark: CHUNK })
  const unpacked = pipeline(source, createGunzip({ chunkSize: CHUNK }), () => undefined)
  try {
    for await (const bytes of unpacked as AsyncIterable<Buffer>) yield { bytes, fileBytes: source.bytesRead }
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
