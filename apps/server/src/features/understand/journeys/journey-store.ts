import type { JourneyMapping, StageName } from '@throughline/contract/journey-mapping'
import type { ColumnType, Generated } from 'kysely'
import type { State } from '../../../platform/state/state.ts'

type JourneyTables = {
  journey_mappings: {
    project_id: string
    mapping: ColumnType<JourneyMapping, string, string>
    changed_by: string | null
    changed_at: Date
  }
  journey_annotations: {
    id: Generated<string>
    project_id: string
    segment_id: string
    stage: StageName
    touchpoint: string
    goal: string
    emotion: number | null
    emotion_note: string
    notes: string
    changed_by: string | null
    changed_at: Date
  }
}

/** Where a team wrote something. */
export interface AnnotationPlace {
  readonly stage: StageName
  /** Empty: the stage itself. */
  readonly touchpoint: string
  /** Empty: for everyone. */
  readonly segmentId: string
}

export interface AnnotationText {
  readonly goal: string
  /** From −2 to 2. */
  readonly emotion: number | null
  readonly emotionNote: string
  readonly notes: string
}

export interface StoredAnnotation extends AnnotationPlace, AnnotationText {
  readonly changedBy: string | null
  readonly changedAt: Date
}

interface StoredMapping {
  readonly mapping: JourneyMapping
  readonly changedBy: string | null
  readonly changedAt: Date
}

export interface JourneyStore {
  mapping(projectId: string): Promise<StoredMapping | undefined>
  keepMapping(projectId: string, stored: StoredMapping): Promise<void>
  removeMapping(projectId: string): Promise<void>
  /** The newest of each place. */
  annotations(projectId: string): Promise<StoredAnnotation[]>
  /** All versions of a place, the newest first. */
  history(projectId: string, place: AnnotationPlace): Promise<StoredAnnotation[]>
  annotate(projectId: string, annotation: StoredAnnotation): Promise<void>
}

const MOST_VERSIONS = 200

/** Owner of the tables `journey_mappings` and `journey_annotations`. */
export function journeyStore(state: State): JourneyStore {
  const db = state.withTables<JourneyTables>()
  return {
    async mapping(projectId) {
      const row = await db
        .selectFrom('journey_mappings')
        .selectAll()
        .where('project_id', '=', projectId)
        .executeTakeFirst()
      return row && { mapping: row.mapping, changedBy: row.changed_by, changedAt: row.changed_at }
    },

    async keepMapping(projectId, { mapping, changedBy, changedAt }) {
      const row = { mapping: JSON.stringify(mapping), changed_by: changedBy, changed_at: changedAt }
      await db
        .insertInto('journey_mappings')
        .values({ project_id: projectId, ...row })
        .onConflict((conflict) => conflict.column('project_id').doUpdateSet(row))
        .execute()
    },

    async removeMapping(projectId) {
      await db.deleteFrom('journey_mappings').where('project_id', '=', projectId).execute()
    },

    async annotations(projectId) {
      const rows = await db
        .selectFrom('journey_annotations')
        .selectAll()
        .distinctOn(['segment_id', 'stage', 'touchpoint'])
        .where('project_id', '=', projectId)
        .orderBy('segment_id')
        .orderBy('stage')
        .orderBy('touchpoint')
        .orderBy('id', 'desc')
        .execute()
      return rows.map(toAnnotation)
    },

    async history(projectId, { stage, touchpoint, segmentId }) {
      const rows = await db
        .selectFrom('journey_annotations')
        .selectAll()
        .where('project_id', '=', projectId)
        .where('segment_id', '=', segmentId)
        .where('stage', '=', stage)
        .where('touchpoint', '=', touchpoint)
        .orderBy('id', 'desc')
        .limit(MOST_VERSIONS)
        .execute()
      return rows.map(toAnnotation)
    },

    async annotate(projectId, annotation) {
      await db
        .insertInto('journey_annotations')
        .values({
          project_id: projectId,
          segment_id: annotation.segmentId,
          stage: annotation.stage,
          touchpoint: annotation.touchpoint,
          goal: annotation.goal,
          emotion: annotation.emotion,
          emotion_note: annotation.emotionNote,
          notes: annotation.notes,
          changed_by: annotation.changedBy,
          changed_at: annotation.changedAt,
        })
        .execute()
    },
  }
}

const toAnnotation = (row: {
  segment_id: string
  stage: StageName
  touchpoint: string
  goal: string
  emotion: number | null
  emotion_note: string
  notes: string
  changed_by: string | null
  changed_at: Date
}): StoredAnnotation => ({
  segmentId: row.segment_id,
  stage: row.stage,
  touchpoint: row.touchpoint,
  goal: row.goal,
  emotion: row.emotion,
  emotionNote: row.emotion_note,
  notes: row.notes,
  changedBy: row.changed_by,
  changedAt: row.changed_at,
})
