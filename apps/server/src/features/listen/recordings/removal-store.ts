import { type SqlBool, sql } from 'kysely'
import type { State } from '../../../platform/state/state.ts'
import type { RecordingKey } from './arrival-store.ts'
import type { RecordingTables } from './recording-tables-store.ts'

export interface RemovalStore {
  /** Marks one; nobody sees it from then on. Whether there was such a one. */
  markOne(key: RecordingKey, now: Date): Promise<boolean>
  /** Marks all that came under any of these person keys and began before a moment, if one is given. How many they are. */
  markOfPeople(
    projectId: string,
    personKeys: readonly string[],
    before: Date | undefined,
    now: Date,
  ): Promise<number>
  /** Marks all that ended before a moment. How many they are. */
  markOlder(before: Date, now: Date): Promise<number>
  /** Some of the marked ones that still have blobs or say whose they were. */
  marked(limit: number): Promise<RecordingKey[]>
  /** Forgets all of a marked recording but that there was one. */
  empty(key: RecordingKey): Promise<void>
  /** Marked before a moment, and emptied: nothing sends to them any more. */
  forgettable(before: Date, limit: number): Promise<RecordingKey[]>
  forget(key: RecordingKey): Promise<void>
}

/** Removes recordings: first the mark, then the blobs (which are not of this store), then the rows. */
export function removalStore(state: State): RemovalStore {
  const db = state.withTables<RecordingTables>()

  const mark = async (condition: ReturnType<typeof sql<SqlBool>>, now: Date): Promise<number> => {
    const { numUpdatedRows } = await db
      .updateTable('recordings')
      .set({ removed_at: now })
      .where('removed_at', 'is', null)
      .where(condition)
      .executeTakeFirst()
    return Number(numUpdatedRows)
  }

  return {
    async markOne({ projectId, id }, now) {
      return (await mark(sql`project_id = ${projectId} AND id = ${id} AND chunks > 0`, now)) > 0
    },

    markOfPeople: (projectId, personKeys, before, now) =>
      mark(
        sql`project_id = ${projectId} AND id IN (SELECT recording_id FROM recording_people
          WHERE project_id = ${projectId} AND person_key = ANY(${[...personKeys]}))
          AND ${before === undefined ? sql`true` : sql`started_at < ${before}`}`,
        now,
      ),

    markOlder: (before, now) => mark(sql`ended_at < ${before}`, now),

    async marked(limit) {
      const rows = await db
        .selectFrom('recordings')
        .select(['project_id', 'id'])
        .where('removed_at', 'is not', null)
        .where('emptied', '=', false)
        .limit(limit)
        .execute()
      return rows.map(toKey)
    },

    empty: ({ projectId, id }) =>
      db.transaction().execute(async (transaction) => {
        for (const table of ['recording_people', 'recording_chunks'] as const)
          await transaction
            .deleteFrom(table)
            .where('project_id', '=', projectId)
            .where('recording_id', '=', id)
            .execute()
        await transaction
          .updateTable('recordings')
          .set({
            emptied: true,
            session_id: '',
            anonymous_id: '',
            device: '',
            browser: '',
            chunks: 0,
            bytes: 0,
          })
          .where('project_id', '=', projectId)
          .where('id', '=', id)
          .execute()
      }),

    async forgettable(before, limit) {
      const rows = await db
        .selectFrom('recordings')
        .select(['project_id', 'id'])
        .where('removed_at', '<', before)
        .where('emptied', '=', true)
        .limit(limit)
        .execute()
      return rows.map(toKey)
    },

    async forget({ projectId, id }) {
      await db.deleteFrom('recordings').where('project_id', '=', projectId).where('id', '=', id).execute()
    },
  }
}

const toKey = ({ project_id, id }: { project_id: string; id: string }): RecordingKey => ({
  projectId: project_id,
  id,
})
