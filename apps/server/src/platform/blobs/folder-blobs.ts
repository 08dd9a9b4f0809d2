import { randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AppError } from '../app-error.ts'
import type { DiskRoom } from '../disk-room.ts'
import type { Blobs } from './blobs.ts'

/**
 * Blobs as files in a folder. A crash leaves a blob whole or not at all: it is written beside its place, synced, and
 * moved there in one step, and the folder is synced after that.
 *
 * @param hasRoom says whether the disk has room for more; asked before each write
 */
export function folderBlobs(folder: string, hasRoom: DiskRoom = async () => true): Blobs {
  const pathOf = (key: string): string => {
    if (!isKey(key)) throw new AppError('internal', `${JSON.stringify(key)} is no key of a blob.`)
    return join(folder, key)
  }

  return {
    async put(key, content) {
      const path = pathOf(key)
      if (!(await hasRoom())) throw diskFull()
      const unfinished = `${path}.${randomUUID()}${UNFINISHED}`
      try {
        await makeFolder(dirname(path))
        await writeSynced(unfinished, content)
        await rename(unfinished, path)
        await syncFolder(dirname(path))
      } catch (error) {
        await rm(unfinished, { force: true }).catch(() => undefined)
        throw codeOf(error) === 'ENOSPC' ? diskFull(error) : error
      }
    },
    async get(key) {
      try {
        return await readFile(pathOf(key))
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return undefined
        throw error
      }
    },
    remove: (key) => removed(pathOf(key)),
    removeAll: (prefix) => removed(pathOf(prefix)),
  }
}

const UNFINISHED = '.unfinished'

/** No name begins with a dot, so that none is `..` and none is hidden. */
const isKey = (key: string): boolean =>
  /^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/.test(key)

/** Makes a folder with those above it, and each of them sure to be there after a power cut. */
async function makeFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true, mode: 0o700 })
  if (first === undefined) return
  for (let made = path; made.length >= first.length; made = dirname(made)) await syncFolder(dirname(made))
}

async function writeSynced(path: string, content: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function removed(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true })
  try {
    await syncFolder(dirname(path))
  } catch (error) {
    // Nothing was ever put beside it.
    if (codeOf(error) !== 'ENOENT') throw error
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

const diskFull = (cause?: unknown) =>
  new AppError('unavailable', 'The disk of the data folder is full.', { retryAfter: 60 }, cause)

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined
