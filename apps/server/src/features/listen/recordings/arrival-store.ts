import type { RecordedPageView } from '@throughline/contract/recordings'
import { sql } from 'kysely'
import type { State } from '../../../platform/state/state.ts'
import type { RecordingTables } from './recording-tables-store.ts'

/** Whose recording a chunk belongs to. */
export interface RecordingKey {
  readonly projectId: string
  readonly id: string
}

interface NewRecording extends RecordingKey {
  readonly sessionId: string
  readonly anonymousId: string
  readonly startedAt: Date
  readonly endedAt: Date
  readonly clockOffsetMs: number
  readonly viewport: { readonly width: number; readonly height: number }
  readonly device: string
  readonly browser: string
}

/** What must be known of a recording before a chunk of it is taken. */
export interface OpenRecording {
  readonly sessionId: string
  readonly startedAt: Date
  readonly clockOffsetMs: number
  readonly chunks: number
  readonly bytes: number
  readonly isRemoved: boolean
  readonly hasChunk: boolean
}

interface NewChunk extends RecordingKey {
  readonly chunk: number
  readonly blob: string
  readonly bytes: number
  readonly startedAt: Date
  readonly endedAt: Date
  readonly pages: readonly RecordedPageView[]
  readonly personKey: string | undefined
}

export interface ArrivalStore {
  /** The recording that a chunk is of; undefined where this is the first that is heard of it. */
  find(key: RecordingKey, chunk: number): Promise<OpenRecording | undefined>
  /** Begins a recording, unless another request has just done so. */
  begin(recording: NewRecording): Promise<void>
  /** `known`: the chunk was there already. `removed`: the recording is, so the chunk must not be kept. */
  add(chunk: NewChunk): Promise<'added' | 'known' | 'removed'>
}

/** Writes what arrives to the tables of recordings. */
export function arrivalStore(state: State): ArrivalStore {
  const db = state.withTables<RecordingTables>()

  return {
    async find({ projectId, id }, chunk) {
      const row = await db
        .selectFrom('recordings')
        .leftJoin('recording_chunks', (join) =>
          join
            .onRef('recording_chunks.project_id', '=', 'recordings.project_id')
            .onRef('recording_chunks.recording_id', '=', 'recordings.id')
            .on('recording_chunks.chunk', '=', chunk),
        )
        .select([
          'session_id',
          'started_at',
          'clock_offset_ms',
          'chunks',
          'recordings.bytes',
          'removed_at',
          'chunk',
        ])
        .where('recordings.project_id', '=', projectId)
        .where('recordings.id', '=', id)
        .executeTakeFirst()
      return (
        row && {
          sessionId: row.session_id,
          startedAt: row.started_at,
          clockOffsetMs: Number(row.clock_offset_ms),
          chunks: row.chunks,
          bytes: Number(row.bytes),
          isRemoved: row.removed_at !== null,
          hasChunk: row.chunk !== null,
        }
      )
    },

    async begin({
      projectId,
      id,
      sessionId,
      anonymousId,
      startedAt,
      endedAt,
      clockOffsetMs,
      viewport,
      ...rest
    }) {
      await db
        .insertInto('recordings')
        .values({
          project_id: projectId,
          id,
          session_id: sessionId,
          anonymous_id: anonymousId,
          started_at: startedAt,
          ended_at: endedAt,
          clock_offset_ms: clockOffsetMs,
          viewport_width: viewport.width,
          viewport_height: viewport.height,
          device: rest.device,
          browser: rest.browser,
          chunks: 0,
          bytes: 0,
          removed_at: null,
          emptied: false,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },

    add: ({ projectId, id, chunk, blob, bytes, startedAt, endedAt, pages, personKey }) =>
      db.transaction().execute(async (transaction) => {
        // Locking the recording first makes two chunks of it wait for each other, and for its removal.
        const recording = await transaction
          .selectFrom('recordings')
          .select('removed_at')
          .where('project_id', '=', projectId)
          .where('id', '=', id)
          .forUpdate()
          .executeTakeFirst()
        if (!recording || recording.removed_at !== null) return 'removed'
        const added = await transaction
          .insertInto('recording_chunks')
          .values({ project_id: projectId, recording_id: id, chunk, blob, bytes })
          .onConflict((conflict) => conflict.doNothing())
          .returning('chunk')
          .executeTakeFirst()
        if (!added) return 'known'
        await transaction
          .updateTable('recordings')
          .set((row) => ({
            chunks: row('chunks', '+', 1),
            bytes: sql<number>`bytes + ${bytes}`,
            started_at: row.fn('least', ['started_at', row.val(startedAt)]),
            ended_at: row.fn('greatest', ['ended_at', row.val(endedAt)]),
          }))
          .where('project_id', '=', projectId)
          .where('id', '=', id)
          .execute()
        if (pages.length > 0)
          await transaction
            .insertInto('recording_pages')
            .values(
              pages.map(({ at, path, title }, position) => ({
                project_id: projectId,
                recording_id: id,
                chunk,
                position,
                at: new Date(at),
                path,
                title,
              })),
            )
            .execute()
        if (personKey !== undefined)
          await transaction
            .insertInto('recording_people')
            .values({ project_id: projectId, recording_id: id, person_key: personKey, latest_at: endedAt })
            .onConflict((conflict) =>
              conflict.columns(['project_id', 'recording_id', 'person_key']).doUpdateSet((row) => ({
                latest_at: row.fn('greatest', ['recording_people.latest_at', 'excluded.latest_at']),
              })),
            )
            .execute()
        return 'added'
      }),
  }
}
