import { type ColumnType, type SqlBool, sql } from 'kysely'
import type { State } from '../../../platform/state/state.ts'
import type { AnalysisResult } from './analysis/analysis-result.ts'
import type { IdentifiedFinding } from './finding-register.ts'
import type { FrictionPeriod } from './friction-period.ts'

type ResultTables = {
  friction_results: {
    project_id: string
    period_from: Date
    period_to: Date
    timezone: string
    computed_at: Date
    took_ms: number
    seq: ColumnType<string, number, number>
    /** The basis of a result, whose money it was at first. */
    money: string
    result: string
    people: string[]
  }
}

type IdentifiedResult = Omit<AnalysisResult, 'findings'> & {
  readonly findings: readonly IdentifiedFinding[]
}

/** What a run over a period found, and what it knew. */
export interface StoredResult {
  readonly period: FrictionPeriod
  readonly computedAt: Date
  readonly tookMs: number
  /** The last event of the log when it began. */
  readonly seq: number
  /** Currency, rates and segments that it was computed with. */
  readonly basis: string
  readonly result: IdentifiedResult
}

export interface ResultStore {
  find(projectId: string, period: FrictionPeriod): Promise<StoredResult | undefined>
  /** Keeps a period's result in place of an earlier one; the least recent ones beyond `most` of the project go. */
  keep(projectId: string, stored: StoredResult, most: number): Promise<void>
  /** Takes the sessions of some people out of all results. */
  forget(projectId: string, profiles: readonly string[]): Promise<void>
}

/** Owner of the table `friction_results`. */
export function resultStore(state: State): ResultStore {
  const db = state.withTables<ResultTables>()
  return {
    async find(projectId, period) {
      const row = await db
        .selectFrom('friction_results')
        .select(['computed_at', 'took_ms', 'seq', 'money', 'result'])
        .where('project_id', '=', projectId)
        .where('period_from', '=', new Date(period.from))
        .where('period_to', '=', new Date(period.to))
        .where('timezone', '=', period.timezone)
        .executeTakeFirst()
      return (
        row && {
          period,
          computedAt: row.computed_at,
          tookMs: row.took_ms,
          seq: Number(row.seq),
          basis: row.money,
          result: JSON.parse(row.result),
        }
      )
    },

    async keep(projectId, { period, computedAt, tookMs, seq, basis, result }, most) {
      const content = {
        computed_at: computedAt,
        took_ms: tookMs,
        seq,
        money: basis,
        // Escaped as JSON has it, half a surrogate pair is text like any other.
        result: JSON.stringify(result),
        people: peopleIn(result),
      }
      await db
        .insertInto('friction_results')
        .values({
          project_id: projectId,
          period_from: new Date(period.from),
          period_to: new Date(period.to),
          timezone: period.timezone,
          ...content,
        })
        .onConflict((conflict) =>
          conflict.columns(['project_id', 'period_from', 'period_to', 'timezone']).doUpdateSet(content),
        )
        .execute()
      const kept = db
        .selectFrom('friction_results')
        .select('computed_at')
        .where('project_id', '=', projectId)
        .orderBy('computed_at', 'desc')
        .offset(most - 1)
        .limit(1)
      await db
        .deleteFrom('friction_results')
        .where('project_id', '=', projectId)
        .where('computed_at', '<', kept)
        .execute()
    },

    forget: (projectId, profiles) =>
      db.transaction().execute(async (transaction) => {
        const rows = await transaction
          .selectFrom('friction_results')
          .select(['period_from', 'period_to', 'timezone', 'result'])
          .where('project_id', '=', projectId)
          .where(sql<SqlBool>`people && ${[...profiles]}::text[]`)
          .forUpdate()
          .execute()
        for (const { result, ...key } of rows) {
          const left = withoutPeople(JSON.parse(result) as IdentifiedResult, new Set(profiles))
          await transaction
            .updateTable('friction_results')
            .set({ result: JSON.stringify(left), people: peopleIn(left) })
            .where('project_id', '=', projectId)
            .where('period_from', '=', key.period_from)
            .where('period_to', '=', key.period_to)
            .where('timezone', '=', key.timezone)
            .execute()
        }
      }),
  }
}

/** A result that names no session of these profiles; its figures stay. */
export const withoutPeople = <Result extends Pick<AnalysisResult, 'findings'>>(
  result: Result,
  profiles: ReadonlySet<string>,
): Result => ({
  ...result,
  findings: result.findings.map((finding) => ({
    ...finding,
    affected: finding.affected.filter(({ profile }) => !profiles.has(profile)),
  })),
})

const peopleIn = ({ findings }: IdentifiedResult): string[] => [
  ...new Set(findings.flatMap(({ affected }) => affected.map(({ profile }) => profile))),
]
