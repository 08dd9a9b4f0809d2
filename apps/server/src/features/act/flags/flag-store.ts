import { randomBytes } from 'node:crypto'
import type { FlagSettings, FlagType } from '@throughline/contract/flag-rules'
import { type ColumnType, type Kysely, sql, type Transaction } from 'kysely'
import type { State } from '../../../platform/state/state.ts'
import type { FlagDetails, FlagPart, StoredEnvironment, StoredFlag } from './flag.ts'

type FlagTables = {
  flags: {
    project_id: string
    key: string
    type: FlagType
    details: string
    settings: string
    version: number
    archived_at: Date | null
    created_at: Date
    changed_at: Date
  }
  flag_environments: { project_id: string; key: string; name: string; channel: string; created_at: Date }
  flag_changes: {
    id: ColumnType<string, never, never>
    project_id: string
    flag: string
    at: Date
    by: string | null
    version: number
    part: FlagPart['part']
    environment: string | null
    what: string
    before: string
    after: string
  }
  flag_revisions: { project_id: string; revision: ColumnType<string, number, number> }
}

/** One row of a flag's history. */
export interface StoredChange {
  readonly id: string
  readonly at: Date
  /** User id; null where a token spoke. */
  readonly by: string | null
  readonly version: number
  readonly part: FlagPart
  /** In words. */
  readonly what: readonly string[]
  readonly before: unknown
  readonly after: unknown
}

type NewChange = Pick<StoredChange, 'at' | 'by' | 'part' | 'what' | 'before' | 'after'>

/** All that a project has of flags, at one moment. */
export interface ProjectFlags {
  /** By key. */
  readonly flags: readonly StoredFlag[]
  /** The oldest first. */
  readonly environments: readonly StoredEnvironment[]
}

interface FlagWrite {
  readonly flag: StoredFlag
  readonly change: NewChange
}

interface EnvironmentWrite {
  readonly environment: Pick<StoredEnvironment, 'key' | 'name' | 'createdAt'>
  /** Of each flag, by its key. */
  readonly settings: ReadonlyMap<string, FlagSettings>
}

/** Writers of one project come one after another: what `decide` is given cannot change before its decision is stored. */
export interface FlagStore {
  /** Of all projects: what another process needs to see whether anything changed. */
  revisions(): Promise<ReadonlyMap<string, string>>
  read(projectId: string): Promise<ProjectFlags>
  /** Adds or replaces a flag, with a row of its history; `undefined` changes nothing. */
  writeFlag(projectId: string, decide: (current: ProjectFlags) => FlagWrite | undefined): Promise<void>
  /** With its history. */
  removeFlag(projectId: string, key: string, check: (current: ProjectFlags) => void): Promise<void>
  /** `undefined` changes nothing. */
  addEnvironment(
    projectId: string,
    decide: (current: ProjectFlags) => EnvironmentWrite | undefined,
  ): Promise<void>
  /** With the settings of all flags in it. */
  removeEnvironment(projectId: string, key: string, check: (current: ProjectFlags) => void): Promise<void>
  /** The latest first. */
  history(projectId: string, flag: string, before: string | undefined, limit: number): Promise<StoredChange[]>
  findChange(projectId: string, flag: string, id: string): Promise<StoredChange | undefined>
  /** When the settings of each flag were last changed in an environment, by key of the flag. */
  settingsChanged(projectId: string, environment: string): Promise<ReadonlyMap<string, Date>>
}

/** Owner of the tables `flags`, `flag_environments`, `flag_changes` and `flag_revisions`. */
export function flagStore(state: State): FlagStore {
  const db = state.withTables<FlagTables>()

  const changesOf = (projectId: string, flag: string) =>
    db
      .selectFrom('flag_changes')
      .selectAll()
      .where('project_id', '=', projectId)
      .where('flag', '=', flag)
      .orderBy(sql`flag_changes.id`, 'desc')

  const locked = <T>(
    projectId: string,
    work: (transaction: Transaction<FlagTables>, current: ProjectFlags) => Promise<T>,
  ): Promise<T> =>
    db.transaction().execute(async (transaction) => {
      // Holds the project's row until the transaction ends.
      await transaction
        .insertInto('flag_revisions')
        .values({ project_id: projectId, revision: 1 })
        .onConflict((conflict) =>
          conflict.column('project_id').doUpdateSet({ revision: sql<number>`flag_revisions.revision + 1` }),
        )
        .execute()
      return work(transaction, await read(transaction, projectId))
    })

  return {
    async revisions() {
      const rows = await db.selectFrom('flag_revisions').selectAll().execute()
      return new Map(rows.map(({ project_id, revision }) => [project_id, revision]))
    },

    read: (projectId) => db.transaction().execute((transaction) => read(transaction, projectId)),

    writeFlag: (projectId, decide) =>
      locked(projectId, async (transaction, current) => {
        const write = decide(current)
        if (!write) return
        const { flag, change } = write
        await transaction
          .insertInto('flags')
          .values({ project_id: projectId, key: flag.key, type: flag.type, ...columnsOf(flag) })
          .onConflict((conflict) => conflict.columns(['project_id', 'key']).doUpdateSet(columnsOf(flag)))
          .execute()
        await addChange(transaction, flag, change)
      }),

    removeFlag: (projectId, key, check) =>
      locked(projectId, async (transaction, current) => {
        check(current)
        await transaction
          .deleteFrom('flags')
          .where('project_id', '=', projectId)
          .where('key', '=', key)
          .execute()
      }),

    addEnvironment: (projectId, decide) =>
      locked(projectId, async (transaction, current) => {
        const write = decide(current)
        if (!write) return
        const { key, name, createdAt } = write.environment
        const channel = randomBytes(18).toString('base64url')
        await transaction
          .insertInto('flag_environments')
          .values({ project_id: projectId, key, name, channel, created_at: createdAt })
          .execute()
        for (const flag of current.flags) {
          const own = write.settings.get(flag.key)
          if (own) await writeSettings(transaction, flag, { ...flag.settings, [key]: own })
        }
      }),

    removeEnvironment: (projectId, key, check) =>
      locked(projectId, async (transaction, current) => {
        check(current)
        await transaction
          .deleteFrom('flag_environments')
          .where('project_id', '=', projectId)
          .where('key', '=', key)
          .execute()
        for (const flag of current.flags) {
          const { [key]: _gone, ...rest } = flag.settings
          await writeSettings(transaction, flag, rest)
        }
      }),

    async history(projectId, flag, before, limit) {
      const rows = await changesOf(projectId, flag)
        .$if(before !== undefined, (query) => query.where('id', '<', before ?? ''))
        .limit(limit)
        .execute()
      return rows.map(changeOf)
    },

    async findChange(projectId, flag, id) {
      const row = await changesOf(projectId, flag).where('id', '=', id).executeTakeFirst()
      return row && changeOf(row)
    },

    async settingsChanged(projectId, environment) {
      const rows = await db
        .selectFrom('flag_changes')
        .select(['flag', sql<Date>`max(at)`.as('at')])
        .where('project_id', '=', projectId)
        .where('environment', '=', environment)
        .groupBy('flag')
        .execute()
      return new Map(rows.map(({ flag, at }) => [flag, at]))
    },
  }
}

async function read(db: Kysely<FlagTables>, projectId: string): Promise<ProjectFlags> {
  const flags = await db
    .selectFrom('flags')
    .selectAll()
    .where('project_id', '=', projectId)
    .orderBy('key')
    .execute()
  const environments = await db
    .selectFrom('flag_environments')
    .selectAll()
    .where('project_id', '=', projectId)
    .orderBy('created_at')
    .orderBy('key')
    .execute()
  return {
    flags: flags.map(flagOf),
    environments: environments.map(({ project_id, created_at, ...rest }) => ({
      ...rest,
      projectId: project_id,
      createdAt: created_at,
    })),
  }
}

async function writeSettings(
  db: Kysely<FlagTables>,
  { projectId, key }: StoredFlag,
  settings: StoredFlag['settings'],
): Promise<void> {
  await db
    .updateTable('flags')
    .set({ settings: JSON.stringify(settings) })
    .where('project_id', '=', projectId)
    .where('key', '=', key)
    .execute()
}

async function addChange(
  transaction: Transaction<FlagTables>,
  flag: StoredFlag,
  { at, by, part, what, before, after }: NewChange,
): Promise<void> {
  await transaction
    .insertInto('flag_changes')
    .values({
      project_id: flag.projectId,
      flag: flag.key,
      at,
      by,
      version: flag.version,
      part: part.part,
      environment: part.part === 'settings' ? part.environment : null,
      what: JSON.stringify(what),
      before: JSON.stringify(before),
      after: JSON.stringify(after),
    })
    .execute()
}

const columnsOf = ({ details, settings, version, archivedAt, createdAt, changedAt }: StoredFlag) => ({
  details: JSON.stringify(details),
  settings: JSON.stringify(settings),
  version,
  archived_at: archivedAt,
  created_at: createdAt,
  changed_at: changedAt,
})

const flagOf = (row: FlagTables['flags']): StoredFlag => ({
  projectId: row.project_id,
  key: row.key,
  type: row.type,
  details: JSON.parse(row.details) as FlagDetails,
  settings: JSON.parse(row.settings),
  version: row.version,
  archivedAt: row.archived_at,
  createdAt: row.created_at,
  changedAt: row.changed_at,
})

const changeOf = (row: Omit<FlagTables['flag_changes'], 'id'> & { readonly id: string }): StoredChange => ({
  id: String(row.id),
  at: row.at,
  by: row.by,
  version: row.version,
  part:
    row.part === 'settings' ? { part: 'settings', environment: row.environment ?? '' } : { part: row.part },
  what: JSON.parse(row.what),
  before: JSON.parse(row.before),
  after: JSON.parse(row.after),
})
