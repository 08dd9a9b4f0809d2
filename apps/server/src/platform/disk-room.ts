import { statfs } from 'node:fs/promises'
import type { Clock } from './clock.ts'

const MiB = 1024 * 1024
/** Merges, the state store and the log of the engine need some as well; below this nothing new is taken. */
const LEAST_FREE = 256 * MiB
const ASK_EVERY = 1_000

/** Whether a disk has room for what is to be written: for so many bytes, or for the little that none need be said of. */
export type DiskRoom = (bytes?: number) => Promise<boolean>

/**
 * Looks at the disk of a folder. The system is asked at most once a second.
 *
 * @param leastFree bytes that must stay free
 */
export function diskRoom(folder: string, clock: Clock, leastFree = LEAST_FREE): DiskRoom {
  let askedAt = Number.NEGATIVE_INFINITY
  let free = Number.POSITIVE_INFINITY
  return async (bytes = 0) => {
    if (clock() - askedAt >= ASK_EVERY) {
      const { bavail, bsize } = await statfs(folder)
      askedAt = clock()
      free = bavail * bsize
    }
    return free - bytes > leastFree
  }
}
