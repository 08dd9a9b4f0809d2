import { randomBytes } from 'node:crypto'
import type { ImportMapping, ImportRun, ImportStatus, Inspection } from '@throughline/contract/imports'
import type { ColumnType } from 'kysely'
import type { State } from '../../../platform/state/state.ts'
import type { Checkpoint } from './engine/run-progress.ts'

type Json<T> = ColumnType<T | null, string | null, string | null>
type BigInteger = ColumnType<string, number, number>

type ImportTables = {
  imports: {
    id: string
    project_id: string
    name: string
    status: ImportStatus
    created_at: Date
    size: BigInteger
    received: BigInteger
    path: string | null
    is_upload: boolean
    source: string | null
    content_hash: string | null
    inspection: Json<Inspection>
    mapping: Json<ImportMapping>
    dry_run: Json<ImportRun>
    run: Json<ImportRun>
    checkpoint: Json<Checkpoint>
    problem: string | null
  }
  address_keys: { project_id: string; key: string }
}

export interface StoredImport {
  readonly id: string
  readonly projectId: string
  readonly name: string
  readonly status: ImportStatus
  readonly createdAt: Date
  readonly size: number
  readonly received: number
  /** Where the file lies; null once an upload is deleted. */
  readonly path: string | null
  /** Ours to delete. */
  readonly isUpload: boolean
  readonly source: string | null
  readonly contentHash: string | null
  readonly inspection: Inspection | null
  readonly mapping: ImportMapping | null
  readonly dryRun: ImportRun | null
  readonly run: ImportRun | null
  readonly checkpoint: Checkpoint | null
  readonly problem: string | null
}

type ImportChange = Partial<
  Omit<StoredImport, 'id' | 'projectId' | 'name' | 'createdAt' | 'isUpload' | 'size'>
>

export interface ImportStore {
  /** The newest first. */
  list(projectId: string): Promise<StoredImport[]>
  find(projectId: string, id: string): Promise<StoredImport | undefined>
  add(made: StoredImport): Promise<void>
  change(id: string, change: ImportChange): Promise<void>
  /** Changes one that still has a status: of two who would both take it on, the second comes too late. Whether it had. */
  changeFrom(status: ImportStatus, id: string, change: ImportChange): Promise<boolean>
  remove(id: string): Promise<void>
  /** Those that a stopped process left at work, the oldest first. */
  unfinished(): Promise<StoredImport[]>
  /** The key that a project's addresses are hashed with; made when it is first asked for. */
  addressKey(projectId: string): Promise<string>
}

/** Owner of the tables `imports` and `address_keys`. */
export function importStore(state: State): ImportStore {
  const db = state.withTables<ImportTables>()

  return {
    async list(projectId) {
      const rows = await db
        .selectFrom('imports')
        .selectAll()
        .where('project_id', '=', projectId)
        .orderBy('created_at', 'desc')
        .orderBy('id')
        .execute()
      return rows.map(toImport)
    },

    async find(projectId, id) {
      const row = await db
        .selectFrom('imports')
        .selectAll()
        .where('project_id', '=', projectId)
        .where('id', '=', id)
        .executeTakeFirst()
      return row && toImport(row)
    },

    async add({ id, projectId, name, createdAt, isUpload, size, ...rest }) {
      await db
        .insertInto('imports')
        .values({
          id,
          project_id: projectId,
          name,
          created_at: createdAt,
          is_upload: isUpload,
          size,
          status: rest.status,
          received: rest.received,
          ...toColumns(rest),
        })
        .execute()
    },

    async change(id, change) {
      const columns = toColumns(change)
      if (Object.keys(columns).length > 0)
        await db.updateTable('imports').set(columns).where('id', '=', id).execute()
    },

    async changeFrom(status, id, change) {
      const { numUpdatedRows } = await db
        .updateTable('imports')
        .set(toColumns(change))
        .where('id', '=', id)
        .where('status', '=', status)
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },

    async remove(id) {
      await db.deleteFrom('imports').where('id', '=', id).execute()
    },

    async unfinished() {
      const rows = await db
        .selectFrom('imports')
        .selectAll()
        .where('status', 'in', ['checking', 'queued', 'running'])
        .orderBy('created_at')
        .execute()
      return rows.map(toImport)
    },

    async addressKey(projectId) {
      await db
        .insertInto('address_keys')
        .values({ project_id: projectId, key: randomBytes(32).toString('hex') })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      const { key } = await db
        .selectFrom('address_keys')
        .select('key')
        .where('project_id', '=', projectId)
        .executeTakeFirstOrThrow()
      return key
    },
  }
}

type ImportRow = {
  [K in keyof ImportTables['imports']]: ImportTables['imports'][K] extends ColumnType<
    infer S,
    unknown,
    unknown
  >
    ? S
    : ImportTables['imports'][K]
}

const toImport = (row: ImportRow): StoredImport => ({
  id: row.id,
  projectId: row.project_id,
  name: row.name,
  status: row.status,
  createdAt: row.created_at,
  size: Number(row.size),
  received: Number(row.received),
  path: row.path,
  isUpload: row.is_upload,
  source: row.source,
  contentHash: row.content_hash,
  inspection: row.inspection,
  mapping: row.mapping,
  dryRun: row.dry_run,
  run: row.run,
  checkpoint: row.checkpoint,
  problem: row.problem,
})

const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value))

/** Only what is said. */
function toColumns(change: ImportChange) {
  const {
    status,
    received,
    path,
    source,
    contentHash,
    inspection,
    mapping,
    dryRun,
    run,
    checkpoint,
    problem,
  } = change
  return {
    ...(status !== undefined && { status }),
    ...(received !== undefined && { received }),
    ...(path !== undefined && { path }),
    ...(source !== undefined && { source }),
    ...(contentHash !== undefined && { content_hash: contentHash }),
    ...(inspection !== undefined && { inspection: json(inspection) }),
    ...(mapping !== undefined && { mapping: json(mapping) }),
    ...(dryRun !== undefined && { dry_run: json(dryRun) }),
    ...(run !== undefined && { run: json(run) }),
    ...(checkpoint !== undefined && { checkpoint: json(checkpoint) }),
    ...(problem !== undefined && { problem }),
  }
}
