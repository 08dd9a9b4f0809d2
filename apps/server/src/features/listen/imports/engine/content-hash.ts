import { createHash } from 'node:crypto'
import { type FileContent, readContent } from '../reading/content.ts'

/**
 * SHA-256 of a file's whole content, unpacked: the same log packed again is the same log.
 *
 * @throws FileProblem where the file can't be read to its end
 */
export async function contentHash(file: FileContent, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256')
  for await (const { bytes } of readContent(file)) {
    if (signal.aborted) break
    hash.update(bytes)
  }
  return hash.digest('hex')
}
