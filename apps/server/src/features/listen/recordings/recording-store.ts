import type { RecordedPageView } from '@throughline/contract/recordings'
import { type Expression, type SqlBool, sql } from 'kysely'
import { expressionOf } from '../../../platform/events/page-pattern.ts'
import type { State } from '../../../platform/state/state.ts'
import type { RecordingTables } from './recording-tables-store.ts'

/** A recording as lists show it, but for what events tell. */
export interface StoredRecording {
  readonly id: string
  readonly sessionId: string
  readonly anonymousId: string
  readonly startedAt: Date
  readonly endedAt: Date
  readonly viewport: { readonly width: number; readonly height: number }
  readonly device: string
  readonly browser: string
  readonly bytes: number
  readonly pages: number
  readonly entryPath: string | null
  /** Keys of all persons under whom chunks came, the latest first. */
  readonly personKeys: readonly string[]
}

export interface RecordingChoice {
  readonly from?: string
  readonly to?: string
  readonly session?: string
  /** `*` stands for one part of the path. */
  readonly path?: string
  readonly personKeys?: readonly string[]
}

/** A place in the list: what follows began earlier, or at the same time and has a smaller id. */
export interface RecordingCursor {
  readonly ms: number
  readonly id: string
}

export interface RecordingStore {
  /** The last begun first. */
  list(
    projectId: string,
    choice: RecordingChoice,
    after: RecordingCursor | undefined,
    limit: number,
  ): Promise<StoredRecording[]>
  find(projectId: string, id: string): Promise<StoredRecording | undefined>
  /** Of sessions; the first begun first. */
  ofSessions(projectId: string, sessions: readonly string[]): Promise<StoredRecording[]>
  pageViews(projectId: string, id: string): Promise<RecordedPageView[]>
  /** Numbers of the chunks that are stored, ascending. */
  chunks(projectId: string, id: string): Promise<number[]>
  /** Key of a chunk's blob. */
  blobOf(projectId: string, id: string, chunk: number): Promise<string | undefined>
}

/** Reads the tables of recordings. What is marked as removed is not there. */
export function recordingStore(state: State): RecordingStore {
  const db = state.withTables<RecordingTables>()

  const rows = (projectId: string) =>
    db
      .selectFrom('recordings')
      .select([
        'id',
        'session_id',
        'anonymous_id',
        'started_at',
        'ended_at',
        'viewport_width',
        'viewport_height',
      ])
      .select(['device', 'browser', 'bytes'])
      .select(({ selectFrom }) => [
        selectFrom('recording_pages')
          .select(({ fn }) => fn.countAll<string>().as('count'))
          .whereRef('recording_pages.project_id', '=', 'recordings.project_id')
          .whereRef('recording_id', '=', 'recordings.id')
          .as('pages'),
        selectFrom('recording_pages')
          .select('path')
          .whereRef('recording_pages.project_id', '=', 'recordings.project_id')
          .whereRef('recording_id', '=', 'recordings.id')
          .orderBy('at')
          .orderBy('chunk')
          .orderBy('position')
          .limit(1)
          .as('entry_path'),
        selectFrom('recording_people')
          .select(sql<string[]>`array_agg(person_key ORDER BY latest_at DESC, person_key)`.as('keys'))
          .whereRef('recording_people.project_id', '=', 'recordings.project_id')
          .whereRef('recording_id', '=', 'recordings.id')
          .as('person_keys'),
      ])
      .where('recordings.project_id', '=', projectId)
      .where('removed_at', 'is', null)
      .where('chunks', '>', 0)

  return {
    async list(projectId, choice, after, limit) {
      const found = await rows(projectId)
        .where((row) => row.and(conditionsOf(projectId, choice)))
        .$if(after !== undefined, (query) =>
          query.where(sql<SqlBool>`(started_at, id) < (${new Date(after?.ms ?? 0)}, ${after?.id ?? ''})`),
        )
        .orderBy('started_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute()
      return found.map(toRecording)
    },

    async find(projectId, id) {
      const found = await rows(projectId).where('id', '=', id).executeTakeFirst()
      return found && toRecording(found)
    },

    async ofSessions(projectId, sessions) {
      if (sessions.length === 0) return []
      const found = await rows(projectId)
        .where(sql<SqlBool>`session_id = ANY(${[...new Set(sessions)]})`)
        .orderBy('started_at')
        .orderBy('id')
        .execute()
      return found.map(toRecording)
    },

    async pageViews(projectId, id) {
      const found = await db
        .selectFrom('recording_pages')
        .select(['at', 'path', 'title'])
        .where('project_id', '=', projectId)
        .where('recording_id', '=', id)
        .orderBy('at')
        .orderBy('chunk')
        .orderBy('position')
        .execute()
      return found.map(({ at, path, title }) => ({ at: at.getTime(), path, title }))
    },

    async chunks(projectId, id) {
      const found = await db
        .selectFrom('recording_chunks')
        .select('chunk')
        .where('project_id', '=', projectId)
        .where('recording_id', '=', id)
        .orderBy('chunk')
        .execute()
      return found.map(({ chunk }) => chunk)
    },

    async blobOf(projectId, id, chunk) {
      const found = await db
        .selectFrom('recording_chunks')
        .select('blob')
        .where('project_id', '=', projectId)
        .where('recording_id', '=', id)
        .where('chunk', '=', chunk)
        .executeTakeFirst()
      return found?.blob
    },
  }
}

function conditionsOf(
  projectId: string,
  { from, to, session, path, personKeys }: RecordingChoice,
): Expression<SqlBool>[] {
  return [
    ...(from === undefined ? [] : [sql<SqlBool>`started_at >= ${new Date(from)}`]),
    ...(to === undefined ? [] : [sql<SqlBool>`started_at < ${new Date(to)}`]),
    ...(session === undefined ? [] : [sql<SqlBool>`session_id = ${session}`]),
    ...(path === undefined
      ? []
      : [
          sql<SqlBool>`EXISTS (SELECT 1 FROM recording_pages AS seen WHERE seen.project_id = recordings.project_id
            AND seen.recording_id = recordings.id AND seen.path ~ ${expressionOf(path)})`,
        ]),
    ...(personKeys === undefined
      ? []
      : [
          sql<SqlBool>`id IN (SELECT recording_id FROM recording_people
            WHERE project_id = ${projectId} AND person_key = ANY(${[...personKeys]}))`,
        ]),
  ]
}

interface Row {
  readonly id: string
  readonly session_id: string
  readonly anonymous_id: string
  readonly started_at: Date
  readonly ended_at: Date
  readonly viewport_width: number
  readonly viewport_height: number
  readonly device: string
  readonly browser: string
  readonly bytes: string
  readonly pages: string | null
  readonly entry_path: string | null
  readonly person_keys: string[] | null
}

const toRecording = (row: Row): StoredRecording => ({
  id: row.id,
  sessionId: row.session_id,
  anonymousId: row.anonymous_id,
  startedAt: row.started_at,
  endedAt: row.ended_at,
  viewport: { width: row.viewport_width, height: row.viewport_height },
  device: row.device,
  browser: row.browser,
  bytes: Number(row.bytes),
  pages: Number(row.pages ?? 0),
  entryPath: row.entry_path,
  personKeys: row.person_keys ?? [],
})
