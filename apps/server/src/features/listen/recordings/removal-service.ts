import type { Blobs } from '../../../platform/blobs/blobs.ts'
import type { Clock } from '../../../platform/clock.ts'
import type { RecordingKey } from './arrival-store.ts'
import { blobFolder } from './blob-folder.ts'
import type { RemovalStore } from './removal-store.ts'

const DAY_MS = 86_400_000
const AT_ONCE = 100
/** A browser that still records a deleted recording is told so for as long; its session ends well before. */
const REMEMBERED_DAYS = 3

export interface RemovalService {
  /** Whether there was such a recording. Resolves when nothing of it is left. */
  removeOne(key: RecordingKey): Promise<boolean>
  /**
   * How many recordings these person keys had, or had begun before a moment. Resolves when nothing of them is left.
   */
  removeOfPeople(projectId: string, personKeys: readonly string[], before?: Date): Promise<number>
  /** Removes what is too old, and ends what a stopped process began to remove. */
  tidy(): Promise<void>
}

export interface RemovalDependencies {
  readonly store: RemovalStore
  readonly blobs: Blobs
  readonly clock: Clock
  readonly keptDays: number
}

/**
 * Removes recordings. The mark comes first and hides them; a process that is killed after it leaves the rest to the next
 * `tidy`.
 */
export function removalService({ store, blobs, clock, keptDays }: RemovalDependencies): RemovalService {
  const daysAgo = (days: number) => new Date(clock() - days * DAY_MS)

  const empty = async (key: RecordingKey): Promise<void> => {
    await blobs.removeAll(blobFolder(key))
    await store.empty(key)
  }

  /** Each once; one that can't be removed now costs the others nothing. */
  const each = async (
    some: () => Promise<RecordingKey[]>,
    remove: (key: RecordingKey) => Promise<void>,
  ): Promise<void> => {
    for (let keys = await some(); keys.length > 0; keys = await some()) {
      const outcomes = await Promise.allSettled(keys.map(remove))
      const failed = outcomes.find((outcome) => outcome.status === 'rejected')
      if (failed) throw failed.reason
    }
  }

  const emptyMarked = () => each(() => store.marked(AT_ONCE), empty)

  const forgetOld = () =>
    each(
      () => store.forgettable(daysAgo(REMEMBERED_DAYS), AT_ONCE),
      async (key) => {
        // A chunk that came while the recording was emptied, in a process that was killed, may have left its blob.
        await blobs.removeAll(blobFolder(key))
        await store.forget(key)
      },
    )

  return {
    async removeOne(key) {
      if (!(await store.markOne(key, new Date(clock())))) return false
      await empty(key)
      return true
    },
    async removeOfPeople(projectId, personKeys, before) {
      const count = await store.markOfPeople(projectId, personKeys, before, new Date(clock()))
      if (count > 0) await emptyMarked()
      return count
    },
    async tidy() {
      await store.markOlder(daysAgo(keptDays), new Date(clock()))
      await emptyMarked()
      await forgetOld()
    },
  }
}
