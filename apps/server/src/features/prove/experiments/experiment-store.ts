import type { CumulativePoint } from '@throughline/contract/experiment-results'
import type { Experiment, ExperimentState } from '@throughline/contract/experiments'
import { type ColumnType, sql, type Transaction } from 'kysely'
import type { State } from '../../../platform/state/state.ts'
import {
  defaultPlan,
  type ExperimentPlan,
  type HistoryLine,
  type Phase,
  type StoredExperiment,
} from './experiment.ts'

type Json<T> = ColumnType<T, string, string>

type ExperimentTables = {
  experiments: {
    id: string
    project_id: string
    name: string
    state: ExperimentState
    flag: string
    environment: string
    layer: string | null
    plan: Json<ExperimentPlan>
    phases: Json<Phase[]>
    holdout: ColumnType<StoredExperiment['holdout'], string | null, string | null>
    finding: string | null
    shipped: string | null
    decided: string | null
    standing: ColumnType<Experiment['standing'], string | null, string | null>
    created_at: Date
    changed_at: Date
    started_at: Date | null
    stopped_at: Date | null
    unserved_end: ColumnType<boolean, boolean | undefined, boolean>
  }
  experiment_history: {
    id: ColumnType<string, never, never>
    experiment_id: string
    at: Date
    what: string
    of_flag: boolean
    by: string | null
  }
  experiment_days: {
    experiment_id: string
    day: ColumnType<Date, string, string>
    content: Json<CumulativePoint>
  }
}

type ExperimentChange = Partial<Omit<StoredExperiment, 'id' | 'projectId' | 'createdAt'>>

export interface ExperimentStore {
  /** The latest first. */
  all(projectId: string): Promise<StoredExperiment[]>
  find(projectId: string, id: string): Promise<StoredExperiment | undefined>
  /** Of all projects. */
  running(): Promise<StoredExperiment[]>
  /** Those of all projects whose end is kept and not yet served. */
  unservedEnds(): Promise<StoredExperiment[]>
  add(experiment: StoredExperiment, line: HistoryLine): Promise<void>
  /**
   * Changes it if its state is still the one that the change was based on.
   *
   * @returns whether it was
   */
  change(
    id: string,
    whileIn: ExperimentState,
    change: ExperimentChange,
    lines: readonly HistoryLine[],
  ): Promise<boolean>
  /**
   * Adds a phase to a running experiment that has so many.
   *
   * @returns whether it had; of two who add the same one, one is told that it did
   */
  addPhase(id: string, phase: Phase, had: number, line: HistoryLine): Promise<boolean>
  note(id: string, line: HistoryLine): Promise<void>
  keepStanding(id: string, standing: NonNullable<Experiment['standing']>): Promise<void>
  remove(projectId: string, id: string): Promise<void>
  /** The oldest first. */
  history(id: string): Promise<HistoryLine[]>
  /** What is kept of its days, the first day first. */
  days(id: string): Promise<CumulativePoint[]>
  keepDay(id: string, point: CumulativePoint): Promise<void>
}

/** Owner of the tables `experiments`, `experiment_history` and `experiment_days`. */
export function experimentStore(state: State): ExperimentStore {
  const db = state.withTables<ExperimentTables>()
  const rows = () => db.selectFrom('experiments').selectAll()
  const addLines = async (
    transaction: Transaction<ExperimentTables>,
    id: string,
    lines: readonly HistoryLine[],
  ) => {
    if (lines.length > 0)
      await transaction
        .insertInto('experiment_history')
        .values(
          lines.map(({ at, what, ofFlag, by }) => ({ experiment_id: id, at, what, of_flag: ofFlag, by })),
        )
        .execute()
  }

  return {
    async all(projectId) {
      const found = await rows()
        .where('project_id', '=', projectId)
        .orderBy('created_at', 'desc')
        .orderBy('id')
        .execute()
      return found.map(toExperiment)
    },

    async find(projectId, id) {
      const row = await rows().where('project_id', '=', projectId).where('id', '=', id).executeTakeFirst()
      return row && toExperiment(row)
    },

    running: async () => (await rows().where('state', '=', 'running').execute()).map(toExperiment),

    unservedEnds: async () => (await rows().where('unserved_end', '=', true).execute()).map(toExperiment),

    add: (experiment, line) =>
      db.transaction().execute(async (transaction) => {
        const { id, projectId, createdAt } = experiment
        await transaction
          .insertInto('experiments')
          .values({ id, project_id: projectId, created_at: createdAt, ...columnsOf(experiment) })
          .execute()
        await addLines(transaction, id, [line])
      }),

    change: (id, whileIn, change, lines) =>
      db.transaction().execute(async (transaction) => {
        const { numUpdatedRows } = await transaction
          .updateTable('experiments')
          .set(changedColumns(change))
          .where('id', '=', id)
          .where('state', '=', whileIn)
          .executeTakeFirst()
        if (numUpdatedRows === 0n) return false
        await addLines(transaction, id, lines)
        return true
      }),

    addPhase: (id, phase, had, line) =>
      db.transaction().execute(async (transaction) => {
        const { numUpdatedRows } = await transaction
          .updateTable('experiments')
          .set({
            phases: sql<string>`phases || ${JSON.stringify([phase])}::jsonb`,
            changed_at: line.at,
          })
          .where('id', '=', id)
          .where('state', '=', 'running')
          .where(sql<number>`jsonb_array_length(phases)`, '=', had)
          .executeTakeFirst()
        if (numUpdatedRows === 0n) return false
        await addLines(transaction, id, [line])
        return true
      }),

    note: (id, line) => db.transaction().execute((transaction) => addLines(transaction, id, [line])),

    async keepStanding(id, standing) {
      await db
        .updateTable('experiments')
        .set({ standing: JSON.stringify(standing) })
        .where('id', '=', id)
        .execute()
    },

    async remove(projectId, id) {
      await db.deleteFrom('experiments').where('project_id', '=', projectId).where('id', '=', id).execute()
    },

    async history(id) {
      const lines = await db
        .selectFrom('experiment_history')
        .select(['at', 'what', 'of_flag', 'by'])
        .where('experiment_id', '=', id)
        .orderBy('at')
        .orderBy('id')
        .execute()
      return lines.map(({ at, what, of_flag, by }) => ({ at, what, ofFlag: of_flag, by }))
    },

    async days(id) {
      const found = await db
        .selectFrom('experiment_days')
        .select('content')
        .where('experiment_id', '=', id)
        .orderBy('day')
        .execute()
      return found.map(({ content }) => content)
    },

    async keepDay(id, point) {
      const content = JSON.stringify(point)
      await db
        .insertInto('experiment_days')
        .values({ experiment_id: id, day: point.day, content })
        .onConflict((conflict) => conflict.columns(['experiment_id', 'day']).doUpdateSet({ content }))
        .execute()
    },
  }
}

type Row = {
  [K in keyof ExperimentTables['experiments']]: ExperimentTables['experiments'][K] extends ColumnType<
    infer T,
    infer _Insert,
    infer _Update
  >
    ? T
    : ExperimentTables['experiments'][K]
}

const toExperiment = (row: Row): StoredExperiment => ({
  id: row.id,
  projectId: row.project_id,
  name: row.name,
  state: row.state,
  flag: row.flag,
  environment: row.environment,
  layer: row.layer,
  plan: wholePlan(row.plan),
  phases: row.phases,
  holdout: row.holdout,
  finding: row.finding,
  shipped: row.shipped,
  decided: row.decided,
  standing: row.standing,
  createdAt: row.created_at,
  changedAt: row.changed_at,
  startedAt: row.started_at,
  stoppedAt: row.stopped_at,
  unservedEnd: row.unserved_end,
})

/** One that was kept before there was more to say says of that what new ones do. */
const wholePlan = (plan: ExperimentPlan): ExperimentPlan => ({
  ...defaultPlan,
  ...plan,
  decision: { ...defaultPlan.decision, ...plan.decision },
})

const columnsOf = (of: StoredExperiment) => ({
  name: of.name,
  state: of.state,
  flag: of.flag,
  environment: of.environment,
  layer: of.layer,
  plan: JSON.stringify(of.plan),
  phases: JSON.stringify(of.phases),
  holdout: of.holdout && JSON.stringify(of.holdout),
  finding: of.finding,
  shipped: of.shipped,
  decided: of.decided,
  standing: of.standing && JSON.stringify(of.standing),
  changed_at: of.changedAt,
  started_at: of.startedAt,
  stopped_at: of.stoppedAt,
  unserved_end: of.unservedEnd,
})

const changedColumns = ({ plan, phases, holdout, standing, ...change }: ExperimentChange) =>
  Object.fromEntries(
    Object.entries({
      name: change.name,
      state: change.state,
      flag: change.flag,
      environment: change.environment,
      layer: change.layer,
      plan: plan && JSON.stringify(plan),
      phases: phases && JSON.stringify(phases),
      holdout: holdout && JSON.stringify(holdout),
      finding: change.finding,
      shipped: change.shipped,
      decided: change.decided,
      standing: standing && JSON.stringify(standing),
      changed_at: change.changedAt,
      started_at: change.startedAt,
      stopped_at: change.stoppedAt,
      unserved_end: change.unservedEnd,
    }).filter(([, value]) => value !== undefined),
  )
