import { randomUUID } from 'node:crypto'
import type { ReportView } from '@throughline/contract/boards'
import type { Question } from '@throughline/contract/question'
import type { ColumnType } from 'kysely'
import type { State } from '../../../platform/state/state.ts'

type SavedReportTables = {
  saved_reports: {
    id: string
    project_id: string
    name: string
    description: string
    question: ColumnType<Question, string, string>
    view: ColumnType<ReportView, string, string>
    created_at: Date
    changed_at: Date
  }
}

export interface StoredReport {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly question: Question
  readonly view: ReportView
  readonly createdAt: Date
  readonly changedAt: Date
}

export type NewReport = Pick<StoredReport, 'name' | 'description' | 'question' | 'view'>

export interface SavedReportStore {
  /** The last changed first. */
  list(projectId: string): Promise<StoredReport[]>
  find(projectId: string, id: string): Promise<StoredReport | undefined>
  add(projectId: string, report: NewReport, now: Date): Promise<StoredReport>
  /** The report as it then is; undefined where the project has none of that id. */
  change(
    projectId: string,
    id: string,
    change: Partial<NewReport>,
    now: Date,
  ): Promise<StoredReport | undefined>
  /** Whether there was such a report. */
  remove(projectId: string, id: string): Promise<boolean>
}

/** Owner of the table `saved_reports`. */
export function savedReportStore(state: State): SavedReportStore {
  const db = state.withTables<SavedReportTables>()
  return {
    async list(projectId) {
      const rows = await db
        .selectFrom('saved_reports')
        .selectAll()
        .where('project_id', '=', projectId)
        .orderBy('changed_at', 'desc')
        .orderBy('id')
        .execute()
      return rows.map(toReport)
    },

    async find(projectId, id) {
      const row = await db
        .selectFrom('saved_reports')
        .selectAll()
        .where('project_id', '=', projectId)
        .where('id', '=', id)
        .executeTakeFirst()
      return row && toReport(row)
    },

    async add(projectId, { name, description, question, view }, now) {
      const row = await db
        .insertInto('saved_reports')
        .values({
          id: randomUUID(),
          project_id: projectId,
          name,
          description,
          question: JSON.stringify(question),
          view: JSON.stringify(view),
          created_at: now,
          changed_at: now,
        })
        .returningAll()
        .executeTakeFirstOrThrow()
      return toReport(row)
    },

    async change(projectId, id, { question, view, ...plain }, now) {
      const row = await db
        .updateTable('saved_reports')
        .set({
          ...plain,
          ...(question && { question: JSON.stringify(question) }),
          ...(view && { view: JSON.stringify(view) }),
          changed_at: now,
        })
        .where('project_id', '=', projectId)
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst()
      return row && toReport(row)
    },

    async remove(projectId, id) {
      const removed = await db
        .deleteFrom('saved_reports')
        .where('project_id', '=', projectId)
        .where('id', '=', id)
        .returning('id')
        .executeTakeFirst()
      return removed !== undefined
    },
  }
}

interface ReportRow {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly question: Question
  readonly view: ReportView
  readonly created_at: Date
  readonly changed_at: Date
}

const toReport = (row: ReportRow): StoredReport => ({
  id: row.id,
  name: row.name,
  description: row.description,
  question: row.question,
  view: row.view,
  createdAt: row.created_at,
  changedAt: row.changed_at,
})
