import { isUtf8 } from 'node:buffer'
import { open } from 'node:fs/promises'
import { type Encoding, type FileContent, FileProblem, readContent } from '../reading/content.ts'

/** The beginning of a file, unpacked. */
export interface FileStart {
  readonly file: FileContent
  /** Whole lines, as far as the sample goes. */
  readonly text: string
  readonly notes: readonly string[]
}

const SAMPLE = 1024 * 1024

const otherPackings: readonly (readonly [name: string, magic: readonly number[]])[] = [
  ['a zip archive', [0x50, 0x4b, 0x03, 0x04]],
  ['compressed with bzip2', [0x42, 0x5a, 0x68]],
  ['compressed with xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ['compressed with zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['a PDF', [0x25, 0x50, 0x44, 0x46]],
  ['an Excel file', [0xd0, 0xcf, 0x11, 0xe0]],
  ['a Parquet file', [0x50, 0x41, 0x52, 0x31]],
]

/**
 * Finds out how a file is packed and encoded, by its bytes: names lie.
 *
 * @throws FileProblem for what is no text, or is empty
 */
export async function lookAtFile(path: string): Promise<FileStart> {
  const head = await firstBytes(path)
  if (head.length === 0) throw new FileProblem('The file is empty.')
  const packing = otherPackings.find(([, magic]) => magic.every((byte, index) => head[index] === byte))
  if (packing)
    throw new FileProblem(
      `The file is ${packing[0]}. Send text (CSV, NDJSON or a log), as it is or compressed with gzip.`,
    )
  const compressed = head[0] === 0x1f && head[1] === 0x8b
  const raw = compressed ? await sampleOf({ path, compressed, encoding: 'utf-8' }) : head
  if (raw.length === 0) throw new FileProblem('The file is empty.')
  const encoding = encodingOf(raw)
  const file: FileContent = { path, compressed, encoding }
  const sample = encoding === 'utf-8' ? raw : await sampleOf(file)
  const text = wholeLines(sample.toString('utf8'), sample.length < SAMPLE)
  if (text.trim() === '') throw new FileProblem('The file has no rows: there is nothing in it but blanks.')
  if (!text.includes('\n') && /\r[^\r]+\r/.test(text))
    throw new FileProblem(
      'The file’s lines end as on a Macintosh before 2001. Save it with Unix or Windows line ends.',
    )
  return { file, text, notes: notesOf(encoding) }
}

async function firstBytes(path: string): Promise<Buffer> {
  const handle = await open(path)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(SAMPLE), 0, SAMPLE, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

async function sampleOf(file: FileContent): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const { bytes } of readContent(file)) {
    chunks.push(Buffer.from(bytes))
    length += bytes.length
    if (length >= SAMPLE) break
  }
  return Buffer.concat(chunks)
}

function encodingOf(bytes: Buffer): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const nuls = { even: 0, odd: 0 }
  const some = bytes.subarray(0, 4096)
  for (let at = 0; at < some.length; at++) if (some[at] === 0) nuls[at % 2 === 0 ? 'even' : 'odd']++
  // Latin text in UTF-16 has a NUL in nearly every other byte.
  if (nuls.odd > some.length * 0.3 && nuls.even === 0) return 'utf-16le'
  if (nuls.even > some.length * 0.3 && nuls.odd === 0) return 'utf-16be'
  if (nuls.even + nuls.odd > some.length * 0.01 || looksBinary(some))
    throw new FileProblem(
      'The file is no text. Send CSV, NDJSON or a web server’s log, as it is or compressed with gzip.',
    )
  // The sample may end inside a character, so only whole lines tell.
  return isUtf8(bytes.subarray(0, bytes.lastIndexOf(0x0a) + 1 || bytes.length)) ? 'utf-8' : 'windows-1252'
}

/** More control characters than any text has. */
function looksBinary(bytes: Buffer): boolean {
  const isControl = (byte: number) => byte < 32 && byte !== 9 && byte !== 10 && byte !== 13
  return bytes.filter(isControl).length > bytes.length * 0.05
}

function wholeLines(text: string, isWhole: boolean): string {
  const end = text.lastIndexOf('\n') + 1
  return isWhole || end === 0 ? text : text.slice(0, end)
}

const notesOf = (encoding: Encoding): string[] =>
  encoding === 'utf-8'
    ? []
    : encoding === 'windows-1252'
      ? [
          'The file is not UTF-8. It is read as Windows-1252 (Latin-1): check that letters such as é look right.',
        ]
      : [`The file is ${encoding.toUpperCase()} and is converted.`]
