import type { FindingMark } from '@throughline/contract/friction'
import type { ColumnType } from 'kysely'
import type { State } from '../../../platform/state/state.ts'
import type { FindingRecord, HistoryLine, Observation } from './finding-record.ts'

type FindingTables = {
  friction_findings: {
    id: string
    project_id: string
    signal: string
    step: string
    path: string | null
    element: string | null
    detail: string | null
    who: ColumnType<Record<string, string>, string, string>
    title: string
    sessions: string
    first_seen_at: Date
    found_to: Date
    missing_since: Date | null
    fixed_at: Date | null
    back_at: Date | null
    told_for: Date | null
    mark: FindingMark
    marked_at: Date | null
    reason: string | null
    owner: string | null
  }
  friction_observations: {
    finding_id: string
    at: Date
    estimate: number
    low: number
    high: number
    days: number
    affected: number
  }
  friction_history: {
    id: ColumnType<string, never, never>
    finding_id: string
    at: Date
    what: string
    by: string | null
  }
  friction_daily_runs: { project_id: string; ran_at: Date }
}

type FindingChange = Partial<Omit<FindingRecord, 'id' | 'projectId'>>

export interface FindingStore {
  all(projectId: string): Promise<FindingRecord[]>
  find(projectId: string, id: string): Promise<FindingRecord | undefined>
  /** Adds a finding, or changes one; with what is told of it. */
  add(record: FindingRecord, line: HistoryLine): Promise<void>
  change(id: string, change: FindingChange, lines: readonly HistoryLine[]): Promise<void>
  /** The oldest first. */
  history(id: string): Promise<HistoryLine[]>
  observe(id: string, observation: Observation): Promise<void>
  /** By finding, the oldest first. */
  observations(projectId: string, since: Date): Promise<Map<string, Observation[]>>
  lastDailyRun(projectId: string): Promise<Date | undefined>
  keepDailyRun(projectId: string, at: Date): Promise<void>
  /** Forgets observations, and findings of which the team said nothing, that are older. */
  forgetBefore(projectId: string, moment: Date): Promise<void>
}

/** Owner of the tables `friction_findings`, `friction_observations`, `friction_history` and `friction_daily_runs`. */
export function findingStore(state: State): FindingStore {
  const db = state.withTables<FindingTables>()
  const rowsOf = (projectId: string) =>
    db.selectFrom('friction_findings').selectAll().where('project_id', '=', projectId)

  return {
    all: async (projectId) =>
      (await rowsOf(projectId).orderBy('first_seen_at').orderBy('id').execute()).map(toRecord),

    async find(projectId, id) {
      const row = await rowsOf(projectId).where('id', '=', id).executeTakeFirst()
      return row && toRecord(row)
    },

    add: (record, { at, what, by }) =>
      db.transaction().execute(async (transaction) => {
        await transaction
          .insertInto('friction_findings')
          .values({
            id: record.id,
            project_id: record.projectId,
            signal: record.signal,
            step: record.where.step,
            path: record.where.path,
            element: record.where.element,
            detail: record.where.detail ?? null,
            who: JSON.stringify(record.who),
            title: record.title,
            sessions: JSON.stringify(record.sessions),
            first_seen_at: record.firstSeenAt,
            found_to: record.foundTo,
            missing_since: record.missingSince,
            fixed_at: record.fixedAt,
            back_at: record.backAt,
            told_for: record.toldFor,
            mark: record.mark,
            marked_at: record.markedAt,
            reason: record.reason,
            owner: record.owner,
          })
          .execute()
        await transaction
          .insertInto('friction_history')
          .values({ finding_id: record.id, at, what, by })
          .execute()
      }),

    change: (id, change, lines) =>
      db.transaction().execute(async (transaction) => {
        const columns = changedColumns(change)
        if (Object.keys(columns).length > 0)
          await transaction.updateTable('friction_findings').set(columns).where('id', '=', id).execute()
        if (lines.length > 0)
          await transaction
            .insertInto('friction_history')
            .values(lines.map(({ at, what, by }) => ({ finding_id: id, at, what, by })))
            .execute()
      }),

    history: (id) =>
      db
        .selectFrom('friction_history')
        .select(['at', 'what', 'by'])
        .where('finding_id', '=', id)
        .orderBy('at')
        .orderBy('id')
        .execute(),

    async observe(id, observation) {
      await db
        .insertInto('friction_observations')
        .values({ finding_id: id, ...observation })
        .onConflict((conflict) => conflict.columns(['finding_id', 'at']).doUpdateSet(observation))
        .execute()
    },

    async observations(projectId, since) {
      const rows = await db
        .selectFrom('friction_observations')
        .innerJoin('friction_findings', 'friction_findings.id', 'finding_id')
        .select(['finding_id', 'at', 'estimate', 'low', 'high', 'days', 'affected'])
        .where('project_id', '=', projectId)
        .where('at', '>=', since)
        .orderBy('at')
        .execute()
      return Map.groupBy(rows, ({ finding_id }) => finding_id)
    },

    async lastDailyRun(projectId) {
      const row = await db
        .selectFrom('friction_daily_runs')
        .select('ran_at')
        .where('project_id', '=', projectId)
        .executeTakeFirst()
      return row?.ran_at
    },

    async keepDailyRun(projectId, at) {
      await db
        .insertInto('friction_daily_runs')
        .values({ project_id: projectId, ran_at: at })
        .onConflict((conflict) => conflict.column('project_id').doUpdateSet({ ran_at: at }))
        .execute()
    },

    async forgetBefore(projectId, moment) {
      const ofProject = db.selectFrom('friction_findings').select('id').where('project_id', '=', projectId)
      await db
        .deleteFrom('friction_observations')
        .where('at', '<', moment)
        .where('finding_id', 'in', ofProject)
        .execute()
      await db
        .deleteFrom('friction_findings')
        .where('project_id', '=', projectId)
        .where('found_to', '<', moment)
        .where('first_seen_at', '<', moment)
        .where('mark', '=', 'none')
        .where('owner', 'is', null)
        .execute()
    },
  }
}

type Row = Omit<FindingTables['friction_findings'], 'who'> & { readonly who: Record<string, string> }

const toRecord = (row: Row): FindingRecord => ({
  id: row.id,
  projectId: row.project_id,
  signal: row.signal,
  where: {
    step: row.step,
    path: row.path,
    element: row.element,
    ...(row.detail !== null && { detail: row.detail }),
  },
  who: row.who,
  title: row.title,
  sessions: JSON.parse(row.sessions),
  firstSeenAt: row.first_seen_at,
  foundTo: row.found_to,
  missingSince: row.missing_since,
  fixedAt: row.fixed_at,
  backAt: row.back_at,
  toldFor: row.told_for,
  mark: row.mark,
  markedAt: row.marked_at,
  reason: row.reason,
  owner: row.owner,
})

const changedColumns = ({ where, who, sessions, ...plain }: FindingChange) =>
  Object.fromEntries(
    Object.entries({
      signal: plain.signal,
      step: where?.step,
      path: where?.path,
      element: where?.element,
      detail: where && (where.detail ?? null),
      who: who && JSON.stringify(who),
      title: plain.title,
      sessions: sessions && JSON.stringify(sessions),
      first_seen_at: plain.firstSeenAt,
      found_to: plain.foundTo,
      missing_since: plain.missingSince,
      fixed_at: plain.fixedAt,
      back_at: plain.backAt,
      told_for: plain.toldFor,
      mark: plain.mark,
      marked_at: plain.markedAt,
      reason: plain.reason,
      owner: plain.owner,
    }).filter(([, value]) => value !== undefined),
  )
