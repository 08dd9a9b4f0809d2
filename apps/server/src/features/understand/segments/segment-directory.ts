import type { StoredSegment } from './segment.ts'
import type { SegmentStore } from './segment-store.ts'

/** Within this time a change that another process made is known here. */
const REFRESH_MS = 2_000

export interface SegmentDirectory {
  find(projectId: string, id: string): StoredSegment | undefined
  /** All of a project, by name. */
  of(projectId: string): readonly StoredSegment[]
  /** Reads the store again; after a change of ours, so that the next request sees it. */
  refresh(): Promise<void>
  close(): Promise<void>
}

/**
 * All segments in memory: a report's filters name segments while its SQL is being put together, and a profile lists
 * those its person is in at each request. A store that does not answer leaves what is known.
 *
 * @param onFailure told of a refresh that failed
 */
export async function openSegmentDirectory(
  store: Pick<SegmentStore, 'all'>,
  onFailure: (error: unknown) => void,
): Promise<SegmentDirectory> {
  let segments: ReadonlyMap<string, readonly StoredSegment[]> = new Map()
  let begun = 0
  let newest = 0
  const refresh = async () => {
    const turn = ++begun
    const all = await store.all()
    // A slow earlier reading must not undo what a later one saw.
    if (turn < newest) return
    newest = turn
    segments = Map.groupBy(all, ({ projectId }) => projectId)
  }
  await refresh()

  let running: Promise<void> | undefined
  const timer = setInterval(() => {
    running ??= refresh()
      .catch(onFailure)
      .finally(() => {
        running = undefined
      })
  }, REFRESH_MS)
  timer.unref()

  const of = (projectId: string) => segments.get(projectId) ?? []
  return {
    of,
    find: (projectId, id) => of(projectId).find((segment) => segment.id === id),
    refresh,
    async close() {
      clearInterval(timer)
      await running
    },
  }
}
