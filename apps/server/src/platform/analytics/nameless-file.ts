import { randomUUID } from 'node:crypto'
import { type FileHandle, open, unlink } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * A file without a name, for what the engine is to read by its descriptor: nobody else can open it, and it goes with the
 * process however that ends.
 */
export interface NamelessFile {
  /**
   * Fills the file, and empties it when `work` has ended. One at a time.
   *
   * @throws Error where the disk has no room for it
   */
  holding<T>(pieces: readonly Uint8Array[], work: (descriptor: number) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** Made at the first use. @param folder where it takes its room */
export function namelessFile(folder: string): NamelessFile {
  let file: FileHandle | undefined
  return {
    async holding(pieces, work) {
      file ??= await create(folder)
      try {
        const bytes = pieces.reduce((sum, piece) => sum + piece.length, 0)
        const { bytesWritten } = await file.writev(pieces, 0)
        if (bytesWritten < bytes) throw new Error('The disk is full.')
        return await work(file.fd)
      } finally {
        await file.truncate(0)
      }
    },
    async close() {
      await file?.close()
    },
  }
}

async function create(folder: string): Promise<FileHandle> {
  const path = join(folder, `insert-${randomUUID()}`)
  const file = await open(path, 'wx+', 0o600)
  await unlink(path)
  return file
}
