import type { MetricDefinition } from '@throughline/contract/experiment-metrics'
import type { ColumnType } from 'kysely'
import { AppError } from '../../../platform/app-error.ts'
import type { State } from '../../../platform/state/state.ts'

type MetricTables = {
  experiment_metrics: {
    id: string
    project_id: string
    name: string
    description: string
    definition: ColumnType<MetricDefinition, string, string>
    created_at: Date
    changed_at: Date
  }
}

export interface StoredMetric {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly definition: MetricDefinition
  readonly createdAt: Date
  readonly changedAt: Date
}

export type MetricChange = Partial<Pick<StoredMetric, 'name' | 'description' | 'definition'>>

export interface MetricStore {
  /** By name. */
  all(projectId: string): Promise<StoredMetric[]>
  /** @throws AppError `conflict` where another has the name */
  add(projectId: string, metric: StoredMetric): Promise<void>
  /** @throws AppError `conflict` where another has the name */
  change(projectId: string, id: string, change: MetricChange, at: Date): Promise<void>
  remove(projectId: string, id: string): Promise<void>
}

/** Owner of the table `experiment_metrics`. */
export function metricStore(state: State): MetricStore {
  const db = state.withTables<MetricTables>()
  return {
    async all(projectId) {
      const rows = await db
        .selectFrom('experiment_metrics')
        .selectAll()
        .where('project_id', '=', projectId)
        .orderBy('name')
        .execute()
      return rows.map(({ created_at, changed_at, project_id: _, ...row }) => ({
        ...row,
        createdAt: created_at,
        changedAt: changed_at,
      }))
    },

    async add(projectId, { definition, createdAt, changedAt, ...metric }) {
      await db
        .insertInto('experiment_metrics')
        .values({
          ...metric,
          project_id: projectId,
          definition: JSON.stringify(definition),
          created_at: createdAt,
          changed_at: changedAt,
        })
        .execute()
        .catch(asNameConflict('metric', metric.name))
    },

    async change(projectId, id, { definition, ...words }, at) {
      await db
        .updateTable('experiment_metrics')
        .set({ ...words, ...(definition && { definition: JSON.stringify(definition) }), changed_at: at })
        .where('project_id', '=', projectId)
        .where('id', '=', id)
        .execute()
        .catch(asNameConflict('metric', words.name ?? ''))
    },

    async remove(projectId, id) {
      await db
        .deleteFrom('experiment_metrics')
        .where('project_id', '=', projectId)
        .where('id', '=', id)
        .execute()
    },
  }
}

const UNIQUE_VIOLATION = '23505'

/** A name that is taken, in words; any other failure stays what it is. */
export const asNameConflict =
  (what: string, name: string) =>
  (error: unknown): never => {
    if (error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION)
      throw new AppError('conflict', `name: another ${what} is called "${name}". Choose another name.`, {
        field: 'name',
      })
    throw error
  }
