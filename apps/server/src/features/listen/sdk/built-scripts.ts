import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'

/** A script in every form in which it is sent. */
export interface BuiltScript {
  /** First 12 hexadecimal digits of the SHA-256 of its content: the build writes the same into what loads it. */
  readonly hash: string
  readonly plain: Buffer
  readonly gzip: Buffer
  readonly br: Buffer
}

/** @returns the script of that name, or undefined where the build has made none */
export type BuiltScripts = (name: string) => Promise<BuiltScript | undefined>

const toGzip = promisify(gzip)
const toBrotli = promisify(brotliCompress)

/**
 * Reads what the build has made. A file is read and compressed again only when it has changed, so that a build needs no
 * restart and a busy site costs no work.
 */
export function readBuiltScripts(folder: string): BuiltScripts {
  const known = new Map<string, { readonly version: string; readonly script: Promise<BuiltScript> }>()
  return async (name) => {
    // Nothing but files of the build itself: no folder, no hidden file.
    if (!/^[a-z][a-z-]*\.js$/.test(name)) return undefined
    const path = join(folder, name)
    const file = await stat(path).catch(() => undefined)
    if (!file?.isFile()) return undefined
    const version = `${file.mtimeMs} ${file.size}`
    const before = known.get(name)
    if (before?.version === version) return before.script
    const script = read(path)
    known.set(name, { version, script })
    // What failed is tried again with the next request.
    script.catch(() => known.delete(name))
    return script
  }
}

async function read(path: string): Promise<BuiltScript> {
  const plain = await readFile(path)
  const [zipped, br] = await Promise.all([toGzip(plain, { level: 9 }), toBrotli(plain)])
  return { hash: createHash('sha256').update(plain).digest('hex').slice(0, 12), plain, gzip: zipped, br }
}
