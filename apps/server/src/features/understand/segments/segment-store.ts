import type { SegmentRule } from '@throughline/contract/segment-rule'
import type { Persona } from '@throughline/contract/segments'
import type { ColumnType } from 'kysely'
import { AppError } from '../../../platform/app-error.ts'
import type { State } from '../../../platform/state/state.ts'
import type { StoredSegment } from './segment.ts'

type SegmentTables = {
  segments: {
    id: string
    project_id: string
    name: string
    description: string
    kind: 'rule' | 'list'
    rule: ColumnType<SegmentRule | null, string | null, string | null>
    persona: ColumnType<Persona | null, string | null, string | null>
    people: ColumnType<string | null, number | null, number | null>
    counted_at: Date | null
    created_at: Date
    changed_at: Date
  }
}

export type SegmentChange = Partial<Pick<StoredSegment, 'name' | 'description' | 'rule' | 'persona'>>

export interface SegmentStore {
  /** Of all projects, by name. */
  all(): Promise<StoredSegment[]>
  /** @throws AppError `conflict` where the project has a segment of that name */
  add(segment: StoredSegment): Promise<void>
  /** @throws AppError `conflict` where the project has a segment of that name */
  change(projectId: string, id: string, change: SegmentChange, now: Date): Promise<void>
  remove(projectId: string, id: string): Promise<void>
  keepSize(projectId: string, id: string, people: number, computedAt: Date): Promise<void>
}

/** Owner of the table `segments`. */
export function segmentStore(state: State): SegmentStore {
  const db = state.withTables<SegmentTables>()
  return {
    async all() {
      const rows = await db.selectFrom('segments').selectAll().orderBy('name').orderBy('id').execute()
      return rows.map((row) => ({
        id: row.id,
        projectId: row.project_id,
        name: row.name,
        description: row.description,
        kind: row.kind,
        rule: row.rule,
        persona: row.persona,
        size:
          row.people !== null && row.counted_at
            ? { people: Number(row.people), computedAt: row.counted_at }
            : null,
        createdAt: row.created_at,
        changedAt: row.changed_at,
      }))
    },

    async add({ id, projectId, name, description, kind, rule, persona, createdAt, changedAt }) {
      await db
        .insertInto('segments')
        .values({
          id,
          project_id: projectId,
          name,
          description,
          kind,
          rule: json(rule),
          persona: json(persona),
          people: null,
          counted_at: null,
          created_at: createdAt,
          changed_at: changedAt,
        })
        .execute()
        .catch(asNameConflict(name))
    },

    async change(projectId, id, { rule, persona, ...plain }, now) {
      await db
        .updateTable('segments')
        .set({
          ...plain,
          ...(rule !== undefined && { rule: json(rule), people: null, counted_at: null }),
          ...(persona !== undefined && { persona: json(persona) }),
          changed_at: now,
        })
        .where('project_id', '=', projectId)
        .where('id', '=', id)
        .execute()
        .catch(asNameConflict(plain.name ?? ''))
    },

    async remove(projectId, id) {
      await db.deleteFrom('segments').where('project_id', '=', projectId).where('id', '=', id).execute()
    },

    async keepSize(projectId, id, people, computedAt) {
      await db
        .updateTable('segments')
        .set({ people, counted_at: computedAt })
        .where('project_id', '=', projectId)
        .where('id', '=', id)
        .execute()
    },
  }
}

const json = (value: object | null): string | null => (value === null ? null : JSON.stringify(value))

const UNIQUE_VIOLATION = '23505'

const asNameConflict =
  (name: string) =>
  (error: unknown): never => {
    if (error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION)
      throw new AppError('conflict', `name: another segment is called "${name}". Choose another name.`, {
        field: 'name',
      })
    throw error
  }
