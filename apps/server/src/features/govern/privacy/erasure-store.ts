import { randomUUID } from 'node:crypto'
import type { Identifier } from '@throughline/contract/identifier'
import type { ColumnType, Selectable } from 'kysely'
import type { State } from '../../../platform/state/state.ts'

type PrivacyTables = {
  privacy_erasures: {
    id: string
    project_id: string
    profile_key: string
    purpose: ErasurePurpose
    person_keys: ColumnType<string[], string, string>
    identifiers: ColumnType<TouchedIdentifier[], string, string>
    deleted: number
    began_at: Date
    done_at: Date | null
  }
  privacy_progress: { name: string; seq: string }
}

type ErasurePurpose = 'analytics' | 'replay'

type TouchedIdentifier = Identifier & { readonly key: string }

interface NewErasure {
  readonly projectId: string
  readonly profile: string
  readonly purpose: ErasurePurpose
  readonly keys: readonly string[]
  /** Those whose profile may be another when it is done, of all that began together. */
  readonly identifiers: readonly TouchedIdentifier[]
  readonly deleted: number
}

export interface StoredErasure extends NewErasure {
  readonly id: string
  readonly beganAt: Date
  readonly isDone: boolean
}

/** Owner of what is being deleted, what was, and how far the log was followed. */
export interface ErasureStore {
  /** Before anything is deleted, so that a process that dies goes on with it. @returns their ids, in this order */
  begin(erasures: readonly NewErasure[], now: Date): Promise<string[]>
  /** What was deleted by another. */
  note(erasure: Omit<NewErasure, 'keys' | 'identifiers'>, now: Date): Promise<void>
  count(id: string, deleted: number): Promise<void>
  /** The keys and identifiers are forgotten then; what deleted nothing is forgotten whole. */
  finish(ids: readonly string[], now: Date): Promise<void>
  /** Those of events that a stopped process left, the oldest first. */
  unfinished(): Promise<StoredErasure[]>
  /** Newest first. */
  ofPerson(projectId: string, keys: readonly string[], limit: number): Promise<StoredErasure[]>
  position(): Promise<number>
  savePosition(seq: number): Promise<void>
}

const FOLLOWER = 'consent'

export function erasureStore(state: State): ErasureStore {
  const db = state.withTables<PrivacyTables>()
  const erasures = db.selectFrom('privacy_erasures').selectAll()
  return {
    async begin(some, now) {
      const rows = some.map((one) => rowOf(one, now, null))
      if (rows.length > 0) await db.insertInto('privacy_erasures').values(rows).execute()
      return rows.map(({ id }) => id)
    },

    async note(erasure, now) {
      const row = rowOf({ ...erasure, keys: [], identifiers: [] }, now, now)
      await db.insertInto('privacy_erasures').values(row).execute()
    },

    async count(id, deleted) {
      await db.updateTable('privacy_erasures').set({ deleted }).where('id', '=', id).execute()
    },

    async finish(ids, now) {
      if (ids.length === 0) return
      await db
        .deleteFrom('privacy_erasures')
        .where('id', 'in', [...ids])
        .where('deleted', '=', 0)
        .execute()
      await db
        .updateTable('privacy_erasures')
        .set({ done_at: now, person_keys: '[]', identifiers: '[]' })
        .where('id', 'in', [...ids])
        .execute()
    },

    unfinished: async () =>
      (
        await erasures
          .where('done_at', 'is', null)

          .orderBy('began_at')
          .execute()
      ).map(erasureOf),

    ofPerson: async (projectId, keys, limit) =>
      (
        await erasures
          .where('project_id', '=', projectId)
          .where('profile_key', 'in', [...keys])
          .orderBy('began_at', 'desc')
          .limit(limit)
          .execute()
      ).map(erasureOf),

    async position() {
      const row = await db
        .selectFrom('privacy_progress')
        .select('seq')
        .where('name', '=', FOLLOWER)
        .executeTakeFirst()
      return Number(row?.seq ?? 0)
    },

    async savePosition(seq) {
      await db
        .insertInto('privacy_progress')
        .values({ name: FOLLOWER, seq: String(seq) })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ seq: String(seq) }))
        .execute()
    },
  }
}

const rowOf = (erasure: NewErasure, began_at: Date, done_at: Date | null) => ({
  id: randomUUID(),
  project_id: erasure.projectId,
  profile_key: erasure.profile,
  purpose: erasure.purpose,
  person_keys: JSON.stringify(erasure.keys),
  identifiers: JSON.stringify(erasure.identifiers),
  deleted: erasure.deleted,
  began_at,
  done_at,
})

const erasureOf = (row: Selectable<PrivacyTables['privacy_erasures']>): StoredErasure => ({
  id: row.id,
  projectId: row.project_id,
  profile: row.profile_key,
  purpose: row.purpose,
  keys: row.person_keys,
  identifiers: row.identifiers,
  deleted: row.deleted,
  beganAt: row.began_at,
  isDone: row.done_at !== null,
})
