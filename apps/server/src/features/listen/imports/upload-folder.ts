import { createWriteStream } from 'node:fs'
import { mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { AppError } from '../../../platform/app-error.ts'
import type { DiskRoom } from '../../../platform/disk-room.ts'

/** Where uploads lie until they are imported. */
export interface UploadFolder {
  pathOf(id: string): string
  /** Bytes that have arrived. */
  sizeOf(id: string): Promise<number>
  /**
   * Appends a stream. What arrived stays when it breaks off.
   *
   * @param mostBytes the file's whole size: more is refused
   */
  append(id: string, content: Readable, mostBytes: number): Promise<void>
  remove(id: string): Promise<void>
}

/** @param hasRoom says whether the disk has room for the rest of a file; asked before it is taken */
export function uploadFolder(folder: string, hasRoom: DiskRoom): UploadFolder {
  const pathOf = (id: string) => join(folder, id)
  const sizeOf = async (id: string) => {
    try {
      return (await stat(pathOf(id))).size
    } catch {
      return 0
    }
  }

  return {
    pathOf,
    sizeOf,
    async append(id, content, mostBytes) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const before = await sizeOf(id)
      if (!(await hasRoom(mostBytes - before))) throw diskFull()
      const file = createWriteStream(pathOf(id), { flags: 'a', mode: 0o600 })
      try {
        await pipeline(content, atMost(mostBytes - before), file)
      } catch (error) {
        throw error instanceof Error && 'code' in error && error.code === 'ENOSPC' ? diskFull(error) : error
      }
    },
    remove: (id) => rm(pathOf(id), { force: true }),
  }
}

const diskFull = (cause?: unknown) =>
  new AppError(
    'unavailable',
    'The disk of the data folder has no room for this file.',
    { retryAfter: 60 },
    cause,
  )

function atMost(limit: number) {
  return async function* (source: AsyncIterable<Buffer>) {
    let length = 0
    for await (const chunk of source) {
      length += chunk.length
      if (length > limit)
        throw new AppError('invalid', 'size: the file has more bytes than were announced.', { field: 'size' })
      yield chunk
    }
  }
}
