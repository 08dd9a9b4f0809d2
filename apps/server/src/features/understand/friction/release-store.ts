import type { State } from '../../../platform/state/state.ts'

type ReleaseTables = {
  releases: { id: string; project_id: string; version: string; at: Date; note: string | null }
}

export interface StoredRelease {
  readonly id: string
  readonly version: string
  readonly at: Date
  readonly note: string | null
}

export interface ReleaseStore {
  add(projectId: string, release: StoredRelease): Promise<void>
  /** Of a half-open range, the oldest first, at most `most` of the latest. */
  list(projectId: string, range: { from: Date; to: Date }, most: number): Promise<StoredRelease[]>
  /** Whether there was such a release. */
  remove(projectId: string, id: string): Promise<boolean>
}

/** Owner of the table `releases`. */
export function releaseStore(state: State): ReleaseStore {
  const db = state.withTables<ReleaseTables>()
  return {
    async add(projectId, release) {
      await db
        .insertInto('releases')
        .values({ project_id: projectId, ...release })
        .execute()
    },

    async list(projectId, { from, to }, most) {
      const latest = await db
        .selectFrom('releases')
        .select(['id', 'version', 'at', 'note'])
        .where('project_id', '=', projectId)
        .where('at', '>=', from)
        .where('at', '<', to)
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .limit(most)
        .execute()
      return latest.reverse()
    },

    async remove(projectId, id) {
      const removed = await db
        .deleteFrom('releases')
        .where('project_id', '=', projectId)
        .where('id', '=', id)
        .returning('id')
        .executeTakeFirst()
      return removed !== undefined
    },
  }
}
