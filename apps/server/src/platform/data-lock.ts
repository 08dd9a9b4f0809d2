import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

export interface DataLock {
  release(): void
}

/** Another process has the data folder. */
export class DataFolderHeldError extends Error {
  override readonly name = 'DataFolderHeldError'
}

/**
 * Holds a data folder for this process. The lock is the operating system's (an exclusive SQLite transaction), so it
 * goes with the process however that ends, and a process id used again can never look like the holder.
 *
 * @throws DataFolderHeldError, or Error where the folder can't be used; both in words for who started the process
 */
export function lockDataDir(dataDir: string): DataLock {
  let database: DatabaseSync | undefined
  try {
    mkdirSync(dataDir, { recursive: true })
    database = new DatabaseSync(join(dataDir, LOCK_FILE))
    database.exec(
      'PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; CREATE TABLE IF NOT EXISTS held (by TEXT)',
    )
    const held = database
    return { release: () => held.close() }
  } catch (cause) {
    database?.close()
    if (sqliteCode(cause) === BUSY)
      throw new DataFolderHeldError(
        `Another Throughline already uses the data folder ${dataDir}. Stop it first, or start this one with another THROUGHLINE_DATA_DIR.`,
        { cause },
      )
    throw new Error(whyUnusable(cause, dataDir), { cause })
  }
}

const LOCK_FILE = 'throughline.lock'

/** Primary result codes of SQLite, https://sqlite.org/rescode.html. */
const BUSY = 5
const READONLY = 8
const FULL = 13
const CANTOPEN = 14
const NOTADB = 26

function whyUnusable(error: unknown, dataDir: string): string {
  const folder = `The data folder ${dataDir}`
  const another = 'or set THROUGHLINE_DATA_DIR to another folder.'
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const sqlite = sqliteCode(error)
  if (code === 'EEXIST' || code === 'ENOTDIR') return `${folder} is not a folder. Remove the file, ${another}`
  if (code === 'ENOSPC' || sqlite === FULL) return `${folder} is on a full disk. Make room, ${another}`
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || sqlite === READONLY || sqlite === CANTOPEN)
    return `${folder} can't be written. Let this user write to it, ${another}`
  if (sqlite === NOTADB) return `${join(dataDir, LOCK_FILE)} is damaged. Delete it; it holds no data.`
  return `${folder} can't be used: ${error instanceof Error ? error.message : error}`
}

/** The primary code is the lowest byte of an extended one. */
const sqliteCode = (error: unknown): number | undefined =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode & 0xff
    : undefined
