import { sql } from 'kysely'
import { type MigrationFile, migrationFiles } from '../migration-files.ts'
import type { State } from './state.ts'

const LOCK = 7_140_221

/**
 * Applies the migrations that are missing, each in a transaction of its own. An advisory lock keeps several servers
 * that start together from doing it twice.
 */
export async function migrateState(
  state: State,
  files: readonly MigrationFile[] = migrationFiles('state'),
): Promise<void> {
  await state.connection().execute(async (connection) => {
    await sql`SELECT pg_advisory_lock(${sql.lit(LOCK)})`.execute(connection)
    try {
      await sql`CREATE TABLE IF NOT EXISTS schema_migrations (id text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())`.execute(
        connection,
      )
      const { rows } = await sql<{ id: string }>`SELECT id FROM schema_migrations`.execute(connection)
      const applied = new Set(rows.map((row) => row.id))
      for (const file of files.filter(({ id }) => !applied.has(id)))
        await connection.transaction().execute(async (transaction) => {
          await sql.raw(file.sql).execute(transaction)
          await sql`INSERT INTO schema_migrations (id) VALUES (${file.id})`.execute(transaction)
        })
    } finally {
      await sql`SELECT pg_advisory_unlock(${sql.lit(LOCK)})`.execute(connection)
    }
  })
}
