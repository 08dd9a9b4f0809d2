import type { ColumnType } from 'kysely'

type BigInteger = ColumnType<string, number, number>

/** The tables of this feature; their owners are the stores beside this file. */
export type RecordingTables = {
  recordings: {
    project_id: string
    id: string
    session_id: string
    anonymous_id: string
    started_at: Date
    ended_at: Date
    clock_offset_ms: BigInteger
    viewport_width: number
    viewport_height: number
    device: string
    browser: string
    chunks: number
    bytes: BigInteger
    removed_at: Date | null
    emptied: boolean
  }
  recording_chunks: {
    project_id: string
    recording_id: string
    chunk: number
    blob: string
    bytes: BigInteger
  }
  recording_pages: {
    project_id: string
    recording_id: string
    chunk: number
    position: number
    at: Date
    path: string
    title: string
  }
  recording_people: { project_id: string; recording_id: string; person_key: string; latest_at: Date }
}
