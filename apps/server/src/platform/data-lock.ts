import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

export interface DataLock {
  release(): void
}

/**
 * Holds a data folder for this process. The lock is the operating system's (an exclusive SQLite transaction), so it
 * goes with the process however that ends, and a process id used again can never look like the holder.
 *
 * @throws Error in words for the person who started the second process
 */
export function lockDataDir(dataDir: string): DataLock {
  mkdirSync(dataDir, { recursive: true })
  const database = new DatabaseSync(join(dataDir, 'throughline.lock'))
  try {
    database.exec(
      'PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; CREATE TABLE IF NOT EXISTS held (by TEXT)',
    )
  } catch (cause) {
    database.close()
    throw new Error(
      `Another Throughline already uses the data folder ${dataDir}. Stop it first, or start this one with another THROUGHLINE_DATA_DIR.`,
      { cause },
    )
  }
  return { release: () => database.close() }
}
