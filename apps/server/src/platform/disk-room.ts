import { statfs } from 'node:fs/promises'
import type { Clock } from './clock.ts'

const MiB = 1024 * 1024
/** Merges, the state store and the log of the engine need some as well; below this nothing new is taken. */
const LEAST_FREE = 256 * MiB
const ASK_EVERY = 1_000

/**
 * Says whether a folder's disk has room for more events. Asked of the system at most once a second.
 *
 * @param leastFree bytes that must stay free
 */
export function diskRoom(folder: string, clock: Clock, leastFree = LEAST_FREE): () => Promise<boolean> {
  let askedAt = Number.NEGATIVE_INFINITY
  let answer = true
  return async () => {
    if (clock() - askedAt < ASK_EVERY) return answer
    const { bavail, bsize } = await statfs(folder)
    askedAt = clock()
    answer = bavail * bsize > leastFree
    return answer
  }
}
