import { type ColumnType, sql } from 'kysely'
import type { State } from '../../../platform/state/state.ts'

type UsageTables = {
  flag_evaluations: {
    project_id: string
    environment: string
    flag: string
    /** Written and read as text: a date has no zone. */
    day: ColumnType<string, string, never>
    variation: string
    evaluations: ColumnType<string, number, number>
    last_at: Date
  }
}

/** Evaluations of one variation in one day. */
export interface EvaluationCount {
  readonly projectId: string
  readonly environment: string
  readonly flag: string
  /** UTC, such as 2026-01-31. */
  readonly day: string
  /** Empty: the default in the caller's code. */
  readonly variation: string
  readonly evaluations: number
  readonly lastAt: Date
}

export interface UsageStore {
  /** Adds to what was counted before. */
  add(counts: readonly EvaluationCount[]): Promise<void>
  /** Of one flag since a day, by day. */
  days(
    projectId: string,
    environment: string,
    flag: string,
    since: string,
  ): Promise<Pick<EvaluationCount, 'day' | 'variation' | 'evaluations'>[]>
  /** When each flag of a project was last evaluated, in any environment or in one. */
  lastEvaluated(projectId: string, environment?: string): Promise<ReadonlyMap<string, Date>>
  /** Deletes what was counted of a flag. */
  forget(projectId: string, flag: string): Promise<void>
}

/** In place of a flag: that somebody fetched the datafile. What local evaluators do with it is not seen. */
export const LOCAL_EVALUATION = ''

const ROWS_AT_ONCE = 1_000

/** Owner of the table `flag_evaluations`. */
export function usageStore(state: State): UsageStore {
  const db = state.withTables<UsageTables>()
  return {
    async add(counts) {
      await db.transaction().execute(async (transaction) => {
        for (let start = 0; start < counts.length; start += ROWS_AT_ONCE)
          await transaction
            .insertInto('flag_evaluations')
            .values(
              counts.slice(start, start + ROWS_AT_ONCE).map(({ projectId, lastAt, ...rest }) => ({
                ...rest,
                project_id: projectId,
                last_at: lastAt,
              })),
            )
            .onConflict((conflict) =>
              conflict.columns(['project_id', 'environment', 'flag', 'day', 'variation']).doUpdateSet({
                evaluations: sql<number>`flag_evaluations.evaluations + excluded.evaluations`,
                last_at: sql<Date>`greatest(flag_evaluations.last_at, excluded.last_at)`,
              }),
            )
            .execute()
      })
    },

    async days(projectId, environment, flag, since) {
      const rows = await db
        .selectFrom('flag_evaluations')
        .select([sql<string>`day::text`.as('day'), 'variation', 'evaluations'])
        .where('project_id', '=', projectId)
        .where('environment', '=', environment)
        .where('flag', '=', flag)
        .where('day', '>=', since)
        .execute()
      return rows.map(({ day, variation, evaluations }) => ({
        day,
        variation,
        evaluations: Number(evaluations),
      }))
    },

    async lastEvaluated(projectId, environment) {
      const rows = await db
        .selectFrom('flag_evaluations')
        .select(['flag', sql<Date>`max(last_at)`.as('at')])
        .where('project_id', '=', projectId)
        .$if(environment !== undefined, (query) => query.where('environment', '=', environment ?? ''))
        .groupBy('flag')
        .execute()
      return new Map(rows.map(({ flag, at }) => [flag, at]))
    },

    async forget(projectId, flag) {
      await db
        .deleteFrom('flag_evaluations')
        .where('project_id', '=', projectId)
        .where('flag', '=', flag)
        .execute()
    },
  }
}
