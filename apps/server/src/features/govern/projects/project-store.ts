import type { IdentityRules } from '@throughline/contract/projects'
import type { ColumnType } from 'kysely'
import type { Project } from '../../../platform/project.ts'
import type { State } from '../../../platform/state/state.ts'
import { firstSettings } from './project-settings.ts'

type ProjectTables = {
  projects: {
    id: string
    name: string
    timezone: string
    currency: string
    identity_rules: ColumnType<IdentityRules, string, string>
    created_at: Date
    changed_at: Date
  }
  write_keys: { key: string; project_id: string; created_at: Date; chosen_at: Date }
}

/** A project with what only its settings show. */
export interface StoredProject extends Project {
  readonly createdAt: Date
  /** The newest choice first; all of them let events in. */
  readonly writeKeys: readonly string[]
}

export type ProjectChange = Partial<Pick<Project, 'name' | 'timezone' | 'currency' | 'identityRules'>>

export interface ProjectStore {
  /** Every project, the oldest first. */
  all(): Promise<StoredProject[]>
  /** Makes the default project where there is none; true where it did. Processes that start together make one. */
  createDefault(writeKey: string, now: Date): Promise<boolean>
  /** Makes a key one of the project's, and the one that its snippets show. False where another project has it. */
  chooseWriteKey(projectId: string, key: string, now: Date): Promise<boolean>
  change(projectId: string, change: ProjectChange, now: Date): Promise<void>
}

/** Owner of the tables `projects` and `write_keys`. */
export function projectStore(state: State): ProjectStore {
  const db = state.withTables<ProjectTables>()

  return {
    async all() {
      const projects = await db
        .selectFrom('projects')
        .selectAll()
        .orderBy('created_at')
        .orderBy('id')
        .execute()
      const keys = await db.selectFrom('write_keys').selectAll().orderBy('chosen_at', 'desc').execute()
      return projects.map((row) => ({
        id: row.id,
        name: row.name,
        timezone: row.timezone,
        currency: row.currency,
        identityRules: row.identity_rules,
        createdAt: row.created_at,
        writeKeys: keys.filter(({ project_id }) => project_id === row.id).map(({ key }) => key),
      }))
    },

    createDefault: (writeKey, now) =>
      db.transaction().execute(async (transaction) => {
        const { id, name, timezone, currency, identityRules } = firstSettings
        const made = await transaction
          .insertInto('projects')
          .values({
            id,
            name,
            timezone,
            currency,
            identity_rules: JSON.stringify(identityRules),
            created_at: now,
            changed_at: now,
          })
          .onConflict((conflict) => conflict.doNothing())
          .returning('id')
          .executeTakeFirst()
        if (!made) return false
        await transaction
          .insertInto('write_keys')
          .values({ key: writeKey, project_id: id, created_at: now, chosen_at: now })
          .execute()
        return true
      }),

    async chooseWriteKey(projectId, key, now) {
      const chosen = await db
        .insertInto('write_keys')
        .values({ key, project_id: projectId, created_at: now, chosen_at: now })
        .onConflict((conflict) =>
          conflict
            .column('key')
            .doUpdateSet({ chosen_at: now })
            .where('write_keys.project_id', '=', projectId),
        )
        .returning('key')
        .executeTakeFirst()
      return chosen !== undefined
    },

    async change(projectId, { identityRules, ...plain }, now) {
      await db
        .updateTable('projects')
        .set({
          ...plain,
          ...(identityRules && { identity_rules: JSON.stringify(identityRules) }),
          changed_at: now,
        })
        .where('id', '=', projectId)
        .execute()
    },
  }
}
